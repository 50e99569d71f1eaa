"""Who may own a pledge instead: guessed from the other pledges alone."""

import pytest

from bot.lookup.catalogue import Catalogue
from bot.lookup.pledge import PledgeNumber
from bot.reminders.rules.ownership import MAX_OWNERS, likely_owners
from bot.table.live import LiveCatalogue
from tests.paths import TABLE


@pytest.fixture
async def catalogue() -> Catalogue:
    """The committed table."""
    return await LiveCatalogue(TABLE).current()


def test_the_owner_is_mostly_among_two(catalogue: Catalogue) -> None:
    """Each pledge as if its owner were unknown; departments with one pledge count too."""
    found = {
        pledge.number: likely_owners(str(pledge.number), catalogue) for pledge in catalogue.pledges
    }
    owner = {pledge.number: pledge.department for pledge in catalogue.pledges}
    assert max(map(len, found.values())) <= MAX_OWNERS
    assert sum(owner[number] in likely for number, likely in found.items()) >= 50
    assert sum(likely[:1] == (owner[number],) for number, likely in found.items()) >= 41


@pytest.mark.parametrize(
    ("number", "owner"),
    [
        ("지역개발-09", "주차관리과"),  # by its name
        ("교육문화-05", "교육지원과"),  # by the pledges beside it
    ],
)
def test_each_kind_of_evidence_finds_an_owner(
    catalogue: Catalogue, number: str, owner: str
) -> None:
    """And the department that says it is not theirs is never offered."""
    likely = likely_owners(number, catalogue)
    assert owner in likely
    assert owner not in likely_owners(number, catalogue, [owner])


def test_nothing_is_known_of_a_number_that_there_is_not(catalogue: Catalogue) -> None:
    """Nobody is guessed."""
    assert PledgeNumber("지역개발-99") not in catalogue.by_number
    assert likely_owners("지역개발-99", catalogue) == ()
