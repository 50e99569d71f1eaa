"""Made-up pledges of many districts, with names close to each other: `made_up_pledges`."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.typing_hangul import parts
from bot.lookup.pledge import Pledge, PledgeNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 1995  # the year of the first local elections; any number would do
MAX_SERIAL = 999  # numbers are written with at most three digits

WORDS = json.loads((Path(__file__).parent / "data" / "made_up_words.json").read_text("utf-8"))
DISTRICTS: tuple[str, ...] = tuple(WORDS["districts"])
NEIGHBOURHOODS: tuple[str, ...] = tuple(WORDS["neighbourhoods"])
FACILITIES: tuple[str, ...] = tuple(WORDS["facilities"])
TARGETS: tuple[str, ...] = tuple(WORDS["targets"])
PROGRAMMES: tuple[str, ...] = tuple(WORDS["programmes"])
CAMPAIGNS: tuple[str, ...] = tuple(WORDS["campaigns"])
ACTIONS: tuple[str, ...] = tuple(WORDS["actions"])
SUPPORTS: tuple[str, ...] = tuple(WORDS["supports"])
TRAILERS: tuple[str, ...] = tuple(WORDS["trailers"])
OPENERS: tuple[str, ...] = tuple(WORDS["openers"])
FIELDS: tuple[tuple[str, list[str]], ...] = tuple(WORDS["fields"].items())


def made_up_pledges(size: int, *, seed: int = SEED) -> tuple[Pledge, ...]:
    """So many pledges with different titles; the same for the same seed.

    One strategy for each field of each district. Raises ValueError for more than there are
    numbers for: about 1.2 million.
    """
    most = len(DISTRICTS) * len(FIELDS) * MAX_SERIAL
    if size > most:
        msg = f"only {most} made-up pledges have numbers, not {size}"
        raise ValueError(msg)
    rng = Random(seed)  # noqa: S311  (a repeatable draw is the point)
    titles = _titles(rng)
    serials: dict[str, int] = {}
    pledges: list[Pledge] = []
    while len(pledges) < size:
        district = rng.choice(DISTRICTS)
        field, departments = rng.choice(FIELDS)
        category = district + field
        serial = serials.get(category, 0) + 1
        if serial > MAX_SERIAL:
            continue
        serials[category] = serial
        pledges.append(
            Pledge(
                number=PledgeNumber.of(category, serial),
                title=next(titles),
                owners=(rng.choice(departments),),
                strategy=f"{district} {field}",
            )
        )
    return tuple(pledges)


def _titles(rng: Random) -> Iterator[str]:
    """Titles without end, no two alike."""
    seen: set[str] = set()
    while True:
        title = _title(rng)
        if title not in seen:
            seen.add(title)
            yield title


def _title(rng: Random) -> str:
    """One title in one of the shapes that pledges have."""
    shape = rng.random()
    action = rng.choice(ACTIONS)
    trailer = rng.choice(TRAILERS) if action != "추진" else ""
    if shape < 0.4:
        return f"{_place(rng)} {rng.choice(FACILITIES)} {action}{trailer}"
    if shape < 0.55:
        return (
            f"{rng.choice(DISTRICTS)} {rng.choice(TARGETS)} "
            f"{rng.choice(PROGRAMMES)} {rng.choice(SUPPORTS)}{trailer}"
        )
    if shape < 0.7:
        first, second = rng.sample(FACILITIES, 2)
        return f"{_place(rng)} {first} 및 {second} {action}{trailer}"
    if shape < 0.85:
        return (
            f"{rng.choice(OPENERS)}{rng.choice(TARGETS)} {rng.choice(PROGRAMMES)} "
            f"{rng.choice(SUPPORTS)}({_place(rng)} {rng.choice(FACILITIES)} 연계)"
        )
    return (
        f"{_place(rng)} {_object(rng.choice(CAMPAIGNS))} 위한 {rng.choice(FACILITIES)} "
        f"{action}{trailer}"
    )


def _object(name: str) -> str:
    """A name and the particle that makes it an object, 을 after a final consonant and else 를."""
    return name + ("을" if parts(name[-1])[2] else "를")


def _place(rng: Random) -> str:
    """A neighbourhood, often a numbered one, or a district."""
    if rng.random() < 0.25:
        return rng.choice(DISTRICTS)
    return f"{rng.choice(NEIGHBOURHOODS)}{rng.choice(('', '1', '2', '3'))}동"
