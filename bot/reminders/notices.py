"""The messages in which a group sees a delivery and its answers, kept up to date."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.people.messages import DeliveryError, Message
from bot.reminders.office import Office
from bot.reminders.replies.reminders import reminder_notice
from bot.reminders.replies.responses import again_text
from bot.reminders.rules.deliveries import Delivery, Kind, Response, Status
from bot.reminders.store import answers, ledger
from bot.store.state import Tables

LOG = logging.getLogger(__name__)


async def show_answers(office: Office, deliveries: Iterable[Delivery]) -> None:
    """Let the messages of groups show how deliveries stand now."""
    for delivery in deliveries:
        for message_id, message in (await messages_about(office, delivery)).items():
            try:
                await office.messenger.edit(delivery.chat_id, message_id, message)
            except DeliveryError as error:
                LOG.warning("answer.not_shown chat=%d reason=%s", delivery.chat_id, error)


async def tell_group(office: Office, asked: Delivery, message: Message) -> bool:
    """Send a group what became of its answer or question, to reply to; whether it arrived."""
    try:
        sent = await office.messenger.send(asked.chat_id, message, topic_id=asked.topic_id)
    except DeliveryError as error:
        LOG.warning("answer.not_shown chat=%d reason=%s", asked.chat_id, error)
        return False
    told = answers.Question(
        chat_id=asked.chat_id, message_id=sent, delivery_id=asked.id, asked_at=office.clock()
    )
    await office.state.write(answers.record_question, told)
    return True


async def messages_about(
    office: Office, asked: Delivery, *, is_opened: bool = False, is_undone: bool = False
) -> dict[int, Message]:
    """The messages about something, as they stand now; without buttons once it is deleted.

    Those of the same deadline with them: once all is handed in they show it, too.
    """
    others = office.state.read(sent_for_same_deadline, asked)
    shown = await _messages_of(office, _with_handed_in(asked, others), is_opened=is_opened)
    if is_undone or any(each.response is Response.SUBMITTED for each in asked.answers):
        for each in others:
            after = _with_handed_in(each, (asked, *others))
            if is_undone or after.is_handed_in:
                shown |= await _messages_of(office, after)
    return shown


async def _messages_of(
    office: Office, asked: Delivery, *, is_opened: bool = False
) -> dict[int, Message]:
    catalogue = await office.catalogues.current()
    now, zone = office.local_now(), office.timezone
    put_off = office.state.read(ledger.derived, asked.id, Kind.POSTPONED)
    is_open = not asked.is_settled
    standing = asked.standing()
    is_granted = standing is not None and standing.is_override  # then it is not too late
    deadline = None if is_granted else asked.deadline
    times = [each.due_at for each in put_off if each.status is not Status.WITHDRAWN and is_open]
    shown: dict[int, Message] = {}
    for message in office.state.read(ledger.messages_about, asked.id):
        if message.message_id is None:
            continue
        sent = replace(message, answers=asked.answers, pledges=message.pledges or asked.pledges)
        notice = reminder_notice(sent, catalogue, now=now, timezone=zone, is_opened=is_opened)
        if times:
            text = again_text(times[-1].astimezone(zone), now, deadline)
            notice = replace(notice, text=f"{notice.text}\n→ {text}")
        shown[message.message_id] = Message(text=notice.text) if sent.is_ended else notice
    return shown


def sent_for_same_deadline(db: Tables, asked: Delivery) -> tuple[Delivery, ...]:
    """The other messages by which a group was reminded of the same deadline."""
    if asked.deadline is None or asked.kind is Kind.REASSIGNED:
        return ()
    return tuple(
        each
        for each in ledger.of_campaign(db, asked.reminder_id, asked.deadline)
        if each.id != asked.id
        and (each.address, each.departments) == (asked.address, asked.departments)
        and each.is_of_term(asked.term)
        and each.kind is not Kind.REASSIGNED
    )


def _with_handed_in(each: Delivery, others: Sequence[Delivery]) -> Delivery:
    """A delivery with the answers to others of its deadline that hand in what it leaves open."""
    if (before := _handed_in_by(each, others)) is not None:
        return replace(each, answers=(*each.answers, *before.answers))
    more = (
        replace(answer, pledge=number)
        for number in each.open_pledges
        for other in others
        if number in other.pledges
        and (answer := other.standing(number)) is not None
        and answer.response is Response.SUBMITTED
    )
    return replace(each, answers=(*each.answers, *more))


def _handed_in_by(each: Delivery, others: Sequence[Delivery]) -> Delivery | None:
    """The one of the others by which all was handed in that a delivery leaves open."""
    if each.is_settled:
        return None
    wanted = {*each.open_pledges}
    done = (other for other in others if other.is_handed_in)
    return next((other for other in done if not other.pledges or wanted <= {*other.pledges}), None)


def handed_in_before(db: Tables, asked: Delivery) -> Delivery | None:
    """The other message by which all was handed in that this one asks for; None if that is open."""
    return _handed_in_by(asked, sent_for_same_deadline(db, asked))
