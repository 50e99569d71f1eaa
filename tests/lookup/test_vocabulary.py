"""The vocabulary finds what reading every title would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.korean.hangul import sound_strokes
from bot.lookup.engine import index
from bot.lookup.engine.index import MAX_SLIPPED, BigramIndex, bits, members
from bot.lookup.engine.letters import Letters
from bot.lookup.engine.vocabulary import Lines, Vocabulary
from tests.lookup.tables import MANY

# Few letters, so that words share pieces and texts stand over the spaces between them.
WORDS = st.text("가나다", min_size=1, max_size=4)
TITLES = st.lists(st.lists(WORDS, max_size=4), max_size=8)
TEXTS = st.text("가나다", min_size=1, max_size=5)
MIN_SWAPPED = 4  # letters: of so few, a swap in the middle leaves nothing that stands together
STROKES = st.text("abc1", max_size=8)


@MANY
@given(st.lists(WORDS), TEXTS)
def test_lines_hold_what_each_of_them_holds(lines: list[str], text: str) -> None:
    """Each line once, and whether it begins so."""
    found = [(place.line, place.begins) for place in Lines(lines).containing(text)]
    assert found == [(at, line.startswith(text)) for at, line in enumerate(lines) if text in line]
    assert (text in Lines(lines)) == bool(found)


@pytest.mark.parametrize(
    ("compound", "by_chance", "parts"),
    [
        ("현장구청장실", "장구 장군", "현장 구청 구청장"),
        ("학교통합지원센터", "교통", "학교 통합 지원 센터"),
        ("공공급식소", "공급", "공공 급식"),
        ("소통계획", "통계", "소통 계획"),
        ("다문화가족", "화가", "다문화 문화 가족"),
        ("종합병원", "합병", "종합 병원"),
        ("장애인지원강화", "인지", "장애 장애인 지원 강화"),
        ("안전교육지원센터", "", "안전 교육 지원 교육지원"),
        ("노동안전지킴이", "", "노동 안전 지킴"),
        ("학부모교육원", "", "학부모 부모 교육"),
        ("서서울미술관", "", "서울 미술 미술관"),
        ("스마트도서관", "", "스마트 도서 도서관"),
    ],
)
def test_a_few_letters_where_two_words_of_a_compound_meet_do_not_stand_there(
    compound: str, by_chance: str, parts: str
) -> None:
    """What is one of its words does, and so does what is longer."""
    letters = Letters([[compound]])
    assert not any(map(letters.stands, by_chance.split()))
    assert all(map(letters.stands, parts.split()))
    assert letters.stands(compound[1:5])
    assert compound[1:3] in Lines([compound])


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
        assert [*members(vocabulary.rows(words))] == rows
        assert len(rows) <= vocabulary.counted(words) <= len(titles)
        first = [row for row, title in enumerate(titles) if title and fits(title[0])]
        assert [*members(vocabulary.rows_beginning([*words]))] == first


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
def test_the_words_of_some_titles_are_theirs(titles: list[list[str]], data: st.DataObject) -> None:
    """And those of no others."""
    vocabulary = Vocabulary(titles)
    among = data.draw(st.sets(st.sampled_from(range(len(titles))))) if titles else set()
    stands = members(vocabulary.among(bits([*among])))
    assert {vocabulary.words[at] for at in stands} == {word for at in among for word in titles[at]}


@MANY
@given(st.lists(st.sets(st.integers(0, 300)), min_size=2))
def test_bits_are_joined_and_compared_as_sets(lists: list[set[int]]) -> None:
    """Their members come in order."""
    one, other, *_ = [bits([*of]) for of in lists]
    assert [*members(one | other)] == sorted(lists[0] | lists[1])
    assert [*members(one & other)] == sorted(lists[0] & lists[1])


@MANY
@given(st.lists(STROKES), STROKES, st.integers(0, 255))
def test_an_index_finds_what_reading_every_text_would(
    texts: list[str], text: str, among: int
) -> None:
    """The texts, of those among which it looks, that have as many pieces as slips leave."""

    def pieces(of: str) -> set[str]:
        return {of[at : at + 2] for at in range(len(of) - 1)}

    least = max(1, len(pieces(text)) - 1 - 2 * int(MAX_SLIPPED * len(text)))
    shared = [len(pieces(text) & pieces(one)) for one in texts]
    assert BigramIndex.of(texts).alike(text, among) == [
        at for at in members(among) if at < len(texts) and shared[at] >= least
    ]


@pytest.mark.parametrize("meant", ["wnck", "vozlwl", "todghkcprd", "dhlrnrdjtpsxj"])
def test_one_slip_leaves_enough_of_a_text(meant: str) -> None:
    """A key that is another one, too much or missed, or two in the wrong order, wherever it is."""
    index = BigramIndex.of([meant])
    for at in range(len(meant)):
        before, key, behind = meant[:at], meant[at], meant[at + 1 :]
        for typed in (f"{before}1{behind}", f"{before}1{key}{behind}", before + behind):
            assert index.alike(typed) == [0]
        if behind and len(meant) > MIN_SWAPPED:
            assert index.alike(before + behind[0] + key + behind[1:]) == [0]


@MANY
@given(TITLES, st.text("rsekfl", min_size=4, max_size=9))
def test_titles_are_compared_without_their_spaces(titles: list[list[str]], strokes: str) -> None:
    """As if each were one word."""
    titles = [title for title in titles if title]
    index = BigramIndex.of(sound_strokes("".join(title)) for title in titles)
    letters = Letters(titles)
    assert letters.titles_like(strokes, letters.everywhere) == index.alike(strokes)


def test_of_too_many_texts_those_that_share_most_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As many as may be."""
    monkeypatch.setattr(index, "MAX_ALIKE", 2)
    texts = ["abxx", "abcx", "abcd", "abcde", "xxcd"]
    assert BigramIndex.of(texts).alike("abcd") == [2, 3]
    assert BigramIndex.of(texts[:2]).alike("abcd") == [0, 1]
    assert BigramIndex.of(["abcd"] * 3).alike("abcd") == [0, 1, 2]


@pytest.mark.parametrize("titles", [[], [[]], [[], ["가"], []]])
def test_a_table_may_have_titles_without_words(titles: list[list[str]]) -> None:
    """A title of signs alone has none."""
    vocabulary = Vocabulary(titles)
    assert vocabulary.titles == len(titles)
    assert vocabulary.phrase_match("가나", aligned=False) == []
