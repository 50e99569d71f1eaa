"""What a message asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from bot.korean import hangul
from bot.lookup import details, lexicon, names
from bot.lookup.browsing import Overview, belongs, in_titles, overview
from bot.lookup.details import Asked, Condition, HasStatus
from bot.lookup.engine.matching import How
from bot.lookup.keyboard import LATIN, in_korean_keys
from bot.lookup.latin import in_hangul, in_latin, named_in_english
from bot.lookup.lexicon import ORDINARY_WORDS
from bot.lookup.message import (
    asks_first,
    clauses,
    says_what,
    sentences,
    states,
    without_excluded,
)
from bot.lookup.names import Named
from bot.lookup.numbers import NUMBER, Numbers, UnknownNumber, numbers
from bot.lookup.words import (
    Kind,
    Word,
    Wording,
    is_asking,
    is_light,
    stems_of,
    tokens,
    typed_words,
    wording,
    wording_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.pledge import PledgeNumber
    from bot.lookup.words import Token

# 민선7기, 민선 7기의; not 7기 alone, which counts many things.
_TERM = re.compile(r"민선\s?(?P<term>\d{1,2})\s?기(?:의|에서|에는|에|은|는|때)?(?![가-힣])")
# A card of the bot's own that comes back: the line under the owner has the number and the title.
_OWN_CARD = re.compile(r"^🏢 [^\n]+\n(?:[👤🤝][^\n]*\n)*(?P<pledge>[^\n]+)\n", re.MULTILINE)
_CIRCLED = re.compile("[①-⑳]")
_BESIDE_CIRCLED = re.compile("(?<=[^\\W_])(?=[①-⑳])|(?<=[①-⑳])(?=[^\\W_])")  # Ⅳ①2
_MOVED = re.compile(
    r"(?:최근에? ?)?(?:(?:담당|주관) ?부서|담당|부서|주관)(?:가|이)? ?"
    r"(?:바뀐|변경된|변경|달라진|옮긴|옮겨진) ?(?:공약|사업|거|것)?(?:들)?(?:은|이|을|만)? ?"
    r"(?:목록|알려줘|알려주세요|뭐야|뭐 있어|있어|보여줘)?[?!. ]*"
)
MAX_NAME_WORDS = 3  # a name is looked for in so many neighbouring words: 민원 감사 담당관

MIN_GROUP_CHARS = 2  # of a strategy's name say nothing
MISSPELT_SCORE = 90.0  # of a word that is no unknown department then; benchmarks/quality.py
_JOINED = re.compile(r"(?:번|호)?\s*(?:이?랑|하고|와|과|그리고|및|또|,|/|\||\?|\n|;|&|\+)")
_JOINS_NEXT = re.compile(r"(?:[가-힣](?:이랑|랑|하고|와|과)|그리고|및|,|/|\||\?|\n|;|&|\+)\s*$")
# What says that a word before it names a field and no pledge.
_FIELDS = frozenset("분야 부문 영역 파트 카테고리 방면 계열 관련 쪽 전략 분과".split())
_FIELD = re.compile(
    f"(?:{'|'.join(sorted(_FIELDS))})(?:된|한|해서|으로|로|(?:에서|에|엔|에선|으론|론)?(?:는|도|만)?|의|은|이|가)?"
    "(?:요|이요|인데요?|이에요|예요)?"
)
MAX_NUMERAL_WORDS = 4  # of the number of a section: 제 3 장
_LAST = frozenset(("마지막", "맨 마지막", "마지막 번호"))  # of all pledges: 마지막 공약
_PLEDGES = re.compile("(?:공약|사업|과제)(?:들|은|는|이|가|을|를|도|만|의|에|좀)*")
_PLAINLY = frozenset({names.How.EXACT, names.How.SHORT})
_ABOVE = ("국", "소", "청", "본부", "시청", "군청", "구", "시", "군")  # what departments belong to
_CLINICS = frozenset(lexicon.groups("ordinary.tsv")["clinics"])  # 산부인과
MAX_DEPARTMENT_CHARS = 6  # a longer word alone before 과 is one with a particle, too
MIN_JOINED_CHARS = 4  # a word as long as this before 과 is rather a word with a particle


@dataclass(frozen=True, slots=True, kw_only=True)
class ByNumber:
    """The pledges with these numbers; `claimed` is a department the person named beside them."""

    numbers: tuple[PledgeNumber, ...]
    claimed: str | None = None
    correction: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByDepartment:
    """Everything of a department, or of the several that the text may name."""

    named: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class ByGroup:
    """Everything of a strategy or of a category of numbers."""

    named: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class ByKeyword:
    """Pledges that these words are about; in a message that asks, or in one that may not.

    `stop_words` are its words that ask but may stand in titles as well; `also` are names that the
    words may mean as well as they are words of titles (환경); `tells` is whether any word says what
    it is about, `seeks` whether something is said to be needed or done. `said` is every word of the
    message, for what they mean together.
    """

    words: tuple[Word, ...]
    stop_words: tuple[Word, ...] = ()
    asks: bool = True
    chatter: bool = False
    tells: bool = True
    seeks: bool = False
    also: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def wants(self) -> bool:
        """Whether something is asked, needed or done, and not only named."""
        return self.asks or self.seeks

    @property
    def text(self) -> str:
        """The words that it is about, as they were typed."""
        return " ".join([word.shown for word in self.words])


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """Pledges that the words are about among those of a department or a group.

    `whole` is all that was said where the name of the group may be a word of titles as well. It
    `lists` where all of a department's pledges are asked for, and words before only lead up to it.
    """

    among: ByDepartment | ByGroup
    about: ByKeyword
    whole: ByKeyword | None = None
    lists: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownDepartment:
    """Something like a department that the table does not have, and what else was said."""

    typed: str
    about: ByKeyword


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTalk:
    """Nothing that could be looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Several questions of one message, or one that only looks like several: `whole`.

    Some of the `parts`, each with its words, may be no questions but what leads up to one.
    """

    whole: Question
    parts: tuple[tuple[str, Question], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """What is asked for, but for what these ask for; SmallTalk where all else is asked for."""

    asked: Question
    excluded: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByDetail:
    """The pledges that meet these conditions, among those that are asked for besides.

    `typed` is what was asked, in the words of the message.
    """

    conditions: tuple[Condition, ...]
    among: Question | None
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfColumns:
    """What these columns say of what is asked for."""

    asked: Question
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Browse:
    """A part of the table as such."""

    overview: Overview


@dataclass(frozen=True, slots=True, kw_only=True)
class InTitles:
    """The pledges whose titles have these words as they are; there are some."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The pledges whose owners have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InTerm:
    """A question about the table of an earlier term."""

    term: str
    asked: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownTerm:
    """A question about a term whose table is not loaded."""

    term: str


OneQuestion: TypeAlias = (
    ByNumber
    | ByDepartment
    | ByGroup
    | ByKeyword
    | Both
    | UnknownNumber
    | UnknownDepartment
    | SmallTalk
)
Question: TypeAlias = (
    OneQuestion
    | Several
    | Without
    | ByDetail
    | OfColumns
    | Browse
    | InTitles
    | Moved
    | InTerm
    | UnknownTerm
)


def understood(text: str, catalogue: Catalogue) -> Question:
    """What a message asks; any text asks something, if only small talk."""
    if "🏢" in text and (card := _OWN_CARD.search(text)) is not None:
        text = card["pledge"]
    if "민선" in text and (said := _TERM.search(text)) is not None:
        term = f"민선{said['term']}기"
        text = f"{text[: said.start()]} {text[said.end() :]}"
        if term != catalogue.term.replace(" ", "") and term.startswith("민선"):
            other = next((c for c in catalogue.earlier if c.term.replace(" ", "") == term), None)
            if other is None:
                return UnknownTerm(term=term)
            return InTerm(term=other.term, asked=understood(text, other))
    if _CIRCLED.search(text):
        text = _BESIDE_CIRCLED.sub(" ", text)
    text, keyed = in_korean_keys(text, catalogue) if LATIN.search(text) else (text, {})
    typed_as = typed_words(text) | keyed
    text = "\n".join(filter(None, map(hangul.normalized, text.split("\n"))))
    if _MOVED.fullmatch(text):
        return Moved()
    if (words := in_titles(text)) is not None and _stands_in_titles(words, catalogue):
        return InTitles(words=words)
    wanted = details.asked(
        text, catalogue.headings, keeps=_keeps(catalogue), goes_on=_goes_on(catalogue)
    )
    if wanted.conditions and _may_choose(wanted, text, catalogue):
        rest = _plainly(wanted.rest, {}, catalogue)
        among = None if _says_nothing(rest) else rest
        return ByDetail(conditions=wanted.conditions, among=among, typed=text)
    text, english = in_latin(wanted.rest if wanted.columns and not wanted.conditions else text)
    typed_as |= english
    text, latin = in_hangul(text, catalogue.words.in_hangul)
    for korean, typed in latin.items():
        typed_as[korean] = " ".join(typed_as.get(word, word) for word in typed.split())
    question = _plainly(text, typed_as, catalogue)
    return OfColumns(asked=question, columns=wanted.columns) if wanted.columns else question


def _keeps(catalogue: Catalogue) -> Callable[[str], bool]:
    """Whether a word that asks for a column may say more: it stands in titles, or is left out."""

    def keeps(typed: str) -> bool:
        return catalogue.titles.stands(hangul.bare(typed)) or not any(
            lexicon.phrases("chatter.tsv").has(word)
            or not any(is_asking(stem) or is_light(stem) for stem in stems_of(word))
            for word in typed.split()
        )

    return keeps


def _goes_on(catalogue: Catalogue) -> Callable[[str], bool]:
    """Whether a word says what one before it is about, and neither asks nor names a pledge."""

    def goes_on(behind: str) -> bool:
        if not behind or is_asking(behind) or lexicon.phrases("courtesy.tsv").has(behind):
            return False
        is_known = catalogue.words.standing(behind).begins or (
            len(behind) > MIN_GROUP_CHARS and catalogue.titles.stands(behind)
        )
        return not (
            (is_known and not is_light(behind)) or details.asked(behind, catalogue.headings).columns
        )

    return goes_on


def _stands_in_titles(words: str, catalogue: Catalogue) -> bool:
    """Whether titles have these words, which are the name of no group or department."""
    bare = hangul.bare(words)
    named = (catalogue.departments, catalogue.categories, catalogue.strategies)
    stands = any(bare in title for title, _ in catalogue.titled)
    return stands and not any(names.exact(bare) for names in named)


def _may_choose(wanted: Asked, text: str, catalogue: Catalogue) -> bool:
    """Whether conditions are meant as such, and are no words of titles or of small talk."""
    words = [each.typed for each in wanted.conditions if isinstance(each, HasStatus)]
    if any(catalogue.titles.stands(hangul.bare(word)) for word in words):
        return False
    has_columns = all(each.column in catalogue.headings for each in wanted.conditions)
    return has_columns or not words or "공약" in text


def _says_nothing(question: Question) -> bool:
    """Whether nothing is asked for but pledges as such."""
    return isinstance(question, SmallTalk) or (
        isinstance(question, ByKeyword) and not question.tells
    )


def _plainly(text: str, typed_as: Mapping[str, str], catalogue: Catalogue) -> Question:
    """What a normalised text asks, further columns apart."""
    named_numbers = numbers(text, catalogue)
    if not isinstance(named_numbers, Numbers) and (whole := _whole_message(text, catalogue)):
        return whole
    match named_numbers:
        case Numbers():
            return _with_numbers(named_numbers, typed_as, catalogue)
        case UnknownNumber() as unknown:
            return unknown
        case None:
            return _without_number(text, typed_as, catalogue)


def _with_numbers(named: Numbers, typed_as: Mapping[str, str], catalogue: Catalogue) -> Question:
    """The numbers, and what else is asked beside them."""
    respelled = ((typed_as[name], name) for name in catalogue.by_category if name in typed_as)
    spans = _named_spans(wording(named.rest).words, catalogue)
    claimed = [s.named.names[0] for s in spans if s.department and len(s.named.names) == 1]
    asked: Question = ByNumber(
        numbers=named.numbers,
        claimed=claimed[0] if claimed else None,
        correction=named.correction or next(respelled, None),
    )
    others = [*_beside_numbers(named.rest, catalogue)]
    if not named.numbers:
        asked = _all_but(named, others, catalogue)
    elif others:
        text = ", ".join(map(str, named.numbers))
        asked = Several(whole=SmallTalk(), parts=((text, asked), *others))
    if named.excluded and not named.numbers:
        return Without(asked=asked, excluded=(ByNumber(numbers=named.excluded),))
    return asked


def _all_but(
    named: Numbers, others: Sequence[tuple[str, Question]], catalogue: Catalogue
) -> Question:
    """What is asked for but for numbers: what else is said, or their category."""
    rest = named.rest.replace(NUMBER, " ")
    asked = others[0][1] if others else _without_number(rest, {}, catalogue)
    categories = {number.category for number in named.excluded}
    if asked == SmallTalk() and len(categories) == 1 and (name := categories.pop()):
        return ByGroup(named=Named(typed=name, names=(name,), how=names.How.EXACT))
    return asked


def _beside_numbers(rest: str, catalogue: Catalogue) -> Iterator[tuple[str, Question]]:
    """What is asked beside numbers and is joined to them: 복지건강-04랑 청소년문화의집도."""
    pieces = rest.split(NUMBER)
    for at, piece in enumerate(pieces):
        found = tokens(piece, {}, catalogue.words)
        joined = at > 0 and _JOINED.match(piece) is not None
        joined |= at + 1 < len(pieces) and _JOINS_NEXT.search(piece) is not None
        joined |= at > 0 and asks_first(found)
        for sentence in sentences(found):
            has_sign = any(token.breaks for token in sentence)
            if (joined or has_sign) and any(_is_certain(token, catalogue) for token in sentence):
                question = _clause(sentence, catalogue, asks=True)
                if not isinstance(question, (SmallTalk, UnknownDepartment)):
                    yield _text(sentence), question


def _is_certain(token: Token, catalogue: Catalogue) -> bool:
    """Whether a word surely says what is meant: beside a number, what may be a slip is no topic."""
    if token.kind is not Kind.TOPIC:
        return False
    if token.word.known:
        return not token.word.light
    return any(
        stem in lexicon.everyday()
        or (len(stem) > MIN_GROUP_CHARS and catalogue.titles.stands(stem))
        for stem in token.word.stems
    )


def _whole_message(text: str, catalogue: Catalogue) -> Question | None:
    """The name or the title that the message is, and nothing else: whatever words it is made of."""
    words = text.split()
    others = [*islice((word for word in words if not belongs(word)), MAX_NUMERAL_WORDS + 1)]
    numeral = " ".join(others)  # Ⅵ 공약 전체
    if numeral in _LAST and numeral != text:
        return ByNumber(numbers=(catalogue.pledges[-1].number,))
    if hangul.is_syllable(numeral[:1]) and not any(map(_is_field, words)):
        numeral = text  # 가 alone, but not 다 보여줘
    is_short = len(others) <= MAX_NUMERAL_WORDS
    if is_short and (section := catalogue.numbering.section(numeral)) is not None:
        return ByGroup(named=Named(typed=text, names=(section,), how=names.How.EXACT))
    text = hangul.bare(text)
    if (named := catalogue.departments.exact(text)) is not None:
        return ByDepartment(named=named)
    if (named := catalogue.strategies.exact(text) or catalogue.categories.exact(text)) is not None:
        return ByGroup(named=named)
    if (pledge := catalogue.by_title.get(text)) is not None:
        return ByNumber(numbers=(pledge.number,))
    return None


def _without_number(text: str, typed_as: Mapping[str, str], catalogue: Catalogue) -> Question:
    said = tokens(text, typed_as, catalogue.words)
    if (part := overview(said)) is not None:
        return Browse(overview=part)
    message = without_excluded(said)
    asked: Question = _asked(message.kept, catalogue)
    if not message.excluded:
        return asked
    words = in_titles(" ".join(token.word.typed for token in message.kept))
    if words is not None and _stands_in_titles(words, catalogue):
        asked = InTitles(words=words)
    excluded = tuple([_excluded(of, catalogue) for of in message.excluded])
    first = excluded[0].whole if isinstance(excluded[0], Several) else excluded[0]
    if isinstance(first, Both) and _says_nothing(asked):
        asked = first.among  # 교통행정과 급행철도 빼고 전부
        excluded = (first, *excluded[1:])
    return Without(asked=asked, excluded=excluded)


def _excluded(tokens: Sequence[Token], catalogue: Catalogue) -> Question:
    """What is to be left out, whatever words say so: all of them, or each where none has all."""
    question = _clause(tokens, catalogue)
    if isinstance(question, ByKeyword):
        question = replace(question, tells=True)
    return _several(question, [(_text([one]), _clause([one], catalogue)) for one in tokens])


def _asked(tokens: Sequence[Token], catalogue: Catalogue) -> Question:
    """What these words ask, as one question and as several."""
    asks = any(token.asks for token in tokens)
    parts = []
    said = sentences(tokens)
    # 감사실에서 자료 요청이 왔습니다. What is stated before a question is no question.
    asking = [sentence for sentence in said if not states(sentence)]
    for sentence in asking or said:
        pieces = clauses(sentence)
        inside = [
            (_text(of), _clause(of, catalogue, asks=asks, joins=of is not pieces[-1]))
            for of in pieces
        ]
        whole = inside[0][1] if len(inside) == 1 else _clause(sentence, catalogue, asks=asks)
        parts.append((_text(sentence), _several(whole, inside)))
    return parts[0][1] if len(parts) == 1 else _several(_clause(tokens, catalogue), parts)


def _several(whole: Question, parts: Sequence[tuple[str, Question]]) -> Question:
    return Several(whole=whole, parts=tuple(parts)) if len(parts) > 1 else whole


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(token.word.shown for token in tokens if says_what(token))  # 1. 도서관


def _clause(
    tokens: Sequence[Token], catalogue: Catalogue, *, asks: bool = False, joins: bool = False
) -> Question:
    """The one question that these words ask; `asks` says that the message does.

    It `joins` what comes behind it: 안양천과 is no department there.
    """
    said = wording_of(tokens, asks=asks)
    text = "".join(token.word.typed for token in tokens)
    if (group := catalogue.strategies.contained(text)) is not None:
        return ByGroup(named=group)
    if (named := _in_english(tokens, catalogue)) is not None:
        return named
    if not said.words:
        return SmallTalk()
    if (group := _group_in_part(said.words, catalogue)) is not None:
        return ByGroup(named=group)
    if (group := _field(tokens, catalogue)) is not None:
        return ByGroup(named=group)
    if (within := _within_field(tokens, catalogue)) is not None:
        return within
    if spans := [*_named_spans(said.words, catalogue)]:
        asked = _among(spans, said, catalogue)
        return replace(asked, lists=_lists(tokens, spans)) if isinstance(asked, Both) else asked
    if (group := _field_of_pledges(tokens, catalogue)) is not None:
        return ByGroup(named=group)
    if (unknown := _unknown_department(said.words, catalogue, joins=joins)) is not None:
        rest = tuple(word for word in said.words if unknown not in word.stems)
        team = unknown.endswith("팀")  # 축구팀 is one of another kind
        others = tuple(one for one in said.said if team or not one.startswith(unknown))
        about = ByKeyword(words=rest, asks=said.asks, said=others)
        return UnknownDepartment(typed=unknown, about=about)
    return ByKeyword(
        words=said.words,
        stop_words=said.stop_words,
        asks=said.asks,
        chatter=said.chatter,
        tells=said.tells,
        seeks=said.seeks,
        said=said.said,
        also=_also_named(said.words, catalogue),
    )


def _in_english(tokens: Sequence[Token], catalogue: Catalogue) -> Question | None:
    """The department that English words name, and what is asked of it."""
    words = [token.word.typed for token in tokens]
    typed, found = named_in_english(words, catalogue.by_department)
    if not found:
        return None
    of_it = {*typed.split()}
    named = ByDepartment(named=Named(typed=typed, names=found, how=names.How.SHORT))
    topics = [token.word for token in tokens if token.kind is Kind.TOPIC]
    rest = tuple(word for word in topics if word.typed not in of_it)
    return Both(among=named, about=ByKeyword(words=rest)) if rest else named


def _among(spans: list[_Span], said: Wording, catalogue: Catalogue) -> Question:
    """What is asked of what is named: of the first name, or of all departments that are.

    교육지원과예요 아동청소년과예요? Who asks so does not know which of them it is.
    """
    same = [span for span in spans if span.department == spans[0].department]
    if not spans[0].department:
        same = spans[:1]
    named = same[0].named
    if len(same) > 1:
        names_of_all = dict.fromkeys(name for span in same for name in span.named.names)
        typed = " ".join(span.named.typed for span in same)
        named = replace(named, typed=typed, names=tuple(names_of_all))
    among: ByDepartment | ByGroup
    among = ByDepartment(named=named) if spans[0].department else ByGroup(named=named)
    rest = tuple(
        word
        for place, word in enumerate(said.words)
        if not any(span.start <= place < span.end for span in same)
        and not _is_above(place, same, said.words)
    )
    if not rest:
        return among
    about = ByKeyword(words=rest, stop_words=said.stop_words)
    whole = None
    if not spans[0].department and catalogue.titles.stands(named.typed):
        whole = ByKeyword(words=said.words, stop_words=said.stop_words)
    return Both(among=among, about=about, whole=whole)


def _lists(tokens: Sequence[Token], spans: Sequence[_Span]) -> bool:
    """Whether what is named last is followed by its pledges: 환경과에서 맡은 공약이 뭐예요."""
    topics = [at for at, token in enumerate(tokens) if token.kind is Kind.TOPIC]
    behind = tokens[topics[spans[-1].end - 1] + 1 :]
    return (
        spans[-1].named.how is names.How.EXACT
        and any(_PLEDGES.match(token.word.typed) for token in behind)
        and all(token.kind is not Kind.TOPIC or token.word.light for token in behind)
    )


def _is_above(place: int, spans: Sequence[_Span], words: Sequence[Word]) -> bool:
    """Whether a word is what the department behind it belongs to: 보건소 보건정책과."""
    word = words[place].typed
    return any(
        span.department and span.start == place + 1 and span.named.how is names.How.EXACT
        for span in spans
    ) and (word.endswith(_ABOVE) and not words[place].known)


def _also_named(words: tuple[Word, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """The departments and categories that the only word is short for."""
    if len(words) > 1:
        return ()
    found: dict[str, None] = {}
    for stem in words[0].stems:
        for known in (catalogue.departments, catalogue.categories):
            if (named := known.recognized(stem)) and named.how is names.How.SHORT:
                found |= dict.fromkeys(named.names)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """Neighbouring words that are a name."""

    start: int
    end: int
    named: Named
    department: bool


def _named_spans(words: tuple[Word, ...], catalogue: Catalogue) -> Iterator[_Span]:
    """The departments and categories that are named, the surest reading of each place."""
    at = 0
    while at < len(words):
        span = _span_at(words, at, catalogue)
        if span is None:
            at += 1
        else:
            yield span
            at = span.end


def _span_at(words: tuple[Word, ...], at: int, catalogue: Catalogue) -> _Span | None:
    best: _Span | None = None
    for size in range(1, MAX_NAME_WORDS + 1):
        if at + size > len(words):
            break
        lead = "".join(word.typed for word in words[at : at + size - 1])
        for stem in words[at + size - 1].stems:
            for known, department in ((catalogue.departments, True), (catalogue.categories, False)):
                typed = lead + stem
                # Only in full, where nothing says what kind of name it is.
                in_full = size > 1 and not (known.endings and known.may_end(stem))
                named = known.exact(hangul.in_korean(typed)) if in_full else known.recognized(typed)
                if named is None or not _stands_as_name(named, known, catalogue):
                    continue
                if size > 1 and not _joins(named, known, stem):
                    continue
                if best is None or _certainty(named) < _certainty(best.named):
                    best = _Span(start=at, end=at + size, named=named, department=department)
    return best


def _joins(named: Named, known: names.Names, last: str) -> bool:
    """Whether words of which this is the last are one name, and not several words by chance."""
    corrected = named.how is names.How.CORRECTED and bool(known.endings)
    return named.how is names.How.EXACT or corrected or known.has_ending(last)


def _certainty(named: Named) -> tuple[int, int]:
    return [*names.How].index(named.how), len(named.names)


def _stands_as_name(named: Named, known: names.Names, catalogue: Catalogue) -> bool:
    """Whether a reading as a name beats the one as a word of a title."""
    if named.how is names.How.EXACT:
        return True
    if named.how is names.How.SHORT and known.has_ending(named.typed):
        return True
    if named.how is names.How.SHORT and _is_common(named.typed):
        # 제공 is no part of 경제공동체, though it stands there.
        edges = (hangul.normalized(name) for name in named.names)
        if not any(name.startswith(named.typed) or name.endswith(named.typed) for name in edges):
            return False
    return not catalogue.titles.stands(named.typed)


def _is_common(text: str) -> bool:
    return is_light(text) or text in ORDINARY_WORDS


@lru_cache(maxsize=4096)
def _is_field(typed: str) -> bool:
    """Whether a word says that one before it names a field and no pledge: 분야, 쪽은."""
    return _FIELD.fullmatch(typed) is not None


def _field(tokens: Sequence[Token], catalogue: Catalogue) -> Named | None:
    """The category or strategy that is named as a field: 환경 쪽 공약, 교육 분야."""
    topics = [token.word for token in tokens if token.kind is Kind.TOPIC]
    telling = [word for word in topics if not _is_field(word.typed)]
    telling = [word for word in telling if not word.light] or telling  # 개발 분야
    marked = [token.word.typed for token in tokens if _is_field(token.word.typed)]
    return _group_of(telling, catalogue) if telling and marked else None


def _field_of_pledges(tokens: Sequence[Token], catalogue: Catalogue) -> Named | None:
    """The category or strategy whose pledges are asked for by a word that no title's begins with.

    복지 공약 is no 정신건강복지센터.
    """
    said = [token for token in tokens if token.kind is not Kind.DROPPED]
    topics = [at for at, token in enumerate(said) if token.kind is Kind.TOPIC]
    if len(topics) != 1 or not any(_PLEDGES.fullmatch(t.word.typed) for t in said[topics[0] :]):
        return None
    word = said[topics[0]].word
    if word.light or catalogue.words.begins_title(word.stems[-1]):
        return None
    return _group_of([word], catalogue)


def _group_of(words: Sequence[Word], catalogue: Catalogue) -> Named | None:
    """The one category or strategy of whose name these words are parts."""
    for stem in words[0].stems if len(words) == 1 else ():
        found = catalogue.categories.recognized(stem)
        if found is not None and len(found.names) == 1 and found.how in _PLAINLY:
            return found
    typed = " ".join(word.typed for word in words)
    for has in (str.startswith, str.endswith, str.__contains__):
        names_of = [
            name
            for name, parts in catalogue.strategy_words.items()
            if all(_has_part(parts, word, has) for word in words)
        ]
        if names_of:
            one = len(names_of) == 1
            return Named(typed=typed, names=(names_of[0],), how=names.How.SHORT) if one else None
    return None


def _has_part(parts: Sequence[str], word: Word, has: Callable[[str, str], bool]) -> bool:
    """Whether one of the words of a name begins, ends or goes on so."""
    return any(len(stem) > 1 and has(part, stem) for stem in word.stems for part in parts)


def _within_field(tokens: Sequence[Token], catalogue: Catalogue) -> Both | None:
    """What is asked within a field that is named first: 복지 분야 중 1인 가구."""
    marks = [at for at, token in enumerate(tokens) if _is_field(token.word.typed)]
    if not marks:
        return None
    rest = tuple([t.word for t in tokens[marks[0] + 1 :] if t.kind is Kind.TOPIC and not t.chatter])
    group = _field(tokens[: marks[0] + 1], catalogue)
    if group is None or not rest:
        return None
    return Both(among=ByGroup(named=group), about=ByKeyword(words=rest))


def _group_in_part(words: tuple[Word, ...], catalogue: Catalogue) -> Named | None:
    """The strategy that the words as a whole are a part of, and no title."""
    words = tuple([word for word in words if not _is_field(word.typed)]) or words
    while len(words) > 1 and words[-1].light and not words[-1].known:
        words = words[:-1]  # 환경도시에 들어가는 거
    lead = "".join(word.typed for word in words[:-1])
    typed = (hangul.in_korean(lead + stem) for stem in words[-1].stems)
    spellings = [spelling for spelling in typed if len(spelling) > MIN_GROUP_CHARS]
    readings = filter(None, map(catalogue.strategies.recognized, spellings))
    found = next((named for named in readings if len(named.names) == 1), None)
    if found is None or any(map(catalogue.titles.stands, spellings)):
        return None
    return found


def _unknown_department(
    words: tuple[Word, ...], catalogue: Catalogue, *, joins: bool
) -> str | None:
    joins |= sum(not one.light for one in words) > 1
    for word in words:
        for stem in word.stems:
            if not stem.endswith(("과", "담당관", "팀")) or len(stem) < 3:
                continue
            if stem in _CLINICS:
                continue
            if catalogue.titles.stands(stem) or not all(map(hangul.is_syllable, stem)):
                continue
            # 재활용과 탄소중립, 취약계층과: "and", after a word of a title.
            long = len(stem) > MIN_JOINED_CHARS
            may_join = joins or len(stem) > MAX_DEPARTMENT_CHARS
            if may_join and catalogue.titles.stands(stem.removesuffix("과")):
                continue
            # 서서물미술과: more like a word of a title than like the name of any department.
            if long and _misspells_title(word, catalogue):
                continue
            return stem
    return None


def _misspells_title(word: Word, catalogue: Catalogue) -> bool:
    """Whether a word as a whole is a word of a title with slips in it."""
    hits = catalogue.titles.found((word,), asks=False)
    whole = any(
        reading.typed == word.typed and reading.how in (How.EXACT, How.CORRECTED)
        for reading in hits.readings
    )
    return whole and hits.score >= MISSPELT_SCORE
