"""How the bot presents itself before anybody asks: its menus, in Korean and English, and its page.

Each command stands with what the menu says about it; `{}` of languages: "" is everybody's, and
Telegram shows another one to who has set it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.people.access import Role
from bot.people.messages import Message

LANGUAGES = ("", "en")  # the staff's, and the one that Telegram offers for all others


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command of at most 32 letters, and what the menu says about it in each language."""

    name: str
    korean: str
    english: str

    def said_in(self, language: str) -> str:
        """What the menu says in one of LANGUAGES."""
        return self.english if language == "en" else self.korean


FIND = Command(name="find", korean="공약 찾기: /find 주차", english="Find a pledge: /find 주차")
DEPARTMENT = Command(
    name="dept",
    korean="부서 공약 보기: /dept 교통행정과",
    english="Pledges of a department: /dept 교통행정과",
)
REMIND = Command(
    name="remind",
    korean="알림 등록: /remind 매주 월 9시 주간 보고",
    english="Set a reminder",
)
REMINDERS = Command(name="reminders", korean="알림 보기·고치기", english="Reminders")
HELP = Command(name="help", korean="사용 방법", english="How to ask")

IN_PRIVATE = (FIND, DEPARTMENT, HELP)
IN_GROUPS = (
    FIND,
    DEPARTMENT,
    Command(
        name="register",
        korean="이 방을 부서에 연결: /register 교통행정과",
        english="Connect this group to a department",
    ),
    Command(name="unregister", korean="부서 연결 풀기", english="Disconnect this group"),
    REMIND,
    REMINDERS,
    Command(name="board", korean="우리 부서 제출 현황", english="What we have handed in"),
    HELP,
)
OF_COORDINATORS = (
    *IN_PRIVATE,
    REMIND,
    REMINDERS,
    Command(
        name="campaign",
        korean="마감 알림: /campaign 12/20 4분기 실적 제출",
        english="Count down to a deadline for all departments",
    ),
    Command(name="undelivered", korean="전달하지 못한 알림", english="What did not arrive"),
    Command(name="board", korean="마감별 제출 현황", english="Who has handed in"),
    Command(name="digest", korean="주간 요약", english="What is open, every week"),
    Command(name="table", korean="공약표와 적용 기록", english="The table and its loads"),
    Command(
        name="reorg",
        korean="조직 개편: /reorg 교통행정과 → 교통과",
        english="Rename, merge, split departments",
    ),
    Command(name="history", korean="공약 연혁: /history 번호", english="Who owned a pledge when"),
    Command(name="stats", korean="공약 통계 그림", english="The pledges in figures"),
    Command(name="misses", korean="찾지 못한 말", english="What was asked in vain"),
    Command(name="holiday", korean="휴일 추가: /holiday 2026-12-31", english="Days off"),
    Command(name="people", korean="이용자와 요청", english="People and requests"),
    Command(name="invite", korean="초대 링크 만들기", english="Make an invitation link"),
    Command(name="groups", korean="부서 단체방", english="Department groups"),
    Command(name="audit", korean="변경 기록", english="Who changed what"),
)
OF_ROLES = {
    Role.COORDINATOR: OF_COORDINATORS,
    Role.ADMIN: (
        *OF_COORDINATORS,
        Command(name="health", korean="봇의 상태", english="How the bot is"),
        Command(name="backup", korean="백업 파일 받기", english="Get a backup"),
    ),
}

# What an empty chat shows; at most 512 characters, with the name of the office.
DESCRIPTIONS = {
    "": (
        "공약 담당 부서를 바로 찾아 드려요.\n\n"
        "번호, 낱말(주차), 부서 이름 무엇이든 보내 보세요.\n"
        "초성(ㅅㅇㅅㅅ)이나 오타도 알아듣고, 다른 대화방에서도 바로 검색할 수 있어요.\n\n"
        "{office} 직원만 쓸 수 있어요. 처음이면 시작을 눌러 사용을 신청해 주세요."
    ),
    "en": (
        "Tells the staff of a local government which department owns a pledge.\n\n"
        "Send a number, a word (주차) or a department.\n\n"
        "For staff only: press Start to ask for access."
    ),
}
# What the bot's page shows, and a shared link to it; at most 120 characters.
SHORT_DESCRIPTIONS = {
    "": "공약 담당 부서 찾기 · {office} 직원용",
    "en": "Which department owns a pledge? For the staff of a local government.",
}


NOT_TEXT = Message(text="글로 된 질문만 읽을 수 있어요.\n예: 주차 담당 어디야?")
OLD_LINK = Message(
    text=(
        "지난 공약표의 링크예요. 공약이 바뀌었거나 부서 이름이 달라졌을 수 있어요.\n"
        "번호나 부서 이름을 보내 주시면 지금 공약표에서 찾아 드릴게요."
    )
)
APOLOGY = Message(text="죄송해요. 답을 드리지 못했어요. 잠시 뒤 다시 물어봐 주세요.")


LATE = Message(text="죄송해요. 한동안 연결이 끊겨 답이 늦었어요. 다시 물어봐 주세요.")
NEW_OFFICE = Message(
    text=(
        "새 데이터베이스로 시작했어요. 등록된 사람도, 방도, 알림도 없어요.\n"
        "전에 쓰던 것이 있었다면 서버의 BOT_STATE_DB 설정을 확인해 주세요."
    )
)
TOO_MANY = Message(
    text="메시지가 한꺼번에 많이 와서 일부는 읽지 못했어요. 잠시 뒤에 다시 보내 주세요."
)
UNSURE = Message(text="답을 보내다가 연결이 끊겼어요. 답이 보이지 않으면 다시 물어봐 주세요.")
