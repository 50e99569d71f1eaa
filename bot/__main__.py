"""The command line: builds everything once, then serves on Telegram, in the terminal or a pipe.

What only some commands need is imported by these: a health check runs every minute.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import logging
import os
import shutil
import signal
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.operations.logs import is_json, write_logs
from bot.operations.settings import Settings, SettingsError, settings_from, unknown_setting
from bot.store.errors import StoreError, Trouble
from bot.table.shipped import install_table, readable_table
from bot.terminal.options import Parser, add_load_arguments
from bot.terminal.replies import PROMPT, ready_to_run

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator, Sequence
    from types import FrameType

    from bot.operations.activity import Activity
    from bot.operations.findings import Finding
    from bot.store.state import State
    from bot.table.live import AsOf, LiveCatalogue

LOG = logging.getLogger(__name__)

OK = 0
FAILED = 1
WRONG_SETTINGS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bot or answer questions; the process's exit status."""
    options = command_line(arguments)
    _speak_utf8()
    logging.getLogger().addHandler(logging.NullHandler())  # nobody reads a log in a conversation
    if options.command == "load":
        return _load(options)
    try:
        settings = settings_from(os.environ, Path(".env"))
    except SettingsError as wrong:
        return _refuse(*wrong.faults)
    if (operation := _OPERATIONS.get(options.command)) is not None:
        return operation(options, settings)
    return _answer(options, settings)


def _answer(options: argparse.Namespace, settings: Settings) -> int:
    """The commands that need the table of pledges."""
    from bot.table.live import AsOf, LiveCatalogue  # noqa: PLC0415

    if options.command == "run":
        _prepare_run(settings)
    table = readable_table(settings.pledges_db)
    catalogues = LiveCatalogue(table, show_contacts=settings.show_contacts)
    with asyncio.Runner() as runner:
        try:
            runner.run(catalogues.current())
        except StoreError as useless:
            return _refuse(
                f"BOT_PLEDGES_DB: {useless.words}; expected the table that "
                f"`{_command()} load FILE` writes"
            )
        if options.command == "ask":
            then: LiveCatalogue | AsOf = catalogues
            if options.as_of is not None:
                try:
                    then = AsOf(
                        table,
                        options.as_of,
                        settings.timezone,
                        show_contacts=settings.show_contacts,
                    )
                except StoreError:
                    return _refuse(f"--as-of: no table was loaded by {options.as_of}")
            return _ask(options.question, then, runner, as_json=options.json)
        if options.command == "due":
            return _due(options.at, settings, catalogues, runner)
        if settings.token is None:
            return _talk(settings, catalogues, runner)
        return _serve(settings.token, settings, catalogues, runner)


def _prepare_run(settings: Settings) -> None:
    if settings.token is not None and settings.log_format == "json":
        write_logs(token=settings.token, timezone=settings.timezone, as_json=True)
    for name in settings.unknown:
        _note(f"{unknown_setting(name)}; it is ignored")
    if install_table(settings.pledges_db):
        _note(f"BOT_PLEDGES_DB: '{settings.pledges_db}' made from the shipped table")


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
        "--as-of", type=_date, metavar="2026-10-01", help="answer as the bot did on that day"
    )
    ask.add_argument(
        "question", nargs="*", help="one answer each; without any, one for each line of input"
    )
    add_load_arguments(commands.add_parser("load", help="load a table of pledges"))
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
    browse.add_argument("--port", type=int, default=8001, help="of this machine alone")
    due = commands.add_parser("due", help="show the reminders of one minute; sends nothing")
    due.add_argument(
        "--at", type=_moment, required=True, metavar="2026-12-20T09:00", help="in BOT_TIMEZONE"
    )
    return parser.parse_args(arguments)


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        msg = f"{written!r} is no day; expected one like 2026-10-01"
        raise argparse.ArgumentTypeError(msg) from wrong


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError as wrong:
        msg = f"{written!r} is no time; expected one like 2026-12-20T09:00"
        raise argparse.ArgumentTypeError(msg) from wrong


def _ask(
    questions: Sequence[str],
    catalogues: LiveCatalogue | AsOf,
    runner: asyncio.Runner,
    *,
    as_json: bool,
) -> int:
    from bot.terminal.ask import spoken_answers  # noqa: PLC0415

    queries = [_readable(question) for question in questions] or _lines()
    answers = spoken_answers(queries, catalogues, runner, as_json=as_json)
    return _say(answers, separator="" if as_json else "\n")


def _due(
    at: datetime, settings: Settings, catalogues: LiveCatalogue, runner: asyncio.Runner
) -> int:
    from bot.features import SCHEMA  # noqa: PLC0415
    from bot.store.state import State  # noqa: PLC0415
    from bot.terminal.operator import due_messages  # noqa: PLC0415

    catalogue = runner.run(catalogues.current())
    at = at if at.tzinfo else at.replace(tzinfo=settings.timezone)
    try:
        with State(settings.state_db, SCHEMA) as state:
            return _say(due_messages(state, catalogue, at, settings.timezone), separator="\n")
    except StoreError as useless:
        return _refuse(f"BOT_STATE_DB: {useless.words}; expected this bot's own database")


def _load(options: argparse.Namespace) -> int:
    from bot.terminal import load  # noqa: PLC0415

    try:
        status = load.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_output()
        return OK  # whoever reads along has seen enough; what was to be done is done
    return status


def _back_up(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.operator import backup_lines  # noqa: PLC0415

    into = options.folder or settings.backup_dir
    if into is None:
        return _refuse("BOT_BACKUP_DIR: empty; expected a folder, here or on the command line")
    try:
        return _say(backup_lines(settings, into, now=_now()), separator="")
    except StoreError as useless:
        return _refuse(f"backup: {useless.words}; no backup was made")


def _restore(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.operator import restore_lines  # noqa: PLC0415

    replace, now = options.replace, _now()
    try:
        lines = asyncio.run(restore_lines(settings, options.folder, replace=replace, now=now))
    except StoreError as useless:
        hint = _RESTORE_HINTS.get(useless.trouble, "")
        return _refuse(f"restore: {useless.words}{hint}; nothing was changed")
    return _say(lines, separator="")


def _browse(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.browse import NoDatasetteError, browse  # noqa: PLC0415

    try:
        return browse(settings, port=options.port)
    except StoreError as useless:
        return _refuse(f"browse: {useless.words}")
    except NoDatasetteError:
        return _refuse("browse: Datasette is missing; pip install 'pledge-bot[browse]'")


def _talk(settings: Settings, catalogues: LiveCatalogue, runner: asyncio.Runner) -> int:
    # Calendars take longer to load than an answer takes: `ask` does not wait for them.
    from bot.terminal.chat import conversation  # noqa: PLC0415
    from bot.terminal.office import TerminalOffice  # noqa: PLC0415

    office = TerminalOffice(settings=settings, catalogues=catalogues, clock=_now)
    lines = _typed() if sys.stdin.isatty() and sys.stdout.isatty() else _lines()
    try:
        return _say(
            conversation(lines, catalogues, runner, office, command=_command()), separator="\n"
        )
    finally:
        office.close()


def _serve(
    token: str, settings: Settings, catalogues: LiveCatalogue, runner: asyncio.Runner
) -> int:
    # Telegram's library takes longer to load than an answer takes: nobody else waits for it.
    from bot.features import SCHEMA  # noqa: PLC0415
    from bot.operations.activity import LogCounter  # noqa: PLC0415
    from bot.operations.endpoint import AddressTakenError  # noqa: PLC0415
    from bot.operations.service_manager import ServiceManager  # noqa: PLC0415
    from bot.store.state import State, only_process  # noqa: PLC0415
    from bot.telegram.app import application  # noqa: PLC0415
    from bot.telegram.errors import CannotListenError  # noqa: PLC0415
    from bot.telegram.serving import (  # noqa: PLC0415
        TokenRejectedError,
        serve_until_signal,
    )
    from bot.telegram.source import source_of  # noqa: PLC0415

    write_logs(token=token, timezone=settings.timezone, as_json=settings.log_format == "json")
    if not settings.admins:
        LOG.warning("settings.no_admins")
    if settings.access == "open":
        LOG.warning("settings.open_access")
    try:
        with only_process(settings.state_db), State(settings.state_db, SCHEMA) as state:
            if state.is_new:
                LOG.warning("state.created file=%s", settings.state_db)
            bot = application(token, settings, catalogues, state, clock=_now)
            logging.getLogger().addHandler(LogCounter(bot.activity))
            manager = ServiceManager.from_environment(os.environ)
            serving = serve_until_signal(bot, source_of(settings), manager)
            runner.run(_with_endpoint(serving, settings, state, bot.activity))
    except StoreError as useless:
        return _refuse(
            f"BOT_STATE_DB: {useless.words}; expected this bot's own database, or a place to make "
            "one"
        )
    except CannotListenError as taken:
        host, port = settings.webhook_listen
        return _refuse(
            f"BOT_WEBHOOK_LISTEN: {host}:{port}: {taken}; expected an address of this machine that "
            "nobody listens on"
        )
    except AddressTakenError as taken:
        return _refuse(f"BOT_METRICS_LISTEN: {taken}; expected an address that nobody listens on")
    except TokenRejectedError:
        return _refuse(
            f"BOT_TOKEN: rejected by {settings.api_url}; expected a token from @BotFather"
        )
    except Exception:
        LOG.exception("bot.failed")  # here, because the log leaves out the token
        return FAILED
    return OK


async def _with_endpoint(
    serving: Coroutine[Any, Any, None], settings: Settings, state: State, activity: Activity
) -> None:
    """Serve, and meanwhile answer at BOT_METRICS_LISTEN. Raises AddressTakenError."""
    if settings.metrics_listen is None:
        return await serving
    from bot.operations.endpoint import Endpoint  # noqa: PLC0415
    from bot.operations.metrics import Metrics  # noqa: PLC0415

    metrics = Metrics(settings, state, activity, _now)
    try:
        server = Endpoint(metrics=metrics, activity=activity, clock=_now).listen(
            *settings.metrics_listen
        )
    except BaseException:
        serving.close()
        raise
    try:
        await serving
    finally:
        server.stop()
        await server.close_all_connections()


def _now() -> datetime:
    return datetime.now(UTC)


def _examine(options: argparse.Namespace, settings: Settings) -> int:
    if options.alive:
        from bot.operations.store.pulses import is_alive  # noqa: PLC0415

        return OK if is_alive(settings.state_db, now=_now()) else FAILED
    from bot.features import SCHEMA  # noqa: PLC0415
    from bot.operations.checks import machine_findings  # noqa: PLC0415
    from bot.telegram.checks import telegram_findings  # noqa: PLC0415
    from bot.terminal.operator import show_findings  # noqa: PLC0415

    async def findings() -> AsyncIterator[Finding]:
        for finding in machine_findings(settings, SCHEMA, now=_now()):
            yield finding
        if settings.token is not None:
            async for finding in telegram_findings(settings.token, settings, clock=_now):
                yield finding

    return OK if asyncio.run(show_findings(findings(), sys.stdout.write)) else FAILED


def _set_up(_options: argparse.Namespace, settings: Settings) -> int:
    from bot.telegram.setup import TelegramOwner  # noqa: PLC0415
    from bot.terminal.setup import set_up  # noqa: PLC0415

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    owner = TelegramOwner(api_url=settings.api_url, clock=_now)
    setting_up = set_up(settings, Path(".env"), owner, read=input, write=write)
    try:
        is_done = asyncio.run(setting_up)
    except KeyboardInterrupt:
        return FAILED
    if is_done:
        write(ready_to_run(_command(), settings.office))
    return OK if is_done else FAILED


_OPERATIONS = {
    "backup": _back_up,
    "browse": _browse,
    "restore": _restore,
    "doctor": _examine,
    "setup": _set_up,
}


_RESTORE_HINTS = {
    Trouble.EXISTS: "; --replace moves it aside",
    Trouble.IN_USE: "; stop it first",
}


def _refuse(*faults: str) -> int:
    for fault in faults:
        if is_json():
            LOG.error("bot.refused reason=%s", fault)
        else:
            sys.stderr.write(f"{fault}\n")
    return WRONG_SETTINGS


def _note(line: str) -> None:
    if is_json():
        LOG.warning("bot.noted line=%s", line)
    else:
        sys.stderr.write(f"{line}\n")


def _say(pieces: Iterable[str], *, separator: str) -> int:
    """Write each piece as soon as it is there, until there are no more or nobody listens."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        for number, piece in enumerate(pieces):
            sys.stdout.write(f"{separator if number else ''}{piece}\n")
            sys.stdout.flush()
    except KeyboardInterrupt:
        pass
    except BrokenPipeError:
        _leave_output()
    finally:
        signal.signal(signal.SIGTERM, before)
    return OK


def _command() -> str:
    """What is typed here to start this program: in a clone it is on no path."""
    beside = Path(sys.executable).with_name("pledge-bot")
    if not beside.exists() or shutil.which("pledge-bot") == str(beside):
        return "pledge-bot"
    return str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside)


def _leave_output() -> None:
    """What Python would still write at its end goes nowhere, without a complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _typed() -> Iterator[str]:
    """What a person types, until Ctrl-D or Ctrl-C."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 -- arrow keys and history for input()
    while True:
        try:
            yield input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            return


def _lines() -> Iterator[str]:
    """The lines of standard input without their ends, each as soon as it is there."""
    for line in sys.stdin:
        yield line.removesuffix("\n").removesuffix("\r")


def _readable(argument: str) -> str:
    """An argument of the command line, with a mark in place of bytes that are no UTF-8."""
    return os.fsencode(argument).decode("utf-8", "replace")


def _speak_utf8() -> None:
    """UTF-8 in and out, whatever the machine's locale; a line ends at a newline alone."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace", newline="\n")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
