"""Department groups and topics: registration, management by coordinators, membership of the bot."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import blake2s
from typing import ClassVar, Protocol

from bot.people.access import Person, Right, may, may_come_by_group
from bot.people.coordinators import ask_coordinators, notify_coordinators, notify_of_unreachable
from bot.people.groups import Address, Chat, Group, Presence, Visibility
from bot.people.interaction import Chats, Command, Here, Incoming, NotAllowedError, Outcome
from bot.people.messages import ChatMoved, DeliveryError, Message, Press, Verb
from bot.people.office import Office
from bot.people.registration import Registration
from bot.people.replies import groups as replies
from bot.people.replies.help import Examples
from bot.people.replies.people import OUT_OF_DATE
from bot.people.requests import Request, Verdict
from bot.people.store import groups
from bot.people.verbs import IN_GROUPS, GroupVerb
from bot.store.errors import StoreError, log_faults

LOG = logging.getLogger(__name__)

LINK_PREFIX = "r-"  # of what a link brings into a group; a code of the department follows
LINK_COMES_WITHIN_S = 10.0  # after the bot was added; Telegram sends both at once
CHECK_EVERY = timedelta(days=1)


class Departments(Protocol):
    """The departments of the current table."""

    async def names(self) -> tuple[str, ...]:
        """All of them."""

    async def examples(self) -> Examples:
        """What can be asked about it."""

    async def named_in(self, words: str) -> tuple[tuple[str, ...], bool]:
        """Those that the words name, and whether every word names one beyond doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDesk:
    """Commands, buttons and texts about groups, and membership updates of the bot."""

    office: Office
    registration: Registration
    chats: Chats
    name: str
    contact: str
    departments: Departments
    link_key: bytes  # up to 32; without it nobody makes a link that is taken for ours
    verbs: ClassVar[tuple[type[Verb], ...]] = (GroupVerb,)
    _added_by_strangers: asyncio.Queue[tuple[int, int]] = field(default_factory=asyncio.Queue)

    @property
    def commands(self) -> Mapping[str, Command]:
        """By their names."""
        return {
            "groups": Command(run=self._groups_command, needs=Right.CONFIRM_GROUP),
            "register": Command(run=self._register),
            "unregister": Command(run=self._unregister),
        }

    # -- registration -----------------------------------------------------------------------

    async def take_text(self, incoming: Incoming) -> Outcome | None:
        """Take a reply in a group to the list of departments as a search in it; else None."""
        is_asked = GroupVerb.IS_DEPARTMENT in incoming.offered
        return await self._register(incoming) if is_asked else None

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says. Raises NotAllowedError."""
        if incoming.here.is_group is not (press.verb in IN_GROUPS):
            message = None  # its data was written by somebody else than us
        elif press.verb in IN_GROUPS:
            message = await self._press_in_group(press, by=incoming.by, here=incoming.here)
        elif may(incoming.by.role, Right.CONFIRM_GROUP):
            message = await self._press_in_private(press, by=incoming.by)
        else:
            raise NotAllowedError
        return Outcome(message=message) if message else Outcome(toast=OUT_OF_DATE)

    async def send_decision(self, request: Request) -> None:
        """Send the decision on a registration request to the group."""
        group = self.registration.group(request.subject_id, request.topic_id)
        if group is None:
            return
        if request.verdict is Verdict.APPROVED:
            message = replies.bound(request.departments, hears_all=group.hears_all)
        else:
            message = replies.rejected(request.departments, self.contact)
        await self._send(group.address, message)

    async def _groups_command(self, _: Incoming) -> Outcome:
        return Outcome(message=await self._groups(1))

    async def _register(self, incoming: Incoming, *, linked: str = "") -> Outcome:
        """Bind this group to named departments, or the `linked` one whoever brings it; or ask."""
        here, by, words = incoming.here, incoming.by, incoming.words
        if not here.is_group:
            return Outcome(message=replies.ONLY_IN_GROUPS)
        if not linked:
            await self.office.membership.require(by, Right.PROPOSE_GROUP)
        if here.is_public:
            return Outcome(message=replies.PUBLIC_GROUP)
        named, is_sure = await self.departments.named_in(words)
        if linked:
            named, is_sure = (linked,), True
        elif words and not named:  # 교통
            named = tuple(name for name in await self.departments.names() if words in name)
        chat = await self._chat_record(here)
        group = await self.registration.start_registration(chat, by=by)
        if named and is_sure:
            return Outcome(message=await self._propose(group, named, by=by))
        if len(named) == 1:
            return Outcome(message=replies.is_department(named[0]))
        if named:
            return Outcome(message=replies.picker(group, named, found=words))
        if not words:
            return Outcome(message=await self._question(chat, group))
        return Outcome(message=replies.picker(group, await self.departments.names(), unknown=words))

    async def register_by_link(self, payload: str, incoming: Incoming) -> Outcome:
        """Register this group for the department of a link. Raises NotAllowedError.

        Somebody who is not let in yet opens a request by it, too: one approval lets the group in,
        and with it whoever is there. What asked which department it is when the bot was added shows
        the outcome instead.
        """
        names = await self.departments.names()
        named = next((name for name in names if self._link_payload(name) == payload), "")
        asked = self.registration.group(*incoming.here.address)
        outcome = await self._register(replace(incoming, words=""), linked=named)
        if not named or outcome.message is None or asked is None or asked.question_id is None:
            return outcome
        return Outcome(edits={asked.question_id: outcome.message})

    def _link_payload(self, department: str) -> str:
        code = blake2s(department.encode(), key=self.link_key, digest_size=12).hexdigest()
        return f"{LINK_PREFIX}{code}"

    async def _question(self, chat: Chat, group: Group) -> Message:
        """Which department a group is; the one that it is called after, if it is."""
        words = replies.title_words(chat.topic or chat.title)
        named, _ = await self.departments.named_in(words)
        if len(named) == 1 and not group.is_registered:
            return replies.is_department(named[0], is_forum=chat.is_forum)
        departments = await self.departments.names()
        return replies.picker(group, departments, is_forum=chat.is_forum)

    async def _unregister(self, incoming: Incoming) -> Outcome:
        if not incoming.here.is_group:
            return Outcome(message=replies.ONLY_IN_GROUPS)
        group = await self.registration.unregister(incoming.here.address, by=incoming.by)
        return Outcome(
            message=replies.freed(group.departments) if group else replies.NOT_REGISTERED
        )

    async def _press_in_group(self, press: Press, *, by: Person, here: Here) -> Message | None:
        await self.office.membership.require(by, Right.PROPOSE_GROUP)
        departments = await self.departments.names()
        group = self.registration.group(*here.address)
        if group is None or here.is_public:
            return None
        if press.verb is GroupVerb.PICK:
            return replies.picker(group, departments, press.numbers[0])
        named = replies.named_by(press.numbers[0], departments)
        return await self._propose(group, (named,), by=by) if named else None

    async def _propose(self, group: Group, departments: Sequence[str], *, by: Person) -> Message:
        request = await self.registration.propose(group, departments, by=by)
        if request is None:
            return replies.bound(departments, hears_all=group.hears_all)
        await ask_coordinators(self.office, request)
        return replies.waiting_for_coordinator(departments)

    async def _chat_record(self, here: Here) -> Chat:
        """The chat record; asks the messenger when the bot was added without an update."""
        known = [
            each
            for each in self.registration.of_chat(here.chat_id)
            if each.presence is Presence.HERE
        ]
        return Chat(
            chat_id=here.chat_id,
            topic_id=here.topic_id,
            title=here.title,
            topic=here.topic,
            is_forum=here.is_forum,
            presence=Presence.HERE,
            hears_all=known[0].hears_all if known else await self.chats.hears_all(here.chat_id),
        )

    # -- management by coordinators ---------------------------------------------------------

    async def _press_in_private(self, press: Press, *, by: Person) -> Message | None:
        match press.verb, press.numbers:
            case GroupVerb.GROUPS, (page,):
                return await self._groups(page)
            case GroupVerb.GROUP_LINKS, (page,):
                return await self._links(page)
            case verb, (chat_id, topic, *more):
                return await self._press_on_group(verb, (chat_id, topic or None), more, by=by)
        return None

    async def _press_on_group(
        self, verb: Verb, address: Address, more: Sequence[int], *, by: Person
    ) -> Message:
        chat_id, topic_id = address
        match verb:
            case GroupVerb.BINDINGS:
                return await self._bindings(address, *more)
            case GroupVerb.BIND:
                number, page = more
                await self._bind(address, number, by=by)
                return await self._bindings(address, page)
            case GroupVerb.FREE:
                group = await self.registration.unregister(address, by=by)
                if group is not None and group.presence is Presence.HERE:
                    await self._send(address, replies.freed(group.departments))
            case GroupVerb.ALLOW:
                await self.registration.allow_public(chat_id, by=by)
            case GroupVerb.LEAVE if (group := self.registration.group(*address)) is not None:
                return replies.leaving_panel(group)
            case GroupVerb.LEAVE_SURELY:
                group = await self.registration.delete(address, by=by)
                if group is not None and topic_id is None and group.presence is not Presence.GONE:
                    await self.chats.leave(chat_id)
                return await self._groups(1)
        return await self._group(address)

    async def _groups(self, page: int) -> Message:
        everything = self.office.state.read(groups.all_groups)
        return replies.groups_panel(everything, await self.departments.names(), page)

    async def _group(self, address: Address) -> Message:
        group = self.registration.group(*address)
        if group is not None and group.visibility is Visibility.SUSPENDED:
            await self._update_visibility(group.chat_id)  # it may be private again
            group = self.registration.group(*address)
        if group is None:
            return await self._groups(1)
        return replies.group_panel(group, await self.departments.names())

    async def _links(self, page: int) -> Message:
        registered = self.office.state.read(groups.registered)
        links = [
            (name, self.chats.address(self._link_payload(name), in_group=True))
            for name in replies.without_group(registered, await self.departments.names())
        ]
        return replies.group_links_panel(links, page)

    async def _bindings(self, address: Address, page: int) -> Message:
        known = {group.address: group for group in self.office.state.read(groups.all_groups)}
        if (group := known.pop(address, None)) is None:
            return await self._groups(1)
        return replies.bindings_panel(
            group, await self.departments.names(), [*known.values()], page
        )

    async def _bind(self, address: Address, number: int, *, by: Person) -> None:
        """Bind a group to one department more or less, and notify it."""
        before = self.registration.group(*address)
        if before is None:
            return
        names = (*before.departments, *await self.departments.names())
        named = replies.named_by(number, names)
        group = await self.registration.toggle_binding(address, named, by=by) if named else None
        if group is not None and group.presence is Presence.HERE:
            message = (
                replies.bound(group.departments, hears_all=True)
                if group.is_registered
                else replies.freed(before.departments)
            )
            await self._send(address, message)

    # -- membership updates of the bot ------------------------------------------------------

    async def handle_bot_added(self, chat: Chat, *, is_public: bool, by: Person) -> None:
        """Ask which department it is; leave where whoever added the bot may not and has no link."""
        if await self._has_moved_here(chat):
            return
        if not self._was_its_member(chat.chat_id, by) and not await self.office.membership.may(
            by, Right.PROPOSE_GROUP
        ):
            if not self.office.membership.is_open:
                self._added_by_strangers.put_nowait((chat.chat_id, by.user_id))
            return
        group = await self.registration.start_registration(chat, by=by)
        if is_public:
            await self._send(group.address, replies.PUBLIC_GROUP)
        elif group.is_registered:
            message = replies.bound(group.departments, hears_all=group.hears_all)
            await self._send(group.address, message)
        else:
            message_id = await self._send(group.address, await self._question(chat, group))
            await self.office.state.write(groups.change, group.address, question_id=message_id)

    def _was_its_member(self, chat_id: int, by: Person) -> bool:
        """Whether somebody was let in by this registered group, in which they are still."""
        known = self.office.membership.known(by.user_id)
        was_here = known is not None and known.seen_in == chat_id
        is_registered = any(each.is_registered for each in self.registration.of_chat(chat_id))
        return was_here and is_registered and may_come_by_group(by.user_id, known)

    async def handle_bot_removed(self, chat_id: int, *, by: Person | None) -> None:
        """Record it, and notify the coordinators if a department becomes unreachable."""
        lost = await self.registration.record_removal(chat_id, by=by.user_id if by else None)
        await notify_of_unreachable(self.office, lost)

    async def handle_bot_changed(self, chat: Chat) -> None:
        """Record the bot's status in a group, and notify the coordinators if it is muted."""
        await notify_of_unreachable(self.office, await self.registration.record_presence(chat))

    async def record_visibility(self, chat_id: int, *, is_public: bool) -> None:
        """Suspend a registered group that anybody can join, and notify the coordinators once."""
        found = await self.registration.record_visibility(chat_id, is_public=is_public)
        if found:
            await notify_coordinators(self.office, replies.suspended(found[0]))

    async def run(self) -> None:
        """Check who can join each group, and leave groups of strangers, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._check_visibility())
            while True:
                chat_id, added_by = await self._added_by_strangers.get()
                tasks.create_task(self._leave_without_link(chat_id, added_by))

    async def _leave_without_link(self, chat_id: int, added_by: int) -> None:
        """Leave a group of a stranger, unless the link of a department brought the bot there."""
        await asyncio.sleep(LINK_COMES_WITHIN_S)
        is_ours = True  # unless it is known to be none of ours
        with log_faults(LOG, "group"):
            known = self.registration.of_chat(chat_id)
            is_ours = any(each.presence is Presence.HERE for each in known)
        if is_ours:
            return
        try:
            await self.registration.record_refusal(chat_id, by=added_by)
            await self.chats.send(chat_id, replies.not_here_for_strangers(self.name, self.contact))
        except (DeliveryError, StoreError) as error:
            LOG.info("group.refused chat=%d reason=%s", chat_id, error)
        with log_faults(LOG, "group"):
            await self.chats.leave(chat_id)

    async def _check_visibility(self) -> None:
        """Ask the messenger once a day who can join each registered group."""
        while True:
            with log_faults(LOG, "group"):
                known = self.office.state.read(groups.registered)
                for chat_id in dict.fromkeys(group.chat_id for group in known):
                    await self._update_visibility(chat_id)
            await asyncio.sleep(CHECK_EVERY.total_seconds())

    async def _update_visibility(self, chat_id: int) -> None:
        with log_faults(LOG, "group"):
            is_public = await self.chats.is_public(chat_id)
            if is_public is not None:
                await self.record_visibility(chat_id, is_public=is_public)

    async def record_failed_send(self, address: Address, error: DeliveryError) -> bool:
        """Record what an error says about the state of a group; whether it says anything."""
        lost = await self.registration.record_failed_send(address, error)
        await notify_of_unreachable(self.office, lost or ())
        return lost is not None

    async def _send(self, address: Address, message: Message) -> int | None:
        """Send to a group, wherever it moved to; the message's id, None when that failed."""
        chat_id, topic_id = address
        try:
            try:
                return await self.chats.send(chat_id, message, topic_id=topic_id)
            except ChatMoved as moved:
                await self.registration.record_migration(chat_id, moved.new_chat_id)
                return await self.chats.send(moved.new_chat_id, message)
        except DeliveryError as error:
            # The decision is committed, whether or not the group can be reached.
            if not await self.record_failed_send(address, error):
                LOG.warning("group.send_failed chat=%d reason=%s", chat_id, error)
        return None

    async def _has_moved_here(self, chat: Chat) -> bool:
        """Whether this is a known group's supergroup, made by whoever, ahead of its migration."""
        for group in self.office.state.read(groups.all_groups):
            is_alike = group.title == chat.title and group.chat_id != chat.chat_id
            if is_alike and await self.chats.new_id_of(group.chat_id) == chat.chat_id:
                await self.registration.record_migration(group.chat_id, chat.chat_id)
                return True
        return False
