"""The kinds of questions that a message may ask, and how a reply repeats them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from bot.korean import hangul
from bot.lookup.conditions import Condition
from bot.lookup.lexicon import ORDINARY_WORDS, civic_words, everyday
from bot.lookup.names import Named
from bot.lookup.pledge import PledgeNumber
from bot.lookup.tokens import Token
from bot.lookup.words import Word, chooses, is_filler, is_no_noun, is_verbal, stems_of

VERBAL = f"[{hangul.with_final('갔')}]"  # what only verbs have: 갔, 있
_ONLY_VERBAL = re.compile(VERBAL)
# Verbs end so, and nouns seldom.
_VERB = re.compile(
    f"[는던볼할줄될갈올줘죠해요]$|[여쳐져켜려워줘돼춰해]도$|[{hangul.with_final('갈')}](?:지|까)$"
)
_PARTICLE = re.compile("(?:(?:이랑|랑|하고|은|는|을|를|만|에서)요?|도요|이?요|인데|이?라고)$")
# These may end a noun as well, unless what is left is one: 반납이, but 고양이.
_MAYBE_PARTICLE = re.compile("(?:[이가에로해도]|으로)$")


def nouns(words: Iterable[Word]) -> tuple[str, ...]:
    """The words that say what is meant, as they were typed, without particles."""
    return tuple([without_particle(one.shown) for one in words if may_be_noun(one)])


def topic(words: Sequence[Word], read: Mapping[str, str] | None = None) -> str:
    """What the words are about, as it was typed or `read`: from the first noun to the last."""
    places = [at for at, one in enumerate(words) if may_be_noun(one)] or [*range(len(words))]
    said = words[places[0] : places[-1] + 1] if places else ()
    typed = [one.shown for one in said[:-1]]
    typed += [without_particle(one.shown) for one in said[-1:]]
    pairs = zip(said, typed, strict=True)
    return " ".join([(read or {}).get(one.shown, shown) for one, shown in pairs])


def may_be_noun(word: Word) -> bool:
    """Whether a word may say what is meant: no verb, filler or pointer to what was said before."""
    typed = word.typed
    if is_filler(typed) or is_verbal(typed) or is_no_noun(typed) or _ONLY_VERBAL.search(typed):
        return False
    return word.known or any(map(is_noun, word.stems)) or not _VERB.search(typed)


def is_noun(text: str) -> bool:
    """Whether a word is one of every day, or of any office."""
    return text in ORDINARY_WORDS or text in everyday() or text in civic_words()


def without_particle(word: str) -> str:
    """A word as it was typed, without its particle.

    >>> without_particle("강아지랑"), without_particle("고양이랑"), without_particle("어린이")
    ('강아지', '고양이', '어린이')
    >>> without_particle("키우는")
    '키우는'
    """
    if is_verbal(word):
        return word
    plain = _PARTICLE.sub("", word)
    stems = stems_of(word)[1:]
    if plain in stems:
        longer = f"{plain}이"  # 고양이 of 고양이랑, which is no 고양
        return longer if longer in stems else plain
    plain = _MAYBE_PARTICLE.sub("", word)
    return plain if is_noun(plain) and not is_noun(word) else word


@dataclass(frozen=True, slots=True, kw_only=True)
class ByNumber:
    """The pledges with these numbers; `claimed` is a department the person named beside them.

    It `denies` that they are that department's: 교통행정과는 안 하죠? `beside` are other words that
    say something.
    """

    numbers: tuple[PledgeNumber, ...]
    claimed: str | None = None
    denies: bool = False
    beside: tuple[Word, ...] = ()
    correction: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByName:
    """Everything of a department, a category or a strategy, or of the several that are named."""

    named: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class ByKeyword:
    """Pledges that these words are about; in a message that asks, or in one that may not.

    `stop_words` are its words that ask but may stand in titles as well; `also` are names that the
    words may mean as well as they are words of titles (환경); `tells` is whether any word says what
    it is about, `seeks` whether something is said to be needed or done. `said` is every word of the
    message, for what they mean together. A long message is asked by its `clauses` where all of it
    names nothing.
    """

    words: tuple[Word, ...]
    stop_words: tuple[Word, ...] = ()
    asks: bool = True
    chatter: bool = False
    tells: bool = True
    seeks: bool = False
    also: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    of_column: bool = False  # which only pledges have
    clauses: tuple[tuple[Token, ...], ...] = ()

    @property
    def chooses(self) -> bool:
        """Whether any word says which pledges are meant, if only that there are none with it."""
        tells = self.tells or all(word.light for word in self.words)
        return tells and any(word.known or chooses(word) for word in self.words)

    @property
    def wants(self) -> bool:
        """Whether something is asked, needed or done, and not only named."""
        return self.asks or self.seeks

    @property
    def text(self) -> str:
        """The words that it is about, as they were typed."""
        return " ".join([word.shown for word in self.words])

    @property
    def topic(self) -> str:
        """What it is about, as a reply repeats it."""
        return topic(self.words)

    @property
    def subject(self) -> str:
        """The same; "" where nothing is named."""
        return self.topic if any(map(may_be_noun, self.words)) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """Pledges that the words are about among those of a department or a group.

    `whole` is all that was said where the name of the group may be a word of titles as well. It
    `lists` where all of a department's pledges are asked for, and words before only lead up to it.
    """

    among: ByName
    about: ByKeyword
    whole: ByKeyword | None = None
    lists: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownNumber:
    """Something in the shape of a number that no category has (도시개발-05, 99번, 1-1).

    `categories` are those it may be one of with a slip, at `serial`.
    """

    typed: str
    categories: tuple[str, ...] = ()
    serial: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownDepartment:
    """Something like a department that the table does not have, and what else was said."""

    typed: str
    about: ByKeyword


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTalk:
    """Nothing that could be looked up; it `closes` a conversation: 고마워요.

    It `is_talk` where somebody greets or calls, not where it says nothing that is known: 다시. It
    `denies` if it is a mere no.
    """

    closes: bool = False
    is_talk: bool = True
    denies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Several questions of one message, or one that only looks like several: `whole`.

    Some of the `parts`, each with its words, may be no questions but what leads up to one.
    """

    whole: Question
    parts: tuple[tuple[str, Question], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """What is asked for, but for what these ask for; SmallTalk where all else is asked for.

    Each of the `excluded` stands with its words. `whole` is all that was said: what names nothing
    of the table may describe what is wanted. Or it is asked for `instead`: A 말고 B, not A 빼고 B.
    """

    asked: Question
    excluded: tuple[tuple[str, Question], ...]
    whole: Question
    instead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ByDetail:
    """The pledges that meet these conditions, among those that are asked for besides.

    `typed` is what was asked, in the words of the message; `columns` are to be told, too.
    """

    conditions: tuple[Condition, ...]
    among: Question | None
    typed: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfColumns:
    """What these columns say of what is asked for."""

    asked: Question
    columns: tuple[str, ...]


class Overview(Enum):
    """What of a table is asked for, in the words that ask for it again."""

    DEPARTMENTS = "부서 목록"
    STRATEGIES = "전략 목록"
    PLEDGES = "전체 공약"
    COUNT = "공약 몇 개야"
    MOST = "공약이 제일 많은 부서"
    FEWEST = "공약이 제일 적은 부서"
    LARGEST = "공약이 제일 많은 전략"
    SMALLEST = "공약이 제일 적은 전략"
    MOVED = "담당 바뀐 공약"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """How many pledges there are for each that a column says, or what a `column` comes to there.

    `by` is the first of these, of pledges that meet the `conditions`; `of` asks for the same of
    one of them, and `typed` of all, the `lowest` first.
    """

    by: str
    of: str
    typed: str
    column: str = ""
    conditions: tuple[Condition, ...] = ()
    lowest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InTitles:
    """The pledges whose titles have these words as they are; there are some."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InTerm:
    """A question about the table of an earlier term; None where that is not loaded."""

    term: str
    asked: Question | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InTerms:
    """Questions of one message about the tables of several terms, each with its words."""

    parts: tuple[tuple[str, Question], ...]


OneQuestion: TypeAlias = (
    ByNumber | ByName | ByKeyword | Both | UnknownNumber | UnknownDepartment | SmallTalk
)
Question: TypeAlias = (
    OneQuestion
    | Several
    | Without
    | ByDetail
    | OfColumns
    | Overview
    | Grouped
    | InTitles
    | InTerm
    | InTerms
)
