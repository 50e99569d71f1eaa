"""Misses become aliases: what people asked in vain, with the best guess, taught with one tap."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.lookup import store as misses
from bot.lookup.answer import NotFound, OnePledge, answered
from bot.lookup.catalogue import Alias, AliasKind, Catalogue
from bot.lookup.question import understood
from bot.people.interaction import Outcome
from bot.table import desk_replies
from bot.table.store import versions
from bot.table.verbs import TableVerb

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bot.lookup.answering import Catalogues
    from bot.lookup.pledge import Pledge
    from bot.people.messages import Press
    from bot.store.state import State

REASON = "직원이 쓰는 말"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """Shows misses and makes aliases of them."""

    path: Path
    state: State
    catalogues: Catalogues
    clock: Callable[[], datetime]

    async def show(self, page: int = 1) -> Outcome:
        """The most frequent misses, each with the pledge that it may mean."""
        size = desk_replies.PAGE_MISSES
        skip = max(0, page - 1) * size
        found = self.state.read(lambda db: misses.frequent_misses(db, limit=size + 1, skip=skip))
        catalogue = await self.catalogues.current()
        shown = [(one, guess(one.text, catalogue)) for one in found[:size]]
        return Outcome(message=desk_replies.misses_message(shown, page, has_more=len(found) > size))

    async def press(self, press: Press, *, by: int) -> Outcome:
        """Teach, dismiss, or take back."""
        match press.verb, press.numbers:
            case TableVerb.MISSES, (page,):
                return await self.show(page)
            case TableVerb.DISMISS_MISS, (miss_id,):
                await self.state.write(
                    lambda db: misses.dismiss_miss(db, miss_id, is_dismissed=True)
                )
                return await self.show()
            case TableVerb.LEARN, (miss_id, place):
                return await self._learn(miss_id, place, by=by)
            case TableVerb.UNLEARN, (miss_id, place):
                return await self._unlearn(miss_id, place)
        return Outcome(toast=desk_replies.GONE)

    async def _learn(self, miss_id: int, place: int, *, by: int) -> Outcome:
        catalogue = await self.catalogues.current()
        alias, pledge = self._alias(miss_id, place, catalogue)
        if alias is None or pledge is None:
            return Outcome(toast=desk_replies.GONE)
        worse = await asyncio.to_thread(made_worse, alias, catalogue)
        if worse:
            return Outcome(message=desk_replies.harmful_message(alias.alias, worse))
        await asyncio.to_thread(versions.add_alias, self.path, alias, at=self.clock(), by=by)
        await self.state.write(lambda db: misses.dismiss_miss(db, miss_id, is_dismissed=True))
        return Outcome(message=desk_replies.learnt_message(alias.alias, pledge, miss_id, place))

    async def _unlearn(self, miss_id: int, place: int) -> Outcome:
        alias, _ = self._alias(miss_id, place, await self.catalogues.current())
        if alias is None or not await asyncio.to_thread(versions.remove_alias, self.path, alias):
            return Outcome(toast=desk_replies.GONE)
        await self.state.write(lambda db: misses.dismiss_miss(db, miss_id, is_dismissed=False))
        return await self.show()

    def _alias(
        self, miss_id: int, place: int, catalogue: Catalogue
    ) -> tuple[Alias | None, Pledge | None]:
        text = self.state.read(lambda db: misses.missed_text(db, miss_id))
        if text is None or place >= len(catalogue.pledges):
            return None, None
        pledge = catalogue.pledges[place]
        kind = AliasKind.TITLE
        return Alias(kind=kind, alias=text, target=pledge.title, reason=REASON), pledge


def guess(text: str, catalogue: Catalogue) -> tuple[int, Pledge] | None:
    """The pledge that a text that found nothing is nearest to, with its place; None for none."""
    answer = answered(understood(text, catalogue), catalogue)
    near = answer.near if isinstance(answer, NotFound) else ()
    near = near or catalogue.beginnings.of(text)
    if not near:
        return None
    return catalogue.pledges.index(near[0]), near[0]


def made_worse(alias: Alias, catalogue: Catalogue) -> tuple[Pledge, ...]:
    """The pledges that would not be found by their titles or numbers any more with this alias."""
    changed = replace(catalogue, aliases=(*catalogue.aliases, alias))
    return tuple(
        pledge
        for pledge in catalogue.pledges
        if any(
            _finds(text, pledge, catalogue) and not _finds(text, pledge, changed)
            for text in (pledge.title, str(pledge.number))
        )
    )


def _finds(text: str, pledge: Pledge, catalogue: Catalogue) -> bool:
    answer = answered(understood(text, catalogue), catalogue)
    return isinstance(answer, OnePledge) and answer.pledge.number == pledge.number
