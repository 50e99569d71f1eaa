"""What the operator sets, by environment or `.env`."""

import io
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv.parser import Binding, parse_stream

from bot.store.errors import StoreError, is_there
from bot.table.shipped import DEFAULT_DB, DEFAULT_OFFICE, database_of

T = TypeVar("T")

PREFIX = "BOT_"


class SettingsError(Exception):
    """What was set or typed cannot be used; one English line for each fault, for the operator."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@contextmanager
def store_errors_as_settings_errors(name: str, expected: str) -> Iterator[None]:
    """Name the setting or the command by which a database is used that cannot be."""
    try:
        yield
    except StoreError as useless:
        raise SettingsError(f"{name}: {useless.words}; {expected}") from useless


def _matching(shape: str, msg: str) -> Callable[[str], str]:
    """Takes what has this shape; what was given is not shown: it may be secret."""

    def parse(value: str) -> str:
        if re.fullmatch(shape, value, re.ASCII) is None or not value.isprintable():
            raise ValueError(msg)
        return value

    return parse


def _user_ids(value: str) -> frozenset[int]:
    ids: set[int] = set()
    for word in re.split(r"[\s,;]+", value.strip(",; ")):
        if re.fullmatch(r"[1-9]\d{0,18}", word, re.ASCII) is None:
            msg = f"{word!r} is not a user id; expected positive numbers separated by commas"
            raise ValueError(msg)
        ids.add(int(word))
    return frozenset(ids)


def _url(value: str, *, example: str = "https://api.telegram.org") -> str:
    try:
        parts = urlsplit(value)
        well_formed = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        (parts.hostname or "").encode("idna")
    except ValueError:
        well_formed = False
    if not well_formed or parts.query or parts.fragment or re.search(r"\s", value):
        shown = "this" if "@" in value else repr(value)  # what stands before an @ is a password
        raise ValueError(f"{shown} is not an address; expected something like {example}")
    return value.rstrip("/")


def _webhook_url(value: str) -> str:
    example = "https://bot.example.go.kr/telegram"
    url = _url(value, example=example)
    if not url.startswith("https://"):
        # What was given is not shown: it may hold a password.
        msg = f"this is not https, and Telegram takes nothing else; expected one like {example}"
        raise ValueError(msg)
    return url


def _listen(value: str, *, port: int = 8080) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{value}")
        if parts.hostname and parts.port and parts.netloc == value and "@" not in value:
            parts.hostname.encode("idna")
            return parts.hostname, parts.port
    except ValueError:
        pass
    msg = f"{value!r} is no address to listen on; expected host:port like 127.0.0.1:{port}"
    raise ValueError(msg)


def _path(value: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError:
        msg = f"{value!r} is in no user's home; expected the path of a file or folder"
        raise ValueError(msg) from None


def _folder(value: str) -> Path:
    path = _path(value)
    if is_there(path) and not path.is_dir():
        raise ValueError(f"{value!r} is a file; expected a folder, or a place to make one")
    return path


def _one_of(**meanings: T) -> Callable[[str], T]:
    def parse(value: str) -> T:
        if value not in meanings:
            raise ValueError(f"{value!r} is not known; expected {' or '.join(meanings)}")
        return meanings[value]

    return parse


def _timezone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ValueError, OSError, LookupError) as unknown:
        msg = f"{value!r} is not a time zone; expected an IANA name like Asia/Seoul"
        raise ValueError(msg) from unknown


def _number(
    smallest: float, largest: float, *, unit: str = "seconds", is_whole: bool = False
) -> Callable[[str], float]:
    def parse(value: str) -> float:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not smallest <= number <= largest:
            wrong = "is no number" if math.isnan(number) else "is out of range"
            raise ValueError(f"{value!r} {wrong}; expected {unit}, from {smallest} to {largest}")
        if is_whole and not number.is_integer():
            raise ValueError(f"{value!r} has a fraction; expected whole {unit}")
        return int(number) if is_whole else number

    return parse


def _setting(default: T, parse: Callable[[str], object], *, is_secret: bool = False) -> T:
    """A setting that `parse` reads; what it raises as ValueError says what was expected."""
    return field(default=default, metadata={"parse": parse}, repr=not is_secret)


_token = _matching(
    r"\d+:[\w-]+", "this is not a token; expected what @BotFather gives, digits:letters"
)
_office = _matching("[^/]{1,40}", "this is not the name of an office; expected one like 금천구청")
_secret = _matching(
    r"[\w-]{1,256}", "it has other signs or is too long; expected 1 to 256 of A-Z a-z 0-9 _ -"
)
_contact = _matching(".{1,60}", "expected one line of at most 60 characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, checked; the names here are those of the environment without BOT_."""

    token: str | None = _setting(None, _token, is_secret=True)
    admins: frozenset[int] = _setting(frozenset(), _user_ids)
    api_url: str = _setting("https://api.telegram.org", _url)
    office: str = _setting(DEFAULT_OFFICE, _office)  # and that of its aliases: see .env.example
    contact: str = _setting("", _contact)  # whom strangers may ask; empty for the coordinators
    pledges_db: Path = _setting(DEFAULT_DB, _path)  # of another office: see .env.example
    state_db: Path = _setting(Path("data/state.db"), _path)  # the same
    access: Literal["office", "open"] = _setting("office", _one_of(office="office", open="open"))
    show_contacts: bool = _setting(False, _one_of(yes=True, no=False))  # telephones of persons
    timezone: ZoneInfo = _setting(ZoneInfo("Asia/Seoul"), _timezone)
    keep_years: int = _setting(5, _number(1, 100, unit="years", is_whole=True))
    max_lateness_h: float = _setting(12.0, _number(0.1, 168, unit="hours"))
    poll_timeout_s: int = _setting(30, _number(1, 50, is_whole=True))  # Telegram's limit
    read_timeout_s: float = _setting(10.0, _number(0.1, 120))
    connect_timeout_s: float = _setting(5.0, _number(0.1, 120))
    webhook_url: str | None = _setting(None, _webhook_url)  # None: long polling
    webhook_listen: tuple[str, int] = _setting(("127.0.0.1", 8080), _listen)
    webhook_secret: str | None = _setting(None, _secret, is_secret=True)  # else new at each start
    backup_dir: Path | None = _setting(None, _folder)  # None: no backups by themselves
    backup_every_h: float = _setting(24.0, _number(1, 720, unit="hours"))
    backup_keep: int = _setting(14, _number(1, 1000, unit="backups", is_whole=True))
    log_format: Literal["text", "json"] = _setting("text", _one_of(text="text", json="json"))
    metrics_listen: tuple[str, int] | None = _setting(
        None, partial(_listen, port=9100)
    )  # None: no endpoint
    unknown: tuple[str, ...] = ()  # names that begin like ours and mean nothing to this version


_PARSERS: dict[str, Callable[[str], object]] = {
    f"{PREFIX}{each.name.upper()}": each.metadata["parse"]
    for each in fields(Settings)
    if each.metadata
}


def settings_from(environment: Mapping[str, str], env_file: Path | None = None) -> Settings:
    """Read the settings; a name in `environment` wins over the same name in `env_file`.

    An empty value is the same as none. Raises SettingsError naming every wrong value at once,
    and never showing the token.
    """
    given = {
        name: value.strip()
        for name, value in {**_written_in(env_file), **environment}.items()
        if _meant(name).startswith(PREFIX) and value.strip()
    }
    read: dict[str, object] = {}
    faults: list[str] = []
    for name, parse in _PARSERS.items():
        if (value := given.pop(name, None)) is None:
            continue
        try:
            read[name.removeprefix(PREFIX).lower()] = parse(value)
        except ValueError as wrong:
            faults.append(f"{name}: {wrong}")
    if faults:
        raise SettingsError(*faults)
    for kind in ("pledges", "state"):
        read.setdefault(f"{kind}_db", database_of(str(read.get("office", DEFAULT_OFFICE)), kind))
    return Settings(**read, unknown=tuple(sorted(given)))  # type: ignore[arg-type]


def _meant(name: str) -> str:
    """The name as settings are written: bot-token is BOT_TOKEN."""
    return name.upper().replace("-", "_")


def unknown_setting(name: str) -> str:
    """What is said of a name that means nothing.

    >>> unknown_setting("BOT_TOKN")
    'BOT_TOKN is not a setting of this version, BOT_TOKEN is'
    """
    known = "".join(
        f", {near} is" for near in get_close_matches(_meant(name), _PARSERS, n=1, cutoff=0.8)
    )
    return f"{name} is not a setting of this version{known}"


def _written_in(env_file: Path | None) -> dict[str, str]:
    if env_file is None:
        return {}
    try:
        text = io.StringIO(env_file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as unreadable:
        wrong = getattr(unreadable, "strerror", "not in UTF-8")
        raise SettingsError(f"{env_file}: {wrong}; expected a readable UTF-8 file") from unreadable
    # Values are taken as they stand: a "$" in one is no reference to another.
    lines = [*parse_stream(text)]
    faults = [
        f"{env_file}: line {_number_of(line)} cannot be read; expected NAME=value"
        for line in lines
        if line.error or (line.key is not None and line.value is None)
    ]
    times = Counter(line.key for line in lines if line.key is not None)
    faults += [
        f"{env_file}: {name} stands there twice; expected one line"
        for name in times
        if times[name] > 1
    ]
    if faults:
        raise SettingsError(*faults)
    return {line.key: line.value or "" for line in lines if line.key is not None}


def _number_of(line: Binding) -> int:
    """The number of a line; the parser counts from the empty ones before it."""
    written = line.original.string
    return line.original.line + written.count("\n", 0, len(written) - len(written.lstrip()))
