"""Requests to join and their decisions, invitations, appointments, removals."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from secrets import token_urlsafe
from typing import NamedTuple

from bot.people.access import NOT_PERSONS, Person, Right, Role, may_come_by_group, may_remove
from bot.people.audit_replies import Act
from bot.people.interaction import NotAllowedError
from bot.people.office import Office, transaction
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
from bot.people.store import invitations, people, recents, requests
from bot.store.state import Tables

PAYLOAD_PREFIX = "i-"  # of what opens the chat with the bot; the token of an invitation follows
TOKEN_BYTES = 16  # of an invitation: too many to guess


class Asking(Enum):
    """Result of a request to join."""

    NEW = auto()  # the coordinators are to be asked
    LISTED = auto()  # they had many such messages today, and find it among the requests
    WAITING = auto()
    TOO_SOON = auto()  # after a rejection, or too often in a day


class Appointment(NamedTuple):
    """A role that somebody gets who has one `of` these, and the right that it takes."""

    role: Role
    of: tuple[Role, ...]
    right: Right
    act: Act


MEMBER = Appointment(Role.MEMBER, (Role.STRANGER,), Right.LET_IN, Act.LET_IN)
COORDINATOR = Appointment(
    Role.COORDINATOR, (Role.STRANGER, Role.MEMBER), Right.APPOINT_COORDINATOR, Act.APPOINTED
)
NO_COORDINATOR = Appointment(
    Role.MEMBER, (Role.COORDINATOR,), Right.REMOVE_COORDINATOR, Act.DISMISSED
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Each method is one transaction: read, check the rights, write, audit."""

    office: Office

    def may_ask(self, db: Tables, person: Person) -> bool:
        """Whether somebody may open a request now."""
        now, latest = self.office.clock(), requests.latest(db, Subject.PERSON, person.user_id)
        mine = requests.asked_since(db, now - A_DAY, by=person.user_id)
        return may_ask_again(latest, now=now) and mine < MAX_OF_PERSON

    @transaction
    def ask(self, db: Tables, person: Person, introduction: str) -> tuple[Asking, Request | None]:
        """Ask the coordinators to let somebody in: one open request a person."""
        now, latest = self.office.clock(), requests.latest(db, Subject.PERSON, person.user_id)
        is_crowded = requests.asked_since(db, now - A_DAY) >= MAX_ANNOUNCED
        if latest is not None and latest.verdict is None:
            # A request that reached nobody, as when the process was killed, is sent again.
            is_known = requests.notices(db, latest.id) or is_crowded
            return (Asking.WAITING if is_known else Asking.NEW), latest
        if not self.may_ask(db, person):
            return Asking.TOO_SOON, latest
        request = Request(
            subject=Subject.PERSON,
            subject_id=person.user_id,
            label=person.name,
            introduction=introduction[:MAX_INTRODUCTION_CHARS],
            asked_by=person.user_id,
            asked_at=now,
        )
        self.office.note(db, Act.ASKED_TO_JOIN, by=person.user_id, subject=person.user_id)
        asking = Asking.LISTED if is_crowded else Asking.NEW
        return asking, requests.ask(db, request)

    async def update_name(self, person: Person) -> None:
        """Keep what somebody with a role is called now, for others to see in lists and logs."""
        membership = self.office.membership
        known = membership.known(person.user_id)
        if person.name in ("", known.name if known else ""):
            return
        if membership.own_role(person.user_id) > Role.STRANGER:
            name, now = person.name, self.office.clock()
            await self.office.state.write(people.set_name, person.user_id, name=name, now=now)

    @transaction
    def decide(
        self,
        db: Tables,
        request_id: int,
        verdict: Verdict,
        *,
        instead_of: Verdict | None = None,
        by: Person,
    ) -> tuple[Request, bool] | None:
        """Approve or reject a request; what it is now and whether that is news, None for none.

        With `instead_of` a decision is taken back. Raises NotAllowedError.
        """
        now, request = self.office.clock(), requests.request(db, request_id)
        if request is None:
            return None
        is_about_group = request.subject is Subject.GROUP
        self.office.membership.require_in(
            db, by, Right.CONFIRM_GROUP if is_about_group else Right.LET_IN
        )
        if not requests.decide(db, request_id, verdict, instead_of=instead_of, by=by, now=now):
            # The process may have been killed between the decision and the notification.
            is_mine = (request.verdict, request.decided_by) == (verdict, by.user_id)
            return request, is_mine and request.notified_at is None
        if verdict is not Verdict.APPROVED:
            act = Act.GROUP_REJECTED if is_about_group else Act.TURNED_AWAY
            self.office.note(db, act, by=by.user_id, subject=request.subject_id)
        elif is_about_group:
            address = request.subject_id, request.topic_id
            bind_group(db, address, request.departments, by=by, now=now)
        else:
            self._let_in(db, request.subject_id, request.label, now=now)
            self.office.note(db, Act.LET_IN, by=by.user_id, subject=request.subject_id)
        return requests.request(db, request_id) or request, True

    @transaction
    def invite(self, db: Tables, *, days: int, uses: int, by: Person) -> str:
        """Make an invitation; its token, which is not stored. Raises NotAllowedError."""
        self.office.membership.require_in(db, by, Right.INVITE)
        now, token = self.office.clock(), token_urlsafe(TOKEN_BYTES)
        ends = now + timedelta(days=days)
        made = invitations.make(db, token, by=by.user_id, expires_at=ends, max_uses=uses, now=now)
        self.office.note(db, Act.INVITED, by=by.user_id, detail=f"#{made}")
        return token

    @transaction
    def revoke(self, db: Tables, invitation_id: int, *, by: Person) -> None:
        """Close an invitation. Raises NotAllowedError."""
        self.office.membership.require_in(db, by, Right.INVITE)
        if invitations.revoke(db, invitation_id, now=self.office.clock()):
            self.office.note(db, Act.REVOKED, by=by.user_id, detail=f"#{invitation_id}")

    @transaction
    def come_in(self, db: Tables, token: str, person: Person) -> invitations.Invitation | None:
        """Make somebody a member by an invitation's token; None when the token is not valid.

        Removed people stay out until a coordinator lets them in, and a link is worth no more than
        whoever made it is today.
        """
        now, user_id = self.office.clock(), person.user_id
        invitation = invitations.by_token(db, token)
        if (
            invitation is None
            or not invitation.is_open(now=now)
            or not may_come_by_group(user_id, people.known(db, user_id))
            or self.office.membership.own_role_in(db, invitation.made_by) < Role.COORDINATOR
        ):
            return None
        invitations.use(db, invitation.id, user_id=user_id, now=now)
        self._let_in(db, user_id, person.name, now=now)
        requests.withdraw(db, Subject.PERSON, user_id, now=now)
        detail = f"#{invitation.id}"
        self.office.note(db, Act.JOINED_BY_INVITATION, by=user_id, subject=user_id, detail=detail)
        return invitation

    @transaction
    def remove(self, db: Tables, user_id: int, *, by: Person) -> None:
        """Revoke somebody's access, everywhere and at once. Raises NotAllowedError."""
        role = self.office.membership.own_role_in
        if not may_remove(role(db, by.user_id), role(db, user_id)):
            raise NotAllowedError
        known = people.known(db, user_id)
        if known is None or known.removed_at is None:
            people.remove(db, user_id, now=self.office.clock())
            recents.forget(db, user_id)
            self.office.note(db, Act.REMOVED, by=by.user_id, subject=user_id)

    @transaction
    def appoint(self, db: Tables, user_id: int, to: Appointment, *, by: Person) -> bool:
        """Give somebody another role; False when that was done before. Raises NotAllowedError."""
        now, membership = self.office.clock(), self.office.membership
        membership.require_in(db, by, to.right)
        if user_id in NOT_PERSONS or membership.own_role_in(db, user_id) not in to.of:
            return False
        people.let_in(db, user_id, name="", role=to.role, now=now)
        requests.withdraw(db, Subject.PERSON, user_id, now=now)
        self.office.note(db, to.act, by=by.user_id, subject=user_id)
        return True

    def _let_in(self, db: Tables, user_id: int, name: str, *, now: datetime) -> None:
        is_in = self.office.membership.own_role_in(db, user_id) >= Role.MEMBER
        if not is_in and user_id not in NOT_PERSONS:
            people.let_in(db, user_id, name=name, role=Role.MEMBER, now=now)
