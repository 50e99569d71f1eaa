"""The table of aliases that an office edits: four columns with tabs between them, in UTF-8.

Blank lines, and lines that begin with #, say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.lookup.catalogue import Alias, AliasKind
from bot.table.fault import Fault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.lookup.pledge import Pledge
    from bot.table.formats.text import Text

COLUMNS = ("kind", "alias", "target", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasFile:
    """What the file says, in its order; aliases to use only where there are no faults."""

    aliases: tuple[Alias, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(text: Text) -> AliasFile:
    """Every alias of the file, or every fault; one line gives at most one fault."""
    lines = [
        (line, [field.strip() for field in content.split("\t")])
        for line, content in enumerate(text.lines, start=1)
        if content.strip() and not content.lstrip().startswith("#")
    ]
    if text.faults:
        return AliasFile(faults=text.faults)
    header_line, header = lines[0] if lines else (1, [])
    if header != list(COLUMNS):
        wrong = Fault(line=header_line, kind=FaultKind.WRONG_ALIAS_COLUMNS, found=", ".join(header))
        return AliasFile(faults=(wrong,))
    aliases: list[Alias] = []
    faults: list[Fault] = []
    first_lines: dict[tuple[str, ...], int] = {}
    for line, fields in lines[1:]:
        if fault := _fault(line, fields, first_lines):
            faults.append(fault)
        else:
            kind, alias, target, reason = fields
            known = Alias(kind=AliasKind(kind), alias=alias, target=target, reason=reason)
            aliases.append(known)
    return AliasFile(aliases=tuple(aliases), faults=tuple(faults))


def _fault(
    line: int, fields: Sequence[str], first_lines: dict[tuple[str, ...], int]
) -> Fault | None:
    if len(fields) != len(COLUMNS):
        return Fault(line=line, kind=FaultKind.WRONG_ALIAS_FIELDS, found=str(len(fields)))
    if not all(fields):
        return Fault(line=line, kind=FaultKind.EMPTY_ALIAS_FIELD, about=COLUMNS[fields.index("")])
    kind, alias, target, _ = fields
    if kind not in list(AliasKind):
        return Fault(line=line, kind=FaultKind.UNKNOWN_ALIAS_KIND, found=kind)
    if (first := first_lines.setdefault((kind, alias, target), line)) != line:
        return Fault(line=line, kind=FaultKind.REPEATED_ALIAS, found=alias, about=str(first))
    return None


def fitting(aliases: Iterable[Alias], pledges: Sequence[Pledge]) -> tuple[Alias, ...]:
    """The aliases that have something to stand beside in this table, in order.

    An alias outlives what it stands for: departments are renamed, and the next term has other
    pledges. The others are no fault of either file, and come back with their targets.
    """
    departments = {name for pledge in pledges for name in pledge.departments}
    titles = "\n".join(pledge.title for pledge in pledges)

    def fits(alias: Alias) -> bool:
        match alias.kind:
            case AliasKind.TITLE:
                return alias.target in titles
            case AliasKind.DEPARTMENT:
                return alias.target in departments
            case AliasKind.WORD:
                return True

    return tuple(sorted(filter(fits, set(aliases)), key=lambda a: (a.kind, a.alias, a.target)))
