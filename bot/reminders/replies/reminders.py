"""Reminders in words: what a group gets, who answered, and what the coordinators are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.lookup.pledge import PledgeNumber
from bot.messages import Message, button, clipped
from bot.reminders.rules.deliveries import Delivery, Kind, Response, Status
from bot.reminders.verbs import ReminderVerb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo

    from bot.lookup.catalogue import Catalogue
    from bot.messages import Button
    from bot.reminders.rules.deliveries import Answer
    from bot.reminders.rules.reminder import Reminder

LATE_AFTER = timedelta(minutes=5)  # less is no news to anybody
MAX_SHOWN = 5  # pledges; the others are counted
MAX_TITLE_CHARS = 60
MAX_NAME_CHARS = 40

WEEKDAYS = "월화수목금토일"


ANSWERED = {
    Response.CONFIRMED: "👀 {when} {who} 님이 확인했어요.",
    Response.SUBMITTED: "✅ {when} {who} 님이 제출을 마쳤어요.",
    Response.POSTPONED: "⏰ {when} {who} 님이 나중에 다시 받기로 했어요.",
    Response.NOT_OURS: "🙅 {when} {who} 님이 우리 부서 일이 아니라고 했어요.",
}


def reminder_notice(
    delivery: Delivery,
    reminder: Reminder,
    catalogue: Catalogue,
    *,
    now: datetime,
    timezone: tzinfo,
) -> Message:
    """What a group is sent, and later sees in its place: who answered, and what is still open."""
    lines = [_headline(delivery, reminder)]
    if delivery.deadline is not None:
        lines.append(
            _until(delivery.deadline, (delivery.sent_at or now).astimezone(timezone).date())
        )
    is_late = (delivery.sent_at or now) - delivery.due_at >= LATE_AFTER
    if is_late and delivery.kind is not Kind.NUDGE:
        lines.append(f"⏱ {when(delivery.due_at, timezone)}에 드렸어야 할 알림이 늦었어요.")
    whose = "" if delivery.departments else "우리 부서 "
    lines += _pledge_lines(delivery.pledges, catalogue, whose=whose)
    if delivery.answers:
        lines += ["", *(answer_line(answer, timezone) for answer in delivery.answers)]
    return Message(text="\n".join(lines), buttons=_buttons(delivery))


def foreseen_text(
    reminder_id: int, due_at: datetime, chat: str, words: str, timezone: tzinfo
) -> str:
    """One message that would be sent, for the operator's terminal."""
    head = f"[{when(due_at, timezone)}] {reminder_id}번 알림 → {chat}"
    return "\n".join([head, *(f"    {line}".rstrip() for line in words.splitlines())])


def unreached_text(
    reminder_id: int, due_at: datetime, missing: Sequence[str], timezone: tzinfo
) -> str:
    """Whom a reminder would not reach."""
    names = ", ".join(missing)
    return f"[{when(due_at, timezone)}] {reminder_id}번 알림 → 등록된 방이 없어요: {names}"


NOTHING_DUE = "그때 보낼 알림은 없어요."


def when(at: datetime, timezone: tzinfo) -> str:
    """A time as people write it: 12/20(일) 09:00."""
    local = at.astimezone(timezone)
    return f"{day(local.date())} {local:%H:%M}"


def day(date: date) -> str:
    """A day as people write it.

    >>> from datetime import date
    >>> day(date(2026, 12, 20))
    '12/20(일)'
    """
    return f"{date.month}/{date.day}({WEEKDAYS[date.weekday()]})"


def _headline(delivery: Delivery, reminder: Reminder) -> str:
    words = reminder.text  # at most MAX_TEXT_CHARS of it were accepted
    match delivery.kind:
        case Kind.REMINDER:
            return f"🔔 {words}"
        case Kind.NUDGE:
            return f"🔔 아직 답이 없어 {delivery.nth}번째로 다시 알려 드려요.\n{words}"
        case Kind.POSTPONED:
            return f"🔔 미뤄 두신 알림이에요.\n{words}"
        case Kind.REDIRECTED:
            names = clipped(", ".join(delivery.departments), MAX_TITLE_CHARS)
            return f"🔔 {names}에 전할 알림을 이 방으로 보내 드려요.\n{words}"


def _until(deadline: date, today: date) -> str:
    left = (deadline - today).days
    if left == 0:
        return f"🗓 오늘 마감이에요. {day(deadline)}"
    return f"🗓 마감 {day(deadline)} · D{'-' if left > 0 else '+'}{abs(left)}"


def _pledge_lines(numbers: Sequence[str], catalogue: Catalogue, *, whose: str) -> list[str]:
    if not numbers:
        return []
    lines = ["", f"{whose}공약 {len(numbers)}건"]
    for number in numbers[:MAX_SHOWN]:
        pledge = catalogue.by_number.get(PledgeNumber(number))
        title = f" {clipped(pledge.title, MAX_TITLE_CHARS)}" if pledge else ""
        lines.append(f"· {number}{title}")
    if len(numbers) > MAX_SHOWN:
        lines.append(f"외 {len(numbers) - MAX_SHOWN}건")
    return lines


def answer_line(answer: Answer, timezone: tzinfo) -> str:
    """Who answered what, and when."""
    line = ANSWERED[answer.response].format(
        when=when(answer.at, timezone), who=_plain(answer.name) or str(answer.by)
    )
    return f"{line} ({answer.pledge})" if answer.pledge else line


def _buttons(delivery: Delivery) -> tuple[tuple[Button, ...], ...]:
    """What can still be answered for the whole of it; nothing once an answer is final."""
    stands = delivery.standing()
    if delivery.status is Status.WITHDRAWN:
        return ()
    if stands is not None and stands.response is not Response.CONFIRMED:
        return ()
    asked, whole = delivery.asked_id, 0
    submit = button("제출완료", ReminderVerb.SUBMIT, asked, whole)
    later = (
        button("연기", ReminderVerb.POSTPONE, asked),
        button("우리 부서 아님", ReminderVerb.NOT_OURS, asked, whole),
    )
    each = ((button("공약별로 답하기", ReminderVerb.EACH, asked, whole),),)
    rows = (*(each if len(delivery.pledges) > 1 else ()), later)
    if stands is not None:
        return ((submit,), *rows)
    return ((button("확인", ReminderVerb.CONFIRM, asked, whole), submit), *rows)


def _plain(name: str) -> str:
    """A name on one line; who writes it may not make it look like something else."""
    return clipped(" ".join(name.replace("@", "·").replace("/", "·").split()), MAX_NAME_CHARS)
