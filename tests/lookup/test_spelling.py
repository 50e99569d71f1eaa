"""How far apart two spellings are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.korean.hangul import sound_strokes
from bot.lookup.engine.spelling import Window, alignment, best_window, cost_bits
from tests.lookup.tables import MANY, REPEATABLE

KEYS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"), max_size=16)


@MANY
@given(KEYS, KEYS)
def test_only_the_same_spelling_costs_nothing(one: str, other: str) -> None:
    """Costs are never negative, and finite."""
    assert 0 <= cost_bits(one, other) < float("inf")
    assert (cost_bits(one, other) == 0) is (one == other)


@REPEATABLE
@given(KEYS)
def test_a_spelling_costs_nothing_for_itself(keys: str) -> None:
    """Neither as a whole nor as a stretch."""
    assert cost_bits(keys, keys) == 0


@pytest.mark.parametrize(
    ("meant", "likely", "unlikely"),
    [
        pytest.param("주차", "주타", "주바", id="옆 글쇠가 먼 글쇠보다"),
        pytest.param("경전철", "경존철", "경쥔철", id="닮은 모음이 다른 모음보다"),
        pytest.param("지하철", "지하철ㄹ", "지하철ㅂ", id="두 번 눌린 글쇠가 다른 글쇠보다"),
        pytest.param("재활용", "재활옹", "재활압", id="한 글자가 두 글자보다"),
        pytest.param("골목경제", "골목", "골목보건", id="덜 친 것이 다른 낱말보다"),
        pytest.param("보건소", "보거소", "보꺼스", id="받침 하나가 둘 다른 것보다"),
        pytest.param("특화거리", "트콰거리", "트바거리", id="들리는 대로가 다른 글자보다"),
        pytest.param("재개발을", "재개바를", "재개바늘", id="옮겨 들린 받침이 다른 글자보다"),
    ],
)
def test_likely_slips_cost_less(meant: str, likely: str, unlikely: str) -> None:
    """A finger beside the key is no foreign word."""
    strokes = sound_strokes(meant)
    assert (
        0 < cost_bits(sound_strokes(likely), strokes) < cost_bits(sound_strokes(unlikely), strokes)
    )


def test_two_keys_in_the_wrong_order_cost_less_than_two_wrong_keys() -> None:
    """A swap is one slip."""
    assert 0 < cost_bits("wcnk", "wnck") < cost_bits("wqpk", "wnck")


def test_a_missing_syllable_costs_less_than_as_many_single_letters() -> None:
    """It is left out at once."""
    assert cost_bits("rhfahr", "rhfahrrudwp") < 5 * cost_bits("wnc", "wnck")


def window_in(typed: str, text: str, min_similarity: float = 50) -> Window | None:
    """The stretch that was most likely meant, near the one that is most alike."""
    likest = alignment(typed, text, min_similarity=min_similarity)
    return None if likest is None else best_window(typed, text, likest)


@MANY
@given(typed=KEYS, text=KEYS, min_similarity=st.floats(0, 100))
def test_the_best_stretch_lies_within_the_text(
    typed: str, text: str, min_similarity: float
) -> None:
    """And costs what it costs."""
    window = window_in(typed, text, min_similarity)
    if window is not None:
        assert 0 <= window.start <= window.end <= len(text)
        assert window.cost_bits == cost_bits(typed, text[window.start : window.end])


@MANY
@given(before=KEYS, typed=KEYS.filter(bool), after=KEYS)
def test_a_text_that_stands_there_is_found_at_no_cost(before: str, typed: str, after: str) -> None:
    """However much stands around it."""
    text = before + typed + after
    window = window_in(typed, text)
    assert window is not None
    assert window.cost_bits == 0
    assert text[window.start : window.end] == typed


def test_a_text_without_likeness_has_no_stretch() -> None:
    """Nothing is the best of nothing."""
    assert window_in("wnck", "ioioioio") is None


def test_a_stretch_may_be_a_syllable_longer_than_what_was_typed() -> None:
    """The syllable that was left out stands in it."""
    window = window_in(sound_strokes("생태공화"), sound_strokes("생태공원화사업"))
    assert window is not None
    text = sound_strokes("생태공원화사업")[window.start : window.end]
    assert text == sound_strokes("생태공원화")
