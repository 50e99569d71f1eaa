"""Questions on the command line and through a pipe."""

from __future__ import annotations

import asyncio
import errno
import io
import json
import re
import signal
import subprocess
import sys
import tracemalloc
from collections import deque
from datetime import UTC
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from bot.__main__ import INTERRUPTED, main
from bot.commands import FAILED
from bot.table.history_desk import HistoryDesk
from bot.table.live import LiveCatalogue
from bot.terminal.ask import spoken_answers
from tests.paths import ROOT, TABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEYS = ["query", "kind", "pledges", "department", "departments", "text", "suggestions"]

Output: TypeAlias = "Callable[..., str]"


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Output:
    """`python -m bot ask` within this process: arguments and input in, output out."""

    def output(*arguments: str, lines: bytes = b"") -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
        assert main(["ask", *arguments]) == 0
        return capsys.readouterr().out

    return output


def test_a_question_is_answered_as_text(ask: Output) -> None:
    """The owner stands in it."""
    assert "도시계획과" in ask("지역개발-05 담당?")


def test_help_is_given_when_it_is_asked_for(ask: Output) -> None:
    """As in a private chat: what may be asked, with examples of the table."""
    for text in ("도움말", "사용법", "어떻게 써요?", "help", "/help"):
        assert "· 지역개발-05 담당?" in ask(text)


def test_a_history_is_told_as_in_the_chat(ask: Output) -> None:
    """With the number of its pledge; a day before all tables that are loaded has no owner."""
    told = json.loads(ask("--json", "금천구청역사 연혁"))
    assert told["pledges"] == ["지역개발-05"]
    assert "담당\n" in told["text"]
    told = json.loads(ask("--json", "2020년 지역개발-05 담당"))
    assert (told["kind"], told["pledges"]) == ("none", [])
    assert told["text"] == "민선7기 공약표는 없어요. 민선8기가 있어요."


def test_what_is_asked_back_stands_with_its_choices(ask: Output) -> None:
    """They are buttons elsewhere; an answer that asks nothing has none."""
    assert ask("관광과").splitlines()[1:] == ["이 부서를 찾으셨나요?", "· 환경과"]
    asked, *choices = ask("처음 두 개 분야").splitlines()
    assert asked.endswith("어느 쪽인가요?")
    assert choices == ["· 앞으로 가는 금천", "· 미래교육 역사문화도시 금천"]
    assert "·" not in ask("지역개발-99")


def test_a_slip_in_the_name_of_a_setting_is_noted_beside_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """BOT_OFICE would answer from another office's table, in silence."""
    monkeypatch.setenv("BOT_OFICE", "가람시청")
    assert main(["ask", "지역개발-05"]) == 0
    said = capsys.readouterr()
    assert "도시계획과" in said.out
    assert said.err.splitlines() == [
        "BOT_OFICE is not a setting of this version, BOT_OFFICE is; it is ignored"
    ]


def test_several_questions_are_answered_in_order(ask: Output) -> None:
    """With an empty line between."""
    output = ask("지역개발-05", "지역개발-06")
    assert output.index("지역개발-05") < output.index("\n\n") < output.index("지역개발-06")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("지역개발-05 담당?", {"kind": "pledge", "pledges": ["지역개발-05"]}),
        ("도시계획과", {"kind": "department", "department": "도시계획과"}),
        ("지역개발-99", {"kind": "none", "pledges": [], "department": None}),
        ("안녕", {"kind": "none", "pledges": [], "department": None}),
    ],
)
def test_an_answer_is_data_too(ask: Output, query: str, expected: dict[str, Any]) -> None:
    """One object with just these keys."""
    answer = json.loads(ask("--json", query))
    assert list(answer) == KEYS
    assert answer["query"] == query
    assert answer["text"]
    assert expected.items() <= answer.items()


@pytest.mark.parametrize(
    ("lines", "queries"),
    [
        pytest.param("주차\n교통과\n", ["주차", "교통과"], id="lines"),
        pytest.param("주차\n교통과", ["주차", "교통과"], id="no newline at the end"),
        pytest.param("\ufeff주차\r\n교통과\r\n", ["주차", "교통과"], id="Windows"),
        pytest.param("\n  \n주차\n\n", ["", "  ", "주차", ""], id="blank lines"),
        pytest.param(
            "주차\r교통\n\x85\n", ["주차\r교통", "\x85"], id="a newline alone ends a line"
        ),
        pytest.param("\x00\n", ["\x00"], id="nothing to print"),
        pytest.param("", [], id="nothing at all"),
    ],
)
def test_every_line_gets_one_line(ask: Output, lines: str, queries: list[str]) -> None:
    """In order, whatever stands in it."""
    answers = [json.loads(line) for line in ask("--json", lines=lines.encode()).splitlines()]
    assert [answer["query"] for answer in answers] == queries


def test_what_is_no_utf8_is_no_fault(ask: Output) -> None:
    """Neither as input nor as an argument."""
    output = ask("--json", lines="주차".encode("cp949") + b"\n\xff\n")
    assert len(output.splitlines()) == 2
    assert json.loads(ask("--json", "\udcff주차"))["query"] == "\ufffd주차"


def test_korean_is_written_as_korean(ask: Output) -> None:
    """Not as escapes."""
    assert "지역개발-05" in ask("--json", "지역개발-05")


def test_many_lines_do_not_grow_the_memory() -> None:
    """Nothing is kept of a question once it is answered."""
    history = HistoryDesk(path=TABLE, catalogues=LiveCatalogue(TABLE), timezone=UTC)

    def memory_after(count: int) -> int:
        queries = (f"주차장 {number}" for number in range(count))
        deque(spoken_answers(queries, history, runner, as_json=True), maxlen=0)
        return tracemalloc.get_traced_memory()[0]

    with asyncio.Runner() as runner:
        memory_after(20)
        tracemalloc.start()
        try:
            assert memory_after(60) - memory_after(20) < 50_000
        finally:
            tracemalloc.stop()


def test_a_line_in_gives_a_line_out_at_once_until_the_reader_leaves() -> None:
    """Another program may hold a conversation through two pipes, and leave quietly as `head`."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for query in ("지역개발-05", "", "주차"):
            process.stdin.write(f"{query}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"] == query
        process.stdout.close()
        _, complaints = process.communicate("주차\n" * 2000, timeout=60)
    assert complaints == ""
    assert process.returncode == 0


class Full(io.StringIO):
    """A stream to a disk without room."""

    def __init__(self, file: int) -> None:
        super().__init__()
        self._file = file

    def fileno(self) -> int:
        """The number of a file that may be redirected."""
        return self._file

    def write(self, _: str) -> int:
        """Refuse."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_output_that_finds_no_room_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing more is written then, and the status is no success."""
    with (tmp_path / "file").open("w") as file:
        monkeypatch.setattr("sys.stdout", Full(file.fileno()))
        assert main(["ask", "주차"]) == FAILED
    assert capsys.readouterr().err.startswith("standard output: No space left on device")


def test_closed_streams_are_no_fault() -> None:
    """As a service manager may leave them."""
    command = f"exec {sys.executable} -m bot ask >&- <&-"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(("command", "status"), [(["run"], 0), (["ask", "주차"], INTERRUPTED)])
def test_a_signal_before_the_bot_serves_ends_it_quietly(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    status: int,
) -> None:
    """While it still imports and reads; a bot that is stopped then has ended well."""
    before = signal.getsignal(signal.SIGTERM)
    stopped = lambda _: signal.raise_signal(signal.SIGTERM)  # noqa: E731
    monkeypatch.setattr("bot.commands.readable_table", stopped)
    try:
        with pytest.raises(SystemExit) as ended:
            main(command)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended.value.code == status
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("command", "status"), [("run", 0), ("ask", INTERRUPTED)])
def test_a_signal_while_modules_are_loaded_ends_it_as_well(command: str, status: int) -> None:
    """From the first of them on; nothing is typed, so it would wait for ever."""
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "bot", command],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        next(line for line in process.stderr if line.endswith(" bot.operations.logs\n"))
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
    assert (process.returncode, "Traceback" in rest) == (status, False)


@pytest.mark.timeout(60)
def test_an_endless_line_is_read_as_far_as_a_message_goes(ask: Output) -> None:
    """It holds up what comes after it for no more than a moment; it is given back whole."""
    line = "지역개발-05 " * 50_000
    answer = json.loads(ask("--json", line))
    assert (answer["query"], answer["pledges"]) == (line, ["지역개발-05"])


@pytest.mark.parametrize(
    ("command", "needless"),
    [(["ask", "주차"], "telegram"), (["doctor", "--alive"], "bot.lookup")],
)
def test_a_command_loads_what_it_needs(command: list[str], needless: str) -> None:
    """Neither the first answer of a fresh process nor a health check waits for the rest."""
    code = (
        f"import sys; from bot.__main__ import main; main({command}); "
        f"sys.exit({needless!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, with status 2."""
    monkeypatch.setenv("BOT_ADMINS", "abc")
    assert main(["ask", "주차"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("BOT_ADMINS: 'abc' is not")
    assert output.err.count("\n") == 1


def test_a_missing_table_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line that tells how to make one."""
    monkeypatch.setenv("BOT_PLEDGES_DB", "nowhere/pledges.db")
    assert main(["ask", "주차"]) == 2
    complaint = capsys.readouterr().err
    assert "BOT_PLEDGES_DB" in complaint
    assert "pledge-bot load" in complaint
    assert complaint.count("\n") == 1


def test_a_past_answer_can_be_had_again(
    ask: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """As of the end of a day; before the first load there was none."""
    assert "도시계획과" in ask("--as-of", "2030-01-01", "지역개발-05")
    assert main(["ask", "--as-of", "2020-01-01", "지역개발-05"]) == 2
    refused = capsys.readouterr().err
    assert re.fullmatch(
        r"--as-of: no table was loaded by 2020-01-01; the first was on \d{4}-\d\d-\d\d\n", refused
    )
    first = refused.split()[-1]
    assert "도시계획과" in ask("--as-of", first, "지역개발-05")


@pytest.mark.parametrize("arguments", [(), ("--json",), ("--as-of", "2030-01-01")])
def test_a_question_is_asked_today(ask: Callable[..., str], arguments: tuple[str, ...]) -> None:
    """The process has a clock; the committed table has no periods."""
    assert "사업기간은 공약표에 없어요." in ask(*arguments, "올해 끝나는 공약")
