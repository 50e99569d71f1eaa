"""Loads a table of pledges into the database, and says what that changes."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import SettingsError, settings_from
from bot.store.errors import StoreError
from bot.table import files, replies
from bot.table.edition import Edition
from bot.table.fault import RefusedError
from bot.table.shipped import DATA
from bot.table.store.versions import load

if TYPE_CHECKING:
    from collections.abc import Iterable

LOADED, REFUSED = 0, 2


def main(arguments: list[str] | None = None) -> int:
    """Load what the command line names; the exit status, 0 or 2."""
    parser = argparse.ArgumentParser(description=replies.USAGE)
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `run` reads."""
    parser.add_argument(
        "file", nargs="?", type=Path, default=DATA / "pledge-table.txt", help=replies.FILE_HELP
    )
    parser.add_argument("--db", type=Path, help=replies.DB_HELP)
    parser.add_argument(
        "--aliases", type=Path, default=DATA / "aliases.tsv", help=replies.ALIASES_HELP
    )
    parser.add_argument("--term", type=_term, help=replies.TERM_HELP)
    parser.add_argument("--as-of", type=_date, help=replies.AS_OF_HELP)
    parser.add_argument("--dry-run", action="store_true", help=replies.DRY_RUN_HELP)


def run(options: argparse.Namespace) -> int:
    """Load what the options name; the exit status, 0 or 2."""
    try:
        db = options.db or _db_of_settings()
    except SettingsError as wrong:
        return _refusal(*wrong.faults)
    try:
        reading = files.read(options.file, options.aliases)
        edition = Edition(
            table=reading.table,
            file=reading.file,
            sha256=reading.sha256,
            loaded_at=datetime.now(UTC),
            term=options.term,
            as_of=options.as_of or reading.as_of,
        )
        # What may be wrong is shown before anything is loaded.
        lines = replies.loaded(
            load(db, edition, dry_run=True),
            file=reading.file,
            notes=reading.notes,
            suspicions=reading.suspicions,
            is_dry_run=options.dry_run,
        )
        try:
            _write_lines(lines)
        finally:  # done all the same where nobody reads on
            if not options.dry_run:
                load(db, edition)
    except RefusedError as error:
        return _refusal(*replies.refused(error))
    except StoreError as error:
        return _refusal(replies.store_trouble(error))
    return LOADED


def _db_of_settings() -> Path:
    """Where the bot reads its table from; its folder is made. Raises SettingsError."""
    db = settings_from(os.environ, Path(".env")).pledges_db
    with suppress(OSError):  # told when the database cannot be made
        db.parent.mkdir(parents=True, exist_ok=True)
    return db


def _write_lines(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _refusal(*lines: str) -> int:
    sys.stderr.writelines(f"{line}\n" for line in (*lines, replies.NOTHING_CHANGED))
    return REFUSED


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
