"""The office's own table of aliases gives every alias, or names every fault on its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.lookup.catalogue import Alias, AliasKind
from bot.table import aliases
from bot.table.fault import Fault, FaultKind
from bot.table.formats.text import decoded
from tests.table import tables
from tests.table.tables import ALIAS_HEADER, REPEATABLE, THREE_PLEDGES, an_alias

if TYPE_CHECKING:
    from collections.abc import Sequence


def read(text: str) -> tuple[Sequence[Alias], Sequence[Fault]]:
    """What a file of this text says."""
    return aliases.read(decoded(text.encode()))


def test_comments_and_blank_lines_say_nothing_but_count() -> None:
    """An office may leave notes; lines are those of its editor."""
    text = f"# 별칭\n\n{ALIAS_HEADER}  # 낱말\nword\t강아지\t반려동물\t일상어\n\n"
    assert read(text) == ([an_alias()], [])


def test_one_word_may_stand_for_several() -> None:
    """Only the same alias for the same target is a repetition."""
    found, _ = read(f"{ALIAS_HEADER}word\t노인\t어르신\t일상어\nword\t노인\t고령\t일상어\n")
    assert [alias.target for alias in found] == ["어르신", "고령"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("word\t개\t반려동물", FaultKind.WRONG_ALIAS, id="칸이 셋"),
        pytest.param("word\t개\t반려동물\t일상어\t더", FaultKind.WRONG_ALIAS, id="칸이 다섯"),
        pytest.param("word 개 반려동물 일상어", FaultKind.WRONG_ALIAS, id="탭 대신 빈칸"),
        pytest.param("word\t\t반려동물\t일상어", FaultKind.WRONG_ALIAS, id="빈 별칭"),
        pytest.param("word\t개\t \t일상어", FaultKind.WRONG_ALIAS, id="빈 대상"),
        pytest.param("낱말\t개\t반려동물\t일상어", FaultKind.WRONG_ALIAS, id="모르는 종류"),
        pytest.param("word\t강아지\t반려동물\t또", FaultKind.REPEATED_ALIAS, id="되풀이"),
    ],
)
def test_a_wrong_line_is_one_fault_beside_the_others(line: str, kind: FaultKind) -> None:
    """Every wrong line is named, each once."""
    _, faults = read(f"{ALIAS_HEADER}word\t강아지\t반려동물\t일상어\n{line}\n# -\n{line}\n")
    assert [(fault.line, fault.kind) for fault in faults] == [(3, kind), (5, kind)]


@pytest.mark.parametrize("text", ["word\t강아지\t반려동물\t일상어", "alias\n", "# 메모뿐\n"])
def test_a_file_without_its_columns_is_one_fault(text: str) -> None:
    """Without the header the columns may be any."""
    assert [fault.kind for fault in read(text)[1]] == [FaultKind.WRONG_ALIAS]


@REPEATABLE
@given(tables.aliases)
def test_any_aliases_written_are_read_back(expected: tuple[Alias, ...]) -> None:
    """Whatever can stand between tabs stays as it is."""
    plain = [alias for alias in expected if "\t" not in alias.alias + alias.target + alias.reason]
    text = ALIAS_HEADER + "".join(
        f"{alias.kind}\t{alias.alias}\t{alias.target}\t{alias.reason}\n" for alias in plain
    )
    assert read(text) == (plain, [])


def test_aliases_of_what_the_table_does_not_have_are_stray() -> None:
    """A title needs a piece of a title, a department its whole name, a word nothing."""
    kept = (
        an_alias(AliasKind.TITLE, "신안산", "신안산선"),
        an_alias(AliasKind.DEPARTMENT, "교통과", "교통행정과"),
        an_alias(AliasKind.WORD, "강아지", "반려동물"),
    )
    stray = (
        an_alias(AliasKind.TITLE, "경전철", "금광선"),
        an_alias(AliasKind.DEPARTMENT, "교통", "교통행정"),
    )
    assert {*aliases.fitting(kept + stray, THREE_PLEDGES)} == {*kept}
