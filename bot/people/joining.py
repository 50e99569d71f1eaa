"""Requests to join and their decisions, invitations, appointments, removals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from bot.people.access import NOT_PERSONS, Person, Right, Role, may_come_by_group, may_remove
from bot.people.audit import Act
from bot.people.interaction import NotAllowedError
from bot.people.invitations import Invitation, expiry
from bot.people.registration import bind_group
from bot.people.requests import (
    A_DAY,
    MAX_ANNOUNCED,
    MAX_INTRODUCTION_CHARS,
    MAX_OF_PERSON,
    Request,
    Subject,
    Verdict,
    may_ask_again,
)
from bot.people.store import audit, invitations, people, recents, requests

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.people.membership import Membership
    from bot.store.state import State, Tables


class Asking(Enum):
    """Result of a request to join."""

    NEW = auto()  # the coordinators are to be asked
    LISTED = auto()  # they had many such messages today, and find it among the requests
    WAITING = auto()
    TOO_SOON = auto()  # after a rejection, or too often in a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A request as it is now, and whether whoever asked is still to be notified."""

    request: Request
    is_news: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A role that somebody gets who has one `of` these, and the right that it takes."""

    role: Role
    of: tuple[Role, ...]
    right: Right
    act: Act


MEMBER = Appointment(  # a stranger, removed before or not
    role=Role.MEMBER, of=(Role.STRANGER,), right=Right.LET_IN, act=Act.LET_IN
)
COORDINATOR = Appointment(
    role=Role.COORDINATOR,
    of=(Role.STRANGER, Role.MEMBER),
    right=Right.APPOINT_COORDINATOR,
    act=Act.APPOINTED,
)
NO_COORDINATOR = Appointment(
    role=Role.MEMBER, of=(Role.COORDINATOR,), right=Right.REMOVE_COORDINATOR, act=Act.DISMISSED
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Each method is one transaction: read, check the rights, write, audit."""

    state: State
    membership: Membership
    clock: Callable[[], datetime]
    new_token: Callable[[], str]

    def may_ask(self, person: Person) -> bool:
        """Whether somebody may open a request now."""
        now = self.clock()

        def look(db: Tables) -> bool:
            latest = requests.latest(db, Subject.PERSON, person.user_id)
            mine = requests.asked_since(db, now - A_DAY, by=person.user_id)
            return may_ask_again(latest, now=now) and mine < MAX_OF_PERSON

        return self.state.read(look)

    async def ask(self, person: Person, introduction: str) -> tuple[Asking, Request | None]:
        """Ask the coordinators to let somebody in: one open request a person."""
        now = self.clock()

        def is_crowded(db: Tables) -> bool:
            return requests.asked_since(db, now - A_DAY) >= MAX_ANNOUNCED

        def change(db: Tables) -> tuple[Asking, Request | None]:
            latest = requests.latest(db, Subject.PERSON, person.user_id)
            if latest is not None and latest.verdict is None:
                # A request that reached nobody, as when the process was killed, is sent again.
                is_known = requests.notices(db, latest.id) or is_crowded(db)
                return (Asking.WAITING if is_known else Asking.NEW), latest
            mine = requests.asked_since(db, now - A_DAY, by=person.user_id)
            if not may_ask_again(latest, now=now) or mine >= MAX_OF_PERSON:
                return Asking.TOO_SOON, latest
            asking = Asking.LISTED if is_crowded(db) else Asking.NEW
            request_id = requests.ask(
                db,
                Subject.PERSON,
                person.user_id,
                label=person.name,
                introduction=introduction[:MAX_INTRODUCTION_CHARS],
                by=person.user_id,
                now=now,
            )
            audit.note(db, Act.ASKED_TO_JOIN, by=person.user_id, subject=person.user_id, now=now)
            return asking, requests.request(db, request_id)

        return await self.state.write(change)

    async def update_name(self, person: Person) -> None:
        """Keep what somebody with a role is called now, for others to see in lists and logs."""
        known = self.membership.known(person.user_id)
        if person.name in ("", known.name if known else ""):
            return
        if self.membership.own_role(person.user_id) > Role.STRANGER:
            now = self.clock()
            await self.state.write(people.set_name, person.user_id, name=person.name, now=now)

    async def decide(
        self,
        request_id: int,
        verdict: Verdict,
        *,
        instead_of: Verdict | None = None,
        by: Person,
    ) -> Decision | None:
        """Approve or reject a request; None when there is no such request.

        With `instead_of` a decision is taken back. Raises NotAllowedError.
        """
        now = self.clock()

        def change(db: Tables) -> Decision | None:
            request = requests.request(db, request_id)
            if request is None:
                return None
            is_about_group = request.subject is Subject.GROUP
            self.membership.require_in(
                db, by, Right.CONFIRM_GROUP if is_about_group else Right.LET_IN
            )
            if not requests.decide(db, request_id, verdict, instead_of=instead_of, by=by, now=now):
                # The process may have been killed between the decision and the notification.
                is_mine = (request.verdict, request.decided_by) == (verdict, by.user_id)
                return Decision(request=request, is_news=is_mine and request.notified_at is None)
            if verdict is not Verdict.APPROVED:
                act = Act.GROUP_REJECTED if is_about_group else Act.TURNED_AWAY
                audit.note(db, act, by=by.user_id, subject=request.subject_id, now=now)
            elif is_about_group:
                address = request.subject_id, request.topic_id
                bind_group(db, address, request.departments, by=by, now=now)
            else:
                self._let_in(db, request.subject_id, request.label, now=now)
                audit.note(db, Act.LET_IN, by=by.user_id, subject=request.subject_id, now=now)
            decided = requests.request(db, request_id)
            return Decision(request=decided or request, is_news=True)

        decision = await self.state.write(change)
        self.membership.memory.forget_all()
        return decision

    async def record_notification(self, request_id: int) -> None:
        """Record that whoever asked was notified of the decision."""
        await self.state.write(requests.mark_notified, request_id, now=self.clock())

    async def invite(self, *, days: int, uses: int, by: Person) -> str:
        """Make an invitation; its token, which is not stored. Raises NotAllowedError."""
        now, token = self.clock(), self.new_token()

        def change(db: Tables) -> None:
            self.membership.require_in(db, by, Right.INVITE)
            made = invitations.make(
                db, token, by=by.user_id, expires_at=expiry(days, now=now), max_uses=uses, now=now
            )
            audit.note(db, Act.INVITED, by=by.user_id, detail=f"#{made}", now=now)

        await self.state.write(change)
        return token

    async def revoke(self, invitation_id: int, *, by: Person) -> None:
        """Close an invitation. Raises NotAllowedError."""
        now = self.clock()

        def change(db: Tables) -> None:
            self.membership.require_in(db, by, Right.INVITE)
            if invitations.revoke(db, invitation_id, now=now):
                audit.note(db, Act.REVOKED, by=by.user_id, detail=f"#{invitation_id}", now=now)

        await self.state.write(change)

    async def come_in(self, token: str, person: Person) -> Invitation | None:
        """Make somebody a member by an invitation's token; None when the token is not valid.

        Removed people stay out until a coordinator lets them in, and a link is worth no more than
        whoever made it is today.
        """
        now = self.clock()

        def change(db: Tables) -> Invitation | None:
            invitation = invitations.by_token(db, token)
            if invitation is None or not invitation.is_open(now=now):
                return None
            if not may_come_by_group(person.user_id, people.known(db, person.user_id)):
                return None
            if self.membership.own_role_in(db, invitation.made_by) < Role.COORDINATOR:
                return None
            invitations.use(db, invitation.id, user_id=person.user_id, now=now)
            self._let_in(db, person.user_id, person.name, now=now)
            requests.withdraw(db, Subject.PERSON, person.user_id, now=now)
            audit.note(
                db,
                Act.JOINED_BY_INVITATION,
                by=person.user_id,
                subject=person.user_id,
                detail=f"#{invitation.id}",
                now=now,
            )
            return invitation

        return await self.state.write(change)

    async def remove(self, user_id: int, *, by: Person) -> None:
        """Revoke somebody's access, everywhere and at once. Raises NotAllowedError."""
        now = self.clock()

        def change(db: Tables) -> None:
            if not may_remove(
                self.membership.own_role_in(db, by.user_id),
                self.membership.own_role_in(db, user_id),
            ):
                raise NotAllowedError
            known = people.known(db, user_id)
            if known is None or known.removed_at is None:
                people.remove(db, user_id, now=now)
                recents.forget(db, user_id)
                audit.note(db, Act.REMOVED, by=by.user_id, subject=user_id, now=now)

        await self.state.write(change)

    async def appoint(self, user_id: int, to: Appointment, *, by: Person) -> bool:
        """Give somebody another role; False when that was done before. Raises NotAllowedError."""
        now = self.clock()

        def change(db: Tables) -> bool:
            self.membership.require_in(db, by, to.right)
            if user_id in NOT_PERSONS or self.membership.own_role_in(db, user_id) not in to.of:
                return False
            people.let_in(db, user_id, name="", role=to.role, now=now)
            requests.withdraw(db, Subject.PERSON, user_id, now=now)
            audit.note(db, to.act, by=by.user_id, subject=user_id, now=now)
            return True

        return await self.state.write(change)

    def _let_in(self, db: Tables, user_id: int, name: str, *, now: datetime) -> None:
        if self.membership.own_role_in(db, user_id) < Role.MEMBER and user_id not in NOT_PERSONS:
            people.let_in(db, user_id, name=name, role=Role.MEMBER, now=now)
