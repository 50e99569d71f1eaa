"""Registration of group chats to departments, and their state as the messenger reports it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeVar

from bot.people.access import Right, may
from bot.people.audit import Act
from bot.people.groups import Presence, Visibility
from bot.people.interaction import NotAllowedError
from bot.people.joining import Decision
from bot.people.requests import A_DAY, MAX_OF_PERSON, Subject, Verdict
from bot.people.store import audit, groups, requests

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.people.access import Person
    from bot.people.groups import Group
    from bot.people.membership import Membership
    from bot.people.requests import Request
    from bot.store.state import State, Tables

T = TypeVar("T")


class Proposal(Enum):
    """Result of a request to register a group to departments."""

    BOUND = auto()
    ASKED = auto()  # the coordinators are to be asked
    NOTHING = auto()  # no department was named


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A group chat as the messenger reports it now."""

    chat_id: int
    title: str
    presence: Presence
    hears_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Each method is one transaction: read, check the rights, write, audit."""

    state: State
    membership: Membership
    clock: Callable[[], datetime]

    def group(self, chat_id: int) -> Group | None:
        """A known group; None for any other chat."""
        return self.state.read(lambda db: groups.group(db, chat_id))

    def admits_members(self, chat_id: int) -> bool:
        """Whether being in a group makes somebody a member."""
        group = self.group(chat_id)
        return group is not None and group.admits_members

    async def record_added(self, chat: Chat, *, by: Person) -> Group | None:
        """Record a group that the bot was added to; None when the person has no right to add it."""
        if not await self.membership.may(by, Right.PROPOSE_GROUP):
            await self._note_refusal(by=by.user_id, chat_id=chat.chat_id)
            return None
        now = self.clock()

        def change(db: Tables) -> Group | None:
            groups.meet(
                db,
                chat.chat_id,
                title=chat.title,
                presence=chat.presence,
                hears_all=chat.hears_all,
                by=by.user_id,
                now=now,
            )
            audit.note(db, Act.GROUP_JOINED, by=by.user_id, subject=chat.chat_id, now=now)
            return groups.group(db, chat.chat_id)

        return await self._write(change)

    async def record_presence(self, chat: Chat) -> Group | None:
        """Record the bot's status in a group it is in; the group when it can no longer write."""
        now = self.clock()

        def change(db: Tables) -> Group | None:
            known = groups.group(db, chat.chat_id)
            if known is None:
                return None
            groups.meet(
                db,
                chat.chat_id,
                title=chat.title or known.title,
                presence=chat.presence,
                hears_all=chat.hears_all,
                by=known.added_by,
                now=now,
            )
            is_news = chat.presence is not known.presence
            return known if is_news and chat.presence is not Presence.HERE else None

        return await self._write(change)

    async def record_removed(self, chat_id: int, *, by: int | None = None) -> Group | None:
        """Record that the bot is no longer in a chat; the group when that is new."""
        if self.group(chat_id) is None:
            return None
        now = self.clock()

        def change(db: Tables) -> Group | None:
            if not groups.set_presence(db, chat_id, Presence.GONE):
                return None
            audit.note(db, Act.GROUP_LOST, by=by, subject=chat_id, now=now)
            requests.withdraw(db, Subject.GROUP, chat_id, now=now)
            return groups.group(db, chat_id)

        return await self._write(change)

    async def record_migration(self, old_chat_id: int, new_chat_id: int) -> bool:
        """Change the id of a group that became a supergroup; False when that was done before."""
        if self.group(old_chat_id) is None:
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

    async def record_visibility(self, chat_id: int, *, is_public: bool) -> Group | None:
        """Record whether anybody can join a group; the group when that suspends it."""
        group = self.group(chat_id)
        if group is None or is_public is (group.visibility is not Visibility.PRIVATE):
            return None
        now = self.clock()

        def change(db: Tables) -> Group | None:
            visibility = Visibility.SUSPENDED if is_public else Visibility.PRIVATE
            groups.set_visibility(db, chat_id, visibility)
            act = Act.GROUP_SUSPENDED if is_public else Act.GROUP_RESUMED
            audit.note(db, act, by=None, subject=chat_id, now=now)
            return groups.group(db, chat_id) if is_public else None

        suspended = await self.state.write(change)
        self.membership.memory.forget_all()
        return suspended

    async def allow_public(self, chat_id: int, *, by: Person) -> None:
        """Let the members of a public group use the bot. Raises NotAllowedError."""
        await self._require(by, Right.CONFIRM_GROUP)
        now = self.clock()

        def change(db: Tables) -> None:
            group = groups.group(db, chat_id)
            if group is not None and group.visibility is Visibility.SUSPENDED:
                groups.set_visibility(db, chat_id, Visibility.ALLOWED)
                audit.note(db, Act.GROUP_RESUMED, by=by.user_id, subject=chat_id, now=now)

        await self.state.write(change)
        self.membership.memory.forget_all()

    async def record_title(self, chat_id: int, title: str) -> None:
        """Record a group's new title."""
        if self.group(chat_id) is not None:
            await self.state.write(lambda db: groups.rename(db, chat_id, title))

    async def toggle_department(self, chat_id: int, department: str, *, by: Person) -> Group | None:
        """Add a department to the draft selection, or remove it. Raises NotAllowedError."""
        await self._require(by, Right.PROPOSE_GROUP)

        def change(db: Tables) -> Group | None:
            group = groups.group(db, chat_id)
            if group is not None:
                ticked = [name for name in group.draft if name != department]
                if department not in group.draft:
                    ticked.append(department)
                groups.draft(db, chat_id, ticked)
            return groups.group(db, chat_id)

        return await self.state.write(change)

    async def start_registration(
        self, chat: Chat, departments: Sequence[str], *, by: Person
    ) -> Group | None:
        """The group with a draft selection of these departments. Raises NotAllowedError."""
        await self._require(by, Right.PROPOSE_GROUP)
        if self.group(chat.chat_id) is None:
            await self.record_added(chat, by=by)

        def change(db: Tables) -> Group | None:
            groups.draft(db, chat.chat_id, departments)
            return groups.group(db, chat.chat_id)

        return await self.state.write(change)

    async def propose(
        self, chat_id: int, departments: Sequence[str], *, by: Person
    ) -> tuple[Proposal, Request | None]:
        """Register a group to departments, or open a request. Raises NotAllowedError."""
        await self._require(by, Right.PROPOSE_GROUP)
        if not departments:
            return Proposal.NOTHING, None
        now = self.clock()

        def change(db: Tables) -> tuple[Proposal, Request | None]:
            group = groups.group(db, chat_id)
            if group is None:
                return Proposal.NOTHING, None
            requests.withdraw(db, Subject.GROUP, chat_id, now=now)
            if may(self.membership.own_role_in(db, by.user_id), Right.CONFIRM_GROUP):
                self._bind(db, chat_id, departments, by=by, now=now)
                return Proposal.BOUND, None
            request_id = requests.ask(
                db,
                Subject.GROUP,
                chat_id,
                label=group.title,
                departments=departments,
                by=by.user_id,
                now=now,
            )
            groups.draft(db, chat_id, [])
            detail = ", ".join(departments)
            act = Act.GROUP_PROPOSED
            audit.note(db, act, by=by.user_id, subject=chat_id, detail=detail, now=now)
            return Proposal.ASKED, requests.request(db, request_id)

        return await self._write(change)

    async def decide(self, request_id: int, verdict: Verdict, *, by: Person) -> Decision | None:
        """Confirm or reject a proposal; None when there is no such request.

        Raises NotAllowedError.
        """
        now = self.clock()

        def change(db: Tables) -> Decision | None:
            if not may(self.membership.own_role_in(db, by.user_id), Right.CONFIRM_GROUP):
                raise NotAllowedError
            request = requests.request(db, request_id)
            if request is None or request.subject is not Subject.GROUP:
                return None
            is_news = requests.decide(db, request_id, verdict, by=by, now=now)
            if is_news and verdict is Verdict.APPROVED:
                self._bind(db, request.subject_id, request.departments, by=by, now=now)
            elif is_news:
                audit.note(
                    db, Act.GROUP_REJECTED, by=by.user_id, subject=request.subject_id, now=now
                )
            decided = requests.request(db, request_id)
            return Decision(request=decided or request, is_news=is_news)

        return await self._write(change)

    async def unregister(self, chat_id: int, *, by: Person) -> Group | None:
        """End a registration; the group before, None if not registered. Raises NotAllowedError."""
        await self._require(by, Right.CONFIRM_GROUP)
        now = self.clock()

        def change(db: Tables) -> Group | None:
            group = groups.group(db, chat_id)
            if group is None or not group.is_registered:
                return None
            groups.bind(db, chat_id, (), by=by.user_id, now=now)
            detail = ", ".join(group.departments)
            act = Act.GROUP_FREED
            audit.note(db, act, by=by.user_id, subject=chat_id, detail=detail, now=now)
            return group

        return await self._write(change)

    async def delete(self, chat_id: int, *, by: Person) -> Group | None:
        """Delete a group's record; the group as it was. Raises NotAllowedError."""
        await self._require(by, Right.CONFIRM_GROUP)
        now = self.clock()

        def change(db: Tables) -> Group | None:
            group = groups.group(db, chat_id)
            if group is not None:
                requests.withdraw(db, Subject.GROUP, chat_id, now=now)
                groups.forget(db, chat_id)
                audit.note(db, Act.GROUP_LEFT, by=by.user_id, subject=chat_id, now=now)
            return group

        return await self._write(change)

    async def _write(self, change: Callable[[Tables], T]) -> T:
        """Write, and look anew who is in which group."""
        result = await self.state.write(change)
        self.membership.memory.forget_all()
        return result

    def _bind(
        self, db: Tables, chat_id: int, departments: Sequence[str], *, by: Person, now: datetime
    ) -> None:
        if groups.group(db, chat_id) is None:
            return
        groups.bind(db, chat_id, departments, by=by.user_id, now=now)
        detail = ", ".join(departments)
        audit.note(db, Act.GROUP_BOUND, by=by.user_id, subject=chat_id, detail=detail, now=now)

    async def _require(self, person: Person, right: Right) -> None:
        if not await self.membership.may(person, right):
            raise NotAllowedError

    async def _note_refusal(self, *, by: int, chat_id: int) -> None:
        """Audit that a stranger added the bot; what one stranger does a day is bounded."""
        now, act = self.clock(), Act.GROUP_REFUSED

        def change(db: Tables) -> None:
            if audit.done_since(db, now - A_DAY, act, by=by) < MAX_OF_PERSON:
                audit.note(db, act, by=by, subject=chat_id, now=now)

        await self.state.write(change)
