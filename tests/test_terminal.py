"""The chat in the terminal."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import select
import signal
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

import pytest

from bot.__main__ import main
from bot.lookup.guiding_replies import UNKNOWN_COMMAND, WHICH_DEPARTMENT
from bot.operations.settings import Settings
from bot.people.access import Role
from bot.people.replies.commands import WORDS
from bot.people.replies.groups import ONLY_IN_GROUPS
from bot.people.replies.help import commands_of
from bot.reminders.rules.schedule import Weekly
from bot.store.state import only_process
from bot.table.live import LiveCatalogue
from bot.terminal.chat import conversation
from bot.terminal.office import TerminalOffice
from bot.terminal.replies import (
    GOODBYE,
    HOW_TO_TALK,
    NO_OFFICE,
    NO_TABLE,
    NOT_SAVED,
    OFFICE_IN_USE,
    PROMPT,
)
from tests.botapi.server import DEADLINE_S
from tests.forks import fork_bot
from tests.paths import TABLE
from tests.reminders.delivery.office import at, open_office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Talk: TypeAlias = "Callable[..., list[str]]"


@pytest.fixture(scope="module")
def catalogues() -> LiveCatalogue:
    """The committed table, read once for all chats."""
    return LiveCatalogue(TABLE)


@pytest.fixture
def there(tmp_path: Path, catalogues: LiveCatalogue) -> Iterator[TerminalOffice]:
    """The office, on the first of December 2026 in the morning."""
    now = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
    settings = Settings(state_db=tmp_path / "state.db", pledges_db=TABLE)
    there = TerminalOffice(settings=settings, catalogues=catalogues, clock=lambda: now, note=print)
    yield there
    there.close()


@pytest.fixture
def talk(there: TerminalOffice) -> Iterator[Talk]:
    """A conversation: lines in, pieces out."""
    with asyncio.Runner() as runner:
        yield lambda *lines: list(conversation(lines, there, runner))


def test_it_greets_answers_and_says_goodbye(talk: Talk) -> None:
    """And tells how to come to Telegram."""
    greeting, answer, goodbye = talk("지역개발-05 담당?")
    assert greeting.startswith(HOW_TO_TALK)
    assert "@BotFather" in greeting
    assert "도시계획과" in answer
    assert goodbye == GOODBYE


def test_it_answers_a_column_alone_about_the_pledge_before_it(talk: Talk) -> None:
    """And no longer once something else was said."""
    _, _, about, _, unknown, _ = talk("지역개발-05", "그럼 예산은?", "안녕하세요", "그럼 예산은?")
    assert "지역개발-05" in about
    assert "지역개발-05" not in unknown


def test_a_number_presses_a_button(talk: Talk) -> None:
    """The buttons stand under the answer with their numbers."""
    _, card, listing, again, _ = talk("지역개발-05", "1", "2")
    assert "[1] 같은 부서" in card
    assert "도시계획과 공약" in listing
    assert again != listing


@pytest.mark.parametrize("text", ["우리 부서 공약", "저희 과 담당 공약이 뭐예요", "우리 공약"])
def test_our_department_is_asked_for_where_nobody_has_one(talk: Talk, text: str) -> None:
    """A greeting would be no answer."""
    assert talk(text)[1] == WHICH_DEPARTMENT.text


def test_a_number_may_be_typed_as_it_is_printed(talk: Talk) -> None:
    """With its brackets, both of them."""
    assert talk("지역개발-05", "[1]") == talk("지역개발-05", "1")
    assert talk("지역개발-05", "[1")[2] != talk("지역개발-05", "1")[2]


@pytest.mark.parametrize("text", ["99", "0", "01", "１", "-1", "1번", "1" * 5000])
def test_a_number_without_a_button_is_a_question(talk: Talk, text: str) -> None:
    """It gets an answer of its own."""
    _, card, answer, _ = talk("지역개발-05", text)
    assert answer != card
    assert "도시계획과 공약" not in answer


def test_the_commands_work_here_too(talk: Talk) -> None:
    """As on Telegram."""
    greeting, again, _ = talk("/start")
    assert greeting.endswith(again)
    assert talk("/find 지역개발-05")[1] == talk("지역개발-05")[1]
    assert talk("/find")[1]


def test_without_a_table_everything_tells_how_one_is_loaded_here(tmp_path: Path) -> None:
    """The greeting, questions and commands alike; and then it is loaded so."""
    settings = Settings(state_db=tmp_path / "state.db", pledges_db=tmp_path / "pledges.db")
    table = tmp_path / "공약표.csv"
    table.write_text("번호,공약명,담당부서\n1,둘레길 조성,관광과\n", encoding="utf-8")
    now = datetime(2026, 12, 1, tzinfo=UTC)
    settings.pledges_db.touch()
    catalogues = LiveCatalogue(settings.pledges_db, is_awaited=True)
    office = TerminalOffice(settings=settings, catalogues=catalogues, clock=lambda: now, note=print)
    lines = ("/start", "둘레길", "/find 둘레길", "/table", "/remind 전체 내일 9시 보고")
    with asyncio.Runner() as runner:
        greeting, *answers, shown, loaded, _ = conversation(
            (*lines, f"/file {table}", "1"), office, runner
        )
        office.close()
    assert greeting.endswith(NO_TABLE.text)
    assert answers == [NO_TABLE.text] * len(lines)
    assert shown.startswith("📄 공약표.csv")
    assert "1건" in loaded


def test_a_database_that_is_made_anew_is_said(
    there: TerminalOffice, talk: Talk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once, when it is first needed: a slip in its name shows an office without people."""
    talk("지역개발-05")
    assert capsys.readouterr().out == ""
    talk("/groups", "/groups")
    assert capsys.readouterr().out.count(f"'{there.settings.state_db}' was missing") == 1
    there.close()
    there.features = None
    talk("/groups")
    assert capsys.readouterr().out == ""


def test_the_operator_sets_a_reminder(talk: Talk) -> None:
    """As a coordinator does on Telegram: by words and numbers, and sees what each group gets."""
    said = talk("/remind 교통행정과 내일 7시 회의", "1", "1", "/reminders", "1", "1")
    assert "오전 7시" in said[1]
    assert "이렇게 알릴까요?" in said[2]
    assert "알림을 등록했어요" in said[3]
    assert "알림 1건" in said[4]
    assert "교통행정과" in said[5]
    assert "아직 방이 없어요" in said[6]
    assert "🔔 회의" in said[6]
    assert "지역개발-01" in said[6]


@pytest.mark.parametrize(
    "words", ["교통과 내일 7시 회의", "교통과 회의", "내일 오전 10시에 교통과 현장 점검 참석"]
)
def test_one_department_that_may_be_meant_is_confirmed_or_another_chosen(
    talk: Talk, words: str
) -> None:
    """With a tap each: it is no list, and what else was said stays."""
    _, asked, *_ = talk(f"/remind {words}")
    labels = re.findall(r"\[\d\] (.+)", asked)
    assert "교통행정과를 말씀하시나요?" in asked
    assert labels == ["이 부서 맞아요", "다른 부서", "취소"]
    *_, confirmed, _ = talk(f"/remind {words}", "1")
    assert "누구에게" not in confirmed
    *_, others, chosen, _ = talk(f"/remind {words}", "2", "주차관리과")
    assert "누구에게 알릴까요?" in others
    assert "✓" not in others
    assert "교통행정과" not in chosen


def test_words_for_a_reminder_that_is_being_set_begin_no_other(talk: Talk) -> None:
    """What it is to say may read like one."""
    words = "교통행정과에 9시까지 자료 보내 주세요"
    shown = talk("/remind 주차관리과 내일 10시", words)[2]
    assert "📣 주차관리과" in shown
    assert f"📝 {words}" in shown


def test_what_was_typed_is_counted_as_messages(talk: Talk) -> None:
    """Of before the office's database was needed, too."""
    assert "받은 메시지 2건" in talk("지역개발-05", "/health")[2]


@pytest.mark.parametrize(
    "text",
    [
        "지역개발-05 연혁",
        "지역개발-05 이력 보여줘",
        "지역개발-05 언제부터 도시계획과야?",
        "금천구청역사 연혁",
        "작년 지역개발-05 담당",
        "2025년에 금천구청역사 담당 누구였어",
    ],
)
def test_a_history_is_asked_for_in_words(talk: Talk, text: str) -> None:
    """As by its command; what is no pledge's is a question, and so is what names several."""
    assert talk(text)[1] == talk("/history 지역개발-05")[1]
    assert "공약 2건" in talk("지역개발-05, 06 연혁")[1]
    assert "지역개발-01" in talk("신안산선 연혁")[1]


@pytest.mark.parametrize(
    "text",
    [
        "교통행정과에 내일 10시 회의 알림 보내줘",
        "알림 교통행정과 내일 10시 회의",
        "내일 10시에 교통행정과에 회의 공지해줘",
    ],
)
def test_a_reminder_is_asked_for_in_words(talk: Talk, text: str) -> None:
    """What it comes to is shown, and set by a tap alone; without a time it is a question."""
    assert talk(text)[1] == talk("/remind 교통행정과 내일 10시 회의")[1]
    assert "등록한 알림이 없어요" in talk(text, "/reminders")[2]
    assert "교통행정과 공약" in talk("교통행정과에 무엇이 있는지 알려줘")[1]


def test_what_could_not_be_read_is_no_part_of_what_takes_its_place(talk: Talk) -> None:
    """A day that there is not or that is past, and the one that is meant."""
    for day in ("13/45", "2020-01-01"):
        shown = talk(f"/holiday {day} 옛날", "12/31 종무일")[-2]
        assert "휴일로 추가할까요?\n종무일\n" in shown


def test_the_next_words_answer_the_desk(talk: Talk) -> None:
    """And a question in between is looked up."""
    said = talk("/remind 교통행정과 주간 보고", "지역개발-05", "매주 월 9시", "/holiday 2026-12-31")
    assert "언제 알릴까요?" in said[1]
    assert "도시계획과" in said[2]
    assert "매주 월요일 09:00" in said[3]
    assert "휴일로 추가할까요?" in said[4]


COMMANDS = {
    "audit": "기록이 없어요",
    "backup": "자동 백업이 꺼져 있어요",
    "board": "현황이 없어요",
    "campaign": "마감일과 내용을 보내 주세요",
    "digest": "지금 챙길 일이 없어요",
    "groups": "부서 방 0곳",
    "health": "잘 돌아가고 있어요",
    "help": "총괄이 하는 일",
    "history": "어느 공약의 연혁을 볼까요?",
    "holiday": "추가한 휴일이 없어요",
    "invite": "초대 링크를 만들어요",
    "misses": "못 찾은 말이 없어요",
    "people": "직원 0명",
    "register": ONLY_IN_GROUPS.text,
    "remind": "누구에게 알릴까요?",
    "reminders": "등록한 알림이 없어요",
    "reorg": "어떻게 바뀌나요?",
    "stats": "전략별",
    "table": "공약 63건",
    "undelivered": "전달하지 못한 알림이 없어요",
    "unregister": ONLY_IN_GROUPS.text,
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_a_coordinator_works(
    talk: Talk,
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The operator may do there what an admin may on Telegram; files go into the folder."""
    monkeypatch.chdir(tmp_path)
    assert COMMANDS[command] in talk(f"/{command}")[1]


def test_a_question_stands_before_its_examples(talk: Talk) -> None:
    """What is to be done is the first line on a phone."""
    first, *_, last = talk("/remind")[1].partition("\n\n")
    assert first.startswith("누구에게 알릴까요?")
    assert "예: /remind" in last


async def test_no_command_is_left_out_of_that(there: TerminalOffice) -> None:
    """Whatever commands features have, they were typed above."""
    await there.run_command("help", "")
    assert there.features is not None
    assert {*COMMANDS} == {*there.features.commands}


def test_every_command_stands_in_the_help() -> None:
    """And so in the menus, in Korean and English; those of groups alone stand in theirs."""
    assert {*COMMANDS} == {*commands_of(Role.ADMIN), "help", "register", "unregister"}
    assert {*COMMANDS} < {*WORDS}


def test_korean_names_of_commands_work_at_once(talk: Talk) -> None:
    """Also as the first line; a word that is none is still looked up."""
    _, listed, found, _ = talk("알림 목록", "주차")
    assert "등록한 알림이 없어요" in listed
    assert "주차" in found


@pytest.mark.parametrize("words", ["취소", "/cancel", "/취소"])
def test_what_was_asked_is_given_up_here_too(talk: Talk, words: str) -> None:
    """And where nothing was asked, that is said."""
    _, nothing, _, given_up, _ = talk(words, "/people", words)
    assert "그만둘 것이 없어요" in nothing
    assert "그만뒀어요" in given_up


def test_the_operator_lets_somebody_in(talk: Talk) -> None:
    """By their id, and the log tells of it; a link is made as well."""
    said = talk("/people 4000", "1", "/audit", "/invite", "7", "1")
    assert "직원으로 승인" in said[1]
    assert "직원 ·" in said[2]
    assert "승인 → 이름 없음(4000)" in said[3]
    assert "?start=i-" in said[5]
    assert "1번 ·" in said[6]


def test_a_slash_before_a_korean_name_changes_nothing(talk: Talk) -> None:
    """Such a command is a text to Telegram. Behind others any sign may stand, here as there."""
    lines = ("/알림 목록", "/현황판", "/도움말", "/find:지역개발-05", "/TABLE", "/reorg", "/취소")
    said = talk(*lines)
    assert "등록한 알림이 없어요" in said[1]
    assert "현황이 없어요" in said[2]
    assert "총괄이 하는 일" in said[3]
    assert "도시계획과" in said[4]
    assert "공약 63건" in said[5]
    assert said[7] == "그만뒀어요."


def test_a_command_that_there_is_not_is_no_question(talk: Talk) -> None:
    """Its name is not searched for as a word; what belongs into a group says so."""
    said = talk("/주차", "/register 교통행정과")
    assert said[1] == UNKNOWN_COMMAND.text
    assert said[2] == ONLY_IN_GROUPS.text


def test_a_board_is_shown_and_saved_as_a_file(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Telegram would send it."""
    monkeypatch.chdir(tmp_path)
    with open_office(tmp_path) as sending, asyncio.Runner() as runner:
        runner.run(sending.group(-1, "도시계획과"))
        friday = Weekly(weekdays=(4,))
        runner.run(sending.remind(friday, leads=(3, 0), deadline=True, text="4분기 실적"))
        runner.run(sending.until(at("2026-11-25 12:00")))
    _, board, _ = talk("/board")
    assert "📊 4분기 실적" in board
    [sheet] = re.findall(r"\[(\d)\] 엑셀", board)
    assert "board-2026-11-27.xlsx" in talk("/board", sheet)[2]
    saved = (tmp_path / "board-2026-11-27.xlsx").stat()
    assert saved.st_size > 0
    assert saved.st_mode & 0o077 == 0  # it may name people


def test_a_group_gets_another_department(talk: Talk, tmp_path: Path) -> None:
    """And another department's link names what the terminal cannot know."""
    with open_office(tmp_path) as sending, asyncio.Runner() as runner:
        runner.run(sending.group(-1, "교통행정과", title="옛 방"))
    panel = talk("/groups", "1")[2]
    [change] = re.findall(r"\[(\d)\] 부서 바꾸기", panel)
    panel = talk("/groups", "1", change)[3]
    [parking] = re.findall(r"\[(\d)\] 주차관리과", panel)
    assert "부서: 교통행정과, 주차관리과" in talk("/groups", "1", change, parking)[4]
    assert "옛 방 · 교통행정과, 주차관리과" in talk("/groups")[1]
    [links] = re.findall(r"\[(\d)\] 방 없는 부서", talk("/groups")[1])
    assert "?startgroup=r-" in talk("/groups", links)[2]


def test_a_second_process_does_without_reminders(talk: Talk, tmp_path: Path) -> None:
    """The office's database is another bot's at the moment; pledges are answered."""
    with only_process(tmp_path / "state.db"):
        said = talk("/remind", "/file 표.csv", "지역개발-05")
    assert said[1] == said[2] == OFFICE_IN_USE.text
    assert "도시계획과" in said[3]


def test_a_database_that_is_of_no_use_ends_nothing(talk: Talk, tmp_path: Path) -> None:
    """Pledges are answered all the same."""
    (tmp_path / "state.db").write_text("no database")
    said = talk("/remind", "지역개발-05")
    assert said[1] == NO_OFFICE.text
    assert "도시계획과" in said[2]


def test_a_file_that_cannot_be_saved_ends_nothing(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and the next line is answered."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "민선8기-통계.png").mkdir()
    said = talk("/stats", "지역개발-05")
    assert NOT_SAVED.text in said[1]
    assert "도시계획과" in said[2]


@pytest.mark.parametrize("word", ["끝", " 끝 ", "exit", "/quit"])
def test_a_word_ends_it(talk: Talk, word: str) -> None:
    """What comes after is not read; an empty line is no question."""
    assert talk("", word, "지역개발-05")[1:] == [GOODBYE]


def environment(**changes: str) -> dict[str, str]:
    """The environment of the tests without settings of the bot."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return {**kept, "BOT_TOKEN": "", **changes}


@pytest.mark.parametrize("name", ["notes.md", "folder"])
def test_what_is_no_state_database_is_named_before_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """In one line, as every wrong setting; and nothing is left beside it."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.md").write_text("no database")
    monkeypatch.setenv("BOT_STATE_DB", str(tmp_path / name))
    monkeypatch.setenv("BOT_TOKEN", "")
    assert main(["run"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    [line] = said.err.splitlines()
    assert line.startswith(f"BOT_STATE_DB: '{tmp_path / name}' is ")
    assert {each.name for each in tmp_path.iterdir()} == {"folder", "notes.md"}


def test_it_takes_a_pipe() -> None:
    """Without prompts."""
    done = subprocess.run(
        [sys.executable, "-m", "bot"],
        input="지역개발-05\n1\n끝\n".encode(),
        capture_output=True,
        timeout=DEADLINE_S,
        env=environment(PYTHONIOENCODING="ascii"),
        check=True,
    )
    output = done.stdout.decode()
    assert "도시계획과 공약" in output
    assert output.endswith(f"{GOODBYE}\n")
    assert PROMPT not in output
    assert done.stderr == b""


@pytest.mark.parametrize("ending", ["Ctrl-D", "Ctrl-C", "SIGTERM"])
async def test_a_person_types_at_a_prompt(ending: str) -> None:
    """In a real terminal, and leaves it by Ctrl-D or Ctrl-C, or it is stopped."""
    ours, theirs = pty.openpty()
    process = await fork_bot(environment=environment(TERM="dumb"), streams=(theirs, theirs))
    os.close(theirs)
    try:
        _read_until(ours, PROMPT)
        os.write(ours, "지역개발-05\n".encode())
        assert "도시계획과" in _read_until(ours, PROMPT)
        if ending == "Ctrl-D":
            os.write(ours, b"\x04")
        # A signal between the prompt and the wait behind it is seen at the next key only: no
        # person is that fast, and whoever is presses again.
        number = signal.SIGTERM if ending == "SIGTERM" else signal.SIGINT
        while not select.select([ours], [], [], 1)[0]:
            process.send_signal(number)
        assert ending == "SIGTERM" or GOODBYE in _read_until(ours, GOODBYE)
        assert await process.communicate() == (b"", b"")
        assert process.returncode == 0
    finally:
        if process.returncode is None:
            process.kill()
        os.close(ours)


def _read_until(terminal: int, words: str) -> str:
    shown = b""
    while words.encode() not in shown:
        ready, _, _ = select.select([terminal], [], [], DEADLINE_S)
        assert ready, f"only this was shown: {shown.decode(errors='replace')}"
        shown += os.read(terminal, 4096)
    return shown.decode(errors="replace")
