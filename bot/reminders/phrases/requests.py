"""What a text asks of the bot, beside what the groups are to be told: 제출하라고 알려줘."""

import re
from collections.abc import Callable

from bot.korean import hangul
from bot.reminders.phrases.words import PLEASE, PUT_OFF, SOONER

_TELL = r"(?:알려|보내|전해|말해|띄워|올려|(?:공지|전달|안내|통보|발송|알림)\s*해)"
_SO = rf"(?:\s*주도록\s*해)?(?:{PLEASE}|\s*(?:주라|줄래요?|놔요?|둬요?|라|요))?"
_REMINDER = r"(?:알림|리마인[드더])(?:을|를|\s*좀)?"
_REMIND = rf"{_REMINDER}\s*(?:보내|띄워|울려|맞춰|걸어|(?:설정|등록|예약)?\s*해){_SO}"
_END = r"[\s.!~]*$"
_SAY_SO = rf"(?:고(?:\s*(?:{_TELL}|해){_SO}|\s*{_REMINDER})?|는\s*{_REMIND}){_END}"
_ANSWER = "(?<!결과|여부|현황|일정|의견|사유)"  # the groups may be asked for one of these
_KEEPS = r"보내|올리|챙기|마치|모이|지키|맞추|바꾸|고치|비우|[\s으]내|[\s으]가|[\s나]오|[가-힣]으"


def _stated(said: re.Match[str]) -> str:
    """회의 있다고, 점검 나간다고, 자료 받는다고: as it is said to the groups."""
    last = said["stem"]
    final = hangul.jamo(last)[2]
    if said["now"] or (final and final != "ㄴ"):
        return f"{last}습니다"
    bare = ord(last) - hangul.JONGSEONG.index(final)
    return f"{chr(bare + hangul.JONGSEONG.index('ㅂ'))}니다"


# What is asked, and what is left of it.
_REQUESTS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), left)
    for pattern, left in (
        (rf"^(?:알려{PLEASE}|{_REMIND})(?:\s*[:：,-])?\s+|^{_REMINDER}\s*[:：]\s*", ""),
        (
            rf"^[\"“'‘「『](?P<said>[^\"”'’」』\n]+)[\"”'’」』]\s*(?:이?라고|하고|고)?\s*{_TELL}{PLEASE}{_END}",
            r"\g<said>",
        ),
        (rf"(?<=[가-힣])\s*달라{_SAY_SO}", " 주세요"),
        (rf"(?<=[가-힣]{{2}})\s*하라{_SAY_SO}", ""),
        (rf"(?P<verb>{_KEEPS})라{_SAY_SO}", r"\g<verb>세요"),
        (rf"(?<=[가-힣])이?라{_SAY_SO}", ""),
        (rf"(?P<stem>[가-힣])(?P<now>는)?다{_SAY_SO}", _stated),
        (rf"(?<=[가-힣]{{2}})인데요?{_END}", ""),  # 2시 현장점검인데 … 알려줘
        # Without 주세요, which may as well be said to the groups.
        (
            rf"(?:^|{_ANSWER}(?:(?<=보고)|(?<![을를도지고]))\s+)"
            rf"(?:(?:알려|(?:공지|전달)\s*해)\s*(?:줘|주도록\s*해{_SO})|받아{PLEASE}"
            rf"|(?:공지|전달)\s*부탁\S*(?:\s*드\S+)?){_END}",
            "",
        ),
        (
            rf"{_ANSWER}(?<!는)\s+(?:{_REMIND}|{_REMINDER}\s*(?:등록|예약|설정|부탁\S*(?:\s*드\S+)?)){_END}",
            "",
        ),
    )
)
# What is to be told may stand behind the verb: 전 부서에 공지 올려줘 내일 정전이라고.
_TOLD_FIRST = re.compile(
    rf"^(?P<to>[^\n]+?에게?)\s+(?:(?:메[시세]지|문자|톡|공지|알림)(?:[를을]|\s*좀)?\s*)?"
    rf"(?P<tell>{_TELL}{PLEASE})[.,]?\s+(?P<what>[^\n]+고){_END}"
)
# One message asks for two: …에 회의 알려주고 …에는 자료 제출 알려줘.
_AND_TELL = re.compile(
    rf"(?P<tell>{_TELL})\s*(?:주시고|주고|줘요?|주세요|주십시오)[\s.,!~]*(?:그리고|또|아울러)?\s+(?=\S)"
)
_NO_ORDER = rf"(?:지|공약|사업|부서|번호|목록|명단)(?:[를을도]|\s*좀)?\s*{_TELL}{_SO}{_END}"
# Somebody wants something told: 교통행정과에 내일 9시 회의 알려줘, but not 교통행정과 공약 알려줘.
ASKS_TO_TELL = re.compile(
    rf"^(?!.*{_NO_ORDER}).*(?:(?:{_TELL}{_SO}|고\s*해{_SO}|{_REMIND}|받아{PLEASE}"
    rf"|(?:공지|알림|안내)(?:\s*(?:등록|예약|설정|부탁\S*(?:\s*드\S+)?))?){_END}"
    rf"|{_TELL}{PLEASE}[.,]?\s[^\n]+고{_END})",
    re.DOTALL,
)
# It says to whom (교통행정과에, 담당자한테), or surely wants a reminder (알림 보내줘).
IS_ADDRESSED = re.compile(
    rf"(?:에게|한테|께|(?:[과팀실국단부]|담당관|부서|전체|모두|[방곳])에는?|시(?:\s?\d+분|\s?반)?에(?=\s{_TELL}))\s"
    rf"|(?:{_REMIND}|받아{PLEASE}){_END}"
)
QUOTES_WHAT = re.compile(rf"[라다]고\s*(?:{_TELL}|해){_SO}{_END}")  # …고 전해줘
_CHANGE = (
    rf"(?:{PUT_OFF}|{SOONER}|건너\s?뛰|멈[춰추]|중[지단]|취소|삭제|지워|고쳐|수정)"
    rf"\S*\s*(?:해\s?)?(?:{PLEASE}|줄래)?{_END}"
)
_UNIT = "(?:부서|[가-힣](?:과|실|국|소|팀))"
# A coordinator wants what is set or runs changed, asks who did not answer, or has them told again.
ABOUT_REMINDERS = re.compile(
    rf"(?:(?:알림|마감)(?:일|날)?|(?:방금|아까)\s?(?:그\s?)?[거것건])(?:[을를은는]|\s|\d).*{_CHANGE}"
    r"|(?:(?:안|못)\s?(?:낸|냈|제출한)|미\s?제출|답\s?(?:없는|안\s?한))\s?(?:부서|과|곳|데|방)"
    rf"|{_UNIT}(?:에|에게|에만|한테)\s(?:.*\s)?(?:다시|또|재)\s?(?:{_TELL}|알림\s?해)"
    rf"|{_UNIT}\S*\s(?:.*\s)?(?:독촉|재촉|재알림)"
)


def in_order(text: str) -> str:
    """The text with the verb of telling at its end.

    >>> in_order("전 부서에 공지 올려줘 내일 정전이라고")
    '전 부서에 내일 정전이라고 올려줘'
    """
    return _TOLD_FIRST.sub(r"\g<to> \g<what> \g<tell>", text)


def in_lines(text: str) -> str:
    """The text with a line for each thing that is to be told.

    >>> in_lines("환경과에 내일 9시 회의 알려주고 의약과에는 모레 점검 알려줘").splitlines()
    ['환경과에 내일 9시 회의 알려줘', '의약과에는 모레 점검 알려줘']
    """
    return _AND_TELL.sub(r"\g<tell>줘\n", text)


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
