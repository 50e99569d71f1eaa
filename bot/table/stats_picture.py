"""The table's figures as a picture: bars with their figures beside them, legible on a phone."""

from PIL import Image, ImageDraw

from bot.people.messages import clipped
from bot.people.pictures import (
    BLUE,
    GREEN,
    INK,
    LINE,
    MARGIN,
    ORANGE,
    PALE,
    PAPER,
    RED,
    STRIPE,
    font,
    png,
)
from bot.table.stats_replies import OTHERS, Counts, Stats

# Sizes in pixels. The text is no smaller than 28 at a width of 1080, which a phone shows whole.
WIDTH = 1_080
HEAD = 152
HEADING = 66
ROW = 50
GAP = 14
NAME_WIDTH = 470
COUNT_WIDTH = 120
BAR = 28
TITLE, TEXT, SMALL = 48, 32, 30
MAX_NAME_CHARS = 14
COLOURS = (BLUE, ORANGE, GREEN, RED, BLUE)  # of the sections, which have headings besides


def picture(figures: Stats) -> bytes:
    """The figures as PNG."""
    rows = sum(HEADING + ROW * len(entries) + GAP for _, entries, _ in figures.sections)
    image = Image.new("RGB", (WIDTH, HEAD + rows + MARGIN), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, 28), figures.title, INK, font(TITLE))
    draw.text((MARGIN, 96), figures.subtitle, PALE, font(SMALL))
    top = HEAD
    for (heading, entries, unit), colour in zip(figures.sections, COLOURS, strict=False):
        draw.line((MARGIN, top, WIDTH - MARGIN, top), LINE, 2)
        draw.text((MARGIN, top + HEADING // 2), heading, PALE, font(SMALL), anchor="lm")
        _draw_bars(draw, entries, unit, top + HEADING, colour)
        top += HEADING + ROW * len(entries) + GAP
    return png(image)


def _draw_bars(
    draw: ImageDraw.ImageDraw, entries: Counts, unit: str, top: int, colour: str
) -> None:
    left, longest = MARGIN + NAME_WIDTH, WIDTH - 2 * MARGIN - NAME_WIDTH - COUNT_WIDTH
    most = max((count for entry, count in entries if entry != OTHERS), default=0)
    for place, (entry, count) in enumerate(entries):
        middle = top + ROW * place + ROW // 2
        if place % 2 == 0:
            draw.rectangle((0, middle - ROW // 2, WIDTH, middle + ROW // 2), STRIPE)
        draw.text((MARGIN, middle), clipped(entry, MAX_NAME_CHARS), INK, font(TEXT), anchor="lm")
        if entry != OTHERS and count:  # many small ones together are no large one
            right = left + max(4, longest * count // most)
            draw.rectangle((left, middle - BAR // 2, right, middle + BAR // 2), colour)
        draw.text((WIDTH - MARGIN, middle), f"{count}{unit}", INK, font(TEXT), anchor="rm")
