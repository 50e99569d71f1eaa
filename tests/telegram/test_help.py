"""Help: by role and by place, short, with examples that work there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.people.replies.commands import called, command_of
from bot.people.replies.help import MAX_LINES
from bot.people.replies.people import NOT_YOURS
from bot.reminders.replies.outlines import ONLY_COORDINATORS
from tests.botapi.people import group
from tests.telegram.office import (
    ADMIN,
    CARD,
    COLLEAGUE,
    COORDINATOR,
    NEWCOMER,
    appoint,
    labels,
    let_in,
    message_to,
    press_and_read,
    presses,
    reads,
    register_group,
    says,
)

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

GROUP = group(-200, "교통행정과 방")
TOPICS = ["알림과 현황", "사람과 방", "공약표"]
GUIDES = ["직원 안내서", "총괄 안내서"]


@pytest.fixture(autouse=True)
async def _staff(api: BotApi, office: None) -> None:
    """The office has a coordinator, and a member."""
    await appoint(api, COORDINATOR)
    await let_in(api, COLLEAGUE)


async def test_everybody_reads_what_is_theirs(api: BotApi) -> None:
    """In private: at most twelve lines, and buttons to the rest."""
    for who, topics in ((COLLEAGUE, []), (COORDINATOR, TOPICS), (ADMIN, [*TOPICS, "운영"])):
        for words in ("/help", "/HELP", "/help@gongyak_bot", "도움말", "사용법", "메뉴"):
            answer = await says(api, who, words)
            assert labels(answer) == [*topics, *GUIDES[: 1 + bool(topics)]], words
            assert len(answer["text"].splitlines()) <= MAX_LINES


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            "help",
            [
                "help",
                "Help?",
                "명령어",
                "사용법 좀 알려줘",
                "어떻게 써요?",
                "메뉴 보여줘",
                "사용법이요",
            ],
        ),
        ("remind", ["알림 등록하고 싶어요", "알림 등록 어떻게 해요?", "알림 추가해 주세요"]),
        (
            "reminders",
            ["알림 보여줘", "예약된 알림 보여 주세요", "알림 취소하고 싶어요", "알림 삭제"],
        ),
        ("board", ["누가 안 냈어?", "미제출 부서", "안 낸 부서 알려 주세요", "현황판 보여줘요"]),
        (
            "holiday",
            ["휴일 추가할래요", "휴일을 추가하려면", "휴일 목록", "휴일 추가 어떻게 하면 되나요"],
        ),
        ("people", ["직원 목록 보여줘", "승인 요청"]),
        ("invite", ["초대 링크 만들어 줘", "초대하고 싶어요"]),
        ("misses", ["못 찾은 말"]),
        ("remind", ["우리 부서 알림", "저희 과 알림 등록"]),
        ("reminders", ["우리 부서 알림 목록", "우리 방 알림 보여줘", "저희 알림 취소"]),
        ("board", ["우리 부서 현황판", "우리 팀 제출 현황 보여 주세요"]),
        ("stats", ["통계 보여줘"]),
    ],
)
def test_a_command_is_called_in_plain_words(command: str, said: list[str]) -> None:
    """By its Korean name, whatever is asked of it."""
    assert [command_of(words) for words in said] == [command] * len(said)


@pytest.mark.parametrize(
    "words",
    [
        "현황 조사 공약",
        "사람 중심 도시",
        "공약 알려줘",
        "휴일 진료",
        "공약표 담당",
        "우리 부서 공약표",
        "우리 부서",
        "써",
        "보여줘",
        "하기",
        "취소",
    ],
)
def test_a_question_calls_no_command(words: str) -> None:
    """Whatever it has in common with the name of one."""
    assert command_of(words) is None


@pytest.mark.parametrize(
    ("text", "command", "words"),
    [
        ("지역개발-05 연혁", "history", "지역개발-05"),
        ("연혁 지역개발-05", "history", "지역개발-05"),
        ("지역개발-05 담당 변경 이력 좀 알려 주세요", "history", "지역개발-05"),
        ("마감 알림 12/20 4분기 실적 제출", "campaign", "12/20 4분기 실적 제출"),
        ("내일 10시 회의 알림 등록해 줘", "remind", "내일 10시 회의"),
        ("전체 내일 9시 회의\n자료 지참 알림 보내줘", "remind", "전체 내일 9시 회의\n자료 지참"),
        ("조직 개편 교통행정과 → 교통과", "reorg", "교통행정과 → 교통과"),
    ],
)
def test_a_command_called_by_its_name_has_words_beside_it(
    text: str, command: str, words: str
) -> None:
    """Ahead or behind, as one says it."""
    assert called(text) == (command, words)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("지역개발-05 언제부터 담당이야", "history"),
        ("지역개발-05 언제부터 도시계획과야?", "history"),
        ("지역개발-05 담당 언제 바뀌었어", "history"),
        ("지역개발-05 담당이 바뀐 적 있나요", "history"),
        ("지역개발-05 원래 어느 부서였어", "history"),
        ("지역개발-05 예전 담당은", "history"),
        ("예전 지역개발-05 담당", "history"),
        ("2026년 3월에 1-1 담당 누구였어?", "history"),
        ("2026년 6월 30일 기준 1-1 담당", "history"),
        ("1-1 담당 작년에 누구였어", "history"),
        ("지난해 도서관 담당부서", "history"),
        ("1번 누가 맡았었어", "history"),
    ],
)
def test_a_command_is_called_by_what_it_does(text: str, command: str) -> None:
    """Without its name, and with all that is said."""
    assert called(text) == (command, text)


@pytest.mark.parametrize(
    "text",
    [
        "지역개발-05 언제부터 시작해",
        "지역개발-05 언제까지야",
        "2026년에 끝나는 공약 담당",
        "2025년에 완료된 공약 담당부서",
        "작년에 시작한 거 담당 부서",
        "작년 예산 담당",
        "1-1 담당 누구였지",
        "이력서 도와주는 곳",
        "사람 중심 도시",
        "휴일 진료",
        "교통행정과에서 하는 공약 알려줘",
        "교통행정과 전화번호 보내줘",
        "내년에 끝나는 공약 알려줘",
        "청년에게 도움 되는 공약 알려줘",
        "내일 회의에 쓸 교통행정과 공약 알려줘",
        "월요일에 여는 도서관 알려줘",
        "교통행정과에 무엇을 물어보면 되는지 알려줘",
        "알림톡 보내줘",
    ],
)
def test_what_asks_about_pledges_calls_no_command(text: str) -> None:
    """Though it begins or ends alike."""
    assert called(text) is None


@pytest.mark.parametrize(
    "words",
    ["사람", "방 목록", "부서 방", "휴일", "휴일 목록", "직원 목록 보여줘", "조직 개편", "/사람"],
)
async def test_a_member_hears_whose_a_command_called_by_its_name_is(
    api: BotApi, words: str
) -> None:
    """And gets no answer to another question."""
    await register_group(api, GROUP, "교통행정과", COLLEAGUE)
    assert await reads(api, COLLEAGUE, words) == NOT_YOURS


@pytest.mark.parametrize("words", ["우리 부서 알림", "우리 부서 알림 목록", "저희 과 알림"])
async def test_a_member_hears_where_their_departments_reminders_are(
    api: BotApi, words: str
) -> None:
    """As without 우리 부서."""
    await register_group(api, GROUP, "교통행정과", COLLEAGUE)
    assert await reads(api, COLLEAGUE, words) == ONLY_COORDINATORS


async def test_a_name_of_a_command_that_stands_in_a_title_is_asked_for(
    api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By whoever may not run it."""
    await register_group(api, GROUP, "교통행정과", COLLEAGUE)
    monkeypatch.setattr("bot.people.replies.commands.command_of", lambda _words: "stats")
    assert await reads(api, COLLEAGUE, "통계") == NOT_YOURS
    assert "주차관리과" in await reads(api, COLLEAGUE, "주차")


async def test_an_example_of_the_help_is_answered(api: BotApi) -> None:
    """As it stands there; in private without a command, in a group with one."""
    await register_group(api, GROUP, "교통행정과", COLLEAGUE)
    in_private = await reads(api, COLLEAGUE, "/help")
    example = in_private.splitlines()[1].removeprefix("· ")
    assert CARD in await reads(api, COLLEAGUE, example)
    in_group = await reads(api, COLLEAGUE, "/help", chat=GROUP)
    example = in_group.splitlines()[1].removeprefix("· ")
    assert example.startswith("/find ")
    assert CARD in await reads(api, COLLEAGUE, example, chat=GROUP)
    assert len(in_group.splitlines()) <= MAX_LINES
    assert await reads(api, COLLEAGUE, "/start", chat=GROUP) == in_group
    for command in ("/board", "/digest", "/reminders"):
        assert command in in_group
        assert "모르는 명령" not in await reads(api, COLLEAGUE, command, chat=GROUP)


async def test_our_department_is_asked_for_where_it_is_not_known(api: BotApi) -> None:
    """In private, by somebody who was not seen in any group; a question beside it is answered."""
    answer = await says(api, ADMIN, "우리 부서 공약")
    assert answer["text"] == "어느 부서인지 몰라요. 부서 이름을 보내 주세요."
    assert CARD in await reads(api, ADMIN, "우리 부서 지역개발-05")


@pytest.mark.parametrize(
    "said",
    [
        "교통행정과 최신입",
        "최신입 주무관/교통행정과",
        "안녕하세요 교통행정과 최신입입니다",
        "부서: 교통행정과, 이름: 최신입",
    ],
)
async def test_our_department_is_the_one_that_somebody_said_to_be_of(
    api: BotApi, said: str
) -> None:
    """When they asked to be let in, in whatever order; nobody looks into groups for it."""
    await says(api, NEWCOMER, "/start")
    await says(api, NEWCOMER, said)
    await presses(api, ADMIN, await message_to(api, ADMIN, f"({NEWCOMER['id']})"), "승인")
    await message_to(api, NEWCOMER, "승인되었어요")
    for text in ("우리 부서 공약", "저희 과 거", "내 담당은?", "제가 맡은 공약", "우리가 맡은 거"):
        answer = await says(api, NEWCOMER, text)
        assert answer["text"].startswith("🏢 교통행정과 공약 6건"), text
    for text in ("내 담당자", "문제 담당"):
        assert "교통행정과" not in await reads(api, NEWCOMER, text)


async def test_a_group_sees_how_it_reminds_itself(api: BotApi) -> None:
    """Nobody else: it names no department; and the question stands below."""
    await register_group(api, GROUP, "교통행정과", COLLEAGUE)
    hint = await reads(api, COLLEAGUE, "/remind", chat=GROUP)
    assert "교통행정과" not in hint
    assert "언제 알릴까요?" in hint
    for example in [line[3:] for line in hint.splitlines() if line.startswith("예: /")]:
        answer = await says(api, COLLEAGUE, example, chat=GROUP)
        assert answer["text"].count("교통행정과 방") == 1  # whom it is for
    assert "전체" not in await reads(api, COLLEAGUE, "/reminders", chat=GROUP)


async def test_every_command_of_the_help_exists(api: BotApi) -> None:
    """Each part opens with one tap in the same message, and leads to the others."""
    panel = await says(api, ADMIN, "/help")
    commands: list[str] = []
    for label in (*TOPICS, "운영"):
        panel = await press_and_read(api, ADMIN, panel, label)
        assert label not in labels(panel)
        assert len(panel["text"].splitlines()) <= MAX_LINES
        lines = panel["text"].splitlines()
        commands += [line.split()[0] for line in lines if line.startswith("/")]
    first = await press_and_read(api, ADMIN, panel, "« 도움말")
    assert {*GUIDES} <= {*labels(first)}
    assert {"/campaign", "/people", "/reorg", "/health"} <= {*commands}
    for command in commands:
        if command != "/backup":
            answer = await says(api, ADMIN, command)
            assert "모르는 명령" not in answer.get("text", ""), command


async def test_a_member_opens_no_part_of_the_coordinators_help(api: BotApi) -> None:
    """By forged data."""
    answer = await says(api, COLLEAGUE, "/help")
    for forged in ("hp/0", "hp/1", "gd/2"):
        tap = api.taps_on(COLLEAGUE, answer, forged)
        assert (await api.answer_to_tap(tap))["text"] == NOT_YOURS


async def test_the_guides_are_sent_as_files(api: BotApi) -> None:
    """With one tap, to read or to pass on."""
    answer = await says(api, COORDINATOR, "/help")
    for label in GUIDES:
        await presses(api, COORDINATOR, answer, label)
    await api.until(lambda: len(api.called("sendDocument")) == 2)
    files = [file for call in api.calls for file in call.files.values()]
    assert [file.name for file in files] == ["공약봇-안내.html", "공약봇-총괄-안내.html"]
    assert all(file.content.startswith(b"<!doctype html>") for file in files)
