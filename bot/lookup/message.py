"""A message cut into the questions that it asks, and what it leaves out of them."""

import re
from collections.abc import Iterator, Sequence

from bot.lookup.catalogue import Catalogue
from bot.lookup.clause import named_spans
from bot.lookup.lexicon import Phrases, groups, is_noise, phrases
from bot.lookup.question import SmallTalk, is_noun, may_be_noun
from bot.lookup.tokens import Kind, Token, adds_nothing, topics
from bot.lookup.words import (
    WORD,
    Word,
    asks_which,
    is_light,
    is_number,
    is_of_pledges,
    is_range,
    is_served,
    is_verbal,
    may_separate,
)

_COURTESIES = groups("courtesy.tsv")
_TALK, _NO = phrases("courtesy.tsv"), Phrases(_COURTESIES["no"])
_CLOSING = Phrases(word for of in ("thanks", "yes", "no", "bye") for word in _COURTESIES[of])
_AGREES = re.compile("[👍👌🙆🙏🙇]")
_SOMEBODY = Phrases(groups("light.tsv")["people"])
_AND_ENDING = re.compile("(?:이랑|랑|하고)요?$")
_AND_MORE = re.compile("(?:고요|구요)$")  # 문의 있고요
_AND_OF_KNOWN = re.compile("(?:와|과)$")
_TOPIC_ENDING = re.compile("(?:은|는)요?$")
# A question or a statement ends so, and another may begin: 어디고, 주차관리과죠, 맞나요.
_CLAUSE_ENDING = re.compile(
    "(?:이고|고|구|이며|며|면|고요|구요|죠|요|까|나|(?<!까)지|야|니|다|임|음|누구|어디|뭐|ㅇㄷ)$"
)
_STATEMENT = re.compile("(?:니다|어요|아요|했어요|네요|군요|거든요|중이에요|는데요|인데요)$")
_AGAIN = "또"  # and; but again before a verb: 또 반려됐어요
_FOR = frozenset({"대신", "대신에"})
_REST = re.compile("나머지|다른|남은|아무|딴|더$")
_DENIED = re.compile("(?:건|것은|것도|거는|거도)$")  # 반대하는 건 아니고요
# 아니죠, 안 맡아요; but 아니에요?, 아닙니까 and 아니지 않나요 ask whether it is so.
_DENIES = re.compile(
    r"(?:아니|않)(?:죠|네|지(?! ?않)|(?:[에예]요|야|아요?|습니다|$)(?! ?\?))"
    r"|아닙니다|아님|(?:아닌|않[은는])데|(?<![가-힣])[안못] ?(?=[하맡])"
)
MIN_STATED = 4  # words of a sentence that tells something


def without_excluded(
    tokens: Sequence[Token],
) -> tuple[tuple[Token, ...], list[tuple[Token, ...]]]:
    """The words that are asked about, and those that are not: A 말고 B."""
    kept: list[Token] = []
    excluded: list[tuple[Token, ...]] = []
    for at, token in enumerate(tokens):
        if token.kind is Kind.EXCEPT and not _describes(tokens, at):
            goes_on = any(map(_is_topic, tokens[at + 1 :]))
            excluded += _take_off(kept, goes_on=goes_on, names_it=True)
        elif token.kind is Kind.RATHER:
            later = _without_first(tokens[at + 1 :]) if token.breaks else tokens[at + 1 :]
            goes_on = any(map(_asks_instead, later)) or _is_aside(kept)
            if goes_on or any(is_rest(one.word) for one in later):
                excluded += _take_off(kept, goes_on=goes_on, names_it=False)
        else:
            kept.append(token)
    return tuple(kept), excluded


def with_owner_instead(
    kept: tuple[Token, ...], left_out: list[tuple[Token, ...]], catalogue: Catalogue
) -> tuple[tuple[Token, ...], list[tuple[Token, ...]]]:
    """The words kept and left out, a number kept of which another owner is said instead.

    지역개발-03은 교통행정과 아니고 도시계획과 맞죠?
    """
    for of in left_out:
        end = max((at for at, one in enumerate(of, 1) if is_number(one.word.typed)), default=0)
        if end and all(_ends_in_department(said, catalogue) for said in (of[end:], kept)):
            return (*of[:end], *kept), [other for other in left_out if other is not of]
    return kept, left_out


def _ends_in_department(said: Sequence[Token], catalogue: Catalogue) -> bool:
    words = topics(said)
    return any(one.department and one.end == len(words) for one in named_spans(words, catalogue))


def denies(text: str) -> bool:
    """Whether a text says or asks that something is not so: 교통행정과는 안 하죠, 아니에요."""
    return _DENIES.search(text) is not None


def small_talk(text: str) -> SmallTalk:
    """What a text that names nothing is said for."""
    words = [*WORD.finditer(text)]
    spans = [word.span() for word in words]
    first_closes = spans and _CLOSING.end(text, *spans[0]) > 0
    says_nothing = all(is_noise(word[0]) or is_of_pledges(word[0]) for word in words)  # ㅎㅎ, 공약
    return SmallTalk(
        closes=bool(first_closes or (not words and _AGREES.search(text))),
        is_talk=says_nothing or any(_TALK.end(text, *span) for span in spans),
        denies=bool(spans) and all(_NO.end(text, *span) for span in spans),
    )


def _describes(tokens: Sequence[Token], at: int) -> bool:
    """Whether something is done for somebody, or is not: 농사 대신 지어주는 거, 사지 말고."""
    if tokens[at].word.typed in _FOR:
        behind = [token.word for token in tokens[at + 1 : at + 2] if _is_topic(token)]
        return bool(behind) and not may_be_noun(behind[0])
    if not at:
        return False
    before, kind = tokens[at - 1].word, tokens[at - 1].kind
    if tokens[at].word.typed.startswith("아니") and _DENIED.fullmatch(before.typed):
        return not any(_asks_instead(token) and token.word.known for token in tokens[at + 1 :])
    is_verb = kind is Kind.ASKING or not (before.known or is_noun(before.typed))
    return before.typed.endswith(("지", "면")) and is_verb


def _without_first(later: Sequence[Token]) -> Sequence[Token]:
    """What is behind the words that are left out themselves: 미술관요. 아니 도서관 말고."""
    for at, token in enumerate(later):
        if token.kind is Kind.EXCEPT:
            return later[at + 1 :]
        if token.kind not in (Kind.TOPIC, Kind.DROPPED) or (at and token.breaks):
            break
    return later


def _is_aside(kept: Sequence[Token]) -> bool:
    """Whether what is said last goes on from something else: 도서관만요, 미술관은 필요 없어요."""
    said = [token for token in kept if not adds_nothing(token) and _is_topic(token)]
    return (
        len(said) > 1
        and bool(_TOPIC_ENDING.search(said[-1].word.typed))
        and said[-1].word.phrase > said[-2].word.phrase
    )


def is_rest(word: Word) -> bool:
    """Whether a word says no more than that there is something else: 나머지, 아무것도."""
    return _REST.match(word.typed) is not None


def _is_topic(token: Token) -> bool:
    return token.kind is Kind.TOPIC


def _asks_instead(token: Token) -> bool:
    word = token.word
    return _is_topic(token) and not word.light and (word.known or not is_verbal(word.stems[-1]))


def _take_off(kept: list[Token], *, goes_on: bool, names_it: bool) -> list[tuple[Token, ...]]:
    """Take off what 말고 excludes: A, B랑 C 말고; the word before anyway if that `names_it`."""
    at = len(kept)
    while at and (
        kept[at - 1].kind is Kind.DROPPED
        or (adds_nothing(kept[at - 1]) and not kept[at - 1].breaks)
    ):
        if at == len(kept) and names_it and _is_topic(kept[at - 1]):
            break  # 주차 공약 중에 공유 빼고
        at -= 1
    at = at or len(kept)
    excluded: list[tuple[Token, ...]] = []
    start = end = at
    while start and kept[start - 1].kind is Kind.TOPIC:
        start -= 1
        while start and _same_phrase(kept[start - 1], kept[start]):
            start -= 1
        more_asked = goes_on or any(token.kind is Kind.TOPIC for token in kept[:start])
        excluded.append(tuple(kept[start:end]))
        before = start - (start > 0 and kept[start - 1].kind is Kind.AND)
        last = kept[before - 1].word if before else None
        is_joined = last is not None and (before < start or _AND_ENDING.search(last.typed))
        plain = (
            last is not None
            and not is_range(last.typed)
            and (len(last.stems) == 1 or kept[before - 1].whole)
        )
        is_listed = plain and kept[start].breaks
        if not is_joined and not (is_listed and more_asked):
            break
        start = end = before
    if excluded:
        del kept[start:]
    return excluded[::-1]


def _same_phrase(one: Token, other: Token) -> bool:
    return one.kind is Kind.TOPIC and not other.breaks and one.word.phrase == other.word.phrase


def states(sentence: Sequence[Token]) -> bool:
    """Whether a sentence only states something, in several words."""
    said = [token for token in sentence if token.kind is not Kind.DROPPED]
    is_statement = bool(said) and _STATEMENT.search(said[-1].word.typed) is not None
    return is_statement and len(said) >= MIN_STATED and not any(token.asks for token in said)


def sentences(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The words between signs and line breaks; words that only ask belong to what they follow."""
    return _cut(tokens, [at for at, token in enumerate(tokens) if at and token.breaks])


def clauses(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The words of a sentence where it may go on to something else, without a sign."""
    return _cut(tokens, [*_seams(tokens)])


def verbal_clauses(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The words up to each verb: what is told, and what is asked, of a message without signs."""
    return _cut(tokens, [at for at, one in enumerate(tokens, start=1) if is_verbal(one.word.typed)])


def _cut(tokens: Sequence[Token], places: Sequence[int]) -> list[tuple[Token, ...]]:
    """The pieces that have a topic; one without goes with the piece before, or else the next."""
    pieces: list[list[Token]] = [[]]
    has_topic = False  # the last piece
    for start, end in zip((0, *places), (*places, len(tokens)), strict=True):
        piece = tokens[start:end]
        if (is_topic := any(map(says_what, piece))) and has_topic:
            pieces.append([])
        pieces[-1] += piece
        has_topic |= is_topic
    return [tuple(piece) for piece in pieces]


def says_what(token: Token) -> bool:
    """Whether a word is a topic, and no count that stands alone: 1, 1, 1나."""
    return token.kind is Kind.TOPIC and not (token.word.light and token.word.typed[0].isdecimal())


def _seams(tokens: Sequence[Token]) -> Iterator[int]:
    """The places where a sentence may go on to something else."""
    open_topic = turns = False
    any_topic = is_open = False
    last: Token | None = None
    for at, token in enumerate(tokens):
        if token.kind is Kind.DROPPED:
            turns |= may_separate(token.word.typed)
            continue
        if token.kind is Kind.ASKING:
            is_open |= asks_which(token.word.typed)
            if last and last.kind is Kind.AND:
                continue  # 또 하나는
        if token.kind is Kind.TOPIC:
            word = token.word
            if (
                last
                and any_topic
                and (word.known or (not word.light and may_be_noun(word)))  # not 데, 꽂아요
                and (turns or _goes_on(last, to=token, open_topic=open_topic, is_open=is_open))
            ):
                yield at
                open_topic = is_open = False
            any_topic = True
            open_topic |= word.known and _TOPIC_ENDING.search(word.typed) is not None
        last, turns = token, False


def _goes_on(last: Token, *, to: Token, open_topic: bool, is_open: bool) -> bool:
    """Whether something else may be asked about after a word of a clause that asks, or names."""
    typed = last.word.typed
    match last.kind:
        case Kind.AND:
            return not (typed == _AGAIN and is_verbal(to.word.typed))
        case Kind.ASKING if _AND_ENDING.search(typed) and len(last.word.stems) > 1:
            return True
        case Kind.ASKING if _AND_MORE.search(typed):
            return True
        case Kind.ASKING:
            return is_open and bool(_CLAUSE_ENDING.search(typed))
        case Kind.TOPIC if len(last.word.stems) > 1:
            if open_topic and _TOPIC_ENDING.search(to.word.typed):
                return True
            lists = last.word.known and typed.endswith("하고요")  # 미술관하고요 도서관하고요
            is_whom = any(map(_SOMEBODY.has, last.word.stems))  # 사람이랑
            if lists or is_verbal(typed) or is_light(typed) or is_whom:  # 친구랑
                return lists
            if _AND_ENDING.search(typed):  # 퇴직하고 나서
                return not typed.endswith("하고") or last.word.known or to.word.known
            if last.word.known and not last.whole and _AND_OF_KNOWN.search(typed):
                return True
            may_end = last.word.known and not last.whole and bool(_CLAUSE_ENDING.search(typed))
            is_or = typed.endswith("나")  # 학교나 교회 건물에, 어르신들이나 디지털 모르는 분
            return may_end and not (is_or and (is_served(typed) or not to.word.known))
    return False
