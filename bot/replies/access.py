"""What people hear who are not let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies.reply import Reply

if TYPE_CHECKING:
    from bot.people.access import Person


def not_for_you(person: Person) -> Reply:
    """The one thing a stranger is told: how to ask, and the number by which they are known."""
    return Reply(
        text=(
            "구청 직원만 쓸 수 있는 봇이에요.\n"
            "쓰시려면 봇과의 개인 대화에서 /start를 눌러 승인을 요청해 주세요.\n"
            f"내 번호: {person.user_id}"
        )
    )
