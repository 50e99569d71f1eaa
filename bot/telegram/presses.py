"""What a button of a panel does, written into callback data and read again: `p/ok/12`.

The lookup's data begins with a digit (see buttons.py), so the two are never mistaken.
"""

from __future__ import annotations

import re

from bot.panel import Press, Verb

PATTERN = r"^p/"
_SHAPE = re.compile(r"p/(?P<verb>[a-z]{2})(?P<numbers>(?:/-?\d{1,16}){0,3})", re.ASCII)

_NUMBERS = {
    Verb.PEOPLE: 2,
    Verb.INVITE: 2,
    Verb.MAKE_LINK: 2,
    Verb.TICK: 2,
    Verb.PICKED: 0,
    Verb.EVERYONE: 2,
    Verb.WHOM: 3,
    Verb.WHOM_PAGE: 2,
    Verb.WHOM_CHOSEN: 2,
    Verb.WHEN: 3,
    Verb.NUDGE: 2,
    Verb.SHIFT: 2,
    Verb.SET: 2,
    Verb.PREVIEW: 2,
    Verb.SKIP: 2,
    Verb.SEND_NOW_SURELY: 2,
    Verb.BOARD: 2,
    Verb.BOARD_PICTURE: 2,
    Verb.BOARD_SHEET: 2,
    Verb.LATER_AT: 2,
}  # all others have one


def data_from_press(press: Press) -> str:
    """The callback data of a button, at most 55 bytes.

    >>> data_from_press(Press(Verb.APPROVE, (12,)))
    'p/ok/12'
    """
    return "/".join(["p", press.verb.value, *map(str, press.numbers)])


def press_from(data: str) -> Press | None:
    """What a button does; None when its data is forged.

    >>> press_from("p/ok/12")
    Press(verb=<Verb.APPROVE: 'ok'>, numbers=(12,))
    >>> press_from("p/ok"), press_from("p/ok/1/2"), press_from("p/xx/1"), press_from("1:주차")
    (None, None, None, None)
    """
    shape = _SHAPE.fullmatch(data)
    if shape is None or shape["verb"] not in set(Verb):
        return None
    verb = Verb(shape["verb"])
    numbers = tuple(int(number) for number in shape["numbers"].split("/")[1:])
    return Press(verb, numbers) if len(numbers) == _NUMBERS.get(verb, 1) else None
