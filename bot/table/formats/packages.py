"""The zipped packages of office programs, unpacked within bounds, and their XML as a stream."""

import io
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, ClassVar, cast
from zipfile import ZipFile

from lxml import etree

from bot.table.fault import FaultKind, UnreadableError

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PARTS = 10_000
MAX_ELEMENTS = 1_500_000  # of one part; 20 000 rows of 20 cells have 820 000
_CHUNK_BYTES = 1 << 16


def open_package(data: bytes) -> ZipFile:
    """Open the package; raises UnreadableError for one that unpacks to too much."""
    package = ZipFile(io.BytesIO(data))
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnreadableError(FaultKind.TOO_LARGE)
    return package


class EnoughError(Exception):
    """The rest of the part need not be read."""


class Part:
    """Reads a part of a package element by element; names are without their namespaces.

    lxml calls `start`, `end`, `close` and, where there is one, `data` with each piece of text.
    A tree of the whole part would take twenty times its size.
    """

    asides: ClassVar[frozenset[str]] = frozenset()  # elements of which nothing is told
    _elements = _depth_aside = 0

    def read(self, package: ZipFile, part: str) -> None:
        """Read a part, if the package has it; raises UnreadableError beyond the bounds."""
        if part in package.NameToInfo:
            target = cast("Any", self)
            parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True)
            with package.open(part) as file, suppress(EnoughError):
                while chunk := file.read(_CHUNK_BYTES):
                    parser.feed(chunk)
                parser.close()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Count an element and tell of it; called by lxml."""
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise UnreadableError(FaultKind.TOO_LARGE)
        name = tag.rpartition("}")[2]
        if self._depth_aside or name in self.asides:
            self._depth_aside += 1
        else:
            self.begin(name, attributes)

    def end(self, tag: str) -> None:
        """Tell of an element's end; called by lxml."""
        if self._depth_aside:
            self._depth_aside -= 1
        else:
            self.finish(tag.rpartition("}")[2])

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def finish(self, name: str) -> None:
        """An element ends."""

    def close(self) -> None:
        """Called by lxml at the end."""


def attribute(attributes: Mapping[str, str], local: str) -> str:
    """An attribute's value, whatever its namespace; "" for none."""
    for key, value in attributes.items():
        if key.rpartition("}")[2] == local:
            return value
    return ""


def count(digits: str) -> int:
    """A number in an attribute; 0 for none."""
    return int(digits) if digits.isdecimal() and len(digits) < 9 else 0
