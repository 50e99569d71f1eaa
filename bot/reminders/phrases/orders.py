"""Reminders that a text asks for in plain words: whether it does, and each of several."""

import re
from datetime import datetime

from bot.lookup.catalogue import Catalogue
from bot.reminders.phrases.draft import AskWhen, Draft, at_time, opened, settled
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import Said, Unclear
from bot.reminders.phrases.requests import (
    ASKS_TO_TELL,
    IS_ADDRESSED,
    QUOTES_WHAT,
    in_lines,
    in_order,
)
from bot.reminders.phrases.scanner import is_all_schedule, pieces
from bot.reminders.phrases.tokens import Clock, MinutesAhead
from bot.reminders.rules.reminder import Everyone
from bot.reminders.rules.schedule import NAIVE
from bot.reminders.rules.working_days import WorkingDays

MAX_SEVERAL = 10  # more lines than that are rather what is to be said
MAX_OPEN = 3  # questions about when that one text leaves open: day, half of the day, days before
# What may be left of an answer to whom or when: 교통행정과요, 내일 10시로 해줘.
_NOTHING = re.compile(
    r"(?:요|에요|으?로요?|까지|만|도|좀|(?:해|보내|알려|바꿔|변경|부탁)\S*|[\s.,!~])*+"
)
_PARTS = re.compile(r"(?=\n|[,;]\s)")


def is_order(text: str, catalogue: Catalogue, now: datetime, calendar: WorkingDays) -> bool:
    """Whether a text asks to tell something; `now`, here and below, is in the office's zone."""
    if ASKS_TO_TELL.search(text := in_order(text)) is None:
        return False
    if QUOTES_WHAT.search(text) and _names_whom(_read(text, catalogue, now, calendar)[0]):
        return True
    is_timed = any(isinstance(each.piece, Clock | MinutesAhead) for each in pieces(text))
    is_clear = is_timed or IS_ADDRESSED.search(text) is not None
    return is_clear and is_whole(text, catalogue, now, calendar)


def is_whole(text: str, catalogue: Catalogue, now: datetime, calendar: WorkingDays) -> bool:
    """Whether a text says by itself whom to tell what, and when."""
    if not pieces(text):
        return False
    draft, says_when = _read(text, catalogue, now, calendar)
    what = draft.text or draft.said
    says_what = _NOTHING.fullmatch(what) is None and not is_all_schedule(what)
    return says_when and _names_whom(draft) and says_what


def several(
    text: str, catalogue: Catalogue, now: datetime, calendar: WorkingDays
) -> tuple[str, ...]:
    """The texts of all reminders that a text asks for, in order; itself if it is one."""
    parts: list[str] = []
    for part in _PARTS.split(in_lines(text)):
        if not parts or is_whole(part.lstrip(" ,;\n"), catalogue, now, calendar):
            parts.append(part)
        else:
            parts[-1] += part
    if not 1 < len(parts) <= MAX_SEVERAL or not is_whole(parts[0], catalogue, now, calendar):
        return (text,)
    match _read(parts[0], catalogue, now, calendar), understood(parts[0], now, calendar):
        case _, Said(is_literal=True):
            return (text,)
        case (Draft(audience=Everyone()), _), _ if not all(map(ASKS_TO_TELL.search, parts)):
            return (text,)
    return tuple(part.strip(" ,;\n") for part in parts)


def _read(
    text: str, catalogue: Catalogue, now: datetime, calendar: WorkingDays
) -> tuple[Draft, bool]:
    """The draft that a text comes to, with the likeliest answers, and whether it says when."""
    if now.tzinfo is None:
        raise ValueError(NAIVE)
    draft, step = settled(opened(text, catalogue, now), catalogue, now.tzinfo, calendar)
    for _ in range(MAX_OPEN):
        match step:
            case AskWhen(unclear=Unclear(answers=[likeliest, *_])):
                draft = at_time(draft, likeliest.text, now)
                draft, step = settled(draft, catalogue, now.tzinfo, calendar)
    return draft, draft.schedule is not None or understood(draft.said, now, calendar) is not None


def _names_whom(draft: Draft) -> bool:
    return bool(draft.audience or draft.ticked or draft.offered or draft.owners or draft.unknown)
