"""Who may look after which reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.access import Person, Right, Role, may
from bot.people.interaction import Here, NotAllowedError
from bot.reminders.replies.outlines import NOT_THIS_GROUP, ONLY_COORDINATORS
from bot.reminders.rules.reminder import Audience, Chat

if TYPE_CHECKING:
    from bot.reminders.office import Office


async def may_remind(office: Office, by: Person, here: Here) -> bool:
    """Whether somebody looks after reminders here: in a group its people, else coordinators."""
    right = Right.REMIND_OWN_GROUP if here.is_group else Right.REMIND_ANYBODY
    return await office.membership.may(by, right)


async def require_known(office: Office, by: Person, here: Here) -> None:
    """Raise NotAllowedError for whoever looks after no reminders here."""
    if not await may_remind(office, by, here):
        raise NotAllowedError("" if here.is_group else ONLY_COORDINATORS)


def require_own(role: Role, audience: Audience, here: Here) -> None:
    """Raise NotAllowedError but for a group's own reminders there, and all in private."""
    if here.is_group and not is_of(audience, here):
        raise NotAllowedError(NOT_THIS_GROUP)
    if not here.is_group and not may(role, Right.REMIND_ANYBODY):
        raise NotAllowedError(ONLY_COORDINATORS)


def is_of(audience: Audience, here: Here) -> bool:
    """Whether that is this group alone."""
    return isinstance(audience, Chat) and audience.address == here.address
