"""Roles of people: by their own record, and by membership in registered groups."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from bot.people.access import Known, Person, Right, Role, may, may_come_by_group, own_role
from bot.people.groups import Visibility
from bot.people.interaction import Groups, NotAllowedError
from bot.people.requests import Subject
from bot.people.store import groups, people, requests
from bot.store.errors import StoreError
from bot.store.state import State, Tables

LOG = logging.getLogger(__name__)

REMEMBERED_FOR = timedelta(minutes=10)
MAX_REMEMBERED = 10_000  # people; a crowd of strangers must not fill the memory


K = TypeVar("K")
V = TypeVar("V")


class Newest(OrderedDict[K, V]):
    """The `limit` entries that were set last: a crowd must not fill the memory."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def __setitem__(self, key: K, value: V) -> None:
        """Set it, and forget what was set longest ago beyond the limit."""
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self._limit:
            self.popitem(last=False)


class Memory(Newest[int, tuple[bool, datetime]]):
    """Who was found in a group and who was not, and when; worth something for REMEMBERED_FOR."""

    def __init__(self) -> None:
        super().__init__(MAX_REMEMBERED)

    def recall(self, user_id: int, *, now: datetime) -> bool | None:
        """What was found last; None when that is too long ago."""
        found, at = self.get(user_id, (None, now))
        # A clock that was set back must not make a memory last longer.
        return found if timedelta(0) <= now - at < REMEMBERED_FOR else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Role lookup. Own records count at once; group memberships are cached for REMEMBERED_FOR."""

    state: State
    admins: frozenset[int]
    groups: Groups
    clock: Callable[[], datetime]
    is_open: bool = False  # BOT_ACCESS=open: whoever was not removed is a guest
    memory: Memory = field(default_factory=Memory)

    async def may(self, person: Person, right: Right) -> bool:
        """Whether this person has a right."""
        if may(self.own_role(person.user_id), right):
            return True
        # Groups make members and nothing more: for higher rights nobody needs to look there.
        return may(Role.MEMBER, right) and may(await self._role_by_group(person), right)

    async def require(self, person: Person, right: Right) -> None:
        """Raise NotAllowedError unless this person has a right."""
        if not await self.may(person, right):
            raise NotAllowedError

    def require_in(self, db: Tables, person: Person, right: Right) -> None:
        """The same by their own role, as seen by a change that is being made."""
        if not may(self.own_role_in(db, person.user_id), right):
            raise NotAllowedError

    async def role(self, person: Person) -> Role:
        """Somebody's role, by their own standing or by a registered group."""
        role = self.own_role(person.user_id)
        if role > Role.STRANGER:
            return role
        if self.is_open and may_come_by_group(person.user_id, self.known(person.user_id)):
            return Role.GUEST  # groups are looked into where it matters
        return await self._role_by_group(person)

    async def _role_by_group(self, person: Person) -> Role:
        known = self.known(person.user_id)
        if not may_come_by_group(person.user_id, known):
            return Role.STRANGER
        if not await self._is_in_a_group(person, known):
            return Role.STRANGER
        # Telegram took its time: somebody may have been removed meanwhile.
        known = self.known(person.user_id)
        return Role.MEMBER if may_come_by_group(person.user_id, known) else Role.STRANGER

    async def is_in(self, chat_id: int, person: Person) -> bool:
        """Whether somebody is in a group now, if that is told: whoever presses there sees it."""
        return await self.groups.has_member(chat_id, person.user_id) is not False

    async def groups_of(self, person: Person) -> tuple[int, ...]:
        """The registered groups that somebody is in at this moment, the last seen one first."""
        likely = [*self._likely_groups(person, self.known(person.user_id))]
        found = await asyncio.gather(
            *(self.groups.has_member(chat_id, person.user_id) for chat_id in likely)
        )
        return tuple(chat_id for chat_id, is_in in zip(likely, found, strict=True) if is_in)

    def own_role(self, user_id: int) -> Role:
        """Somebody's role without looking into groups."""
        return self.state.read(self.own_role_in, user_id)

    def own_role_in(self, db: Tables, user_id: int) -> Role:
        """The same, as seen by a change that is being made."""
        return own_role(user_id, people.known(db, user_id), admins=self.admins)

    def known(self, user_id: int) -> Known | None:
        """What the office keeps of somebody."""
        return self.state.read(people.known, user_id)

    def has_asked(self, user_id: int) -> bool:
        """Whether somebody waits to be let in."""
        latest = self.state.read(requests.latest, Subject.PERSON, user_id)
        return latest is not None and latest.verdict is None

    def coordinators(self) -> frozenset[int]:
        """The user ids of coordinators and admins."""
        return self.state.read(people.coordinators) | self.admins

    async def _is_in_a_group(self, person: Person, known: Known | None) -> bool:
        now = self.clock()
        if (found := self.memory.recall(person.user_id, now=now)) is not None:
            return found
        is_sure = True
        for chat_id in self._likely_groups(person, known):
            is_in = await self.groups.has_member(chat_id, person.user_id)
            is_new = known is None or known.seen_in != chat_id
            if is_in and not (is_new and await self._may_anybody_join(chat_id)):
                await self._record_found_in(chat_id, person, known, now=now)
                return True
            is_sure = is_sure and is_in is not None
        if is_sure:
            self.memory[person.user_id] = False, now
        return False

    async def _may_anybody_join(self, chat_id: int) -> bool:
        """Whether a group was made public since that was asked last, and nobody allowed it."""
        known = self.state.read(groups.of_chat, chat_id)
        is_allowed = any(each.visibility is Visibility.ALLOWED for each in known)
        return not is_allowed and await self.groups.is_public(chat_id) is True

    def _likely_groups(self, person: Person, known: Known | None) -> Iterator[int]:
        """The registered groups, beginning with where somebody is or was."""
        known_groups = self.state.read(groups.registered)
        registered = {group.chat_id for group in known_groups if group.admits_members}
        first = [person.group, known.seen_in if known else None]
        for chat_id in dict.fromkeys([*first, *sorted(registered)]):
            if chat_id in registered:
                yield chat_id

    async def _record_found_in(
        self, chat_id: int, person: Person, known: Known | None, *, now: datetime
    ) -> None:
        self.memory[person.user_id] = True, now
        if known is None or known.seen_in != chat_id:
            name, write = person.name, self.state.write
            try:
                await write(
                    people.record_in_group, person.user_id, name=name, chat_id=chat_id, now=now
                )
            except StoreError as trouble:  # who may ask is answered all the same
                LOG.warning("member.not_kept reason=%s", trouble.trouble.name)
