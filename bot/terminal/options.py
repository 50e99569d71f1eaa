"""Command lines of which each command tells the version; what `load` takes."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from bot import __version__
from bot.terminal import replies


class Parser(argparse.ArgumentParser):
    """Takes `--version`, and so does every command below it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.add_argument("--version", action="version", version=f"pledge-bot {__version__}")


def add_load_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what bot/terminal/load.py reads."""
    parser.add_argument("file", nargs="?", type=Path, help=replies.FILE_HELP)
    parser.add_argument("--db", type=Path, help=replies.DB_HELP)
    parser.add_argument("--aliases", type=Path, help=replies.ALIASES_HELP)
    parser.add_argument("--term", type=_term, help=replies.TERM_HELP)
    parser.add_argument("--as-of", type=_date, help=replies.AS_OF_HELP)
    parser.add_argument("--dry-run", action="store_true", help=replies.DRY_RUN_HELP)
    parser.add_argument("--yes", action="store_true", help=replies.YES_HELP)
    parser.add_argument("--force", action="store_true", help=replies.FORCE_HELP)
    parser.add_argument("--undo", action="store_true", help=replies.UNDO_HELP)


def _term(text: str) -> str:
    term = text.strip()
    if not term or not term.isprintable():
        raise argparse.ArgumentTypeError(replies.WRONG_TERM)
    return term


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(replies.WRONG_DATE) from None
