"""A campaign at a glance, in words: the message that edits itself, and the labels of its files."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from bot.people.messages import (
    MAX_TEXT_CHARS,
    Button,
    Message,
    button,
    clipped,
    page_mark,
    page_of,
    page_turns,
    plain,
    rows_of_two,
)
from bot.people.replies.groups import fingerprint
from bot.reminders.replies.outlines import audience_text, plain_line
from bot.reminders.replies.reminders import LATE, WORDS, day, when
from bot.reminders.replies.times import day_number
from bot.reminders.rules.board import Board, Campaign, PledgeRow, Row, Standing
from bot.reminders.rules.deliveries import FINAL, Answer, Response
from bot.reminders.verbs import BoardVerb, ReminderVerb

MAX_ROWS = 60  # shown of a state; a message has its limit
MAX_REMARK_CHARS = 40
MAX_PANEL_CHARS = MAX_TEXT_CHARS - 200  # a closing report has a head of its own
MAX_TITLE_CHARS = 24
PAGE_BOARDS = 8
PAGE_PLEDGES = 12
PAGE_ROWS = 12
PAGE_LINES = 30  # of a group's own board

_ANSWERED: dict[Standing | Response, tuple[str, str]] = {
    response: (words.mark, words.label) for response, words in WORDS.items()
}
# In the order in which a board shows them.
STANDINGS: dict[Standing | Response, tuple[str, str]] = {
    Response.SUBMITTED: _ANSWERED.pop(Response.SUBMITTED),
    Standing.PARTLY: ("🌓", "일부 제출"),
    **_ANSWERED,
    Standing.NOTHING: ("⬜", "답 없음"),
    Standing.WAITING: ("⏳", "알리기 전"),
    Standing.UNSENT: ("⚠️", "못 보냄"),
    Standing.NO_GROUP: ("🏢", "방 없음"),
    Standing.UNOWNED: ("❔", "담당 미정"),
}
MARKS = {standing: mark for standing, (mark, _) in STANDINGS.items()}
LABELS = {standing: label for standing, (_, label) in STANDINGS.items()}
HEADINGS = ("부서", "상태", "답한 사람", "답한 시각", "제출한 공약", "공약", "늦음", "메모")
PLEDGE_HEADINGS = ("관리번호", "공약명", "부서", "상태", "답한 사람", "답한 시각", "늦음", "메모")
SHEETS = ("부서별", "공약별")
_REMARK = "    💬 "
NO_BOARDS = Message(
    text="아직 보여 드릴 현황이 없어요. 마감이 있는 알림이 나가면 여기서 볼 수 있어요.\n"
    "예: /campaign 12/20 4분기 실적 제출"
)
NO_OWN_BOARD = "지금 마감을 앞둔 알림이 없어요. 마감이 있는 알림이 오면 여기서 볼 수 있어요."
ONLY_IN_GROUPS = Message(text="우리 부서의 제출 현황은 부서 방에서 볼 수 있어요: /board")


def board_panel(board: Board) -> Message:
    """Who has handed in, seen it, answered nothing yet."""
    lines = [f"📊 {plain_line(board.text)}", *summary(board), as_of(board.at)]
    for standing, (mark, label) in STANDINGS.items():
        rows = [row for row in board.rows if row.standing is standing]
        if not rows:
            continue
        lines += ["", f"{mark} {label} {len(rows)}"]
        if all(row.answer is None for row in rows):
            lines.append(", ".join(plain(row.department) for row in rows[:MAX_ROWS]))
        else:
            for row in rows[:MAX_ROWS]:
                lines += _row_lines(row, board)
    if board.unowned:
        mark, label = STANDINGS[Standing.UNOWNED]
        lines += ["", f"{mark} {label} {len(board.unowned)}"]
        lines.append(", ".join(each.number for each in board.unowned[:MAX_ROWS]))
    pledges = (_button("공약별로 보기", BoardVerb.BOARD_PLEDGES, board, 1),)
    return Message.of(
        _fitting(lines),
        [_button("답 기록·지우기", BoardVerb.BOARD_ROWS, board, 1)],
        *((pledges,) if board.pledges else ()),
        [
            _button("그림으로", BoardVerb.BOARD_PICTURE, board),
            _button("엑셀로", BoardVerb.BOARD_SHEET, board),
        ],
        [button("알림 보기", ReminderVerb.REMINDER, board.reminder_id)],
    )


def pledges_panel(board: Board, page: int) -> Message:
    """How each pledge stands, two lines each."""
    page, pages, part = page_of(len(board.pledges), PAGE_PLEDGES, page)
    lines = [f"📊 {plain_line(board.text)}", *summary(board), as_of(board.at), ""]
    for row in board.pledges[part]:
        at = f" · {short_time(row.answer.at, board)}" if row.answer else ""
        late = f" {LATE}" if row.is_late else ""
        lines.append(f"{MARKS[row.standing]} {row.number} {clipped(row.title, MAX_TITLE_CHARS)}")
        lines.append(f"    {plain(row.department)} · {LABELS[row.standing]}{at}{late}")
    turns = page_turns(BoardVerb.BOARD_PLEDGES, *numbers(board), page=page, pages=pages)
    return Message.of(lines, *turns, [_to_board(board)])


def rows_panel(board: Board, page: int) -> Message:
    """Whose answer is to be recorded or deleted."""
    page, pages, part = page_of(len(board.rows), PAGE_ROWS, page)
    rows = [
        _button(
            f"{MARKS[row.standing]} {row.department}",
            BoardVerb.BOARD_ROW,
            board,
            fingerprint(row.department),
        )
        for row in board.rows[part]
    ]
    turns = page_turns(BoardVerb.BOARD_ROWS, *numbers(board), page=page, pages=pages)
    return Message.of(
        f"{plain_line(board.text)}\n어느 부서의 답을 기록하거나 지울까요?",
        *rows_of_two(rows),
        *turns,
        [_to_board(board)],
    )


def row_panel(board: Board, row: Row) -> Message:
    """What can be recorded for a department, or deleted."""
    lines = [plain_line(board.text), f"{plain(row.department)} · {LABELS[row.standing]}"]
    if row.pledges:
        lines.append(f"제출한 공약 {row.done}/{len(row.pledges)}건")
    if row.answer is not None:
        lines += _row_lines(row, board)
    back = (_button("« 부서 목록", BoardVerb.BOARD_ROWS, board, 1),)
    if row.standing is Standing.NO_GROUP:
        lines.append("등록된 방이 없어 답을 기록할 수 없어요.")
        return Message.of(lines, back)
    of_row = fingerprint(row.department)
    offered = []
    if row.standing is not Response.SUBMITTED:
        offered.append((_button("제출완료로 기록", BoardVerb.BOARD_SUBMIT, board, of_row),))
    if row.answer is None:
        offered.append((_button("확인으로 기록", BoardVerb.BOARD_CONFIRM, board, of_row),))
    else:
        offered.append((_button("답 지우기", BoardVerb.BOARD_CLEAR, board, of_row),))
    return Message.of(lines, *offered, back)


def own_board_panel(found: Sequence[tuple[Board, tuple[Row, ...]]], page: int = 1) -> Message:
    """How a group's own departments stand, and which of their pledges are open."""
    if not found:
        return Message(text=NO_OWN_BOARD)
    lines: list[str] = []
    is_one = len({row.department for _, rows in found for row in rows}) == 1
    for board, rows in found:
        lines += ["", plain_line(board.text), deadline_line(board)]
        for row in rows:
            name = "" if is_one else f"{plain(row.department)} · "
            late = f" {LATE}" * row.is_late
            lines.append(f"{MARKS[row.standing]} {name}{LABELS[row.standing]}{late}")
            still_open = [each for each in row.pledges if each.standing not in FINAL]
            if row.pledges and still_open:
                lines.append(f"    공약 {row.done}/{len(row.pledges)}건 제출, 남은 공약")
            lines += [
                f"    · {each.number} {clipped(each.title, MAX_TITLE_CHARS)}" for each in still_open
            ]
    page, pages, part = page_of(len(lines), PAGE_LINES, page)
    head = f"📊 우리 방 현황 · {as_of(found[0][0].at)}" + page_mark(page, pages)
    return Message.of(
        [head, *lines[part]], *page_turns(BoardVerb.OWN_BOARD, page=page, pages=pages)
    )


def closing_panel(board: Board) -> Message:
    """What a campaign came to at its deadline."""
    panel = board_panel(board)
    still_open = [row.department for row in board.rows if row.is_open]
    head = ["🏁 마감 보고예요."]
    if not still_open:
        head.append("모든 부서가 제출했어요.")
    else:
        head.append(f"아직 내지 않은 부서가 {len(still_open)}곳 있어요.")
        is_late = board.at.date() > board.deadline
        head.append(f"{'이제' if is_late else '오늘이 지나고'} 내면 '늦음'으로 기록돼요.")
    return Message.of([*head, "", panel.text], *panel.buttons)


def boards_panel(campaigns: Sequence[Campaign], today: date, page: int = 1) -> Message:
    """Which campaign, the latest deadline first; alike ones with whom they are for."""
    page, pages, part = page_of(len(campaigns), PAGE_BOARDS, page)
    named = Counter((each.deadline, each.reminder.text) for each in campaigns)

    def label(each: Campaign) -> str:
        words = plain_line(each.reminder.text)
        if named[each.deadline, each.reminder.text] > 1:
            words = f"{audience_text(each.reminder.audience, '')} · {words}"
        return f"{day(each.deadline, today.year)} {words}"

    rows = [
        (button(label(each), BoardVerb.BOARD, each.reminder.id, day_number(each.deadline)),)
        for each in campaigns[part]
    ]
    turns = page_turns(BoardVerb.BOARDS, page=page, pages=pages)
    return Message.of("어느 현황을 볼까요?", *rows, *turns)


def deadline_line(board: Board) -> str:
    """A deadline, and how far it is."""
    days = (board.deadline - board.at.date()).days
    left = f"D-{days}" if days > 0 else f"{-days}일 지남" if days else "오늘"
    return f"마감 {day(board.deadline, board.at.year)} · {left}"


def summary(board: Board) -> list[str]:
    """The deadline, and how many departments and pledges are handed in."""
    counts = f"제출완료 {board.counts[Response.SUBMITTED]}/{len(board.rows)}곳"
    if board.pledges:
        counts += f" · 공약 {board.done}/{len(board.pledges)}건"
    if board.late:
        counts += f" · {LATE} {board.late}"
    return [f"마감 {day(board.deadline, board.at.year)}", counts]


def as_of(at: datetime) -> str:
    """The time that a board speaks of."""
    return f"{when(at, at.tzinfo)} 기준"


def caption(board: Board) -> str:
    """What stands under a picture or a sheet."""
    counts = [f"{LABELS[each]} {board.counts[each]}" for each in LABELS if board.counts[each]]
    lines = [plain_line(board.text), *summary(board), " · ".join(counts), as_of(board.at)]
    return "\n".join(lines)


def title(board: Board) -> str:
    """What stands over the picture and the sheets."""
    return f"{' · '.join(summary(board))} · {as_of(board.at)}"


def cells(row: Row, board: Board) -> tuple[str | int, ...]:
    """A row of the sheet of departments, under HEADINGS."""
    by, at, late, remark = _answer_cells(row, board)
    return (row.department, LABELS[row.standing], by, at, row.done, len(row.pledges), late, remark)


def pledge_cells(row: PledgeRow, board: Board) -> tuple[str, ...]:
    """A row of the sheet of pledges, under PLEDGE_HEADINGS."""
    named = (row.number, row.title, row.department, LABELS[row.standing])
    return (*named, *_answer_cells(row, board))


def beside(row: Row, board: Board) -> str:
    """What stands behind a department in the picture: when it answered, or how far it is."""
    late = f"{LATE} " * row.is_late
    if row.standing is Standing.PARTLY:
        return f"{late}{row.done}/{len(row.pledges)}건"
    return late + (short_time(row.answer.at, board) if row.answer else "")


def short_time(at: datetime, board: Board) -> str:
    """A time in few letters, in the zone of a board: 12/14 09:05."""
    local = at.astimezone(board.at.tzinfo)
    return f"{local.month}/{local.day} {local:%H:%M}"


def _answer_cells(row: Row | PledgeRow, board: Board) -> tuple[str, str, str, str]:
    if row.answer is None:
        return "", "", "", ""
    at = row.answer.at.astimezone(board.at.tzinfo).strftime("%Y-%m-%d %H:%M")
    return row.answer.name, at, LATE if row.is_late else "", _remark(row.answer)


def _remark(answer: Answer) -> str:
    return f"{answer.remark_name}: {answer.remark}" if answer.remark_name else answer.remark


def _row_lines(row: Row, board: Board) -> list[str]:
    parts = [plain(row.department)]
    if row.standing is Standing.PARTLY:
        parts.append(f"{row.done}/{len(row.pledges)}건")
    if row.is_late:
        parts.append(LATE)
    if row.answer is not None:
        parts.append(f"{short_time(row.answer.at, board)} {plain(row.answer.name)}".strip())
    remark = _remark(row.answer) if row.answer else ""
    lines = ["· " + " · ".join(parts)]
    return (
        [*lines, f"{_REMARK}{clipped(plain_line(remark), MAX_REMARK_CHARS)}"] if remark else lines
    )


def _fitting(lines: Sequence[str]) -> str:
    """The lines as one text; where it is too long, without remarks, and then without its end."""
    if len("\n".join(lines)) > MAX_PANEL_CHARS:
        lines = [line for line in lines if not line.startswith(_REMARK)]
    shown = [*lines]
    while len("\n".join(shown)) > MAX_PANEL_CHARS:
        shown.pop()
    return "\n".join(shown if len(shown) == len(lines) else [*shown, "…"])


def numbers(board: Board) -> tuple[int, int]:
    """What a board is known by in a button."""
    return board.reminder_id, day_number(board.deadline)


def _button(label: str, verb: BoardVerb, board: Board, *more: int) -> Button:
    return button(label, verb, *numbers(board), *more)


def _to_board(board: Board) -> Button:
    return _button("« 현황판", BoardVerb.BOARD, board)
