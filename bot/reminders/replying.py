"""Answers of groups to reminders in words: what is clear is recorded, the rest is asked back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain

from bot.people.access import Right, may
from bot.people.interaction import Incoming, Outcome
from bot.people.messages import Message
from bot.reminders.notices import handed_in_before, messages_about
from bot.reminders.office import Office
from bot.reminders.phrases.answers import Reply, leave_until, reply_of, said_until, without_things
from bot.reminders.phrases.periods import About
from bot.reminders.phrases.pledges import Asked, Named, chosen, reply_about
from bot.reminders.questions import Questions
from bot.reminders.replies import responses as replies
from bot.reminders.replies.times import answer_label
from bot.reminders.responding import LONGEST_DELAY, OF_ONE_PLEDGE, Responding
from bot.reminders.rules.deliveries import Answer, Delivery, Response, Said, Status, is_final
from bot.reminders.store import answers, boards, corrections, ledger, reports
from bot.reminders.store.answers import Question
from bot.reminders.verbs import AnswerVerb
from bot.store.state import Tables

MAX_REMARK_CHARS = 500
ASKED_LATELY = timedelta(days=14)  # what is answered in private is looked for among that
_ASTRAY = {*OF_ONE_PLEDGE, Response.POSTPONED}  # what is taken for an answer without a reply
_ASKS_WHEN = frozenset({AnswerVerb.LATER, AnswerVerb.LATER_AT})  # under a message that asks when

_Which = tuple[Response, tuple[str, ...]]  # an answer, and the pledges that it may be of


@dataclass(frozen=True, slots=True, kw_only=True)
class Replying:
    """What a reply says is recorded by `responding`, what it asks is passed on by `questions`."""

    office: Office
    responding: Responding
    questions: Questions

    async def take_reply(self, incoming: Incoming, *, is_edited: bool) -> Outcome | None:
        """Take a reply about a reminder, an edited one for another answer alone; else None."""
        place = incoming.here.chat_id, incoming.message_id or 0
        found = self.office.state.read(_delivery_at, *place)
        if found is None and AnswerVerb.POSTPONE in incoming.offered:  # one that may have arrived
            [number, *_] = incoming.offered[AnswerVerb.POSTPONE]
            await self.responding.record_arrival(number, incoming)
            known = self.office.state.read(ledger.delivery, number)
            is_moved = known is not None and known.message_id is None  # with its group
            found = known if is_moved else self.office.state.read(_delivery_at, *place)
        if found is None:
            is_answer = reply_of(incoming.words).response is Response.SUBMITTED
            return Outcome(message=replies.WHICH_REMINDER) if is_answer and not is_edited else None
        outcome = await self._take_reply(found, incoming, is_edited=is_edited)
        keep = outcome.on_shown or partial(self._record_question, found.asked_id, "", incoming)
        return replace(outcome, on_shown=keep)

    async def answer_astray(self, incoming: Incoming) -> Outcome | None:
        """Say where to answer to who answers a group's reminder in no reply, also in private."""
        meant = _ASTRAY if not incoming.here.is_group else {*_ASTRAY, Response.CONFIRMED}
        if reply_of(incoming.words).response not in meant:
            return None
        read, here = self.office.state.read, incoming.here
        left_open = read(_left_open, self.office.clock())
        chats: Collection[int] = {here.chat_id} if here.is_group else ()
        if left_open and not here.is_group:
            chats = await self.office.membership.groups_of(incoming.by)
        readings = {incoming.words, without_things(incoming.words)}  # 자료 다 올렸습니다
        tries = (
            (each, said)
            for each in left_open
            # Another message of the same deadline may be answered.
            if each.chat_id in chats and read(handed_in_before, each) is None
            for said in readings
        )
        for asked, said in tries:
            # 4분기 실적 제출했습니다
            about = {*asked.words.split()}
            words = " ".join(word for word in said.split() if word not in about)
            _, reply = await self._read(asked, asked, words)
            if reply.response in meant and not reply.is_more:
                is_coordinator = may(incoming.by.role, Right.REMIND_ANYBODY)
                where = replies.RECORD_ON_BOARD if is_coordinator else replies.ANSWER_IN_GROUP
                return Outcome(message=replies.WHICH_REMINDER if here.is_group else where)
        return None

    async def _take_reply(self, found: Delivery, incoming: Incoming, *, is_edited: bool) -> Outcome:
        asked = await self.responding.find_delivery(found, incoming)
        if isinstance(asked, Outcome):
            return asked
        earlier = [each for each in asked.answers if is_edited and each.said_in == incoming.sent_id]
        others = tuple(each for each in asked.answers if each not in earlier)
        which = _asked_which(asked, incoming)
        others_stand = replace(asked, answers=others)
        named, reply = await self._read(found, others_stand, incoming.words, which)
        replaced: list[Answer] = []
        if is_edited:
            takes_back = reply.response is None and reply.replaces and bool(asked.answers)
            is_clear = reply.response is not None and not _is_of_some(named, reply)
            is_lost = takes_back or (not reply.asks and any(map(is_final, earlier)))
            if earlier and not is_clear and is_lost:
                back = replies.said_before_reply(earlier, asked, self.office.timezone)
                return Outcome(message=back)
            stays = {(pledge, reply.response) for pledge in named.pledges or (None,)}
            replaced = [each for each in earlier if (each.pledge, each.response) not in stays]
            replaced = replaced if is_clear else []
            kept = tuple(each for each in asked.answers if each not in replaced)
            asked = replace(asked, answers=kept)
            says_nothing = reply.response is None and not takes_back
            if not replaced and (says_nothing or _is_said_before(asked, named, reply)):
                return Outcome()
        if is_edited or not reply.asks_coordinator:
            return await self._take_answer(asked, named, reply, incoming, replaced)
        if reply.asks_deadline and asked.deadline is not None:
            keep = partial(self._record_question, asked.id, incoming.words, incoming)
            return Outcome(message=replies.deadline_told(asked, asked.deadline), on_shown=keep)
        until, is_in_time, outcome = None, True, Outcome()
        if reply.response is Response.POSTPONED:
            until, is_in_time = self._leave(asked, incoming)
        if is_in_time:  # else nothing is recorded before that is granted
            outcome = await self._take_answer(asked, named, reply, incoming, replaced)
        await self.questions.pass_on(asked, incoming, until=until)
        return replace(outcome, message=replies.passed_on(outcome.message))

    def _leave(self, asked: Delivery, incoming: Incoming) -> tuple[date, bool]:
        """Until when leave is asked for, and whether that is within the time that there is."""
        calendar, today, deadline = self.office.calendar(), self.office.today(), asked.deadline
        said_at = (incoming.said_at or self.office.clock()).astimezone(self.office.timezone)
        until = leave_until(incoming.words, said_at, calendar, deadline)
        if until is not None and until >= today:
            return until, deadline is None or until <= deadline
        return calendar.after(max(today, deadline or today), 1), False

    async def _take_answer(
        self,
        asked: Delivery,
        named: Named,
        reply: Reply,
        incoming: Incoming,
        replaced: Sequence[Answer],
    ) -> Outcome:
        """Record what a reply says, instead of what is `replaced`; ask back what is not clear."""
        remark = _remark(incoming, reply)
        response = reply.response
        if (remark or reply.owner) and not replaced and _is_said_before(asked, named, reply):
            return await self._add_remark(asked, incoming, reply.owner)
        if asked.is_settled and (remark or response in {None, Response.POSTPONED}):
            return await self._ask_back(asked, reply, incoming, named)
        # In answer to that question, whatever says when is a time.
        asks_when = not _ASKS_WHEN.isdisjoint(incoming.offered) and remark and not reply.asks
        is_put_off = response is Response.POSTPONED or (response is None and asks_when)
        if is_put_off and not named.pledges:
            return await self._postpone(asked, reply, incoming, replaced)
        if response is None or _is_of_some(named, reply):
            return await self._ask_back(asked, reply, incoming, named)
        said = Said(
            response=response,
            remark=remark,
            named=reply.owner,
            said_in=incoming.sent_id,
            at=incoming.said_at,
        )
        each_said = [replace(said, pledge=pledge) for pledge in named.pledges or (None,)]
        return await self.responding.answer(asked, each_said, incoming, replaced=replaced)

    async def _read(
        self, found: Delivery, asked: Delivery, text: str, which: _Which | None = None
    ) -> tuple[Named, Reply]:
        """Which pledges a reply is about, and what it says of them: what we asked that of."""
        catalogue = await self.office.catalogues.current()
        group = self.office.group_at(found.address)
        about = Asked(
            pledges=asked.pledges,
            still_open=asked.open_pledges,
            departments=group.departments if group is not None else (),
            catalogue=catalogue.in_term(asked.term),
            about=About(words=asked.words, now=self.office.local_now()),
        )
        named, reply = reply_about(text, about)
        if which is None:
            return named, reply
        response, pledges = which
        among = replace(about, pledges=pledges, still_open=pledges)
        if meant := chosen(text, among, response) or chosen(text, about, response):
            return Named(pledges=meant), Reply(response=response)
        is_yes = reply.response in {None, Response.CONFIRMED}
        if is_yes and not (reply.is_more or reply.asks):  # 네, 전부: it is asked again
            return Named(pledges=pledges, is_open=True), Reply(response=response)
        return named, reply

    async def _postpone(
        self, asked: Delivery, reply: Reply, incoming: Incoming, replaced: Sequence[Answer]
    ) -> Outcome:
        remark = _remark(incoming, reply)
        if incoming.said_at is not None:  # 내일 may have passed
            return Outcome(message=replies.when_later(asked))
        zone = self.office.timezone
        now, due = self.office.local_now(), asked.due_at.astimezone(zone)
        said = said_until(incoming.words, now, due, self.office.calendar(), asked.deadline)
        if said.at is not None:
            again = Said(response=Response.POSTPONED, remark=remark, until=said.at)
            # What comes in time is no 연기, unless that is what is asked for.
            if said.at.astimezone(zone).date() == asked.deadline and not reply.replaces:
                whole = incoming.words[:MAX_REMARK_CHARS]
                again = Said(response=Response.CONFIRMED, remark=whole)
            again = replace(again, said_in=incoming.sent_id)
            return await self.responding.answer(asked, [again], incoming, replaced=replaced)
        panel = replies.when_later(asked)
        offered = [(answer, at) for answer, at in said.offered if at <= now + LONGEST_DELAY]
        if said.unclear is not None and offered:
            times = [(answer_label(answer, said.unclear), at) for answer, at in offered]
            panel = replies.when_again_panel(asked.id, said.unclear, times)
        keep = partial(self._record_question, asked.id, remark, incoming)
        return Outcome(message=panel, on_shown=keep)

    async def _ask_back(
        self, asked: Delivery, reply: Reply, incoming: Incoming, named: Named
    ) -> Outcome:
        """Ask which answer it is, or of which pledges; once all is answered, it is a remark."""
        is_thanks = bool(incoming.words) and not (reply.is_more or reply.asks or named.pledges)
        if is_thanks and reply.response is None and incoming.message_id != asked.message_id:
            return Outcome()  # to what was said about the reminder
        if not asked.is_settled:
            remark = "" if reply.asks_coordinator else incoming.words[:MAX_REMARK_CHARS]
            if reply.says_none and not named.is_open and not named.pledges[1:]:
                panel = replies.what_none_means(asked, named.pledges)
            elif named.pledges and reply.response in OF_ONE_PLEDGE:
                catalogue = await self.office.catalogues.current()
                panel = replies.which_pledge(asked, catalogue, named.pledges, reply.response)
                remark = remark if reply.is_more else ""
            else:
                says_something = bool(incoming.words)
                panel = replies.which_answer(asked, named, reply, says_something=says_something)
            keep = partial(self._record_question, asked.id, remark, incoming)
            return Outcome(message=panel, on_shown=keep)
        if reply.asks and not reply.asks_coordinator:
            return Outcome(message=Message(text=replies.ASK_COORDINATOR))
        if reply.asks_coordinator or not (reply.is_more or reply.response or named != Named()):
            return Outcome()  # a question, thanks, or a file
        if reply.replaces or not reply.is_more:
            last = max(asked.answers, key=lambda answer: answer.id)
            back = replies.said_before_reply([last], asked, self.office.timezone)
            return Outcome(message=back)
        return await self._add_remark(asked, incoming, reply.owner)

    async def _add_remark(self, asked: Delivery, incoming: Incoming, owner: str = "") -> Outcome:
        """Add a remark to the last answer, and the owner that it names, also for coordinators."""
        last, by = max(asked.answers, key=lambda answer: answer.id), incoming.by
        name = "" if by.user_id == last.by else by.name
        remark = incoming.words
        if last.remark:
            is_same = name == last.remark_name
            remark = f"{last.remark} / {remark if is_same else f'{by.name}: {remark}'}"
            name = last.remark_name
        kept = remark[:MAX_REMARK_CHARS]

        def change(db: Tables) -> None:
            answers.set_remark(db, last.id, kept, name=name)
            if owner:
                corrections.name_owner(db, last.id, owner)
            reports.show_resolved(db, asked.id)

        await self.office.change(change)
        after = self.office.state.read(ledger.delivery, asked.id) or asked
        edits = await messages_about(self.office, after)
        return Outcome(message=replies.remark_kept(last), edits=edits)

    async def _record_question(
        self, delivery_id: int, remark: str, incoming: Incoming, message_id: int
    ) -> None:
        """Record which delivery a message, and replies to it, are about; and what was said."""
        question = Question(
            chat_id=incoming.here.chat_id,
            message_id=message_id,
            delivery_id=delivery_id,
            by=incoming.by.user_id,
            remark=remark,
            asked_at=self.office.clock(),
        )
        await self.office.state.write(answers.record_question, question)


def _asked_which(asked: Delivery, incoming: Incoming) -> _Which | None:
    """What a reply answers that was asked of which pledges something is true."""
    if incoming.message_id == asked.message_id or AnswerVerb.CONFIRM in incoming.offered:
        return None
    for verb, response in zip(replies.OF_ONE_PLEDGE, OF_ONE_PLEDGE, strict=True):
        places = [place for place in incoming.offered.get(verb, ())[1::2] if place]
        if places and AnswerVerb.EACH in incoming.offered:
            return response, tuple(asked.pledges[place - 1] for place in places)
    return None


def _remark(incoming: Incoming, reply: Reply) -> str:
    """What is kept of a reply beside its answer: all of it, where it says more than that."""
    return incoming.words[:MAX_REMARK_CHARS] if reply.is_more else ""


def _is_of_some(named: Named, reply: Reply) -> bool:
    """Whether a reply may be about any pledges, or is about some that cannot be answered so."""
    return named.is_open or (bool(named.pledges) and reply.response not in OF_ONE_PLEDGE)


def _is_said_before(asked: Delivery, named: Named, reply: Reply) -> bool:
    """Whether a reply gives the answer that stands for each of the pledges that it names."""
    if reply.response in {None, Response.POSTPONED}:
        return False
    stand = [asked.standing(pledge) for pledge in named.pledges or (None,)]
    return all(each is not None and each.response is reply.response for each in stand)


def _left_open(db: Tables, now: datetime) -> list[Delivery]:
    """What groups were asked within ASKED_LATELY, and have not answered for good."""
    campaigns = boards.campaigns(db, (now - ASKED_LATELY).date())
    led_up = (ledger.of_campaign(db, each.reminder.id, each.deadline) for each in campaigns)
    others = ledger.sent_without_deadline(db, now - ASKED_LATELY, now)
    return [
        each
        for each in chain(others, *led_up)
        if each.status is Status.SENT and not each.is_settled
    ]


def _delivery_at(db: Tables, chat_id: int, message_id: int) -> Delivery | None:
    """The delivery that a message of ours is, or asks about."""
    found = ledger.at_message(db, chat_id, message_id)
    if found is None and (asked := answers.question_at(db, chat_id, message_id)) is not None:
        found = ledger.delivery(db, asked.delivery_id)
    return found
