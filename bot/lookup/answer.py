"""The answer to a question, of whatever kind it is and whatever questions it is made of."""

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from bot.korean import hangul
from bot.lookup.browsing import counts
from bot.lookup.by_keyword import by_keyword, by_unknown_department
from bot.lookup.by_number import by_number, by_unknown_number, number_ranges
from bot.lookup.by_table import overview_of, with_words
from bot.lookup.by_words import as_said, by_both, hits_of, keeping, standing
from bot.lookup.catalogue import Catalogue
from bot.lookup.conditions import Chosen, InOrder, choose, in_table
from bot.lookup.engine.matching import How
from bot.lookup.engine.search import Reading
from bot.lookup.grouping import by_group
from bot.lookup.message import is_rest
from bot.lookup.names import Named
from bot.lookup.question import (
    Both,
    ByDetail,
    ByKeyword,
    ByName,
    ByNumber,
    Grouped,
    InTerm,
    InTerms,
    InTitles,
    OfColumns,
    OneQuestion,
    Overview,
    Question,
    Several,
    SmallTalk,
    UnknownDepartment,
    UnknownNumber,
    Without,
    may_be_noun,
    nouns,
    topic,
)
from bot.lookup.results import (
    Answer,
    DepartmentPledges,
    EarlierTerm,
    GroupPledges,
    ManyPledges,
    NamePledges,
    NoneSuch,
    NoSuchTerm,
    NotFound,
    OnePledge,
    OnlyColumns,
    SeveralAnswers,
    WhichName,
    WithPledges,
    covers,
    numbers_in,
)
from bot.lookup.weighing import asking_for, explains, says_twice
from bot.lookup.words import Word, chooses, is_verbal, stems_of

_THING = re.compile(r"(?!\d*$)[0-9A-Za-z가-힣]+")  # not 05.06, 공약ㅇ
MIN_SHARE_OF_ONE = 2.0  # of what it takes to tell one pledge, where several things seem asked


def answered(question: Question, catalogue: Catalogue) -> Answer:
    """The answer from this catalogue; "nothing found" is one too."""
    match question:
        case Several():
            return _by_several(question, catalogue)
        case Without():
            return _without(question, catalogue)
        case ByDetail():
            return _by_detail(question, catalogue)
        case InTitles(words=words):
            return with_words(words, catalogue)
        case Overview():
            return overview_of(question, catalogue)
        case Grouped():
            return by_group(question, catalogue)
        case InTerm():
            return _of_term(question, catalogue)
        case InTerms(parts=parts):
            return SeveralAnswers(
                answers=tuple((text, answered(part, catalogue)) for text, part in parts)
            )
        case OfColumns(asked=asked, columns=columns):
            return _of_columns(asked, columns, catalogue)
        case _:
            return _by_one(question, catalogue)


def _by_one(question: OneQuestion, catalogue: Catalogue) -> Answer:
    match question:
        case ByNumber():
            return by_number(question, catalogue)
        case ByName(named=named):
            return _by_name(named, catalogue)
        case Both():
            return _by_both(question, catalogue)
        case ByKeyword(said=said):
            found = by_keyword(question, catalogue)
            return as_said(found) if any(map(counts, said)) else found
        case UnknownNumber():
            return by_unknown_number(question, catalogue)
        case UnknownDepartment():
            return by_unknown_department(question, catalogue)
        case SmallTalk():
            return question


def _by_both(question: Both, catalogue: Catalogue) -> Answer:
    """Pledges of a name, or of all words where its own may say what they are about."""
    found = by_both(question, catalogue)
    if (all_words := question.whole) is not None:
        whole = cache(lambda: answered(all_words, catalogue))
        parts = [found] if found is not None else []
        tells = found is None and nouns(question.about.words)
        if tells or _means_one(all_words, whole, parts, catalogue):
            return whole()
    if found is not None:
        return as_said(found)
    all_of_it = _by_name(question.among.named, catalogue)
    department = catalogue.departments.exact(hangul.bare(question.about.topic))
    if isinstance(all_of_it, GroupPledges) and department is not None:
        [name] = department.names
        its_own = tuple([p for p in all_of_it.pledges if name in p.departments])
        asked = f"{all_of_it.name} {name}"
        if its_own:
            return ManyPledges(pledges=its_own, label=asked, asked=asked)
        return NoneSuch(asked=asked)
    if isinstance(all_of_it, NamePledges):
        # What leads up to a list is not missed in it: 제가 궁금한 건데 환경과 공약.
        words = [one for one in question.about.words if one.light or not question.lists]
        return replace(all_of_it, absent=_thing(words))
    return all_of_it


def _thing(words: Sequence[Word]) -> str:
    """What words beside a name are about; "" where they only go with it: 나머지, ㅇㅋ, 05."""
    telling = [word for word in words if chooses(word) and not is_rest(word)]
    return topic(telling) if any(map(_THING.fullmatch, nouns(telling))) else ""


def _by_name(named: Named, catalogue: Catalogue) -> Answer:
    if len(named.names) > 1:
        each = [*filter(None, map(catalogue.departments.recognized, named.typed.split()))]
        if [one.names for one in each] == [(name,) for name in named.names]:
            answers = tuple([(one.typed, _by_name(one, catalogue)) for one in each])
            return SeveralAnswers(answers=answers)  # 환경과 청소행정과 공약
        if catalogue.departments.within(hangul.bare(named.typed)) != named.names:
            return WhichName(asked=named.typed, names=named.names)
        every = chain.from_iterable(map(catalogue.pledges_of, named.names))  # 복지국
        pledges = tuple(dict.fromkeys(every))
        return GroupPledges(name=named.typed, pledges=pledges, also=named.names)
    name = named.names[0]
    readings: tuple[Reading, ...] = ()
    if named.how is How.CORRECTED:
        readings = (Reading(typed=named.typed, read=name, how=How.CORRECTED),)
    parts = catalogue.departments.within(hangul.bare(name))  # 동부교육지원청 학교생활과
    others = _others_with(named.typed, name, catalogue)
    also = tuple(dict.fromkeys((*parts, *others)))
    if name in catalogue.by_department:
        return DepartmentPledges(
            name=name,
            pledges=catalogue.by_department[name],
            readings=readings,
            asked=named.typed,
            former=catalogue.successors.get(named.typed),
            also=also,
        )
    pledges = catalogue.pledges_of(name)
    return GroupPledges(name=name, pledges=pledges, readings=readings, also=also)


def _others_with(typed: str, name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """What asks for what else has the word that was typed for a name: 교통 of 교통과."""
    if catalogue.departments.has_ending(typed):
        return ()
    own, stems = catalogue.pledges_of(name), stems_of(typed)
    others = catalogue.names_with(stems)
    names = [one for one in others if not all(map(own.__contains__, catalogue.pledges_of(one)))]
    is_elsewhere = catalogue.titles.stands(stems[-1]) and any(
        stems[-1] in title and pledge not in own for title, pledge in catalogue.titled
    )
    return (*names, f"{stems[-1]} 들어간 공약") if is_elsewhere else tuple(names)


def _of_term(question: InTerm, catalogue: Catalogue) -> Answer:
    other = catalogue.of_term(question.term)
    if other is None or question.asked is None:
        loaded = (catalogue.term, *(one.term for one in catalogue.earlier))
        return NoSuchTerm(asked=question.term, terms=loaded)
    return EarlierTerm(answer=answered(question.asked, other), catalogue=other)


def _of_columns(asked: Question, columns: tuple[str, ...], catalogue: Catalogue) -> Answer:
    if isinstance(asked, ByKeyword):
        asked = asking_for(asked, columns, catalogue.titles.stands)
    answer = _telling(answered(asked, catalogue), columns)
    if isinstance(answer, WithPledges | SeveralAnswers):
        return answer
    names_nothing = isinstance(asked, SmallTalk) or (
        isinstance(asked, ByKeyword) and not asked.chooses
    )
    lacking = tuple(column for column in columns if column not in catalogue.cells)
    is_bare = (isinstance(answer, NotFound) and not answer.near) or (
        isinstance(answer, SmallTalk) and not answer.closes
    )
    if names_nothing and (lacking or is_bare):
        return OnlyColumns(columns=lacking or columns)
    return answer


def _telling(answer: Answer, columns: tuple[str, ...]) -> Answer:
    if isinstance(answer, SeveralAnswers):
        each = tuple([(text, _telling(one, columns)) for text, one in answer.answers])
        return replace(answer, answers=each)
    if isinstance(answer := as_said(answer), ManyPledges):
        answer = replace(answer, asked=" ".join([answer.asked, *columns]))
    return replace(answer, columns=columns) if isinstance(answer, WithPledges) else answer


def _by_detail(question: ByDetail, catalogue: Catalogue) -> Answer:
    conditions = in_table(question.conditions, catalogue.cells)
    said = dict.fromkeys(each.column for each in conditions)
    if lacking := tuple(key for key in said if key not in catalogue.cells):
        asked = question.among
        return _of_columns(asked, lacking, catalogue) if asked else OnlyColumns(columns=lacking)
    pledges, within = catalogue.pledges, None
    told = ManyPledges(pledges=pledges, label="", asked="")
    keys = tuple(key for key in said if key in catalogue.headings)
    if (asked := question.among) is not None:
        asked = replace(asked, of_column=True) if isinstance(asked, ByKeyword) else asked
        within = as_said(answered(asked, catalogue))
        if not (numbers := numbers_in(within)):
            return within
        told = _as_list(within, asked)
        every = within.pledges if isinstance(within, NamePledges) else pledges
        pledges = tuple(pledge for pledge in every if str(pledge.number) in numbers)
    found, unread = choose(pledges, conditions, catalogue.cells)
    chosen = Chosen(
        conditions=conditions,
        table=catalogue.cells,
        among=told.label,
        asked=question.columns,
        unread=unread,
        is_none=not found,
    )
    if not found and isinstance(within, OnePledge):
        return replace(within, columns=keys, chosen=chosen)  # What it is says the card.
    if not found:
        return NoneSuch(
            asked=question.typed,
            chosen=chosen,
            readings=told.readings,
            left_out=told.left_out,
            excluded=told.excluded,
        )
    told = replace(told, label=question.typed, asked=question.typed, chosen=chosen)
    ordered = [each.column for each in conditions if isinstance(each, InOrder)]
    is_one = len(found) == 1
    differs = [k for k in keys if k in ordered or is_one or len({p.detail(k) for p in found}) > 1]
    return keeping(replace(told, columns=(*dict.fromkeys((*differs, *question.columns)),)), found)


def _as_list(answer: Answer, asked: Question | None = None) -> ManyPledges:
    """The pledges of an answer as a list, with what is told of how; an empty one for others."""
    department = ""
    match answer:
        case ManyPledges():
            return replace(answer, also=())
        case OnePledge(pledge=pledge):
            label = asked.topic if isinstance(asked, ByKeyword) else str(pledge.number)
            pledges, left_out, excluded = (pledge,), answer.left_out, answer.excluded
        case NamePledges(name=label, pledges=pledges, absent=absent):
            left_out, excluded = (absent,) if absent else (), ()
            department = label if isinstance(answer, DepartmentPledges) else ""
        case _:
            return ManyPledges(pledges=(), label="", asked="")
    return ManyPledges(
        pledges=pledges,
        label=label,
        asked=label,
        department=department,
        readings=answer.readings,
        left_out=left_out,
        excluded=excluded,
    )


def _by_several(question: Several, catalogue: Catalogue) -> Answer:
    """The answer to the whole where one title has all its words, else the answer to each part."""
    whole = cache(lambda: answered(question.whole, catalogue))
    if _is_one(question, whole, catalogue):
        return whole()
    parts = [(text, part, answered(part, catalogue)) for text, part in question.parts]
    answers = [answer for _, _, answer in parts]
    if _means_one(question.whole, whole, answers, catalogue) or (
        _tells_of_another(question, answers) and not numbers_in(whole())
    ):
        return whole()
    found: list[tuple[str, Answer]] = []
    for text, part, answer in parts:
        if numbers_in(answer):
            last = found[-1][1] if found and numbers_in(found[-1][1]) else None
            is_named = isinstance(answer, DepartmentPledges)
            if is_named and last and not isinstance(last, NamePledges) and covers(answer, last):
                continue  # 안양천 - 공원녹지과? Who says so asks about one of its pledges.
            if not any(_repeats(answer, one) for _, one in found):
                found.append((text, answer))
        elif _is_question(part):
            found.append((text, answer))
    if len(found) > 1 and any(numbers_in(answer) for _, answer in found):
        each = (of.answers if isinstance(of, SeveralAnswers) else ((t, of),) for t, of in found)
        return SeveralAnswers(answers=tuple(chain.from_iterable(each)))
    if not found or (numbers_in(whole()) and covers(found[0][1], whole())):
        return whole()
    return found[0][1]


def _means_one(
    question: Question, whole: Callable[[], Answer], parts: Sequence[Answer], catalogue: Catalogue
) -> bool:
    """Whether the words mean something together that at most one part means by itself."""
    if not isinstance(question, ByKeyword) or sum(map(bool, map(numbers_in, parts))) > 1:
        return False
    pointed = catalogue.pointers.pointed(question.said)
    return (
        pointed is not None
        and (pointed.is_combined or pointed.share >= MIN_SHARE_OF_ONE)
        and bool(pointed.pledges)
        and {*numbers_in(whole())} == {str(pledge.number) for pledge in pointed.pledges}
    )


def _tells_of_another(question: Several, answers: Sequence[Answer]) -> bool:
    """Whether nothing is asked, and the end names another thing than a piece: 일반고 내신."""
    (_, last), whole = question.parts[-1], question.whole
    return (
        isinstance(whole, ByKeyword)
        and not whole.asks
        and isinstance(last, ByKeyword)
        and any(may_be_noun(word) for word in last.words if not word.light)
        and not numbers_in(answers[-1])
        and sum(map(bool, map(numbers_in, answers))) == 1
    )


def _repeats(answer: Answer, before: Answer) -> bool:
    """Whether an answer only says again what one before it says; another department is one."""
    if isinstance(answer, DepartmentPledges):
        return isinstance(before, DepartmentPledges) and before.name == answer.name
    if isinstance(before, NamePledges):
        return covers(before, answer)
    return {*numbers_in(answer)} == {*numbers_in(before)}


def _is_one(question: Several, whole: Callable[[], Answer], catalogue: Catalogue) -> bool:
    """Whether one title, or one name, has all that was said; `whole` answers the question."""
    match question.whole:
        case ByKeyword(words=words, stop_words=stop_words, asks=asks):
            # Sooner seen of each part than of all words.
            if not all(_stands_in_a_title(part, catalogue) for _, part in question.parts):
                return False
            hits = catalogue.titles.found(words, stop_words, asks=asks)
            is_one = explains(hits) and not says_twice(hits)
            return is_one and bool(numbers_in(whole()))
        case Both(among=among, about=about):
            within = catalogue.scope(among.named.names)
            hits = catalogue.titles.found(about.words, about.stop_words, within=within)
            return explains(hits)
        case ByNumber():
            return True
        case ByName(named=named):
            return len(named.names) == 1
    return False


def _stands_in_a_title(part: Question, catalogue: Catalogue) -> bool:
    """Whether a title has all that the words of a part tell; what is no such words may."""
    if not isinstance(part, ByKeyword):
        return True
    hits = hits_of(part, catalogue)
    return all(one.light for one in (hits.left_out if hits.matched else part.words))


def _is_question(part: Question) -> bool:
    """Whether a part without an answer was meant as a question, and does not lead up to one."""
    match part:
        case OfColumns(asked=asked):
            return _is_question(asked)
        case ByKeyword(words=words, tells=tells, chatter=chatter):
            return tells and not chatter and not any(is_verbal(word.typed) for word in words)
        case ByNumber() | UnknownNumber() | UnknownDepartment():
            return True
    return False


def _without(question: Without, catalogue: Catalogue) -> Answer:
    """What is asked for, but for the pledges of what is excluded; all but these if nothing is."""
    excluded = [
        (
            number_ranges(of.numbers) if isinstance(of, ByNumber) else text,
            as_said(answered(of, catalogue)),
        )
        for text, of in question.excluded
    ]
    words = [_words_of(one) for _, one in question.excluded]
    out = {number for _, answer in excluded for number in numbers_in(answer)}
    if question.asked == SmallTalk():
        if not out:
            return excluded[0][1]  # 차 빼주세요
        if all(
            len(of) > 1 and not all(w.light or standing(w, catalogue) for w in of) for of in words
        ):
            return NotFound(asked="")  # 번역기 추천해줘 파파고 말고
        return _all_but(out, tuple([text for text, _ in excluded]), catalogue)
    asked = answered(question.asked, catalogue)
    answers = (asked, *(answer for _, answer in excluded))
    if question.instead and all(isinstance(one, DepartmentPledges) for one in answers):
        return asked  # 농업정책과 말고 인구정책과: of which one may help the other
    absent = [one.absent for _, one in excluded if isinstance(one, NamePledges) and one.absent]
    if isinstance(asked, NamePledges) and len(absent) == len(excluded):
        return replace(asked, absent=", ".join(absent))  # 교통과 드론 빼고
    whole = cache(lambda: answered(question.whole, catalogue))
    tells = not isinstance(question.asked, ByKeyword) or question.asked.tells
    if tells and numbers_in(asked):
        describes = not out and _means_one(question.whole, whole, [asked], catalogue)
    else:
        describes = all(words) and not any(
            standing(word, catalogue) for of in words for word in of if not word.light
        )
    if describes:
        return whole()  # 배민 말고 싼 거
    return _taken_off(question, asked, excluded)


def _taken_off(question: Without, asked: Answer, excluded: Sequence[tuple[str, Answer]]) -> Answer:
    """What is asked for without the pledges of what is excluded; each was answered."""
    among = {*numbers_in(asked)}
    # 학원 대신 학교에서: what takes nothing off is not said to do so.
    names = tuple(
        [
            _name_taken_off(text, of, among)
            for (text, answer), (_, of) in zip(excluded, question.excluded, strict=True)
            if not among.isdisjoint(numbers_in(answer))
        ]
    )
    # 도서관 말고 작은도서관: of words those said last are meant.
    are_named = all(isinstance(of, ByNumber | ByName) for _, of in question.excluded)
    is_name = isinstance(asked, NamePledges) and not (
        question.instead and any(text in asked.name for text, _ in question.excluded)
    )  # 주차 말고 주차관리과
    out = {number for _, answer in excluded for number in numbers_in(answer)}
    if names and among <= out and (are_named or is_name):
        of = _as_list(asked, question.asked).label
        return NoneSuch(asked=f"{', '.join(names)} 빼고 {of}")
    return as_said(_less(asked, out, names) if names else asked)


def _all_but(out: set[str], names: tuple[str, ...], catalogue: Catalogue) -> ManyPledges:
    kept = tuple([pledge for pledge in catalogue.pledges if str(pledge.number) not in out])
    without = ", ".join(names)
    return ManyPledges(pledges=kept, label=f"{without} 외", asked=f"{without} 빼고", excluded=names)


def _name_taken_off(typed: str, excluded: Question, among: Container[str]) -> str:
    """What is said to be left out: of several numbers, those that were there."""
    if isinstance(excluded, ByNumber):
        return number_ranges(number for number in excluded.numbers if str(number) in among)
    return typed


def _words_of(question: Question) -> Sequence[Word]:
    """The words that ask for pledges; none where it is asked by a number or a name."""
    if isinstance(question, Several):
        return _words_of(question.whole)
    return question.words if isinstance(question, ByKeyword) else ()


def _less(answer: Answer, out: set[str], names: tuple[str, ...]) -> Answer:
    """An answer without these numbers, which these words exclude; as it is if none is left."""
    if isinstance(answer, SeveralAnswers):
        parts = [(text, one) for text, one in answer.answers if not {*numbers_in(one)} <= out]
        if len(parts) == 1:
            return _less(parts[0][1], out, names)
        less = tuple([(text, _less(one, out, names)) for text, one in parts])
        return replace(answer, answers=less) if less else answer
    if not isinstance(answer, ManyPledges | NamePledges):
        return answer
    kept = tuple([pledge for pledge in answer.pledges if str(pledge.number) not in out])
    if not kept or kept == answer.pledges:
        return answer
    listed = _as_list(answer)
    asked = f"{', '.join(names)} 빼고 {listed.asked}"
    return keeping(replace(listed, asked=asked, excluded=names), kept)
