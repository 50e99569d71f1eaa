"""Weekly digests in words: what is open, late and undelivered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.people.messages import Message, button
from bot.people.replies.groups import listed
from bot.people.verbs import PeopleVerb
from bot.reminders.replies.board import as_of, deadline_line, numbers, summary
from bot.reminders.replies.outlines import plain_line
from bot.reminders.replies.undelivered import Undelivered, item_line
from bot.reminders.rules.board import Board
from bot.reminders.verbs import BoardVerb, CorrectionVerb, DigestVerb, ReminderVerb, UndeliveredVerb

MAX_BOARDS = 6
MAX_UNANSWERED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """What a reminder without a deadline says, and the groups that did not answer it."""

    reminder_id: int
    words: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What coordinators have to look after `at` a time, in the zone of the office.

    `boards` are those with open departments, the next deadline first;
    `unanswered` are the reminders of the week before today, but for those of the boards;
    `undelivered` are the newest of `undelivered_count`; `corrections` are answers to be decided.
    """

    at: datetime
    boards: tuple[Board, ...]
    unanswered: tuple[Unanswered, ...]
    undelivered: tuple[Undelivered, ...]
    undelivered_count: int
    corrections: tuple[int, ...]
    requests: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look after."""
        waits = self.undelivered_count or self.corrections or self.requests
        return not (self.boards or self.unanswered or waits)


def digest_panel(digest: Digest) -> Message:
    """What coordinators have to look after."""
    parts = [*_open_boards(digest.boards), *_left_unanswered(digest.unanswered)]
    if digest.undelivered_count:
        head = f"📭 전달하지 못한 알림 {digest.undelivered_count}건"
        show = button("전달하지 못한 알림 보기", UndeliveredVerb.UNDELIVERED, 1)
        parts.append(
            Message.of([head, *(f"· {item_line(one)}" for one in digest.undelivered)], [show])
        )
    if digest.corrections:
        decide = button("담당 확인하기", CorrectionVerb.CORRECTION, digest.corrections[0])
        parts.append(Message.of(f"🙅 담당을 확인할 답 {len(digest.corrections)}건", [decide]))
    if digest.requests:
        show = button("승인 요청 보기", PeopleVerb.REQUESTS, 1)
        parts.append(Message.of(f"🙋 기다리는 승인 요청 {digest.requests}건", [show]))
    if digest.is_empty:
        parts.append(Message(text="지금 챙길 일이 없어요."))
    texts = [f"🗓 주간 요약\n{as_of(digest.at)}", *(part.text for part in parts)]
    return Message.of("\n\n".join(texts), *(row for part in parts for row in part.buttons))


def weekly(digest: Message, *, is_on: bool) -> Message:
    """A digest, and whether it comes by itself every week."""
    label = "월요일마다 받지 않기" if is_on else "월요일마다 받기"
    switch = button(label, DigestVerb.DIGEST_WEEKLY, int(not is_on))
    return replace(digest, buttons=(*digest.buttons, (switch,)))


def _open_boards(boards: Sequence[Board]) -> Iterator[Message]:
    for board in boards[:MAX_BOARDS]:
        text = plain_line(board.text)
        still_open = [row.department for row in board.rows if row.is_open]
        late = "⏰ 마감을 넘긴 부서" if board.deadline < board.at.date() else "⬜ 남은 부서"
        left = f"{late} {len(still_open)}곳: {listed(still_open)}"
        yield Message.of(
            [f"📌 {text}", deadline_line(board), *summary(board)[1:], left],
            [button(f"현황판: {text}", BoardVerb.BOARD, *numbers(board))],
        )
    if len(boards) > MAX_BOARDS:
        yield Message(text=f"그 밖의 마감 {len(boards) - MAX_BOARDS}건: /board")


def _left_unanswered(found: Sequence[Unanswered]) -> Iterator[Message]:
    if not found:
        return
    lines = [f"🔕 지난주에 답이 없던 알림 {len(found)}건"]
    shown = found[:MAX_UNANSWERED]
    lines += [f"· {plain_line(each.words)}: {listed(each.groups)}" for each in shown]
    if len(found) > len(shown):
        lines.append(f"그 밖의 {len(found) - len(shown)}건: /reminders")
    rows = [
        [button(f"알림: {plain_line(each.words)}", ReminderVerb.REMINDER, each.reminder_id)]
        for each in shown
    ]
    yield Message.of(lines, *rows)
