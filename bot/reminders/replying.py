"""Answers of groups to reminders in words: what is clear is recorded, the rest is asked back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup.pledge import PledgeNumber
from bot.people.interaction import Incoming, Outcome
from bot.people.messages import Message
from bot.reminders.phrases.answers import Reply, is_of_replies, reply_of
from bot.reminders.phrases.days import Question as TimeQuestion
from bot.reminders.phrases.parser import understood
from bot.reminders.phrases.phrase import NotASchedule, Unclear
from bot.reminders.phrases.phrase import Said as SaidWhen
from bot.reminders.replies import responses as replies
from bot.reminders.replies.times import answer_label
from bot.reminders.responding import OF_ONE_PLEDGE
from bot.reminders.rules.deliveries import Delivery, Response, Said
from bot.reminders.rules.schedule import Once, occurrences
from bot.reminders.store import answers, questions
from bot.reminders.store import deliveries as ledger
from bot.reminders.store.questions import Question

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from bot.lookup.catalogue import Catalogue
    from bot.reminders.office import Office
    from bot.reminders.responding import Responding
    from bot.reminders.rules.working_days import WorkingDays
    from bot.store.state import Tables

MAX_REMARK_CHARS = 500
OFTEN = 3  # titles with a word that says nothing of any: 추진, 운영
MIN_PREFIX = 3  # 마을버스를 for 마을버스이용
_PARTICLES = re.compile(r"(?:은|는|이|가|을|를|도|만|의|관련|건은?|거는?|공약은?|사업은?)$")
# Digits that say when or how much, and no number of a pledge.
_COUNTED = re.compile(r"\d+\s*(?:[/.:]\s*\d+|시|분|일|월|년|주|건|개|차|명|반|%)")
_AND = r"\s*(?:[,·/]|과|와|하고|이?랑|및|\s)\s*"
_UNTIL = re.compile(r"(?:까지는|까지|중으로|중에|안으로|내로)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replying:
    """What a reply says is recorded as a button's answer is, by `responding`."""

    office: Office
    responding: Responding

    async def take_reply(self, incoming: Incoming, *, is_edited: bool) -> Outcome | None:
        """Take a reply to a reminder, or to what was said about one; None for every other text.

        One that `is_edited` counts if it says another answer now, and is no question either way.
        """
        chat_id, replies_to = incoming.here.chat_id, incoming.message_id or 0
        found = self.office.state.read(_delivery_at, chat_id, replies_to)
        if found is None:
            is_answer = reply_of(incoming.words).response is Response.SUBMITTED
            return Outcome(message=replies.WHICH_REMINDER) if is_answer and not is_edited else None
        outcome = await self._take_reply(found, incoming, is_edited=is_edited)
        keep = outcome.on_shown or self._keeping(found.asked_id, "", incoming)
        return replace(outcome, on_shown=keep)

    async def _take_reply(self, found: Delivery, incoming: Incoming, *, is_edited: bool) -> Outcome:
        refused, asked = await self.responding.find_delivery(found, incoming)
        if asked is None:
            return refused
        named, words = _named_pledges(incoming.words, asked.pledges)
        group = self.office.group_at(found.address)
        own = group.departments if group is not None else ()
        catalogue = await self.office.catalogues.current()
        others = [name for name in catalogue.by_department if name not in own]
        reply = reply_of(words, own, others)
        remark = incoming.words[:MAX_REMARK_CHARS] if reply.is_more else ""
        response = reply.response
        if named == () and response in OF_ONE_PLEDGE and len(asked.pledges) > 1:
            named = _titled_pledges(words, asked.pledges, catalogue)
        pledges = named or (None,)
        stand = [asked.standing(pledge) for pledge in pledges]
        is_same = response is not Response.POSTPONED and all(
            each is not None and each.response is response for each in stand
        )
        if is_edited and (response is None or is_same):
            return Outcome()
        if asked.is_settled and (remark or response is None):
            return await self._ask_back(asked, reply, incoming)
        if response is Response.POSTPONED and not named:
            return await self._postpone(asked, remark, incoming)
        is_of_some = named is None or (named and response not in OF_ONE_PLEDGE)
        if response is None or is_of_some:
            return await self._ask_back(asked, reply, incoming)
        if is_same and remark:
            return await self._add_remark(asked, incoming)
        said = Said(response=response, remark=remark, named=reply.owner)
        each_said = [replace(said, pledge=pledge) for pledge in pledges]
        return await self.responding.answer(asked, each_said, incoming)

    async def _postpone(self, asked: Delivery, remark: str, incoming: Incoming) -> Outcome:
        now, zone = self.office.clock(), str(self.office.timezone)
        calendar = self.office.calendar()
        read = partial(understood, now=now, zone=zone, calendar=calendar)
        said = read(_UNTIL.sub(" ", incoming.words))
        until = _once(said, now, calendar)
        if isinstance(said, Unclear) and said.answers and _is_half_said(said):
            # A day alone: at its usual hour. A time alone: the next one.
            until = _once(read(said.answers[0].text), now, calendar)
        if until is not None:
            again = Said(response=Response.POSTPONED, remark=remark, until=until)
            if until.astimezone(self.office.timezone).date() == asked.deadline:
                whole = incoming.words[:MAX_REMARK_CHARS]
                again = Said(response=Response.CONFIRMED, remark=whole)
            return await self.responding.answer(asked, [again], incoming)
        panel = replies.when_later(asked)
        if isinstance(said, Unclear):
            times = [
                (answer_label(answer, said), at)
                for answer in said.answers
                if (at := _once(read(answer.text), now, calendar)) is not None
            ]
            panel = replies.when_again_panel(asked.id, said, times) if times else panel
        return self._question(panel, asked, remark, incoming)

    async def _ask_back(self, asked: Delivery, reply: Reply, incoming: Incoming) -> Outcome:
        """Ask which answer it is; once all is answered, take it as a remark."""
        if not asked.is_settled:
            remark = "" if reply.asks else incoming.words[:MAX_REMARK_CHARS]
            panel = replies.which_answer(asked, says_something=bool(incoming.words))
            return self._question(panel, asked, remark, incoming)
        if reply.asks:
            return Outcome(message=Message(text=replies.ASK_COORDINATOR))
        if not reply.is_more:
            return Outcome()  # thanks, or a file
        if reply.takes_back:
            last = max(asked.answers, key=lambda answer: answer.id)
            back = replies.said_before_reply(last, asked, self.office.timezone)
            return Outcome(message=back)
        return await self._add_remark(asked, incoming)

    async def _add_remark(self, asked: Delivery, incoming: Incoming) -> Outcome:
        """Add a remark to the answer that came last."""
        last, by = max(asked.answers, key=lambda answer: answer.id), incoming.by
        name = "" if by.user_id == last.by else by.name
        remark = incoming.words
        if last.remark:
            is_same = name == last.remark_name
            remark = f"{last.remark} / {remark if is_same else f'{by.name}: {remark}'}"
            name = last.remark_name
        kept = remark[:MAX_REMARK_CHARS]
        await self.office.state.write(answers.set_remark, last.id, kept, name=name)
        self.responding.wake_boards()
        after = self.office.state.read(ledger.delivery, asked.id) or asked
        edits = await self.responding.notices.messages_about(after)
        return Outcome(message=replies.remark_kept(last), edits=tuple(edits.items()))

    def _question(
        self, panel: Message, asked: Delivery, remark: str, incoming: Incoming
    ) -> Outcome:
        """A question that is known again by its message, with what was said before it."""
        return Outcome(message=panel, on_shown=self._keeping(asked.id, remark, incoming))

    def _keeping(
        self, delivery_id: int, remark: str, incoming: Incoming
    ) -> Callable[[int], Awaitable[None]]:
        """Keeps of which delivery a message of ours speaks: replies to it are about that one."""
        question = Question(delivery_id=delivery_id, by=incoming.by.user_id, remark=remark)

        async def keep(message_id: int) -> None:
            chat_id, now = incoming.here.chat_id, self.office.clock()
            await self.office.state.write(
                questions.record_question, question, chat_id=chat_id, message_id=message_id, now=now
            )

        return keep


def _delivery_at(db: Tables, chat_id: int, message_id: int) -> Delivery | None:
    """The delivery that a message of ours is, or asks about."""
    found = ledger.at_message(db, chat_id, message_id)
    if found is None and (asked := questions.question_at(db, chat_id, message_id)) is not None:
        found = ledger.delivery(db, asked.delivery_id)
    return found


def _named_pledges(words: str, pledges: Sequence[str]) -> tuple[tuple[str, ...] | None, str]:
    """The pledges that a reply names, and the rest of it; None where it may name another one.

    Of a single pledge it does not matter.

    >>> _named_pledges("지역개발-05 제출했습니다", ["지역개발-05", "지역개발-06"])
    (('지역개발-05',), ' 제출했습니다')
    >>> _named_pledges("05번 냈어요", ["지역개발-05", "지역개발-06"])
    (None, '05번 냈어요')
    >>> _named_pledges("지역개발 5, 6번 냈어요", ["지역개발-05", "지역개발-06"])[0]
    ('지역개발-05', '지역개발-06')
    >>> _named_pledges("3시에 냈어요", ["2", "3"])
    ((), '3시에 냈어요')
    """
    left = _spelled_out(hangul.normalized(words), pledges)
    named = []
    for number in sorted(pledges, key=len, reverse=True):
        shape = re.escape(hangul.normalized(number)).replace(r"\-", "[- ]?")
        shape = re.sub(r"(?<=\?)0*(?=\d+$)", "0*", shape)  # 지역개발 5번
        if number.isdecimal():  # 3시에, 12/3
            shape = rf"(?<![\d./:-])(?!{_COUNTED.pattern}){shape}"
        left, count = re.subn(rf"{shape}(?:번)?(?:은|는|을|를|도|만)?(?!\d)", "", left)
        if count:
            named.append(number)
    if len(pledges) < 2:
        return (), left
    if re.search(r"\d", _COUNTED.sub("", left)):
        return None, left
    return tuple(named), left


def _spelled_out(words: str, pledges: Sequence[str]) -> str:
    """지역개발-01, 03 as 지역개발-01, 지역개발-03."""
    for area in {hangul.normalized(number).rpartition("-")[0] for number in pledges} - {""}:
        several = rf"{re.escape(area)}[- ]?\d+번?(?:{_AND}(?!{_COUNTED.pattern})\d+번?)+"
        words = re.sub(
            several,
            lambda found, area=area: ", ".join(  # type: ignore[misc]
                f"{area}-{digits}" for digits in re.findall(r"\d+", found[0][len(area) :])
            ),
            words,
        )
    return words


def _titled_pledges(
    words: str, pledges: Sequence[str], catalogue: Catalogue
) -> tuple[str, ...] | None:
    """Those that a reply names by a word of their titles: 자전거 보험 냈어요; None for one of some.

    A word of many titles of the table names none.
    """
    often = Counter(word for each in catalogue.pledges for word in {*_words_of(each.title)})
    titles = {
        number: [
            word
            for word in _words_of(pledge.title)
            if often[word] < OFTEN
            and word not in catalogue.by_department
            and not is_of_replies(word)
        ]
        for number in pledges
        if (pledge := catalogue.by_number.get(PledgeNumber(number))) is not None
    }
    named: dict[str, None] = {}
    for said in _words_of(words):
        stems = {said, _PARTICLES.sub("", said)}
        meant = [
            number
            for number, title in titles.items()
            if any(_is_meant(stem, word) for word in title for stem in stems)
        ]
        if len(meant) > 1:
            return None
        named.update(dict.fromkeys(meant))
    return tuple(named)


def _is_meant(said: str, word: str) -> bool:
    """Whether a word is said, or one begins as the other does."""
    shorter, longer = sorted((said, word), key=len)
    return said == word or (len(shorter) >= MIN_PREFIX and longer.startswith(shorter))


def _words_of(text: str) -> list[str]:
    return re.findall(r"[0-9a-z가-힣]{2,}", hangul.normalized(text))


def _is_half_said(said: Unclear) -> bool:
    return said.question is TimeQuestion.TIME or (
        said.question is TimeQuestion.DAY and not said.heard
    )


def _once(
    said: SaidWhen | Unclear | NotASchedule, now: datetime, calendar: WorkingDays
) -> datetime | None:
    """The one time that was said; None for a series, or where something is open."""
    match said:
        case SaidWhen(schedule=schedule) if schedule.leads == (0,) and isinstance(
            schedule.rule, Once
        ):
            return next(occurrences(schedule, now, calendar), None)
    return None
