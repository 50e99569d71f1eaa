"""Korean particles that agree with the word before them."""

from bot.korean.hangul import is_syllable, jamo


def has_batchim(text: str) -> bool:
    """Whether the last thing said ends in a consonant; digits as they are read aloud.

    >>> has_batchim("금천"), has_batchim("주차"), has_batchim("지역개발-10"), has_batchim("(용역)")
    (True, False, True, True)
    >>> has_batchim("100%"), has_batchim("100")
    (False, True)
    """
    spoken = _last_said(text)
    if is_syllable(spoken):
        return bool(jamo(spoken)[2])
    return (
        spoken in "013678"
        if spoken.isdigit()
        else spoken in "lmnrLMNRㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ" and bool(spoken)
    )


def _last_said(text: str) -> str:
    return next((char for char in reversed(text) if char.isalnum() or char == "%"), "")


def _ends_in_rieul(text: str) -> bool:
    spoken = _last_said(text)
    return (is_syllable(spoken) and jamo(spoken)[2] == "ㄹ") or spoken in {*"178lLrRㄹ"}


def josa(word: str, pair: str) -> str:
    """The word with the particle of the pair that agrees with its end.

    >>> josa("주차", "을/를"), josa("금천", "을/를")
    ('주차를', '금천을')
    >>> josa("서울", "으로/로"), josa("주차", "으로/로"), josa("금천", "으로/로")
    ('서울로', '주차로', '금천으로')
    """
    after_consonant, after_vowel = pair.split("/")
    closed = has_batchim(word) and not (after_consonant == "으로" and _ends_in_rieul(word))
    return word + (after_consonant if closed else after_vowel)
