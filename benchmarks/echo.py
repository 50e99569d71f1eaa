"""The barest bot on the same library: it sends back what it gets.

`python -m benchmarks.echo [AT_ONCE [REQUESTS]]`, with BOT_TOKEN and BOT_API_URL in the environment;
how many updates it handles at the same time is 256 unless given, as the library has it. Its
requests are the library's own, or of the class REQUESTS, given as `module:class`.
"""

from __future__ import annotations

import logging
import os
import sys
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, ContextTypes, MessageHandler, filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Update

TIMEOUT_S = 10.0
SIDE_BY_SIDE = 256  # what the library takes `concurrent_updates(True)` for


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send back what was said."""
    message = update.effective_message
    assert message is not None
    await context.bot.send_message(message.chat.id, message.text or "-")


def main(arguments: Sequence[str]) -> None:
    """Serve until a signal."""
    logging.disable()
    builder = (
        Application.builder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(os.environ["BOT_API_URL"] + "/bot")
        .concurrent_updates(int(arguments[0]) if arguments else SIDE_BY_SIDE)
    )
    if arguments[1:]:
        requests = resolve_name(arguments[1])
        request = requests(connect_timeout_s=TIMEOUT_S, read_timeout_s=TIMEOUT_S)
        builder = builder.request(request).get_updates_request(request)
    app: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main(sys.argv[1:])
