"""Who may do what."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, IntEnum


class Role(IntEnum):
    """What somebody is to the bot; a higher one may do all that a lower one may."""

    STRANGER = 0
    GUEST = 1  # whoever was not removed, of a bot that is open to everybody
    MEMBER = 2  # let in by a coordinator or an invitation, or a member of a registered group
    COORDINATOR = 3  # 총괄
    ADMIN = 4  # in BOT_ADMINS


class Right(Enum):
    """What somebody may want to do; beside it, the least role that may."""

    ASK = "ask", Role.GUEST
    PROPOSE_GROUP = "propose_group", Role.MEMBER
    CONFIRM_GROUP = "confirm_group", Role.COORDINATOR
    LET_IN = "let_in", Role.COORDINATOR
    INVITE = "invite", Role.COORDINATOR
    REMOVE_MEMBER = "remove_member", Role.COORDINATOR
    READ_AUDIT = "read_audit", Role.COORDINATOR
    APPOINT_COORDINATOR = "appoint_coordinator", Role.ADMIN
    REMOVE_COORDINATOR = "remove_coordinator", Role.ADMIN
    REMIND_OWN_GROUP = "remind_own_group", Role.MEMBER
    REMIND_ANYBODY = "remind_anybody", Role.COORDINATOR
    ANSWER_REMINDER = "answer_reminder", Role.MEMBER
    CHANGE_CALENDAR = "change_calendar", Role.COORDINATOR
    CHANGE_TABLE = "change_table", Role.COORDINATOR
    OPERATE = "operate", Role.ADMIN


# Telegram's stand-ins for whoever does not show themselves: the anonymous admin of a group, the
# sender of a channel's post, and its own service. They are nobody in particular.
NOT_PERSONS = frozenset({1087968824, 136817688, 777000})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who writes to the bot, known by the messenger's numeric id alone.

    `name` is what the messenger shows at this moment: a label, never a key. `group` is the group
    chat they write in at this moment, which need not mean that they are a member there, and
    `topic_id` its topic in a forum. `role` is what the channel found when it let them in; what has
    an effect looks again.
    """

    user_id: int
    role: Role = field(default=Role.STRANGER, compare=False)
    name: str = field(default="", compare=False)
    group: int | None = field(default=None, compare=False)
    topic_id: int | None = field(default=None, compare=False)


# Whoever has a shell on the machine already holds everything the bot knows.
OPERATOR = Person(user_id=0, role=Role.ADMIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is kept of somebody: role, group seen in, removal."""

    user_id: int
    name: str
    role: Role | None
    seen_in: int | None
    removed_at: datetime | None
    since: datetime


def may(role: Role, right: Right) -> bool:
    """Whether a role has a right."""
    _, least_role = right.value
    return role >= least_role


def may_remove(role: Role, other: Role) -> bool:
    """Whether somebody may remove somebody else, by their roles; admins are a setting's matter."""
    if other is Role.ADMIN:
        return False
    right = Right.REMOVE_COORDINATOR if other is Role.COORDINATOR else Right.REMOVE_MEMBER
    return may(role, right)


def own_role(user_id: int, known: Known | None, *, admins: frozenset[int]) -> Role:
    """The role somebody has without groups; a removal wins over everything but BOT_ADMINS."""
    if user_id in NOT_PERSONS:
        return Role.STRANGER
    if user_id in admins:
        return Role.ADMIN
    if known is None or known.removed_at is not None:
        return Role.STRANGER
    return known.role or Role.STRANGER


def may_come_by_group(user_id: int, known: Known | None) -> bool:
    """Whether membership in a registered group would make somebody a member."""
    return user_id not in NOT_PERSONS and (known is None or known.removed_at is None)
