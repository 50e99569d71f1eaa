"""What the documents show is what happens."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

MODULES = sorted((ROOT / "bot").rglob("*.py"))
DOCUMENTS = [
    *sorted(ROOT.glob("README*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]


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


@pytest.mark.skipif(not DOCUMENTS, reason="there are no documents yet")
def test_links_between_the_documents_lead_somewhere() -> None:
    """To a file that is there."""
    for document in DOCUMENTS:
        for target in re.findall(
            r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text("utf-8")
        ):
            assert (document.parent / target).exists(), f"{document.name} → {target}"


TRANSCRIPT = re.compile(
    r'^\$ python -m bot ask (?P<query>"[^"\n]+"|\S+)\n(?P<answer>(?:(?!\$ ).*\n)*)', re.MULTILINE
)


def transcripts() -> list[tuple[str, str]]:
    """The questions in the documents' shell blocks, with the answers shown below them."""
    return [
        (shown["query"].strip('"'), shown["answer"].strip())
        for _, block in blocks("(?:sh|console|shell|bash|text)?")
        for shown in TRANSCRIPT.finditer(block)
    ]


def test_transcripts_of_questions_are_real() -> None:
    """What the documents show below `$ python -m bot ask …` is what it answers."""
    for query, shown in transcripts():
        if not shown:
            continue
        answer = subprocess.run(
            [sys.executable, "-m", "bot", "ask", query],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert answer.stdout.strip() == shown
