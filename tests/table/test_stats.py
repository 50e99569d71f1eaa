"""The table in figures: what the picture shows, and that a phone shows it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from bot.lookup.columns import STATUS
from bot.table import stats_picture
from bot.table.stats_replies import MAX_CAPTION, MAX_ENTRIES, OTHERS, Stats, stats
from tests.lookup.tables import real
from tests.table.test_desk import desk  # noqa: F401 -- the fixture

if TYPE_CHECKING:
    import pytest

    from tests.table.test_desk import Desk


def figures() -> Stats:
    """Those of the real table, a part of which has states."""
    pledges = tuple(
        replace(p, details=((STATUS.key, "완료" if at % 3 else "정상추진"),)) if at < 20 else p
        for at, p in enumerate(real().pledges)
    )
    asked = (("지역개발-10", 24), ("교육문화-01", 12))
    return stats(replace(real(), pledges=pledges), asked, (312, 21))


def test_every_pledge_is_counted_once_in_each_list() -> None:
    """What does not fit is counted together; pledges without a state have none."""
    found = {heading: entries for heading, entries, _ in figures().sections}
    assert sum(count for _, count in found["전략별"]) == 63
    owners = found["담당 부서별"]
    assert sum(count for _, count in owners) == sum(len(p.owners) for p in real().pledges)
    assert len(owners) == MAX_ENTRIES
    assert owners[-1][0] == OTHERS
    assert dict(found["상태별"]) == {"완료": 13, "정상추진": 7}


def test_the_picture_is_upright_and_its_text_legible_on_a_phone() -> None:
    """No text is smaller than 28 pixels at a width of 1080; colours are not needed to read it."""
    image = Image.open(io.BytesIO(stats_picture.picture(figures())))
    assert image.width == 1080
    assert 1 < image.height / image.width < 2
    assert min(stats_picture.TITLE, stats_picture.TEXT, stats_picture.SMALL) >= 28
    labels = {heading for heading, _, _ in figures().sections}
    assert labels == {"전략별", "상태별", "담당 부서별", "많이 찾은 공약", "질문"}


def test_the_caption_has_every_figure_of_the_picture() -> None:
    """Within what Telegram takes."""
    said = figures().caption
    assert len(said) <= MAX_CAPTION
    for _, entries, unit in figures().sections:
        for name, count in entries:
            assert f"· {name} {count}{unit}" in said.splitlines()  # names have commas in them


def test_what_there_is_not_is_left_out() -> None:
    """A table without states, of which nobody has asked anything."""
    plain = stats(real(), (), (0, 0))
    assert [heading for heading, _, _ in plain.sections] == ["전략별", "담당 부서별"]
    assert stats_picture.picture(plain)


def test_a_coordinator_gets_the_picture(
    desk: Desk,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With its figures as text."""
    monkeypatch.chdir(desk.folder)
    [said] = desk.says("/stats")
    assert "민선8기 공약 63건" in said
    [saved] = desk.folder.glob("*.png")
    assert saved.read_bytes().startswith(b"\x89PNG")
