"""A quarter of an office in conversations with the real process, `python -m bot`, over HTTP.

One process serves all of them, with one coordinator and a group for each of the 21 departments.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from openpyxl import load_workbook

from bot.reminders.board_sheet import HEADING_ROW
from bot.table.store.versions import read_catalogue
from tests.botapi.people import group, person, private
from tests.botapi.server import BotApi
from tests.paths import TABLE
from tests.telegram.office import ADMIN, data_of, group_links, labels, press_and_read, presses
from tests.telegram.process import on

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.botapi.people import Json

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAMES = tuple(read_catalogue(TABLE).by_department)
PAGE = TABLE.with_name("pledge-table.txt").read_text(encoding="utf-8")
DEADLINE = datetime.now(ZoneInfo("Asia/Seoul")).date() + timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Department:
    """A department of the office: its group, and two people who are in it."""

    name: str
    chat: Json
    clerk: Json
    colleague: Json


@dataclass(kw_only=True)
class Office:
    """The office as it is once its groups are registered, and how many taps that took."""

    api: BotApi
    departments: dict[str, Department]
    state_db: Path
    looking: int = 0
    approving: int = 0

    @property
    def taps(self) -> int:
        """How many taps were answered so far."""
        return len(self.api.called("answerCallbackQuery"))

    async def hears(self, chat: Json, words: str, *, after: int = 0) -> Json:
        """The first of the bot's messages in a chat, after one with this id, that says this."""

        def found() -> list[Json]:
            said = [each for each in self.api.of_bot(chat) if each["message_id"] > after]
            return [each for each in said if words in str(each.get("text", each.get("caption")))]

        await self.api.until(found)
        return found()[0]

    async def asks(
        self, text: str, words: str, who: Json = ADMIN, chat: Json | None = None
    ) -> Json:
        """Somebody says something; what the bot says to that, by some of its words."""
        sent = self.api.says(who, text, chat=chat)
        return await self.hears(chat or private(who), words, after=sent["message_id"])

    async def replies(self, who: Json, message: Json, text: str, words: str) -> Json:
        """Somebody replies to a message; what the bot says to that, by some of its words."""
        sent = self.api.says(who, text, chat=message["chat"], reply_to_message=message)
        return await self.hears(message["chat"], words, after=sent["message_id"])

    def now(self, message: Json) -> Json:
        """A message as it stands now."""
        return self.api.messages[message["chat"]["id"], message["message_id"]]

    async def reads(self, message: Json, words: str) -> None:
        """Wait until a message says this."""
        await self.api.until(lambda: words in self.now(message)["text"])

    async def board(self, title: str) -> Json:
        """The board of a campaign, shown anew: the one there is, or one of the list."""
        sent = self.api.says(ADMIN, "/board")["message_id"]
        words = {"어느 현황을 볼까요?", f"📊 {title}"}

        def shown() -> list[Json]:
            new = [m for m in self.api.of_bot(private(ADMIN)) if m["message_id"] > sent]
            return [m for m in new if any(each in m.get("text", "") for each in words)]

        await self.api.until(shown)
        if "어느" in shown()[0]["text"]:
            await presses(self.api, ADMIN, shown()[0], title)
        return await self.hears(private(ADMIN), f"📊 {title}", after=sent)

    async def sends_now(self, command: str, *names: str) -> dict[str, Json]:
        """Set a reminder and send it at once; what these departments get."""
        api = self.api
        check = await self.asks(command, "이렇게 알릴까요?")
        panel = await press_and_read(api, ADMIN, check, "이대로 알리기")
        panel = await press_and_read(api, ADMIN, panel, "자세히")
        panel = await press_and_read(api, ADMIN, panel, "지금 보내기")
        last = max(message_id for _, message_id in api.messages)
        await presses(api, ADMIN, panel, "지금 보내기")
        got = {
            name: await self.hears(self.departments[name].chat, "🔔", after=last) for name in names
        }
        # Telegram has it a moment before the ledger says so.
        unsent = """
            SELECT 1 FROM deliveries
            WHERE status = 'sending' OR (status = 'planned' AND kind = 'reminder')
        """
        await self.api.until(lambda: not self.rows(unsent))
        return got

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """What the process keeps in its database."""
        with closing(sqlite3.connect(f"file:{self.state_db}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office() -> AsyncIterator[Office]:
    """The process, and its 21 groups, registered by the links that /groups shows.

    The first link is used by the coordinator, the others by people who are not let in yet.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "pledges.db", Path(folder) / "state.db"
        shutil.copy(TABLE, paths[0])
        settings = {"BOT_PLEDGES_DB": str(paths[0]), "BOT_STATE_DB": str(paths[1])}
        async with BotApi() as api, on(api, **settings) as process:
            found = Office(api=api, departments={}, state_db=paths[1])
            await _register_all(found)
            yield found
            status, log = await process.stop()
            assert status == 0
            assert "Traceback" not in log
        assert api.violations == []


async def _register_all(office: Office) -> None:
    api = office.api
    await office.asks("/start", "공약")
    panel = await press_and_read(
        api, ADMIN, await office.asks("/groups", "부서 방 0곳"), "등록 링크"
    )
    before, links = office.taps - 1, group_links(panel)
    while len(links) < len(NAMES):
        panel = await press_and_read(api, ADMIN, panel, "다음")
        links |= group_links(panel)
    assert tuple(links) == NAMES
    office.looking = office.taps - before
    for number, (name, payload) in enumerate(links.items()):
        chat = group(-3000 - number, f"{number}번 단톡방")
        clerk = person(3000 + number, f"김{number}")
        colleague = person(4000 + number, f"이{number}")
        office.departments[name] = Department(
            name=name, chat=chat, clerk=clerk, colleague=colleague
        )
        who = clerk if number else ADMIN
        api.chats.join(chat, clerk, colleague, who)
        api.chats.add_bot(who, chat)
        api.says(who, f"/start@gongyak_bot {payload}", chat=chat)
        if number:
            request = await office.hears(private(ADMIN), f"부서: {name}\n")
            await presses(api, ADMIN, request, "승인")
        await office.hears(chat, "등록되었어요")
    office.approving = office.taps - before - office.looking


async def test_21_groups_are_registered_by_a_link_and_an_approval_each(office: Office) -> None:
    """Nobody of the departments was let in before; afterwards everybody of the groups may ask."""
    assert (office.looking, office.approving) == (3, 20)
    panel = await office.asks("/groups", "부서 방 21곳")
    assert "방이 없는 부서" not in panel["text"]
    for name in NAMES[:3]:
        colleague = office.departments[name].colleague
        await office.asks("지역개발-05", "도시계획과", who=colleague)


async def test_six_pledges_are_handed_in_with_seven_taps(office: Office) -> None:
    """By two people of one group, over HTTP."""
    here = office.departments["교통행정과"]
    command = f"/campaign {DEADLINE:%m/%d} 교통행정과 여섯 공약"
    [reminder] = (await office.sends_now(command, here.name)).values()
    before = office.taps
    panel = await press_and_read(office.api, here.clerk, reminder, "공약별로 제출")
    for number in range(6):
        who = here.colleague if number % 2 else here.clerk
        panel = await press_and_read(office.api, who, panel, "⬜")
    assert office.taps == before + 7
    assert f"{here.colleague['first_name']} 님이 공약 6건을 모두 제출했어요" in panel["text"]
    [undo] = labels(panel)
    assert undo.endswith("되돌리기")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a clerk answers in words, and how the department stands then."""

    text: str
    heard: str
    state: str
    remark: str = ""


# What the first departments answer to one campaign; the others say nothing.
ANSWERS = (
    Said(text="제출했습니다", heard="제출완료로 기록", state="제출완료"),
    Said(text="냈어요", heard="제출완료로 기록", state="제출완료"),
    Said(text="네 알겠습니다", heard="확인으로 기록", state="확인"),
    Said(text="내일 오전 10시에 다시", heard="연기로 기록", state="연기"),
    Said(text="저희 부서 아닙니다", heard="총괄에게 알렸어요", state="우리 부서 아님"),
    Said(
        text="제출완료. 붙임은 따로 보냈습니다",
        heard="메모: 제출완료. 붙임은 따로 보냈습니다",
        state="제출완료",
        remark="제출완료. 붙임은 따로 보냈습니다",
    ),
)


async def test_answers_in_words_are_the_cells_of_board_sheet_and_ledger(office: Office) -> None:
    """Of 21 departments, cell by cell: what was said, what is kept, and what the files hold."""
    api, names = office.api, NAMES
    got = await office.sends_now(f"/campaign {DEADLINE:%m/%d} 4분기 실적", *names)
    said = dict(zip(names, ANSWERS, strict=False))
    for name, each in said.items():
        here = office.departments[name]
        answer = await office.replies(here.clerk, got[name], each.text, each.heard)
        assert labels(answer) == ["되돌리기"]
    unclear = office.departments[names[len(said)]]
    asked = await office.replies(unclear.clerk, got[unclear.name], "일부만 냈습니다", "골라 주세요")
    assert labels(asked)[:4] == ["확인", "제출완료", "연기", "우리 부서 아님"]
    await presses(api, unclear.colleague, asked, "확인")
    said[unclear.name] = Said(text="", heard="", state="확인")

    board = await office.board("4분기 실적")
    await presses(api, ADMIN, board, "엑셀로")
    await presses(api, ADMIN, board, "그림으로")
    files = [call for call in api.calls if call.method in {"sendDocument", "sendPhoto"}][-2:]
    book = load_workbook(BytesIO(files[0].files["document"].content))
    first = HEADING_ROW + 1
    rows = [*book["부서별"].iter_rows(min_row=first, values_only=True)]
    owned = {name: len(found) for name, found in read_catalogue(TABLE).owned_by.items()}
    handed_in = [name for name, each in said.items() if each.state == "제출완료"]
    assert [(row[0], row[1], row[4], row[5], row[7] or "") for row in rows] == [
        (
            name,
            said[name].state if name in said else "답 없음",
            owned[name] if name in handed_in else 0,
            owned[name],
            said[name].remark if name in said else "",
        )
        for name in names
    ]
    done, every = sum(owned[name] for name in handed_in), sum(owned.values())
    summary = f"제출완료 {len(handed_in)}/21곳 · 공약 {done}/{every}건"
    assert all(summary in text for text in (board["text"], book["부서별"]["A2"].value))
    assert all(summary in each.parameters["caption"] for each in files)
    pledges = [*book["공약별"].iter_rows(min_row=first, values_only=True)]
    assert len(pledges) == every
    assert sum(row[3] == "제출완료" for row in pledges) == done
    kept = office.rows(
        """
        SELECT name, at, remark FROM answers
        JOIN deliveries ON deliveries.id = delivery
        JOIN occurrences ON occurrences.id = occurrence
        JOIN reminders ON reminders.id = reminder
        WHERE text = '4분기 실적' AND undone_at IS NULL ORDER BY answers.id
        """
    )
    seoul = ZoneInfo("Asia/Seoul")
    in_sheet = {(row[2], row[3], row[7] or "") for row in rows if row[2]}
    assert in_sheet == {
        (name, f"{datetime.fromisoformat(at).astimezone(seoul):%Y-%m-%d %H:%M}", remark)
        for name, at, remark in kept
    }

    # Every one of these answers is taken back, and nothing of it is left.
    for name in said:
        here = office.departments[name]
        assert labels(office.now(got[name]))[-1] == "되돌리기"
        await presses(api, here.colleague, office.now(got[name]), "되돌리기")
        assert "되돌리기" not in labels(office.now(got[name]))
    board = await office.board("4분기 실적")
    assert "답 없음 21" in board["text"]
    assert "제출완료 0/21곳" in board["text"]


async def test_what_belongs_elsewhere_is_sent_there_and_taken_back(office: Office) -> None:
    """The coordinator decides, both groups hear how it ended, and nothing is asked of two."""
    api = office.api
    ours, theirs = office.departments["주차관리과"], office.departments["환경과"]
    command = f"/campaign {DEADLINE:%m/%d} 주차관리과 담당 확인"
    [reminder] = (await office.sends_now(command, ours.name)).values()
    denial = "우리 부서 아닙니다. 환경과입니다"
    await office.replies(ours.clerk, reminder, denial, "총괄에게 알렸어요")
    report = await office.hears(private(ADMIN), "알림: 담당 확인")
    assert labels(report)[0] == "환경과로 보내기"
    report = await press_and_read(api, ADMIN, report, "환경과로 보내기")
    await office.hears(ours.chat, "환경과로 보냈어요")
    sent = await office.hears(theirs.chat, "총괄이 우리 부서 담당으로 보낸 알림")
    await press_and_read(api, ADMIN, report, "보낸 것 되돌리기")
    await office.reads(sent, "거두어들인 알림")
    await office.hears(ours.chat, "담당을 다시 확인하고")
    kept = await press_and_read(api, ADMIN, office.now(report), "주차관리과 담당이 맞아요")
    assert "담당이 맞다고 알렸어요" in kept["text"]
    await office.hears(ours.chat, "위 알림에 답해 주세요")
    assert "제출완료" in labels(office.now(reminder))


async def test_a_coordinators_answer_is_called_that_and_takes_a_remark(office: Office) -> None:
    """Recorded from the board; the group adds why, and either side takes it back."""
    api, here = office.api, office.departments["의약과"]
    command = f"/campaign {DEADLINE:%m/%d} 의약과 대신 기록"
    [reminder] = (await office.sends_now(command, here.name)).values()
    board = await office.board("대신 기록")
    await presses(api, ADMIN, board, "답 기록·지우기")
    panel = await office.hears(private(ADMIN), "대신 기록\n어느 부서의 답을")
    panel = await press_and_read(api, ADMIN, panel, "의약과")
    panel = await press_and_read(api, ADMIN, panel, "제출완료로 기록")
    await office.reads(reminder, "총괄 김주무 님이")
    await office.replies(here.clerk, reminder, "공문으로 먼저 냈습니다", "메모를 적어 두었어요")
    assert f"💬 {here.clerk['first_name']}: 공문으로 먼저" in office.now(reminder)["text"]
    await press_and_read(api, ADMIN, panel, "답 지우기")
    await office.api.until(lambda: "확인" in labels(office.now(reminder)))
    assert "💬" not in office.now(reminder)["text"]


async def test_a_reminder_is_corrected_before_and_after_it_is_set(office: Office) -> None:
    """The edited line edits the draft; the same again is asked about; a skip is taken back."""
    api = office.api
    sent = api.says(ADMIN, "/remind 환경과 매주 월 9시 점검")
    check = await office.hears(private(ADMIN), "📝 점검", after=sent["message_id"])
    api.edits(sent, "/remind 환경과 매주 화 10시 수질 점검")
    await office.reads(check, "매주 화요일 10:00")
    assert "📝 수질 점검" in office.now(check)["text"]
    await presses(api, ADMIN, office.now(check), "이대로 알리기")
    twice = await office.asks("/remind 환경과 매주 화 10시 수질 점검", "같은 알림")
    assert labels(twice)[0] == "하나 더 등록"
    await presses(api, ADMIN, twice, "취소")
    panel = await press_and_read(api, ADMIN, office.now(check), "자세히")
    shown = panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "한 번 건너뛰기")
    assert "⏭" in panel["text"]
    panel = await press_and_read(api, ADMIN, panel, "건너뛰기 취소")
    assert panel["text"] == shown
    panel = await press_and_read(api, ADMIN, panel, "멈추기")
    panel = await press_and_read(api, ADMIN, panel, "다시 시작")
    panel = await press_and_read(api, ADMIN, panel, "지우기")
    panel = await press_and_read(api, ADMIN, panel, "그만두기")
    assert panel["text"] == shown


async def test_every_mistake_of_a_coordinator_is_undone(office: Office) -> None:
    """A refusal, a removal, a group's department, a day off, a table, a reorganisation."""
    api, stranger = office.api, person(9000, "최신입")
    await office.asks("/start", "부서와 이름", who=stranger)
    await office.asks("환경과 최신입", "전해 드렸어요", who=stranger)
    request = await office.hears(private(ADMIN), "🙋 환경과 최신입")
    refused = await press_and_read(api, ADMIN, request, "거절")
    await office.hears(private(stranger), "승인되지 않았어요")
    await presses(api, ADMIN, refused, "거절 취소하고 승인")
    await office.hears(private(stranger), "승인되었어요")
    panel = await office.asks("/people 최신입", "1명")
    panel = await press_and_read(api, ADMIN, panel, "최신입(9000)")
    panel = await press_and_read(api, ADMIN, panel, "내보내기")
    panel = await press_and_read(api, ADMIN, panel, "내보내기")
    await office.asks("지역개발-05", "직원만", who=stranger)
    await press_and_read(api, ADMIN, panel, "직원으로 승인")
    await office.asks("지역개발-05", "도시계획과", who=stranger)

    panel = await office.asks("/groups", "부서 방 21곳")
    panel = await press_and_read(api, ADMIN, panel, "0번 단톡방")
    panel = before = await press_and_read(api, ADMIN, panel, "부서 바꾸기")
    panel = await press_and_read(api, ADMIN, panel, NAMES[1])
    assert panel["text"] != before["text"]
    panel = await press_and_read(api, ADMIN, panel, f"✓ {NAMES[1]}")
    assert panel["text"] == before["text"]

    day = await office.asks(f"/holiday {DEADLINE.isoformat()}", "휴일로 추가할까요?")
    days = await press_and_read(api, ADMIN, day, "추가")
    day = await press_and_read(api, ADMIN, days, "빼기")
    assert "추가한 휴일이 없어요" in (await press_and_read(api, ADMIN, day, "빼기"))["text"]

    for name in ("매주 수 9시 보도", "매월 말일 9시 결산", "매주 금 15시 회의"):
        check = await office.asks(f"/remind 소통담당관 {name}", "이렇게 알릴까요?")
        await presses(api, ADMIN, check, "이대로 알리기")
    api.sends_file(ADMIN, "공약.txt", PAGE.replace("소통담당관", "홍보담당관").encode())
    summary = await office.hears(private(ADMIN), "적용할까요")
    await presses(api, ADMIN, summary, "적용")
    moving = await office.hears(private(ADMIN), "적용했어요")
    taps = office.taps
    moved = await press_and_read(api, ADMIN, office.now(moving), "소통담당관 → 홍보담당관")
    assert office.taps == taps + 1  # the group and three reminders follow
    assert "홍보담당관" in (await office.asks("/groups", "부서 방 21곳"))["text"]
    await presses(api, ADMIN, moved, "되돌리기")
    await office.asks("소통담당관 공약", "소통담당관")
    panel = await office.asks("/reorg 환경과 → 기후환경과", "기후환경과")
    done = await press_and_read(api, ADMIN, panel, "지금 바꾸기")
    await presses(api, ADMIN, done, "되돌리기")
    await office.asks("환경과", "환경과")


@pytest.mark.parametrize(
    ("command", "asked", "answer", "shown"),
    [
        ("/campaign", "마감일과 내용", "{day} 자료 제출", "📝 자료 제출"),
        ("/campaign 자료 취합", "마감일이 언제", "{day}", "📝 자료 취합"),
        ("/holiday", "날짜를 보내 주세요", "{day}", "휴일로 추가할까요?"),
        ("/people", "누구를 찾을까요?", "김주무", "🔎 '김주무'"),
        ("/find", "", "지역개발-05", "도시계획과"),
        ("/dept", "", "환경과", "환경과"),
        ("/history", "", "지역개발-05", "도시계획과"),
        ("/reorg", "", "환경과 → 기후과", "기후과"),
        ("/remind", "누구에게 알릴까요?", "환경과", "언제 알릴까요?"),
    ],
)
async def test_a_command_tapped_alone_asks_and_takes_the_next_message(
    office: Office, command: str, asked: str, answer: str, shown: str
) -> None:
    """A question in the middle is answered as a question, and the command still waits."""
    question = await office.asks(command, asked)
    await office.asks("교육문화-14 담당?", "교통행정과")
    await office.replies(ADMIN, question, answer.format(day=f"{DEADLINE:%m/%d}"), shown)


async def test_a_group_sees_and_asks_for_its_own(office: Office) -> None:
    """Its board, its help and its reminders; a command asks there as well, and takes the reply."""
    here = office.departments["도시계획과"]
    command = f"/campaign {DEADLINE:%m/%d} 도시계획과 방에서 보는 현황"
    await office.sends_now(command, here.name)
    own = await office.asks("/board", "우리 방 현황", who=here.clerk, chat=here.chat)
    assert "방에서 보는 현황" in own["text"]
    assert "주차관리과" not in own["text"]
    await office.asks("/reminders", "총괄이 등록한 알림", who=here.clerk, chat=here.chat)
    await office.asks("/help", "이 방에서는", who=here.clerk, chat=here.chat)
    asked = await office.asks("/find", "", who=here.clerk, chat=here.chat)
    await office.replies(here.clerk, asked, "교육문화-14", "교통행정과")
    check = await office.asks("/remind 내일 10시 자료", "📝 자료", who=here.clerk, chat=here.chat)
    data = data_of(check, "이대로 알리기")
    refused = await office.api.answer_to_tap(office.api.taps_on(here.colleague, check, data))
    assert "다른 분이" in refused["text"]
    await presses(office.api, here.clerk, check, "이대로 알리기")
