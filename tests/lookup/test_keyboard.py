"""Messages typed with the keyboard in the other language."""

from collections.abc import Callable

import pytest

from benchmarks.questions import read_questions
from bot.korean import hangul
from bot.lookup.keyboard import in_korean_keys
from tests.lookup.tables import answer, named, real
from tests.paths import ROOT

LEAST_PERCENT = 97
KINDS = ("several", "exclude", "number", "names", "filler", "missing", "one_of_two")
MESSAGES = [
    one.query
    for one in read_questions(ROOT / "benchmarks" / "data" / "whole-messages.tsv")
    if one.category in KINDS and one.expect != "-" and hangul.bare(one.query)
][::4]


def first_word(text: str) -> str:
    """The keyboard was turned to Korean too late."""
    word, _, rest = text.partition(" ")
    return f"{hangul.keystrokes(word)} {rest}"


def last_word(text: str) -> str:
    """The keyboard was turned to English too early."""
    rest, _, word = text.rpartition(" ")
    return f"{rest} {hangul.keystrokes(word)}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed",
    [
        hangul.keystrokes,
        lambda text: hangul.keystrokes(text).lower(),
        lambda text: hangul.keystrokes(text).swapcase(),
        lambda text: hangul.keystrokes(text[:1]).title() + hangul.keystrokes(text[1:]),
        first_word,
        last_word,
    ],
    ids=["plain", "without Shift", "Caps Lock", "capital first", "first word", "last word"],
)
def test_the_keyboard_in_english_changes_no_answer(typed: Callable[[str], str]) -> None:
    """Of whole messages: numbers, exclusions, several questions, fields."""
    other = [text for text in MESSAGES if named(typed(text)) != named(text)]
    assert len(other) <= len(MESSAGES) * (100 - LEAST_PERCENT) / 100, other


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("복지건강-04 Qorh 05", "복지건강-05"),
        ("경제공동체-03이 아니라 04dy", "경제공동체-04"),
        ("4qjs rydbransghk", "교육문화-04"),
        ("ehtjrhksdms", "교육문화-13"),
        ("With U rhddir", "복지건강-09"),
        ("현장구청장실 wnalswkclghl", "경제공동체-10 경제공동체-08"),
        ("ㅈㅁㅅㄷㄱㄹ개ㅜㅅ ㅐㄹ 무ㅛ뭏 ㄴㅅㄱㄷ므", "가족환경-08"),
    ],
)
def test_words_of_either_keyboard_stand_beside_each_other(text: str, numbers: str) -> None:
    """With digits and particles; Latin letters that a title has stay as they are."""
    assert named(text) == tuple(numbers.split())


@pytest.mark.parametrize(
    "text", ["who owns the night clinic", "doseogwan team please", "G밸리 with AI", "CCTV"]
)
def test_english_is_not_read_as_keys(text: str) -> None:
    """Nor romanised Korean, nor abbreviations."""
    assert in_korean_keys(text, real()) == (text, {})


def test_what_was_typed_is_told_as_it_was_typed() -> None:
    """The explanation shows the keys."""
    assert answer("ehtjrhks").readings[0].typed == "ehtjrhks"  # type: ignore[union-attr]
