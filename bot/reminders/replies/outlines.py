"""What a reminder comes to in words: for whom it is, whom it reaches, and when it comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.lookup.catalogue import Catalogue
from bot.lookup.pledge import in_sentence
from bot.people.messages import Button, Message, Verb, button, clipped, plain
from bot.people.replies.groups import MAX_LISTED, listed
from bot.reminders.replies.times import (
    day_text,
    deadline_lines,
    moment_text,
    schedule_text,
    shift_text,
)
from bot.reminders.rules.audience import Reached, owners_of
from bot.reminders.rules.reminder import (
    Audience,
    Chat,
    Departments,
    Everyone,
    Nudges,
    OwnersOf,
    Reminder,
)
from bot.reminders.rules.schedule import Occurrence, Once

MAX_LINE_CHARS = 40
MAX_SHOWN_CHARS = 500
MAX_PLACES_CHARS = 3_000
HOW_TO_REMIND = (
    "한 줄로도 할 수 있어요.\n"
    "예: /remind 전체 매주 월 9시 주간 추진상황 입력\n"
    "예: /remind 전체 12/20 마감 D-7 D-3 D-1 9시 4분기 실적 제출"
)
HOW_TO_REMIND_HERE = (
    "한 줄로도 할 수 있어요.\n"
    "예: /remind 매주 월 9시 주간 추진상황 입력\n"
    "예: /remind 12/20 마감 D-3 D-1 9시 실적 제출"
)
GONE = "지워진 알림이에요. 지금 있는 알림: /reminders"
ONLY_COORDINATORS = (
    "개인 대화에서는 총괄만 쓸 수 있어요.\n"
    "우리 부서 알림은 부서 방에서 등록하고 볼 수 있어요: /remind, /reminders"
)
CANNOT_WRITE = " (글을 쓸 수 없음)"  # behind the name of a group
IS_PUBLIC = " (공개 방이라 안 감)"
NOBODY_THERE = "⚠️ 지금은 받을 방이 없어요."
NOT_THIS_GROUP = "이 방의 알림이 아니에요. 총괄에게 문의해 주세요."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a reminder comes to at this moment: whom it reaches, and when it comes next.

    `chats` are what the reached chats are called; `deadlines` are the next days that it leads up
    to; `holidays` are the names of those on which it comes all the same, `off` which deadlines are
    days off; `gone` are departments that the table has no more and that have a group or are named,
    each with what became of it.
    """

    reached: Reached
    chats: tuple[str, ...]
    times: tuple[Occurrence, ...]
    now: datetime
    deadlines: tuple[date, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    off: Mapping[date, str] = field(default_factory=dict)
    gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def places_panel(outline: Outline, back: Verb, number: int) -> Message:
    """Every group that a reminder reaches, and every department that it does not."""
    lines = [f"받는 방 {len(outline.chats)}곳", *(f"· {plain(name)}" for name in outline.chats)]
    if outline.reached.missing:
        lines += ["", f"⚠️ 방이 없는 부서 {len(outline.reached.missing)}곳"]
        lines += [f"· {plain(name)}" for name in outline.reached.missing]
    if outline.reached.ownerless:
        lines += ["", unowned_text(outline.reached.ownerless, len(outline.reached.ownerless))]
    return Message.of(
        clipped("\n".join(lines), MAX_PLACES_CHARS), [button("« 돌아가기", back, number)]
    )


def audience_text(audience: Audience, current: str, chat: str = "") -> str:
    """Whom it is for, as it was said, with a term that is not `current`; `chat` names its chat."""
    match audience:
        case Everyone(without=without):
            return f"전체 ({listed(without)} 제외)" if without else "전체"
        case Departments(names=names):
            return listed(names)
        case OwnersOf(numbers=numbers, term=term):
            of_term = f"{term} " if term not in {"", current} else ""
            return f"{of_term}{listed([*map(in_sentence, numbers)])} 담당 부서"
        case Chat():
            return plain(chat) or "이 방"


def nudges_text(nudges: Nudges | None) -> str:
    """What happens where nobody answers."""
    if nudges is None:
        return "🔁 답이 없어도 재알림은 없어요."
    hours = int(nudges.every.total_seconds() // 3600)
    every = f"{hours // 24}일" if hours % 24 == 0 and hours else f"{hours}시간"
    again = f"{every}마다 {nudges.at_most}번까지 다시 알려요."
    return f"🔁 답이 없으면 {again} 그래도 없으면 총괄에게 알려요."


def plain_line(text: str, chars: int = MAX_LINE_CHARS) -> str:
    """What a reminder says, on one short line."""
    return clipped(" ".join(text.split()), chars)


def outline_lines(one: Reminder, outline: Outline, catalogue: Catalogue) -> list[str]:
    """Whom it is for, whom it reaches, when it comes and what it says."""
    audience, schedule = one.audience, one.schedule
    chat = outline.chats[0] if outline.chats else ""
    whom = audience_text(audience, catalogue.term, chat)
    lines = [f"📣 {whom}{owner_text(audience, catalogue)}"]
    is_named = bool(outline.chats) and isinstance(audience, Chat)  # above
    lines += [f"    {line}" for line in reached_lines(outline)[is_named:]]
    lines.append(f"⏰ {schedule_text(schedule, outline.now)}")
    if shift := shift_text(schedule):
        lines.append(f"    {shift}")
        if outline.times and (year := outline.times[0].at.year) > outline.now.year + 1:
            lines.append(f"    {year}년 임시공휴일은 정해지면 넣어 주세요: /holiday")
    lines += deadline_lines(schedule, outline.deadlines, outline.off, outline.now)
    lines += [f"📝 {clipped(one.text, MAX_SHOWN_CHARS)}", ""]
    if outline.times:
        lines.append("다음 알림" if not isinstance(schedule.rule, Once) else "보낼 시각")
        lines += [_time_line(time, outline) for time in outline.times]
    else:
        lines.append("남은 알림이 없어요.")
    lines += [
        f"⏭ {moment_text(each.astimezone(outline.now.tzinfo), outline.now)} 알림은 건너뛰어요."
        for each in sorted(one.skipped)
        if each > outline.now
    ]
    return lines


def _time_line(time: Occurrence, outline: Outline) -> str:
    line = f"· {moment_text(time.at, outline.now)}"
    if (holiday := outline.holidays.get(time.at.date())) is not None:
        line += f" ⚠️ {plain(holiday)}"
    if time.at.date() != time.nominal.date():
        line += f" ← {day_text(time.nominal.date())}에서 옮겼어요"
    return line


def owner_text(audience: Audience, catalogue: Catalogue) -> str:
    """Who owns the pledges whose owners it is for, to stand behind that; else nothing."""
    owners = owners_of(audience, catalogue) if isinstance(audience, OwnersOf) else ()
    return f" (지금은 {listed(owners)})" if owners else ""


def to_places(outline: Outline, verb: Verb, number: int) -> tuple[Button, ...]:
    """The way to the names that are left out of the text, if any are."""
    reached = outline.reached
    is_cut = max(map(len, (outline.chats, reached.missing, reached.ownerless))) > MAX_LISTED
    return (button("받는 곳 모두 보기", verb, number),) if is_cut else ()


def unowned_text(numbers: Sequence[str], shown: int = MAX_LISTED) -> str:
    """Which pledges lead to nobody, the first ones of them.

    >>> unowned_text(("1-1", "1-2"), 1)
    '⚠️ 담당부서가 없는(미정) 공약 2건: 1-1 외 1건'
    """
    more = f" 외 {len(numbers) - shown}건" * (len(numbers) > shown)
    return f"⚠️ 담당부서가 없는(미정) 공약 {len(numbers)}건: {', '.join(numbers[:shown])}{more}"


def reached_lines(outline: Outline) -> list[str]:
    """Whom it reaches, and whom it does not."""
    chats, missing, ownerless = outline.chats, outline.reached.missing, outline.reached.ownerless
    lines = [f"방 {len(chats)}곳: {listed(chats)}" if chats else NOBODY_THERE]
    if chats and missing:  # else nobody gets it, which was just said
        lines.append(f"⚠️ 방이 없는 부서 {len(missing)}곳: {listed(missing)}")
    lines += [unowned_text(ownerless)] if ownerless else []
    if outline.gone:
        became = [f"{old} → {listed(new)}" if new else old for old, new in outline.gone.items()]
        lines.append(f"⚠️ 공약표에 없는 부서: {listed(became)}")
    if any(outline.gone.values()):
        lines.append("총괄이 방과 알림을 옮길 수 있어요: /table")
    return lines
