"""What each place of a row is, by its heading and by what stands in the cells below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.lookup.cells import AMOUNT
from bot.lookup.columns import (
    COLUMNS,
    COST,
    HELPER,
    NUMBER,
    OWNER,
    PERIOD,
    RATE,
    SHARES,
    STATUS,
    STRATEGY,
    TITLE,
    Column,
    bare,
    is_timed,
    named,
    part_of_term,
    plain,
)
from bot.table.departments import BUREAU_ENDINGS, HELPING, OWNING
from bot.table.grid import HALF, MOST, Cell, Line, on_one_line
from bot.table.headings import Heading, Headings
from bot.table.numbering import cleaned, is_number, leading

SAMPLE_ROWS = 500
MIN_FUNDS = 2  # rows of sums for a pledge
EITHER = "구분"  # the number or the field, as its cells tell
WEAK_OWNER = "담당"  # a department or a person
DIVISION = "과"
GOAL = "목표"  # a field, or a figure that is to be reached
FIGURE = re.compile(r"[\d,.]+\s?[^\d\s]{1,4}")  # 3건, 50%
_HAS_DIGIT = re.compile(r"\d")
SUMS = frozenset({"계", "합계", "소계", "총계", "총액", "총사업비", "사업비"})  # of all shares
# 2026, '26, 3차년도, 2/4; and of a heading by itself what it begins with: 2026년 예산.
_TIME = re.compile(
    r"임기\s?(?:내|후)|20\d\d년?|['’‘]\d\d년?|\d\d?(?:년|차)|[1-4]\s?/\s?4|[상하]반기"
)
_AS_OF = re.compile("기준|현재|말")
MARK = re.compile(r"[○●◯◎〇OoㅇVv√✓✔■◆★☑☆]|해당(?:됨|함)?|예|Y")
_MARK_OR_TOTAL = re.compile(rf"{MARK.pattern}|[-–\d]+|[Xx×]")  # a count, a dash, or none


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A further column: the key under which it is kept, its heading, and which column it is.

    `name` is what the table calls a column that is one of COLUMNS, `part` which year or part of
    the term it is of, and `whole` the cost or the period of which it is that part.
    """

    place: int
    key: str
    heading: str
    column: Column | None = None
    name: str = ""
    part: str = ""
    whole: Column | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Places, from 0; `details` are the further columns, `strategy_heading` what that is called.

    `owners` are the places of the owner and of others that are numbered as it is, `bureau` that
    of what owns a pledge of no division. `label` has the
    strategies' numbers; `part` says of each department whether it owns or helps; `tasks` are what
    a pledge is made of, right of its title; `funds` says whose money the sums of a row are;
    `marks` are the states that a mark in a place says.
    """

    title: Heading
    owner: Heading
    number: int | None = None
    number_heading: str = NUMBER.key
    strategy: int | None = None
    strategy_heading: str = ""
    label: int | None = None
    owners: tuple[int, ...] = ()
    bureau: int | None = None
    helpers: tuple[int, ...] = ()
    part: int | None = None
    tasks: tuple[int, ...] = ()
    funds: int | None = None
    details: tuple[Detail, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()

    @property
    def called(self) -> Mapping[str, str]:
        """The further columns that have another name here than their canonical one."""
        columns = ((d.column or d.whole, d.name) for d in self.details if d.name)
        return {of.key: name for of, name in columns if of and name != of.key}

    @property
    def needed(self) -> tuple[tuple[int, str], ...]:
        """The places whose texts are kept whole, with their headings."""
        places = (
            (self.title.place, self.title.text),
            (self.number, self.number_heading),
            (self.strategy, self.strategy_heading),
            *((place, HELPER.key) for place in self.helpers),
            *((place, self.owner.text) for place in self.owners),
        )
        return tuple((place, heading) for place, heading in places if place is not None)


def roles(found: Headings, rows: Sequence[Line]) -> Roles:
    """What each place is; the headings name the needed columns, `rows` are those below them."""
    return _Reader(found, rows[:SAMPLE_ROWS]).roles()


class _Reader:
    def __init__(self, found: Headings, rows: Sequence[Line]) -> None:
        self._all = found.all
        self._rows = rows
        self._taken: set[int] = set()
        titles, self._owners = (
            [heading.place for heading in found.all if heading.column is column]
            for column in (TITLE, OWNER)
        )
        named = [row for row in rows if any(map(row.own, titles))] or rows
        # The rows that have a title of their own, and a department where any has.
        self._pledges = [row for row in named if any(map(row.own, self._owners))] or list(named)

    def roles(self) -> Roles:
        marks = tuple(self._marks())
        self._taken |= {place for place, _ in marks}
        part, funds = self._part(), self._funds()
        owner = self._owner()
        number = self._number()
        title = self._title(number)
        owners = [h for h in self._candidates(OWNER) if _unnumbered(h) == _unnumbered(owner)]
        owners = sorted([owner, *owners], key=lambda heading: heading.place)
        helpers = self._candidates(HELPER)
        self._taken |= {heading.place for heading in (*owners, *helpers)}
        ahead = [heading for heading in self._all if heading.place == owner.place - 1]
        label, strategy = self._strategy()
        return Roles(
            title=title,
            owner=owner,
            number=number,
            number_heading=next((h.text for h in self._all if h.place == number), NUMBER.key),
            strategy=strategy.place if strategy else None,
            label=label,
            strategy_heading=strategy.path[-1] if strategy else "",
            owners=tuple(heading.place for heading in owners),
            bureau=next((h.place for h in ahead if self._is_bureau(h)), None),
            helpers=tuple(sorted(heading.place for heading in helpers)),
            part=part,
            tasks=tuple(h.place for h in self._candidates(TITLE) if h.place > title.place),
            funds=funds,
            details=tuple(self._details(has_marks=bool(marks))),
            marks=marks,
        )

    def _marks(self) -> list[tuple[int, str]]:
        """The columns that hold marks alone, in rows that name a pledge."""
        stated = [heading for heading in self._all if heading.state]
        found = [h for h in stated if all(map(_MARK_OR_TOTAL.fullmatch, self._texts(h)))]
        has_marks = any(MARK.fullmatch(text) for h in found for text in self._texts(h))
        return [(heading.place, heading.state) for heading in found] if has_marks else []

    def _part(self) -> int | None:
        """The column that tells owners from helpers: a row for each department of a pledge."""
        owned = [row for row in self._rows if any(map(row.own, self._owners))]
        for heading in self._all:
            words = {bare(text) for row in owned if (text := row.own_text(heading.place))}
            is_part = words & OWNING and words & HELPING and words <= OWNING | HELPING
            if is_part and self._owners != [heading.place]:
                return self._take(heading.place)
        return None

    def _funds(self) -> int | None:
        """The column that says whose money the sums of a row are: several rows for each pledge."""
        titles = sum(len(self._cells(heading.place)) for heading in self._candidates(TITLE)[:1])
        for heading in self._all:
            words = [bare(text) for row in self._rows if (text := row.own_text(heading.place))]
            is_of_funds = {*words} & SHARES and {*words} <= SHARES | SUMS
            if is_of_funds and len(words) >= MIN_FUNDS * titles and heading.column is not TITLE:
                return self._take(heading.place)
        return None

    def _owner(self) -> Heading:
        candidates = self._candidates(OWNER)
        sure = [h for h in candidates if bare(h.path[-1]) != WEAK_OWNER or len(candidates) == 1]
        best = (sure or candidates)[0]
        # Beside a bureau stands its division, under the same heading or one of its own.
        divisions = [h for h in self._all if bare(h.path[-1]) == DIVISION]
        for other in (*candidates, *divisions):
            if other is not best and (other in divisions or other.path[0] == best.path[0]):
                best = other if self._is_bureau(best) and self._share(other, "") > HALF else best
        self._taken.add(best.place)
        return best

    def _is_bureau(self, heading: Heading) -> bool:
        return self._share(heading, *BUREAU_ENDINGS) > HALF

    def _share(self, heading: Heading, *endings: str) -> float:
        """How many pledges have a text there that ends so."""
        texts = self._texts(heading)
        return sum(text.endswith(endings) for text in texts) / max(1, len(self._pledges))

    def _number(self) -> int | None:
        for heading in self._candidates(NUMBER):
            if self._numbers_share(heading.place) > HALF:
                return self._take(heading.place)
        # One heading over the numbers and the titles.
        titles = self._candidates(TITLE)
        for heading, following in pairwise(titles):
            if heading.path == following.path and self._numbers_share(heading.place) >= MOST:
                return self._take(heading.place)
        for heading in self._either():
            if self._numbers_share(heading.place) >= MOST:
                return self._take(heading.place)
        return None

    def _numbers_share(self, place: int) -> float:
        """How many of the filled cells hold a number, each its own."""
        # A section's heading and a total may stand in front of their rows.
        owned = self._cells(place)
        others = (self._cells(h.place) for h in self._candidates(TITLE) if h.place != place)
        if len(owned) <= HALF * min(map(len, filter(None, others)), default=0):
            return 0.0
        return sum(is_number(cleaned(cell.text)) for cell in owned) / len(owned)

    def _texts(self, heading: Heading) -> list[str]:
        """What the pledges have there; a section's heading may stand in the same column."""
        return [text for row in self._pledges if (text := row.own_text(heading.place))]

    def _cells(self, place: int) -> list[Cell]:
        """The cells that begin in a place of the pledges, each once."""
        cells = (cell for row in self._pledges if (cell := row.own(place)) is not None)
        return list({id(cell): cell for cell in cells}.values())

    def _title(self, number: int | None) -> Heading:
        """The likeliest column in which each pledge has its own text."""
        candidates = self._candidates(TITLE)

        def has_each(heading: Heading) -> bool:
            own = len(self._cells(heading.place))
            if number is None:
                return own > MOST * len(self._pledges)
            return own == len(self._cells(number))  # of pledges that go on over several rows, too

        best = next(filter(has_each, candidates), candidates[0])
        own = self._leading(best) if number is None else []
        if len(set(own)) < len(own):
            # Numbered anew below each pledge, which has a number of several parts: 1-1, 1-1-1.
            numbers = {heading: self._leading(heading) for heading in candidates}
            wholes = [h for h, of in numbers.items() if of and not any(map(str.isalnum, of))]
            best = next((h for h in wholes if len({*numbers[h]}) == len(numbers[h])), best)
        self._taken.add(best.place)
        return best

    def _leading(self, heading: Heading) -> list[str]:
        """The numbers in front of the texts of a column; none where one of them has none."""
        found = [leading(on_one_line(cell.text)) for cell in self._cells(heading.place)]
        return [led[0] for led in found if led] if all(found) else []

    def _strategy(self) -> tuple[int | None, Heading | None]:
        """The strategies, and where their numbers stand by themselves to the left."""
        fields = sorted(self._candidates(STRATEGY), key=lambda h: h.place)
        label: int | None = None
        found: Heading | None = None
        for heading in (*fields, *self._either()):
            texts = [text for row in self._rows if (text := row.own_text(heading.place))]
            if bare(heading.path[-1]).endswith(GOAL) and all(map(FIGURE.fullmatch, texts)):
                continue
            numbers = sum(is_number(cleaned(text)) for text in texts)
            if texts and numbers < HALF * len(texts):
                if found is not None and found.path == heading.path:
                    label = self._take(found.place)
                found = heading
                break
            if texts and heading.column is STRATEGY:
                found = found or heading
        if found is not None:
            self._taken.add(found.place)
        return label, found

    def _details(self, *, has_marks: bool) -> Iterator[Detail]:
        """All that is left, under canonical headings or their own."""
        rest = [heading for heading in self._all if heading.place not in self._taken]
        parts = self._parts(rest)
        keyed = self._keyed([h for h in rest if h.place not in parts], has_marks=has_marks)
        used = {STATUS.key} if has_marks else set()
        used |= {column.key for column in keyed.values()}
        for heading in rest:
            own = keyed.get(heading.place)
            part, whole = parts.get(heading.place, ("", None))
            key = own.key if own else heading.text
            if whole and part_of_term(part) and not is_timed(key):
                key = f"{whole.key}({part})"
            while own is None and key in used:
                key += "·"  # a heading that stands twice
            used.add(key)
            called = own or (None if whole in keyed.values() else whole)
            yield Detail(
                place=heading.place,
                key=key,
                heading=" ".join(heading.path),
                column=own,
                name=_name(heading, called) if called else "",
                part=part,
                whole=whole,
            )

    def _parts(self, rest: Sequence[Heading]) -> dict[int, tuple[str, Column]]:
        """The columns that are of single years, or of what is within the term and after it."""
        costs = [h for h in rest if h.column is COST and self._may_be(COST, h)]
        found = {at: (part, COST) for at, part in _parts_of_cost(costs).items()}
        of_term = {h: part for h in rest if (part := part_of_term(h.text))}
        sums = [h for h in of_term if bare(h.path[-1]) in SUMS or h.column is None]
        for heading in sums if costs else ():
            if all(map(AMOUNT.fullmatch, self._texts(heading))):
                found.setdefault(heading.place, (of_term[heading], COST))
        periods = {h.place: part for h, part in of_term.items() if h.column is PERIOD}
        if len(set(periods.values())) > 1:
            found |= {at: (part, PERIOD) for at, part in periods.items()}
        return found

    def _keyed(self, rest: Sequence[Heading], *, has_marks: bool) -> dict[int, Column]:
        """The places of the further columns that are ours, each once."""
        keyed: dict[int, Column] = {}
        for column in COLUMNS:
            is_told = column is STATUS and has_marks
            if is_told or column in (NUMBER, TITLE, OWNER, HELPER, STRATEGY):
                continue
            candidates = [h for h in rest if self._column(h) is column and self._may_be(column, h)]
            if candidates:
                keyed[min(candidates, key=self._order).place] = column
        return keyed

    def _column(self, heading: Heading) -> Column | None:
        """The column that a heading names; states below 이행도 make it the state."""
        if heading.column is not RATE or not (texts := self._texts(heading)):
            return heading.column
        return RATE if any(map(_HAS_DIGIT.search, texts)) else STATUS

    def _may_be(self, column: Column, heading: Heading) -> bool:
        """Whether the cells below a heading may be what the column holds, if any is filled in."""
        texts = self._texts(heading)
        if column is COST:  # 재원 is a sum, or whose money it is: 국비
            return not texts or any(map(_HAS_DIGIT.search, texts))
        # A month of the year below a period has marks alone.
        return column is not PERIOD or not texts or not all(map(MARK.fullmatch, texts))

    def _order(self, heading: Heading) -> tuple[bool, int, tuple[int, ...], int]:
        """Likeliest first, empty ones last: of states and rates of several times the last."""
        when = tuple[int, ...]()
        if heading.column in (STATUS, RATE):
            when = tuple(-int(digits) for digits in re.findall(r"\d+", " ".join(heading.path)))
        return not self._texts(heading), heading.rank, when, heading.place

    def _candidates(self, column: Column) -> list[Heading]:
        """The headings of a column that are still free, likeliest first."""
        found = [h for h in self._all if h.column is column and h.place not in self._taken]
        return sorted(found, key=lambda heading: (heading.rank, heading.place))

    def _either(self) -> list[Heading]:
        return [
            heading
            for heading in self._all
            if bare(heading.path[-1]) == EITHER and heading.place not in self._taken
        ]

    def _take(self, place: int) -> int:
        self._taken.add(place)
        return place


def _name(heading: Heading, column: Column) -> str:
    """What a heading calls a column: its text that names it."""
    of_it = (text for text in heading.path if (of := named(text)) and of.column is column)
    return plain(next(of_it, ""))


def _parts_of_cost(costs: Sequence[Heading]) -> Mapping[int, str]:
    """What years the costs of single years are of, by place; and parts that stand beside them."""
    above = {h.path[:-1] for h in costs if len(h.path) > 1 and _TIME.search(h.path[-1])}
    found = {}
    for heading in costs:
        *parents, last = heading.path
        time = _TIME.search(last) if is_timed(last) else _TIME.match(last)
        if tuple(parents) in above and bare(last) not in SUMS:
            found[heading.place] = last
        elif not parents and time and (is_timed(last) or not _AS_OF.search(last)):
            found[heading.place] = time[0]
    if len(set(found.values())) < len(found):
        return {}  # 당초 and 추경 of one year
    return {at: f"{time}년" if time.isdecimal() else time for at, time in found.items()}


def _unnumbered(heading: Heading) -> str:
    """담당부서1 without its number; a heading that has none is like no other."""
    name = bare(heading.path[-1])
    return name.rstrip("0123456789") if name[-1:].isdecimal() else f"{name} {heading.place}"
