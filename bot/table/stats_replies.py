"""The table's figures in words, for the picture and beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.messages import clipped
from bot.table.stats import OTHERS

if TYPE_CHECKING:
    from bot.table.stats import Counts, Stats

MAX_CAPTION = 1_000  # what Telegram shows under a picture


def title(figures: Stats) -> str:
    """The first line."""
    return f"{figures.term} 공약 {figures.pledges}건"


def subtitle(figures: Stats) -> str:
    """The second line."""
    return f"{figures.as_of} 기준 · 부서 {figures.departments}곳"


def sections(figures: Stats) -> tuple[tuple[str, Counts, str], ...]:
    """The heading of each list that has entries, the entries, and their unit."""
    found = (
        (f"{figures.strategy_word}별", figures.by_strategy, "건"),
        ("상태별", figures.by_state, "건"),
        ("담당 부서별", figures.by_owner, "건"),
        ("많이 찾은 공약", figures.most_asked, "번"),
        ("질문", _questions(figures), "번"),
    )
    return tuple(each for each in found if each[1])


def name(entry: str) -> str:
    """What an entry is called."""
    return "그 밖" if entry == OTHERS else " ".join(entry.split())


def caption(figures: Stats) -> str:
    """All figures as text, for those who do not see the picture."""
    lines = [f"📊 {title(figures)}", subtitle(figures)]
    for heading, entries, unit in sections(figures):
        said = ", ".join(f"{clipped(name(each), 24)} {count}{unit}" for each, count in entries)
        lines += ["", heading, said]
    return clipped("\n".join(lines), MAX_CAPTION)


def file_name(figures: Stats) -> str:
    """What the picture is called."""
    return f"{figures.term}-통계.png"


def _questions(figures: Stats) -> Counts:
    if not (figures.asked or figures.missed):
        return ()
    return (("찾은 질문", figures.asked), ("못 찾은 질문", figures.missed))
