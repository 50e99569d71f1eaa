"""The tables that are asked about: the committed one and made-up ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.made_up import SEED, made_up_pledges
from bot.lookup.catalogue import AliasKind, Catalogue
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.table import files
from bot.table.store.versions import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Syllables that names of places and institutions are made of.
NAME_SYLLABLES = (
    "가강건경고관광교구국군금길김나남노녹다달대덕도동두마만망명목문미바반방백범벽별보복본봉부북분비사산삼상생"
    "서석선설성세소송수숭신안암양어여연영예오옥온왕용우운울원월위유율은이인일임장재전정제조종주중지진창천청초춘"
    "충치칠태토통평포풍하학한해현호홍화황효흥"
)
ROOT = Path(__file__).parent.parent


def real_catalogue() -> Catalogue:
    """The committed table."""
    return read_catalogue(ROOT / "data" / "pledges.db")


def catalogue_of(path: Path) -> Catalogue:
    """The table of a file in any form that offices have."""
    reading = files.read(path, None)
    return Catalogue(
        term=reading.term or "민선9기",
        pledges=reading.table.pledges,
        aliases=(),
        as_of=reading.as_of or date(2026, 1, 1),
        source=path.name,
    )


def made_up_catalogue(size: int) -> Catalogue:
    """A made-up table of `size` pledges, with the everyday words of the committed one."""
    words = tuple(a for a in real_catalogue().aliases if a.kind is AliasKind.WORD)
    return Catalogue(
        term="made-up",
        pledges=made_up_pledges(size),
        aliases=words,
        as_of=date(2026, 1, 1),
        source="benchmarks/made_up.py",
    )


def titles_catalogue(titles: Sequence[str]) -> Catalogue:
    """A table of these titles, numbered in order."""
    return _titles_catalogue(tuple(titles))


@lru_cache(maxsize=16)
def _titles_catalogue(titles: tuple[str, ...]) -> Catalogue:
    return Catalogue(
        term="민선9기",
        pledges=tuple(
            Pledge(
                number=PledgeNumber(f"가-{at:02d}"),
                title=title,
                owners=("도시계획과",),
                strategy="앞으로 가는 금천",
            )
            for at, title in enumerate(titles, start=1)
        ),
        aliases=(),
        as_of=date(2026, 1, 1),
        source="titles",
    )


def named_catalogue(size: int) -> Catalogue:
    """A made-up table in which every second title begins with a proper name, of size / 3 names.

    The words of made-up tables are soon all there; those of real ones never are.
    """
    rng = Random(SEED)  # noqa: S311  (a repeatable draw is the point)
    names = ["".join(rng.choices(NAME_SYLLABLES, k=rng.randint(2, 4))) for _ in range(size // 3)]
    plain = made_up_catalogue(size)
    return replace(
        plain,
        pledges=tuple(
            replace(pledge, title=f"{rng.choice(names)} {pledge.title}") if place % 2 else pledge
            for place, pledge in enumerate(plain.pledges)
        ),
    )


def numbers_by_department(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Each department's pledge numbers as text."""
    return {
        department: tuple(str(pledge.number) for pledge in pledges)
        for department, pledges in catalogue.by_department.items()
    }
