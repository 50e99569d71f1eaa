"""What stands in the list of results while somebody types in another chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies.reply import clipped

if TYPE_CHECKING:
    from bot.lookup.pledge import Pledge

MAX_HEADLINE_CHARS = 80  # two lines of a phone
MAX_OWNER_CHARS = 60

# Each stands above the results as a button that opens the chat with the bot.
TYPE_SOMETHING = "번호·낱말·부서 이름을 입력해 보세요"
NOTHING_FOUND = "찾은 공약이 없어요 · 봇에게 물어보기"
FOR_STAFF = "구청 직원만 쓸 수 있어요 · 사용 신청하기"


def headline(pledge: Pledge) -> str:
    """The number and the title."""
    return clipped(f"{pledge.number} {pledge.title}", MAX_HEADLINE_CHARS)


def owner(pledge: Pledge) -> str:
    """The second line."""
    return clipped(pledge.department, MAX_OWNER_CHARS)
