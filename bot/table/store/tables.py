"""The table of one term in the database: read, replaced, packed."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.lookup.catalogue import Alias, AliasKind
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.store.records import record_from
from bot.table import changes
from bot.table.rows import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

OWNER, HELPER = "owner", "helper"


def read_table(db: Database, term: str) -> Table:
    """The table of a term; empty where there is none."""
    terms = db.table("terms").rows_where("name = ?", [term])
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
            record_from(Alias, row)
            for row in db.table("aliases").rows_where(
                "term = ?", [term], order_by="kind, alias, target"
            )
        ),
        strategy_heading=next((row["strategy_heading"] for row in terms), ""),
    )


def write_table(db: Database, term: str, table: Table) -> None:
    """Put this table in the place of the term's."""
    delete_table(db, term)
    record = {"name": term, "is_current": 0, "strategy_heading": table.strategy_heading}
    db.table("terms").upsert(record)
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
    db.table("aliases").insert_all({"term": term, **alias_record(alias)} for alias in table.aliases)


def delete_table(db: Database, term: str) -> None:
    """Delete the rows and aliases of a term."""
    for name in ("aliases", "departments", "pledges"):
        db.table(name).delete_where("term = ?", [term])


def packed(table: Table) -> bytes:
    """A table as it is kept whole."""
    rows = [
        [
            str(row.pledge.number),
            row.pledge.title,
            row.pledge.owners,
            row.pledge.helpers,
            row.pledge.team,
            row.pledge.strategy,
            row.pledge.details,
        ]
        for row in table.rows
    ]
    aliases = [[*alias_record(alias).values()] for alias in table.aliases]
    content = {"rows": rows, "aliases": aliases, "strategy_heading": table.strategy_heading}
    return zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 9)


def unpacked(content: bytes) -> Table:
    """The table that was packed."""
    read = json.loads(zlib.decompress(content))
    return Table(
        rows=tuple(
            Row(
                pledge=Pledge(
                    number=PledgeNumber(number),
                    title=title,
                    owners=tuple(owners),
                    helpers=tuple(helpers),
                    team=team,
                    strategy=strategy,
                    details=tuple((key, value) for key, value in details),
                )
            )
            for number, title, owners, helpers, team, strategy, details in read["rows"]
        ),
        aliases=tuple(
            Alias(kind=AliasKind(kind), alias=alias, target=target, reason=reason)
            for kind, alias, target, reason in read["aliases"]
        ),
        strategy_heading=read["strategy_heading"],
    )


def alias_record(alias: Alias) -> dict[str, str]:
    """An alias as a row."""
    return {**asdict(alias), "kind": alias.kind.value}


def history_records(change: changes.Change) -> Iterator[dict[str, Any]]:
    """One record for each field: who owned a pledge, and since which load, can be read there."""
    match change:
        case changes.PledgeAdded(row=row, position=position):
            for field, new in changes.fields(row, position).items():
                yield _record("added", field, number=row.pledge.number, new=new)
        case changes.PledgeRemoved(row=row, position=position):
            for field, old in changes.fields(row, position).items():
                yield _record("removed", field, number=row.pledge.number, old=old)
        case changes.PledgeChanged(number=number, field=field, old=old, new=new):
            yield _record("changed", field, number=number, old=old, new=new)
        case changes.AliasAdded(alias=alias):
            yield _record("added", "alias", new=_alias_text(alias))
        case changes.AliasRemoved(alias=alias):
            yield _record("removed", "alias", old=_alias_text(alias))
        case changes.AliasChanged(old=before, new=after):
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
    return "\t".join(alias_record(alias).values())
