"""What people hear who are not let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies.reply import Reply

if TYPE_CHECKING:
    from bot.people.access import Person


def not_for_you(person: Person) -> Reply:
    """The one thing a stranger is told: whom to ask, and the number that person needs."""
    return Reply(
        text=(
            "구청 직원만 쓸 수 있는 봇이에요.\n"
            f"쓰시려면 운영자에게 이 번호를 알려 주세요: {person.user_id}"
        )
    )
