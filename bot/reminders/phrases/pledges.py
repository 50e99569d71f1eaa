"""Which pledges a reply names: by numbers, by words of their titles, by departments or fields."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Self

from bot.korean import hangul
from bot.korean.numerals import NATIVE_NUMERAL, counted
from bot.lookup.catalogue import Catalogue
from bot.lookup.numbering import COUNTERS
from bot.lookup.numbers import Numbers, numbers
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.question import UnknownNumber
from bot.lookup.words import is_light, is_verbal, stems_of, word
from bot.reminders.phrases.answers import (
    MAX_CHARS,
    Reply,
    is_of_answers,
    is_work,
    reply_of,
    without_things,
)
from bot.reminders.phrases.periods import About
from bot.reminders.phrases.scanner import pieces
from bot.reminders.phrases.tokens import Count
from bot.reminders.phrases.words import any_name
from bot.reminders.rules.deliveries import Response

MAX_NAME_WORDS = 6  # more are a remark, and take long to be searched for
_OF_PLEDGES = frozenset({Response.SUBMITTED, Response.NOT_OURS})
MIN_NAME_CHARS = 3  # 정보, 현장 and 교육 are said of anything
MIN_FIT = 75  # of words that are like those of a title; 아님 is 58 % of 안심
_WORD = r"[0-9a-z가-힣·]{2,}"
_AND = re.compile(r"[,/&+]|(?<![가-힣])(?:및|그리고|또)(?![가-힣])")  # between two that are named
_AND_TAIL = re.compile(r"(?:와|과|하고|이?랑)$")
# What is done there, with it or because of it is not said of it; 광장에 대한 실적 is.
_BESIDE = re.compile(
    r"(?:에|으?로|께|한테|이?라)(?!는\b)|(?:하(?!고(?!는))|해|했|되|돼|됐|된|될|됩|시[키켜킬킨])\w"
    r"|(?:\s\w{1,4})?\s?(?:때문|인해|(?:안|앞|옆)에서|(?:문제|관계|사정|탓)[에으]?로?|이라서?(?!\w))"
)
_DOING = re.compile(r"[을를]?\s(?P<verb>\w+(?:[고서며]|느라))\s")  # 자전거 타고 와서 냈습니다
_ABOUT = re.compile(r"에?\s*(?:대[한해]서?|관[한해]서?|관련)")
_THING = re.compile(
    rf"(?:{_ABOUT.pattern})?\s?(?:관련|쪽|건|거|것|공약|사업)?(?:은|는|이|가|을|를|도|만|의)?(?!\w)"
)
_ONE_OF_US = re.compile(r"(?<!\w)(?:저희|우리)\s?(?:과|팀|부서)(?!들)")
_COUNTED = re.compile(rf"\d+\s?{COUNTERS}")
_LAST = re.compile(r"(?<![-0-9])[0-9]{1,3}번?(?=\s[^0-9]*$)")
_DIGITS, _HIDDEN = "0123456789", "₀₁₂₃₄₅₆₇₈₉"
_SERIAL = re.compile(r"(?<![-.\w])(?:(?P<written>0\d+)(?!\d)번?|(?P<said>[1-9]\d?)번)")
# 5건, 두 개 사업, 하나; but no 3개월, no 2개 부서, no 첨부 3건.
_HOW_MANY = re.compile(
    r"(?P<else>(?:첨부|붙임|파일|자료|사진|서식|문서|공문|메일|보고서|증빙)\S*\s+)?(?<![\w-])(?:"
    rf"(?P<counted>[1-9]\d{{0,2}}|{NATIVE_NUMERAL})\s?"
    r"(?:건|가지|공약|사업|과제|개(?!\s?(?:월|소|년|과(?!제)|부서|팀|읍|면|동|분기)))"
    r"|(?P<alone>하나|둘|셋|넷)(?=[은는을를\s]))(?!도\s*(?:빠|빼|누락|남))"
)
_DEPARTMENTS = re.compile(rf"(?P<of_us>[1-9]\d?|{NATIVE_NUMERAL})\s?(?:개\s?)?(?:부서|과)")
_RUN = re.compile(
    r"(?<![-.\w])\d{1,2}번?(?:(?:\s?[,·~]|부터)\s?\d{1,2}번?)+(?:까지)?(?=[\s은는도만을를,.)]|$)"
)  # 5~7번
# Numbers of documents, telephones, quarters: 교통행정과-1234호, 내선 1234, 4/4분기.
_REFERENCE = re.compile(
    r"(?<!\d)0\d{1,2}[-). ]{0,2}\d{3,4}[-. ]?\d{4}(?!\d)|내선\s?:?\s?\d+"
    r"|[가-힣]+(?:과|관|실|국|단|소|센터)-\d+|(?:제\s?\d+|\d{3,})호|[1-4]/4\s?분기"
)
_TIMES = re.compile(r"\d+\s?번(?=\s?(?:에|나[눠누]|걸쳐|씩|이나|정도|더|째))")  # 2번에 나눠
_ALONE = re.compile(r"(?:^|\s)만(?=\s)")  # 01만 냈습니다
_EXCEPT = re.compile(
    r"(?:만|은|는|을|를)?\s*(?:(?:하나|[한1]\s?건)(?:만|은)?\s*)?"
    r"(?:빼고|빼놓고|제외하고|제외한|제외|말고|외에|외|남기고|남겨\s?[두놓]고)[는도]?(?:\s+|$)"
)
_THE_REST = re.compile(
    r"(?:나머지|(?:다른|그\s?외)\s*(?=[공사건것거]))\s*(?:\d+\s?)?(?:공약|사업|건|것|거)?들?(?:도|는|은|를|ㄴ)?(?:\s+|$)"
)

# 둘 다요, 두 번째 거요: of those between which somebody is asked to choose
_OF_THOSE = re.compile(
    rf"(?:네|예)?[\s,.]*(?:(?P<nth>[1-9]|{NATIVE_NUMERAL})\s?번째"
    r"|(?!네[\s,.]*(?:다|모두|전부))"  # 네, 전부 counts none
    rf"(?P<all>[1-9]\d?|{NATIVE_NUMERAL})\s?(?:개|건|가지)?\s?(?:다|모두|전부))"
    r"\s?(?:거|것|건|공약|사업)?[은는을를만]?(?:(?:이?에?요|예요|입니다)?[\s.!~]*$|(?=\s))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The pledges that a reply names, () for all; where it `is_open`, those that it may mean.

    `elsewhere` are those that were not asked for here; then it is open, too.
    """

    pledges: tuple[str, ...] = ()
    is_open: bool = False
    elsewhere: tuple[Pledge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reply may be about: pledges of a table, some still open, asked of departments."""

    pledges: tuple[str, ...]
    still_open: tuple[str, ...]
    departments: tuple[str, ...] = ()
    catalogue: Catalogue
    about: About | None = None

    @property
    def everything(self) -> frozenset[str]:
        """The pledges, and in a group of several departments those that have none of them."""
        several = self.departments if len(self.departments) > 1 else ()
        return self.of(*several).union(self.pledges)

    def of(self, *departments: str) -> frozenset[str]:
        """What is asked of departments: the pledges of each, or else what it is called itself."""
        found = [self.catalogue.by_number.get(PledgeNumber(each)) for each in self.pledges]
        owners = {str(each.number): {*each.owners} for each in found if each is not None}
        return frozenset().union(
            *(
                {number for number, of in owners.items() if name in of} or {name}
                for name in departments
            )
        )

    def departments_named(self, stem: str) -> tuple[list[str], list[str]]:
        """The departments that this says but for what their kind is called, and those in part."""
        part_of = self.catalogue.departments.stem
        parts = {name: part_of(name.split()[-1]) for name in self.departments}
        whole = [name for name, of in parts.items() if of == stem or name.endswith(stem)]
        begun = [name for name, of in parts.items() if stem in {of[: len(stem)], of[-len(stem) :]}]
        return whole if len(whole) == 1 else [], whole or begun

    def titled(self, text: str) -> frozenset[str]:
        """The pledges in whose titles a text stands, as a word or in one."""
        pledges = self.catalogue.pledges
        found = frozenset(str(pledges[at].number) for at in self._holding(text))
        return found.intersection(self.pledges)

    def alike(self, words: Sequence[str]) -> tuple[str, ...]:
        """The pledges whose titles explain all the words: with slips, or in other words."""
        if len(words) > MAX_NAME_WORDS:
            return ()
        titles, table = self.catalogue.titles, self.catalogue.by_number
        ours = titles.scope(
            table[number] for each in self.pledges if (number := PledgeNumber(each)) in table
        )
        hits = titles.found([word(each) for each in words], asks=False, within=ours)
        is_alike = not hits.missed and hits.fit >= MIN_FIT
        return self.in_order({str(each.number) for each in hits.sure}) if is_alike else ()

    def elsewhere(self, words: Sequence[str]) -> tuple[Pledge, ...]:
        """The pledges that were not asked for, and in whose titles all these words stand.

        None of a short word, or of those that are said of anything.
        """
        if len("".join(words)) < MIN_NAME_CHARS or all(map(is_light, words)):
            return ()
        stand = [{*chain.from_iterable(map(self._holding, stems_of(each)))} for each in words]
        return tuple(self.catalogue.pledges[at] for at in sorted(set.intersection(*stand)))

    def _holding(self, text: str) -> Iterable[int]:
        """The places of the pledges in whose titles a text stands, as a word or in one."""
        titles = self.catalogue.titles
        holding = titles.with_word if text.isascii() else titles.holding
        return holding(text) if len(text) > 1 else ()

    def in_order(self, found: Collection[str]) -> tuple[str, ...]:
        """The pledges among these."""
        return tuple(each for each in self.pledges if each in found)


def reply_about(words: str, asked: Asked) -> tuple[Named, Reply]:
    """Which pledges a reply is about, and what it says of them.

    Of several answers none is clear, but for what was handed in beside what was not: 버스는 냈고
    지하철은 아직이에요.
    """
    whole = named, reply = _read(words, asked)
    may_differ = named.pledges[1:] or (reply.leaves and named.pledges)
    parts = _parts(words, asked) if may_differ else []
    left = {pledge for _, named, reply in parts if reply.leaves for pledge in named.pledges}
    others = [each for each in asked.still_open if each not in left]
    is_open = any(named.is_open and how_many(part) != {len(others)} for part, named, _ in parts)
    if len(parts) < 2 or is_open:
        return whole
    given = [(named, reply) for _, named, reply in parts if not reply.leaves]
    found = {pledge for named, _ in given for pledge in named.pledges or others}
    responses = {reply.response for _, reply in given}
    if responses == {Response.SUBMITTED}:
        reply = replace(given[0][1], is_more=bool(left) or whole[1].is_more)
        return Named(pledges=asked.in_order(found), is_open=not found), reply
    if len(responses) == 1 and not left:
        return whole
    return Named(pledges=asked.in_order(found | left)), replace(whole[1], response=None)


def chosen(words: str, asked: Asked, of: Response) -> tuple[str, ...]:
    """Which pledges a reply names and no more, asked of which an answer is; () for unclear."""
    pledges, text = asked.pledges, hangul.normalized(words)
    if (those := _OF_THOSE.match(text)) is None:
        found, reply = reply_about(words, asked)
    else:
        rest = text[those.end() :].strip()  # 둘 다 냈어요
        reply = reply_of(rest) if rest else Reply(response=of)
        nth = counted(those["nth"] or those["all"]) or 0
        of_all = pledges if nth == len(pledges) else ()
        found = Named(pledges=pledges[nth - 1 : nth] if those["nth"] else of_all)
    says_more = found.is_open or reply.is_more or reply.leaves or reply.asks
    is_it = not says_more and reply.response in {None, Response.CONFIRMED, of}
    return found.pledges if is_it else ()


def _parts(words: str, asked: Asked) -> list[tuple[str, Named, Reply]]:
    """The parts of a reply, each with an answer of its own for some pledges, or for the others."""
    parts: list[tuple[str, Named, Reply]] = []
    begin = 0
    for said in re.finditer(r"\S+", words if len(words) <= MAX_CHARS else ""):
        is_last = not words[said.end() :].strip()
        reply = reply_of(one := said[0].strip(",./0123456789"))
        if not (is_last or reply.response or reply.leaves or is_work(one)):
            continue
        part = words[begin : said.end()]
        named, reply = _read(_THE_REST.sub("", part), asked)
        is_done = reply.response is Response.SUBMITTED
        says = is_done or reply.leaves or (reply.response and (parts or named != Named()))
        if not says and not is_last:
            continue
        begin = said.end()
        if parts and named == Named():
            before, _, of_before = parts[-1]
            is_done = Response.SUBMITTED in {reply.response, of_before.response}
            if not (is_done and reply.leaves is not of_before.leaves):
                part = f"{before}{part}"
                parts[-1] = (part, *_read(part, asked))
                continue
        parts.append((part, named, reply))
    return parts if any(named != Named() for _, named, _ in parts) else []


def _read(words: str, asked: Asked) -> tuple[Named, Reply]:
    """The same of words that give one answer."""
    named, rest = named_pledges(words, asked)
    own, called = asked.departments, asked.catalogue.official_names
    ours = [each for each, name in called.items() if name in own]
    others = [each for each in called if each not in ours]
    reply = reply_of(rest, [*own, *ours], others, asked.about)
    if named.pledges and is_work(rest):
        reply = Reply(response=Response.SUBMITTED)  # 05번 제출
    reply = replace(reply, owner=called.get(reply.owner, ""))
    all_of_them = {len(asked.pledges), len(asked.still_open)}
    counts = {len(named.pledges)} if named.pledges else all_of_them
    is_some = len(asked.pledges) > 1 and not how_many(rest) <= counts
    if len(own) > 1 and reply.response is not Response.NOT_OURS and named == Named():
        of_us = {counted(said["of_us"]) for said in _DEPARTMENTS.finditer(rest)}
        if not of_us <= {len(own)} or _ONE_OF_US.search(rest) is not None:
            return Named(pledges=asked.pledges, is_open=True), reply
    return replace(named, is_open=named.is_open or is_some), reply


def named_pledges(words: str, asked: Asked) -> tuple[Named, str]:
    """The pledges that a reply names, and the rest of it.

    What names all but some, names the others that are still open: 01번만 빼고 다 했어요. Where
    some were handed in before, 나머지도 했어요 is said of the whole.
    """
    text, pledges = hangul.normalized(words), asked.pledges
    but = _EXCEPT.search(text)
    ahead, behind = (text[: but.start()], text[but.end() :]) if but is not None else ("", text)
    rest = _THE_REST.sub("", behind)
    left_out, before = _named(ahead, asked)
    said = reply_of(before, asked.departments)
    is_alone = not said.is_more and said.response in {None, Response.CONFIRMED}
    is_some = len(asked.still_open) < len(pledges) and rest != behind
    if (
        len(pledges) > 1
        and (is_alone and left_out.pledges and not left_out.is_open if but else is_some)
        and _named(rest, asked)[0] == Named()
        and (is_work(rest) or not reply_of(rest).is_more)
    ):
        others = tuple(each for each in asked.still_open if each not in left_out.pledges)
        # An answer for the whole leaves what was handed in.
        return Named(pledges=others if but else (), is_open=not others), rest
    return _named(text, asked)


@dataclass(frozen=True, slots=True)
class _Name:
    """What words beside each other name: all of a department or field, else one of `things`.

    `tells` is whether one of the words is said of few things: 조성 and 확대 are no names alone.
    """

    things: frozenset[str]
    is_all: bool = False
    tells: bool = True

    @property
    def is_clear(self) -> bool:
        """Whether what is meant is sure."""
        return self.tells and (len(self.things) == 1 or self.is_all)

    def beside(self, other: Self) -> Self:
        """What both name together: 공군부대 복합개발."""
        both = self.things & other.things
        is_all = any(each.is_all and each.things == both for each in (self, other))
        return replace(self, things=both, is_all=is_all, tells=True)


def _named(words: str, asked: Asked) -> tuple[Named, str]:
    """What is named by numbers, and by name beside them."""
    by_numbers, left = by_number(words, asked.pledges, asked.catalogue)
    names, rest, others = _names(left, asked, is_alone=by_numbers == ())
    if by_numbers == () and not names and others:
        if likely := asked.alike(others):
            return Named(pledges=likely, is_open=True), rest
        said = reply_of(
            without_things(" ".join(each for each in rest.split() if each not in others))
        )
        if said.response in _OF_PLEDGES and not said.is_more:
            elsewhere = asked.elsewhere(others)
            return Named(is_open=bool(elsewhere), elsewhere=elsewhere), rest
    found = frozenset(by_numbers or ())
    names = [each for each in names if found.isdisjoint(each.things)]
    found = found.union(*(each.things for each in names))
    is_clear = (
        by_numbers is not None
        and (all(each.is_clear for each in names) or how_many(left) == {len(found)})
        and (found <= {*asked.pledges} or found >= asked.everything)
    )
    is_all = is_clear and bool(names) and found >= asked.everything
    pledges = () if is_all else asked.in_order(found)
    numbered = numbers(words, asked.catalogue) if by_numbers is None else None
    named = numbered.numbers if isinstance(numbered, Numbers) else ()
    table = asked.catalogue.by_number
    elsewhere = tuple(table[each] for each in named if each in table and str(each) not in pledges)
    return Named(pledges=pledges, is_open=not is_clear, elsewhere=elsewhere), rest


def _names(words: str, asked: Asked, *, is_alone: bool) -> tuple[list[_Name], str, list[str]]:
    """What is named by words of titles, by departments in a group of several, and by fields.

    Where it `is_alone`, 하고 joins it to nothing: 퇴근하고 올릴게요.

    The words without those of titles and fields; and those that may name something otherwise.
    What is said of everything, names nothing.
    """
    called = asked.catalogue.official_names
    token = re.compile(rf"(?<!\w)(?P<official>{any_name(called)})\w*|{_WORD}")
    times = [(each.start, each.end) for each in pieces(words)]
    names: list[_Name] = []
    others: list[str] = []
    rest, at, end, is_apart = "", 0, 0, True
    for said in token.finditer(words):
        if any(start < said.end() and said.start() < stop for start, stop in times):
            continue
        stems = (said["official"],) if said["official"] else stems_of(said[0])
        name, stem = _said_by(stems, words[said.start() :], asked)
        is_of_answer = any(map(is_of_answers, stems))
        if stem and name is None and not (is_of_answer or is_verbal(said[0]) or said[0].isascii()):
            others.append(said[0])
        if name is None and is_alone and words[:end].endswith("하고"):
            names, end = names[:-1], 0
        if name is None or (name.is_all and name.things >= asked.everything):
            continue
        between = words[end : said.start()]
        is_apart = is_apart or _AND.search(between) is not None
        both = names[-1].beside(name) if not is_apart else _Name(frozenset())
        if is_of_answer and (between.strip() or not both.things):
            continue  # but in 금광선 연장 용역 it is of the title
        names[-1:] = [both] if both.things else [*names[-1:], name]
        end, end_of_stem = said.end(), said.start() + len(stem)
        is_apart = _AND_TAIL.match(words, end_of_stem, end) is not None
        rest += words[at : end_of_stem if said["official"] else said.start()]
        at = thing.end() if (thing := _THING.match(words, end_of_stem)) else end
    return names, rest + words[at:], others


def _said_by(stems: Sequence[str], text: str, asked: Asked) -> tuple[_Name | None, str]:
    """What the first word of a text names, by which stem: "" if it is said of no pledge."""
    table, is_of_several = asked.catalogue, len(asked.departments) > 1
    for stem in stems:
        is_beside = _BESIDE.match(text, len(stem)) and not _ABOUT.match(text, len(stem))
        if is_beside or stem in table.office:
            return None, ""
        key, is_kind = hangul.search_key(stem), table.departments.has_ending(stem)
        if is_kind and (meant := table.departments.recognized(key)) is not None:
            ours = [name for name in asked.departments if is_of_several and name in meant.names]
            # 보건과, in a group of 보건정책과 and 보건행정과
            is_all = len(ours) == 1 or all(name.split()[0] == stem for name in ours)
            return (_Name(asked.of(*ours), is_all), stem) if ours else (None, "")
        whole, part = asked.departments_named(stem)
        theirs = asked.of(*(whole or part if is_of_several else whole))
        field = table.categories.exact(key)
        in_field = table.by_category[field.names[0]] if field is not None else ()
        fields = {str(each.number) for each in in_field}.intersection(asked.pledges)
        titled = asked.titled(stem)
        if found := theirs | fields | titled:
            is_all = found == fields or (found == theirs and (bool(whole) or found == titled))
            is_all |= not theirs and found >= asked.everything
            doing = _DOING.match(text, len(stem))
            is_object = doing is not None and not _is_of_answer(doing["verb"])
            return _Name(found, is_all, (is_all or not is_light(stem)) and not is_object), stem
    return None, stems[0]


def _is_of_answer(verb: str) -> bool:
    """Whether a verb says what an answer does, and no more than that: 냈고, 제출해서."""
    return reply_of(verb).response is not None or any(map(is_of_answers, stems_of(verb)))


def by_number(
    words: str, pledges: Sequence[str], catalogue: Catalogue
) -> tuple[tuple[str, ...] | None, str]:
    """The pledges that a reply names, and the rest of it; None where it may name another one.

    Of a single pledge it does not matter. Digits that say when are of no number: 12/3에. A number
    without its category is that of the pledge which has it: 03번, but 3번 may be the third as well.
    """
    text = hangul.normalized(words)
    times = [(each.start, each.end) for each in pieces(text) if not isinstance(each.piece, Count)]
    others = chain(_TIMES.finditer(text), _REFERENCE.finditer(text))
    for start, end in (*times, *(each.span() for each in others)):
        hidden = text[start:end].translate(str.maketrans(_DIGITS, _HIDDEN))
        text = f"{text[:start]}{hidden}{text[end:]}"
    text = _RUN.sub(lambda each: _whole_run(each[0], pledges) or each[0], text)
    text = _SERIAL.sub(lambda each: _whole(each, pledges) or each[0], text)
    serial = _SERIAL.match(text, first.start()) if (first := re.search(r"\d", text)) else None
    # In a question a number ahead of words that are no asking ones counts something else.
    last = _LAST.search(text)
    is_said_of = last is not None and reply_of(text[last.end() :]).response is not None
    end = last.end() if last is not None and is_said_of else len(text)
    found = numbers(text[:end], catalogue)
    named = tuple(map(str, found.numbers)) if isinstance(found, Numbers) else ()
    left = f"{found.rest if isinstance(found, Numbers) else text[:end]} {text[end:]}"
    is_open = (
        isinstance(found, UnknownNumber)
        or (serial is not None and not {*pledges} & {serial["written"], serial["said"]})
        or not {*named} <= {*pledges}
        or re.search("[0-9]", _COUNTED.sub("", left)) is not None
    )
    left = left.translate(str.maketrans(_HIDDEN, _DIGITS))
    if len(pledges) < 2:
        return (), left
    left = _ALONE.sub(" ", left, count=1) if named else left
    return (None if is_open else named), left


def how_many(words: str) -> set[int | None]:
    """How many there are, of what words count."""
    found = (said for said in _HOW_MANY.finditer(hangul.normalized(words)) if not said["else"])
    return {counted(said["counted"] or said["alone"]) for said in found}


def _whole_run(run: str, pledges: Sequence[str]) -> str:
    """The numbers of the pledges that are listed by their last parts; "" where one is not clear."""
    found: list[str] = []
    for part in re.split("[,·]", run):
        said = (_SERIAL.match(f"{digits}번") for digits in re.findall(r"\d+", part))
        ends = [each for each in said if each is not None]
        whole = [_whole(each, pledges) for each in ends]
        # 01 and 13 of six are no places in the list; 1번 may be one.
        are_endings = any(each["written"] or int(each["said"]) > len(pledges) for each in ends)
        if len(ends) > 1 and (are_endings or all(whole)):
            ofs = [_ending(int(each["written"] or each["said"]), pledges) for each in ends]
            first, last = (of[0] if len(of) == 1 else "" for of in ofs)
            is_run = first and last and pledges.index(first) <= pledges.index(last)
            whole = [*pledges[pledges.index(first) : pledges.index(last) + 1]] if is_run else [""]
        found += whole
    return ", ".join(found) if all(found) else ""


def _ending(digits: int, pledges: Sequence[str]) -> list[str]:
    """The pledges whose numbers end so."""
    return [each for each in pledges if re.search(rf"\D0*{digits}$", each)]


def _whole(serial: re.Match[str], pledges: Sequence[str]) -> str:
    """The number of the pledge whose last part this is; "" where it may be another one's."""
    digits = serial["written"] or serial["said"]
    found = _ending(int(digits), pledges)
    nth = pledges[int(digits) - 1 : int(digits)] if serial["said"] else ()
    return found[0] if len(found) == 1 and [*nth] in ([], found) else ""
