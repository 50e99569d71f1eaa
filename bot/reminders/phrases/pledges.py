"""Which pledges a reply names: by their numbers, or by words of their titles."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup.pledge import PledgeNumber
from bot.reminders.phrases.answers import is_of_replies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.lookup.catalogue import Catalogue

OFTEN = 3  # titles with a word that says nothing of any: 추진, 운영
MIN_PREFIX = 3  # 마을버스를 for 마을버스이용
_PARTICLES = re.compile(r"(?:은|는|이|가|을|를|도|만|의|관련|건은?|거는?|공약은?|사업은?)$")
# Digits that say when or how much, and no number of a pledge.
_COUNTED = re.compile(r"\d+\s*(?:[/.:]\s*\d+|시|분|일|월|년|주|건|개|차|명|반|%)")
_AND = r"\s*(?:[,·/]|과|와|하고|이?랑|및|\s)\s*"


def by_number(words: str, pledges: Sequence[str]) -> tuple[tuple[str, ...] | None, str]:
    """The pledges that a reply names, and the rest of it; None where it may name another one.

    Of a single pledge it does not matter.

    >>> by_number("지역개발-05 제출했습니다", ["지역개발-05", "지역개발-06"])
    (('지역개발-05',), ' 제출했습니다')
    >>> by_number("05번 냈어요", ["지역개발-05", "지역개발-06"])
    (None, '05번 냈어요')
    >>> by_number("지역개발 5, 6번 냈어요", ["지역개발-05", "지역개발-06"])[0]
    ('지역개발-05', '지역개발-06')
    >>> by_number("3시에 냈어요", ["2", "3"])
    ((), '3시에 냈어요')
    """
    left = _spelled_out(hangul.normalized(words), pledges)
    named = []
    for number in sorted(pledges, key=len, reverse=True):
        shape = re.escape(hangul.normalized(number)).replace(r"\-", "[- ]?")
        shape = re.sub(r"(?<=\?)0*(?=\d+$)", "0*", shape)  # 지역개발 5번
        if number.isdecimal():  # 3시에, 12/3
            shape = rf"(?<![\d./:-])(?!{_COUNTED.pattern}){shape}"
        left, count = re.subn(rf"{shape}(?:번)?(?:은|는|을|를|도|만)?(?!\d)", "", left)
        if count:
            named.append(number)
    if len(pledges) < 2:
        return (), left
    if re.search(r"\d", _COUNTED.sub("", left)):
        return None, left
    return tuple(named), left


def _spelled_out(words: str, pledges: Sequence[str]) -> str:
    """지역개발-01, 03 as 지역개발-01, 지역개발-03."""
    for area in {hangul.normalized(number).rpartition("-")[0] for number in pledges} - {""}:
        several = rf"{re.escape(area)}[- ]?\d+번?(?:{_AND}(?!{_COUNTED.pattern})\d+번?)+"
        words = re.sub(several, partial(_each_number, area), words)
    return words


def _each_number(area: str, found: re.Match[str]) -> str:
    return ", ".join(f"{area}-{digits}" for digits in re.findall(r"\d+", found[0][len(area) :]))


def by_title(words: str, pledges: Sequence[str], catalogue: Catalogue) -> tuple[str, ...] | None:
    """Those that a reply names by a word of their titles: 자전거 보험 냈어요; None for one of some.

    A word of many titles of the table names none.
    """
    often = Counter(word for each in catalogue.pledges for word in {*_words_of(each.title)})
    telling = [
        (word, number)
        for number in pledges
        if (pledge := catalogue.by_number.get(PledgeNumber(number))) is not None
        for word in _words_of(pledge.title)
        if often[word] < OFTEN and word not in catalogue.by_department and not is_of_replies(word)
    ]
    named: dict[str, None] = {}
    for said in _words_of(words):
        stems = {said, _PARTICLES.sub("", said)}
        meant = {num: None for word, num in telling if any(_is_meant(s, word) for s in stems)}
        if len(meant) > 1:
            return None
        named |= meant
    return tuple(named)


def _is_meant(said: str, word: str) -> bool:
    """Whether a word is said, or one begins as the other does."""
    shorter, longer = sorted((said, word), key=len)
    return said == word or (len(shorter) >= MIN_PREFIX and longer.startswith(shorter))


def _words_of(text: str) -> list[str]:
    return re.findall(r"[0-9a-z가-힣]{2,}", hangul.normalized(text))
