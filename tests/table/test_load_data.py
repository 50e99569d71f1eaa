"""The loading command does what it says, says what it does, and ends with status 0 or 2."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.__main__ import main
from bot.table.reorganisation import Step, StepKind
from bot.table.store.versions import read_catalogue, reorganise
from tests.paths import TABLE
from tests.table.tables import ALIAS_HEADER, REAL_PAGE, REPEATABLE, THREE_PLEDGES, a_pledge, written

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
TODAY_OR_TOMORROW = (date.today(), date.today() + timedelta(days=1))  # noqa: DTZ011  # either zone


class Office:
    """A folder with a table, an alias and a database, and the command at work on them."""

    def __init__(self, folder: Path) -> None:
        self.table, self.db, self.aliases = (
            folder / name for name in ("표.txt", "공약.db", "별칭.tsv")
        )
        self.table.write_text(written(THREE_PLEDGES), encoding="utf-8")
        self.aliases.write_text(f"{ALIAS_HEADER}word\t개\t반려동물\t일상어\n", encoding="utf-8")

    def load(self, *options: str, ask: bool = False) -> int:
        """The command's exit status; it asks nothing unless it is to."""
        files = [str(self.table), f"--db={self.db}", f"--aliases={self.aliases}"]
        return main(["load", *files, *([] if ask else ["--yes"]), *options])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office that has not loaded anything yet."""
    return Office(tmp_path)


def test_a_first_load_shows_what_it_read(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counts, date and source: a summary, not each pledge."""
    assert office.load("--as-of=2026-07-01") == 0
    assert capsys.readouterr().out.splitlines() == [
        "공약 3건, 전략 2개, 부서 3개를 읽었어요 (민선9기, 2026-07-01 기준, 표.txt, 별칭 1개).",
        "파일에 임기가 없어서 민선9기의 표로 읽었어요. 다르면 --term을 붙여 주세요.",
        "추가 3 · 이름 변경 0 · 부서 변경 0 · 삭제 0 · 별칭 변경 1",
        "임기: 없음 → 민선9기",
        "기준일: 없음 → 2026-07-01",
        "적용했어요.",
    ]


def test_a_column_that_a_new_table_lacks_is_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it said goes with it; an office's further columns are others each quarter."""
    rows = "번호,공약명,담당부서,협조부서,진도율,1분기 실적\n1,광장,도시과,교통과,50%,설계\n"
    office.table.write_text(rows, encoding="utf-8")
    assert office.load() == 0
    office.table.write_text("번호,공약명,담당부서\n1,광장,도시과\n", encoding="utf-8")
    assert office.load("--dry-run") == 0
    told = "이 파일에는 없는 열이에요. 적용하면 지워져요: 협조부서, 진도율"
    assert [line for line in capsys.readouterr().out.splitlines() if told in line]


def test_without_a_file_another_office_reads_its_aliases_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table stays as it is: a reorganisation since its file was loaded is not taken back."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_OFFICE", "단양군청")
    Path("표.csv").write_text("연번,공약명,담당부서\n1,둘레길 조성,관광과\n", encoding="utf-8")
    assert main(["load", "표.csv"]) == 0
    db = Path("data/pledges-단양군청.db")
    step = Step(kind=StepKind.RENAME, old=("관광과",), new=("문화관광과",))
    reorganise(db, [step], at=datetime(2026, 12, 1, tzinfo=UTC), since=date(2026, 12, 1))
    before = read_catalogue(db)
    assert main(["load"]) == 2  # no aliases either
    aliases = f"{ALIAS_HEADER}word\t트레킹\t둘레길\t일상어\n"
    Path("data/aliases-단양군청.tsv").write_text(aliases, encoding="utf-8")
    assert main(["load", "--yes"]) == 0
    after = read_catalogue(db)
    assert (after.pledges, after.as_of, after.source) == (
        before.pledges,
        before.as_of,
        before.source,
    )
    capsys.readouterr()
    assert main(["ask", "트레킹"]) == 0
    assert "🏢 문화관광과" in capsys.readouterr().out


def test_another_office_starts_with_its_own_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The shipped one is not read, not asked about and not kept as an earlier term."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_OFFICE", "단양군청")
    assert main(["ask", "지역개발-05"]) == 2
    assert "data/pledges-단양군청.db' is missing" in capsys.readouterr().err
    assert main(["load"]) == 2
    assert "표 파일을 적어 주세요" in capsys.readouterr().err
    Path("표.csv").write_text("연번,공약명,담당부서\n1,둘레길 조성,관광과\n", encoding="utf-8")
    assert main(["load", "표.csv"]) == 0
    assert capsys.readouterr().out.endswith("\n적용했어요.\n")
    assert main(["ask", "둘레길"]) == 0
    assert "🏢 관광과" in capsys.readouterr().out
    catalogue = read_catalogue(Path("data/pledges-단양군청.db"))
    assert (len(catalogue.pledges), catalogue.earlier) == (1, ())


def test_a_table_of_another_office_is_refused_and_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody has said yet that this is not the office of the shipped table."""
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    Path("data/pledges.db").write_bytes(TABLE.read_bytes())
    Path("표.csv").write_text("연번,공약명,담당부서\n1,둘레길 조성,관광과\n", encoding="utf-8")
    assert main(["load", "표.csv"]) == 2
    assert ".env에 BOT_OFFICE=기관이름" in capsys.readouterr().err


def test_the_real_table_is_what_is_loaded_without_a_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """63 pledges, 5 strategies, 21 departments, and it says so."""
    assert main(["load", f"--db={tmp_path / 'pledges.db'}"]) == 0
    assert capsys.readouterr().out.startswith("공약 63건, 전략 5개, 부서 21개를 읽었어요")


def test_the_same_file_again_changes_nothing_and_says_so(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """In CP949 too: what it says is the same."""
    office.load()
    before = office.db.read_bytes()
    office.table.write_bytes(written(THREE_PLEDGES).replace("\n", "\r\n").encode("cp949"))
    assert office.load() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "바뀐 것이 없어요."
    assert office.db.read_bytes() == before


def test_a_dry_run_shows_and_keeps(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """What would change, and that nothing was."""
    office.load("--as-of=2026-07-01")
    before = office.db.read_bytes()
    moved = (a_pledge("지역개발-01", "신안산선 조기완공 추진", "철도과"), *THREE_PLEDGES[1:])
    office.table.write_text(written(moved), encoding="utf-8")
    capsys.readouterr()
    assert office.load("--dry-run", "--as-of=2026-07-01") == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "추가 0 · 이름 변경 0 · 부서 변경 1 · 삭제 0",
        "지역개발-01 담당: 교통행정과 → 철도과",
        "미리 보기라서 아무것도 바꾸지 않았어요.",
    ]
    assert office.db.read_bytes() == before


def test_a_changed_table_is_as_of_today_unless_said_otherwise(office: Office) -> None:
    """Loading it again later does not make it newer."""
    office.load()
    assert read_catalogue(office.db).as_of in TODAY_OR_TOMORROW
    office.load("--as-of=2026-07-01")
    office.load()
    assert read_catalogue(office.db).as_of == date(2026, 7, 1)


def test_a_department_that_was_renamed_does_not_stop_the_load(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its alias is left out without a word."""
    office.aliases.write_text(
        f"{ALIAS_HEADER}department\t교통과\t교통정책과\t줄임\n", encoding="utf-8"
    )
    assert office.load() == 0
    assert capsys.readouterr().err == ""
    assert read_catalogue(office.db).aliases == ()


def test_a_wrong_file_changes_nothing_and_names_every_fault(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the error stream, with status 2."""
    office.load()
    before = office.db.read_bytes()
    text = (
        written(THREE_PLEDGES)
        .replace("지역개발-02", "지역개발-01")
        .replace("서서울미술관 조기완공 |", "|")
    )
    office.table.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert office.load() == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines() == [
        "표.txt 11행 '관리번호' 열: 7행에 이미 다른 공약명으로 있는 번호예요(지역개발-01). "
        "공약마다 번호가 달라야 해요.",
        "표.txt 17행: 공약명이 비어 있어요(교육문화-01). 공약명을 적거나, 위 공약의 것이면 위 칸에 "
        "붙여 주세요.",
        "아무것도 바꾸지 않았어요.",
    ]
    assert office.db.read_bytes() == before


def test_a_wrong_file_leaves_no_new_database(office: Office) -> None:
    """Not even an empty one."""
    office.table.write_bytes(b"\0")
    assert office.load() == 2
    assert not office.db.exists()


def test_a_database_that_cannot_be_used_is_one_line(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """And it stays what it is."""
    office.db.write_text("공약" * 1000, encoding="utf-8")
    assert office.load() == 2
    assert capsys.readouterr().err.splitlines() == [
        f"{office.db}: SQLite 데이터베이스가 아니에요. 다른 파일을 적어 주세요.",
        "아무것도 바꾸지 않았어요.",
    ]


@pytest.mark.parametrize(
    ("option", "expected"),
    [("--as-of=어제", "2026-10-01"), ("--term= ", "민선9기"), ("--term=8\n9", "민선9기")],
)
def test_a_wrong_option_ends_with_status_2(
    office: Office, capsys: pytest.CaptureFixture[str], option: str, expected: str
) -> None:
    """And says what was expected."""
    with pytest.raises(SystemExit) as end:
        office.load(option)
    assert end.value.code == 2
    assert expected in capsys.readouterr().err


@REPEATABLE
@given(noise=st.binary(), place=st.integers(0, 200), length=st.integers(0, 200))
def test_any_bytes_are_loaded_or_refused_with_the_database_untouched(
    office: Office, noise: bytes, place: int, length: int
) -> None:
    """No other end, whatever is wrong with the file."""
    office.table.write_text(written(THREE_PLEDGES), encoding="utf-8")
    office.load()
    before = office.db.read_bytes()
    page = office.table.read_bytes()
    office.table.write_bytes(page[:place] + noise + page[place + length :])
    if office.load() == 2:
        assert office.db.read_bytes() == before
    else:
        assert read_catalogue(office.db).pledges


def test_the_command_runs_from_any_folder_and_in_any_encoding(tmp_path: Path) -> None:
    """What it says is UTF-8 all the same."""
    result = subprocess.run(
        [sys.executable, ROOT / "scripts" / "load_data.py", REAL_PAGE, "--db", "x.db"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("공약 63건")
    assert (tmp_path / "x.db").exists()


def test_somebody_who_reads_only_the_first_lines_sees_no_error(tmp_path: Path) -> None:
    """As with ``| head -1``; the load is done all the same."""
    with subprocess.Popen(
        [sys.executable, ROOT / "scripts" / "load_data.py", "--db", tmp_path / "x.db"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert len(read_catalogue(tmp_path / "x.db").pledges) == 63


def load_and_change_owner(office: Office) -> None:
    """A table that was loaded, and a file in which a pledge has another owner."""
    office.load()
    office.table.write_text(
        written(THREE_PLEDGES).replace("교통행정과", "철도과"), encoding="utf-8"
    )


def test_a_change_is_asked_about_before_it_is_made(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal; any other answer than yes changes nothing."""
    load_and_change_owner(office)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def leave(_: str) -> str:
        raise EOFError  # Ctrl-D

    for answer, status, owner in (
        (leave, 2, "교통행정과"),
        (lambda _: "아니요", 2, "교통행정과"),
        (lambda _: "예", 0, "철도과"),
    ):
        monkeypatch.setattr("builtins.input", answer)
        assert office.load(ask=True) == status
        assert read_catalogue(office.db).pledges[0].department == owner


def test_without_a_person_to_ask_nothing_is_changed(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """And what would be needed is said."""
    load_and_change_owner(office)
    assert office.load(ask=True) == 2
    assert "--yes" in capsys.readouterr().err
    assert read_catalogue(office.db).pledges[0].department == "교통행정과"


def test_a_load_that_deletes_more_than_a_fifth_needs_force(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever else was said."""
    office.load()
    office.table.write_text(written(THREE_PLEDGES[:2]), encoding="utf-8")
    assert office.load() == 2
    assert "3건 가운데 1건이 지워져요" in capsys.readouterr().err
    assert len(read_catalogue(office.db).pledges) == 3
    assert office.load("--force") == 0
    assert len(read_catalogue(office.db).pledges) == 2


def test_a_table_of_another_term_needs_its_name(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its titles tell, under the same numbers; with a name it is loaded beside the old one."""
    office.load("--term=민선8기")
    titles = ("반려동물 쉼터", "어린이 도서관 확충", "골목 조명 교체")
    rows = tuple(
        a_pledge(str(row.number), title, row.department, row.strategy)
        for row, title in zip(THREE_PLEDGES, titles, strict=True)
    )
    office.table.write_text(written(rows), encoding="utf-8")
    assert office.load() == 2
    assert "--term 민선9기" in capsys.readouterr().err
    assert office.load("--term", "민선 9") == 0  # however it is written
    catalogue = read_catalogue(office.db)
    assert (catalogue.term, [one.term for one in catalogue.earlier]) == ("민선9기", ["민선8기"])


def test_a_past_terms_table_stays_beside_the_current_one(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that is most like it is refused without its name, with it the current one goes on."""
    office.load("--term=민선8기")
    first, *others = THREE_PLEDGES
    rows = (replace(first, title="반려동물 쉼터"), *others)
    office.table.write_text(written(rows), encoding="utf-8")
    assert office.load("--term=민선9기") == 0
    final = (first, replace(others[0], owners=("도로과",)), *others[1:])
    office.table.write_text(written(final), encoding="utf-8")
    capsys.readouterr()
    assert office.load() == 2
    assert "--term 민선8기 --past" in capsys.readouterr().err
    assert office.load("--term=민선8기", "--past") == 0
    assert "지난 임기의 표예요. 지금 표는 민선9기 그대로예요." in capsys.readouterr().out
    catalogue = read_catalogue(office.db)
    assert (catalogue.term, catalogue.pledges[0].title) == ("민선9기", "반려동물 쉼터")
    assert catalogue.earlier[0].pledges[1].owners == ("도로과",)
    assert office.load("--term=민선7기", "--past") == 0
    assert read_catalogue(office.db).term == "민선9기"


@pytest.mark.parametrize(
    "title",
    ["민선9기 공약 (2026. 11. 15. 기준)", "제9기 민선 공약", "민선 제9기 공약사항 추진현황"],
)
def test_a_file_that_says_its_term_needs_it_said_again(
    office: Office, capsys: pytest.CaptureFixture[str], title: str
) -> None:
    """Also where it changes nothing; it is no question of force, and a dry run says it too."""
    office.table = office.table.with_suffix(".csv")
    rows = [f"{row.number},{row.title},{row.department}" for row in THREE_PLEDGES]
    table = "\n".join(["관리번호,공약명,담당부서", *rows])
    office.table.write_text(table, encoding="utf-8")
    assert office.load("--term=민선8기", "--as-of=2026-11-15") == 0
    office.table.write_text(f"{title},,\n{table}", encoding="utf-8")
    for options, status in (((), 2), (("--force",), 2), (("--dry-run",), 0)):
        capsys.readouterr()
        assert office.load(*options) == status
        said = capsys.readouterr().err
        assert "파일에 민선9기 표라고 적혀 있어요. 민선9기 표라면 --term 민선9기" in said
    assert read_catalogue(office.db).term == "민선8기"
    assert office.load("--term=민선8기") == 0


def test_a_dry_run_undoes_nothing(office: Office) -> None:
    """Both at once are refused: one of them is a mistake."""
    load_and_change_owner(office)
    office.load()
    with pytest.raises(SystemExit, match="2"):
        office.load("--undo", "--dry-run", "--yes")
    assert read_catalogue(office.db).pledges[0].department != "교통행정과"


def test_the_last_load_is_undone(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """And the first one stays."""
    load_and_change_owner(office)
    office.load()
    assert office.load("--undo") == 0
    assert "되돌렸어요" in capsys.readouterr().out
    assert read_catalogue(office.db).pledges[0].department == "교통행정과"
    assert office.load("--undo") == 2
