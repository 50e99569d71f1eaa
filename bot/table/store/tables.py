"""The table of one term in the database: read, replaced, packed."""

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import cast

from sqlite_utils import Database

from bot.lookup.catalogue import Alias
from bot.lookup.pledge import Pledge
from bot.store.records import from_json, insert, record_from, to_json
from bot.table import changes
from bot.table.pledge_table import Table


def read_table(db: Database, term: str) -> Table:
    """The table of a term; empty where there is none."""
    of_term = "term = ?", [term]
    pledges = db.table("pledges").rows_where(*of_term, order_by="position")
    aliases = db.table("aliases").rows_where(*of_term, order_by="kind, alias, target")
    own = next(db.table("terms").rows_where("name = ?", [term]), None)
    return Table(
        pledges=tuple(record_from(Pledge, row) for row in pledges),
        aliases=tuple(record_from(Alias, row) for row in aliases),
        strategy_heading=own["strategy_heading"] if own else "",
        called=from_json(tuple[tuple[str, str], ...], own["called"]) if own else (),
    )


def write_table(db: Database, term: str, table: Table) -> None:
    """Keep the table of a term that has none."""
    headings = {"strategy_heading": table.strategy_heading, "called": table.called}
    insert(db, "terms", headings, name=term, is_current=0)
    for position, pledge in enumerate(table.pledges, start=1):
        insert(db, "pledges", pledge, term=term, position=position)
    for alias in table.aliases:
        insert(db, "aliases", alias, term=term)


def delete_table(db: Database, term: str) -> None:
    """Delete a term, its pledges and its aliases."""
    for name, column in (("aliases", "term"), ("pledges", "term"), ("terms", "name")):
        db.table(name).delete_where(f"{column} = ?", [term])


def packed(table: Table) -> bytes:
    """A table as it is kept whole."""
    return zlib.compress(to_json(table).encode(), 9)


def unpacked(content: bytes) -> Table:
    """The table that was packed; what 1.0.0 knows as the team is that of the first owner."""
    text = zlib.decompress(content).decode()
    if '"team": ' in text:
        table = json.loads(text)
        for pledge in table["pledges"]:
            if (team := pledge.pop("team", "")) and pledge["owners"]:
                pledge["teams"] = [[pledge["owners"][0], team]]
        text = json.dumps(table)
    return cast("Table", from_json(Table, text))


def insert_history(db: Database, version: int, term: str, found: Iterable[changes.Change]) -> None:
    """Keep what a version changed, field by field: who owned a pledge, and since which load."""
    sql = "INSERT INTO history (version, term, number, field, old, new, action)"
    records = (record for change in found for record in _records(change))
    db.conn.executemany(
        f"{sql} VALUES ({version}, ?, ?, ?, ?, ?, ?)", ((term, *r) for r in records)
    )


def _records(change: changes.Change) -> Iterator[tuple[str | None, ...]]:
    """Number, field, old and new value, action: of each field of a change; of an alias nothing."""
    match change:
        case changes.PledgeAdded(pledge=pledge, position=position):
            for field, new in changes.fields(pledge, position).items():
                yield str(pledge.number), str(field), None, new, "added"
        case changes.PledgeRemoved(pledge=pledge, position=position):
            for field, old in changes.fields(pledge, position).items():
                yield str(pledge.number), str(field), old, None, "removed"
        case changes.PledgeChanged(number=number, field=field, old=old, new=new):
            yield str(number), str(field), old, new, "changed"
