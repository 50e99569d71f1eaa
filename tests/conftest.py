"""What holds for every test."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile

from hypothesis import settings
from hypothesis.internal.conjecture import providers

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
# `make test ARGS=--hypothesis-profile=explore` looks for new examples.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
# For `make test-fast`: enough to meet a mistake, not to look for one.
settings.register_profile("fast", derandomize=True, deadline=None, max_examples=15)
settings.load_profile("repeatable")
if hasattr(providers, "_get_local_constants"):
    setattr(providers, "_get_local_constants", lambda: providers._local_constants)  # noqa: B010
