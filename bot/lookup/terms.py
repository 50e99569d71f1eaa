"""The elected term that a message asks about: 민선7기, 제7기, 지난 임기."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.korean.numerals import SINO_NUMERAL, counted

_COUNT = rf"(?P<count>\d{{1,2}}|{SINO_NUMERAL})"
_END = r"(?:의|에서|에는|에|은|는|[거꺼것]|\s?때(?:의|는)?)?(?![가-힣])"
_BEFORE, _NEXT = "지난번?|저번|이전|직전|전임|전", "다음|차기"
_WHICH = rf"(?<![가-힣])(?:(?P<before>{_BEFORE})|{_NEXT})"
_ELECTED = re.compile(
    rf"민선\s?(?:제\s?)?{_COUNT}(?:\s?기{_END}|(?![\d가-힣.~-]))|{_WHICH}\s?(?:임기|민선){_END}"
)
# These may be of something else, but not beside the number of a pledge.
_MAYBE = re.compile(
    rf"(?<!\w)(?:제\s?)?{_COUNT}\s?(?P<unit>기|대){_END}"
    rf"|{_WHICH}\s(?:구청장|군수|시장|도?지사)님?(?:이|께서)?{_END}"
)
_OF_PLEDGES = re.compile(r"\s?공약(?:들|[은는이가을를의중에도]|표)?(?![가-힣])")
_STYLE = re.compile(r"(?P<head>\D*)(?P<count>\d+)(?P<unit>\D*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term that is named, and the text without its name; where `sure`, it is nothing else."""

    name: str
    rest: str
    sure: bool


def term_in(text: str, current: str, stands: Callable[[str], bool]) -> Term | None:
    """The term that a text names, in the style of the current one; None where it names none.

    What `stands` in titles is none: 3기 신도시.

    >>> term_in("민선 칠기 도서관", "민선8기", bool).name
    '민선7기'
    >>> term_in("지난 임기 도서관", "민선9기", bool).name
    '민선8기'
    >>> term_in("제9기 1-1", "민선8기", lambda _: False)
    Term(name='민선9기', rest='  1-1', sure=False)
    """
    said = _ELECTED.search(text) or _MAYBE.search(text)
    style = _STYLE.fullmatch(current)
    if said is None:
        return None
    count, unit = counted(said["count"] or ""), said.groupdict().get("unit")
    if count is None and style is not None:
        count = int(style["count"]) + (-1 if said["before"] else 1)
    if unit and (style is None or style["unit"] != unit or stands(f"{count}{unit}")):
        return None
    if not count:
        return None
    if style is None or said[0].startswith("민선"):
        name = f"민선{count}기"
    else:
        name = f"{style['head']}{count}{style['unit']}"
    sure = said.re is _ELECTED or _OF_PLEDGES.match(text, said.end()) is not None
    return Term(name=name, rest=f"{text[: said.start()]} {text[said.end() :]}", sure=sure)
