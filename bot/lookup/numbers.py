"""Pledge numbers in a message, in every shape people give them: parsed, never searched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from bot.korean import hangul
from bot.korean.numerals import SINO_NUMERAL, counted
from bot.lookup.catalogue import Catalogue
from bot.lookup.engine.matching import How
from bot.lookup.lexicon import everyday, is_noise
from bot.lookup.names import Named, Names
from bot.lookup.numbering import (
    AMONG,
    COUNTED,
    COUNTERS,
    LIST,
    ORDINAL,
    PARTICLES,
    RANGE,
    TAIL,
    WORDS,
    Found,
    goes_on,
    is_range,
    steps,
)
from bot.lookup.pledge import GANADA, PledgeNumber
from bot.lookup.question import UnknownNumber
from bot.lookup.said_parts import DASH, HUNDRED, IS_ASKED, THIS_ONE, WAS
from bot.lookup.spacing import SPACED_OUT
from bot.lookup.spoken import with_digits
from bot.lookup.tokens import ASKING_INITIALS, EXCEPT, exception_end, excluding_end, says
from bot.lookup.words import COURTESY, EXCLUDING, MARK, MARK_CHARS, is_asking, mark, stems_of

MAX_SERIAL_DIGITS = 3
MIN_CORRECTED = 4  # syllables of a category, behind a number, that may have slips
MAX_CATEGORY_CHARS = 120  # before a number, in which a category may stand
MIN_SECTION = 3  # syllables of its name behind a number
MAX_SECTION_WORDS = 5  # of its name, before or behind a number
MAX_DIGITS = 6  # longer numbers are read as this long: there is no such pledge either way

_DIGITS = re.compile(r"(?<!\d)(?<!\d\.)\d+(?![\d.]*\.\d)")
_MAY_BE_SAID = re.compile(r"[\d공번-]")
_NUMERAL = re.compile(r"\d+")
_SIGN = r"""[\s_.,、·:#/(\[=~><→|*"'“‘「-]"""
# What stands between a category and its number: signs, then also words. 제 comes last, because
# it ends a category as well (경제 3번, 경제 분야 3번).
_GAPS = (
    re.compile(rf"{_SIGN}*$"),
    re.compile(
        rf"(?:{_SIGN}|공약|과제|관리번호|번호|숫자|그중에|그중|중에서|중에|중|에서|에|의|은|는|도|하고|이랑|랑|쪽|분야|부문|파트|카테고리"
        rf"|관련|{DASH}|넘버|no|(?:전체|전부|모두|다)\s?(?:말고|말구|중에서?|에서|됐고|필요\s?없고))*+(?:제\s?)?$"
    ),
)
_COUNTED = re.compile(
    rf"{COUNTED}|과제|[:.]\d|(?<!0\d)/\d(?!\d*\s?번)|,\d{{3}}|-\d{{3}}|\s*[,~]\s*\d+\s?{COUNTERS}"
)
_ARROW = re.compile(r"(?<=\d)\s*→\s*(?=\d)")  # 지역개발-03→05
_ENGLISH_ORDINAL = re.compile(r"(?<=\d)\s?(?:qjs|beon|bun)(?![a-z])")  # 번 in Latin letters
# 8번9번, 5랑6
_GLUED_NUMBER = re.compile(r"(?<=\d)((?:번|호)?(?:이?랑|하고|와|과|및)?)(?<!\d)(?=\d)")
_LETTERS_FOR_DIGITS = re.compile(r"(?<=[가-힣]-)[oil](?=\d)|(?<=[가-힣]-\d)[oil](?![a-z\d])")
_AFTER = re.compile(f"^(?:{WAS}|(?:{PARTICLES}){{1,2}})(?:[ㅋㅎㅠㅜ]+$)?")
_TYPED = re.compile("[0-9a-zㄱ-ㅣ가-힣]+")
_SHAPE = re.compile("(?<![0-9a-zㄱ-ㅣ가-힣])([가-힣]{2,}) ?- ?$")
_DOUBLED = re.compile(r"([-_·])(?<=\w.)\1+(?=\w)")  # 나--1
# What a section may be named beside: a count that is no part of a whole number, or all of it.
_OF_SECTION = re.compile(
    r"(?<!\d)(?<!\d[-.])(?P<digits>\d{1,3})(?!\d|\s?[-.]\s?\d)|(?:전체|전부|모두)(?=.*[\d번])"
    rf"|(?:(?<! )|(?!이번)|(?={THIS_ONE}))(?P<said>{SINO_NUMERAL})(?=번(?![가-힣]*번))"
)
_PLACE_AND_WORDS = re.compile(
    r"\s?(?:번째|번|호)(?:은|는|이|의)?\s"
    rf"(?P<words>[가-힣]+(?: [가-힣]+){{0,{MAX_SECTION_WORDS - 1}}})"
)
_NEXT = re.compile(r"[가-힣]{2,}-?\d{1,3}")
_FOLLOWING = re.compile(rf"{ORDINAL}(?P<word>[0-9a-z가-힣ㄱ-ㅣ]*)")
# A number between words: 06 도서관, but not 2 층 and 02 2627.
_STANDS_ALONE = re.compile(rf"\d{{1,3}}(?= )(?!\s?(?:{COUNTERS}|\d{{3}}))")
_ANOTHER = re.compile(r"\d{1,3}(?!\d)")
# 1~4번에서 3번 빼고: what follows the end of a range goes no further.
_OF_RANGE = re.compile(
    rf"(\d{ORDINAL}\s*(?:~|-|부터)\s*\d+{ORDINAL}(?:까지)?)\s*에서(?=\s*\d)(?!.*까지)"
)
_TO_THE_END = re.compile(
    rf"{ORDINAL}\s*(?:부터|이후로?|~|-)\s*(?:쭉|계속|전부|다)?\s*(?:(?:맨\s?)?(?:끝|마지막)(?:번|번호)?까지|(?:맨\s?)?끝(?![가-힣])|쭉|이후)"
    rf"|{ORDINAL}\s*이후(?:로)?(?=\s|$)"
)
_UP_TO = re.compile(rf"{ORDINAL}\s*까지")
# 빵오, 제로 오, 공십삼
_ZERO = re.compile(
    "(?:빵 ?|제로 ?|공 ?(?=십)|영 ?(?=십))"
    r"(?=[일이삼사오육칠팔구십]{1,2}(?:번|호|이?요|[은는이가도]|\W|$))"
)
# 공삼, 십이번; but 공이, 공사 and 공구 are words, and 사번 is another number, 이번 a time.
_SPELT_ALONE = re.compile(
    r"(?<![가-힣])제?(?:공(?P<zero>[일삼오육칠팔])(?=번|이?요|[은는이가을를]|\W|$)"
    rf"|(?![사이]번)(?P<count>{SINO_NUMERAL}(?=\s?번째?{IS_ASKED})|{HUNDRED}))"
)
_BEFORE_CATEGORY = re.compile(
    r"(?P<place>번째|번|호)?(?:이?요|이고|은|는|을|를|이|가)?\s*(?:[-_=/.·:,(\[]\s*)?(?P<word>[가-힣]+)(?!\s?-?\d)"
)
_WORD_AND_NUMBER = re.compile("(?P<word>[가-힣]{3,})(?: ?제 ?)?\\d{1,3}(?:번|호)?")
_PARTED = re.compile(
    rf"\s*(?:\d{{1,3}}(?:\s?[-.]\s?\d{{1,3}})|(?:[a-zㄱ-ㅎ{GANADA}]|[ivx]{{2,4}})\s?-\s?\d{{1,3}})"
    rf"(?:\s?[-.]\s?(?:\d{{1,3}}|[{GANADA}](?![가-힣]))){{0,2}}(?:\s?[번호])?(?![\d.-])"
)
_SAID = re.compile("[가-힣]{2,}")
_PLACE = re.compile(r"(?:\s*(?:번째|번|호)(?![가-힣]{3}))?")
# Signs between a number and its title, which part no questions.
_BEFORE_MARK, _BEHIND_MARK = re.compile(r"[\s:=·-]+$"), re.compile(r"^(?:[ :.·]|[=-](?!>))+")
_HANGUL = re.compile("[가-힣]+")
_BARE_RANGE = re.compile(
    rf"(\d{{1,{MAX_SERIAL_DIGITS}}}){ORDINAL}\s*(?:~|부터)\s*(\d{{1,{MAX_SERIAL_DIGITS}}})"
)
_BARE = re.compile(  # possessive: what it does not match costs no more than what it does
    rf"\s*(?:(?:제|no\.?\s?)?\d++{ORDINAL}(?:(?:{PARTICLES}|이?라고|이여){{1,4}}(?![가-힣]))?"
    r"(?:\s|,|하고|이랑|랑|그리고|및|와|과|또는)*+)++"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers that a message names, in its order and each once.

    `text` is the message with a mark in place of each of the `runs`: numbers that are listed
    together, or a range. `correction` is the category as typed and as read, where it had to be
    corrected.
    """

    numbers: tuple[PledgeNumber, ...]
    runs: tuple[tuple[PledgeNumber, ...], ...] = ()
    text: str = ""
    correction: tuple[str, str] | None = None

    @property
    def rest(self) -> str:
        """What the message says beside the numbers."""
        return MARK.sub(" ", self.text)


class _Category(NamedTuple):
    name: str
    start: int
    end: int
    corrected_from: str | None = None


def numbers(text: str, catalogue: Catalogue) -> Numbers | UnknownNumber | None:
    """The pledge numbers in a normalised text; None where it names none."""
    text = _OF_RANGE.sub(r"\1 중에서", text) if "에서" in text else text
    text = _ZERO.sub(lambda zero: "" if text.startswith("십", zero.end()) else "공", text)
    numbering = catalogue.numbering
    in_digits = _in_digits(numbering.together(_DOUBLED.sub(r"\1", text)), catalogue)
    if numbering.is_by_word and not _MAY_BE_SAID.search(in_digits):
        return None
    in_digits, correction, unknown = _sectioned(in_digits, catalogue)
    in_digits = numbering.in_digits(in_digits)
    if not (found := numbering.found(in_digits)):
        reading = _Reading(in_digits, catalogue)
        for digits in _DIGITS.finditer(in_digits):
            reading.read(digits)
        found = reading.found
        correction = reading.correction or correction
        if not found:
            bare = _bare_numbers(in_digits, catalogue)
            return reading.unknown or unknown or bare or _unknown_shape(text, catalogue)
    found = [*_to_the_end(in_digits, found, catalogue)]
    runs, marked = _with_marks(in_digits, found)
    numbers = tuple(dict.fromkeys(one.number for one in _chosen(in_digits, found)))
    return Numbers(numbers=numbers, runs=runs, text=marked, correction=correction)


def _chosen(text: str, found: list[Found]) -> list[Found]:
    """The numbers, or those that are chosen of them: 1~5 중에 3번만."""
    for at, (last, one) in enumerate(pairwise(found), start=1):
        if AMONG.fullmatch(text, last.end, one.start) and not _is_excluded(text, found[-1].end):
            before = {of.number for of in found[:at]}
            return found[at:] if all(of.number in before for of in found[at:]) else found
    return found


def _to_the_end(text: str, found: list[Found], catalogue: Catalogue) -> Iterator[Found]:
    """The numbers, and those of a range that has one end alone: 3번부터 쭉, 3번까지."""
    if len(found) == 1 and _UP_TO.match(text, found[0].end):
        [only] = found
        group = catalogue.by_category.get(only.number.category, ())
        until = sorted(of.number for of in group if of.number.serial <= only.number.serial)
        found = [replace(only, number=number) for number in until] or found
    for one in found:
        yield one
        group = catalogue.by_category.get(one.number.category, ())
        if group and _TO_THE_END.match(text, one.end):
            last = max((pledge.number for pledge in group), key=lambda number: number.serial)
            between = catalogue.numbering.between(one.number, last)
            yield from (Found(number=number, start=one.end, end=one.end) for number in between)


def _with_marks(text: str, found: list[Found]) -> tuple[tuple[tuple[PledgeNumber, ...], ...], str]:
    """The runs of numbers, and the text with a mark in place of each: 1, 2 말고 4; 1~5, 3 빼고."""
    runs: list[tuple[PledgeNumber, ...]] = []
    made, last, in_range = "", None, True
    for (start, end), group in groupby(found, key=lambda one: (one.start, one.end)):
        of = tuple(group)
        here = tuple([one.number for one in of])
        goes_on = last is not None and (start == end or is_range(text, last, of[0]))
        is_new = not runs or here[0] not in runs[-1]  # 9, 10, 11인데 10번은 빼고
        is_listed = last and not in_range and LIST.fullmatch(text, last.end, start)
        if goes_on or (is_new and is_listed):
            runs[-1] += here
        else:
            made += _tail(text, last.end, start) if last else text[:start]
            made = f"{_BEFORE_MARK.sub('', made)} {mark(len(runs))}"
            runs.append(here)
        in_range, last = goes_on or len(here) > 1, of[-1]
        if in_range:
            made = made[:-MARK_CHARS] + mark(len(runs) - 1, is_range=True)
    return tuple(runs), made + _tail(text, found[-1].end, len(text))


def _tail(text: str, at: int, end: int) -> str:
    """What follows a number, without what says that it is one; a particle stays with its mark."""
    at = _PLACE.match(text, at).end()  # type: ignore[union-attr]  # always matches
    following = _HANGUL.match(text, at, end)
    is_particle = following is not None and (
        following[0].endswith(("라고", "지", "보다"))
        or stems_of(f"{mark(0)}{following[0]}")[-1] == mark(0)
    )
    return text[at:end] if is_particle else f" {_BEHIND_MARK.sub('', text[at:end])}"


def _unknown_shape(text: str, catalogue: Catalogue) -> UnknownNumber | None:
    """A number of another table, or a word with a number: 1-1, A-1, 복지건강 제50호."""
    parted = _PARTED.match(text)
    if parted and not any(map(says, WORDS.findall(text, parted.end()))):
        return UnknownNumber(typed=parted[0].strip().upper())
    shape = _WORD_AND_NUMBER.fullmatch(text)
    if shape is None or catalogue.titles.stands(hangul.bare(text)):
        return None
    known = shape["word"] in everyday() or catalogue.titles.stands(shape["word"])
    return None if known else UnknownNumber(typed=text)


class _Reading:
    def __init__(self, text: str, catalogue: Catalogue) -> None:
        self.text = text
        self.found: list[Found] = []
        self.correction: tuple[str, str] | None = None
        self.unknown: UnknownNumber | None = None
        self._catalogue = catalogue
        self._waiting: list[tuple[int, int, int]] = []  # digits that a category may follow

    def read(self, digits: re.Match[str]) -> None:
        """Take the next digits, if they are meant as a number."""
        serial, (start, end) = int(digits[0][:MAX_DIGITS]), digits.span()
        meant = end in _alone(self.text) or self._is_listed(start)
        if meant and self.found and self._goes_on(self.found[-1], serial, start, end):
            return
        categories = self._catalogue.categories
        match _category_before(self.text, digits, categories) or _category_after(
            self.text, digits, categories
        ):
            case _Category() as category:
                self._take(category, serial, start, end)
            case UnknownNumber() as typed:
                self.unknown = self.unknown or typed
            case None if (name := self._left_out_of(start, end)) is not None:
                self._add(name, serial, start, end)
            case None if meant:
                self._waiting.append((serial, start, end))
            case None if self.found and _STANDS_ALONE.match(self.text, start):
                self._goes_on(self.found[-1], serial, start, end)

    def _goes_on(self, last: Found, serial: int, start: int, end: int) -> bool:
        """Take digits without a category that go on from the number before."""
        if self.text[last.end : start] == "-" and serial <= last.number.serial:
            whole = PledgeNumber(f"{last.number}-{self.text[start:end]}")
            if end - start == 1:  # 지역개발-05-1
                self.correction, whole = (str(whole), str(last.number)), last.number
            self.found[-1] = replace(last, number=whole, end=end)
            return True
        if not goes_on(self.text, last.end, start):
            return False
        self._add(last.number.category, serial, start, end)
        return True

    def _add(self, category: str, serial: int, start: int, end: int) -> None:
        """Add a number, and what lies between the last one and it where they are a range."""
        numbering = self._catalogue.numbering
        number = numbering.number(category, serial)
        last = self.found[-1] if self.found else None
        self.found += numbering.up_to(Found(number=number, start=start, end=end), last, self.text)

    def _is_listed(self, start: int) -> bool:
        """Whether digits follow a number after one sign: 복지건강-08/09/10."""
        last_end = self.found[-1].end if self.found else 0
        return start - last_end == 1 and self.text[last_end] in "/.,·"

    def _left_out_of(self, start: int, end: int) -> str | None:
        """The category named before of which a count is left out: 교육문화 전부, 1번은 제외."""
        said = _SAID.findall(self.text, 0, start) if _is_excluded(self.text, end) else []
        named = filter(None, map(self._catalogue.categories.exact, reversed(said)))
        return next((one.names[0] for one in named), None)

    def _take(self, category: _Category, serial: int, start: int, end: int) -> None:
        if category.corrected_from:
            self.correction = (category.corrected_from, category.name)
        if category.end > end:
            for earlier, at, until in _listed(self.text, self._waiting, start):
                self._add(category.name, earlier, at, until)
        self._add(category.name, serial, min(start, category.start), max(end, category.end))


def _listed(
    text: str, waiting: list[tuple[int, int, int]], start: int
) -> list[tuple[int, int, int]]:
    """The digits that go on to those at `start`: 1, 2, 3 복지건강; 1번부터 3번까지 복지건강."""
    listed: list[tuple[int, int, int]] = []
    for one in reversed(waiting):
        if not (LIST.fullmatch(text, one[2], start) or RANGE.fullmatch(text, one[2], start)):
            break
        listed.insert(0, one)
        start = one[1]
    return listed


def _in_digits(text: str, catalogue: Catalogue) -> str:
    """The text with serials in digits that are spelt or typed otherwise: 십이번, 세 번째, 3qjs."""

    def joined(run: re.Match[str]) -> str:
        word = run[0].replace(" ", "")
        return word if word.startswith(tuple(catalogue.by_category)) else run[0]

    text = SPACED_OUT.sub(joined, text)
    if _NUMERAL.search(text):
        text = _ARROW.sub("~", _ENGLISH_ORDINAL.sub("번", text))
        text = _GLUED_NUMBER.sub(r"\1 ", text)
        text = _LETTERS_FOR_DIGITS.sub(lambda one: "0" if one[0] == "o" else "1", text)

    return with_digits(text, catalogue)


def _category_before(
    text: str, digits: re.Match[str], categories: Names
) -> _Category | UnknownNumber | None:
    said = _before(text, 0, digits.start(), 2)
    # 일자리·경제 rather than 경제
    for first, tail, gap in sorted(said, key=lambda of: categories.exact(of[1]) is None):
        named = _recognized(tail, categories)
        if named is None or len(named.names) != 1:
            continue
        is_end = len(named.typed) < len(tail) and tail.endswith(named.typed)
        start = digits.start() - len(gap) - len(named.typed) if is_end else first  # 말고교육문화-03
        is_apart = not text[digits.end() : digits.end() + 1].strip()
        glued = named.how is How.EXACT and (not gap or (is_apart and not gap.strip()))
        # 지역개발05교육문화03: behind a name in full, anything may follow that counts nothing.
        is_number = glued and not _COUNTED.match(text, digits.end())
        if not (is_number or "-" in gap or digits.end() in _alone(text)):
            continue
        corrected = named.how is How.CORRECTED or re.search("[a-z]", tail)
        return _Category(named.names[0], start, digits.end(), tail if corrected else None)
    nearest = max(0, digits.start() - MAX_CATEGORY_CHARS)
    shape_of_one = _SHAPE.search(text, nearest, digits.start())
    if shape_of_one is None or _COUNTED.match(text, digits.end()):
        return None
    return UnknownNumber(
        typed=f"{shape_of_one[1]}-{digits[0]}",
        categories=categories.alike(shape_of_one[1]),
        serial=int(digits[0][:MAX_DIGITS]),
    )


def _sectioned(
    text: str, catalogue: Catalogue
) -> tuple[str, tuple[str, str] | None, UnknownNumber | None]:
    """The text with their numbers for sections that are named: 복지 분야 3번 is 2-3번.

    Also a name as typed and as read, which had slips, and a number that several sections may have.
    """
    made, at, correction, unknown = "", 0, None, None
    for count in _OF_SECTION.finditer(text) if catalogue.sections else ():
        digits = count["digits"] or (str(counted(count["said"])) if count["said"] else "")
        if count["digits"] and count.end() not in _alone(text):
            continue
        section = _section_before(text, at, count, catalogue)
        if section is None and digits:
            section = _section_after(text, count, catalogue)
        if section is None:
            continue
        of = catalogue.sections[section.name]
        if len(of) == 1:
            number = f"-{digits}" if digits else f" {count[0]}"
            made += f"{text[at : section.start]}{hangul.normalized(of[0])}{number}"
            at = section.end
            if section.corrected_from:
                correction = (section.corrected_from, catalogue.by_category[of[0]][0].strategy)
        elif digits:
            typed = text[section.start : section.end]
            unknown = UnknownNumber(typed=typed, categories=of, serial=int(digits))
    return made + text[at:], correction, unknown


def _section_before(
    text: str, at: int, count: re.Match[str], catalogue: Catalogue
) -> _Category | None:
    """The section that is named before a count, in full or by a word that no other name has."""
    for start, tail, _ in reversed([*_before(text, at, count.start(), MAX_SECTION_WORDS)]):
        if (of := catalogue.categories.recognized(tail)) is not None and len(of.names) == 1:
            return None
        named = catalogue.section_names.recognized(tail)
        if named is None or named.how is How.SHORT or len(named.names) > 1:
            continue
        if named.how is How.EXACT or len(tail) >= MIN_CORRECTED:
            typed = tail if named.how is How.CORRECTED else None
            return _Category(named.names[0], start, count.end(), typed)
    return None


def _section_after(text: str, count: re.Match[str], catalogue: Catalogue) -> _Category | None:
    """The section whose name, or the end of it, stands behind a count: 2번 함께하는 복지."""
    behind = _PLACE_AND_WORDS.match(text, count.end())
    words = [*_HANGUL.finditer(text, *behind.span("words"))] if behind else []
    for size in range(len(words), 0, -1):
        lead = "".join(word[0] for word in words[: size - 1])
        for stem in stems_of(words[size - 1][0]):
            name, end = lead + stem, words[size - 1].start() + len(stem)
            if len(name) >= MIN_SECTION and any(
                hangul.search_key(catalogue.by_category[category][0].strategy).endswith(name)
                for category in catalogue.sections.get(name, ())
            ):
                return _Category(name, count.start(), end)
    return None


def _is_excluded(text: str, at: int) -> bool:
    """Whether what follows a number takes it back: 05말고, 05번은 됐고."""
    tail = TAIL.match(text, at)
    return tail is not None and exception_end(text, tail.end(), EXCLUDING) > 0


@lru_cache(maxsize=16)  # asked for each number of a text
def _alone(text: str) -> frozenset[int]:
    """Where digits end that nothing follows but signs, particles, asking or more such digits."""
    ends: set[int] = set()
    for digits in reversed([*_NUMERAL.finditer(text)]):
        end = digits.end()
        following = _FOLLOWING.match(text, end)
        if _is_excluded(text, end):
            ends.add(end)
        elif not _COUNTED.match(text, end):
            typed = following["word"] if following else ""
            behind = _AFTER.sub("", typed)
            if following and (another := _ANOTHER.match(typed)):  # 복지건강 1 2 3
                goes_on = following.start("word") + another.end() in ends
            else:
                goes_on = not behind or behind in ASKING_INITIALS
            is_last = typed and (
                is_noise(typed)
                or _NEXT.fullmatch(typed)
                or COURTESY.end(typed, 0, len(typed)) == len(typed)
            )
            if goes_on or is_last or is_asking(behind) or is_asking(typed):
                ends.add(end)
    return frozenset(ends)


def _before(text: str, at: int, end: int, size: int) -> Iterator[tuple[int, str, str]]:
    """The last words before a count, as they may spell a name, where they begin, and the gap."""
    for shape in _GAPS:
        gap = shape.search(text, max(at, end - MAX_CATEGORY_CHARS), end)
        lead_end = first = gap.start() if gap else end
        words = [*_TYPED.finditer(text, max(at, lead_end - MAX_CATEGORY_CHARS), lead_end)]
        tail = ""
        for word in words[: -size - 1 : -1]:
            if text[word.end() : first].strip(" .·" if tail else ""):
                break
            first, tail = word.start(), word[0] + tail
            yield first, tail, text[lead_end:end]


def _recognized(typed: str, categories: Names) -> Named | None:
    meant = re.sub("[a-z]+", lambda letters: hangul.composed(letters[0]), typed)
    if (named := categories.recognized(meant)) is not None:
        return named
    # Written without a space behind another word: 담당자지역개발-05.
    return categories.ending(meant)


def _category_after(text: str, digits: re.Match[str], categories: Names) -> _Category | None:
    """The category behind a number: 5번 지역개발, 07 교육문화."""
    behind = _BEFORE_CATEGORY.match(text, digits.end())
    if behind is None or len(digits[0]) > MAX_SERIAL_DIGITS or _COUNTED.match(text, digits.end()):
        return None
    for stem in stems_of(behind["word"]):
        named = categories.recognized(stem)
        if named is None or len(named.names) > 1:
            continue
        if named.how is How.EXACT or behind["place"] or len(stem) >= MIN_CORRECTED:
            corrected = stem if named.how is How.CORRECTED else None
            return _Category(named.names[0], digits.start(), behind.end(), corrected)
    return None


def _bare_numbers(text: str, catalogue: Catalogue) -> Numbers | UnknownNumber | None:
    """Numbers without a category, beside a department at most: any category's, or a row's count."""
    text = _BARE_RANGE.sub(
        lambda ends: " ".join(map(str, (int(ends[1]), *steps(int(ends[1]), int(ends[2]))))),
        text.rstrip("?!. "),
    )
    in_digits = _SPELT_ALONE.sub(
        lambda said: f"0{counted(said['zero'])}" if said["zero"] else f"{counted(said['count'])}",
        text,
    )
    if not _NUMERAL.search(in_digits):
        return None
    counts = [*_NUMERAL.finditer(text)]
    ends = [TAIL.match(text, one.end()).end() for one in counts]  # type: ignore[union-attr]  # always matches
    if instead_at := max((exception_end(text, end, EXCEPT) for end in ends), default=0):
        before = text[: text.rfind(" ", 0, counts[0].start()) + 1]
        return _bare_numbers(before + text[instead_at:], catalogue)  # 교통행정과 05 말고 06
    if excluding_end(text, 0, len(text), EXCEPT):
        return None
    words = [*zip(in_digits.split(), text.split(), strict=True)]
    numerals = [one for one in words if _NUMERAL.search(one[0])]
    said, typed = map(" ".join, zip(*numerals, strict=True))
    others = [one[1] for one in words if one not in numerals and says(one[1])]
    spelt = map(catalogue.departments.exact, stems_of("".join(others)))
    owner = next(filter(None, spelt), None)
    if (others and owner is None) or not _BARE.fullmatch(said):
        return None
    serials = dict.fromkeys(int(digits[:MAX_DIGITS]) for digits in _NUMERAL.findall(said))
    rows = catalogue.row_counts.numbers
    found = {
        serial: [
            pledge.number
            for pledges in catalogue.by_category.values()
            for pledge in pledges
            if pledge.number.serial == serial or pledge.number == rows.get(serial)
            if owner is None or owner.names[0] in pledge.departments
        ]
        for serial in serials
    }
    if owner is not None and not all(found.values()):
        return None  # its list tells which it has
    if not (named := tuple(chain.from_iterable(found.values()))):
        return UnknownNumber(typed=typed)
    # Who says 15번 may mean another one than the only one there is.
    correction = (typed, str(named[0])) if len(named) == 1 else None
    return Numbers(numbers=named, correction=correction)
