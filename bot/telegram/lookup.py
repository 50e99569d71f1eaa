"""Questions: messages, commands and buttons answered by the lookup."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Bot, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType

from bot.lookup.answering import Catalogues, read_text, reply_with_answer
from bot.lookup.catalogue import Catalogue
from bot.lookup.following import NO_TALK, Talk
from bot.lookup.guiding_replies import TEXT_WANTED, UNKNOWN_COMMAND, examples, welcome
from bot.lookup.overheard import asks_about_number
from bot.lookup.results import NotFound, OnePledge
from bot.lookup.usage import Misses, Recents
from bot.people.access import Person
from bot.people.membership import Newest
from bot.people.messages import Ask, Message
from bot.people.registration import Registration
from bot.people.replies.help import help_in_group
from bot.people.replies.people import OUT_OF_DATE
from bot.telegram.callback_data import ask_from, ask_from_link, is_link
from bot.telegram.incoming import Context, incoming_command, message_of, text_without_mentions
from bot.telegram.replies import NOT_TEXT, OLD_LINK
from bot.telegram.sending import Place, edit_message, send_answer, show_typing_when_slow

MAX_REMEMBERED_ANSWERS = 2_000  # a day of a busy office; people correct what they just typed
GOES_ON_FOR = timedelta(minutes=10)  # later, 그럼 예산은? may be about another pledge
MAX_REMEMBERED_ALBUMS = 100  # the pictures of one album come within seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """The handlers for questions; app.routes says which update reaches which."""

    catalogues: Catalogues
    recents: Recents
    misses: Misses
    registration: Registration
    # Which message of ours answers which one, by their ids and that of the chat.
    answers: Newest[tuple[int, int], int] = field(
        default_factory=lambda: Newest(MAX_REMEMBERED_ANSWERS)
    )
    # What was talked about once a message of ours stood, and which came last in a chat, and when.
    talks: Newest[tuple[int, int], Talk] = field(
        default_factory=lambda: Newest(MAX_REMEMBERED_ANSWERS)
    )
    latest: Newest[int, tuple[tuple[int, int], datetime]] = field(
        default_factory=lambda: Newest(MAX_REMEMBERED_ANSWERS)
    )
    # What was talked about before a question, from which it goes on when it is edited, too.
    before: Newest[tuple[int, int], Talk] = field(
        default_factory=lambda: Newest(MAX_REMEMBERED_ANSWERS)
    )
    albums: deque[str] = field(default_factory=lambda: deque(maxlen=MAX_REMEMBERED_ALBUMS))

    async def welcome(self, update: Update, context: Context) -> None:
        """Greet whoever starts the bot or asks for help; open what an address of ours points to."""
        question = message_of(update)
        payload = context.args[0] if context.args else ""
        catalogue = await self.catalogues.current()
        if ask := ask_from_link(payload, catalogue):
            await self._answer(question, context.sender, ask.text)
        elif is_link(payload):
            await self._send_or_edit(question, OLD_LINK)
        elif question.chat.type == ChatType.PRIVATE:
            await self._send_or_edit(question, welcome(catalogue))
        else:
            await self._send_or_edit(question, help_in_group(examples(catalogue)))

    async def question(self, update: Update, context: Context) -> None:
        """Answer a plain message."""
        question = message_of(update)
        await self._answer(question, context.sender, text_without_mentions(question, context.bot))

    async def command(self, update: Update, context: Context) -> None:
        """Answer the arguments of a command, or ask for them when there are none."""
        question = message_of(update)
        name, incoming = incoming_command(question, context.sender)
        if incoming.words:
            await self._answer(question, context.sender, incoming.words)
        else:
            await self._send_or_edit(question, TEXT_WANTED[name])

    async def unknown_command(self, update: Update, context: Context) -> None:
        """Point to the help."""
        await self._send_or_edit(message_of(update), UNKNOWN_COMMAND)

    async def not_text(self, update: Update, context: Context) -> None:
        """Say that only text is read; once for an album, whose pictures come one by one."""
        question = message_of(update)
        if not self.remember_album(question):
            await self._send_or_edit(question, NOT_TEXT)

    def remember_album(self, message: TelegramMessage) -> bool:
        """Remember that a message of its album came; whether another one did before."""
        album = message.media_group_id
        if album is None or album in self.albums:
            return album is not None
        self.albums.append(album)
        return False

    async def is_question(self, update: Update) -> bool:
        """Whether a plain sentence in a group is one that the bot answers there."""
        message = message_of(update)
        if not self.registration.admits_members(message.chat.id):
            return False
        return asks_about_number(message.text or "", await self.catalogues.current())

    async def press(self, data: str, place: Place | None, person: Person, bot: Bot) -> str:
        """Put the answer to a button's question in its place; what to say besides, if anything."""
        catalogue = await self.catalogues.current()
        ask = ask_from(data, catalogue)
        if ask is None or place is None:
            return OUT_OF_DATE
        found = reply_with_answer(ask, catalogue)
        if not await edit_message(bot, place, found.message, catalogue=catalogue):
            return OUT_OF_DATE
        if isinstance(place, tuple):
            self.talks[place] = found.talk(self.talks.get(place, NO_TALK))
        if isinstance(found.answer, OnePledge):
            await self.recents.note(person, found.answer.pledge.number, catalogue)
        return ""

    async def _answer(self, question: TelegramMessage, person: Person, text: str) -> None:
        async with show_typing_when_slow(question.get_bot(), question):
            catalogue = await self.catalogues.current()
            named = await self.recents.with_own_departments(text, person, catalogue)
            about = self.talk_before(question)
            self.before[question.chat.id, question.message_id] = about
            ask = Ask(text=named)
            found = await read_text(named, reply_with_answer, ask, catalogue, about=about)
        place = await self._send_or_edit(question, found.message, catalogue)
        self.talks[place] = found.talk(about)
        self.latest[question.chat.id] = place, question.date
        match found.answer:
            case OnePledge(pledge=pledge):
                notes = [self.recents.note(person, pledge.number, catalogue)]
                if text != str(pledge.number):  # a bare number tells no words
                    notes.append(self.misses.record(person, text, str(pledge.number)))
                await asyncio.gather(*notes)  # in one transaction
            case NotFound(asked=asked) if asked:
                await self.misses.record(person, asked, "")

    async def _send_or_edit(
        self, question: TelegramMessage, answer: Message, catalogue: Catalogue | None = None
    ) -> tuple[int, int]:
        """Send an answer, or edit the earlier one when the question was edited; where it stands."""
        catalogue = catalogue or await self.catalogues.current()
        bot, asked = question.get_bot(), (question.chat.id, question.message_id)
        earlier = self.answers.get(asked)
        place = (question.chat.id, earlier) if earlier is not None else None
        if place is None or not await edit_message(bot, place, answer, catalogue=catalogue):
            self.answers[asked] = await send_answer(bot, question, answer, catalogue)
        return question.chat.id, self.answers[asked]

    def talk_before(self, question: TelegramMessage) -> Talk:
        """What the answer that is replied to is about, or in private the last."""
        if (known := self.before.get((question.chat.id, question.message_id))) is not None:
            return known  # edited, it goes on from no answer of its own
        if (earlier := question.reply_to_message) is not None:
            return self.talks.get((question.chat.id, earlier.message_id), NO_TALK)
        place, at = self.latest.get(question.chat.id, (None, question.date))
        is_talk = question.chat.type == ChatType.PRIVATE and question.date - at < GOES_ON_FOR
        return self.talks.get(place, NO_TALK) if place is not None and is_talk else NO_TALK
