"""What only the chat in the terminal says."""

from __future__ import annotations

from bot.messages import Message

PROMPT = "질문> "
GOODBYE = "이용해 주셔서 고맙습니다."
LEAVING_WORDS = frozenset({"끝", "종료", "exit", "quit"})

HOW_TO_TALK = """\
터미널에서 쓰는 공약봇입니다.
답 아래 번호를 입력하면 그 버튼을 누른 것과 같고, '끝'을 입력하면 마칩니다.
텔레그램에서 쓰려면 @BotFather에게 /newbot을 보내 토큰을 받고,
.env 파일에 BOT_TOKEN=받은토큰 한 줄을 적은 뒤 다시 시작해 주세요."""

NO_OFFICE = Message(text="알림을 두는 데이터베이스를 열지 못했어요. BOT_STATE_DB를 확인해 주세요.")
OFFICE_IN_USE = Message(text="다른 봇이 켜져 있어요. 알림은 그 봇에서 정하거나, 끈 뒤에 해 주세요.")
ONLY_PLANNED = "알림은 텔레그램 봇이 켜져 있을 때 나가요."


def numbered(number: int, label: str) -> str:
    """A button as the terminal shows it.

    >>> numbered(1, "다음")
    '  [1] 다음'
    """
    return f"  [{number}] {label}"
