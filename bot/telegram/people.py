"""People on Telegram: who asks to come in, and the panels of those who decide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.messages import page_of
from bot.people.access import Right, Role, may
from bot.people.invitations import DAYS, DEFAULT_DAYS, DEFAULT_USES, USES
from bot.people.joining import Asking, NotAllowedError
from bot.people.replies.people import (
    LET_IN,
    LINK_CLOSED,
    PAGE_ENTRIES,
    STILL_WAITING,
    TOO_SOON,
    TURNED_AWAY,
    WAITING,
    Section,
    audit_panel,
    came_by_link,
    found_panel,
    invite_panel,
    link_panel,
    links_panel,
    nobody_to_ask,
    people_panel,
    person_panel,
    removal_panel,
    requests_panel,
)
from bot.people.requests import Verdict
from bot.people.store import audit, groups, invitations, people, requests
from bot.people.verbs import PeopleVerb
from bot.telegram.incoming import asked_by
from bot.telegram.sending import send_message, send_to_each

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from telegram import Bot, Update
    from telegram.ext import ContextTypes

    from bot.messages import Message, Press, Verb
    from bot.people.access import Known, Person
    from bot.people.joining import Joining
    from bot.people.membership import Membership
    from bot.people.requests import Request
    from bot.store.state import State
    from bot.telegram.coordinators import Coordinators
    from bot.telegram.lookup import Lookup
    from bot.telegram.menu import Menu

INVITED = "i-"  # how the payload of an invitation begins; its token follows


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The handlers around joining; app.routes says which update reaches which."""

    state: State
    membership: Membership
    joining: Joining
    coordinators: Coordinators
    menu: Menu
    lookup: Lookup
    timezone: tzinfo

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Welcome who may ask; let in who brings an invitation; take all others' requests."""
        _, person = asked_by(update)
        payload = context.args[0] if context.args else ""
        if payload.startswith(INVITED) and self.membership.own_role(person.user_id) < Role.MEMBER:
            await self._come_in(context.bot, person, payload.removeprefix(INVITED))
        elif await self.membership.may_ask(person):
            await self.joining.recognise(person)
            await self.lookup.welcome(update, context)
            if may(self.membership.own_role(person.user_id), Right.LET_IN):
                await self.menu.show_to(context.bot, person.user_id)  # there is a chat to show it
        else:
            await self._ask(context.bot, person)

    async def people(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """List the people, or those called so."""
        if words := " ".join(context.args or ()):
            await self._panel(update, context, lambda viewer: self._found(words, viewer=viewer))
        else:
            await self._panel(update, context, lambda _: self._people(Section.MEMBERS))

    async def invite(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Begin to make an invitation."""
        await self._panel(update, context, lambda _: invite_panel(DEFAULT_DAYS, DEFAULT_USES))

    async def audit(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show who changed what."""
        await self._panel(update, context, lambda _: self._audit())

    async def pressed(self, press: Press, *, by: Person, bot: Bot) -> Message | None:
        """Do what a button says; what stands there then, None when it is not about people.

        Raises NotAllowedError.
        """
        viewer = self.membership.own_role(by.user_id)
        if not may(viewer, Right.LET_IN):
            raise NotAllowedError
        match press.verb, press.numbers:
            case PeopleVerb.REQUESTS, (page,):
                return requests_panel(self.state.read(requests.open_requests), page)
            case PeopleVerb.PEOPLE, (section, page):
                return self._people(Section(section) if section in set(Section) else None, page)
            case PeopleVerb.REMOVE, (user_id,):
                return removal_panel(user_id, self.membership.known(user_id))
            case PeopleVerb.AUDIT, (page,):
                return self._audit(page)
            case verb, (user_id,) if verb in _ABOUT_A_PERSON:
                await self._change(verb, user_id, by=by, bot=bot)
                return self._person(user_id, viewer=viewer)
        return await self._pressed_about_links(press, by=by, bot=bot)

    async def _pressed_about_links(self, press: Press, *, by: Person, bot: Bot) -> Message | None:
        match press.verb, press.numbers:
            case PeopleVerb.INVITE, (days, uses) if days in DAYS and uses in USES:
                return invite_panel(days, uses)
            case PeopleVerb.MAKE_LINK, (days, uses) if days in DAYS and uses in USES:
                token = await self.joining.invite(days=days, uses=uses, by=by)
                link = f"https://t.me/{bot.username}?start={INVITED}{token}"
                return link_panel(link, days=days, uses=uses)
            case PeopleVerb.LINKS, (page,):
                return self._links(page)
            case PeopleVerb.REVOKE, (invitation_id,):
                await self.joining.revoke(invitation_id, by=by)
                return self._links()
        return None

    async def decided(self, request: Request, *, bot: Bot) -> None:
        """Tell somebody how their request ended."""
        is_in = request.verdict is Verdict.APPROVED
        await send_to_each(bot, [request.subject_id], LET_IN if is_in else TURNED_AWAY)

    async def _change(self, verb: Verb, user_id: int, *, by: Person, bot: Bot) -> None:
        match verb:
            case PeopleVerb.LET_IN:
                if self.membership.own_role(user_id) < Role.MEMBER:
                    await self.joining.let_in(user_id, by=by)
                    await send_to_each(bot, [user_id], LET_IN)
            case PeopleVerb.REMOVE_SURELY:
                await self.joining.remove(user_id, by=by)
                await self.menu.show_to(bot, user_id)
            case PeopleVerb.APPOINT:
                await self.joining.appoint(user_id, by=by)
                await self.menu.show_to(bot, user_id)
            case PeopleVerb.DISMISS:
                await self.joining.dismiss(user_id, by=by)
                await self.menu.show_to(bot, user_id)

    async def _ask(self, bot: Bot, person: Person) -> None:
        asking, request = await self.joining.ask(person)
        match asking:
            case Asking.NEW if request is not None:
                reached = await self.coordinators.asked(bot, request)
                panel = WAITING if reached else nobody_to_ask(person)
            case Asking.WAITING:
                panel = STILL_WAITING
            case Asking.TOO_SOON:
                panel = TOO_SOON
            case _:
                panel = nobody_to_ask(person)
        await send_message(bot, person.user_id, panel)

    async def _come_in(self, bot: Bot, person: Person, token: str) -> None:
        invitation = await self.joining.come_in(token, person)
        if invitation is None:
            await send_message(bot, person.user_id, LINK_CLOSED)
            return
        await send_message(bot, person.user_id, LET_IN)
        await send_to_each(bot, [invitation.made_by], came_by_link(person, invitation))

    async def _panel(
        self, update: Update, context: ContextTypes.DEFAULT_TYPE, panel: Callable[[Role], Message]
    ) -> None:
        """Send a panel to a coordinator; for all others there is no such command."""
        _, person = asked_by(update)
        viewer = self.membership.own_role(person.user_id)
        if may(viewer, Right.LET_IN):
            await self.joining.recognise(person)
            await send_message(context.bot, person.user_id, panel(viewer))
        else:
            await self.lookup.unknown_command(update, context)

    def _people(self, section: Section | None, page: int = 1) -> Message:
        everybody = self.state.read(people.listed)
        sections: dict[Section, list[Known]] = {each: [] for each in Section}
        for known in everybody:
            is_admin = known.user_id in self.membership.admins
            sections[Section.COORDINATORS if is_admin else _section(known)].append(known)
        waiting = len(self.state.read(requests.open_requests))
        return people_panel(sections, section or Section.MEMBERS, page, waiting=waiting)

    def _found(self, words: str, *, viewer: Role) -> Message:
        """Whoever has this id, known or not; else those whose name or id holds the words."""
        sought = words.strip().casefold()
        everybody = self.state.read(people.listed)
        if re.fullmatch(r"[1-9]\d{3,15}", sought, re.ASCII) or any(
            sought == str(known.user_id) for known in everybody
        ):
            return self._person(int(sought), viewer=viewer)
        return found_panel(words, [known for known in everybody if _is_called(known, sought)])

    def _person(self, user_id: int, *, viewer: Role) -> Message:
        known, role = self.membership.known(user_id), self.membership.own_role(user_id)
        return person_panel(user_id, known, role=role, viewer=viewer, timezone=self.timezone)

    def _links(self, page: int = 1) -> Message:
        return links_panel(
            self.state.read(invitations.made),
            page,
            names=self._names(),
            now=self.joining.clock(),
            timezone=self.timezone,
        )

    def _audit(self, page: int = 1) -> Message:
        page, pages, part = page_of(self.state.read(audit.size), PAGE_ENTRIES, page)
        entries = self.state.read(lambda db: audit.entries(db, skip=part.start, limit=PAGE_ENTRIES))
        return audit_panel(entries, page, pages, names=self._names(), timezone=self.timezone)

    def _names(self) -> dict[int, str]:
        """What people and groups are called, for coordinators' eyes."""
        names = {known.user_id: known.name for known in self.state.read(people.listed)}
        return names | {group.chat_id: group.title for group in self.state.read(groups.all_groups)}


_ABOUT_A_PERSON = frozenset(
    {
        PeopleVerb.PERSON,
        PeopleVerb.LET_IN,
        PeopleVerb.REMOVE_SURELY,
        PeopleVerb.APPOINT,
        PeopleVerb.DISMISS,
    }
)


def _is_called(known: Known, words: str) -> bool:
    return words in known.name.casefold() or words in str(known.user_id)


def _section(known: Known) -> Section:
    if known.removed_at is not None:
        return Section.REMOVED
    if known.role is Role.COORDINATOR:
        return Section.COORDINATORS
    return Section.MEMBERS if known.role is Role.MEMBER else Section.BY_GROUP
