"""The answer to a question, before it is put into words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

from bot.korean import hangul
from bot.lookup import details, names
from bot.lookup.browsing import Overview
from bot.lookup.concepts import Errand
from bot.lookup.engine.matching import How
from bot.lookup.engine.search import MAX_UNSURE, Hits, Reading, spaced
from bot.lookup.lexicon import civic_words, everyday, stages
from bot.lookup.numbers import UnknownNumber
from bot.lookup.pledge import SEPARATORS, Pledge, PledgeNumber
from bot.lookup.question import (
    Both,
    Browse,
    ByDepartment,
    ByDetail,
    ByGroup,
    ByKeyword,
    ByNumber,
    InTerm,
    InTitles,
    Moved,
    OfColumns,
    OneQuestion,
    Question,
    Several,
    SmallTalk,
    UnknownDepartment,
    UnknownTerm,
    Without,
)
from bot.lookup.words import (
    Word,
    is_filler,
    is_light,
    is_served,
    is_verbal,
    stems_of,
    word,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.concepts import Meant
    from bot.lookup.engine.units import Unit


MOVED = "담당 바뀐"  # the question for pledges that changed hands
MOST_LISTED = 5  # departments that are said to have the most pledges
MIN_APART, MAX_APART = 3, 6  # syllables of what means one thing alone; how many words
MAX_TOGETHER = 3  # words that are one thing
_PARTICLE = re.compile("(?:이랑|랑|하고|은|는|을|를|도|만|에서)$")  # 가, 이 and 과 may end a noun
_CALLED = re.compile("(?<=..)(?:주무관|팀장|과장|계장)?(?:님|씨)?$")  # 박서연 주무관님
_OF_PLEDGES = re.compile(
    "담당|소관|주관|부서(?![졌진지져])|공약|사업(?![자장])|맡(?![기길긴]|아[줄주놨])|어느|누구|누가|예산|용역|공사비|건립비|운영비|추진|진척|이행|진행|전화번호|연락처|완공|착공|준공|owns|owner"
)
AS_SAID = frozenset({How.EXACT, How.SYNONYM})  # and not with slips
MIN_SAID = 3  # words, of which some only lead up to others
MIN_TITLE_CHARS = 5  # of a title that stand in a message on an everyday errand, which is about it
MIN_NAMED = 3  # of a title, in a message that asks for a detail of what an office runs
MAX_REPEATED = 4  # words that were read as one meaning, in an explanation
LONG_BY = 3  # times as long as what it leaves out, a word of a title needs nothing beside it
FAR_BETTER = 25.0  # fit, by which a title elsewhere must explain more; benchmarks/quality.py


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePledge:
    """One pledge; `claimed` is the department the person thought it belongs to.

    `also` are departments and groups that may have been meant as well; `left_out` are words that
    fit nothing, `excluded` those that were asked to be left out. `columns` are those asked for.
    """

    pledge: Pledge
    readings: tuple[Reading, ...] = ()
    claimed: str | None = None
    columns: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyPledges:
    """Several pledges, best first; `missing` are numbers that do not exist.

    `label` says what they have in common and `asked` asks for the same list again; `outside`
    names the department or group that the person asked within and that has none of them; `also`
    are those that may have been meant as well; `left_out` are words that fit nothing, `excluded`
    those that were asked to be left out. `columns` are the further ones that say what was asked.
    """

    pledges: tuple[Pledge, ...]
    label: str
    asked: str
    readings: tuple[Reading, ...] = ()
    columns: tuple[str, ...] = ()
    missing: tuple[PledgeNumber, ...] = ()
    outside: str | None = None
    also: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPledges:
    """All of one department's pledges in page order.

    `former` is the name that was asked for where it has another one now, and since when.
    """

    department: str
    pledges: tuple[Pledge, ...]
    readings: tuple[Reading, ...] = ()
    former: tuple[str, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPledges:
    """All pledges of a strategy or of a category, in page order."""

    group: str
    pledges: tuple[Pledge, ...]
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchNumber:
    """Numbers that do not exist; where the category does, with its first and last number.

    `near` are pledges that may be meant, where the category was misspelt.
    """

    asked: tuple[str, ...]
    ranges: tuple[tuple[PledgeNumber, PledgeNumber], ...]
    near: tuple[Pledge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchDepartment:
    """A department that the table does not have, and those with names like it."""

    asked: str
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichName:
    """Several departments or groups are meant equally well by what was typed.

    With `since`, they are what a former department became on that day.
    """

    asked: str
    names: tuple[str, ...]
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """No pledge that the words are surely about; `near` are the closest, best first.

    `left_out` are words that do not fit the closest.
    """

    asked: str
    near: tuple[Pledge, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralAnswers:
    """The answers to several questions of one message, each with its words, in its order."""

    answers: tuple[tuple[str, Answer], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchColumn:
    """Columns that were asked for and that the table does not have."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoneSuch:
    """No pledge meets the conditions that were asked for in these words."""

    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierTerm:
    """An answer from the table of an earlier term."""

    answer: Answer
    catalogue: Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchTerm:
    """A term whose table is not loaded, and those that are, the current one first."""

    asked: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The departments, or the strategies, with how many pledges each has; `asked` asks again."""

    overview: Overview
    entries: tuple[tuple[str, int], ...]
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """Nothing was asked."""


Answer: TypeAlias = (
    OnePledge
    | ManyPledges
    | DepartmentPledges
    | GroupPledges
    | NoSuchNumber
    | NoSuchDepartment
    | WhichName
    | NotFound
    | NoSuchColumn
    | NoneSuch
    | EarlierTerm
    | NoSuchTerm
    | Greeting
    | Counts
    | SeveralAnswers
)


def answered(question: Question, catalogue: Catalogue) -> Answer:
    """The answer from this catalogue; "nothing found" is one too."""
    match question:
        case Several():
            return _by_several(question, catalogue)
        case Without():
            return _without(question, catalogue)
        case ByDetail():
            return _by_detail(question, catalogue)
        case Moved():
            return _moved(catalogue)
        case InTitles(words=words):
            return _in_titles(words, catalogue)
        case Browse(overview=overview):
            return _overview(overview, catalogue)
        case InTerm() | UnknownTerm():
            return _of_term(question, catalogue)
        case OfColumns(asked=asked, columns=columns):
            return _of_columns(asked, columns, catalogue)
        case _:
            return _by_one(question, catalogue)


def _overview(overview: Overview, catalogue: Catalogue) -> Answer:
    departments = [(name, len(of)) for name, of in catalogue.by_department.items()]
    groups = catalogue.by_strategy or catalogue.by_category
    strategies = tuple([(name, len(of)) for name, of in groups.items() if name])
    match overview:
        case Overview.PLEDGES:
            asked = "전체 공약"
            return ManyPledges(pledges=catalogue.pledges, label="전체", asked=asked)
        case Overview.DEPARTMENTS:
            return Counts(overview=overview, entries=tuple(departments), asked="부서 목록")
        case Overview.MOST:
            most = sorted(departments, key=lambda entry: -entry[1])[:MOST_LISTED]
            asked = "공약이 제일 많은 부서"
            return Counts(overview=overview, entries=tuple(most), asked=asked)
        case Overview.STRATEGIES:
            return Counts(overview=overview, entries=strategies, asked="전략 목록")
        case Overview.COUNT:
            return Counts(overview=overview, entries=strategies, asked="공약 몇 개야")


def _in_titles(words: str, catalogue: Catalogue) -> Answer:
    bare = hangul.bare(words)
    found = tuple([pledge for title, pledge in catalogue.titled if bare in title])
    if len(found) == 1:
        return OnePledge(pledge=found[0])
    return ManyPledges(pledges=found, label=words, asked=f"{words} 들어간 공약")


def _by_one(question: OneQuestion, catalogue: Catalogue) -> Answer:
    match question:
        case ByNumber():
            return _by_number(question, catalogue)
        case ByDepartment(named=named) | ByGroup(named=named):
            return _by_name(named, catalogue)
        case Both():
            return _by_both(question, catalogue)
        case ByKeyword():
            return _by_keyword(question, catalogue)
        case UnknownNumber(typed=typed):
            numbers = [catalogue.numbering.number(c, question.serial) for c in question.categories]
            return NoSuchNumber(
                asked=(typed,),
                ranges=_ranges(catalogue, question.categories or catalogue.by_category),
                near=tuple([catalogue.by_number[n] for n in numbers if n in catalogue.by_number]),
            )
        case UnknownDepartment():
            return _by_unknown_department(question, catalogue)
        case SmallTalk():
            return Greeting()


def _of_term(question: InTerm | UnknownTerm, catalogue: Catalogue) -> Answer:
    other = catalogue.of_term(question.term)
    if other is None or isinstance(question, UnknownTerm):
        loaded = (catalogue.term, *(one.term for one in catalogue.earlier))
        return NoSuchTerm(asked=question.term, terms=loaded)
    return EarlierTerm(answer=answered(question.asked, other), catalogue=other)


def _moved(catalogue: Catalogue) -> Answer:
    pledges = [catalogue.by_number[n] for n in catalogue.moved if n in catalogue.by_number]
    if not pledges:
        return NoneSuch(asked=MOVED)
    return ManyPledges(pledges=tuple(pledges), label=MOVED, asked=f"{MOVED} 공약")


def _of_columns(asked: Question, columns: tuple[str, ...], catalogue: Catalogue) -> Answer:
    answer = answered(asked, catalogue)
    if isinstance(answer, OnePledge):
        return replace(answer, columns=columns)
    names_nothing = isinstance(asked, SmallTalk) or (
        isinstance(asked, ByKeyword) and not asked.tells
    )
    lacking = tuple(column for column in columns if column not in catalogue.headings)
    return NoSuchColumn(columns=lacking) if names_nothing and lacking else answer


def _by_detail(question: ByDetail, catalogue: Catalogue) -> Answer:
    conditions = details.in_columns(question.conditions, catalogue.headings)
    lacking = [each.column for each in conditions if each.column not in catalogue.headings]
    if lacking:
        return NoSuchColumn(columns=tuple(dict.fromkeys(lacking)))
    pledges: tuple[Pledge, ...] = catalogue.pledges
    if question.among is not None:
        among = answered(question.among, catalogue)
        numbers = _pledges(among)
        if not numbers:
            return among
        pledges = tuple(pledge for pledge in pledges if str(pledge.number) in numbers)
    found = details.fulfilling(pledges, conditions)
    if not found:
        return NoneSuch(asked=question.typed)
    if len(found) == 1:
        columns = tuple(dict.fromkeys(each.column for each in conditions))
        return OnePledge(pledge=found[0], columns=columns)
    return ManyPledges(pledges=found, label=question.typed, asked=question.typed)


def _by_several(question: Several, catalogue: Catalogue) -> Answer:
    """The answer to the whole where one title has all its words, else the answer to each part."""
    if _is_one(question.whole, catalogue):
        return answered(question.whole, catalogue)
    parts = [(text, part, answered(part, catalogue)) for text, part in question.parts]
    if _means_one(question.whole, [answer for _, _, answer in parts], catalogue):
        return answered(question.whole, catalogue)
    found: list[tuple[str, Answer]] = []
    for text, part, answer in parts:
        if _pledges(answer):
            if isinstance(answer, DepartmentPledges) and found and _covers(answer, found[-1][1]):
                continue  # 안양천 - 공원녹지과? Who says so asks about one of its pledges.
            if not any(_repeats(answer, one) for _, one in found):
                found.append((text, answer))
        elif _is_question(part):
            found.append((text, answer))
    if len(found) > 1 and any(_pledges(answer) for _, answer in found):
        return SeveralAnswers(answers=tuple(found))
    whole = answered(question.whole, catalogue)
    if not found or (_pledges(whole) and _covers(found[0][1], whole)):
        return whole
    return found[0][1]


def _means_one(whole: Question, parts: Sequence[Answer], catalogue: Catalogue) -> bool:
    """Whether the words mean something together that at most one part means by itself."""
    return (
        isinstance(whole, ByKeyword)
        and sum(map(bool, map(_pledges, parts))) <= 1
        and catalogue.meant(whole.said) is not None
    )


def _pledges(answer: Answer) -> tuple[str, ...]:
    return summary(answer).pledges


def _repeats(answer: Answer, before: Answer) -> bool:
    """Whether an answer only says again what one before it says."""
    if isinstance(before, DepartmentPledges | GroupPledges):
        return _covers(before, answer)
    return {*_pledges(answer)} == {*_pledges(before)}


def _covers(more: Answer, less: Answer) -> bool:
    return {*_pledges(less)} <= {*_pledges(more)}


def _is_one(question: Question, catalogue: Catalogue) -> bool:
    """Whether one title, or one name, has all that was said."""
    match question:
        case ByKeyword(words=words, stop_words=stop_words, asks=asks):
            hits = catalogue.titles.found(words, stop_words, asks=asks)
            is_one = _explains(hits) and not _says_twice(hits)
            return is_one and bool(_pledges(answered(question, catalogue)))
        case Both(among=among, about=about):
            within = catalogue.scope(among.named.names)
            hits = catalogue.titles.found(about.words, about.stop_words, asks=True, within=within)
            return _explains(hits)
        case ByGroup() | ByNumber():
            return True
        case ByDepartment(named=named):
            return len(named.names) == 1
    return False


def _says_twice(hits: Hits) -> bool:
    """Whether an everyday word is read as what another word is there: 재활용, 자원순환센터."""
    exact = [reading.read for reading in hits.readings if reading.how is How.EXACT]
    meant = [reading.read for reading in hits.readings if reading.how is How.SYNONYM]
    return any(one in other for one in meant for other in exact)


def _explains(hits: Hits) -> bool:
    return hits.explain_all and all(one.light for one in hits.left_out)


def _is_question(part: Question) -> bool:
    """Whether a part without an answer was meant as a question, and does not lead up to one."""
    match part:
        case ByKeyword(words=words, tells=tells, chatter=chatter):
            return tells and not chatter and not any(is_verbal(word.typed) for word in words)
        case UnknownNumber() | UnknownDepartment():
            return True
    return False


def _without(question: Without, catalogue: Catalogue) -> Answer:
    """What is asked for, but for the pledges of what is excluded; all but these if nothing is."""
    excluded = [answered(one, catalogue) for one in question.excluded]
    out = {number for answer in excluded for number in _pledges(answer)}
    if not out and question.asked == SmallTalk():
        return excluded[0]  # 차 빼주세요
    names = tuple([_excluded_text(one) for one in question.excluded])
    if question.asked == SmallTalk():
        kept = tuple([pledge for pledge in catalogue.pledges if str(pledge.number) not in out])
        label = f"{', '.join(names)} 외"
        return ManyPledges(
            pledges=kept, label=label, asked=f"{', '.join(names)} 빼고", excluded=names
        )
    return _less(answered(question.asked, catalogue), out, names)


def _less(answer: Answer, out: set[str], names: tuple[str, ...]) -> Answer:
    """An answer without these numbers, which these words exclude; as it is if none is left."""
    if isinstance(answer, SeveralAnswers):
        parts = [(text, one) for text, one in answer.answers if not {*_pledges(one)} <= out]
        if len(parts) == 1:
            return _less(parts[0][1], out, names)
        less = tuple([(text, _less(one, out, names)) for text, one in parts])
        return replace(answer, answers=less) if less else answer
    if not isinstance(answer, ManyPledges | DepartmentPledges | GroupPledges):
        return answer
    kept = tuple([pledge for pledge in answer.pledges if str(pledge.number) not in out])
    if not kept:
        return answer
    match answer:
        case ManyPledges():
            if len(kept) == 1:
                return OnePledge(pledge=kept[0], readings=answer.readings, excluded=names)
            asked = f"{', '.join(names)} 빼고 {answer.asked}"
            return replace(answer, pledges=kept, asked=asked, excluded=names)
        case DepartmentPledges(department=name) | GroupPledges(group=name):
            if kept == answer.pledges:
                return answer
            asked = f"{', '.join(names)} 빼고 {name}"
            return ManyPledges(
                pledges=kept, label=name, asked=asked, readings=answer.readings, excluded=names
            )


def _excluded_text(question: Question) -> str:
    """What is excluded, without the particle of its last word: 도서관이랑."""
    text = _asked_text(question)
    whole = question.whole if isinstance(question, Several) else question
    if not isinstance(whole, ByKeyword) or not whole.words:
        return text
    last = whole.words[-1]
    plain = _PARTICLE.sub("", last.shown)
    return text.removesuffix(last.shown) + plain if plain in last.stems else text


def _asked_text(question: Question) -> str:
    """What a question asks about, in the words of the message."""
    match question:
        case ByKeyword(words=words):
            return " ".join(word.shown for word in words)
        case ByDepartment(named=named) | ByGroup(named=named):
            return named.typed
        case Both(among=among, about=about):
            return f"{among.named.typed} {_asked_text(about)}"
        case UnknownNumber(typed=typed) | UnknownDepartment(typed=typed):
            return typed
        case ByNumber(numbers=numbers):
            return _number_ranges(numbers)
        case Several(whole=whole):
            return _asked_text(whole)
    return ""


def _by_number(question: ByNumber, catalogue: Catalogue) -> Answer:
    found = tuple(catalogue.by_number[n] for n in question.numbers if n in catalogue.by_number)
    missing = tuple(n for n in question.numbers if n not in catalogue.by_number)
    readings: tuple[Reading, ...] = ()
    if question.correction:
        typed, read = question.correction
        readings = (Reading(typed=typed, read=read, how=How.CORRECTED),)
    if not found:
        categories = dict.fromkeys(number.category for number in missing)
        return NoSuchNumber(asked=tuple(map(str, missing)), ranges=_ranges(catalogue, categories))
    if len(found) == 1 and not missing:
        return OnePledge(pledge=found[0], readings=readings, claimed=question.claimed)
    asked = _number_ranges(question.numbers)
    return ManyPledges(pledges=found, label=asked, asked=asked, readings=readings, missing=missing)


def _number_ranges(numbers: tuple[PledgeNumber, ...]) -> str:
    """Numbers as short as they can be asked for: runs as ranges."""
    runs: list[list[PledgeNumber]] = []
    for number in numbers:
        if (
            runs
            and runs[-1][-1].category == number.category
            and runs[-1][-1].serial + 1 == number.serial
        ):
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}~{_last_part(run[-1])}" for run in runs
    )


def _last_part(number: PledgeNumber) -> str:
    return number.text.removeprefix(number.category).lstrip(SEPARATORS)


def _ranges(
    catalogue: Catalogue, categories: Iterable[str]
) -> tuple[tuple[PledgeNumber, PledgeNumber], ...]:
    """The first and last number of each category that there is; of the table where none is."""
    groups = [catalogue.by_category[name] for name in categories if name in catalogue.by_category]
    known = [sorted(pledge.number for pledge in group) for group in groups or [catalogue.pledges]]
    return tuple((numbers[0], numbers[-1]) for numbers in known)


def _by_name(named: names.Named, catalogue: Catalogue) -> Answer:
    if len(named.names) > 1:
        return WhichName(asked=named.typed, names=named.names)
    name = named.names[0]
    readings: tuple[Reading, ...] = ()
    if named.how is names.How.CORRECTED:
        readings = (Reading(typed=named.typed, read=name, how=How.CORRECTED),)
    if name in catalogue.by_department:
        was = catalogue.successors.get(named.typed)
        return DepartmentPledges(
            department=name,
            pledges=catalogue.by_department[name],
            readings=readings,
            former=(named.typed, was.since) if was is not None else None,
        )
    return GroupPledges(group=name, pledges=_group(name, catalogue), readings=readings)


def _named(name: str, catalogue: Catalogue) -> tuple[Pledge, ...]:
    """The pledges of a department, a category or a strategy."""
    return catalogue.by_department.get(name) or _group(name, catalogue)


def _group(name: str, catalogue: Catalogue) -> tuple[Pledge, ...]:
    return catalogue.by_category.get(name) or catalogue.by_strategy[name]


def _by_both(question: Both, catalogue: Catalogue) -> Answer:
    among, about = question.among, question.about
    label = f"{among.named.typed} {_asked_text(about)}"
    within = catalogue.scope(among.named.names)
    inside = catalogue.titles.found(about.words, about.stop_words, asks=True, within=within)
    if question.whole is not None:
        whole = question.whole
        said = catalogue.titles.found(whole.words, whole.stop_words, asks=True)
        if said.explain_all and not said.left_out:
            both = dict.fromkeys((*said.sure, *(inside.sure if inside.explain_all else ())))
            return _from_hits(replace(said, sure=tuple(both)), label)
    if inside.explain_all:
        return _from_hits(inside, label)
    if question.lists and not any(_tells_which(one) for one in inside.matched):
        return _by_name(among.named, catalogue)
    everywhere = catalogue.titles.found(about.words, about.stop_words, asks=True)
    stands = everywhere.sure and not _unexplained(everywhere, asks=True)
    # Who names a department may be wrong about it: a title that says far more is what was meant.
    if inside.sure and (not stands or everywhere.fit < inside.fit + FAR_BETTER):
        return _from_hits(inside, label)
    if stands:
        several = len(among.named.names) > 1
        outside = among.named.typed if several else among.named.names[0]
        return _from_hits(everywhere, label, outside=outside)
    if (found := _in_columns(about.words, catalogue, among.named.names)) is not None:
        return found
    return _by_name(among.named, catalogue)


def _tells_which(one: Unit) -> bool:
    """Whether a word says what is meant, and is no verb that leads up to it."""
    return not (one.light or is_verbal(one.typed))


def _by_unknown_department(question: UnknownDepartment, catalogue: Catalogue) -> Answer:
    if (was := catalogue.successors.get(question.typed)) is not None:
        return WhichName(asked=question.typed, names=was.names, since=was.since)
    about = question.about
    if (found := _by_value((word(question.typed),), catalogue)) is not None:
        return found
    meant = catalogue.meant(about.said)
    if meant is not None and meant.cues > 1:  # 축구팀 코치 지원
        return _by_concept(about, meant, NotFound(asked=""), catalogue)
    hits = catalogue.titles.found(about.words, asks=about.asks)
    if hits.sure and not _unexplained(hits, asks=about.asks):
        return _from_hits(hits, _asked_text(about), outside=question.typed)
    alike = catalogue.departments.alike(question.typed)
    return NoSuchDepartment(asked=question.typed, alike=alike)


def _by_keyword(question: ByKeyword, catalogue: Catalogue) -> Answer:
    answer = _by_words(question, catalogue)
    if isinstance(answer, OnePledge | ManyPledges) and answer.columns:
        return answer
    meant = catalogue.meant(question.said)
    if _is_errand(question, meant, catalogue):
        return _offered(answer, question)
    if meant is None and not _pledges(answer) and (question.asks or question.seeks):
        meant = catalogue.likeliest(question.said)
    elif meant is None and _is_guess(question, answer, catalogue):
        return _offered(answer, question)
    if meant is None or _is_said(question, meant, answer, catalogue):
        return answer
    return _by_concept(question, meant, answer, catalogue)


def _is_errand(question: ByKeyword, meant: Meant | None, catalogue: Catalogue) -> bool:
    """Whether a message is about what an office does every day, and asks for nothing new."""
    errand = catalogue.errand(question.said)
    if errand is Errand.NONE or any(map(_OF_PLEDGES.search, question.said)):
        return False
    if meant is not None and meant.wishes:
        return False  # 주차장 늘려달래요, whatever led to it
    exact = _exact(question, catalogue)
    return exact < (MIN_NAMED if errand is Errand.DETAIL else MIN_TITLE_CHARS + 1)


def _is_guess(question: ByKeyword, answer: Answer, catalogue: Catalogue) -> bool:
    """Whether one everyday word of a message that asks for nothing stands for the title's."""
    if not isinstance(answer, OnePledge | ManyPledges) or question.seeks:
        return False
    hits = _hits_of(question, catalogue)
    return (
        len(hits.readings) == 1
        and hits.readings[0].how is How.SYNONYM
        and not hits.readings[0].typed.isascii()
        and any(not any(map(is_light, stems_of(one.typed))) for one in hits.left_out)
        and not any(map(_OF_PLEDGES.search, question.said))
    )


def _hits_of(question: ByKeyword, catalogue: Catalogue) -> Hits:
    asks = question.asks or question.seeks
    return catalogue.titles.found(question.words, question.stop_words, asks=asks)


def _exact(question: ByKeyword, catalogue: Catalogue) -> int:
    """How much of a title stands in a message word for word."""
    hits = _hits_of(question, catalogue)
    return sum(len(one.read) for one in hits.readings if one.how is How.EXACT)


def _offered(answer: Answer, question: ByKeyword) -> Answer:
    """The pledges of an answer as what may be meant."""
    if not _pledges(answer):
        return answer
    near = answer.pledges if isinstance(answer, ManyPledges) else ()
    near = (answer.pledge,) if isinstance(answer, OnePledge) else near
    return NotFound(asked=_asked_text(question), near=near[:MAX_UNSURE])


def _is_said(question: ByKeyword, meant: Meant, answer: Answer, catalogue: Catalogue) -> bool:
    """Whether what was said needs no other meaning than that of its words."""
    seeks = question.asks or question.seeks
    if meant.cues == 1 and (_pledges(answer) or (question.chatter and not seeks)):
        return True
    if not seeks and len(question.said) < MIN_SAID:  # 미술관 카페
        return question.chatter or any(_standing(one, catalogue) for one in question.words)
    if not isinstance(answer, OnePledge | ManyPledges):
        return isinstance(answer, SeveralAnswers)
    said = [stems_of(question.said[at]) for at in meant.words]
    if all(any(map(catalogue.words.has_word, stems)) for stems in said):
        return True  # 경전철이 교통행정과면 급행철도는
    hits = _hits_of(question, catalogue)
    plain = sum(
        len(one.read)
        for one in hits.readings
        if one.how is How.EXACT or (one.how is How.CORRECTED and len(one.read) >= MIN_TITLE_CHARS)
    )
    return plain >= MIN_TITLE_CHARS or (
        hits.explain_all
        and plain >= MIN_APART
        and all(one.how is not How.SYNONYM for one in hits.readings)
    )


def _by_concept(
    question: ByKeyword, meant: Meant, answer: Answer, catalogue: Catalogue
) -> OnePledge | ManyPledges:
    """The pledges with what the words mean together, those that have more of them first."""
    found = [pledge for name in meant.official for pledge in catalogue.titles.holding(name)]
    also = _pledges(answer)
    found.sort(key=lambda pledge: str(pledge.number) not in also)
    pledges = tuple(dict.fromkeys(found))
    typed = " ".join(question.said[at] for at in meant.words[:MAX_REPEATED])
    title = written(hangul.normalized(pledges[0].title))
    read = next((spaced(name, title) for name in meant.official if name in "".join(title)), "")
    readings = (Reading(typed=typed, read=read or meant.official[0], how=How.SYNONYM),)
    if len(pledges) == 1:
        return OnePledge(pledge=pledges[0], readings=readings)
    asked = _asked_text(question)
    return ManyPledges(pledges=pledges, label=asked, asked=f"{asked} 공약", readings=readings)


def _by_words(question: ByKeyword, catalogue: Catalogue) -> Answer:
    asked = _asked_text(question)
    if not question.tells:
        nothing = Greeting() if question.chatter else NotFound(asked=asked)
        return _by_value(question.words, catalogue) or nothing
    asks = question.asks or question.seeks
    hits = catalogue.titles.found(question.words, question.stop_words, asks=asks)
    left_out = _unexplained(hits, asks=asks)
    # 어르신일 자리, 아빠 육아: the title has all of it.
    said = "".join(one.typed for one in question.words)
    plain = {reading.how for reading in hits.readings} <= AS_SAID
    whole = plain and len(question.words) > 1 and said == "".join(one.typed for one in hits.matched)
    talk = question.chatter and not (question.asks or whole)
    if not talk and (found := _otherwise(question, hits, catalogue)) is not None:
        return found
    if not hits.sure:
        return Greeting() if question.chatter else NotFound(asked=asked, near=hits.unsure)
    if left_out or talk:
        return NotFound(asked=asked, near=hits.sure[:MAX_UNSURE], left_out=left_out)
    return replace(_from_hits(hits, asked), also=question.also)


def _otherwise(question: ByKeyword, hits: Hits, catalogue: Catalogue) -> Answer | None:
    """The answer to words of which no title has all: as several questions, by further columns."""
    words, asked = question.words, _asked_text(question)
    if (hits.left_out or not hits.explain_all) and (each := _each(words, catalogue, plainly=True)):
        return SeveralAnswers(answers=tuple(each))
    as_said = _explains(hits) and all(one.how is not How.SYNONYM for one in hits.readings)
    if not as_said and (found := _in_columns(words, catalogue)) is not None and found.columns:
        return found
    if hits.sure and not _is_weak(hits):
        asks = question.asks or question.seeks
        if not _unexplained(hits, asks=asks):
            return None
    for some in _fewer(words):
        fewer = catalogue.titles.found(some, asks=True)
        if not (question.asks or question.seeks) and _is_chance(some, words, fewer, catalogue):
            continue
        if fewer.sure and not fewer.left_out:
            return replace(_from_hits(fewer, asked), also=question.also)
    for some in _fewer(words):
        if each := _each(some, catalogue):
            return SeveralAnswers(answers=tuple(each))
    return None if hits.sure else _in_columns(words, catalogue, loosely=True)


def _is_chance(
    some: Sequence[Word], words: Sequence[Word], hits: Hits, catalogue: Catalogue
) -> bool:
    """Whether some words are slips or inside others, and what else was said stands elsewhere.

    청년 주택 is no 소규모주택정비 where 청년 has its own pledge, and 장애인 주차증 no 주차장.
    """
    is_inside = all(
        reading.how is How.CORRECTED
        or (reading.how is How.EXACT and not catalogue.words.begins_word(reading.read))
        for reading in hits.readings
    )
    return is_inside and any(one.known for one in words if one not in some)


def _in_columns(
    words: Sequence[Word],
    catalogue: Catalogue,
    among: tuple[str, ...] = (),
    *,
    loosely: bool = False,
) -> OnePledge | ManyPledges | None:
    """The pledges of which further columns say all these words, or `loosely` most of them.

    Only those of the names `among` which they are asked for, if given.
    """
    within = {pledge.number for name in among for pledge in _named(name, catalogue)}
    if (found := _by_value(words, catalogue, within)) is not None:
        return found
    titles = catalogue.contents.titles
    if titles is None:
        return None
    scope = titles.scope(catalogue.by_number[number] for number in within) if among else None
    hits = titles.found(words, asks=True, within=scope)
    if not (hits.sure and not _unexplained(hits, asks=True) if loosely else _explains(hits)):
        return None
    pledges = tuple([catalogue.by_number[pledge.number] for pledge in hits.sure])
    answer = _from_hits(replace(hits, sure=pledges), " ".join(one.shown for one in words))
    if loosely or any(one.how is How.SYNONYM for one in hits.readings):
        return answer
    read = [one.read for one in hits.readings]
    return replace(answer, columns=catalogue.contents.headings_of(pledges[0], read))


def _by_value(
    words: Sequence[Word], catalogue: Catalogue, within: Collection[PledgeNumber] = ()
) -> OnePledge | ManyPledges | None:
    """The pledges of which a further column says just these words; those `within`, if given."""
    telling = [one for one in words if not one.light] or [*words]
    lead = "".join(one.typed for one in telling[:-1])
    for stem in telling[-1].stems if telling else ():
        if (value := catalogue.contents.value(_CALLED.sub("", lead + stem))) is None:
            continue
        pledges = tuple([p for p in value.pledges if not within or p.number in within])
        if len(pledges) == 1:
            return OnePledge(pledge=pledges[0], columns=(value.heading,))
        if pledges:
            label, columns = value.text, (value.heading,)
            return ManyPledges(pledges=pledges, label=label, asked=label, columns=columns)
    return None


def _each(
    words: Sequence[Word], catalogue: Catalogue, *, plainly: bool = False
) -> list[tuple[str, Answer]]:
    """The answers to words that only stand beside each other: 도서관 미술관; [] if one fits none.

    Neighbours that one title has are one thing. `plainly` takes no word for another one.
    """
    words = [word for word in words if not word.light]
    if not 1 < len(words) <= MAX_APART:
        return []
    # Before anything is searched: each word stands in a title, or is an everyday one.
    for one in words:
        is_everyday = not plainly and any(stem in everyday() for stem in one.stems)
        if not (is_everyday or _standing(one, catalogue)):
            return []
    found: list[tuple[str, Answer]] = []
    while words:
        for size in range(min(len(words), MAX_TOGETHER), 0, -1):
            said = (_standing(word, catalogue) or word.stems[-1] for word in words[:size])
            if len("".join(said)) < MIN_APART:
                return []
            # To look for slips takes longest, and what is read with one is no such word.
            plain = catalogue.titles.found(words[:size], asks=True, slips=False)
            if not _is_explained(plain, plainly=plainly):
                continue
            hits = catalogue.titles.found(words[:size], asks=True)
            if _is_explained(hits, plainly=plainly):
                break
        else:
            return []
        label = " ".join(word.shown for word in words[:size])
        answer = _from_hits(hits, label)
        if any(_covers(answer, one) or _covers(one, answer) for _, one in found):
            return []
        found.append((label, answer))
        words = words[size:]
    return found if len(found) > 1 else []


def _standing(word: Word, catalogue: Catalogue) -> str:
    """The word, or the longest stem of it, that stands in a title; "" where none does."""
    return next(filter(catalogue.titles.stands, word.stems), "")


def _is_explained(hits: Hits, *, plainly: bool) -> bool:
    """Whether the best title has all words: as they were typed, or by everyday ones."""
    hows = {How.EXACT} if plainly else AS_SAID
    return _explains(hits) and not hits.left_out and {r.how for r in hits.readings} <= hows


def _fewer(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words without those that say little beside others: first 지원, then 할머니 too."""
    telling = tuple([word for word in words if not (word.light or is_filler(word.typed))])
    special = tuple([word for word in telling if not is_served(word)])
    if telling and telling != tuple(words):
        yield telling
    if special and special != telling:
        yield special


def _unexplained(hits: Hits, *, asks: bool) -> tuple[str, ...]:
    """The words that the best title leaves out, where it has no more than it leaves.

    In a message that asks or has everyday words, words that only other offices' tables have are no
    other thing.

    In a message that asks, words that do not stand with those it has only lead up to the question.
    A title that has no more than 유치 or 건립 explains nothing else.
    """
    if hits.readings and all(
        reading.typed in stages() and reading.how is How.EXACT for reading in hits.readings
    ):
        return tuple([one.shown for one in hits.left_out if _weight(one) > 1])
    phrases = {one.phrase for one in hits.matched}
    is_everyday = all(reading.how is How.SYNONYM for reading in hits.readings)
    left_out = [
        one
        for one in hits.left_out
        if _weight(one) > 1
        and len(one.typed) > 1
        and (not asks or one.phrase in phrases)
        and not (
            (asks or (is_everyday and not (one.known and one.phrase in phrases)))
            and not civic_words().isdisjoint(stems_of(one.typed))
        )
    ]
    # 마스크 beside 미세먼지 says nothing more where both are read as the same word.
    plain = {
        reading.read
        for reading in hits.readings
        if reading.how is not How.SYNONYM or reading.typed.isascii()
    }
    read = plain or {reading.read for reading in hits.readings}
    if len(left_out) < len(read) or not left_out:
        return ()
    # 청소년문화의집 건릿: a long word as it stands in the title is no coincidence.
    exact = sum(len(r.read) for r in hits.readings if r.how is How.EXACT)
    if asks and exact >= LONG_BY * sum(len(one.typed) for one in left_out):
        return ()
    return tuple([one.shown for one in left_out])


def _is_weak(hits: Hits) -> bool:
    """Whether words that say more than those of the best title are left out."""
    most = max(map(_weight, hits.matched), default=0)
    return any(_weight(one) > most for one in hits.left_out)


def _weight(one: Unit) -> int:
    """How much a word says: 0 nothing of which pledge, 1 for whom it is, 2 what it is."""
    return 0 if one.light else 1 if is_served(word(one.typed)) else 2


def _corrections(hits: Hits) -> tuple[Reading, ...]:
    """The words that were read as something else than they say."""
    return tuple(
        reading for reading in hits.readings if reading.how not in (How.EXACT, How.CHOSEONG)
    )


def _from_hits(hits: Hits, label: str, outside: str | None = None) -> OnePledge | ManyPledges:
    readings = _corrections(hits)
    meant = {r.typed: r.read for r in readings if r.how is not How.SYNONYM}
    shown = " ".join(meant.get(word, word) for word in label.split())
    left_out = tuple(
        [one.shown for one in hits.left_out if not (one.light or is_filler(one.typed))]
    )
    if len(hits.sure) == 1 and outside is None:
        return OnePledge(pledge=hits.sure[0], readings=readings, left_out=left_out)
    return ManyPledges(
        pledges=hits.sure,
        label=shown,
        asked=f"{label} 공약",
        readings=(*readings, *hits.other_readings),
        outside=outside,
        left_out=left_out,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An answer as data: its kind, the numbers it names, best first, and what it suggests."""

    kind: str
    pledges: tuple[str, ...] = ()
    department: str | None = None
    departments: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def summary(answer: Answer) -> Summary:
    """The answer as data; `kind` is pledge, list, department, group or none."""
    match answer:
        case OnePledge(pledge=pledge, also=also):
            return Summary(
                kind="pledge",
                pledges=(str(pledge.number),),
                department=pledge.department,
                departments=pledge.departments,
                suggestions=also,
            )
        case ManyPledges(pledges=pledges, also=also):
            return Summary(kind="list", pledges=_numbers(pledges), suggestions=also)
        case DepartmentPledges(department=department, pledges=pledges):
            return Summary(
                kind="department",
                pledges=_numbers(pledges),
                department=department,
                departments=(department,),
            )
        case GroupPledges(pledges=pledges):
            return Summary(kind="group", pledges=_numbers(pledges))
        case SeveralAnswers(answers=answers):
            return _summary_of_several([summary(one) for _, one in answers])
        case EarlierTerm(answer=inner):
            return summary(inner)
    return Summary(kind="none", suggestions=_suggestions(answer))


def _suggestions(answer: Answer) -> tuple[str, ...]:
    """What an answer without a pledge offers."""
    match answer:
        case NoSuchDepartment(alike=found) | WhichName(names=found):
            return found
        case NotFound(near=near) | NoSuchNumber(near=near):
            return _numbers(near)
        case Counts(entries=entries):
            return tuple([name for name, _ in entries])
    return ()


def _summary_of_several(briefs: Sequence[Summary]) -> Summary:
    """The best of each first."""
    in_turn = zip_longest(*(brief.pledges for brief in briefs))
    numbers = dict.fromkeys(number for turn in in_turn for number in turn if number)
    suggestions = dict.fromkeys(name for brief in briefs for name in brief.suggestions)
    return Summary(
        kind="list" if numbers else "none", pledges=tuple(numbers), suggestions=tuple(suggestions)
    )


def _numbers(pledges: tuple[Pledge, ...]) -> tuple[str, ...]:
    return tuple(str(pledge.number) for pledge in pledges)
