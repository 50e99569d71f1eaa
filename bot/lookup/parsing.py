"""A message read into the questions that it asks: numbers, columns, clauses and exclusions."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.korean import hangul
from bot.lookup import details, lexicon
from bot.lookup.browsing import in_titles, overview, without_totals
from bot.lookup.catalogue import Catalogue
from bot.lookup.cells import end_of
from bot.lookup.clause import MIN_GROUP_CHARS, MISSPELT_SCORE, named_spans, one_question, reads
from bot.lookup.columns import STATUS, is_timed
from bot.lookup.conditions import Condition, Says
from bot.lookup.engine.matching import How
from bot.lookup.grouping import BY_GROUP, grouping
from bot.lookup.latin import in_hangul, in_latin
from bot.lookup.message import (
    clauses,
    denies,
    is_rest,
    says_what,
    sentences,
    small_talk,
    states,
    verbal_clauses,
    with_owner_instead,
    without_excluded,
)
from bot.lookup.names import Named
from bot.lookup.numbers import Numbers, numbers
from bot.lookup.positions import positions, with_fields_named, with_rows_numbered
from bot.lookup.preprocessing import composed, preprocessed, with_owners_undecided
from bot.lookup.question import (
    Both,
    ByDetail,
    ByKeyword,
    ByName,
    ByNumber,
    InTitles,
    OfColumns,
    Overview,
    Question,
    Several,
    SmallTalk,
    UnknownDepartment,
    Without,
    is_noun,
    topic,
    without_particle,
)
from bot.lookup.terms import in_terms
from bot.lookup.times import OF_TERMS, dated
from bot.lookup.tokens import Kind, Token, tokens, topics
from bot.lookup.words import (
    is_asking,
    is_light,
    is_number,
    place_of,
    stems_of,
)

_OTHER_LETTERS = re.compile("[a-zㄱ-ㅣ]")  # than those of composed syllables
_LEADS_UP = re.compile(r"[^\n?!]*(?:던데|더라고?|다는데|인데)(?:요|여)?,? (?:그럼|그러면) ")
_TAKES_OFF = re.compile("[빼뺀뺄뺍]|제[외하]|지워|이?외")
MIN_TOLD = 14  # words of a message that tells more than it asks; tests/lookup/test_messages.py


def understood(text: str, catalogue: Catalogue) -> Question:
    """What a message asks; any text asks something, if only small talk."""
    text = composed(text)
    if not OF_TERMS.isdisjoint(text) and (asked := in_terms(text, catalogue, understood)):
        return asked
    text, typed_as = preprocessed(text, catalogue)
    if (words := in_titles(text)) is not None and _stands_in_titles(words, catalogue):
        return InTitles(words=words)
    text = with_rows_numbered(with_owners_undecided(text, catalogue), catalogue)
    return _with_columns(text, typed_as, catalogue)


def _with_columns(text: str, typed_as: dict[str, str], catalogue: Catalogue) -> Question:
    """What a normalised text asks, of further columns too."""
    if (lead := _LEADS_UP.match(text)) and not _says_nothing(
        behind := _with_columns(text[lead.end() :], typed_as, catalogue)
    ):
        return behind  # 교육은 소통담당관이던데 그럼 재활용은 누구 거예요
    said = BY_GROUP.search(text)
    if said is not None and (grouped := grouping(said, catalogue)) is not None:
        return grouped
    wished = details.without_taken_back(text, catalogue.headings, catalogue.titles.stands)
    text, conditions, wanted = _read_by_day(text, catalogue)
    if wished != text and not conditions:  # 완료된 거 빼고, 올해 끝나는 것만 빼고 are conditions
        text, conditions, wanted = _read_by_day(wished, catalogue)
    of_all = without_totals(wanted.rest, catalogue.titles.stands)
    if conditions and (chosen := _chosen(conditions, of_all, text, catalogue)) is not None:
        return replace(chosen, columns=wanted.columns)
    rest = wanted.rest if wanted.columns and not conditions else text
    if not wanted.columns:
        return _in_any_letters(rest, typed_as, catalogue)
    parts = [*_apart(text, wanted.ends, typed_as, catalogue)] if not conditions else []
    is_of_all = of_all != wanted.rest or any(map(is_timed, wanted.columns))
    besides = of_all if is_of_all else rest
    question = _in_any_letters(besides, typed_as, catalogue)
    if is_of_all and (isinstance(question, Overview) or _says_nothing(question)):
        has_some = not catalogue.cells.keys().isdisjoint(wanted.columns)
        question = Overview.PLEDGES if has_some else SmallTalk()
    question = _besides_columns(question, besides, typed_as, catalogue)
    bare = details.asked(rest, catalogue.headings).rest
    # 5 추진율, 라-3 주무관, 05~07 예산
    if bare != rest and _numbered(with_fields_named(bare, catalogue), catalogue):
        number = _plainly(bare, {}, catalogue)
        before = question.numbers if isinstance(question, ByNumber) else ()
        if (
            isinstance(number, ByNumber)
            and len(number.numbers) > len(before)
            and (rest[:1].isdecimal() or catalogue.by_number.keys() & {*number.numbers})
        ):
            question = number
    if text.endswith(details.EVERYDAY) and _is_unheard_of(question, catalogue):
        return _in_any_letters(text, typed_as, catalogue)  # 시험관 아기 비용
    question = OfColumns(asked=question, columns=wanted.columns)
    return Several(whole=question, parts=tuple(parts)) if parts else question


def _apart(
    text: str, ends: Sequence[int], typed_as: dict[str, str], catalogue: Catalogue
) -> Iterator[tuple[str, Question]]:
    """What is asked of several things by columns of their own; nothing where it is of one."""
    first, *others = details.apart(text, ends)
    # None where it is still to be read, or with what goes before it.
    said: list[tuple[str, Question | None]] = [(first, None)]
    for piece in others:
        question = _with_columns(piece, typed_as, catalogue)
        if _says_something(question, catalogue, asks=False):
            said.append((piece, question))
        else:
            said[-1] = f"{said[-1][0]} {piece}", None
    for piece, read in said if len(said) > 1 else ():
        end = max(details.asked(piece, catalogue.headings).ends, default=len(piece))
        asked = read or _with_columns(piece, typed_as, catalogue)
        yield without_particle(piece[:end].strip("?!., ")), asked


def _besides_columns(
    question: Question, text: str, typed_as: dict[str, str], catalogue: Catalogue
) -> Question:
    """What is asked besides a column's word that is in names or titles too: 안심주택 예산."""
    if not isinstance(question, Both):
        return question
    names = partial(_names_department, catalogue)
    asked = details.asked(text, catalogue.headings, names=names)
    if catalogue.cells.keys().isdisjoint(asked.columns):
        return question
    besides = _in_any_letters(asked.rest, typed_as, catalogue)
    return question if _says_nothing(besides) else besides


def _chosen(
    conditions: tuple[Condition, ...], besides: str, text: str, catalogue: Catalogue
) -> ByDetail | None:
    """The pledges that meet conditions, among what is asked for `besides`; None if not meant."""
    said = _plainly(besides, {}, catalogue)
    stems = [s for w in said.words for s in w.stems] if isinstance(said, ByKeyword) else []
    if stems and not any(map(catalogue.titles.stands, stems)):  # 복지 완료, of 따뜻한 복지
        field = _plainly(f"{besides} {catalogue.strategy_heading or '분야'}", {}, catalogue)
        said = field if isinstance(field, ByName) else said
    is_sure = not any(isinstance(each, Says) and each.typed for each in conditions)
    is_long = is_sure and len(text.split()) >= MIN_TOLD  # which tells more than it asks
    says_nothing = (
        said == Overview.PLEDGES
        or _says_nothing(said)
        or (is_long and not _says_something(said, catalogue, asks=False))
    )
    among = None if says_nothing else said
    is_meant = _may_choose(conditions, text, among, catalogue)
    return ByDetail(conditions=conditions, among=among, typed=text) if is_meant else None


def _read_by_day(
    text: str, catalogue: Catalogue
) -> tuple[str, tuple[Condition, ...], details.Asked]:
    """What a text says of columns, with times by the day as those of the calendar if that does."""
    read = _of_columns(text, {}, catalogue)
    by_day, typed = text, dict[str, str]()
    if catalogue.today is not None:
        by_day, typed = dated(text, catalogue.today, end_of(catalogue.term))
    if typed:
        other = _of_columns(by_day, typed, catalogue)
        if (other[0], other[1].columns) != (read[0], read[1].columns):
            return by_day, *other
    return text, *read


def _of_columns(
    text: str, typed: Mapping[str, str], catalogue: Catalogue
) -> tuple[tuple[Condition, ...], details.Asked]:
    conditions, besides = catalogue.filters.read(text)
    wanted = details.asked(
        besides,
        catalogue.headings,
        keeps=lambda word: not _is_sum(word, besides, catalogue) and _keeps(word, catalogue),
        goes_on=lambda behind: _goes_on(behind, catalogue),
        names=partial(_names_department, catalogue),
    )
    for time, said in typed.items():
        wanted = replace(wanted, rest=wanted.rest.replace(time, said))
    return conditions, wanted


def _in_any_letters(text: str, typed_as: dict[str, str], catalogue: Catalogue) -> Question:
    if _OTHER_LETTERS.search(text):
        text, english = in_latin(text)
        typed_as |= english
        text, latin = in_hangul(text, catalogue.words.in_hangul)
        for korean, typed in latin.items():
            typed_as[korean] = " ".join(typed_as.get(word, word) for word in typed.split())
    return _plainly(text, typed_as, catalogue)


def _is_unheard_of(question: Question, catalogue: Catalogue) -> bool:
    """Whether no title has the words of a question, and none is like one."""
    return (
        isinstance(question, ByKeyword)
        and question.tells
        and not any(word.known for word in question.words)
        and not _has_value(question, catalogue)
        and not reads(question.words, catalogue)
    )


def _has_value(question: ByKeyword, catalogue: Catalogue) -> bool:
    """Whether a further column says just one of the words: 복지국."""
    value = catalogue.contents.value
    return any(map(value, (stem for word in question.words for stem in word.stems)))


def _is_sum(typed: str, text: str, catalogue: Catalogue) -> bool:
    """Whether a word of a text asks what a column comes to: 예산 얼마, 평균 이행률."""
    is_column = any(typed in details.ASKED.get(key, ()) for key in catalogue.cells)
    is_of_all = "얼마" in text or without_totals(text, catalogue.titles.stands) != text
    return is_column and is_of_all


def _keeps(typed: str, catalogue: Catalogue) -> bool:
    """Whether a word that asks for a column may say more: it stands in titles, or is left out."""
    return catalogue.titles.stands(hangul.bare(typed)) or not any(
        lexicon.phrases("chatter.tsv").has(word)
        or not any(is_asking(stem) or is_light(stem) for stem in stems_of(word))
        for word in typed.split()
    )


def _goes_on(behind: str, catalogue: Catalogue) -> bool:
    """Whether a word says what one before it is about, and neither asks nor names a pledge."""
    if not behind or is_asking(behind) or lexicon.phrases("courtesy.tsv").has(behind):
        return False
    is_known = catalogue.words.standing(behind).begins or (
        len(behind) > MIN_GROUP_CHARS and catalogue.titles.stands(behind)
    )
    return not (
        (is_known and not is_light(behind)) or details.asked(behind, catalogue.headings).columns
    )


def _names_department(catalogue: Catalogue, typed: str, at: int) -> bool:
    """Whether a word that may ask for a column is a department: 예산과; first, by a short name."""
    named = catalogue.departments.recognized(typed) if typed.endswith("과") else None
    return named is not None and (named.how is How.EXACT or (named.how is How.SHORT and at == 0))


def _stands_in_titles(words: str, catalogue: Catalogue) -> bool:
    """Whether titles have these words, which are the name of no group or department."""
    bare = hangul.bare(words)
    named = (catalogue.departments, catalogue.categories, catalogue.strategies)
    stands = any(bare in title for title, _ in catalogue.titled)
    return stands and not any(known.exact(bare) for known in named)


def _may_choose(
    conditions: Sequence[Condition], text: str, among: Question | None, catalogue: Catalogue
) -> bool:
    """Whether conditions are meant as such, and are no words of titles or of small talk."""
    states = [each for each in conditions if isinstance(each, Says) and each.typed]
    cells = catalogue.cells
    asked = among.asked if isinstance(among, Without) else among
    is_named = isinstance(asked, ByName | ByNumber)
    is_named |= isinstance(asked, ByKeyword) and _has_value(asked, catalogue)
    for state in states:
        bare = hangul.bare(state.typed)
        is_table_s = state.column != STATUS.key or (
            STATUS.key in cells and bool(cells[STATUS.key].having(bare))
        )
        if catalogue.words.standing(bare).begins and not (state.of_pledges and is_table_s):
            return False  # 내진보강 조기 완료, but 완료된 공약
        if not (is_named or state.of_pledges or (among is None and is_table_s)):
            return False  # 도서관 책 예약 취소, 학교 끝난 초등학생
    has_columns = all(each.column in cells for each in conditions)
    asks_for_all = among is None and all(state.of_pledges for state in states)
    return has_columns or asks_for_all or "공약" in text


def _says_nothing(question: Question) -> bool:
    """Whether nothing is asked for but pledges as such."""
    if isinstance(question, ByKeyword):
        return not question.chooses
    return isinstance(question, SmallTalk)


def _plainly(text: str, typed_as: Mapping[str, str], catalogue: Catalogue) -> Question:
    text = with_fields_named(text, catalogue)
    named = _numbered(text, catalogue)
    if not (named is None or isinstance(named, Numbers)):
        return named
    said = tokens(named.text if named else text, typed_as, catalogue.words)
    if named is None and (part := overview(said)) is not None:
        return part
    kept, left_out = with_owner_instead(*without_excluded(said), catalogue)
    excluded = {_excluded(of, named, catalogue): _text(of) for of in left_out}
    if named is not None:
        absent = {n for of in excluded if isinstance(of, ByNumber) for n in of.numbers}
        if numbers_kept := tuple(number for number in named.numbers if number not in absent):
            return _with_numbers(replace(named, numbers=numbers_kept), kept, typed_as, catalogue)
    asked = _asked(kept, catalogue)
    if asked == SmallTalk() and not excluded and text.strip():
        return small_talk(text)
    names_some = any(_says_something(of, catalogue, asks=False) for of in excluded) or any(
        len(stem := token.word.stems[-1]) > 1 and catalogue.titles.stands(stem)
        for of in left_out
        for token in of
    )
    if not names_some and (not excluded or _says_something(asked, catalogue, asks=False)):
        return asked  # 보내준 거 말고
    whole = one_question(said, catalogue)
    each = tuple([(text, question) for question, text in excluded.items()])
    instead = not any(_TAKES_OFF.match(one.word.typed) for one in said if one.kind is Kind.EXCEPT)
    without = Without(asked=asked, excluded=each, whole=whole, instead=instead)
    return _without(without, kept, catalogue)


def _numbered(text: str, catalogue: Catalogue) -> Question | Numbers | None:
    """What a text names by place, by number or in full; Numbers where it may say more."""
    at_place, section = positions(text, catalogue)
    if at_place is not None:
        return at_place
    named = numbers(text, catalogue)
    if not isinstance(named, Numbers):
        return section or _whole_message(text, catalogue) or named
    if named.runs:
        return named
    return ByNumber(numbers=named.numbers, correction=named.correction)


def _with_numbers(
    named: Numbers, kept: Sequence[Token], typed_as: Mapping[str, str], catalogue: Catalogue
) -> Question:
    """The numbers, and what else is asked beside them: 복지건강-04랑 청소년문화의집도."""
    respelled = ((typed_as[name], name) for name in catalogue.by_category if name in typed_as)
    words = topics(kept)
    spans = [*named_spans(words, catalogue)]
    claimed = [s.named.names[0] for s in spans if s.department and len(s.named.names) == 1]
    pieces = [of for of in _beside_numbers(kept) if any(_is_certain(t, catalogue) for t in of)]
    asked_of = [(of, one_question(of, catalogue, asks=True)) for of in pieces]
    others = [one for one in asked_of if not isinstance(one[1], SmallTalk | UnknownDepartment)]
    answered = {token.word for of, _ in others for token in of}
    answered |= {word for span in spans for word in words[span.start : span.end]}
    telling = [t.word for t in kept if _is_certain(t, catalogue) or _is_plain_noun(t)]
    asked = ByNumber(
        numbers=named.numbers,
        claimed=claimed[0] if claimed else None,
        denies=denies(named.text),
        beside=tuple([word for word in telling if word not in answered]),
        correction=named.correction or next(respelled, None),
    )
    parts = [(", ".join(map(str, named.numbers)), asked), *((_text(of), one) for of, one in others)]
    return Several(whole=SmallTalk(), parts=tuple(parts)) if others else asked


def _beside_numbers(kept: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """What is joined to numbers, or stands in a sentence of its own."""
    for sentence in sentences(kept):
        pieces = clauses(sentence)
        places = [at for at, of in enumerate(pieces) if any(is_number(t.word.typed) for t in of)]
        if not places:
            yield from pieces
            continue
        if is_number(topics(pieces[places[0]])[0].typed):
            yield from pieces[: places[0]]
        if is_number(topics(pieces[places[-1]])[-1].typed):
            yield from pieces[places[-1] + 1 :]


def _is_plain_noun(token: Token) -> bool:
    """Whether a word names a thing of every day: 드론."""
    word = token.word
    return token.kind is Kind.TOPIC and not word.light and is_noun(word.stems[-1])


def _is_certain(token: Token, catalogue: Catalogue) -> bool:
    """Whether a word surely says what is meant: beside a number, what may be a slip is no topic."""
    if token.kind is not Kind.TOPIC or is_number(token.word.typed):
        return False
    if token.word.known:
        return not token.word.light
    return any(
        stem in lexicon.everyday()
        or (len(stem) > MIN_GROUP_CHARS and catalogue.titles.stands(stem))
        for stem in token.word.stems
    )


def _whole_message(text: str, catalogue: Catalogue) -> Question | None:
    """The name or the title that the message is, and nothing else: whatever words it is made of."""
    text = hangul.bare(text.rstrip("?!. "))
    for known in (catalogue.departments, catalogue.strategies, catalogue.categories):
        if (whole := known.exact(text)) is not None:
            return ByName(named=whole)
    if (pledge := catalogue.by_title.get(text)) is not None:
        return ByNumber(numbers=(pledge.number,))
    return None


def _without(question: Without, kept: Sequence[Token], catalogue: Catalogue) -> Question:
    """What is asked for but for something; the rest of its category where nothing else is said."""
    asked, excluded = question.asked, question.excluded
    if isinstance(asked, ByKeyword) and all(map(is_rest, asked.words)):
        asked = SmallTalk()  # 도서관 말고는 아무것도 없나요
    words = in_titles(" ".join(token.word.typed for token in kept))
    if words is not None and _stands_in_titles(words, catalogue):
        asked = InTitles(words=words)
    text, first = excluded[0]
    first = first.whole if isinstance(first, Several) else first
    categories = {n.category for _, of in excluded if isinstance(of, ByNumber) for n in of.numbers}
    if isinstance(first, Both) and _says_nothing(asked):
        asked = first.among  # 교통행정과 급행철도 빼고 전부
        excluded = ((text, first), *excluded[1:])
    elif isinstance(question.whole, Both) and categories and _says_nothing(asked):
        asked = question.whole.among  # 교통행정과 지역개발-03 말고
    elif (
        isinstance(first, ByName)
        and len(excluded) > 1
        and _says_nothing(asked)
        and not any(isinstance(of, ByName) for _, of in excluded[1:])
    ):
        asked, excluded = first, excluded[1:]  # 자치행정과, 주민자치회 제외
    elif asked == SmallTalk() and len(categories) == 1:
        name = categories.pop()
        if name and name in catalogue.by_category:
            asked = ByName(named=Named(typed=name, names=(name,), how=How.EXACT))
    return replace(question, asked=asked, excluded=excluded)


def _excluded(tokens: Sequence[Token], named: Numbers | None, catalogue: Catalogue) -> Question:
    """What is to be left out, whatever words say so: all of them, or each where none has all."""
    marks = [token.word.typed for token in tokens if is_number(token.word.typed)]
    if named is not None and marks:
        said = Counter(n for one in marks for n in named.runs[place_of(one)])
        again = [number for number, times in said.items() if times > 1]  # 1, 2, 3에서 2 빼고
        return ByNumber(numbers=tuple(again or said))
    if isinstance(bare := numbers(" ".join(t.word.typed for t in tokens), catalogue), Numbers):
        return ByNumber(numbers=bare.numbers)  # 주차관리과 공약 중 09번 빼고
    question = one_question(tokens, catalogue)
    if isinstance(question, ByKeyword):
        question = replace(question, tells=True)
    return _several(question, [([one], one_question([one], catalogue)) for one in tokens])


def _asked(tokens: Sequence[Token], catalogue: Catalogue) -> Question:
    asks = any(token.asks for token in tokens)
    parts = []
    said = sentences(tokens)
    # 감사실에서 자료 요청이 왔습니다. What is stated before a question is no question.
    asking = [sentence for sentence in said if not states(sentence)]
    for sentence in asking or said:
        pieces = clauses(sentence)
        behind = [*(next(iter(topics(of)), None) for of in pieces[1:]), None]
        inside = [
            (of, one_question(of, catalogue, asks=asks, joins=joins))
            for of, joins in zip(pieces, behind, strict=True)
        ]
        inside = _telling(inside, tokens, catalogue)
        whole = inside[0][1] if len(inside) == 1 else one_question(sentence, catalogue, asks=asks)
        parts.append((sentence, _several(whole, inside)))
    parts = _telling(parts, tokens, catalogue)
    if len(parts) == 1:
        return _with_clauses(parts[0][1], tokens)
    return _several(_with_clauses(one_question(tokens, catalogue), tokens), parts)


def _with_clauses(question: Question, tokens: Sequence[Token]) -> Question:
    """The question; of a long message that asks, with its clauses."""
    if not isinstance(question, ByKeyword) or len(tokens) < MIN_TOLD or not question.asks:
        return question
    return replace(question, clauses=tuple(verbal_clauses(tokens)))


def _telling(
    parts: list[tuple[tuple[Token, ...], Question]], tokens: Sequence[Token], catalogue: Catalogue
) -> list[tuple[tuple[Token, ...], Question]]:
    """The parts that may name something, of a long message that does so in words of the table."""
    if (
        len(parts) < 2
        or len(tokens) < MIN_TOLD
        or not any(_says_something(one, catalogue, asks=False) for _, one in parts)
    ):
        return parts
    return [
        (of, one)
        for of, one in parts
        if _says_something(one, catalogue, asks=any(token.asks for token in of))
    ]


def _says_something(question: Question, catalogue: Catalogue, *, asks: bool) -> bool:
    """Whether a question may name something of the table, in one that `asks` by what it means."""
    match question:
        case ByKeyword(words=words, said=said):
            telling = tuple([word for word in words if not word.light])
            return (
                any(word.known for word in telling)
                or any(stem in lexicon.everyday() for word in telling for stem in word.stems)
                or (asks and catalogue.pointers.pointed(said) is not None)
                or reads(telling, catalogue, score=MISSPELT_SCORE)
            )
        case OfColumns(asked=asked):
            return _says_something(asked, catalogue, asks=asks)
        case Several(parts=parts):
            return any(_says_something(part, catalogue, asks=asks) for _, part in parts)
    return not isinstance(question, SmallTalk)


def _several(whole: Question, parts: Sequence[tuple[Sequence[Token], Question]]) -> Question:
    """The parts as questions of their own, if there are several; one light syllable is none."""
    parts = [(of, question) for of, question in parts if not _is_light_syllable(question)]
    if len(parts) < 2:
        return whole
    return Several(whole=whole, parts=tuple([(_text(of), question) for of, question in parts]))


def _is_light_syllable(question: Question) -> bool:
    """Whether one syllable is said that asks for nothing beside other words: 서류 뭐 내."""
    words = question.words if isinstance(question, ByKeyword) else ()
    return len(words) == 1 and words[0].light and len(words[0].typed) == 1


def _text(tokens: Sequence[Token]) -> str:
    return topic([token.word for token in tokens if says_what(token)])  # 1. 도서관
