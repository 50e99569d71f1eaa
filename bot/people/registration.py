"""Registration of groups and topics to departments; their state as the messenger reports it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeVar

from bot.people.access import Person, Right, may
from bot.people.audit import Act
from bot.people.groups import Address, Chat, Group, Presence, Visibility
from bot.people.requests import (
    A_DAY,
    MAX_INTRODUCTION_CHARS,
    MAX_OF_PERSON,
    Request,
    Subject,
)
from bot.people.store import audit, groups, requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from bot.people.membership import Membership
    from bot.store.state import State, Tables

T = TypeVar("T")


class Proposal(Enum):
    """Result of a request to register a group to departments."""

    BOUND = auto()
    ASKED = auto()  # the coordinators are to be asked
    NOTHING = auto()  # no department was named


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Each method is one transaction: read, check the rights, write, audit."""

    state: State
    membership: Membership
    clock: Callable[[], datetime]

    def group(self, chat_id: int, topic_id: int | None = None) -> Group | None:
        """A known group or topic; None for any other chat."""
        return self.state.read(groups.group, chat_id, topic_id)

    def of_chat(self, chat_id: int) -> tuple[Group, ...]:
        """A known group with its topics."""
        return self.state.read(groups.of_chat, chat_id)

    def admits_members(self, chat_id: int) -> bool:
        """Whether being in a group makes somebody a member."""
        return any(group.admits_members for group in self.of_chat(chat_id))

    async def record_added(self, chat: Chat, *, by: Person) -> Group | None:
        """Record a group that the bot was added to; None when the person has no right to add it."""
        if not await self.membership.may(by, Right.PROPOSE_GROUP):
            return None
        now = self.clock()

        def change(db: Tables) -> Group | None:
            groups.meet(db, chat, by=by.user_id, now=now)
            audit.note(db, Act.GROUP_JOINED, by=by.user_id, subject=chat.chat_id, now=now)
            return groups.group(db, chat.chat_id, chat.topic_id)

        return await self._write(change)

    async def record_refusal(self, chat_id: int, *, by: int) -> None:
        """Audit that the bot leaves a stranger's group; what one stranger does a day is bounded."""
        now, act = self.clock(), Act.GROUP_REFUSED

        def change(db: Tables) -> None:
            if audit.done_since(db, now - A_DAY, act, by=by) < MAX_OF_PERSON:
                audit.note(db, act, by=by, subject=chat_id, now=now)

        await self.state.write(change)

    async def record_presence(self, chat: Chat) -> tuple[Group, ...]:
        """Record the bot's status in a group it is in; what is registered there if it is muted."""
        now = self.clock()

        def change(db: Tables) -> tuple[Group, ...]:
            known = groups.of_chat(db, chat.chat_id)
            if not known:
                return ()
            groups.meet(db, chat, by=known[0].added_by, now=now)
            is_lost = chat.presence is not Presence.HERE
            return _registered(
                each for each in known if is_lost and each.presence is not chat.presence
            )

        return await self._write(change)

    async def record_topic(
        self, address: Address, *, presence: Presence | None = None, topic: str = ""
    ) -> Group | None:
        """Record what a topic is called, and whether one can write there.

        The topic if it is registered and that is now lost.
        """
        if address not in {group.address for group in self.of_chat(address[0])}:
            return None

        def change(db: Tables) -> Group | None:
            if topic:
                groups.set_topic(db, address, topic)
            chat_id, topic_id = address[0], address[1] or 0
            if presence is None or not groups.set_presence(
                db, chat_id, presence, topic_id=topic_id
            ):
                return None
            return groups.group(db, *address) if presence is not Presence.HERE else None

        return await self.state.write(change)

    async def record_question(self, address: Address, message_id: int | None) -> None:
        """Record which message asks what department a group is."""
        await self.state.write(groups.set_question, address, message_id)

    async def record_removal(self, chat_id: int, *, by: int | None = None) -> tuple[Group, ...]:
        """Record that the bot is no longer in a chat; what is registered there if that is new."""
        if not self.of_chat(chat_id):
            return ()
        now = self.clock()

        def change(db: Tables) -> tuple[Group, ...]:
            if not groups.set_presence(db, chat_id, Presence.GONE):
                return ()
            audit.note(db, Act.GROUP_LOST, by=by, subject=chat_id, now=now)
            known = groups.of_chat(db, chat_id)
            for each in known:
                requests.withdraw(db, Subject.GROUP, chat_id, topic_id=each.topic_id, now=now)
            return _registered(known)

        return await self._write(change)

    async def record_migration(self, old_chat_id: int, new_chat_id: int) -> bool:
        """Change the id of a group that became a supergroup; False when that was done before."""
        if not self.of_chat(old_chat_id):
            return False
        now = self.clock()

        def change(db: Tables) -> bool:
            if not groups.move(db, old_chat_id, new_chat_id):
                return False
            requests.move(db, old_chat_id, new_chat_id)
            groups.set_presence(db, new_chat_id, Presence.HERE)
            detail = str(old_chat_id)
            audit.note(db, Act.GROUP_MOVED, by=None, subject=new_chat_id, detail=detail, now=now)
            return True

        return await self._write(change)

    async def record_visibility(self, chat_id: int, *, is_public: bool) -> tuple[Group, ...]:
        """Record whether anybody can join a group; what is registered there if it is suspended."""
        known = self.of_chat(chat_id)
        if not known or is_public is (known[0].visibility is not Visibility.PRIVATE):
            return ()
        now = self.clock()

        def change(db: Tables) -> tuple[Group, ...]:
            visibility = Visibility.SUSPENDED if is_public else Visibility.PRIVATE
            groups.set_visibility(db, chat_id, visibility)
            act = Act.GROUP_SUSPENDED if is_public else Act.GROUP_RESUMED
            audit.note(db, act, by=None, subject=chat_id, now=now)
            return _registered(groups.of_chat(db, chat_id)) if is_public else ()

        return await self._write(change)

    async def allow_public(self, chat_id: int, *, by: Person) -> None:
        """Let the members of a public group use the bot. Raises NotAllowedError."""
        await self.membership.require(by, Right.CONFIRM_GROUP)
        now = self.clock()

        def change(db: Tables) -> None:
            if any(g.visibility is Visibility.SUSPENDED for g in groups.of_chat(db, chat_id)):
                groups.set_visibility(db, chat_id, Visibility.ALLOWED)
                audit.note(db, Act.GROUP_RESUMED, by=by.user_id, subject=chat_id, now=now)

        await self._write(change)

    async def record_title(self, chat_id: int, title: str) -> None:
        """Record a group's new title."""
        if self.of_chat(chat_id):
            await self.state.write(groups.rename, chat_id, title)

    async def toggle_department(
        self, address: Address, department: str, *, by: Person
    ) -> Group | None:
        """Add a department to the draft selection, or remove it. Raises NotAllowedError."""
        await self.membership.require(by, Right.PROPOSE_GROUP)

        def change(db: Tables) -> Group | None:
            group = groups.group(db, *address)
            if group is not None:
                ticked = [name for name in group.draft if name != department]
                if department not in group.draft:
                    ticked.append(department)
                groups.draft(db, address, ticked)
            return groups.group(db, *address)

        return await self.state.write(change)

    async def start_registration(
        self, chat: Chat, departments: Sequence[str], *, has_link: bool = False, by: Person
    ) -> Group | None:
        """The group with a draft selection of these departments. Raises NotAllowedError."""
        if not has_link:
            await self.membership.require(by, Right.PROPOSE_GROUP)
        address = chat.chat_id, chat.topic_id
        now, is_new = self.clock(), not self.of_chat(chat.chat_id)

        def change(db: Tables) -> Group | None:
            groups.meet(db, chat, by=by.user_id, now=now)
            if is_new:
                audit.note(db, Act.GROUP_JOINED, by=by.user_id, subject=chat.chat_id, now=now)
            groups.draft(db, address, departments)
            return groups.group(db, *address)

        return await self.state.write(change)

    async def propose(
        self, address: Address, departments: Sequence[str], *, has_link: bool = False, by: Person
    ) -> tuple[Proposal, Request | None]:
        """Register a group to departments, or open a request. Raises NotAllowedError."""
        if not has_link:
            await self.membership.require(by, Right.PROPOSE_GROUP)
        if not departments:
            return Proposal.NOTHING, None
        now, (chat_id, topic_id) = self.clock(), address

        def change(db: Tables) -> tuple[Proposal, Request | None]:
            group = groups.group(db, *address)
            if group is None:
                return Proposal.NOTHING, None
            requests.withdraw(db, Subject.GROUP, chat_id, topic_id=topic_id, now=now)
            groups.set_question(db, address, None)
            if may(self.membership.own_role_in(db, by.user_id), Right.CONFIRM_GROUP):
                bind_group(db, address, departments, by=by, now=now)
                return Proposal.BOUND, None
            request_id = requests.ask(
                db,
                Subject.GROUP,
                chat_id,
                topic_id=topic_id,
                label=group.name,
                departments=departments,
                introduction=by.name[:MAX_INTRODUCTION_CHARS],
                by=by.user_id,
                now=now,
            )
            groups.draft(db, address, [])
            detail = ", ".join(departments)
            act = Act.GROUP_PROPOSED
            audit.note(db, act, by=by.user_id, subject=chat_id, detail=detail, now=now)
            return Proposal.ASKED, requests.request(db, request_id)

        return await self._write(change)

    async def toggle_binding(
        self, address: Address, department: str, *, by: Person
    ) -> Group | None:
        """Bind a known group to one department more, or to one less. Raises NotAllowedError."""
        await self.membership.require(by, Right.CONFIRM_GROUP)
        now = self.clock()

        def change(db: Tables) -> Group | None:
            group = groups.group(db, *address)
            if group is None:
                return None
            bound = [name for name in group.departments if name != department]
            is_more = department not in group.departments
            groups.bind(
                db, address, [*bound, department] if is_more else bound, by=by.user_id, now=now
            )
            requests.withdraw(db, Subject.GROUP, address[0], topic_id=address[1], now=now)
            act = Act.GROUP_BOUND if is_more else Act.GROUP_FREED
            audit.note(db, act, by=by.user_id, subject=address[0], detail=department, now=now)
            return groups.group(db, *address)

        return await self._write(change)

    async def unregister(self, address: Address, *, by: Person) -> Group | None:
        """End a registration; the group before, None if not registered. Raises NotAllowedError."""
        await self.membership.require(by, Right.CONFIRM_GROUP)
        now = self.clock()

        def change(db: Tables) -> Group | None:
            group = groups.group(db, *address)
            if group is None or not group.is_registered:
                return None
            groups.bind(db, address, (), by=by.user_id, now=now)
            detail = ", ".join(group.departments)
            act = Act.GROUP_FREED
            audit.note(db, act, by=by.user_id, subject=address[0], detail=detail, now=now)
            return group

        return await self._write(change)

    async def delete(self, address: Address, *, by: Person) -> Group | None:
        """Delete the record of a topic, or of a group with its topics; the group as it was.

        Raises NotAllowedError.
        """
        await self.membership.require(by, Right.CONFIRM_GROUP)
        now = self.clock()

        def change(db: Tables) -> Group | None:
            group = groups.group(db, *address)
            if group is not None:
                for each in groups.of_chat(db, address[0]):
                    if address[1] in (None, each.topic_id):
                        requests.withdraw(
                            db, Subject.GROUP, address[0], topic_id=each.topic_id, now=now
                        )
                groups.forget(db, address)
                audit.note(db, Act.GROUP_LEFT, by=by.user_id, subject=address[0], now=now)
            return group

        return await self._write(change)

    async def _write(self, change: Callable[[Tables], T]) -> T:
        """Write, and look anew who is in which group."""
        result = await self.state.write(change)
        self.membership.memory.forget_all()
        return result


def bind_group(
    db: Tables, address: Address, departments: Sequence[str], *, by: Person, now: datetime
) -> None:
    """Register a group to departments, unless it is gone."""
    if groups.group(db, *address) is None:
        return
    groups.bind(db, address, departments, by=by.user_id, now=now)
    detail = ", ".join(departments)
    audit.note(db, Act.GROUP_BOUND, by=by.user_id, subject=address[0], detail=detail, now=now)


def _registered(known: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(group for group in known if group.is_registered)
