"""The one question that some words of a message ask, and what they name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from bot.korean import hangul
from bot.lookup import lexicon
from bot.lookup.catalogue import Catalogue
from bot.lookup.engine.matching import How
from bot.lookup.latin import named_in_english
from bot.lookup.names import Named, certainty, is_common
from bot.lookup.question import (
    VERBAL,
    Both,
    ByKeyword,
    ByName,
    Question,
    SmallTalk,
    UnknownDepartment,
)
from bot.lookup.tokens import Kind, Token, topics
from bot.lookup.words import Word, chooses, is_filler, is_verbal, traits_of

MIN_GROUP_CHARS = 2  # of a strategy's name say nothing
MAX_NAME_WORDS = 3  # a name is looked for in so many neighbouring words: 민원 감사 담당관
# What says that a word before it names a field and no pledge.
_FIELD = re.compile(
    "(?:분야|부문|영역|파트|카테고리|방면|계열|관련|쪽|전략|분과)(?:된|한|해서|으로|로|(?:에서|에|엔|에선|으론|론)?(?:는|도|만)?|의|은|이|가)?"
    "(?:요|이요|인데요?|이에요|예요)?"
)
PLEDGES = re.compile("(?:공약|사업|과제)(?:들|은|는|이|가|을|를|도|만|의|에|좀)*")
_PLAINLY = frozenset({How.EXACT, How.SHORT})
MISSPELT_SCORE = 90.0  # of a word that is no unknown department then; benchmarks/quality.py
_ABOVE = ("국", "소", "청", "본부", "구", "시", "군")  # what departments belong to
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
_OWNED = re.compile("담당|공약|부서|소관")  # 구청장 공약은 누구 담당
_PAST = re.compile(f"(?![있겠]){VERBAL}(?:어요?|습니다|음|네요?|다|지요|죠|대요?|다[매며]요?)$")
_WAS = re.compile("(?:이[었였]|였)[가-힣]+$")


class Span(NamedTuple):
    """Neighbouring words that are a name, of a department or of a group."""

    start: int
    end: int
    named: Named
    department: bool


def one_question(
    tokens: Sequence[Token], catalogue: Catalogue, *, asks: bool = False, joins: Word | None = None
) -> Question:
    """The one question that these words ask; `asks` says that the message does.

    A word that it `joins` comes behind it: 안양천과 is no department there, nor is 공원과.
    """
    said = keywords(tokens, catalogue.office, asks=asks)
    if (named := _in_english(tokens, catalogue)) is not None:
        return named
    unit = _unit(said.words) if joins is None else None
    words = tuple(_as_unit(word) if word is unit else word for word in said.words)
    spans = [*named_spans(words, catalogue, joins=joins)]
    group = group_in_part(words, catalogue) if words else None
    if group is None and not any(s.named.names[0] in catalogue.by_strategy for s in spans):
        typed = [token.word.typed for token in tokens if token.word is not unit]
        group = catalogue.strategies.contained("".join(typed))
    exact = [s.named.typed for s in spans if s.department and s.named.how is How.EXACT]
    if group is not None and not any(group.typed in name for name in exact):
        return ByName(named=group)  # but not 문화관광 of 문화관광과
    if not said.words:
        return SmallTalk()
    if (of_field := _of_field(tokens, catalogue)) is not None:
        return of_field
    if spans:
        asked = _among(spans, said, catalogue)
        return replace(asked, lists=_lists(tokens, spans)) if isinstance(asked, Both) else asked
    if (group := field_of_pledges(tokens, catalogue)) is not None:
        return ByName(named=group)
    if (unknown := _unknown_department(said.words, catalogue, joins=joins is not None)) is not None:
        rest = tuple(word for word in said.words if unknown not in word.stems)
        team = unknown.endswith("팀")  # 축구팀 is one of another kind
        others = tuple(one for one in said.said if team or not one.startswith(unknown))
        about = ByKeyword(words=rest, asks=said.asks, said=others)
        return UnknownDepartment(typed=unknown, about=about)
    also = _also_named(said.words, catalogue)
    return replace(said, also=also) if also else said


def keywords(tokens: Sequence[Token], office: str, *, asks: bool) -> ByKeyword:
    """What these words are about, asked at an `office`; `asks` says that the message asks."""
    words = topics(tokens)
    telling = [word for word in words if not word.light] or words
    chats = any(token.chatter and token.kind is not Kind.DROPPED for token in tokens)
    names_other = len(telling) == 1 and _names_place_or_official(telling[0], tokens, office)
    return ByKeyword(
        words=words,
        stop_words=tuple([token.word for token in tokens if token.kind is Kind.ASKING]),
        asks=asks or any(token.asks for token in tokens),
        chatter=chats or _recounts(tokens),
        tells=(
            not names_other
            and any(
                token.word.known or not token.word.light
                for token in tokens
                if token.kind is Kind.TOPIC
            )
        ),
        seeks=not chats and _seeks(tokens),
        said=tuple([t.word.typed for t in tokens if t.kind is not Kind.DROPPED]),
    )


def _names_place_or_official(topic: Word, tokens: Sequence[Token], office: str) -> bool:
    """Whether only another place is named, or it is asked who holds an office."""
    if lexicon.is_elsewhere(topic.stems[-1].removesuffix("장"), office):  # 서울시장, 강화군
        is_everyday = any(stem in lexicon.everyday() for stem in topic.stems)  # 고양이, of 고양
        return not (topic.known or is_everyday)
    said = "".join(token.word.typed for token in tokens if token.word is not topic)
    return (
        (_OFFICIAL.fullmatch(topic.typed) is not None or topic.stems[-1] == f"{office}장")
        and _WHO.search(said) is not None
        and _OWNED.search(said) is None
    )


def _unit(words: Sequence[Word]) -> Word | None:
    """The word that joins nothing behind it, and so is a department by its 과: 교통과."""
    last = next((word for word in reversed(words) if not word.light), None)
    return last if last is not None and any(map(_DEPARTMENT.search, last.stems)) else None


def _as_unit(word: Word) -> Word:
    """The word without the stems that its 과 is no part of."""
    end = next((at for at, stem in enumerate(word.stems) if f"{stem}과" in word.stems), None)
    return word._replace(stems=word.stems[:end])


def _recounts(tokens: Sequence[Token]) -> bool:
    """Whether a message only says what somebody did: 지하철에서 졸았어요."""
    said = [one for one in tokens if one.kind is not Kind.DROPPED]
    last = said[-1] if said else None
    if last is None or last.asks or _ASKED.match(last.word.typed):
        return False
    if len(said) > 1 and said[-2].word.typed.endswith("라고") and said[-2].word.known:
        return False  # 도서관이라고 했습니다
    is_civic = last.word.known or not lexicon.civic_words().isdisjoint(last.word.stems)
    if is_civic and _WAS.search(last.word.typed):
        return False  # 자전거 보험 아니고 스포츠클럽이었어요
    return _PAST.search(last.word.typed) is not None


def _seeks(tokens: Sequence[Token]) -> bool:
    """Whether a message says what is needed or done, or ends so: 고치는 곳."""
    return any(token.word.light and traits_of(token.word.typed).needs for token in tokens) or any(
        is_filler(place.word.typed) and is_verbal(verb.word.typed)
        for verb, place in pairwise(tokens)
    )


def _in_english(tokens: Sequence[Token], catalogue: Catalogue) -> Question | None:
    words = [token.word.typed for token in tokens]
    if not any(map(str.isascii, words)):
        return None
    typed, found = named_in_english(words, catalogue.by_department)
    if not found:
        return None
    of_it = {*typed.split()}
    named = ByName(named=Named(typed=typed, names=found, how=How.SHORT))
    rest = tuple(word for word in topics(tokens) if word.typed not in of_it)
    return Both(among=named, about=ByKeyword(words=rest)) if rest else named


def _of_field(tokens: Sequence[Token], catalogue: Catalogue) -> ByName | Both | None:
    """A field, or what is asked within one that is named first: 복지 분야 중 1인 가구."""
    mark = next((at for at, token in enumerate(tokens) if is_field(token.word.typed)), None)
    if mark is None:
        return None
    if (group := _named_field(tokens, mark, catalogue)) is not None:
        return ByName(named=group)
    rest = tuple([t.word for t in tokens[mark + 1 :] if t.kind is Kind.TOPIC and not t.chatter])
    group = _named_field(tokens[: mark + 1], mark, catalogue)
    if group is None or not rest:
        return None
    return Both(among=ByName(named=group), about=ByKeyword(words=rest))


def _among(spans: list[Span], said: ByKeyword, catalogue: Catalogue) -> Question:
    """What is asked of what is named: of the first name, or of all departments that are."""
    same = [span for span in spans if span.department == spans[0].department]
    if not spans[0].department:
        same = spans[:1]
    named = same[0].named
    if len(same) > 1:
        names_of_all = dict.fromkeys(name for span in same for name in span.named.names)
        typed = " ".join(span.named.typed for span in same)
        named = replace(named, typed=typed, names=tuple(names_of_all))
    rest = tuple(
        word
        for place, word in enumerate(said.words)
        if not any(span.start <= place < span.end for span in same)
        and not _is_above(place, same, said.words)
    )
    if not rest:
        return ByName(named=named)
    bare = map(hangul.search_key, named.names)
    parts = chain.from_iterable(map(catalogue.departments.within, bare))
    among = ByName(named=replace(named, names=(*dict.fromkeys((*named.names, *parts)),)))
    about = ByKeyword(words=rest, stop_words=said.stop_words)
    is_word = is_common(named.typed) or catalogue.titles.stands(named.typed)
    may_be_word = named.how is not How.EXACT or (is_word and not spans[0].department)
    return Both(among=among, about=about, whole=said if may_be_word else None)


def _lists(tokens: Sequence[Token], spans: Sequence[Span]) -> bool:
    """Whether what is named last is followed by its pledges: 환경과에서 맡은 공약이 뭐예요."""
    places = [at for at, token in enumerate(tokens) if token.kind is Kind.TOPIC]
    behind = tokens[places[spans[-1].end - 1] + 1 :]
    return (
        spans[-1].named.how is How.EXACT
        and any(PLEDGES.match(token.word.typed) for token in behind)
        and all(token.kind is not Kind.TOPIC or token.word.light for token in behind)
    )


def _is_above(place: int, spans: Sequence[Span], words: Sequence[Word]) -> bool:
    """Whether a word is what the department behind it belongs to: 보건소 보건정책과."""
    word = words[place].typed
    return any(
        span.department and span.start == place + 1 and span.named.how is How.EXACT
        for span in spans
    ) and (word.endswith(_ABOVE) and not words[place].known)


def _also_named(words: tuple[Word, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """The departments and categories that the only word is short for, or one before another."""
    if len(words) > 1:
        words = tuple([word for word in words[:-1] if word.typed.endswith("과")])
    found: dict[str, None] = {}
    for stem in chain.from_iterable(word.stems for word in words):
        for known in (catalogue.departments, catalogue.categories):
            if (named := known.recognized(stem)) and named.how is How.SHORT:
                found |= dict.fromkeys(named.names)
    return tuple(found)


def _asks_in_jeju(word: str) -> bool:
    """Whether a word is a verb that asks, and no department: 햄수과, 있수과."""
    return word.endswith("수과") and hangul.jamo(word[-3])[2] in {"ㅁ", "ㅅ", "ㅆ"}


def _unknown_department(
    words: tuple[Word, ...], catalogue: Catalogue, *, joins: bool
) -> str | None:
    """What looks like a department, and is no word of a title."""
    joins |= sum(not one.light for one in words) > 1
    for word in words:
        for stem in word.stems:
            if not _DEPARTMENT.search(stem) or not hangul.is_syllables(stem):
                continue
            if stem in _CLINICS or _asks_in_jeju(stem) or catalogue.titles.stands(stem):
                continue
            # 재활용과 탄소중립, 취약계층과: "and", after a word of a title.
            may_join = joins or len(stem) > MAX_DEPARTMENT_CHARS
            if may_join and catalogue.titles.stands(stem.removesuffix("과")):
                continue
            # 서서물미술과: more like a word of a title than like the name of any department.
            if len(stem) <= MIN_JOINED_CHARS or not reads(
                (_as_unit(word),), catalogue, score=MISSPELT_SCORE
            ):
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


def named_spans(
    words: tuple[Word, ...], catalogue: Catalogue, *, joins: Word | None = None
) -> Iterator[Span]:
    """The departments and categories that are named, before a word that the last one `joins`."""
    at = 0
    while at < len(words):
        span = _span_at(words, at, catalogue)
        if span is None or _is_and(span, words, catalogue, joins=joins):
            at += 1
        else:
            yield span
            at = span.end


def _is_and(
    span: Span, words: tuple[Word, ...], catalogue: Catalogue, *, joins: Word | None
) -> bool:
    """Whether what is short for a department joins a word of titles to another: 공원과 광장."""
    typed = words[span.end - 1].typed
    is_short = span.department and span.named.how is How.SHORT and span.end == span.start + 1
    if not (is_short and typed.endswith("과") and catalogue.titles.stands(typed[:-1])):
        return False
    behind = words[span.end : span.end + 1] or ((joins,) if joins else ())
    if (
        not behind
        or not catalogue.titles.synonyms.says(behind[0])
        or _span_at(behind, 0, catalogue)
    ):
        return False
    within = catalogue.scope(span.named.names)
    hits = catalogue.titles.found(behind, within=within, slips=False)
    stands = catalogue.titles.stands(behind[0].stems[-1])
    return not hits.sure or (stands and any(one.how.is_by_meaning for one in hits.readings))


def _span_at(words: tuple[Word, ...], at: int, catalogue: Catalogue) -> Span | None:
    """The surest of the names that begin with a word, and end with it or one soon behind it."""
    best: Span | None = None
    lead = ""
    for end, word in enumerate(words[at : at + MAX_NAME_WORDS], start=at + 1):
        for stem in word.stems:
            named, department = catalogue.names.surest(lead, stem)
            if named and (best is None or certainty(named) < certainty(best.named)):
                best = Span(at, end, named, department)
        lead += word.typed
    return best


@lru_cache(maxsize=4096)
def is_field(typed: str) -> bool:
    """Whether a word says that one before it names a field and no pledge: 분야, 쪽은."""
    return _FIELD.fullmatch(typed) is not None


def _named_field(tokens: Sequence[Token], mark: int, catalogue: Catalogue) -> Named | None:
    """The category or strategy that is named before what marks a field: 환경 쪽, 교육 분야."""
    said = [(at, token.word) for at, token in enumerate(tokens) if token.kind is Kind.TOPIC]
    said = [(at, word) for at, word in said if not is_field(word.typed)]
    # 개발 분야, 복지 지원 분야, but 안전 분야 교실
    telling = [word for at, word in said if not word.light or (at > mark and chooses(word))]
    telling = telling or [word for _, word in said]
    if not telling:
        return None
    lead = "".join(token.word.typed for token in tokens[:mark])
    if lead != telling[0].typed and catalogue.titles.stands(lead):
        return None  # 구청 역사 쪽
    return _group_of(telling, catalogue)


def field_of_pledges(tokens: Sequence[Token], catalogue: Catalogue) -> Named | None:
    """The group whose pledges are asked for by a word that begins none of titles: 복지 공약."""
    said = [token for token in tokens if token.kind is not Kind.DROPPED]
    places = [at for at, token in enumerate(said) if token.kind is Kind.TOPIC]
    if len(places) != 1 or not any(PLEDGES.fullmatch(t.word.typed) for t in said[places[0] :]):
        return None
    word = said[places[0]].word
    if word.light or catalogue.words.begins_title(word.stems[-1]):
        return None
    return _group_of([_as_unit(word)], catalogue)


def _group_of(words: Sequence[Word], catalogue: Catalogue) -> Named | None:
    """The one category or strategy of whose name these words are parts."""
    for stem in words[0].stems if len(words) == 1 else ():
        found = catalogue.categories.recognized(stem)
        if found is not None and len(found.names) == 1 and found.how in _PLAINLY:
            return found
        if catalogue.departments.exact(hangul.in_korean(stem)) is not None:
            return None  # 환경과 쪽
    typed = " ".join(word.typed for word in words)
    for by_piece in catalogue.strategy_pieces:
        found_with = [
            {name for stem in word.stems for name in by_piece.get(stem, ())} for word in words
        ]
        if names_of := set.intersection(*found_with):
            one = len(names_of) == 1
            return Named(typed=typed, names=(*names_of,), how=How.SHORT) if one else None
    return None


def group_in_part(words: tuple[Word, ...], catalogue: Catalogue) -> Named | None:
    """The strategy that the words as a whole are a part of, and no title."""
    words = tuple([word for word in words if not is_field(word.typed)]) or words
    while len(words) > 1 and not (words[-1].known or chooses(words[-1])):
        words = words[:-1]  # 환경도시에 들어가는 거
    lead = "".join(word.typed for word in words[:-1])
    typed = (hangul.in_korean(lead + stem) for stem in words[-1].stems)
    spellings = [spelling for spelling in typed if len(spelling) > MIN_GROUP_CHARS]
    if any(map(catalogue.titles.stands, spellings)):
        return None
    readings = filter(None, map(catalogue.strategies.recognized, spellings))
    return next((named for named in readings if len(named.names) == 1), None)
