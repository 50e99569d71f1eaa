"""What the documents show is what happens."""

from __future__ import annotations

import ast
import asyncio
import doctest
import importlib.util
import io
import re
import shlex
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import __version__
from bot.__main__ import main
from bot.features import SCHEMA
from bot.lookup.answering import reply_with_answer
from bot.lookup.results import NotFound
from bot.operations.activity import Activity
from bot.operations.backups import make_backup
from bot.operations.metrics import Metrics
from bot.operations.settings import Settings
from bot.people.messages import Ask
from bot.store.state import State
from bot.table.live import LiveCatalogue
from bot.table.shipped import DATA
from bot.terminal.options import command_line
from tests.paths import ROOT

MODULES = sorted((ROOT / "bot").rglob("*.py"))
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", ".env.example")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
# What the shell lines of the documents begin with besides our own commands.
TOOLS = {
    *("cp", "git", "kubectl", "pip", "pipx", "podman", "python", "python3", "systemctl", "useradd"),
    "uv",
}


def module_name(path: Path) -> str:
    """As it is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize(
    "path", [p for p in MODULES if ">>>" in p.read_text("utf-8")], ids=module_name
)
def test_examples_in_docstrings_are_right(path: Path) -> None:
    """They are run as they stand."""
    failed, tried = doctest.testmod(importlib.import_module(module_name(path)))
    assert tried
    assert not failed


def blocks(language: str) -> list[tuple[str, str]]:
    """Each code block of this language in the documents, and where it stands."""
    return [
        (f"{document.relative_to(ROOT)}:{number}", block)
        for document in DOCUMENTS
        for number, block in enumerate(
            re.findall(
                rf"^```{language}\n(.*?)^```", document.read_text("utf-8"), re.MULTILINE | re.DOTALL
            )
        )
    ]


def test_python_in_the_documents_is_right() -> None:
    """Examples with `>>>` give what is shown; the rest is at least Python."""
    for where, block in blocks("(?:python|pycon)"):
        if ">>>" in block:
            test = doctest.DocTestParser().get_doctest(block, {}, where, where, 0)
            assert not doctest.DocTestRunner().run(test).failed, where
        else:
            compile(block, where, "exec")


def test_links_between_the_documents_lead_somewhere() -> None:
    """To a file that is there."""
    for document in DOCUMENTS:
        for target in re.findall(
            r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text("utf-8")
        ):
            assert (document.parent / target).exists(), f"{document.name} → {target}"


TRANSCRIPT = re.compile(
    r'^\$ \.venv/bin/pledge-bot ask (?P<query>"[^"\n]+"|\S+)\n(?P<answer>(?:(?!\$ ).*\n)*)',
    re.MULTILINE,
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run commands in: an office without a token, its table and its backups."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.__slots__:
        monkeypatch.delenv(f"BOT_{name.upper()}", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    settings = Settings()
    State(settings.state_db, SCHEMA).close()
    (tmp_path / "공약표.xlsx").write_bytes((ROOT / "data" / "pledge-table.txt").read_bytes())
    made_at = datetime(2026, 12, 1, 3, 30, tzinfo=UTC)
    make_backup(settings, tmp_path / "backups", now=made_at)
    return tmp_path


def test_transcripts_of_questions_are_real(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the documents show below a question is what it answers."""
    transcripts = [
        (shown["query"].strip('"'), shown["answer"].strip())
        for _, block in blocks("(?:sh|console|shell|bash|text)?")
        for shown in TRANSCRIPT.finditer(block)
    ]
    assert len(transcripts) > 3
    for query, shown in transcripts:
        assert main(["ask", query]) == 0
        assert capsys.readouterr().out.strip() == shown
    assert office


def shell_lines() -> list[tuple[str, list[str]]]:
    """The words of each command in the documents, and where it stands: of blocks and sentences."""
    commands = [
        (where, line.removeprefix("$ "))
        for language in ("(?:sh|console|shell|bash)", "(?:text)?")
        for where, block in blocks(language)
        for line in block.splitlines()
        if line.startswith(("$ ", "make "))
        or (language.startswith("(?:sh") and not re.search(r"^\$ ", block, re.MULTILINE))
    ]
    commands += [
        (document.name, command)
        for document in DOCUMENTS
        for command in re.findall(
            r"`((?:\S*/)?(?:pledge-bot|python|make) [^`\n]+)`", document.read_text("utf-8")
        )
    ]
    words = [(where, shlex.split(command, comments=True)) for where, command in commands]
    found = [(where, each[each[0] == "sudo" :]) for where, each in words if each]
    return list({tuple(each): (where, each) for where, each in found}.values())


def test_there_are_commands_in_the_documents() -> None:
    """Or the tests below would hold for nothing."""
    assert len(shell_lines()) > 40


def test_every_command_shows_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    """And the help names all of them."""
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    (\w+)  ", capsys.readouterr().out, re.MULTILINE)
    assert {"run", "ask", "load", "backup", "restore", "doctor", "setup"} <= {*commands}
    for command in ([], *([each] for each in commands)):
        with pytest.raises(SystemExit) as ended:
            main([*command, "--version"])
        assert not ended.value.code
        assert capsys.readouterr().out == f"pledge-bot {__version__}\n"


PLACES = {
    "/mnt/backups": "backups",
    "FILE": str(DATA / "pledge-table.txt"),
    "FOLDER": "backups",
    "DIR": "elsewhere",
}


@pytest.mark.parametrize(("where", "words"), shell_lines())
def test_commands_in_the_documents_are_right(office: Path, where: str, words: list[str]) -> None:
    """Our own are run as they stand; others are tools that people have."""
    tool, *arguments = words
    match Path(tool).name, arguments:
        case ("pledge-bot", rest) | ("python" | "python3", ["-m", "bot", *rest]):
            run(office, rest)
        case "make", [target, *_]:
            makefile = (ROOT / "Makefile").read_text("utf-8")
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), where
        case "python" | "python3", ["-m", module, *_]:
            assert importlib.util.find_spec(module) is not None, where
        case "python" | "python3", [script, *_] if script.endswith(".py"):
            assert (ROOT / script).exists(), where
        case name, _:
            assert name in TOOLS, f"{where}: {name}"
    for word in arguments:
        if word.startswith(("deploy/", "scripts/", "docs/", "data/")):
            assert (ROOT / word).exists(), f"{where}: {word}"
        if installed := re.search(r"share/pledge-bot/systemd/(.+)", word):
            assert (ROOT / "deploy" / "systemd" / installed.group(1)).exists(), where


def run(office: Path, arguments: list[str]) -> None:
    """Run a command of ours; it must succeed."""
    arguments = [
        re.sub("|".join(PLACES), lambda found: PLACES[found.group()], word) for word in arguments
    ]
    match arguments:
        case ["setup" | "browse", *_]:  # test_setup.py and test_browse.py talk to them
            command_line(arguments)
            return
        case ["doctor", "--alive"]:
            assert main(arguments) == 1  # nothing serves here
            return
        case ["restore", _]:
            shutil.rmtree(office / "data")
    assert main(arguments) == 0


def test_settings_in_the_documents_exist() -> None:
    """Every BOT_ name that is documented."""
    settings = {f"BOT_{name.upper()}" for name in Settings.__slots__} - {"BOT_UNKNOWN"}
    for document in DOCUMENTS:
        documented = set(re.findall(r"\bBOT_[A-Z_]+[A-Z]\b", document.read_text("utf-8")))
        assert documented <= settings, document.name


def test_metrics_in_the_documents_are_those_that_there_are(tmp_path: Path) -> None:
    """Each by its name."""
    page = (ROOT / "docs" / "operate.md").read_text("utf-8")
    documented = set(re.findall(r"`(pledge_bot_\w+)`", page))
    now = datetime(2026, 12, 1, tzinfo=UTC)
    with State(tmp_path / "state.db", SCHEMA) as state:
        settings = Settings(state_db=tmp_path / "state.db")
        metrics = Metrics(settings, state, Activity(started_at=now), lambda: now)
        served = set(re.findall(r"^(pledge_bot_\w+)", metrics.page().decode(), re.MULTILINE))
    assert documented == served


def test_checks_in_the_documents_are_those_of_the_doctor() -> None:
    """Each has its row in the table."""
    page = (ROOT / "docs" / "operate.md").read_text("utf-8")
    rows = re.search(r"^\| check \|.*?\n\n", page, re.MULTILINE | re.DOTALL)
    assert rows is not None
    documented = {
        name
        for row in re.findall(r"^\| ([a-z, ]+) \|", rows.group(), re.MULTILINE)
        for name in row.split(", ")
    } - {"check"}
    made = {
        node.args[0].value
        for module in ("bot/operations/checks.py", "bot/telegram/checks.py")
        for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"ok", "hint", "fault"}
        and isinstance(node.args[0], ast.Constant)
    }
    assert documented == made


def test_tests_that_the_documents_name_exist() -> None:
    """Each row of docs/security.md has one that fails when it does not hold."""
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    written = {
        name
        for module in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(
            r"^(?:async )?def (test_\w+)", module.read_text("utf-8"), re.MULTILINE
        )
    }
    assert len(named) > 30
    assert named <= written


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_anchors_in_a_document_lead_to_its_headings(document: Path) -> None:
    """As GitHub writes them, in this document and in others."""
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", document.read_text("utf-8")):
        if not target.startswith("http"):
            there = (document.parent / target) if target else document
            headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
            assert anchor in anchors, f"{document.name}: {target}#{anchor}"


def test_chat_commands_in_the_documents_exist() -> None:
    """Those of the features, and those that only look up; `/file` is the terminal's."""
    written = {
        name
        for module in (ROOT / "bot").rglob("*.py")
        for name in re.findall(r'"(\w+)": Command\(', module.read_text("utf-8"))
    } | {"dept", "file", "find", "help", "start"}
    for name in ("README.md", "docs/guide.ko.md", "docs/coordinator.ko.md"):
        page = (ROOT / name).read_text("utf-8")
        shown = set(re.findall(r"(?:`|^    )/([a-z]+)", page, re.MULTILINE))
        assert shown <= written, name
        assert name == "README.md" or len(shown) > 5


def test_questions_in_the_guide_are_answered() -> None:
    """Each of the first table, from the shipped table."""
    page = (ROOT / "docs" / "guide.ko.md").read_text("utf-8")
    [table] = re.findall(r"^\| 아는 것 .*?\n\n", page, re.MULTILINE | re.DOTALL)
    questions = re.findall(r"`([^`]+)`", table)
    live = LiveCatalogue(DATA / "pledges.db", today=lambda: date(2026, 11, 30))
    catalogue = asyncio.run(live.current())
    assert len(questions) > 30
    for question in questions:
        answer = reply_with_answer(Ask(text=question), catalogue).answer
        assert not isinstance(answer, NotFound), question
