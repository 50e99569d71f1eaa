"""What holds for every test."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile

# A background job of a shell ignores SIGINT, and its children would too: the tests that stop a
# process with it would wait for ever.
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
