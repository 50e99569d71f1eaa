"""What the group of a department gets when the table or its name changes."""

from collections.abc import Sequence

from bot.korean.particles import josa
from bot.people.messages import Message
from bot.table.replies import pledge_count

MAX_NUMBERS = 30


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
        changed = [f"{department} {pledge_count(len(now))}", *(f"· {one}" for one in now)]
    else:
        is_merged = len(olds) > 1
        merged = f"{josa(', '.join(olds), '이/가')} {name} 합쳐졌어요."
        line = merged if is_merged else f"부서 이름이 {name} 바뀌었어요."
        same = f"{pledge_count(len(now))}{'을 함께 맡아요' if is_merged else '은 그대로예요'}."
        changed = _lists(came, went) or [same]
    return Message(text="\n".join([f"🏛 {line}", *changed]))


def heir_message(
    department: str, heir: str, came: Sequence[str], went: Sequence[str], count: int
) -> Message:
    """What a group gets when a new department stands in the table instead of its own."""
    line = f"🏛 새 공약표에는 {josa(department, '이/가')} {josa(heir, '으로/로')} 나와요."
    changed = _lists(came, went) or [f"{pledge_count(count)}은 그대로예요."]
    return Message(text="\n".join([line, *changed]))


def moved_message(old: str, new: str, count: int) -> Message:
    """What a group gets when it is that of another department from now on."""
    line = f"🏛 이 방의 부서를 {old}에서 {josa(new, '으로/로')} 바꿨어요."
    return Message(text=f"{line}\n{new} {pledge_count(count)}")


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
    listed = ", ".join(numbers[:MAX_NUMBERS]) or "없음"
    return Message(text=f"📋 이제 {term} 공약표로 답해요.\n{department} 공약: {listed}")
