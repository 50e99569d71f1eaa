"""The barest bot on the same library: it sends back what it gets.

`python -m benchmarks.echo [AT_ONCE]`, with BOT_TOKEN and BOT_API_URL in the environment; how many
updates it handles at the same time is 256 unless given, as the library has it.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, ContextTypes, MessageHandler, filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Update

SIDE_BY_SIDE = 256  # what the library takes `concurrent_updates(True)` for


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send back what was said."""
    message = update.effective_message
    assert message is not None
    await context.bot.send_message(message.chat.id, message.text or "-")


def main(arguments: Sequence[str]) -> None:
    """Serve until a signal."""
    logging.disable()
    app: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(os.environ["BOT_API_URL"] + "/bot")
        .concurrent_updates(int(arguments[0]) if arguments else SIDE_BY_SIDE)
        .build()
    )
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main(sys.argv[1:])
