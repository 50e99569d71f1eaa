"""The reference table of pledges in one SQLite file: loaded in one transaction, read as a value."""

from __future__ import annotations

import json
import sqlite3
import stat
import threading
from contextlib import closing, contextmanager
from datetime import UTC, date
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from bot.lookup.catalogue import Alias, AliasKind, Catalogue
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.store.errors import TROUBLES, StoreError, Trouble
from bot.table.changes import (
    AliasAdded,
    AliasChanged,
    AliasRemoved,
    Change,
    PledgeAdded,
    PledgeChanged,
    PledgeRemoved,
    fields,
)
from bot.table.edition import Edition, Held, Outcome, outcome, term_of
from bot.table.rows import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x506C6467  # "Pldg": tells this file from every other SQLite database
SCHEMA_VERSION = 1
OWNER, HELPER = "owner", "helper"  # what a department is to a pledge
BUSY_TIMEOUT_S = 5.0  # for another process to finish; its transactions take a tenth of a second

# Held while this process has the database open: see bot.table.live, which must know.
in_use = threading.Lock()


def read_catalogue(path: Path) -> Catalogue:
    """The pledges of the current term; raises StoreError where there is nothing to read."""
    with _opened(path) as db, db.atomic():
        term = _current_term(db, path)
        if term is None:
            raise StoreError(path, Trouble.EMPTY)
        load, table = _last_load(db, term), _table(db, term)
        if load is None:
            raise StoreError(path, Trouble.BROKEN)
        return Catalogue(
            term=term,
            pledges=tuple(row.pledge for row in table.rows),
            aliases=table.aliases,
            as_of=date.fromisoformat(load["as_of"]),
            source=load["file"],
        )


def load(path: Path, edition: Edition, *, dry_run: bool = False) -> Outcome:
    """What this edition changes; and, unless it is a dry run, the change made, whole or not at all.

    An edition that changes nothing writes nothing. Raises StoreError.
    """
    if dry_run and _is_missing(path):
        return outcome(edition, Held())
    is_new = not dry_run and _created(path)
    try:
        with _opened(path) as db, db.atomic():
            found = outcome(edition, _held(db, path, edition))
            if not (dry_run or found.changes_nothing):
                _write(db, edition, found)
        return found
    except BaseException:
        if is_new:
            path.unlink(missing_ok=True)
        raise


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except OSError as error:
        return isinstance(error, FileNotFoundError)
    return False


def _created(path: Path) -> bool:
    """Whether there was no file and now there is an empty one: SQLite's database without tables."""
    try:
        path.open("xb").close()
    except FileExistsError:
        return False
    except OSError as error:
        raise StoreError(path, Trouble.FORBIDDEN) from error
    return True


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    """The database, closed at the end; whatever goes wrong inside is told as a StoreError."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        raise StoreError(path, Trouble.MISSING if is_missing else Trouble.FORBIDDEN) from error
    if not stat.S_ISREG(mode):
        raise StoreError(path, Trouble.DIRECTORY if stat.S_ISDIR(mode) else Trouble.NOT_SQLITE)
    try:
        with in_use, closing(_connection(path)) as connection:
            yield Database(connection, execute_plugins=False)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        # The low byte is the error, the others its details.
        raise StoreError(path, TROUBLES.get(code & 0xFF, Trouble.BROKEN)) from error
    except (TypeError, ValueError, LookupError) as error:  # what stands there is not ours
        raise StoreError(path, Trouble.BROKEN) from error


def _connection(path: Path) -> sqlite3.Connection:
    # Never creates a file; falls back to reading where writing is not allowed; and, unlike
    # mode=ro, can finish the rollback that a killed load left behind.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _current_term(db: Database, path: Path) -> str | None:
    """The current term's name; None in an empty database; raises StoreError in a foreign one."""
    application_id, version = _pragma(db, "application_id"), _pragma(db, "user_version")
    if application_id != APPLICATION_ID:
        if application_id or version or db.table_names():
            raise StoreError(path, Trouble.NOT_OURS)
        return None
    if version > SCHEMA_VERSION:
        raise StoreError(path, Trouble.NEWER)
    return next((str(row["name"]) for row in db.table("terms").rows_where("is_current")), None)


def _pragma(db: Database, name: str) -> int:
    return int(next(iter(db.query(f"PRAGMA {name}")))[name])


def _held(db: Database, path: Path, edition: Edition) -> Held:
    current = _current_term(db, path)
    if current is None:
        return Held()
    term = term_of(edition, current)
    load = _last_load(db, term)
    as_of = date.fromisoformat(load["as_of"]) if load else None
    return Held(current_term=current, table=_table(db, term), as_of=as_of)


def _last_load(db: Database, term: str) -> dict[str, Any] | None:
    loads = db.table("loads").rows_where("term = ?", [term], order_by="id desc", limit=1)
    return next(loads, None)


def _table(db: Database, term: str) -> Table:
    departments: dict[tuple[str, str], list[str]] = {}
    for row in db.table("departments").rows_where("term = ?", [term], order_by="position"):
        departments.setdefault((row["number"], row["role"]), []).append(row["name"])
    return Table(
        rows=tuple(
            Row(
                pledge=Pledge(
                    number=PledgeNumber(row["number"]),
                    title=row["title"],
                    owners=tuple(departments.get((row["number"], OWNER), ())),
                    helpers=tuple(departments.get((row["number"], HELPER), ())),
                    team=row["team"],
                    strategy=row["strategy"],
                    details=tuple(json.loads(row["details"]).items()),
                ),
            )
            for row in db.table("pledges").rows_where("term = ?", [term], order_by="position")
        ),
        aliases=tuple(
            Alias(
                kind=AliasKind(row["kind"]),
                alias=row["alias"],
                target=row["target"],
                reason=row["reason"],
            )
            for row in db.table("aliases").rows_where(
                "term = ?", [term], order_by="kind, alias, target"
            )
        ),
    )


def _write(db: Database, edition: Edition, found: Outcome) -> None:
    """Replace the term's table with the edition's, and put down what that changes."""
    if not db.table("terms").exists():
        _create_schema(db)
    term, table = found.term, found.table
    db.execute("UPDATE terms SET is_current = 0 WHERE name <> ?", [term])
    db.table("terms").upsert({"name": term, "is_current": 1})
    load_id = (
        db.table("loads")
        .insert(
            {
                "file": edition.file,
                "sha256": edition.sha256,
                "loaded_at": edition.loaded_at.astimezone(UTC).isoformat(timespec="seconds"),
                "as_of": found.as_of.isoformat(),
                "term": term,
                "pledges": len(table.rows),
                "strategies": len(table.strategies),
                "departments": len(table.departments),
                "aliases": len(table.aliases),
            }
        )
        .last_pk
    )
    for name in ("aliases", "departments", "pledges"):
        db.table(name).delete_where("term = ?", [term])
    db.table("pledges").insert_all(
        {
            "term": term,
            "number": str(row.pledge.number),
            "position": position,
            "strategy": row.pledge.strategy,
            "title": row.pledge.title,
            "team": row.pledge.team,
            "details": json.dumps(dict(row.pledge.details), ensure_ascii=False),
        }
        for position, row in enumerate(table.rows, start=1)
    )
    db.table("departments").insert_all(
        {
            "term": term,
            "number": str(row.pledge.number),
            "role": role,
            "position": position,
            "name": name,
        }
        for row in table.rows
        for role, names in ((OWNER, row.pledge.owners), (HELPER, row.pledge.helpers))
        for position, name in enumerate(names, start=1)
    )
    db.table("aliases").insert_all(
        {"term": term, **_alias_record(alias)} for alias in table.aliases
    )
    db.table("history").insert_all(
        {"load": load_id, "term": term, **record}
        for change in found.changes
        for record in _history(change)
    )


def _alias_record(alias: Alias) -> dict[str, str]:
    return {
        "kind": alias.kind.value,
        "alias": alias.alias,
        "target": alias.target,
        "reason": alias.reason,
    }


def _history(change: Change) -> Iterator[dict[str, Any]]:
    """One record for each field: who owned a pledge, and since which load, can be read there."""
    match change:
        case PledgeAdded(row=row, position=position):
            for field, new in fields(row, position).items():
                yield _record("added", field, number=row.pledge.number, new=new)
        case PledgeRemoved(row=row, position=position):
            for field, old in fields(row, position).items():
                yield _record("removed", field, number=row.pledge.number, old=old)
        case PledgeChanged(number=number, field=field, old=old, new=new):
            yield _record("changed", field, number=number, old=old, new=new)
        case AliasAdded(alias=alias):
            yield _record("added", "alias", new=_alias_text(alias))
        case AliasRemoved(alias=alias):
            yield _record("removed", "alias", old=_alias_text(alias))
        case AliasChanged(old=before, new=after):
            yield _record("changed", "alias", old=_alias_text(before), new=_alias_text(after))


def _record(
    action: str,
    field: str,
    *,
    number: PledgeNumber | None = None,
    old: str | None = None,
    new: str | None = None,
) -> dict[str, Any]:
    return {
        "number": str(number) if number else None,
        "field": str(field),
        "old": old,
        "new": new,
        "action": action,
    }


def _alias_text(alias: Alias) -> str:
    """The alias as its file writes it."""
    return "\t".join(_alias_record(alias).values())


def _create_schema(db: Database) -> None:
    db.table("terms").create({"name": str, "is_current": int}, pk="name", not_null={"is_current"})
    db.execute("CREATE UNIQUE INDEX one_current_term ON terms (is_current) WHERE is_current")
    db.table("pledges").create(
        {
            "term": str,
            "number": str,
            "position": int,
            "strategy": str,
            "title": str,
            "team": str,
            "details": str,
        },
        pk=("term", "number"),
        not_null={"position", "strategy", "title", "team", "details"},
        foreign_keys=[("term", "terms", "name")],
    )
    db.table("departments").create(
        {"term": str, "number": str, "role": str, "position": int, "name": str},
        pk=("term", "number", "role", "position"),
        not_null={"name"},
        foreign_keys=[(("term", "number"), "pledges", ("term", "number"))],
    )
    db.table("aliases").create(
        {"term": str, "kind": str, "alias": str, "target": str, "reason": str},
        pk=("term", "kind", "alias", "target"),
        not_null={"reason"},
        foreign_keys=[("term", "terms", "name")],
    )
    db.table("loads").create(
        {
            "id": int,
            "file": str,
            "sha256": str,
            "loaded_at": str,
            "as_of": str,
            "term": str,
            "pledges": int,
            "strategies": int,
            "departments": int,
            "aliases": int,
        },
        pk="id",
        not_null={"file", "sha256", "loaded_at", "as_of", "term"},
        foreign_keys=[("term", "terms", "name")],
    )
    db.table("history").create(
        {
            "id": int,
            "load": int,
            "term": str,
            "number": str,
            "field": str,
            "old": str,
            "new": str,
            "action": str,
        },
        pk="id",
        not_null={"load", "term", "field", "action"},
        foreign_keys=[("load", "loads", "id"), ("term", "terms", "name")],
    )
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
