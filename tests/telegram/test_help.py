"""Help: by role and by place, short, with examples that work there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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


async def test_a_member_hears_whose_a_command_called_by_its_name_is(api: BotApi) -> None:
    """And gets no answer to another question."""
    await register_group(api, GROUP, "교통행정과", COLLEAGUE)
    all_of_them = ("사람", "방 목록", "부서 방", "휴일", "휴일 목록", "직원 목록 보여줘")
    for words in (*all_of_them, "조직 개편", "/사람"):
        assert await reads(api, COLLEAGUE, words) == NOT_YOURS, words


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
