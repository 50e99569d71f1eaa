"""From a file's bytes to its lines, whichever of the office's encodings it is in."""

import codecs
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

from bot.table.fault import Fault, FaultKind

SAMPLE_CHARS = 2_000
MAX_LINES = 600_000  # a page of one cell a line has many
ENCODINGS: tuple[str, ...] = ("utf-8", "cp949")

# A Mac writes Hangul decomposed. That is a way of writing the same letters, like an encoding, so it
# is undone here; everything else stays as it stands (NFC would also exchange old Hanja forms).
HANGUL = re.compile(r"[\u1100-\u11ff가-힣]+")
_IS_PLAIN = re.compile(r"[\t\r\n -~가-힣ㆍ·]").match
JAMO = re.compile(r"[\u1100-\u11ff]")
# Pages and word processors leave them behind: soft hyphens, zero-width spaces, marks that turn the
# direction of a line. Nobody sees them, and two names that differ in them alone are one.
INVISIBLE = re.compile(
    r"[\u00ad\u115f\u1160\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"
)
_BREAKS = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")  # of lines and pages, within a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The lines of a file without ends; one in no known encoding is a fault, with U+FFFD in it."""

    lines: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def decoded(data: bytes) -> Text:
    """The text of UTF-8 (with or without BOM) or else CP949 bytes; no lines when it is no text.

    UTF-16 is read where a BOM says so, a spreadsheet's "Unicode text", and without one where all
    of it is text.
    """
    if (utf16 := _utf16(data)) is not None:
        data = utf16.encode()
    if data.count(b"\n") + data.count(b"\r") > MAX_LINES:
        return Text(faults=(Fault(kind=FaultKind.TOO_MANY_ROWS),))
    if b"\0" in data:
        return Text(faults=(Fault(kind=FaultKind.BINARY),))
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    encodings = ENCODINGS
    if lines[0].startswith(codecs.BOM_UTF8):
        lines[0] = lines[0].removeprefix(codecs.BOM_UTF8)
        encodings = ("utf-8",)
    # A damaged file still belongs to the encoding in which fewer lines are damaged.
    encoding = min(encodings, key=lambda encoding: len(_lost(lines, encoding)))
    text = tuple(composed(line.decode(encoding, errors="replace")) for line in lines)
    if not any(map(str.strip, text)):
        return Text(faults=(Fault(kind=FaultKind.EMPTY),))
    return Text(
        lines=text,
        faults=tuple(
            Fault(line=line, kind=FaultKind.UNDECODABLE) for line in _lost(lines, encoding)
        ),
    )


def _utf16(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if b"\0" not in data:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        with suppress(UnicodeDecodeError):
            start = data.decode(encoding)[:SAMPLE_CHARS]
            if sum(map(bool, map(_IS_PLAIN, start))) > 0.9 * len(start):
                return data.decode(encoding)
    return None


def _lost(lines: list[bytes], encoding: str) -> list[int]:
    """Which lines this encoding cannot read."""
    lost = []
    for line, content in enumerate(lines, start=1):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            lost.append(line)
    return lost


def composed(line: str) -> str:
    r"""The text with its Hangul as syllables, without what nobody sees, breaks of lines as spaces.

    >>> composed(unicodedata.normalize("NFD", "주차")), composed("\u202e건\u200b설\x0b과")
    ('주차', '건설 과')
    """
    if line.isascii() and line.isprintable():
        return line
    line = INVISIBLE.sub("", _BREAKS.sub(" ", line))
    if JAMO.search(line) is None:
        return line
    return HANGUL.sub(lambda word: unicodedata.normalize("NFC", word[0]), line)
