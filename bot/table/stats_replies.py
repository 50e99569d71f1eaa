"""The table and what is asked of it in figures, for a picture and in words beside it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.lookup.catalogue import Catalogue
from bot.lookup.columns import STATUS
from bot.lookup.pledge import UNDECIDED
from bot.people.messages import clipped

MAX_ENTRIES = 8  # of a list
MAX_ASKED = 5
PICTURE_FILE = "{}-통계.png"
MAX_CAPTION = 1_000  # what Telegram shows under a picture
OTHERS = "그 밖"  # all that did not fit

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Two lines, and each list that has entries: its heading, the entries and their unit."""

    title: str
    subtitle: str
    sections: tuple[tuple[str, Counts, str], ...]

    @property
    def caption(self) -> str:
        """All figures as text, for those who do not see the picture."""
        lines = [f"📊 {self.title}", self.subtitle]
        for heading, entries, unit in self.sections:
            lines += ["", heading]
            lines += [f"· {clipped(name, 24)} {count}{unit}" for name, count in entries]
        return clipped("\n".join(lines), MAX_CAPTION)


def stats(catalogue: Catalogue, most_asked: Counts, counts: tuple[int, int]) -> Stats:
    """The pledges of the current term by strategy (in the table's order), state and owner.

    `most_asked` are numbers of pledges, `counts` the questions of this month and the last that
    found one pledge or none.
    """
    states = Counter(pledge.detail(STATUS.key) for pledge in catalogue.pledges)
    states.pop("", None)
    owners = Counter(name for pledge in catalogue.pledges for name in pledge.owners or (UNDECIDED,))
    strategies = ((name, len(own)) for name, own in catalogue.by_strategy.items())
    questions = zip(("찾은 질문", "못 찾은 질문"), counts, strict=True) if any(counts) else ()
    lists = (
        (f"{catalogue.strategy_word}별", strategies, "건"),
        ("상태별", states.most_common(), "건"),
        ("담당 부서별", owners.most_common(), "건"),
        ("많이 찾은 공약", most_asked[:MAX_ASKED], "번"),
        ("질문", questions, "번"),
    )
    return Stats(
        title=f"{catalogue.term} 공약 {len(catalogue.pledges)}건",
        subtitle=f"{catalogue.as_of} 기준 · 부서 {len(catalogue.owned_by)}곳",
        sections=tuple((name, found, unit) for name, all_, unit in lists if (found := _few(all_))),
    )


def _few(entries: Iterable[tuple[str, int]]) -> Counts:
    """The entries, their names on one line; the last is OTHERS where there are too many."""
    found = [(" ".join(name.split()), count) for name, count in entries]
    if len(found) <= MAX_ENTRIES:
        return tuple(found)
    rest = sum(count for _, count in found[MAX_ENTRIES - 1 :])
    return (*found[: MAX_ENTRIES - 1], (OTHERS, rest))
