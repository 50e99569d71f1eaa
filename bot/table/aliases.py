"""The aliases that an office edits: four columns between tabs, in UTF-8; # begins a comment."""

from collections.abc import Iterable, Sequence

from bot.lookup.catalogue import Alias, AliasKind
from bot.lookup.pledge import Pledge
from bot.table.fault import Fault, FaultKind
from bot.table.formats.text import Text

COLUMNS = ("kind", "alias", "target", "reason")


def read(text: Text) -> tuple[Sequence[Alias], Sequence[Fault]]:
    """The aliases in their order, to be used only without faults; a line has one at most."""
    lines = [
        (line, [field.strip() for field in content.split("\t")])
        for line, content in enumerate(text.lines, start=1)
        if content.strip() and not content.lstrip().startswith("#")
    ]
    if text.faults:
        return (), text.faults
    line, fields = lines[0] if lines else (1, [])
    if fields != list(COLUMNS):
        return (), [Fault(line=line, kind=FaultKind.WRONG_ALIAS, found=", ".join(fields))]
    aliases: list[Alias] = []
    faults: list[Fault] = []
    first_lines: dict[tuple[str, ...], int] = {}
    for line, fields in lines[1:]:
        if len(fields) != len(COLUMNS) or not all(fields) or fields[0] not in list(AliasKind):
            faults.append(Fault(line=line, kind=FaultKind.WRONG_ALIAS, found=", ".join(fields)))
            continue
        kind, alias, target, reason = fields
        if (first := first_lines.setdefault((kind, alias, target), line)) != line:
            about = str(first)
            faults.append(Fault(line=line, kind=FaultKind.REPEATED_ALIAS, found=alias, about=about))
            continue
        kind = AliasKind(kind)
        aliases.append(Alias(kind=kind, alias=alias, target=target, reason=reason))
    return aliases, faults


def fitting(aliases: Iterable[Alias], pledges: Sequence[Pledge]) -> tuple[Alias, ...]:
    """The aliases that have something to stand beside in this table, in order.

    An alias outlives what it stands for: departments are renamed, and the next term has other
    pledges. The others are no fault of either file, and fit again once their targets are back.
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
