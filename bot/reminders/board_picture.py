"""A board as a picture: departments by state, legible on a phone, by shape as well as by colour."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.people.messages import clipped
from bot.people.pictures import BLUE, INK, LINE, MARGIN, ORANGE, PALE, PAPER, RED, STRIPE, font, png
from bot.reminders.replies import board as replies
from bot.reminders.replies.outlines import plain_line
from bot.reminders.rules.board import Board, Row, Standing
from bot.reminders.rules.deliveries import FINAL, Response

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
COLUMNS: tuple[tuple[tuple[Standing | Response, ...], str], ...] = (
    ((Response.SUBMITTED, Standing.PARTLY), BLUE),
    (tuple(each for each in Response if each not in FINAL), ORANGE),
    ((Standing.NOTHING, Standing.WAITING), PALE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRow:
    """A department; the column that its mark stands in, or its state in `words`; and its time."""

    name: str
    standing: Standing | Response
    column: int | None
    words: str
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is drawn of a board: two lines, the labels over each column, and the rows below."""

    title: str
    line: str
    labels: tuple[tuple[str, ...], ...]
    rows: tuple[DrawnRow, ...]


def drawn(board: Board) -> Drawn:
    """What the picture shows, cell by cell."""
    counts = board.counts
    labels = tuple(
        tuple(
            f"{replies.LABELS[standing]} {counts[standing]}"
            for place, standing in enumerate(states)
            if place == 0 or counts[standing]
        )
        for states, _ in COLUMNS
    )
    return Drawn(
        title=plain_line(board.text, MAX_TITLE_CHARS),
        line=replies.title(board),
        labels=labels,
        rows=tuple(_drawn_row(row, board) for row in board.rows),
    )


def _drawn_row(row: Row, board: Board) -> DrawnRow:
    places = (place for place, (states, _) in enumerate(COLUMNS) if row.standing in states)
    column = next(places, None)
    return DrawnRow(
        name=clipped(row.department, MAX_NAME_CHARS),
        standing=row.standing,
        column=column,
        # What nobody can answer to, across the columns.
        words="" if column is not None else f"× {replies.LABELS[row.standing]}",
        time=replies.beside(row, board),
    )


def picture(board: Board) -> bytes:
    """The board as PNG."""
    shown = drawn(board)
    height = HEAD + ROW * len(shown.rows) + MARGIN
    image = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(image)
    _draw_head(draw, shown)
    for place, row in enumerate(shown.rows):
        _draw_row(draw, row, HEAD + ROW * place, is_striped=place % 2 == 0)
    return png(image)


def _draw_head(draw: ImageDraw.ImageDraw, shown: Drawn) -> None:
    draw.text((MARGIN, 24), shown.title, INK, font(TITLE))
    draw.text((MARGIN, 86), shown.line, PALE, font(SMALL))
    for place, labels in enumerate(shown.labels):
        for line_number, label in enumerate(labels):
            at = (centre(place), HEAD - 64 + line_number * LABEL_LINE)
            draw.text(at, label, COLUMNS[place][1], font(SMALL), anchor="mm")
    draw.line((MARGIN, HEAD - 4, WIDTH - MARGIN, HEAD - 4), LINE, 2)


def _draw_row(draw: ImageDraw.ImageDraw, row: DrawnRow, top: int, *, is_striped: bool) -> None:
    middle = top + ROW // 2
    if is_striped:
        draw.rectangle((0, top, WIDTH, top + ROW), STRIPE)
    draw.text((MARGIN, middle), row.name, INK, font(TEXT), anchor="lm")
    if row.column is not None:
        _draw_mark(draw, row.standing, centre(row.column), middle, COLUMNS[row.column][1])
    draw.text((MARGIN + NAME_WIDTH, middle), row.words, RED, font(SMALL), anchor="lm")
    draw.text((WIDTH - MARGIN, middle), row.time, PALE, font(SMALL), anchor="rm")


def _draw_mark(
    draw: ImageDraw.ImageDraw, standing: Standing | Response, x: int, y: int, colour: str
) -> None:
    """Full, half, ringed or empty: distinct without any colour."""
    box = (x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)
    match standing:
        case Response.SUBMITTED:
            draw.ellipse(box, colour)
            tick = ((x - 8, y + 1), (x - 2, y + 7), (x + 8, y - 6))
            draw.line(tick, PAPER, 4, joint="curve")
        case Standing.PARTLY:
            draw.ellipse(box, PAPER, colour, 4)
            draw.pieslice(box, 90, 270, colour)
        case Response.CONFIRMED:
            draw.ellipse(box, PAPER, colour, 4)
            draw.ellipse((x - 6, y - 6, x + 6, y + 6), colour)
        case Response.POSTPONED:
            draw.ellipse(box, PAPER, colour, 4)
            draw.line(((x, y - 9), (x, y), (x + 7, y)), colour, 4)
        case Standing.NOTHING:
            draw.ellipse(box, PAPER, colour, 3)
        case _:
            draw.line((x - 10, y, x + 10, y), colour, 4)


def centre(column: int) -> int:
    """Where the marks of a column stand."""
    wide = (WIDTH - 2 * MARGIN - NAME_WIDTH - TIME_WIDTH) // len(COLUMNS)
    return MARGIN + NAME_WIDTH + wide * column + wide // 2
