"""What coordinators are shown of the table's life: loads, reorganisations, history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from bot.korean.particles import josa
from bot.lookup.card_replies import headed, owners_of
from bot.lookup.replies import NO_TABLE
from bot.people.messages import Button, Message, button, clipped, page_mark, page_of, page_turns
from bot.people.replies.groups import listed
from bot.table.changes import PledgeChanged
from bot.table.departments import is_department
from bot.table.history import Version, VersionKind
from bot.table.reorganisation import Step, StepKind, shared_out
from bot.table.replies import change_lines, columns_renamed, counts, refused, shortened
from bot.table.suspicions import slips_of
from bot.table.terms import is_before
from bot.table.verbs import MissVerb, TableVerb

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.lookup.pledge import Pledge, PledgeNumber
    from bot.lookup.store import Miss
    from bot.table.edition import Revision
    from bot.table.fault import RefusedError
    from bot.table.store.proposals import Proposal

MAX_SHOWN = 6
PAGE_MISSES = 6
PAGE_CHANGES = 10
PAGE_VERSIONS = 6
MAX_NAME = 20
MAX_LINES = 12
MAX_PLEDGES = 30  # of a department that is split, a button each

EXPORT_FILE = "{}-공약표.xlsx"
NAMELESS = "공약표"  # a file that came without a name
GONE = "지난 요청이에요. 다시 보내 주세요."
CHANGED_MEANWHILE = Message(
    text="그 사이에 표가 바뀌었어요. 지금 표와 다시 비교해야 하니 한 번 더 보내 주세요."
)
DROPPED = Message(text="그만두었어요. 표는 그대로예요.")
NOTHING_TO_UNDO = (
    "이미 되돌렸거나 그 뒤에 다른 변경이 있었어요. 마지막 변경부터 되돌릴 수 있어요: /table"
)
TOO_LARGE = Message(text="파일이 너무 커요. 20MB까지 읽을 수 있어요.")
NOT_DOWNLOADED = Message(text="파일을 받지 못했어요. 다시 보내 주세요.")
READING = Message(text="파일을 읽고 있어요…")
CANNOT_WRITE = Message(text="표를 바꾸지 못했어요. 저장소를 쓸 수 없어요. 잠시 뒤 다시 해 주세요.")
ASK_TERM = Message(text="어느 임기의 표인가요? '민선9기'처럼 보내 주세요.")
ASK_REORGANISATION = Message(
    text=(
        "어떻게 바뀌나요? 한 줄에 하나씩 보내 주세요.\n\n"
        "이름 변경: 교통행정과 → 교통과\n"
        "합침: 교통행정과, 주차관리과 → 교통과\n"
        "나눔: 교통행정과 → 교통과, 버스과\n"
        "공약 옮김: 공약 번호 → 교통과\n\n"
        "끝에 '2026-12-01부터'를 붙이면 그날 바뀌어요."
    ),
    asks_reply="교통행정과 → 교통과",
)

NOTHING_TO_REORGANISE = replace(ASK_REORGANISATION, text="바뀌는 것이 없어요. 다시 보내 주세요.")

KINDS = {
    VersionKind.LOAD: "표 적용",
    VersionKind.REORGANISATION: "조직 개편",
    VersionKind.UNDO: "되돌리기",
}


def load_message(
    revision: Revision, proposal_id: int, *, file: str, remarks: Sequence[str]
) -> Message:
    """A file that was read: what it would change, and what is strange about it."""
    lines = [f"📄 {clipped(file, 40)}", f"{revision.term} 공약 {len(revision.table.pledges)}건"]
    if revision.is_new_term:
        lines.append(f"{revision.new_term} 표가 지금 표가 돼요.")
    lines += columns_renamed(revision)
    lines += [counts(revision.changes), *shortened(remarks, MAX_LINES, "… 그 밖에 {}건")]
    if revision.changes_nothing:
        return Message(text="\n".join([*lines, "", "지금 표와 같아서 바꿀 것이 없어요."]))
    rows = (
        (button(f"적용 ({_pledges(len(revision.table.pledges))})", TableVerb.APPLY, proposal_id),),
        (
            button("자세히", TableVerb.DETAILS, proposal_id, 1),
            button("취소", TableVerb.DROP, proposal_id),
        ),
    )
    return Message.of([*lines, "", "적용할까요?"], *rows)


def refused_message(file: str, error: RefusedError) -> Message:
    """A file that is not read, and why."""
    lines = refused(error, most=MAX_LINES)
    return Message.of([f"📄 {clipped(file, 40)}", "읽지 못했어요.", *lines])


def term_message(
    proposal_id: int, *, file: str, likely: str, current: str, is_first: bool
) -> Message:
    """Ask of which term a file is the table that looks like another's, or that `is_first`."""
    name, correct = likely, current
    question = "어느 임기의 표인가요?\n파일에 임기가 적혀 있지 않아요."
    if not is_first:
        name = f"{'지난' if is_before(likely, current) else '새'} 임기({likely})"
        correct = f"{current} 표를 고침"
        question = f"{current} 표와 많이 달라요.\n\n{name}인가요?\n{current} 표는 그대로 남아요."
    return Message.of(
        f"📄 {clipped(file, 40)}\n{question}",
        [button(name, TableVerb.TERM, proposal_id, 1)],
        [button(correct, TableVerb.TERM, proposal_id, 0)],
        [
            button("다른 임기", TableVerb.ASK_TERM, proposal_id),
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
            button("적용", TableVerb.APPLY, proposal_id),
            button("취소", TableVerb.DROP, proposal_id),
        ),
    )
    return Message.of(lines, *rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A department that vanished: its place among those, and its likely successors with counts.

    `linked` are its groups, reminders and messages that wait for an answer.
    """

    place: int
    name: str
    successors: tuple[tuple[str, int], ...]
    linked: tuple[int, int, int]


def applied_message(
    revision: Revision,
    version: Version,
    *,
    touched: Sequence[Touched],
    moved: Mapping[str, Sequence[str]],
    reminders: Sequence[tuple[int, str]],
) -> Message:
    """What was done, with the way back if it was no undo, and what is to be decided.

    `moved` are departments whose successors were chosen, `reminders` those of pledges that are
    gone: ids and texts.
    """
    lines, is_undo = [_done_text(revision, version)], version.kind is VersionKind.UNDO
    if is_undo:
        touched = [one for one in touched if any(one.linked)]
    heirs = (f"{old} → {', '.join(new)}" for old, new in moved.items())
    lines += ["", "이어받은 부서", *heirs] if moved else []
    lines += ["", "없어진 부서"] if touched else []
    idle = [one.name for one in touched if not (one.successors or any(one.linked))]
    shown = [one for one in touched if one.name not in idle]
    for one in shown[:MAX_LINES]:
        to = ", ".join(f"{n} {count}건" if count else n for n, count in one.successors[:2])
        lines += [f"{one.name} → {to or '?'}", f"  {_linked(one.linked)}"]
    if len(shown) > MAX_LINES:
        lines.append(f"… 그 밖에 {len(shown) - MAX_LINES}곳")
    if idle:  # nothing has to be done about them
        lines.append(f"방도 알림도 없던 {len(idle)}곳: {listed(idle)}")
    movable = [one for one in touched if one.successors]
    rows: list[tuple[Button, ...]] = []
    if len(movable) > 1:
        rows.append((button(f"모두 옮기기 ({len(movable)}곳)", TableVerb.FOLLOW_ALL, version.id),))
    for one in movable[:MAX_SHOWN]:
        label = f"{clipped(one.name, 14)} → {clipped(one.successors[0][0], 14)}"
        rows.append((button(label, TableVerb.FOLLOW, version.id, one.place),))
    if reminders:
        whose = "없어진 공약의 알림"
        if revision.is_new_term and not is_undo:
            whose = "지난 임기 공약의 알림 · 끝낼 때까지 그 담당 부서에 가요."
        lines += ["", whose, *(f"· {clipped(text, 30)}" for _, text in reminders)]
        rows.append(
            (button(f"모두 끝내기 ({len(reminders)}건)", TableVerb.END_REMINDERS, version.id),)
        )
    if revision.old_term is not None and not is_undo:
        rows.append((button("되돌리기", TableVerb.UNDO, version.id),))
    return Message.of(lines, *rows)


def _done_text(revision: Revision, version: Version) -> str:
    match version.kind:
        case VersionKind.UNDO:
            return undone_text(revision)
        case VersionKind.REORGANISATION:
            changed = _pledges(_reassigned(revision))
            return f"✅ 조직 개편을 적용했어요.\n부서가 바뀐 {changed}"
    count = len(revision.table.pledges)
    return f"✅ 적용했어요. {revision.term} 공약 {count}건\n{counts(revision.changes)}"


def _linked(linked: tuple[int, int, int]) -> str:
    groups, reminders, waiting = linked
    return f"방 {groups}개 · 알림 {reminders}개" + (f" · 답 대기 {waiting}건" if waiting else "")


def undone_text(revision: Revision) -> str:
    """The table is what it was before, or that of the term before."""
    now = f"{revision.new_term} {_pledges(len(revision.current.pledges))}"
    if revision.is_new_term:
        return f"↩️ 되돌렸어요. 이제 {revision.new_term} 공약표로 답해요.\n{now}"
    return f"↩️ 되돌렸어요. {now}\n{counts(revision.changes)}"


def table_message(
    catalogue: Catalogue, planned: Sequence[tuple[int, date, tuple[Step, ...]]]
) -> Message:
    """The table of today."""
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
    lines += ["", "새 표는 파일을 이 대화에 보내면 돼요."]
    return Message.of(lines, *rows)


def export_title(catalogue: Catalogue) -> str:
    """What stands above an exported table; a load reads its term and day there."""
    return f"{catalogue.term} 공약 ({catalogue.as_of:%Y-%m-%d} 기준)"


def versions_message(
    found: Sequence[Version], page: int, timezone: tzinfo, undoable: Version | None
) -> Message:
    """What was done with the table, newest first, and the way back from the `undoable` one.

    `found` has one more than a page where there are more.
    """
    shown = found[:PAGE_VERSIONS]
    lines = ["🗂 적용 기록", ""]
    for one in shown:
        mark = " (되돌림)" if one.is_undone else ""
        at = one.at.astimezone(timezone)
        figures = (("추가", one.added), ("변경", one.changed), ("삭제", one.removed))
        changed = "".join(f" · {name} {n}" for name, n in figures if n)
        lines += [
            f"{at:%Y-%m-%d %H:%M} {KINDS[one.kind]}{mark}",
            f"  {one.term} {one.pledges}건{changed}",
        ]
    pages = page + (len(found) > PAGE_VERSIONS)
    rows = [*page_turns(TableVerb.VERSIONS, page=page, pages=pages)]
    if page == 1 and undoable is not None:
        rows.append((button("마지막 변경 되돌리기", TableVerb.UNDO, undoable.id),))
    return Message.of(lines, *rows)


def misses_message(
    shown: Sequence[tuple[Miss, Pledge | None, int]], page: int, *, has_more: bool
) -> Message:
    """What several people asked and did not find, each with the best guess and its key."""
    if not shown:
        return Message(text="최근에 여러 사람이 찾고도 못 찾은 말이 없어요.")
    lines = ["🔍 찾지 못한 말", ""]
    if any(pledge is not None for _, pledge, _ in shown):
        lines.insert(1, "공약 번호를 누르면 그 공약의 다른 이름으로 기억해요.")
    rows: list[tuple[Button, ...]] = []
    for miss, pledge, key in shown:
        lines.append(f"'{clipped(miss.text, MAX_NAME)}' {miss.persons}명 {miss.times}번")
        drop = button(f"'{clipped(miss.text, 8)}' 없는 공약", MissVerb.DISMISS_MISS, miss.id)
        if pledge is None:
            rows.append((drop,))
        else:
            label = f"{clipped(miss.text, 8)} → {pledge.number}"
            rows.append((button(label, MissVerb.LEARN, miss.id, key), drop))
    turns = page_turns(MissVerb.MISSES, page=page, pages=page + has_more)
    return Message.of(lines, *rows, *turns)


def dismissed_message(text: str, miss_id: int, rest: Message) -> Message:
    """The list without a text that is about no pledge, and the way back."""
    quoted = josa(f"'{clipped(text, MAX_NAME)}'", "은/는")
    undo = (button("되돌리기", MissVerb.KEEP_MISS, miss_id),)
    line = f"{quoted} 이제 여기에 나오지 않아요."
    return replace(rest, text=f"{line}\n\n{rest.text}", buttons=(undo, *rest.buttons))


def learnt_message(text: str, pledge: Pledge, miss_id: int, key: int) -> Message:
    """An alias was made; it is at once in effect."""
    quoted = josa(f"'{clipped(text, MAX_NAME)}'", "으로/로")
    return Message.of(
        f"✅ 이제 {quoted} 찾으면 이 공약이 나와요.\n{pledge.number} {clipped(pledge.title, 60)}",
        [button("되돌리기", MissVerb.UNLEARN, miss_id, key)],
        [button("목록으로", MissVerb.MISSES, 1)],
    )


def harmful_message(
    text: str, worse: Mapping[PledgeNumber, int], miss_id: int, key: int
) -> Message:
    """An alias that hides other pledges is made only when that is wanted."""
    quoted = josa(f"'{clipped(text, MAX_NAME)}'", "을/를")
    lost = [f"{number} {count}건" for number, count in worse.items()]
    more = f" 밖에 {len(lost) - MAX_SHOWN}건" if len(lost) > MAX_SHOWN else ""
    return Message.of(
        f"⚠️ {quoted} 더하면 지금 찾는 질문 "
        f"{sum(worse.values())}건이 다른 답을 받아요.\n"
        f"{', '.join(lost[:MAX_SHOWN])}{more}\n\n그대로 두었어요.",
        [button("목록으로", MissVerb.MISSES, 1)],
        [button("그래도 더하기", MissVerb.LEARN_SURELY, miss_id, key)],
    )


def not_understood(unknown: str, near: str, when: str) -> Message:
    """What of a reorganisation could not be read, and what is called much like it."""
    if when:
        text = f"언제부터인지 알 수 없어요.\n{clipped(when, 40)}\n\n"
        text += "'2026-12-01부터'처럼 하루만 적어 다시 보내 주세요."
        return replace(ASK_REORGANISATION, text=text)
    if not unknown:
        asked = ASK_REORGANISATION
        return replace(asked, text=asked.text.replace("어떻게 바뀌나요?", "알아듣지 못했어요."))
    text = f"{josa(clipped(unknown, 20), '은/는')} 공약표에 없어요."
    text += f" {near}인가요?" if near else ""
    return replace(ASK_REORGANISATION, text=f"{text} 다시 보내 주세요.")


def reorganisation_message(
    revision: Revision,
    proposal: Proposal,
    *,
    is_planned: bool,
    links: Mapping[str, tuple[int, int, int]],
) -> Message:
    """What a reorganisation would do, before it is done at once or on its day."""
    steps, day = proposal.steps, proposal.day
    lines = [f"🏛 조직 개편{f' ({day:%Y-%m-%d}부터)' if day else ''}", ""]
    lines += [line for step in steps for line in _step_lines(step, revision)]
    lines += _remarks(steps, revision.old_table.departments)
    groups, reminders, waiting = map(sum, zip(*links.values(), strict=True)) if links else (0, 0, 0)
    lines += [
        "",
        f"{_pledges(_reassigned(revision))} · {_linked((groups, reminders, waiting))}",
        "이렇게 바뀌어요.",
    ]
    rows: list[tuple[Button, ...]] = []
    shared = shared_out(revision.old_table, steps)
    if shared:
        lines.append("공약을 누르면 맡을 부서가 바뀌어요.")
    for place, (at, pledge) in enumerate(shared[:MAX_PLEDGES]):
        to = dict(steps[at].pledges).get(pledge.number, steps[at].new[0])
        label = f"{headed(pledge)} → {clipped(to, MAX_NAME)}"
        rows.append((button(label, TableVerb.ASSIGN, proposal.id, place),))
    what = f"{day:%m-%d}에 바꾸기" if is_planned else "지금 바꾸기"
    rows.append((button(what, TableVerb.APPLY_SURELY, proposal.id),))
    rows.append((button("취소", TableVerb.DROP, proposal.id),))
    return Message.of(lines, *rows)


def _remarks(steps: Sequence[Step], departments: Sequence[str]) -> Iterator[str]:
    """Which of the new names are those of other departments, or a slip of one."""
    for step in steps:
        others = [name for name in departments if name not in step.old]
        for new in step.new:
            if new in others:
                if step.kind is StepKind.RENAME:
                    yield f"{josa(new, '은/는')} 이미 있는 부서예요. 공약을 합쳐요."
                continue
            if " " in new and not is_department(new):
                yield f"⚠️ '{new}', 부서 이름이 맞나요?"
            for _, near in slips_of([new], others):
                yield f"⚠️ {josa(new, '은/는')} 공약표에 없어요. {near}인가요?"


def planned_message(day: date) -> Message:
    """A reorganisation waits for its day."""
    return Message.of(
        f"🗓 {day:%Y-%m-%d}에 바꿀게요. 취소하려면: /table",
        [button("표 보기", TableVerb.TABLE)],
    )


def outdated_message(steps: Sequence[Step]) -> Message:
    """The day of a reorganisation has come, and the table has changed so that it does nothing."""
    planned = "\n".join(map(step_text, steps))
    return Message(text=f"🏛 오늘로 예정한 조직 개편은 지금 표에서 바꿀 것이 없었어요.\n{planned}")


def successor_message(  # noqa: PLR0913 -- before and after
    department: str,
    *,
    olds: Sequence[str],
    parts: Sequence[str],
    came: Sequence[str],
    went: Sequence[str],
    now: Sequence[str],
) -> Message:
    """What a group gets when its department follows `olds`, which became all of `parts`."""
    name = josa(department, "으로/로")
    if len(parts) > 1:
        into = josa(", ".join(parts), "으로/로")
        line = f"{josa(', '.join(olds), '이/가')} {into} 나뉘었어요."
        changed = [f"{department} {_pledges(len(now))}", *(f"· {one}" for one in now)]
    else:
        is_merged = len(olds) > 1
        merged = f"{josa(', '.join(olds), '이/가')} {name} 합쳐졌어요."
        line = merged if is_merged else f"부서 이름이 {name} 바뀌었어요."
        same = f"{_pledges(len(now))}{'을 함께 맡아요' if is_merged else '은 그대로예요'}."
        changed = _lists(came, went) or [same]
    return Message(text="\n".join([f"🏛 {line}", *changed]))


def heir_message(
    department: str, heir: str, came: Sequence[str], went: Sequence[str], count: int
) -> Message:
    """What a group gets when a new department stands in the table instead of its own."""
    line = f"🏛 새 공약표에는 {josa(department, '이/가')} {josa(heir, '으로/로')} 나와요."
    changed = _lists(came, went) or [f"{_pledges(count)}은 그대로예요."]
    return Message(text="\n".join([line, *changed]))


def moved_message(old: str, new: str, count: int) -> Message:
    """What a group gets when it is that of another department from now on."""
    line = f"🏛 이 방의 부서를 {old}에서 {josa(new, '으로/로')} 바꿨어요."
    return Message(text=f"{line}\n{new} {_pledges(count)}")


def came_and_went(department: str, came: Sequence[str], went: Sequence[str], term: str) -> Message:
    """What a group gets about its pledges after a change of the table: numbers and titles."""
    line = f"📋 {department} 공약이 바뀌었어요. ({term})"
    return Message(text="\n".join([line, *_lists(came, went)]))


def _lists(came: Sequence[str], went: Sequence[str]) -> list[str]:
    named = ("맡음", came), ("넘김", went)
    return [
        line for of, each in named if each for line in (f"{of}:", *(f"· {one}" for one in each))
    ]


def new_term_message(department: str, numbers: Sequence[str], term: str) -> Message:
    """What a group is sent when the table of another term becomes the current one."""
    listed = ", ".join(numbers[:MAX_PLEDGES]) or "없음"
    return Message(text=f"📋 이제 {term} 공약표로 답해요.\n{department} 공약: {listed}")


def step_text(step: Step) -> str:
    """A step in one line."""
    match step.kind:
        case StepKind.MOVE:
            numbers = ", ".join(str(number) for number, _ in step.pledges)
            return f"{clipped(numbers, 60)} → {step.new[0]}"
        case _:
            return f"{', '.join(step.old)} → {', '.join(step.new)}"


def _step_lines(step: Step, revision: Revision) -> list[str]:
    """A step as it is shown before it is made: pledges that move with their titles and owners."""
    if step.kind is not StepKind.MOVE:
        return [step_text(step)]
    goes_to, moving = dict(step.pledges), revision.old_table.pledges
    lines = [
        f"· {headed(one)}: {owners_of(one)} → {goes_to[one.number]}"
        for one in moving
        if one.number in goes_to
    ]
    return shortened(lines, MAX_LINES, "… 그 밖에 {}건")


def _reassigned(revision: Revision) -> int:
    return len({change.number for change in revision.changes if isinstance(change, PledgeChanged)})


def _pledges(count: int) -> str:
    return f"공약 {count}건"
