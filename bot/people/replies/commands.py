"""What people write in a private chat for the names of commands, and to give up what is asked."""

from __future__ import annotations

import re

from bot.korean import hangul
from bot.people.messages import Message

# By command, without spaces.
_CALLED = {
    "help": "help 도움 도움말 사용법 사용방법 사용안내 쓰는법 메뉴 명령 명령어 명령어목록 "
    "어떻게써 어떻게쓰 어떻게사용",
    "remind": "알림 알림등록 알림추가 알림예약",
    "reminders": "알림목록 알림보기 등록한알림 예약한알림 예약된알림 "
    "알림취소 알림삭제 알림수정 알림변경",
    "campaign": "마감알림",
    "board": "현황판 현황 제출현황 미제출 미제출부서 안낸부서 누가안냈어",
    "digest": "요약 주간요약",
    "undelivered": "전달하지못한알림 못보낸알림",
    "holiday": "휴일 휴일추가 휴일목록 휴일등록",
    "people": "사람 사람목록 직원목록 승인요청",
    "invite": "초대 초대링크",
    "groups": "방목록 부서방 부서방목록",
    "audit": "변경기록",
    "stats": "통계",
    "table": "공약표",
    "reorg": "조직개편",
    "misses": "찾지못한말 못찾은말",
    "health": "봇상태",
    "backup": "백업",
}
_NAMES = {name: command for command, names in _CALLED.items() for name in names.split()}
_GIVING_UP = ("취소", "그만", "아니취소", "아니그만", "안할래", "안할게", "cancel")
# What may follow a name, in any order: 알림 등록 | 을 어떻게 하 면 되 나 요.
_LOOKING = "보여 보 봐 볼 알려".split()
_ASKING = (
    "을 를 은 는 이 좀 어떻게 어디서 하 해 할 두 둘 만들 만들어 받 받아 쓰 써 사용 부탁 드려 "
    "드립니다 줘 주세요 줄래 고싶어 고싶은데 고싶습니다 려고 려면 면 되 야 수있어 수있나 나 기 자 "
    "래 게 법 거야 거예요 요"
).split()
_ASKED = re.compile(f"(?:{'|'.join((*_LOOKING, *_ASKING))})*")
GIVEN_UP = Message(text="그만뒀어요.")
NOTHING_TO_GIVE_UP = Message(text="지금은 그만둘 것이 없어요.")


def gives_up(words: str) -> bool:
    """Whether somebody wants to answer no question any more.

    >>> gives_up("취소할게요"), gives_up("그만"), gives_up("취소 현황 제출")
    (True, True, False)
    """
    said = _without_spaces(words)
    return any(_is_called(name, said) for name in _GIVING_UP)


def command_of(words: str) -> str | None:
    """The command that somebody calls by its Korean name; None for all else.

    >>> command_of("알림 등록하고 싶어요"), command_of("알림 보여줘"), command_of("/어떻게 써요?")
    ('remind', 'reminders', 'help')
    """
    said = _without_spaces(words)
    for name, command in _NAMES.items():
        if _is_called(name, said):
            is_looking = any(word in said[len(name) :] for word in _LOOKING)
            return _NAMES.get(f"{name}보기", command) if is_looking else command
    return None


def _is_called(name: str, said: str) -> bool:
    return said.startswith(name) and _ASKED.fullmatch(said, len(name)) is not None


def _without_spaces(words: str) -> str:
    """휴일을 추가하려면 as 휴일추가하려면; /도움말, which is no command to Telegram, as 도움말."""
    return re.sub(r"^/|[을를]\s|\s", "", hangul.normalized(words)).rstrip("?!.~")
