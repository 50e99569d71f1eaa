"""What a text asks of the bot, beside what the groups are to be told: 제출하라고 알려줘."""

from __future__ import annotations

import re

from bot.reminders.phrases.words import PLEASE, PUT_OFF, SOONER

_TELL = r"(?:알려|보내|전해|말해|띄워|(?:공지|전달|안내|통보|발송)\s*해)"
_REMINDER = r"(?:알림|리마인[드더])(?:을|를|\s*좀)?"
_REMIND = rf"{_REMINDER}\s*(?:보내|띄워|울려|맞춰|(?:설정|등록|예약)?\s*해){PLEASE}"
_END = r"[\s.!~]*$"
_SAY_SO = rf"(?:고\s*(?:{_TELL}|해){PLEASE}|는\s*{_REMIND}){_END}"
_ANSWER = "(?<!결과|여부|현황|일정|의견|사유)"  # the groups may be asked for one of these
# What is asked, and what is left of it.
_REQUESTS = tuple(
    (re.compile(pattern), left)
    for pattern, left in (
        (rf"^(?:알려{PLEASE}|{_REMIND})(?:\s*[:：,-])?\s+|^{_REMINDER}\s*[:：]\s*", ""),
        (
            rf"^[\"“'‘「『](?P<said>[^\"”'’」』\n]+)[\"”'’」』]\s*(?:이?라고|하고|고)?\s*{_TELL}{PLEASE}{_END}",
            r"\g<said>",
        ),
        (rf"(?<=[가-힣])\s*달라{_SAY_SO}", " 주세요"),
        (rf"(?<=[가-힣]{{2}})\s*하라{_SAY_SO}", ""),
        (rf"(?<=보내|올리|챙기|마치|[\s으]내|읽으)라{_SAY_SO}", "세요"),
        # Without 주세요, which may as well be said to the groups.
        (rf"(?:^|{_ANSWER}(?<![을를도지고])\s+)(?:알려|(?:공지|전달)\s*해)\s*줘{_END}", ""),
        (rf"{_ANSWER}(?<!는)\s+(?:{_REMIND}|{_REMINDER}\s*부탁\S*(?:\s*드\S+)?){_END}", ""),
    )
)
_CHANGE = (
    rf"(?:{PUT_OFF}|{SOONER}|건너\s?뛰|멈[춰추]|중[지단]|취소|삭제|지워|고쳐|수정)"
    rf"\S*\s*(?:해\s?)?(?:{PLEASE}|줄래)?{_END}"
)
_UNIT = "(?:부서|[가-힣](?:과|실|국|소|팀))"
# A coordinator wants what is set or runs changed, asks who did not answer, or has them told again.
ABOUT_REMINDERS = re.compile(
    rf"(?:알림|마감)(?:일|날)?(?:[을를은는]|\s|\d).*{_CHANGE}"
    r"|(?:(?:안|못)\s?(?:낸|냈|제출한)|미\s?제출|답\s?(?:없는|안\s?한))\s?(?:부서|과|곳|데|방)"
    rf"|{_UNIT}(?:에|에게|에만|한테)\s(?:.*\s)?(?:다시|또|재)\s?(?:{_TELL}|알림\s?해)"
    rf"|{_UNIT}\S*\s(?:.*\s)?(?:독촉|재촉|재알림)"
)


def without_request(text: str) -> str:
    """What the groups are told.

    >>> without_request("실적을 제출해 달라고 알려줘"), without_request('"실적 마감"이라고 보내줘')
    ('실적을 제출해 주세요', '실적 마감')
    >>> without_request("점검 결과를 알려 주세요")  # is said to the groups
    '점검 결과를 알려 주세요'
    """
    for pattern, left in _REQUESTS:
        text = pattern.sub(left, text)
    return text
