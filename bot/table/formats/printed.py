"""Lines of print, as a PDF is copied: columns below their headings, apart by wide spaces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.lookup.columns import NUMBER, OWNER, TITLE, named

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECE = re.compile(r"\S+(?: \S+)*")
MAX_LINE_CHARS = 1_000  # no page is wider
_PAGE = re.compile(r"\W*\d+\W*(?:\d+\W*)?")  # its number, alone on a line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A text between wide spaces, and where it begins and ends; Hangul is two wide."""

    text: str
    start: int
    end: int


def tabbed(lines: Sequence[str]) -> tuple[str, ...] | None:  # noqa: C901  one case a kind of line
    """The lines with tabs between the columns; what is wrapped goes up to its row.

    None where no line names a title and an owner, where one is wider than a page, or where it is
    open what belongs to which row.
    """
    if any(len(line) > MAX_LINE_CHARS for line in lines):
        return None
    heads: list[_Piece] = []
    keys: list[str] = []
    rows: list[list[str]] = []
    last: list[str] | None = None  # the pledge above
    for line in lines:
        pieces = [_piece(line, found) for found in _PIECE.finditer(line)]
        rows.append([piece.text for piece in pieces] if not heads else [])
        if not heads:
            names = [found.column.key if (found := named(p.text)) else "" for p in pieces]
            if {TITLE.key, OWNER.key} <= set(names):
                heads, keys = pieces, names
        elif len(pieces) == 1 and _PAGE.fullmatch(pieces[0].text):
            continue
        elif len(pieces) == 1 and pieces[0].start < heads[1].start:
            rows[-1], last = [pieces[0].text], None  # a section or a note
        elif pieces:
            cells = _below(pieces, heads)
            said = {key for key, cell in zip(keys, cells, strict=True) if cell}
            if (NUMBER.key if NUMBER.key in keys else OWNER.key) in said:
                rows[-1] = last = cells
            elif last is not None:
                last[:] = [f"{cell} {more}".strip() for cell, more in zip(last, cells, strict=True)]
            if last is None or not last[keys.index(TITLE.key)]:
                return None
    return tuple(map("\t".join, rows)) if heads else None


def _piece(line: str, found: re.Match[str]) -> _Piece:
    start = _width(line[: found.start()])
    return _Piece(text=found[0], start=start, end=start + _width(found[0]))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _below(pieces: Sequence[_Piece], heads: Sequence[_Piece]) -> list[str]:
    """The texts by heading: one for each, or those that each heading stands nearest to."""
    cells = [""] * len(heads)
    for at, piece in enumerate(pieces):
        shared = [_shared(piece, head) for head in heads]
        place = at if len(pieces) == len(heads) else shared.index(max(shared))
        cells[place] = f"{cells[place]} {piece.text}".strip()
    return cells


def _shared(piece: _Piece, head: _Piece) -> int:
    """How much of their widths two share; how far they are apart, below zero."""
    return min(piece.end, head.end) - max(piece.start, head.start)
