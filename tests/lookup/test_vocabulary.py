"""The vocabulary finds what reading every title would find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lookup.engine.index import SIZES, GramIndex, common
from bot.lookup.engine.vocabulary import Lines, Vocabulary, merged
from tests.lookup.tables import MANY

# Few letters, so that words share pieces and texts stand over the spaces between them.
WORDS = st.text("가나다", min_size=1, max_size=4)
TITLES = st.lists(st.lists(WORDS, max_size=4), max_size=8)
TEXTS = st.text("가나다", min_size=1, max_size=5)
STROKES = st.text("abc1", max_size=8)


@MANY
@given(st.lists(WORDS), TEXTS)
def test_lines_hold_what_each_of_them_holds(lines: list[str], text: str) -> None:
    """Each line once, and whether it begins so."""
    found = [(place.line, place.begins) for place in Lines(lines).containing(text)]
    assert found == [(at, line.startswith(text)) for at, line in enumerate(lines) if text in line]
    assert (text in Lines(lines)) == bool(found)


@MANY
@given(TITLES, TEXTS)
def test_words_lead_to_all_titles_they_stand_in(titles: list[list[str]], text: str) -> None:
    """In order, each once; also by their beginnings and ends."""
    vocabulary = Vocabulary(titles)
    assert vocabulary.words == sorted({word for title in titles for word in title})
    for words, fits in (
        ([place.line for place in vocabulary.lines.containing(text)], lambda w: text in w),
        (vocabulary.beginning(text), lambda w: w.startswith(text)),
        (vocabulary.ending(text), lambda w: w.endswith(text)),
        (vocabulary.whole(text), lambda w: w == text),
    ):
        assert sorted(words) == [at for at, word in enumerate(vocabulary.words) if fits(word)]
        rows = [row for row, title in enumerate(titles) if any(map(fits, title))]
        assert vocabulary.rows(words).tolist() == rows
        assert len(rows) <= vocabulary.counted(words) <= len(titles)
        first = [row for row, title in enumerate(titles) if title and fits(title[0])]
        assert vocabulary.rows_beginning([*words]).tolist() == first


@pytest.mark.slow
@MANY
@given(TITLES, TEXTS)
def test_a_text_is_found_over_the_spaces_of_titles(titles: list[list[str]], text: str) -> None:
    """Wherever it begins and ends, or only where words do."""
    vocabulary = Vocabulary(titles)

    def over(title: list[str], *, aligned: bool) -> bool:
        starts = [0]
        for word in title:
            starts.append(starts[-1] + len(word))
        joined = "".join(title)
        places = [at for at in range(len(joined)) if joined.startswith(text, at)]
        return any(
            any(at < start < at + len(text) for start in starts)
            and (not aligned or {at, at + len(text)} <= set(starts))
            for at in places
        )

    found = vocabulary.phrase_match(text, aligned=False)
    rows = [row for row, title in enumerate(titles) if over(title, aligned=False)]
    assert set(rows) <= set(found)
    assert all(text in "".join(titles[row]) for row in found)
    rows = [row for row, title in enumerate(titles) if over(title, aligned=True)]
    assert set(rows) <= set(vocabulary.phrase_match(text, aligned=True)) <= set(found)


@MANY
@given(TITLES, st.data())
def test_titles_are_weighed_by_their_words(titles: list[list[str]], data: st.DataObject) -> None:
    """Each word once, however often the title has it."""
    vocabulary = Vocabulary(titles)
    words = data.draw(st.lists(st.sampled_from(range(len(vocabulary) or 1)), unique=True))
    words = words if len(vocabulary) else []
    weights = np.arange(1.0, len(words) + 1)
    weighed = vocabulary.weighed(words, weights)
    for row, title in enumerate(titles):
        assert vocabulary.title(row) == tuple(title)
        has = [w for at, w in zip(words, weights, strict=True) if vocabulary.words[at] in title]
        assert weighed[row] == sum(has)


@MANY
@given(TITLES, st.data())
def test_the_words_of_some_titles_are_theirs(titles: list[list[str]], data: st.DataObject) -> None:
    """And those of no others."""
    vocabulary = Vocabulary(titles)
    among = np.array([data.draw(st.booleans()) for _ in titles], bool)
    theirs = {word for title, here in zip(titles, among, strict=True) if here for word in title}
    stands = vocabulary.among(among)
    assert {vocabulary.words[at] for at in np.flatnonzero(stands)} == theirs


@MANY
@given(st.lists(st.sets(st.integers(0, 40)), min_size=1), st.sampled_from([41, 10_000]))
def test_rows_are_merged_and_compared_as_sets(lists: list[set[int]], count: int) -> None:
    """In order, each once, whether they are few of all rows or many."""
    rows = [np.array(sorted(one), np.uint32) for one in lists]
    assert merged(rows, count).tolist() == sorted(set().union(*lists))
    assert common(rows[0], rows[-1]).tolist() == sorted(lists[0] & lists[-1])


@MANY
@given(st.lists(STROKES), STROKES)
def test_an_index_finds_what_reading_every_text_would(texts: list[str], text: str) -> None:
    """The rows that share a piece with a text."""
    index = GramIndex(texts)
    shared, all_bits = index.shared(text)
    for row, one in enumerate(texts):
        grams = {text[at : at + n] for n in SIZES for at in range(len(text) - n + 1)}
        assert (shared[row] > 0) == any(gram in one for gram in grams)
        assert shared[row] <= all_bits + 1e-9


@pytest.mark.parametrize("titles", [[], [[]], [[], ["가"], []]])
def test_a_table_may_have_titles_without_words(titles: list[list[str]]) -> None:
    """A title of signs alone has none."""
    vocabulary = Vocabulary(titles)
    assert vocabulary.titles == len(titles)
    assert vocabulary.phrase_match("가나", aligned=False) == []
