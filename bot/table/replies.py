"""What the loader says: what a table changes, and what is wrong with a file."""

from collections.abc import Iterator, Mapping, Sequence

from bot.korean.particles import josa
from bot.lookup.catalogue import AliasKind
from bot.lookup.columns import short_strategy
from bot.people.messages import clipped
from bot.store.errors import StoreError, Trouble
from bot.table.changes import (
    AliasChanged,
    Change,
    Field,
    PledgeAdded,
    PledgeChanged,
    PledgeRemoved,
)
from bot.table.departments import key
from bot.table.edition import Revision
from bot.table.fault import Fault, FaultKind, RefusedError
from bot.table.notes import Note, NoteKind
from bot.table.terms import is_before

MAX_SHOWN_CHARS = 60  # of a cell that may be a whole broken file

MAX_FAULTS = 20  # shown; the rest is counted
MAX_LINES = 40  # of what is said of a load
MAX_SUSPICIONS = 10
MAX_CHANGE_CHARS = 2_000  # of a title, or of what a field says

# {found} and {about} are what bot.table.fault says they are; {topic} is {found} with its particle.
FAULTS = {
    FaultKind.MISSING: "파일이 없어요. 이름과 폴더를 확인해 주세요.",
    FaultKind.FORBIDDEN: "파일을 읽을 권한이 없어요.",
    FaultKind.UNREADABLE: "파일을 읽지 못했어요({found}).",
    FaultKind.NOT_REGULAR: "폴더이거나 보통 파일이 아니에요. 파일 이름까지 적어 주세요.",
    FaultKind.TOO_LARGE: (
        "너무 커요. 20MB까지, 풀어서 200MB까지 읽어요. 공약표만 따로 저장해 주세요."
    ),
    FaultKind.TOO_MANY_ROWS: (
        "행이나 칸이 너무 많아요. 20,000행까지 읽어요. 공약표만 따로 저장해 주세요."
    ),
    FaultKind.EMPTY: "빈 파일이에요. 내용이 있는 파일이어야 해요.",
    FaultKind.BINARY: (
        "표가 든 파일이 아니에요. 엑셀(.xlsx, .xls), .ods, .csv, .html이나 UTF-8·CP949 글이어야 "
        "해요."
    ),
    FaultKind.UNDECODABLE: "읽을 수 없는 글자가 있어요. 엑셀(.xlsx)이나 UTF-8로 저장해 주세요.",
    FaultKind.HANGUL_DOCUMENT: (
        "한글(HWP) 문서예요. 문서의 표를 복사해 엑셀에 붙여 넣고, 표를 엑셀로 저장해 주세요."
    ),
    FaultKind.OTHER_DOCUMENT: (
        "{found} 파일이에요. 표를 엑셀로 저장해 주세요(.xlsx, .xls, .ods, .csv, .html)."
    ),
    FaultKind.ARCHIVE: "압축 파일이에요. 풀어서 안에 든 표를 보내 주세요.",
    FaultKind.LOCKED_WORKBOOK: "암호가 걸린 엑셀 파일이에요. 암호 없이 다시 저장해 주세요.",
    FaultKind.BROKEN_WORKBOOK: "엑셀 파일이 아니거나 망가졌어요. .xlsx로 다시 저장해 주세요.",
    FaultKind.OPEN_QUOTATION: "따옴표가 닫히지 않은 칸이 있어요. 엑셀(.xlsx)로 저장해 주세요.",
    FaultKind.NO_TABLE: (
        "공약표를 찾지 못했어요. 공약마다 공약명과 담당부서가 적혀 있어야 해요. 웹이나 PDF의 "
        "표라면 엑셀에 붙여 넣어 저장해 주세요."
    ),
    FaultKind.MISSING_COLUMNS: (
        "{topic} 찾았지만 {about} 열이 없어요. 이름이 다르면 그렇게 고쳐 다시 보내 주세요."
    ),
    FaultKind.NO_ROWS: "공약명과 담당부서가 함께 적힌 행이 없어요. 행마다 둘 다 적어 주세요.",
    FaultKind.WRONG_NUMBER: (
        "번호가 와야 할 자리예요(있는 것: {found}). '복지-05'나 '1-1' 같은 모양이어야 해요."
    ),
    FaultKind.NO_NUMBER: (
        "번호가 비어 있어요({about}). 번호를 적거나, 위 행에서 이어지는 글이면 위 칸에 붙여 주세요."
    ),
    FaultKind.REPEATED_NUMBER: (
        "{about}행에 이미 다른 공약명으로 있는 번호예요({found}). 공약마다 번호가 달라야 해요."
    ),
    FaultKind.EMPTY_TITLE: (
        "공약명이 비어 있어요({about}). 공약명을 적거나, 위 공약의 것이면 위 칸에 붙여 주세요."
    ),
    FaultKind.EXTRA_VALUE: "열보다 칸이 많아요({about}). 글에 든 쉼표나 |가 칸을 나눴나요?",
    FaultKind.LONG_CELL: "칸에 든 글이 {found}자예요. 2,000자까지 읽으니 줄여 주세요.",
    FaultKind.WRONG_COLUMNS: (
        "열과 칸 수가 맞지 않아요(있는 열: {found}). 칸은 한 줄에 하나씩, 열 순서대로 있어야 해요."
    ),
    FaultKind.WRONG_CELLS: (
        "칸이 모자라거나 남아요(있는 것: {found}). 공약마다 열마다 한 칸씩, 한 줄에 하나씩, "
        "'|'로 끝나야 해요."
    ),
    FaultKind.WRONG_ALIAS: (
        "별칭이 아니에요(있는 것: {found}). kind(title, department, word), alias, target, reason이 "
        "탭을 사이에 두고 있어야 해요."
    ),
    FaultKind.REPEATED_ALIAS: "{about}행에 이미 있는 별칭이에요({found}). 한 번만 있어야 해요.",
}

TROUBLES = {
    Trouble.MISSING: "데이터베이스가 없어요. 먼저 표를 읽혀 주세요.",
    Trouble.DIRECTORY: "폴더예요. 데이터베이스 파일 이름까지 적어 주세요.",
    Trouble.FORBIDDEN: "데이터베이스를 열거나 만들 수 없어요. 폴더와 권한을 확인해 주세요.",
    Trouble.NOT_SQLITE: "SQLite 데이터베이스가 아니에요. 다른 파일을 적어 주세요.",
    Trouble.NOT_OURS: "공약 데이터베이스가 아니에요. 다른 파일을 적어 주세요.",
    Trouble.NEWER: "더 새로운 버전이 만든 데이터베이스예요. 프로그램을 먼저 올려 주세요.",
    Trouble.EMPTY: "데이터베이스에 공약이 없어요. 먼저 표를 읽혀 주세요.",
    Trouble.BROKEN: "데이터베이스가 망가졌어요. 백업을 되돌려 주세요.",
    Trouble.LOCKED: "다른 프로그램이 데이터베이스를 쓰고 있어요. 잠시 뒤에 다시 해 주세요.",
    Trouble.IN_USE: "다른 봇이 이 데이터베이스로 일하고 있어요. 먼저 그 봇을 멈춰 주세요.",
    Trouble.EXISTS: "그 자리에 이미 파일이 있어요. 다른 자리를 적어 주세요.",
    Trouble.READ_ONLY: "데이터베이스에 쓸 권한이 없어요. 파일과 폴더의 권한을 확인해 주세요.",
    Trouble.FULL: "디스크가 가득 차서 쓰지 못했어요. 자리를 비우고 다시 해 주세요.",
}

NAMED_TERM = "파일에 {found} 표라고 적혀 있어요."

# {count}, {found} and {about} are what bot.table.notes says they are.
NOTES = {
    NoteKind.SEVERAL_TABLES: "표 {count}개를 한 표로 읽었어요.",
    NoteKind.HIDDEN_SHEETS: "숨긴 시트 {count}개({about})는 읽지 않았어요.",
    NoteKind.OLDER_TABLES: "더 이른 기준일이나 임기의 표 {count}개({about})는 읽지 않았어요.",
    NoteKind.EARLIER_ROWS: "더 이른 때의 행 {count}개({about})는 읽지 않았어요.",
    NoteKind.HIDDEN_ROWS: "숨긴 행 {count}개는 읽지 않았어요.",
    NoteKind.OTHER_TABLES: "공약표가 아닌 시트나 표 {count}개({about})는 읽지 않았어요.",
    NoteKind.OWNERS_ELSEWHERE: (
        "담당부서 칸이 없거나 비어서 제목이나 소제목, ○ 표시한 열의 부서를 담당부서로 읽었어요."
    ),
    NoteKind.TITLES_ELSEWHERE: (
        "표가 아닌 글에서 담당부서 앞뒤의 글을 공약명으로 읽었어요(예: {about})."
    ),
    NoteKind.NUMBERS_COUNTED: "번호가 없어서 순서대로 1부터 {count}까지 붙였어요.",
    NoteKind.NUMBERS_OF_SECTIONS: (
        "번호가 분야마다 새로 시작해서 앞에 분야 번호를 붙였어요(예: {about})."
    ),
    NoteKind.NUMBERS_OF_TITLES: "공약명 앞에 적힌 번호를 번호로 읽었어요(예: {about}).",
    NoteKind.NUMBERS_READ_BACK: (
        "엑셀이 날짜나 소수로 바꾼 번호 {count}개를 되돌려 읽었어요(예: {about})."
    ),
    NoteKind.SAME_ROWS: "같은 공약이 두 번 이상 있어서 한 번만 읽었어요: {about}.",
    NoteKind.SHARED: "부서만 다른 행은 한 공약으로 모았어요: {about}.",
    NoteKind.UNDECIDED: "담당부서가 빈 공약 {count}건은 미정으로 두었어요.",
    NoteKind.SPELLINGS: "띄어쓰기나 부호만 다른 부서 이름은 하나로 읽었어요: {about}.",
    NoteKind.CUT_CELLS: "{about} 열의 긴 칸 {count}개는 2,000자까지만 읽었어요.",
    NoteKind.OTHER_COLUMNS: "그대로 함께 둔 열 {count}개: {about}.",
    NoteKind.SEVERAL_TERMS: "한 파일에 여러 임기의 표가 있어요: {about}",
    NoteKind.ANOTHER_TERM: f"{NAMED_TERM} {{about}} 표로 적용할까요?",
    NoteKind.LACKING_PAGES: "전체 {count}쪽 가운데 {found}쪽만 있는 파일이에요.",
    NoteKind.RENUMBERED: (
        "같은 공약 {count}건이 다른 번호에 있어요: {about} (알림과 제출 기록은 번호를 따라가요)"
    ),
    NoteKind.LIKE_NAMES: "부서 이름이 한 글자쯤 달라요: {found} / {about}",
    NoteKind.DAY_AHEAD: "기준일이 오늘보다 뒤예요: {found}",
    NoteKind.EARLIER_DAY: "기준일이 지금 표보다 앞서요: {found} (지금 표는 {about})",
    NoteKind.FORMER_NAMES: "조직 개편 전의 부서 이름이에요: {found} → {about}",
    NoteKind.LIKE_FORMER_NAMES: "지금 표의 부서와 한 글자쯤 달라요: {found} / {about}",
    NoteKind.LOST_COLUMNS: "이 파일에는 없는 열이에요. 적용하면 지워져요: {about}",
    NoteKind.NOT_ALL_NAMED: "'등'이나 '외'라고만 적어서 다 알 수 없는 부서가 있어요: {about}",
    NoteKind.SAME_TITLE: "공약명이 같아요: {found} ({about})",
    NoteKind.OUT_OF_ORDER: "번호 순서가 달라요: {about} 다음에 {found}",
    NoteKind.DIFFERENT_ROWS: "두 번 있는 공약의 내용이 달라요: {found} ({about})",
}

_OF_DEPARTMENTS = {Field.OWNERS, Field.HELPERS}
FIELDS: dict[str, str] = {
    Field.OWNERS: "담당",
    Field.HELPERS: "협조",
    Field.TITLE: "이름",
    Field.TEAM: "팀",
    Field.POSITION: "순서",
    Field.NUMBER: "번호",
}

ALIAS_KINDS = {
    AliasKind.TITLE: "공약명",
    AliasKind.DEPARTMENT: "부서",
    AliasKind.WORD: "낱말",
}

NOTHING_CHANGED = "아무것도 바꾸지 않았어요."

APPLY = "적용할까요? [예/아니요]"
UNDO = "마지막 변경을 되돌릴까요? [예/아니요]"
YES = frozenset({"예", "네", "y", "yes", "ㅇ", "ㅇㅇ"})
NO_FILE = "표 파일을 적어 주세요. 예: pledge-bot load 공약표.xlsx"
NOBODY_TO_ASK = "물어볼 사람이 없어요. 묻지 않고 하려면 --yes를 붙여 주세요."
TERM_ASSUMED = "파일에 임기가 없어서 {}의 표로 읽었어요. 다르면 --term을 붙여 주세요."
CHANGED_MEANWHILE = "그 사이에 표가 바뀌었어요. 다시 실행해 주세요."
NOTHING_TO_UNDO = "되돌릴 것이 없어요."


def refused(error: RefusedError, *, most: int = MAX_FAULTS) -> tuple[str, ...]:
    """The first faults of the files, one in a line, and how many more there are."""
    lines = [
        ": ".join(filter(None, (_place(file, one), fault(one))))
        for file, faults in error.faults
        for one in faults
    ]
    return tuple(shortened(lines, most, "이 밖에 {}곳이 더 있어요."))


def shortened(lines: Sequence[str], most: int, more: str) -> list[str]:
    """The first lines, and how many there are besides: `more` has a place for that."""
    rest = len(lines) - most
    return [*lines[:most], *([more.format(f"{rest:,}")] if rest > 0 else [])]


def store_trouble(error: StoreError) -> str:
    """Why the database cannot be used, in one line."""
    return f"{_one_line(str(error.path))}: {TROUBLES[error.trouble]}"


def loaded(
    revision: Revision,
    *,
    file: str,
    notes: Sequence[Note] = (),
    is_dry_run: bool,
    is_term_assumed: bool = False,
) -> tuple[str, ...]:
    """What was read and what that changes, in at most MAX_LINES; what may be wrong comes first."""
    table = revision.table
    word, strategies = short_strategy(table.strategy_heading), len(table.strategies)
    lines = [
        f"공약 {len(table.pledges)}건, {f'{word} {strategies}개, ' if strategies else ''}"
        f"부서 {len(table.departments)}개를 읽었어요 "
        f"({revision.term}, {revision.as_of} 기준, {_one_line(file)}, "
        f"별칭 {len(table.aliases)}개).",
        *([TERM_ASSUMED.format(revision.term)] if is_term_assumed else []),
        *(note(one) for one in notes if not one.is_suspicion),
        *shortened(
            [f"확인해 주세요. {note(one)}" for one in notes if one.is_suspicion],
            MAX_SUSPICIONS,
            "이 밖에 확인할 것이 {}가지 더 있어요.",
        ),
    ]
    if revision.changes_nothing:
        return (*lines, "바뀐 것이 없어요.")
    lines += [counts(revision.changes), *_frame(revision)]
    end = [f"미리 보기라서 {NOTHING_CHANGED}"] if is_dry_run else []
    changes = [] if revision.is_first else change_lines(revision)
    room = max(1, MAX_LINES - len(lines) - len(end))
    if len(changes) > room:
        changes[room - 1 :] = [f"이 밖에 {len(changes) - room + 1:,}가지가 더 바뀌어요."]
    return tuple(map(_one_line, (*lines, *changes, *end)))


def applied(revision: Revision) -> str:
    """That it was done, and the way back if there was a table before."""
    back = " 되돌리려면 --undo로 다시 실행해 주세요." if revision.old_term else ""
    return f"적용했어요.{back}"


def why_of_another_term(named: str | None, current: str) -> str:
    """Why a file may be of another term than the current one: it is `named`, or much differs."""
    return NAMED_TERM.format(found=named) if named else f"{current} 표와 많이 달라요."


def of_another_term(likely: str, current: str, *, is_named: bool, is_sample: bool) -> str:
    """Why a load is refused that may be of another term, or office where ours is the sample."""
    other = "다른 기관의 표라면 .env에 BOT_OFFICE=기관이름을 먼저 적어 주세요. " * is_sample
    why = why_of_another_term(likely if is_named else None, current)
    past = " --past" * is_before(likely, current)
    return other + (
        f"{why} {likely} 표라면 --term {likely}{past}, 고친 표라면 "
        f"--term {josa(current, '을/를')} 붙여 다시 실행해 주세요."
    )


def deletes_much(revision: Revision) -> str:
    """Why a load is refused that deletes more than a fifth."""
    return (
        f"지금 있는 {len(revision.old_table.pledges)}건 가운데 {revision.removed}건이 지워져요. "
        "맞다면 --force를 붙여 다시 실행해 주세요."
    )


def note(one: Note) -> str:
    """What was left out, made up, taken together or may be wrong, in one line."""
    found, about = _shown(one.found), _listed(one.about)
    return NOTES[one.kind].format(count=f"{one.count:,}", found=found, about=about)


def counts(changes: Sequence[Change]) -> str:
    """How many pledges come, go and change; what else changes only where something does."""
    added = sum(isinstance(change, PledgeAdded) for change in changes)
    removed = sum(isinstance(change, PledgeRemoved) for change in changes)
    changed = {(c.field, c.number) for c in changes if isinstance(c, PledgeChanged)}
    titles = sum(field is Field.TITLE for field, _ in changed)
    moved = {(c.field, c.number) for c in changes if isinstance(c, PledgeChanged) and _moves(c)}
    owners = len({number for _, number in moved})
    others = sum(each not in moved and each[0] != Field.TITLE for each in changed)
    aliases = len(changes) - added - removed - len(changed)
    main = f"추가 {added} · 이름 변경 {titles} · 부서 변경 {owners} · 삭제 {removed}"
    more = (("그 밖의 변경", others), ("별칭 변경", aliases))
    return main + "".join(f" · {name} {n}" for name, n in more if n)


def _moves(change: PledgeChanged) -> bool:
    """Whether a pledge goes to another department, and not to one that is written otherwise."""
    return change.field in _OF_DEPARTMENTS and key(change.old) != key(change.new)


def change_lines(revision: Revision, *, chars: int = MAX_CHANGE_CHARS) -> list[str]:
    """Each change in a line, texts up to so many characters.

    Pledges that come, go, move or get another title are first, then what else changes.
    """
    names = FIELDS | {Field.STRATEGY: short_strategy(revision.table.strategy_heading)}
    return [_change(change, names, chars) for change in sorted(revision.changes, key=_is_minor)]


def _is_minor(change: Change) -> bool:
    if isinstance(change, PledgeChanged):
        return change.field not in {*_OF_DEPARTMENTS, Field.TITLE}
    return isinstance(change, AliasChanged)


def _place(file: str, fault: Fault) -> str:
    sheet = fault.sheet and f"[{_shown(fault.sheet)}]"
    line = f"{fault.line}행" if fault.line else ""
    heading = fault.heading and f"'{_shown(fault.heading)}' 열"
    return " ".join(filter(None, (_one_line(file), sheet, line, heading)))


def fault(one: Fault) -> str:
    """What is wrong, in one line."""
    found, about = _shown(one.found), _shown(one.about)
    return FAULTS[one.kind].format(found=found, about=about, topic=josa(found, "은/는"))


def _frame(revision: Revision) -> Iterator[str]:
    """What changes beside the table."""
    if revision.is_new_term:
        yield f"임기: {revision.old_term or '없음'} → {revision.new_term}"
    elif revision.term != revision.new_term:
        yield of_past_term(revision)
    if revision.as_of != revision.old_as_of:
        yield f"기준일: {revision.old_as_of or '없음'} → {revision.as_of}"
    yield from columns_renamed(revision)


def of_past_term(revision: Revision) -> str:
    """That the current term stays that."""
    return f"지난 임기의 표예요. 지금 표는 {revision.new_term} 그대로예요."


def columns_renamed(revision: Revision) -> list[str]:
    """What columns are called now."""
    return [f"열 이름: {old or '없음'} → {new or '없음'}" for old, new in revision.renamed]


def _change(change: Change, names: Mapping[str, str], chars: int) -> str:
    match change:
        case PledgeAdded(pledge=pledge) | PledgeRemoved(pledge=pledge):
            sign = "+" if isinstance(change, PledgeAdded) else "−"
            return f"{sign} {pledge.number} {clipped(pledge.title, chars)} ({pledge.department})"
        case PledgeChanged(number=number, field=field):
            was, now = (clipped(text or "없음", chars) for text in (change.old, change.new))
            return f"{number} {names.get(field, field)}: {was} → {now}"
        case AliasChanged(old=before, new=after, alias=alias):
            what = "삭제" if after is None else "변경" if before else "추가"
            reasons = f", 까닭: {before.reason} → {after.reason}" if before and after else ""
            kind = ALIAS_KINDS[alias.kind]
            return f"별칭 {what}: {alias.alias} → {alias.target} ({kind}){reasons}"


def _shown(text: str) -> str:
    """A cell in one short line, whatever stands in it."""
    return clipped(_one_line(text) or "빈 칸", MAX_SHOWN_CHARS)


def _listed(text: str) -> str:
    """The first of a list in one short line, none of them cut."""
    line = _shown(text)
    first, comma, _ = line.rpartition(", ")
    return f"{first} 등" if comma and line.endswith("…") else line


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def pledge_count(count: int) -> str:
    """How many pledges, with their word."""
    return f"공약 {count}건"


def linked_counts(linked: tuple[int, int, int]) -> str:
    """How many groups, reminders and messages that wait for an answer a department has."""
    groups, reminders, waiting = linked
    return f"방 {groups}개 · 알림 {reminders}개" + (f" · 답 대기 {waiting}건" if waiting else "")


def reassigned(revision: Revision) -> int:
    """How many pledges have other values or owners."""
    return len({change.number for change in revision.changes if isinstance(change, PledgeChanged)})
