"""Reminders as one feature: the desk of their commands, and the workers behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reminders.board_desk import BoardDesk
from bot.reminders.boards import Boards
from bot.reminders.calendar_desk import CalendarDesk
from bot.reminders.correcting import Correcting
from bot.reminders.delivery import DeliveryWorker
from bot.reminders.desk import ReminderDesk
from bot.reminders.digests import Digests
from bot.reminders.drafting import Drafting
from bot.reminders.notices import Notices
from bot.reminders.replying import Replying
from bot.reminders.responding import Responding
from bot.reminders.setting import Reminding
from bot.reminders.undelivered import UndeliveredDesk

if TYPE_CHECKING:
    from bot.people.messages import Messenger
    from bot.people.registration import Registration
    from bot.reminders.office import Office


def build_reminders(
    office: Office, *, messenger: Messenger, registration: Registration
) -> ReminderDesk:
    """The desk of an office, whose reminders go out by `messenger`."""
    delivery = DeliveryWorker(office=office, messenger=messenger, registration=registration)
    boards, notices = Boards(office=office), Notices(office=office)
    reminding = Reminding(office=office, delivery=delivery)
    responding = Responding(
        office=office, notices=notices, wake_delivery=delivery.wake, wake_boards=boards.wake
    )
    return ReminderDesk(
        office=office,
        drafting=Drafting(office=office, reminding=reminding),
        reminding=reminding,
        responding=responding,
        replying=Replying(office=office, responding=responding),
        undelivered=UndeliveredDesk(office=office, wake_delivery=delivery.wake),
        correcting=Correcting(
            office=office, notices=notices, wake_delivery=delivery.wake, wake_boards=boards.wake
        ),
        digests=Digests(office=office, boards=boards),
        calendar_desk=CalendarDesk(office=office, wake_delivery=delivery.wake),
        board_desk=BoardDesk(
            office=office, boards=boards, notices=notices, wake_delivery=delivery.wake
        ),
    )
