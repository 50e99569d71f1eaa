"""Commands, texts and presses: passed to the features, and their outcomes sent."""

import logging
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.features import Features
from bot.people.access import Person, Right, Role, may
from bot.people.desk import JoinReply
from bot.people.interaction import Here, Incoming, Outcome
from bot.people.joining import PAYLOAD_PREFIX
from bot.people.membership import Newest
from bot.people.messages import File, Message
from bot.people.replies.people import OUT_OF_DATE
from bot.people.store import prompts
from bot.telegram.callback_data import press_from, press_from_link
from bot.telegram.calls import Json
from bot.telegram.dispatch import Gate
from bot.telegram.incoming import (
    MEANT_FOR_BOT,
    Context,
    incoming_attachment,
    incoming_command,
    incoming_press,
    incoming_text,
    message_of,
    press_of,
)
from bot.telegram.lookup import MAX_REMEMBERED_ANSWERS, Lookup
from bot.telegram.received import Received
from bot.telegram.replies import APOLOGY, FILE_STAYS, IN_PRIVATE_ONLY, NAMELESS, TAKEN_BEFORE
from bot.telegram.sending import answer_press, edit_each, edit_message, send_answer, send_message

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """Handlers of commands, texts and presses; app.routes maps updates to them."""

    features: Features
    lookup: Lookup
    gate: Gate
    # What was no question but an answer: it is none when it is edited either.
    taken: Newest[tuple[int, int | None], None] = field(
        default_factory=lambda: Newest(MAX_REMEMBERED_ANSWERS)
    )

    async def start(self, update: Update, context: Context) -> None:
        """Welcome who may ask; let in who brings an invitation; ask all others who they are."""
        person = context.sender
        _, incoming = incoming_command(message_of(update), person)
        people, payload = self.features.people, incoming.words
        role = self.features.office.membership.own_role(person.user_id)
        if payload.startswith(PAYLOAD_PREFIX) and role < Role.MEMBER:
            answer = await people.join_by_invitation(payload.removeprefix(PAYLOAD_PREFIX), person)
        elif may(person.role, Right.ASK) and (press := press_from_link(payload)) is not None:
            await self._show(context.bot, incoming, await self.features.press(press, incoming))
            return
        elif may(person.role, Right.ASK):
            await self.lookup.welcome(update, context)
            await people.greet(person)
            return
        else:
            answer = await people.ask_to_join(person)
        await self._answer_stranger(context.bot, person, answer)

    async def take_introduction(self, update: Update, person: Person) -> bool:
        """Take the department and name of a stranger who was asked; False for all else."""
        message = update.message
        if message is None or message.chat.type != ChatType.PRIVATE or not message.text:
            return False
        if message.text.startswith("/"):
            return False
        words = incoming_text(message, person).words
        if (answer := await self.features.people.introduce(person, words)) is not None:
            await self._answer_stranger(message.get_bot(), person, answer)
        return answer is not None

    async def take_late_reply(self, received: Received, person: Person | None) -> bool:
        """Take a reply to a reminder that waited, as of when it was sent; False for all else."""
        update, message = received.update, message_of(received.update)
        is_command = (message.text or "").startswith("/")
        if person is None or message.forward_origin or is_command:
            return False
        if self._is_rest_of_album(update):
            return True
        incoming = (incoming_text if message.text else incoming_attachment)(message, person)
        incoming, is_edited = replace(incoming, said_at=received.since), bool(update.edited_message)
        outcome = await self.features.take_reply(incoming, is_edited=is_edited)
        if outcome is not None:
            await self._show(message.get_bot(), incoming, outcome)
        return outcome is not None

    async def _answer_stranger(self, bot: Bot, person: Person, answer: JoinReply) -> None:
        if not answer.is_news and not self.gate.allow_answer(person):
            return
        if answer.prompt is not None:
            await self.features.office.state.write(prompts.record_prompt, answer.prompt)
        await send_message(bot, person.user_id, answer.message)

    async def start_in_group(self, update: Update, context: Context) -> None:
        """Register the group to which a link added the bot; else say how to use it, to whom may."""
        _, incoming = incoming_command(message_of(update), context.sender)
        outcome = await self.features.start_in_group(incoming.words, incoming)
        if outcome is None and self.gate.admits(context.sender):
            await self.lookup.welcome(update, context)
        elif outcome is None:
            await self.gate.refuse(update, context.sender)
        else:
            await self._show(context.bot, incoming, outcome)

    async def refuse_nameless(self, update: Update, _: Context) -> None:
        """Tell an anonymous admin of a group of the office why nothing comes of what they write."""
        message = message_of(update)
        if self.features.groups.registration.of_chat(message.chat.id):
            await send_answer(message.get_bot(), message, NAMELESS)

    async def command(self, update: Update, context: Context) -> None:
        """Do what a command of a feature says."""
        name, incoming = incoming_command(message_of(update), context.sender)
        is_edited = update.edited_message is not None
        outcome = await self.features.run_command(name, incoming, is_edited=is_edited)
        if outcome is not None:
            await self._show(context.bot, incoming, outcome)
        elif not incoming.here.is_group:
            await self.lookup.unknown_command(update, context)

    async def find(self, update: Update, context: Context) -> None:
        """Answer a question asked by a command; what was asked before it waits no longer."""
        _, incoming = incoming_command(message_of(update), context.sender)
        await self.features.stop_waiting(incoming)
        await self.lookup.command(update, context)

    async def private_command(self, update: Update, context: Context) -> None:
        """Tell whoever has the right to a command where it works."""
        name, incoming = incoming_command(message_of(update), context.sender)
        needed = self.features.commands[name].needs
        if needed is not None and may(incoming.by.role, needed):
            await self._show(context.bot, incoming, Outcome(message=IN_PRIVATE_ONLY))

    async def text(self, update: Update, context: Context) -> None:
        """Take what answers a feature's question; all else is a question for the lookup."""
        message = message_of(update)
        about = self.lookup.talk_before(message).shown
        incoming = replace(incoming_text(message, context.sender), about=about)
        is_edited = update.edited_message is not None
        outcome = await self.features.take_text(incoming, is_edited=is_edited)
        place = incoming.here.chat_id, incoming.sent_id
        if outcome is None and is_edited and place in self.taken:
            outcome = Outcome(message=TAKEN_BEFORE)
        if outcome is None:
            await self.lookup.question(update, context)
        else:
            self.taken[place] = None
            await self._show(context.bot, incoming, outcome)

    async def caption(self, update: Update, context: Context) -> None:
        """Take what stands beside a photo or a file as any text."""
        self.lookup.remember_album(message_of(update))
        await self.text(update, context)

    async def attachment(self, update: Update, context: Context) -> None:
        """Take what is sent in reply to a reminder; an album is one reply, wherever its words are.

        Phones write them under the first picture, and under the last file.
        """
        message, is_edited = message_of(update), update.edited_message is not None
        if self._is_rest_of_album(update):
            return
        incoming = incoming_attachment(message, context.sender)
        outcome = await self.features.take_reply(incoming, is_edited=is_edited)
        if outcome is not None:
            await self._show(context.bot, incoming, outcome)
        elif message.caption and MEANT_FOR_BOT.filter(message):
            await self.lookup.question(update, context)

    async def attachment_in_private(self, update: Update, context: Context) -> None:
        """Take the words beside a file in reply to a group's question, or as any; else a table."""
        message = message_of(update)
        incoming = incoming_attachment(message, context.sender)
        outcome = await self.features.take_reply(incoming)
        if outcome is None and message.document is not None:
            await self.document(update, context)
        elif outcome is None:
            await (self.caption if message.caption else self.lookup.not_text)(update, context)
        elif not self._is_rest_of_album(update):
            said = outcome.message
            if said is not None and message.caption:
                outcome = replace(outcome, message=Message(text=f"{said.text}\n{FILE_STAYS}"))
            await self._show(context.bot, incoming, outcome)

    def _is_rest_of_album(self, update: Update) -> bool:
        message = message_of(update)
        is_seen = update.edited_message is None and self.lookup.remember_album(message)
        return is_seen and not message.caption

    async def document(self, update: Update, context: Context) -> None:
        """Read a coordinator's file as a table; from anybody else a file is no question."""
        message, person = message_of(update), context.sender
        document = message.document
        if document is None or not may(person.role, Right.CHANGE_TABLE):
            await (self.caption if message.caption else self.lookup.not_text)(update, context)
            return
        incoming, place = replace(incoming_text(message, person), words=""), None

        async def download() -> bytes | None:
            try:
                file = await context.bot.get_file(document.file_id)
                return bytes(await file.download_as_bytearray())
            except (TelegramError, RuntimeError) as refused:  # the library's "no such file"
                LOG.warning("table.not_downloaded error=%s", type(refused).__name__)
                return None

        # A sender may name it like a path, or like lines of ours.
        name = "".join(filter(str.isprintable, PurePath(document.file_name or "").name))
        size, chat_id = document.file_size or 0, incoming.here.chat_id
        try:
            async for shown in self.features.table.take_upload(name, size, download, incoming):
                if place is None:
                    place = await send_message(context.bot, chat_id, shown)
                else:
                    await edit_message(context.bot, (chat_id, place), shown)
        except Exception:
            if place is not None:  # else it would say for ever that the file is being read
                await edit_message(context.bot, (chat_id, place), APOLOGY)
            raise

    async def press(self, update: Update, context: Context) -> None:
        """Do what a button says, and answer the press."""
        query, message = press_of(update)
        press = press_from(query.data or "")
        if press is None:
            place = (message.chat.id, message.message_id) if message else query.inline_message_id
            toast = await self.lookup.press(query.data or "", place, context.sender, context.bot)
            await answer_press(query, toast)
        elif message is None:
            await answer_press(query, OUT_OF_DATE)
        else:
            incoming = incoming_press(message, context.sender)
            here, registration = incoming.here, self.features.groups.registration
            chat_id = registration.current_chat(here.chat_id) if here.is_group else here.chat_id
            if chat_id != here.chat_id:  # where nothing can be written any more
                incoming = replace(incoming, here=replace(here, chat_id=chat_id), message_id=None)
            outcome = await self.features.press(press, incoming)
            shown = outcome if incoming.message_id else replace(outcome, toast="")
            await self._show(context.bot, incoming, shown, pressed=incoming.message_id)
            await answer_press(query, outcome.toast, is_alert=outcome.is_alert)

    async def _show(
        self, bot: Bot, incoming: Incoming, outcome: Outcome, *, pressed: int | None = None
    ) -> None:
        """Send what answers a command or a text; put it in the place of what was `pressed`."""
        here, message, shown_at = incoming.here, outcome.message, None
        catalogue = await self.features.office.catalogues.current()
        await edit_each(bot, here.chat_id, outcome.edits)
        if pressed is None:
            message = message or (Message(text=outcome.toast) if outcome.toast else None)
        elif message is not None:
            await edit_message(bot, (here.chat_id, pressed), message, catalogue=catalogue)
            message, shown_at = None, pressed
        for each in filter(None, (message, outcome.besides)):
            shown_at = await send_message(
                bot,
                here.chat_id,
                each,
                catalogue=catalogue,
                topic_id=here.topic_id,
                # Only whoever is replied to sees the reply that is asked for.
                reply_to=incoming.sent_id if each.asks_reply is not None else None,
            )
        if outcome.on_shown is not None and shown_at is not None:
            await outcome.on_shown(shown_at)
        if outcome.file is not None:
            await _send_file(bot, here, outcome.file)


async def _send_file(bot: Bot, here: Here, file: File) -> None:
    chat_id, topic_id = here.address
    options: Json = {"caption": file.caption, "message_thread_id": topic_id}
    if file.is_picture:
        await bot.send_photo(chat_id, file.content, **options)
    else:
        await bot.send_document(chat_id, file.content, filename=file.name, **options)
