"""Hundreds of phrases put together by chance: each is read as it is meant, or asked about."""

from __future__ import annotations

from itertools import islice

import pytest

from bot.reminders.rules.draft import AskWhat, Ready, opened, settled
from bot.reminders.rules.schedule import occurrences
from bot.reminders.rules.working_days import WorkingDays
from tests.lookup.tables import real
from tests.reminders.generated import NOW, WHENS, phrases

CALENDAR = WorkingDays()
TABLE = real()


@pytest.mark.parametrize("family", WHENS)
def test_phrases_are_read_as_they_are_meant(family: str) -> None:
    """Whom, when and what; where one of them is open, nothing is taken for granted."""
    for phrase in phrases():
        if phrase.family != family:
            continue
        draft, step = settled(opened(phrase.words, TABLE, NOW), TABLE)
        if phrase.audience is None or phrase.times is None:
            assert not isinstance(step, Ready | AskWhat), phrase
            continue
        assert isinstance(step, Ready), (phrase, draft)
        found = islice(occurrences(step.schedule, NOW, CALENDAR), len(phrase.times))
        times = tuple(f"{each:%Y-%m-%d %H:%M}" for each in found)
        assert (step.audience, times, step.text) == (phrase.audience, phrase.times, phrase.text)
