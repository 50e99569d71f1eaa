"""The entry point: can be stopped from the first moment on, while all else is still loading."""

import signal
import sys
from collections.abc import Sequence

STOPPED = 0  # of what works until it is stopped
INTERRUPTED = 130  # of what had something to do, as shells say it


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; the process's exit status."""
    words = [*(sys.argv[1:] if arguments is None else arguments)]
    status = STOPPED if words[:1] in ([], ["run"], ["browse"]) else INTERRUPTED
    # No KeyboardInterrupt: Python takes one that is raised within `exec`, by which dataclasses are
    # made, for one that nobody caught.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(status))
    try:
        from bot.commands import run  # noqa: PLC0415 -- takes most of the time until the bot serves

        return run(words)
    except KeyboardInterrupt:
        return status


if __name__ == "__main__":
    sys.exit(main())
