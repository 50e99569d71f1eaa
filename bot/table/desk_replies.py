"""What coordinators are shown of the table: loads, what each version did, the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from bot.lookup.catalogue import Catalogue
from bot.lookup.guiding_replies import NO_TABLE
from bot.people.messages import Button, Message, button, clipped, page_mark, page_of, page_turns
from bot.people.replies.groups import listed
from bot.table.edition import Revision
from bot.table.fault import RefusedError
from bot.table.history import Version, VersionKind
from bot.table.reorganisation import Step, likeliest
from bot.table.reorganising_replies import step_text
from bot.table.replies import (
    change_lines,
    columns_renamed,
    counts,
    linked_counts,
    of_past_term,
    pledge_count,
    reassigned,
    refused,
    shortened,
)
from bot.table.terms import is_before
from bot.table.verbs import TableVerb

MAX_SHOWN = 6
MAX_HEIRS = 3  # departments that a version renamed
PAGE_CHANGES = 10
PAGE_VERSIONS = 6
MAX_NAME = 20
MAX_LINES = 12

EXPORT_FILE = "{}-공약표.xlsx"
NAMELESS = "공약표"  # a file that came without a name
GONE = "지난 요청이에요. 다시 보내 주세요. 지금 표는: /table"
CHANGED_MEANWHILE = Message(
    text="그 사이에 표가 바뀌었어요. 지금 표와 다시 비교해야 하니 한 번 더 보내 주세요."
)
DROPPED = Message(text="그만뒀어요. 표는 그대로예요.")
NOTHING_TO_UNDO = (
    "이미 되돌렸거나 그 뒤에 다른 변경이 있었어요. 마지막 변경부터 되돌릴 수 있어요: /table"
)
TOO_LARGE = Message(text="파일이 너무 커요. 20MB까지 읽을 수 있어요.")
NOT_DOWNLOADED = Message(text="파일을 받지 못했어요. 다시 보내 주세요.")
READING = Message(text="파일을 읽고 있어요…")
CANNOT_WRITE = Message(text="표를 바꾸지 못했어요. 저장소를 쓸 수 없어요. 잠시 뒤 다시 해 주세요.")
ASK_TERM = Message(text="어느 임기의 표인가요? '민선9기'처럼 보내 주세요.")
KINDS = {
    VersionKind.LOAD: "표 적용",
    VersionKind.REORGANISATION: "조직 개편",
    VersionKind.UNDO: "되돌리기",
}


LABELS = APPLY, DETAILS, OTHER_TERM = "적용", "자세히", "다른 임기"


def load_message(
    revision: Revision, proposal_id: int, *, file: str, remarks: Sequence[str]
) -> Message:
    """A file that was read: what it would change, and what is strange about it."""
    read = pledge_count(len(revision.table.pledges))
    lines = [f"📄 {clipped(file, 40)}", f"{revision.term} {read}"]
    if revision.is_new_term:
        lines.append(f"{revision.new_term} 표가 지금 표가 돼요.")
    elif revision.term != revision.new_term:
        lines.append(of_past_term(revision))
    lines += columns_renamed(revision)
    lines += [counts(revision.changes), *shortened(remarks, MAX_LINES, "… 그 밖에 {}건")]
    if revision.changes_nothing:
        return Message(text="\n".join([*lines, "", "지금 표와 같아서 바꿀 것이 없어요."]))
    rows = (
        (button(f"{APPLY} ({read})", TableVerb.APPLY, proposal_id),),
        (
            button(DETAILS, TableVerb.DETAILS, proposal_id, 1),
            button("취소", TableVerb.DROP, proposal_id),
        ),
        (button(OTHER_TERM, TableVerb.ASK_TERM, proposal_id),),
    )
    return Message.of([*lines, "", "적용할까요?"], *rows)


def refused_message(file: str, error: RefusedError) -> Message:
    """A file that is not read, and why."""
    lines = refused(error, most=MAX_LINES)
    return Message.of([f"📄 {clipped(file, 40)}", "읽지 못했어요.", *lines])


def term_message(proposal_id: int, *, file: str, likely: str, current: str, why: str) -> Message:
    """Ask of which term a file is the table, and `why`; of the first one nothing tells it."""
    name, correct = likely, current
    question = "어느 임기의 표인가요?\n파일에 임기가 적혀 있지 않아요."
    if why:
        name = f"{'지난' if is_before(likely, current) else '새'} 임기({likely})"
        correct = f"{current} 표를 고침"
        question = f"{why}\n\n{name}인가요?\n{current} 표는 그대로 남아요."
    return Message.of(
        f"📄 {clipped(file, 40)}\n{question}",
        [button(name, TableVerb.TERM, proposal_id, 1)],
        [button(correct, TableVerb.TERM, proposal_id, 0)],
        [
            button(OTHER_TERM, TableVerb.ASK_TERM, proposal_id),
            button("취소", TableVerb.DROP, proposal_id),
        ],
    )


def surely_message(revision: Revision, proposal_id: int) -> Message:
    """A change that deletes much is asked about once more, in other words."""
    gone, had = revision.removed, len(revision.old_table.pledges)
    return Message.of(
        f"⚠️ 지금 있는 {had}건 가운데 {gone}건이 지워져요. 파일이 온전한지 확인해 주세요.",
        [button("취소", TableVerb.DROP, proposal_id)],
        [button(f"{gone}건을 지우고 바꾸기", TableVerb.APPLY_SURELY, proposal_id)],
    )


def details_message(revision: Revision, proposal_id: int, page: int) -> Message:
    """The changes one by one."""
    shown = change_lines(revision, chars=MAX_NAME)
    page, pages, part = page_of(len(shown), PAGE_CHANGES, page)
    lines = [counts(revision.changes) + page_mark(page, pages), ""]
    lines += shown[part]
    rows = (
        *page_turns(TableVerb.DETAILS, proposal_id, page=page, pages=pages),
        (
            button(APPLY, TableVerb.APPLY, proposal_id),
            button("취소", TableVerb.DROP, proposal_id),
        ),
    )
    return Message.of(lines, *rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A department that vanished with `version`: place, heirs with counts, what is `linked`."""

    version: int
    place: int
    name: str
    successors: tuple[tuple[str, int], ...]
    linked: tuple[int, int, int]

    @property
    def is_sure(self) -> bool:
        """Whether one successor is likelier than all others."""
        return len(likeliest(self.successors)) == 1


def applied_message(  # noqa: PLR0913 -- what a version leads to
    revision: Revision,
    version: Version,
    *,
    touched: Sequence[Touched],
    moved: Mapping[str, Sequence[str]],
    reminders: Sequence[tuple[int, str]],
    running: Sequence[tuple[str, date]] = (),
) -> Message:
    """What was done, with the way back if it was no undo, and what is to be decided.

    `moved` are departments whose successors were chosen, `reminders` those of pledges that are
    gone: ids and texts. Campaigns that are `running` go on with the pledges of the term before.
    """
    lines, is_undo = [_done_text(revision, version)], version.kind is VersionKind.UNDO
    if is_undo:
        touched = [one for one in touched if any(one.linked)]
    lines += ["", "이어받은 부서", *_heirs(moved)] if moved else []
    lines += ["", "없어진 부서"] if touched else []
    idle = [one.name for one in touched if not (one.successors or any(one.linked))]
    shown = [one for one in touched if one.name not in idle]
    lines += shortened([*map(_to_move, shown)], MAX_LINES, "… 그 밖에 {}곳")
    if idle:  # nothing has to be done about them
        lines.append(f"방도 알림도 없던 {len(idle)}곳: {listed(idle)}")
    sure = sum(one.is_sure for one in touched)
    rows: list[tuple[Button, ...]] = []
    if sure > 1:
        rows.append((button(f"모두 옮기기 ({sure}곳)", TableVerb.FOLLOW_ALL, version.id),))
    rows += _moving(touched)
    if reminders:
        whose = "없어진 공약의 알림"
        if revision.is_new_term and not is_undo:
            whose = "지난 임기 공약의 알림 · 끝낼 때까지 그 담당 부서에 가요."
        lines += ["", whose, *(f"· {clipped(text, 30)}" for _, text in reminders)]
        rows.append(
            (button(f"모두 끝내기 ({len(reminders)}건)", TableVerb.END_REMINDERS, version.id),)
        )
    if running and revision.old_term is not None and not is_undo:
        lines += ["", f"진행 중인 마감은 {revision.old_term} 공약으로 끝까지 이어져요."]
        going_on = [f"· {clipped(text, 30)} ({day.month}월 {day.day}일)" for text, day in running]
        lines += shortened(going_on, MAX_SHOWN, "… 그 밖에 {}건")
    if revision.old_term is not None and not is_undo:
        rows.append((button("되돌리기", TableVerb.UNDO, version.id),))
    return Message.of(lines, *rows)


def _to_move(one: Touched) -> str:
    """A department that vanished, those that have its pledges, and what is left under its name."""
    to = ", ".join(f"{n} {count}건" if count else n for n, count in one.successors[:2])
    return f"{one.name} → {to or '?'}\n  {linked_counts(one.linked)}"


def _moving(touched: Sequence[Touched]) -> list[tuple[Button]]:
    """What moves all that is left under a name, to each of its successors that are tied."""
    rows = []
    for one in touched:
        for heir, name in enumerate(likeliest(one.successors)):
            label = f"{clipped(one.name, 14)} → {clipped(name, 14)}"
            rows.append((button(label, TableVerb.FOLLOW, one.version, one.place, heir),))
    return rows[:MAX_SHOWN]


def _done_text(revision: Revision, version: Version) -> str:
    match version.kind:
        case VersionKind.UNDO:
            return undone_text(revision)
        case VersionKind.REORGANISATION:
            return f"✅ 조직 개편을 적용했어요.\n부서가 바뀐 {pledge_count(reassigned(revision))}"
    count = len(revision.table.pledges)
    return f"✅ 적용했어요. {revision.term} 공약 {count}건\n{counts(revision.changes)}"


def undone_text(revision: Revision) -> str:
    """The table is what it was before, or that of the term before."""
    now = f"{revision.new_term} {pledge_count(len(revision.current.pledges))}"
    if revision.is_new_term:
        return f"↩️ 되돌렸어요. 이제 {revision.new_term} 공약표로 답해요.\n{now}"
    return f"↩️ 되돌렸어요. {now}\n{counts(revision.changes)}"


def table_message(
    catalogue: Catalogue,
    planned: Sequence[tuple[int, date, tuple[Step, ...]]],
    left: Sequence[Touched],
) -> Message:
    """The table of today, and the departments that are gone and something is `left` of."""
    if not catalogue.pledges:
        return Message(text=NO_TABLE)
    undecided = sum(not pledge.owners for pledge in catalogue.pledges)
    lines = [
        f"📋 {catalogue.term} 공약 {len(catalogue.pledges)}건",
        f"담당 부서 {len(catalogue.owned_by)}곳 · {catalogue.as_of:%Y-%m-%d} 기준",
        *([f"담당 미정 {undecided}건"] if undecided else []),
        f"파일 {clipped(catalogue.source, 30)}",
    ]
    lines += [f"지난 임기: {one.term} {len(one.pledges)}건" for one in catalogue.earlier]
    rows: list[tuple[Button, ...]] = [
        (
            button("적용 기록", TableVerb.VERSIONS, 1),
            button("엑셀로 받기", TableVerb.EXPORT),
        )
    ]
    for planned_id, day, steps in planned:
        lines.append(f"예정: {day:%Y-%m-%d} {clipped(step_text(steps[0]), 30)}")
        label = f"{day:%m-%d} {clipped(step_text(steps[0]), 14)} 취소"
        rows.append((button(label, TableVerb.CANCEL_PLANNED, planned_id),))
    if left:
        lines += ["", "⚠️ 없어진 부서에 남은 방과 알림"]
        lines += map(_to_move, left[:MAX_SHOWN])
        rows += _moving(left)
    lines += ["", "새 표는 파일을 이 대화에 보내면 돼요."]
    return Message.of(lines, *rows)


def export_title(catalogue: Catalogue) -> str:
    """What stands above an exported table; a load reads its term and day there."""
    return f"{catalogue.term} 공약 ({catalogue.as_of:%Y-%m-%d} 기준)"


def _heirs(moved: Mapping[str, Sequence[str]]) -> list[str]:
    return [f"{old} → {', '.join(new)}" for old, new in moved.items()]


def versions_message(
    found: Mapping[Version, Mapping[str, Sequence[str]]],
    page: int,
    timezone: tzinfo,
    undoable: Version | None,
) -> Message:
    """What was done with the table, newest first, and the way back from the `undoable` one.

    `found` has one more than a page where there are more, each with the departments that it moved.
    """
    shown = [*found][:PAGE_VERSIONS]
    lines = ["🗂 적용 기록", ""]
    for one in shown:
        mark = " (되돌림)" if one.is_undone else ""
        at = one.at.astimezone(timezone)
        figures = (("추가", one.added), ("변경", one.changed), ("삭제", one.removed))
        changed = "".join(f" · {name} {n}" for name, n in figures if n)
        lines += [
            f"{at:%Y-%m-%d %H:%M} {KINDS[one.kind]}{mark}",
            f"  {one.term} {one.pledges}건{changed}",
            *(f"  {heirs}" for heirs in shortened(_heirs(found[one]), MAX_HEIRS, "… 그 밖에 {}곳")),
        ]
    pages = page + (len(found) > PAGE_VERSIONS)
    rows = [*page_turns(TableVerb.VERSIONS, page=page, pages=pages)]
    if page == 1 and undoable is not None:
        rows.append((button("마지막 변경 되돌리기", TableVerb.UNDO, undoable.id),))
    return Message.of(lines, *rows)
