"""Taps under a delivered reminder in words: what is asked back, and what is said to late ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.messages import Message, button
from bot.reminders.replies.reminders import answer_line, reminder_notice
from bot.reminders.replies.times import answer_label, moment_text, question_text
from bot.reminders.rules.deliveries import Response
from bot.reminders.rules.reminder import Snooze
from bot.reminders.verbs import ReminderVerb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from bot.lookup.catalogue import Catalogue
    from bot.messages import Button
    from bot.reminders.phrases.parser import Unclear
    from bot.reminders.rules.deliveries import Answer, Delivery
    from bot.reminders.rules.reminder import Reminder

SNOOZES = (
    (Snooze.HOUR, "1시간 뒤"),
    (Snooze.TOMORROW, "내일 9시"),
    (Snooze.WORKING_DAY, "다음 영업일 9시"),
)
MARKS = {
    Response.CONFIRMED: "👀",
    Response.SUBMITTED: "✅",
    Response.POSTPONED: "⏰",
    Response.NOT_OURS: "🙅",
}
THANKS = {
    Response.CONFIRMED: "확인했어요.",
    Response.SUBMITTED: "제출을 마친 것으로 적었어요. 고맙습니다.",
    Response.NOT_OURS: "총괄에게 알렸어요. 담당을 확인해 드릴게요.",
}
NOT_YOUR_GROUP = "이 방의 구성원만 답할 수 있어요."
ENDED = "지워진 알림이에요. 따로 하실 일은 없어요."
NOT_A_REMINDER = "답할 수 없는 버튼이에요. 이 방에 온 알림에서 눌러 주세요."
TOO_FAR = "한 달 안의 앞으로 올 시각으로 미룰 수 있어요."
ONCE_ONLY = Message(text="한 번만 미룰 수 있어요. 예: 내일 오전 10시")


def later_notice(notice: Message, delivery: Delivery) -> Message:
    """How long to put it off, under the reminder itself."""
    presets = tuple(
        button(label, ReminderVerb.LATER, delivery.asked_id, place)
        for place, (_, label) in enumerate(SNOOZES)
    )
    text = (
        f"{notice.text}\n\n언제 다시 알릴까요?\n"
        "이 글에 답장으로 시각을 적으셔도 돼요. 예: 내일 오전 10시"
    )
    return Message(text=text, buttons=(presets[:2], (presets[2], _back(delivery))))


def pledges_notice(notice: Message, delivery: Delivery) -> Message:
    """Which pledge the answer is about; each shows what was answered about it."""
    rows = []
    for place, number in enumerate(delivery.pledges, start=1):
        stands = delivery.standing(number)
        mark = f"{MARKS[stands.response]} " if stands else ""
        label = f"{mark}{number}"
        rows.append((button(label, ReminderVerb.EACH, delivery.asked_id, place),))
    return Message(
        text=f"{notice.text}\n\n어느 공약에 답하시나요?",
        buttons=(*rows, (_back(delivery),)),
    )


def pledge_notice(notice: Message, delivery: Delivery, place: int) -> Message:
    """What to answer about one pledge, `place` counted from 1."""
    number, asked = delivery.pledges[place - 1], delivery.asked_id
    answers = (
        button("확인", ReminderVerb.CONFIRM, asked, place),
        button("제출완료", ReminderVerb.SUBMIT, asked, place),
    )
    others = (
        button("우리 부서 아님", ReminderVerb.NOT_OURS, asked, place),
        button("« 공약 목록", ReminderVerb.EACH, asked, 0),
    )
    return Message(text=f"{notice.text}\n\n{number}에 답해 주세요.", buttons=(answers, others))


def answered_notice(  # noqa: PLR0913 -- what a message is made of
    message: Delivery,
    asked: Delivery,
    reminder: Reminder,
    catalogue: Catalogue,
    *,
    again_at: datetime | None,
    now: datetime,
    timezone: tzinfo,
) -> Message:
    """A message about something as it stands now, be it the reminder itself or a nudge."""
    shown = replace(message, answers=asked.answers, pledges=message.pledges or asked.pledges)
    notice = reminder_notice(shown, reminder, catalogue, now=now, timezone=timezone)
    if again_at is None:
        return notice
    line = f"→ {moment_text(again_at.astimezone(timezone), now)}에 다시 알려 드릴게요."
    return replace(notice, text=f"{notice.text}\n{line}")


def again_text(until: datetime, now: datetime) -> str:
    """When it comes again."""
    return f"{moment_text(until, now)}에 다시 알려 드릴게요."


def said_before(answer: Answer | None, timezone: tzinfo) -> str:
    """For whoever answers what was answered before."""
    return f"이미 답하셨어요.\n{answer_line(answer, timezone)}" if answer else "이미 답하셨어요."


def when_again_panel(
    delivery_id: int, unclear: Unclear, times: Sequence[tuple[str, datetime]]
) -> Message:
    """The question about a typed time that leaves something open."""
    buttons = [
        (button(label, ReminderVerb.LATER_AT, delivery_id, int(at.timestamp()) // 60),)
        for label, at in times
    ]
    return Message(text=question_text(unclear), buttons=tuple(buttons))


def label_of(unclear: Unclear, place: int) -> str:
    """What the button of an answer says."""
    return answer_label(unclear.answers[place], unclear)


def _back(delivery: Delivery) -> Button:
    return button("« 돌아가기", ReminderVerb.BACK, delivery.asked_id)
