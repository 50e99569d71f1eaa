"""What became of a pledge, in words."""

from collections.abc import Sequence
from datetime import tzinfo
from itertools import pairwise

from bot.lookup.pledge import PledgeNumber
from bot.people.messages import Ask, Button, Message, clipped
from bot.table.changes import Field
from bot.table.desk_replies import KINDS, MAX_LINES
from bot.table.history import FieldChange, VersionKind
from bot.table.replies import FIELDS

GONE = "지난 공약표의 버튼이에요. 번호를 다시 보내 주세요."
ASK_HISTORY = Message(text="어느 공약의 연혁을 볼까요? 번호를 보내 주세요.", asks_reply="공약 번호")
MAX_SPANS = 12
MAX_FILE = 24
MAX_VALUE = 40


def history_message(
    number: PledgeNumber,
    changes: Sequence[FieldChange],
    timezone: tzinfo,
    *,
    strategy: str,
    term: str = "",
) -> Message:
    """Who owned a pledge from when to when, the newest first, and what else changed by what.

    One that is in the table no more has the title that it had.
    `strategy` is what a strategy is called; `term` is that of a table that is not the current one.
    """
    asked = f"{term} {number}".strip()
    titles = [change for change in changes if change.field == Field.TITLE]
    gone = [change for change in titles[-1:] if change.new is None]
    title = titles[-1].new or titles[-1].old or "" if titles else ""
    lines = [f"🕘 {asked}", clipped(title, 60)]
    lines += [f"{_day(one, timezone)} 공약표에서 빠졌어요." for one in gone]
    if another := _of_another(titles):
        went, came = another
        changes = [
            one
            for one in changes
            if one.version.id > came.version.id or (one.version == came.version and one.old is None)
        ]
        lines.append(f"{_day(went, timezone)}까지 '{clipped(went.old or '', 60)}'의 번호였어요.")
    lines += ["", "담당"]
    own = [change for change in changes if change.field == Field.OWNERS]
    pairs = zip(own, [*own[1:], None], strict=True)
    owned = [pair for pair in pairs if pair[0].new is not None][::-1]
    for change, following in owned[:MAX_SPANS]:
        since = _day(change, timezone)
        until = _day(following, timezone) if following else "임기 끝" if term else "지금"
        lines += [
            # A reorganisation may hold from a day before the table was loaded.
            f"{since} ~ {until}" if since <= until else f"~ {until}",
            f"  {change.new or '미정'} ({_cause(change)})",
        ]
    if len(owned) > MAX_SPANS:
        lines.append(f"… 그 전에 {len(owned) - MAX_SPANS}번")
    others = [
        change
        for change in changes
        if change.field not in (Field.OWNERS, Field.POSITION)
        and change.old is not None
        and change.new is not None
    ]
    names = FIELDS | {Field.STRATEGY: strategy}
    lines += ["", "바뀐 내용"] if others else []
    for change in others[: -MAX_LINES - 1 : -1]:
        field = names.get(change.field, change.field)
        lines += [
            f"{_day(change, timezone)} {field} ({_cause(change)})",
            f"  {_value(change.old)} → {_value(change.new)}",
        ]
    back = Button(label="« 공약 보기", action=Ask(text=asked))
    return Message.of(lines, *([] if gone else [[back]]))


def _of_another(titles: Sequence[FieldChange]) -> tuple[FieldChange, FieldChange] | None:
    """What took the number from another pledge last, and what gave it to this one."""
    pairs = [
        (went, came) for went, came in pairwise(titles) if went.new is None and went.old != came.new
    ]
    return pairs[-1] if pairs and pairs[-1][1].version.kind is not VersionKind.UNDO else None


def _day(change: FieldChange, timezone: tzinfo) -> str:
    return f"{change.version.since or change.version.at.astimezone(timezone):%Y-%m-%d}"


def _cause(change: FieldChange) -> str:
    """By which load or reorganisation, and whether that was taken back."""
    version = change.version
    file = f" {clipped(version.file, MAX_FILE)}" if version.kind is VersionKind.LOAD else ""
    return f"{KINDS[version.kind]}{file}{', 되돌림' * version.is_undone}"


def _value(text: str | None) -> str:
    return clipped(text or "없음", MAX_VALUE)
