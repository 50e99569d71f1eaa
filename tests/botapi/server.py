"""The server: chats, updates by long polling, and answers like Telegram's, faults included."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl, unquote

from tests.botapi.chats import Chats
from tests.botapi.forms import Form, Upload, form_from
from tests.botapi.people import Json, bot, entities, private
from tests.botapi.profile import Profile
from tests.botapi.rules import read
from tests.botapi.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = "123456789:TEST-token_of-the-loopback-server"  # noqa: S105 -- opens nothing
DEADLINE_S = 60.0  # generous: reached only when something is broken
LOOK_AGAIN_S = 0.1  # for what changes without a call of the bot: a file, a row
NOON = 1_790_000_000


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call of the bot, with its parameters as values, and the files that came with it."""

    method: str
    parameters: Json
    files: dict[str, Upload] = field(default_factory=dict)


class Refusal(Exception):  # noqa: N818 -- a fault to inject, and Telegram's way to say no
    """An answer that is no success."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def flood(retry_after_s: int) -> Refusal:
    """Telegram's 429."""
    return Refusal(
        429,
        f"Too Many Requests: retry after {retry_after_s}",
        parameters={"retry_after": retry_after_s},
    )


class Raw(Exception):  # noqa: N818 -- a fault to inject
    """An answer as something gives it that is not Telegram."""

    def __init__(self, body: str, code: int = 200) -> None:
        super().__init__(code)
        self.body = body
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Drop:
    """The connection breaks: before the call had its effect, or after."""

    acted: bool


@dataclass(kw_only=True)
class Hold:
    """The call is answered only when the test says so."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)


Fault = Refusal | Raw | Drop | Hold


class BotApi:
    """One bot's Bot API; an async context manager that listens on a free port of loopback."""

    def __init__(self, *, username: str = "gongyak_bot", token: str = TOKEN) -> None:
        self.token = token
        self.bot = bot(int(token.partition(":")[0]), username)
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.messages: dict[tuple[int, int], Json] = {}
        self.chats = Chats(self)
        self.profile = Profile()
        self.webhook = Webhook(self)
        self.has_inline = True
        self.date = ""  # of the answers' headers; empty for none
        self.taps: dict[str, Json | None] = {}
        self.inline_answers: dict[str, Json | None] = {}
        self.inline_messages: dict[str, Json] = {}
        self.files: dict[str, bytes] = {}
        self.offset = 0
        self._chats: dict[int, Json] = {}
        self.waiting: deque[Json] = deque()
        self._instead: Json = {}
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._ids = itertools.count(1)
        self._update_ids = itertools.count(700_000_001)
        self._polls = 0
        self.changed = asyncio.Event()
        self._connections: set[asyncio.Task[None]] = set()

    # -- what a test does ---------------------------------------------------------------------

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method meet these faults, one each."""
        self._faults[method].extend(faults)

    def heal(self, method: str) -> None:
        """Let the next calls of a method meet no fault."""
        self._faults[method].clear()

    def says_instead(self, method: str, result: Any) -> None:
        """Let every call of a method return this, as something does that is not Telegram."""
        self._instead[method] = result

    def has_faults_left(self, method: str) -> bool:
        """Whether calls of a method have yet to meet a fault."""
        return bool(self._faults[method])

    def says(self, who: Json, text: str, chat: Json | None = None, **more: Any) -> Json:
        """Somebody sends a text, privately unless a chat is given; the message."""
        return self.sends(who, chat, text=text, entities=entities(text), **more)

    def sends(self, who: Json, chat: Json | None = None, **content: Any) -> Json:
        """Somebody sends anything, privately unless a chat is given; the message."""
        message = self._message(chat or private(who), who, content)
        self.chats.know_topic(message)
        self.push(message=message)
        return message

    def sends_file(self, who: Json, name: str, content: bytes, chat: Json | None = None) -> Json:
        """Somebody sends a document; the message."""
        file_id = f"file-{len(self.files)}"
        self.files[file_id] = content
        document = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_name": name,
            "file_size": len(content),
        }
        return self.sends(who, chat, document=document)

    def edits(self, message: Json, text: str) -> Json:
        """Somebody corrects their message; the new version."""
        edited = message | {"text": text, "entities": entities(text), "edit_date": NOON}
        self.messages[message["chat"]["id"], message["message_id"]] = edited
        self.push(edited_message=edited)
        return edited

    def taps_on(self, who: Json, message: Json | None, data: str, **more: Any) -> str:
        """Somebody presses a button; the query's id."""
        query_id = str(next(self._ids))
        self.taps[query_id] = None
        query = {"id": query_id, "from": who, "chat_instance": "1", "data": data}
        if message is not None:
            query["message"] = message
        self.push(callback_query=query | more)
        return query_id

    def types(self, who: Json, query: str, *, offset: str = "") -> str:
        """Somebody types behind the bot's name, in any chat; the query's id."""
        query_id = str(next(self._ids))
        self.inline_answers[query_id] = None
        self.push(inline_query={"id": query_id, "from": who, "query": query, "offset": offset})
        return query_id

    def posts(self, who: Json, query_id: str, result_id: str, chat: Json | None = None) -> str:
        """Somebody chooses an inline result; the id of the message sent inline."""
        answer = self.inline_answers[query_id]
        assert answer is not None
        [result] = [result for result in answer["results"] if result["id"] == result_id]
        inline_id = f"inline-{next(self._ids)}"
        content = {
            "text": result["input_message_content"]["message_text"],
            "reply_markup": result.get("reply_markup"),
        }
        self.inline_messages[inline_id] = content
        if chat is not None:  # one in which the bot is, too
            self.sends(who, chat, **content, via_bot=self.bot)
        return inline_id

    def know(self, chat: Json) -> None:
        """There is this chat, although nothing was said in it yet."""
        self._chats[chat["id"]] = chat

    def chat(self, chat_id: int) -> Json:
        """The chat with this id, as it was seen last."""
        if chat_id not in self._chats:
            raise Refusal(400, "Bad Request: chat not found")
        return self._chats[chat_id]

    def knows_person(self, user_id: int) -> bool:
        """Whether somebody ever wrote to the bot."""
        return user_id in self._chats

    def push(self, **update: Json) -> None:
        """Queue an update for the bot."""
        self.waiting.append({"update_id": next(self._update_ids), **update})
        self.notify()

    async def until(self, true: Callable[[], object]) -> None:
        """Wait until something holds, looking at every change and again; fails at the deadline."""
        async with asyncio.timeout(DEADLINE_S):
            while not true():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_AGAIN_S):
                        await self.changed.wait()

    async def answers_in(self, chat: Json, count: int = 1) -> list[Json]:
        """The bot's messages in a chat, oldest first, once there are `count` of them."""
        await self.until(lambda: len(self.of_bot(chat)) >= count)
        return self.of_bot(chat)

    async def answer_to_tap(self, query_id: str) -> Json:
        """What the bot answered to a tap, once it did."""
        await self.until(lambda: self.taps[query_id] is not None)
        answer = self.taps[query_id]
        assert answer is not None
        return answer

    async def answer_to_inline(self, query_id: str) -> Json:
        """What the bot answered to an inline query, once it did."""
        await self.until(lambda: self.inline_answers[query_id] is not None)
        answer = self.inline_answers[query_id]
        assert answer is not None
        return answer

    def of_bot(self, chat: Json) -> list[Json]:
        """The bot's messages in a chat at the moment, oldest first."""
        return [
            message
            for (chat_id, _), message in self.messages.items()
            if chat_id == chat["id"] and message["from"]["id"] == self.bot["id"]
        ]

    def called(self, method: str) -> list[Json]:
        """The parameters of every call of a method."""
        return [call.parameters for call in self.calls if call.method == method]

    # -- the wire -----------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        await self.plug_in(0)
        self.port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.webhook.close()
        await self.pull_the_plug()

    async def plug_in(self, port: int) -> None:
        """Listen, on any port for 0."""
        self._server = await asyncio.start_server(self._serve_connection, "127.0.0.1", port)

    async def pull_the_plug(self) -> None:
        """Break every connection and take no new one."""
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve_connection(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            # The bot hangs up in the middle of a poll when it stops: no fault of anybody.
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._exchange(reader, writer):
                    pass
        except asyncio.CancelledError:
            pass  # the test is over
        finally:
            self._connections.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its response; False when the connection is to be closed."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
        request, *lines = head.split("\r\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        path = request.split(" ")[1]
        form = form_from(headers.get("content-type", ""), body)
        if unquote(path).startswith(f"/file/bot{self.token}/"):
            content = self.files[path.rpartition("/")[2]]
            writer.write(f"HTTP/1.1 200 X\r\nContent-Length: {len(content)}\r\n\r\n".encode())
            writer.write(content)
            await writer.drain()
            return True
        try:
            code, answer = 200, {"ok": True, "result": await self._answer(path, form)}
        except _Dropped:
            writer.transport.abort()
            return False
        except Raw as raw:
            await _write(writer, raw.code, raw.body.encode())
            return True
        except Refusal as refusal:
            code, answer = (
                refusal.code,
                {
                    "ok": False,
                    "error_code": refusal.code,
                    "description": refusal.description,
                },
            )
            if refusal.parameters is not None:
                answer["parameters"] = refusal.parameters
        await _write(writer, code, json.dumps(answer).encode(), self.date)
        return True

    async def _answer(self, path: str, form: Form) -> Any:
        path, _, query = path.partition("?")
        token, _, method = path.removeprefix("/bot").partition("/")
        if token != self.token:
            raise Refusal(401, "Unauthorized")
        values, faults = read(method, dict(parse_qsl(query)) | form.fields)
        self.calls.append(Call(method=method, parameters=values, files=form.files))
        self.notify()
        if faults:
            self.violations += faults
            raise Refusal(400, f"Bad Request: {faults[0]}")
        fault = self._faults[method].popleft() if self._faults[method] else None
        match fault:
            case Refusal() | Raw():
                raise fault
            case Drop(acted=False):
                raise _Dropped
            case Hold():
                fault.reached.set()
                await fault.released.wait()
        result = await self._result(method, values)
        self.notify()
        if isinstance(fault, Drop):
            raise _Dropped
        return result

    # -- what the methods do ------------------------------------------------------------------

    async def _result(self, method: str, values: Json) -> Any:
        if method in self._instead:
            return self._instead[method]
        if (refused := self.chats.refusal(method, values)) is not None:
            raise Refusal(*refused)
        for answer in (self.chats.answer, self.webhook.answer):
            if (result := answer(method, values)) is not None:
                return result
        return await self._act(method, values)

    async def _act(self, method: str, values: Json) -> Any:
        answers: dict[str, Callable[[Json], Any]] = {
            "getFile": self._file,
            "answerInlineQuery": self._answer_inline,
            "answerCallbackQuery": self._answer_tap,
            "editMessageText": self._edit,
            **dict.fromkeys(("sendMessage", "sendPhoto", "sendDocument"), self._send),
        }
        if method in answers:
            return answers[method](values)
        match method:
            case "getMe":
                return self.bot | {
                    "can_join_groups": True,
                    "can_read_all_group_messages": self.chats.bot_reads_all,
                    "supports_inline_queries": self.has_inline,
                }
            case "sendChatAction":
                return True
            case "getUpdates":
                return await self._poll(values)
        if "scope" in values:
            self._find_scope(values["scope"])
        if (result := self.profile.answer(method, values)) is not None:
            return result
        self.violations.append(f"{method}: the tests' server does not know what it does")
        raise Refusal(400, "Bad Request: unexpected method")

    def _file(self, values: Json) -> Json:
        file_id = values["file_id"]
        return {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_size": len(self.files[file_id]),
            "file_path": f"documents/{file_id}",
        }

    async def _poll(self, values: Json) -> list[Json]:
        """Long polling: an offset confirms everything before it, a newer poll ends an older one."""
        self._polls += 1
        this_poll = self._polls
        self.offset = max(self.offset, values.get("offset", 0))
        while self.waiting and self.waiting[0]["update_id"] < self.offset:
            self.waiting.popleft()
        self.notify()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(values.get("timeout", 0)):
                while not self.waiting and self._polls == this_poll:
                    await self.changed.wait()
        if self._polls != this_poll:
            raise Refusal(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        return list(self.waiting)[: values.get("limit", 100)]

    def _send(self, values: Json) -> Json:
        chat = self._chats.get(values["chat_id"])
        if chat is None:
            raise Refusal(400, "Bad Request: chat not found")
        content = _content(values)
        if (thread := values.get("message_thread_id")) is not None:
            if not chat.get("is_forum"):
                raise Refusal(400, "Bad Request: message thread not found")
            content |= {"message_thread_id": thread, "is_topic_message": True}
        if (reply := values.get("reply_parameters")) is not None:
            question = self.messages.get((chat["id"], reply["message_id"]))
            if question is not None:
                content["reply_to_message"] = question
            elif not reply.get("allow_sending_without_reply"):
                raise Refusal(400, "Bad Request: message to be replied not found")
        # A message shows its own buttons alone, and not the reply that it asks for.
        if "inline_keyboard" in values.get("reply_markup", {}):
            content["reply_markup"] = values["reply_markup"]
        return self._message(chat, self.bot, content)

    def _edit(self, values: Json) -> Json | bool:
        content = {"text": values["text"], "reply_markup": values.get("reply_markup")}
        if (inline_id := values.get("inline_message_id")) is not None:
            if inline_id not in self.inline_messages:
                raise Refusal(400, "Bad Request: MESSAGE_ID_INVALID")
            if self.inline_messages[inline_id] == content:
                raise _not_modified()
            self.inline_messages[inline_id] = content
            return True
        place = values["chat_id"], values["message_id"]
        message = self.messages.get(place)
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        if message["from"]["id"] != self.bot["id"]:
            raise Refusal(400, "Bad Request: message can't be edited")
        if all(message.get(name) == value for name, value in content.items()):
            raise _not_modified()
        given = {name: value for name, value in content.items() if value is not None}
        kept = {name: value for name, value in message.items() if name != "reply_markup"}
        self.messages[place] = kept | given | {"edit_date": NOON}
        return self.messages[place]

    def _answer_tap(self, values: Json) -> bool:
        query_id = values["callback_query_id"]
        if query_id not in self.taps:
            raise Refusal(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        if self.taps[query_id] is not None:
            self.violations.append("answerCallbackQuery: this query was answered before")
        self.taps[query_id] = values
        return True

    def _answer_inline(self, values: Json) -> bool:
        query_id = values["inline_query_id"]
        if query_id not in self.inline_answers:
            raise Refusal(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        if self.inline_answers[query_id] is not None:
            self.violations.append("answerInlineQuery: this query was answered before")
        self.inline_answers[query_id] = values
        return True

    def _find_scope(self, scope: Json) -> None:
        if scope["type"] == "chat" and scope["chat_id"] not in self._chats:
            raise Refusal(400, "Bad Request: chat not found")

    def _message(self, chat: Json, sender: Json, content: Json) -> Json:
        self._chats[chat["id"]] = chat
        message_id = next(self._ids)
        message = {"message_id": message_id, "date": NOON, "chat": chat, "from": sender, **content}
        self.messages[chat["id"], message_id] = message
        return message

    def notify(self) -> None:
        """Wake whoever waits for a change."""
        changed, self.changed = self.changed, asyncio.Event()
        changed.set()


async def _write(writer: asyncio.StreamWriter, code: int, payload: bytes, date: str = "") -> None:
    dated = f"Date: {date}\r\n" if date else ""
    writer.write(
        f"HTTP/1.1 {code} X\r\nContent-Type: application/json\r\n"
        f"{dated}Content-Length: {len(payload)}\r\n\r\n".encode()
        + payload
    )
    await writer.drain()


def _not_modified() -> Refusal:
    return Refusal(
        400,
        "Bad Request: message is not modified: specified new message content "
        "and reply markup are exactly the same as a current content and reply markup of "
        "the message",
    )


def _content(values: Json) -> Json:
    """A text, a photo or a document, as a message holds it."""
    if "text" in values:
        return {"text": values["text"]}
    file = {"file_id": "1", "file_unique_id": "1"}
    caption = {"caption": values.get("caption", "")}
    if "photo" in values:
        return caption | {"photo": [file | {"width": 1, "height": 1}]}
    return caption | {"document": file | {"file_name": values["document"]}}


class _Dropped(Exception):  # noqa: N818 -- the connection's end, no error of the server
    """The connection is to break without a response."""
