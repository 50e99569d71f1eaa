"""What only the terminal says: the chat there, and how tables are loaded."""

from bot.people.messages import Message

PROMPT = "질문> "
GOODBYE = "이용해 주셔서 고마워요."
LEAVING_WORDS = frozenset({"끝", "종료", "exit", "quit"})

HOW_TO_TALK = """\
터미널에서 쓰는 공약봇이에요.
답 아래 번호를 입력하면 그 버튼을 누른 것과 같고, '끝'을 입력하면 마쳐요.
답장으로 적으라는 글에는 바로 다음 줄에 적으면 돼요.
파일은 /file 뒤에 경로를 적어 보내고, 알림은 텔레그램 봇이 켜져 있을 때 나가요.
"""

NO_TABLE = Message(text="아직 공약표가 없어요. 이렇게 표 파일을 보내 주세요.\n/file 공약표.xlsx")
WHICH_FILE = Message(text="어느 파일인가요? /file 뒤에 경로를 적어 주세요.\n예: /file 공약표.xlsx")
NO_OFFICE = Message(text="알림을 두는 데이터베이스를 쓰지 못했어요. BOT_STATE_DB를 확인해 주세요.")
SAVED = "지금 폴더에 저장했어요: {}"  # a file that Telegram would have shown
NOT_SAVED = Message(text="지금 폴더에 파일을 저장하지 못했어요. 권한과 디스크를 확인해 주세요.")
OFFICE_IN_USE = Message(text="다른 봇이 켜져 있어요. 알림은 그 봇에서 정하거나, 끈 뒤에 해 주세요.")
NOT_FROM_HERE = Message(text="여기서는 할 수 없어요. 텔레그램에서 해 주세요.")


def address(action: str, payload: str) -> str:
    """What starts the bot, or adds it to a group; the terminal does not know its name."""
    return f"https://t.me/봇아이디?{action}={payload}"


def not_opened(path: str, why: str) -> Message:
    """Which file is not read, and why: a slip stands in what was typed."""
    return Message(text=f"파일을 열지 못했어요.\n{path}\n{why}")


WRONG_TERM = "임기는 '민선9기'처럼 한 줄로 적어 주세요"
FILE_HELP = (
    "공약 표 파일: 엑셀, ODS, CSV, HTML, 긁은 글 "
    "(없으면 별칭 파일만 다시 읽어요; 금천구청은 data/pledge-table.txt)"
)
DB_HELP = "데이터베이스 파일 (기본값: BOT_PLEDGES_DB)"
ALIASES_HELP = "별칭 파일 (기본값: 사무실(BOT_OFFICE)의 별칭)"
TERM_HELP = "임기 (기본값: 데이터베이스의 현재 임기)"
PAST_HELP = "지난 임기의 표로 두고, 지금 임기는 그대로 둬요"
AS_OF_HELP = "표의 기준일, 2026-01-31처럼 (기본값: 표가 바뀌었으면 오늘)"
DRY_RUN_HELP = "바뀔 것을 보여 주기만 하고 바꾸지 않아요"
YES_HELP = "묻지 않고 적용해요(스크립트용)"
FORCE_HELP = "공약이 다섯에 하나 넘게 지워져도 적용해요"
UNDO_HELP = "마지막으로 적용한 표를 되돌려요"


def how_to_get_token(command: str) -> str:
    """The way from the terminal to Telegram; `command` starts this program."""
    return (
        f"텔레그램에서 쓰려면 `{command} setup`을 실행해 주세요.\n"
        "@BotFather에게 토큰을 받는 것부터 안내해요."
    )


def numbered(number: int, label: str) -> str:
    """A button as the terminal shows it.

    >>> numbered(1, "다음")
    '  [1] 다음'
    """
    return f"  [{number}] {label}"
