"""Phrases of many families, each read as it is meant, or asked about."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

import pytest

from benchmarks.phrases import RIGHT, WRONG, generated_phrases, labelled_phrases, result_of
from tests.lookup.tables import real
from tests.reminders.generated import MANY, SEED, WHENS, spaced_out, spelled_out, unspaced

pytestmark = pytest.mark.slow

TABLE = real()
LABELLED = labelled_phrases()
made = cache(partial(generated_phrases, MANY, SEED))  # not as soon as the file is collected


@pytest.mark.parametrize("family", WHENS)
def test_phrases_made_by_chance_are_read_as_they_are_meant(family: str) -> None:
    """Whom, when and what; where one of them is open, nothing is taken for granted."""
    of_family = [phrase for phrase in made() if phrase.family == family]
    assert of_family
    for phrase in of_family:
        assert result_of(phrase, TABLE) == RIGHT, phrase


@pytest.mark.parametrize(("at", "spelled"), list(enumerate([spelled_out, spaced_out, unspaced])))
def test_in_another_spelling_nothing_is_read_as_another_time(
    at: int, spelled: Callable[[str], str]
) -> None:
    """Of what was clear, each in one of the spellings; some of it is asked about."""
    for phrase in LABELLED[at::3]:
        if not phrase.has_to_be_asked:
            respelled = replace(phrase, words=spelled(phrase.words), text="")
            assert result_of(respelled, TABLE) != WRONG, respelled


@pytest.mark.parametrize("family", sorted({phrase.family for phrase in LABELLED}))
def test_labelled_phrases_are_read_as_they_are_meant(family: str) -> None:
    """And where they are asked about, a button leads to what is meant."""
    for phrase in LABELLED:
        if phrase.family == family:
            assert result_of(phrase, TABLE) == RIGHT, phrase
