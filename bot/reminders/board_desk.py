"""Boards: shown to coordinators as messages and files, to a group its own; answers set there."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import ClassVar

from bot.people.access import Person, Right
from bot.people.audit_replies import Act
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.messages import File, Message, Press, Verb
from bot.people.replies.groups import fingerprint
from bot.people.replies.people import OUT_OF_DATE
from bot.people.store import groups
from bot.reminders import recording
from bot.reminders.boards import Boards
from bot.reminders.notices import show_answers
from bot.reminders.office import Office
from bot.reminders.replies import board as replies
from bot.reminders.replies.times import day_from
from bot.reminders.rules.board import Board, Campaign, Row
from bot.reminders.rules.deliveries import Delivery, Kind, Response, Said, Status
from bot.reminders.store import boards, ledger
from bot.reminders.verbs import BoardVerb
from bot.store.state import Tables

_ANSWERS: dict[Verb, Response | None] = {
    BoardVerb.BOARD_SUBMIT: Response.SUBMITTED,
    BoardVerb.BOARD_CONFIRM: Response.CONFIRMED,
    BoardVerb.BOARD_CLEAR: None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDesk:
    """The command /board, and what the buttons under boards do."""

    office: Office
    boards: Boards
    verbs: ClassVar[tuple[type[Verb], ...]] = (BoardVerb,)

    @property
    def commands(self) -> Mapping[str, Command]:
        """By their names."""
        return {"board": Command(run=self.show, takes=lambda _words: True)}

    async def show(self, incoming: Incoming) -> Outcome:
        """Show a group or its people their own boards; a coordinator the one there is, or which."""
        may = self.office.membership.may
        if incoming.here.is_group or not await may(incoming.by, Right.REMIND_ANYBODY):
            return await self._show_own(incoming)
        every = self._campaigns()
        if len(every) == 1 and every == self.boards.campaigns():
            [only] = every
            await self.boards.show(only.reminder.id, only.deadline, incoming.here.chat_id)
            return Outcome()
        return self._list_boards(every) if every else Outcome(message=replies.NO_BOARDS)

    def _list_boards(self, every: Sequence[Campaign], page: int = 1) -> Outcome:
        return Outcome(message=replies.boards_panel(every, self.office.today(), page))

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button under a board says. Raises NotAllowedError."""
        if press.verb is BoardVerb.OWN_BOARD:
            return await self._show_own(incoming, press.numbers[0])
        await self.office.membership.require(incoming.by, Right.REMIND_ANYBODY)
        if incoming.here.is_group:
            return Outcome(toast=OUT_OF_DATE)
        if press.verb is BoardVerb.BOARDS:
            return self._list_boards(self._campaigns(), press.numbers[0])
        reminder_id, day, *_ = press.numbers
        deadline = day_from(day)
        board = await self.boards.board(reminder_id, deadline) if deadline is not None else None
        if board is None:
            return Outcome(toast=OUT_OF_DATE)
        return await self._press_on_board(press, board, incoming)

    async def _show_own(self, incoming: Incoming, page: int = 1) -> Outcome:
        """Show the boards of a group, or in private of all groups that somebody is in."""
        addresses = [incoming.here.address]
        if not incoming.here.is_group:
            chats = await self.office.membership.groups_of(incoming.by)
            known = self.office.state.read(groups.registered)
            addresses = [each.address for each in known if each.chat_id in chats]
        if not addresses:
            return Outcome(message=replies.ONLY_IN_GROUPS)
        own = await self.boards.own(addresses)
        return Outcome(message=replies.own_board_panel(own, page))

    def _campaigns(self) -> tuple[Campaign, ...]:
        """Every campaign of which something was sent, also of deleted reminders."""
        return self.office.state.read(boards.campaigns, date.min, are_deleted_too=True)

    async def _press_on_board(self, press: Press, board: Board, incoming: Incoming) -> Outcome:
        reminder_id, _, *rest = press.numbers
        match press.verb, rest:
            case (BoardVerb.BOARD_PICTURE | BoardVerb.BOARD_SHEET) as verb, _:
                return Outcome(file=await self._file(verb, board))
            case BoardVerb.BOARD_PLEDGES, [page]:
                return self._beside_board(replies.pledges_panel(board, page), board, incoming)
            case BoardVerb.BOARD_ROWS, [page]:
                return self._beside_board(replies.rows_panel(board, page), board, incoming)
            case verb, [number]:
                row = _row(board, number)
                if row is not None and verb in _ANSWERS:
                    await self._record(row, _ANSWERS[verb], by=incoming.by)
                    board = await self.boards.board(reminder_id, board.deadline) or board
                    row = _row(board, number)
                if row is None:
                    return Outcome(toast=OUT_OF_DATE)
                return Outcome(message=replies.row_panel(board, row))
        await self.boards.show(reminder_id, board.deadline, incoming.here.chat_id)
        return Outcome()

    def _beside_board(self, panel: Message, board: Board, incoming: Incoming) -> Outcome:
        """Show a panel, and leave the board where it is: it goes on to follow the answers."""
        placed = self.office.state.read(boards.placed, board.reminder_id, board.deadline)
        shown = placed.get(incoming.here.chat_id)
        is_board = shown is not None and shown.message_id == incoming.message_id
        return Outcome(besides=panel) if is_board else Outcome(message=panel)

    async def _file(self, verb: Verb, board: Board) -> File:
        from bot.reminders.board_picture import picture  # noqa: PLC0415 -- slow to load, seldom used
        from bot.reminders.board_sheet import sheet  # noqa: PLC0415

        is_picture = verb is BoardVerb.BOARD_PICTURE
        draw, ending = (picture, "png") if is_picture else (sheet, "xlsx")
        return File(
            name=f"board-{board.deadline.isoformat()}.{ending}",
            content=await asyncio.to_thread(draw, board),
            caption=replies.caption(board),
            is_picture=is_picture,
        )

    async def _record(self, row: Row, response: Response | None, *, by: Person) -> None:
        """Record or delete a department's answer, and show it to its group."""
        now = self.office.clock()

        def change(db: Tables) -> tuple[Delivery, ...]:
            found = (ledger.delivery(db, delivery_id) for delivery_id in row.sent)
            sent = [each for each in found if each and each.status is not Status.WITHDRAWN]
            numbers = {each.number for each in row.pledges}
            touched = {
                each.id
                for each in sent
                for answer in each.answers
                if (answer.pledge is None or answer.pledge in numbers)
                and (response is None or answer.response is Response.NOT_OURS)
                and recording.undo_answer(db, answer.id, by=by, now=now)
            }
            if response is not None and sent:
                touched |= self._record_for(db, sent, row, response, by=by, now=now)
            if touched:
                chat_id = sent[-1].chat_id
                self.office.note(db, Act.ANSWER_RECORDED, by=by.user_id, subject=chat_id)
            # A second tap touches nothing, nor does one after a kill: it may not be shown yet.
            shown = touched or {each.id for each in sent}
            after = (ledger.delivery(db, delivery_id) for delivery_id in sorted(shown))
            return tuple(each for each in after if each is not None)

        await show_answers(self.office, await self.office.change(change))

    def _record_for(  # noqa: PLR0913 -- what an answer is made of
        self,
        db: Tables,
        sent: Sequence[Delivery],
        row: Row,
        response: Response,
        *,
        by: Person,
        now: datetime,
    ) -> set[int]:
        """Record an answer for a department, or each open pledge of it; the ids of what changes."""
        newest = sent[::-1]
        whole = next((each for each in newest if each.kind is not Kind.REASSIGNED), newest[0])
        asked: list[tuple[Delivery, str | None]] = [
            (holding[0], pledge.number)
            for pledge in row.pledges
            if response is Response.SUBMITTED and pledge.standing is not response
            if (holding := [each for each in newest if pledge.number in each.pledges])
        ]
        lateness = self.office.planning.max_lateness
        record = partial(recording.record_answer, db, max_lateness=lateness, by=by, now=now)
        recorded = (
            record(each.asked_id, Said(response=response, pledge=number, is_override=True))
            for each, number in asked or [(whole, None)]
        )
        return {done.delivery.id for done in recorded if done is not None and done.is_news}


def _row(board: Board, number: int) -> Row | None:
    return next((row for row in board.rows if fingerprint(row.department) == number), None)
