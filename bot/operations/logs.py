"""Log lines for the operator: in the office's time, and never with the token, however written.

Every line of ours is an event with fields, `inbox.left updates=3`; docs/operate.md lists them.
"""

import json
import logging
import re
from datetime import datetime, tzinfo
from typing import Any

EVENT = re.compile(r"[a-z_]+(?:\.[a-z_]+)+(?=[ \n]|$)")
_PLACE = re.compile(r"(?:\b([a-z_]+)=)?%[\d.]*[sdrf]")  # of a value, with the name it has


class Discreet(logging.Formatter):
    """Writes `<token>` wherever a line, its traceback included, holds the token."""

    def __init__(self, *, token: str, timezone: tzinfo) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = _spellings(token)
        self._timezone = timezone

    def format(self, record: logging.LogRecord) -> str:
        """The line without the token and without anybody's id."""
        return self._token.sub("<token>", super().format(_impersonal(record)))

    def formatTime(  # noqa: N802 -- logging's own name
        self,
        record: logging.LogRecord,
        datefmt: str | None = None,
    ) -> str:
        """The time of the office, with its offset."""
        at = datetime.fromtimestamp(record.created, self._timezone)
        return at.isoformat(sep=" ", timespec="milliseconds")


class DiscreetJson(Discreet):
    """One JSON object a line: time, level, logger, event, and the event's fields beside them.

    Lines that are no event, those of libraries, are `log.message`, with their text as `message`.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line without the token."""
        record = _impersonal(record)
        event = EVENT.match(str(record.msg))
        fields = _fields(record) if event else {"message": record.getMessage()}
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        line = {
            "time": self.formatTime(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": event.group() if event else "log.message",
            **fields,
        }
        return self._token.sub("<token>", json.dumps(line, ensure_ascii=False, default=str))


def _spellings(token: str) -> re.Pattern[str]:
    """The token as it stands, and as others write it: percent-encoded, even twice, or as JSON.

    >>> _spellings("12:ab").sub("<token>", "/bot12:ab /bot12%3Aab /bot12%253aa%62 12:a")
    '/bot<token> /bot<token> /bot<token> 12:a'
    """
    signs = (
        rf"(?:{re.escape(sign)}|%(?:25)*{ord(sign):02x}|\\u00{ord(sign):02x})" for sign in token
    )
    return re.compile("".join(signs), re.IGNORECASE)


def _impersonal(record: logging.LogRecord) -> logging.LogRecord:
    """The record with `private` in the place of people's ids, which private chats have too."""
    if not isinstance(record.args, tuple) or not EVENT.match(str(record.msg)):
        return record
    values = list(record.args)
    template = str(record.msg)
    for index, place in reversed(list(enumerate(_PLACE.finditer(template)))):
        value = values[index] if index < len(values) else None
        if place.group(1) in {"chat", "user"} and isinstance(value, int) and value > 0:
            values[index] = "private"
            template = f"{template[: place.start()]}{place.group(1)}=%s{template[place.end() :]}"
    return logging.makeLogRecord({**record.__dict__, "msg": template, "args": tuple(values)})


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """The values of an event by their names; what has none is its `detail`."""
    values = record.args if isinstance(record.args, tuple) else (record.args,)
    names = [place.group(1) or "detail" for place in _PLACE.finditer(str(record.msg))]
    return dict(zip(names, values, strict=False))


def is_json() -> bool:
    """Whether this process writes JSON."""
    return any(isinstance(each.formatter, DiscreetJson) for each in logging.getLogger().handlers)


def write_logs(*, token: str, timezone: tzinfo, as_json: bool = False) -> None:
    """Send this process's log lines to standard error."""
    handler = logging.StreamHandler()
    formatter = DiscreetJson if as_json else Discreet
    handler.setFormatter(formatter(token=token, timezone=timezone))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Every request's address holds the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    # The libraries' own lines may quote whole updates and requests; we log what they mean.
    for library in ("telegram", "aiohttp"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
