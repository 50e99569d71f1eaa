"""Made-up offices' tables, each in its own form, load as they were written."""

from __future__ import annotations

import pytest

from benchmarks import forms
from benchmarks.offices import MADE_UP, SCHEMES, WRITTEN, mismatch, offices

FEW = 120


def test_offices_are_the_same_for_the_same_seed() -> None:
    """So that a report can be compared with the one before."""
    first, second = (offices(5, seed=3) for _ in range(2))
    assert [office.pledges for office in first] == [office.pledges for office in second]


@pytest.mark.timeout(120)
def test_each_office_loads_as_it_was_written() -> None:
    """Numbers, titles, departments, helpers, teams, fields, further columns and the day."""
    made = offices(FEW, seed=1)
    assert [wrong for office in made if (wrong := mismatch(office))] == []
    assert {office.form for office in made} == {*forms.SINGLE, *forms.SEVERAL}
    assert {office.scheme for office in made} == {*SCHEMES, *WRITTEN, *MADE_UP}
