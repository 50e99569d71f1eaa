"""What everything about reminders works with, and who may look after which of them."""

from dataclasses import dataclass

from bot.lookup.answering import Catalogues
from bot.people import office
from bot.people.access import Person, Right, Role, may
from bot.people.interaction import Here, NotAllowedError
from bot.reminders.planning import Planning
from bot.reminders.replies.outlines import NOT_THIS_GROUP, ONLY_COORDINATORS
from bot.reminders.rules.reminder import Audience, Chat
from bot.reminders.rules.working_days import WorkingDays
from bot.reminders.store import reminders


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(office.Office):
    """An office's state with its table and its working days."""

    catalogues: Catalogues
    planning: Planning

    def calendar(self) -> WorkingDays:
        """Its working days."""
        return self.state.read(reminders.calendar)

    async def may_remind(self, by: Person, here: Here) -> bool:
        """Whether somebody looks after reminders here: in a group its people, else coordinators."""
        right = Right.REMIND_OWN_GROUP if here.is_group else Right.REMIND_ANYBODY
        return await self.membership.may(by, right)

    async def require_known(self, by: Person, here: Here) -> None:
        """Raise NotAllowedError for whoever looks after no reminders here."""
        if not await self.may_remind(by, here):
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
