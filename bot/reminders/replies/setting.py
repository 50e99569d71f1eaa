"""Setting and looking after reminders in words: what is asked, what is shown before it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.korean.particles import josa
from bot.lookup.catalogue import Catalogue
from bot.people.groups import Address
from bot.people.messages import (
    Button,
    Message,
    button,
    clipped,
    confirmation,
    page_mark,
    page_of,
    page_turns,
    plain,
    rows_of_two,
)
from bot.people.replies.groups import department_rows, listed
from bot.reminders.phrases.draft import MAX_TEXT_CHARS, AskWhen, Draft
from bot.reminders.replies.outlines import (
    HOW_TO_REMIND,
    HOW_TO_REMIND_HERE,
    NOBODY_THERE,
    Outline,
    audience_text,
    nudges_text,
    outline_lines,
    owner_text,
    plain_line,
    reached_lines,
    to_places,
)
from bot.reminders.replies.times import (
    SHIFT_LABELS,
    answer_label,
    day_number,
    day_text,
    moment_text,
    question_text,
    schedule_text,
    shift_text,
)
from bot.reminders.rules.reminder import Chat, Nudges, Reminder
from bot.reminders.rules.schedule import Once, ends_on, moved_deadline
from bot.reminders.rules.working_days import Shift
from bot.reminders.verbs import BoardVerb, DraftVerb, ReminderVerb

PAGE_REMINDERS = 6

# What is offered to whom does not know how to say it.
SAID_OFTEN = (
    "내일 9시",
    "매주 월요일 9시",
    "매월 25일 9시",
    "매월 마지막 영업일 9시",
    "매분기 말 5일 전 9시",
    "평일 9시",
)
# And where the day of something that is due is changed.
CHANGES_OFTEN = ("10시", "14시", "하루 연기", "일주일 연기")
# What a button changes them to, and the nudges then.
NUDGES: tuple[tuple[str, Nudges | None], ...] = (
    ("재알림 안 하기", None),
    ("재알림 4시간마다 2번으로", Nudges(every=timedelta(hours=4), at_most=2)),
    ("재알림 하루마다 3번으로", Nudges(every=timedelta(days=1), at_most=3)),
)
SHIFTS = (Shift.PREVIOUS, Shift.NEXT, Shift.NONE)

WHICH_DEADLINE = Message(
    text="마감일이 언제인가요? 날짜를 보내 주세요. 예: 12/20, 매분기 말", asks_reply="12/20"
)
CHANGED_MEANWHILE = "그 사이에 다른 사람이 알림을 고쳤어요. 고친 것을 합쳐 다시 보여 드려요."
OLD_DRAFT = "지난 초안이에요. 다시 정해 주세요: /remind"
NOT_YOUR_DRAFT = "다른 분이 만들고 있는 알림이에요."
ANSWERED_BEFORE = "이미 답하신 질문이에요. 아래 내용을 봐 주세요."
UNCHANGED = Message(text="고치지 않았어요. 알림은 그대로예요: /reminders")
CANCELLED = Message(text="알림을 등록하지 않았어요. 다시 하려면: /remind")
PASSED = "정하려던 시각이 모두 지났어요. 언제 알릴까요?"
GROUP_FIRST = Message(text="아직 등록되지 않은 방이에요. 먼저 부서를 알려 주세요: /register")
ALREADY_SKIPPED = "이미 건너뛰기로 했어요."
HOW_TO_REACH = "부서 방을 등록하면 보낼 수 있어요: /groups"
TICK_FIRST = "받을 부서를 먼저 골라 주세요."


def only_here(rest: str, *, is_campaign: bool) -> str:
    """When a group names others; `rest` is what it said behind them."""
    command = "campaign" if is_campaign else "remind"
    return (
        "이 방 알림만 정할 수 있어요. 다른 부서에는 총괄이 개인 대화에서 알려요.\n"
        f"이 방에 알리려면: /{command} {rest}"
    )


def how_to_campaign(*, is_own_group: bool) -> Message:
    """What the command needs."""
    whom = "이 방에" if is_own_group else "모든 부서에"
    return Message(
        text=(
            f"마감일과 내용을 보내 주세요. {whom} 7일 전, 3일 전, 1일 전, 당일에 알려요.\n"
            "예: 12/20 4분기 실적 제출\n예: 매분기 말 실적 제출"
        ),
        asks_reply="12/20 4분기 실적 제출",
    )


def whom_panel(draft_id: int, draft: Draft, catalogue: Catalogue, page: int) -> Message:
    """Whom is it for? The ticked ones stay in sight on every page."""
    gone = [name for name in draft.ticked if name not in catalogue.by_department]
    offered = draft.offered or (*gone, *catalogue.by_department)
    lines = []
    if draft.unknown:
        unknown = f"'{plain(draft.unknown)}'"
        lines.append(f"{josa(unknown, '은/는')} 찾지 못했어요.")
    if draft.owners:
        whom = audience_text(draft.owners, catalogue.term)
        meant = whom + owner_text(draft.owners, catalogue)
        lines.append(f"{josa(meant, '을/를')} 말씀하시나요?")
    elif len(draft.offered) == 1 and draft.offered == draft.ticked:
        lines.append(f"{josa(plain(draft.offered[0]), '을/를')} 말씀하시나요?")
        is_it = button("이 부서 맞아요", DraftVerb.WHOM_CHOSEN, draft_id, draft.step)
        other = button("다른 부서", DraftVerb.FIX_WHOM, draft_id)
        return Message.of(lines, [is_it], [other, _cancel(draft_id)])
    else:
        lines.append("어느 부서를 말씀하시나요?" if draft.offered else "누구에게 알릴까요?")
    if draft.ticked:
        lines.append(f"고른 부서: {listed(draft.ticked)}")
    if gone:
        lines.append(f"지금 공약표에 없는 부서: {listed(gone)}")
    if not draft.offered:
        lines.append("이 글에 답장으로 부서 이름이나 '공약 번호 담당'을 보내셔도 돼요.")
    turning = DraftVerb.WHOM_PAGE
    rows = department_rows(
        offered, draft.ticked, page, draft_id, verb=DraftVerb.WHOM, turning=turning
    )
    first = () if draft.offered else ((button("전체", DraftVerb.EVERYONE, draft_id, draft.step),),)
    if draft.owners:
        chosen = button(whom, DraftVerb.OWNERS, draft_id, draft.step)
        first = ((chosen,), *first)
    last = [_cancel(draft_id)]
    if draft.ticked:
        last.insert(0, button("다 골랐어요", DraftVerb.WHOM_CHOSEN, draft_id, draft.step))
    return Message.of(lines, *first, *rows, last)


def when_panel(draft_id: int, draft: Draft, step: AskWhen, *, has_passed: bool) -> Message:
    """When is it to come? The likely answers as buttons, any other as a reply."""
    question = PASSED if has_passed else "언제 알릴까요?"
    if step.unclear is not None:
        question = question_text(step.unclear)
    example = "매월 말일 오전 10시"
    if draft.before is not None:
        example = "10시, 12/23, D-5 추가" if draft.before.deadline else "10시, 매주 화요일 14시"
    lines = [question, f"이 글에 답장으로 적으셔도 돼요. 예: {example}"]
    buttons = [
        button(label, DraftVerb.WHEN, draft_id, draft.step, place)
        for place, (label, _) in enumerate(when_answers(draft, step))
    ]
    return Message.of(lines, *rows_of_two(buttons), [_cancel(draft_id)])


def when_answers(draft: Draft, step: AskWhen) -> tuple[tuple[str, str], ...]:
    """The likely answers: what the button says, and what the draft is then about."""
    if step.unclear is None:
        rest = f": {draft.said}" if draft.said else ""
        is_due = draft.before is not None and draft.before.only_deadline is not None
        return tuple((said, f"{said}{rest}") for said in (CHANGES_OFTEN if is_due else SAID_OFTEN))
    return tuple((answer_label(each, step.unclear), each.text) for each in step.unclear.answers)


def what_panel(draft_id: int, draft: Draft) -> Message:
    """The question what it is to say; for a text that does not fit, its length."""
    text = "무엇을 알릴까요?\n이 글에 답장으로 적어 주세요. 예: 주간 추진상황 입력"
    if draft.too_long:
        text = (
            f"내용이 {draft.too_long:,}자예요. {MAX_TEXT_CHARS:,}자까지 보낼 수 있어요.\n"
            "이 글에 답장으로 줄여서 적어 주세요."
        )
    return Message.of(text, [_cancel(draft_id)])


def check_panel(  # noqa: PLR0913 -- what a reminder comes to
    draft_id: int,
    draft: Draft,
    made: Reminder,
    outline: Outline,
    catalogue: Catalogue,
    *,
    twin: Reminder | None = None,
) -> Message:
    """What it comes to, before it is set; `twin` is a reminder that does the same already."""
    lines = ["이렇게 고칠까요?" if draft.changes else "이렇게 알릴까요?", ""]
    if twin is not None:
        is_same = twin.audience == made.audience
        whose = "" if is_same else f", {audience_text(twin.audience, catalogue.term)}"
        lines[0] = f"⚠️ 같은 알림({twin.id}번{whose})이 이미 있어요. 하나 더 등록할까요?"
        if (days := moved_deadline(twin.schedule, made.schedule)) is not None:
            lines[0] = (
                f"⚠️ 마감이 {day_text(days[0])}인 같은 알림({twin.id}번)이 이미 있어요. "
                "하나 더 등록할까요? 마감만 바꾸려면: /reminders"
            )
    lines += _change_lines(draft.changes, made, outline) if draft.changes else []
    primary = "이대로 고치기" if draft.changes else "이대로 알리기"
    primary = "하나 더 등록" if twin is not None else primary
    lines += [_read_as(typed, read) for typed, read in draft.read_as]
    lines += outline_lines(made, outline, catalogue)
    lines.append(nudges_text(draft.nudges))
    nudge = next((n for n, (_, each) in enumerate(NUDGES) if each == draft.nudges), 0)
    following = (nudge + 1) % len(NUDGES)
    tuning = [button(NUDGES[following][0], DraftVerb.NUDGE, draft_id, following)]
    whose = "이 방" if isinstance(made.audience, Chat) else "방마다 그 부서"
    lines.append(
        f"📋 {whose}의 공약 목록을 함께 보내요."
        if made.lists_pledges
        else "📋 공약 목록 없이 보내요."
    )
    label = "공약 목록 빼기" if made.lists_pledges else "공약 목록 넣기"
    pledges = button(label, DraftVerb.LIST_PLEDGES, draft_id, int(not made.lists_pledges))
    if shift_text(made.schedule):
        shift = SHIFTS[(SHIFTS.index(made.schedule.shift) + 1) % len(SHIFTS)]
        tuning.append(button(SHIFT_LABELS[shift], DraftVerb.SHIFT, draft_id, SHIFTS.index(shift)))
    return Message.of(
        lines,
        [button(primary, DraftVerb.SET, draft_id, draft.step)],
        *rows_of_two([*tuning, pledges, *to_places(outline, DraftVerb.DRAFT_PLACES, draft_id)]),
        [button("고치기", DraftVerb.FIX, draft_id), _cancel(draft_id)],
    )


def _change_lines(before: Reminder, after: Reminder, outline: Outline) -> list[str]:
    """What a change does beside what is seen of it."""
    lines = []
    if moved_deadline(before.schedule, after.schedule):
        lines.append("✅ 이미 낸 답은 새 마감에도 그대로 세어요.")
    elif before.schedule.deadline and not after.schedule.deadline:
        lines.append("⚠️ 마감이 없어져요. 마감 전에 알리던 것도 더 오지 않아요.")
    elif ends_on(before.schedule) == date.max and isinstance(after.schedule.rule, Once):
        lines.append("⚠️ 되풀이하지 않고 한 번만 알려요.")
    ahead = sorted(each for each in before.skipped if each > outline.now)
    if len(ahead) > sum(each > outline.now for each in after.skipped):
        again = (day_text(each.astimezone(outline.now.tzinfo).date()) for each in ahead)
        lines.append(f"⚠️ 건너뛰기로 한 것은 없던 일이 돼요: {', '.join(again)}")
    return lines


def with_more(panel: Message, more: Sequence[str]) -> Message:
    """A question of a draft, with the reminders that are asked about after it."""
    if not more:
        return panel
    lines = [f"⏭ 이어서 정할 알림 {len(more)}건", *(f"· {plain_line(each)}" for each in more)]
    return replace(panel, text="\n".join((panel.text, "", *lines)))


def fix_panel(draft_id: int, *, is_own_group: bool, about: str = "") -> Message:
    """The question what of it is to be another; `about` is what it comes to now."""
    parts = [
        button("시각", DraftVerb.FIX_WHEN, draft_id),
        button("내용", DraftVerb.FIX_WHAT, draft_id),
    ]
    if not is_own_group:
        parts.insert(0, button("받는 곳", DraftVerb.FIX_WHOM, draft_id))
    outline = about.partition("\n")[2].strip()
    return Message.of(
        f"{outline}\n\n무엇을 고칠까요?".strip(),
        tuple(parts),
        [button("« 돌아가기", DraftVerb.DRAFT, draft_id)],
    )


def set_panel(reminder: Reminder, outline: Outline, *, is_changed: bool) -> Message:
    """When it stands."""
    done = "알림을 고쳤어요." if is_changed else "알림을 등록했어요."
    lines = [f"✅ {done}", f"{plain_line(reminder.text)}"]
    if outline.times:
        lines.append(f"다음 알림: {moment_text(outline.times[0].at, outline.now)}")
    return Message.of(
        lines,
        [
            button("미리보기", ReminderVerb.PREVIEW, reminder.id, 1),
            button("자세히", ReminderVerb.REMINDER, reminder.id),
            button("알림 목록", ReminderVerb.REMINDERS, 1),
        ],
    )


def already_set_panel(reminder: Reminder) -> Message:
    """When the words that set it were edited afterwards."""
    return Message.of(
        f"이미 등록한 알림이라 글을 고쳐도 바뀌지 않아요.\n{plain_line(reminder.text)}",
        [button("고치기", ReminderVerb.CHANGE, reminder.id)],
    )


def _read_as(typed: str, read: str) -> str:
    quoted = f"'{plain(read)}'"
    return f"'{plain(typed)}' → {josa(quoted, '으로/로')} 읽었어요."


def _cancel(draft_id: int) -> Button:
    return button("취소", DraftVerb.CANCEL, draft_id)


# -- looking after ----------------------------------------------------------------------------


def reminders_panel(  # noqa: PLR0913 -- a page and what stands around it
    reminders: Sequence[Reminder],
    page: int,
    *,
    now: datetime,
    term: str,
    of_group: bool,
    others: int = 0,
    chats: Mapping[Address, str],
) -> Message:
    """The reminders by page; `others` come here of coordinators; `chats` are their names."""
    page, pages, part = page_of(len(reminders), PAGE_REMINDERS, page)
    lines = []
    if others:
        lines = [f"총괄이 등록한 알림 {others}건도 이 방에 와요.", ""]
    if not reminders:
        what = "이 방에서 등록한 알림이 없어요." if of_group else "등록한 알림이 없어요."
        return Message.of([*lines, what, HOW_TO_REMIND_HERE if of_group else HOW_TO_REMIND])
    lines.append(f"🔔 알림 {len(reminders)}건{page_mark(page, pages)}")
    for reminder in reminders[part]:
        mark = "⏸ " if reminder.paused else ""
        lines.append(f"\n{mark}{reminder.id}번 · {plain_line(reminder.text)}")
        audience = reminder.audience
        chat = chats.get(audience.address, "") if isinstance(audience, Chat) else ""
        whom = "" if of_group else f"{audience_text(audience, term, chat)} · "
        lines.append(f"{whom}{schedule_text(reminder.schedule, now)}")
    buttons = [
        button(clipped(f"{each.id}번 {plain_line(each.text)}", 24), ReminderVerb.REMINDER, each.id)
        for each in reminders[part]
    ]
    turns = page_turns(ReminderVerb.REMINDERS, page=page, pages=pages)
    return Message.of(lines, *rows_of_two(buttons), *turns)


def reminder_panel(
    reminder: Reminder, outline: Outline, catalogue: Catalogue, *, deadline: date | None = None
) -> Message:
    """One reminder, and what can be done about it; `deadline` is of its board, if it has one."""
    lines = [f"🔔 {reminder.id}번 알림" + (" · ⏸ 멈춰 있어요" if reminder.paused else ""), ""]
    lines += outline_lines(reminder, outline, catalogue)
    lines.append(nudges_text(reminder.nudges))
    if reminder.paused:
        lines.append("⏸ 다시 시작할 때까지 오지 않아요.")
    zone = outline.now.tzinfo
    skipped = sorted(each.astimezone(zone) for each in reminder.skipped if each > outline.now)
    rows = [[button("미리보기", ReminderVerb.PREVIEW, reminder.id, 1)]]
    if deadline is not None:
        rows[0].append(button("현황판", BoardVerb.BOARD, reminder.id, day_number(deadline)))
    if reminder.paused:
        rows.append([button("다시 시작", ReminderVerb.RESUME, reminder.id)])
    else:
        rows.append([button("멈추기", ReminderVerb.PAUSE, reminder.id)])
        if outline.times:
            following = int(outline.times[0].nominal.timestamp())
            rows[-1].append(button("한 번 건너뛰기", ReminderVerb.SKIP, reminder.id, following))
        for each in skipped:
            label, at_s = f"{day_text(each.date())} 건너뛰기 취소", int(each.timestamp())
            rows.append([button(label, ReminderVerb.UNSKIP, reminder.id, at_s)])
        rows[0].append(button("지금 보내기", ReminderVerb.SEND_NOW, reminder.id))
    change = button("고치기", ReminderVerb.CHANGE, reminder.id)
    rows.append([change, button("지우기", ReminderVerb.DELETE, reminder.id)])
    places = to_places(outline, ReminderVerb.PLACES, reminder.id)
    return Message.of(lines, *rows_of_two(places), *map(tuple, rows), _to_reminders())


def deletion_panel(reminder: Reminder) -> Message:
    """Whether they are sure to delete it."""
    question = f"이 알림을 지울까요? 앞으로 오지 않아요.\n{plain_line(reminder.text)}"
    delete = button("지우기", ReminderVerb.DELETE_SURELY, reminder.id)
    return confirmation(question, delete, ReminderVerb.REMINDER, reminder.id)


def sending_panel(reminder: Reminder, outline: Outline) -> Message:
    """Whether they are sure to send it at once; if it reaches anybody."""
    lines = [plain_line(reminder.text), *reached_lines(outline)]
    if not outline.chats:
        lines += [HOW_TO_REACH] if outline.reached.missing else []
        return Message.of(lines, [button("« 알림", ReminderVerb.REMINDER, reminder.id)])
    lines.insert(0, "지금 바로 보낼까요? 정해 둔 일정은 그대로예요.")
    asked_s = int(outline.now.timestamp())
    send = button("지금 보내기", ReminderVerb.SEND_NOW_SURELY, reminder.id, asked_s)
    return confirmation(lines, send, ReminderVerb.REMINDER, reminder.id)


def sent_now_panel(reminder: Reminder, outline: Outline) -> Message:
    """When it is on its way, and to whom."""
    return Message.of(
        ["보내고 있어요.", plain_line(reminder.text), *reached_lines(outline)],
        [button("« 알림", ReminderVerb.REMINDER, reminder.id), *_to_reminders()],
    )


def deleted_panel(reminder: Reminder) -> Message:
    """When it is gone."""
    return Message.of(f"알림을 지웠어요.\n{plain_line(reminder.text)}", _to_reminders())


def preview_panel(
    reminder: Reminder, outline: Outline, text: str, page: int, *, title: str = ""
) -> Message:
    """What one group gets; leafs through the groups."""
    count = len(outline.reached.places)
    back = (button("« 알림", ReminderVerb.REMINDER, reminder.id),)
    if not count:
        return Message.of(NOBODY_THERE, back)
    lines = [f"👁 {plain(title)} ({page}/{count})"]
    if title in outline.reached.missing:
        lines.append("⚠️ 아직 방이 없어요. 방이 등록되면 이렇게 받아요.")
    lines += ["", text]
    turns = page_turns(ReminderVerb.PREVIEW, reminder.id, page=page, pages=count)
    return Message.of(lines, *turns, back)


def _to_reminders() -> tuple[Button, ...]:
    return (button("« 알림 목록", ReminderVerb.REMINDERS, 1),)
