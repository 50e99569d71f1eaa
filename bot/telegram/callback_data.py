"""A button's question, written into the 64 bytes that Telegram keeps for us, and read again.

`2:주차` is page 2 of 주차; `1:지역개발-09|2:주차` also knows the list the person came from;
`1#0f1e2d3c4b5a6978` stands for a long name of the catalogue. Nothing is kept in memory, so old
buttons work after a restart.
"""

from __future__ import annotations

import re
from hashlib import blake2s
from typing import TYPE_CHECKING

from bot.messages import Ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.lookup.catalogue import Catalogue

MAX_DATA_BYTES = 64
_PART = re.compile(r"(?P<page>[1-9]\d{0,5})(?P<kind>[:#])(?P<rest>.+)", re.ASCII | re.DOTALL)


def data_from(ask: Ask, catalogue: Catalogue) -> str | None:
    """The callback data of a button: 1 to 64 bytes, None when the question does not fit at all.

    As much of the way back is kept as fits.
    """
    if (data := _part(ask, catalogue)) is None:
        return None
    step = ask.back
    while step is not None and (part := _part(step, catalogue)) is not None:
        if not _fits(longer := f"{data}|{part}"):
            break
        data, step = longer, step.back
    return data


def ask_from(data: str, catalogue: Catalogue) -> Ask | None:
    """The question behind callback data; None when it is forged or its name is gone."""
    ask: Ask | None = None
    for part in reversed(data.split("|")):
        shape = _PART.fullmatch(part)
        if shape is None or (text := _text(shape, catalogue)) is None:
            return None
        ask = Ask(text=text, page=int(shape["page"]), back=ask)
    return ask


def _part(ask: Ask, catalogue: Catalogue) -> str | None:
    escaped = ask.text.replace("%", "%25").replace("|", "%7C")
    if escaped and _fits(part := f"{ask.page}:{escaped}"):
        return part
    if ask.text in _long_names(catalogue):
        return f"{ask.page}#{_digest(ask.text)}"
    return None


def _text(shape: re.Match[str], catalogue: Catalogue) -> str | None:
    if shape["kind"] == ":":
        return shape["rest"].replace("%7C", "|").replace("%25", "%")
    names = (name for name in _long_names(catalogue) if _digest(name) == shape["rest"])
    return next(names, None)


def _long_names(catalogue: Catalogue) -> Iterator[str]:
    """The names that buttons ask about; numbers are short and need no digest."""
    yield from catalogue.by_department
    yield from catalogue.by_strategy
    yield from catalogue.by_category


def _digest(name: str) -> str:
    return blake2s(name.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _fits(data: str) -> bool:
    return len(data.encode("utf-8", "surrogatepass")) <= MAX_DATA_BYTES
