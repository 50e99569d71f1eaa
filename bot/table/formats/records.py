"""The records of JSON and XML, as portals of open data give them: a table for each list of them."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeAlias

from lxml import etree

from bot.lookup.columns import OWNER, STRATEGY, TITLE, bare, named
from bot.table.fault import FaultKind, UnreadableError
from bot.table.formats.packages import Part, attribute
from bot.table.formats.text import SAMPLE_CHARS, composed
from bot.table.grid import MAX_CELLS, Collector, Grid, Grids

JSON, XML = "JSON", "XML"
MAX_VALUES = 3 * MAX_CELLS
_JSON = re.compile(r"^\s*(?:\{|\[\s*[\[{])", re.MULTILINE)
_XML = re.compile(r"\s*<(?:\?xml|[^\s!?/>]+[\s>])")
_PAGE = re.compile(r"<(?:html|!doctype html|table|tr|div|[uod]l|li|span|br)[\s/>]", re.IGNORECASE)
NAMES = frozenset({"name", "nm", "title", "이름", "명칭"})
Fields: TypeAlias = dict[str, str]


def grids(lines: Sequence[str]) -> Grids | None:
    """The tables of a text of records; None for any other. Raises UnreadableError beyond bounds."""
    text = "\n".join(lines)
    if _XML.match(text) and not _PAGE.search(text[:SAMPLE_CHARS]):
        start, form, read = 0, XML, _of_xml
    elif (found := _JSON.search(text)) is not None:
        start, form, read = found.start(), JSON, _of_json
    else:
        return None
    # One that is broken is no such text.
    with suppress(ValueError, RecursionError, etree.XMLSyntaxError):
        tables = tuple(map(_grid, _tables(read(text[start:]))))
        return Grids(grids=tables, texts=tuple(text[:start].splitlines()), form=form)
    return None


def _of_json(text: str) -> Any:
    """What a text of JSON says, or one with a value a line. Raises ValueError."""
    if sum(map(text.count, ",[{")) > MAX_VALUES:
        raise UnreadableError(FaultKind.TOO_MANY_ROWS)
    for whole in (text, f"[{text.rstrip().rstrip(',')}]"):
        with suppress(ValueError):
            return json.loads(whole)
    each = ",".join(line.rstrip(", ") for line in text.splitlines() if line.strip())
    return json.loads(f"[{each}]")


def _of_xml(text: str) -> Any:
    """What an XML text says, as JSON would. Raises XMLSyntaxError."""
    elements = _Elements()
    declared = re.sub(r"^\s*<\?xml.*?\?>", "", text, flags=re.DOTALL)
    elements.read_file(io.BytesIO(declared.encode()))
    return elements.content


class _Elements(Part):
    """Elements as mappings of what they hold, by name; several of one name are a list."""

    def __init__(self) -> None:
        self.content: Any = None
        self._open: list[tuple[str, dict[str, list[Any]], list[str]]] = [("", {}, [])]
        self._values = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._values += 1 + len(attributes)
        if self._values > MAX_VALUES:
            raise UnreadableError(FaultKind.TOO_MANY_ROWS)
        key = attribute(attributes, "name") or attribute(attributes, "id") or name
        held = {} if key != name else {k.rpartition("}")[2]: [v] for k, v in attributes.items()}
        self._open.append((key, held, []))

    def data(self, text: str) -> None:
        self._open[-1][2].append(text)

    def finish(self, name: str) -> None:
        key, held, texts = self._open.pop()
        text = "".join(texts)
        each = {key: values if values[1:] else values[0] for key, values in held.items()}
        self.content = each if each and not text.strip() else text
        self._open[-1][1].setdefault(key, []).append(self.content)


def _tables(content: Any) -> Iterator[Sequence[Fields]]:
    """The lists of records within, each as one table; what stands in none is one of one row."""
    found: list[Sequence[Fields]] = []
    alone = dict(_fields("", content, {}, found))
    return filter(any, [*found, [alone]])


def _fields(
    key: str, value: Any, over: Fields, found: list[Sequence[Fields]]
) -> Iterator[tuple[str, str]]:
    """The texts of a record by their names; lists of records in it are tables of their own.

    These say `over` in each record, too: the field or the name of what they are listed in.
    """
    if isinstance(value, dict):
        value = {name: _renamed(name, inner) for name, inner in value.items()}
        texts = {name: inner for name, inner in value.items() if isinstance(inner, str)}
        for name, text in texts.items():
            if bare(name) in NAMES:
                over = over | {key: text}
            elif (is_of := named(name)) and is_of.column is STRATEGY:
                over = over | {name: text}
        for name, inner in value.items():
            yield from _fields(name, inner, over, found)
    elif isinstance(value, list) and all(isinstance(one, dict) for one in value):
        within: list[Sequence[Fields]] = []
        records = [over | dict(_fields(key, one, over, within)) for one in value]
        columns = {each.column for one in records for name in one if (each := named(name))}
        # What a pledge has several of is none.
        found += [records] if {TITLE, OWNER} <= columns else [*within, records]
    elif isinstance(value, list) and all(isinstance(one, list) for one in value):
        found.append([{str(at): _text(cell) for at, cell in enumerate(one)} for one in value])
    else:
        yield key, _text(value)


def _text(value: Any) -> str:
    """A value or several as a text; nothing and records have none."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    return "" if value is None or isinstance(value, dict) else str(value)


def _renamed(key: str, value: Any) -> Any:
    """A record within another, its name under the key that it has there: "dept": {"name": …}."""
    if not isinstance(value, dict):
        return value
    return {key if bare(name) in NAMES else name: inner for name, inner in value.items()}


def _grid(table: Sequence[Fields]) -> Grid:
    keys = list(dict.fromkeys(key for record in table for key in record))
    collected = Collector()
    for row, record in enumerate([{key: key for key in keys}, *table], start=1):
        for column, key in enumerate(keys, start=1):
            collected.add(composed(record.get(key, "")), row, column)
    return collected.grid()
