"""Generated messages: seeded, and answered right."""

from __future__ import annotations

import pytest

from benchmarks.generated import Table
from benchmarks.messages import KINDS, messages
from benchmarks.ours import named_pledges
from benchmarks.questions import is_right
from benchmarks.tables import made_up_catalogue, numbers_by_department
from tests.lookup.tables import real

COUNT = 20
MAY_MISS = 1  # of 20 of a kind: 95 %
# A piece of a title may say little by itself, as 특성화 does.
MAY_MISS_IN_A_SENTENCE = 4


@pytest.mark.parametrize("kind", KINDS)
def test_generated_messages_of_a_kind_are_answered_right(kind: str) -> None:
    """95 % of them at least, 80 % where a piece of a title, or none of one, is all that tells."""
    departments = numbers_by_department(real())
    made = messages(Table(real()), kind, COUNT)
    assert len(made) == COUNT
    wrong = [m for m in made if not is_right(m.expect, named_pledges(m.text, real()), departments)]
    tells_little = kind == "everyday word" or kind.endswith("in a sentence")
    may_miss = MAY_MISS_IN_A_SENTENCE if tells_little else MAY_MISS
    assert len(wrong) <= may_miss, [(m.text, m.expect) for m in wrong]


def test_a_table_without_categories_has_messages_of_the_other_kinds() -> None:
    """As made-up tables are, whose numbers begin anew with nearly every pledge."""
    table = Table(made_up_catalogue(40))
    made = {kind for kind in KINDS if messages(table, kind, 1)}
    assert {"courtesy", "several", "number + word", "excluded department"} <= made
    assert not {"excluded number", "number as said", "numbers in a row"} & made


def test_the_same_seed_makes_the_same_messages() -> None:
    """And another one others."""
    table = Table(real())
    assert messages(table, "courtesy", 5) == messages(table, "courtesy", 5)
    assert messages(table, "courtesy", 5) != messages(table, "courtesy", 5, seed=1)
