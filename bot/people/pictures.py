"""What all pictures are drawn with: the font, a palette for every eye, and the file they become."""

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFont

FONT = Path(__file__).with_name("PledgeBoard.ttf")
MARGIN = 32

# The palette of Okabe and Ito, which people see apart whatever colours they see.
INK, PALE, LINE, PAPER, STRIPE = "#1a1a1a", "#6b6b6b", "#dddddd", "#ffffff", "#f6f6f6"
BLUE, ORANGE, RED, GREEN = "#0072B2", "#E69F00", "#D55E00", "#009E73"


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels."""
    return ImageFont.truetype(FONT, size)


def png(image: Image.Image) -> bytes:
    """The picture as a file."""
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
