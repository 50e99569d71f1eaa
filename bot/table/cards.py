"""Labelled cards -> grids of a pledge a row: forms, lists of terms, cards of a page, bulleted text.

A card has labels with what each says: beside it, behind a colon, or in the next line. Its title may
be the text ahead of its department.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, takewhile
from operator import itemgetter

from bot.lookup.columns import NUMBER, OWNER, STATUS, STRATEGY, TITLE, Column, bare, named
from bot.table.departments import (
    HELPING,
    OWNING,
    are_departments,
    beside_title,
    is_department,
    read,
)
from bot.table.grid import HALF, MOST, Cell, Grid, Line, on_one_line
from bot.table.headings import STATES
from bot.table.numbering import cleaned, is_number, leading

MAX_LABEL_CHARS = 20
MAX_LABEL_WORDS = 4
MAX_NUMBER_CHARS = 12
MAX_SECTION_CHARS = 30
MAX_TEXTS_ABOVE = 20  # the cards, which may say a day
LEAST_COLUMNS = 2
LEAST_CARDS = 2  # to tell titles without a label
LEAST_TITLE_CHARS = 6  # on average; a name of a person has three
MAX_PLACES = 4  # behind the texts ahead of a department, its title is one
SECTION = "분야"
_BULLET = re.compile(r"^(?:[^\w※\[(<【〔《〈「『\"'“‘㈀-㉿]|[ㅇㅁ](?=\s))+")
_NOTE = re.compile(  # below the last card
    r"[※*]|끝\b|붙임|문의|\(우?\s?\d{5}\)|.*(?:만족하[십시]|대표전화|copyright|[©ⓒ])", re.IGNORECASE
)
_LETTER = re.compile(r"\w")
_AROUND = "\"'“”[]<>()【】〔〕 "
_BETWEEN = re.compile(r"[\s,(/]+")
_SEPARATORS = " \t/|,;·{}"
_COLON = re.compile(r"(?<!\d)\s*[:：=]\s*")
_DELIMITERS = "/|,;·([{"  # of labels on one line
_WORD = re.compile(r"\S+")


@dataclass(slots=True, kw_only=True)
class Card:
    """What one card says, by its labels, the texts ahead of its department and the row of that."""

    said: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    row: int = 0

    def label(self, column: Column) -> str | None:
        """Its label of a column."""
        return next((key for key in self.said if column_of(key) is column), None)


def column_of(text: str) -> Column | None:
    """The column that a short text names."""
    found = named(text) if len(text) <= MAX_LABEL_CHARS else None
    return found.column if found is not None else None


def is_form(rows: Sequence[Line]) -> bool:
    """Whether the names of columns stand down the page, each with its value to the right."""
    starts = [row.distinct[0] for row in rows]
    [(most, _)] = Counter(cell.column for cell in starts).most_common(1) or [(1, 0)]
    first = {column_of(cell.text) for cell in starts if cell.column == most}
    if len(first - {None}) < LEAST_COLUMNS:
        return False
    found = cards(rows, is_sample=True)
    return any(card.label(TITLE) for card in found) and _are_owned(found)


def cards(rows: Sequence[Line], *, is_sample: bool = False) -> list[Card]:
    """The cards on a page; one ends where a needed label stands again, or the first of them.

    None where the last one lacks what the first may have lacked; a sample may end within a card.

    Texts behind all of them, where they may have titles, are those of a last one without labels.
    """
    labels = _Labels(rows)
    pairs = list(labels.pairs(rows))
    grouped = None if labels.name_titles else _titles_first(pairs)
    found = [Card()]
    first = ""  # of the labels that a card needs
    texts: list[str] = []
    # What stands ahead of the first department; a page's menu may be of labels.
    ahead: list[tuple[int, str, str]] = []
    for label, text, row in grouped or pairs:
        if found[0].label(OWNER) is None and column_of(label) is not OWNER:
            ahead.append((row, label, text))
        if not label:
            texts.append(text)
            continue
        card, column = found[-1], column_of(label)
        if labels.name_titles and column in (NUMBER, TITLE, OWNER):
            is_next = any(card.said.values()) and (label in card.said or label == first)
            first = first or label
        else:
            is_next = label in card.said and not labels.name_titles and bool(card.label(OWNER))
        if is_next or labels.is_of_foot(label, card):
            found.append(card := Card())
        if column is OWNER and card.label(OWNER) is None:
            card.texts, texts, card.row = texts, [], row
        card.said[label] = card.said.get(label) or text
    if labels.name_titles and not is_sample:
        found = found[: -1 if _has_foot(found) else None]
        found = [Card()] if labels.are_shifted(found) else found
    for card in found:
        card.said = {label: text for label, text in card.said.items() if text}
    if others := found[1:]:
        menu = {label for _, label, _ in ahead if label}.difference(*(c.said for c in others))
        ahead.sort(key=itemgetter(0))
        found[0].texts = [text for _, label, text in ahead if not label or label in menu]
        found[0].said = {key: one for key, one in found[0].said.items() if key not in menu}
    return [*found, Card(texts=[] if grouped else texts)]


def _has_foot(found: Sequence[Card]) -> bool:
    """Whether the last card says who keeps the page, and lacks what the others begin with."""
    *others, last = found
    if len(others) < LEAST_CARDS or not all(card.label(OWNER) for card in found):
        return False
    begins = column_of(next(iter(others[-1].said)))
    lacks = [c for c in (NUMBER, TITLE) if not last.label(c) and all(o.label(c) for o in others)]
    return TITLE in lacks and begins in lacks and (len(lacks) > 1 or _keeps_page(found))


def _titles_first(pairs: list[tuple[str, str, int]]) -> list[tuple[str, str, int]] | None:
    """The same where titles stand ahead of departments; else the texts of each row come first.

    Or of each paragraph, where that tells where titles stand; None where nothing does.
    """
    paragraphs = [0]
    for (*_, row), (*_, below) in pairwise(pairs):
        paragraphs.append(paragraphs[-1] + (below not in (row, row + 1)))
    for parts in ([row for *_, row in pairs], paragraphs):
        groups = [
            [one for _, one in part]
            for _, part in groupby(zip(parts, pairs, strict=False), key=itemgetter(0))
        ]
        behind = [one for group in groups if (one := _is_behind(group)) is not None]
        owners = sum(column_of(label) is OWNER for label, *_ in pairs)
        if len(behind) > HALF * owners and sum(behind) != HALF * len(behind):
            is_behind = sum(behind) > HALF * len(behind)
            apart = (sorted(group, key=lambda one: bool(one[0])) for group in groups)
            return [one for group in apart for one in group] if is_behind else pairs
    return None


def _is_behind(part: Sequence[tuple[str, str, int]]) -> bool | None:
    """Whether its only department stands ahead of what may be its title; None for neither."""
    owners = [at for at, (label, *_) in enumerate(part) if column_of(label) is OWNER]
    titles = [
        at
        for at, (label, text, _) in enumerate(part)
        if not label and len(text) >= LEAST_TITLE_CHARS
    ]
    return titles[0] > owners[0] if titles and len(owners) == 1 else None


def listed(found: Sequence[Card], name: str = "") -> Grid:
    """A row for each card, in the order of the pledges, under all of their labels."""
    keys = list(dict.fromkeys(key for card in found for key in card.said))
    rows = [card.row for card in found]
    if any(below <= row for row, below in pairwise([0, *rows])):  # of several sheets
        rows = list(range(1, len(found) + 1))
    heads = [Cell(key, 0, column) for column, key in enumerate(keys, start=1)]
    values = [
        Cell(card.said[key], row, column)
        for row, card in zip(rows, found, strict=True)
        for column, key in enumerate(keys, start=1)
        if card.said.get(key)
    ]
    above = found[0].texts[-MAX_TEXTS_ABOVE:]
    over = [Cell(text, at - len(above), 1) for at, text in enumerate(above)]
    return Grid(cells=[*over, *heads, *values], name=name)


def titled(found: Sequence[Card]) -> list[Card]:
    """The cards with a department, each with title and section; none where these are unclear."""
    *found, rest = found
    found = [card for card in found if card.label(OWNER)]
    if len(found) < LEAST_CARDS or not _are_owned(found):
        return []
    if any(card.label(TITLE) for card in found):
        found = [card for card in found if card.label(TITLE)]
        titles = [len(card.texts) for card in found]
    else:
        if _keeps_page(found):
            rest = found.pop()
        titles = _set_titles(found, rest.texts)
    if titles and not any(card.label(STRATEGY) for card in found):
        _set_sections(found, titles)
    return found if titles else []


def _are_owned(found: Sequence[Card]) -> bool:
    """Whether most cards that name a department name one that is called so."""
    owners = [card.said[label] for card in found if (label := card.label(OWNER))]
    departments = sum(any(map(is_department, _BETWEEN.split(owner))) for owner in owners)
    undecided = sum(not read(owner).owners for owner in owners)
    return departments >= max(1, MOST * (len(owners) - undecided))


class _Labels:
    """Which texts of a page are labels; whether each has a line of its own, and titles have one."""

    def __init__(self, rows: Sequence[Line]) -> None:
        self._counts: Counter[str] = Counter()
        alone: Counter[str] = Counter()
        for row in rows:
            *_, last = row.begun
            for cell in row.begun:
                for line in map(_plain, cell.text.splitlines()):
                    words = {_key(line), *map(_key, line.split(maxsplit=1)[:1])}
                    for colon in _COLON.finditer(line):
                        words |= {key for key, _ in _last_words(line, 0, colon.start())}
                    self._counts.update(words)
                    alone[_key(line)] += cell is last
        owners = [key for key in self._counts if column_of(key) is OWNER]
        owner = max(owners, key=self._counts.__getitem__, default="")
        self._cards = self._counts[owner]
        self._over: str | None = ""  # without labels, the department over a list of titles
        self._is_down = alone[owner] > HALF * self._cards
        self.name_titles = any(column_of(key) is TITLE and self._is(key) for key in self._counts)

    def pairs(self, rows: Sequence[Line]) -> Iterator[tuple[str, str, int]]:
        """The labels, each with what it says and its row; other texts without one.

        A title or a department may be empty. One that is never filled is a heading, and so are
        several in succession.
        """
        pairs = list(self._pairs(rows))
        needed = (TITLE, OWNER) if self.name_titles else ()
        labels = {label for label, text, _ in pairs if text}
        filled = {label for label in labels if column_of(label) in needed}
        used = (one for one in pairs if one[1] or one[0] in filled)
        for is_filled, part in groupby(used, key=lambda one: bool(one[1])):
            found = list(part)
            if is_filled or len(found) == 1:
                yield from found

    def _pairs(self, rows: Sequence[Line]) -> Iterator[tuple[str, str, int]]:
        """The same with all labels that are empty, and perhaps empty texts."""
        label = ""  # that what follows is for
        for row in rows:
            for cell in row.begun:
                if not _LETTER.search(cell.text):
                    continue
                key = _key(on_one_line(cell.text))
                if self._is(key, MOST) and not (label and column_of(key) is None):
                    is_text = column_of(label) is None
                    yield ("", label, row.row) if is_text else (label, "", row.row)
                    label = key
                    continue
                parts = list(self._within(cell.text))
                if label and not any(column_of(own) for own, _ in parts[:1]):
                    parts = [("", cell.text)]
                else:
                    yield label, "", row.row  # or a heading: 공약, 공약명: …
                for own, said in parts:
                    if said or not self._is_down:
                        yield own or label, said, row.row
                    label = own if self._is_down and not said else ""
            if not self._is_down:
                yield label, "", row.row
                label = ""

    def is_of_foot(self, label: str, card: Card) -> bool:
        """Whether a label is of a department as that of the card, and not on most cards."""
        is_second = column_of(label) is OWNER and card.label(OWNER) is not None
        return is_second and self._counts[label] < HALF * self._cards

    def are_shifted(self, found: Sequence[Card]) -> bool:
        """Whether the last card lacks a needed label of all others, as the first may have."""
        *others, last = found
        lacking = (c for c in (TITLE, OWNER) if others and last.label(c) is None)
        labels = (others[0].label(column) or "" for column in lacking)
        return any(
            self._counts[label] < len(found) and all(label in card.said for card in others)
            for label in labels
        )

    def _is(self, key: str, share: float = HALF) -> bool:
        """Whether a text is a label: the name of a column, or a word that stands on most cards."""
        if not (key and self._cards) or len(key) > MAX_LABEL_CHARS or bare(key) in STATES:
            return False
        column, count = column_of(key), self._counts[key]
        if column is not None:
            return column not in (NUMBER, TITLE) or count >= HALF * self._cards
        is_word = not (is_department(key) or is_number(cleaned(key)))
        return is_word and count >= max(min(LEAST_CARDS, self._cards), share * self._cards)

    def _within(self, text: str) -> Iterator[tuple[str, str]]:
        """The labels within a cell, and what stands ahead of the first."""
        if not self._cards and "\n" in text and not any(map(beside_title, text.splitlines())):
            text = on_one_line(text) if beside_title(text) else text
        for line in map(_plain, text.splitlines()):
            label, start, is_owner = "", 0, False
            for colon in _COLON.finditer(line):
                found = _last_words(line, start, colon.start())
                words = [(key, at) for key, at in found if self._is(key)]
                key, at = max(words, key=lambda word: self._counts[word[0]], default=("", 0))
                if not key or (is_owner and bare(key) in OWNING | HELPING):
                    continue
                if label or at:
                    yield label, _value(line[start:at])
                label, start = key, colon.end()
                is_owner = is_owner or column_of(key) is OWNER
            if not label:
                first, *rest = line.split(maxsplit=1) or [""]
                if rest and self._is_ahead(_key(first), rest[0]):
                    label, start = _key(first), len(line) - len(rest[0])
            if not self._cards:
                yield from self._owned(line)
            elif label or line:
                yield label, _value(line[start:])

    def _owned(self, line: str) -> Iterator[tuple[str, str]]:
        """A title and its department, which stands behind it or over several."""
        if (owned := beside_title(line)) is None and self._over and leading(line):
            owned = line, self._over
        if owned is not None:
            yield from (("", owned[0]), (OWNER.key, owned[1]))
        elif are_departments(line):
            self._over = line if self._over is not None else None
        elif line:
            if leading(line):  # ahead of all departments: they may stand below their titles
                self._over = None
            yield "", line

    def _is_ahead(self, key: str, said: str) -> bool:
        """Whether a word is a label without a colon."""
        column = column_of(key)
        if column is OWNER:
            return are_departments(said)
        is_other = column not in (None, NUMBER, TITLE)
        return is_other and self._counts[key] >= max(LEAST_CARDS, MOST * self._cards)


def _last_words(line: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """What a part of a line may end with, longest first, and where that begins."""
    start = max(start, end - MAX_LABEL_CHARS)
    start = max(start, *(line.rfind(sign, start, end) + 1 for sign in _DELIMITERS))
    for word in [*_WORD.finditer(line, start, end)][-MAX_LABEL_WORDS:]:
        yield _key(line[word.start() : end]), word.start()


def _plain(line: str) -> str:
    return _BULLET.sub("", line.replace("**", "")).strip()


def _key(text: str) -> str:
    return _BULLET.sub("", text).rstrip(" :：*").strip(_AROUND)


def _value(text: str) -> str:
    """What a label says, without what separates it from the next."""
    text = text.strip(_SEPARATORS)
    for opening, closing in ("()", "[]", "<>"):
        if text.rfind(opening) <= text.rfind(closing, 0, -1):
            text = text.removesuffix(closing)
        elif text.endswith(opening):
            text = text[:-1]
    return text.strip(_SEPARATORS)


def _keeps_page(found: Sequence[Card]) -> bool:
    *others, last = found
    known = {key for card in others for key in card.said}
    return len(others) >= LEAST_CARDS and bool(set(last.said) - known)


def _set_titles(found: list[Card], rest: Sequence[str]) -> list[int]:
    """Give each card its title, one of its texts; their places, none where that is unclear.

    As many texts as stand behind the last department may be what stands behind each.
    """
    counts = Counter(text for card in found for text in dict.fromkeys(card.texts))
    often = {text for text, count in counts.items() if count > max(1, HALF * len(found))}
    last = [*takewhile(lambda text: not _NOTE.match(text), rest)]
    parts = [_told_apart(texts, often) for texts in (*(card.texts for card in found), last)]
    (*titles, behind), *others = map(list, zip(*parts, strict=True))
    for column, said in zip((STATUS, NUMBER), others, strict=True):
        is_below = said[-1] and not said[0]
        for card, texts in zip(found, said[1:] if is_below else said, strict=False):
            if texts and card.label(column) is None:
                card.said[column.key] = texts[-1]
    for card, texts in zip(found, titles, strict=True):
        card.texts = texts
    behind = behind[: max(len(card.texts) for card in found[1:])]
    places = [_led(card.texts) for card in found]
    if not _score(found, places) or (behind and places[0] < 0) or any(map(leading, behind)):
        for card in found[1:]:
            card.texts = card.texts[len(behind) :]
        options = [[len(card.texts) - at for card in found] for at in range(1, MAX_PLACES)]
        places = max(options, key=lambda option: _score(found, option))
        if not _score(found, places):
            return []
    return _entitle(found, places)


def _entitle(found: list[Card], places: list[int]) -> list[int]:
    """Give the cards these of their texts as titles; none where one but the last has none.

    The last is who keeps the page where it has no title, or a short one and less than the others.
    """
    said = _at(found, places)
    common = set.intersection(*(set(card.said) for card in found[:-1]))
    is_less = len(said[-1]) < LEAST_TITLE_CHARS and common - set(found[-1].said)
    if not said[-1] or is_less:
        found.pop()
    if not all(said[: len(found)]):
        return []
    for card, text in zip(found, said, strict=False):
        card.said[TITLE.key] = text
    return places[: len(found)]


def _told_apart(texts: Sequence[str], often: Container[str]) -> tuple[list[str], ...]:
    """The texts that may be titles, those that are states, and those that are numbers."""
    states = [text for text in texts if bare(text) in STATES]
    others = [text for text in texts if text not in often and text not in states]
    numbers = [text for text in others if _is_numeral(text)]
    return [text for text in others if text not in numbers], states, numbers


def _led(texts: Sequence[str]) -> int:
    """The place of the last text with a number in front; -1 for none."""
    return max((at for at, text in enumerate(texts) if leading(text)), default=-1)


def _score(found: Sequence[Card], places: Sequence[int]) -> int:
    """How much the texts in some places say: titles are long, and differ."""
    texts = [text for text in _at(found, places) if text]
    letters = sum(map(len, set(texts)))
    is_each = len(texts) >= MOST * len(found)
    return letters if is_each and letters >= LEAST_TITLE_CHARS * len(texts) else 0


def _at(found: Sequence[Card], places: Sequence[int]) -> list[str]:
    pairs = zip(found, places, strict=True)
    return [card.texts[at] if 0 <= at < len(card.texts) else "" for card, at in pairs]


def _set_sections(found: Sequence[Card], places: Sequence[int]) -> None:
    """Give the cards their section: a text beside each title, or over the first of several."""
    for beside in (-1, 1):
        texts = _at(found, [at + beside for at in places])
        filled = [text for text in texts[1:] if 0 < len(text) <= MAX_SECTION_CHARS]
        is_each = len(filled) >= MOST * len(texts[1:]) and len(set(filled)) <= HALF * len(texts)
        is_over = beside < 0 and 0 < len(filled) < HALF * len(texts)
        if is_each or is_over:
            section = ""
            for card, text in zip(found, texts, strict=True):
                card.said[SECTION] = section = text or section
            return


def _is_numeral(text: str) -> bool:
    is_short = len(text) <= MAX_NUMBER_CHARS and re.search(r"[\dⅠ-ↈ①-⓿]", text) is not None
    return is_short and is_number(cleaned(text))
