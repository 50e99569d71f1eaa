"""Help in words: what somebody can do, by their role and where they ask."""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from bot.korean import hangul
from bot.people.access import Role
from bot.people.messages import Button, Message, button, rows_of_two
from bot.people.replies.commands import WORDS
from bot.people.verbs import PeopleVerb

MAX_LINES = 12
FIRST_PAGE = 0  # beside the numbers of the topics


class Topic(NamedTuple):
    """A part of the help behind a button, with its commands; for this role and higher ones."""

    label: str
    commands: str
    besides: str = ""
    role: Role = Role.COORDINATOR


# By the numbers of their buttons.
TOPICS = {
    1: Topic("알림과 현황", "campaign remind reminders board digest undelivered holiday"),
    2: Topic("사람과 방", "people invite groups audit"),
    3: Topic(
        "공약표", "table reorg history stats misses", "표 파일을 보내면 바뀌는 것을 보여 드려요."
    ),
    4: Topic("운영", "health backup", "총괄은 이름을 눌러 지정해요: /people", Role.ADMIN),
}


class Examples(NamedTuple):
    """What can be asked of the current table, and what it calls a strategy."""

    number: str
    department: str
    word: str
    strategy_word: str


class Guide(IntEnum):
    """For whom it is."""

    STAFF = 1
    COORDINATORS = 2


# The document of each, and the name and the line of the file that is sent.
GUIDES = {
    Guide.STAFF: (
        "guide.ko.md",
        "공약봇-안내.html",
        "직원 안내서예요. 열어서 읽거나 다른 분께 보내세요.",
    ),
    Guide.COORDINATORS: (
        "coordinator.ko.md",
        "공약봇-총괄-안내.html",
        "총괄 안내서예요. 열어서 읽으세요.",
    ),
}


def help_message(role: Role, examples: Examples) -> Message:
    """Help in a private chat; for coordinators with buttons to what is theirs."""
    lines = [
        "궁금한 말을 그대로 보내 주세요.",
        f"· {examples.number} 담당?",
        f"· {examples.department} 공약",
        f"· {examples.word}, {hangul.choseong(examples.word)}",
        f"· 부서 목록, {examples.strategy_word} 목록, 전체 공약",
        "",
        "답은 첫 줄이 담당 부서예요.",
    ]
    topics = _topics(role)
    guides = [button("직원 안내서", PeopleVerb.GUIDE, Guide.STAFF)]
    if topics:
        guides.append(button("총괄 안내서", PeopleVerb.GUIDE, Guide.COORDINATORS))
    lines.append("총괄이 하는 일은 아래에 있어요." if topics else "부서 알림은 부서 방에서 정해요.")
    return Message.of(lines, *_buttons(topics), guides)


def topic_message(number: int, role: Role) -> Message:
    """One part of the help for coordinators."""
    topic = TOPICS[number]
    lines = [f"/{name} {WORDS[name].line}" for name in topic.commands.split()]
    besides = [topic.besides] if topic.besides else []
    others = [each for each in _topics(role) if each != number]
    back = button("« 도움말", PeopleVerb.HELP, FIRST_PAGE)
    return Message.of([topic.label, "", *lines, *besides], *_buttons(others), [back])


def commands_of(role: Role) -> dict[str, str]:
    """The commands of coordinators and admins alone, by their names; empty for everybody else."""
    names = [name for number in _topics(role) for name in TOPICS[number].commands.split()]
    return {name: WORDS[name].line for name in names}


def help_in_group(examples: Examples) -> Message:
    """Help in a group, where the bot answers commands and replies."""
    return Message.of(
        [
            "이 방에서는 이렇게 물어보세요.",
            f"· /find {examples.number}",
            f"· /dept {examples.department}",
            "",
            "알림에는 버튼이나 답장으로 답해요.",
            "/board 우리 부서 제출 현황",
            "/digest 현황을 월요일마다 받기",
            "/remind 내일 10시 회의 자료",
            "/reminders 이 방의 알림",
            "/register 이 방의 부서 정하기",
        ]
    )


def _topics(role: Role) -> list[int]:
    return [number for number, topic in TOPICS.items() if role >= topic.role]


def _buttons(topics: Sequence[int]) -> tuple[tuple[Button, ...], ...]:
    return rows_of_two([button(TOPICS[each].label, PeopleVerb.HELP, each) for each in topics])
