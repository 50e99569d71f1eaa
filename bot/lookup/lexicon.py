"""Phrases that do not say which pledge is meant, from the tables in `data`.

Each table has the columns group, reason and words; `#` begins a comment. In a word, `~` stands for
any ending, a space for one or none; `$` at its end holds at the end of a sentence alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from typing import NamedTuple, Self

from bot.korean import hangul
from bot.korean.conjugation import EU, A, forms

DATA = files("bot.lookup") / "data"
MIN_EXPRESSION = 4
MAX_REMEMBERED = 4096  # words that may begin phrases
MIN_VERB = 2  # syllables of which the last changes
MIN_TOWN = 2  # syllables of a town that is said without 시, 군 or 구
_VERB_ENDS = ("기", "는", "고")
_OTHER_ENDS = "기 는 고 려고 려면 려는 려는데 는데 러 나 니까 던 게 자 며 면서 도록".split()
_LAUGHTER = re.compile("[ㅋㅎㅠㅜㅡㅗㅛㅏㅑㅓㅕㅣㅔㅐㅇㄷㅂㅉㅍ]+")
_PIECE = re.compile("[ ~$]|[^ ~$]+")
_LETTER, _LETTERS = re.compile(r"\w"), re.compile(r"\w*")
_SENTENCE_END = re.compile(r"[\s.!?~…^,;)]*(?:$|[\n!?])")


def rows(name: str, folder: Traversable = DATA) -> Iterator[tuple[str, ...]]:
    """The rows of a table, or of all in a folder, without headers and comments."""
    found = folder / name
    # The rows come in order: the tables of a folder as well, wherever they are read.
    tables = sorted(found.iterdir(), key=lambda each: each.name) if found.is_dir() else [found]
    for table in tables:
        text = table.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        for line in lines[1:]:
            yield tuple(line.split("\t"))


def groups(name: str) -> dict[str, tuple[str, ...]]:
    """The words of each group of a table."""
    return {group: tuple(words.split(",")) for group, _reason, words in rows(name)}


def any_of(words: Iterable[str]) -> str:
    """A pattern of words, the longest first, with or without their spaces; of none, of nothing."""
    rest: dict[str, list[str]] = {}  # by the first letter, for which a search looks fast
    for word in sorted(words, key=len, reverse=True):
        rest.setdefault(word[0], []).append(re.escape(word[1:]).replace("\\ ", " ?"))
    either = [f"{re.escape(first)}(?:{'|'.join(of)})" for first, of in rest.items()]
    return f"(?:{'|'.join(either)})" if either else "(?!)"


ORDINARY_WORDS: frozenset[str] = frozenset(
    word for words in groups("ordinary.tsv").values() for word in words
)
LOOK_ALIKES: dict[str, tuple[str, ...]] = groups("beginnings.tsv")


@cache
def everyday() -> dict[str, tuple[str, ...]]:
    """The official words that everyday and English ones stand for; all normalised and bare."""
    found: dict[str, dict[str, None]] = {}
    for official, _reason, words in rows("everyday.tsv"):
        targets = dict.fromkeys(map(hangul.search_key, official.split("|")))
        for word in words.split(","):
            for form in _inflected(word):
                found.setdefault(hangul.search_key(form), {}).update(targets)
    for word, korean in english().items():
        found.setdefault(word, {}).update(dict.fromkeys(map(hangul.search_key, korean)))
    return {word: tuple(targets) for word, targets in found.items()}


class Related(NamedTuple):
    """Words that go with each other: the `rows` that each stands in, without their verbs.

    A key of these that ends in `~` is the beginning of a verb, which stands in no title. `words`
    are those of all rows, `keys` in order, and `verb_starts` what verbs begin with.
    """

    rows: Mapping[str, Sequence[tuple[str, ...]]]
    words: frozenset[str]
    keys: Sequence[str]
    verb_starts: frozenset[str]

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[tuple[str, ...]]]) -> Self:
        """These rows, and what is told by all of them."""
        words = frozenset(chain.from_iterable(chain.from_iterable(rows.values())))
        starts = frozenset(key[:-1][:2] for key in rows if key.endswith("~"))
        return cls(rows, words, sorted(rows), starts)


@cache
def related() -> Related:
    """The tables in `data/related`; from two syllables on, a verb's other forms are keys as well.

    An expression is there as it is spaced, too.
    """
    found: dict[str, list[tuple[str, ...]]] = {}
    for _reason, words in rows("related"):
        keys: list[str] = []
        nouns: list[str] = []
        for word in words.split(","):
            if word.endswith("~"):
                keys += _beginnings(word.replace(" ", ""))
            else:
                nouns.append(word if word.isalnum() else hangul.bare(word))
                keys += (nouns[-1], word) if " " in word else (nouns[-1],)
        row = tuple(nouns)
        for key in dict.fromkeys(keys):
            found.setdefault(key, []).append(row)
    return Related.of(found)


@cache
def civic_words() -> frozenset[str]:
    """Everyday words and the official ones that they stand for."""
    return frozenset(everyday()) | {target for targets in everyday().values() for target in targets}


def _inflected(expression: str) -> Iterator[str]:
    """An expression that ends in a verb, with the verb's other endings.

    >>> sorted(_inflected("집 고치는"))[:4]
    ['집 고치게', '집 고치고', '집 고치기', '집 고치나']
    """
    yield expression
    if " " in expression and expression.endswith(_VERB_ENDS) and len(expression) > MIN_EXPRESSION:
        stem = expression[:-1]
        yield from (stem + ending for ending in _OTHER_ENDS)
        syllable = hangul.jamo(stem[-1]) if hangul.is_syllable(stem[-1]) else None
        if syllable is not None and not syllable[2]:
            lead, last = stem[:-1], hangul.keystrokes(stem[-1])
            yield from (lead + hangul.composed(last + final) for final in "fs")


@cache
def _beginnings(verb: str) -> tuple[str, ...]:
    """The beginning of a verb and those of its other forms.

    >>> _beginnings("고치~")
    ('고치~', '고친~', '고칠~', '고침~', '고칩~', '고쳐~', '고쳤~')
    """
    stem = verb[:-1]
    found = {stem: None}
    if len(verb) > MIN_VERB and not hangul.jamo(stem[-1])[2]:
        for kind, strokes in forms(stem):
            before = {EU: "sfaq", A: ("", "T")}.get(kind, "")
            found |= dict.fromkeys(hangul.composed(strokes + final) for final in before)
    return tuple(f"{form}~" for form in found if form == stem or not form.startswith(stem))


@cache
def english() -> dict[str, tuple[str, ...]]:
    """The Korean words of English ones, which are written without spaces."""
    found: dict[str, dict[str, None]] = {}
    for words in groups("english.tsv").values():
        for pair in words:
            word, korean = pair.split("=")
            found.setdefault(hangul.search_key(word), {}).update(dict.fromkeys(korean.split("|")))
    return {word: tuple(korean) for word, korean in found.items()}


@cache
def english_words() -> frozenset[str]:
    """The single words of the English expressions."""
    expressions = (p.split("=")[0] for words in groups("english.tsv").values() for p in words)
    return frozenset(word for expression in expressions for word in expression.split())


@cache
def _places(office: str) -> frozenset[str]:
    """The names of places that have another office than this one, and of sights."""
    of = groups("places.tsv")
    found, short = {*of.pop("sights")}, {*of.pop("words")}
    del of["ways"], of["kinds"]
    for province, towns in of.items():
        found |= {*towns, *{name[:-1] for name in towns if len(name) > MIN_TOWN} - short}
        found |= set() if office in towns else {*province.split(",")}
    return frozenset(found - {office, office[:-1]})


@lru_cache(maxsize=4096)  # asked of every word of a message
def is_elsewhere(word: str, office: str = "") -> bool:
    """Whether a word is a place, or an office, other than those of an office and its province.

    >>> is_elsewhere("안양시청"), is_elsewhere("광화문"), is_elsewhere("예산")
    (True, True, False)
    >>> is_elsewhere("부산시청", "사하구청"), is_elsewhere("금천", "금천구청")
    (False, False)
    """
    return word.removesuffix("청") in _places(office.removesuffix("청"))


class Phrases:
    """Recognises phrases at the beginnings of words of a normalised text."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._exact: set[str] = set()
        starts: dict[str, list[str]] = {}
        longer: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
        for phrase in phrases:
            plain = phrase.rstrip("~")
            if " " not in plain and "~" not in plain and not plain.endswith("$"):
                if plain == phrase:
                    self._exact.add(phrase)
                else:
                    starts.setdefault(plain[0], []).append(plain)
            else:
                pieces = tuple(_PIECE.findall(phrase))
                second = pieces[2] if pieces[1] == " " else ""  # far fewer go on so
                longer.setdefault(pieces[0][:2], []).append((pieces[0], second, pieces))
        self._starts = {first: tuple(of) for first, of in starts.items()}
        # Matched piece by piece: to compile them all takes longer than a hundred answers.
        self._longer = {begun: tuple(of) for begun, of in longer.items()}
        # Messages begin and end with the same few words.
        self._begun = lru_cache(maxsize=MAX_REMEMBERED)(self._beginning)

    def end(self, text: str, start: int, end: int) -> int:
        """Where the longest phrase ends that begins with the word at `start:end`; 0 for none."""
        is_phrase, longer = self._begun(text[start:end])
        best = end if is_phrase else 0
        for first, second, pieces in longer:
            if text.startswith(first, start):
                at = start + len(first)
                if text.startswith(second, at + text[at : at + 1].isspace()):
                    best = max(best, _end(pieces, text, start))
        return best

    def begins(self, word: str) -> bool:
        """Whether a phrase may begin with this word."""
        is_phrase, longer = self._begun(word)
        return is_phrase or bool(longer)

    def _beginning(self, word: str) -> tuple[bool, tuple[tuple[str, str, tuple[str, ...]], ...]]:
        """Whether a word alone is a phrase, and the longer ones that may begin with it."""
        longer = (*self._longer.get(word[0], ()), *self._longer.get(word[:2], ()))
        may_begin = [one for one in longer if one[0].startswith(word) or word.startswith(one[0])]
        return self.has(word), tuple(may_begin)

    def has(self, word: str) -> bool:
        """Whether the word alone is such a phrase."""
        return word in self._exact or word.startswith(self._starts.get(word[0], ()))


def _end(pieces: tuple[str, ...], text: str, at: int) -> int:
    """Where the pieces of a phrase end that stand here in a text; 0 if they do not."""
    for place, piece in enumerate(pieces, start=1):
        if piece == " ":
            at += text[at : at + 1].isspace()
        elif piece == "~":
            last = _LETTERS.match(text, at).end()  # type: ignore[union-attr]  # always matches
            if place == len(pieces):
                return last
            following = next(filter(str.isalnum, pieces[place:]), "")
            if text.find(following, at, last + 1 + len(following)) < 0:
                return 0
            ends = (_end(pieces[place:], text, middle) for middle in range(last, at - 1, -1))
            return next(filter(None, ends), 0)
        elif piece == "$":
            return at if _SENTENCE_END.match(text, at) else 0
        elif text.startswith(piece, at):
            at += len(piece)
        else:
            return 0
    return 0 if _LETTER.match(text, at) else at


@cache
def excluding() -> dict[str, tuple[str, ...]]:
    """The words that exclude others, also typed without Shift: 알겟고, 적엇네요."""
    return {
        group: tuple(dict.fromkeys((*words, *map(_without_shift, words))))
        for group, words in groups("excluding.tsv").items()
    }


def _without_shift(phrase: str) -> str:
    return hangul.composed(hangul.keystrokes(phrase).replace("T", "t"))


@cache
def phrases(*names: str) -> Phrases:
    """The phrases of some tables."""
    return Phrases(word for name in names for of in groups(name).values() for word in of)


@lru_cache(maxsize=4096)
def is_noise(word: str) -> bool:
    """Whether a word is laughter, tears or slang in consonants: ㅋㅋㅋ, ㅠㅠ, ㄱㅅ.

    >>> is_noise("ㅋㅋㅎㅎ"), is_noise("ㄳㄳ"), is_noise("ㄱㅈㅊ")
    (True, True, False)
    """
    if not all("ㄱ" <= char <= "ㅣ" for char in word):
        return False
    if len(word) == 1 or (_LAUGHTER.fullmatch(word) and _repeats(word)):
        return True
    slang = phrases("slang.tsv")
    half, odd = divmod(len(word), 2)
    return slang.has(word) or (not odd and word[:half] == word[half:] and slang.has(word[:half]))


def _repeats(word: str) -> bool:
    """Whether a word is made of few letters said again, or of vowels alone."""
    return len(set(word)) <= max(1, len(word) // 2) or all("ㅏ" <= char <= "ㅣ" for char in word)
