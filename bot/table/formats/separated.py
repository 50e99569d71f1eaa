"""Lines of separated values: CSV, TSV and the like, with fields of any length."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bot.table.fault import FaultKind, UnreadableError
from bot.table.grid import MAX_COLUMNS, Collector, Grid

DELIMITERS = ",\t;|│"
SAMPLE_LINES = 200
MAX_FIELDS = 10_000  # of one line; a cell may have many commas, too
csv.field_size_limit(1 << 30)
RARE = 0.1  # of the lines, for a sign that separates nothing
_WRAPPED = re.compile(
    r"""\*\*(.+?)\*\*|^="(.*)"$|^'([^']*)'$"""
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
            collected.add(text.replace("<br>", "\n"), row, column)
    return Grid(cells=collected.cells, widths=widths)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The first line of each record and its fields; a quoted field may go on over lines."""
    at = 0
    while at < len(lines):
        first, line = at, lines[at]
        if '"' not in line or line.count(delimiter) > MAX_FIELDS:
            at, fields = at + 1, line.split(delimiter, MAX_COLUMNS)
        else:
            reader = _reader(lines, first, delimiter)
            fields = next(reader)
            at += reader.line_num
            if at == len(lines):
                try:
                    next(_reader(lines, first, delimiter, strict=True))
                except csv.Error as error:
                    if "end of data" in str(error) or fields[-1].endswith("\n"):
                        raise UnreadableError(FaultKind.OPEN_QUOTATION, line=first + 1) from error
        yield first + 1, fields[:MAX_COLUMNS]


def _reader(lines: Sequence[str], first: int, delimiter: str, *, strict: bool = False) -> Any:
    text = (f"{lines[at]}\n" for at in range(first, len(lines)))
    return csv.reader(text, delimiter=delimiter, skipinitialspace=True, strict=strict)
