"""Hangul in Latin letters, by the revised romanisation, and what spellings of it have in common."""

import re
from functools import lru_cache
from importlib.resources import files

from bot.korean.hangul import CHOSEONG, JUNGSEONG, is_syllable, jamo

_INITIALS = dict(zip(CHOSEONG, "g kk n d tt r m b pp s ss - j jj ch k t p h".split(), strict=True))
_VOWELS = dict(
    zip(
        JUNGSEONG,
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(),
        strict=True,
    )
)
# Each final as it is said before a consonant, and what of it is said before a vowel.
_FINALS = {
    "": ("", ""), "ㄱ": ("k", "g"), "ㄲ": ("k", "kk"), "ㄳ": ("k", "ks"), "ㄴ": ("n", "n"),
    "ㄵ": ("n", "nj"), "ㄶ": ("n", "n"), "ㄷ": ("t", "d"), "ㄹ": ("l", "r"), "ㄺ": ("k", "lg"),
    "ㄻ": ("m", "lm"), "ㄼ": ("l", "lb"), "ㄽ": ("l", "ls"), "ㄾ": ("l", "lt"), "ㄿ": ("p", "lp"),
    "ㅀ": ("l", "r"), "ㅁ": ("m", "m"), "ㅂ": ("p", "b"), "ㅄ": ("p", "ps"), "ㅅ": ("t", "s"),
    "ㅆ": ("t", "ss"), "ㅇ": ("ng", "ng"), "ㅈ": ("t", "j"), "ㅊ": ("t", "ch"), "ㅋ": ("k", "k"),
    "ㅌ": ("t", "t"), "ㅍ": ("p", "p"), "ㅎ": ("", ""),
}  # fmt: skip
_NASAL = {"k": "ng", "t": "n", "p": "m"}

# Two lines of comment and the headings stand first.
_ROWS = (files("bot.korean") / "romanized.tsv").read_text(encoding="utf-8").splitlines()[3:]
_SOUND_OF = {
    one: sound for sound, all_of in (r.split("\t") for r in _ROWS) for one in all_of.split(",")
}
_SOUNDS = re.compile("|".join(sorted(_SOUND_OF, key=len, reverse=True)))


@lru_cache(maxsize=20_000)
def romanized(text: str) -> str:
    """Hangul syllables by the revised romanisation, as they are said.

    >>> romanized("도서관"), romanized("신안산선"), romanized("탄소중립"), romanized("독립문")
    ('doseogwan', 'sinansanseon', 'tansojungnip', 'dongnimmun')
    """
    written = ""
    final = ""
    for char in text:
        if not is_syllable(char):
            written += _FINALS[final][0] + char
            final = ""
            continue
        initial, vowel, next_final = jamo(char)
        written += _joint(final, initial) + _VOWELS[vowel]
        final = next_final
    return written + _FINALS[final][0]


def _joint(final: str, initial: str) -> str:
    """A final and the initial after it, as they are said together."""
    said, linked = _FINALS[final]
    first = _INITIALS[initial]
    if first == "-":
        return linked
    if first == "r":
        if said in {"l", "n"}:
            return "ll"
        return _NASAL.get(said, said) + "n" if said else "r"
    if first in {"n", "m"}:
        return "ll" if said == "l" and first == "n" else _NASAL.get(said, said) + first
    if final in {"ㅎ", "ㄶ", "ㅀ"}:
        return said + {"g": "k", "d": "t", "j": "ch"}.get(first, first)
    return said + first


def spelled(text: str) -> str:
    """Hangul syllables by the revised romanisation, each by itself.

    >>> spelled("탄소중립")
    'tansojungrip'
    """
    return "".join(romanized(char) for char in text)


@lru_cache(maxsize=20_000)
def sounds(latin: str) -> str:
    """What spellings of the same Korean sounds have in common.

    >>> sounds("geumcheon") == sounds("kumchun") == sounds("gumchon")
    True
    >>> sounds("anyangcheon") == sounds("anyangchun"), sounds("jahwal") == sounds("jaehwal")
    (True, False)
    """
    return _SOUNDS.sub(lambda spelling: _SOUND_OF[spelling[0]], latin)
