"""Loads, reorganisations and undos in any order: who owned what, and since when, is never lost."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.lookup.catalogue import Alias, AliasKind, Former
from bot.lookup.pledge import PledgeNumber
from bot.lookup.replies import rendered
from bot.people.messages import Ask
from bot.table import files
from bot.table.export import workbook
from bot.table.pledge_table import Table
from bot.table.reorganisation import Step, StepKind, likeliest, vanished
from bot.table.store.additions import (
    add_alias,
    cancel_reorganisation,
    own_aliases,
    plan_reorganisation,
    planned_reorganisations,
    remove_alias,
)
from bot.table.store.versions import (
    TableChangedError,
    changes_of,
    load,
    read_catalogue,
    record_successors,
    reorganise,
    undo,
    versions,
)
from tests.lookup.tables import answer, brief
from tests.table.tables import a_pledge, an_edition

if TYPE_CHECKING:
    from pathlib import Path

    from bot.lookup.catalogue import Catalogue

START = datetime(2026, 7, 1, tzinfo=UTC)
A_DAY = timedelta(days=1)
DEPARTMENTS = ["교통과", "도로과", "공원과", "문화과"]
TITLE = "민선8기 공약 (2026-09-30 기준)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path / "pledges.db"


def table(**owners: str) -> Table:
    """Pledges by the last digits of their numbers, with their owners."""
    return Table(
        pledges=tuple(
            a_pledge(f"지역개발-{number.removeprefix('p')}", f"사업 {number}", owner)
            for number, owner in owners.items()
        )
    )


def owners(path: Path, at: datetime | None = None) -> dict[str, str]:
    """Who owns what, now or at a moment."""
    catalogue = read_catalogue(path, at=at)
    return {str(pledge.number): pledge.department for pledge in catalogue.pledges}


RENAME = Step(kind=StepKind.RENAME, old=("교통과",), new=("교통행정과",))


def test_an_undo_brings_back_the_table_before(path: Path) -> None:
    """Step by step, down to the first table, which stays."""
    first, second, third = (
        table(p01=a, p02=b)
        for a, b in (("교통과", "도로과"), ("공원과", "도로과"), ("공원과", "문화과"))
    )
    for day, content in enumerate((first, second, third)):
        load(path, an_edition(content, START + day * A_DAY))
    for day, content in ((3, second), (4, first)):
        assert undo(path, at=START + day * A_DAY) is not None
        assert read_catalogue(path).pledges == content.pledges
    assert undo(path, at=START + 5 * A_DAY) is None


def test_an_older_file_keeps_the_day_of_its_reorganisation(path: Path) -> None:
    """That of its successors; a load, which departments may follow later, has none."""
    load(path, an_edition(table(p01="교통과", p02="도로과"), START))
    reorganise(path, [RENAME], at=START + A_DAY, since=date(2026, 12, 1))
    load(path, an_edition(table(p01="교통행정과", p02="도로시설과"), START + 2 * A_DAY))
    record_successors(path, 3, [("도로과", "도로시설과")], since=date(2026, 12, 5))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("ALTER TABLE versions DROP COLUMN since")
        db.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '002 %'")
    assert [one.since for one in versions(path, limit=3)] == [None, date(2026, 12, 1), None]


def test_a_reorganisation_is_undone_as_a_whole(path: Path) -> None:
    """Its names too; an old name leads to the new one while it stands."""
    load(path, an_edition(table(p01="교통과", p02="도로과"), START))
    steps = [RENAME, Step(kind=StepKind.RENAME, old=("도로과",), new=("교통행정과",))]
    reorganise(path, steps, at=START + A_DAY, since=date(2026, 12, 1))
    assert set(owners(path).values()) == {"교통행정과"}
    former = Former(names=("교통행정과",), since=date(2026, 12, 1))
    assert read_catalogue(path).former == {"교통과": former, "도로과": former}
    undo(path, at=START + 2 * A_DAY)
    assert owners(path) == {"지역개발-01": "교통과", "지역개발-02": "도로과"}
    assert read_catalogue(path).former == {}
    assert read_catalogue(path, at=START + A_DAY).former == {"교통과": former, "도로과": former}


def test_a_split_says_which_pledge_goes_where(path: Path) -> None:
    """And the old name leads to both."""
    load(path, an_edition(table(p01="교통과", p02="교통과", p03="공원과"), START))
    split = Step(
        kind=StepKind.SPLIT,
        old=("교통과",),
        new=("도로과", "버스과"),
        pledges=((PledgeNumber("지역개발-02"), "버스과"),),
    )
    reorganise(path, [split], at=START + A_DAY, since=date(2026, 7, 2))
    assert [*owners(path).values()] == ["도로과", "버스과", "공원과"]
    assert read_catalogue(path).former["교통과"].names == ("도로과", "버스과")


def test_a_move_leaves_both_departments(path: Path) -> None:
    """Only the pledges that were named go."""
    load(path, an_edition(table(p01="교통과", p02="교통과", p03="공원과"), START))
    move = Step(
        kind=StepKind.MOVE,
        old=("교통과",),
        new=("공원과",),
        pledges=((PledgeNumber("지역개발-02"), "공원과"),),
    )
    reorganise(path, [move], at=START + A_DAY, since=date(2026, 7, 2))
    assert [*owners(path).values()] == ["교통과", "공원과", "공원과"]
    assert read_catalogue(path).former == {}


def test_the_second_of_two_coordinators_is_reported(path: Path) -> None:
    """What they were shown is not what stands there any more."""
    load(path, an_edition(table(p01="교통과"), START))
    shown = load(path, an_edition(table(p01="도로과"), START + A_DAY), dry_run=True)
    load(path, an_edition(table(p01="공원과"), START + A_DAY))
    with pytest.raises(TableChangedError):
        load(path, an_edition(table(p01="도로과"), START + A_DAY), base=shown.version)
    with pytest.raises(TableChangedError):
        reorganise(path, [RENAME], at=START + A_DAY, since=START.date(), base=shown.version)
    assert owners(path) == {"지역개발-01": "공원과"}


def test_terms_stand_side_by_side(path: Path) -> None:
    """The one loaded last is current; undoing it makes the former one current again."""
    load(path, an_edition(table(p01="교통과"), START, term="민선8기"))
    load(path, an_edition(table(p01="도로과"), START + A_DAY, term="민선9기"))
    catalogue = read_catalogue(path)
    assert catalogue.term == "민선9기"
    (earlier,) = catalogue.earlier
    assert (earlier.term, earlier.pledges[0].department) == ("민선8기", "교통과")
    undo(path, at=START + 2 * A_DAY)
    assert read_catalogue(path).term == "민선8기"
    assert read_catalogue(path).earlier == ()


def test_likely_successors_are_those_that_own_the_pledges_now() -> None:
    """The one with most of them first."""
    old = table(p01="교통과", p02="교통과", p03="교통과", p04="공원과")
    new = table(p01="버스과", p02="버스과", p03="도로과", p04="공원과")
    assert vanished(old, new) == {"교통과": (("버스과", 2), ("도로과", 1))}


@pytest.mark.parametrize(
    ("before", "after", "successors"),
    [
        # The name tells, whatever its place.
        ("동부 학교과, 서부 학교과", "동부 생활과, 서부 생활과", ("동부 생활과", "서부 생활과")),
        ("동부 학교과, 서부 학교과", "서부 생활과, 동부 생활과", ("동부 생활과", "서부 생활과")),
        ("서부 학교과, 동부 학교과", "동부 생활과, 서부 생활과", ("서부 생활과", "동부 생활과")),
        ("급식과, 시설과", "급식안전과, 교육시설과", ("급식안전과", "교육시설과")),
        ("급식과, 시설과", "교육시설과, 급식안전과", ("급식안전과", "교육시설과")),
        ("급식과, 시설과, 총무과", "총무과, 교육시설과, 식생활과", ("식생활과", "교육시설과")),
        # Where names tell nothing, the place does.
        ("가나과, 다라과", "마바과, 사아과", ("마바과", "사아과")),
        # One in place of two follows both; two in place of one are tied.
        ("급식과, 시설과", "학교지원과", ("학교지원과", "학교지원과")),
        ("급식과", "학교지원과, 식생활과", ("식생활과, 학교지원과",)),
    ],
)
def test_each_of_several_owners_is_followed_by_its_own_successor(
    before: str, after: str, successors: tuple[str, ...]
) -> None:
    """Not by that of another, which would take its groups and reminders."""
    (pledge,) = table(p01="").pledges
    old, new = (
        Table(pledges=(replace(pledge, owners=tuple(names.split(", "))),))
        for names in (before, after)
    )
    found = vanished(old, new).values()
    assert tuple(", ".join(name for name, _ in heirs) for heirs in found) == successors


@pytest.mark.parametrize(
    ("one", "other"), [("일자리경제과", "교통행정과"), ("교통행정과", "일자리경제과")]
)
def test_of_successors_with_as_many_pledges_the_one_called_most_alike_is_first(
    one: str, other: str
) -> None:
    """In whichever order their pledges stand."""
    old, new = table(p01="교통정책과", p02="교통정책과"), table(p01=one, p02=other)
    found = vanished(old, new)["교통정책과"]
    assert [name for name, _ in found] == ["교통행정과", "일자리경제과"]
    assert likeliest(found) == ("교통행정과", "일자리경제과")


def test_aliases_of_the_office_stay_through_loads(path: Path) -> None:
    """Until they are taken back."""
    load(path, an_edition(table(p01="교통과"), START))
    alias = Alias(kind=AliasKind.WORD, alias="땡땡이버스", target="마을버스", reason="찾지 못한 말")
    add_alias(path, alias, at=START, by=7)
    load(path, an_edition(table(p01="도로과"), START + A_DAY))
    assert alias in read_catalogue(path).aliases
    assert own_aliases(path) == (alias,)
    assert remove_alias(path, alias)
    assert not remove_alias(path, alias)
    assert read_catalogue(path).aliases == ()


def test_a_reorganisation_waits_for_its_day(path: Path) -> None:
    """And can be cancelled."""
    load(path, an_edition(table(p01="교통과"), START))
    planned = plan_reorganisation(path, [RENAME], on=date(2026, 12, 1), at=START, by=7)
    assert planned_reorganisations(path) == ((planned, date(2026, 12, 1), (RENAME,)),)
    assert cancel_reorganisation(path, planned)
    assert planned_reorganisations(path) == ()


@dataclass
class Reckoning:
    """Who owned what, kept independently: a list of all states, and a stack of those that stand."""

    stack: list[dict[str, str]] = field(default_factory=list)
    log: list[tuple[datetime, dict[str, str]]] = field(default_factory=list)

    def push(self, at: datetime, state: dict[str, str]) -> None:
        """A new state."""
        self.stack.append(state)
        self.log.append((at, state))

    def pop(self, at: datetime) -> None:
        """Back to the one before."""
        if len(self.stack) > 1:
            self.stack.pop()
            self.log.append((at, self.stack[-1]))

    def owned(self, number: str) -> list[tuple[str, datetime, datetime | None]]:
        """Each owner of a pledge with the time from when to when."""
        found: list[tuple[str, datetime, datetime | None]] = []
        for at, state in self.log:
            owner = state.get(number)
            if found and found[-1][2] is None:
                if found[-1][0] == owner:
                    continue
                found[-1] = (*found[-1][:2], at)
            if owner is not None:
                found.append((owner, at, None))
        return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_no_interval_is_lost_in_ten_years_of_loads_reorganisations_and_undos(
    path: Path, seed: int
) -> None:
    """Beside a reckoning that knows nothing of the database."""
    rng = random.Random(seed)  # noqa: S311 -- reproducible
    numbers = [f"p{n:02d}" for n in range(1, 9)]
    first = {number: rng.choice(DEPARTMENTS) for number in numbers}
    reckoning = Reckoning()
    load(path, an_edition(table(**first), START))
    reckoning.push(START, {f"지역개발-{n.removeprefix('p')}": o for n, o in first.items()})
    for step in range(1, 41):
        at, state = START + step * 30 * A_DAY, reckoning.stack[-1]
        match rng.choice(["load", "load", "rename", "move", "undo"]):
            case "load":
                new = {
                    number: rng.choice(DEPARTMENTS) if rng.random() < 0.3 else owner
                    for number, owner in state.items()
                    if rng.random() > 0.1
                }
                new |= {f"지역개발-{rng.randint(1, 12):02d}": rng.choice(DEPARTMENTS)}
                content = table(**{f"p{n.removeprefix('지역개발-')}": o for n, o in new.items()})
                if not load(path, an_edition(content, at)).changes_nothing:
                    reckoning.push(at, new)
            case "rename" if state:
                old = rng.choice([*state.values()])
                name = f"{old}{step}"
                rename = Step(kind=StepKind.RENAME, old=(old,), new=(name,))
                reorganise(path, [rename], at=at, since=at.date())
                reckoning.push(at, {n: name if o == old else o for n, o in state.items()})
            case "move" if state:
                number, owner = rng.choice([*state.items()])
                to = rng.choice([each for each in DEPARTMENTS if each != owner])
                moved = ((PledgeNumber(number), to),)
                move = Step(kind=StepKind.MOVE, old=(owner,), new=(to,), pledges=moved)
                reorganise(path, [move], at=at, since=at.date())
                reckoning.push(at, state | {number: to})
            case "undo":
                undo(path, at=at)
                reckoning.pop(at)
        assert owners(path) == reckoning.stack[-1]
    for at, state in reckoning.log:
        assert owners(path, at) == state
    for number in {number for _, state in reckoning.log for number in state}:
        changes = changes_of(path, PledgeNumber(number), "민선8기")
        own = [(change.new, change.version.at) for change in changes if change.field == "owners"]
        ends = [*(at for _, at in own[1:]), None]
        found = [
            (name, at, until)
            for (name, at), until in zip(own, ends, strict=True)
            if name is not None
        ]
        assert found == reckoning.owned(number)


def test_versions_are_listed_newest_first_with_what_they_changed(path: Path) -> None:
    """And whether they were taken back."""
    load(path, an_edition(table(p01="교통과", p02="도로과"), START))
    load(path, an_edition(table(p01="공원과", p03="도로과"), START + A_DAY))
    undo(path, at=START + 2 * A_DAY)
    listed = [(v.kind, v.added, v.removed, v.is_undone, v.undoes) for v in versions(path, limit=9)]
    assert listed == [
        ("undo", 1, 1, False, 2),
        ("load", 1, 1, True, None),
        ("load", 2, 0, False, None),
    ]


def test_pledges_that_changed_hands_are_found(path: Path) -> None:
    """The latest first."""
    load(path, an_edition(table(p01="교통과", p02="도로과", p03="공원과"), START))
    load(path, an_edition(table(p01="공원과", p02="도로과", p03="공원과"), START + A_DAY))
    load(path, an_edition(table(p01="공원과", p02="교통과", p03="공원과"), START + 9 * A_DAY))
    catalogue = read_catalogue(path)
    assert [str(number) for number in catalogue.moved] == ["지역개발-02", "지역개발-01"]
    assert brief("담당 바뀐 공약", catalogue).pledges == ("지역개발-02", "지역개발-01")


def said(text: str, catalogue: Catalogue) -> str:
    """The answer as text."""
    return rendered(answer(text, catalogue), catalogue, Ask(text=text)).text


def test_a_pledge_that_a_load_took_out_is_told_with_the_day(path: Path) -> None:
    """By its number and by words of its title, with its history; not what an undo brought back."""

    def asked(text: str) -> tuple[str, list[str]]:
        catalogue = read_catalogue(path)
        message = rendered(answer(text, catalogue), catalogue, Ask(text=text))
        return message.text, [one.label for row in message.buttons for one in row]

    first, second, third = (
        a_pledge(f"지역개발-0{count}", title, "교통과")
        for count, title in enumerate(("둘레길 조성", "승강장 신설", "스마트팜 유치"), start=1)
    )
    gone = "지역개발-03 스마트팜 유치: 2026-07-02 공약표에서 빠졌어요."
    load(path, an_edition(Table(pledges=(first, second, third)), START))
    load(path, an_edition(Table(pledges=(first, second)), START + A_DAY))
    for text in ("지역개발-03", "지역개발 3번 담당", "스마트팜", "스마트팜 유치", "스마트팜 담당"):
        said, buttons = asked(text)
        assert gone in said.splitlines(), (text, said)
        assert "지역개발-03 연혁" in buttons, text
    assert gone not in asked("지역개발-04")[0]
    assert gone not in asked("승강장")[0]
    load(path, an_edition(Table(pledges=(first, second, third)), START + 2 * A_DAY))
    assert "빠졌어요" not in asked("지역개발-03")[0]
    other = a_pledge("지역개발-04", third.title, "교통과")
    load(path, an_edition(Table(pledges=(first, second, other)), START + 3 * A_DAY))
    assert "빠졌어요" not in asked("지역개발-03")[0]  # it has another number


def test_a_former_name_answers_with_todays_department_and_the_day(path: Path) -> None:
    """Aliases of the former one lead there too; several successors are named."""
    load(path, an_edition(table(p01="교통과", p02="교통과", p03="공원과"), START))
    alias = Alias(kind=AliasKind.DEPARTMENT, alias="버스부서", target="교통과", reason="옛 이름")
    add_alias(path, alias, at=START, by=7)
    reorganise(path, [RENAME], at=START + A_DAY, since=date(2026, 12, 1))
    catalogue = read_catalogue(path)
    assert said("교통과", catalogue).startswith("교통과는 2026-12-01부터 교통행정과예요.")
    assert brief("교통과 공약 알려줘", catalogue).department == "교통행정과"
    assert brief("버스부서", catalogue).department == "교통행정과"
    split = Step(
        kind=StepKind.SPLIT,
        old=("교통행정과",),
        new=("도로과", "버스과"),
        pledges=((PledgeNumber("지역개발-02"), "버스과"),),
    )
    reorganise(path, [split], at=START + 2 * A_DAY, since=date(2027, 1, 1))
    catalogue = read_catalogue(path)
    answer = said("교통행정과", catalogue)
    assert answer == "'교통행정과'는 2027-01-01부터 도로과, 버스과로 나뉘었어요."
    assert brief("교통과", catalogue).suggestions == ("도로과", "버스과")


def with_heading(heading: str) -> Table:
    """A table of a file that calls its strategies so."""
    file = f"{heading},번호,공약명,담당부서\n맑은 물,1,둘레길,공원과\n,2,도서관,문화과\n"
    found = files.recognised(file.encode())
    return found.table


def test_a_strategy_is_called_what_the_table_calls_its_column(path: Path) -> None:
    """On cards, buttons and lists, through an export, a reorganisation and an undo."""
    load(path, an_edition(with_heading("정책목표"), START))
    catalogue = read_catalogue(path)
    assert "정책목표: 맑은 물" in said("1", catalogue)
    assert said("정책목표 목록", catalogue).startswith("📂 정책목표 1개, 공약 2건")
    for ask, label in (
        (Ask(text="1", page=2), "같은 정책목표 공약 2건"),
        (Ask(text="안녕"), "정책목표"),
    ):
        message = rendered(answer(ask.text, catalogue), catalogue, ask)
        assert label in [button.label for row in message.buttons for button in row]
    exported = workbook(catalogue.pledges, catalogue.strategy_heading, catalogue.called, TITLE)
    assert files.recognised(exported).table.strategy_heading == "정책목표"
    step = Step(kind=StepKind.RENAME, old=("공원과",), new=("녹지과",))
    reorganise(path, [step], at=START + A_DAY, since=date(2026, 12, 1))
    assert read_catalogue(path).strategy_word == "정책목표"
    renamed = Table(pledges=read_catalogue(path).pledges, strategy_heading="추진분야")
    assert not load(path, an_edition(renamed, START + 2 * A_DAY)).changes_nothing
    assert "분야: 맑은 물" in said("1", read_catalogue(path))
    undo(path, at=START + 3 * A_DAY)
    assert "정책목표: 맑은 물" in said("1", read_catalogue(path))


@pytest.mark.parametrize("text", ["=1+1", "=SUM(A1)", "#N/A", "+82", "-5", "@a", "007", "12/1"])
def test_texts_of_an_export_stay_texts(text: str) -> None:
    """Whatever they begin with: nothing is computed, and nothing is lost."""
    pledge, *_ = with_heading("분야").pledges
    titled = replace(pledge, title=f"{text} 사업", details=(("비고", text),))
    [back] = files.recognised(workbook([titled], "분야", {}, TITLE)).table.pledges
    assert (back.title, dict(back.details)["비고"]) == (f"{text} 사업", text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "heading", ["분야", "부문", "구분", "비전", "시정목표", "영역", "추진방향", "정책분야"]
)
def test_a_list_of_strategies_is_asked_for_in_the_table_s_words(path: Path, heading: str) -> None:
    """Its own, and those of others."""
    load(path, an_edition(with_heading(heading), START))
    for text in (f"{heading} 목록", "분야별 공약", "전략 목록"):
        assert "맑은 물 2건" in said(text, read_catalogue(path))


def test_another_term_is_answered_from_its_own_table(path: Path) -> None:
    """Or with the plain word that it is not loaded."""
    load(path, an_edition(table(p01="교통과"), START, term="민선8기"))
    load(path, an_edition(table(p01="도로과"), START + A_DAY, term="민선9기"))
    catalogue = read_catalogue(path)
    assert "🏢 교통과" in said("민선8기 지역개발-01 담당?", catalogue)
    assert "🏢 도로과" in said("민선 9기 지역개발-01", catalogue)
    assert "🏢 도로과" in said("지역개발-01", catalogue)
    answer = said("민선7기 지역개발-01", catalogue)
    assert answer == "민선7기 공약표는 없어요. 민선9기, 민선8기가 있어요."
    assert brief("민선7기 지역개발-01", catalogue).kind == "none"


RATED = """번호,공약명,담당부서,이행률(%),총 사업비(백만원)
1,맑은 하천,공원과,40,"1,200"
2,나무 심기,공원과,80,300
"""


def test_a_column_is_called_what_the_table_calls_it(path: Path) -> None:
    """In conditions, sums and cards, whatever people call it; in an export, too."""
    table = files.recognised(RATED.encode()).table
    load(path, an_edition(table, START))
    catalogue = read_catalogue(path)
    assert "1 · 공원과 · 40% 맑은 하천" in said("추진율 낮은 순", catalogue)
    assert said("추진율 낮은 순", catalogue).startswith("🔎 이행률 낮은 순 공약 2건")
    assert "총사업비 합계 15억 원, 평균 7억 5,000만 원 (2건)" in said("예산 합계", catalogue)
    assert "총사업비: 1,200백만원" in said("1 예산", catalogue)
    exported = workbook(catalogue.pledges, catalogue.strategy_heading, catalogue.called, TITLE)
    assert files.recognised(exported).table.called == table.called
    renamed = replace(table, called=())
    assert load(path, an_edition(renamed, START + A_DAY)).renamed == (
        ("이행률", "추진율"),
        ("총사업비", "사업비"),
    )
    assert "추진율 낮은 순" in said("이행률 낮은 순", read_catalogue(path))
    undo(path, at=START + 2 * A_DAY)
    assert read_catalogue(path).called == dict(table.called)


def test_a_column_that_comes_or_goes_has_no_other_name(path: Path) -> None:
    """It is no column of both tables."""
    rated = files.recognised(RATED.encode()).table
    plain = "\n".join(",".join(line.split(",")[:3]) for line in RATED.splitlines())
    load(path, an_edition(rated, START))
    for days, table in enumerate((files.recognised(plain.encode()).table, rated), start=1):
        revision = load(path, an_edition(table, START + days * A_DAY))
        assert revision.changes
        assert revision.renamed == ()
