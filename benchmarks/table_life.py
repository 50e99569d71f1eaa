"""The table's life: what loads, reorganisations, undos and reading cost at first and at last.

`python -m benchmarks.table_life` makes 10,000 changes; another number can be given.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bot.table.edition import Edition
from bot.table.history_desk import MAX_CHANGES
from bot.table.pledge_table import Table
from bot.table.reorganisation import Step, StepKind
from bot.table.store.versions import (
    changes_of,
    load,
    read_catalogue,
    reorganise,
    undo,
    versions,
)
from tests.paths import TABLE

if TYPE_CHECKING:
    from bot.lookup.pledge import Pledge

MEMORY = "/dev/shm"  # noqa: S108 -- a folder with a name of its own is made there
CHANGES = 10_000
SAMPLE = 60  # changes at each end, of which the medians are compared
NAMES = [f"{first}{second}과" for first in "교도공문환건" for second in ("통", "시", "원", "화")]
START = datetime(2026, 7, 1, tzinfo=UTC)


def main(changes: int = CHANGES) -> None:
    """Make changes, and compare the first with the last."""
    rng = random.Random(8)  # noqa: S311 -- the same life in every run
    rows = read_catalogue(TABLE).pledges
    costs: dict[str, list[tuple[int, float]]] = defaultdict(list)
    # In memory where there is such a place: the disk is not what is measured.
    place = MEMORY if Path(MEMORY).is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        path = Path(folder) / "pledges.db"
        for count in range(changes):
            at = START + count * timedelta(hours=6)
            kind = "load" if count == 0 else rng.choice(["load", "load", "reorganise", "undo"])
            started = time.perf_counter()
            match kind:
                case "load":
                    table = Table(pledges=tuple(_changed(row, rng) for row in rows))
                    load(path, Edition(table=table, file="표", sha256=str(count), loaded_at=at))
                case "reorganise":
                    old = read_catalogue(path).pledges[rng.randrange(len(rows))].department
                    new = rng.choice([name for name in NAMES if name != old])
                    started = time.perf_counter()
                    step = Step(kind=StepKind.RENAME, old=(old,), new=(new,))
                    reorganise(path, [step], at=at, since=at.date())
                case _:
                    undo(path, at=at)
            costs[kind].append((count, time.perf_counter() - started))
            if count < SAMPLE or count >= changes - SAMPLE:
                _read(path, count, rows[0], costs)
        size = path.stat().st_size
    print(f"{changes:,} changes, {size / 2**20:.0f} MB")
    for kind, found in costs.items():
        first, last = _ends([cost for _, cost in found])
        print(f"{kind:12} {first * 1e3:6.1f} ms {last * 1e3:6.1f} ms  x{last / first:.2f}")


def _read(path: Path, count: int, row: Pledge, costs: dict[str, list[tuple[int, float]]]) -> None:
    started = time.perf_counter()
    read_catalogue(path)
    costs["catalogue"].append((count, time.perf_counter() - started))
    started = time.perf_counter()
    changes_of(path, row.number, "민선8기", limit=MAX_CHANGES)
    costs["history"].append((count, time.perf_counter() - started))
    started = time.perf_counter()
    versions(path, limit=7)
    costs["versions"].append((count, time.perf_counter() - started))


def _changed(pledge: Pledge, rng: random.Random) -> Pledge:
    if rng.random() > 0.05:
        return pledge
    return replace(pledge, owners=(rng.choice(NAMES),))


def _ends(costs: list[float]) -> tuple[float, float]:
    return median(costs[:SAMPLE]), median(costs[-SAMPLE:])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
