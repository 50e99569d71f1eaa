"""Two files are read whole or refused whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lookup.catalogue import AliasKind
from bot.table import aliases, files
from bot.table.fault import FaultKind, RefusedError
from bot.table.formats.text import decoded
from bot.table.shipped import aliases_of
from tests.table.tables import (
    ALIAS_HEADER,
    REAL_ALIASES,
    REAL_PAGE,
    REPEATABLE,
    THREE_PLEDGES,
    an_alias,
    written,
)


def test_a_reading_says_what_file_it_is_of(tmp_path: Path) -> None:
    """The name and the checksum are those of the table's file."""
    table = tmp_path / "표 2026.txt"
    table.write_bytes(written(THREE_PLEDGES).encode("cp949"))
    reading = files.read(table, REAL_ALIASES)
    assert reading.file == "표 2026.txt"
    assert reading.sha256 == hashlib.sha256(table.read_bytes()).hexdigest()
    assert reading.table.pledges == THREE_PLEDGES


def test_aliases_are_sorted_and_those_without_a_target_left_out(tmp_path: Path) -> None:
    """What the order of the file is makes no difference to the table."""
    table, names = tmp_path / "표.txt", tmp_path / "별칭.tsv"
    table.write_text(written(THREE_PLEDGES), encoding="utf-8")
    lines = ("word\t개\t반려동물\t일상어", "title\t여성\t여상\t오기", "title\t광장\t구민광장\t짧게")
    names.write_text(ALIAS_HEADER + "\n".join(lines), encoding="utf-8")
    reading = files.read(table, names)
    assert reading.table.aliases == (
        an_alias(AliasKind.TITLE, "광장", "구민광장", "짧게"),
        an_alias(AliasKind.WORD, "개", "반려동물", "일상어"),
    )


def test_every_committed_alias_has_a_target_in_the_committed_table() -> None:
    """Nothing that we ship is left out."""
    kept = files.read(REAL_PAGE, REAL_ALIASES).table.aliases
    assert len(kept) == len(aliases.read(decoded(REAL_ALIASES.read_bytes())).aliases)


def test_the_faults_of_both_files_are_named(tmp_path: Path) -> None:
    """Whoever mends the one need not come back for the other."""
    names = tmp_path / "별칭.tsv"
    names.write_text(ALIAS_HEADER + "낱말\t개\t반려동물\t일상어", encoding="utf-8")
    with pytest.raises(RefusedError) as refusal:
        files.read(tmp_path / "없는 표.txt", names)
    assert [
        (file, [(fault.line, fault.kind) for fault in faults])
        for file, faults in refusal.value.faults
    ] == [
        ("없는 표.txt", [(None, FaultKind.MISSING)]),
        ("별칭.tsv", [(2, FaultKind.WRONG_ALIAS)]),
    ]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("없다.txt", FaultKind.MISSING, id="없는 파일"),
        pytest.param(".", FaultKind.NOT_REGULAR, id="폴더"),
        pytest.param("가" * 300, FaultKind.UNREADABLE, id="너무 긴 이름"),
    ],
)
def test_a_path_that_cannot_be_read_is_a_fault(tmp_path: Path, path: str, kind: FaultKind) -> None:
    """It belongs to no line."""
    with pytest.raises(RefusedError) as refusal:
        files.read(tmp_path / path, REAL_ALIASES)
    [(_, [fault]), (_, ())] = refusal.value.faults
    assert (fault.line, fault.kind) == (None, kind)


@REPEATABLE
@given(
    cut=st.slices(len(REAL_PAGE.read_bytes())),
    noise=st.binary(max_size=30),
    is_alias_file=st.booleans(),
)
def test_any_damage_is_read_or_refused(
    tmp_path: Path, cut: slice, noise: bytes, *, is_alias_file: bool
) -> None:
    """Whatever became of either file, the answer is a table or the faults."""
    source = REAL_ALIASES if is_alias_file else REAL_PAGE
    damaged = tmp_path / source.name
    content = source.read_bytes()
    damaged.write_bytes(content[: cut.start or 0] + noise + content[cut.stop or 0 :])
    try:
        reading = files.read(*((REAL_PAGE, damaged) if is_alias_file else (damaged, REAL_ALIASES)))
    except RefusedError as refusal:
        assert any(faults for _, faults in refusal.faults)  # noqa: PT017  # either is right
    else:
        assert reading.table.pledges


def test_an_office_has_aliases_of_its_own_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that come with the bot are one office's."""
    monkeypatch.chdir(tmp_path)
    assert aliases_of("금천구청") == REAL_ALIASES
    assert aliases_of("가람구청") is None
    assert files.read(REAL_PAGE, None).table.aliases == ()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "aliases-가람구청.tsv").touch()
    assert aliases_of("가람구청") == Path("data/aliases-가람구청.tsv")
