"""Records as JSON and as rows of the state database, by the types of their fields."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from sqlite_utils import Database

from bot.store.state import moment

T = TypeVar("T")
Read = Callable[[Any], Any]

_SCALARS: Mapping[type, Read] = {
    int: lambda number: number,
    str: lambda text: text,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    time: time.fromisoformat,
    timedelta: lambda seconds: timedelta(seconds=seconds),
}


def to_json(value: Any) -> str:
    """A record or a sequence as text, for `from_json`."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def from_json(hint: Any, text: str) -> Any:
    """The value of this type that was written; ValueError for anything else."""
    try:
        return _reader(hint)(json.loads(text))
    except (LookupError, TypeError) as cause:
        raise ValueError(f"not of type {hint}: {text[:80]!r}") from cause


def record_from(cls: type[T], row: Mapping[str, Any], **given: Any) -> T:
    """A record of the columns that are named as its fields, but for those that are `given`."""
    readers = _column_readers(cls)  # type: ignore[arg-type]  # a type is hashable
    return cls(
        **{
            name: row[name] if read is None else read(row[name])
            for name, read in readers
            if name not in given
        },
        **given,
    )


def insert(
    db: Database, table: str, *parts: Any, conflict: str = "ABORT", **columns: Any
) -> int | None:
    """Add a row of records' fields, mappings, further columns; its id, None if IGNORE kept one."""
    columns |= _columns(parts)
    sql = f"INSERT OR {conflict} INTO {table} ({', '.join(columns)})"
    marks = ", ".join("?" * len(columns))
    cursor = db.execute(f"{sql} VALUES ({marks})", [*map(_column, columns.values())])
    return cursor.lastrowid if cursor.rowcount > 0 else None


def update(
    db: Database,
    table: str,
    where: Mapping[str, Any],
    *parts: Any,
    only: str = "TRUE",
    **columns: Any,
) -> bool:
    """Change the rows that have these values, None for NULL, and are such; whether any were."""
    columns |= _columns(parts)
    changed = ", ".join(f"{name} = ?" for name in columns)
    given = {name: value for name, value in where.items() if value is not None}
    # For IS ? no partial index is used.
    chosen = " AND ".join(f"{name} = ?" if name in given else f"{name} IS NULL" for name in where)
    sql = f"UPDATE {table} SET {changed} WHERE {chosen} AND {only}"
    return db.execute(sql, [*map(_column, (*columns.values(), *given.values()))]).rowcount > 0


def _columns(parts: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in parts:
        is_record = is_dataclass(part)
        found |= {f.name: getattr(part, f.name) for f in fields(part)} if is_record else part
    return found


def _column(value: Any) -> Any:
    """As SQLite has it: times in an order that sorts, and what is no scalar as JSON."""
    if value is None or type(value) in {int, str}:
        return value
    if isinstance(value, datetime):
        return moment(value)
    plain = value if isinstance(value, tuple | list | dict) else _plain(value)
    return to_json(plain) if isinstance(plain, tuple | list | dict) else plain


def _plain(value: Any) -> Any:
    """What JSON has not: a record with its class as its kind, or as its own text if it has one."""
    if is_dataclass(value):
        if not _is_record(type(value)):
            return str(value)
        values = {each.name: getattr(value, each.name) for each in fields(value)}
        return {"kind": type(value).__name__, **values}
    match value:
        case Enum():
            return value.value
        case date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case frozenset():
            return sorted(map(_plain, value))
    return value


def _is_record(hint: Any) -> bool:
    return is_dataclass(hint) and hint.__str__ is object.__str__


@lru_cache
def _types(cls: type) -> Mapping[str, Any]:
    hints = get_type_hints(cls)
    return {each.name: hints[each.name] for each in fields(cls)}


@lru_cache
def _column_readers(cls: type) -> list[tuple[str, Read | None]]:
    """What makes a value of each column; None for what SQLite has as it is."""
    plain = {int, str, int | None, str | None}
    types = _types(cls).items()
    return [(name, None if hint in plain else _column_reader(hint)) for name, hint in types]


def _column_reader(hint: Any) -> Read:
    if not _is_json(hint):
        return _reader(hint)

    @lru_cache(maxsize=1_000)  # the same texts are read at every turn
    def read(text: str | None) -> Any:
        return None if text is None else from_json(hint, text)

    return read


def _is_json(hint: Any) -> bool:
    if isinstance(hint, UnionType):
        return any(map(_is_json, get_args(hint)))
    return get_origin(hint) is not None or _is_record(hint)


@lru_cache
def _reader(hint: Any) -> Read:
    """What makes a value of this type of its JSON."""
    parts = [each for each in get_args(hint) if each not in {NoneType, Ellipsis}]
    readers = [*map(_reader, parts)]
    if isinstance(hint, UnionType):
        if len(parts) == 1:
            return lambda value: None if value is None else readers[0](value)
        kinds = {each.__name__: read for each, read in zip(parts, readers, strict=True)}
        return lambda values: None if values is None else kinds[values["kind"]](values)
    if (made := get_origin(hint)) is not None:
        if made is tuple and Ellipsis not in get_args(hint):
            return lambda values: tuple(r(v) for r, v in zip(readers, values, strict=True))
        return lambda values: made(map(readers[0], values))
    if _is_record(hint):
        named = {name: _reader(each) for name, each in _types(hint).items()}
        # What was kept before a field there was has that field's default.
        return lambda values: hint(
            **{name: read(values[name]) for name, read in named.items() if name in values}
        )
    return _SCALARS.get(hint, hint)
