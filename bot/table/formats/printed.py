"""Columns of a print, pasted as text: what stands below a heading is in its column."""

import re
import unicodedata
from collections.abc import Sequence

from bot.lookup.columns import OWNER, TITLE, named
from bot.table.departments import is_department
from bot.table.grid import HALF, Collector, Grid

MAX_LINES_ABOVE = 40
MAX_LINE_CHARS = 2_000
_APART = re.compile(r"\S+(?: \S+)*")  # two spaces or more between
_WORD = re.compile(r"\S+(?:(?<=,) \S+)*")  # or one, where a list has none
_RULER = re.compile(r"[-=─━_\s]*(?:\d+[-\s]*)?")  # or a page's number


def grid(lines: Sequence[str]) -> Grid | None:
    """The cells below a line of headings, and what stands above it; None where there is none."""
    if max(map(len, lines)) > MAX_LINE_CHARS:
        return None
    lines = [line.expandtabs() for line in lines]
    for shape in (_APART, _WORD):
        for at, line in enumerate(lines[:MAX_LINES_ABOVE]):
            heads = list(shape.finditer(line))
            columns = [found.column if (found := named(one[0])) else None for one in heads]
            is_headed = len(columns) - columns.count(None) > HALF * len(columns)
            if is_headed and {TITLE, OWNER} <= set(columns):
                if shape is _APART:
                    cells = _by_place(lines[at:])
                else:
                    cells = _by_order(lines[at:], columns.index(TITLE), columns.index(OWNER))
                collected = Collector()
                for row, above in enumerate(lines[:at], start=1):
                    collected.add(above, row, 1)
                for row, texts in enumerate(cells, start=at + 1):
                    for column, text in enumerate(texts, start=1):
                        collected.add(text, row, column)
                return collected.grid()
    return None


def _by_place(lines: Sequence[str]) -> list[list[str]]:
    """The texts of each row; a line that has nothing in the first column goes on with the last."""
    heads = [_edges(one) for one in _APART.finditer(lines[0])]
    width = len(heads)
    rows: list[list[str]] = []
    for line in lines:
        found = list(_APART.finditer(line))
        places = list(range(width))
        if len(found) != width:
            places = [
                min(range(width), key=lambda at: _gap(_edges(one), heads[at])) for one in found
            ]
        texts = [""] * width
        for at, one in zip(places, found, strict=False):
            texts[at] = f"{texts[at]} {one[0]}".strip()
        if _RULER.fullmatch(line):
            rows.append([""])
        elif texts[0] or not any(map(any, rows)):
            rows.append(texts)
        else:
            last = max(at for at, row in enumerate(rows) if any(row))
            rows[last] = [
                f"{one} {more}".strip() for one, more in zip(rows[last], texts, strict=True)
            ]
            rows.append([""])
    return rows


def _by_order(lines: Sequence[str], title: int, owner: int) -> list[list[str]]:
    """The words of each row in their order; those that are too many are the title's."""
    rows = [_WORD.findall(lines[0])]
    for line in lines[1:]:
        words = _WORD.findall(line)
        more = len(words) - len(rows[0]) + 1
        texts = [*words[:title], " ".join(words[title : title + more]), *words[title + more :]]
        is_row = more > 0 and is_department(texts[owner])
        rows.append(texts if is_row else [line.strip()])
    return rows


def _edges(found: re.Match[str]) -> tuple[int, int]:
    """Where a text begins and ends on paper."""
    start, text = _width(found.string[: found.start()]), found[0]
    return start, start + _width(text)


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)


def _gap(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """How far two texts stand apart, and how far they begin apart."""
    return max(0, one[0] - other[1], other[0] - one[1]), abs(one[0] - other[0])
