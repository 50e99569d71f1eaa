"""What only Telegram shows: menus and the bot's page; what is said where no answer arrived."""

from collections.abc import Mapping

from bot.people.access import Role
from bot.people.messages import Message
from bot.people.replies.commands import WORDS
from bot.people.replies.help import commands_of

# What the menus say about each command; in groups some are about that group alone.
IN_PRIVATE = {name: WORDS[name].line for name in ("find", "dept", "help")}
IN_GROUPS = {
    **IN_PRIVATE,
    **{name: WORDS[name].line for name in ("register", "unregister")},
    "remind": "알림 등록: /remind 매주 월 9시 주간 보고",
    "reminders": "이 방의 알림",
    "board": "우리 부서 제출 현황",
    "digest": "현황을 월요일마다 받기",
}
LANGUAGES = ("", "en")  # the staff's, and the one that Telegram offers for all others

# What an empty chat shows; at most 512 characters, with the name of the office.
DESCRIPTIONS = {
    "": (
        "공약 담당 부서를 바로 찾아 드려요.\n\n"
        "번호, 낱말(주차), 부서 이름 무엇이든 보내 보세요.\n"
        "초성(ㅈㅊㅈ)이나 오타도 알아듣고, 다른 대화방에서도 바로 검색할 수 있어요.\n\n"
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
NOT_TEXT = Message(text="글로 된 질문만 읽을 수 있어요.\n번호, 낱말, 부서 이름을 써서 보내 주세요.")
FILE_STAYS = "파일과 사진은 전하지 못해요. 그 방에 직접 올려 주세요."
OLD_LINK = Message.of(
    "지난 공약표의 링크예요. 공약이 바뀌었거나 부서 이름이 달라졌을 수 있어요.\n"
    "번호나 부서 이름을 보내 주시면 지금 공약표에서 찾아 드릴게요."
)
IN_PRIVATE_ONLY = Message(text="이 명령은 봇과의 개인 대화에서 보내 주세요.")
NAMELESS = Message.of(
    "이름을 숨긴 관리자의 글은 누가 썼는지 알 수 없어서 받지 못해요.\n"
    "버튼을 누르거나, 이름을 드러내고 다시 보내 주세요."
)
TAKEN_BEFORE = Message(text="답으로 이미 받은 글이라 고쳐도 바뀌지 않아요. 새로 보내 주세요.")
APOLOGY = Message(text="죄송해요. 방금 것은 처리하지 못했어요. 잠시 뒤 다시 해 주세요.")
LATE = Message(text="죄송해요. 한동안 연결이 끊겨 보내신 글에 답하지 못했어요. 다시 보내 주세요.")
NEW_OFFICE = Message.of(
    "새 데이터베이스로 시작했어요. 등록된 사람도, 방도, 알림도 없어요.\n"
    "전에 쓰던 것이 있었다면 서버의 BOT_STATE_DB 설정을 확인하거나 백업에서 되돌려 주세요."
)
TOO_MANY = Message(
    text="메시지가 한꺼번에 많이 와서 일부는 읽지 못했어요. 잠시 뒤에 다시 보내 주세요."
)
UNSURE = Message(text="답을 보내다가 연결이 끊겼어요. 답이 보이지 않으면 다시 물어봐 주세요.")


def menu_of(role: Role) -> Mapping[str, str]:
    """The commands of a coordinator or an admin in private; empty for everybody else's."""
    more = commands_of(role)
    return {**IN_PRIVATE, **more} if more else {}
