"""Reminders: the desks of their commands and buttons, each a feature, and the workers behind."""

from dataclasses import dataclass

from bot.people.interaction import Feature
from bot.people.messages import Messenger
from bot.people.registration import Registration
from bot.reminders.board_desk import BoardDesk
from bot.reminders.boards import Boards
from bot.reminders.calendar_desk import CalendarDesk
from bot.reminders.correcting import Correcting
from bot.reminders.delivery import DeliveryWorker
from bot.reminders.desk import ReminderDesk
from bot.reminders.digests import Digests
from bot.reminders.drafting import Drafting
from bot.reminders.office import Office
from bot.reminders.questions import Questions
from bot.reminders.replying import Replying
from bot.reminders.responding import Responding
from bot.reminders.undelivered import UndeliveredDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """The workers of an office, what takes its texts, and every desk."""

    delivery: DeliveryWorker
    boards: Boards
    digests: Digests
    drafting: Drafting
    questions: Questions
    replying: Replying
    features: tuple[Feature, ...]


def build_reminders(
    office: Office, *, messenger: Messenger, registration: Registration
) -> Reminders:
    """The reminders of an office, which go out by `messenger`."""
    delivery = DeliveryWorker(office=office, messenger=messenger, registration=registration)
    boards = Boards(office=office)
    office.wakes.extend((delivery.wake, boards.news.set))
    digests = Digests(office=office, boards=boards)
    drafting = Drafting(office=office)
    questions = Questions(office=office)
    responding = Responding(office=office, questions=questions)
    return Reminders(
        delivery=delivery,
        boards=boards,
        digests=digests,
        drafting=drafting,
        questions=questions,
        replying=Replying(office=office, responding=responding, questions=questions),
        features=(
            drafting,
            responding,
            digests,
            ReminderDesk(office=office, drafting=drafting),
            CalendarDesk(office=office),
            UndeliveredDesk(office=office),
            BoardDesk(office=office, boards=boards),
            Correcting(office=office),
            questions,
        ),
    )
