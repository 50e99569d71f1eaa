"""Misses become aliases: what people did not find, with the best guess, taught with one tap."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.lookup import store as misses
from bot.lookup.answer import answered
from bot.lookup.answering import Catalogues
from bot.lookup.catalogue import Alias, AliasKind, Catalogue
from bot.lookup.parsing import understood
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.results import NotFound, OnePledge
from bot.people.interaction import Outcome
from bot.people.messages import Press
from bot.people.office import Office
from bot.table import learning_replies
from bot.table.store import additions
from bot.table.verbs import GoneError, MissVerb

REASON = "직원이 쓰는 말"
MAX_ASKED_AGAIN = 1_000  # questions, in about two seconds, beside the answers of others


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """Shows misses and makes aliases of them."""

    office: Office
    path: Path
    catalogues: Catalogues

    async def show(self, page: int = 1, *, dismissed: int | None = None) -> Outcome:
        """The most frequent misses, each with the pledge that it may mean."""
        size = learning_replies.PAGE_MISSES
        skip = max(0, page - 1) * size
        found = self.office.state.read(misses.frequent_misses, limit=size + 1, skip=skip)
        catalogue = await self.catalogues.current()
        shown = [
            (one, pledge, catalogue.key_of(pledge.number) if pledge else 0)
            for one in found[:size]
            for pledge in [guess(one.text, catalogue)]
        ]
        message = learning_replies.misses_message(shown, page, has_more=len(found) > size)
        if dismissed is not None and (
            text := self.office.state.read(misses.missed_text, dismissed)
        ):
            message = learning_replies.dismissed_message(text, dismissed, message)
        return Outcome(message=message)

    async def press(self, press: Press, *, by: int) -> Outcome:
        """Teach, dismiss, or take back."""
        match press.verb, press.numbers:
            case MissVerb.MISSES, (page,):
                return await self.show(page)
            case MissVerb.DISMISS_MISS | MissVerb.KEEP_MISS, (miss_id,):
                gone = press.verb is MissVerb.DISMISS_MISS
                await self.office.state.write(misses.dismiss_miss, miss_id, is_dismissed=gone)
                return await self.show(dismissed=miss_id if gone else None)
            case MissVerb.LEARN | MissVerb.LEARN_SURELY, (miss_id, key):
                is_sure = press.verb is MissVerb.LEARN_SURELY
                return await self._learn(miss_id, key, by=by, is_sure=is_sure)
            case MissVerb.UNLEARN, (miss_id, key):
                return await self._unlearn(miss_id, key)
        raise GoneError

    async def _learn(self, miss_id: int, key: int, *, by: int, is_sure: bool) -> Outcome:
        catalogue = await self.catalogues.current()
        alias, pledge = self._alias(miss_id, key, catalogue)
        if not is_sure:
            asked = self.office.state.read(misses.found_texts, limit=MAX_ASKED_AGAIN)
            worse = await asyncio.to_thread(made_worse, alias, catalogue, asked)
            if worse:
                message = learning_replies.harmful_message(alias.alias, worse, miss_id, key)
                return Outcome(message=message)
        await asyncio.to_thread(
            additions.add_alias, self.path, alias, at=self.office.clock(), by=by
        )
        await self.office.state.write(misses.dismiss_miss, miss_id, is_dismissed=True)
        return Outcome(message=learning_replies.learnt_message(alias.alias, pledge, miss_id, key))

    async def _unlearn(self, miss_id: int, key: int) -> Outcome:
        alias, _ = self._alias(miss_id, key, await self.catalogues.current())
        if not await asyncio.to_thread(additions.remove_alias, self.path, alias):
            raise GoneError
        await self.office.state.write(misses.dismiss_miss, miss_id, is_dismissed=False)
        return await self.show()

    def _alias(self, miss_id: int, key: int, catalogue: Catalogue) -> tuple[Alias, Pledge]:
        """Raises GoneError."""
        text = self.office.state.read(misses.missed_text, miss_id)
        number = catalogue.by_key.get(key)
        if text is None or number is None:
            raise GoneError
        pledge = catalogue.by_number[number]
        return Alias(kind=AliasKind.TITLE, alias=text, target=pledge.title, reason=REASON), pledge


def guess(text: str, catalogue: Catalogue) -> Pledge | None:
    """The pledge that a text that found nothing is nearest to; None for none."""
    answer = answered(understood(text, catalogue), catalogue)
    near = answer.near if isinstance(answer, NotFound) else ()
    return next(iter(near or catalogue.beginnings.of(text)), None)


def made_worse(
    alias: Alias, catalogue: Catalogue, asked: Sequence[str] = ()
) -> Mapping[PledgeNumber, int]:
    """The pledges that an alias hides from their title, number or `asked`, with counts."""
    changed = replace(catalogue, aliases=(*catalogue.aliases, alias))
    titles = (text for pledge in catalogue.pledges for text in (pledge.title, str(pledge.number)))
    lost: Counter[PledgeNumber] = Counter()
    for text in dict.fromkeys((*titles, *asked)):
        before = _found(text, catalogue)
        if before is not None and _found(text, changed) != before:
            lost[before] += 1
    return lost


def _found(text: str, catalogue: Catalogue) -> PledgeNumber | None:
    answer = answered(understood(text, catalogue), catalogue)
    return answer.pledge.number if isinstance(answer, OnePledge) else None
