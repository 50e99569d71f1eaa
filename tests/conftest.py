"""What holds for every test."""

from __future__ import annotations

import signal

# A background job of a shell ignores SIGINT, and its children would too: the tests that stop a
# process with it would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)
