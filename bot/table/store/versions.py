"""Versions of the tables: loaded, reorganised, undone, each in one transaction, and read again."""

import hashlib
import json
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.lookup.catalogue import Catalogue, Former, Gone
from bot.lookup.pledge import PledgeNumber
from bot.store.errors import StoreError, Trouble, is_there
from bot.store.records import insert, record_from
from bot.store.state import moment
from bot.table.changes import Change, PledgeAdded, PledgeChanged, PledgeRemoved, compare
from bot.table.edition import Edition, Held, Revision, day_in_seoul, revision, term_of
from bot.table.history import FieldChange, Version, VersionKind
from bot.table.pledge_table import Table
from bot.table.reorganisation import Step, reorganised, successors
from bot.table.store import tables
from bot.table.store.additions import aliases_in
from bot.table.store.database import create_file, open_database

UNDONE = "EXISTS (SELECT 1 FROM versions AS undo WHERE undo.undoes = versions.id)"
VERSIONS = f"SELECT versions.*, {UNDONE} AS is_undone FROM versions"


class TableChangedError(Exception):
    """The table is not the one any more that somebody was shown."""


# -- reading ----------------------------------------------------------------------------------


def read_catalogue(path: Path, *, at: datetime | None = None) -> Catalogue:
    """The current table, with earlier terms'; at a past moment if asked. Raises StoreError."""
    with open_database(path) as db, db.atomic():
        last = _existing(db, path, at)
        terms = _terms(db, last.id)
        former = _former(db, last.id)
        own = aliases_in(db)
        held = {
            term: _content(db, version) if at else tables.read_table(db, term)
            for term, version in terms.items()
        }
        catalogues = {
            term: Catalogue(
                term=term,
                pledges=table.pledges,
                aliases=(*table.aliases, *own),
                as_of=terms[term].as_of,
                source=terms[term].file,
                strategy_heading=table.strategy_heading,
                called=dict(table.called),
                former=former,
                moved=_moved(db, term, table, last.id),
                gone=_gone(db, term, table, last.id),
            )
            for term, table in held.items()
        }
        current = catalogues.pop(last.current, None)
        if current is None:
            raise StoreError(path, Trouble.BROKEN)
        return replace(current, earlier=tuple(catalogues.values()))


def versions(path: Path, *, limit: int, skip: int = 0) -> tuple[Version, ...]:
    """The versions of all terms, newest first. Raises StoreError."""
    with open_database(path) as db:
        sql = f"{VERSIONS} ORDER BY id DESC LIMIT ? OFFSET ?"
        return tuple(record_from(Version, row) for row in db.query(sql, [limit, skip]))


def last_version(path: Path) -> Version | None:
    """The last version; None where nothing was ever loaded. Raises StoreError."""
    with open_database(path) as db:
        return _last_version(db)


def last_id(path: Path) -> int:
    """The id of the last version; 0 where nothing was ever loaded. Raises StoreError."""
    last = last_version(path)
    return last.id if last is not None else 0


def undoable(path: Path) -> Version | None:
    """The last version that stands; None for the first table of all, which stays."""
    with open_database(path) as db:
        return _undoable(db)


def changes_of(
    path: Path, number: PledgeNumber, term: str, *, limit: int = -1
) -> tuple[FieldChange, ...]:
    """What versions changed of a pledge, in order; the newest up to `limit`. Raises StoreError."""
    with open_database(path) as db:
        sql = f"""
            SELECT changed.field, changed.old, changed.new, versions.*, {UNDONE} AS is_undone
            FROM (
                SELECT * FROM history WHERE term = ? AND number IN (SELECT value FROM json_each(?))
                ORDER BY id DESC LIMIT ?
            ) AS changed JOIN versions ON versions.id = changed.version
            ORDER BY changed.id
        """
        numbers = "SELECT DISTINCT number FROM history WHERE term = ? AND number IS NOT NULL"
        every = (text for (text,) in db.execute(numbers, [term]))
        same = [text for text in every if PledgeNumber(text) == number]
        return tuple(
            record_from(FieldChange, row, version=record_from(Version, row))
            for row in db.query(sql, [term, json.dumps(same), limit])
        )


def revision_of(path: Path, version: int) -> tuple[Version, Revision] | None:
    """A version and what it changed, beside the table of today; None where it was taken back."""
    with open_database(path) as db:
        found = _find_version(db, f"id = ? AND NOT {UNDONE}", version)
        return (found, _revision(db, found, _existing(db, path))) if found is not None else None


def undecided(path: Path) -> tuple[tuple[int, str], ...]:
    """The departments that versions which stand left without any pledge, the newest first."""
    with open_database(path) as db:
        sql = f"""
            SELECT DISTINCT versions.id, old FROM successors JOIN versions ON version = versions.id
            WHERE is_likely AND NOT {UNDONE} ORDER BY versions.id DESC
        """
        return tuple(db.execute(sql).fetchall())


def successors_of(path: Path, version: int) -> tuple[tuple[str, str], ...]:
    """Which department followed which by a version: old and new names."""
    with open_database(path) as db:
        of_version = "version = ? AND NOT is_likely"
        rows = db.table("successors").rows_where(of_version, [version], order_by="id")
        return tuple((row["old"], row["new"]) for row in rows)


# -- writing ----------------------------------------------------------------------------------


def load(
    path: Path,
    edition: Edition,
    *,
    dry_run: bool = False,
    by: int | None = None,
    base: int | None = None,
) -> Revision:
    """What this edition changes; and, unless it is a dry run, the change made, whole or not at all.

    An edition that changes nothing writes nothing. `base` is the version that the person saw, 0 for
    none.
    Raises StoreError and TableChangedError.
    """
    if dry_run and not is_there(path):
        return revision(edition, Held())
    is_new = not dry_run and create_file(path)
    try:
        with open_database(path, to_load=not dry_run) as db, db.atomic():
            held = _held(db, edition)
            _check_base(held.version, base)
            found = revision(edition, held)
            if not (dry_run or found.changes_nothing):
                edition = replace(edition, term=found.term, as_of=found.as_of)
                kind, current = VersionKind.LOAD, found.new_term
                made = _write_version(db, kind, edition, found.changes, current=current, by=by)
                since = day_in_seoul(edition.loaded_at)
                _insert_successors(db, made, found.respelt, since)
                _insert_likely(db, made, found, since)
        return found
    except BaseException:
        if is_new:
            path.unlink(missing_ok=True)
        raise


def reorganise(  # noqa: PLR0913 -- who does what, when, and upon what they saw
    path: Path,
    steps: Sequence[Step],
    *,
    at: datetime,
    since: date,
    by: int | None = None,
    base: int | None = None,
    dry_run: bool = False,
    planned: int | None = None,
) -> Revision:
    """Reorganise the departments of the current term; what that changes. People see `since`.

    With `planned`, that planned one is done with, and nothing is written where the table has
    changed so that it does nothing; a new name that the table has already is still the successor
    of the old one. Raises StoreError and TableChangedError.
    """
    with open_database(path) as db, db.atomic():
        last = _existing(db, path)
        _check_base(last.id, base)
        version = _terms(db, last.id)[last.current]
        table = tables.read_table(db, last.current)
        edition = _edited(version, reorganised(table, steps), at)
        found = revision(edition, _held(db, edition))
        if planned is not None:
            db.table("planned_reorganisations").delete_where("id = ?", [planned])
        decided = {name for name, of in _former(db, last.id).items() if not of.is_likely}
        pairs = [
            (old, new)
            for old, new in successors(steps)
            if old in table.departments or (old not in decided and new in edition.table.departments)
        ]
        if not dry_run and (found.changes or pairs or planned is None):
            kind = VersionKind.REORGANISATION
            made = _write_version(
                db, kind, edition, found.changes, current=last.current, by=by, since=since
            )
            _insert_successors(db, made, pairs, since)
            _insert_likely(db, made, found, day_in_seoul(at), decided={old for old, _ in pairs})
        return found


def undo(
    path: Path, *, at: datetime, by: int | None = None, version: int | None = None
) -> Revision | None:
    """Take back the last version, if it is `version`; what changes, or None. Raises StoreError."""
    with open_database(path) as db, db.atomic():
        if (target := _undoable(db)) is None or version not in (None, target.id):
            return None
        before = _find_version(db, "id = ?", target.before)
        edition = _edited(before or target, _content(db, before), at)
        _write_version(
            db,
            VersionKind.UNDO,
            edition,
            compare(tables.read_table(db, target.term), edition.table),
            current=target.term_before or target.term,
            by=by,
            undoes=target.id,
            removes_term=before is None,
        )
        last = _existing(db, path)
        return _revision(db, last, last)


def record_successors(
    path: Path, version: int, pairs: Iterable[tuple[str, str]], *, since: date
) -> None:
    """Let old departments lead to new ones since a version, as long as it stands."""
    with open_database(path) as db, db.atomic():
        _existing(db, path)
        _insert_successors(db, version, pairs, since)


# ---------------------------------------------------------------------------------------------


def _existing(db: Database, path: Path, at: datetime | None = None) -> Version:
    """The last version. Raises StoreError where nothing was ever loaded."""
    if (last := _last_version(db, at)) is None:
        raise StoreError(path, Trouble.EMPTY)
    return last


def _edited(version: Version, table: Table, at: datetime) -> Edition:
    """A table for the term of a version, whose file and day it keeps."""
    return Edition(
        table=table,
        file=version.file,
        sha256=version.sha256,
        loaded_at=at,
        term=version.term,
        as_of=version.as_of,
    )


def _check_base(version: int | None, base: int | None) -> None:
    if base is not None and (version or 0) != base:
        raise TableChangedError


def _held(db: Database, edition: Edition) -> Held:
    if (last := _last_version(db)) is None:
        return Held()
    term = term_of(edition, last.current)
    version = _terms(db, last.id).get(term)
    return Held(
        current_term=last.current,
        current=tables.read_table(db, last.current),
        table=tables.read_table(db, term),
        as_of=version.as_of if version else None,
        version=last.id,
        former=_former(db, last.id),
    )


def _last_version(db: Database, at: datetime | None = None) -> Version | None:
    return _find_version(db, "at <= ?", moment(at)) if at else _find_version(db, "TRUE")


def _undoable(db: Database) -> Version | None:
    is_not_first = "(before IS NOT NULL OR term_before IS NOT NULL)"
    return _find_version(db, f"kind <> 'undo' AND NOT {UNDONE} AND {is_not_first}")


def _find_version(db: Database, where: str, *values: Any) -> Version | None:
    """The last version that fits a condition."""
    sql = f"{VERSIONS} WHERE {where} ORDER BY id DESC LIMIT 1"
    return next((record_from(Version, row) for row in db.query(sql, values)), None)


def _terms(db: Database, until: int) -> Mapping[str, Version]:
    """The version of each term that stood when this one was the last; terms as they came."""
    last = "SELECT max(id) FROM versions WHERE id <= ? GROUP BY term"
    sql = f"{VERSIONS} WHERE id IN ({last}) AND content IS NOT NULL ORDER BY id"
    return {row["term"]: record_from(Version, row) for row in db.query(sql, [until])}


def _content(db: Database, version: Version | None) -> Table:
    """The table of a term as a version left it; an empty one where there was none."""
    if version is None or version.content is None:
        return Table()
    return tables.unpacked(db.table("contents").get(version.content)["packed"])


def _former(db: Database, until: int) -> Mapping[str, Former]:
    """What became of each old name by the last versions of one day that stand."""
    sql = """
        SELECT new, since, is_likely FROM successors WHERE old = ? AND version <= ?
            AND NOT EXISTS (SELECT 1 FROM versions AS u WHERE u.undoes = version AND u.id <= ?)
        ORDER BY id DESC
    """
    found: dict[str, Former] = {}
    for (old,) in db.execute("SELECT DISTINCT old FROM successors ORDER BY old").fetchall():
        for new, *of in db.execute(sql, [old, until, until]):  # read no further than one day
            day, is_likely, known = date.fromisoformat(of[0]), bool(of[1]), found.get(old)
            if known is not None and (known.since, known.is_likely) != (day, is_likely):
                break
            names = (new, *(known.names if known else ()))
            found[old] = Former(names=names, since=day, is_likely=is_likely)
    return found


def _moved(db: Database, term: str, table: Table, until: int) -> tuple[PledgeNumber, ...]:
    """The pledges whose owners have changed until a version, the latest first."""
    sql = """
        SELECT number, max(version) FROM history
        WHERE term = ? AND field = 'owners' AND action = 'changed' AND version <= ? GROUP BY number
    """
    last = db.execute(sql, [term, until]).fetchall()
    latest = {PledgeNumber(number): version for number, version in sorted(last, key=itemgetter(1))}
    moved = [pledge.number for pledge in table.pledges if pledge.number in latest]
    return tuple(sorted(moved, key=lambda number: -latest[number]))


def _gone(db: Database, term: str, table: Table, until: int) -> Mapping[PledgeNumber, Gone]:
    """The pledges that loads took out until a version, and that the table has under no number."""
    sql = """
        SELECT number, old, at, max(version) FROM history JOIN versions ON versions.id = version
        WHERE history.term = ? AND field = 'title' AND action = 'removed' AND kind = 'load'
            AND version <= ? GROUP BY number
    """
    stands = {text for pledge in table.pledges for text in (str(pledge.number), pledge.title)}
    return {
        PledgeNumber(number): Gone(title=title, since=day_in_seoul(datetime.fromisoformat(at)))
        for number, title, at, _ in db.execute(sql, [term, until]).fetchall()
        if stands.isdisjoint((number, title))
    }


def _revision(db: Database, version: Version, last: Version) -> Revision:
    """What a version changed; `last` is the one of today."""
    before = _find_version(db, "id = ?", version.before)
    old_table, table = (_content(db, one) for one in (before, version))
    return Revision(
        term=version.term,
        old_term=version.term_before,
        new_term=last.current,
        as_of=version.as_of,
        old_as_of=before.as_of if before else None,
        old_table=old_table,
        table=table,
        replaced=_content(db, _terms(db, version.id - 1).get(version.term_before or "")),
        current=tables.read_table(db, last.current),
        changes=compare(old_table, table),
        version=before.id if before else None,
    )


def _write_version(  # noqa: PLR0913 -- what a version is
    db: Database,
    kind: VersionKind,
    edition: Edition,
    changes: Sequence[Change],
    *,
    current: str,
    by: int | None,
    undoes: int | None = None,
    removes_term: bool = False,
    since: date | None = None,
) -> int:
    """Put an edition, whose term and day are known, in its term's place; the version's id."""
    term, table = edition.term or current, edition.table
    last = _last_version(db)
    before = _terms(db, last.id).get(term) if last else None
    kinds = Counter(map(type, changes))
    version_id = insert(
        db,
        "versions",
        kind=kind,
        term=term,
        current=current,
        # A clock that was set back must not change what came after what.
        at=max(edition.loaded_at, last.at) if last else edition.loaded_at,
        by=by,
        file=edition.file,
        sha256=edition.sha256,
        as_of=edition.as_of,
        content=None if removes_term else _keep_content(db, table),
        before=before.id if before else None,
        term_before=last.current if last else None,
        undoes=undoes,
        pledges=len(table.pledges),
        departments=len(table.departments),
        added=kinds[PledgeAdded],
        removed=kinds[PledgeRemoved],
        changed=kinds[PledgeChanged],
        since=since,
    )
    db.execute("UPDATE terms SET is_current = 0")
    tables.delete_table(db, term)
    if not removes_term:
        tables.write_table(db, term, table)
    db.execute("UPDATE terms SET is_current = 1 WHERE name = ?", [current])
    tables.insert_history(db, version_id or 0, term, changes)
    return version_id or 0


def _keep_content(db: Database, table: Table) -> str:
    """Keep a whole table, once; the digest by which it is found."""
    whole = tables.packed(table)
    sha256 = hashlib.sha256(whole).hexdigest()
    db.table("contents").insert({"sha256": sha256, "packed": whole}, ignore=True)
    return sha256


def _insert_successors(
    db: Database,
    version: int,
    pairs: Iterable[tuple[str, str]],
    since: date,
    *,
    is_likely: bool = False,
) -> None:
    of_version = {"version": version, "since": since.isoformat(), "is_likely": is_likely}
    db.table("successors").insert_all({**of_version, "old": old, "new": new} for old, new in pairs)


def _insert_likely(
    db: Database, version: int, found: Revision, since: date, decided: Container[str] = ()
) -> None:
    """Keep which departments have the pledges of those that a version leaves without any."""
    pairs = [
        (old, new)
        for old, heirs in found.vanished.items()
        for new, count in heirs
        if count and old not in decided
    ]
    _insert_successors(db, version, pairs, since, is_likely=True)
