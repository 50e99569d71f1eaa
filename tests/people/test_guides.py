"""The guides as pages for phones: whole, with their pictures, and leading nowhere else."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest

from bot.people.guides import guide_file
from bot.people.replies.help import Guide
from tests.paths import ROOT

DOCUMENTS = {
    Guide.STAFF: ROOT / "docs" / "guide.ko.md",
    Guide.COORDINATORS: ROOT / "docs" / "coordinator.ko.md",
}


@pytest.mark.parametrize("guide", Guide)
def test_a_guide_is_one_page_with_everything_in_it(guide: Guide) -> None:
    """Nothing is left of how it is written; links lead to places in the page."""
    source = DOCUMENTS[guide].read_text("utf-8")
    page = guide_file(guide).content.decode()
    assert page.count("<h2") == len(re.findall(r"^## ", source, re.MULTILINE))
    assert page.count("<table>") > 1
    pictures = re.findall(r'<img src="([^"]*)"', page)
    assert len(pictures) == source.count("](pictures/") > 0
    assert all(each.startswith("data:image/png;base64,") for each in pictures)
    places = {f"#{place}" for place in re.findall(r'id="([^"]+)"', page)}
    assert {unquote(link) for link in re.findall(r'href="([^"]*)"', page)} <= places
    assert not re.search(r"\*\*|\]\(|^\|", page, re.MULTILINE)


def test_every_guide_has_its_document() -> None:
    """None is forgotten."""
    assert set(DOCUMENTS) == set(Guide)
