"""A new term, and departments that vanish: what a load touches, decided tap by tap."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

import pytest

from bot.features import VERBS
from bot.lookup.pledge import PledgeNumber
from bot.people.groups import Chat, Presence
from bot.people.messages import Press
from bot.people.store import groups
from bot.reminders.rules.reminder import Departments, Everyone, OwnersOf, Reminder
from bot.reminders.rules.schedule import Daily, Schedule
from bot.reminders.rules.working_days import Shift
from bot.reminders.store import reminders
from bot.store.records import insert
from bot.table.command import NotUnderstood, Reorganisation, reorganisation
from bot.table.departments import key, read
from bot.table.likely_term import likely_term
from bot.table.reorganisation import Step, StepKind
from bot.table.store.versions import read_catalogue
from bot.table.verbs import TableVerb
from bot.terminal.office import TerminalChats
from tests.lookup.tables import real
from tests.table.test_desk import (
    OPERATORS,
    Desk,
    button,
    desk,  # noqa: F401 -- the fixture
    renamed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.people.messages import Message
    from bot.reminders.rules.reminder import Audience
    from bot.store.state import Tables

    T = TypeVar("T")

pytestmark = pytest.mark.slow


@dataclass(slots=True, kw_only=True)
class RecordingChats(TerminalChats):
    """Chats that remember what they were sent."""

    texts: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    async def send(self, chat_id: int, message: Message, *, topic_id: int | None = None) -> int:
        """Keep it."""
        self.texts[chat_id].append(message.text)
        return len(self.texts[chat_id])


@pytest.fixture
def chats(desk: Desk) -> RecordingChats:  # noqa: F811
    """The chats of the desk's office."""
    desk.office.chats = RecordingChats()
    return desk.office.chats


def change(desk: Desk, changed: Callable[[Tables], T]) -> T:  # noqa: F811
    """Change or read the office's database."""
    return asyncio.run(desk.office._open_features().office.state.write(changed))


def register(desk: Desk, chat_id: int, *departments: str) -> None:  # noqa: F811
    """Register a group of these departments."""

    def meet(db: Tables) -> None:
        now = desk.clock.now
        chat = Chat(chat_id=chat_id, title="방", presence=Presence.HERE, hears_all=False)
        groups.meet(db, chat, by=7, now=now)
        groups.bind(db, (chat_id, None), departments, by=7, now=now)

    change(desk, meet)


def remind(desk: Desk, audience: Audience, text: str) -> None:  # noqa: F811
    """Set a daily reminder."""
    at = desk.clock.now.time().replace(hour=10)
    schedule = Schedule(rule=Daily(), at=at, shift=Shift.NONE)
    change(
        desk,
        lambda db: reminders.add(
            db,
            Reminder(
                audience=audience,
                text=text,
                schedule=schedule,
                active_from=desk.clock.now,
            ),
            by=7,
        ),
    )


def departments_of(desk: Desk, chat_id: int) -> tuple[str, ...]:  # noqa: F811
    """Whose group it is now."""
    found = change(desk, lambda db: groups.group(db, chat_id))
    assert found is not None
    return found.departments


def audiences(desk: Desk) -> list[Audience]:  # noqa: F811
    """For whom the reminders are now."""
    return [one.audience for one in change(desk, lambda db: reminders.ahead(db, desk.clock.now))]


def retitled(row: dict[str, str]) -> dict[str, str]:
    """The same number, for something else."""
    return row | {"공약명": f"{row['관리번호'][::-1]} {row['공약명'][::-1]}"}


def test_new_titles_under_the_same_numbers_are_asked_for_their_term(desk: Desk) -> None:  # noqa: F811
    """Two taps; the old table stays beside the new one."""
    file = desk.file(retitled)
    asked, shown = desk.says(file, "1")
    assert "새 임기(민선9기)인가요?" in asked
    assert [line for line in asked.splitlines() if "[" in line] == [
        "  [1] 새 임기(민선9기)",
        "  [2] 민선8기 표를 고침",
        "  [3] 다른 임기",
        "  [4] 취소",
    ]
    assert "민선9기 표가 지금 표가 돼요." in shown
    before = desk.pledges
    *_, applied = desk.says(file, "1", button(shown, "적용"))
    assert "✅ 적용했어요. 민선9기 공약 63건" in applied
    catalogue = read_catalogue(desk.path)
    assert (catalogue.term, catalogue.earlier[0].term) == ("민선9기", "민선8기")
    assert catalogue.earlier[0].pledges == before
    past, now = desk.says("/history 민선8기 지역개발-13", "/history 지역개발-13")
    assert " ~ 임기 끝\n  교통행정과 " in past
    assert " ~ 지금\n" in now
    assert desk.says("2025년에 지역개발-13 담당", "작년 지역개발-13 담당 누구였어") == [past, past]
    press(desk, "tu", 2)
    catalogue = read_catalogue(desk.path)
    assert (catalogue.term, catalogue.earlier, catalogue.pledges) == ("민선8기", (), before)


def test_the_same_file_can_be_a_correction_all_the_same(desk: Desk) -> None:  # noqa: F811
    """Then it changes the current table, and says so."""
    file = desk.file(retitled)
    _, shown = desk.says(file, "2")
    assert "이름 변경 63" in shown


def test_a_term_can_be_named_by_hand(desk: Desk) -> None:  # noqa: F811
    """What is no term's name is a question like any other."""
    file = desk.file(retitled)
    *_, asked, answered, shown = desk.says(file, "3", "지역개발-05", "민선 10기")
    assert "어느 임기의 표인가요?" in asked
    assert answered.startswith("🏢")
    assert "민선10기 표가 지금 표가 돼요." in shown


def test_a_file_that_names_a_term_is_believed(desk: Desk) -> None:  # noqa: F811
    """In its name or in the lines above its table."""
    desk.file(renamed)
    other = desk.folder / "민선 9기 공약.csv"
    other.write_bytes((desk.folder / "공약.csv").read_bytes())
    [asked] = desk.says(f"/file {other}")
    assert "새 임기(민선9기)인가요?" in asked
    ours = desk.folder / "민선8기 공약.csv"
    ours.write_bytes((desk.folder / "공약.csv").read_bytes())
    [shown] = desk.says(f"/file {ours}")
    assert "부서 변경 6" in shown


def test_a_corrected_past_term_stays_a_past_one(desk: Desk) -> None:  # noqa: F811
    """The current table goes on answering; the correction can be undone."""
    desk.says(desk.file(retitled), "1", "1")
    catalogue, other = read_catalogue(desk.path), desk.folder / "민선8기 공약.csv"
    rows = [f'{p.number},"{p.title}",교통과' for p in catalogue.earlier[0].pledges]
    other.write_text("\n".join(["관리번호,공약명,담당부서", *rows]), encoding="utf-8")
    asked, shown = desk.says(f"/file {other}", "1")
    assert "지난 임기(민선8기)인가요?" in asked
    assert "지난 임기의 표예요. 지금 표는 민선9기 그대로예요." in shown
    desk.says(f"/file {other}", "1", button(shown, "적용"))
    after = read_catalogue(desk.path)
    assert (after.term, after.pledges) == ("민선9기", catalogue.pledges)
    assert {p.department for p in after.earlier[0].pledges} == {"교통과"}
    listed = desk.says("/table", "1")[-1]
    desk.says("/table", "1", button(listed, "되돌리기"))
    assert read_catalogue(desk.path).earlier[0].pledges == catalogue.earlier[0].pledges


@pytest.mark.parametrize(
    ("count", "titles", "expected"),
    [
        pytest.param(63, "{0}", "민선8기", id="the same table"),
        pytest.param(63, "{0} (보완)", "민선8기", id="titles with something added"),
        pytest.param(12, "{0}", "민선8기", id="a part of the table"),
        pytest.param(63, "전혀 다른 사업 {1}", "민선9기", id="other titles"),
        pytest.param(2, "전혀 다른 사업 {1}", "민선8기", id="too few to tell"),
    ],
)
def test_titles_distinguish_a_new_term_from_a_correction(
    count: int, titles: str, expected: str
) -> None:
    """Departments do not: they change in every reorganisation."""
    held = real().pledges
    found = [
        type(p)(number=p.number, title=titles.format(p.title, at), owners=("새과",), strategy="")
        for at, p in enumerate(held[:count])
    ]
    assert likely_term(found, {"민선8기": held}, named=None) == expected


def test_a_past_terms_table_is_known_again() -> None:
    """Its numbers mean other pledges now."""
    past = real().pledges
    now = [replace(one, title=f"전혀 다른 사업 {at}") for at, one in enumerate(past)]
    assert likely_term(past, {"민선9기": now, "민선8기": past}, named=None) == "민선8기"


def test_numbers_that_are_written_otherwise_are_the_same(
    desk: Desk,  # noqa: F811
    chats: RecordingChats,
) -> None:
    """지역개발-5 for 지역개발-05: nothing comes or goes, and the history goes on."""
    register(desk, -1, "교통행정과")
    audience = OwnersOf(numbers=(PledgeNumber("지역개발-01"),))
    remind(desk, audience, "주간 회의")
    desk.says("/reorg 지역개발-01 → 도로과", "1")

    def shortened(row: dict[str, str]) -> dict[str, str]:
        return row | {"관리번호": row["관리번호"].replace("-0", "-")}

    shown, applied = desk.says(desk.file(shortened), "1")
    assert "민선8기 공약 63건" in shown
    assert "추가 0 · 이름 변경 0 · 부서 변경 0 · 삭제 0 · 그 밖의 변경" in shown
    assert "알림" not in applied
    assert not [text for text in chats.texts[-1] if "지역개발-1" in text]
    assert {str(one.number) for one in desk.pledges} >= {"지역개발-1", "지역개발-10"}
    for typed in ("지역개발-1", "지역개발-01"):
        assert "지역개발-1 신안산선" in desk.says(typed)[0]
        [told] = desk.says(f"/history {typed}")
        assert "도로과" in told
        assert "교통행정과" in told
    assert audiences(desk) == [audience]


@pytest.mark.parametrize("share", [2, 3, 4])
def test_a_file_is_of_the_term_that_it_is_most_like(share: int) -> None:
    """Where the new term kept most of the titles, too."""
    past = real().pledges
    now = [p if at % share else replace(p, title=f"새로 {at}") for at, p in enumerate(past)]
    held = {"민선9기": now, "민선8기": past}
    assert likely_term(past, held, named=None) == "민선8기"
    assert likely_term(now, held, named=None) == "민선9기"
    corrected = [replace(p, title=f"{p.title} (보완)") for p in now]
    assert likely_term(corrected, held, named=None) == "민선9기"
    assert likely_term(past, {"민선9기": past, "민선8기": past}, named=None) == "민선9기"


def test_the_term_of_a_file_can_be_said_although_none_is_asked_for(desk: Desk) -> None:  # noqa: F811
    """One that is like the current table, but of the next term."""
    [shown] = desk.says(desk.file(renamed))
    asked, shown = desk.says(desk.file(renamed), button(shown, "다른 임기"), "민선9기")[-2:]
    assert "어느 임기의 표인가요?" in asked
    assert "민선9기 표가 지금 표가 돼요." in shown


def test_reminders_of_the_past_terms_pledges_are_offered_an_end(
    desk: Desk,  # noqa: F811
    chats: RecordingChats,
) -> None:
    """All with one tap; those of departments go on."""
    register(desk, -1, "교통행정과")
    remind(desk, OwnersOf(numbers=(PledgeNumber("지역개발-13"),)), "진도 보고")
    remind(desk, OwnersOf(numbers=(PledgeNumber("지역개발-05"),)), "사진 제출")
    remind(desk, Departments(names=("교통행정과",)), "주간 회의")
    desk.clock.now += timedelta(hours=1)
    file = desk.file(retitled)
    *_, applied = desk.says(file, "1", "1")
    assert (
        "지난 임기 공약의 알림 · 끝낼 때까지 그 담당 부서에 가요.\n· 진도 보고\n· 사진 제출"
        in applied
    )
    assert chats.texts[-1][0].startswith("📋 이제 민선9기 공약표로 답해요.\n교통행정과 공약: ")
    assert "모두 끝내기 (2건)" in applied
    press(desk, "tk", 2)
    assert audiences(desk) == [Departments(names=("교통행정과",))]


@pytest.mark.parametrize("days", [-1, 0, 1, 14])
def test_a_new_term_tells_which_campaigns_go_on(desk: Desk, days: int) -> None:  # noqa: F811
    """Until the deadline, and with the pledges that they began with."""
    remind(desk, Everyone(), "4분기 실적 제출")
    deadline = desk.clock.now.date() + timedelta(days=days)
    begun = {"reminder": 1, "deadline": deadline.isoformat(), "is_begun": 1}
    change(desk, lambda db: insert(db, "campaigns", begun))
    *_, applied = desk.says(desk.file(retitled), "1", "1")
    told = (
        "진행 중인 마감은 민선8기 공약으로 끝까지 이어져요.\n"
        f"· 4분기 실적 제출 ({deadline.month}월 {deadline.day}일)"
    )
    assert (told in applied) is (days >= 0)


def test_a_load_of_the_same_term_tells_of_no_campaign(desk: Desk) -> None:  # noqa: F811
    """Nothing of it changes."""
    remind(desk, Everyone(), "4분기 실적 제출")
    begun = {"reminder": 1, "deadline": "2099-12-20", "is_begun": 1}
    change(desk, lambda db: insert(db, "campaigns", begun))
    *_, applied = desk.says(desk.file(renamed), "1")
    assert "진행 중인 마감" not in applied


def press(desk: Desk, code: str, *numbers: int) -> str:  # noqa: F811
    """Press a button; what the message says then, with its buttons."""
    features = desk.office._open_features()
    outcome = asyncio.run(features.press(Press(VERBS[code], numbers), OPERATORS))
    assert outcome.message is not None, outcome.toast
    labels = [each.label for row in outcome.message.buttons for each in row]
    return "\n".join([outcome.message.text, *labels])


def with_new_departments(row: dict[str, str]) -> dict[str, str]:
    """교통행정과 and 주차관리과 vanish."""
    return row | {
        "담당부서": row["담당부서"]
        .replace("교통행정과", "교통과")
        .replace("주차관리과", "도시계획과")
    }


def test_what_vanished_departments_had_is_moved_one_by_one_or_at_once(
    desk: Desk,  # noqa: F811
    chats: RecordingChats,
) -> None:
    """Each tap leaves the others to be decided; an undo brings all of it back."""
    register(desk, -1, "교통행정과")
    register(desk, -2, "주차관리과", "도시계획과")
    remind(desk, Departments(names=("교통행정과", "주차관리과")), "주간 회의")
    remind(desk, Everyone(without=("교통행정과",)), "점검")
    before = audiences(desk)
    *_, applied = desk.says(desk.file(with_new_departments), "1")
    assert "교통행정과 → 교통과 6건\n  방 1개 · 알림 2개" in applied
    assert "주차관리과 → 도시계획과" in applied
    assert chats.texts[-1] == [
        "🏛 새 공약표에는 교통행정과가 교통과로 나와요.\n공약 6건은 그대로예요."
    ]
    version = 2
    one = press(desk, "tf", version, 0, 0)
    assert "이어받은 부서\n교통행정과 → 교통과" in one
    assert "주차관리과 → 도시계획과" in one
    assert departments_of(desk, -1) == ("교통과",)
    moved = "🏛 이 방의 부서를 교통행정과에서 교통과로 바꿨어요.\n교통과 공약 6건"
    assert chats.texts[-1][1:] == [moved]
    assert departments_of(desk, -2) == ("도시계획과", "주차관리과")
    [answer] = desk.says("교통행정과")
    assert answer.startswith("교통행정과는 2026-12-01부터 교통과예요.")
    press(desk, "tl", version)
    assert departments_of(desk, -2) == ("도시계획과",)
    assert audiences(desk)[0] == Departments(names=("교통과", "도시계획과"))
    press(desk, "tu", version)
    assert departments_of(desk, -1) == ("교통행정과",)
    assert departments_of(desk, -2) == ("도시계획과", "주차관리과")
    assert audiences(desk) == before


def test_of_many_departments_that_vanished_the_rest_is_counted(desk: Desk) -> None:  # noqa: F811
    """Each that is shown has its two lines."""
    gone = {name for pledge in desk.pledges for name in pledge.departments}
    *_, applied = desk.says(desk.file(lambda row: row | {"담당부서": "새살림과"}), "1")
    lines = applied.splitlines()
    shown = [at for at, line in enumerate(lines) if re.fullmatch(r"\S+ → 새살림과 \d+건", line)]
    assert len(shown) == 12
    assert {lines[at + 1] for at in shown} == {"  방 0개 · 알림 0개"}
    assert lines[shown[-1] + 2] == f"… 그 밖에 {len(gone) - 12}곳"


def test_what_a_load_left_behind_is_named_and_can_be_moved_at_any_time(
    desk: Desk,  # noqa: F811
    chats: RecordingChats,
) -> None:
    """In answers, before a reminder is set, in the table's panel, and after later changes."""
    register(desk, -1, "교통행정과")
    register(desk, -2, "주차관리과", "도시계획과")
    remind(desk, Departments(names=("교통행정과", "도시계획과")), "주간 회의")
    desk.says(desk.file(with_new_departments), "1")
    since = "교통행정과는 2026-12-01 공약표부터 없어요. 맡던 공약은 {}에 있어요."
    [answer] = desk.says("교통행정과 공약")
    assert answer.startswith(f"{since.format('교통과')}\n🏢 교통과 공약 6건")
    [among] = desk.says("공원녹지과, 교통행정과")
    assert f"\n\n{since.format('교통과')}\n🔎 '교통행정과' 공약 6건" in among
    left, movable = "⚠️ 공약표에 없는 부서: ", "\n    총괄이 방과 알림을 옮길 수 있어요: /table"
    for whom, gone in {
        "전체": "주차관리과 → 도시계획과, 교통행정과 → 교통과",
        "교통과": "교통행정과 → 교통과",
        "도시계획과": "주차관리과 → 도시계획과",
        "지역개발-13 담당": "교통행정과 → 교통과",
    }.items():
        [shown] = desk.says(f"/remind {whom} 매주 월 9시 주간 회의")
        assert f"{left}{gone}{movable}" in shown
    assert left not in desk.says("/remind 공원녹지과 매주 월 9시 주간 회의")[0]
    assert f"{left}교통행정과 → 교통과" in desk.says("/reminders", "1")[1]
    desk.says("/reorg 교통과 → 교통정책과", "1")
    assert since.format("교통정책과") in desk.says("교통행정과")[0]
    shown = desk.says("/table")[0]
    assert "없어진 부서에 남은 방과 알림\n교통행정과 → 교통정책과 6건\n  방 1개 · 알림 1개" in shown
    assert "주차관리과 → 도시계획과 2건\n  방 1개" in shown
    assert "이어받은 부서\n교통행정과 → 교통정책과" in press(desk, "tf", 2, 0, 0)
    assert departments_of(desk, -1) == ("교통정책과",)
    assert audiences(desk) == [Departments(names=("교통정책과", "도시계획과"))]
    assert chats.texts[-1][-1].endswith("교통정책과 공약 6건")
    press(desk, "tf", 2, 1, 0)
    assert departments_of(desk, -2) == ("도시계획과",)
    assert "없어진 부서" not in desk.says("/table")[0]
    assert desk.says("교통행정과")[0].startswith("교통행정과는 2026-12-01부터 교통정책과예요.")


def test_what_became_of_a_department_is_only_said_as_long_as_its_load_stands(desk: Desk) -> None:  # noqa: F811
    """Its buttons say so; a name that is back is a department like any other."""
    register(desk, -1, "교통행정과")
    desk.says(desk.file(with_new_departments), "1")
    press(desk, "tu", 2)
    outcome = desk.press(TableVerb.FOLLOW, 2, 0, 0)
    assert outcome.toast == "지난 요청이에요. 다시 보내 주세요. 지금 표는: /table"
    assert desk.says("교통행정과")[0].startswith("🏢 교통행정과 공약 6건")
    desk.says(desk.file(with_new_departments), "1")
    desk.says("/reorg 교통과 → 교통행정과", "1")
    assert desk.says("교통행정과")[0].startswith("🏢 교통행정과 공약 6건")
    assert "없어진 부서" not in desk.says("/table")[0]


def test_several_departments_may_have_the_pledges_of_one_that_is_gone(desk: Desk) -> None:  # noqa: F811
    """They are offered; a word beside the name tells which is meant."""

    def shared_out(row: dict[str, str]) -> dict[str, str]:
        heir = "버스과" if row["관리번호"] == "지역개발-12" else "철도과"
        return row | {"담당부서": row["담당부서"].replace("교통행정과", heir)}

    desk.says(desk.file(shared_out), "1")
    [asked] = desk.says("교통행정과")
    gone = "'교통행정과'는 2026-12-01 공약표부터 없어요. 맡던 공약은 철도과, 버스과에 있어요."
    assert asked.startswith(gone)
    [among] = desk.says("교통행정과랑 공원녹지과")
    assert among.startswith(f"{gone}\n\n🔎 '공원녹지과' 공약 3건")
    assert "[1] 철도과\n  [2] 버스과" in among
    assert desk.says("교통행정과 마을버스")[0].startswith("🏢 버스과\n지역개발-12")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *(("일자리·경제과", "일자리ㆍ경제과"), ("일자리ㆍ경제과", "일자리.경제과")),
        *(("교통정책과", "교통 정책과"), ("보건소 건강증진과", "보건소-건강증진과")),
        *(("보건소 건강증진과", "보건소(건강증진과)"), ("보건소(건강증진과)", "보건소 건강증진과")),
        *(("(재)금천문화재단", "(재) 금천문화재단"), ("일자리경제과", "일자리·경제과")),
    ],
)
def test_a_department_that_is_only_written_otherwise_stays_the_same(
    desk: Desk,  # noqa: F811
    chats: RecordingChats,
    before: str,
    after: str,
) -> None:
    """What it has follows, nobody has to move it or is told of it; its name is the table's."""

    def named(name: str) -> str:
        of = dict.fromkeys(("지역개발-01", "지역개발-03"), name)
        return desk.file(lambda row: row | {"담당부서": of.get(row["관리번호"], "청소과")})

    was, now = (read(name).owners[0] for name in (before, after))
    desk.says(named(before), "1")
    register(desk, -1, was)
    remind(desk, Departments(names=(was,)), "주간 회의")
    _, applied = desk.says(named(after), "1")
    assert "없어진 부서" not in applied
    assert ("부서 변경 0" in applied) == (key(was) == key(now))
    assert desk.owner("지역개발-03") == now
    assert departments_of(desk, -1) == (now,)
    assert audiences(desk) == [Departments(names=(now,))]
    assert not chats.texts[-1]
    assert f"🏢 {now} 공약 2건" in desk.says(after)[0]
    press(desk, "tu", 3)
    assert departments_of(desk, -1) == (was,)
    assert audiences(desk) == [Departments(names=(was,))]


def test_which_of_tied_successors_takes_over_is_chosen(
    desk: Desk,  # noqa: F811
    chats: RecordingChats,
) -> None:
    """Each has a button of its own; what moves all leaves them, and a group is told of none."""
    register(desk, -1, "교통행정과")
    register(desk, -2, "주차관리과")
    heirs = dict.fromkeys(("지역개발-01", "지역개발-03", "지역개발-04"), "철도과")

    def shared_out(row: dict[str, str]) -> dict[str, str]:
        heir = heirs.get(row["관리번호"], "버스과")
        owner = row["담당부서"].replace("교통행정과", heir).replace("주차관리과", "주차과")
        return row | {"담당부서": owner}

    *_, applied = desk.says(desk.file(shared_out), "1")
    tied = ("교통행정과 → 철도과", "교통행정과 → 버스과")
    assert all(f"] {label}" in applied for label in tied), applied
    assert "새 공약표에는" not in str(chats.texts[-1])
    press(desk, "tl", 2)
    assert (departments_of(desk, -1), departments_of(desk, -2)) == (("교통행정과",), ("주차과",))
    press(desk, "tf", 2, 0, 1)
    assert departments_of(desk, -1) == ("버스과",)


def test_a_merger_is_undone_group_by_group(desk: Desk, chats: RecordingChats) -> None:  # noqa: F811
    """Each has its own department again, and what was changed by hand since stays."""
    for chat_id, name in ((-1, "교통행정과"), (-2, "주차관리과"), (-3, "주차관리과")):
        register(desk, chat_id, name)
    shown, _ = desk.says("/reorg 교통행정과, 주차관리과 → 교통과", "1")
    assert "방 3개" in shown
    assert {departments_of(desk, chat_id) for chat_id in (-1, -2, -3)} == {("교통과",)}
    register(desk, -3, "도시계획과")
    press(desk, "tu", 2)
    assert departments_of(desk, -1) == ("교통행정과",)
    assert departments_of(desk, -2) == ("주차관리과",)
    assert departments_of(desk, -3) == ("도시계획과",)
    assert chats.texts[-1]


@pytest.mark.parametrize(
    ("rename", "told"),
    [
        (
            lambda number: "공원녹지과" if number == "지역개발-03" else "교통과",
            "나와요.\n넘김:\n· 지역개발-03",
        ),
        (lambda number: "교통과" if number == "지역개발-03" else "도시계획과", "바뀌었어요."),
        (lambda _: "도시계획과", "바뀌었어요."),
    ],
)
def test_a_department_most_of_whose_pledges_a_new_one_has_is_called_so(
    desk: Desk,  # noqa: F811
    chats: RecordingChats,
    rename: Callable[[str], str],
    told: str,
) -> None:
    """Where there was the other one before, or it has a few of them, they are gone."""
    register(desk, -1, "교통행정과")

    def changed(row: dict[str, str]) -> dict[str, str]:
        return row | {"담당부서": row["담당부서"].replace("교통행정과", rename(row["관리번호"]))}

    desk.says(desk.file(changed), "1")
    [text] = chats.texts[-1]
    assert told in text


def test_an_undone_reorganisation_offers_who_takes_over_what_was_set_since(
    desk: Desk,  # noqa: F811
) -> None:
    """A reminder of the name that is gone again; what has nothing is not told of."""
    register(desk, -1, "교통행정과")
    _, made = desk.says("/reorg 합침: 교통행정과, 주차관리과 → 교통주차과", "1")
    assert "조직 개편을 적용했어요" in made
    remind(desk, Departments(names=("교통주차과",)), "주간 회의")
    undone = press(desk, TableVerb.UNDO, 2)
    assert "↩️ 되돌렸어요." in undone
    assert "교통주차과 → 교통행정과 6건, 주차관리과" in undone
    assert "방 0개 · 알림 1개" in undone
    assert undone.splitlines()[-1] == "교통주차과 → 교통행정과"
    after = press(desk, TableVerb.FOLLOW, 3, 0, 0)
    assert "이어받은 부서\n교통주차과 → 교통행정과" in after
    assert audiences(desk) == [Departments(names=("교통행정과",))]


def test_an_undo_that_touches_nothing_says_no_more_than_that(
    desk: Desk,  # noqa: F811
) -> None:
    """Nor does it offer to undo itself."""
    desk.says("/reorg 합침: 교통행정과, 주차관리과 → 교통주차과", "1")
    undone = press(desk, TableVerb.UNDO, 2)
    assert undone.startswith("↩️ 되돌렸어요.")
    assert len(undone.splitlines()) == 2


def test_what_is_left_of_a_department_of_the_last_term_moves_to_one_of_today() -> None:
    """Its room goes on with the term; a new name alone would be of no pledge."""
    past, name = real(), "도시계획과"
    own = tuple(one for one in past.pledges if name not in one.departments)
    later = replace(past, term="민선9기", pledges=own, earlier=(past,))
    step = Step(kind=StepKind.RENAME, old=(name,), new=("교통행정과",))
    day = date(2026, 12, 16)
    assert reorganisation(f"{name} → 교통행정과", later, day) == Reorganisation(steps=(step,))
    unknown = reorganisation(f"{name} → 새도시과", later, day)
    assert isinstance(unknown, NotUnderstood)
    assert unknown.unknown == name
