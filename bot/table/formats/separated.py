"""Lines of separated values: CSV, TSV and the like, with fields of any length.

Python's csv module refuses fields over 131 072 characters, unless for the whole process.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.table.fault import FaultKind, UnreadableError
from bot.table.grid import MAX_COLUMNS, Collector, Grid

DELIMITERS = ",\t;|│"
SAMPLE_LINES = 200
RARE = 0.1  # of the lines, for a sign that separates nothing
_WRAPPED = re.compile(
    r"""\*\*(.+?)\*\*|^="(.*)"$|^'(.*)'$"""
)  # in a Markdown table; lest Excel read a day
_RULER = re.compile(r"[-:=+\s─-╿]*")  # between the heading and the rows of a Markdown table


def delimiters(lines: Sequence[str]) -> list[str]:
    """What may separate the values, likeliest first: that which stands on the most lines."""
    some = list(filter(str.strip, lines[:SAMPLE_LINES]))
    found = Counter(char for line in some for char in set(line) & set(DELIMITERS))
    likely = [char for char in found if found[char] > RARE * len(some)]
    return sorted(likely, key=lambda char: (-found[char], DELIMITERS.index(char)))


def grid(lines: Sequence[str], delimiter: str) -> Grid:
    """The values with their lines as rows; raises UnreadableError for an open quotation."""
    collected = Collector()
    widths: dict[int, int] = {}
    for row, fields in _records(lines, delimiter):
        if all(map(_RULER.fullmatch, fields)):
            continue
        widths[row] = len(fields)
        for column, field in enumerate(fields, start=1):
            is_wrapped = "**" in field or '="' in field or "'" in field
            text = _WRAPPED.sub(r"\1\2\3", field.strip()) if is_wrapped else field
            collected.add(text, row, column)
    return Grid(cells=collected.cells, widths=widths)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The first line of each record and its fields; a quoted field may go on over lines."""
    at = 0
    while at < len(lines):
        first = at
        line = lines[at]
        at += 1
        if '"' not in line:
            yield first + 1, line.split(delimiter, MAX_COLUMNS)[:MAX_COLUMNS]
            continue
        fields: list[str] = []
        place = 0
        while True:
            start = place
            while line.startswith(" ", start):
                start += 1
            if line.startswith('"', start):
                pieces, line, at, place = _quoted(lines, line, at, start + 1)
                end = line.find(delimiter, place)
                tail = line[place : end if end >= 0 else len(line)]
                fields.append(pieces + tail.strip())
            else:
                end = line.find(delimiter, place)
                fields.append(line[place : end if end >= 0 else len(line)])
            if end < 0 or (len(fields) >= MAX_COLUMNS and line.count('"', end) % 2 == 0):
                break
            place = end + 1
        yield first + 1, fields


def _quoted(lines: Sequence[str], line: str, at: int, place: int) -> tuple[str, str, int, int]:
    """A quoted field that begins here: its text, and the line, its end's place and what follows."""
    opened = at
    pieces: list[str] = []
    while True:
        end = line.find('"', place)
        if end < 0:
            if at == len(lines):
                raise UnreadableError(FaultKind.OPEN_QUOTATION, line=opened)
            pieces += (line[place:], "\n")
            line, place = lines[at], 0
            at += 1
        elif line[end + 1 : end + 2] == '"':
            pieces.append(line[place : end + 1])
            place = end + 2
        else:
            pieces.append(line[place:end])
            return "".join(pieces), line, at, end + 1
