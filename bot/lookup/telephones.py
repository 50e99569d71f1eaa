"""Telephone numbers in the cells of a table, which are hidden with their columns."""

import re
from collections.abc import Container
from dataclasses import replace

from bot.lookup.columns import PERSON
from bot.lookup.pledge import Pledge

_CALLED = r"(?:[☎☏]|내선(?:번호)?|전화(?:번호)?|연락처|휴대폰|\b(?:tel|[thc]\.?p?)[.:])\s?[:：]?\s?"
_SIGNS = r"[-‐-―−－). ]{0,3}"
_NUMBER = (  # 02-123-4567, +82 10 1111 2222; 내선 1234, but not 전화 1200대
    rf"(?:{_CALLED})?(?<!\d)(?<!\d[.-])(?<!\d\.\s)\(?(?:[0０]|\+82{_SIGNS}0?)\d{{1,2}}"
    rf"{_SIGNS}\d{{3,4}}{_SIGNS}\d{{4}}(?!\d)"
    r"|(?:[☎☏]|내선(?:번호)?|\btel[.:])\s?[:：]?\s?\d[\d-]{2,9}(?!\d)"
)
_PHONE = re.compile(rf"\s?\((?:{_NUMBER})\)|{_NUMBER}", re.IGNORECASE)
_EXTENSION = re.compile(  # 김주무(1234), but not 김주무(2024.7.~)
    rf"\s?\(?(?:{_CALLED})?\d{{3,4}}(?:-\d{{4}})?\)?(?![\d.년])", re.IGNORECASE
)


def with_hidden(pledge: Pledge, columns: Container[str]) -> Pledge:
    """A pledge without hidden columns and telephone numbers."""
    details = ((key, text) for key, text in pledge.details if key not in columns)
    return replace(
        pledge,
        teams=tuple((name, _without_phones(team)) for name, team in pledge.teams),
        details=tuple((key, _without_phones(text, key)) for key, text in details),
    )


def _without_phones(text: str, key: str = "") -> str:
    """The text without telephone numbers, and what is left around them."""
    rest, count = _PHONE.subn("", text)
    if key == PERSON.key:
        rest, of_person = _EXTENSION.subn("", rest)
        count += of_person
    return rest.strip(" ()/,·") if count else text
