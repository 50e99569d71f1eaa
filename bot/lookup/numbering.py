"""How a table numbers its pledges, and the numbers that a text names in that scheme.

A table whose numbers are all a word and a count (지역개발-05) is read by bot.lookup.numbers, which
mends slips in the word. Every other scheme (1-1-1, III-①-3, A-1, 가-3, 5) is read here, by parts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from string import ascii_lowercase

from bot.korean import hangul
from bot.korean.numerals import NATIVE_NUMERAL, SINO_NUMERAL
from bot.lookup.lexicon import groups
from bot.lookup.pledge import GANADA, PledgeNumber, roman
from bot.lookup.said_parts import DASH, LETTERS, SaidParts, behind_dashes, is_between
from bot.lookup.tokens import excluding_end, says

Part = int | str

MAX_LISTED = 200  # numbers read of one range; more than any section holds
_PIECE = re.compile(r"\d+|[a-z]+|[가-힣]+")
_JOINS = re.compile(rf"\s*(?:-|{DASH})\s*")  # what does nothing but join parts of a number
_MAY_JOIN = re.compile(rf"\s*(?:-?\(|[-._·ㆍ/:=#→]|{DASH}|의|번|에|장|절|편)?\s*")
_PART_OF_TABLE = re.compile(r"(?<=[0-9a-z])\s?[장절편](?![가-힣])")  # 3장
ORDINAL = r"\s*(?:(?:번째|번|호)(?:\s?[거것](?=\W|$|이?랑|하고|[과와은는도만이을를]))?)?"
RANGE = re.compile(rf"{ORDINAL}\s*(?:~|-|부터|에서)\s*(?:제\s*)?")
LIST = re.compile(
    rf"{ORDINAL}(?:까지)?(?:인데|지만)?\s*(?:[,.·/&+_(\s]|(?<=[,\s])-|하고|이랑|랑|그리고|및|와|과|또는|말고도"
    r"|(?<=[,.\s])(?:단|다만|그중에?)(?=[,\s]))+\s*(?:제\s*)?"
)
AMONG = re.compile(rf"{ORDINAL}\s*(?:까지)?\s*(?:중에서|중에|중|가운데)\s*")
PARTICLES = (
    "은|는|이|가|을|를|의|에서|에게|에|으로|로|도|만|요|와|과|하고|이랑|랑|까지|부터|이나|지"
    "|입니다|인데요?|임|[꺼거]|것|o"
)
TAIL = re.compile(rf"{ORDINAL}(?:(?:{PARTICLES}|인|이?라고|이?지|보다){{1,2}}(?![가-힣]))?")
# A count that goes on after what asks about the one before: …06번은 어디고 9번은요.
_ASKS_ON = re.compile(
    r"(?:0\d|\d+\s?(?:번|호))(?:\s?[거것])?(?:은|는|도|이?요|하고|이?랑)(?![가-힣]{2})"
)
WORDS = re.compile("[0-9a-z가-힣]+")
_ORDINAL = re.compile(r"\s*(?:번째|번|호)(?!차|기|가)")
_CALLED = re.compile(r"(?:공약|과제|번호|연번|순번|제|no\.?|#)\s*$")
# Digits before these count something, or belong to a date, a time, a sum or a telephone number.
_OF = {group: f"(?:{'|'.join(words)})" for group, words in groups("counting.tsv").items()}
COUNTERS = _OF["counted"]
# Behind a space only a whole word counts: 5 개월, but not 5-1 세부내용, 5-1 대책.
_COUNTER_ENDS = (
    "(?:기|월|째|간|씩|정도|이상|이하|이내|미만|짜리|마다|쯤|만|까지|부터|에서|에|으?로|은|는|을|를|도"
    "|이?나|동안|당|전|후|뒤|이?랑|하고|이?고|이?면|인데|이?요|예요|이에요|이?야)*(?![가-힣])"
)
_WORK = r"일\s(?:담당|누구|누가|어디|어느|맡|하)"  # 나-3 일 누가 해
COUNTED = rf"(?:{COUNTERS}|\s(?!{_WORK}){COUNTERS}{_COUNTER_ENDS})"
_COUNTS = re.compile(rf"{COUNTED}|,\d{{3}}|-\d{{3,}}")
_COUNTS_NO_THREE = re.compile(rf"{COUNTED}|,\d{{3}}|-\d{{4,}}|-\d{{3}}-")  # beside 2026-001
_STOPS = ",\n?!;"
_STOP = re.compile(  # 5, 도서관; 5랑 도서관; but not 1, 2차 재개발
    rf"\s*(?:$|[{_STOPS}](?!\s*\d+ ?{COUNTERS})|(?:하고|이?랑|[와과]|그리고|및)\s)"
)
# 1예술: a word that a digit begins.
_GLUED_WORD = re.compile(
    f"(?!부터|까지|에서|하고|이랑|말고|말구|빼고|이요|인데|담당|누구|어디|{DASH}|[은는도만요번호의])[가-힣]{{2}}"
)
_COUNT = rf"(?<![가-힣\d])(?:\d{{1,4}}|{SINO_NUMERAL}|{NATIVE_NUMERAL})\s?"
# How often something is, and what else has a number: 하루에 두 번, 3번이나, 2번 출구, 대기 100번,
# 제2의.
_TIMES = re.compile(
    rf"{_OF['period']}(?:에|마다)? {_COUNT}번(?![호째])[가-힣]*"
    rf"|{_COUNT}번(?:(?:이나|씩|만? ?더)(?![가-힣])|(?= ?(?:{_OF['done']}|{_OF['numbered']})))"
    rf"|(?<![가-힣])대기 ?(?:번호|순번)?[가-힣]? {_COUNT}번[가-힣]*"
    r"|제\d{1,2}의(?= ?[가-힣])"
)
# What is a number where nothing else is said, and beside other words a count: 두 번째로 큰 도서관.
_MAY_COUNT = re.compile(rf"(?<![가-힣])(?:{NATIVE_NUMERAL} ?번(?!호)|{_COUNT}번째)[가-힣]*")
_BESIDE = re.compile(r"(?<= )(?:번째|번|호|만요?)(?![가-힣]{2})|(?<= )(?:제|다시|의)(?= )")
# A section as a whole, and what is said of its numbers: Ⅱ 전체에서 Ⅱ-2 빼고.
WHOLE = re.compile(
    r"\s?(?:(?:분야|부문|쪽)\s?)?(?:공약\s?)?(?:전체|전부|모두)(?:\s?(?:중에서?|중|가운데|에서))?"
)
_BEHIND_COUNT = re.compile(rf"\d ?(?:-?\(|-|{DASH}|의)? ?$")  # what a letter may follow: 1-가
_LETTER_BEFORE = re.compile(rf"(?<![a-z가-힣])([a-z{GANADA}]|{'|'.join(LETTERS)})-$")
_TYPED = re.compile(rf"\w{{1,9}}(?:-\w{{1,9}})+(?: [{GANADA}])?")  # as its number is written
_OF_COUNT = re.compile(r" ?- ?\d|\d| \d+번")  # behind a letter
_GLUED = re.compile(rf"-|\s?(?:[/:.]|{DASH})\s?")
_DASHES = ("-", *DASH.split("|"))
_MONTHS, _LATE_DAYS = range(1, 13), range(13, 32)
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number in a text, which the table may not have, and where it stands."""

    number: PledgeNumber
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    part: Part
    start: int
    end: int


class Numbering:
    """The scheme of one table's numbers."""

    def __init__(self, numbers: Iterable[PledgeNumber]) -> None:
        self.numbers = tuple(numbers)
        pieces = [_PIECE.findall(hangul.normalized(number.bare)) for number in self.numbers]
        # "I" is a letter where "A" is one, and a Roman numeral elsewhere.
        romans = {piece for of in pieces for piece in of if roman(piece.upper()) is not None}
        letters = {p for of in pieces for p in of if not p.isdecimal() and p not in romans}
        has_letters = any(len(piece) == 1 and piece.isascii() for piece in letters)
        known = letters | (romans if has_letters else set())
        like = {
            *(GANADA if not letters.isdisjoint(GANADA) else ""),
            *(ascii_lowercase if has_letters else ""),
        }
        self._absent = frozenset(like - known)  # letters like those of the sections
        self._words = known | self._absent
        self._by_parts: dict[tuple[Part, ...], PledgeNumber] = {}
        for number, of in zip(self.numbers, pieces, strict=True):
            self._by_parts.setdefault(tuple(map(self._part, of)), number)
        has_three = any(re.search(r"\d-\d{3}$", number.bare) for number in self.numbers)
        self._counts = _COUNTS_NO_THREE if has_three else _COUNTS
        self._lengths = sorted({len(parts) for parts in self._by_parts}, reverse=True)
        # 일자리·경제-01 too: its category is one name.
        self.is_by_word = all(
            len(parts) > 1
            and isinstance(parts[-1], int)
            and all(isinstance(part, str) and len(part) > 1 for part in parts[:-1])
            for parts in self._by_parts
        )
        lasts = {of[-1] for of in self._by_parts}
        self._ends_in_letters = not lasts.isdisjoint(GANADA)
        self._said = SaidParts(
            sections=sorted(letters | romans),
            words=[word for word in known if len(word) > 1],
            absent=self._absent,
            only_last=letters - {part for of in pieces for part in of[:-1]},
            ends="".join(one for one in lasts if isinstance(one, str) and len(one) == 1),
        )

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, int], PledgeNumber]:
        return {(number.category, number.serial): number for number in reversed(self.numbers)}

    @cached_property
    def _samples(self) -> Mapping[str, PledgeNumber]:
        return {number.category: number for number in reversed(self.numbers)}

    def number(self, category: str, serial: int) -> PledgeNumber:
        """The number at this place of a category; in the style of its others where there is none.

        >>> Numbering(map(PledgeNumber, ["혁신-1", "혁신-2"])).number("혁신", 9)
        PledgeNumber(text='혁신-9')
        """
        if (known := self._by_place.get((category, serial))) is not None:
            return known
        sample = self._samples.get(category)
        if sample is None and self.is_by_word:
            return PledgeNumber.of(category, serial)
        digits = re.search(r"\d+(?=[호번]?$)", sample.text) if sample else None
        if sample is None or digits is None:
            return PledgeNumber(f"{category}-{serial}" if category else str(serial))
        start, end = digits.span()
        return PledgeNumber(f"{sample.text[:start]}{serial:0{end - start}d}{sample.text[end:]}")

    def up_to(self, one: Found, last: Found | None, text: str) -> list[Found]:
        """A number, and before it what lies between the last and it if they are a range."""
        if last is None or not is_range(text, last, one):
            return [one]
        between = self.between(last.number, one.number)
        return [replace(one, number=number) for number in between]

    def between(self, first: PledgeNumber, last: PledgeNumber) -> Iterator[PledgeNumber]:
        """Numbers from behind one up or down to the last: of a category, else in page order."""
        if first.category == last.category:
            for at in steps(first.serial, last.serial):
                yield self.number(first.category, at)
        elif first in self.places and last in self.places:
            for at in steps(self.places[first], self.places[last]):
                yield self.numbers[at]
        else:
            yield last

    @cached_property
    def places(self) -> Mapping[PledgeNumber, int]:
        """The places of the numbers in page order, from 0 on."""
        return {number: at for at, number in enumerate(self.numbers)}

    def found(self, text: str) -> list[Found]:
        """The numbers of a text `in_digits`, in its order; none in a table of words and counts."""
        if self.is_by_word:
            return []
        chains = list(self._chains(text))
        said = _blanked(text, [(chain[0].start, chain[-1].end) for chain in chains])
        alone = not _says_any(said)
        found: list[Found] = []
        for chain in chains:
            whole = self._whole_section(text, chain)
            found += whole
            for one in () if whole else self._read(text, chain, found, alone=alone):
                found += self.up_to(one, found[-1] if found else None, text)
        return found

    def in_digits(self, text: str) -> str:
        """The normalised text with digits for counts that were said, and sections by their letters.

        >>> Numbering(map(PledgeNumber, ["가-1", "가-2"])).in_digits("가다시 이번, rk-1")
        '가-2번, 가-1'
        """
        if not self.is_by_word:
            text = self._said.in_digits(self._without_counts(text), self._lengths[0])
        return behind_dashes(text)

    def together(self, text: str) -> str:
        """The normalised text, with the number together that it says part by part: 삼 일 이."""
        if self.is_by_word or " " not in text or (said := self._said.one_by_one(text)) is None:
            return text
        (start, end), parts = said
        is_known = tuple(map(self._part, parts)) in self._by_parts
        if not is_known or _says_any(_blanked(text, [(start, end)])):
            return text
        return f"{text[:start]}{'-'.join(parts)}{text[end:]}"

    # ---------------------------------------------------------------------------------------

    def _without_counts(self, text: str) -> str:
        """The text without what is counted in it, and is the number of no pledge."""
        if "번" not in text and "제" not in text:
            return text
        text = _TIMES.sub(" ", text)
        rest = _MAY_COUNT.sub(" ", text)
        if rest == text:
            return text
        said = _blanked(rest, [(piece.start, piece.end) for piece in self._pieces(rest)])
        return rest if _says_any(said) else text

    def _part(self, piece: str) -> Part:
        if piece.isdecimal():
            return int(piece)
        if piece in self._words:
            return piece
        return roman(piece.upper()) or piece

    def _chains(self, text: str) -> Iterator[list[_Piece]]:
        chain: list[_Piece] = []
        for piece in self._pieces(text):
            if chain and not self._joined(text, chain[-1], piece):
                yield chain
                chain = []
            chain.append(piece)
        if chain:
            yield chain

    def _pieces(self, text: str) -> Iterator[_Piece]:
        last_end = 0  # of the last letter that ends a number
        for match in _PIECE.finditer(text):
            start, end, piece = *match.span(), match[0]
            if piece.isdecimal():
                is_foreign = text[start - 1 : start] == "-" and self._is_foreign(text, start)
                if len(piece) <= 4 and not (is_foreign or self._counts.match(text, end)):
                    yield _Piece(part=int(piece), start=start, end=end)
                continue
            bare = piece.removeprefix("제") if piece not in self._words else piece
            behind_count = _BEHIND_COUNT.search(text, 0, start)
            # 1-1 가부터 다까지, and 중에 나만
            goes_on = last_end and any(of.fullmatch(text, last_end, start) for of in (RANGE, AMONG))
            if (behind_count or goes_on) and (behind := self._said.end.match(piece)):
                bare, last_end = behind[1], start + len(behind[1])
                end = last_end
            # 혁신일번 was turned into 혁신1번; a particle may follow a word alone.
            bare = self._said.letter(bare) if bare.isascii() else bare
            is_last = behind_count is not None and self._ends_in_letters
            if bare in self._absent and not (is_last or _OF_COUNT.match(text, end)):
                continue
            if bare in self._words or (bare.isascii() and roman(bare.upper()) is not None):
                yield _Piece(part=self._part(bare), start=start, end=end)

    def _is_foreign(self, text: str, at: int) -> bool:
        """Whether a letter that no number here has stands before a count: A-1."""
        letter = _LETTER_BEFORE.search(text, 0, at)
        return letter is not None and not (letter[1] in self._words or roman(letter[1].upper()))

    def _joined(self, text: str, last: _Piece, piece: _Piece) -> bool:
        between = text[last.end : piece.start]
        if not between:
            return isinstance(last.part, str) or isinstance(piece.part, str)
        if between.strip() == "번" and _ORDINAL.match(text, piece.end):
            return False  # 1번 2번 are two numbers
        is_dash = between.strip() == "~" and not text[last.start].isdecimal()  # Ⅰ~03
        return is_dash or _MAY_JOIN.fullmatch(between) is not None

    def _read(
        self, text: str, chain: list[_Piece], before: list[Found], *, alone: bool
    ) -> Iterator[Found]:
        at = 0
        while at < len(chain):
            if size := self._foreign(text, chain[at:]):
                pieces = chain[at : at + size]
                sign = text[pieces[0].end : pieces[1].start].strip()
                if sign in _DASHES and pieces[0].part not in _YEARS:
                    absent = self._missing(text, pieces)
                    yield Found(number=absent, start=pieces[0].start, end=pieces[-1].end)
                at += size
                continue
            # Ⅰ 3 4 5: behind a section in letters, digits are counts of it.
            in_letters = before and not text[before[-1].start].isdecimal()
            one = (
                (self._next(text, chain[at:], before) if in_letters else None)
                or self._known(text, chain[at:], before, alone=alone)
                or self._next(text, chain[at:], before)
                or self._unknown(text, chain[at:], before, alone=alone)
            )
            if one is None:
                at += 1
                continue
            yield one
            while at < len(chain) and chain[at].start < one.end:
                at += 1

    def _known(
        self, text: str, pieces: list[_Piece], before: list[Found], *, alone: bool
    ) -> Found | None:
        first = pieces[0]
        for length in range(min(len(pieces), self._lengths[0]), 0, -1):
            parts = tuple(piece.part for piece in pieces[:length])
            number = self._by_parts.get(parts) or self._shortened.get(parts)
            if [text[piece.start].isdecimal() for piece in pieces[:length][:2]] == [True, False]:
                number = self._by_parts.get((*parts[1:], parts[0]), number)  # 02 Ⅵ, 2번 Ⅵ
            if number is not None and (
                length > 1
                or self._stands(text, first, before, alone=alone)
                or _is_apart(text, first)
            ):
                return Found(number=number, start=first.start, end=pieces[length - 1].end)
        return None

    def _next(self, text: str, pieces: list[_Piece], before: list[Found]) -> Found | None:
        """What goes on after a number, said by its last parts: 3 behind 1-1-2, and 2-1."""
        first, size = pieces[0], _joined_size(text, pieces)
        is_letter = self._ends_in_letters and first.part in {*GANADA}
        may_go_on = isinstance(first.part, int) or size > 1 or is_letter
        if not (before and may_go_on) or _GLUED_WORD.match(text, first.end):
            return None
        if not goes_on(text, before[-1].end, first.start):
            return None
        last = before[-1].number
        if size > 1 and 1 not in self._lengths:
            begun = self._parts_of.get(last, ())[:-size]
            number = self._by_parts.get((*begun, *(piece.part for piece in pieces[:size])))
        elif is_letter:  # 1-1 가~다
            size, number = 1, self._by_parts.get((*self._parts_of.get(last, ())[:-1], first.part))
        elif isinstance(first.part, int) and first.part not in _YEARS:
            size, number = 1, self.number(last.category, first.part)
        else:
            return None
        return Found(number=number, start=first.start, end=pieces[size - 1].end) if number else None

    @cached_property
    def _parts_of(self) -> Mapping[PledgeNumber, tuple[Part, ...]]:
        return {number: parts for parts, number in self._by_parts.items()}

    def _foreign(self, text: str, pieces: list[_Piece]) -> int:
        """How many parts are joined to more than a number here has: 1-1-1, a date; 0 for none."""
        size, sign = 1, ""
        for last, piece in pairwise(pieces):
            between = text[last.end : piece.start].strip()
            if not (
                isinstance(piece.part, int)
                and _GLUED.fullmatch(text, last.end, piece.start)
                and between == (sign if size > 1 else between)
            ):
                break
            size, sign = size + 1, between
        if size <= self._lengths[0]:
            return 0
        first, second = pieces[0].part, pieces[1].part
        is_place = _ORDINAL.match(text, pieces[size - 1].end) is not None
        if size > 2 or not (isinstance(first, int) and isinstance(second, int)):
            return 0 if is_place else size
        if sign in _DASHES and (sign != "-" or second <= first):
            return size  # 1-1번, 1다시 3
        is_day = sign != "-" and first in _MONTHS and second in _LATE_DAYS
        is_glued = text[pieces[0].end : pieces[1].start] == "."  # 1.1; but 1 . 2 are two
        return size if is_glued or (not is_place and (is_day or sign == ":")) else 0

    def _unknown(
        self, text: str, pieces: list[_Piece], before: list[Found], *, alone: bool
    ) -> Found | None:
        first = pieces[0]
        joined = _joined_size(text, pieces)
        if 1 < joined < len(pieces) and self._ends_in_letters:
            joined += pieces[joined].part in {*GANADA}  # 1-9 가
        size = joined if joined > 1 else len(pieces) if alone else 1
        if size not in self._lengths:
            return None
        if size == 1:
            if not isinstance(first.part, int) or not self._stands(
                text, first, before, alone=alone
            ):
                return None
            return Found(number=self.number("", first.part), start=first.start, end=first.end)
        parts = tuple(piece.part for piece in pieces[:size])
        if (parts[0] in _YEARS and parts[:1] not in self._by_section) or not (
            alone or before or self._absent.isdisjoint(parts)
        ):
            return None  # E-7 비자
        absent = self._missing(text, pieces[:size])
        return Found(number=absent, start=first.start, end=pieces[size - 1].end)

    def section(self, text: str) -> tuple[PledgeNumber, ...]:
        """The numbers of the section that a normalised text names and nothing else: 1-1, Ⅲ-①."""
        text = _PART_OF_TABLE.sub("", text)
        pieces = list(self._pieces(text))
        of = self._by_section.get(tuple([piece.part for piece in pieces]), ())
        spans = [(piece.start, piece.end) for piece in pieces]
        return of if of and not re.search(r"\w", _blanked(text, spans)) else ()

    def _whole_section(self, text: str, pieces: list[_Piece]) -> list[Found]:
        """The numbers of a section that these pieces name as a whole: Ⅱ 전체, 1-1 전부."""
        of = self._by_section.get(tuple([piece.part for piece in pieces]), ())
        whole = WHOLE.match(text, pieces[-1].end) if of else None
        start = pieces[0].start
        return [Found(number=n, start=start, end=whole.end()) for n in of] if whole else []

    @cached_property
    def _by_section(self) -> Mapping[tuple[Part, ...], tuple[PledgeNumber, ...]]:
        found: dict[tuple[Part, ...], dict[PledgeNumber, None]] = {}
        for parts, number in (*self._by_parts.items(), *self._shortened.items()):
            for size in range(1, len(parts)):
                found.setdefault(parts[:size], {})[number] = None
        return {section: tuple(of) for section, of in found.items()}

    @cached_property
    def _shortened(self) -> Mapping[tuple[Part, ...], PledgeNumber]:
        """The numbers by a word that one category alone has: 경제-01 for 일자리·경제-01."""
        found: dict[tuple[Part, ...], list[PledgeNumber]] = {}
        for parts, number in self._by_parts.items():
            words = [part for part in parts[:-1] if isinstance(part, str) and len(part) > 1]
            rest = [part for part in parts if part not in words]
            for word in words if len(words) > 1 else ():
                found.setdefault((word, *rest), []).append(number)
        return {parts: of[0] for parts, of in found.items() if len(of) == 1}

    def _missing(self, text: str, pieces: Sequence[_Piece]) -> PledgeNumber:
        """A number that the table does not have, in the style of its section where that exists."""
        parts = tuple(piece.part for piece in pieces)
        of = self._by_section.get(parts[:-1])
        if of and isinstance(parts[-1], int) and len({one.category for one in of}) == 1:
            return self.number(of[0].category, parts[-1])
        typed = text[pieces[0].start : pieces[-1].end]
        return PledgeNumber(
            (typed if _TYPED.fullmatch(typed) else "-".join(map(str, parts))).upper()
        )

    def _stands(self, text: str, piece: _Piece, before: list[Found], *, alone: bool) -> bool:
        """Whether a count alone is a number: 5번, 공약 5, 3번과 5, or nothing else is said."""
        return bool(
            alone
            or _ORDINAL.match(text, piece.end)
            or _CALLED.search(text, 0, piece.start)
            or (before and goes_on(text, before[-1].end, piece.start))
        )


def is_range(text: str, last: Found, one: Found) -> bool:
    """Whether a number ends a range, but for a dash between sections: 가-3부터 나-2까지."""
    sign = RANGE.fullmatch(text, last.end, one.start)
    is_same = last.number.category == one.number.category
    return sign is not None and (is_same or sign[0].strip() != "-")


def _joined_size(text: str, pieces: list[_Piece]) -> int:
    """How many pieces nothing but dashes join."""
    for size, (last, piece) in enumerate(pairwise(pieces), start=1):
        if not _JOINS.fullmatch(text, last.end, piece.start):
            return size
    return len(pieces)


def steps(first: int, last: int) -> range:
    """The counts after the first one up to the last, or down to it; no more than are listed."""
    last = min(max(last, first - MAX_LISTED), first + MAX_LISTED)
    step = 1 if last >= first else -1
    return range(first + step, last + step, step)


def goes_on(text: str, end: int, start: int) -> bool:
    """Whether a count at `start` goes on from a number that ends before: 1, 2; 1~2; 1 말고 2."""
    if any(of.fullmatch(text, end, start) for of in (RANGE, LIST, AMONG)):
        return True
    at = TAIL.match(text, end, start).end()  # type: ignore[union-attr]  # always matches
    instead_at = excluding_end(text, at, start)
    words = WORDS.findall(text, instead_at or at, start)
    return bool(instead_at or _ASKS_ON.match(text, start)) and not any(
        says(word) and not is_between(word) for word in words
    )


def _is_apart(text: str, piece: _Piece) -> bool:
    """Whether a count stands between signs, or what joins it to something else."""
    before = text[: piece.start].rstrip(" ")
    return (not before or before[-1] in _STOPS) and _STOP.match(text, piece.end) is not None


def _says_any(text: str) -> bool:
    return any(map(says, re.findall(r"[0-9a-z가-힣ㄱ-ㅣ]+", text)))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return _BESIDE.sub(" ", text)
