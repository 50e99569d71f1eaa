"""What `pledge-bot setup` says in the terminal, and to the first admin."""

ADMIN_MADE = "운영자로 등록했어요. 봇을 켠 뒤 보내 보세요: /help"
HOW_TO_MAKE_BOT = """\
텔레그램에서 @BotFather에게 /newbot 명령을 보내면 봇을 만들고 토큰을 받을 수 있어요.
이미 있는 봇이면 /token 명령으로 다시 볼 수 있어요.
"""
PROMPT = "토큰> "
NO_SUCH_BOT = "텔레그램이 받지 않는 토큰이에요. 숫자:글자 전체를 다시 붙여 넣어 주세요.\n"
NOBODY_CAME = "코드를 보낸 사람이 없어요. 이 명령을 다시 실행해 주세요.\n"
BOT_RUNS = "이 토큰으로 켜져 있는 봇이 있어요. 그 봇을 끄고 다시 실행해 주세요.\n"
BOT_FOUND = "토큰을 확인했어요: @{}\n"
HAS_ADMINS = "운영자가 이미 {}명 있어요 (BOT_ADMINS).\n"
ADMIN_KNOWN = "운영자로 등록했어요: 텔레그램 ID {}\n"
NOT_REACHED = "텔레그램에 연결하지 못했어요: {}\n인터넷 연결과 방화벽을 확인해 주세요.\n"
NOT_WRITTEN = "{} 파일에 쓰지 못했어요: {}\n"  # with the file and the system's words
ENDED = "\n설정을 마치지 않고 끝냈어요.\n"


def ready_to_run(command: str, office: str, *, has_table: bool) -> str:
    """What comes after setting up: the table of another office than the shipped one's, first."""
    done = (
        f"설정을 마쳤어요. `{command} run`으로 시작하고, `{command} doctor`로 점검할 수 있어요.\n"
    )
    load = f"`{command} load 공약표.xlsx`로 표를 읽혀 주세요.\n"
    if not has_table:
        return f"{done}{office} 공약표가 아직 없어요. {load}"
    other = "다른 기관이면 .env에 BOT_OFFICE=기관이름을 적고"
    return f"{done}지금은 {office} 공약표로 답해요. {other}\n{load}"


def send_code(username: str, code: str, *, minutes: int) -> str:
    """How the first admin proves to be whoever reads this."""
    return (
        f"\n운영자가 될 사람은 {minutes}분 안에 텔레그램에서 @{username}에게 "
        "이 코드를 보내 주세요.\n"
        f"  {code}\n"
        f"휴대전화에서 이 주소를 열어 [시작]을 눌러도 돼요.\n  https://t.me/{username}?start={code}\n"
    )
