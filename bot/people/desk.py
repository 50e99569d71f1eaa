"""People: requests to join, invitations, roles, removals and the audit log."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from bot.korean import hangul
from bot.people.access import Known, Person, Right, Role, may
from bot.people.coordinators import ask_coordinators, send_to_each, show_decision
from bot.people.group_desk import Departments, GroupDesk
from bot.people.guides import guide_file
from bot.people.interaction import Chats, Command, Incoming, NotAllowedError, Outcome
from bot.people.joining import (
    COORDINATOR,
    MEMBER,
    NO_COORDINATOR,
    PAYLOAD_PREFIX,
    Appointment,
    Asking,
    Joining,
)
from bot.people.messages import Message, Press, Verb, page_of
from bot.people.office import Office
from bot.people.replies import people as replies
from bot.people.replies.help import (
    FIRST_PAGE,
    TOPICS,
    Guide,
    help_in_group,
    help_message,
    topic_message,
)
from bot.people.replies.people import DAYS, USES
from bot.people.requests import Request, Subject, Verdict
from bot.people.store import audit, groups, invitations, people, prompts, requests
from bot.people.verbs import PeopleVerb

ASKED_WHO = "join"  # stands for a command where people are asked who they are
MIN_INTRODUCTION_WORDS = 2  # a department and a name
_ASKS = re.compile(r"[?？]|누구|어디|어떻게|(?:^|\s)왜\s|(?:나|까|인가)요\s*$")
# 이주무님을 내보내기, ID 300
_BESIDE_NAME = re.compile(
    r"^(?:텔레그램\s*)?(?:ID|아이디|번호)\s*:?\s*(?=\d)"
    r"|(?<=\S\S)(?:님|씨)?[을를]?(?:\s+(?:내보내|승인|거절|찾|총괄\S*\s*(?:지정|해제))\S*)?$",
    re.IGNORECASE,
)
_VERDICTS: Mapping[Verb, Verdict] = {
    PeopleVerb.APPROVE: Verdict.APPROVED,
    PeopleVerb.REJECT: Verdict.REJECTED,
    PeopleVerb.TAKE_BACK: Verdict.APPROVED,
}
# What each makes of somebody, and what they are notified of.
_APPOINTMENTS: Mapping[Verb, tuple[Appointment, Message | None]] = {
    PeopleVerb.LET_IN: (MEMBER, replies.LET_IN),
    PeopleVerb.APPOINT: (COORDINATOR, replies.APPOINTED),
    PeopleVerb.DISMISS: (NO_COORDINATOR, None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinReply:
    """The reply to a stranger; `is_news` if something changed; with a `prompt` to be recorded."""

    message: Message
    is_news: bool = False
    prompt: prompts.Prompt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleDesk:
    """Commands, buttons and texts about people; `group_desk` sends decisions about groups."""

    office: Office
    joining: Joining
    group_desk: GroupDesk
    chats: Chats
    departments: Departments
    contact: str
    # Coordinators who were told that the list has more, and have not looked at it since.
    told_of_more: set[int] = field(default_factory=set)
    verbs: ClassVar[tuple[type[Verb], ...]] = (PeopleVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """All but the help are for coordinators."""
        return {
            "people": Command(
                run=self._people_command, needs=Right.LET_IN, takes=self._names_somebody
            ),
            "invite": Command(run=self._invite_command, needs=Right.INVITE),
            "audit": Command(run=self._audit_command, needs=Right.READ_AUDIT),
            "help": Command(run=self._help, edit=self._help),
        }

    # -- joining ----------------------------------------------------------------------------

    async def ask_to_join(self, person: Person, introduction: str = "") -> JoinReply:
        """Ask the coordinators to let a stranger in, who first says who that is; the reply."""
        if not introduction and self.office.state.read(self.joining.may_ask, person):
            return self._ask_who(person, is_news=self._asked_who(person.user_id) is None)
        asking, request = await self.joining.ask(person, introduction)
        if asking is Asking.WAITING:
            return JoinReply(message=replies.STILL_WAITING)
        if asking is Asking.TOO_SOON or request is None:
            return JoinReply(message=replies.turned_away(self.contact, before=True))
        if not await self._announce(asking, request):
            return JoinReply(message=replies.nobody_to_ask(person))
        return JoinReply(message=replies.WAITING, is_news=True)

    async def _announce(self, asking: Asking, request: Request) -> bool:
        """Let the coordinators know of a new request; whether that reached anybody.

        For what is only listed there is one message, until they look at the list.
        """
        if asking is Asking.NEW:
            return await ask_coordinators(self.office, request)
        everybody = self.office.membership.coordinators()
        others = everybody - self.told_of_more
        self.told_of_more.update(others)  # at once: more requests come meanwhile
        sent = await send_to_each(self.office.messenger, others, replies.MORE_REQUESTS)
        self.told_of_more.difference_update(others - {user_id for user_id, _ in sent})
        return not everybody.isdisjoint(self.told_of_more)

    async def introduce(self, person: Person, words: str) -> JoinReply | None:
        """Take the department and name of a stranger who was asked; the reply, None for others."""
        if (asked := self._asked_who(person.user_id)) is None:
            return None
        parts = re.findall(r"[^\s/,·:()]+", words)  # 홍길동/교통행정과
        if len(parts) < MIN_INTRODUCTION_WORDS or _ASKS.search(words):
            return self._ask_who(person, is_news=not asked.words, again=True)
        reply = await self.ask_to_join(person, words)
        await self.office.state.write(prompts.delete_prompt, person.user_id, asked.message_id)
        return reply

    def _ask_who(self, person: Person, *, is_news: bool, again: bool = False) -> JoinReply:
        prompt = prompts.Prompt(
            chat_id=person.user_id,
            user_id=person.user_id,
            command=ASKED_WHO,
            words="again" if again else "",
            message_id=0,
            asked_at=self.office.clock(),
        )
        message = replies.who_are_you(self.contact, again=again)
        return JoinReply(message=message, is_news=is_news, prompt=prompt)

    def _asked_who(self, user_id: int) -> prompts.Prompt | None:
        asked = self.office.state.read(prompts.prompt_of, user_id, user_id)
        if asked is None or asked.command != ASKED_WHO:
            return None
        return asked if self.office.clock() - asked.asked_at <= prompts.KEPT_FOR else None

    async def join_by_invitation(self, token: str, person: Person) -> JoinReply:
        """Let a stranger in who brings an invitation; the reply to the stranger."""
        invitation = await self.joining.come_in(token, person)
        if invitation is None:
            return JoinReply(message=replies.LINK_CLOSED)
        await send_to_each(
            self.chats, [invitation.made_by], replies.came_by_link(person, invitation)
        )
        return JoinReply(message=replies.LET_IN, is_news=True)

    async def greet(self, person: Person) -> None:
        """Update the name of a known person, and the command menu of a coordinator."""
        await self.joining.update_name(person)
        if may(person.role, Right.LET_IN):
            await self.chats.show_menu(person.user_id, role=person.role)

    # -- commands and buttons ---------------------------------------------------------------

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says. Raises NotAllowedError."""
        verb, by = press.verb, incoming.by
        if incoming.here.is_group:
            return Outcome(toast=replies.OUT_OF_DATE)  # somebody else than us wrote its data
        if verb in _VERDICTS:
            return await self._decide(press.numbers[0], verb, incoming)
        if not may(by.role, Right.LET_IN) and press != Press(PeopleVerb.GUIDE, (Guide.STAFF,)):
            raise NotAllowedError
        match verb, press.numbers:
            case PeopleVerb.GUIDE, (guide,) if guide in set(Guide):
                return Outcome(file=guide_file(Guide(guide)))
            case PeopleVerb.HELP, (number,) if number == FIRST_PAGE:
                return await self._help(incoming)
            case PeopleVerb.HELP, (topic,) if topic in TOPICS:
                return Outcome(message=topic_message(topic, by.role))
        message = await self._press(press, by=by)
        return Outcome(message=message) if message else Outcome(toast=replies.OUT_OF_DATE)

    async def _help(self, incoming: Incoming) -> Outcome:
        examples = await self.departments.examples()
        if incoming.here.is_group:
            return Outcome(message=help_in_group(examples))
        return Outcome(message=help_message(incoming.by.role, examples))

    async def _people_command(self, incoming: Incoming) -> Outcome:
        await self.joining.update_name(incoming.by)
        if incoming.here.is_group:
            return await self._people_in_private(incoming)
        if not incoming.words:
            panel = self._people(replies.Section.MEMBERS)
            return Outcome(message=panel, besides=replies.WHOM_TO_FIND, asks_more=True)
        return Outcome(message=self._found(incoming.words, viewer=incoming.by.role))

    async def _people_in_private(self, incoming: Incoming) -> Outcome:
        """Asked for in a room: names and ids of the staff are for whoever asked alone."""
        if not incoming.words:
            return Outcome(message=replies.WHOM_TO_FIND, asks_more=True)
        found = self._found(incoming.words, viewer=incoming.by.role)
        sent = await send_to_each(self.chats, [incoming.by.user_id], found)
        return Outcome(message=replies.SENT_IN_PRIVATE if sent else replies.OPEN_PRIVATE)

    def _names_somebody(self, words: str) -> bool:
        """Whether somebody that is kept is called so, or has this id."""
        return words.strip().isdecimal() or bool(self._called(words))

    async def _invite_command(self, incoming: Incoming) -> Outcome:
        await self.joining.update_name(incoming.by)
        return Outcome(message=replies.invite_panel(DAYS[1], USES[1]))

    async def _audit_command(self, incoming: Incoming) -> Outcome:
        await self.joining.update_name(incoming.by)
        return Outcome(message=self._audit())

    async def _press(self, press: Press, *, by: Person) -> Message | None:
        match press.verb, press.numbers:
            case PeopleVerb.REQUESTS, (page,):
                self.told_of_more.discard(by.user_id)
                return replies.requests_panel(self.office.state.read(requests.open_requests), page)
            case PeopleVerb.PEOPLE, (section, page):
                return self._people(section, page)
            case PeopleVerb.REMOVE, (user_id,):
                return replies.removal_panel(user_id, self.office.membership.known(user_id))
            case PeopleVerb.AUDIT, (page,):
                return self._audit(page)
            case PeopleVerb.INVITE, (days, uses) if days in DAYS and uses in USES:
                return replies.invite_panel(days, uses)
            case PeopleVerb.MAKE_LINK, (days, uses) if days in DAYS and uses in USES:
                token = await self.joining.invite(days=days, uses=uses, by=by)
                address = self.chats.address(f"{PAYLOAD_PREFIX}{token}")
                return replies.link_panel(address, days=days, uses=uses)
            case PeopleVerb.LINKS, (page,):
                return self._links(page)
            case PeopleVerb.REVOKE, (invitation_id,):
                await self.joining.revoke(invitation_id, by=by)
                return self._links()
            case verb, (user_id,):
                await self._change_person(verb, user_id, by=by)
                return self._person(user_id, viewer=by.role)
        return None

    async def _change_person(self, verb: Verb, user_id: int, *, by: Person) -> None:
        if verb is PeopleVerb.REMOVE_SURELY:
            await self.joining.remove(user_id, by=by)
        elif verb in _APPOINTMENTS:
            appointment, notice = _APPOINTMENTS[verb]
            if await self.joining.appoint(user_id, appointment, by=by) and notice:
                await send_to_each(self.chats, [user_id], notice)
        else:
            return
        await self.chats.show_menu(user_id, role=self.office.membership.own_role(user_id))

    async def _decide(self, request_id: int, verb: Verb, incoming: Incoming) -> Outcome:
        """Decide a request, and let everybody see it who was asked."""
        before = Verdict.REJECTED if verb is PeopleVerb.TAKE_BACK else None
        decision = await self.joining.decide(
            request_id, _VERDICTS[verb], instead_of=before, by=incoming.by
        )
        if decision is None:
            return Outcome(toast=replies.OUT_OF_DATE)
        request, is_news = decision
        await show_decision(self.office, request)
        notices = self.office.state.read(requests.notices, request_id)
        message = None
        if (incoming.here.chat_id, incoming.message_id) not in notices:  # decided from the list
            message = replies.requests_panel(self.office.state.read(requests.open_requests), 1)
        if not is_news:
            toast = replies.already_decided(request, timezone=self.office.timezone)
            return Outcome(message=message, toast=toast)
        if request.subject is Subject.GROUP:
            await self.group_desk.send_decision(request)
        else:
            is_in = request.verdict is Verdict.APPROVED
            reply = replies.LET_IN if is_in else replies.turned_away(self.contact)
            await send_to_each(self.chats, [request.subject_id], reply)
        await self.office.state.write(requests.mark_notified, request_id, now=self.office.clock())
        return Outcome(message=message)

    # -- what is shown ----------------------------------------------------------------------

    def _people(self, number: int, page: int = 1) -> Message:
        section = replies.Section(number if number in set(replies.Section) else 0)
        sections: dict[replies.Section, list[Known]] = {each: [] for each in replies.Section}
        for known in self.office.state.read(people.listed):
            is_admin = known.user_id in self.office.membership.admins
            sections[replies.Section.COORDINATORS if is_admin else _section(known)].append(known)
        waiting = len(self.office.state.read(requests.open_requests))
        return replies.people_panel(sections, section, page, waiting=waiting)

    def _found(self, words: str, *, viewer: Role) -> Message:
        """Whoever has this id, known or not; else who is called so, or waits; or a part of all."""
        sought, found = _BESIDE_NAME.sub("", words.strip()), self._called(words)
        if re.fullmatch(r"[1-9]\d{3,15}", sought, re.ASCII) or any(
            sought == str(known.user_id) for known in found
        ):
            return self._person(int(sought), viewer=viewer)
        if (section := replies.section_called(words)) is not None:
            return self._people(section)
        waiting = self.office.state.read(requests.open_requests)
        asked = [each for each in waiting if _is_called(sought, each.label, each.introduction)]
        if asked and not found:
            return replies.requests_panel(asked, 1)
        return replies.found_panel(words, found)

    def _called(self, words: str) -> list[Known]:
        """Those whose name, department or id holds the words: 이 주무, 이주무님, ㅇㅈㅁ."""
        sought = _BESIDE_NAME.sub("", words.strip())
        said = self.office.state.read(requests.introductions)
        return [
            known
            for known in self.office.state.read(people.listed)
            if _is_called(sought, known.name, said.get(known.user_id, ""), str(known.user_id))
        ]

    def _person(self, user_id: int, *, viewer: Role) -> Message:
        return replies.person_panel(
            user_id,
            self.office.membership.known(user_id),
            self.office.state.read(requests.introductions).get(user_id, ""),
            role=self.office.membership.own_role(user_id),
            viewer=viewer,
            timezone=self.office.timezone,
        )

    def _links(self, page: int = 1) -> Message:
        return replies.links_panel(
            self.office.state.read(invitations.made),
            page,
            names=self._names(),
            now=self.office.clock(),
            timezone=self.office.timezone,
        )

    def _audit(self, page: int = 1) -> Message:
        page, pages, part = page_of(self.office.state.read(audit.size), replies.PAGE_ENTRIES, page)
        entries = self.office.state.read(audit.entries, skip=part.start, limit=replies.PAGE_ENTRIES)
        return replies.audit_panel(
            entries, page, pages, names=self._names(), timezone=self.office.timezone
        )

    def _names(self) -> dict[int, str]:
        names = self.office.state.read(requests.names)
        names |= self.office.state.read(people.names)
        return names | {
            group.chat_id: group.title for group in self.office.state.read(groups.all_groups)
        }


def _is_called(sought: str, *names: str) -> bool:
    """Whether one of the names holds what is sought, or begins its syllables so."""
    key, known = hangul.search_key(sought), [hangul.search_key(name) for name in names]
    return bool(key) and any(key in name or key in hangul.first_initials(name) for name in known)


def _section(known: Known) -> replies.Section:
    if known.removed_at is not None:
        return replies.Section.REMOVED
    if known.role is Role.COORDINATOR:
        return replies.Section.COORDINATORS
    return replies.Section.MEMBERS if known.role is Role.MEMBER else replies.Section.BY_GROUP
