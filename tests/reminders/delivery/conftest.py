"""An office for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reminders.delivery.office import open_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.reminders.delivery.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with an empty database."""
    with open_office(tmp_path) as one:
        yield one
