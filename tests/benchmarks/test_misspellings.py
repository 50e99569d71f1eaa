"""The generator makes the faults that people make, and nothing that cannot be typed."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import misspellings
from benchmarks.misspellings import KINDS, misspelt
from benchmarks.typing_hangul import keystrokes, parts, shown, syllable

SYLLABLES = st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣"))
HANGUL = st.text(SYLLABLES, min_size=1, max_size=12)


def seeded(seed: int) -> Random:
    """Dice that fall the same way each time."""
    return Random(seed)  # noqa: S311  # no secret


@given(SYLLABLES)
def test_a_syllable_is_the_sum_of_its_parts(char: str) -> None:
    """Taking any syllable apart and putting it together changes nothing."""
    assert syllable(*parts(char)) == char


@given(HANGUL)
def test_typing_the_keys_of_a_text_shows_the_text(text: str) -> None:
    """The input method and the keyboard are each other's inverse on whole syllables."""
    assert shown(keystrokes(text)) == text


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        pytest.param("wnck", "주차", id="두 음절"),
        pytest.param("ehfk", "도라", id="받침이 넘어감"),
        pytest.param("dkfrk", "알가", id="겹받침이 갈라짐"),
        pytest.param("rrk", "ㄱ가", id="자음만"),
        pytest.param("kk", "ㅏㅏ", id="모음만"),
        pytest.param("Qkd", "빵", id="된소리"),
        pytest.param("2gh tjs", "2호 선", id="숫자와 공백"),
    ],
)
def test_an_input_method_composes_as_on_a_phone(keys: str, text: str) -> None:
    """Finals move on before a vowel, clusters split, stray jamo stand alone."""
    assert shown(keys) == text


@given(
    text=st.text(st.one_of(SYLLABLES, st.sampled_from(" 12AUaz")), min_size=1).filter(
        lambda text: bool(text.strip()) and text == " ".join(text.split())
    ),
    kind=st.sampled_from(KINDS),
    faults=st.sampled_from((1, 2)),
    seed=st.integers(0, 10_000),
)
def test_a_fault_changes_the_text_or_does_not_apply(
    text: str, kind: misspellings.Kind, faults: int, seed: int
) -> None:
    """A variant is never the text itself and never blank; the same seed makes the same one."""
    variant = misspelt(text, kind, faults, seeded(seed))
    assert variant is None or (variant != text and variant.strip())
    assert variant == misspelt(text, kind, faults, seeded(seed))


@pytest.mark.parametrize(
    ("kind", "text", "possible"),
    [
        pytest.param("ㅐ/ㅔ", "생태", {"셍태", "생테"}, id="ㅐ와 ㅔ"),
        pytest.param("ㅙ/ㅚ/ㅞ", "외국", {"왜국", "웨국"}, id="ㅚ와 ㅙ"),
        pytest.param("lost 받침", "경전", {"겨전", "경저"}, id="받침 빠짐"),
        pytest.param("Shift lost", "꽃", {"곷"}, id="Shift 빠짐"),
        pytest.param("swapped syllables", "주차장", {"차주장", "주장차"}, id="음절 뒤바뀜"),
        pytest.param("English keyboard", "주차", {"wnck"}, id="영문 자판"),
        pytest.param("half composed", "주차", {"주ㅊ"}, id="치는 중"),
        pytest.param("number as word", "2호선", {"이호선"}, id="수를 말로"),
        pytest.param("loanword", "디지털", {"디지탈"}, id="외래어"),
        pytest.param("Latin as Hangul", "G밸리", {"지밸리"}, id="영어를 한글로"),
        pytest.param("written as said", "먹이", {"머기"}, id="소리대로"),
        pytest.param("no spaces", "가 나 다", {"가나다"}, id="붙여쓰기"),
    ],
)
def test_each_kind_makes_its_fault(kind: str, text: str, possible: set[str]) -> None:
    """All variants over many seeds are exactly the possible ones."""
    fault = next(one.fault for one in KINDS if one.name == kind)
    assert {fault(text, seeded(seed)) for seed in range(60)} == possible


def test_a_kind_that_does_not_apply_gives_nothing() -> None:
    """A text without ㅐ or ㅔ has no such fault, and a text without Hangul no key fault."""
    assert misspellings.ae_or_e("주차", seeded(1)) is None
    assert misspellings.neighbouring_key("2026", seeded(1)) is None
    assert misspellings.no_spaces("주차", seeded(1)) is None


@given(HANGUL, st.integers(0, 1000))
def test_a_neighbouring_key_changes_one_keystroke(text: str, seed: int) -> None:
    """What was typed differs from what was meant in one key, beside the right one."""
    variant = misspellings.neighbouring_key(text, seeded(seed))
    assert variant is not None
    typed, meant = keystrokes(variant), keystrokes(text)
    # An input method may join what was apart, so only the number of keys is sure.
    assert len(typed) == len(meant)
    assert typed != meant
