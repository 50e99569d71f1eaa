"""The records of JSON and XML, as portals of open data give them: a table for each list of them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeAlias

from lxml import etree

from bot.table.fault import FaultKind, UnreadableError
from bot.table.formats.packages import Part, attribute
from bot.table.formats.text import composed
from bot.table.grid import MAX_CELLS, Collector, Grid, Grids

JSON, XML = "JSON", "XML"
MAX_VALUES = 3 * MAX_CELLS
_JSON = re.compile(r"^\s*(?:\{|\[\s*[\[{])", re.MULTILINE)
_XML = re.compile(r"\s*<(?:\?xml|[^\s!?/>]+[\s>])")
_PAGE = re.compile(r"<(?:html|!doctype html|table|tr|div|[uod]l|li|span|br)[\s/>]", re.IGNORECASE)
SAMPLE_CHARS = 2_000
Fields: TypeAlias = dict[str, str]


def grids(lines: Sequence[str]) -> Grids | None:
    """The tables of a text of records; None for any other. Raises UnreadableError beyond bounds."""
    text = "\n".join(lines)
    if _XML.match(text) and not _PAGE.search(text[:SAMPLE_CHARS]):
        content, form, above = _of_xml(text), XML, ""
    elif (start := _JSON.search(text)) is not None:
        content, form, above = _of_json(text[start.start() :]), JSON, text[: start.start()]
    else:
        return None
    if content is None:
        return None
    tables = [table for table in _tables(content) if table]
    return Grids(grids=tuple(map(_grid, tables)), texts=tuple(above.splitlines()), form=form)


def _of_json(text: str) -> Any:
    """What a text of JSON says, or one with a value a line; None for another text."""
    if sum(map(text.count, ",[{")) > MAX_VALUES:
        raise UnreadableError(FaultKind.TOO_MANY_ROWS)
    each = ",".join(line.rstrip(", ") for line in text.splitlines() if line.strip())
    for whole in (text, f"[{text.rstrip().rstrip(',')}]", f"[{each}]"):
        with suppress(ValueError, RecursionError):
            return json.loads(whole)
    return None


def _of_xml(text: str) -> Any:
    """What an XML text says, as JSON would; None for another text."""
    elements = _Elements()
    declared = re.sub(r"^\s*<\?xml.*?\?>", "", text, flags=re.DOTALL)
    with suppress(etree.XMLSyntaxError):
        elements.read_file(io.BytesIO(declared.encode()))
    return elements.content


class _Elements(Part):
    """Elements as mappings of what they hold, by name; those of one name are a list."""

    def __init__(self) -> None:
        super().__init__()
        self.content: Any = None
        self._open: list[tuple[dict[str, list[Any]], list[str]]] = [({}, [])]
        self._values = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._values += 1 + len(attributes)
        if self._values > MAX_VALUES:
            raise UnreadableError(FaultKind.TOO_MANY_ROWS)
        key = attribute(attributes, "name") or attribute(attributes, "id") or name
        held = {} if key != name else {k.rpartition("}")[2]: [v] for k, v in attributes.items()}
        self._open[-1][0].setdefault(key, []).append(held)
        self._open.append((held, []))

    def data(self, text: str) -> None:
        self._open[-1][1].append(text)

    def finish(self, name: str) -> None:
        held, texts = self._open.pop()
        if not held or "".join(texts).strip():
            around = self._open[-1][0]
            next(values for values in around.values() if values[-1] is held)[-1] = "".join(texts)
        if len(self._open) == 1:
            self.content = self._open[0][0]


def _tables(content: Any) -> Iterator[Sequence[Fields]]:
    """The lists of records within, each as one table; what stands in none is one of one row."""
    found: list[Sequence[Fields]] = []
    alone = dict(_fields("", content, found))
    yield from found
    yield [alone] if alone else []


def _fields(key: str, value: Any, found: list[Sequence[Fields]]) -> Iterator[tuple[str, str]]:
    """The texts of a record by their names; lists of records in it are tables of their own."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _fields(name, inner, found)
    elif not isinstance(value, list):
        yield key, "" if value is None else str(value)
    elif len(value) == 1 and not isinstance(value[0], list):
        yield from _fields(key, value[0], found)
    elif all(isinstance(one, dict) for one in value):
        found.append([dict(_fields("", one, found)) for one in value])
    elif all(isinstance(one, list) for one in value):
        found.append([{str(at): str(text or "") for at, text in enumerate(one)} for one in value])
    else:
        yield key, ", ".join(str(one) for one in value if not isinstance(one, dict | list))


def _grid(table: Sequence[Fields]) -> Grid:
    keys = list(dict.fromkeys(key for record in table for key in record))
    collected = Collector()
    for row, record in enumerate([{key: key for key in keys}, *table], start=1):
        for column, key in enumerate(keys, start=1):
            collected.add(composed(record.get(key, "")), row, column)
    return collected.grid()
