"""What people write in a private chat for the names of commands, and to give up what is asked."""

from __future__ import annotations

import re

from bot.korean import hangul
from bot.people.messages import Message

_NAMES = {
    "도움말": "help",
    "사용법": "help",
    "사용 방법": "help",
    "메뉴": "help",
    "알림": "remind",
    "알림 등록": "remind",
    "알림 목록": "reminders",
    "마감 알림": "campaign",
    "현황판": "board",
    "현황": "board",
    "요약": "digest",
    "주간 요약": "digest",
    "휴일": "holiday",
    "휴일 추가": "holiday",
    "사람": "people",
    "사람 목록": "people",
    "초대": "invite",
    "초대 링크": "invite",
    "방 목록": "groups",
    "부서 방": "groups",
    "변경 기록": "audit",
    "전달하지 못한 알림": "undelivered",
    "통계": "stats",
    "공약표": "table",
    "조직 개편": "reorg",
    "찾지 못한 말": "misses",
}

_GIVES_UP = re.compile(
    r"(?:아니\s?)?(?:취소|그만)(?:할래|할게|하기|하자|해|둘래|둘게|두기|해\s?줘|해\s?주세요)?요?|안\s?할(?:래|게)요?|cancel"
)
GIVEN_UP = Message(text="그만뒀어요.")


def gives_up(words: str) -> bool:
    """Whether somebody wants to answer no question any more.

    >>> gives_up("취소할게요"), gives_up("그만"), gives_up("취소 현황 제출")
    (True, True, False)
    """
    return _GIVES_UP.fullmatch(hangul.normalized(words).strip(" .!")) is not None


def command_of(words: str) -> str | None:
    """The command that somebody calls by its Korean name; None for all else."""
    return _NAMES.get(" ".join(hangul.normalized(words).split()))
