"""Days off in words: those that the office added, and what one more or one less would move."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.korean.particles import josa
from bot.people.messages import Message, button, confirmation, page_of, page_turns, plain
from bot.reminders.phrases.days import Question
from bot.reminders.replies.outlines import plain_line
from bot.reminders.replies.times import day_number, day_text, full_day_text, moment_text
from bot.reminders.rules.working_days import DayOff
from bot.reminders.verbs import CalendarVerb

PAGE_DAYS = 10
MAX_MOVES = 8

DAY_OFF = "임시공휴일"
HOW_TO_ADD_DAY_OFF = (
    "휴일을 추가하려면 날짜를 보내 주세요.\n예: 12/31 종무일, 12/24~12/26, 매년 10월 2일 구민의 날"
)
WHICH_DAY_OFF = Message(text=HOW_TO_ADD_DAY_OFF, asks_reply="12/31 종무일")
_WHY_UNCLEAR = {
    Question.NO_SUCH_DATE: "{topic} 없는 날짜예요.",
    Question.DISAGREES: "{heard}에 적힌 날이 서로 달라요.",
    Question.PASSED: "{topic} 이미 지났어요.",
}
TOO_MANY_DAYS_OFF = Message(text="한 번에 31일까지 추가할 수 있어요. 나눠서 보내 주세요.")
MAX_DAY_NAME_CHARS = 30
_TO_DAYS_OFF = button("« 휴일", CalendarVerb.DAYS_OFF, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What a day off does to a reminder: from `was` to `to`; None for never, `was` if it stays."""

    words: str
    was: datetime
    to: datetime | None


def days_off_panel(days: Sequence[DayOff], page: int = 1) -> Message:
    """The days that the office added."""
    page, pages, part = page_of(len(days), PAGE_DAYS, page)
    if not days:
        return _which_day_off("추가한 휴일이 없어요. 공휴일은 이미 알고 있어요.")
    lines = [f"📅 추가한 휴일 {len(days)}일"]
    lines += [f"· {_day_off_text(each)} {plain(each.name)}" for each in days[part]]
    buttons = [
        button(f"{_day_off_text(each)} 빼기", CalendarVerb.REMOVE_DAY_OFF, day_number(each.day))
        for each in days[part]
    ]
    turns = page_turns(CalendarVerb.DAYS_OFF, page=page, pages=pages)
    return Message.of(lines, *((each,) for each in buttons), *turns)


def _day_off_text(day_off: DayOff) -> str:
    day = day_off.day
    return f"매년 {day.month}월 {day.day}일" if day_off.is_yearly else full_day_text(day)


def days_off_proposal(  # noqa: PLR0913 -- what is asked, and what comes of it
    days: Sequence[DayOff],
    moves: Sequence[Move],
    *,
    now: datetime,
    due: Sequence[str],
    is_row: bool,
    is_part_of_day: bool,
) -> Message:
    """What adding days off, in order, moves, before it is done; what is `due` on them stays so."""
    first, last = days[0].day, days[-1].day
    lines = [f"{josa(_day_off_text(days[0]), '을/를')} 휴일로 추가할까요?"]
    if not is_row:
        each_day = ", ".join(day_text(each.day) for each in days)
        lines = [f"{josa(each_day, '을/를')} 휴일로 추가할까요?"]
    elif len(days) > 1:
        until = f"{full_day_text(first)}부터 {day_text(last)}까지"
        lines = [f"{until} 근무일 {len(days)}일을 휴일로 추가할까요?"]
    if is_part_of_day:
        lines.append("휴일은 하루 단위라서 하루 전체가 휴일이 돼요.")
    name = days[0].name
    lines += [*([plain(name)] if name != DAY_OFF else []), "", *_move_lines(moves, now)]
    lines += [f"⚠️ 마감일이 휴일이 돼요: {plain_line(text)}" for text in due[:MAX_MOVES]]
    numbers = (day_number(first), day_number(last))
    add = button("추가", CalendarVerb.ADD_DAYS_OFF, *numbers)
    return confirmation(lines, add, CalendarVerb.DAYS_OFF, 1)


def removal_panel(day_off: DayOff, moves: Sequence[Move], *, now: datetime) -> Message:
    """What removing a day off moves, before it is done."""
    question = f"{josa(_day_off_text(day_off), '을/를')} 휴일에서 뺄까요?"
    lines = [question, "", *_move_lines(moves, now)]
    remove = button("빼기", CalendarVerb.REMOVE_DAY_OFF_SURELY, day_number(day_off.day))
    return confirmation(lines, remove, CalendarVerb.DAYS_OFF, 1)


def no_such_day(unclear: tuple[Question, str] | None = None) -> Message:
    """When no days off are named, or what is wrong with the one that is."""
    if unclear is None:
        return _which_day_off("날짜를 알아보지 못했어요.")
    question, said = unclear
    heard = f"'{plain_line(said, MAX_DAY_NAME_CHARS)}'"
    return _which_day_off(_WHY_UNCLEAR[question].format(heard=heard, topic=josa(heard, "은/는")))


def _which_day_off(why: str) -> Message:
    return replace(WHICH_DAY_OFF, text=f"{why}\n{HOW_TO_ADD_DAY_OFF}")


def is_not_added(day: date) -> Message:
    """When there is no day off of the office's own to be removed."""
    return Message.of(
        f"{josa(full_day_text(day), '은/는')} 추가한 휴일이 아니에요.", [_TO_DAYS_OFF]
    )


def is_off_already(day: date, name: str) -> Message:
    """When the office does not work on that day anyway."""
    called = f" ({plain(name)})" * bool(name)
    return Message.of(
        f"{josa(full_day_text(day), '은/는')} 이미 휴일이에요.{called}", [_TO_DAYS_OFF]
    )


def has_passed(first: date, last: date) -> Message:
    """When the days that were named lie behind."""
    days = full_day_text(first) if first == last else f"{full_day_text(first)}~{day_text(last)}"
    return _which_day_off(f"{josa(days, '은/는')} 이미 지난 날이에요.")


def _move_lines(moves: Sequence[Move], now: datetime) -> list[str]:
    if not moves:
        return ["옮겨지는 알림은 없어요."]
    moved = sum(move.was != move.to for move in moves)
    lines = [f"알림 {moved}건이 옮겨져요." if moved else "옮겨지는 알림은 없어요."]
    if moved < len(moves):
        lines.append(f"{len(moves) - moved}건은 이날 그대로 보내요.")
    for move in moves[:MAX_MOVES]:
        to = moment_text(move.to, now) if move.to else "이날은 쉬어요"
        to = "지금 바로 보내요" if move.to and move.to <= now else to
        to = "그대로" if move.to == move.was else to
        lines.append(f"· {plain_line(move.words)}")
        lines.append(f"    {moment_text(move.was, now)} → {to}")
    if len(moves) > MAX_MOVES:
        lines.append(f"외 {len(moves) - MAX_MOVES}건")
    return lines
