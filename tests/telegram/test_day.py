"""A coordinator's day in taps: what the specification counts, through the real Telegram side."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.table.live import LiveCatalogue
from tests.botapi.people import private
from tests.paths import TABLE
from tests.telegram.office import (
    ADMIN,
    ANSWERER,
    TRAFFIC,
    labels,
    newest,
    opens_chat,
    press_and_read,
    presses,
    reads,
    register_group,
    says,
    set_reminder,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.botapi.server import BotApi
    from tests.telegram.conftest import Clock, Serving

PAGE = TABLE.with_name("pledge-table.txt")
SEVEN_BEFORE = datetime(2026, 12, 14, 0, 0, tzinfo=UTC)


@pytest.fixture
async def path(api: BotApi, tmp_path: Path, serving: Serving, clock: Clock) -> AsyncIterator[Path]:
    """The bot with a table of its own, its admin, and a registered group of six pledges."""
    path = tmp_path / "pledges.db"
    shutil.copy(TABLE, path)
    async with serving(catalogues=LiveCatalogue(path), pledges_db=path, clock=clock):
        await opens_chat(api, ADMIN)
        await register_group(api, TRAFFIC, "교통행정과", ANSWERER)
        yield path


def taps(api: BotApi) -> int:
    """How many taps were answered so far."""
    return len(api.called("answerCallbackQuery"))


def renamed() -> bytes:
    """The real table, in which a department has another name."""
    return PAGE.read_text(encoding="utf-8").replace("교통행정과", "교통과").encode()


async def loads(api: BotApi, content: bytes) -> None:
    """The admin sends a table and applies it."""
    api.sends_file(ADMIN, "공약.txt", content)
    await api.until(lambda: "적용할까요" in newest(api, private(ADMIN))["text"])
    await presses(api, ADMIN, newest(api, private(ADMIN)), "적용")


async def test_a_renamed_department_with_three_reminders_takes_one_tap(
    api: BotApi, path: Path
) -> None:
    """After the table was applied: its group and all its reminders."""
    for words in ("매주 월 9시 주간 보고", "매월 말일 10시 진도 보고", "12/20 10시 회의"):
        await set_reminder(api, f"/remind 교통행정과 {words}")
    await loads(api, renamed())
    before = taps(api)
    await presses(api, ADMIN, newest(api, private(ADMIN)), "교통행정과 → 교통과")
    assert taps(api) == before + 1
    listed = await reads(api, ADMIN, "/reminders")
    assert listed.count("교통과 · ") == 3
    assert "교통행정과" not in listed
    assert "교통행정과 방 · 교통과" in await reads(api, ADMIN, "/groups")


async def test_a_department_that_is_gone_can_be_unticked(api: BotApi, path: Path) -> None:
    """Where nobody let its reminders follow: it stands first, and says that it is gone."""
    await set_reminder(api, "/remind 교통행정과, 도시계획과 매주 월 9시 주간 보고")
    await loads(api, renamed())
    panel = await press_and_read(api, ADMIN, await says(api, ADMIN, "/reminders"), "1번")
    panel = await press_and_read(api, ADMIN, panel, "고치기")
    panel = await press_and_read(api, ADMIN, panel, "받는 곳")
    assert "지금 공약표에 없는 부서: 교통행정과" in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "✓ 교통행정과")
    assert "없는 부서" not in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "교통과")
    panel = await press_and_read(api, ADMIN, panel, "다 골랐어요")
    assert "📣 도시계획과, 교통과" in panel["text"]
    assert labels(panel)[0] == "이대로 고치기"


@pytest.mark.usefixtures("path")
async def test_places_that_a_text_leaves_out_are_shown_by_a_button(api: BotApi) -> None:
    """Before it is set and after; and the way back."""
    check = await says(api, ADMIN, "/remind 전체 매주 월 9시 주간 보고")
    assert "외 15곳" in check["text"]
    panel = await press_and_read(api, ADMIN, check, "받는 곳 모두 보기")
    assert "· 교통행정과 방" in panel["text"]
    assert panel["text"].count("\n· ") == 21
    check = await press_and_read(api, ADMIN, panel, "« 돌아가기")
    await presses(api, ADMIN, check, "이대로 알리기")
    panel = await press_and_read(api, ADMIN, await says(api, ADMIN, "/reminders"), "1번")
    panel = await press_and_read(api, ADMIN, panel, "받는 곳 모두 보기")
    assert "⚠️ 방이 없는 부서 20곳" in panel["text"]
    assert "🔔 1번 알림" in (await press_and_read(api, ADMIN, panel, "« 돌아가기"))["text"]


async def test_what_the_shell_undoes_is_undone_for_groups_and_reminders_too(
    api: BotApi, tmp_path: Path, serving: Serving, clock: Clock
) -> None:
    """The bot sees it when it is back, follows it, and shows it to the group and coordinators."""
    path = tmp_path / "pledges.db"
    shutil.copy(TABLE, path)
    async with serving(catalogues=LiveCatalogue(path), pledges_db=path, clock=clock):
        await opens_chat(api, ADMIN)
        await register_group(api, TRAFFIC, "교통행정과", ANSWERER)
        await set_reminder(api, "/remind 교통행정과 매주 월 9시 주간 보고")
        await loads(api, renamed())
        await presses(api, ADMIN, newest(api, private(ADMIN)), "교통행정과 → 교통과")
        assert "교통행정과 방 · 교통과" in await reads(api, ADMIN, "/groups")
    assert main(["load", "--undo", "--yes", f"--db={path}"]) == 0
    before = len(api.of_bot(TRAFFIC))
    async with serving(catalogues=LiveCatalogue(path), pledges_db=path, clock=clock):
        await api.until(lambda: "↩️ 되돌렸어요" in newest(api, private(ADMIN))["text"])
        assert len(api.of_bot(TRAFFIC)) == before + 1
        assert "부서 이름이 교통행정과로 바뀌었어요" in newest(api, TRAFFIC)["text"]
        assert "맡음" not in newest(api, TRAFFIC)["text"]
        assert "교통행정과 방 · 교통행정과" in await reads(api, ADMIN, "/groups")
        assert "교통행정과 · 매주" in await reads(api, ADMIN, "/reminders")


@pytest.mark.usefixtures("path")
async def test_a_group_with_a_new_name_gets_to_know_that_and_no_more(api: BotApi) -> None:
    """Its pledges are the same; of departments that are merged or split, that is told."""
    await presses(api, ADMIN, await says(api, ADMIN, "/reorg 교통행정과 → 교통과"), "지금 바꾸기")
    told = newest(api, TRAFFIC)["text"]
    assert told == "🏛 부서 이름이 교통과로 바뀌었어요.\n공약 6건은 그대로예요."
    await presses(
        api, ADMIN, await says(api, ADMIN, "/reorg 교통과, 주차관리과 → 길과"), "지금 바꾸기"
    )
    told = newest(api, TRAFFIC)["text"]
    assert told == "🏛 교통과, 주차관리과가 길과로 합쳐졌어요.\n공약 8건을 함께 맡아요."
    await presses(api, ADMIN, await says(api, ADMIN, "/reorg 길과 → 차과, 철과"), "지금 바꾸기")
    told = newest(api, TRAFFIC)["text"]
    assert told.startswith("🏛 길과가 차과, 철과로 나뉘었어요.\n차과 공약 8건\n· 지역개발-01 ")


@pytest.mark.usefixtures("path")
async def test_our_pledges_are_those_of_the_departments_that_have_some(api: BotApi) -> None:
    """The name of a new one without any is no word to look for."""
    panel = await says(api, ADMIN, "/reorg 교통행정과 → 교통과, 버스과")
    await presses(api, ADMIN, panel, "지금 바꾸기")
    ours = await says(api, ANSWERER, "/find 우리 부서 공약", chat=TRAFFIC)
    assert ours["text"].startswith("🏢 교통과 공약 6건")


async def test_all_that_changed_the_table_is_in_the_audit_log(
    api: BotApi, path: Path, tmp_path: Path
) -> None:
    """By its person, or by the operator in the shell; what followed it is not taken for people."""
    await set_reminder(api, "/remind 교통행정과 매주 월 9시 주간 보고")
    await loads(api, renamed())
    await presses(api, ADMIN, newest(api, private(ADMIN)), "교통행정과 → 교통과")
    await presses(api, ADMIN, newest(api, private(ADMIN)), "되돌리기")
    (tmp_path / "표.txt").write_bytes(renamed())
    assert main(["load", str(tmp_path / "표.txt"), f"--db={path}", "--yes"]) == 0
    panel = await says(api, ADMIN, "/reorg 공원녹지과 → 공원과")
    await presses(api, ADMIN, panel, "지금 바꾸기")
    log = await reads(api, ADMIN, "/audit")
    done = [line.split(" ", 2)[2] for line in log.splitlines()[2:]]
    assert done[:8] == [
        "김주무(100) · 조직 개편 (5번)",
        "운영자 · 공약표 적용 (4번)",
        "김주무(100) · 공약표 되돌림 (3번)",
        "김주무(100) · 방 등록 → 교통행정과 방 (교통행정과)",
        "김주무(100) · 알림 고침 (1번)",
        "김주무(100) · 알림 고침 (1번)",
        "김주무(100) · 방 등록 → 교통행정과 방 (교통과)",
        "김주무(100) · 공약표 적용 (2번)",
    ]
    assert "이름 없음" not in log
