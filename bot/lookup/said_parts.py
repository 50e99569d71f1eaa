"""How people say and type the parts of pledge numbers: 가다시 이번, 에이 1, rk-1, 삼 일 이.

They are turned here into the letters and digits that bot.lookup.numbering reads.
"""

import re
from collections.abc import Collection, Iterator
from string import ascii_lowercase

from bot.korean import hangul
from bot.korean.numerals import NATIVE_NUMERAL, SINO_NUMERAL, counted
from bot.lookup.lexicon import any_of, phrases
from bot.lookup.pledge import GANADA

DASH = "다시|대시|하이픈"  # as it is said
_NAMES = "에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠"
_NAMES += " 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트"
LETTER_NAMES = dict(zip(ascii_lowercase, _NAMES.split(), strict=True))
LETTERS = {LETTER_NAMES[letter]: letter for letter in "abcdefghvx"}  # of numbers
# What a number is said to have been, or about: 13번이었나, 십삼 번이던데, 3번쯤.
WAS = "(?:이었|였|이[라래던더네]|일[걸까]|인[가지데듯]|쯤|짜리)[가-힣]*"
# Words that may stand between a category and its number, besides those that leave out.
_BETWEEN = re.compile(
    f"{DASH}|쪽|분야|부문|파트|공약|과제|사업|번호|관리번호|중|중에|중에서|제|그중|그중에|에|에서|의"
    "|[거것](?:이?랑|하고|과)?|바로|그?다음에?|있는"
)
_JOINT = f"(?:{DASH}|의)"
_ASKED = "담당|누구|누가|어디|어느|부서"
# What ends a count that is also a word of every day, where it is meant as one.
IS_ASKED = r"(?:이?요|[은는])?(?:\s*(?:$|[^\w\s])|\s?(?:담당|누구|누가|어디|어느))"
THIS_ONE = f"이번{IS_ASKED}"  # 1-1 이번 담당, where it is no 이번 분기
HUNDRED = rf"백(?=\s?번째?(?:까지|\s?공약|{IS_ASKED}))"  # 백번 누구, but not 백번 물어봐도
# What may follow a count that is said.
_ENDS_COUNT = f"번|호|{DASH}|이?요|[은는]|[^가-힣]|$|부터|까지|에서|이?랑|말고|빼고|{_ASKED}"
_BEHIND_LETTER = "[은는이가을를의도만랑]|이?랑|이?요|부터|까지|에서|하고|말고|빼고|인데요?"
_SAID = rf"(?:\d{{1,4}}|{SINO_NUMERAL})"
# 일 다시 삼, 3의 일의 이; alone between other words, since 일의 begins many of them.
_JOINED = re.compile(
    rf"(?<![가-힣\d]){_SAID}(?:\s?{_JOINT}\s?{_SAID})+(?=번|$|[^가-힣\d]|[은이가요]\b)"
)
_PIECE = re.compile(f"{DASH}|{SINO_NUMERAL}")  # 이 of 하이픈 is no count
_DASHED = re.compile(rf"(?<=[0-9a-z가-힣]-){SINO_NUMERAL}(?={_ENDS_COUNT})")
_ZERO = re.compile("([0-9a-z-]+) [공영]([일이삼사오육칠팔구])(?![가-힣]{2})")  # Ⅲ 공삼
# 삼번, 세 번째, 제삼호; 삼호 too, but not 구호 and 이호.
_PLACE = (
    rf"(?P<count>(?:{SINO_NUMERAL}|{NATIVE_NUMERAL})(?=\s?(?:번째|번)(?![가-힣]*번))|{HUNDRED}"
    rf"|(?:(?<=제){SINO_NUMERAL}|[삼육칠팔]|[일이삼사오육칠팔구]?십[일이삼사오육칠팔구]?)(?=호(?![가-힣]{{2}})))"
)
_GOES_ON = rf"(?:부터|하고|이?랑|과|와|[\s,])+{SINO_NUMERAL}번"  # 이번 삼번


class SaidParts:
    """Reads how the letters, words and counts of one table's numbers are said and typed."""

    def __init__(
        self,
        sections: Collection[str],
        words: Collection[str],
        ends: str,
        absent: Collection[str] = (),
        only_last: Collection[str] = (),
    ) -> None:
        """Compile patterns of the parts that are no digits, of the long ones, and of last ones.

        `absent` are letters like those of the sections that no section has, and nothing follows
        those that are `only_last`: 1-2 가.
        """
        self._spellings = {typed: part for part in sections for typed in _spellings(part)}
        letters, long = any_of(self._spellings), any_of(words)
        leading = any_of(t for t, part in self._spellings.items() if part not in only_last)
        last = f"[{ends}]" if ends else "(?!)"
        said = rf"{SINO_NUMERAL}(?:{_ENDS_COUNT})"
        who_asks = rf"[일이]\s(?!{DASH}|{_ASKED})"  # 나 다시 이 일로
        # 가다시일, 가의 1, 디-1, rk-1, 라일번; but V3 is a vaccine.
        self._lettered = re.compile(
            rf"(?<![a-zㄱ-ㅣ가-힣])(?:({long}) ?{_JOINT} ?(?=[\divx]|{said})"
            rf"|({leading}) ?(?:(?:-|{DASH}) ?(?={said})(?!{who_asks})"
            rf"|(?={SINO_NUMERAL}(?:[번호](?![가-힣])|\s?{_JOINT}\s?{said}))"
            rf"|(?:-|{DASH}|의)? ?(?=\d)(?<![ivx]))"
            rf"|({any_of(absent)}) ?{_JOINT} ?(?=\d))"
        )
        # 삼 일 이, 씨 일 이; but not 이 일 누가 해요, 나 이 사업.
        self._one_by_one = re.compile(
            rf"(?<![0-9a-zㄱ-ㅣ가-힣-])(?:(?!(?:[{GANADA}]|이|{long}) [일이] (?!{said}))"
            rf"(?:{letters}|{long}|{_SAID})(?: {_SAID})+(?={_ENDS_COUNT})"
            rf"|{_SAID}(?: {_SAID})* {last}(?=번|\W*$))"
        )
        # 1-가는, 2-나부터; 이 다시 라.
        self.end = re.compile(rf"({last})(?:번|호)?(?:(?:{_BEHIND_LETTER})요?)?(?![가-힣])")
        self._before_end = re.compile(
            rf"(?<![가-힣\d])({_SAID})\s?{_JOINT}\s?(?={self.end.pattern}|{letters}-)"
        )
        # 삼번, 혁신 일번; but not 이번 분기.
        self._places = re.compile(
            rf"(?:(?<![가-힣])제?(?!이번(?!{_GOES_ON}))|(?<=-\d )(?={THIS_ONE})"
            rf"|(?<![가-힣])(?P<word>{long})\s?){_PLACE}"
        )

    def letter(self, typed: str) -> str:
        """The part that this is another spelling of; itself if it is none."""
        return self._spellings.get(typed, typed)

    def one_by_one(self, text: str) -> tuple[tuple[int, int], list[str]] | None:
        """Where a number is said part by part, and its parts in letters and digits: 삼 일 이."""
        if (said := self._one_by_one.search(text)) is None:
            return None
        first, *others = said[0].split()
        return said.span(), [str(counted(p) or p) for p in (self.letter(first), *others)]

    def in_digits(self, text: str, most_parts: int) -> str:
        """The text with digits for counts that were said: 일 다시 삼, 십이번, 혁신 일번.

        No number of the table has more parts.
        """

        def last_counted(said: re.Match[str]) -> str:
            is_whole = said[1].count("-") + 1 >= most_parts  # 1-2-3 공사
            return said[0] if is_whole else f"{said[1]} {counted(said[2])}"

        text = self._lettered.sub(
            lambda said: f"{said[1] or said[3] or self.letter(said[2])}-", text
        )
        text = self._before_end.sub(lambda said: f"{counted(said[1])}-", text)
        text = _JOINED.sub(lambda said: _PIECE.sub(_counted, said[0]), text)
        text = _ZERO.sub(last_counted, text)
        return self._places.sub(lambda said: f"{said['word'] or ''}{counted(said['count'])}", text)


def _counted(piece: re.Match[str]) -> str:
    return str(counted(piece[0]) or piece[0])


def behind_dashes(text: str) -> str:
    """The text with digits for counts that are said behind a dash: 나-이 담당."""
    return _DASHED.sub(lambda said: str(counted(said[0])), text) if "-" in text else text


def _spellings(section: str) -> Iterator[str]:
    """How the letter of a section is said and typed: a is 에이 too, and ㅁ with the other keyboard.

    >>> [*_spellings("a")], [*_spellings("가")], [*_spellings("혁신")]
    (['a', '에이', 'ㅁ'], ['가', 'rk'], [])
    """
    if section.isascii():
        yield section
        yield from (name for name, letter in LETTERS.items() if letter == section)
        yield hangul.composed(section)
    elif len(section) == 1:
        yield section
        yield hangul.keystrokes(section)


def is_between(word: str) -> bool:
    """Whether a word may stand between a category and its number, or between two numbers."""
    return bool(word) and bool(_BETWEEN.fullmatch(word) or phrases("excluding.tsv").has(word))
