"""A campaign at a glance, in words: the message that edits itself, and the labels of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Message, button, plain
from bot.reminders.replies.reminders import day, when
from bot.reminders.replies.setting import day_number, plain_line
from bot.reminders.rules.board import Standing
from bot.reminders.verbs import ReminderVerb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo

    from bot.reminders.rules.board import Board, Row
    from bot.reminders.rules.reminder import Reminder

MAX_ROWS = 60  # shown of a state; a message has its limit
MAX_BOARDS = 8

LABELS = {
    Standing.SUBMITTED: "제출완료",
    Standing.PARTLY: "일부 제출",
    Standing.CONFIRMED: "확인",
    Standing.POSTPONED: "연기",
    Standing.NOT_OURS: "우리 부서 아님",
    Standing.NOTHING: "답 없음",
    Standing.WAITING: "알리기 전",
    Standing.UNSENT: "못 보냄",
    Standing.NO_GROUP: "방 없음",
}
MARKS = {
    Standing.SUBMITTED: "✅",
    Standing.PARTLY: "🌓",
    Standing.CONFIRMED: "👀",
    Standing.POSTPONED: "⏰",
    Standing.NOT_OURS: "🙅",
    Standing.NOTHING: "⬜",
    Standing.WAITING: "⏳",
    Standing.UNSENT: "⚠️",
    Standing.NO_GROUP: "🏢",
}
HEADINGS = ("부서", "상태", "답한 사람", "답한 시각", "제출한 공약", "공약")
NO_BOARDS = Message(
    text="아직 보여 드릴 현황이 없어요. 마감이 있는 알림이 나가면 여기서 볼 수 있어요.\n"
    "예: /campaign 12/20 4분기 실적 제출"
)


def board_panel(board: Board, reminder_id: int, timezone: tzinfo) -> Message:
    """Who has handed in, seen it, answered nothing yet; the same until somebody answers."""
    counts = board.counts
    lines = [
        f"📊 {plain_line(board.text)}",
        f"마감 {day(board.deadline)} · 부서 {len(board.rows)}곳",
    ]
    for standing in Standing:
        rows = [row for row in board.rows if row.standing is standing]
        if not rows:
            continue
        lines += ["", f"{MARKS[standing]} {LABELS[standing]} {counts[standing]}"]
        if all(row.at is None for row in rows):
            lines.append(", ".join(plain(row.department) for row in rows[:MAX_ROWS]))
        else:
            lines += [_row_line(row, timezone) for row in rows[:MAX_ROWS]]
    if board.changed_at is not None:
        lines += ["", f"마지막 답 {when(board.changed_at, timezone)}"]
    numbers = (reminder_id, day_number(board.deadline))
    return Message(
        text="\n".join(lines),
        buttons=(
            (
                button("그림으로", ReminderVerb.BOARD_PICTURE, *numbers),
                button("엑셀로", ReminderVerb.BOARD_SHEET, *numbers),
            ),
            (button("알림 보기", ReminderVerb.REMINDER, reminder_id),),
        ),
    )


def boards_panel(campaigns: Sequence[tuple[Reminder, date]]) -> Message:
    """Which campaign, where there are several."""
    rows = [
        (
            button(
                f"{day(deadline)} {plain_line(reminder.text)}",
                ReminderVerb.BOARD,
                reminder.id,
                day_number(deadline),
            ),
        )
        for reminder, deadline in campaigns[:MAX_BOARDS]
    ]
    return Message(text="어느 현황을 볼까요?", buttons=tuple(rows))


def caption(board: Board) -> str:
    """What stands under a picture or a sheet."""
    counts = board.counts
    told = [f"{LABELS[each]} {counts[each]}" for each in Standing if counts[each]]
    return f"{plain_line(board.text)}\n마감 {day(board.deadline)} · {' · '.join(told)}"


def title(board: Board) -> str:
    """What stands over the picture."""
    return f"마감 {day(board.deadline)}"


def cells(row: Row, timezone: tzinfo) -> tuple[str | int, ...]:
    """A row of the sheet, under HEADINGS."""
    at = row.at.astimezone(timezone).strftime("%Y-%m-%d %H:%M") if row.at else ""
    return (row.department, LABELS[row.standing], row.by, at, row.done, row.pledges)


def beside(row: Row, timezone: tzinfo) -> str:
    """What stands behind a department in the picture: when it answered, or how far it is."""
    if row.standing is Standing.PARTLY:
        return f"{row.done}/{row.pledges}건"
    return short_time(row.at, timezone) if row.at else ""


def short_time(at: datetime, timezone: tzinfo) -> str:
    """A time in few letters: 12/14 09:05."""
    local = at.astimezone(timezone)
    return f"{local.month}/{local.day} {local:%H:%M}"


def _row_line(row: Row, timezone: tzinfo) -> str:
    parts = [plain(row.department)]
    if row.standing is Standing.PARTLY:
        parts.append(f"{row.done}/{row.pledges}건")
    if row.at is not None:
        parts.append(f"{short_time(row.at, timezone)} {plain(row.by)}".strip())
    return "· " + " · ".join(parts)
