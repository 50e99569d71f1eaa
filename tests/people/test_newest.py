"""What the bot remembers between messages is bounded."""

from __future__ import annotations

from bot.people.newest import Newest


def test_what_was_set_longest_ago_is_forgotten_first() -> None:
    """Whatever was set again since stays, one by one or many at once."""
    kept: Newest[str, int] = Newest(2)
    kept["a"], kept["b"] = 1, 2
    kept["a"] = 3
    kept["c"] = 4
    assert dict(kept) == {"a": 3, "c": 4}
    kept.update({"d": 5, "e": 6})
    assert dict(kept) == {"d": 5, "e": 6}
