"""What a button under a reminder does, written into callback data and read again: `r/c/12`.

The lookup's data begins with a digit (buttons.py), a panel's with `p/` (presses.py): none of them
is ever mistaken for another.
"""

from __future__ import annotations

import re

from bot.reminders.replies.reminders import Does, Tap

PATTERN = r"^r/"
_SHAPE = re.compile(
    r"r/(?P<does>[a-z])/(?P<delivery>[1-9]\d{0,17})(?:/(?P<place>\d{1,3}))?", re.ASCII
)


def data_from_tap(tap: Tap) -> str:
    """The callback data of a button, at most 26 bytes.

    >>> data_from_tap(Tap(does=Does.CONFIRM, delivery_id=12))
    'r/c/12'
    """
    place = () if tap.place is None else (tap.place,)
    return "/".join(["r", tap.does.value, *map(str, (tap.delivery_id, *place))])


def tap_from(data: str) -> Tap | None:
    """What a button does; None when its data is forged.

    >>> tap_from("r/s/12/0")
    Tap(does=<Does.SUBMIT: 's'>, delivery_id=12, place=0)
    >>> tap_from("r/x/12"), tap_from("r/c/0"), tap_from("r/c/1/2/3"), tap_from("p/ok/12")
    (None, None, None, None)
    """
    shape = _SHAPE.fullmatch(data)
    if shape is None or shape["does"] not in set(Does):
        return None
    return Tap(
        does=Does(shape["does"]),
        delivery_id=int(shape["delivery"]),
        place=None if shape["place"] is None else int(shape["place"]),
    )
