"""Registration of groups and topics to departments; their state as the messenger reports it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.people.access import Person, Right, may
from bot.people.audit_replies import Act
from bot.people.groups import Address, Chat, Group, Presence, Visibility
from bot.people.messages import ChatMoved, DeliveryError, DeliveryRefused, Reason
from bot.people.office import Office, transaction
from bot.people.requests import A_DAY, MAX_INTRODUCTION_CHARS, MAX_OF_PERSON, Request, Subject
from bot.people.store import audit, groups, requests
from bot.store.state import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Each method is one transaction: read, check the rights, write, audit.

    Whether somebody may propose a group is for the caller to ask: it may take the messenger's time.
    """

    office: Office

    def group(self, chat_id: int, topic_id: int | None = None) -> Group | None:
        """A known group or topic; None for any other chat."""
        return self.office.state.read(groups.group, chat_id, topic_id)

    def of_chat(self, chat_id: int) -> tuple[Group, ...]:
        """A known group with its topics."""
        return self.office.state.read(groups.of_chat, chat_id)

    def current_chat(self, chat_id: int) -> int:
        """The chat that a group turned into, where it did; its own id else."""
        return chat_id if self.of_chat(chat_id) else self.office.state.read(audit.moved_to, chat_id)

    def admits_members(self, chat_id: int) -> bool:
        """Whether being in a group makes somebody a member."""
        return any(group.admits_members for group in self.of_chat(chat_id))

    @transaction
    def record_refusal(self, db: Tables, chat_id: int, *, by: int) -> None:
        """Audit that the bot leaves a stranger's group; what one stranger does a day is bounded."""
        now, act = self.office.clock(), Act.GROUP_REFUSED
        if audit.done_since(db, now - A_DAY, act, by=by) < MAX_OF_PERSON:
            audit.note(db, act, by=by, subject=chat_id, now=now)

    @transaction
    def record_presence(self, db: Tables, chat: Chat) -> tuple[Group, ...]:
        """Record the bot's status in a group it is in; what becomes unreachable by it."""
        known = groups.of_chat(db, chat.chat_id)
        if not known:
            return ()
        groups.meet(db, chat, by=known[0].added_by, now=self.office.clock())
        return _newly_unreachable(db, chat.chat_id, known)

    async def record_failed_send(
        self, address: Address, error: DeliveryError
    ) -> tuple[Group, ...] | None:
        """Record what an error says of a group; what gets unreachable, None if it says nothing."""
        chat_id, topic_id = address
        match error:
            case ChatMoved(new_chat_id=new_chat_id):
                await self.record_migration(chat_id, new_chat_id)
                return ()
            case DeliveryRefused(reason=Reason.NO_TOPIC):
                return await self._record_muted(chat_id, topic_id=topic_id or 0)
            case DeliveryRefused(reason=Reason.MUTED):
                return await self._record_muted(chat_id, topic_id=None)
            case DeliveryRefused(reason=Reason.KICKED | Reason.NO_CHAT):
                return await self.record_removal(chat_id)
        return None

    @transaction
    def _record_muted(self, db: Tables, chat_id: int, *, topic_id: int | None) -> tuple[Group, ...]:
        """Record that the bot may not write in a group or one topic; what becomes unreachable."""
        known = groups.of_chat(db, chat_id)
        groups.set_presence(db, chat_id, Presence.MUTED, topic_id=topic_id)
        return _newly_unreachable(db, chat_id, known)

    @transaction
    def record_topic(self, db: Tables, address: Address, *, name: str, is_reopened: bool) -> None:
        """Record what a topic is called now, and that one can write there again."""
        if name:
            groups.change(db, address, topic=name)
        if is_reopened:
            groups.set_presence(db, address[0], Presence.HERE, topic_id=address[1] or 0)

    @transaction
    def record_removal(
        self, db: Tables, chat_id: int, *, by: int | None = None
    ) -> tuple[Group, ...]:
        """Record that the bot is no longer in a chat; what becomes unreachable by it."""
        known = groups.of_chat(db, chat_id)
        if not groups.set_presence(db, chat_id, Presence.GONE):
            return ()
        self.office.note(db, Act.GROUP_LOST, by=by, subject=chat_id)
        for each in known:
            self._withdraw(db, each.address)
        return _newly_unreachable(db, chat_id, known)

    @transaction
    def record_migration(self, db: Tables, old_chat_id: int, new_chat_id: int) -> bool:
        """Change the id of a group that became a supergroup; False when that was done before."""
        if not groups.move(db, old_chat_id, new_chat_id):
            return False
        requests.move(db, old_chat_id, new_chat_id)
        audit.move(db, old_chat_id, new_chat_id)
        groups.set_presence(db, new_chat_id, Presence.HERE)
        self.office.note(db, Act.GROUP_MOVED, by=None, subject=new_chat_id, detail=str(old_chat_id))
        return True

    async def record_visibility(self, chat_id: int, *, is_public: bool) -> tuple[Group, ...]:
        """Record whether anybody can join a group; what is registered there if it is suspended."""
        known = self.of_chat(chat_id)
        if not known or is_public is (known[0].visibility is not Visibility.PRIVATE):
            return ()
        visibility = Visibility.SUSPENDED if is_public else Visibility.PRIVATE
        await self._set_visibility(chat_id, visibility)
        return tuple(g for g in self.of_chat(chat_id) if g.is_registered and is_public)

    @transaction
    def _set_visibility(self, db: Tables, chat_id: int, visibility: Visibility) -> None:
        groups.change_chat(db, chat_id, visibility=visibility)
        is_suspended = visibility is Visibility.SUSPENDED
        act = Act.GROUP_SUSPENDED if is_suspended else Act.GROUP_RESUMED
        self.office.note(db, act, by=None, subject=chat_id)

    @transaction
    def allow_public(self, db: Tables, chat_id: int, *, by: Person) -> None:
        """Let the members of a public group use the bot. Raises NotAllowedError."""
        self.office.membership.require_in(db, by, Right.CONFIRM_GROUP)
        if any(g.visibility is Visibility.SUSPENDED for g in groups.of_chat(db, chat_id)):
            groups.change_chat(db, chat_id, visibility=Visibility.ALLOWED)
            self.office.note(db, Act.GROUP_RESUMED, by=by.user_id, subject=chat_id)

    @transaction
    def start_registration(self, db: Tables, chat: Chat, *, by: Person) -> Group:
        """The group, which the bot may have been added to just now."""
        known = groups.of_chat(db, chat.chat_id)
        groups.meet(db, chat, by=by.user_id, now=self.office.clock())
        if all(each.presence is Presence.GONE for each in known):
            self.office.note(db, Act.GROUP_JOINED, by=by.user_id, subject=chat.chat_id)
        group = groups.group(db, chat.chat_id, chat.topic_id)
        assert group is not None  # noqa: S101 -- it was met just now
        return group

    @transaction
    def propose(
        self, db: Tables, group: Group, departments: Sequence[str], *, by: Person
    ) -> Request | None:
        """Register a group to departments; or open a request, where that is not theirs to do."""
        address = group.address
        self._withdraw(db, address)
        groups.change(db, address, question_id=None)
        if may(self.office.membership.own_role_in(db, by.user_id), Right.CONFIRM_GROUP):
            bind_group(db, address, departments, by=by, now=self.office.clock())
            return None
        request = Request(
            subject=Subject.GROUP,
            subject_id=group.chat_id,
            topic_id=group.topic_id,
            label=group.name,
            departments=tuple(departments),
            introduction=by.name[:MAX_INTRODUCTION_CHARS],
            asked_by=by.user_id,
            asked_at=self.office.clock(),
        )
        self.office.note(
            db, Act.GROUP_PROPOSED, by=by.user_id, subject=address[0], detail=", ".join(departments)
        )
        return requests.ask(db, request)

    @transaction
    def toggle_binding(
        self, db: Tables, address: Address, department: str, *, by: Person
    ) -> Group | None:
        """Bind a known group to one department more, or to one less. Raises NotAllowedError."""
        self.office.membership.require_in(db, by, Right.CONFIRM_GROUP)
        if (group := groups.group(db, *address)) is None:
            return None
        after = _toggled(group.departments, department)
        groups.bind(db, address, after, by=by.user_id, now=self.office.clock())
        self._withdraw(db, address)
        act = Act.GROUP_BOUND if department in after else Act.GROUP_FREED
        self.office.note(db, act, by=by.user_id, subject=address[0], detail=department)
        return groups.group(db, *address)

    @transaction
    def unregister(self, db: Tables, address: Address, *, by: Person) -> Group | None:
        """End a registration; the group before, None if not registered. Raises NotAllowedError."""
        self.office.membership.require_in(db, by, Right.CONFIRM_GROUP)
        group = groups.group(db, *address)
        if group is None or not group.is_registered:
            return None
        groups.bind(db, address, (), by=by.user_id, now=self.office.clock())
        freed = ", ".join(group.departments)
        self.office.note(db, Act.GROUP_FREED, by=by.user_id, subject=address[0], detail=freed)
        return group

    @transaction
    def delete(self, db: Tables, address: Address, *, by: Person) -> Group | None:
        """Delete a topic, or a group with its topics; the group before. Raises NotAllowedError."""
        self.office.membership.require_in(db, by, Right.CONFIRM_GROUP)
        if (group := groups.group(db, *address)) is None:
            return None
        for each in groups.of_chat(db, address[0]):
            if address[1] in (None, each.topic_id):
                self._withdraw(db, each.address)
        groups.forget(db, address)
        self.office.note(db, Act.GROUP_LEFT, by=by.user_id, subject=address[0])
        return group

    def _withdraw(self, db: Tables, address: Address) -> None:
        chat_id, topic_id = address
        requests.withdraw(db, Subject.GROUP, chat_id, topic_id=topic_id, now=self.office.clock())


def bind_group(
    db: Tables, address: Address, departments: Sequence[str], *, by: Person, now: datetime
) -> None:
    """Register a group to departments, unless it is gone."""
    if groups.group(db, *address) is None:
        return
    groups.bind(db, address, departments, by=by.user_id, now=now)
    detail = ", ".join(departments)
    audit.note(db, Act.GROUP_BOUND, by=by.user_id, subject=address[0], detail=detail, now=now)


def _toggled(names: Sequence[str], name: str) -> list[str]:
    return [*(each for each in names if each != name), *([] if name in names else [name])]


def _newly_unreachable(db: Tables, chat_id: int, known: Sequence[Group]) -> tuple[Group, ...]:
    """What is registered in a chat and cannot be written to, in another way than when `known`."""
    before = {each.address: each.presence for each in known}
    return tuple(
        each
        for each in groups.of_chat(db, chat_id)
        if each.is_registered and each.presence not in (Presence.HERE, before[each.address])
    )
