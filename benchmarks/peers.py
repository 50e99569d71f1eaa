"""The search engines an engineer would otherwise use, each at its sensible best.

Each is built from texts and answers with rows, counted from 0. All but rapidfuzz are optional
(`pip install -e .[bench]`); what is not installed is reported as missing.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from rapidfuzz import fuzz, process, utils

from benchmarks.pieces import bare
from benchmarks.questions import wording
from benchmarks.typing_hangul import SPLIT, initials, is_syllable, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

BM25_K1 = 1.2  # the usual values; titles are too short for them to matter much
BM25_B = 0.75
# Question words that whoever puts a bot together takes out before searching.
QUESTION_WORDS = wording("question words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A row and its score: higher is better; only some engines' scores mean the same anywhere."""

    row: int
    score: float


class Engine(Protocol):
    """A search over the texts it was built from."""

    def search(self, query: str, limit: int) -> list[Found]:
        """The best rows first, at most `limit`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """An engine's name, what has to be installed for it, and how it is built."""

    name: str
    needs: str
    build: Callable[[Sequence[str]], Engine]

    @property
    def missing(self) -> bool:
        """Whether its package is not installed."""
        return find_spec(self.needs) is None


class RapidfuzzSyllables:
    """Compares the question with every text by rapidfuzz's WRatio."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [utils.default_process(text) for text in texts]

    def search(self, query: str, limit: int) -> list[Found]:
        """The best rows first."""
        asked = utils.default_process(_asked(query))
        best = process.extract(asked, self._texts, scorer=fuzz.WRatio, limit=limit, score_cutoff=1)
        return [Found(row=row, score=score) for _, score, row in best]


class RapidfuzzJamo:
    """Looks for the question in every text, letter by letter, by rapidfuzz's partial ratio."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = tuple(jamo(text) for text in texts)

    def search(self, query: str, limit: int) -> list[Found]:
        """The best rows first."""
        return _compared(self._texts, jamo(_asked(query)), limit)


class Fts5Trigrams:
    """SQLite FTS5 on trigrams, and LIKE for what is too short for it."""

    def __init__(self, texts: Sequence[str]) -> None:
        import sqlite3  # noqa: PLC0415, TID251  (a peer, not the project's store)

        self._db = sqlite3.connect(":memory:")
        self._db.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='trigram')")
        self._db.executemany(
            "INSERT INTO texts(rowid, text) VALUES (?, ?)", enumerate(texts, start=1)
        )

    def search(self, query: str, limit: int) -> list[Found]:
        """The best rows first; those that only LIKE finds come last."""
        words = _asked(query).split()
        grams = dict.fromkeys(gram for word in words for gram in _grams(word, 3))
        found: dict[int, float] = {}
        if grams:
            asked = " OR ".join(f'"{gram}"' for gram in grams)
            rows = self._db.execute(
                "SELECT rowid, bm25(texts) FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?",
                (asked, limit),
            )
            found = {row - 1: -score for row, score in rows}
        for word in words:
            if len(word) == 2 and len(found) < limit:
                rows = self._db.execute(
                    # Joined to nothing, because FTS5 itself has no rows for short patterns.
                    "SELECT rowid, 1e-9 FROM texts WHERE text || '' LIKE ? LIMIT ?",
                    (f"%{word}%", limit),
                )
                for row, score in rows:
                    found.setdefault(row - 1, score)
        return [Found(row=row, score=score) for row, score in found.items()][:limit]


class Bm25:
    """BM25 over whatever pieces a text is cut into."""

    def __init__(self, texts: Sequence[str], pieces: Callable[[str], Iterable[str]]) -> None:
        self._pieces = pieces
        counted = [Counter(pieces(text)) for text in texts]
        lengths = [sum(counts.values()) for counts in counted]
        mean_length = sum(lengths) / len(lengths)
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, counts in enumerate(counted):
            for piece, count in counts.items():
                postings[piece].append((row, count))
        self._weights: dict[str, list[tuple[int, float]]] = {}
        for piece, rows in postings.items():
            idf = math.log(1 + (len(texts) - len(rows) + 0.5) / (len(rows) + 0.5))
            self._weights[piece] = [
                (
                    row,
                    idf
                    * count
                    * (BM25_K1 + 1)
                    / (count + BM25_K1 * (1 - BM25_B + BM25_B * lengths[row] / mean_length)),
                )
                for row, count in rows
            ]

    def search(self, query: str, limit: int) -> list[Found]:
        """The best rows first; only those that share a piece with the question."""
        scores: dict[int, float] = defaultdict(float)
        for piece in self._pieces(_asked(query)):
            for row, weight in self._weights.get(piece, ()):
                scores[row] += weight
        best = sorted(scores.items(), key=lambda item: -item[1])[:limit]
        return [Found(row=row, score=score) for row, score in best]


class KiwiMorphemes:
    """Cuts text into the morphemes that carry meaning, typing errors corrected as Kiwi does it."""

    WANTED = re.compile(r"N[NRP]|V[VA]|XR|SL|SN|MAG")

    def __init__(self) -> None:
        self._kiwi = import_module("kiwipiepy").Kiwi()

    def __call__(self, text: str) -> list[str]:
        """The morphemes in order."""
        tokens = self._kiwi.tokenize(text.lower(), typos="basic")
        return [token.form for token in tokens if self.WANTED.match(token.tag)]


class Tantivy:
    """Tantivy's BM25 over n-grams of two and three letters."""

    def __init__(self, texts: Sequence[str]) -> None:
        tantivy = self._tantivy = import_module("tantivy")
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="grams", index_option="freq")
        builder.add_unsigned_field("row", stored=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(2, 3))
        self._index.register_tokenizer("grams", analyzer.filter(tantivy.Filter.lowercase()).build())
        writer = self._index.writer(heap_size=200_000_000, num_threads=1)
        for row, text in enumerate(texts):
            writer.add_document(tantivy.Document(text=[text], row=row))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, query: str, limit: int) -> list[Found]:
        """The best rows first; only those that share a piece with the question."""
        grams = {
            gram
            for word in _asked(query).lower().split()
            for n in (2, 3)
            for gram in _grams(word, n)
        }
        should = self._tantivy.Occur.Should
        asked = self._tantivy.Query.boolean_query(
            [
                (should, self._tantivy.Query.term_query(self._schema, "text", gram))
                for gram in sorted(grams)
            ]
        )
        hits = self._searcher.search(asked, limit, count=False).hits
        return [
            Found(row=self._searcher.doc(address)["row"][0], score=score) for score, address in hits
        ]


class AnAfternoonsWork:
    """Initial consonants when there is nothing else, else the jamo partial ratio.

    Exact numbers are a look-up in front of it, which none of the questions here needs.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._initials = [bare(initials(text)) for text in texts]
        self._jamo = RapidfuzzJamo(texts)

    def search(self, query: str, limit: int) -> list[Found]:
        """The best rows first."""
        asked = bare(query)
        if asked and all("ㄱ" <= char <= "ㅎ" for char in asked):
            asked = "".join(SPLIT.get(char, char) for char in asked)
            rows = [row for row, text in enumerate(self._initials) if asked in text]
            return [Found(row=row, score=100.0) for row in rows[:limit]]
        return self._jamo.search(query, limit)


@lru_cache(maxsize=1)  # two engines ask the same in turn
def _compared(texts: tuple[str, ...], asked: str, limit: int) -> list[Found]:
    best = process.extract(asked, texts, scorer=fuzz.partial_ratio, limit=limit)
    return [Found(row=row, score=score) for _, score, row in best]


def jamo(text: str) -> str:
    """The text with its syllables taken apart: 주차 → ㅈㅜㅊㅏ."""
    text = unicodedata.normalize("NFC", text).lower()
    apart = ("".join(parts(char)) if is_syllable(char) else char for char in text)
    return "".join(SPLIT.get(char, char) for char in "".join(apart))


def syllable_bigrams(text: str) -> list[str]:
    """Each two neighbouring letters of each word."""
    return [gram for word in text.lower().split() for gram in _grams(word, 2)]


def _grams(word: str, size: int) -> list[str]:
    return [word[at : at + size] for at in range(len(word) - size + 1)]


def _asked(query: str) -> str:
    """The question without the words that every question has; all of it when nothing is left."""
    query = unicodedata.normalize("NFC", query).replace('"', " ")
    kept = [
        word
        for word in query.split()
        if not word.startswith(QUESTION_WORDS) or word.startswith("공약실천")
    ]
    return " ".join(kept) or query


PEERS = (
    Peer(name="rapidfuzz WRatio, syllables", needs="rapidfuzz", build=RapidfuzzSyllables),
    Peer(name="rapidfuzz partial ratio, jamo", needs="rapidfuzz", build=RapidfuzzJamo),
    Peer(name="SQLite FTS5 trigram + LIKE", needs="sqlite3", build=Fts5Trigrams),
    Peer(
        name="BM25, Kiwi morphemes",
        needs="kiwipiepy",
        build=lambda texts: Bm25(texts, KiwiMorphemes()),
    ),
    Peer(
        name="BM25, syllable bigrams",
        needs="rapidfuzz",
        build=lambda texts: Bm25(texts, syllable_bigrams),
    ),
    Peer(name="tantivy n-grams", needs="tantivy", build=Tantivy),
    Peer(name="an afternoon's work", needs="rapidfuzz", build=AnAfternoonsWork),
)
