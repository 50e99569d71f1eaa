"""The wheel holds everything that the bot needs away from a clone."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from typing import TYPE_CHECKING

import pytest

from bot import __version__
from bot.table.shipped import DEFAULT_DB, DEFAULT_OFFICE, install_table
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`pledge-bot` of a fresh environment in which nothing but the wheel is the bot's."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True, timeout=120
    )
    # The libraries are those of the tests; a .pth in a folder that a .pth names is not read, so
    # the clone stays out of sight.
    [packages] = (folder / "venv").glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return python.with_name("pledge-bot")


def run(command: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command's outcome, in a folder of its own and without settings."""
    return subprocess.run(
        [command, *arguments],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin"},
        input="",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_the_command_shows_its_version(command: Path, tmp_path: Path) -> None:
    """From the installed package."""
    assert run(command, "--version", cwd=tmp_path).stdout == f"pledge-bot {__version__}\n"


def test_a_question_is_answered_from_the_shipped_table(command: Path, tmp_path: Path) -> None:
    """Everyday words included; nothing is written anywhere."""
    asked = run(command, "ask", "댕댕이 담당 누구예요?", cwd=tmp_path)
    assert "지역경제과" in asked.stdout
    assert asked.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_running_makes_a_table_of_its_own(
    command: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the shipped one, said on standard error, which loads then change."""
    ran = run(command, "run", cwd=tmp_path)
    assert ran.returncode == 0
    assert "BOT_PLEDGES_DB: 'data/pledges.db' made from the shipped table" in ran.stderr
    assert (tmp_path / "data" / "pledges.db").exists()
    monkeypatch.chdir(tmp_path)
    assert not install_table(DEFAULT_DB, DEFAULT_OFFICE)


def test_a_table_is_loaded_outside_a_clone(command: Path, tmp_path: Path) -> None:
    """The shipped page, into a database of one's own."""
    loaded = run(command, "load", "--db", "mine.db", cwd=tmp_path)
    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert (tmp_path / "mine.db").exists()


def test_nothing_of_the_package_is_left_out(command: Path) -> None:
    """Fonts, word lists and licences beside the modules; what an operator copies from it."""
    share = command.parent.parent / "share" / "pledge-bot"
    assert (share / ".env.example").read_text() == (ROOT / ".env.example").read_text()
    assert sorted(unit.name for unit in (share / "systemd").iterdir()) == sorted(
        unit.name for unit in (ROOT / "deploy" / "systemd").iterdir()
    )
    [packages] = command.parent.parent.glob("lib/python*/site-packages")
    assert (packages / "bot" / "docs" / "guide.ko.md").exists()
    ours = [path for path in (ROOT / "bot").rglob("*.*") if path.suffix not in {".pyc", ""}]
    missing = [path for path in ours if not (packages / path.relative_to(ROOT)).exists()]
    assert ours
    assert missing == []
