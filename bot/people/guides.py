"""The guides of docs/ as pages that a phone can open, their pictures inside."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.people.messages import File
from bot.people.replies.help import GUIDES, Guide

if TYPE_CHECKING:
    from markdown_it.token import Token

_PACKAGE = Path(__file__).resolve().parent.parent
# In a wheel they are in the package, in a clone beside it: see pyproject.toml.
DOCUMENTS = (
    next(place for place in (_PACKAGE, _PACKAGE.parent) if (place / "docs").is_dir()) / "docs"
)
_PAGE = """\
<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 17px/1.6 sans-serif; max-width: 40em; margin: 0 auto; padding: 16px; }}
body {{ word-break: keep-all; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #ccc; padding: 6px; text-align: left; vertical-align: top; }}
td:first-child {{ min-width: 4.5em; }}
img {{ max-width: 100%; }}
code {{ background: #f2f2f2; padding: 1px 4px; border-radius: 4px; }}
pre {{ background: #f2f2f2; padding: 8px; white-space: pre-wrap; }}
</style>
{}</html>
"""


def guide_file(guide: Guide) -> File:
    """The guide, to be sent."""
    document, name, caption = GUIDES[guide]
    return File(name=name, content=_page(document), caption=caption)


@cache
def _page(document: str) -> bytes:
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- few ask for it

    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse((DOCUMENTS / document).read_text("utf-8"))
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", tokens[place + 1].content.replace(" ", "-"))
        for child in token.children or ():
            _keep_inside(child)
    return _PAGE.format(markdown.renderer.render(tokens, markdown.options, {})).encode()


def _keep_inside(token: Token) -> None:
    """A picture becomes part of the page; a link leads to a place of it, or nowhere."""
    if token.type == "image":
        picture = (DOCUMENTS / str(token.attrGet("src"))).read_bytes()
        token.attrSet("src", f"data:image/png;base64,{b64encode(picture).decode()}")
    elif token.type == "link_open" and not str(token.attrGet("href")).startswith("#"):
        del token.attrs["href"]
