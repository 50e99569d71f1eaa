"""The departments of a cell, however an office lists them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.store.records import to_json
from bot.table import files
from bot.table.departments import read
from bot.table.export import workbook
from bot.table.notes import NoteKind
from bot.table.pledge_table import Table
from bot.table.reorganisation import Step, StepKind, reorganised
from bot.table.store.database import MIGRATIONS
from bot.table.store.tables import unpacked

if TYPE_CHECKING:
    from bot.lookup.pledge import Pledge

TWO = ("교통과", "도시과")


@pytest.mark.parametrize(
    "cell",
    [
        *("교통과, 도시과", "교통과·도시과", "교통과ㆍ도시과", "교통과∙도시과", "교통과 ‧ 도시과"),
        *(
            "교통과/도시과",
            "교통과 및 도시과",
            "교통과; 도시과",
            "교통과、도시과",
            "교통과，도시과",
        ),
        *("교통과 & 도시과", "교통과+도시과", "교통과|도시과", "교통과 도시과", "교통과\n도시과"),
        *("- 교통과\n- 도시과", "○교통과 ○도시과", "ㅇ 교통과\nㅇ 도시과", "• 교통과\n• 도시과"),
        *("▸교통과\n▸도시과", "‣ 교통과\n‣ 도시과", "➢ 교통과 ➢ 도시과", "주관\n교통과\n도시과"),
        *("① 교통과 ② 도시과", "1. 교통과\n2. 도시과", "1) 교통과 2) 도시과"),
        "교통과\n(버스팀)\n도시과\n(계획팀)",
        *("교통과(공동: 도시과)", "교통과, 도시과(공동)", "교통과, 도시과 공동"),
        *(
            "교통과ㆍ도시과 공동주관",
            "교통과 주관, 도시과 공동 추진",
            "(신)교통과, 도시과 신설 예정",
        ),
        *("(구)교통과, 前 도시과", "총괄 교통과, 주관 도시과"),
        *("교통과 버스팀/도시과 계획팀", "교통과/버스팀, 도시과", "교통과 버스팀\n도시과"),
        *("교통과(버스팀), 도시과(계획팀)", "교통과（버스팀）, 도시과", "교통과장, 도시과장"),
    ],
)
def test_two_owners_may_be_listed_in_any_way(cell: str) -> None:
    """By any sign, one a line, behind bullets or numbers."""
    assert (read(cell).owners, read(cell).helpers) == (TWO, ())


@pytest.mark.parametrize(
    "name", ["도시재생지원과", "교통 지원과", "복지지원 담당", "협력 담당관", "양성평등", "유초등"]
)
def test_a_word_of_a_role_or_of_others_may_be_part_of_a_name(name: str) -> None:
    """Where no department stands beside it, and nothing sets it apart."""
    assert (read(name).owners, read(name).helpers) == ((name,), ())


@pytest.mark.parametrize("rest", [" 등", "등", "외 2개 부서", " 외 2", " 등 3개 부서", " 외"])
def test_departments_that_a_cell_does_not_name_are_suspected(rest: str) -> None:
    """Those that it names are read."""
    found = files.recognised(f"번호,공약명,담당부서\n1,숲,교통과{rest}\n2,길,도로과\n".encode())
    assert [one.owners for one in found.table.pledges] == [("교통과",), ("도로과",)]
    [note] = (one for one in found.notes if one.is_suspicion)
    assert (note.kind, note.about) == (NoteKind.NOT_ALL_NAMED, "1")


@pytest.mark.parametrize("sign", ["/", " / ", "\n", ", "])
@pytest.mark.parametrize(
    "other",
    ["동 주민센터", "읍면 행정복지센터", "제1 행정과", "복지국 노인과", "각 교육지원청", "전 부서"],
)
def test_a_space_within_a_name_does_not_join_two(sign: str, other: str) -> None:
    """A sign or a line of its own parts more surely than a space."""
    assert read(f"교통과{sign}{other}").owners == ("교통과", other)
    assert read(f"{other}{sign}교통과").owners == (other, "교통과")


@pytest.mark.parametrize(
    "cell",
    [
        *("(주관)교통과 (협조)도시과", "(주)교통과 (협)도시과", "교통과, (협)도시과"),
        *("교통과 / (협)도시과", "교통과(주관), 도시과(협조)", "교통과 (주관), 도시과 (협조)"),
        *("[주관]교통과\n[협조]도시과", "주관: 교통과 / 협조: 도시과", "정) 교통과 부) 도시과"),
        *("교통과(도시과 협조)", "교통과(도시과 지원)", "교통과 (도시과 협조부서)"),
        *("교통과(협조: 도시과)", "교통과, 도시과(협조)", "◎교통과 ○도시과", "◎교통과\n○도시과"),
        *("▸주관: 교통과\n▸협조: 도시과", "주관\n교통과\n협조\n도시과"),
        *("교통과 주관, 도시과 협조", "교통과 주관 도시과 협조", "주관 교통과 협조 도시과"),
        *(
            "교통과(협조 도시과)",
            "교통과 / 도시과 협조",
            "교통과 주관 (도시과 협조)",
            "교통과ㆍ도시과 협업",
        ),
        *("주관 : 교통과\n협조 : 도시과", "（주관）교통과（협조）도시과"),
    ],
)
def test_helpers_are_told_from_owners_by_their_marks(cell: str) -> None:
    """In words and signs, ahead of the name or behind it."""
    assert (read(cell).owners, read(cell).helpers) == (("교통과",), ("도시과",))


@pytest.mark.parametrize(
    ("cell", "owner", "team"),
    [
        ("보건소(건강증진과)", "보건소", "건강증진과"),
        ("교통과 버스팀", "교통과", "버스팀"),
        ("교통과/버스팀", "교통과", "버스팀"),
        ("교통과 - 버스팀", "교통과", "버스팀"),
        ("교통과 버스담당", "교통과", "버스담당"),
        ("건설과(담당: 정하나)", "건설과", "정하나"),
        ("교통국/버스과/버스팀", "교통국/버스과", "버스팀"),
        ("건설국 > 하천과 > 하천팀", "건설국/하천과", "하천팀"),
        ("건설국-도로과-도로팀", "건설국/도로과", "도로팀"),
        ("한빛면/산업팀", "한빛면", "산업팀"),
        ("교통행정과 → 교통과", "교통과", ""),
        ("교통과 외 2개 부서", "교통과", ""),
        ("농업기술센터소장", "농업기술센터", ""),
        ("일자리·경제과", "일자리·경제과", ""),
        ("시민회관 주차장", "시민회관 주차장", ""),
        ("제1과", "제1과", ""),
        ("(재)문화재단", "(재)문화재단", ""),
    ],
)
def test_one_owner_is_one_whatever_stands_beside_it(cell: str, owner: str, team: str) -> None:
    """Its team, its former name, its head; a sign within a name parts nothing."""
    assert (read(cell).owners, dict(read(cell).teams)) == ((owner,), {owner: team} if team else {})


@pytest.mark.parametrize(
    ("cell", "details"),
    [
        ("교통과 홍길동", {"담당자": "홍길동"}),
        ("교통과장 홍길동", {"담당자": "홍길동"}),
        ("교통과 홍길동(02-123-4567)", {"담당자": "홍길동", "연락처": "02-123-4567"}),
        ("교통과(☎ 02-123-4567)", {"연락처": "02-123-4567"}),
        ("교통과\n(02-123-4567)", {"연락처": "02-123-4567"}),
        ("교통과 (02)123-4567", {"연락처": "(02)123-4567"}),
        ("교통과(버스팀, 02-123-4567)", {"연락처": "02-123-4567"}),
        ("교통과 1236", {"연락처": "1236"}),
        ("교통과 ☎1237", {"연락처": "1237"}),
        ("교통과(버스팀 1238)", {"연락처": "1238"}),
        ("교통과\n버스팀\n1239", {"연락처": "1239"}),
        *(("교통과(3건)", {}), ("교통과\n(총 3개)", {}), ("교통과 365팀", {})),
    ],
)
def test_persons_and_telephones_are_no_part_of_a_department(
    cell: str, details: dict[str, str]
) -> None:
    """A telephone in a name would be shown where the office does not want it to be."""
    found = files.recognised(f'번호\t공약명\t담당부서\n1\t광장\t"{cell}"\n'.encode())
    (pledge,) = found.table.pledges
    assert (pledge.owners, dict(pledge.details)) == (("교통과",), details)


@pytest.mark.parametrize(
    ("common", "other"),
    [
        *(
            ("복지·보건과", "복지.보건과"),
            ("복지·보건과", "복지ㆍ보건과"),
            ("복지보건과", "복지·보건과"),
        ),
        *(("보건소 건강증진과", "보건소(건강증진과)"), ("보건소 건강증진과", "건강증진과(보건소)")),
        *(("보건소 건강증진과", "보건소-건강증진과"), ("교통정책과", "교통 정책과")),
    ],
)
def test_one_department_written_in_two_ways_is_one(common: str, other: str) -> None:
    """By its commoner name, and that is told."""
    cells = [common, other, "청소과", common]
    rows = "".join(f"{at}\t광장 {at}\t{cell}\n" for at, cell in enumerate(cells, 1))
    found = files.recognised(f"번호\t공약명\t담당부서\n{rows}".encode())
    assert found.table.departments == (common, "청소과")
    assert all(not pledge.teams for pledge in found.table.pledges)


@pytest.mark.parametrize(
    ("heading", "cell", "teams", "details"),
    [
        ("담당부서(전화번호)", "보건소(건강과 1240)", {"보건소": "건강과"}, {"연락처": "1240"}),
        ("담당부서(전화번호)", "주택과(주택팀, 1239)", {"주택과": "주택팀"}, {"연락처": "1239"}),
        ("담당부서(전화번호)", "세무과\n세입팀\n1236", {"세무과": "세입팀"}, {"연락처": "1236"}),
        ("담당부서(담당자)", "교통과(교통팀 최지우)", {"교통과": "교통팀"}, {"담당자": "최지우"}),
        ("담당부서(담당자)", "건설과(담당: 정하나)", {}, {"담당자": "정하나"}),
        ("담당부서(담당자)", "녹지과/한지민", {}, {"담당자": "한지민"}),
        ("담당부서\n(담당자)", "민원과\n박민수 주무관", {}, {"담당자": "박민수 주무관"}),
    ],
)
def test_a_heading_that_names_persons_or_telephones_hides_no_team(
    heading: str, cell: str, teams: dict[str, str], details: dict[str, str]
) -> None:
    """What ends as a team or a division is one; the rest is the person or the telephone."""
    found = files.recognised(f'번호\t공약명\t"{heading}"\n1\t광장\t"{cell}"\n'.encode())
    (pledge,) = found.table.pledges
    assert (dict(pledge.teams), dict(pledge.details)) == (teams, details)


@pytest.mark.parametrize("sign", [" ", "\n"])
def test_a_team_may_stand_between_the_department_and_its_person(sign: str) -> None:
    """Where the heading names the person."""
    cell = sign.join(("교통과", "버스팀", "김가람", "☎ 02-123-4567"))
    content = f'번호\t공약명\t담당부서/담당자\n1\t광장\t"{cell}"\n'
    (pledge,) = files.recognised(content.encode()).table.pledges
    assert (pledge.owners, pledge.team) == (("교통과",), "버스팀")
    assert (pledge.detail("담당자"), pledge.detail("연락처")) == ("김가람", "02-123-4567")


@pytest.mark.parametrize("before", ["변경 전", "당초", "개편전", "기존"])
@pytest.mark.parametrize("is_first", [True, False])
def test_the_department_that_holds_now_owns(before: str, is_first: bool) -> None:
    """Beside the one before the change, under one heading or its own."""
    pairs = [(before, "농업과"), ("변경 후", "축산과")]
    (head, owner), (other, beside) = pairs if is_first else pairs[::-1]
    for heads in (
        [f"번호\t공약명\t담당부서\t\n\t\t{head}\t{other}"],
        [f"번호\t공약명\t담당부서({head})\t담당부서({other})"],
    ):
        content = "\n".join((*heads, f"1\t광장\t{owner}\t{beside}\n"))
        (pledge,) = files.recognised(content.encode()).table.pledges
        assert pledge.owners == ("축산과",)


@pytest.mark.parametrize(
    ("first", "second", "owners", "teams", "tasks"),
    [
        (
            "환경과(환경팀)",
            "축산과(축산팀)",
            "환경과, 축산과",
            "환경팀, 축산팀",
            "길(환경과), 숲(축산과)",
        ),
        ("농업과(가공팀)", "농업과(교육팀)", "농업과", "가공팀, 교육팀", "길, 숲"),
        ("농업과(가공팀)", "농업과(가공팀)", "농업과", "가공팀", "길, 숲"),
        ("농업과", "농업과(교육팀)", "농업과", "교육팀", "길, 숲"),
        (
            "환경과, 도로과",
            "축산과",
            "환경과, 도로과, 축산과",
            "",
            "길(환경과, 도로과), 숲(축산과)",
        ),
    ],
)
def test_tasks_of_a_pledge_keep_their_own_owners_and_teams(
    first: str, second: str, owners: str, teams: str, tasks: str
) -> None:
    """Of rows below each other, of which the first alone has the title."""
    heads = "번호\t공약명\t세부사업\t담당부서(담당팀)\n"
    found = files.recognised(f"{heads}1\t광장\t길\t{first}\n\t\t숲\t{second}\n".encode())
    (pledge,) = found.table.pledges
    assert (", ".join(pledge.owners), pledge.team) == (owners, teams)
    assert pledge.detail("세부사업") == tasks
    assert not any(note.kind is NoteKind.SAME_ROWS for note in found.notes)


@pytest.mark.parametrize(
    ("cells", "owners"),
    [
        (["주택실 주택과", "주택실 건축과"], ["주택실 주택과", "주택실 건축과"]),
        (["주택실/주택과", "주택실/건축과"], ["주택실/주택과", "주택실/건축과"]),
        (["주택실\n주택과", "주택실\n건축과"], ["주택실 주택과", "주택실 건축과"]),
        (["기획실 예산담당관, 정책기획관"], ["기획실 예산담당관; 정책기획관"]),
        (["주택실 주택과, 보건국 보건과"], ["주택실 주택과; 보건국 보건과"]),
        (["주택실 주택과 주택팀", "주택실 건축과(건축팀)"], ["주택실 주택과", "주택실 건축과"]),
        (
            ["재난실 안전과", "재난실", "재난실 복구과"],
            ["재난실 안전과", "재난실", "재난실 복구과"],
        ),
        (["주택실 주택과", "주택과"], ["주택과", "주택과"]),
        # In a county it is a division.
        (
            ["감사실 행정과", "감사실", "감사실, 재무과"],
            ["감사실; 행정과", "감사실", "감사실; 재무과"],
        ),
        (["감사실/행정과", "감사실"], ["감사실; 행정과", "감사실"]),
        (["감사실\n행정과", "감사실", "감사실"], ["감사실; 행정과", "감사실", "감사실"]),
    ],
)
def test_a_name_with_its_own_divisions_behind_it_is_a_bureau(
    cells: list[str], owners: list[str]
) -> None:
    """As 실 are in provinces; where it mostly stands by itself, it is a department."""
    rows = "".join(f'{at}\t광장 {at}\t"{cell}"\n' for at, cell in enumerate(cells, 1))
    found = files.recognised(f"번호\t공약명\t담당부서\n{rows}".encode())
    assert ["; ".join(pledge.owners) for pledge in found.table.pledges] == owners


def test_towns_with_a_sign_between_them_are_two() -> None:
    """As departments are; a town by itself may have that sign in its name."""
    assert read("두메읍·한빛면").owners == ("두메읍", "한빛면")
    assert read("가산동/독산1동").owners == ("가산동", "독산1동")


def test_a_department_is_one_with_its_bureau_ahead_and_without() -> None:
    """Where the table has it alone, too."""
    rows = "번호,공약명,담당부서\n1,광장,교통과\n2,역,안전국 교통과\n3,숲,복지국 노인과\n"
    found = files.recognised(rows.encode())
    assert [p.department for p in found.table.pledges] == ["교통과", "교통과", "복지국 노인과"]


WORDS = (
    ("주관", "협조"),
    ("주 관", "협 조"),
    ("주관부서", "협조부서"),
    ("총괄", "지원"),
    ("정", "부"),
)
HEADS = ("구분", "역할", "주관/협조", "담당구분", "부서 구분")
ROWS = (("1", "광장", 0, "교통과"), ("1", "광장", 1, "도시과"), ("2", "역", 0, "도시과"))


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("is_numbered", [True, False])
@pytest.mark.parametrize("form", ["repeated", "left out", "merged"])
def test_helpers_are_told_from_owners_by_a_column(
    words: tuple[str, str], head: str, form: str, *, is_numbered: bool
) -> None:
    """A row for each department; the number and title of a pledge stand once, or in each row."""
    lines = [f"번호,공약명,{head},부서명", *(f"{n},{t},{words[w]},{d}" for n, t, w, d in ROWS)]
    if form != "repeated":
        lines[2] = lines[2].replace("1,광장", ",")
    if not is_numbered:
        lines = [line.partition(",")[2] for line in lines]
    content = "\n".join(lines)
    if form == "merged":
        rows = [f"<tr><td>{line.replace(',', '<td>')}" for line in lines]
        rows[1] = rows[1].replace("<td>", "<td rowspan=2>", 1 + is_numbered)
        rows[2] = "<tr>" + rows[2].removeprefix("<tr>" + "<td>" * (1 + is_numbered))
        content = f"<table>{''.join(rows)}</table>"
    found = files.recognised(content.encode())
    assert [(str(p.number), p.title, p.owners, p.helpers) for p in found.table.pledges] == [
        ("1", "광장", ("교통과",), ("도시과",)),
        ("2", "역", ("도시과",), ()),
    ]


def test_a_title_that_is_missing_is_a_fault_where_a_column_tells_helpers_too() -> None:
    """The row is another pledge's by its number."""
    lines = ("번호,공약명,구분,부서명", "1,광장,주관,교통과", "2,,협조,도시과")
    [fault] = files.recognised("\n".join(lines).encode()).faults
    assert (fault.line, fault.about) == (3, "2")


TEAMS = (("보건소", "건강증진과"), ("주민복지과", "노인복지팀"), ("농업기술센터", "생활자원과"))
WITH_TEAMS = "보건소(건강증진과), 주민복지과(노인복지팀)"


def one_pledge(departments: str) -> Pledge:
    """The pledge of a table with these owners and helpers."""
    content = f"번호\t공약명\t담당부서\t협조부서\n1\t마을\t{departments}\n"
    (pledge,) = files.recognised(content.encode()).table.pledges
    return pledge


@pytest.mark.parametrize(
    "helpers", ["\t농업기술센터(생활자원과)", " (협조) 농업기술센터(생활자원과)\t"]
)
def test_teams_stay_with_their_departments_of_whichever_role(helpers: str) -> None:
    """In cells of their own or in one."""
    found = one_pledge(f"{WITH_TEAMS}{helpers}")
    assert (found.owners, found.helpers) == (("보건소", "주민복지과"), ("농업기술센터",))
    assert found.teams == TEAMS


def test_teams_follow_a_department_to_its_new_name_and_not_to_another_one() -> None:
    """Those of the other departments stay."""
    found = one_pledge(f"{WITH_TEAMS}\t농업기술센터(생활자원과)")
    table = Table(pledges=(found,))
    rename = Step(kind=StepKind.RENAME, old=("주민복지과",), new=("복지과",))
    [renamed] = reorganised(table, [rename]).pledges
    assert dict(renamed.teams)["복지과"] == "노인복지팀"
    move = Step(
        kind=StepKind.MOVE,
        old=("주민복지과",),
        new=("환경과",),
        pledges=((found.number, "환경과"),),
    )
    [moved] = reorganised(table, [move]).pledges
    assert moved.teams == (TEAMS[0], TEAMS[2])


def test_teams_stay_with_a_department_that_keeps_a_pledge_and_are_joined_in_a_merger() -> None:
    """One that is split may go on under its name."""
    found = one_pledge(f"{WITH_TEAMS}\t농업기술센터(생활자원과)")
    table = Table(pledges=(found,))
    split = Step(kind=StepKind.SPLIT, old=("주민복지과",), new=("주민복지과", "노인과"))
    [kept] = reorganised(table, [split]).pledges
    assert kept.teams == TEAMS
    [given] = reorganised(table, [replace(split, pledges=((found.number, "노인과"),))]).pledges
    assert given.owners == ("보건소", "노인과")
    assert given.teams == (TEAMS[0], TEAMS[2])
    merger = Step(kind=StepKind.RENAME, old=("보건소", "주민복지과"), new=("건강복지과",))
    [merged] = reorganised(table, [merger]).pledges
    assert dict(merged.teams)["건강복지과"] == f"{TEAMS[0][1]}, {TEAMS[1][1]}"


def test_teams_are_exported_as_they_were_read() -> None:
    """Each behind its department."""
    found = one_pledge(f"{WITH_TEAMS}\t농업기술센터(생활자원과)")
    book = files.recognised(workbook([found], "", {}, "표"), "공약.xlsx")
    [again] = book.table.pledges
    assert again.teams == TEAMS


def test_a_table_without_fields_is_exported_without_them() -> None:
    """A column of nothing would be a new one when it is loaded back."""
    row = replace(one_pledge(WITH_TEAMS), strategy="")
    book = files.recognised(workbook([row], "", {}, "표"), "공약.xlsx")
    assert (book.table.pledges, book.table.strategy_heading) == ((row,), "")


OLD_TEAMS = [(TWO, "버스팀", (("교통과", "버스팀"),)), (TWO, "", ()), ((), "버스팀", ())]


def test_a_whole_table_that_1_0_0_kept_has_its_teams_with_the_first_owners() -> None:
    """An undo and a question about an earlier day read it."""
    [row] = files.recognised(
        workbook([one_pledge(WITH_TEAMS)], "", {}, "표"), "공약.xlsx"
    ).table.pledges
    pledges = [replace(row, owners=owners, teams=(), title=team) for owners, team, _ in OLD_TEAMS]
    kept = json.loads(to_json(Table(pledges=tuple(pledges))))
    for each in kept["pledges"]:
        del each["teams"]
        each["team"] = each["title"]
    found = unpacked(zlib.compress(json.dumps(kept).encode()))
    assert [each.teams for each in found.pledges] == [teams for _, _, teams in OLD_TEAMS]


def test_a_table_that_1_0_0_kept_is_migrated_to_teams_of_owners() -> None:
    """A row without an owner has its team in a column of its own, as when it is loaded anew."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE pledges (owners TEXT NOT NULL, team TEXT NOT NULL)")
        rows = [(to_json(owners), team) for owners, team, _ in OLD_TEAMS]
        db.executemany("INSERT INTO pledges VALUES (?, ?)", rows)
        db.executescript(MIGRATIONS["pledges", "004 teams of departments"])
        found = [json.loads(row[0]) for row in db.execute("SELECT teams FROM pledges")]
    assert found == [[[*each] for each in teams] for _, _, teams in OLD_TEAMS]
