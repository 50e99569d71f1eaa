"""What coordinators are shown of questions that found nothing, and of the aliases they make."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.korean.particles import josa
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.store import Miss
from bot.people.messages import Button, Message, button, clipped, page_turns
from bot.table.verbs import MissVerb

MAX_SHOWN = 6
PAGE_MISSES = 6
MAX_NAME = 20


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
    return Message.of(lines, *rows, *page_turns(MissVerb.MISSES, page=page, pages=page + has_more))


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
