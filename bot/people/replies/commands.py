"""What people write in a private chat for the names of commands, and to give up what is asked."""

from __future__ import annotations

import re

from bot.korean import hangul
from bot.people.messages import Message

# By command, without spaces.
_CALLED = {
    "help": "도움 도움말 사용법 사용방법 사용안내 쓰는법 메뉴 명령 명령어 명령어목록 "
    "어떻게써 어떻게써요 어떻게쓰나요 어떻게쓰는거예요 어떻게사용해요 어떻게사용하나요",
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
_LOOKS = re.compile(
    r"[을를은는]?좀?(?:어떻게|어디서)?(?:보여(?:줘|주세요|주실래요|줄래)|보고싶\w*|봐|보려면\w*|볼래|볼게|보나|볼수있\w*|알려(?:줘|주세요))요?$"
)
_ASKS_TO_DO = re.compile(
    r"[을를은는]?좀?(?:어떻게)?(?:(?:해|만들어|받아)(?:줘|주세요)?|(?:하|받)(?:고싶\w*|려면\w*|려고\w*|나|는법|기)"
    r"|할래|할게|쓰나|써|쓰는거야|사용해|사용하나|좀|부탁\w*|이)?요?$"
)

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
    """The command that somebody calls by its Korean name; None for all else.

    >>> command_of("알림 등록하고 싶어요"), command_of("알림 보여줘"), command_of("어떻게 써요?")
    ('remind', 'reminders', 'help')
    """
    said = re.sub(r"[을를]\s|\s", "", hangul.normalized(words)).rstrip("?!.~")
    named = (said, _LOOKS.sub("보기", said), _LOOKS.sub("", said), _ASKS_TO_DO.sub("", said))
    return next((_NAMES[each] for each in named if each in _NAMES), None)
