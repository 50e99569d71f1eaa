"""Reminders that were set, in words: the list, one of them, and what is asked before it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.messages import (
    Message,
    button,
    clipped,
    page_mark,
    page_of,
    page_turns,
    plain,
    rows_of_two,
)
from bot.reminders.replies.outlines import (
    HOW_TO_REMIND,
    HOW_TO_REMIND_HERE,
    Outline,
    audience_text,
    chats_text,
    nudges_text,
    outline_lines,
    plain_line,
    to_places,
)
from bot.reminders.replies.times import day_number, day_text, moment_text, schedule_text
from bot.reminders.rules.reminder import Chat, Reminder
from bot.reminders.verbs import BoardVerb, ReminderVerb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from bot.lookup.catalogue import Catalogue
    from bot.people.groups import Address
    from bot.people.messages import Button

PAGE_REMINDERS = 6
ALREADY_SKIPPED = "이미 건너뛰기로 했어요."


def reminders_panel(  # noqa: PLR0913 -- a page and what stands around it
    reminders: Sequence[Reminder],
    page: int,
    *,
    now: datetime,
    of_group: bool,
    others: int = 0,
    chats: Mapping[Address, str],
) -> Message:
    """The reminders, six to a page; `others` are those of the coordinators that come here too.

    `chats` are what the groups are called.
    """
    page, pages, part = page_of(len(reminders), PAGE_REMINDERS, page)
    lines = []
    if others:
        lines = [f"총괄이 등록한 알림 {others}건도 이 방에 와요.", ""]
    if not reminders:
        what = "이 방에서 등록한 알림이 없어요." if of_group else "등록한 알림이 없어요."
        return Message(
            text="\n".join([*lines, what, HOW_TO_REMIND_HERE if of_group else HOW_TO_REMIND])
        )
    lines.append(f"🔔 알림 {len(reminders)}건{page_mark(page, pages)}")
    for reminder in reminders[part]:
        mark = "⏸ " if reminder.paused else ""
        lines.append(f"\n{mark}{reminder.id}번 · {plain_line(reminder.text)}")
        audience = reminder.audience
        chat = ""
        if isinstance(audience, Chat):
            chat = chats.get((audience.chat_id, audience.topic_id), "")
        whom = "" if of_group else f"{audience_text(audience, chat)} · "
        lines.append(f"{whom}{schedule_text(reminder.schedule, now)}")
    buttons = [
        button(clipped(f"{each.id}번 {plain_line(each.text)}", 24), ReminderVerb.REMINDER, each.id)
        for each in reminders[part]
    ]
    turns = page_turns(ReminderVerb.REMINDERS, page=page, pages=pages)
    return Message.of(lines, *rows_of_two(buttons), *turns)


def reminder_panel(
    reminder: Reminder, outline: Outline, catalogue: Catalogue, *, deadline: date | None = None
) -> Message:
    """One reminder, and what can be done about it; `deadline` is of its board, if it has one."""
    lines = [f"🔔 {reminder.id}번 알림" + (" · ⏸ 멈춰 있어요" if reminder.paused else ""), ""]
    lines += outline_lines(reminder, outline, catalogue)
    lines.append(nudges_text(reminder.nudges))
    if reminder.paused:
        lines.append("⏸ 다시 시작할 때까지 오지 않아요.")
    zone = outline.now.tzinfo
    skipped = sorted(each.astimezone(zone) for each in reminder.skipped if each > outline.now)
    lines += [f"⏭ {moment_text(each, outline.now)} 알림은 건너뛰어요." for each in skipped]
    rows = [[button("미리보기", ReminderVerb.PREVIEW, reminder.id, 1)]]
    if deadline is not None:
        rows[0].append(button("현황판", BoardVerb.BOARD, reminder.id, day_number(deadline)))
    if reminder.paused:
        rows.append([button("다시 시작", ReminderVerb.RESUME, reminder.id)])
    else:
        rows.append([button("멈추기", ReminderVerb.PAUSE, reminder.id)])
        if outline.times:
            following = int(outline.times[0].nominal.timestamp())
            rows[-1].append(
                button("다음 한 번 건너뛰기", ReminderVerb.SKIP, reminder.id, following)
            )
        for each in skipped:
            label, at_s = f"{day_text(each.date())} 건너뛰기 취소", int(each.timestamp())
            rows.append([button(label, ReminderVerb.UNSKIP, reminder.id, at_s)])
        rows[0].append(button("지금 보내기", ReminderVerb.SEND_NOW, reminder.id))
    rows.append(
        [
            button("고치기", ReminderVerb.CHANGE, reminder.id),
            button("지우기", ReminderVerb.DELETE, reminder.id),
        ]
    )
    places = to_places(outline, ReminderVerb.PLACES, reminder.id)
    return Message.of(lines, *places, *map(tuple, rows), _to_reminders())


def deletion_panel(reminder: Reminder) -> Message:
    """Whether they are sure to delete it."""
    return Message.of(
        f"이 알림을 지울까요? 앞으로 오지 않아요.\n{plain_line(reminder.text)}",
        [
            button("지우기", ReminderVerb.DELETE_SURELY, reminder.id),
            button("그만두기", ReminderVerb.REMINDER, reminder.id),
        ],
    )


def sending_panel(reminder: Reminder, outline: Outline) -> Message:
    """Whether they are sure to send it at once."""
    lines = ["지금 바로 보낼까요? 정해 둔 일정은 그대로예요.", plain_line(reminder.text)]
    return Message.of(
        [*lines, chats_text(outline)],
        [
            button(
                "지금 보내기",
                ReminderVerb.SEND_NOW_SURELY,
                reminder.id,
                int(outline.now.timestamp()),
            ),
            button("그만두기", ReminderVerb.REMINDER, reminder.id),
        ],
    )


def sent_now_panel(reminder: Reminder) -> Message:
    """When it is on its way."""
    return Message.of(
        f"보내고 있어요.\n{plain_line(reminder.text)}",
        [button("« 알림", ReminderVerb.REMINDER, reminder.id), *_to_reminders()],
    )


def deleted_panel(reminder: Reminder) -> Message:
    """When it is gone."""
    return Message.of(f"알림을 지웠어요.\n{plain_line(reminder.text)}", _to_reminders())


def preview_panel(
    reminder: Reminder, outline: Outline, text: str, page: int, *, title: str = ""
) -> Message:
    """What one group gets; leafs through the groups."""
    count = len(outline.reached.places)
    back = (button("« 알림", ReminderVerb.REMINDER, reminder.id),)
    if not count:
        return Message.of("지금은 받을 방이 없어요.", back)
    lines = [f"👁 {plain(title)} ({page}/{count})"]
    if title in outline.without:
        lines.append("⚠️ 아직 방이 없어요. 방이 등록되면 이렇게 받아요.")
    lines += ["", text]
    turns = page_turns(ReminderVerb.PREVIEW, reminder.id, page=page, pages=count)
    return Message.of(lines, *turns, back)


def _to_reminders() -> tuple[Button, ...]:
    return (button("« 알림 목록", ReminderVerb.REMINDERS, 1),)
