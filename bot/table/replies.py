"""What the loader says: what a table changes, and what is wrong with a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.lookup.catalogue import Alias, AliasKind
from bot.store.errors import Trouble
from bot.table.changes import (
    AliasAdded,
    AliasChanged,
    AliasRemoved,
    Change,
    Field,
    PledgeAdded,
    PledgeChanged,
    PledgeRemoved,
)
from bot.table.fault import Fault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.store.errors import StoreError
    from bot.table.aliases import AliasRow
    from bot.table.edition import Outcome
    from bot.table.fault import RefusedError

MAX_SHOWN_CHARS = 60  # of a cell that may be a whole broken file

# {found} and {about} are what bot.table.fault says they are.
FAULTS = {
    FaultKind.MISSING: "파일이 없습니다. 이름과 폴더를 확인해 주세요.",
    FaultKind.DIRECTORY: "폴더입니다. 파일 이름까지 적어 주세요.",
    FaultKind.FORBIDDEN: "파일을 읽을 권한이 없습니다.",
    FaultKind.UNREADABLE: "파일을 읽지 못했습니다({found}).",
    FaultKind.EMPTY: "빈 파일입니다. 내용이 있는 파일이어야 합니다.",
    FaultKind.BINARY: "글로 된 파일이 아닙니다. UTF-8이나 CP949로 저장한 글이어야 합니다.",
    FaultKind.UNDECODABLE: "읽을 수 없는 글자가 있습니다. UTF-8이나 CP949로 저장해야 합니다.",
    FaultKind.WRONG_COLUMNS: (
        "열이 다릅니다(있는 것: {found}). 첫머리에 추진전략, 관리번호, 공약명, 담당부서, "
        "첨부파일이 한 줄에 하나씩 '|'로 끝나며 차례로 있어야 합니다."
    ),
    FaultKind.NO_ROWS: "공약이 하나도 없습니다. 추진전략과 관리번호가 이어져야 합니다.",
    FaultKind.NO_STRATEGY: "{about} 앞에 추진전략이 없습니다. 추진전략이 먼저 있어야 합니다.",
    FaultKind.UNENDED_CELL: (
        "칸이 끝나지 않았습니다(있는 것: {found}). 칸은 한 줄에 하나씩, '|'로 끝나야 합니다."
    ),
    FaultKind.WRONG_NUMBER: (
        "관리번호가 와야 할 자리입니다(있는 것: {found}). '지역개발-05' 같은 모양이어야 합니다."
    ),
    FaultKind.REPEATED_NUMBER: (
        "{about}행에 이미 있는 관리번호입니다({found}). 한 번만 있어야 합니다."
    ),
    FaultKind.CUT_SHORT: (
        "여기서 파일이 끊겼습니다(마지막 칸: {found}). 공약마다 관리번호, 공약명, 담당부서, "
        "첨부파일 칸이 다 있어야 합니다."
    ),
    FaultKind.MISSING_CELLS: (
        "{about} 뒤에 칸이 {found}개뿐입니다. 공약명, 담당부서, 첨부파일 칸이 다 있어야 합니다."
    ),
    FaultKind.EXTRA_CELL: (
        "빈 칸이 더 있습니다. 첨부파일 다음에는 추진전략이나 관리번호가 와야 합니다."
    ),
    FaultKind.EMPTY_TITLE: "공약명이 비어 있습니다({about}). 공약명이 있어야 합니다.",
    FaultKind.EMPTY_DEPARTMENT: "담당부서가 비어 있습니다({about}). 부서 이름이 있어야 합니다.",
    FaultKind.WRONG_SHEET_COLUMNS: (
        "열을 찾지 못했습니다(없는 열: {about}, 있는 것: {found}). 추진전략, 관리번호, 공약명, "
        "담당부서 열이 있어야 합니다."
    ),
    FaultKind.OLD_WORKBOOK: (
        "옛 형식(.xls)이거나 암호가 걸린 엑셀 파일입니다. 암호 없이 .xlsx로 저장해야 합니다."
    ),
    FaultKind.BROKEN_WORKBOOK: "엑셀 파일이 아니거나 망가졌습니다. .xlsx로 다시 저장해야 합니다.",
    FaultKind.OPEN_QUOTATION: "따옴표가 닫히지 않은 칸이 있습니다. CSV로 다시 저장해야 합니다.",
    FaultKind.WRONG_ALIAS_COLUMNS: (
        "열이 다릅니다(있는 것: {found}). kind, alias, target, reason이 탭을 사이에 두고 "
        "있어야 합니다."
    ),
    FaultKind.WRONG_ALIAS_FIELDS: "칸이 {found}개입니다. 탭을 사이에 둔 네 칸이어야 합니다.",
    FaultKind.EMPTY_ALIAS_FIELD: "{about} 칸이 비어 있습니다. 네 칸을 모두 채워야 합니다.",
    FaultKind.UNKNOWN_ALIAS_KIND: (
        "kind 칸이 다릅니다(있는 것: {found}). title, department, word 가운데 하나여야 합니다."
    ),
    FaultKind.REPEATED_ALIAS: "{about}행에 이미 있는 별칭입니다({found}). 한 번만 있어야 합니다.",
}

TROUBLES = {
    Trouble.MISSING: "데이터베이스가 없습니다. 먼저 표를 읽혀 주세요.",
    Trouble.DIRECTORY: "폴더입니다. 데이터베이스 파일 이름까지 적어 주세요.",
    Trouble.FORBIDDEN: "데이터베이스를 열거나 만들 수 없습니다. 폴더와 권한을 확인해 주세요.",
    Trouble.NOT_SQLITE: "SQLite 데이터베이스가 아닙니다. 다른 파일을 적어 주세요.",
    Trouble.NOT_OURS: "공약 데이터베이스가 아닙니다. 다른 파일을 적어 주세요.",
    Trouble.NEWER: "더 새로운 버전이 만든 데이터베이스입니다. 프로그램을 먼저 올려 주세요.",
    Trouble.EMPTY: "데이터베이스에 공약이 없습니다. 먼저 표를 읽혀 주세요.",
    Trouble.BROKEN: "데이터베이스가 망가졌습니다. 백업을 되돌려 주세요.",
    Trouble.LOCKED: "다른 프로그램이 데이터베이스를 쓰고 있습니다. 잠시 뒤에 다시 해 주세요.",
    Trouble.IN_USE: "다른 봇이 이 데이터베이스로 일하고 있습니다. 먼저 그 봇을 멈춰 주세요.",
    Trouble.EXISTS: "그 자리에 이미 파일이 있습니다. 다른 자리를 적어 주세요.",
    Trouble.READ_ONLY: "데이터베이스에 쓸 권한이 없습니다. 파일과 폴더의 권한을 확인해 주세요.",
    Trouble.FULL: "디스크가 가득 차서 쓰지 못했습니다. 자리를 비우고 다시 해 주세요.",
}

FIELDS: dict[str, str] = {
    Field.STRATEGY: "추진전략",
    Field.TITLE: "공약명",
    Field.OWNERS: "담당부서",
    Field.HELPERS: "협조부서",
    Field.TEAM: "담당팀",
}

ALIAS_KINDS = {
    AliasKind.TITLE: "공약명",
    AliasKind.DEPARTMENT: "부서",
    AliasKind.WORD: "낱말",
}

MAX_NEW_ALIASES_LISTED = 30
NOTHING_CHANGED = "아무것도 바꾸지 않았습니다."
WRONG_DATE = "날짜는 2026-01-31처럼 적어 주세요"
WRONG_TERM = "임기는 '민선9기'처럼 한 줄로 적어 주세요"

USAGE = "공약 표를 읽어 데이터베이스에 넣고, 무엇이 바뀌었는지 알려 줍니다."
FILE_HELP = "공약 표 파일: 긁은 글, CSV, XLSX, HTML (기본값: data/pledge-table.txt)"
DB_HELP = "데이터베이스 파일 (기본값: data/pledges.db)"
ALIASES_HELP = "별칭 파일 (기본값: data/aliases.tsv)"
TERM_HELP = "임기 (기본값: 데이터베이스의 현재 임기)"
AS_OF_HELP = "표의 기준일, 2026-01-31처럼 (기본값: 표가 바뀌었으면 오늘)"
DRY_RUN_HELP = "바뀔 것을 보여 주기만 하고 바꾸지 않습니다"


def refused(error: RefusedError) -> tuple[str, ...]:
    """Each fault of each file in one line."""
    return tuple(
        f"{_place(file, fault.line)}: {_fault(fault)}"
        for file, faults in error.faults
        for fault in faults
    )


def store_trouble(error: StoreError) -> str:
    """Why the database cannot be used, in one line."""
    return f"{_one_line(str(error.path))}: {TROUBLES[error.trouble]}"


def not_read(columns: Sequence[str]) -> str:
    """Which columns of a table were left alone."""
    return f"읽지 않은 열: {', '.join(map(_shown, columns))}"


def loaded(outcome: Outcome, *, file: str, is_dry_run: bool) -> tuple[str, ...]:
    """What was read and what it changed, or would change: one change one line."""
    table = outcome.table
    counts = (
        f"공약 {len(table.rows)}건, 전략 {len(table.strategies)}개, "
        f"부서 {len(table.departments)}개를 읽었습니다 "
        f"({outcome.term}, {outcome.as_of} 기준, {_one_line(file)}, 별칭 {len(table.aliases)}개)."
    )
    if outcome.changes_nothing:
        return (counts, "바뀐 것이 없습니다.")
    frame = tuple(_frame(outcome))
    total = len(frame) + len(outcome.changes)
    lines = [_one_line(line) for line in (*frame, *_changes(outcome.changes))]
    if is_dry_run:
        return (counts, f"바뀔 것 {total}가지:", *lines, f"미리 보기라서 {NOTHING_CHANGED}")
    return (counts, f"바뀐 것 {total}가지:", *lines)


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    """Each change in a line; new aliases are only counted where they would drown the rest."""
    new_aliases = [change for change in changes if isinstance(change, AliasAdded)]
    drowning = len(new_aliases) > MAX_NEW_ALIASES_LISTED
    yield from (_change(c) for c in changes if not (drowning and isinstance(c, AliasAdded)))
    if drowning:
        yield f"별칭 추가: {len(new_aliases)}개"


def stray(row: AliasRow, *, file: str) -> str:
    """That an alias stands beside nothing in this table."""
    kind, target = ALIAS_KINDS[row.alias.kind], _shown(row.alias.target)
    alias = _shown(row.alias.alias)
    return f"{_place(file, row.line)}: 별칭을 뺐습니다({alias}). 표에 없는 {kind}입니다({target})."


def _place(file: str, line: int | None) -> str:
    return f"{_one_line(file)} {line}행" if line else _one_line(file)


def _fault(fault: Fault) -> str:
    return FAULTS[fault.kind].format(found=_shown(fault.found), about=_shown(fault.about))


def _frame(outcome: Outcome) -> Iterator[str]:
    """What changes beside the table."""
    if outcome.term != outcome.old_term:
        yield f"임기: {outcome.old_term or '없음'} → {outcome.term}"
    if outcome.as_of != outcome.old_as_of:
        yield f"기준일: {outcome.old_as_of or '없음'} → {outcome.as_of}"


def _change(change: Change) -> str:  # one for each kind of change
    match change:
        case PledgeAdded(row=row):
            return f"추가: {row.pledge.number} {row.pledge.title} ({row.pledge.department})"
        case PledgeRemoved(row=row):
            return f"삭제: {row.pledge.number} {row.pledge.title} ({row.pledge.department})"
        case PledgeChanged(number=number, field=Field.POSITION, old=old, new=new):
            return f"변경: {number} 순서: {old}번째 → {new}번째"
        case PledgeChanged(number=number, field=field, old=old, new=new):
            return f"변경: {number} {FIELDS.get(field, field)}: {old or '없음'} → {new or '없음'}"
        case AliasAdded(alias=alias):
            return f"별칭 추가: {_alias(alias)}"
        case AliasRemoved(alias=alias):
            return f"별칭 삭제: {_alias(alias)}"
        case AliasChanged(old=before, new=after):
            return f"별칭 변경: {_alias(after)}, 까닭: {before.reason} → {after.reason}"


def _alias(alias: Alias) -> str:
    return f"{alias.alias} → {alias.target} ({ALIAS_KINDS[alias.kind]})"


def _shown(text: str) -> str:
    """A cell in one short line, whatever stands in it."""
    line = _one_line(text) or "빈 칸"
    return line if len(line) <= MAX_SHOWN_CHARS else line[: MAX_SHOWN_CHARS - 1] + "…"


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
