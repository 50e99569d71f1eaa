"""The table's life as a coordinator goes through it, in the terminal's chat."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import re
import shutil
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.operations.settings import Settings
from bot.people.access import OPERATOR
from bot.people.interaction import Incoming
from bot.people.messages import Press
from bot.reminders.verbs import DraftVerb
from bot.table import files
from bot.table.desk_replies import CHANGED_MEANWHILE, NOTHING_TO_UNDO
from bot.table.fault import FaultKind
from bot.table.live import LiveCatalogue
from bot.table.replies import FAULTS
from bot.table.store import versions
from bot.table.store.versions import last_id, read_catalogue, revision_of, successors_of
from bot.table.verbs import TableVerb
from bot.table.worker import _Changes
from bot.terminal.chat import conversation
from bot.terminal.office import HERE, TerminalOffice
from tests.paths import TABLE
from tests.store.made import put_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.lookup.pledge import Pledge
    from bot.people.interaction import Outcome
    from bot.table.edition import Revision
    from bot.table.history import Version

pytestmark = pytest.mark.slow

OPERATORS = Incoming(by=OPERATOR, here=HERE)
HEADINGS = ("추진전략", "관리번호", "공약명", "담당부서", "협조부서")


@dataclass
class Clock:
    """A clock that tests move."""

    now: datetime = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.now


@dataclass(kw_only=True)
class Desk:
    """A conversation with the bot on a table of one's own."""

    folder: Path
    clock: Clock
    talk: Callable[..., list[str]]
    office: TerminalOffice

    @property
    def path(self) -> Path:
        """The database of the table."""
        return self.folder / "pledges.db"

    @property
    def pledges(self) -> tuple[Pledge, ...]:
        """What stands in the table now."""
        return read_catalogue(self.path).pledges

    def owner(self, number: str) -> str:
        """Who owns a pledge now."""
        return next(p.department for p in self.pledges if str(p.number) == number)

    def file(self, change: Callable[[dict[str, str]], dict[str, str] | None]) -> str:
        """A CSV file of the table with each row changed, or left out where None comes back."""
        rows = []
        for pledge in self.pledges:
            row = dict(
                zip(
                    HEADINGS,
                    (
                        pledge.strategy,
                        str(pledge.number),
                        pledge.title,
                        ", ".join(pledge.owners),
                        ", ".join(pledge.helpers),
                    ),
                    strict=True,
                )
            )
            if (changed := change(row)) is not None:
                rows.append(changed)
        text = io.StringIO()
        writer = csv.DictWriter(text, HEADINGS)
        writer.writeheader()
        writer.writerows(rows)
        path = self.folder / "공약.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        return f"/file {path}"

    def says(self, *lines: str) -> list[str]:
        """What comes of each line."""
        return self.talk(*lines)[1:-1]

    def press(self, verb: TableVerb | DraftVerb, *numbers: int) -> Outcome:
        """Press a button, and get what comes of it."""
        return asyncio.run(self.office.press(Press(verb, numbers)))

    def pass_days(self, days: int) -> None:
        """Let the days pass, and apply what was planned for them."""
        self.clock.now += timedelta(days=days)
        asyncio.run(self.office._open_features().table.worker.apply_planned_reorganisations())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The real table in a place of its own."""
    shutil.copy(TABLE, tmp_path / "pledges.db")
    put_state(tmp_path / "state.db")
    settings = Settings(state_db=tmp_path / "state.db", pledges_db=tmp_path / "pledges.db")
    clock = Clock()
    catalogues = LiveCatalogue(settings.pledges_db, today=lambda: clock().date())
    with asyncio.Runner() as runner:
        office = TerminalOffice(settings=settings, catalogues=catalogues, clock=clock, note=print)
        yield Desk(
            folder=tmp_path,
            clock=clock,
            talk=lambda *lines: list(conversation(lines, office, runner)),
            office=office,
        )
        office.close()


def renamed(row: dict[str, str]) -> dict[str, str]:
    """교통행정과 is called 교통과."""
    return row | {"담당부서": row["담당부서"].replace("교통행정과", "교통과")}


def button(text: str, label: str) -> str:
    """The number that presses a button."""
    found = re.search(rf"\[(\d+)\] [^\n]*{re.escape(label)}", text)
    assert found is not None, text
    return found[1]


@pytest.mark.parametrize(
    "form",
    ["{}", "'{}'", '"{}"', "{} ", "{escaped}"],
    ids=["as it is", "quoted", "twice quoted", "with a space", "escaped"],
)
def test_a_file_that_is_dropped_on_the_terminal_is_read(desk: Desk, form: str) -> None:
    """Its path stands in quotes then, or its spaces have a backslash before them."""
    path = desk.folder / "새 공약표.csv"
    path.write_text("번호,공약명,담당부서\n1,둘레길 조성,관광과\n", encoding="utf-8")
    typed = form.format(path, escaped=str(path).replace(" ", "\\ "))
    assert desk.says(f"/file {typed}")[0].startswith("📄 새 공약표.csv\n")


def test_a_quote_that_does_not_end_names_no_file(desk: Desk) -> None:
    """The next line is answered all the same."""
    refused, answer = desk.says("/file '공약표.csv", "지역개발-05")
    assert refused.startswith("파일을 열지 못했어요.")
    assert "도시계획과" in answer


def test_a_file_that_cannot_be_opened_is_named_and_said_why(desk: Desk) -> None:
    """Missing, a folder, a pipe (none is waited for); without a path it is asked for."""
    os.mkfifo(desk.folder / "관.csv")
    absent, folder, pipe = (desk.folder / name for name in ("없음.xlsx", "", "관.csv"))
    missing, of_folder, of_pipe, asked = desk.says(
        f"/file {absent}", f"/file '{folder}'", f"/file {pipe}", "/file"
    )
    assert missing.splitlines()[1:] == [str(absent), FAULTS[FaultKind.MISSING]]
    assert of_folder.splitlines()[1:] == [str(folder), FAULTS[FaultKind.NOT_REGULAR]]
    assert of_pipe.splitlines()[1:] == [str(pipe), FAULTS[FaultKind.NOT_REGULAR]]
    assert asked.startswith("어느 파일인가요?")


@pytest.mark.parametrize("path", ["가" * 300, "가\0나", "~nobody/가", "가/" * 3000])
def test_what_can_be_no_path_ends_nothing(desk: Desk, path: str) -> None:
    """It is told that it is not opened, and the next line is answered."""
    refused, answer = desk.says(f"/file {path}", "지역개발-05")
    assert refused.startswith("파일을 열지 못했어요.")
    assert "도시계획과" in answer


def test_a_file_that_is_refused_is_named_once(desk: Desk) -> None:
    """Before its faults, of which those that are not shown are counted."""
    path = desk.folder / "공약.csv"
    rows = "".join(f"{number},,교통과\n" for number in range(1, 31))
    path.write_text(f"번호,공약명,담당부서\n{rows}", encoding="utf-8")
    [refused] = desk.says(f"/file {path}")
    assert refused.startswith("📄 공약.csv\n읽지 못했어요.\n2행 '공약명' 열: ")
    assert refused.count("공약.csv") == 1
    assert refused.endswith("이 밖에 18곳이 더 있어요.")


def test_reading_what_a_load_changed_holds_no_question_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 20 000 pledges that takes seconds."""
    threads, read = [], versions.revision_of

    def revision_of(path: Path, version: int) -> tuple[Version, Revision] | None:
        threads.append(threading.current_thread())
        return read(path, version)

    monkeypatch.setattr(versions, "revision_of", revision_of)
    desk.says(desk.file(renamed), "1", "1")
    assert len(threads) > 1
    assert threading.main_thread() not in threads


@pytest.mark.slow
def test_the_last_load_is_undone_however_much_was_done_and_undone_since(desk: Desk) -> None:
    """The list of what was done shows only that on its first page."""
    before = desk.pledges
    desk.says(desk.file(renamed), "1")
    for _ in range(4):
        desk.says("/reorg 도시계획과 → 도시과", "1", "1")
    *_, listed = desk.says("/table", "1")
    assert "변경 4" in listed
    assert "추가 0" not in listed
    desk.says("/table", "1", button(listed, "마지막 변경 되돌리기"))
    assert desk.pledges == before


def test_a_file_is_shown_applied_and_undone(desk: Desk) -> None:
    """Nothing changes before it is applied; one tap brings the old table back."""
    before, file = desk.pledges, desk.file(renamed)
    [shown] = desk.says(file)
    assert "부서 변경 6" in shown
    assert desk.pledges == before
    _, applied = desk.says(file, button(shown, "적용"))
    assert "✅ 적용했어요." in applied
    *_, undone = desk.says("/table", "1", "1")
    assert "↩️ 되돌렸어요." in undone
    assert desk.pledges == before


async def test_a_file_without_a_name_is_no_reorganisation(desk: Desk) -> None:
    """Not every file that Telegram brings has one."""
    content = Path(desk.file(renamed)[6:]).read_bytes()
    table = desk.office._open_features().table
    await table.take_file("", content, OPERATORS)
    applied = (await table.press(Press(TableVerb.APPLY, (1,)), OPERATORS)).message
    assert applied is not None
    assert "✅ 적용했어요." in applied.text


def test_the_first_table_of_all_offers_no_way_back(desk: Desk) -> None:
    """There is none; after another load there is, and after its undo there is none again."""
    assert "되돌리기" not in desk.says("/table", "1")[-1]
    _, _, _, listed, _ = desk.says(desk.file(renamed), "1", "/table", "1", "1")
    assert "마지막 변경 되돌리기" in listed
    assert "마지막 변경" not in desk.says("/table", "1")[-1]


def test_a_name_that_is_a_slip_of_one_in_the_table_is_suspected(desk: Desk) -> None:
    """Before anything is applied; a department that is called otherwise is none."""

    def misspelt(row: dict[str, str]) -> dict[str, str]:
        return row | {"담당부서": row["담당부서"].replace("교통행정과", "교통행정괴")}

    [shown] = desk.says(desk.file(misspelt))
    assert "지금 표의 부서와 한 글자쯤 달라요: 교통행정괴 / 교통행정과" in shown
    assert shown.count("한 글자쯤") == 1
    [shown] = desk.says(desk.file(renamed))
    assert "한 글자쯤" not in shown


def test_departments_that_vanish_with_nothing_are_summed_up(desk: Desk) -> None:
    """Those with a likely successor are listed, with the way to it."""
    file = desk.file(lambda row: renamed(row) if row["관리번호"].startswith("지역개발") else None)
    *_, applied = desk.says(file, "1", "2")
    assert "교통행정과 → 교통과" in applied
    assert "방도 알림도 없던 " in applied
    assert "→ ?" not in applied
    assert len(applied.splitlines()) < 15


def test_a_file_that_is_dropped_leaves_the_table_alone(desk: Desk) -> None:
    """And its button does nothing more."""
    before, file = desk.pledges, desk.file(renamed)
    [shown] = desk.says(file)
    _, dropped = desk.says(file, button(shown, "취소"))
    assert "그만뒀어요" in dropped
    assert desk.pledges == before


@pytest.mark.parametrize("typed", ["취소", "그만", "/취소"])
def test_what_was_shown_is_dropped_by_a_word_as_well(desk: Desk, typed: str) -> None:
    """A file or a reorganisation, once; then there is nothing to give up."""
    for asked in (desk.file(renamed), "/reorg 교통행정과 → 교통과"):
        _, dropped, nothing = desk.says(asked, typed, typed)
        assert dropped == "그만뒀어요. 표는 그대로예요."
        assert nothing == "지금은 그만둘 것이 없어요."


@pytest.mark.parametrize("typed", ["적용", "적용해 줘", "적용할게요", "/적용"])
def test_a_button_may_be_typed_while_a_file_waits_for_it(desk: Desk, typed: str) -> None:
    """As it is pressed; afterwards the word is a question."""
    _, details, dropped = desk.says(desk.file(renamed), "자세히", "취소")
    assert "교통과" in details
    assert "그만뒀어요" in dropped
    _, term, applied, after = desk.says(desk.file(renamed), "다른 임기", typed, typed)
    assert "어느 임기의 표인가요" in term
    assert "적용했어요" in applied
    assert "적용했어요" not in after
    assert desk.owner("지역개발-01") == "교통과"


def test_a_button_that_is_typed_and_not_there_shows_those_that_are(desk: Desk) -> None:
    """Of a file of which term it is, and of a reorganisation."""
    asked, again = desk.says(desk.file(lambda row: row | {"공약명": row["공약명"][::-1]}), "적용")
    assert "표와 많이 달라요" in asked
    assert again == asked
    (_, again) = desk.says("/reorg 교통행정과 → 교통과", "자세히")
    assert "이렇게 바뀌어요" in again
    assert desk.owner("지역개발-01") == "교통행정과"


def test_a_file_that_names_another_term_says_so_until_it_is_applied(desk: Desk) -> None:
    """With one wrong press it would be taken for a correction of the current table."""
    file = desk.file(lambda row: row | {"공약명": f"{row['공약명']} 고도화"})
    named = Path(file.removeprefix("/file ")).rename(desk.folder / "제9기공약.csv")
    asked, shown = desk.says(f"/file {named}", "2")
    assert "파일에 민선9기 표라고 적혀 있어요.\n\n새 임기(민선9기)인가요?" in asked
    assert "⚠️ 파일에 민선9기 표라고 적혀 있어요. 민선8기 표로 적용할까요?" in shown


def test_a_file_that_deletes_much_is_asked_about_twice(desk: Desk) -> None:
    """In other words, with the count."""
    file = desk.file(lambda row: row if row["관리번호"].startswith("지역개발") else None)
    shown, sure = desk.says(file, "1")
    assert "삭제 49" in shown
    assert "63건 가운데 49건이 지워져요" in sure
    assert len(desk.pledges) == 63
    desk.says(file, "1", button(sure, "49건을 지우고 바꾸기"))
    assert len(desk.pledges) == 14


def test_the_second_of_two_coordinators_is_notified_that_the_table_has_changed(desk: Desk) -> None:
    """What was shown is not what stands there."""
    file = desk.file(renamed)
    table = desk.office._open_features().table
    shown = asyncio.run(table.take_file("공약.csv", Path(file[6:]).read_bytes(), OPERATORS))
    desk.says("/reorg 지역개발-13 → 도시계획과", "1")
    assert shown.message is not None
    press = shown.message.buttons[0][0].action
    assert isinstance(press, Press)
    assert asyncio.run(table.press(press, OPERATORS)).message == CHANGED_MEANWHILE
    assert desk.owner("지역개발-13") == "도시계획과"


def test_a_preview_shows_what_each_pledge_is_and_whose(desk: Desk) -> None:
    """The numbers alone would not say what goes where."""
    [shown] = desk.says("/reorg 공약 옮김: 지역개발-05, 지역개발-06 → 교통행정과")
    assert "· 지역개발-05 금천구청역사 일대 복…: 도시계획과 → 교통행정과\n· 지역" in shown
    [shown] = desk.says("/reorg 나눔: 교통행정과 → 교통과, 버스과")
    assert "지역개발-13 " in shown


@pytest.mark.parametrize(
    ("reorganisation", "now"),
    [
        ("이름 변경: 교통행정과 → 교통과", "교통과"),
        ("합침: 교통행정과, 주차관리과 → 교통과", "교통과"),
        ("나눔: 교통행정과 → 교통과, 버스과", "교통과, 버스과"),
    ],
)
@pytest.mark.parametrize("whom", ["{}", "전체에서 {} 제외하고"])
def test_a_draft_follows_a_reorganisation(
    desk: Desk, reorganisation: str, now: str, whom: str
) -> None:
    """What was shown under the old name is shown under the new one before it is set."""
    desk.says(f"/remind {whom.format('교통행정과')} 매주 월 9시 보고", f"/reorg {reorganisation}")
    if reorganisation.startswith("나눔"):
        desk.press(TableVerb.ASSIGN, 1, 5)
    for verb, numbers, words in (
        (TableVerb.APPLY, (1,), "조직 개편을 적용했어요"),
        (DraftVerb.SET, (1, 0), "이렇게 알릴까요?"),
        (DraftVerb.SET, (1, 0), "알림을 등록했어요"),
    ):
        shown = desk.press(verb, *numbers).message
        assert shown is not None
        assert words in shown.text
    [line] = [line for line in desk.says("/reminders")[0].splitlines() if "09:00" in line]
    assert now in line
    assert "교통행정과" not in line


def test_an_older_change_is_not_undone_before_a_later_one(desk: Desk) -> None:
    """What else can be done with it stays in sight."""
    desk.says(desk.file(renamed), "1")
    load = last_id(desk.path)
    desk.says("/reorg 지역개발-13 → 도시계획과", "1")
    outcome = desk.press(TableVerb.UNDO, load)
    assert outcome.toast == NOTHING_TO_UNDO
    assert outcome.message is None
    assert desk.owner("지역개발-13") == "도시계획과"


def test_a_file_that_is_no_table_changes_nothing(desk: Desk) -> None:
    """And says what is missing."""
    path = desk.folder / "장보기.csv"
    path.write_text("품목,수량\n사과,3\n", encoding="utf-8")
    before = desk.pledges
    [refused] = desk.says(f"/file {path}")
    assert "담당부서" in refused
    assert desk.pledges == before


def test_a_department_is_renamed_in_two_taps_and_back_in_one(desk: Desk) -> None:
    """Preview, done, undone as a whole."""
    shown, done = desk.says("/reorg 이름 변경: 교통행정과 → 교통과", "1")
    assert "공약 6건" in shown
    assert done.startswith("✅ 조직 개편을 적용했어요.\n부서가 바뀐 공약 6건")
    assert "교통행정과 → 교통과" in done
    assert desk.owner("지역개발-13") == "교통과"
    [answer] = desk.says("교통행정과")
    assert answer.startswith("교통행정과는 2026-12-01부터 교통과예요.")
    listed = desk.says("/table", "1")[-1]
    desk.says("/table", "1", button(listed, "되돌리기"))
    assert desk.owner("지역개발-13") == "교통행정과"


def test_two_departments_become_one(desk: Desk) -> None:
    """Each old name leads to it."""
    desk.says("/reorg 교통행정과, 주차관리과 → 교통과", "1")
    assert desk.owner("지역개발-13") == desk.owner("지역개발-10") == "교통과"


def test_what_was_done_with_the_table_names_the_departments_that_it_moved(desk: Desk) -> None:
    """So that the last change is not undone blindly."""
    desk.says("/reorg 교통행정과 → 교통과", "1")
    desk.says("/reorg 주차관리과, 도시계획과 → 도시주차과", "1")
    message = desk.press(TableVerb.VERSIONS, 1).message
    assert message is not None
    *_, undo = message.buttons
    assert "주차관리과 → 도시주차과\n  도시계획과 → 도시주차과" in message.text
    assert message.text.index("도시주차과") < message.text.index("교통행정과 → 교통과")
    assert [button.label for button in undo] == ["마지막 변경 되돌리기"]


def test_a_split_shares_the_pledges_out_by_taps(desk: Desk) -> None:
    """Each tap gives one pledge to the next department."""
    [shown] = desk.says("/reorg 교통행정과 → 교통과, 버스과")
    tap = button(shown, "지역개발-13 ")
    _, again = desk.says("/reorg 교통행정과 → 교통과, 버스과", tap)
    assert "지역개발-13 금천구청역 출퇴근 급… → 버스과" in again
    desk.says("/reorg 교통행정과 → 교통과, 버스과", tap, button(again, "지금 바꾸기"))
    assert desk.owner("지역개발-13") == "버스과"
    assert {p.department for p in desk.pledges} >= {"교통과", "버스과"}


def test_each_of_several_steps_may_be_a_split(desk: Desk) -> None:
    """Its pledges have buttons, behind those of the split before it."""
    asked = "/reorg 주차관리과 → 주차과\n교통행정과 → 교통과, 철도과\n공원녹지과 → 맑은과, 숲과"
    [shown] = desk.says(asked)
    rail, trees = button(shown, "지역개발-13 "), button(shown, "가족환경-07 ")
    again = desk.says(asked, rail, trees)[-1]
    assert re.search("지역개발-13 [^\n]* → 철도과", again)
    assert re.search("가족환경-07 [^\n]* → 숲과", again)
    desk.says(asked, rail, trees, button(again, "지금 바꾸기"))
    assert (desk.owner("지역개발-13"), desk.owner("지역개발-01")) == ("철도과", "교통과")
    assert desk.owner("가족환경-07") == "숲과"


@pytest.mark.parametrize("asked", ["지역개발-13", "미정", "지역개발-13, 지역개발-01"])
def test_what_nobody_owns_gets_an_owner(desk: Desk, asked: str) -> None:
    """By its number, alone or beside others, or all at once."""
    nobody = {"지역개발-13": ""}
    file = desk.file(lambda row: row | {"담당부서": nobody.get(row["관리번호"], row["담당부서"])})
    desk.says(file, "1")
    assert desk.owner("지역개발-13") == "미정"
    shown, _ = desk.says(f"/reorg {asked} → 환경과", "1")
    assert re.search("지역개발-13 [^\n]*: 미정 → 환경과", shown)
    assert desk.owner("지역개발-13") == "환경과"


def test_a_pledge_that_moves_leaves_the_people_of_its_old_owner(desk: Desk) -> None:
    """Their team and telephone are not those of the new one; a new name changes nothing."""
    path = desk.folder / "공약.csv"
    rows = "지역개발-13,철도 확충,교통행정과,철도팀,김철도,2627-1\n" * 2
    rows = rows.replace("13,철도", "14,버스", 1)
    path.write_text(f"번호,공약명,담당부서,담당팀,담당자,전화번호\n{rows}", encoding="utf-8")
    sure = desk.says(f"/file {path}", "1")[-1]
    desk.says(f"/file {path}", "1", button(sure, "지우고 바꾸기"))
    desk.says("/reorg 교통행정과 → 교통과", "1")
    desk.says("/reorg 지역개발-13 → 건설과", "1")
    moved, stays = (next(p for p in desk.pledges if p.number.serial == n) for n in (13, 14))
    assert (moved.details, stays.detail("담당자")) == ((), "김철도")


def test_a_new_name_that_may_be_a_slip_is_pointed_out(desk: Desk) -> None:
    """A pledge would go to a department that there is not."""
    [shown] = desk.says("/reorg 지역개발-05 → 주차관라과")
    assert "⚠️ 주차관라과는 공약표에 없어요. 주차관리과인가요?" in shown
    [shown] = desk.says("/reorg 지역개발-05 → 철도과")
    assert "⚠️" not in shown


def test_names_from_before_a_reorganisation_are_pointed_out(desk: Desk) -> None:
    """A corrected file of an earlier day would undo it."""
    file = desk.file(lambda row: row)
    desk.says("/reorg 교통행정과 → 교통과", "1")
    [shown] = desk.says(file)
    assert "⚠️ 조직 개편 전의 부서 이름이에요: 교통행정과 → 교통과, 2026-12-01부터" in shown


def test_what_is_no_reorganisation_is_told_so(desk: Desk) -> None:
    """The same question again would look like no answer."""
    asked, again = desk.says("/reorg", "/reorg 건설과 폐지")
    assert asked.startswith("어떻게 바뀌나요?")
    assert again.startswith("알아듣지 못했어요. 한 줄에 하나씩, 또는 ;로 나눠 보내 주세요.")


@pytest.mark.parametrize(
    "then", ["주차관리과 → 주차과", "주차관리과 → 버스과, 철도과", "지역개발-09 → 주차관리과"]
)
def test_a_name_that_is_gone_reorganises_nothing(desk: Desk, then: str) -> None:
    """What became of it has the pledges of others, too."""
    merged = "/reorg 교통행정과, 주차관리과 → 교통과"
    said = desk.says(merged, "1", f"/reorg {then}")[-1]
    assert said.startswith(
        "주차관리과는 2026-12-01부터 교통과예요. 지금 이름으로 다시 보내 주세요."
    )


@pytest.mark.parametrize("old", ["민선7기 지역개발-05", "지난 임기 지역개발-05", "민선7기 환경과"])
def test_only_the_current_term_is_reorganised(desk: Desk, old: str) -> None:
    """The current term may have another pledge of that number."""
    [said] = desk.says(f"/reorg {old} → 교통과")
    assert said.startswith("지금 임기(민선8기)의 표만 바꿀 수 있어요.")


def test_a_split_may_keep_the_name_for_a_part(desk: Desk) -> None:
    """Who has it goes on with it, and with the part that left."""
    asked = "/reorg 교통행정과 → 교통행정과, 버스과"
    [shown] = desk.says(asked)
    tap = button(shown, "지역개발-13 ")
    done = desk.says(asked, tap, button(shown, "지금 바꾸기"))[-1]
    assert "교통행정과 → 교통행정과, 버스과" in done
    assert (desk.owner("지역개발-13"), desk.owner("지역개발-01")) == ("버스과", "교통행정과")
    assert successors_of(desk.path, last_id(desk.path)) == (
        ("교통행정과", "교통행정과"),
        ("교통행정과", "버스과"),
    )


def test_a_reorganisation_may_be_said_in_words(desk: Desk) -> None:
    """After the question, too."""
    for said in (
        "교통행정과가 교통과로 바뀌었어요",
        "교통행정과를 교통과로 명칭 변경",
        "교통행정과 -> 교통과로 변경",
        "교통행정과의 이름을 교통과로 바꿔 주세요",
        "교통행정과 → 교통과 (2026. 12. 1.자)",
    ):
        _, shown = desk.says("/reorg", said)
        assert "\n교통행정과 → 교통과\n" in shown, said


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("교통행정과 → 교통과 내일부터", "2026-12-02"),
        ("교통행정과 → 교통과 다음 주 월요일부터", "2026-12-07"),
        ("교통행정과 → 교통과 다음 달 1일부터", "2027-01-01"),
        ("교통행정과 → 교통과 (내년 1월 1일자)", "2027-01-01"),
        ("내년 1월 1일부터 교통행정과 → 교통과", "2027-01-01"),
        ("교통행정과를 1월 1일부터 교통과로 변경", "2027-01-01"),
        ("교통행정과 → 교통과 2026-12-10부터; 환경과 → 기후과", "2026-12-10"),
        ("교통행정과 → 교통과 12/10부터\n환경과 → 기후과 12/10부터", "2026-12-10"),
    ],
)
def test_the_day_of_a_reorganisation_stands_anywhere(desk: Desk, asked: str, day: str) -> None:
    """In words, too, and on any of its lines; none of it is in a name."""
    [shown] = desk.says(f"/reorg {asked}")
    assert shown.startswith(f"🏛 조직 개편 ({day}부터)\n\n교통행정과 → 교통과\n")
    assert f"{day[5:]}에 바꾸기" in shown


@pytest.mark.parametrize(
    "asked",
    [
        "교통행정과 → 교통과 2027-13-45부터",
        "교통행정과를 내년부터 교통과로 변경",
        "교통행정과 → 교통과 12월 중순부터",
        "월말부터 지역개발-05 → 환경과",
        "교통행정과 → 교통과 12/10부터\n환경과 → 기후과 12/11부터",
    ],
)
def test_a_day_that_is_not_clear_is_asked_about_and_in_no_name(desk: Desk, asked: str) -> None:
    """Nor are two days taken for one."""
    [shown] = desk.says(f"/reorg {asked}")
    assert shown.startswith("언제부터인지 알 수 없어요.")


@pytest.mark.parametrize("name", ["다음세대과", "내일청년과", "오늘행복센터팀", "이번주민과"])
def test_a_name_may_begin_like_a_day(desk: Desk, name: str) -> None:
    """It is one word that ends as departments do."""
    [shown] = desk.says(f"/reorg 교통행정과 → {name} 내일부터")
    assert shown.startswith(f"🏛 조직 개편 (2026-12-02부터)\n\n교통행정과 → {name}\n")
    [shown] = desk.says(f"/reorg 교통행정과 → {name} 다음 달에")
    assert shown.startswith("언제부터인지 알 수 없어요.")


def test_what_is_hardly_the_name_of_a_department_is_pointed_out(desk: Desk) -> None:
    """Words behind it are asked about, a bureau ahead is none."""
    [shown] = desk.says("/reorg 교통행정과 → 교통과 나중에")
    assert "⚠️ '교통과 나중에', 부서 이름이 맞나요?" in shown
    [shown] = desk.says("/reorg 교통행정과 → 도시국 교통과")
    assert "⚠️" not in shown


def test_a_department_that_is_there_already_is_named_before_it_gets_more(desk: Desk) -> None:
    """A slip in the new name would merge two departments."""
    [shown] = desk.says("/reorg 교통행정과 → 도시계획과")
    assert "도시계획과는 이미 있는 부서예요. 공약을 합쳐요." in shown
    [shown] = desk.says("/reorg 교통행정과, 주차관리과 → 교통행정과")
    assert "이미 있는" not in shown


def test_a_slip_in_an_old_name_is_asked_about(desk: Desk) -> None:
    """And the next message takes the place of what was not understood."""
    asked, shown = desk.says("/reorg 교통헹정과 → 교통과", "교통행정과 → 교통과")
    assert asked.startswith("교통헹정과는 공약표에 없어요. 교통행정과인가요? 다시 보내 주세요.")
    assert "공약 6건" in shown


def test_what_holds_since_a_day_in_the_past_is_done_at_once(desk: Desk) -> None:
    """And the history has that day, and whether it was taken back."""
    shown, done = desk.says("/reorg 교통행정과 → 교통과 2026-11-01부터", "1")
    assert "지금 바꾸기" in shown
    [history] = desk.says("/history 지역개발-13")
    assert "2026-11-01 ~ 지금\n  교통과 (조직 개편)" in history
    desk.says("/table", "1", "1")
    [history] = desk.says("/history 지역개발-13")
    assert "교통과 (조직 개편, 되돌림)" in history
    assert done.startswith("✅ 조직 개편을")


def test_what_moved_on_a_day_in_the_past_is_told_with_that_day_and_its_undo_with_its_own(
    desk: Desk,
) -> None:
    """A pledge that moves alone leaves no department behind."""
    desk.says("/reorg 지역개발-13 → 도시계획과 2026-11-01부터", "1")
    [history] = desk.says("/history 지역개발-13")
    assert "2026-11-01 ~ 지금\n  도시계획과 (조직 개편)" in history
    desk.says("/table", "1", "1")
    [history] = desk.says("/history 지역개발-13")
    assert "2026-11-01 ~ 2026-12-01\n  도시계획과 (조직 개편, 되돌림)" in history
    assert "2026-12-01 ~ 지금\n  교통행정과 (되돌리기)" in history


def test_a_planned_reorganisation_that_does_nothing_any_more_is_reported(desk: Desk) -> None:
    """It is no version."""
    desk.says(
        "/reorg 교통행정과 → 교통과 2027-01-01부터", "1", "/reorg 교통행정과 → 도로교통과", "1"
    )
    last = last_id(desk.path)
    desk.pass_days(40)
    assert last_id(desk.path) == last
    [told, shown] = desk.says("/table")[0].split("\n\n", 1)
    assert "지금 표에서 바꿀 것이 없었어요.\n교통행정과 → 교통과" in told
    assert "예정" not in shown


def test_a_planned_reorganisation_that_a_file_came_before_is_followed(desk: Desk) -> None:
    """Reminders get the new name on the day, and the old one leads there."""
    desk.says("/remind 교통행정과 매주 월 9시 보고", "1")
    desk.says("/reorg 교통행정과 → 교통과 2027-01-01부터", "1", desk.file(renamed), "1")
    assert desk.owner("지역개발-13") == "교통과"
    assert "교통행정과 · 매주" in desk.says("/reminders")[0]
    desk.pass_days(31)
    assert read_catalogue(desk.path).former["교통행정과"].since == date(2027, 1, 1)
    assert "교통과 · 매주" in desk.says("/reminders")[0].split("\n\n", 1)[1]
    desk.press(TableVerb.UNDO, last_id(desk.path))
    assert "교통행정과 · 매주" in desk.says("/reminders")[-1]


def test_a_department_that_has_a_successor_is_not_split_by_a_later_step(desk: Desk) -> None:
    """Of two plans for one day the second finds it gone."""
    for line in ("교통행정과 → 교통과", "교통행정과, 도시계획과 → 교통도시과"):
        desk.says(f"/reorg {line} 2027-01-01부터", "1")
    desk.pass_days(31)
    former = read_catalogue(desk.path).former
    assert former["교통행정과"].names == ("교통과",)
    assert former["도시계획과"].names == ("교통도시과",)


def test_the_history_of_a_pledge_that_is_gone_is_told(desk: Desk) -> None:
    """Who owned it, and until when."""
    desk.says(desk.file(lambda row: None if row["관리번호"] == "지역개발-13" else row), "1")
    [shown] = desk.says("/history 지역개발-13")
    assert "2026-12-01 공약표에서 빠졌어요." in shown
    assert "~ 2026-12-01\n  교통행정과 (표 적용 pledge-table.txt)" in shown


def test_numbers_that_are_counted_anew_make_no_history(desk: Desk) -> None:
    """That is suspected; no pledge was renamed or changed hands, and no department is told so."""
    last: list[str] = []

    def counted_anew(row: dict[str, str]) -> dict[str, str] | None:
        number = row["관리번호"]
        if not number.startswith("지역개발"):
            return row
        last.append(number)
        return row | {"관리번호": last[-2]} if last[1:] else None

    titles = {str(pledge.number): pledge.title for pledge in desk.pledges}
    [shown, *_] = desk.says(desk.file(counted_anew), "1")
    assert "다른 번호에 있어요: 지역개발-02 → 지역개발-01, " in shown
    assert "이름 변경 0 · 부서 변경 0" in shown
    [told] = desk.says("/history 지역개발-12")
    assert f"12-01까지 '{titles['지역개발-12'][:20]}" in told
    owner = desk.owner("지역개발-12")
    assert told.split("담당\n")[1].splitlines()[1].strip().startswith(owner)
    assert told.count("(표 적용") == 1
    _, revision = revision_of(desk.path, last_id(desk.path)) or (None, None)
    assert revision is not None
    first = next(iter(titles.values()))
    for name in revision.current.departments:
        message = _Changes(revision, ()).message(name)
        assert message is None or first in message.text


def test_a_pledge_moves_alone(desk: Desk) -> None:
    """Its department stays."""
    desk.says("/reorg 지역개발-13 → 도시계획과", "1")
    assert desk.owner("지역개발-13") == "도시계획과"
    assert "교통행정과" in {p.department for p in desk.pledges}


def test_a_reorganisation_waits_for_its_day(desk: Desk) -> None:
    """It is applied by the bot's own clock, once."""
    *_, planned = desk.says("/reorg 교통행정과 → 교통과 2027-01-01부터", "1")
    assert "2027-01-01에 바꿀게요" in planned
    assert desk.owner("지역개발-13") == "교통행정과"
    desk.pass_days(0)
    assert desk.owner("지역개발-13") == "교통행정과"
    desk.pass_days(31)
    desk.pass_days(0)
    assert desk.owner("지역개발-13") == "교통과"
    assert read_catalogue(desk.path).former["교통행정과"].since == date(2027, 1, 1)


def test_a_planned_reorganisation_is_cancelled_with_one_tap(desk: Desk) -> None:
    """From the table's message."""
    *_, shown = desk.says("/reorg 교통행정과 → 교통과 2027-01-01부터", "1", "/table")
    desk.says("/table", button(shown, "교통행정과 → 교통과 취소"))
    desk.pass_days(60)
    assert desk.owner("지역개발-13") == "교통행정과"


def test_what_is_not_in_the_table_is_named(desk: Desk) -> None:
    """And asked for again."""
    [same] = desk.says("/reorg 교통행정과 → 교통행정과")
    assert same.startswith("바뀌는 것이 없어요")
    [said] = desk.says("/reorg 우주과 → 교통과")
    assert "우주과는 공약표에 없어요." in said
    asked, shown = desk.says("/reorg", "교통행정과 → 교통과")
    assert "교통행정과 → 교통과" in asked
    assert "공약 6건" in shown


def test_the_history_of_a_pledge_names_each_owner_with_its_time(desk: Desk) -> None:
    """And what made the change."""
    desk.says("/reorg 교통행정과 → 교통과", "1")
    asked, shown = desk.says("/history", "지역개발-13")
    assert "번호를 보내 주세요" in asked
    assert "2026-12-01 ~ 지금\n  교통과 (조직 개편)" in shown
    assert "~ 2026-12-01\n  교통행정과 (표 적용 pledge-table.txt)" in shown


def test_the_table_is_exported_and_loads_back_unchanged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a workbook."""
    monkeypatch.chdir(desk.folder)
    [shown] = desk.says("/table")
    desk.says("/table", button(shown, "엑셀로 받기"))
    [exported] = desk.folder.glob("*.xlsx")
    found = files.recognised(exported.read_bytes(), exported.name)
    assert found.faults == ()
    assert found.table.pledges == desk.pledges
    assert (found.term, found.as_of) == ("민선8기", date(2026, 11, 23))
    assert desk.says(f"/file {exported}")[0].endswith("지금 표와 같아서 바꿀 것이 없어요.")


async def test_a_file_is_said_to_be_read_until_the_summary_takes_that_place(desk: Desk) -> None:
    """Reading may take ten seconds."""
    content = Path(desk.file(renamed)[6:]).read_bytes()

    async def download() -> bytes:
        return content

    upload = desk.office._open_features().table.take_upload("공약.csv", 9, download, OPERATORS)
    shown = [message.text async for message in upload]
    assert shown[0] == "파일을 읽고 있어요…"
    assert "부서 변경 6" in shown[1]
