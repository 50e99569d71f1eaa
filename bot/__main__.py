"""The command line: builds everything once, then serves on Telegram, in the terminal or a pipe.

What only some commands need is imported by these: a health check runs every minute.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.operations.logs import is_json, write_logs
from bot.operations.settings import Settings, SettingsError, settings_from, unknown_setting
from bot.store.errors import StoreError, Trouble
from bot.table.shipped import DEFAULT_DB, install_table, readable_table
from bot.terminal.options import command_line
from bot.terminal.replies import ready_to_run
from bot.terminal.streams import (
    discard_output,
    input_lines,
    readable,
    speak_utf8,
    typed_lines,
    write_pieces,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncIterator, Coroutine, Sequence

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
    speak_utf8()
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
    catalogues = LiveCatalogue(
        table, show_contacts=settings.show_contacts, is_awaited=options.command == "run"
    )
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
    if install_table(settings.pledges_db, settings.office):
        made = "made from the shipped table"
        if settings.pledges_db != DEFAULT_DB:
            made = f"made empty; send the table to the bot, or `{_command()} load FILE`"
        _note(f"BOT_PLEDGES_DB: '{settings.pledges_db}' {made}")


def _ask(
    questions: Sequence[str],
    catalogues: LiveCatalogue | AsOf,
    runner: asyncio.Runner,
    *,
    as_json: bool,
) -> int:
    from bot.terminal.ask import spoken_answers  # noqa: PLC0415

    queries = [readable(question) for question in questions] or input_lines()
    answers = spoken_answers(queries, catalogues, runner, as_json=as_json)
    write_pieces(answers, separator="" if as_json else "\n")
    return OK


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
            write_pieces(due_messages(state, catalogue, at, settings.timezone), separator="\n")
            return OK
    except StoreError as useless:
        return _refuse(f"BOT_STATE_DB: {useless.words}; expected this bot's own database")


def _load(options: argparse.Namespace) -> int:
    from bot.terminal import load  # noqa: PLC0415

    try:
        status = load.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        discard_output()
        return OK  # whoever reads along has seen enough; what was to be done is done
    return status


def _back_up(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.operator import backup_lines  # noqa: PLC0415

    into = options.folder or settings.backup_dir
    if into is None:
        return _refuse("BOT_BACKUP_DIR: empty; expected a folder, here or on the command line")
    try:
        write_pieces(backup_lines(settings, into, now=_now()), separator="")
        return OK
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
    write_pieces(lines, separator="")
    return OK


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
    lines = typed_lines() if sys.stdin.isatty() and sys.stdout.isatty() else input_lines()
    try:
        write_pieces(
            conversation(lines, catalogues, runner, office, command=_command()), separator="\n"
        )
        return OK
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


def _command() -> str:
    """What is typed here to start this program: in a clone it is on no path."""
    beside = Path(sys.executable).with_name("pledge-bot")
    if not beside.exists() or shutil.which("pledge-bot") == str(beside):
        return "pledge-bot"
    return str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside)


if __name__ == "__main__":
    sys.exit(main())
