"""Words about time: numbers, weekdays, names of days, and how far they are from today."""

from __future__ import annotations

import re

from bot.reminders.phrases.tokens import WEEKDAYS


def _numbered(*rows: str, start: int = 1) -> dict[str, int]:
    """Words with the number of their row."""
    return {said: number for number, row in enumerate(rows, start) for said in row.split()}


HOURS = _numbered(
    *"한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두 열세 열네 열다섯 열여섯 열일곱".split(),
    *"열여덟 열아홉 스무 스물한 스물두 스물세 스물네".split(),
)
NATIVE = HOURS | {"석": 3, "넉": 4}
_SINO = _numbered(*"일이삼사오육칠팔구") | {"유": 6, "시": 10}  # 유월, 시월
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
# By what people call them, and as `holidays` does.
HOLIDAYS = {
    r"설\s*명절|설날|구정|설(?=\s*(?:[직이]?전?까지|전?전날|직[전후]|연휴|다음\s*날|이튿날|당일|\d"
    r"|(?:전\s*마지막|다음\s*첫)|(?:끝나|지나|마치|쇠|쉬|보내)고|지난|쇤))": "설날",
    r"추석|한가위": "추석",
    r"신정|새해\s*첫날|새해": "신정연휴",
    r"삼일절|3[.·]1절": "삼일절",
    r"노동절|근로자의?\s*날": "노동절",
    r"어린이\s*날": "어린이날",
    r"부처님\s*오신\s*날|석가탄신일|초파일": "부처님오신날",
    r"현충일": "현충일",
    r"지방\s*선거(?:일|(?=\s*(?:전날|직[전후]|다음\s*날|이튿날|당일)))": "지방선거일",
    r"제헌절": "제헌절",
    r"광복절": "광복절",
    r"개천절": "개천절",
    r"한글\s*날": "한글날",
    r"성탄절|크리스마스|기독탄신일": "기독탄신일",
}
ANY_DAY_OFF = r"(?:공?휴일|빨간\s*날|쉬는\s*날|휴무일?|노는\s*날)"  # what people call one
# Days of every year that are no days off.
MEMORIAL_DAYS = {
    r"납세자의\s*날": (3, 3),
    r"물의\s*날": (3, 22),
    r"식목일": (4, 5),
    r"장애인의\s*날": (4, 20),
    r"지구의\s*날": (4, 22),
    r"어버이\s*날": (5, 8),
    r"스승의\s*날": (5, 15),
    r"환경의\s*날": (6, 5),
    r"국군의\s*날": (10, 1),
    r"노인의\s*날": (10, 2),
    r"소방의\s*날": (11, 9),
}
BESIDE_HOLIDAY = {"전전날": -2, "다다음날": 2} | _numbered(
    "전날 전일 이브", "", "다음날 이튿날 익일", start=-1
)
PARTS_OF_DAY = {
    r"퇴근\s*(?:시간\s*)?(?:전|직전|무렵|즈음|할\s*때|하기\s*전|길|쯤|시간)": "퇴근",
    r"출근\s*(?:시간\s*)?(?:전|직후|후|무렵|하자마자|하면|하고|길|시간)": "출근",
    r"점심\s*(?:시간|식사)?\s*(?:전|직전|먹기\s*전)": "점심 전",
    r"점심\s*(?:시간|식사)?\s*(?:후|직후|먹고|지나서?)": "점심 후",
    r"점심\s*(?:시간|때|무렵)": "점심",
    r"(?:업무|일과|근무)\s*(?:시작|개시)\s*(?:전|후|직후|때|하면|하자마자)?": "출근",
    r"(?:업무|일과|근무)\s*(?:종료|마감|끝나기)\s*(?:전|직전|무렵)?": "퇴근",
}
PLEASE = r"\s*(?:줘요?|줘라|주세요|주십시오|주시기\s*바랍니다)"  # behind a verb
LEFT_OUT = (
    rf"(?:빼고는?|빼면|빼{PLEASE}|뺀|제외(?:하고는?|하면|한|해서|하여|시키고)?|말고는?|아닌"
    r"|이외(?:에|의)?|외(?:에는?|의)?)"
)
START = "(?:시작|개시)[일된한]?"
W = f"[{WEEKDAYS}]"
TILDE = r"[~∼〜-]"
THROUGH = rf"\s*(?:{TILDE}|부터|에서)\s*"

# English words of schedules, which are not read: where one is left over, it is asked about.
_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)s?"
)
_KIND_OF_DAY = r"(?:weekday|weekend|holiday|(?:business|working)\s+day)s?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SPAN = r"(?:(?:hour|minute|min|day|week|month)s?)"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
ENGLISH = (
    r"(?<![a-z_])(?<![a-z0-9][-./:@])(?:"
    r"(?:until|till?|except|excluding|starting)(?![a-z]).*"
    rf"|{_WEEKDAY}(?:\s*{TILDE}\s*{_WEEKDAY})?"
    rf"|(?:every|each)\s+(?:(?:other|second|{_COUNT})\s+)?(?:{_SPAN}|quarter|year|morning)"
    rf"|(?:every|on|but|no|not|only|skip|this|next)\s+{_KIND_OF_DAY}|(?:this|next)\s+(?:week|month)"
    rf"|(?:(?:first|{_NTH})\s+(?:business|working)|last(?:\s+(?:business|working))?)\s+day"
    r"|end\s+of\s+(?:(?:the|each|every)\s+)?month"
    rf"|(?:every|on|of|the)\s+{_NTH}|(?:from|to|through|by|since|only|in)\s+{_MONTH}|{_MONTH}\s+only"
    rf"|{_MONTH}\.?\s*(?:{_NTH}|\d{{1,2}}(?!\d))|(?<!\d)(?:{_NTH}|\d{{1,2}})\s+(?:of\s+)?{_MONTH}"
    rf"|(?:in|for)\s+{_COUNT}\s+{_SPAN}|{_COUNT}\s+{_SPAN}\s+(?:before|earlier|later|ahead)"
    r"|(?:\d{1,2}|three|four|five|six)\s+times|twice|only\s+once|once\s+only"
    r"|bi-?(?:weekly|monthly)|fortnightly|today|tonight|tomorrow|(?:at\s+)?(?:noon|midnight)"
    r"|(?:daily|weekly|monthly|quarterly|yearly|annually|weekdays|weekends)"
    r"(?=\s+(?:on|at|until|till|from|for|except|\d)|[\s.,()]*$)"
    r")(?!['’]?[a-z]|[-./@_][a-z])"
)
ENGLISH_AHEAD = rf"(?<![a-z])(?:every|each|from|since|for|through|by|before|after|{_MONTH})"


def any_of(words: dict[str, int]) -> str:
    """A pattern of these words, the longest first, with spaces where people put them."""
    longest_first = sorted(words, key=len, reverse=True)
    spaced = (re.sub("(?<=.)(?=주$|달$|해$|번째$|모레$)", r"\\s*", w) for w in longest_first)
    return f"(?:{'|'.join(spaced)})"


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
    if said.isdigit():
        return int(said)
    if (known := NATIVE.get(said)) is not None:
        return known
    tens, ten, ones = said.rpartition("십")
    return (_SINO.get(tens, 1) * 10 if ten else 0) + _SINO.get(ones, 0)


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
