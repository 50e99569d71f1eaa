"""A file's bytes become lines, whichever encoding of the office they are in."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.table.fault import Fault, FaultKind
from bot.table.files import recognised
from bot.table.formats.text import decoded
from tests.table.tables import REPEATABLE


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("주차\n공약".encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + "주차\n공약".encode(), id="BOM 있는 UTF-8"),
        pytest.param("주차\n공약".encode("cp949"), id="CP949"),
        pytest.param("주차\r\n공약".encode("cp949"), id="윈도 줄바꿈"),
        pytest.param("주차\r공약".encode(), id="옛 맥 줄바꿈"),
        pytest.param(unicodedata.normalize("NFD", "주차\n공약").encode(), id="맥의 풀린 한글"),
    ],
)
def test_every_way_of_writing_the_same_letters_reads_the_same(data: bytes) -> None:
    """Encoding, line ends and decomposition leave no trace."""
    assert decoded(data).lines == ("주차", "공약")


def test_old_hanja_forms_stay_as_the_page_has_them() -> None:
    """Composing Hangul does not exchange characters that NFC would exchange."""
    compatibility_form = "\uf90a川 각"
    assert decoded(compatibility_form.encode()).lines == ("\uf90a川 각",)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        pytest.param(b"", Fault(line=None, kind=FaultKind.EMPTY), id="빈 파일"),
        pytest.param(b"\r\n \n", Fault(line=None, kind=FaultKind.EMPTY), id="빈 줄뿐"),
        pytest.param(codecs.BOM_UTF8, Fault(line=None, kind=FaultKind.EMPTY), id="BOM뿐"),
        pytest.param("\u3000".encode(), Fault(line=None, kind=FaultKind.EMPTY), id="전각 빈칸뿐"),
        pytest.param(b"a\nb\0", Fault(kind=FaultKind.BINARY), id="둘째 줄에 NUL"),
    ],
)
def test_bytes_that_are_no_text_are_one_fault(data: bytes, fault: Fault) -> None:
    """Empty and binary files are named once, and give no lines."""
    assert decoded(data).faults == (fault,)
    assert decoded(data).lines == ()


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_each_damaged_line_is_a_fault_and_the_others_are_read(encoding: str) -> None:
    """A damaged file is read in the encoding that most of its lines are in."""
    lines = [line.encode(encoding) for line in ("주차", "교통행정과", "공약", "도서관")]
    lines[1] = lines[1][:-1] + b"\xff"
    lines[3] = b"\xff"
    text = decoded(b"\n".join(lines))
    assert [fault.line for fault in text.faults] == [2, 4]
    assert {fault.kind for fault in text.faults} == {FaultKind.UNDECODABLE}
    assert (text.lines[0], text.lines[2]) == ("주차", "공약")


@REPEATABLE
@given(st.binary())
def test_any_bytes_give_lines_or_faults(data: bytes) -> None:
    """Nothing is raised, and nothing is silently empty."""
    text = decoded(data)
    assert text.lines or text.faults


@REPEATABLE
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")))
def test_what_has_been_read_once_reads_the_same_again(text: str) -> None:
    """Composing Hangul is done when it is done."""
    lines = decoded(text.encode()).lines
    assert decoded("\n".join(lines).encode()).lines == lines


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_utf_16_is_read_with_and_without_a_mark(encoding: str) -> None:
    """Its NULs tell it, where all of it is text."""
    assert decoded("주차 |\n관리 |".encode(encoding)).lines == ("주차 |", "관리 |")


@pytest.mark.parametrize("sign", "\u00ad\u200b\u200e\u202e\u2066\u3164\ufeff\x01\x1f\x7f\x9f\uffff")
def test_what_nobody_sees_is_left_out(sign: str) -> None:
    """A department's name is one, and no line is turned round, wherever it was copied from."""
    page = f"연번,공약명,담당부서\n1,{sign}도로 포장,건{sign}설과\n2,공원 조성,건설과{sign}\n"
    first, second = recognised(page.encode()).table.pledges
    assert (first.title, first.owners, second.owners) == ("도로 포장", ("건설과",), ("건설과",))


def test_a_text_down_its_cell_is_one_word() -> None:
    """A narrow column has a syllable a line; a line of more is a word of its own."""
    page = (
        '연번,"공\n약\n명","담\n당\n부\n서"\n1,도로 포장,"교\n통\n과"\n2,공원 조성,"공원과\n숲과"\n'
    )
    first, second = recognised(page.encode()).table.pledges
    assert (first.owners, second.owners) == (("교통과",), ("공원과", "숲과"))


@pytest.mark.parametrize("sign", "\x0b\x0c\x85\u2028\u2029")
def test_a_break_within_a_cell_is_a_space(sign: str) -> None:
    """Word processors have other signs for it than the end of a line."""
    page = f"연번,공약명,담당부서\n1,도로{sign}포장,건설과\n2,공원 조성,건설과\n"
    first, _ = recognised(page.encode()).table.pledges
    assert first.title == "도로 포장"
