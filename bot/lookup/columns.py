"""The columns of a table of pledges: what offices call them, which are needed, where they show.

A new column is a new row of `data/columns.tsv`, its name here, and what shows it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import chain

from bot.lookup import lexicon


class Shown(Enum):
    """Where a pledge's card shows a column."""

    TITLE = "title"  # the pledge itself
    OWNER = "owner"  # with the owner, its team and telephone
    STATUS = "status"  # state and rate, in one line
    MORE = "more"  # among the other details


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column under its canonical heading `key`, and what offices call it, likeliest first.

    Names are without spaces and signs; the `pattern` has the words that others are made of:
    업무|담당|부서, 협조|실과소, 진척|단계.
    """

    key: str
    names: tuple[str, ...]
    pattern: str = ""
    shown: Shown = Shown.MORE
    is_needed: bool = False


COLUMNS = tuple(
    Column(
        key=key,
        names=(key, *names.split(",")),
        pattern=pattern,
        shown=Shown(shown),
        is_needed=bool(needs),
    )
    for key, shown, needs, pattern, names in lexicon.rows("columns.tsv")
)
NUMBER, TITLE, OWNER, HELPER, STRATEGY, *_others = COLUMNS
TEAM, PERSON, PHONE, STATUS, RATE, PERIOD, COST, ATTACHMENT = _others
BUREAU = "실국"  # what departments are parts of, where a table has no column of it
NEEDED = tuple(column for column in COLUMNS if column.is_needed)

_EXACT = {name: (column, rank) for column in COLUMNS for rank, name in enumerate(column.names)}
_PATTERNS = [(re.compile(column.pattern), column) for column in COLUMNS if column.pattern]
# Longer headings end with what they are: 세부공약명, 최종이행률. Short names end too many words.
_ENDINGS = sorted((n for n in _EXACT if len(n) >= 3), key=len, reverse=True)
_MAX_EXTRA_CHARS = 6
FIRST_ENDING = 500  # the rank of what only ends as a name does
_HEADINGS = lexicon.groups("headings.tsv")
# Whose money it is: 사업비(국비) is a part of the sum, and no 사업비.
SHARES = frozenset(_HEADINGS.pop("shares"))
_SHARE = re.compile(
    r"(?:[(\[]|(?:비|예산|재원별?|액|계획)[ _/-])\s*([가-힣]+)\s*[)\]]?"
    r"(?:\s*[(\[][^()\[\]]*원[)\]])?$"  # 사업비 국비(백만원)
)
_OTHERWISE = re.compile("|".join(_HEADINGS.pop("otherwise")))
_OF_OTHERS = re.compile("|".join(chain.from_iterable(_HEADINGS.values())))
_PLEDGE = re.compile("공약|과제|시책|pledge")
# A form on the web asks: 1. 공약명을 입력해 주세요.
_ASKED = re.compile(
    r"(?:\d+[.)]\s*)?(?P<heading>\S.*?)[을를은는이가]\s.*(?:세요|시오|바랍니다|니까|나요)[.?*\s]*"
)
_UNIT = re.compile(r"\(.*?\)|\[.*?\]|<.*?>")
_TOTAL = re.compile("(?:총계|합계|계)$")  # 사업비 계, beside 사업비 국비
_IN_BRACKETS = re.compile(r"[(\[](?!임기|단위|[천백십만억조]*[원명건개])([가-힣]{2,5})[)\]]$")
_PART_OF_TERM = re.compile(r"임기\s?(?:(?P<within>내|중|동안)|이?후)")
# 연차별 투자계획(2026년), 2026년 추진율(2/4분기), 사업비(임기 후)
_OF_TIME = re.compile(
    r"(?:(?P<of>20\d\d)년도?\s)?(?P<whole>.*\S)\s?"
    r"\((?:(?P<year>20\d\d)년?도?|(?P<quarter>[1-4])(?:/4(?:\s?분기)?|\s?분기)"
    r"|(?P<term>임기\s?(?:내|후)))\)"
)
_UNIT_OR_NAME = re.compile(
    r"\s*[(\[](?!20\d\d|임기|[1-4](?:/4|\s?분기))[^)\]]{1,5}[)\]]$|(?<=..)명$"
)
_WHEN = re.compile(
    r"^\d{1,3}[개대](?![년월소])(?=[가-힣]{2})"  # or how many: 62개 공약
    r"|^(?:민선제?\d\d?기)?(?:['’]?(?:20)?\d\d[년.]?(?:(?:[1-4]/?4?|상|하)분?반?기|\d\d?월)?말?(?:현재|기준)?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A column that a heading names; the lower the rank, the likelier."""

    column: Column
    rank: int


def bare(heading: str) -> str:
    """A heading without its spaces, signs and capitals.

    >>> bare("연 번"), bare("No."), bare("담당부서 (팀)")
    ('연번', 'no', '담당부서(팀)')
    """
    text = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[\s.,:*※ㆍ·∙‧・_○□■▣◎●-]", "", text)


def short_strategy(heading: str) -> str:
    """The word for a strategy in a table that calls its column so; 분야 where it has none.

    >>> short_strategy("추진전략"), short_strategy("정책분야별"), short_strategy("")
    ('전략', '정책분야', '분야')
    """
    word = re.sub(r"^추진\s?(?=\S)|(?<=분야)[별명]$", "", _UNIT.sub("", heading).strip())
    return word or "분야"


def share(heading: str) -> str:
    """Whose money a part of a sum is, by its heading; "" for none.

    >>> share("총사업비(국비)"), share("사업비 시비(억원)"), share("사업비(백만원)")
    ('국비', '시비', '')
    """
    found = _SHARE.search(heading)
    return found[1] if found and found[1] in SHARES else ""


def in_brackets(heading: str) -> str:
    """What a heading has in brackets at its end, where it is neither a unit nor a time; or "".

    >>> in_brackets("추진율(목표)"), in_brackets("사업비(백만원)"), in_brackets("목표(2026년)")
    ('목표', '', '')
    """
    return found[1] if (found := _IN_BRACKETS.search(heading)) else ""


def spoken(heading: str) -> str:
    """What people call a column of the office's own: without its unit, or by whose money it is.

    >>> spoken("수혜인원(명)"), spoken("시책명"), spoken("사업비(국비)"), spoken("위치")
    ('수혜인원', '시책', '국비', '위치')
    """
    without_unit = "" if in_brackets(heading) else _UNIT_OR_NAME.sub("", heading)
    return share(heading) or without_unit or heading


def short(heading: str) -> str:
    """A heading without its time and what stands in brackets.

    >>> short("추진실적(2026년 하반기)"), short("2026년 목표 (건)"), short("위치")
    ('추진실적', '목표', '위치')
    """
    return _WHEN.sub("", _UNIT.sub("", heading)).strip()


def plain(heading: str) -> str:
    """What a heading calls its column, without unit, time, count and spaces.

    >>> plain("'26.3분기 이행률(%)"), plain("총 사업비(백만원)"), plain("62개 공약")
    ('이행률', '총사업비', '공약')
    """
    return short(heading.replace(" ", ""))


def is_timed(heading: str) -> bool:
    """Whether a column is of one year, quarter or part of the term, beside those of others."""
    return _OF_TIME.fullmatch(heading) is not None


def part_of_term(heading: str) -> str:
    """Whether a column is of what is within the term or after it, as it is told; "" for neither.

    >>> part_of_term("임기내 투자계획"), part_of_term("임기 이후"), part_of_term("사업비")
    ('임기 내', '임기 후', '')
    """
    said = _PART_OF_TERM.search(heading)
    return ("임기 내" if said["within"] else "임기 후") if said else ""


def timed(heading: str) -> Iterator[str]:
    """What people call a column of one time: 2026년 예산 of 사업비(2026년); of others nothing."""
    if (said := _OF_TIME.fullmatch(heading)) is None:
        return
    whole, year, quarter = said["whole"], said["year"], said["quarter"]
    column = of.column if (of := named(whole)) is not None else None
    also = column.names if column in (COST, RATE, PERIOD) else ()
    times = [f"{year}{ending}" for ending in ("년", "", "년도", "년에", "년도에")]
    if quarter:
        times = [f"{quarter}분기", f"{quarter}분기에", f"{quarter}/4", f"{quarter}/4분기"]
        times += [f"{said['of']}년 {time}" for time in times] if said["of"] else []
    if said["term"]:
        words = ("내", "중") if said["term"].endswith("내") else ("후", "이후")
        ends = [word + of for word in words for of in ("", "에")]
        times = [f"임기{space}{end}" for end in ends for space in (" ", "")]
        yield from times
    for name in {whole, whole.split()[-1], *also, *(("얼마",) if column is COST else ())}:
        yield from (f"{time} {name}" for time in times)
        yield f"{name} {times[0]}"


def are_of_others(headings: Iterable[str]) -> bool:
    """Whether headings are those of a list of other things, and none speaks of pledges.

    >>> are_of_others(["번호", "제목", "담당부서", "조회수"]), are_of_others(["제목", "담당부서"])
    (True, False)
    >>> are_of_others(["공약사업", "담당부서", "비교증감"])
    False
    """
    all_bare = [bare(heading) for heading in headings]
    is_other = any(_OF_OTHERS.fullmatch(_UNIT.sub("", heading)) for heading in all_bare)
    return is_other and not speak_of_pledges(all_bare)


def speak_of_pledges(texts: Iterable[str]) -> bool:
    """Whether any of these texts has a word for pledges."""
    return any(_PLEDGE.search(bare(text)) for text in texts)


@lru_cache(maxsize=4096)
def named(heading: str) -> Named | None:
    """The column that a heading names; None for a heading of the office's own.

    >>> named("2026년 3분기 추진상황").column.key, named("이행률(%)").column.key, named("비고")
    ('추진상황', '추진율', None)
    >>> named("세부 공약명칭").column.key, named("협조실과소").column.key
    ('공약명', '협조부서')
    """
    asked = _ASKED.fullmatch(heading)
    whole = bare(asked["heading"] if asked else heading)
    if share(heading):
        return None
    without_unit = plain(whole)
    first = re.split("[/(]|및", without_unit)[0]
    for penalty, text in enumerate((whole, without_unit, first, _TOTAL.sub("", without_unit))):
        if (found := _EXACT.get(text)) is not None:
            return Named(column=found[0], rank=found[1] + 100 * penalty)
    for pattern, column in _PATTERNS:
        if pattern.fullmatch(without_unit) or pattern.fullmatch(first):
            return Named(column=column, rank=len(column.names) + 300)
    for name in _ENDINGS:
        extra = without_unit.removesuffix(name)
        if extra == without_unit or len(extra) > _MAX_EXTRA_CHARS or _OTHERWISE.search(extra):
            continue
        column, rank = _EXACT[name]
        return Named(column=column, rank=rank + FIRST_ENDING)
    return None
