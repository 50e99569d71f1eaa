"""Korean text as it is typed."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.korean import hangul, particles
from tests.lookup.tables import ANY_TEXT, HANGUL, MANY, REPEATABLE, SYLLABLES

ASCII_VISIBLE = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
HALF_WIDTH = {
    unicodedata.name(chr(code), "").removeprefix("HALFWIDTH "): chr(code)
    for code in range(0xFFA1, 0xFFDD)
}
TAKE_ANY_TEXT: tuple[Callable[[str], object], ...] = (
    hangul.normalized,
    hangul.bare,
    hangul.choseong,
    hangul.is_choseong,
    hangul.keystrokes,
    hangul.sound_strokes,
    hangul.spoken_digits,
    particles.has_batchim,
)
PAIRS = ("을/를", "은/는", "이/가", "과/와", "으로/로", "이라/라")


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        pytest.param("지역개발－０５", "지역개발-05", id="전각 숫자와 전각 줄표"),
        pytest.param("지역개발–05", "지역개발-05", id="반각 줄표"),
        pytest.param("지역개발—05", "지역개발-05", id="긴 줄표"),
        pytest.param("지역개발ー05", "지역개발-05", id="가타카나 장음"),
        pytest.param("지역개발ㅡ05", "지역개발-05", id="모음 ㅡ를 줄표로"),
        pytest.param("지역개발−05", "지역개발-05", id="빼기표"),
        pytest.param("  주차\t\n 공약 ", "주차 공약", id="빈칸 여럿"),
        pytest.param("주\u200b차", "주차", id="너비 없는 빈칸"),
        pytest.param("\ufeff주차", "주차", id="바이트 순서 표식"),
        pytest.param("주\u00a0차", "주 차", id="줄 바꿈 없는 빈칸"),
        pytest.param("ＷＮＣＫ", "wnck", id="전각 로마자"),
        pytest.param("Only1", "only1", id="대문자"),
        pytest.param("ﾡﾢ", "ㄱㄲ", id="반각 자모"),
        pytest.param("ᄀᄋ", "ㄱㅇ", id="첫가끝 자모 홀로"),
        pytest.param("ㅈㅇㄱㅂ-05", "ㅈㅇㄱㅂ-05", id="초성은 그대로"),
        pytest.param("⑤", "5", id="동그라미 숫자"),
        pytest.param("", "", id="빈 글"),
    ],
)
def test_the_same_characters_come_in_many_forms(typed: str, same: str) -> None:
    """Normalising leaves one of them."""
    assert hangul.normalized(typed) == same


@MANY
@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """Whatever was typed, the form it gets is final."""
    once = hangul.normalized(text)
    assert hangul.normalized(once) == once


@MANY
@given(SYLLABLES)
def test_decomposed_and_composed_text_are_equal(text: str) -> None:
    """A Mac sends file names taken apart."""
    assert hangul.normalized(unicodedata.normalize("NFD", text)) == text
    assert hangul.normalized(unicodedata.normalize("NFC", text)) == text


@REPEATABLE
@given(st.text(st.one_of(HANGUL, ASCII_VISIBLE), max_size=30))
def test_full_width_and_narrow_signs_are_equal(text: str) -> None:
    """An input method may be set to wide letters and digits."""
    assert hangul.normalized(text.translate(TO_FULL_WIDTH)) == hangul.normalized(text)


@pytest.mark.parametrize("letter", sorted(hangul.KEYSTROKES))
def test_half_width_letters_are_the_letters(letter: str) -> None:
    """Old systems store consonants and vowels at half the width."""
    assert hangul.normalized(HALF_WIDTH[unicodedata.name(letter)]) == letter


@MANY
@given(SYLLABLES)
def test_keystrokes_type_the_text_again(text: str) -> None:
    """An input method would make the same syllables of them."""
    assert hangul.composed(hangul.keystrokes(text)) == text


@pytest.mark.parametrize(
    ("strokes", "text"),
    [
        pytest.param("wldurroqkf", "지역개발", id="낱말"),
        pytest.param("dlTek", "있다", id="쌍받침"),
        pytest.param("djqtek", "없다", id="겹받침"),
        pytest.param("djqtdj", "없어", id="겹받침 뒤 이응"),
        pytest.param("dhkswjs", "완전", id="겹모음"),
        pytest.param("QkQk", "빠빠", id="된소리"),
        pytest.param("ㄱㅏ", "가", id="자모에서"),
        pytest.param("wnck 05", "주차 05", id="숫자는 그대로"),
        pytest.param("WNCK", "쭈차", id="대문자로 잠김"),
        pytest.param("wndckd", "중창", id="받침과 첫소리"),
        pytest.param("k", "ㅏ", id="모음 하나"),
        pytest.param("", "", id="빈 글"),
    ],
)
def test_english_letters_are_read_as_the_keys_they_are_on(strokes: str, text: str) -> None:
    """Staff forget to switch the keyboard."""
    assert hangul.composed(strokes) == text


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        pytest.param("신안산선", "ㅅㅇㅅㅅ", id="낱말"),
        pytest.param("꿈터", "ㄲㅌ", id="된소리"),
        pytest.param("골목ㄱㅈ", "ㄱㅁㄱㅈ", id="섞임"),
        pytest.param("ㅁㅇㄳ", "ㅁㅇㄱㅅ", id="합쳐진 자음"),
        pytest.param("G밸리", "Gㅂㄹ", id="로마자"),
    ],
)
def test_initial_consonants_of_words(text: str, initials: str) -> None:
    """Each syllable gives its first letter."""
    assert hangul.choseong(text) == initials


@REPEATABLE
@given(SYLLABLES)
def test_each_syllable_has_one_initial(text: str) -> None:
    """As many letters as syllables, each a possible initial."""
    initials = hangul.choseong(text)
    assert len(initials) == len(text)
    assert set(initials) <= set(hangul.CHOSEONG)
    assert hangul.is_choseong(initials) is (len(text) >= 2)


@REPEATABLE
@given(SYLLABLES)
def test_sounds_are_as_long_as_keystrokes(text: str) -> None:
    """A place in the one is the same place in the other."""
    assert len(hangul.sound_strokes(text)) == len(hangul.keystrokes(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("경재", "경제", id="ㅐ와 ㅔ"),
        pytest.param("왜", "외", id="ㅙ와 ㅚ"),
        pytest.param("웨", "왜", id="ㅞ와 ㅙ"),
        pytest.param("얘기", "예기", id="ㅒ와 ㅖ"),
        pytest.param("쓰레기", "스레기", id="된소리"),
    ],
)
def test_what_sounds_alike_is_equal_by_sound(one: str, other: str) -> None:
    """These misspellings cost nothing."""
    assert hangul.sound_strokes(one) == hangul.sound_strokes(other)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        pytest.param("4대", "사대", id="한 자리"),
        pytest.param("2호선", "이호선", id="호선"),
        pytest.param("10분", "십분", id="십"),
        pytest.param("11월", "십일월", id="십일"),
        pytest.param("20세", "이십세", id="이십"),
        pytest.param("100인", "백인", id="백"),
        pytest.param("119", "백십구", id="백십구"),
        pytest.param("2026년", "이천이십육년", id="천"),
        pytest.param("0", "영", id="영"),
        pytest.param("12345", "일이삼사오", id="긴 수는 한 자씩"),
        pytest.param("하나", "하나", id="수가 없음"),
    ],
)
def test_numbers_are_read_aloud(text: str, spoken: str) -> None:
    """As before a counter."""
    assert hangul.spoken_digits(text) == spoken


@REPEATABLE
@given(st.text(st.one_of(HANGUL, st.sampled_from("0123456789 ")), max_size=30))
def test_no_digit_is_left_when_read_aloud(text: str) -> None:
    """What is no digit stays."""
    spoken = hangul.spoken_digits(text)
    assert not any(map(str.isdigit, spoken))
    if not any(map(str.isdigit, text)):
        assert spoken == text


@pytest.mark.parametrize(
    ("word", "pair", "said"),
    [
        pytest.param("주차", "을/를", "주차를", id="모음 뒤"),
        pytest.param("금천", "을/를", "금천을", id="자음 뒤"),
        pytest.param("금천", "은/는", "금천은", id="은"),
        pytest.param("주차", "이/가", "주차가", id="가"),
        pytest.param("교통행정과", "과/와", "교통행정과와", id="와"),
        pytest.param("소통담당관", "과/와", "소통담당관과", id="과"),
        pytest.param("서울", "으로/로", "서울로", id="ㄹ 뒤의 로"),
        pytest.param("금천", "으로/로", "금천으로", id="으로"),
        pytest.param("'주차'", "으로/로", "'주차'로", id="따옴표 안을 본다"),
        pytest.param("지역개발-05", "은/는", "지역개발-05는", id="오는"),
        pytest.param("지역개발-03", "은/는", "지역개발-03은", id="삼은"),
        pytest.param("지역개발-10", "은/는", "지역개발-10은", id="십은"),
        pytest.param("지역개발-01", "으로/로", "지역개발-01로", id="일로"),
        pytest.param("지역개발-07", "으로/로", "지역개발-07로", id="칠로"),
        pytest.param("지역개발-06", "으로/로", "지역개발-06으로", id="육으로"),
        pytest.param("관문도시(용역)", "을/를", "관문도시(용역)을", id="괄호 안을 본다"),
    ],
)
def test_particles_agree(word: str, pair: str, said: str) -> None:
    """With what is heard last, quotation marks and brackets aside."""
    assert particles.josa(word, pair) == said


@MANY
@given(ANY_TEXT, st.sampled_from(PAIRS))
def test_a_word_keeps_its_spelling_and_gets_one_of_the_pair(word: str, pair: str) -> None:
    """Whatever the word is."""
    said = particles.josa(word, pair)
    assert said.startswith(word)
    assert said[len(word) :] in pair.split("/")


@REPEATABLE
@given(SYLLABLES, HANGUL, st.sampled_from(PAIRS))
def test_particles_agree_with_any_syllable(lead: str, last: str, pair: str) -> None:
    """After a final consonant the first of the pair, else the second; ㄹ takes 로."""
    final = unicodedata.normalize("NFD", last)[2:]
    after_consonant, after_vowel = pair.split("/")
    takes_first = bool(final) and not (pair == "으로/로" and final == "\u11af")
    expected = after_consonant if takes_first else after_vowel
    assert particles.josa(lead + last, pair) == lead + last + expected
    assert particles.has_batchim(lead + last) is bool(final)


@pytest.mark.parametrize("function", TAKE_ANY_TEXT)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ud800\udc00\udfff", id="짝 없는 대리 문자"),
        pytest.param("\x00\x07\x1b\x7f\x85", id="제어 문자"),
        pytest.param("👨‍👩‍👧😀🏢", id="그림 문자"),
        pytest.param("금천" * 5_000, id="만 글자"),
        pytest.param("９" * 4_000, id="사천 자리 수"),
        pytest.param("ᄀ" * 10_000, id="첫가끝 자모 만 개"),
        pytest.param("²³¹٣４①Ⅳ½", id="여러 숫자"),
        pytest.param("\u0301" * 1_000, id="결합 부호"),
    ],
)
def test_no_text_is_too_strange(function: Callable[[str], object], text: str) -> None:
    """Every function takes every text."""
    function(text)


def test_a_number_of_any_length_is_read_aloud() -> None:
    """Even one that no machine would count with."""
    assert hangul.spoken_digits("9" * 10_000) == "구" * 10_000


@REPEATABLE
@given(ANY_TEXT)
def test_no_text_breaks_any_function(text: str) -> None:
    """Every function takes every text, normalised or not."""
    for form in (text, hangul.normalized(text)):
        for function in TAKE_ANY_TEXT:
            function(form)


@REPEATABLE
@given(ANY_TEXT)
def test_any_text_can_be_typed(text: str) -> None:
    """What is no key stays."""
    others = [char for char in text if not char.isascii() and char not in hangul.KEYSTROKES]
    assert [char for char in hangul.composed(text) if char in others] == others
