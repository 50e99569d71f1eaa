"""An office for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reminders.delivery.office import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with an empty database."""
    with open_office(tmp_path) as one:
        yield one
