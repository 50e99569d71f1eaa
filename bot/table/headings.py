"""Where a grid names its columns, in one row or several, and what it calls them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.korean.hangul import is_syllable
from bot.lookup.columns import (
    COST,
    HELPER,
    NEEDED,
    NUMBER,
    OWNER,
    SHARES,
    STATUS,
    STRATEGY,
    TITLE,
    Column,
    bare,
    named,
    plain,
)
from bot.table.departments import is_department
from bot.table.grid import Line

MAX_LINES_ABOVE = 40  # a title, a date, a note of who made it
MAX_DEPTH = 3  # rows of headings
MAX_HEADING_CHARS = 40
MAX_PARENT_CHARS = 10  # of a heading over others that is a word and no title
LEAST_COLUMNS = 2  # that are ours, to tell headings from a sentence
_WHOLE = frozenset("계 합계 총계 소계 총사업비 전체 명 현황 내용 부서명 성명 기간".split())
_ASIDE = frozenset("비고 기타 특이사항 참고 참고사항 문제점 향후계획".split())
_PLANNED = frozenset("계획 목표 당초 전년 전년도 전기 전분기".split())  # no 이행률 yet
_SPENT = frozenset("집행 집행액 집행률 지출 결산 기투자 실적 확보 잔액 교부".split())  # no 예산
_BEFORE = re.compile(r"(?:변경|개편|이관)\s?전|당초|기존|이전|종전")  # beside what holds now
# And no time: 2026, 2026년, 3분기, 3/4.
_FIGURE = re.compile(r"\A(?!20\d\d\Z).*(?<![1-4]/)\d(?!\d|\s?[년월분반차]|/4(?!\d))", re.DOTALL)
_GOAL_OF_YEAR = re.compile(r"\d(?:년도?|/4|분기|월)?말?목표")
_WHETHER = re.compile(r"\s*여부$")
_UNIT = re.compile(r"\s*[(\[].*")
_NOTE = re.compile(r"단위|기준|현재|^[(\[]?\s*20\d\d[.년]")  # beside a title
STATES = frozenset(
    "완료 이행완료 추진완료 사업완료 정상 정상추진 추진중 진행중 이행중 일부추진 일부완료 일부 "
    "보류 폐기 미착수 미추진 미이행 부진 지연 계속추진 이행후계속추진 완료후계속추진 기타 변경 "
    "중단 착수 준비중 검토중 시기미도래 장기추진 추진불가 임기후추진 추진예정".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of one place, from 0: the texts from top to bottom, and the column they name.

    The lower the rank, the likelier it is that column. `second` is the column that the heading
    names besides: 담당부서(팀), 주관부서(협조부서).
    """

    place: int
    path: tuple[str, ...]
    column: Column | None = None
    rank: int = 0
    second: Column | None = None
    is_bracketed: bool = False

    @property
    def text(self) -> str:
        """The heading on one line."""
        *parents, last = self.path
        if bare(last) in _ASIDE:
            return last
        return f"{_UNIT.sub('', parents[-1])}({last})" if parents else last

    @property
    def state(self) -> str:
        """The state that a mark below says; "" where none is named."""
        parent = named(self.path[-2]) if len(self.path) > 1 else None
        is_below_status = (
            parent is not None and parent.column is STATUS and named(self.path[-1]) is None
        )
        state = _WHETHER.sub("", self.path[-1])  # 완료여부
        is_state = bare(state).split("(")[0] in STATES
        return state if is_below_status or is_state else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """All headings, and the places of their first and last line among the lines."""

    first: int
    last: int
    all: tuple[Heading, ...]

    @property
    def columns(self) -> frozenset[str]:
        """The keys of the columns that are named."""
        return frozenset(heading.column.key for heading in self.all if heading.column)

    @property
    def missing(self) -> tuple[Column, ...]:
        """The needed columns that no heading names."""
        return tuple(column for column in NEEDED if column.key not in self.columns)

    @property
    def recognised(self) -> tuple[str, ...]:
        """The headings that name a column of ours, as they are written."""
        texts = (
            next((text for text in heading.path if named(text) is not None), heading.path[-1])
            for heading in self.all
            if heading.column
        )
        return tuple(dict.fromkeys(texts))


def headings(lines: Sequence[Line]) -> Headings | None:
    """The rows that name the most columns among the first ones; None where none names two."""
    best: tuple[tuple[float, int], Headings] | None = None
    for first in range(min(len(lines), MAX_LINES_ABOVE)):
        for depth in range(1, MAX_DEPTH + 1):
            if first + depth > len(lines) or (depth == 2 and _is_title(*lines[first : first + 2])):
                break
            found = _of(lines, first, first + depth - 1)
            # Of equals the fewest rows: a title above and a pledge below add nothing.
            rank = (_score(found), -depth)
            if len(found.columns) >= LEAST_COLUMNS and (best is None or rank > best[0]):
                best = (rank, found)
    return _extended(lines, best[1]) if best else None


def _is_title(line: Line, below: Line) -> bool:
    """Whether a row has one text, a note aside, that stands over or ahead of the first below."""
    cells = [cell for cell in line.distinct if not _NOTE.search(cell.text)]
    if len(cells) != 1 or not below.begun:
        return not cells
    is_ahead = cells[0].column <= below.begun[0].column
    return is_ahead and (cells[0].columns > 1 or below.own(cells[0].column - 1) is not None)


def _score(found: Headings) -> float:
    below = [h for h in found.all if len(h.path) > 1]
    states = {heading.path for heading in below if heading.state}
    if {TITLE, OWNER} <= {h.column for h in below if named(h.path[-1]) is None}:
        states.clear()  # it is a pledge, and the states are its own
    # One state alone is what a pledge below has reached.
    marks = len(states) / 2 if len(states) > 1 else 0
    return 10 * (len(NEEDED) - len(found.missing)) + len(found.columns) + marks


def _of(lines: Sequence[Line], first: int, last: int) -> Headings:
    block = lines[first : last + 1]
    width = max(len(line.cells) for line in block)
    paths = [_path(block, place) for place in range(width)]
    paths = _with_parents(block, paths)
    return Headings(
        first=first,
        last=last,
        all=tuple(_heading(place, path) for place, path in enumerate(paths) if path),
    )


def _path(block: Sequence[Line], place: int) -> tuple[str, ...]:
    texts = dict.fromkeys(line.text(place) for line in block)
    return tuple(text for text in texts if text and len(text) <= MAX_HEADING_CHARS)


def _with_parents(block: Sequence[Line], paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Headings below a parent that is not merged over them: the parent stands to their left."""
    top, parent = block[0], ""
    found = []
    for place, path in enumerate(paths):
        text = top.text(place)
        # Only what is named below may belong to the heading on the left.
        is_below = not text and len(path) == 1 and any(line.text(place) for line in block[1:])
        parent = text or (parent if is_below else "")
        found.append((parent, *path) if is_below and parent else path)
    return found


def _heading(place: int, path: tuple[str, ...]) -> Heading:
    """What the texts name: together, the lowest, or else what stands over it."""
    *parents, last = path
    candidates = [last]
    if parents and len(_UNIT.sub("", parents[-1])) <= MAX_PARENT_CHARS:
        together = parents[-1] + last
        # 협조 over 부서명 says more than 부서명 alone; 추진상황 over 추진율 does not.
        if bare(last) in _WHOLE or named(last) is None:
            candidates.insert(0, together)
        candidates += [parents[-1]] if bare(last) not in SHARES | _ASIDE else []
        columns = [found.column for text in candidates if (found := named(text)) is not None]
        if OWNER in columns and columns[-1] is HELPER:
            candidates.reverse()  # 부서 below 협조부서
    for penalty, text in enumerate(candidates):
        if len(text) <= MAX_HEADING_CHARS and (found := named(text)) is not None:
            # Below 사업비, the sum is the column and the parts are others.
            is_part = text is parents[-1] if parents else False
            rank = found.rank + 10 * penalty + (0 if bare(last) in _WHOLE else 50 * is_part)
            not_meant = _SPENT if found.column is COST else _PLANNED
            rank += (is_part and bare(last) in not_meant) + 100 * any(map(_BEFORE.search, path))
            if found.column in (OWNER, HELPER) and any(map(_is_unit, path)):
                break  # a department whose column has marks or 주관 and 협조
            is_of_year = _GOAL_OF_YEAR.search(bare(text)) or any(not plain(one) for one in parents)
            if found.column is STRATEGY and is_of_year:
                break  # 목표 of a year, a figure
            second, is_bracketed = _second(text, found.column)
            return Heading(
                place=place,
                path=path,
                column=found.column,
                rank=rank,
                second=second,
                is_bracketed=is_bracketed,
            )
    return Heading(place=place, path=path)


def _is_unit(text: str) -> bool:
    """Whether a heading is the name of a department: 교통과, and not 과 or 담당과."""
    return len(text) > 1 and is_department(text) and named(text) is None


def _second(heading: str, first: Column) -> tuple[Column | None, bool]:
    """The other column that a heading names, and whether in brackets."""
    text = bare(heading)
    for opening, is_bracketed in (("(", True), ("[", True), ("/", False), ("및", False)):
        _, sign, rest = text.partition(opening)
        found = named(rest.strip(")]")) if sign else None
        if found is not None and found.column is not first:
            return found.column, is_bracketed
    return None, False


def _extended(lines: Sequence[Line], found: Headings) -> Headings:
    """With the rows that the headings reach into, or that go on below with headings alone."""
    first, last = found.first, found.last
    while first and last - first + 1 < MAX_DEPTH and _reaches(lines, found, first - 1):
        first -= 1
    while last + 1 < len(lines) and last - first + 1 < MAX_DEPTH:
        if not (_reaches(lines, found, last + 1) or _goes_on(lines[last + 1], found)):
            break
        last += 1
    is_longer = (first, last) != (found.first, found.last)
    return _of(lines, first, last) if is_longer else found


def _reaches(lines: Sequence[Line], found: Headings, beside: int) -> bool:
    """Whether the cells of needed columns span a row beside the headings, too."""
    line = lines[found.first if beside < found.first else found.last]
    reaching = (line.at(heading.place) for heading in _needed(found))
    return any(cell is not None and cell in lines[beside].cells for cell in reaching)


def _goes_on(line: Line, found: Headings) -> bool:
    """Whether a row names the columns again, or has words, and none for a number or a title."""
    again = [named(line.text(heading.place)) for heading in _needed(found)]
    if all(one and one.column is h.column for one, h in zip(again, _needed(found), strict=True)):
        return True
    texts = [cell.text for cell in line.distinct]
    return (
        TITLE.key in found.columns
        and len(texts) >= 2
        and not any(line.text(h.place) for h in _needed(found) if h.column is not OWNER)
        and all(len(text) <= 15 and not _FIGURE.search(text) for text in texts)
        and any(len(text) > 1 or is_syllable(text) for text in texts)  # or else they are marks
    )


def _needed(found: Headings) -> Iterator[Heading]:
    return (heading for heading in found.all if heading.column in (NUMBER, TITLE, OWNER))
