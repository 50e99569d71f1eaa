"""What can be typed after `pledge-bot`: its commands, and what each of them takes."""

import argparse
import re
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date, datetime
from pathlib import Path
from typing import Any

from bot import __version__
from bot.table.terms import read_term
from bot.terminal import replies


class Parser(argparse.ArgumentParser):
    """Takes `--version`, and so does every command below it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.add_argument("--version", action="version", version=f"pledge-bot {__version__}")


def command_line(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the arguments say; ends the process where they say nothing that there is."""
    parser = Parser(
        prog="pledge-bot",
        description="Without a command: `run`.",
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    parser.set_defaults(command="run")
    commands.add_parser(
        "run", help="serve: on Telegram when BOT_TOKEN is set, else in this terminal"
    )
    ask = commands.add_parser("ask", help="answer questions and end")
    ask.add_argument("--json", action="store_true", help="one JSON object a line")
    ask.add_argument(
        "--as-of", type=_day, metavar="2026-10-01", help="answer as the bot did on that day"
    )
    ask.add_argument(
        "question", nargs="*", help="one answer each; without any, one for each line of input"
    )
    _add_load_arguments(commands.add_parser("load", help="load a table of pledges"))
    backup = commands.add_parser("backup", help="copy both databases, while the bot runs or not")
    backup.add_argument(
        "folder", nargs="?", type=Path, help="where to; BOT_BACKUP_DIR when it is left out"
    )
    restore = commands.add_parser("restore", help="bring back a backup, while the bot is stopped")
    restore.add_argument("folder", type=Path, help="a backup, or the newest in a folder of them")
    restore.add_argument(
        "--replace", action="store_true", help="move aside the databases that are there"
    )
    commands.add_parser("setup", help="ask for the token, make the first admin, write .env")
    doctor = commands.add_parser("doctor", help="check what may be wrong; changes nothing")
    doctor.add_argument(
        "--alive", action="store_true", help="only whether the bot serves, for health checks"
    )
    browse = commands.add_parser("browse", help="show copies of both databases in a browser")
    browse.add_argument("--port", type=_port, default=8001, help="of this machine alone")
    due = commands.add_parser("due", help="show the reminders of one minute; sends nothing")
    due.add_argument(
        "--at", type=_moment, required=True, metavar="2026-12-20T09:00", help="in BOT_TIMEZONE"
    )
    return parser.parse_args(arguments)


def _add_load_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help=replies.FILE_HELP)
    parser.add_argument("--db", type=Path, help=replies.DB_HELP)
    parser.add_argument("--aliases", type=Path, help=replies.ALIASES_HELP)
    parser.add_argument("--term", type=_term, help=replies.TERM_HELP)
    parser.add_argument("--past", action="store_true", help=replies.PAST_HELP)
    parser.add_argument("--as-of", type=_day, help=replies.AS_OF_HELP)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--dry-run", action="store_true", help=replies.DRY_RUN_HELP)
    what.add_argument("--undo", action="store_true", help=replies.UNDO_HELP)
    parser.add_argument("--yes", action="store_true", help=replies.YES_HELP)
    parser.add_argument("--force", action="store_true", help=replies.FORCE_HELP)


def _term(text: str) -> str:
    term = text.strip()
    if not term or not term.isprintable():
        raise argparse.ArgumentTypeError(replies.WRONG_TERM)
    return read_term(term) or term


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        msg = f"{written!r} is no day; expected one like 2026-10-01"
        raise argparse.ArgumentTypeError(msg) from wrong


def _port(written: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", written) and int(written) < 2**16:
        return int(written)
    msg = f"{written!r} is no port; expected a number from 0 (any) to 65535"
    raise argparse.ArgumentTypeError(msg)


def _moment(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written)
        if MINYEAR < at.year < MAXYEAR:
            return at
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{written!r} is no time; expected one like 2026-12-20T09:00")
