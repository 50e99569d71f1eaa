"""Times by the day on which they are said: years and months that they mean, elected terms."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import inf

from bot.korean.numerals import NATIVE_NUMERAL, SINO_NUMERAL, counted
from bot.lookup import lexicon
from bot.lookup.cells import MONTHS, period
from bot.lookup.comparing import OF, OF_WHAT
from bot.lookup.lexicon import any_of

_OF = lexicon.groups("times.tsv")
_UNITS = {"year": MONTHS, "quarter": 3, "month": 1}
_AWAY = {
    word.replace(" ", ""): (_UNITS[group[:-2]], int(group[-2:]))
    for group, words in _OF.items()
    if group[:-2] in _UNITS
    for word in words
}
_AWAY_WORDS = any_of(word for group, words in _OF.items() if group[:-2] in _UNITS for word in words)
_COUNT = rf"(?:\d{{1,2}}|석|넉|{NATIVE_NUMERAL}|{SINO_NUMERAL}|반)"
_OF_WHAT = rf"{any_of(_OF['deadline'])}(?:이|을|도|은)?\s?"
_TIME = re.compile(
    rf"(?<![가-힣\d])(?:(?P<away>{_AWAY_WORDS})|(?P<end>연말)|(?P<in>연내|연중)(?:에|로)?(?![가-힣])"
    rf"|임기\s?(?:(?P<in_term>내|안|중)|(?P<after_term>이?후))(?:에|으로|로)?\s(?=(?:다\s|모두\s)?(?:{OF['ends']}))"
    r"|(?<!년)(?<!년 )(?<!년도 )(?:올\s)?(?P<part>[상하]반기|[1-4]\s?분기|(?:1[0-2]|[1-9])월)"
    rf"|(?:앞으로\s)?(?P<count>{_COUNT})\s?(?P<unit>개월|달|년)\s?"
    rf"(?:(?P<within>{any_of(_OF['within'])})|{any_of(_OF['after'])})"
    rf"|(?:{_OF_WHAT})?(?P<near>{any_of(_OF['near'])})"
    rf"(?:\s?순(?:으로|서대로|서)?|(?={OF_WHAT}|[?!. ]*$))"
    rf"|{_OF_WHAT}(?:이미\s|벌써\s)?{any_of(_OF['passed'])})"
)
_IS_PAST = re.compile(r"\S{0,3}\s?\S{0,8}?[났됐했었난된한](?![가-힣]*예정)")  # 3월에 끝난
_COUNTS = {"석": 3, "넉": 4}
_NUMBER = rf"(?P<count>\d{{1,2}}|{SINO_NUMERAL})"
_PARTICLE = (
    r"(?:의|에서[는도]?|에[는도]?|에?[엔선]|은|는|이|가|도|이?랑|와|과|하고|으?로|부터|까지|[거꺼것][은는도]?"
    r"|(?:였을)?\s?때(?:의|는)?)"
)
_END = rf"{_PARTICLE}?(?![가-힣])"
_WHICH = (
    rf"(?<![가-힣])(?:(?P<before>{any_of(_OF['term-1'])})|(?P<now>{any_of(_OF['term+0'])})"
    rf"|{any_of(_OF['term+1'])})"
)
_ELECTED = re.compile(
    rf"민선\s?(?:제\s?)?{_NUMBER}(?:\s?기(?:{_PARTICLE}(?![가-힣]))?|(?![\d가-힣.~-]))|{_WHICH}\s?(?:임기|기수|민선){_END}"
)
# These may be of something else, but not beside the number of a pledge.
_MAYBE_ELECTED = re.compile(
    rf"(?<!\w)(?:제\s?)?{_NUMBER}\s?(?P<unit>기|대){_END}"
    rf"|{_WHICH}\s(?:구청장|군수|시장|도?지사)님?(?:이|께서)?{_END}"
)
_OF_PLEDGES = re.compile(r"\s?공약(?:들|[은는이가을를의중에도]|표)?(?![가-힣])")
OF_TERMS = frozenset("선기대장수사")  # each of these has one: 민선, 임기, 대, 구청장, 군수, 지사
_STYLE = re.compile(r"(?P<head>\D*)(?P<count>\d+)(?P<unit>\D*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term that is named, and where in the text; where `sure`, it is nothing else."""

    name: str
    start: int
    end: int
    sure: bool


def dated(text: str, today: date, term_end: float = inf) -> tuple[str, dict[str, str]]:
    """The text with times by the day as ones of the calendar, and what was typed for each.

    `term_end` is the last month of the term, by which or after which something is to end; of a term
    of which nobody knows it, nothing is told.

    >>> day = date(2026, 11, 30)
    >>> dated("내년 상반기에", day), dated("석 달 안에", day)[0]
    (('2027년 상반기에', {'2027년': '내년'}), '2026년 11월부터 2027년 2월까지')
    >>> dated("기한 지난 공약", day)[0]
    '2026년 11월 전에 끝났어야 하는 공약'
    >>> dated("임기 후 끝나는", day, 2030 * MONTHS + 5)[0], dated("임기 후 끝나는", day)
    ('2030년 7월 이후에 끝나는', ('임기 후 끝나는', {}))
    """
    now = today.year * MONTHS + today.month - 1
    typed: dict[str, str] = {}

    def put_time(said: re.Match[str]) -> str:
        if (time := _absolute(said, now, term_end)) != said[0]:
            typed[time] = said[0]
        return time

    return _TIME.sub(put_time, text), typed


def _absolute(said: re.Match[str], now: int, term_end: float) -> str:
    """The time of the calendar; what was said where nobody knows when the term ends."""
    year, month = now // MONTHS, months_text(now, now)
    if said["away"]:
        size, steps = _AWAY[said["away"].replace(" ", "")]
        first = (now // size + steps) * size
        return months_text(first, first + size - 1)
    if said["end"] or said["in"]:
        return f"{year}년 {'12월' if said['end'] else '안에'}"
    if part := said["part"]:
        this_one = period(f"{year}년 {part}")
        is_over = this_one is not None and this_one[1] < now
        is_next = is_over and _IS_PAST.match(said.string, said.end()) is None
        return f"{year + is_next}년 {part}"
    if count := said["count"]:
        size = MONTHS if said["unit"] == "년" else 1
        steps = size // 2 if count == "반" else size * (_COUNTS.get(count) or counted(count) or 0)
        then = months_text(now + steps, now + steps)
        return f"{month}부터 {then}까지" if said["within"] else then
    if said["in_term"] or said["after_term"]:
        if term_end == inf:
            return said[0]
        end = int(term_end) + (said["after_term"] is not None)
        return f"{months_text(end, end)}{'까지' if said['in_term'] else ' 이후에'} "
    if said["near"]:
        return f"{month} 이후에 끝나고 먼저 끝나는 순"
    return f"{month} 전에 끝났어야 하는"


def months_text(first: int, last: int) -> str:
    """What the months from a first to a last one are called.

    >>> [months_text(first, 24323) for first in (24312, 24318, 24321, 24322)]
    ['2026년', '2026년 하반기', '2026년 4분기', '2026년 11월~12월']
    """
    (year, month), (end_year, end) = divmod(first, MONTHS), divmod(last, MONTHS)
    if year != end_year:
        start = f"{year}년" if month == 0 else f"{year}년 {month + 1}월"
        return f"{start}~{end_year}년" + ("" if end == MONTHS - 1 else f" {end + 1}월")
    names = {(0, 11): "", (0, 5): " 상반기", (6, 11): " 하반기"}
    names |= {(at, at + 2): f" {at // 3 + 1}분기" for at in range(0, MONTHS, 3)}
    until = f"~{end + 1}월" if end > month else ""
    return f"{year}년" + names.get((month, end), f" {month + 1}월{until}")


def terms_in(text: str, current: str, stands: Callable[[str], bool]) -> list[Term]:
    """The terms that a text names, in the style of the current one.

    What `stands` in titles is none: 3기 신도시.

    >>> [term.name for term in terms_in("민선 칠기랑 지난 임기 도서관", "민선9기", bool)]
    ['민선7기', '민선8기']
    >>> terms_in("제9기 1-1", "민선8기", lambda _: False)
    [Term(name='민선9기', start=0, end=3, sure=False)]
    """
    elected = [*_ELECTED.finditer(text)]
    ends = {said.end() for said in elected}  # 민선 8기 has an 8기
    maybe = [said for said in _MAYBE_ELECTED.finditer(text) if said.end() not in ends]
    said = sorted((*elected, *maybe), key=lambda each: each.start())
    return [term for each in said if (term := _term(each, current, stands)) is not None]


def _term(said: re.Match[str], current: str, stands: Callable[[str], bool]) -> Term | None:
    style = _STYLE.fullmatch(current)
    count, unit = counted(said["count"] or ""), said.groupdict().get("unit")
    if count is None and style is not None:
        count = int(style["count"]) + (-1 if said["before"] else 0 if said["now"] else 1)
    is_other = unit and (style is None or style["unit"] != unit or stands(f"{count}{unit}"))
    if is_other or not count:
        return None
    if style is None or said[0].startswith("민선"):
        name = f"민선{count}기"
    else:
        name = f"{style['head']}{count}{style['unit']}"
    is_named = said.re is _ELECTED and not said["now"]  # 이번 임기 내 says when
    sure = is_named or _OF_PLEDGES.match(said.string, said.end()) is not None
    return Term(name=name, start=said.start(), end=said.end(), sure=sure)
