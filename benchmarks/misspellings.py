"""Korean misspellings as people make them: one function for each kind of fault.

Each takes a text and a seeded Random and gives the text with one fault of its kind, never the
text itself, or None where the kind does not apply (no ㅐ or ㅔ to mix up).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from benchmarks.questions import wording
from benchmarks.typing_hangul import (
    CHOSEONG,
    JONGSEONG,
    JUNGSEONG,
    is_syllable,
    keystrokes,
    parts,
    shown,
    syllable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from random import Random

    Fault: TypeAlias = Callable[[str, Random], str | None]

INITIAL, VOWEL, FINAL = range(3)  # the parts of a syllable
KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# 천지인 puts these on one key, so one press too many or too few gives another of them.
PHONE_CONSONANT_KEYS = ("ㄱㅋㄲ", "ㄴㄹ", "ㄷㅌㄸ", "ㅂㅍㅃ", "ㅅㅎㅆ", "ㅈㅊㅉ", "ㅇㅁ")
# 천지인 draws vowels with ㅣ, ㆍ and ㅡ: these are one stroke too many or too few apart.
PHONE_VOWEL_STROKES = (
    "ㅏㅑ", "ㅓㅕ", "ㅗㅛ", "ㅜㅠ", "ㅐㅒ", "ㅔㅖ", "ㅏㅣ", "ㅓㅣ", "ㅗㅡ", "ㅜㅡ",
    "ㅏㅐ", "ㅓㅔ", "ㅚㅘ", "ㅗㅚ", "ㅜㅟ", "ㅘㅙ", "ㅝㅞ", "ㅠㅝ", "ㅡㅢ", "ㅣㅢ",
)  # fmt: skip
SOUND_SERIES = ("ㄱㄲㅋ", "ㄷㄸㅌ", "ㅂㅃㅍ", "ㅅㅆ", "ㅈㅉㅊ")
# Finals and the ones they are heard as; the plain finals are rarely spelt the odd way.
HEARD_AS = {
    "ㄲ": "ㄱ", "ㅋ": "ㄱ", "ㄳ": "ㄱ", "ㄺ": "ㄱㄹ", "ㅍ": "ㅂ", "ㅄ": "ㅂ", "ㄼ": "ㄹ",
    "ㄶ": "ㄴ", "ㄵ": "ㄴ", "ㅀ": "ㄹ", "ㄻ": "ㅁ", "ㄴ": "ㅇ", "ㅇ": "ㄴ", "ㅁ": "ㄴ",
    "ㄷ": "ㅅㅈㅊㅌ", "ㅅ": "ㄷㅆㅈㅊ", "ㅆ": "ㅅ", "ㅈ": "ㅅㅊ", "ㅊ": "ㅅㄷㅌ", "ㅌ": "ㅅㅊㄷ",
}  # fmt: skip
# A final before an initial, and how the pair is said (표준발음법 13, 18, 20).
SAID = {
    ("ㄱ", "ㄴ"): ("ㅇ", "ㄴ"), ("ㄱ", "ㅁ"): ("ㅇ", "ㅁ"), ("ㄱ", "ㄹ"): ("ㅇ", "ㄴ"),
    ("ㅂ", "ㄴ"): ("ㅁ", "ㄴ"), ("ㅂ", "ㅁ"): ("ㅁ", "ㅁ"), ("ㅂ", "ㄹ"): ("ㅁ", "ㄴ"),
    ("ㅅ", "ㅁ"): ("ㄴ", "ㅁ"), ("ㅊ", "ㅁ"): ("ㄴ", "ㅁ"), ("ㄴ", "ㄹ"): ("ㄹ", "ㄹ"),
    ("ㄹ", "ㄴ"): ("ㄹ", "ㄹ"), ("ㅇ", "ㄹ"): ("ㅇ", "ㄴ"), ("ㅁ", "ㄹ"): ("ㅁ", "ㄴ"),
    ("ㄱ", "ㅎ"): ("", "ㅋ"), ("ㅂ", "ㅎ"): ("", "ㅍ"), ("ㄷ", "ㅎ"): ("", "ㅌ"),
}  # fmt: skip
PARTICLES_AFTER_FINAL = ("은", "이", "을", "으로", "과", "이랑", "이요", "이나", "이라도")
PARTICLES_AFTER_VOWEL = ("는", "가", "를", "로", "와", "랑", "요", "나", "라도")
PARTICLES = ("에", "에서", "의", "도", "만", "하고", "까지", "부터", "에는", "쪽", "건", "관련")
TAILS = wording("tails")
# Loanwords are spelt by ear: the spelling of the rule, and what people write.
LOANWORDS = tuple(pair.split() for pair in wording("loanwords"))
DIGITS_BY_SOUND = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))
LATIN_WORDS = dict(pair.split() for pair in wording("latin words"))
ENGLISH_DIGITS = {"1": "원", "2": "투", "3": "쓰리"}


def neighbouring_key(text: str, rng: Random) -> str | None:
    """The finger lands on the key beside: 경전철 → 경존철."""
    return _key_fault(text, rng, lambda keys: _each_key(keys, _neighbours))


def dropped_key(text: str, rng: Random) -> str | None:
    """One key was not pressed: 경전철 → 경저철, 겨전철, ㅕㅇ전철."""
    return _key_fault(text, rng, lambda keys: _each_key(keys, lambda _: ("",)))


def doubled_key(text: str, rng: Random) -> str | None:
    """One key was pressed twice: 경전철 → 경ㅇ전철."""
    return _key_fault(text, rng, lambda keys: _each_key(keys, lambda key: (key * 2,)))


def swapped_keys(text: str, rng: Random) -> str | None:
    """Two keys came in the wrong order: 경전철 → 경저ㅊㄴㅓㄹ."""
    return _key_fault(
        text,
        rng,
        lambda keys: (
            keys[:at] + keys[at + 1] + keys[at] + keys[at + 2 :] for at in range(len(keys) - 1)
        ),
    )


def lost_shift(text: str, rng: Random) -> str | None:
    """Shift was not held: 꽃 → 곷."""
    return _key_fault(text, rng, lambda keys: _each_key(keys, _without_shift))


def stuck_shift(text: str, rng: Random) -> str | None:
    """Shift was held a key too long: 구청 → 꾸청."""
    return _key_fault(text, rng, lambda keys: _each_key(keys, _with_shift))


def phone_consonant(text: str, rng: Random) -> str | None:
    """One press too many or too few of a 천지인 consonant key: 경전철 → 켱전철."""
    return _chosen(
        rng,
        (
            *_with_part(INITIAL, text, _groups(PHONE_CONSONANT_KEYS)),
            *_with_part(FINAL, text, _groups(PHONE_CONSONANT_KEYS)),
        ),
        text,
    )


def phone_vowel(text: str, rng: Random) -> str | None:
    """One stroke too many or too few of a 천지인 vowel: 교육 → 고육."""
    return _chosen(rng, _with_part(VOWEL, text, _groups(PHONE_VOWEL_STROKES)), text)


def lost_final(text: str, rng: Random) -> str | None:
    """A 받침 is missing: 경전철 → 겨전철."""
    finals = {final: ("",) for final in JONGSEONG if final.strip()}
    return _chosen(rng, _with_part(FINAL, text, finals), text)


def sound_series(text: str, rng: Random) -> str | None:
    """예사소리, 된소리 and 거센소리 are mixed up: 디지털 → 띠지털."""
    return _chosen(rng, _with_part(INITIAL, text, _groups(SOUND_SERIES)), text)


def ae_or_e(text: str, rng: Random) -> str | None:
    """ㅐ and ㅔ sound alike: 생태 → 셍태."""
    return _chosen(rng, _with_part(VOWEL, text, _groups(("ㅐㅔ", "ㅒㅖ", "ㅖㅔ"))), text)


def oe_wae_or_we(text: str, rng: Random) -> str | None:
    """ㅚ, ㅙ and ㅞ sound alike: 외국어 → 왜국어."""
    return _chosen(rng, _with_part(VOWEL, text, _groups(("ㅚㅙㅞ",))), text)


def final_by_ear(text: str, rng: Random) -> str | None:
    """A final spelt as it is heard: 꽃 → 꼿, 안전 → 앙전."""
    return _chosen(rng, _with_part(FINAL, text, HEARD_AS), text)


def written_as_said(text: str, rng: Random) -> str | None:
    """Finals move on or blend in as they are said: 반려 → 발려, 복합 → 보캅, 먹이 → 머기."""
    variants = []
    for at in range(len(text) - 1):
        if not (is_syllable(text[at]) and is_syllable(text[at + 1])):
            continue
        initial, vowel, final = parts(text[at])
        next_initial, next_vowel, next_final = parts(text[at + 1])
        if said := _as_said(final, next_initial):
            pair = syllable(initial, vowel, said[0]) + syllable(said[1], next_vowel, next_final)
            variants.append(text[:at] + pair + text[at + 2 :])
    return _chosen(rng, variants, text)


def swapped_syllables(text: str, rng: Random) -> str | None:
    """Two syllables came in the wrong order: 미세먼지 → 미먼세지."""
    return _chosen(
        rng,
        (
            text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            for at in range(len(text) - 1)
            if is_syllable(text[at]) and is_syllable(text[at + 1])
        ),
        text,
    )


def dropped_syllable(text: str, rng: Random) -> str | None:
    """One syllable is missing: 미세먼지 → 미먼지."""
    return _chosen(
        rng,
        (
            " ".join((text[:at] + text[at + 1 :]).split())
            for at, char in enumerate(text)
            if is_syllable(char)
        ),
        text,
    )


def no_spaces(text: str, _rng: Random) -> str | None:
    """All words run together: 경전철 금광선 → 경전철금광선."""
    return _other(text.replace(" ", ""), text)


def space_in_word(text: str, rng: Random) -> str | None:
    """A space inside a word: 어린이집 → 어린 이집."""
    return _chosen(
        rng,
        (
            f"{text[:at]} {text[at:]}"
            for at in range(1, len(text))
            if is_syllable(text[at - 1]) and is_syllable(text[at])
        ),
        text,
    )


def moved_space(text: str, rng: Random) -> str | None:
    """A space a syllable too early or too late: 조기 완공 → 조 기완공."""
    variants = []
    for at, char in enumerate(text):
        if char == " ":
            variants += [
                f"{text[: at - 1]} {text[at - 1]}{text[at + 1 :]}",
                f"{text[:at]}{text[at + 1]} {text[at + 2 :]}",
            ]
    return _chosen(rng, (" ".join(variant.split()) for variant in variants), text)


def spaced_out(text: str, rng: Random) -> str | None:
    """Every syllable of one word stands alone: 경전철 → 경 전 철."""
    words = text.split(" ")
    at = rng.randrange(len(words))
    return _other(" ".join([*words[:at], " ".join(words[at]), *words[at + 1 :]]), text)


def english_keyboard(text: str, _rng: Random) -> str | None:
    """All of it typed with the keyboard in English: 주차 → wnck."""
    return _other(keystrokes(text), text)


def english_keyboard_in_part(text: str, rng: Random) -> str | None:
    """The keyboard turned to English at some syllable, or turned back late: 주ck, wn차."""
    hangul = [at for at, char in enumerate(text) if is_syllable(char)]
    if len(hangul) < 2:
        return None
    at = rng.choice(hangul[1:])
    if rng.random() < 0.5:
        return keystrokes(text[:at]) + text[at:]
    return text[:at] + keystrokes(text[at:])


def half_composed(text: str, rng: Random) -> str | None:
    """The last syllable is not finished: 신안산선 → 신안산서, 신안산ㅅ."""
    if not is_syllable(text[-1]):
        return None
    keys = keystrokes(text[-1])
    return text[:-1] + shown(keys[: rng.randrange(1, len(keys))])


def particle(text: str, rng: Random) -> str | None:
    """A particle or a bound word at the end: 경전철 → 경전철은, 경전철 쪽."""
    if not is_syllable(text[-1]):
        return None
    own = PARTICLES_AFTER_FINAL if parts(text[-1])[2] else PARTICLES_AFTER_VOWEL
    return text + rng.choice((*own, *PARTICLES))


def question_tail(text: str, rng: Random) -> str | None:
    """A question around it: 경전철 담당 누구예요?"""  # noqa: D400  (an example ends it)
    return text + rng.choice(TAILS)


def loanword(text: str, rng: Random) -> str | None:
    """A loanword spelt by ear: 디지털 → 디지탈."""
    return _chosen(rng, (text.replace(rule, ear) for rule, ear in LOANWORDS), text)


def number_as_word(text: str, rng: Random) -> str | None:
    """Digits written as they are said: 2호선 → 이호선, 2.0 → 이점영."""
    words = (
        text[: found.start()] + _said_number(found[0]) + text[found.end() :]
        for found in re.finditer(r"(?<![A-Za-z])\d+(?:\.\d+)?", text)
        if len(found[0]) == 1 or "." in found[0]
    )
    return _chosen(rng, words, text)


def latin_as_hangul(text: str, rng: Random) -> str | None:
    """Latin words written as they are said: With U → 위드유, Only1 → 온리원."""
    said = re.sub(r"[A-Za-z&]+", lambda found: LATIN_WORDS.get(found[0].lower(), found[0]), text)
    if said == text:
        return None
    said = re.sub(r"(?<=온리)[123]", lambda found: ENGLISH_DIGITS[found[0]], said)
    return said if rng.random() < 0.5 else said.replace("위드 유", "위드유")


def latin_on_hangul_keyboard(text: str, _rng: Random) -> str | None:
    """Latin words typed with the keyboard in Hangul: With U → 쟈소 ㅕ."""
    return _other(re.sub(r"[A-Za-z]+", lambda found: shown(found[0]), text), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of fault: its name in tables, its name in Korean, and how it is made.

    `last` kinds change how the whole text is typed, so any other fault comes before them.
    """

    name: str
    korean: str
    fault: Fault
    last: bool = False


KINDS = (
    Kind(name="neighbouring key", korean="옆 글쇠", fault=neighbouring_key),
    Kind(name="dropped key", korean="자모 빠짐", fault=dropped_key),
    Kind(name="doubled key", korean="자모 겹침", fault=doubled_key),
    Kind(name="swapped keys", korean="자모 뒤바뀜", fault=swapped_keys),
    Kind(name="Shift lost", korean="Shift 빠짐", fault=lost_shift),
    Kind(name="Shift stuck", korean="Shift 눌림", fault=stuck_shift),
    Kind(name="phone consonant", korean="천지인 자음", fault=phone_consonant),
    Kind(name="phone vowel", korean="천지인 모음", fault=phone_vowel),
    Kind(name="lost 받침", korean="받침 빠짐", fault=lost_final),
    Kind(name="된/예사/거센소리", korean="된·거센소리", fault=sound_series),
    Kind(name="ㅐ/ㅔ", korean="ㅐ/ㅔ", fault=ae_or_e),
    Kind(name="ㅙ/ㅚ/ㅞ", korean="ㅙ/ㅚ/ㅞ", fault=oe_wae_or_we),
    Kind(name="받침 by ear", korean="받침 소리", fault=final_by_ear),
    Kind(name="written as said", korean="소리대로", fault=written_as_said),
    Kind(name="swapped syllables", korean="음절 뒤바뀜", fault=swapped_syllables),
    Kind(name="dropped syllable", korean="음절 빠짐", fault=dropped_syllable),
    Kind(name="no spaces", korean="붙여쓰기", fault=no_spaces),
    Kind(name="space in a word", korean="낱말 속 공백", fault=space_in_word),
    Kind(name="moved space", korean="공백 밀림", fault=moved_space),
    Kind(name="spaced out", korean="글자마다 공백", fault=spaced_out),
    Kind(name="English keyboard", korean="영문 자판", fault=english_keyboard, last=True),
    Kind(name="English in part", korean="일부 영문", fault=english_keyboard_in_part, last=True),
    Kind(name="half composed", korean="치는 중", fault=half_composed, last=True),
    Kind(name="particle", korean="조사·어미", fault=particle, last=True),
    Kind(name="question tail", korean="질문 꼬리", fault=question_tail, last=True),
    Kind(name="loanword", korean="외래어 표기", fault=loanword),
    Kind(name="number as word", korean="수를 말로", fault=number_as_word),
    Kind(name="Latin as Hangul", korean="영어를 한글로", fault=latin_as_hangul),
    Kind(name="Latin, Hangul keys", korean="한글 자판 영어", fault=latin_on_hangul_keyboard),
)
# What else goes wrong in the same breath: the slips that apply to any text.
SECOND_FAULTS: tuple[Fault, ...] = (
    neighbouring_key,
    dropped_key,
    doubled_key,
    swapped_keys,
    phone_consonant,
    phone_vowel,
    lost_final,
    sound_series,
    ae_or_e,
    final_by_ear,
    swapped_syllables,
    dropped_syllable,
    no_spaces,
    space_in_word,
)


def misspelt(text: str, kind: Kind, faults: int, rng: Random) -> str | None:
    """The text with one fault of this kind, and with a second slip when `faults` is 2."""
    if faults == 1:
        return kind.fault(text, rng)
    slip = rng.choice(SECOND_FAULTS)
    first, second = (slip, kind.fault) if kind.last else (kind.fault, slip)
    once = first(text, rng)
    twice = second(once, rng) if once else None
    return _other(twice, text) if twice != once else None


def _other(variant: str | None, text: str) -> str | None:
    return None if variant == text else variant


def _chosen(rng: Random, variants: Iterable[str], text: str) -> str | None:
    others = [variant for variant in variants if variant != text and variant.strip()]
    return rng.choice(others) if others else None


def _groups(groups: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each jamo, the ones it is mixed up with."""
    mixed: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for jamo in group:
            mixed[jamo] = mixed.get(jamo, ()) + tuple(other for other in group if other != jamo)
    return mixed


def _with_part(place: int, text: str, mixed: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The text with one part of a syllable mixed up with another letter."""
    letters = (CHOSEONG, JUNGSEONG, JONGSEONG)[place]
    for at, char in enumerate(text):
        if is_syllable(char):
            of = parts(char)
            for other in mixed.get(of[place], ()) if of[place] else ():
                if other in letters:
                    made = [*of]
                    made[place] = other
                    yield text[:at] + syllable(*made) + text[at + 1 :]


def _as_said(final: str, initial: str) -> tuple[str, str] | None:
    """How a final before an initial is said, where that differs from how it is written."""
    if initial == "ㅇ" and final in CHOSEONG and final not in ("", "ㅇ", "ㅎ"):
        return "", final
    return SAID.get((final, initial))


def _said_number(digits: str) -> str:
    return "".join("점" if char == "." else DIGITS_BY_SOUND[char] for char in digits)


def _key_fault(text: str, rng: Random, faults: Callable[[str], Iterable[str]]) -> str | None:
    """The text with one run of Hangul typed with a fault, as an input method shows it."""
    runs = list(re.finditer("[가-힣]+", text))
    if not runs:
        return None
    run = rng.choice(runs)
    typed = (shown(keys) for keys in faults(keystrokes(run[0])))
    return _chosen(rng, (text[: run.start()] + word + text[run.end() :] for word in typed), text)


def _each_key(keys: str, others: Callable[[str], Iterable[str]]) -> Iterator[str]:
    for at, key in enumerate(keys):
        for other in others(key):
            yield keys[:at] + other + keys[at + 1 :]


def _neighbours(key: str) -> Iterator[str]:
    """The keys beside this one and, as rows are staggered, the two nearest above and below."""
    row = next(row for row in range(3) if key.lower() in KEY_ROWS[row])
    column = KEY_ROWS[row].index(key.lower())
    beside = [(row, column - 1), (row, column + 1), (row - 1, column), (row - 1, column + 1)]
    beside += [(row + 1, column - 1), (row + 1, column)]
    for other_row, other_column in beside:
        if 0 <= other_row < 3 and 0 <= other_column < len(KEY_ROWS[other_row]):
            yield KEY_ROWS[other_row][other_column]


def _without_shift(key: str) -> tuple[str, ...]:
    return (key.lower(),) if key.isupper() else ()


def _with_shift(key: str) -> tuple[str, ...]:
    return (key.upper(),) if key in "qwertop" else ()
