"""Words about time: numbers, weekdays, names of days, and how far they are from today."""

import re
from collections.abc import Iterable

from bot.korean.numerals import counted
from bot.reminders.phrases.tokens import WEEKDAYS


def _numbered(*rows: str, start: int = 1) -> dict[str, int]:
    return {said: number for number, row in enumerate(rows, start) for said in row.split()}


HOURS = (
    "한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두 열세 열네 열다섯 열여섯 열일곱 "
    "열여덟 열아홉 스무 스물한 스물두 스물세 스물네"
).split()
NATIVE = [*HOURS, "석", "넉"]
_OTHERWISE = {"석": "세", "넉": "네", "유": "육", "시": "십"}  # 석 달, 유월
DAYS = {"일주일": 7, "보름": 15} | _numbered(
    *"하루 이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘".split()
)
ORDINALS = {"마지막": -1} | _numbered(
    *("첫 첫째 첫번째", "둘째 두번째", "셋째 세번째", "넷째 네번째", "다섯째 다섯번째"),
    *"여섯번째 일곱번째 여덟번째 아홉번째 열번째".split(),
)
DAYS_FROM_TODAY = _numbered(
    *("그저께 그제", "어제 작일", "오늘 금일 이따 이따가", "내일 낼 명일 익일"),
    *("모레 내일모레 낼모레", "글피", "그글피"),
    start=-2,
)
WEEKS_FROM_THIS = _numbered(
    *("지난주 저번주", "이번주 금주", "다음주 담주 차주 내주"),
    "다다음주 다음다음주 담담주 다담주 차차주",
    start=-1,
)
MONTHS_FROM_THIS = _numbered(
    "이번달 이달 금월 당월", "다음달 담달 내달 익월 차월", "다다음달", start=0
)
YEARS_FROM_THIS = _numbered("올해 금년", "내년 명년 다음해", "내후년 후년", start=0)
YEARS_BEFORE = _numbered("재작년", "작년 지난해 전년", start=-2)
PERIODS_FROM_THIS = _numbered("이번 금 당", "다음 차", start=0)
PERIODS = {"월": 1, "달": 1, "분기": 3, "반기": 6, "년": 12, "해": 12, "연": 12}
ANY_DAY_OFF = r"(?:공?휴일|빨간\s*날|쉬는\s*날|휴무일?|노는\s*날)"  # what people call one
BESIDE_HOLIDAY = {"전전날": -2, "다다음날": 2} | _numbered(
    "전날 전일 이브", "", "다음날 이튿날 익일", start=-1
)
PLEASE = r"\s*(?:줘요?|줘라|주세요|주십시오|주시기\s*바랍니다)"  # behind a verb
PUT_OFF = "(?:연[기장]|늦[추춰]|미[루뤄]|변경|바[꾸꿔]|옮[기겨])"
SOONER = "앞?당[기겨]"
LEFT_OUT = (
    rf"(?:빼고는?|빼면|빼{PLEASE}|뺀|제외(?:하고는?|하면|한|해서|하여|시키고)?|말고는?|아닌"
    r"|이외(?:에|의)?|외(?:에는?|의)?)"
)
START = "(?:시작|개시)[일된한]?"
DO = rf"(?:\s*(?:하기|해\S*|합니다|부탁\S*|요))?(?:{PLEASE}|\s*(?:드려요|드립니다))?"
W = f"[{WEEKDAYS}]"
TILDE = r"[~∼〜-]"
THROUGH = rf"\s*(?:{TILDE}|부터|에서)\s*"


def any_of(words: Iterable[str]) -> str:
    """A pattern of these words, the longest first, with spaces where people put them."""
    longest_first = sorted(words, key=len, reverse=True)
    spaced = (re.sub("(?<=.)(?=주$|달$|해$|번째$|모레$)", r"\\s*", w) for w in longest_first)
    return f"(?:{'|'.join(spaced)})"


def any_name(names: Iterable[str]) -> str:
    """A pattern of these names as they are, the longest first; of none it matches nothing."""
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or "(?!)"


NTH = rf"(?:{any_of(ORDINALS)}|[1-5]\s*(?:째|번째)?)(?:\s*주(?=\s*[,·/&및과와]))?"


def closed(text: str, start: int, end: int) -> int:
    """Where a part of a text ends, with the bracket behind it that it opens.

    >>> closed("금요일(3/13) 회의", 0, 8), closed("실적(3/13)", 3, 7)
    (9, 7)
    """
    return end + (text.startswith(")", end) and "(" in text[start:end].rpartition(")")[2])


def tight(said: str) -> str:
    """The words without their spaces."""
    return re.sub(r"\s", "", said)


def number(said: str) -> int:
    """A number as it is written or said, up to 99.

    >>> number("12"), number("열두"), number("삼십"), number("이십오")
    (12, 12, 30, 25)
    """
    return counted(_OTHERWISE.get(said, said)) or 0


def integers(said: str) -> list[int]:
    """The numbers in digits, in order.

    >>> integers("12/9, 16")
    [12, 9, 16]
    """
    return [int(digits) for digits in re.findall(r"\d+", said)]


def nth(said: str) -> int:
    """Which one an ordinal means, as a word or with digits; -1 is the last."""
    said = tight(said).removesuffix("주")
    digits = integers(said)
    return digits[0] if digits else ORDINALS[said]


def weekdays(said: str) -> tuple[int, ...]:
    """The weekdays of a list, with ranges, ascending.

    >>> weekdays("월요일, 수요일"), weekdays("월수금"), weekdays("월~목"), weekdays("금~월")
    ((0, 2), (0, 2, 4), (0, 1, 2, 3), (0, 4, 5, 6))
    """
    days: set[int] = set()
    said = re.sub("요일|욜|까지", "", said)
    for first, last in re.findall(f"({W})(?:{THROUGH}({W}))?", said):
        start = WEEKDAYS.index(first)
        length = (WEEKDAYS.index(last or first) - start) % 7
        days.update((start + step) % 7 for step in range(length + 1))
    return tuple(sorted(days))
