"""Checks of this machine and its files; those of Telegram are in bot/telegram/checks.py."""

import os
import platform
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from bot import __version__
from bot.operations.backups import last_backup
from bot.operations.findings import Finding, fault, hint, ok
from bot.operations.program import program
from bot.operations.settings import Settings, unknown_setting
from bot.operations.store import pulses
from bot.operations.store.figures import figures
from bot.operations.store.pulses import Pulse
from bot.store.backup import check_backup, check_database
from bot.store.errors import StoreError, Trouble, is_there
from bot.store.inspection import is_served, query_file
from bot.store.migrations import Schema, check_version
from bot.store.state import APPLICATION_ID
from bot.table.shipped import env_example, readable_table
from bot.table.store.versions import read_catalogue

MIN_FREE_BYTES = 500_000_000  # a few months of growth, and room for a backup
MAX_WAL_BYTES = 64_000_000  # sixteen times what SQLite keeps when nothing holds it up
MAX_CLOCK_OFFSET = timedelta(seconds=30)  # half of what tells a reminder's minute from the next
_NEWER = "install that version, or put back the copy from before it"
OTHERS = 0o077  # permission bits of everybody but the owner


def machine_findings(settings: Settings, schema: Schema, *, now: datetime) -> Iterator[Finding]:
    """One after the other, as soon as each is known. Nothing is changed."""
    library, python = version("python-telegram-bot"), platform.python_version()
    text = f"pledge-bot {__version__}, python-telegram-bot {library}, Python {python}"
    yield ok("version", text)
    yield from _settings(settings)
    yield _table(settings)
    yield from _state(settings, schema, now=now)
    yield from _disk(settings)
    yield _backup(settings, now=now)
    yield ok("clock", f"{now.astimezone(settings.timezone):%Y-%m-%d %H:%M} {settings.timezone}")


def _settings(settings: Settings) -> Iterator[Finding]:
    for name in settings.unknown:
        yield hint("settings", unknown_setting(name), f"see {env_example()}")
    env = Path(".env")
    if env.exists() and env.stat().st_mode & OTHERS:
        yield hint("settings", ".env can be read by others on this machine", "chmod 600 .env")
    if settings.token is None:
        text = f"BOT_TOKEN is empty: in the terminal only ({env.absolute()})"
        yield hint(
            "settings", text, f"`{program()} setup`, or go to the folder with the bot's .env"
        )
    elif not settings.admins:
        yield fault(
            "settings", "BOT_ADMINS is empty, nobody can let people in", f"run `{program()} setup`"
        )


def _table(settings: Settings) -> Finding:
    path = readable_table(settings.pledges_db)
    try:
        catalogue = read_catalogue(path)
        check_database(path)
    except StoreError as useless:
        advice = f"load one with `{program()} load FILE`, or set BOT_PLEDGES_DB"
        if useless.trouble is Trouble.EMPTY:  # of another office than the shipped table's
            advice = f"send its file to the bot, or `{program()} load FILE`"
            return hint("table", f"{useless.words}: none was loaded yet", advice)
        if useless.trouble is Trouble.NEWER:
            advice = _NEWER
        return fault("table", useless.words, advice)
    return ok(
        "table",
        f"{len(catalogue.pledges)} pledges of {catalogue.term} as of {catalogue.as_of} "
        f"({_size(path.stat().st_size)}, {path})",
    )


def _state(settings: Settings, schema: Schema, *, now: datetime) -> Iterator[Finding]:
    path = settings.state_db
    try:
        check_database(path)
        check_version(path, schema, application_id=APPLICATION_ID)
    except StoreError as useless:
        yield _state_trouble(useless, settings)
        return
    stat, wal = path.stat(), path.with_name(f"{path.name}-wal")
    wal_bytes = wal.stat().st_size if wal.exists() else 0
    if stat.st_mode & OTHERS:
        yield hint("state", f"'{path}' can be read by others", f"chmod 600 {path}")
    text = f"{_size(stat.st_size)} and a log of {_size(wal_bytes)} ({path})"
    if wal_bytes > MAX_WAL_BYTES:
        advice = "close programs that hold the database open, then restart the bot"
        yield hint("state", text, advice)
    else:
        yield ok("state", text)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        yield fault("state", f"'{path}' cannot be written", "run as the user who owns it")
    try:
        pulse = query_file(path, pulses.last)
        found = query_file(path, lambda db: figures(db, now=now))
    except StoreError as older:  # its steps are missing; the next start adds them
        yield hint("running", older.words, "start this version once")
        return
    if settings.token is not None:
        yield _running(pulse, is_up=is_served(path), now=now)
    last = _ago(found.last_sent_at, now) if found.last_sent_at else "never"
    text = (
        f"last sent {last}; {found.overdue} waiting, {found.uncertain} uncertain, "
        f"{found.refused} refused"
    )
    if found.overdue and not is_served(path):
        yield fault("reminders", text, "start the bot")
    else:
        yield ok("reminders", text)


def _state_trouble(useless: StoreError, settings: Settings) -> Finding:
    text = useless.words
    match useless.trouble:
        case Trouble.MISSING if is_served(settings.state_db):
            text += ", and a bot works on it: what it records is lost when it ends"
            advice = "do not stop it; put the file back where it was"
        case Trouble.MISSING if last_backup(settings) is None:  # the first, as far as one can tell
            advice = f"start it: `{program()} run`; if there was one, `{program()} restore FOLDER`"
            return hint("state", f"{text}: not started yet", advice)
        case Trouble.MISSING | Trouble.EMPTY:
            advice = f"the first start makes one; if there was one, `{program()} restore FOLDER`"
        case Trouble.NEWER:
            advice = _NEWER
        case Trouble.BROKEN | Trouble.NOT_SQLITE | Trouble.NOT_OURS:
            advice = f"stop the bot, then `{program()} restore FOLDER --replace`"
        case _:
            advice = "check the path, its owner and its permissions"
    return fault("state", text, advice)


def _running(pulse: Pulse | None, *, is_up: bool, now: datetime) -> Finding:
    if pulse is None:
        advice = f"start it: `{program()} run`, or systemctl start pledge-bot"
        return hint("running", "no bot has served from this database yet", advice)
    reached = _ago(pulse.reached_at, now) if pulse.reached_at else "never"
    update = _ago(pulse.update_at, now) if pulse.update_at else "never"
    text = f"version {pulse.version}, Telegram reached {reached}, last update {update}"
    if not is_up:
        return fault("running", f"stopped since {_ago(pulse.alive_at, now)}; {text}", "start it")
    if now - pulse.alive_at > pulses.MAX_SILENCE:
        return fault("running", f"stuck since {_ago(pulse.alive_at, now)}; {text}", "restart it")
    if now - max(pulse.started_at, pulse.reached_at or pulse.started_at) > pulses.MAX_SILENCE:
        return fault("running", text, "see the network line below, and the log")
    if pulse.version != __version__:
        return hint("running", text, f"restart it to run {__version__}")
    return ok("running", text)


def _disk(settings: Settings) -> Iterator[Finding]:
    for place in {settings.state_db.parent, settings.backup_dir or settings.state_db.parent}:
        free = free_bytes(place)
        if free is None:
            yield fault("disk", f"'{place}' cannot be looked at", "check the path and its owner")
        elif free < MIN_FREE_BYTES:
            yield fault("disk", f"{_size(free)} free at '{place}'", "make room there")
        else:
            yield ok("disk", f"{_size(free)} free at '{place}'")


def free_bytes(place: Path) -> int | None:
    """What is free where this folder is, or will be; None when nobody can tell."""
    there = next((each for each in (place, *place.absolute().parents) if is_there(each)), place)
    try:
        return shutil.disk_usage(there).free
    except OSError:
        return None


def _backup(settings: Settings, *, now: datetime) -> Finding:
    if settings.backup_dir is None:
        return hint("backup", "none are made by themselves", "set BOT_BACKUP_DIR")
    backup = last_backup(settings)
    if is_there(settings.backup_dir) and not os.access(settings.backup_dir, os.R_OK | os.X_OK):
        text = f"'{settings.backup_dir}' cannot be looked at"
        return fault("backup", text, "run as the user who owns it")
    if backup is None and not is_there(settings.state_db):
        return hint("backup", "there is none yet", "the running bot makes the first")
    if backup is None:
        advice = f"see the log, or try `{program()} backup`"
        return fault("backup", f"there is none in '{settings.backup_dir}'", advice)
    text = f"the last one is from {_ago(backup.made_at, now)} ({backup.folder})"
    try:
        check_backup(backup)
    except StoreError as useless:
        return fault("backup", useless.words, f"check that disk, then `{program()} backup`")
    if now - backup.made_at > 2 * timedelta(hours=settings.backup_every_h):
        return fault("backup", text, f"see the log, or try `{program()} backup`")
    return ok("backup", text)


def clock_finding(offset: timedelta | None) -> Finding:
    """How far this machine's clock is ahead of Telegram's."""
    if offset is None:
        return hint("clock", "Telegram did not tell its time", "compare the clock yourself")
    seconds = round(offset.total_seconds())
    text = f"{abs(seconds)} s {'ahead of' if seconds > 0 else 'behind'} Telegram's"
    if abs(offset) > MAX_CLOCK_OFFSET:
        return fault("clock", text, "let the machine set its clock: timedatectl set-ntp true")
    return ok("clock", text)


def _size(size: int) -> str:
    """A size as people read it.

    >>> _size(999), _size(1_500_000), _size(12_000_000_000)
    ('1 kB', '1.5 MB', '12.0 GB')
    """
    if size < 1_000_000:
        return f"{-(-size // 1000)} kB"
    return f"{size / 1e6:.1f} MB" if size < 1_000_000_000 else f"{size / 1e9:.1f} GB"


def _ago(at: datetime, now: datetime) -> str:
    seconds = (now - at).total_seconds()
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if abs(seconds) >= 2 * length:
            return f"{seconds / length:.0f} {unit} ago"
    return f"{seconds:.0f} s ago"
