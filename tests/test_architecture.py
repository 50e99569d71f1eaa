"""Imports: pure folders know no outer world, each library has one home."""

from __future__ import annotations

import ast
import functools
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

import pytest

from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PURE_FOLDERS = (
    *("korean", "lookup/engine", "reminders/phrases", "reminders/rules"),
    *("people/replies", "reminders/replies"),
)
# Clock, disk, network, environment, other processes, and what waits for them.
OUTER_WORLD = {
    *("asyncio", "concurrent", "multiprocessing", "select", "selectors", "signal", "subprocess"),
    *("threading", "time", "random", "secrets", "logging", "os", "sys", "dotenv"),
    *("glob", "io", "pathlib", "shutil", "tempfile", "sqlite3", "sqlite_utils"),
    *("ftplib", "http", "httpx", "smtplib", "socket", "ssl", "telegram", "urllib"),
}
MAX_IMPORTS = 51  # of one part by another
READS_THE_CLOCK = frozenset({"now", "utcnow", "today", "time.time", "monotonic"})


def modules() -> list[Path]:
    """Every module of the bot."""
    return sorted((ROOT / "bot").rglob("*.py"))


def name(module: Path) -> str:
    """Where it is, from the repository."""
    return module.relative_to(ROOT).as_posix()


def folder(module: Path) -> str:
    """The folder of bot/ that a module is in."""
    return module.parent.relative_to(ROOT / "bot").as_posix()


@functools.cache
def tree(module: Path) -> ast.Module:
    """What stands in it."""
    return ast.parse(module.read_text(encoding="utf-8"))


@functools.cache
def imported(module: Path) -> tuple[str, ...]:
    """The full name of every module and name it imports, also inside functions and for types."""
    names: list[str] = []
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(module)} imports relatively"
            names += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(names)


def pure_modules() -> list[Path]:
    """The modules of the folders that compute and do nothing else."""
    return [module for module in modules() if folder(module) in PURE_FOLDERS]


def test_the_pure_folders_exist() -> None:
    """Or everything below would hold for nothing."""
    assert set(PURE_FOLDERS) <= {folder(module) for module in modules()}


def test_pure_folders_do_not_know_the_outer_world() -> None:
    """No clock, disk, network, environment or messenger."""
    assert [
        (name(module), full)
        for module in pure_modules()
        for full in imported(module)
        if full.split(".")[0] in OUTER_WORLD
    ] == []


def test_pure_folders_wait_for_nothing() -> None:
    """They hold no `async def`, open no file and print nothing."""
    for module in pure_modules():
        for node in ast.walk(tree(module)):
            assert not isinstance(node, ast.AsyncFunctionDef | ast.Await), name(module)
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {"open", "print", "input"}, f"{name(module)}: {called}"
                # `moment.time()` is a part of a moment that is known.
                is_clock = READS_THE_CLOCK & {called, called.split(".")[-1]}
                assert not is_clock, f"{name(module)}: {called}"


def test_a_new_button_touches_one_feature() -> None:
    """The channels name no single verb."""
    for module in modules():
        if folder(module) in {"telegram", "terminal"}:
            named = {
                ast.unparse(node)
                for node in ast.walk(tree(module))
                if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("Verb")
            }
            assert named == set(), name(module)


def test_the_parts_import_few_others() -> None:
    """As docs/architecture.md says: whoever reads one part has few others to know."""
    sources = [*modules(), *(ROOT / "benchmarks").rglob("*.py"), *(ROOT / "scripts").rglob("*.py")]
    pairs = {
        (part(name(module).removesuffix(".py").replace("/", ".")), part(full))
        for module in sources
        for full in imported(module)
        if full.split(".")[0] in {"bot", "benchmarks", "scripts"} and full != "bot.__version__"
    }
    assert len({pair for pair in pairs if pair[0] != pair[1]}) <= MAX_IMPORTS, sorted(pairs)


def part(full: str) -> str:
    """The folder or module of bot/ that a full name is in, or the folder beside it."""
    parts = full.split(".")
    return ".".join(parts[:2]) if parts[0] == "bot" else parts[0]


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("telegram", "bot/telegram/"),
        ("rapidfuzz", "bot/lookup/"),
    ],
)
def test_each_library_has_one_home(library: str, home: str) -> None:
    """So that it can be replaced there."""
    users = {
        name(module)
        for module in modules()
        if any(full.split(".")[0] == library for full in imported(module))
    }
    assert users, f"nothing imports {library}"
    assert {user for user in users if not user.startswith(home)} == set()


def test_nothing_is_imported_that_is_not_declared() -> None:
    """Python's own library, our own folders, and the dependencies of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_normalised(re.split(r"[^\w-]", line)[0]) for line in project["dependencies"]}
    sources = packages_distributions()
    imports = {full.split(".")[0] for module in modules() for full in imported(module)}
    foreign = imports - {"bot"} - sys.stdlib_module_names
    undeclared = {
        library
        for library in foreign
        if not declared & {_normalised(source) for source in sources.get(library, (library,))}
    }
    assert undeclared == set()


def _normalised(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_module_says_what_it_is_for() -> None:
    """Its docstring is one sentence to begin with."""
    said = {name(module): ast.get_docstring(tree(module)) or "" for module in modules()}
    firsts = {module: text.split("\n\n")[0].rstrip() for module, text in said.items()}
    assert [module for module, first in firsts.items() if not first.endswith((".", "`", ":"))] == []


def texts(module: Path) -> Iterator[str]:
    """Every string of a module that is no docstring."""
    docstrings = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    }
    for node in ast.walk(tree(module)):
        said = node.value if isinstance(node, ast.Constant) else None
        if isinstance(said, str) and said not in docstrings:
            yield said


def test_people_are_spoken_to_in_replies_alone() -> None:
    """No Korean sentence stands elsewhere: none that ends politely."""
    polite = ("요.", "니다.", "까요?", "세요.", "요!")
    assert [
        (name(module), text)
        for module in modules()
        if "replies" not in name(module)
        for text in texts(module)
        if text.rstrip().endswith(polite)
    ] == []


def test_replies_speak_in_one_tone_and_of_no_offices_own_pledges() -> None:
    """An example with 지역개발-05 helps nobody whose table has no such number."""
    assert [
        (name(module), text)
        for module in modules()
        if "replies" in name(module)
        for text in texts(module)
        if re.search(r"니다\.|지역개발", text)
    ] == []


def test_a_command_in_a_reply_can_be_tapped() -> None:
    """Telegram makes no link of a command that goes on with a particle: /board를."""
    assert [
        (name(module), said)
        for module in modules()
        if "replies" in name(module) and "terminal" not in name(module)
        for said in re.findall(r"(?<![\w/.])/[a-z_]+[가-힣]+", module.read_text(encoding="utf-8"))
    ] == []
