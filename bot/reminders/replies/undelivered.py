"""What did not arrive, in words: the list, and what the reports say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from bot.people.messages import (
    Button,
    Message,
    Reason,
    button,
    clipped,
    page_turns,
    plain,
    rows_of_two,
)
from bot.reminders.replies.outlines import plain_line
from bot.reminders.replies.reminders import when
from bot.reminders.rules.deliveries import UNDELIVERED, UNOWNED, Delivery, Kind, ReportKind, Status
from bot.reminders.verbs import ReminderVerb, UndeliveredVerb

PAGE_ITEMS = 5
MAX_WORDS_CHARS = 30
MAX_NAMES_CHARS = 400  # of an item, where there are PAGE_ITEMS of them
MAX_REPORTED = 60  # of one incident that are looked at
MAX_ITEMS = 8  # in one message

REASONS: Mapping[str, str] = {
    Reason.KICKED: "봇이 방에 없어요",
    Reason.UNREGISTERED: "등록이 풀린 방이에요",
    Reason.PUBLIC: "누구나 들어올 수 있는 공개 방이에요",
    Reason.NO_TOPIC: "주제가 없어졌거나 닫혔어요",
    Reason.MUTED: "봇이 글을 쓸 수 없어요",
    Reason.NO_CHAT: "방이 없어졌어요",
    UNOWNED: "등록된 방이나 담당부서가 없어요",
}
STATES = {
    Status.UNCERTAIN: "도착했는지 알 수 없어요",
    Status.EXPIRED: "텔레그램에 오래 연결되지 않았어요",
    Status.UNREACHED: "등록된 방이 없어요",
    Status.MISSED: "봇이 꺼져 있는 동안 시간이 지났어요",
}
REPORTED = {
    ReportKind.UNCERTAIN: "❓ 도착했는지 알 수 없는 알림이에요. 그 방에서 확인한 뒤, "
    "오지 않았으면 다시 보내 주세요.",
    ReportKind.REFUSED: "⛔️ 보내지 못한 알림이에요. 방에 봇이 있는지, 글을 쓸 수 있는지 봐 주세요.",
    ReportKind.EXPIRED: "⌛️ 텔레그램에 오래 연결되지 않아 보내지 못한 알림이에요.",
    ReportKind.MISSED: "⌛️ 봇이 꺼져 있는 동안 시간이 지나 보내지 않은 알림이에요.",
    ReportKind.UNREACHED: "🏢 등록된 방이나 담당부서가 없어 알리지 못했어요.",
    ReportKind.UNANSWERED: "🔕 답을 다 받지 못한 알림이에요.",
}
WHERE_ALL_ARE = "다시 보내려면 /undelivered"
WHO_HAS_NO_GROUP = "방이 없는 부서와 등록 링크: /groups"
NOTHING_UNDELIVERED = Message(text="전달하지 못한 알림이 없어요.")
SENT_AGAIN = "다시 보내고 있어요."
ALREADY_DONE = "이미 처리된 알림이에요."
NO_GROUP = "보낼 방이 없어요. 방을 등록하거나 봇을 다시 초대해 주세요."
PAUSED = "멈춰 둔 알림이에요. 다시 시작한 뒤 보내 주세요: /reminders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """What did not arrive; `arrived` counts messages about it that did; `is_done` by other ones."""

    delivery: Delivery
    group: str = ""
    arrived: int = 0
    is_done: bool = False


def undelivered_panel(  # noqa: PLR0913 -- a page and what leads on from it
    found: Sequence[Undelivered],
    timezone: tzinfo,
    *,
    count: int,
    page: int,
    pages: int,
    newest: int,
) -> Message:
    """What, to whom, when and why; each with what can be done about it."""
    lines = [f"📭 전달하지 못한 알림 {count}건"]
    if any(one.delivery.status is Status.UNREACHED for one in found):
        lines.append(WHO_HAS_NO_GROUP)
    buttons: list[Button] = []
    for number, one in enumerate(found, start=1 + (page - 1) * PAGE_ITEMS):
        whom = _whom(one, chars=MAX_WORDS_CHARS)
        lines += ["", f"{number}. {_what(one, timezone)}", f"→ {whom} · {reason(one)}"]
        buttons.append(
            button(f"{number} 다시 보내기", UndeliveredVerb.RESEND, one.delivery.id, page)
        )
    turns = page_turns(UndeliveredVerb.UNDELIVERED, page=page, pages=pages)
    clear = (button("모두 목록에서 빼기", UndeliveredVerb.DISMISS, newest),)
    return Message.of(lines, *rows_of_two(buttons), *turns, clear)


def dismissal_panel(count: int, newest: int) -> Message:
    """Asked once more, for what is taken off the list is not shown again."""
    return Message.of(
        f"전달하지 못한 알림 {count}건을 목록에서 뺄까요? 현황판과 기록에는 남아요.",
        [button("목록에서 빼기", UndeliveredVerb.DISMISS_SURELY, newest)],
        [button("« 돌아가기", UndeliveredVerb.UNDELIVERED, 1)],
    )


def dismissed_text(count: int) -> str:
    """How many were taken off the list."""
    return f"{count}건을 목록에서 뺐어요."


def report_message(
    kind: ReportKind, reported: Sequence[Undelivered], timezone: tzinfo, *, count: int
) -> Message:
    """The last things of an incident, `count` in all; what says the same is one item."""
    items: dict[tuple[str, str], list[Undelivered]] = {}
    for one in reported:
        items.setdefault((_what(one, timezone), _detail(kind, one)), []).append(one)
    shown = [*items.items()][-MAX_ITEMS:]
    lines = [REPORTED[kind], ""]
    if hidden := count - sum(len(alike) for _, alike in shown):
        lines.append(f"앞의 {hidden}건은 접었어요.")
    rows: list[tuple[Button, ...]] = []
    for number, ((what, detail), alike) in enumerate(shown, start=1):
        chars = MAX_NAMES_CHARS * PAGE_ITEMS // len(shown) // len(alike)
        left_open = [one for one in alike if is_left_open(kind, one)]
        # What is dealt with is marked: the whole item, or its groups.
        names = [
            f"{'✅ ' * (one not in left_open and bool(left_open))}{_whom(one, chars=chars)}"
            for one in alike
        ]
        whom = f"{f'{len(alike)}곳: ' * (len(alike) > 1)}{', '.join(names)}"
        parts = [f"{'✅ ' * (not left_open)}{what}", whom, *filter(None, [detail])]
        lines.append(f"{number}. {' · '.join(parts)}")
        if kind is ReportKind.UNCERTAIN:
            for one in left_open:
                label = f"다시 보내기 {number}. {one.group}"
                rows.append((button(label, UndeliveredVerb.SEND_AGAIN, one.delivery.id),))
    if kind is ReportKind.UNANSWERED:
        words = {one.delivery.reminder_id: one.delivery.words for one in reported}
        rows += [
            (button(f"알림: {' '.join(text.split())}", ReminderVerb.REMINDER, reminder_id),)
            for reminder_id, text in words.items()
        ]
    elif any(is_left_open(kind, one) for one in reported):
        lines += ["", WHERE_ALL_ARE]
    return Message.of(lines, *rows)


def _detail(kind: ReportKind, one: Undelivered) -> str:
    """What a report says beside which reminder it was, and to whom."""
    if kind is ReportKind.REFUSED and is_left_open(kind, one):
        return reason(one)
    if kind is not ReportKind.UNANSWERED:
        return ""
    count, open_ones = len(one.delivery.pledges), len(one.delivery.open_pledges)
    in_part = f"공약 {count}건 중 {count - open_ones}건만 답했어요 · " * (0 < open_ones < count)
    return f"{in_part}{one.arrived}번 알렸어요"


def is_left_open(kind: ReportKind, one: Undelivered) -> bool:
    """Whether what was reported of a delivery is still to be dealt with."""
    if kind is ReportKind.UNANSWERED:
        return not (one.delivery.is_answered or one.is_done)
    return one.delivery.status in UNDELIVERED and not one.delivery.is_dismissed


def item_line(one: Undelivered) -> str:
    """To whom, and why it did not arrive."""
    return f"{_whom(one, chars=MAX_WORDS_CHARS)} · {reason(one)}"


def reason(one: Undelivered) -> str:
    """Why it did not arrive."""
    delivery = one.delivery
    return REASONS.get(delivery.error) or STATES.get(delivery.status, delivery.error)


def _what(one: Undelivered, timezone: tzinfo) -> str:
    nudge = " (재알림)" if one.delivery.kind is Kind.NUDGE else ""
    words = plain_line(one.delivery.words, MAX_WORDS_CHARS)
    return f"{when(one.delivery.due_at, timezone)} '{words}'{nudge}"


def _whom(one: Undelivered, *, chars: int = MAX_NAMES_CHARS) -> str:
    names = _listed(one.delivery.departments, chars)
    if not one.group:
        return names
    return f"{plain(one.group)} ({names})" if names else plain(one.group)


def _listed(names: Sequence[str], chars: int) -> str:
    """As many names as fit, and how many others there are.

    >>> _listed(["교통행정과", "도시계획과", "보건행정과"], 14)
    '교통행정과, 도시계획과 외 1곳'
    """
    shown = [*names]
    while len(", ".join(shown)) > chars and len(shown) > 1:
        shown.pop()
    rest = len(names) - len(shown)
    return clipped(", ".join(shown), chars) + (f" 외 {rest}곳" if rest else "")
