"""Conjugates the stems of Korean verbs and adjectives, regular and irregular.

Forms are keystrokes: the last consonant of a syllable may belong to an ending, as ㄴ of 한대.
"""

from collections.abc import Iterator

from bot.korean import hangul

STEM, EU, A = "after-stem", "after-eu", "after-a"
KINDS = (STEM, EU, A)
IRREGULAR = "*"
# What the last vowel of a stem becomes before 어 and 아.
_JOINED = {vowel: vowel for vowel in "ㅏㅓㅐㅔㅕ"} | dict(zip("ㅣㅜㅗㅚ", "ㅕㅝㅘㅙ", strict=True))
_JOINED["ㅡ"] = "ㅓㅏ"
# What an irregular stem ends with before 으, and before 어 and 아, instead of its last consonant.
_CHANGED = {
    "ㅂ": ("우", ("워", "와")),
    "ㄷ": ("ㄹ으", ("ㄹ어", "ㄹ아")),
    "ㅅ": ("으", ("어", "아")),
}


def forms(stem: str) -> Iterator[tuple[str, str]]:
    """The forms of a stem before endings: the kind of ending, and the keystrokes before it.

    >>> [hangul.composed(strokes) for kind, strokes in forms("돕*") if kind != "after-stem"]
    ['도우', '도워', '도와']
    """
    plain = stem.removesuffix(IRREGULAR)
    strokes = hangul.keystrokes(plain)
    _, vowel, final = hangul.jamo(plain[-1])
    if not final:
        yield from ((kind, strokes) for kind in (STEM, EU))
        yield from ((A, joined) for joined in _joined(plain, strokes, vowel))
        return
    yield STEM, strokes
    short = strokes[: -len(hangul.keystrokes(final))]
    if final == "ㄹ":
        yield from ((STEM, short), (EU, strokes), (EU, short))
    elif stem != plain and final == "ㅎ":
        yield from ((EU, short), (A, short[:-1] + "o"))
        return
    elif stem != plain:
        before_eu, before_a = _CHANGED[final]
        yield EU, short + hangul.keystrokes(before_eu)
        yield from ((A, short + hangul.keystrokes(each)) for each in before_a)
        return
    else:
        yield EU, strokes + hangul.keystrokes("으")
    yield from ((A, strokes + hangul.keystrokes(each)) for each in "어아")


def _joined(stem: str, strokes: str, vowel: str) -> Iterator[str]:
    """A stem without a last consonant before 어 and 아, in keystrokes: 쳐, 치어."""
    if stem.endswith("하"):
        yield from (strokes[:-1] + "o", f"{strokes}{hangul.keystrokes('여')}")
        return
    lead = strokes[: -len(hangul.keystrokes(vowel))]
    yield from (lead + hangul.keystrokes(each) for each in _JOINED.get(vowel, ""))
    yield from (strokes + hangul.keystrokes(each) for each in "어아")
    if stem.endswith("르") and len(stem) > 1:
        yield from (strokes[:-2] + hangul.keystrokes(f"ㄹ{each}") for each in "러라")
