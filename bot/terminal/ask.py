"""Questions from the command line or a pipe, one answer each, in order."""

from __future__ import annotations

import json
from asyncio import Runner
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.lookup.answer import answered
from bot.lookup.answering import Catalogues, reply
from bot.lookup.guiding_replies import examples
from bot.lookup.parsing import understood
from bot.lookup.replies import rendered
from bot.lookup.results import summary
from bot.people.access import Role
from bot.people.messages import Ask
from bot.people.replies.commands import command_of
from bot.people.replies.help import help_message

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue


MAX_CHARS = 4_096  # that are read of a question: as many as a message on Telegram has
# JSON lets these stand as they are, yet many readers take them for the end of the line.
_LINE_ENDS = {ord(end): json.dumps(end)[1:-1] for end in "\x85\u2028\u2029"}


def spoken_answers(
    queries: Iterable[str], catalogues: Catalogues, runner: Runner, *, as_json: bool
) -> Iterator[str]:
    """One answer a query, as soon as the query is there: text, or one JSON object on one line.

    Nothing is kept between queries, so that a stream may be endless.
    """
    view = json_view if as_json else text_view
    for query in queries:
        yield view(query, runner.run(catalogues.current()))


def text_view(query: str, catalogue: Catalogue) -> str:
    """The answer as a person reads it, or help; what it asks at its end, with the choices."""
    if command_of(query[:MAX_CHARS].removeprefix("/")) == "help":
        return help_message(Role.MEMBER, examples(catalogue)).text
    message = reply(Ask(text=query[:MAX_CHARS]), catalogue)
    asks = message.text.endswith("?")
    choices = [f"· {each.label}" for row in message.buttons for each in row if asks]
    return "\n".join([message.text, *choices])


def json_view(query: str, catalogue: Catalogue) -> str:
    """The answer as a program reads it: one JSON object on one line, its pledges best first."""
    read = query[:MAX_CHARS]
    answer = answered(understood(read, catalogue), catalogue)
    brief = summary(answer)
    return json.dumps(
        {
            "query": query,
            "kind": brief.kind,
            "pledges": brief.pledges,
            "department": brief.department,
            "departments": brief.departments,
            "text": rendered(answer, catalogue, Ask(text=read)).text,
            "suggestions": brief.suggestions,
        },
        ensure_ascii=False,
    ).translate(_LINE_ENDS)
