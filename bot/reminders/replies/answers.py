"""Answers of groups in words: the record under a reminder, and what is said to whoever answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.korean.particles import josa
from bot.people.messages import clipped, plain
from bot.reminders.rules.board import is_after
from bot.reminders.rules.deliveries import Answer, Delivery, Response

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, tzinfo


LATE = "늦음"
MAX_REMARK_CHARS = 200
WEEKDAYS = "월화수목금토일"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """An answer in words: what its button says, its mark, and the record of who gave it."""

    label: str
    mark: str
    record: str
    thanks: str

    @property
    def recorded(self) -> str:
        """What is said to whoever answered in words."""
        return f"{self.mark} {self.thanks}"


WORDS = {
    Response.CONFIRMED: Words(
        label="확인", mark="👀", record="확인했어요.", thanks="확인으로 기록했어요."
    ),
    Response.SUBMITTED: Words(
        label="제출완료", mark="✅", record="제출을 마쳤어요.", thanks="제출완료로 기록했어요."
    ),
    Response.POSTPONED: Words(
        label="연기",
        mark="⏰",
        record="나중에 다시 받기로 했어요.",
        thanks="연기로 기록했어요.",
    ),
    Response.NOT_OURS: Words(
        label="우리 부서 아님",
        mark="🙅",
        record="우리 부서 일이 아니라고 했어요.",
        thanks="총괄에게 알렸어요. 담당을 확인해 드릴게요.",
    ),
}


def when(at: datetime, timezone: tzinfo) -> str:
    """A time as people write it: 12/20(일) 09:00."""
    local = at.astimezone(timezone)
    return f"{day(local.date())} {local:%H:%M}"


def day(date: date) -> str:
    """A day as people write it.

    >>> from datetime import date
    >>> day(date(2026, 12, 20))
    '12/20(일)'
    """
    return f"{date.month}/{date.day}({WEEKDAYS[date.weekday()]})"


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
        (plain(answer.name), answer.remark) for answer in (*standing, *single) if answer.remark
    )
    return [*lines, *(f"💬 {name}: {clipped(remark, MAX_REMARK_CHARS)}" for name, remark in said)]


def answer_line(answer: Answer, deadline: date | None, timezone: tzinfo) -> str:
    """One answer, for whoever comes after it."""
    line = _line(answer, deadline, timezone)
    return f"{line} ({answer.pledge})" if answer.pledge else line


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
    if last.response is Response.SUBMITTED and len(alike) == len(delivery.pledges):
        return f"{words.mark} {at} {who} 님이 공약 {len(alike)}건을 모두 제출했어요.{late}"
    if last.response is Response.SUBMITTED:
        counted = f"공약 {len(alike)}/{len(delivery.pledges)}건 제출"
    else:
        counted = f"{', '.join(str(answer.pledge) for answer in alike)} {words.label}"
    return f"{words.mark} {counted} · {at} {who}{late}"


def _late(answer: Answer, deadline: date | None, timezone: tzinfo) -> str:
    if deadline is None or answer.response is not Response.SUBMITTED:
        return ""
    return f" ({LATE})" if is_after(deadline, answer.at, str(timezone)) else ""
