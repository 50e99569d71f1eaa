"""Reminders in words: what a group gets, who answered and how, what coordinators get."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from bot.korean.particles import josa
from bot.lookup.catalogue import Catalogue
from bot.lookup.pledge import PledgeNumber, in_sentence
from bot.people.messages import Button, Message, button, clipped, plain, rows_of_two
from bot.reminders.phrases.tokens import WEEKDAYS
from bot.reminders.rules.board import is_after
from bot.reminders.rules.deliveries import Answer, Delivery, Kind, Response, Status
from bot.reminders.verbs import AnswerVerb

LATE = "늦음"
WHOLE = 0  # the place of all pledges of a delivery
MAX_REMARK_CHARS = 200


class Words(NamedTuple):
    """An answer in words: its button, its mark, the record of it, and the thanks for it."""

    verb: AnswerVerb
    label: str
    mark: str
    record: str
    thanks: str


WORDS = {
    Response.CONFIRMED: Words(
        AnswerVerb.CONFIRM, "확인", "👀", "확인했어요.", "확인으로 기록했어요."
    ),
    Response.SUBMITTED: Words(
        AnswerVerb.SUBMIT, "제출완료", "✅", "제출을 마쳤어요.", "제출완료로 기록했어요."
    ),
    Response.POSTPONED: Words(
        AnswerVerb.POSTPONE, "연기", "⏰", "나중에 다시 받기로 했어요.", "연기로 기록했어요."
    ),
    Response.NOT_OURS: Words(
        AnswerVerb.NOT_OURS,
        "우리 부서 아님",
        "🙅",
        "우리 부서 일이 아니라고 했어요.",
        "총괄에게 알렸어요. 담당을 확인해 드릴게요.",
    ),
}

_FIRST = frozenset({Response.CONFIRMED, Response.SUBMITTED})
_LATER = Response.POSTPONED


def answer_button(response: Response, delivery: Delivery, *, rest: str = "") -> Button:
    """What gives an answer for the whole of a delivery, or for the `rest` of it."""
    words = WORDS[response]
    return button(f"{rest}{words.label}", words.verb, delivery.asked_id, WHOLE)


def by_pledge_rows(delivery: Delivery, *, counted: str = "") -> list[tuple[Button, ...]]:
    """What opens the list of the pledges of a delivery, where it has several."""
    each = button(f"공약별로 제출{counted}", AnswerVerb.EACH, delivery.asked_id, 0, 1)
    return [(each,)] if delivery.pledges[1:] else []


def when(at: datetime, timezone: tzinfo | None) -> str:
    """A time as people write it: 12/20(일) 09:00."""
    local = at.astimezone(timezone)
    return f"{day(local.date())} {local:%H:%M}"


def day(date: date, this_year: int | None = None) -> str:
    """A day as people write it, with its year where that is not this one.

    >>> from datetime import date
    >>> day(date(2026, 12, 20)), day(date(2026, 12, 20), 2028)
    ('12/20(일)', '2026년 12/20(일)')
    """
    year = "" if this_year in (None, date.year) else f"{date.year}년 "
    return f"{year}{date.month}/{date.day}({WEEKDAYS[date.weekday()]})"


def answer_lines(delivery: Delivery, timezone: tzinfo) -> list[str]:
    """The record of a reminder: one line for all that was answered alike, and the remarks."""
    whole = delivery.standing()
    single = [
        answer
        for number in delivery.pledges
        if (answer := delivery.standing(number)) is not None and answer.pledge is not None
    ]
    lines = []
    if whole is not None and len(single) < len(delivery.pledges or (1,)):
        lines.append(_line(whole, delivery.deadline, timezone))
    for response in Response:
        alike = [answer for answer in single if answer.response is response]
        if alike:
            lines.append(_line_of_pledges(alike, delivery, timezone))
    standing = [whole] if whole is not None else []
    said = dict.fromkeys(
        (plain(answer.remark_name or answer.name), answer.remark)
        for answer in (*standing, *single)
        if answer.remark
    )
    return [*lines, *(f"💬 {name}: {clipped(remark, MAX_REMARK_CHARS)}" for name, remark in said)]


def answer_line(answer: Answer, deadline: date | None, timezone: tzinfo) -> str:
    """One answer, for whoever comes after it."""
    line = _line(answer, deadline, timezone)
    return f"{line} ({in_sentence(answer.pledge)})" if answer.pledge else line


def _line(answer: Answer, deadline: date | None, timezone: tzinfo) -> str:
    words = WORDS[answer.response]
    who = plain(answer.name) or str(answer.by)
    at = when(answer.at, timezone)
    late = _late(answer, deadline, timezone)
    if answer.is_override:
        done = f"{josa(words.label, '으로/로')} 기록했어요."
        return f"{words.mark} {at} 총괄 {who} 님이 {done}{late}"
    return f"{words.mark} {at} {who} 님이 {words.record}{late}"


def _line_of_pledges(alike: Sequence[Answer], delivery: Delivery, timezone: tzinfo) -> str:
    """Several pledges with the same answer, by the last of them."""
    last = max(alike, key=lambda answer: (answer.at, answer.id))
    words, at = WORDS[last.response], when(last.at, timezone)
    who = plain(last.name) or str(last.by)
    late = _late(last, delivery.deadline, timezone)
    if last.is_override:
        who = f"총괄 {who}"
    if last.response is Response.SUBMITTED and len(alike) == len(delivery.pledges):
        done = "제출완료로 기록했어요" if last.is_override else "제출했어요"
        return f"{words.mark} {at} {who} 님이 공약 {len(alike)}건을 모두 {done}.{late}"
    if last.response is Response.SUBMITTED:
        counted = f"공약 {len(alike)}/{len(delivery.pledges)}건 제출"
    else:
        counted = f"{', '.join(in_sentence(answer.pledge) for answer in alike)} {words.label}"
    return f"{words.mark} {counted} · {at} {who}{late}"


def _late(answer: Answer, deadline: date | None, timezone: tzinfo) -> str:
    if deadline is None or answer.response is not Response.SUBMITTED:
        return ""
    return f" ({LATE})" if is_after(deadline, answer.at, str(timezone)) else ""


LATE_AFTER = timedelta(minutes=5)  # less is no news to anybody
MAX_SHOWN = 10  # pledges; the others stand behind a button
MAX_TITLE_CHARS = 40


def reminder_notice(
    delivery: Delivery,
    catalogue: Catalogue,
    *,
    now: datetime,
    timezone: tzinfo,
    is_opened: bool = False,
) -> Message:
    """What a group gets and sees later: answers, what is open; if `is_opened` each pledge."""
    lines = [_headline(delivery)]
    if delivery.deadline is not None:
        lines.append(
            _until(delivery.deadline, (delivery.sent_at or now).astimezone(timezone).date())
        )
    is_late = (delivery.sent_at or now) - delivery.due_at >= LATE_AFTER
    if is_late and delivery.kind is not Kind.NUDGE:
        lines.append(f"⏱ {when(delivery.due_at, timezone)}에 드렸어야 할 알림이 늦었어요.")
    lines += _pledge_lines(delivery, catalogue, len(delivery.pledges) if is_opened else MAX_SHOWN)
    if delivery.answers:
        lines += ["", *answer_lines(delivery, timezone)]
    return Message.of(lines, *_buttons(delivery, is_opened=is_opened))


def foreseen_text(
    reminder_id: int, due_at: datetime, chat: str, words: str, timezone: tzinfo
) -> str:
    """One message that would be sent, for the operator's terminal."""
    head = f"[{when(due_at, timezone)}] {reminder_id}번 알림 → {chat}"
    return "\n".join([head, *(f"    {line}".rstrip() for line in words.splitlines())])


def unreached_text(
    reminder_id: int, due_at: datetime, missing: Sequence[str], timezone: tzinfo
) -> str:
    """Whom a reminder would not reach."""
    head = f"[{when(due_at, timezone)}] {reminder_id}번 알림"
    return f"{head} → 등록된 방이나 담당부서가 없어요: {', '.join(missing)}"


NOTHING_DUE = "그때 보낼 알림은 없어요."


def _headline(delivery: Delivery) -> str:
    words = delivery.words  # at most MAX_TEXT_CHARS of it were accepted
    match delivery.kind:
        case Kind.REMINDER | Kind.REDIRECTED:
            return f"🔔 {words}"
        case Kind.NUDGE if 0 < len(delivery.open_pledges) < len(delivery.pledges):
            return f"🔔 남은 공약이 있어 다시 알려 드려요.\n{words}"
        case Kind.NUDGE:
            return f"🔔 아직 답이 없어 다시 알려 드려요.\n{words}"
        case Kind.POSTPONED:
            return f"🔔 미뤄 두신 알림이에요.\n{words}"
        case Kind.REASSIGNED if delivery.status is Status.WITHDRAWN:
            return f"↩️ 총괄이 거두어들인 알림이에요. 하실 일이 없어요.\n{words}"
        case Kind.REASSIGNED:
            return f"🔔 총괄이 우리 부서 담당으로 보낸 알림이에요.\n{words}"


def _until(deadline: date, today: date) -> str:
    left = (deadline - today).days
    if left == 0:
        return f"🗓 오늘 마감이에요. {day(deadline)}"
    return f"🗓 마감 {day(deadline)} · D{'-' if left > 0 else '+'}{abs(left)}"


def _pledge_lines(delivery: Delivery, catalogue: Catalogue, at_most: int) -> list[str]:
    numbers = delivery.pledges
    if not numbers:
        return []
    table = catalogue.in_term(delivery.term)
    whose = "" if delivery.departments else "우리 부서 "
    when = "" if table is catalogue else f"{table.term} "
    lines = ["", f"{whose}{when}공약 {len(numbers)}건"]
    for number in numbers[:at_most]:
        answer = delivery.standing(number)
        is_single = answer is not None and answer.pledge is not None
        mark = WORDS[answer.response].mark if answer is not None and is_single else "·"
        lines.append(f"{mark} {pledge_line(number, table, MAX_TITLE_CHARS)}")
    if len(numbers) > at_most:
        lines.append(f"외 {len(numbers) - at_most}건")
    return lines


def pledge_line(number: str, catalogue: Catalogue, max_title_chars: int) -> str:
    """A pledge on one line: its number, and how its title begins."""
    pledge = catalogue.by_number.get(PledgeNumber(number))
    return f"{number} {clipped(pledge.title, max_title_chars)}" if pledge else number


def _buttons(delivery: Delivery, *, is_opened: bool) -> tuple[tuple[Button, ...], ...]:
    """What can still be answered, and the way back from what was answered last."""
    if delivery.status is Status.WITHDRAWN:
        return ()
    asked, pledges = delivery.asked_id, delivery.pledges
    rows: list[tuple[Button, ...]] = []
    if len(pledges) > MAX_SHOWN and not is_opened:
        label = f"나머지 공약 {len(pledges) - MAX_SHOWN}건 보기"
        rows.append((button(label, AnswerVerb.ALL_PLEDGES, asked),))
    if not delivery.is_settled:
        rows += _answer_buttons(delivery)
    if delivery.answers:
        last = max(delivery.answers, key=lambda answer: answer.id)
        rows.append((undo_button([each for each in delivery.answers if _is_of_act(each, last)]),))
    return tuple(rows)


def _is_of_act(answer: Answer, last: Answer) -> bool:
    """Whether an answer was given by the same tap or reply, which is about several pledges."""
    acts = [(each.at, each.by, each.response, each.pledge is None) for each in (answer, last)]
    return acts[0] == acts[1]


def undo_button(answers: Sequence[Answer]) -> Button:
    """What takes answers back that were given at once."""
    ids = [each.id for each in answers]
    first, last = min(ids), max(ids)
    if first == last:
        return button("되돌리기", AnswerVerb.UNDO, last)
    return button("모두 되돌리기", AnswerVerb.UNDO_ALL, first, last)


def _answer_buttons(delivery: Delivery) -> list[tuple[Button, ...]]:
    stands = delivery.standing()
    done = len(delivery.pledges) - len(delivery.open_pledges)
    submit = answer_button(Response.SUBMITTED, delivery, rest="나머지 " if done else "")
    rows: list[tuple[Button, ...]] = [(submit,)]
    if stands is None and not done:
        rows = [(answer_button(Response.CONFIRMED, delivery), submit)]
    rows += by_pledge_rows(delivery, counted=f" {done}/{len(delivery.pledges)}" if done else "")
    others = [each for each in WORDS if each not in _FIRST and (each is _LATER or not done)]
    if stands is not None and stands.response is _LATER:
        others.remove(_LATER)
    return [*rows, *rows_of_two([answer_button(each, delivery) for each in others])]
