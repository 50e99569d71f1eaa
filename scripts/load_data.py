"""Loads a table of pledges into the database: `pledge-bot load`, from a clone."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

# so that it runs from a clone that is not installed
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.terminal.load import LOADED, main

if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):  # nothing is lost where Korean cannot be written
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads along has seen enough; what was to be done is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = LOADED
    sys.exit(status)
