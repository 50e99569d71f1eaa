"""What people write in a private chat for the names of commands."""

from __future__ import annotations

from bot.korean import hangul

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


def command_of(words: str) -> str | None:
    """The command that somebody calls by its Korean name; None for all else."""
    return _NAMES.get(" ".join(hangul.normalized(words).split()))
