"""The features: which tables, commands, buttons and texts belong to which of them."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256

from bot.lookup import store as misses
from bot.lookup.answering import Catalogues, CurrentDepartments
from bot.lookup.guiding_replies import NO_TABLE
from bot.operations.activity import Activity
from bot.operations.desk import OperationsDesk
from bot.operations.settings import Settings
from bot.operations.store import pulses
from bot.people.access import Right, may
from bot.people.desk import PeopleDesk
from bot.people.group_desk import LINK_PREFIX, GroupDesk
from bot.people.interaction import Chats, Command, Feature, Incoming, NotAllowedError, Outcome
from bot.people.joining import Joining
from bot.people.membership import Membership
from bot.people.messages import Message, Messenger, Press, Verb
from bot.people.registration import Registration
from bot.people.replies.commands import GIVEN_UP, NOTHING_TO_GIVE_UP, called, gives_up
from bot.people.replies.groups import contact_of
from bot.people.replies.people import NOT_YOURS
from bot.people.store import audit, invitations, people, prompts, recents, requests
from bot.people.store import groups as group_rows
from bot.reminders.feature import Reminders, build_reminders
from bot.reminders.office import Office
from bot.reminders.phrases.requests import ABOUT_REMINDERS, ASKS_TO_TELL, IS_ADDRESSED
from bot.reminders.planning import Planning
from bot.reminders.replies.responses import CHANGE_BY_BUTTONS
from bot.reminders.store import answers, boards, corrections, digests, drafts, schema
from bot.reminders.store import departments as department_rows
from bot.reminders.store import reminders as reminder_rows
from bot.reminders.verbs import QuestionVerb
from bot.store import inbox
from bot.store.state import State
from bot.table.desk import TableDesk
from bot.table.history_desk import HistoryDesk
from bot.table.learning import Learning
from bot.table.reorganising import Reorganising
from bot.table.store import proposals
from bot.table.worker import TableWorker

# The tables of the state database. A later one may refer to those of an earlier one.
SCHEMA = {
    **people.MIGRATIONS,
    **group_rows.MIGRATIONS,
    **requests.MIGRATIONS,
    **invitations.MIGRATIONS,
    **audit.MIGRATIONS,
    **recents.MIGRATIONS,
    **prompts.MIGRATIONS,
    **reminder_rows.MIGRATIONS,
    **schema.MIGRATIONS,
    **corrections.MIGRATIONS,
    **answers.MIGRATIONS,
    **drafts.MIGRATIONS,
    **boards.MIGRATIONS,
    **digests.MIGRATIONS,
    **department_rows.MIGRATIONS,
    **inbox.MIGRATIONS,
    **pulses.MIGRATIONS,
    **proposals.MIGRATIONS,
    **misses.MIGRATIONS,
}

# Every verb that a button may have, by its code: those of the desks that are imported above.
VERBS: dict[str, Verb] = {verb.value: verb for verbs in Verb.__subclasses__() for verb in verbs}

# Of other texts it is not even asked whether they answer a reminder: it would take half as long
# as the question that they are. 완료된 거 is one, and so is what 다름이 아니라 leads up to.
_MAY_ANSWER = re.compile(
    "제출|[냈냄]|올[렸림]|드렸|겠|[할낼릴낄]게|연[기장].*(?:부탁|주[세시]|바랍)|(?:완료|발송|송부|회신|입력|등록|전송|게시|보고)(?:[했함됐됨]|하였|입니)"
    r"|소관|(?<!다름)(?<!다름\s)(?<!다름이)(?<!다름이\s)아[니닌님닙]"
    "|^(?:확인|연기)[가-힣]{0,4}[.!~]*$"
)


@dataclass(frozen=True, kw_only=True)
class Features:
    """Passes each input to the feature that it belongs to; what belongs to none is a question."""

    office: Office
    people: PeopleDesk
    groups: GroupDesk
    reminders: Reminders
    operations: OperationsDesk
    table: TableDesk
    history: HistoryDesk

    @property
    def all(self) -> tuple[Feature, ...]:
        """Every feature."""
        own = (self.people, self.groups, self.operations, self.table, self.history)
        return (*own, *self.reminders.features)

    @cached_property
    def commands(self) -> Mapping[str, Command]:
        """The commands of all features by their names."""
        return {name: each for feature in self.all for name, each in feature.commands.items()}

    async def run_command(
        self, name: str, incoming: Incoming, *, is_edited: bool = False
    ) -> Outcome | None:
        """Do what a command says; None when there is no such command for this person.

        One that is edited does what its feature does then, or nothing.
        """
        command, by = self.commands.get(name), incoming.by
        if command is None:
            return None
        if command.needs and not may(by.role, command.needs):
            return None
        if command.needs_table and not (await self.office.catalogues.current()).pledges:
            return Outcome(message=Message(text=NO_TABLE))
        if not is_edited:
            await self.stop_waiting(incoming)
        run = command.edit if is_edited else command.run
        try:
            outcome = await run(incoming) if run is not None else Outcome()
        except NotAllowedError as refused:
            return Outcome(message=Message(text=str(refused) or NOT_YOURS))
        if outcome.asks_more:
            return replace(outcome, on_shown=self._keeping_prompt(name, incoming))
        return outcome

    async def start_in_group(self, payload: str, incoming: Incoming) -> Outcome | None:
        """Do what a link brings into a group with the bot; None when that is nothing."""
        if not payload.startswith(LINK_PREFIX):
            return None
        try:
            return await self.groups.register_by_link(payload, incoming)
        except NotAllowedError:
            is_stranger = not may(incoming.by.role, Right.ASK)
            return None if is_stranger else Outcome(message=Message(text=NOT_YOURS))

    async def press(self, press: Press, incoming: Incoming) -> Outcome:
        """Do what a button says."""
        [feature] = [each for each in self.all if isinstance(press.verb, each.verbs)]
        try:
            return await feature.press(press, incoming)
        except NotAllowedError as refused:
            return Outcome(toast=str(refused) or NOT_YOURS)

    async def take_text(self, incoming: Incoming, *, is_edited: bool = False) -> Outcome | None:
        """Take a text that answers what a feature asked; None when it is a question.

        One that `is_edited` is a reply to a reminder, or what began a draft, or nothing.
        """
        try:
            return await (self._take_edit if is_edited else self._take_new)(incoming)
        except NotAllowedError as refused:
            return Outcome(message=Message(text=str(refused) or NOT_YOURS))

    async def _take_new(self, incoming: Incoming) -> Outcome | None:
        is_answer = incoming.here.is_group or incoming.message_id is not None
        asks_to_tell = not is_answer and ASKS_TO_TELL.search(incoming.words) is not None
        # Of a question no calendar is read.
        if asks_to_tell and await self.reminders.drafting.is_order(incoming.words):
            return await self.run_command("remind", incoming)
        if (outcome := await self._go_on(incoming)) is not None:
            return outcome
        name, words = _called(incoming, is_answer=is_answer)
        if not name and asks_to_tell and IS_ADDRESSED.search(incoming.words) is not None:
            name, words = "remind", incoming.words
        if name and not words:
            outcome = await self.run_command(name, replace(incoming, words=""))
            return outcome or await self._refuse_name(name, incoming)
        takers = [self.reminders.drafting.take_text, self.take_reply]
        if incoming.here.is_group:
            takers.insert(0, self.groups.take_text)
        else:
            takers.append(self.table.take_text)
        for take in takers:
            if (outcome := await take(incoming)) is not None:
                return outcome
        if (command := self.commands.get(name)) is not None and command.takes(words):
            outcome = await self.run_command(name, replace(incoming, words=words))
            if outcome is not None:
                return outcome
        return await self._take_astray(incoming)

    async def _take_astray(self, incoming: Incoming) -> Outcome | None:
        """Tell where it is done what was said here; None where it is a question."""
        is_private = not incoming.here.is_group
        if is_private and gives_up(incoming.words):
            return Outcome(message=NOTHING_TO_GIVE_UP)
        is_coordinator = is_private and may(incoming.by.role, Right.REMIND_ANYBODY)
        if is_coordinator and ABOUT_REMINDERS.search(incoming.words) is not None:
            return Outcome(message=CHANGE_BY_BUTTONS)
        if _MAY_ANSWER.search(incoming.words) is None:
            return None
        return await self.reminders.replying.answer_astray(incoming)

    async def _refuse_name(self, name: str, incoming: Incoming) -> Outcome | None:
        """Refuse a command that staff called by its name; None where it may be a question."""
        if name not in self.commands or not may(incoming.by.role, Right.PROPOSE_GROUP):
            return None
        titles = (await self.office.catalogues.current()).titles
        is_asked = any(titles.stands(word) for word in incoming.words.split() if len(word) > 1)
        return None if is_asked else Outcome(message=Message(text=NOT_YOURS))

    async def _take_edit(self, incoming: Incoming) -> Outcome | None:
        if (outcome := await self.take_reply(incoming, is_edited=True)) is not None:
            return outcome
        outcome = await self.reminders.drafting.edit(incoming)
        return outcome if outcome.message is not None or outcome.edits else None

    async def take_reply(self, incoming: Incoming, *, is_edited: bool = False) -> Outcome | None:
        """Take a reply to a reminder in a group, or to the question of one; None for all else."""
        if not incoming.here.is_group:
            is_new = not is_edited and QuestionVerb.CLOSE in incoming.offered
            return await self.reminders.questions.take_reply(incoming) if is_new else None
        if incoming.message_id is None:
            return None
        return await self.reminders.replying.take_reply(incoming, is_edited=is_edited)

    async def _go_on(self, incoming: Incoming) -> Outcome | None:
        """Go on with a command that asked for more; None when the text is no answer to that."""
        chat_id, read = incoming.here.chat_id, self.office.state.read
        if incoming.message_id is None:
            asked = read(prompts.prompt_of, chat_id, incoming.by.user_id)
        else:  # in a group a colleague may answer
            asked = read(prompts.prompt_at, chat_id, incoming.message_id)
        if asked is None:
            return None
        command = self.commands.get(asked.command)
        if incoming.message_id is None:
            waits = asked.waits and prompts.is_soon(asked.asked_at, self.office.clock())
            if incoming.here.is_group or not waits or command is None:
                return None
            if not (command.takes(incoming.words) or gives_up(incoming.words)):
                return None
        await self.office.state.write(prompts.delete_prompt, chat_id, asked.message_id)
        if gives_up(incoming.words):
            return Outcome(message=GIVEN_UP)
        before = "" if command is not None and command.starts_anew else asked.words
        words = f"{incoming.words} {before}".strip()
        return await self.run_command(
            asked.command, replace(incoming, words=words, message_id=None)
        )

    async def stop_waiting(self, incoming: Incoming) -> None:
        """Stop taking plain messages for an answer: something else was begun. Replies count."""
        await self.reminders.drafting.stop_waiting(incoming)
        place = incoming.here.chat_id, incoming.by.user_id
        asked = self.office.state.read(prompts.prompt_of, *place)
        if asked is not None and asked.waits:
            await self.office.state.write(prompts.stop_waiting, *place)

    def _keeping_prompt(self, name: str, incoming: Incoming) -> Callable[[int], Awaitable[None]]:
        async def keep(message_id: int) -> None:
            prompt = prompts.Prompt(
                chat_id=incoming.here.chat_id,
                user_id=incoming.by.user_id,
                command=name,
                words=incoming.words,
                message_id=message_id,
                asked_at=self.office.clock(),
            )
            await self.office.state.write(prompts.record_prompt, prompt)

        return keep


def _called(incoming: Incoming, *, is_answer: bool) -> tuple[str, str]:
    """The command that a text calls and the words beside it.

    In a reply that is the history of a card, and what mentions the bot in a group calls its board.
    """
    is_reply = incoming.message_id is not None
    if is_reply and not incoming.about:
        return "", ""
    name, words = called(incoming.words) or ("", "")
    known = {"history"} if is_reply else {"board"}
    return (name, words) if not is_answer or name in known else ("", "")


def build_features(  # noqa: PLR0913 -- what all features are built from
    settings: Settings,
    state: State,
    catalogues: Catalogues,
    *,
    chats: Chats,
    messenger: Messenger,
    activity: Activity,
    clock: Callable[[], datetime],
) -> Features:
    """The features of one office, for whatever channel; its reminders go out by `messenger`."""
    membership = Membership(
        state=state,
        admins=settings.admins,
        groups=chats,
        clock=clock,
        is_open=settings.access == "open",
    )
    office = Office(
        state=state,
        membership=membership,
        catalogues=catalogues,
        messenger=chats,
        planning=Planning(max_lateness=timedelta(hours=settings.max_lateness_h)),
        clock=clock,
        timezone=settings.timezone,
    )
    contact = settings.contact or contact_of(settings.office)
    registration = Registration(office=office)
    departments = CurrentDepartments(catalogues=catalogues)
    groups = GroupDesk(
        office=office,
        registration=registration,
        chats=chats,
        name=settings.office,
        contact=contact,
        departments=departments,
        link_key=sha256((settings.token or "").encode()).digest(),
    )
    path = settings.pledges_db
    links = department_rows.DepartmentLinks(state=state, clock=clock)
    table = TableDesk(
        office=office,
        path=path,
        catalogues=catalogues,
        worker=TableWorker(office=office, path=path, links=links),
        learning=Learning(office=office, path=path, catalogues=catalogues),
        reorganising=Reorganising(office=office, path=path, catalogues=catalogues, links=links),
    )
    return Features(
        office=office,
        groups=groups,
        people=PeopleDesk(
            office=office,
            joining=Joining(office=office),
            group_desk=groups,
            chats=chats,
            departments=departments,
            contact=contact,
        ),
        reminders=build_reminders(office, messenger=messenger, registration=registration),
        operations=OperationsDesk(office=office, settings=settings, activity=activity),
        table=table,
        history=HistoryDesk(path=path, catalogues=catalogues, timezone=settings.timezone),
    )
