"""The loader speaks Korean, one line for one thing, whatever stands in the file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lookup.catalogue import AliasKind
from bot.store.errors import StoreError, Trouble
from bot.table import replies as loading
from bot.table.edition import Held, revision
from bot.table.fault import Fault, FaultKind, RefusedError
from bot.table.notes import Note, NoteKind
from bot.table.pledge_table import Table
from tests.table import tables
from tests.table.tables import REPEATABLE, THREE_PLEDGES, a_pledge, an_alias

HELD = Held(
    current_term="민선8기",
    table=Table(pledges=(a_pledge(), a_pledge("지역개발-06", "광장 조성")), aliases=(an_alias(),)),
    as_of=date(2026, 7, 1),
)
an_edition = partial(tables.an_edition, at=datetime(2026, 11, 23, tzinfo=UTC))


def test_a_load_shows_its_counts_and_then_each_change_in_a_line() -> None:
    """Old and new stand side by side; what comes, goes and moves is first."""
    table = Table(
        pledges=(
            a_pledge(department="교통행정과", attachment="계획.hwp"),
            a_pledge("지역개발-07", "도로"),
        ),
        aliases=(an_alias(reason="민원인의 말"), an_alias(AliasKind.TITLE, "길", "도로")),
    )
    found = revision(an_edition(table, term="민선8기"), HELD)
    assert loading.loaded(found, file="표.txt", is_dry_run=False) == (
        "공약 2건, 분야 1개, 부서 2개를 읽었어요 (민선8기, 2026-11-23 기준, 표.txt, 별칭 2개).",
        "추가 1 · 이름 변경 0 · 부서 변경 1 · 삭제 1 · 그 밖의 변경 1 · 별칭 변경 2",
        "기준일: 2026-07-01 → 2026-11-23",
        "− 지역개발-06 광장 조성 (도시계획과)",
        "지역개발-05 담당: 도시계획과 → 교통행정과",
        "+ 지역개발-07 도로 (도시계획과)",
        "지역개발-05 첨부파일: 없음 → 계획.hwp",
        "별칭 변경: 강아지 → 반려동물 (낱말), 까닭: 일상어 → 민원인의 말",
        "별칭 추가: 길 → 도로 (공약명)",
    )


def test_a_dry_run_says_that_nothing_was_changed() -> None:
    """What would change is listed in the same lines."""
    found = revision(an_edition(Table(pledges=HELD.table.pledges[::-1])), HELD)
    assert loading.loaded(found, file="표.txt", is_dry_run=True)[1:] == (
        "추가 0 · 이름 변경 0 · 부서 변경 0 · 삭제 0 · 그 밖의 변경 1 · 별칭 변경 1",
        "기준일: 2026-07-01 → 2026-11-23",
        "지역개발-06 순서: 2 → 1",
        "별칭 삭제: 강아지 → 반려동물 (낱말)",
        "미리 보기라서 아무것도 바꾸지 않았어요.",
    )


def test_a_new_term_is_said_first() -> None:
    """That another term becomes the current one is the greatest change."""
    found = revision(
        an_edition(Table(pledges=THREE_PLEDGES), term="민선9기"), Held(current_term="민선8기")
    )
    assert loading.loaded(found, file="표.txt", is_dry_run=False)[2] == "임기: 민선8기 → 민선9기"


def test_the_same_again_says_that_nothing_changed() -> None:
    """In so many words."""
    found = revision(an_edition(HELD.table), HELD)
    assert loading.loaded(found, file="표.txt", is_dry_run=False)[1:] == ("바뀐 것이 없어요.",)


def test_a_fault_says_where_what_and_what_was_expected() -> None:
    """File, line, found, expected: in one line each."""
    faults = (
        Fault(line=12, kind=FaultKind.WRONG_NUMBER, found="2026년"),
        Fault(
            line=15,
            kind=FaultKind.REPEATED_NUMBER,
            found="지역개발-01",
            about="7",
            sheet="공약",
            heading="번호",
        ),
    )
    missing = (Fault(line=None, kind=FaultKind.MISSING),)
    assert loading.refused(RefusedError((("표.txt", faults), ("별칭.tsv", missing)))) == (
        "표.txt 12행: 번호가 와야 할 자리예요(있는 것: 2026년). "
        "'복지-05'나 '1-1' 같은 모양이어야 해요.",
        "표.txt [공약] 15행 '번호' 열: 7행에 이미 다른 공약명으로 있는 번호예요(지역개발-01). "
        "공약마다 번호가 달라야 해요.",
        "별칭.tsv: 파일이 없어요. 이름과 폴더를 확인해 주세요.",
    )


@pytest.mark.parametrize("kind", FaultKind)
@REPEATABLE
@given(text=st.text())
def test_every_fault_has_a_short_line_whatever_was_found(kind: FaultKind, text: str) -> None:
    """A whole broken file in one cell does not flood the screen."""
    fault = Fault(line=3, kind=kind, found=text, about=text)
    [line] = loading.refused(RefusedError((("표.txt", (fault,)),)))
    assert line.startswith("표.txt 3행: ")
    assert line.isprintable()
    assert len(line) < 250


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_with_a_database_has_a_line(trouble: Trouble) -> None:
    """It names the file and says what to do."""
    line = loading.store_trouble(StoreError(Path("data/pledges.db"), trouble))
    assert line.startswith("data/pledges.db: ")
    assert line.endswith((".", "요."))


@pytest.mark.parametrize("kind", NoteKind)
@REPEATABLE
@given(text=st.text())
def test_every_note_has_a_short_line_whatever_it_is_about(kind: NoteKind, text: str) -> None:
    """As it is with faults."""
    note = Note(kind=kind, count=3, found="가", about=text)
    line = loading.note(note)
    assert line.endswith(".") or note.is_suspicion
    assert line.isprintable()
    assert len(line) < 150


@given(st.lists(st.from_regex(r"[가-힣]{1,20}", fullmatch=True), min_size=1, unique=True))
@REPEATABLE
def test_no_heading_of_a_long_list_is_cut(headings: list[str]) -> None:
    """They are counted, and the first ones named."""
    about = ", ".join(headings)
    line = loading.note(Note(kind=NoteKind.OTHER_COLUMNS, count=len(headings), about=about))
    start, named = line.removesuffix(".").split(": ")
    assert start == f"그대로 함께 둔 열 {len(headings)}개"
    shown = named.removesuffix(" 등").split(", ")
    assert shown == headings[: len(shown)]
    assert named.endswith(" 등") == (len(shown) < len(headings))


@pytest.mark.parametrize("kind", [kind for kind in NoteKind if Note(kind=kind).is_suspicion])
def test_suspicions_are_named_before_what_changes(kind: NoteKind) -> None:
    """And no more than a screen of them."""
    found = revision(an_edition(Table(pledges=THREE_PLEDGES)), HELD)
    notes = [Note(kind=kind, found=f"가{at}", about="나") for at in range(200)]
    lines = loading.loaded(found, file="표", notes=notes, is_dry_run=False)
    assert [line.startswith("확인해 주세요. ") for line in lines[:11]] == [False] + [True] * 10
    assert lines[11] == "이 밖에 확인할 것이 190가지 더 있어요."
    assert len(lines) <= 40


def test_a_load_of_many_changes_takes_forty_lines() -> None:
    """The rest is counted."""
    rows = tuple(a_pledge(f"지역개발-{serial:02d}") for serial in range(1, 100))
    found = revision(an_edition(Table(pledges=rows)), HELD)
    lines = loading.loaded(found, file="표.txt", is_dry_run=False)
    assert len(lines) == 40
    assert lines[-1].startswith("이 밖에 ")


def test_no_more_than_twenty_faults_are_shown() -> None:
    """The rest is counted."""
    faults = [Fault(line=line, kind=FaultKind.NO_NUMBER, about="가") for line in range(1, 1_500)]
    lines = loading.refused(RefusedError((("표.csv", faults),)))
    assert len(lines) == 21
    assert lines[-1] == "이 밖에 1,479곳이 더 있어요."
