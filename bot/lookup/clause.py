"""The one question that some words of a message ask."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup import lexicon, names
from bot.lookup.engine.matching import How
from bot.lookup.latin import named_in_english
from bot.lookup.names import Named
from bot.lookup.naming import (
    PLEDGES,
    field_of_pledges,
    group_in_part,
    is_field,
    named_field,
    named_spans,
)
from bot.lookup.question import Both, ByDepartment, ByGroup, ByKeyword, SmallTalk, UnknownDepartment
from bot.lookup.tokens import Kind, topics
from bot.lookup.words import is_filler, is_verbal, stems_of, traits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.naming import Span
    from bot.lookup.question import Question
    from bot.lookup.tokens import Token
    from bot.lookup.words import Word

MISSPELT_SCORE = 90.0  # of a word that is no unknown department then; benchmarks/quality.py
_ABOVE = ("국", "소", "청", "본부", "시청", "군청", "구", "시", "군")  # what departments belong to
_CLINICS = frozenset(lexicon.groups("ordinary.tsv")["clinics"])  # 산부인과
_DEPARTMENT = re.compile("..(?:과|팀)$|담당관$")
MAX_DEPARTMENT_CHARS = 6  # a longer word alone before 과 is one with a particle, too
MIN_JOINED_CHARS = 4  # a word as long as this before 과 is rather a word with a particle
_ASKED = re.compile(
    "물어|물었|여쭤|여쭸|문의|궁금|찾|알아보|알아봤|말했|말한|말씀|연락|(?:전화|메일|문자|메시지|톡)(?:드|했|남)"
)
# Who somebody is, and no pledge: 구청장 누구야, 군수님 성함이 뭐예요.
_OFFICIAL = re.compile("부?(?:구청장|시장|군수|도지사|교육감)(?:님?(?:이|은|는|의)?)?")
_WHO = re.compile("누구|누군|누가|이름|성함")
_PAST = re.compile("[았었였했셨됐갔왔봤렸났졌쳤켰탔샀썼꼈웠놨](?:어요|습니다|음|네요|다|지요|죠)$")
_WAS = re.compile("(?:이[었였]|였)[가-힣]+$")


def one_question(
    tokens: Sequence[Token], catalogue: Catalogue, *, asks: bool = False, joins: bool = False
) -> Question:
    """The one question that these words ask; `asks` says that the message does.

    It `joins` what comes behind it: 안양천과 is no department there.
    """
    said = keywords(tokens, asks=asks)
    text = "".join(token.word.typed for token in tokens)
    if (group := catalogue.strategies.contained(text)) is not None:
        return ByGroup(named=group)
    if (named := _in_english(tokens, catalogue)) is not None:
        return named
    if not said.words:
        return SmallTalk()
    if group := group_in_part(said.words, catalogue) or named_field(tokens, catalogue):
        return ByGroup(named=group)
    if (within := _within_field(tokens, catalogue)) is not None:
        return within
    if spans := [*named_spans(said.words, catalogue)]:
        asked = _among(spans, said, catalogue)
        return replace(asked, lists=_lists(tokens, spans)) if isinstance(asked, Both) else asked
    if (group := field_of_pledges(tokens, catalogue)) is not None:
        return ByGroup(named=group)
    if (unknown := _unknown_department(said.words, catalogue, joins=joins)) is not None:
        rest = tuple(word for word in said.words if unknown not in word.stems)
        team = unknown.endswith("팀")  # 축구팀 is one of another kind
        others = tuple(one for one in said.said if team or not one.startswith(unknown))
        about = ByKeyword(words=rest, asks=said.asks, said=others)
        return UnknownDepartment(typed=unknown, about=about)
    also = _also_named(said.words, catalogue)
    return replace(said, also=also) if also else said


def keywords(tokens: Sequence[Token], *, asks: bool = False) -> ByKeyword:
    """What these words are about; `asks` says that the rest of the message asks."""
    words = topics(tokens)
    asks_who = len(words) == 1 and _asks_who(words[0], tokens)
    return ByKeyword(
        words=words,
        stop_words=tuple([token.word for token in tokens if token.kind is Kind.ASKING]),
        asks=asks or any(token.asks for token in tokens),
        chatter=any(token.chatter for token in tokens) or _recounts(tokens),
        tells=(
            not asks_who
            and any(
                token.word.known or not token.word.light or token.may_be_verb
                for token in tokens
                if token.kind is Kind.TOPIC
            )
        )
        or _has_expression([word.typed for word in words]),
        seeks=_seeks(tokens),
        said=tuple([t.word.typed for t in tokens if t.kind is not Kind.DROPPED]),
    )


def _asks_who(topic: Word, tokens: Sequence[Token]) -> bool:
    """Whether it is asked who holds an office, and not whose a pledge is."""
    said = "".join(token.word.typed for token in tokens if token.word is not topic)
    if lexicon.is_elsewhere(topic.stems[-1].removesuffix("장")):
        return not topic.known  # 서울시장
    return (
        _OFFICIAL.fullmatch(topic.typed) is not None
        and _WHO.search(said) is not None
        and re.search("담당|공약|부서|소관", said) is None
    )


def _recounts(tokens: Sequence[Token]) -> bool:
    """Whether a message only says what somebody did: 지하철에서 졸았어요."""
    said = [token for token in tokens if token.kind is not Kind.DROPPED]
    last = said[-1] if said else None
    if last is None or last.asks or _ASKED.match(last.word.typed):
        return False
    is_civic = last.word.known or not lexicon.civic_words().isdisjoint(last.word.stems)
    if is_civic and _WAS.search(last.word.typed):
        return False  # 자전거 보험 아니고 스포츠클럽이었어요
    return _PAST.search(last.word.typed) is not None


def _seeks(tokens: Sequence[Token]) -> bool:
    """Whether a message that is no chatter says what is needed or done, or ends so: 고치는 곳."""
    return not any(token.chatter for token in tokens) and (
        any(token.word.light and traits_of(token.word.typed).needs for token in tokens)
        or any(
            is_filler(place.word.typed) and is_verbal(verb.word.typed)
            for verb, place in pairwise(tokens)
        )
    )


def _has_expression(typed: Sequence[str]) -> bool:
    """Whether neighbours are one everyday expression: 구청장님 만나고."""
    joined = ("".join(pair) for pair in pairwise(typed))
    return any(stem in lexicon.everyday() for text in joined for stem in stems_of(text))


def _in_english(tokens: Sequence[Token], catalogue: Catalogue) -> Question | None:
    """The department that English words name, and what is asked of it."""
    words = [token.word.typed for token in tokens]
    typed, found = named_in_english(words, catalogue.by_department)
    if not found:
        return None
    of_it = {*typed.split()}
    named = ByDepartment(named=Named(typed=typed, names=found, how=names.How.SHORT))
    rest = tuple(word for word in topics(tokens) if word.typed not in of_it)
    return Both(among=named, about=ByKeyword(words=rest)) if rest else named


def _within_field(tokens: Sequence[Token], catalogue: Catalogue) -> Both | None:
    """What is asked within a field that is named first: 복지 분야 중 1인 가구."""
    marks = [at for at, token in enumerate(tokens) if is_field(token.word.typed)]
    if not marks:
        return None
    rest = tuple([t.word for t in tokens[marks[0] + 1 :] if t.kind is Kind.TOPIC and not t.chatter])
    group = named_field(tokens[: marks[0] + 1], catalogue)
    if group is None or not rest:
        return None
    return Both(among=ByGroup(named=group), about=ByKeyword(words=rest))


def _among(spans: list[Span], said: ByKeyword, catalogue: Catalogue) -> Question:
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


def _lists(tokens: Sequence[Token], spans: Sequence[Span]) -> bool:
    """Whether what is named last is followed by its pledges: 환경과에서 맡은 공약이 뭐예요."""
    places = [at for at, token in enumerate(tokens) if token.kind is Kind.TOPIC]
    behind = tokens[places[spans[-1].end - 1] + 1 :]
    return (
        spans[-1].named.how is names.How.EXACT
        and any(PLEDGES.match(token.word.typed) for token in behind)
        and all(token.kind is not Kind.TOPIC or token.word.light for token in behind)
    )


def _is_above(place: int, spans: Sequence[Span], words: Sequence[Word]) -> bool:
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


def _unknown_department(
    words: tuple[Word, ...], catalogue: Catalogue, *, joins: bool
) -> str | None:
    """What looks like a department, and is no word of a title."""
    joins |= sum(not one.light for one in words) > 1
    for word in words:
        for stem in word.stems:
            if not _DEPARTMENT.search(stem) or stem in _CLINICS:
                continue
            if catalogue.titles.stands(stem) or not all(map(hangul.is_syllable, stem)):
                continue
            # 재활용과 탄소중립, 취약계층과: "and", after a word of a title.
            may_join = joins or len(stem) > MAX_DEPARTMENT_CHARS
            if may_join and catalogue.titles.stands(stem.removesuffix("과")):
                continue
            # 서서물미술과: more like a word of a title than like the name of any department.
            if len(stem) <= MIN_JOINED_CHARS or not reads((word,), catalogue, score=MISSPELT_SCORE):
                return stem
    return None


def reads(words: tuple[Word, ...], catalogue: Catalogue, *, score: float = 0) -> bool:
    """Whether one of these words is a word of a title, perhaps with slips in it."""
    hits = catalogue.titles.found(words, asks=False)
    typed = {word.typed for word in words}
    return hits.score >= score and any(
        reading.typed in typed and reading.how in (How.EXACT, How.CORRECTED)
        for reading in hits.readings
    )
