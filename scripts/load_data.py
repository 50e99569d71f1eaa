"""Loads a table of pledges into the database: `pledge-bot load`, from a clone."""

from __future__ import annotations

import sys
from pathlib import Path

# so that it runs from a clone that is not installed
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["load", *sys.argv[1:]]))
