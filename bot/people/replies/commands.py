"""What is said of each command and what people call it; and how they give up what is asked."""

import re
from typing import NamedTuple

from bot.korean import hangul
from bot.people.messages import Message


class CommandWords(NamedTuple):
    """A command's line in menus and help, also in English, and its Korean names without spaces."""

    line: str
    english: str
    called: str = ""


WORDS = {
    "find": CommandWords("공약 찾기: /find 주차", "Find a pledge: /find 주차"),
    "dept": CommandWords("부서 공약 보기: /dept ○○과", "Pledges of a department: /dept ○○과"),
    "help": CommandWords(
        "사용 방법",
        "How to ask",
        "help 도움 도움말 사용법 사용방법 사용안내 쓰는법 메뉴 명령 명령어 명령어목록 "
        "어떻게써 어떻게쓰 어떻게사용",
    ),
    "remind": CommandWords("알림 하나 정하기", "Set a reminder", "알림 알림등록 알림추가 알림예약"),
    "reminders": CommandWords(
        "등록한 알림 보기·고치기",
        "Reminders",
        "알림목록 알림보기 등록한알림 예약한알림 예약된알림 알림취소 알림삭제 알림수정 알림변경",
    ),
    "campaign": CommandWords(
        "마감 알림: 12/20 실적 제출", "Count down to a deadline for all departments", "마감알림"
    ),
    "board": CommandWords(
        "부서별 제출 현황",
        "Who has handed in",
        "현황판 현황 제출현황 미제출 미제출부서 안낸부서 누가안냈어",
    ),
    "digest": CommandWords("주간 요약", "What is open, every week", "요약 주간요약"),
    "undelivered": CommandWords(
        "전달하지 못한 알림", "What did not arrive", "전달하지못한알림 못보낸알림"
    ),
    "holiday": CommandWords("휴일 추가: 2026-12-31", "Days off", "휴일 휴일추가 휴일목록 휴일등록"),
    "people": CommandWords(
        "직원, 승인 요청, 내보내기", "People and requests", "사람 사람목록 직원목록 승인요청"
    ),
    "invite": CommandWords("직원 초대 링크", "Make an invitation link", "초대 초대링크"),
    "groups": CommandWords("부서 방, 등록 링크", "Department groups", "방목록 부서방 부서방목록"),
    "register": CommandWords(
        "이 방을 부서에 연결: /register ○○과", "Connect this group to a department"
    ),
    "unregister": CommandWords("부서 연결 풀기", "Disconnect this group"),
    "audit": CommandWords("변경 기록", "Who changed what", "변경기록"),
    "stats": CommandWords("통계 그림", "The pledges in figures", "통계"),
    "table": CommandWords("지금 표, 되돌리기, 엑셀", "The table and its loads", "공약표"),
    "reorg": CommandWords(
        "조직 개편: 교통행정과 → 교통과", "Rename, merge, split departments", "조직개편"
    ),
    "history": CommandWords(
        "공약 연혁: 관리번호",
        "Who owned a pledge when",
        "연혁 이력 변경이력 담당이력 담당변경이력 변천",
    ),
    "misses": CommandWords("찾지 못한 말", "What was asked in vain", "찾지못한말 못찾은말"),
    "health": CommandWords("봇의 상태", "How the bot is", "봇상태"),
    "backup": CommandWords("백업 파일 받기", "Get a backup", "백업"),
}
_NAMES = {name: command for command, words in WORDS.items() for name in words.called.split()}
_BEGINNINGS = tuple(_NAMES)
_GIVING_UP = ("취소", "그만", "아니취소", "아니그만", "안할래", "안할게", "cancel")
# What may follow a name, in any order: 알림 등록 | 을 어떻게 하 면 되 나 요.
_LOOKING = "보여|보(?!내)|봐|볼|알려"
_ASKING = (
    "을 를 은 는 이 좀 어떻게 어디서 하 해 할 두 둘 만들 만들어 받 받아 쓰 써 사용 부탁 드려 보내 "
    "드립니다 줘 주세요 줄래 고싶어 고싶은데 고싶습니다 려고 려면 면 되 야 수있어 수있나 나 기 자 "
    "래 게 법 거야 거예요 요"
).split()
_OURS = re.compile(r"^(?:우리|저희)(?:부서|과|팀|방)?의?")
_OF_DEPARTMENTS = frozenset({"remind", "reminders", "board", "digest"})  # 우리 부서 알림
_ASKED = re.compile(f"(?:{_LOOKING}|{'|'.join(_ASKING)})*")
_WITH_WORDS = {"history", "remind", "campaign", "reorg"}
_CALLED = re.compile("|".join(name for name, of in _NAMES.items() if of in _WITH_WORDS))
MAX_NAME_WORDS = 6  # with what is asked of it: 담당 변경 이력 좀 알려 주세요
_HANDED_IN = "(?:이번|우리|저희|부서|과|실적|자료|제출|보고|알림|다음)[은는이]?"
_OF_WHOM = r"(?:(?:우리|저희)\s?(?:부서|과|팀)?|\S*[가-힣](?:과|담당관))[은는이가도]?"
_IN_TIME = r"(?:(?:다|아직|실적|자료|이번|[1-4]분기|제출)[은는이도]?\s?)*"
_ENDS_ASKING = r"(?:나요?|니|는지\S*|습니까|지요?|죠|어요?(?=\s?\?))"
_OF_OWNER = "(?:담당|소관|주관|부서)"
DAY = r"20\d\d년도?(?:\s?\d{1,2}월)?(?:\s?\d{1,2}일)?"
ON_DAY = r"(?:\s(?:기준|현재|당시))?(?:에는?|엔|으로|의|까지는?)?"  # behind it
_THEN = rf"(?:예전|이전|옛날|과거|재?작년|지지?난\s?해|{DAY}){ON_DAY}"
# What people want done without the name of the command: a text has all of a row.
_DONE_BY = tuple(
    (command, tuple(map(re.compile, said)))
    for command, *said in (
        (
            "board",
            rf"^(?:{_HANDED_IN}\s?)*(?:(?:마감|기한)[일이은]*\s?(?:언제|며칠)\S*"
            r"|언제까지\s?(?:내|제출|보내|올리|드리)\S*(?:\s[하되돼]\S*)?)[\s?.!~]*$",
        ),
        (
            "board",
            rf"^{_OF_WHOM}\s{_IN_TIME}(?:(?:안|못)?\s?(?:냈|보냈|올렸|(?:제출\s?(?:다\s?)?)?(?:했|됐|되었))"
            rf"{_ENDS_ASKING}|몇\s?[건개]\s?남았\S*"
            r"|(?:[안못]\s?낸|남은|빠진|밀린)\s?[거것게건]\S?(?:\s?[있없뭐몇]\S*)?)[\s?.!~]*$",
        ),
        (
            "board",
            rf"^(?:{_HANDED_IN}\s?|[1-4]분기\s?)*(?:누가|어디가|어느\s?(?:부서|과)[가이]?)\s(?:아직\s?)?"
            r"(?:[안못]\s?)?(?:냈|제출했)\S*[\s?.!~]*$",
        ),
        ("board", rf"^{_OF_WHOM}\s제출\s?현황\S*(?:\s\S+)?$"),
        ("history", "언제부터", rf"{_OF_OWNER}|맡|[가-힣](?:과|담당관|팀)(?:야|예요|이|가|에서)"),
        (
            "history",
            rf"{_OF_OWNER}\S{{0,4}}\s(?:언제\s)?(?:바뀌었|바뀐|바뀜|바꼈|변경된|변경됐|변경되었|넘어[왔갔온간])"
            rf"|(?:예전|이전|옛|옛날|원래|지난번|그동안|과거|전)(?:에는?|의|엔)?\s(?:어느\s|어디\s)?{_OF_OWNER}",
        ),
        ("history", r"누가\s(?:맡|담당하|했)았?었었|맡았었|담당했었|담당이었"),
        (
            "history",
            rf"(?:^|\s){_THEN}\s",
            rf"{_OF_OWNER}[가-힣]{{0,6}}(?:\s(?:누구|어디|어느|부서|{_THEN})\S{{0,6}}){{0,3}}[\s?.!]*$",
            r"^(?!.*(?:끝[나난났]|완료|[착준]공|시작|예산|사업[비기]|[율률]|실적|계획|[된한는은]\s공약))",
        ),
    )
)
GIVEN_UP = Message(text="그만뒀어요.")
NOTHING_TO_GIVE_UP = Message(text="지금은 그만둘 것이 없어요.")


_YES = (
    r"(?:(?:네|넵|넹|예|응|어|ㅇㅋ|ㅇ|ok(?:ay)?|오케이|오키|그래|좋아|좋습니다|맞아|맞습니다|확인|[👍👌🙆])"
    r"[요여]?[,.!~]*)*+"
)
_DO = (
    r"(?:(?:(?:그렇게|이대로|그대로)(?:등록|설정|진행)?|등록|설정|진행)(?:[해하]|알려|알리|보내)?"
    r"|알려|보내)(?:줘|주세요|주십시오|십시오|세요|요|기|라|자|시죠)?[,.!~]*"
)
_DENIED = re.compile(
    r"(?:아니|아뇨|노노|ㄴㄴ|틀렸[어네]|틀려|잘못됐[어네]|그게아니[야고])[요오여]?[.!~]*"
)
_AGREED = re.compile(rf"(?=.){_YES}(?:{_DO})?")


def agrees(words: str) -> bool:
    """Whether somebody says yes to what was shown, or to do it, and nothing else.

    >>> agrees("네, 이대로 해줘"), agrees("ㅇㅋ"), agrees("네 시에"), agrees("네?")
    (True, True, False, False)
    """
    is_asked = bool(set(words) & {"?", "？"})  # 네?
    return not is_asked and _AGREED.fullmatch(_without_spaces(words.casefold())) is not None


def denies(words: str) -> bool:
    """Whether somebody says no to what was shown, and nothing else.

    >>> denies("아니요"), denies("틀렸어요!"), denies("아니 3시로")
    (True, True, False)
    """
    return _DENIED.fullmatch(_without_spaces(words)) is not None


def gives_up(words: str) -> bool:
    """Whether somebody wants to answer no question any more.

    >>> gives_up("취소할게요"), gives_up("그만"), gives_up("취소 현황 제출")
    (True, True, False)
    """
    said = _without_spaces(words)
    return said.startswith(_GIVING_UP) and any(_is_called(name, said) for name in _GIVING_UP)


def asks_for(words: str, *labels: str) -> bool:
    """Whether somebody types what stands on one of these buttons, and what is asked of it.

    >>> asks_for("적용해 줘", "자세히", "적용 (3건)"), asks_for("적용 부서", "적용")
    (True, False)
    """
    said = _without_spaces(words)
    names = (label.partition(" (")[0].replace(" ", "") for label in labels)
    return any(_is_called(name, said) for name in names)


def command_of(words: str) -> str | None:
    """The command that somebody calls by its Korean name, 우리 부서 ahead; None for all else.

    >>> command_of("알림 등록하고 싶어요"), command_of("알림 보여줘"), command_of("/어떻게 써요?")
    ('remind', 'reminders', 'help')
    """
    typed = _without_spaces(words)
    ours = _OURS.sub("", typed)
    for name, command in _NAMES.items() if ours.startswith(_BEGINNINGS) else ():
        said = ours if command in _OF_DEPARTMENTS else typed
        if _is_called(name, said):
            is_looking = re.search(_LOOKING, said[len(name) :])
            return _NAMES.get(f"{name}보기", command) if is_looking else command
    return None


def called(text: str) -> tuple[str, str] | None:
    """The command that somebody calls, and the words that may be the rest of it; None for all else.

    It is called by its name, alone, ahead of these words or behind them, or by what it does.

    >>> called("지역개발-05 연혁 보여줘"), called("마감 알림 12/20 4분기 실적")
    (('history', '지역개발-05'), ('campaign', '12/20 4분기 실적'))
    >>> called("지역개발-05 언제부터 도시계획과야?")
    ('history', '지역개발-05 언제부터 도시계획과야?')
    """
    if (command := command_of(text)) is not None:
        return command, ""
    if _CALLED.search("".join(text.split())) is not None:
        starts = [word.start() for word in re.finditer(r"\S+", text)][1:]
        ahead = [(text[:start], text[start:]) for start in starts[MAX_NAME_WORDS::-1]]
        behind = [(text[start:], text[:start]) for start in starts[-MAX_NAME_WORDS:]]
        for name, rest in (*ahead, *behind):
            if (command := command_of(name)) in _WITH_WORDS:
                return command, rest.strip()
    done_by = (command for command, said in _DONE_BY if all(one.search(text) for one in said))
    return next(((command, text) for command in done_by), None)


def _is_called(name: str, said: str) -> bool:
    return said.startswith(name) and _ASKED.fullmatch(said, len(name)) is not None


def _without_spaces(words: str) -> str:
    """휴일을 추가하려면 as 휴일추가하려면; /도움말, which is no command to Telegram, as 도움말."""
    return re.sub(r"^/|@\w+$|[을를]\s|\s", "", hangul.normalized(words)).rstrip("?!.~")
