"""Questions in reply to reminders: passed on to coordinators, whose answers go to the group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from bot.people.access import Person, Right
from bot.people.interaction import Command, Incoming, Outcome
from bot.people.messages import Message, Press, Verb
from bot.people.replies.people import OUT_OF_DATE
from bot.reminders import recording
from bot.reminders.notices import show_answers, tell_group
from bot.reminders.office import Office
from bot.reminders.phrases.hours import OFFICE_HOURS
from bot.reminders.replies import questions as replies
from bot.reminders.replies.responses import again_text
from bot.reminders.rules.deliveries import Delivery, ReportKind, Response, Said
from bot.reminders.store import ledger, reports
from bot.reminders.verbs import QuestionVerb
from bot.store.state import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """A question is a report; the first answer counts, and shows in every coordinator's message."""

    office: Office
    verbs: ClassVar[tuple[type[Verb], ...]] = (QuestionVerb,)
    commands: ClassVar[Mapping[str, Command]] = {}

    async def pass_on(
        self, asked: Delivery, incoming: Incoming, *, until: date | None = None
    ) -> None:
        """Pass a question of a group on to the coordinators; `until` when it asks for leave."""
        await self.office.change(
            reports.record_report,
            ReportKind.ASKED if until is None else ReportKind.ASKED_LEAVE,
            asked,
            subject=(asked.id, incoming.sent_id or incoming.message_id),
            detail=replies.question_text(incoming.by.name, incoming.words),
            until=until,
            now=self.office.clock(),
        )

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Answer by a button. Raises NotAllowedError."""
        grants = press.verb is QuestionVerb.LEAVE
        return await self._answer(press.numbers[0], incoming.by, grants=grants)

    async def take_reply(self, incoming: Incoming) -> Outcome:
        """Pass on what a coordinator replies to a question. Raises NotAllowedError."""
        if not 0 < len(incoming.words) <= replies.MAX_ANSWER_CHARS:
            return Outcome(message=replies.TOO_LONG if incoming.words else replies.WORDS_ALONE)
        [report_id] = incoming.offered[QuestionVerb.CLOSE]
        outcome = await self._answer(report_id, incoming.by, words=incoming.words)
        return Outcome(message=Message(text=outcome.toast))

    async def _answer(
        self, report_id: int, by: Person, *, words: str = "", grants: bool = False
    ) -> Outcome:
        """Record an answer, and send it to the group that asked. Raises NotAllowedError.

        One that `grants` leave puts the reminder off until then.
        """
        await self.office.membership.require(by, Right.REMIND_ANYBODY)
        now, local, zone = self.office.clock(), self.office.local_now(), self.office.timezone
        report = self.office.state.read(reports.report, report_id)
        asked = self.office.state.read(ledger.delivery, report.delivery_id) if report else None
        if (
            report is None
            or asked is None
            or asked.is_ended
            or (grants and (report.until or date.min) < local.date())
        ):
            return Outcome(toast=OUT_OF_DATE)
        if grants and asked.is_settled:  # it was handed in since it was asked
            return Outcome(toast=replies.ANSWERED_SINCE)
        said, until = words, None
        if grants and report.until is not None:
            said = replies.leave_text(report.until)
            opens = datetime.combine(report.until, OFFICE_HOURS[0], zone)
            if opens > now:  # else the day has begun: nothing is left to put off
                until, said = opens, f"{said} {again_text(opens, local, None)}"
        elif not words and report.kind is ReportKind.ASKED_LEAVE:
            said = replies.AS_IT_IS

        def change(db: Tables) -> bool:
            answered = replies.answered_text(by.name, said)
            if not reports.mark_answered(db, report_id, answered):
                return bool(words)  # more may be said
            put_off = Said(response=Response.POSTPONED, until=until, is_override=True)
            lateness = self.office.planning.max_lateness
            if until is not None:
                recording.record_answer(
                    db, asked.id, put_off, max_lateness=lateness, by=by, now=now
                )
            return True

        if not await self.office.change(change):
            return Outcome(toast=replies.REPLY_TO_SAY_MORE)
        after = self.office.state.read(ledger.delivery, asked.id) or asked
        await show_answers(self.office, [after])
        message = replies.answer_message(report.detail, said)
        is_passed_on = not said or await tell_group(self.office, asked, message)
        return Outcome(toast=replies.ANSWERED if is_passed_on else replies.NOT_SENT)
