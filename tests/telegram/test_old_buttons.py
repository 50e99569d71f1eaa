"""Buttons outlive the process that made them, and the table they were made from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.botapi.people import private
from tests.lookup.tables import real
from tests.telegram.office import MEMBER, data_of, says

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Serving

CHAT = private(MEMBER)


class NewTable:
    """The catalogue of a table that was loaded meanwhile."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def current(self) -> Catalogue:
        """The one there is."""
        return self._catalogue


async def test_old_buttons_work_after_a_restart_and_with_a_new_table(
    api: BotApi, serving: Serving
) -> None:
    """They answer from the table of today, or say that it has no such thing any more."""
    async with serving():
        listing = await says(api, MEMBER, "경제공동체")
    first, second = (data_of(listing, f"경제공동체-0{serial}") for serial in (1, 2))
    pledges = [
        replace(pledge, owners=("미래경제과",))
        for pledge in real().pledges
        if pledge.number.serial != 2
    ]
    table = NewTable(replace(real(), pledges=tuple(pledges)))
    async with serving(catalogues=table):
        await api.answer_to_tap(api.taps_on(MEMBER, listing, first))
        assert "🏢 미래경제과" in api.of_bot(CHAT)[0]["text"]
        await api.answer_to_tap(api.taps_on(MEMBER, listing, second))
        assert "경제공동체-02 공약은 없어요" in api.of_bot(CHAT)[0]["text"]
