"""Loads a table of pledges into the database, and says what that changes."""

from __future__ import annotations

import argparse
import io
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that it runs from a clone that is not installed

from bot.store.errors import StoreError
from bot.table import files, replies
from bot.table.edition import Edition
from bot.table.fault import RefusedError
from bot.table.store import load

DATA = ROOT / "data"
LOADED, REFUSED = 0, 2


def main(arguments: list[str] | None = None) -> int:
    """Load what the command line names; the exit status, 0 or 2."""
    options = _options(arguments)
    try:
        reading = files.read(options.file, options.aliases)
        edition = Edition(
            table=reading.table,
            file=reading.file,
            sha256=reading.sha256,
            loaded_at=datetime.now(UTC),
            term=options.term,
            as_of=options.as_of,
        )
        outcome = load(options.db, edition, dry_run=options.dry_run)
    except RefusedError as error:
        return _refusal(*replies.refused(error))
    except StoreError as error:
        return _refusal(replies.store_trouble(error))
    print(*replies.loaded(outcome, file=reading.file, is_dry_run=options.dry_run), sep="\n")
    if reading.others:
        print(replies.not_read(reading.others))
    for row in reading.stray:
        print(replies.stray(row, file=options.aliases.name), file=sys.stderr)
    return LOADED


def _refusal(*lines: str) -> int:
    print(*lines, replies.NOTHING_CHANGED, sep="\n", file=sys.stderr)
    return REFUSED


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=replies.USAGE)
    parser.add_argument(
        "file", nargs="?", type=Path, default=DATA / "pledge-table.txt", help=replies.FILE_HELP
    )
    parser.add_argument("--db", type=Path, default=DATA / "pledges.db", help=replies.DB_HELP)
    parser.add_argument(
        "--aliases", type=Path, default=DATA / "aliases.tsv", help=replies.ALIASES_HELP
    )
    parser.add_argument("--term", type=_term, help=replies.TERM_HELP)
    parser.add_argument("--as-of", type=_date, help=replies.AS_OF_HELP)
    parser.add_argument("--dry-run", action="store_true", help=replies.DRY_RUN_HELP)
    return parser.parse_args(arguments)


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
