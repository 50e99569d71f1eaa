"""All that can be looked up at one moment: one immutable value, swapped when the table changes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from hashlib import blake2s
from itertools import combinations
from typing import NamedTuple

from bot.korean import hangul
from bot.lookup import details, errands, lexicon
from bot.lookup.cells import Cells, cells_of
from bot.lookup.columns import NUMBER, named, short_strategy
from bot.lookup.contents import Contents
from bot.lookup.engine.beginnings import Beginnings
from bot.lookup.engine.letters import Scope
from bot.lookup.engine.search import TitleSearch
from bot.lookup.filters import Filters
from bot.lookup.latin import in_korean_words
from bot.lookup.names import PART_OF, Names, TableNames
from bot.lookup.numbering import Numbering
from bot.lookup.pledge import GANADA, Pledge, PledgeNumber, grouped
from bot.lookup.pointing import Pointers
from bot.lookup.said_parts import LETTER_NAMES
from bot.lookup.table_words import TableWords
from bot.lookup.telephones import with_hidden
from bot.lookup.words import traits_of, written

# How Korean offices call their departments, the longest first.
DEPARTMENT_ENDINGS = tuple("담당관 지원청 보건소 센터 사업소 과 관 국 실 단 소 팀".split())
_INSIDE = re.compile(r"(?P<head>[가-힣]+)\([^()]*\)(?P<tail>[가-힣]+)")  # 위(Wee)센터
# Ⅰ. 일하기 좋은 도시
_NUMBERED = re.compile(rf"^(?:제 ?)?(?:\d+|[ivx]+|[a-z{GANADA}])(?: ?[.)장편:]+ ?| )(?=\w)")
_COUNT = re.compile(r"\d{1,3}")
_LATIN = re.compile("([a-z]+)[ -]?([가-힣]*)")  # UAM, K-배터리
MIN_SECTION_CHARS = 4  # of a word of a strategy's name that is no everyday one: 복지건강
MAX_NAMES = 4  # that have a word; with more of them it tells too little
MAX_SCOPES = 64  # remembered: more than an office has departments


class AliasKind(StrEnum):
    """What an alias stands beside."""

    TITLE = "title"  # a piece of a title: misspelt, dirty or in Latin letters on the page
    DEPARTMENT = "department"  # a department's name
    WORD = "word"  # an official word, by the everyday one


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """What people write (`alias`) for what the page says (`target`), and why we believe so."""

    kind: AliasKind
    alias: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """The departments that a former one became, its `name`, and since when.

    One that `is_likely` is in the table no more, and these have its pledges: nobody decided more.
    """

    names: tuple[str, ...]
    since: date
    is_likely: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A pledge that a load took out of the table: its title, and since when."""

    title: str
    since: date


class RowCounts(NamedTuple):
    """The column that counts the rows, 연번 beside 공약번호, and the pledge at each count."""

    heading: str
    numbers: Mapping[int, PledgeNumber]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The pledges of the current term in page order, and what they are also called.

    `as_of` is the day the table speaks of, `today` that on which it is asked about, None where
    nobody said; `source` is the name of the file it came from, `office` whose table it is, "" where
    nobody said; `hidden` are columns that the table has and nobody is shown, `strategy_heading`
    what it calls the column of strategies, "" where it has none, and `called` what it calls others
    by another name than their canonical one. `former` are departments that are
    no more, `moved` the pledges whose owners have changed, the latest first, `gone` those that
    loads took out of the table; `earlier` are the tables of other terms, oldest first.
    """

    term: str
    pledges: tuple[Pledge, ...]
    aliases: tuple[Alias, ...]
    as_of: date
    source: str
    today: date | None = None
    strategy_heading: str = ""
    called: Mapping[str, str] = field(default_factory=dict)
    office: str = ""
    hidden: frozenset[str] = frozenset()
    former: Mapping[str, Former] = field(default_factory=dict)
    moved: tuple[PledgeNumber, ...] = ()
    gone: Mapping[PledgeNumber, Gone] = field(default_factory=dict)
    earlier: tuple[Catalogue, ...] = ()

    @cached_property
    def by_number(self) -> Mapping[PledgeNumber, Pledge]:
        """Each pledge under its number."""
        return {pledge.number: pledge for pledge in self.pledges}

    @cached_property
    def by_department(self) -> Mapping[str, tuple[Pledge, ...]]:
        """Each department's pledges, those it owns before those it helps with; owners first."""
        return {
            name: (*self.owned_by.get(name, ()), *self.helped_by.get(name, ()))
            for name in dict.fromkeys((*self.owned_by, *self.helped_by))
        }

    @cached_property
    def owned_by(self) -> Mapping[str, tuple[Pledge, ...]]:
        """The pledges that each department owns, alone or with others; both in page order."""
        return grouped(self.pledges, lambda pledge: pledge.owners)

    @cached_property
    def helped_by(self) -> Mapping[str, tuple[Pledge, ...]]:
        """The pledges that each department helps with; both in page order."""
        return grouped(self.pledges, lambda pledge: pledge.helpers)

    @cached_property
    def by_strategy(self) -> Mapping[str, tuple[Pledge, ...]]:
        """Each strategy's pledges; both in page order."""
        return grouped(self.pledges, lambda pledge: (pledge.strategy,) if pledge.strategy else ())

    @cached_property
    def strategy_pieces(self) -> Sequence[Mapping[str, set[str]]]:
        """The strategies by what a word of their names begins with, ends with, and has in it."""
        begun, ended, inside = (defaultdict[str, set[str]](set) for _ in range(3))
        for name in self.by_strategy:
            for word in written(hangul.normalized(name)):
                for start, end in combinations(range(len(word) + 1), 2):
                    of_piece = [inside] + [begun] * (start == 0) + [ended] * (end == len(word))
                    for of in of_piece if end - start > 1 else ():
                        of[word[start:end]].add(name)
        return begun, ended, inside

    @cached_property
    def by_category(self) -> Mapping[str, tuple[Pledge, ...]]:
        """The pledges whose numbers begin alike (지역개발-…), "" for plain ones; in page order."""
        return grouped(self.pledges, lambda pledge: (pledge.number.category,))

    @cached_property
    def sections(self) -> Mapping[str, tuple[str, ...]]:
        """The categories that one strategy alone has, by words of its name: 복지건강 leads to 2."""
        strategies: dict[str, set[str]] = {}
        for pledge in self.pledges:
            strategies.setdefault(pledge.number.category, set()).add(pledge.strategy)
        begun, ended, _ = self.strategy_pieces
        pieces = begun.keys() | ended.keys()
        long = {piece for piece in begun.keys() & ended.keys() if len(piece) >= MIN_SECTION_CHARS}
        named = {
            piece: begun.get(piece, set()) | ended.get(piece, set())
            for piece in lexicon.civic_words() & pieces | long
        }
        for name in self.by_strategy:
            named |= {hangul.search_key(key): {name} for key in (name, _unnumbered(name))}
        found: dict[str, tuple[str, ...]] = {}
        for word, names in named.items():
            of = {pledge.number.category for name in names for pledge in self.by_strategy[name]}
            if len(names) == 1 and "" not in of and all(strategies[one] == names for one in of):
                found[word] = tuple(category for category in self.by_category if category in of)
        return found

    @cached_property
    def section_names(self) -> Names:
        """Recognises what leads to sections."""
        return Names(self.sections)

    def pledges_of(self, name: str) -> tuple[Pledge, ...]:
        """The pledges of a department, a category or a strategy; in page order."""
        return self.by_department.get(name) or self.by_category.get(name) or self.by_strategy[name]

    def names_with(self, stems: Iterable[str]) -> tuple[str, ...]:
        """The strategies and departments that have one of these in their names; none if many do."""
        pieces = [stem for stem in stems if len(stem) > 1]
        names = (*self.by_strategy, *self.by_department)
        found = [name for name in names if any(piece in hangul.bare(name) for piece in pieces)]
        return tuple(found) if len(found) <= MAX_NAMES else ()

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The further columns, those that say nothing of any pledge behind the others."""
        said = [key for pledge in self.pledges for key, _ in pledge.details]
        called = [key for key in self.called if key not in self.hidden]
        return tuple(dict.fromkeys(said + called))

    @cached_property
    def strategy_word(self) -> str:
        """What this office calls a strategy: 전략, 분야, 정책목표."""
        return short_strategy(self.strategy_heading)

    def on(self, day: date) -> Catalogue:
        """The same on a day, beside whatever was made of it already."""
        if day == self.today:
            return self
        that = copy(self)
        earlier = tuple(one.on(day) for one in self.earlier)
        that.__dict__.update(today=day, earlier=earlier)
        return that

    @property
    def by_term(self) -> Mapping[str, tuple[Pledge, ...]]:
        """The pledges of all terms, of the current one first."""
        return {one.term: one.pledges for one in (self, *self.earlier)}

    def of_term(self, term: str) -> Catalogue | None:
        """The table of a term, spaces aside; None where it is not loaded."""
        tables = {one.term.replace(" ", ""): one for one in (*self.earlier, self)}
        return tables.get(term.replace(" ", ""))

    def in_term(self, term: str) -> Catalogue:
        """The table of a term, its owners as they are called now; empty where it is not loaded."""
        if term in {"", self.term}:
            return self
        one = self.of_term(term) or replace(self, term=term, pledges=())
        pledges = [replace(each, owners=self.called_now(each.owners)) for each in one.pledges]
        return replace(one, pledges=tuple(pledges))

    def hiding(self, columns: frozenset[str]) -> Catalogue:
        """The same without what these columns say, nor telephone numbers wherever they stand."""
        own = {key for key in self.headings if (of := named(key)) and of.column.key in columns}
        pledges = tuple(with_hidden(pledge, columns | own) for pledge in self.pledges)
        earlier = tuple(one.hiding(columns) for one in self.earlier)
        hidden = columns | own if pledges != self.pledges else self.hidden
        return replace(self, pledges=pledges, hidden=hidden, earlier=earlier)

    def neighbours(self, number: PledgeNumber) -> tuple[Pledge | None, Pledge | None]:
        """The pledges before and after this one in page order; None beyond the table's ends."""
        place = self.numbering.places[number]
        before = self.pledges[place - 1] if place > 0 else None
        after = self.pledges[place + 1] if place + 1 < len(self.pledges) else None
        return before, after

    @cached_property
    def by_title(self) -> Mapping[str, Pledge]:
        """Each pledge under its title, letters and digits only."""
        return {title: pledge for title, pledge in reversed(self.titled) if title}

    @cached_property
    def titled(self) -> Sequence[tuple[str, Pledge]]:
        """Each title, letters and digits only, and its pledge; in page order."""
        return [(hangul.search_key(p.title), p) for p in self.pledges]

    @cached_property
    def numbering(self) -> Numbering:
        """The scheme of the numbers."""
        return Numbering(pledge.number for pledge in self.pledges)

    @cached_property
    def row_counts(self) -> RowCounts:
        """What counts the rows beside their numbers; of no heading where the numbers do so."""
        for key, cells in self.cells.items() if "" not in self.by_category else ():
            if (of := named(key)) is None or of.column is not NUMBER:
                continue
            texts = cells.texts.items()
            counts = {int(text): number for number, text in texts if _COUNT.fullmatch(text)}
            if len(counts) == len(self.pledges):
                return RowCounts(key, counts)
        return RowCounts("", {})

    @cached_property
    def successors(self) -> Mapping[str, Former]:
        """What became of each former department by its bare name: departments that there are."""
        decided, likely = self._decided, self._followed(self.former)
        for name in self.by_department:  # written otherwise, it is the same
            likely.pop(hangul.search_key(name), None)
        return {key: replace(of, is_likely=decided.get(key) != of) for key, of in likely.items()}

    @cached_property
    def _decided(self) -> Mapping[str, Former]:
        """The same of those alone of which somebody decided what became of them."""
        return self._followed({name: of for name, of in self.former.items() if not of.is_likely})

    def _followed(self, former: Mapping[str, Former]) -> dict[str, Former]:
        def today(names: Iterable[str], seen: frozenset[str]) -> Iterator[str]:
            for name in names:
                if name in self.by_department:
                    yield name
                elif name in former and name not in seen:
                    yield from today(former[name].names, seen | {name})

        found: dict[str, Former] = {}
        for name, of in former.items():
            names = tuple(dict.fromkeys(today(of.names, frozenset({name}))))
            if names and name not in self.by_department:
                found[hangul.search_key(name)] = replace(of, name=name, names=names)
        return found

    def became(self, name: str) -> tuple[str, ...]:
        """What became of a former department, and be it by a load alone; empty where none knows."""
        of = self.successors.get(hangul.search_key(name))
        return of.names if of is not None else ()

    def called_now(self, names: Iterable[str]) -> tuple[str, ...]:
        """Departments as they are called now; what became of one is not always known."""
        found: dict[str, None] = {}
        for name in names:
            former = self._decided.get(hangul.search_key(name))
            found |= dict.fromkeys(former.names if former is not None else (name,))
        return tuple(found)

    @cached_property
    def official_names(self) -> Mapping[str, str]:
        """Departments by name, and by a part that no other has: 농업기술과."""
        parts = [part for part in map(PART_OF.fullmatch, self.by_department) if part is not None]
        count = Counter(part["part"] for part in parts)
        found = {part["part"]: part[0] for part in parts if count[part["part"]] == 1}
        return found | {name: name for name in self.by_department}

    @cached_property
    def departments(self) -> Names:
        """Recognises departments by what people call them, and by what they were called."""
        endings = [e for e in DEPARTMENT_ENDINGS if any(d.endswith(e) for d in self.by_department)]
        return Names(
            self.by_department,
            endings=endings,
            other_names=self._other_names(),
            words=lexicon.ORDINARY_WORDS | lexicon.civic_words(),
        )

    def _other_names(self) -> dict[str, str]:
        """Aliases and names that departments had or have, with the one that each leads to now."""
        one = {name: of.names[0] for name, of in self.successors.items() if len(of.names) == 1}
        found = {part: name for part, name in self.official_names.items() if part != name} | one
        for alias, (target, *_) in self._aliases(AliasKind.DEPARTMENT).items():
            now = target if target in self.by_department else one.get(hangul.bare(target))
            if now is not None:
                found.setdefault(alias, now)
        return found

    @cached_property
    def categories(self) -> Names:
        """Recognises the categories of numbers."""
        # Numerals are parts of numbers, not words; 나 and 다 are other words.
        return Names(
            [
                name
                for name in self.by_category
                if len(hangul.bare(name)) > 1 and any(map(str.isalpha, name))
            ]
        )

    @cached_property
    def strategies(self) -> Names:
        """Recognises strategies, without their numerals too: 일하기 좋은 도시."""
        return Names(self.by_strategy, other_names={_unnumbered(n): n for n in self.by_strategy})

    @cached_property
    def names(self) -> TableNames:
        """Recognises what words name beside those of titles."""
        return TableNames(self.departments, self.categories, self.strategies, self.titles.stands)

    @cached_property
    def titles(self) -> TitleSearch:
        """Finds pledges by the words of their titles."""
        respelled: dict[str, list[str]] = {}
        for alias in self.aliases:
            if alias.kind is AliasKind.TITLE:
                piece = hangul.normalized(alias.target)
                respelled.setdefault(piece, []).append(hangul.normalized(alias.alias))
        for pledge in self.pledges:
            for word in _INSIDE.finditer(pledge.title):
                without = hangul.normalized(f"{word['head']}{word['tail']}")
                respelled.setdefault(hangul.normalized(word[0]), []).append(without)
        return TitleSearch(self.pledges, respelled=respelled, synonyms=self._synonyms())

    @cached_property
    def pointers(self) -> Pointers:
        """What words of messages point to."""
        return Pointers(self.pledges, self.titles)

    def errands(self, words: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """What of an office's day a message is about, and where; in words that no title has."""
        said = in_korean_words(words)
        return errands.errands(said, lambda word: self.words.standing(word).is_word, self.office)

    @cached_property
    def cells(self) -> Mapping[str, Cells]:
        """What each column's cells are, by its key; of departments and strategies, too."""
        return cells_of(self.pledges, self.term, self.called)

    def name_of(self, key: str) -> str:
        """What the table calls a column."""
        return self.called.get(key, key)

    @cached_property
    def filters(self) -> Filters:
        """Reads what pledges are asked for by what their columns say."""
        return Filters(self.cells, self._named_department, self.strategy_heading)

    def _named_department(self, typed: str) -> str | None:
        """The one department that a bare text says with what its kind is called: 교행과."""
        named = self.departments.recognized(typed) if self.departments.has_ending(typed) else None
        return named.names[0] if named is not None and len(named.names) == 1 else None

    @cached_property
    def contents(self) -> Contents:
        """Finds pledges by what their further columns say."""
        return Contents(self.pledges, synonyms=self._synonyms())

    @cached_property
    def scope(self) -> Callable[[tuple[str, ...]], Scope]:
        """The pledges of some departments, strategies and categories, to be searched alone."""
        # The same department is asked about again and again; each scope is as large as the table.
        return lru_cache(maxsize=MAX_SCOPES)(self._scope_of)

    def _scope_of(self, names: tuple[str, ...]) -> Scope:
        return self.titles.scope(
            pledge
            for name in names
            for groups in (self.by_department, self.by_category, self.by_strategy)
            for pledge in groups.get(name, ())
        )

    @cached_property
    def beginnings(self) -> Beginnings:
        """Finds pledges by words half typed."""
        return Beginnings(self.pledges, self.titles.letters, self.titles.places)

    @cached_property
    def words(self) -> TableWords:
        """The words of its titles and names."""
        return TableWords(
            self.titles.letters,
            (*self.by_department, *self.by_category, *self.by_strategy),
        )

    def link_to(self, to: str) -> str:
        """What an address says that opens a pledge or a department, by its number or name."""
        if to in self.by_department:
            return f"d-{digest(to)}"
        return f"p-{digest(f'{self.term} {to}')}"

    @cached_property
    def by_link(self) -> Mapping[str, str]:
        """The numbers and departments by what opens them."""
        return {self.link_to(to): to for to in (*map(str, self.by_number), *self.by_department)}

    def key_of(self, number: PledgeNumber) -> int:
        """A number of 17 digits at most that stands for a pledge of this term, in any table."""
        return int(digest(f"{self.term} {number}")[:14], 16)

    @cached_property
    def by_key(self) -> Mapping[int, PledgeNumber]:
        """The pledges by their keys."""
        return {self.key_of(number): number for number in self.by_number}

    def warm(self) -> None:
        """Build everything that is built on first use, so that no question waits for it."""
        searched = [of.letters for of in (self.titles, self.contents.titles) if of is not None]
        for part in (self, self.contents, self.numbering, self.words, *searched):
            for name, of in vars(type(part)).items():
                if isinstance(of, cached_property):
                    getattr(part, name)
        self.pointers.pointed(())
        details.asked("", self.headings)  # compiles what asks for the columns
        traits_of("만드는데요")  # gathers the forms of verbs
        lexicon.english_words()
        self.errands(("민원",))
        for other in self.earlier:
            other.warm()

    def _synonyms(self) -> dict[str, tuple[str, ...]]:
        """Everyday words of any office and of this one, and what titles have as it is spelt out."""
        found = dict(lexicon.everyday())
        titles = "\n".join(hangul.normalized(pledge.title) for pledge in self.pledges)
        for word, targets in (*_by_letters(titles), *self._aliases(AliasKind.WORD).items()):
            found[word] = (*targets, *found.get(word, ()))
        return found

    def _aliases(self, kind: AliasKind) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for alias in self.aliases:
            if alias.kind is kind:
                key = hangul.search_key(alias.alias)
                target = alias.target
                if kind is AliasKind.WORD:
                    target = hangul.search_key(target)
                found.setdefault(key, []).append(target)
        return found


def _by_letters(titles: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Words that have Latin letters as they are said, with those as they are written.

    >>> dict(_by_letters("k-배터리"))
    {'케이배': ['k배'], '케이배터': ['k배터'], '케이배터리': ['k배터리']}
    """
    for letters, behind in _LATIN.findall(titles):
        for end in range(len(behind) + 1):
            if len(written := letters + behind[:end]) > 1:
                yield "".join(map(LETTER_NAMES.__getitem__, letters)) + behind[:end], [written]


def digest(meaning: str) -> str:
    """Sixteen digits that stand for a text where it does not fit."""
    return blake2s(meaning.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _unnumbered(strategy: str) -> str:
    return _NUMBERED.sub("", hangul.normalized(strategy))
