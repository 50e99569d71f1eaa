"""The pictures of conversations in the documents show what the bot says today."""

from __future__ import annotations

from PIL import Image, ImageFont

from benchmarks.pictures import DESCRIPTION, ICONS, PICTURES, conversations, draw
from bot.people.pictures import FONT


def test_pictures_show_what_the_bot_says_today() -> None:
    """Each conversation has its picture and none is left over; after a change: `make pictures`."""
    expected = conversations()
    assert {path.stem for path in PICTURES.glob("*.png")} == set(expected)
    for name, conversation in expected.items():
        with Image.open(PICTURES / f"{name}.png") as picture:
            assert picture.info[DESCRIPTION] == conversation.text
            assert picture.size == draw(conversation).size


def test_pictures_lack_no_glyph() -> None:
    """Each character is in the font or is drawn as a shape."""
    font = ImageFont.truetype(FONT, 32)
    missing = bytes(font.getmask("\U0010ffff"))
    shown = {char for each in conversations().values() for char in each.text}
    for char in shown - {*ICONS, *"◀▶←\n "}:
        assert bytes(font.getmask(char)) != missing, char
