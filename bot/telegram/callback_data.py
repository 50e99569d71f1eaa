"""What a button does, written into the 64 bytes that Telegram keeps for us, and read again.

A question begins with its page, and how the digest of its term begins, since the next term uses the
numbers again: `2=7a:주차` is page 2 of 주차; `1=7a:지역개발-09|2=7a:주차` also knows the list the
person came from; `1#0f1e2d3c4b5a6978` stands for a long name of a term's table. All else begins
with a verb of VERBS, its numbers behind it: `ok/12`. Nothing is kept in memory, so old buttons work
after a restart.

`https://t.me/<bot>?start=p-0f1e2d3c4b5a6978` opens a pledge or a department in the chat with the
bot, for documents and QR codes. The digits are a digest of what the link means, not of its place:
for a pledge its term and number, so that next term's table does not show another pledge under an
old link; for a department (`d-…`) its name. They stay the same however often the table is loaded,
and say nothing to whoever only sees them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Bot
from telegram.helpers import create_deep_linked_url

from bot.features import VERBS
from bot.lookup.catalogue import Catalogue, digest
from bot.lookup.verbs import LookupVerb
from bot.people.messages import Ask, Press

MAX_DATA_BYTES = 64
_PART = re.compile(
    r"(?P<page>[1-9]\d{0,5})(?P<kind>[:#]|=(?P<term>[0-9a-f]{2}):)(?P<rest>.+)",
    re.ASCII | re.DOTALL,
)
_PRESS = re.compile(r"(?P<verb>[a-z]{2})(?P<numbers>(?:/-?\d{1,18})*)", re.ASCII)
MAY_BE_NEGATIVE = frozenset({"chat id", "chat"})  # a group's
_LINK = re.compile("[pd]-[0-9a-f]{16}")


def data_from(action: Ask | Press, catalogue: Catalogue | None) -> str | None:
    """The callback data of a button: 1 to 64 bytes, None when the question does not fit at all.

    As much of a question's way back is kept as fits.

    >>> data_from(Press(VERBS["ok"], (12,)), None)
    'ok/12'
    """
    if isinstance(action, Press):
        return "/".join([action.verb.value, *map(str, action.numbers)])
    if (data := _part(action, catalogue)) is None:
        return None
    step = action.back
    while step is not None and (part := _part(step, catalogue)) is not None:
        if not _fits(longer := f"{data}|{part}"):
            break
        data, step = longer, step.back
    return data


def press_from(data: str) -> Press | None:
    """What a button makes a feature do; None when its data is forged, or a question.

    >>> press_from("ok/12")
    Press(verb=<PeopleVerb.APPROVE: 'ok'>, numbers=(12,))
    >>> press_from("ok"), press_from("ok/-1"), press_from("xx/1"), press_from("1:주차")
    (None, None, None, None)
    """
    shape = _PRESS.fullmatch(data)
    verb = VERBS.get(shape["verb"]) if shape is not None else None
    if shape is None or verb is None:
        return None
    numbers = tuple(int(number) for number in shape["numbers"].split("/")[1:])
    if len(numbers) != len(verb.numbers):
        return None
    # No feature has to expect a place or a page below zero.
    pairs = zip(verb.numbers, numbers, strict=True)
    is_forged = any(number < 0 and name not in MAY_BE_NEGATIVE for name, number in pairs)
    return None if is_forged else Press(verb, numbers)


def ask_from(data: str, catalogue: Catalogue) -> Ask | None:
    """The question behind callback data; None when it is none, forged, or its name is gone."""
    ask: Ask | None = None
    for part in reversed(data.split("|")):
        shape = _PART.fullmatch(part)
        if shape is None or (text := _text(shape, catalogue)) is None:
            return None
        ask = Ask(text=text, page=int(shape["page"]), back=ask)
    return ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """What the bot's own buttons need to know of it."""

    username: str
    has_inline: bool  # switched on at @BotFather; Telegram refuses some buttons otherwise


def me(bot: Bot) -> Me:
    """The bot as Telegram knows it since its start."""
    return Me(username=bot.username, has_inline=bot.supports_inline_queries)


def address_of(to: str, catalogue: Catalogue, myself: Me) -> str:
    """The address that opens the pledge of this number, or the department of this name."""
    table, to = _table_of(to, catalogue)
    return create_deep_linked_url(myself.username, table.link_to(to))


def is_link(payload: str) -> bool:
    """Whether what came with /start is from an address of ours, in date or not."""
    return _LINK.fullmatch(payload) is not None


def ask_from_link(payload: str, catalogue: Catalogue) -> Ask | None:
    """What the address asks, of whichever term; None when no table has it any more."""
    for one in (catalogue, *catalogue.earlier):
        if (to := one.by_link.get(payload)) is not None:
            return Ask(text=_of_term(to, one, catalogue))
    return None


def link_of(press: Press, myself: Me) -> str:
    """The address that presses a button in the chat with the bot."""
    payload = "-".join([press.verb.value, *map(str, press.numbers)])
    return create_deep_linked_url(myself.username, payload)


def press_from_link(payload: str) -> Press | None:
    """What the address presses; None for all but what only shows something."""
    press = press_from(payload.replace("-", "/"))
    return press if press is not None and isinstance(press.verb, LookupVerb) else None


def _part(ask: Ask, catalogue: Catalogue | None) -> str | None:
    if catalogue is None:
        table, text, term = None, ask.text, ""
    else:
        table, text = _table_of(ask.text, catalogue)
        term = f"={_mark(table)}"
    escaped = text.replace("%", "%25").replace("|", "%7C")
    if escaped and _fits(part := f"{ask.page}{term}:{escaped}"):
        return part
    if table is not None and text in _long_names(table):
        return f"{ask.page}#{digest(f'{table.term} {text}')}"
    return None


def _table_of(text: str, catalogue: Catalogue) -> tuple[Catalogue, str]:
    """The table of the term that a text begins with, else the current one; and the rest of it."""
    for one in catalogue.earlier:
        if (rest := text.removeprefix(f"{one.term} ")) != text:
            return one, rest
    return catalogue, text


def _text(shape: re.Match[str], catalogue: Catalogue) -> str | None:
    text = shape["rest"].replace("%7C", "|").replace("%25", "%")
    tables = (catalogue, *catalogue.earlier)
    if shape["kind"] == "#":
        named = ((one, name) for one in tables for name in _long_names(one))
        found = (
            (one, name)
            for one, name in named
            if text in {digest(f"{one.term} {name}"), digest(name)}  # 1.0.0 left the term out
        )
    else:
        found = ((one, text) for one in tables if shape["term"] in (None, _mark(one)))
    return next((_of_term(to, one, catalogue) for one, to in found), None)


def _of_term(text: str, of_term: Catalogue, current: Catalogue) -> str:
    return text if of_term is current else f"{of_term.term} {text}"


def _mark(catalogue: Catalogue) -> str:
    return digest(catalogue.term)[:2]


def _long_names(catalogue: Catalogue) -> Iterator[str]:
    """The names that buttons ask about; numbers are short and need no digest."""
    yield from catalogue.by_department
    yield from catalogue.by_strategy
    yield from catalogue.by_category


def _fits(data: str) -> bool:
    return len(data.encode("utf-8", "surrogatepass")) <= MAX_DATA_BYTES
