"""What the bot remembers between messages is bounded."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import Chat, Message

from bot.telegram.lookup import MAX_REMEMBERED_ANSWERS, Answers

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def question(number: int) -> Message:
    """A question in a private chat."""
    return Message(number, NOON, Chat(1, Chat.PRIVATE))


def test_the_oldest_answer_is_forgotten_first() -> None:
    """The newest ones are what people correct."""
    answers = Answers()
    for number in range(MAX_REMEMBERED_ANSWERS + 1):
        answers.remember(question(number), number + 10)
    assert answers.to(question(0)) is None
    assert answers.to(question(1)) == 11
    assert answers.to(question(MAX_REMEMBERED_ANSWERS)) == MAX_REMEMBERED_ANSWERS + 10
