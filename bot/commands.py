"""The commands: builds everything once, then serves on Telegram, in the terminal or a pipe.

What only some commands need is imported by these: a health check runs every minute.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager, AsyncExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.operations.logs import is_json, write_logs
from bot.operations.program import program
from bot.operations.settings import (
    Settings,
    SettingsError,
    settings_from,
    store_errors_as_settings_errors,
    unknown_setting,
)
from bot.store.errors import StoreError, is_there
from bot.table.shipped import DEFAULT_DB, install_table, readable_table
from bot.terminal.options import command_line
from bot.terminal.streams import (
    OutputError,
    input_lines,
    open_streams,
    readable,
    typed_lines,
    write,
    write_pieces,
)

if TYPE_CHECKING:
    from bot.operations.findings import Finding
    from bot.table.live import AsOf, LiveCatalogue

LOG = logging.getLogger(__name__)

OK = 0
FAILED = 1
WRONG_SETTINGS = 2


def run(arguments: Sequence[str]) -> int:
    """Do what the command line says; the process's exit status."""
    open_streams()
    options = command_line(arguments)
    logging.getLogger().addHandler(logging.NullHandler())  # nobody reads a log in a conversation
    try:
        return _run(options, settings_from(os.environ, Path(".env")))
    except SettingsError as wrong:
        return _refuse(*wrong.faults)
    except OutputError as fault:
        if not fault.is_closed:
            _refuse(str(fault))
        return OK if fault.is_closed else FAILED


def _run(options: argparse.Namespace, settings: Settings) -> int:
    if options.command not in ("doctor", "run"):  # which tell of it themselves
        _note_unknown(settings)
    match options.command:
        case "doctor":
            return _examine(options, settings)
        case "setup":
            return _set_up(settings)
        case "load":
            from bot.terminal import load  # noqa: PLC0415

            return load.run(options, settings)
        case "browse":
            from bot.terminal.browse import browse  # noqa: PLC0415

            return browse(settings, port=options.port)
        case "backup":
            from bot.terminal.operator import backup_lines  # noqa: PLC0415

            write_pieces(backup_lines(settings, options.folder, now=_now()), separator="")
            return OK
        case "restore":
            from bot.terminal.operator import restore_lines  # noqa: PLC0415

            restoring = restore_lines(settings, options.folder, replace=options.replace, now=_now())
            write_pieces(asyncio.run(restoring), separator="")
            return OK
    return _answer(options, settings)


def _answer(options: argparse.Namespace, settings: Settings) -> int:
    """The commands that need the table of pledges."""
    from bot.table.live import LiveCatalogue  # noqa: PLC0415

    if options.command == "run":
        _prepare_run(settings)
    table = readable_table(settings.pledges_db)
    catalogues = LiveCatalogue(
        table,
        show_contacts=settings.show_contacts,
        office=settings.office,
        is_awaited=options.command == "run",
        today=lambda: _now().astimezone(settings.timezone).date(),
    )
    with asyncio.Runner() as runner:
        with _table_errors_as_settings_errors():
            catalogue = runner.run(catalogues.current())
        match options.command:
            case "ask":
                from bot.table.history_desk import HistoryDesk  # noqa: PLC0415
                from bot.terminal.ask import spoken_answers  # noqa: PLC0415

                then = _as_of(options.as_of, table, settings) if options.as_of else catalogues
                queries = [readable(question) for question in options.question] or input_lines()
                history = HistoryDesk(path=table, catalogues=then, timezone=settings.timezone)
                answers = spoken_answers(queries, history, runner, as_json=options.json)
                write_pieces(answers, separator="" if options.json else "\n")
                return OK
            case "due":
                from bot.terminal.operator import due_lines  # noqa: PLC0415

                write_pieces(due_lines(settings, catalogue, options.at), separator="\n")
                return OK
        from bot.store.state import check_file  # noqa: PLC0415

        with _state_errors_as_settings_errors():
            check_file(settings.state_db)
        if settings.token is None:
            return _talk(settings, catalogues, runner)
        return _serve(settings.token, settings, catalogues, runner)


def _as_of(day: date, table: Path, settings: Settings) -> AsOf:
    from bot.table.live import AsOf  # noqa: PLC0415
    from bot.table.store.versions import versions  # noqa: PLC0415

    try:
        contacts, office = settings.show_contacts, settings.office
        return AsOf(table, day, settings.timezone, show_contacts=contacts, office=office)
    except StoreError:
        *_, first = versions(table, limit=-1)
        since = first.at.astimezone(settings.timezone).date()
        msg = f"--as-of: no table was loaded by {day}; the first was on {since}"
        raise SettingsError(msg) from None


def _prepare_run(settings: Settings) -> None:
    if settings.token is not None and settings.log_format == "json":
        write_logs(token=settings.token, timezone=settings.timezone, as_json=True)
    _note_unknown(settings)
    if install_table(settings.pledges_db, settings.office):
        made = "made from the shipped table"
        if settings.pledges_db != DEFAULT_DB:
            made = f"made empty; send the table to the bot, or `{program()} load FILE`"
        _note(f"BOT_PLEDGES_DB: '{settings.pledges_db}' {made}")


def _note_unknown(settings: Settings) -> None:
    for name in settings.unknown:
        _note(f"{unknown_setting(name)}; it is ignored")


def _talk(settings: Settings, catalogues: LiveCatalogue, runner: asyncio.Runner) -> int:
    # Calendars take longer to load than an answer takes: `ask` does not wait for them.
    from bot.terminal.chat import conversation  # noqa: PLC0415
    from bot.terminal.office import TerminalOffice  # noqa: PLC0415

    office = TerminalOffice(settings=settings, catalogues=catalogues, clock=_now, note=_note)
    lines = typed_lines() if sys.stdin.isatty() and sys.stdout.isatty() else input_lines()
    try:
        write_pieces(conversation(lines, office, runner, command=program()), separator="\n")
        return OK
    finally:
        office.close()


def _serve(
    token: str, settings: Settings, catalogues: LiveCatalogue, runner: asyncio.Runner
) -> int:
    # Telegram's library takes longer to load than an answer takes: nobody else waits for it.
    from bot.features import SCHEMA  # noqa: PLC0415
    from bot.operations.activity import LogCounter  # noqa: PLC0415
    from bot.operations.service_manager import ServiceManager  # noqa: PLC0415
    from bot.store.state import State, only_process  # noqa: PLC0415
    from bot.telegram.app import application  # noqa: PLC0415
    from bot.telegram.serving import serve_until_signal  # noqa: PLC0415
    from bot.telegram.source import source_of  # noqa: PLC0415

    write_logs(token=token, timezone=settings.timezone, as_json=settings.log_format == "json")
    if not settings.admins:
        LOG.warning("settings.no_admins")
    if settings.access == "open":
        LOG.warning("settings.open_access")

    async def serve(state: State) -> None:
        bot = application(token, settings, catalogues, state, clock=_now)
        logging.getLogger().addHandler(LogCounter(bot.watch.activity))
        async with AsyncExitStack() as endpoint:
            if (address := settings.metrics_listen) is not None:
                from bot.operations.endpoint import open_endpoint  # noqa: PLC0415

                opening = open_endpoint(address, settings, state, bot.watch.activity, clock=_now)
                await endpoint.enter_async_context(opening)
            manager = ServiceManager.from_environment(os.environ)
            await serve_until_signal(bot, source_of(settings), manager)

    try:
        with (
            _state_errors_as_settings_errors(),
            only_process(settings.state_db),
            State(settings.state_db, SCHEMA) as state,
        ):
            if state.is_new:
                LOG.warning("state.created file=%s", settings.state_db)
            runner.run(serve(state))
    except SettingsError:
        raise
    except Exception:
        LOG.exception("bot.failed")  # here, because the log leaves out the token
        return FAILED
    return OK


def _now() -> datetime:
    return datetime.now(UTC)


def _examine(options: argparse.Namespace, settings: Settings) -> int:
    if options.alive:
        from bot.operations.store.pulses import is_alive  # noqa: PLC0415

        if is_alive(settings.state_db, now=_now()):
            return OK
        write(f"no bot takes its turns on '{settings.state_db}'; `{program()} doctor` says why\n")
        return FAILED
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

    return OK if asyncio.run(show_findings(findings(), write)) else FAILED


def _set_up(settings: Settings) -> int:
    from bot.table.store.versions import last_version  # noqa: PLC0415
    from bot.telegram.setup import Setup  # noqa: PLC0415
    from bot.telegram.setup_replies import ready_to_run  # noqa: PLC0415

    setup = Setup(settings=settings, env_file=Path(".env"), clock=_now, read=input, write=write)
    if not asyncio.run(setup.run()):
        return FAILED
    table = readable_table(settings.pledges_db)
    with _table_errors_as_settings_errors():
        has_table = is_there(table) and last_version(table) is not None
    write(ready_to_run(program(), settings.office, has_table=has_table))
    return OK


def _table_errors_as_settings_errors() -> AbstractContextManager[None]:
    expected = f"expected the table that `{program()} load FILE` writes"
    return store_errors_as_settings_errors("BOT_PLEDGES_DB", expected)


def _state_errors_as_settings_errors() -> AbstractContextManager[None]:
    expected = "expected this bot's own database, or a place to make one"
    return store_errors_as_settings_errors("BOT_STATE_DB", expected)


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
