"""How Hangul is typed: jamo, dubeolsik keys, and what an input method makes of keystrokes.

Kept apart from the matcher's own tables on purpose: a benchmark must not share its bugs.
"""

from __future__ import annotations

CHOSEONG = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
JUNGSEONG = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
JONGSEONG = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"  # the blank stands for none

KEYS = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        strict=True,
    )
)
JAMO = {key: jamo for jamo, key in KEYS.items()}
# Two keystrokes that an input method joins into one vowel or one final.
JOINED_VOWELS = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ",
    "ㅡㅣ": "ㅢ",
}  # fmt: skip
JOINED_FINALS = {
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ",
    "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
SPLIT = {joined: pair for pair, joined in (JOINED_VOWELS | JOINED_FINALS).items()}


def is_syllable(char: str) -> bool:
    """Whether this is a composed Hangul syllable."""
    return "가" <= char <= "힣"


def parts(syllable: str) -> tuple[str, str, str]:
    """Initial, vowel and final (empty when there is none) of a composed syllable.

    >>> parts("철")
    ('ㅊ', 'ㅓ', 'ㄹ')
    """
    rest, final = divmod(ord(syllable) - ord("가"), 28)
    initial, vowel = divmod(rest, 21)
    return CHOSEONG[initial], JUNGSEONG[vowel], JONGSEONG[final].strip()


def syllable(initial: str, vowel: str, final: str = "") -> str:
    """The composed syllable of these jamo.

    >>> syllable("ㅊ", "ㅓ", "ㄹ")
    '철'
    """
    index = (CHOSEONG.index(initial) * 21 + JUNGSEONG.index(vowel)) * 28
    return chr(ord("가") + index + JONGSEONG.index(final or " "))


def initials(text: str) -> str:
    """Each syllable's initial consonant; anything else stays.

    >>> initials("경전철 2")
    'ㄱㅈㅊ 2'
    """
    return "".join(parts(char)[0] if is_syllable(char) else char for char in text)


def keystrokes(text: str) -> str:
    """The keys that type this on a dubeolsik keyboard; what it has no key for stays.

    >>> keystrokes("주차 왜")
    'wnck dho'
    """
    jamos = "".join("".join(parts(char)) if is_syllable(char) else char for char in text)
    single = "".join(SPLIT.get(jamo, jamo) for jamo in jamos)
    return "".join(KEYS.get(jamo, jamo) for jamo in single)


def shown(keys: str) -> str:
    """What an input method in Hangul mode shows for these keys.

    >>> shown("wnck"), shown("dkfr"), shown("dkfrdms"), shown("ehtjrhks2")
    ('주차', '앍', '앍은', '도서관2')
    """
    written = _Writing()
    for key in keys:
        written.take(JAMO.get(key) or JAMO.get(key.lower(), key))
    return written.end()


class _Writing:
    """Text so far, and the syllable still under the cursor."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.initial = self.vowel = self.final = ""

    def take(self, jamo: str) -> None:
        """Add one keystroke."""
        if jamo in JUNGSEONG:
            self._take_vowel(jamo)
        elif jamo in CHOSEONG:
            self._take_consonant(jamo)
        else:
            self._finish()
            self.done.append(jamo)

    def end(self) -> str:
        """The whole text."""
        self._finish()
        return "".join(self.done)

    def _take_vowel(self, jamo: str) -> None:
        if self.final:
            # The final turns out to be the next syllable's initial: 앍 + ㅏ = 알가.
            keys = SPLIT.get(self.final, self.final)
            self.final = keys[:-1]
            self._finish()
            self.initial, self.vowel = keys[-1], jamo
        elif self.vowel:
            if joined := JOINED_VOWELS.get(self.vowel + jamo):
                self.vowel = joined
            else:
                self._finish()
                self.vowel = jamo
        else:
            self.vowel = jamo

    def _take_consonant(self, jamo: str) -> None:
        if self.initial and self.vowel:
            if not self.final and jamo in JONGSEONG:
                self.final = jamo
                return
            if joined := JOINED_FINALS.get(self.final + jamo):
                self.final = joined
                return
        self._finish()
        self.initial = jamo

    def _finish(self) -> None:
        if self.initial and self.vowel:
            self.done.append(syllable(self.initial, self.vowel, self.final))
        else:
            self.done.append(self.initial + self.vowel)
        self.initial = self.vowel = self.final = ""
