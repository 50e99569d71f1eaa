"""What people are shown who look after the bot: a text, and buttons that do something."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MAX_NAME_CHARS = 40


class Verb(StrEnum):
    """What a button does; the numbers it needs stand beside each, days as 20261231."""

    APPROVE = "ok"  # request
    REJECT = "no"  # request
    REQUESTS = "rq"  # page
    PEOPLE = "pp"  # section, page
    PERSON = "pe"  # user id
    LET_IN = "in"  # user id
    REMOVE = "rm"  # user id; asks once more
    REMOVE_SURELY = "rx"  # user id
    APPOINT = "ap"  # user id
    DISMISS = "di"  # user id
    INVITE = "iv"  # days, uses
    MAKE_LINK = "ml"  # days, uses
    LINKS = "li"  # page
    REVOKE = "rv"  # invitation
    GROUPS = "gs"  # page
    GROUP = "gr"  # chat id
    FREE = "fr"  # chat id
    LEAVE = "lv"  # chat id; asks once more
    LEAVE_SURELY = "lx"  # chat id
    TICK = "ti"  # fingerprint of the department, page
    PICK = "pi"  # page
    PICKED = "pk"
    AUDIT = "au"  # page
    EVERYONE = "wa"  # draft, step
    WHOM = "wt"  # draft, fingerprint of the department, page
    WHOM_PAGE = "wp"  # draft, page
    WHOM_CHOSEN = "wd"  # draft, step
    WHEN = "wn"  # draft, step, place among the answers
    NUDGE = "nu"  # draft, place among the choices
    SHIFT = "sh"  # draft, place among the choices
    FIX = "fx"  # draft
    FIX_WHOM = "fw"  # draft
    FIX_WHEN = "ft"  # draft
    FIX_WHAT = "fa"  # draft
    DRAFT = "dt"  # draft
    SET = "st"  # draft, step
    CANCEL = "ca"  # draft
    REMINDERS = "rs"  # page
    REMINDER = "re"  # reminder
    PREVIEW = "pv"  # reminder, page
    PAUSE = "pa"  # reminder
    RESUME = "ru"  # reminder
    SKIP = "sk"  # reminder, when in seconds of the epoch
    CHANGE = "ch"  # reminder
    DELETE = "de"  # reminder; asks once more
    DELETE_SURELY = "dx"  # reminder
    SEND_NOW = "sn"  # reminder; asks once more
    SEND_NOW_SURELY = "sx"  # reminder, the minute of the epoch in which that was asked
    BOARD = "bo"  # reminder, deadline
    BOARD_PICTURE = "bp"  # reminder, deadline
    BOARD_SHEET = "bs"  # reminder, deadline
    DAYS_OFF = "do"  # page
    ADD_DAY_OFF = "da"  # day
    REMOVE_DAY_OFF = "dr"  # day; asks once more
    REMOVE_DAY_OFF_SURELY = "dy"  # day
    LATER_AT = "la"  # delivery, minutes of the epoch


@dataclass(frozen=True, slots=True)
class Press:
    """What pressing a button asks for."""

    verb: Verb
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button: its label and what it does."""

    label: str
    press: Press


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Plain text and rows of buttons."""

    text: str
    choices: tuple[tuple[Choice, ...], ...] = ()


def choice(label: str, verb: Verb, *numbers: int) -> Choice:
    """A button that does this."""
    return Choice(label=label, press=Press(verb, numbers))


def turning(verb: Verb, *numbers: int, page: int, pages: int) -> tuple[tuple[Choice, ...], ...]:
    """The row that leads to the pages before and after this one; none when there is one page."""
    turns = []
    if page > 1:
        turns.append(choice("◀ 이전", verb, *numbers, page - 1))
    if page < pages:
        turns.append(choice("다음 ▶", verb, *numbers, page + 1))
    return (tuple(turns),) if turns else ()


def page_of(count: int, size: int, page: int) -> tuple[int, int, slice]:
    """The nearest page that there is, how many there are, and what stands on it.

    >>> page_of(21, 8, 3), page_of(21, 8, 99), page_of(0, 8, -1)
    ((3, 3, slice(16, 24, None)), (3, 3, slice(16, 24, None)), (1, 1, slice(0, 8, None)))
    """
    pages = max(1, -(-count // size))
    page = min(max(1, page), pages)
    return page, pages, slice((page - 1) * size, page * size)


def shown_name(name: str, user_id: int) -> str:
    r"""What a person is called, and the number that tells them from others of that name.

    Names are whatever their owners like: nothing in them may pass for a link, a mention or
    another line.

    >>> shown_name("김주무", 100), shown_name("", 100)
    ('김주무(100)', '이름 없음(100)')
    >>> shown_name("t.me/evil\n✅ @admin", 666)
    't·me·evil ✅ ·admin(666)'
    """
    return f"{plain(name) or '이름 없음'}({user_id})"


def plain(name: str) -> str:
    """A name on one line, without what a messenger turns into links or turns around."""
    seen = "".join(" " if char.isspace() else char for char in name)
    seen = "".join(char for char in seen if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    seen = re.sub(r"[@/:.]+", "·", " ".join(seen.split()))
    return seen if len(seen) <= MAX_NAME_CHARS else seen[: MAX_NAME_CHARS - 1] + "…"
