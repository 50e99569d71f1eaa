"""What is remembered of who is in a group: for a while, and of so many people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.people.membership import MAX_REMEMBERED, REMEMBERED_FOR, Memory, Newest

NOON = datetime(2026, 12, 1, 3, tzinfo=UTC)


def test_it_is_forgotten_in_time() -> None:
    """Neither a second later nor, when the clock is set back, much later."""
    memory = Memory()
    memory.keep(1, found=True, now=NOON)
    assert memory.recall(1, now=NOON + REMEMBERED_FOR - timedelta(seconds=1)) is True
    assert memory.recall(1, now=NOON + REMEMBERED_FOR) is None
    assert memory.recall(1, now=NOON - timedelta(days=1)) is None


def test_a_crowd_does_not_fill_the_memory() -> None:
    """Who was kept longest is forgotten first; who is kept again, last."""
    memory = Memory()
    for user_id in range(MAX_REMEMBERED):
        memory.keep(user_id, found=False, now=NOON)
    memory.keep(0, found=False, now=NOON)
    memory.keep(-1, found=False, now=NOON)
    assert memory.recall(0, now=NOON) is False
    assert memory.recall(1, now=NOON) is None


def test_somebody_or_everybody_is_looked_up_anew() -> None:
    """When they come or go, or a group does."""
    memory = Memory()
    for user_id in (1, 2, 3):
        memory.keep(user_id, found=True, now=NOON)
    memory.forget(1)
    assert memory.recall(1, now=NOON) is None
    assert memory.recall(2, now=NOON) is True
    memory.forget_all()
    assert memory.recall(3, now=NOON) is None


def test_what_was_set_longest_ago_is_forgotten_first() -> None:
    """Whatever was set again since stays, one by one or many at once."""
    kept: Newest[str, int] = Newest(2)
    kept["a"], kept["b"] = 1, 2
    kept["a"] = 3
    kept["c"] = 4
    assert dict(kept) == {"a": 3, "c": 4}
    kept.update({"d": 5, "e": 6})
    assert dict(kept) == {"d": 5, "e": 6}
