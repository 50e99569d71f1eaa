"""Damaged files of every form, loaded over a table: the whole of what was read, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.table import files
from bot.table.store.versions import load, read_catalogue, undo, versions
from tests.table.tables import REAL_PAGE, an_edition
from tests.table.test_sheets import FORMS, cells_of, damaged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.table.test_sheets import Cells

pytestmark = pytest.mark.slow

SEEDS = 6
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def with_damage(content: bytes, seed: int) -> bytes:
    """Cut off, with a piece of itself elsewhere, or with other bytes in it."""
    rng = Random(seed)  # noqa: S311 -- the same damage on every run
    at, to = rng.randrange(len(content)), rng.randrange(len(content))
    match rng.choice(["cut", "piece", "bytes", "parts"]):
        case "cut":
            return content[:at]
        case "piece":
            return content[:at] + content[to : to + 200] + content[at:]
        case "parts" if content.startswith(b"PK"):
            return damaged(content, seed)
    data = bytearray(content)
    for _ in range(rng.randint(1, 20)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_damaged_file_is_loaded_whole_or_not_at_all(
    form: Callable[[Cells], bytes], tmp_path: Path
) -> None:
    """And what was loaded is undone to the last cell."""
    path = tmp_path / "pledges.db"
    load(path, an_edition(term="민선8기"))
    content = form(cells_of(files.recognised(REAL_PAGE.read_bytes()).table.pledges))
    for seed in range(SEEDS):
        bytes_before, pledges = path.read_bytes(), read_catalogue(path).pledges
        found = files.recognised(with_damage(content, seed))
        if found.faults:
            assert found.table.pledges == ()
            assert path.read_bytes() == bytes_before
            continue
        load(path, an_edition(found.table, term="민선8기"))
        assert read_catalogue(path).pledges == found.table.pledges
        undo(path, at=NOW, version=versions(path, limit=1)[0].id)
        assert read_catalogue(path).pledges == pledges
