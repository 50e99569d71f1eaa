"""What holds for every test."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from bot.lookup.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

# A background job of a shell ignores SIGINT, and its children would too: the tests that stop a
# process with it would wait without end.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Files of tests are kept in memory where there is room: a database waits for the disk at every
# commit, for seconds where others write to it, and no test outlives a power cut.
MEMORY, ENOUGH_BYTES = "/dev/shm", 2 * 10**9  # noqa: S108 -- a folder is made in it
if (
    "TMPDIR" not in os.environ
    and os.access(MEMORY, os.W_OK)
    and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES
):
    os.environ["TMPDIR"] = tempfile.tempdir = MEMORY

# The same examples on every run: a test fails for a change, never by chance. Hypothesis also draws
# what stands in the modules that happen to be imported, which depends on the tests before.
# What does not change finds nothing new: these few guard what is known, and
# `make test ARGS=--hypothesis-profile=explore` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=40)
settings.register_profile("explore", deadline=None, max_examples=500)
# For `make test-fast`: enough to meet a mistake, not to look for one.
settings.register_profile("fast", derandomize=True, deadline=None, max_examples=15)
settings.load_profile("repeatable")
if hasattr(providers, "_get_local_constants"):
    setattr(providers, "_get_local_constants", lambda: providers._local_constants)  # noqa: B010


@pytest.fixture(scope="module", autouse=True)
def built_on_first_use() -> Iterator[None]:
    """Build no part of a table that no test asks for: all of them take longer than most tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Catalogue, "warm", lambda _: None)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that start processes: one worker builds the wheel then, not each."""
    items.sort(key=lambda item: item.path.parent != Path(__file__).parent)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what lives as long as the tests: a twelfth of their time."""
    gc.freeze()
    gc.set_threshold(20_000)
