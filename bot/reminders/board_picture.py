"""A board as a picture: departments by state, legible on a phone, by shape as well as by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from bot.people.messages import clipped
from bot.people.pictures import (
    BLUE,
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
from bot.reminders.replies import board as replies
from bot.reminders.rules.board import Board, Row, Standing

if TYPE_CHECKING:
    from datetime import datetime, tzinfo


# Sizes in pixels. Telegram shows a photo at most 1280 high or wide, so columns are few and wide.
WIDTH = 1_000
ROW = 56
HEAD = 240
LABEL_LINE = 34
NAME_WIDTH = 330
TIME_WIDTH = 178
TEXT, SMALL, TITLE = 32, 26, 40
RADIUS = 16
MAX_NAME_CHARS = 10
MAX_TITLE_CHARS = 22

# Each column, the states in it, and its colour.
COLUMNS: tuple[tuple[tuple[Standing, ...], str], ...] = (
    ((Standing.SUBMITTED, Standing.PARTLY), BLUE),
    ((Standing.CONFIRMED, Standing.POSTPONED), ORANGE),
    ((Standing.NOTHING, Standing.WAITING), PALE),
)


def picture(board: Board, timezone: tzinfo, *, now: datetime) -> bytes:
    """The board as PNG."""
    height = HEAD + ROW * len(board.rows) + MARGIN
    image = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(image)
    _draw_head(draw, board, replies.title(board, timezone, now=now))
    for place, row in enumerate(board.rows):
        _draw_row(draw, row, HEAD + ROW * place, timezone, is_striped=place % 2 == 0)
    return png(image)


def _draw_head(draw: ImageDraw.ImageDraw, board: Board, line: str) -> None:
    name = clipped(" ".join(board.text.split()), MAX_TITLE_CHARS)
    draw.text((MARGIN, 24), name, INK, font(TITLE))
    draw.text((MARGIN, 86), line, PALE, font(SMALL))
    for place, (states, colour) in enumerate(COLUMNS):
        for line_number, standing in enumerate(states):
            if line_number == 0 or board.counts[standing]:
                at = (_centre(place), HEAD - 64 + line_number * LABEL_LINE)
                label = f"{replies.LABELS[standing]} {board.counts[standing]}"
                draw.text(at, label, colour, font(SMALL), anchor="mm")
    draw.line((MARGIN, HEAD - 4, WIDTH - MARGIN, HEAD - 4), LINE, 2)


def _draw_row(
    draw: ImageDraw.ImageDraw, row: Row, top: int, timezone: tzinfo, *, is_striped: bool
) -> None:
    middle = top + ROW // 2
    if is_striped:
        draw.rectangle((0, top, WIDTH, top + ROW), STRIPE)
    name = clipped(row.department, MAX_NAME_CHARS)
    draw.text((MARGIN, middle), name, INK, font(TEXT), anchor="lm")
    for place, (states, colour) in enumerate(COLUMNS):
        if row.standing in states:
            _draw_mark(draw, row.standing, _centre(place), middle, colour)
            break
    else:  # what nobody can answer to, in words across the columns
        words, left = replies.LABELS[row.standing], MARGIN + NAME_WIDTH
        draw.text((left, middle), f"× {words}", RED, font(SMALL), anchor="lm")
    said = replies.beside(row, timezone)
    draw.text((WIDTH - MARGIN, middle), said, PALE, font(SMALL), anchor="rm")


def _draw_mark(draw: ImageDraw.ImageDraw, standing: Standing, x: int, y: int, colour: str) -> None:
    """Full, half, ringed or empty: distinct without any colour."""
    box = (x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)
    match standing:
        case Standing.SUBMITTED:
            draw.ellipse(box, colour)
            tick = ((x - 8, y + 1), (x - 2, y + 7), (x + 8, y - 6))
            draw.line(tick, PAPER, 4, joint="curve")
        case Standing.PARTLY:
            draw.ellipse(box, PAPER, colour, 4)
            draw.pieslice(box, 90, 270, colour)
        case Standing.CONFIRMED:
            draw.ellipse(box, PAPER, colour, 4)
            draw.ellipse((x - 6, y - 6, x + 6, y + 6), colour)
        case Standing.POSTPONED:
            draw.ellipse(box, PAPER, colour, 4)
            draw.line(((x, y - 9), (x, y), (x + 7, y)), colour, 4)
        case Standing.NOTHING:
            draw.ellipse(box, PAPER, colour, 3)
        case _:
            draw.line((x - 10, y, x + 10, y), colour, 4)


def _centre(column: int) -> int:
    wide = (WIDTH - 2 * MARGIN - NAME_WIDTH - TIME_WIDTH) // len(COLUMNS)
    return MARGIN + NAME_WIDTH + wide * column + wide // 2
