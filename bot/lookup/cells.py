"""What the cells of a table's columns say: rates, sums of money, counts, periods and words."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, auto
from functools import cached_property
from math import inf

from bot.korean import hangul
from bot.lookup.columns import (
    COST,
    HELPER,
    OWNER,
    PERIOD,
    RATE,
    STATUS,
    STRATEGY,
    TEAM,
    plain,
    share,
    spoken,
)
from bot.lookup.pledge import Pledge, PledgeNumber

Span = tuple[float, float]  # from, to; the same twice for a figure

SAMPLE_CELLS = 300
MOST = 0.6  # of the cells, to tell what a column is
MAX_STATE_CHARS = 6  # 장기검토, and no account of what was done
MAX_LISTED = 12  # different values of a column that are known by themselves: 국비, 도비
MONTHS = 12
UNITS = {"": 1, "천": 1e3, "만": 1e4, "십만": 1e5, "백만": 1e6, "천만": 1e7, "억": 1e8}
UNITS |= {"십억": 1e9, "백억": 1e10, "천억": 1e11, "조": 1e12}
FIRST_TERM_MONTH = 1990 * MONTHS + 6  # of 민선1기, as if all terms had been of four years
_UNIT = f"(?:{'|'.join(sorted(filter(None, UNITS), key=len, reverse=True))})"
_COUNTED = "[%％명개건호대톤년월일회곳동층면차인종배식㎡]|분기|단계|세대|가구|그루|퍼센트|k?m|ha"
_YEAR = r"20[1-4]\d(?![\d,])"
_FIGURE = (  # Possessive: all of its digits, and no year, nor how many there are of something.
    rf"(?<![\d,'’‘])(?!{_YEAR}\s?(?!{_UNIT}|원))(\d++(?:,\d++)*+(?:\.\d++)?+)"
    rf"(\s*+(?:{_UNIT})?+)(?!\s?(?:{_COUNTED}))"
)
_SUM, AMOUNT = re.compile(_FIGURE), re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_TOTAL = re.compile(
    rf"(?<![가-힣])(?:총(?:액|사업비|예산)?|[합총]?계)\s*[:：]?\s*((?:{_FIGURE}\s*)+)"
)
_NO_SUM = re.compile(rf"\([^)]*\)|(?:당초|기존|변경\s?전)\s*[:：]?\s*{_FIGURE}")
_FROM_TO = re.compile(rf"\d\s*{_UNIT}?원?\s?[~∼～]\s?\d")
UNIT_OF_HEADING = re.compile(rf"[(\[]\s*(?:단위\s*[:：]?\s*)?(?P<unit>{_UNIT}?원|{_UNIT})\s*[)\]]")
_PERCENT = re.compile(r"-?\d+(?:\.\d+)?\s*%")
_MONEY = re.compile(
    # Possessive: a cell of many digits is read in one way.
    rf"(?:\d[\d,]*+(?:\.\d++)?\s*+{_UNIT}?\s*+)++원|(?:[\d,.]++\s*+(?:조|억|[백천]?만)\s*+)++"
)
_COUNT = re.compile(r"[\d,]+(?:\.\d+)?\s*[^\d\s:~-]{0,4}")
_TIMES = re.compile(
    r"(?=.*(?:20\d\d|['’‘]\d\d|\d\d년))"
    r"[-\d\s.,~∼～–—/'’‘()년월일분반기상하까지부터계속임내후예정완료준공말초]+"
)
_LISTED, _PARTS = re.compile(r"[,/;+\n]"), re.compile(r"[,/;+·ㆍ\n]|(?<=\S) 및 ")
_BETWEEN = re.compile(r"\s*(?:[~∼～–—→]|부터|(?<=20\d\d)\s*-\s*(?=20\d\d)|\s-\s)\s*")
_FIGURES = re.compile(r"(['’‘]?)(\d+)\s*(년|월|분기|일)?|(상반기|하반기)")
_ON = re.compile("계속|매년|연중|상시|지속")
_PART_OF_TERM = re.compile(r"(?:^|,)\s*임기 [내후] (?=\S*\d)")
_TERM = re.compile(r"임기\s?(내|중|말|후|이후|종료)?")


class Kind(Enum):
    """What a column's cells are, and the unit in which they are compared."""

    RATE = auto()  # percent
    MONEY = auto()  # won
    COUNT = auto()
    PERIOD = auto()  # months since the year 0
    WORDS = auto()


KIND_OF = {RATE.key: Kind.RATE, COST.key: Kind.MONEY, PERIOD.key: Kind.PERIOD}


class Cells:
    """The cells of one column by pledge: told once what they are, read when they are asked for."""

    def __init__(
        self, key: str, texts: Mapping[PledgeNumber, str], term_end: float = inf, name: str = ""
    ) -> None:
        """Take the filled cells, the last month of the term, and what people call the column."""
        self.key, self.texts, self._term_end = key, texts, term_end
        self.name = name or spoken(key)
        self.kind = _kind(key, [*texts.values()][:SAMPLE_CELLS])

    @cached_property
    def spans(self) -> Mapping[PledgeNumber, Span]:
        """The figures and periods of those cells that have one."""
        read = self._reader()
        return {n: span for n, text in self.texts.items() if (span := read(text)) is not None}

    def _reader(self) -> Callable[[str], Span | None]:
        if self.kind is Kind.PERIOD:
            return lambda text: period(text, self._term_end)
        if self.kind is Kind.MONEY:
            heading = UNIT_OF_HEADING.search(self.key)
            unit = heading["unit"].removesuffix("원") if heading else ""
            return lambda text: _twice(amount(text, unit))
        scale = 1
        if self.kind is Kind.RATE and not any("%" in text for text in self.texts.values()):
            rates = [one for text in self.texts.values() if (one := rate(text)) is not None]
            if max(rates, default=2) <= 1 and any(one % 1 for one in rates):
                scale = 100  # 0.88 in cells that lost their format
        return lambda text: _twice(rate(text), scale)

    @cached_property
    def words(self) -> Mapping[PledgeNumber, frozenset[str]]:
        """What each cell says as a whole and in the parts of its list, bare."""
        return {
            number: frozenset(
                hangul.search_key(part)
                for shape in (_LISTED, _PARTS)
                for part in (text, *shape.split(text))
            )
            for number, text in self.texts.items()
        }

    @cached_property
    def values(self) -> frozenset[str]:
        """All that cells or parts of them say, bare."""
        return frozenset().union(*self.words.values()) - {""}

    @cached_property
    def wholes(self) -> Mapping[str, str]:
        """The different cells, of figures those without any, as 비예산; none where too many."""
        is_word = self.kind is Kind.WORDS
        texts = self.texts.values()
        said = [text for text in texts if is_word or not any(map(str.isdecimal, text))]
        wholes = {hangul.search_key(text): text for text in said}
        are_states = self.key == STATUS.key and all(len(one) <= MAX_STATE_CHARS for one in wholes)
        repeat = 2 * len(wholes) <= len(said) or not is_word
        return wholes if len(wholes) <= MAX_LISTED and (repeat or are_states) else {}

    def having(self, value: str) -> frozenset[PledgeNumber]:
        """The pledges whose cells are or list this bare value; else those that have it in them."""
        exact = frozenset(number for number, words in self.words.items() if value in words)
        return exact or frozenset(
            number for number, text in self.texts.items() if value in hangul.search_key(text)
        )


def cells_of(
    pledges: Iterable[Pledge], term: str, called: Mapping[str, str]
) -> Mapping[str, Cells]:
    """The cells of each column that a table has, by its key; departments are a column too."""
    texts: dict[str, dict[PledgeNumber, str]] = {}
    for one in pledges:
        named = (
            (OWNER.key, ", ".join(one.owners)),
            (HELPER.key, ", ".join(one.helpers)),
            (STRATEGY.key, one.strategy),
            (TEAM.key, one.team),
        )
        for key, text in (*named, *one.details):
            if text:
                texts.setdefault(key, {})[one.number] = text
    end = end_of(term)
    return {key: Cells(key, of, end, called.get(key, "")) for key, of in texts.items()}


def end_of(term: str) -> float:
    """The last month of a term: June of 2026 of 민선8기."""
    said = re.search(r"(\d+)\s?기", term)
    return FIRST_TERM_MONTH + 4 * MONTHS * (int(said[1]) + 1) - 1 if said else inf


def _kind(key: str, texts: Sequence[str]) -> Kind:
    if key in KIND_OF:
        return KIND_OF[key]
    is_rate = plain(key).endswith(("율", "률")) or key.endswith("%)")
    heads_sums = bool(share(key)) or UNIT_OF_HEADING.search(key) is not None  # 국비, 집행액(천원)
    without_unit = {Kind.RATE: is_rate, Kind.MONEY: heads_sums}
    for kind, shape in (
        (Kind.RATE, _PERCENT),
        (Kind.MONEY, _MONEY),
        (Kind.PERIOD, _TIMES),
        (Kind.COUNT, _COUNT),
    ):
        if sum(shape.fullmatch(text) is not None for text in texts) >= MOST * len(texts):
            return next((of for of, is_one in without_unit.items() if is_one), kind)
    return Kind.WORDS


def _twice(figure: float | None, scale: float = 1) -> Span | None:
    return None if figure is None else (round(figure * scale, 6),) * 2


def rate(text: str) -> float | None:
    """A rate in percent, or another figure; None where the text says none.

    >>> rate("88"), rate("88.5 %"), rate("-"), rate("정상(90%)"), rate("1,200명")
    (88.0, 88.5, None, 90.0, 1200.0)
    """
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    return float(found[0].replace(",", "")) if found else None


def amount(text: str, unit: str = "") -> float | None:
    """A sum of money in won; figures alone are in this unit. None where the text says none.

    >>> amount("1,234백만원"), amount("12억 5천만원"), amount("35", "백만"), amount("비예산")
    (1234000000.0, 1250000000.0, 35000000.0, None)
    >>> amount("총 5억(국비 3, 도비 2)"), amount("국비 3억, 시비 2억"), amount("2026년 4억")
    (500000000.0, 500000000.0, 400000000.0)
    >>> amount("5억(당초 3억)"), amount("3개소 2억"), amount("1억~2억"), amount("시비 100%")
    (500000000.0, 200000000.0, None, None)
    >>> amount(","), amount("-,")
    (None, None)
    """
    if _SUM.search(rest := _NO_SUM.sub(" ", text)):
        text = rest
    if total := _TOTAL.search(text):
        text = total[1]
    whole = AMOUNT.fullmatch(text.strip())
    if whole is None and _FROM_TO.search(text):
        return None
    found = [(whole[0], "")] if whole else _SUM.findall(text)
    sums = [float(one.replace(",", "")) * UNITS[of.strip() or unit] for one, of in found]
    return sum(sums) if sums else None


def with_unit(text: str, unit: str) -> str:
    """The text with the unit behind each sum that has none.

    >>> with_unit("국비 1,500, 시비 2억", "백만원"), with_unit("2,400 (2026년, 시비 100%)", "천원")
    ('국비 1,500백만원, 시비 2억', '2,400천원 (2026년, 시비 100%)')
    """
    if AMOUNT.fullmatch(text):
        return text + unit
    return _SUM.sub(
        lambda sum_: (
            sum_[0]
            if sum_[2].strip() or text.startswith("원", sum_.end())
            else f"{sum_[1]}{unit}{sum_[2]}"
        ),
        text,
    )


def period(text: str, term_end: float = inf) -> Span | None:
    """The first and the last month that a text tells, from the year 0; None where it tells none.

    >>> period("2023~2026") == (2023 * 12, 2026 * 12 + 11) == period("'23. 1. ~ '26. 12.")
    True
    >>> period("2024. 3. ~ 2025. 12.") == (2024 * 12 + 2, 2025 * 12 + 11)
    True
    >>> period("2026년 상반기"), period("2026년까지"), period("2024~계속"), period("미정")
    ((24312, 24317), (-inf, 24323), (24288, inf), None)
    >>> period("임기 내 2026.7.~2030.6., 임기 후 2030.7.~2036.12.") == period("2026.7.~2036.12.")
    True
    """
    _, *parts = _PART_OF_TERM.split(text)
    if spans := [span for part in parts if (span := period(part, term_end)) is not None]:
        return min(first for first, _ in spans), max(last for _, last in spans)
    sides = [side.strip() for side in _BETWEEN.split(text, maxsplit=1)]
    first = _months(sides[0], None, term_end)
    if len(sides) == 1:
        if first is not None and re.search("까지|이전", text):
            return -inf, first[1]
        return first
    last = _months(sides[1], first, term_end)
    if last is None and first is not None and not sides[1]:
        last = (inf, inf)  # 2025년부터
    if last is None:
        return None
    return (first[0] if first else -inf), last[1]


def _months(side: str, before: Span | None, term_end: float) -> Span | None:
    """The months of one side of a period; a year that it does not tell is that `before`."""
    year: int | None = None
    months: list[tuple[int, int]] = []
    for sign, digits, unit, half in _FIGURES.findall(side):
        if half:
            months.append((0, 5) if half == "상반기" else (6, 11))
        elif year is None and (len(digits) == 4 or sign or unit == "년" or _is_year(digits, side)):
            year = int(digits) + (0 if len(digits) == 4 else 2000)
        elif year is None and len(digits) in (6, 8) and digits.startswith("20"):
            year, month = int(digits[:4]), int(digits[4:6]) - 1
            months.append((month, month))
        elif unit == "분기":
            months.append((3 * int(digits) - 3, 3 * int(digits) - 1))
        elif unit != "일" and 1 <= int(digits) <= MONTHS:
            months.append((int(digits) - 1, int(digits) - 1))
    if year is None and before is not None and months:
        year = int(before[0]) // MONTHS
    if year is not None and 1990 < year < 2100:
        first, last = months[0] if months else (0, MONTHS - 1)
        return year * MONTHS + first, year * MONTHS + last
    if term := _TERM.search(side):
        is_after = (term[1] or "").endswith("후")
        return (term_end + 1, inf) if is_after else (-inf, term_end)
    return (-inf, inf) if _ON.search(side) else None


def _is_year(digits: str, side: str) -> bool:
    """Whether two digits are a year: 23 of 23. 7., but not 7 of 7. 1."""
    return len(digits) == 2 and int(digits) > MONTHS and re.match(r"\s*\d\d\s*\.", side) is not None
