"""Questions from the command line or a pipe, one answer each, in order."""

import json
from asyncio import Runner
from collections.abc import Iterable, Iterator

from bot.lookup.answering import Reply, reply_with_answer
from bot.lookup.guiding_replies import examples
from bot.lookup.results import summary
from bot.people.access import Role
from bot.people.messages import Ask, Message
from bot.people.replies.commands import called, command_of
from bot.people.replies.help import help_message
from bot.table.history_desk import HistoryDesk

MAX_CHARS = 4_096  # that are read of a question: as many as a message on Telegram has
# JSON lets these stand as they are, yet many readers take them for the end of the line.
_LINE_ENDS = {ord(end): json.dumps(end)[1:-1] for end in "\x85\u2028\u2029"}


def spoken_answers(
    queries: Iterable[str], history: HistoryDesk, runner: Runner, *, as_json: bool
) -> Iterator[str]:
    """One answer a query, as soon as it is there: text, or JSON on one line. Nothing is kept."""
    for query in queries:
        read, catalogue = query[:MAX_CHARS], runner.run(history.catalogues.current())
        if not as_json and command_of(read.removeprefix("/")) == "help":
            yield help_message(Role.MEMBER, examples(catalogue)).text
            continue
        name, words = called(read) or ("", "")
        told = history.told(words, catalogue) if name == "history" and words else None
        told = told or reply_with_answer(Ask(text=read), catalogue)
        yield json_view(query, told) if as_json else text_view(told.message)


def text_view(message: Message) -> str:
    """The answer as a person reads it; what it asks at its end, with the choices."""
    asks = message.text.endswith("?")
    choices = [f"· {each.label}" for row in message.buttons for each in row if asks]
    return "\n".join([message.text, *choices])


def json_view(query: str, told: Reply) -> str:
    """The answer as a program reads it: one JSON object on one line, its pledges best first."""
    brief = summary(told.answer)
    return json.dumps(
        {
            "query": query,
            "kind": brief.kind,
            "pledges": brief.pledges,
            "department": brief.department,
            "departments": brief.departments,
            "text": told.message.text,
            "suggestions": brief.suggestions,
        },
        ensure_ascii=False,
    ).translate(_LINE_ENDS)
