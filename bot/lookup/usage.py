"""What people look up: the last pledges of each, and counts of what questions find."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.lookup.answering import OURS
from bot.lookup.catalogue import Catalogue
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.store import record_asked
from bot.people.access import Person
from bot.people.membership import Membership
from bot.people.store import groups, recents, requests
from bot.store.errors import StoreError
from bot.store.state import State, Tables

LOG = logging.getLogger(__name__)

MAX_OWN_DEPARTMENTS = 4  # in private; a coordinator is in the groups of all

# 교통행정과 홍길동, 홍길동/교통행정과
_SAID = re.compile(
    r"(?<![가-힣])(?!(?:주무|사무|서기|이사)관)[가-힣0-9·]{2,}(?:과|관|실|소|단|국|센터)(?![가-힣])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recents:
    """The pledges that people look up: what somebody may want who has typed nothing yet."""

    state: State
    membership: Membership

    def pledges(self, person: Person, catalogue: Catalogue) -> tuple[Pledge, ...]:
        """What they looked up last, newest first; else what their group's departments own."""
        numbers = self.state.read(recents.looked_up, person.user_id, term=catalogue.term)
        kept = map(PledgeNumber, numbers)
        found = tuple(catalogue.by_number[n] for n in kept if n in catalogue.by_number)
        if found:
            return found
        known = self.membership.known(person.user_id)
        seen_in = (known.seen_in,) if known is not None and known.seen_in else ()
        own = self.state.read(_departments, person.user_id, seen_in)
        return tuple(pledge for name in own for pledge in catalogue.by_department.get(name, ()))

    async def with_own_departments(self, text: str, person: Person, catalogue: Catalogue) -> str:
        """A text in which "our department" is called by its name, where that is known.

        That is the group's that somebody writes in, or else that of each group they are in. Of
        several, those without any pledge are left out: their names would be searched for. Whoever
        is in the groups of more than MAX_OWN_DEPARTMENTS looks after them, and is of none.
        """
        if OURS.search(text) is None:
            return text
        every = self.state.read(_departments_here, person)
        if not every:
            chats = await self.membership.groups_of(person)
            every = self.state.read(_departments, person.user_id, chats)
        own = [name for name in every if name in catalogue.by_department] or every
        return OURS.sub(" ".join(own), text) if 0 < len(own) <= MAX_OWN_DEPARTMENTS else text

    async def note(self, person: Person, number: PledgeNumber, catalogue: Catalogue) -> None:
        """Remember that somebody looked this up; an answer never fails for it."""
        try:
            await self.state.note(
                recents.note, person.user_id, term=catalogue.term, number=str(number)
            )
        except StoreError as trouble:
            LOG.warning("recents.not_kept reason=%s", trouble.trouble.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misses:
    """Counts questions that find one pledge or none, so that coordinators can teach it words."""

    state: State
    clock: Callable[[], datetime]

    async def record(self, person: Person, text: str, found: str) -> None:
        """Count that somebody asked this and found this number or ""; an answer never fails."""
        now = self.clock()
        try:
            await self.state.note(record_asked, person.user_id, text, found=found, now=now)
        except StoreError as trouble:
            LOG.warning("misses.not_kept reason=%s", trouble.trouble.name)


def _departments_here(db: Tables, person: Person) -> tuple[str, ...]:
    here = groups.group_at(db, (person.group, person.topic_id)) if person.group else None
    return here.departments if here is not None else ()


def _departments(db: Tables, user_id: int, chats: Sequence[int]) -> tuple[str, ...]:
    """The departments of these chats that somebody is in; else the one they said to be of."""
    found = [group for chat_id in chats for group in groups.of_chat(db, chat_id)]
    introduction = "" if found else requests.introductions(db).get(user_id, "")
    said = _SAID.search(introduction)
    names = (name for group in found for name in group.departments)
    return (said[0],) if said is not None else tuple(dict.fromkeys(names))
