"""Korean that was typed with the keyboard in English, wholly or in part: rhddir, 빼rh, 04dy."""

import re
from collections.abc import Iterator
from itertools import combinations

from bot.korean import hangul
from bot.lookup import lexicon
from bot.lookup.catalogue import Catalogue
from bot.lookup.engine.matching import How
from bot.lookup.latin import in_hangul
from bot.lookup.words import ENGLISH, MAX_WORD_CHARS, is_ordinary, stems_of

LATIN = re.compile("[A-Za-z]")
_TYPED = re.compile("[0-9A-Za-zㄱ-ㅣ가-힣]*[A-Za-z][0-9A-Za-zㄱ-ㅣ가-힣]*")
_UNSHIFTED = re.compile("[qwertop]")  # keys that type another letter with Shift
_MADE = re.compile("([0-9]*)([가-힣]+)([0-9]*)")
_NUMERAL = re.compile("[공영일이삼사오육칠팔구십]{2,}|[공영일이삼사오육칠팔구십한두세네]+[번호]")
_COUNTER = re.compile("(?:번째|번|호|개)?")
MIN_SURE = 2  # syllables of a word that says which keyboard it was
MIN_SLIPPED = 4  # syllables of a name with a slip
MAX_MISSED = 2  # letters of a word that lack Shift
MAX_WITHOUT_SHIFT = 12  # letters of a word of which any may lack it
_NAMED = frozenset({How.EXACT, How.SHORT})


def in_korean_keys(text: str, catalogue: Catalogue) -> tuple[str, dict[str, str]]:
    """A message with such words in Hangul, and for each of these what was typed.

    One word that is surely Korean says so of the others that may be.
    """
    typed = [
        word
        for word in dict.fromkeys(_TYPED.findall(text))
        if len(word) <= MAX_WORD_CHARS and not _is_latin(word, catalogue)
    ]
    meant = {word: made for word in typed if (made := _word_of(word, catalogue))}
    if not any(_syllables(made) >= MIN_SURE or made[0].isdecimal() for made in meant.values()):
        return text, {}
    for word in typed:
        made = next(_readings(word))
        is_likely = word not in meant and 2 * _syllables(made) >= len(made)
        if is_likely and not _is_romanised(word, catalogue):
            meant[word] = made
    text = _TYPED.sub(lambda word: meant.get(word[0], word[0]), text)
    return text, {hangul.normalized(made): word for word, made in meant.items()}


def _syllables(text: str) -> int:
    return sum(map(hangul.is_syllable, text))


def _is_latin(word: str, catalogue: Catalogue) -> bool:
    """Whether a word is meant as it is: English, or Latin letters that a title has."""
    plain = hangul.normalized(word)
    return any(
        stem in lexicon.english_words() or stem in ENGLISH or catalogue.words.has_word(stem)
        for stem in stems_of(plain)
    )


def _is_romanised(word: str, catalogue: Catalogue) -> bool:
    """Whether a word is Korean in Latin letters, of the table or one that asks."""
    _, latin = in_hangul(hangul.normalized(word), catalogue.words.in_hangul)
    return bool(latin)


def _word_of(typed: str, catalogue: Catalogue) -> str:
    """The first reading that is a word; "" where none is."""
    return next((made for made in _readings(typed) if _is_word(made, catalogue)), "")


def _readings(typed: str) -> Iterator[str]:
    """What these keys type: as they are, with Caps Lock, and with Shift missed."""
    strokes = hangul.keystrokes(typed)
    lower = strokes.lower()
    if typed.isupper():
        yield hangul.composed(strokes.swapcase())
    yield hangul.composed(strokes)
    yield hangul.composed(strokes[0].lower() + strokes[1:])  # some phones begin with a capital
    yield hangul.composed(lower)
    places = [found.start() for found in _UNSHIFTED.finditer(lower[:MAX_WITHOUT_SHIFT])]
    for count in range(1, MAX_MISSED + 1):
        for missed in combinations(places, count):
            yield hangul.composed(
                "".join(k.upper() if at in missed else k for at, k in enumerate(lower))
            )


def _is_word(made: str, catalogue: Catalogue) -> bool:
    """Whether a text is a word of the table, one of any message, or a number with its endings."""
    if (parts := _MADE.fullmatch(made)) is None:
        return lexicon.is_noise(made)
    before, word, after = parts.groups()
    if before and not after:
        word = word[_COUNTER.match(word).end() :]  # type: ignore[union-attr]
        return not word or stems_of(f"하나{word}")[-1] == "하나" or is_ordinary(word)
    known = catalogue.words
    return any(
        known.has_word(stem)
        or known.begins_word(stem)
        or (len(stem) > MIN_SURE and known.stands(stem))
        or is_ordinary(stem)
        or _NUMERAL.fullmatch(stem)
        or any(
            (named := of.recognized(stem)) is not None
            and (named.how in _NAMED or len(stem) >= MIN_SLIPPED)
            for of in (catalogue.departments, catalogue.categories)
        )
        for stem in stems_of(word)
    )
