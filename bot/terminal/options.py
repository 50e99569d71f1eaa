"""Command lines of which each command tells the version."""

from __future__ import annotations

import argparse
from typing import Any

from bot import __version__


class Parser(argparse.ArgumentParser):
    """Takes `--version`, and so does every command below it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.add_argument("--version", action="version", version=f"pledge-bot {__version__}")
