"""Two files are read whole or refused whole."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.lookup.catalogue import AliasKind
from bot.table import aliases, files, replies
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
    found, faults = aliases.read(decoded(REAL_ALIASES.read_bytes()))
    assert (len(kept), faults) == (len(found), [])


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


def test_a_folder_without_a_name_of_its_own_is_named_as_it_was_written() -> None:
    """The current one has none."""
    with pytest.raises(RefusedError) as refusal:
        files.read(Path(), REAL_ALIASES)
    assert refusal.value.faults[0][0] == "."


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


def zipped(*parts: str) -> bytes:
    """A package of such parts."""
    file = io.BytesIO()
    with ZipFile(file, "w") as package:
        for part in parts:
            package.writestr(part, "x")
    return file.getvalue()


def drawing(form: str) -> bytes:
    """A picture in this format."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, form)
    return file.getvalue()


OTHER_FILES = {
    **{form: (drawing(form), f"{form} 파일이에요") for form in ("PNG", "JPEG", "GIF")},
    **{form: (drawing(form), "표가 든 파일이 아니에요") for form in ("WEBP", "BMP", "TIFF")},
    "HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "표가 든 파일이 아니에요"),
    "MP4": (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", "표가 든 파일이 아니에요"),
    "Ogg": (b"OggS\0\2" + bytes(20), "표가 든 파일이 아니에요"),
    "PDF": (b"%PDF-1.7\n1 0 obj", "PDF 파일이에요"),
    "RTF": (b"{\\rtf1 hi}", "RTF 파일이에요"),
    "HWPX": (zipped("mimetype", "Contents/section0.xml"), "한글(HWP) 문서예요"),
    "Word": (zipped("word/document.xml"), "Word 파일이에요"),
    "Numbers": (zipped("Index/Document.iwa"), "Numbers·Pages 파일이에요"),
    "ZIP": (zipped("공약.csv"), "압축 파일이에요"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "압축 파일이에요"),
    "ALZ": (b"ALZ\x01" + bytes(9), "압축 파일이에요"),
    "nothing": (b"", "빈 파일이에요"),
    "three lines": ("점심\n김치찌개\n7000원".encode(), "공약표를 찾지 못했어요"),
    "headings alone": (
        "번호,공약명,담당부서".encode(),
        "공약명과 담당부서가 함께 적힌 행이 없어요",
    ),
    "staff": ("이름,직급\n홍길동,7급\n김,8급".encode(), "공약표를 찾지 못했어요"),
    "budget": ("부서,과목,예산액\n산업과,여비,1".encode(), "부서, 예산액은 찾았지만 공약명 열이"),
    "JSON": ('[{"공약명": "장터"}]'.encode(), "JSON·XML 파일이에요"),
    "XML": (b'<?xml version="1.0"?>\n<items><item/></items>', "JSON·XML 파일이에요"),
    "XML workbook": (
        '<?xml version="1.0"?><Workbook><Table><Row><Cell>공약명'.encode(),
        "Excel 2003 XML 파일이에요",
    ),
    "print": ("연번  공약명   담당부서\n1     광장     도시과".encode(), "공약표를 찾지 못했어요"),
    "calendar": (b"BEGIN:VCALENDAR\nSUMMARY:x\nEND:VCALENDAR", "공약표를 찾지 못했어요"),
}


@pytest.mark.parametrize(("content", "said"), OTHER_FILES.values(), ids=OTHER_FILES)
def test_any_other_file_is_refused_in_one_line_that_says_what_it_is(
    content: bytes, said: str
) -> None:
    """Whatever a coordinator sends from a phone; no row is named where there is none."""
    found = files.recognised(content, "파일")
    [line] = replies.refused(RefusedError([("", found.faults)]))
    assert line.startswith(said)


@pytest.mark.parametrize("name", ["공약.hwp", "공약.docx"])
@pytest.mark.parametrize(
    "table",
    [
        "표 1<table><tr><td>번호<td>공약명<td>부서<tr><td>1<td>광장<td>도시과</table>",
        "<민선8기>,,\n번호,공약명,담당부서\n1,광장,도시과",
    ],
)
def test_a_text_that_is_called_a_document_is_read_where_it_has_a_table(
    name: str, table: str
) -> None:
    """Else it has none, as the page of a failed download."""
    assert [p.title for p in files.recognised(table.encode(), name).table.pledges] == ["광장"]
    [fault] = files.recognised(table.partition("공약")[0].encode(), name).faults
    assert fault.kind is FaultKind.NO_TABLE


@pytest.mark.parametrize("title", ["[[붙임 1]] 공약 현황", "{붙임 1} 공약 현황", "[ [민선8기] ]"])
def test_a_text_that_begins_with_brackets_is_none_of_records(title: str) -> None:
    """As notices number what is attached."""
    text = f"{title}\n번호\t공약명\t담당부서\n1\t광장\t도시과\n2\t공원\t환경과"
    found = files.recognised(text.encode(), "공약.txt")
    assert [p.title for p in found.table.pledges] == ["광장", "공원"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("공약.hwp", "한글(HWP) 문서"), ("공약.HWPX", "한글(HWP) 문서"), ("공약.doc", "Word 파일")],
)
@pytest.mark.parametrize(
    "content",
    [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"PK\x03\x04" + bytes(40), bytes(9)],
)
def test_bytes_that_tell_nothing_are_what_their_name_says(
    name: str, said: str, content: bytes
) -> None:
    """A download that was cut off; by any other name it is no workbook, or none that is whole."""
    [fault] = files.recognised(content, name).faults
    assert replies.fault(fault).startswith(said)
    [fault] = files.recognised(content, "공약.xls").faults
    assert fault.kind in (FaultKind.BROKEN_WORKBOOK, FaultKind.BINARY)
