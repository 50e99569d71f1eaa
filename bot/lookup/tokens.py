"""The words of a message in their order, each with what it does there."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from bot.korean import hangul
from bot.lookup.lexicon import ORDINARY_WORDS, Phrases, excluding, is_noise
from bot.lookup.spacing import respaced
from bot.lookup.table_words import NO_TABLE, Standing, TableWords
from bot.lookup.words import (
    CHATTER,
    COURTESY,
    ENGLISH,
    EXCLUDING,
    MARK_CHARS,
    MAX_WORD_CHARS,
    SERVICES,
    WORD,
    Traits,
    Word,
    chooses,
    half_of,
    is_asking,
    is_filler,
    is_number,
    is_range,
    is_verbal,
    traits_of,
)

# A message may have 4096 characters; what it is about stands in the first words, and no name is
# longer than this.
MAX_WORDS = 40
MAX_RAW_CHARS = 2_000
MIN_BEGUN = 3  # characters of a word of a table that has another end
_EXCLUDING = {group: Phrases(of) for group, of in excluding().items()}
EXCEPT = _EXCLUDING["except"]  # excludes wherever it stands: 빼고, 말고
_OR, _OF_TWO = ("아니면", "아님"), ("지", "나요", "가요", "까요")  # 하는 건지 아니면 끝난 건지
_CORRECTS = re.compile("정정|수정할|바꿀게|바꿔|변경할")
# 소관 아니지 않나, 도서관 말고는 필요 없어요: it is what is meant.
_IS_NOT_DENIED = re.compile(r"\s?않|\s(?:필요|관심|상관)[은이]? ?없")
_HOW_FAR = re.compile("(?:어디|얼마|몇|언제)(?!인)")  # 어디까지 됐고
_NOT = ("못", "안")
_IS_DONE = re.compile("됐|끝났|해결됐")
_QUOTED = re.compile("[다냐자](?:고|는|던|며)(?:는|도)?$")  # 된다고 들었는데
# Behind who is asking: 총무과에서 문의드립니다, 주민이 물어보는데.
_INQUIRES = re.compile(r"\s(?:문의|전화|연락|여쭤|여쭙|질문|요청|물어|물으|궁금해)")
# What a name follows: 담당자 박민수인데요, 교통행정과 박민수입니다.
_IS_FROM = re.compile("(?:[과국실팀동읍면청]|담당관|보건소|센터|담당자|주무관|직원|^저는?|^제가)$")
_BREAK = re.compile(r"[\n?!;,/&+|:…]|\.(?=[\s.]|$)|[-=~>]{2,}|\s[-·•*>]\s|\d\)")
_IS_OTHER = re.compile(
    rf"(?:{_BREAK.pattern}|\))|.*[과팀관]임(?![가-힣])|.*임[.!~ ]*$"
)  # A 아님. B, A 아님 B임
_QUESTION = re.compile(r"[^\w\n]*\?")
_NORMAL = re.compile("[0-9a-z가-힣]+")
_PLAINLY_TYPED = re.compile(r"[\x00-@\[-\x7f가-힣]*")
_RAW_WORD = re.compile(r"[0-9]+\.[0-9]+|[^\W_]+")
ASKING_INITIALS = frozenset(("ㅇㄷ", "ㄷㄷ", "ㄴㄱ", "ㅅㄱㅇ"))  # 어디, 담당, 누구, 수고요


class Kind(Enum):
    """What a word of a message does there."""

    TOPIC = "topic"
    ASKING = "asking"
    DROPPED = "dropped"  # courtesy, hesitation, laughter
    EXCEPT = "except"  # 말고
    RATHER = "rather"  # 아니: where something else is asked behind it
    AND = "and"  # 그리고


class Token(NamedTuple):
    """A word where it stands in a message, and whether a sign or a line break comes before it.

    A `whole` word stands in the table as it is, or begins a word there; `chatter` is no business of
    a table.
    """

    word: Word
    kind: Kind
    breaks: bool = False
    whole: bool = False
    chatter: bool = False
    asks: bool = False


class _Place(NamedTuple):
    """A word where it stands in a text, and how in the words of a table, that are `known`."""

    text: str
    start: int
    end: int
    traits: Traits
    standing: Standing
    known: TableWords


def tokens(
    text: str, typed_as: Mapping[str, str] | None = None, known: TableWords = NO_TABLE
) -> list[Token]:
    """The words of a normalised message, each with what it does.

    `typed_as` has words as they were typed, where these were other letters.
    """
    typed_as = dict(typed_as or {})
    text = respaced(text, known, typed_as)
    found = [*islice(WORD.finditer(text), MAX_WORDS)]
    has_words = not all(hangul.is_jamo(char) for match in found for char in match[0])
    drops = has_words or all(is_noise(match[0]) for match in found)
    asking_end = _before_initials_that_ask([match[0] for match in found])
    may_ask = "?" in text
    made: list[Token] = []
    phrase = dropped_to = last_end = 0
    for at, match in enumerate(found):
        typed = match[0][:MAX_WORD_CHARS]
        traits = traits_of(typed)
        place = _Place(text, *match.span(), traits, _standing(typed, known), known)
        gap = text[last_end : place.start]
        breaks = last_end > 0 and gap != " " and _BREAK.search(gap) is not None
        last_end = place.end
        inquires = traits.may_inquire and _INQUIRES.match(text, place.end)
        if place.start < dropped_to or (inquires and at + 2 < len(found)):
            kind = Kind.DROPPED
        elif at >= asking_end:
            kind = Kind.ASKING
        else:
            kind, until = _kind(place, made, drops=drops)
            dropped_to = max(dropped_to, until)
        chatter = kind is Kind.TOPIC and traits.may_chatter and _is_chatter(place)
        light = kind in (Kind.TOPIC, Kind.ASKING) and (chatter or _is_light(place))
        standing = place.standing
        phrase += breaks or (bool(made) and _ends_phrase(made[-1], kind))
        word = Word(
            typed=typed,
            stems=traits.stems,
            shown=typed_as.get(typed, typed),
            light=light,
            known=standing.is_word or standing.begins or (standing.in_part and not light),
            phrase=phrase,
        )
        asks = traits.asks or at >= asking_end or (may_ask and _QUESTION.match(text, place.end))
        made.append(Token(word, kind, breaks, standing.is_whole, chatter, bool(asks)))
    return _with_services(_without_introduction(made, known))


def _standing(typed: str, known: TableWords) -> Standing:
    if is_number(typed):
        is_whole = not is_range(typed) and len(typed) == MARK_CHARS
        return Standing(is_word=True, begins=True, is_whole=is_whole)
    return known.standing(typed)


def exception_end(text: str, at: int, by: Phrases = EXCEPT) -> int:
    """Where the expression ends that leaves out what stands before here; 0 for none."""
    found = WORD.search(text, at)
    return by.end(text, *found.span()) if found is not None else 0


def excluding_end(text: str, start: int, end: int, by: Phrases = EXCLUDING) -> int:
    """Where the last expression ends here that may exclude something; 0 for none."""
    words = WORD.finditer(text, start, end)
    return max((by.end(text, *word.span()) for word in words), default=0)


def topics(tokens: Sequence[Token]) -> tuple[Word, ...]:
    """The words that these are about."""
    return tuple([token.word for token in tokens if token.kind is Kind.TOPIC])


@lru_cache(maxsize=4096)
def says(typed: str) -> bool:
    """Whether a word says what is meant, and does not only ask or greet.

    >>> says("도서관"), says("담당이"), says("안녕하세요")
    (True, False, False)
    """
    return bool(topics(tokens(typed)))


def _with_services(made: list[Token]) -> list[Token]:
    """The words; a service beside a known one is another thing, if nothing is asked: 버스 요금."""
    if any(token.asks for token in made):
        return made
    for at, (before, token) in enumerate(pairwise(made), start=1):
        is_beside = before.word.known and before.word.phrase == token.word.phrase
        if is_beside and token.word.light and any(map(SERVICES.has, token.word.stems)):
            made[at] = token._replace(word=token.word._replace(light=False))
    return made


def _without_introduction(made: list[Token], known: TableWords) -> list[Token]:
    """The words, those dropped that say who asks: 동주민센터에 근무하는 직원인데요."""
    for at, token in enumerate(made):
        traits = traits_of(token.word.typed)
        introduces = traits.introduces or (
            at > 0 and traits.may_be_name and _IS_FROM.search(made[at - 1].word.typed) is not None
        )
        if (introduces or traits.is_honoured) and any(
            later.kind is Kind.TOPIC and not later.word.light and _is_in_table(later.word, known)
            for later in made[at + 1 :]
        ):
            breaks = (one for one in range(at + 1) if made[one].breaks)
            first = max(breaks, default=0) if introduces else at
            for one in range(first, at + 1):
                made[one] = made[one]._replace(kind=Kind.DROPPED)
    return made


def _kind(place: _Place, before: Sequence[Token], *, drops: bool) -> tuple[Kind, int]:
    """What a word does behind those before, and where its expression ends; `drops` courtesies."""
    text, start, end, traits, standing, _ = place
    typed = traits.stems[0]
    if before and traits.joins and not (typed == "아님" and _IS_OTHER.match(text, end)):
        is_same = typed in _OR and before[-1].word.typed.endswith(_OF_TWO)
        return (Kind.ASKING if is_same else Kind.AND), 0
    in_table = standing.is_word and len(traits.stems[-1]) > 1
    # 제외 없는 무상교통 has the word in its title, and 무상교통 제외하고 leaves it out.
    if traits.may_exclude and not (in_table and standing.is_whole):
        until = EXCLUDING.end(text, start, end)
        if until and (kind := _excluding(place, until, before)) is not None:
            return kind, until
    if drops and traits.may_drop:
        # 힘내라 청춘 may be of a table, but 건강하세요 is no 건강.
        is_word = in_table and (standing.is_whole or not is_verbal(typed))
        if until := _courtesy_end(place, in_table=standing.is_piece or is_word):
            return Kind.DROPPED, until
    return (Kind.ASKING if _only_asks(typed, before) else Kind.TOPIC), 0


def _is_light(place: _Place) -> bool:
    """Whether a word says nothing of which pledge is meant, as it stands in a table."""
    traits, standing = place.traits, place.standing
    return (
        traits.light
        or (traits.light_in_part and not standing.is_whole)
        or (traits.light_as_verb and not standing.begins)
    )


def _is_chatter(place: _Place) -> bool:
    """Whether a word is of what is no business of a table, and of none of its words."""
    text, start, end, traits, standing, known = place
    phrase_end = CHATTER.end(text, start, end)
    if standing.begins or not (phrase_end or any(map(CHATTER.has, traits.stems))):
        return False
    return phrase_end > end or not known.ends_word(traits.stems[0])


def _excluding(place: _Place, until: int, before: Sequence[Token]) -> Kind | None:
    """How an expression from this word `until` there excludes what stands before it, if it does."""
    text, start, end, *_, known = place
    group = next(name for name, of in _EXCLUDING.items() if of.end(text, start, end) == until)
    if _IS_NOT_DENIED.match(text, until):
        return None
    if group == "except":
        return Kind.EXCEPT
    said = [token for token in before if token.kind is not Kind.DROPPED]
    if group == "known" and said and _says_more(said[-1].word.typed, text[start:until]):
        return None
    while said and group != "said" and adds_nothing(said[-1]):
        said.pop()  # 도서관 담당은 됐고
    last = said[-1] if said and said[-1].kind is Kind.TOPIC else None
    if last is None or COURTESY.end(text, start, end) > until or _QUESTION.match(text, until):
        return None
    match group:
        case "skip" | "known":
            takes_back = last.word.typed.endswith(("은", "는")) or _is_in_table(last.word, known)
        case "said":
            corrects = last.word.typed.endswith(("라고", "로")) or _CORRECTS.search(text, end)
            takes_back = bool(corrects) and not last.word.light
        case "than":
            takes_back = not last.word.light and _is_in_table(last.word, known)
        case _:
            takes_back = last.word.known or not last.word.light
    return Kind.RATHER if takes_back else None


def _is_in_table(word: Word, known: TableWords) -> bool:
    """Whether the table has a word, or one that it is a piece of."""
    return word.known or known.stands(word.stems[-1])


def _says_more(before: str, known: str) -> bool:
    """Whether it is told of what is said before: 어디까지 됐고, 된다고 들었는데, 못 봤어요."""
    is_asked = _HOW_FAR.match(before) and _IS_DONE.match(known)
    return before in _NOT or bool(is_asked or _QUOTED.search(before))


def adds_nothing(token: Token) -> bool:
    """Whether a word says nothing of what is meant."""
    return token.kind is Kind.ASKING or not (token.word.known or chooses(token.word))


def _courtesy_end(place: _Place, *, in_table: bool) -> int:
    """Where the courtesy, filler or noise ends that begins with a word; 0 where none does."""
    text, start, end, *_, known = place
    if not in_table and is_noise(text[start:end]):
        return end
    phrase_end = COURTESY.end(text, start, end)
    if phrase_end <= end:
        if not phrase_end and COURTESY.has(half_of(text[start:end])):
            phrase_end = end  # 맞다맞다
        if in_table or not phrase_end:
            return 0
        begun = text[start : end - 1]
        is_slip = len(begun) >= MIN_BEGUN and known.begins_word(begun)
        return 0 if is_slip else phrase_end  # 오케스트랴
    phrase = hangul.bare(text[start:phrase_end])
    return 0 if known.stands(phrase) else phrase_end


def _ends_phrase(last: Token, kind: Kind) -> bool:
    if last.kind is not Kind.TOPIC or kind is not Kind.TOPIC or is_verbal(last.word.typed):
        return True
    is_whole = last.whole or last.word.typed in ORDINARY_WORDS
    return (len(last.word.stems) > 1 and not is_whole) or is_range(last.word.typed)


def typed_words(raw: str) -> dict[str, str]:
    """The words of a message as they were typed, by what they are normalised to.

    >>> typed_words("ART 老人 주차")
    {'art': 'ART', '노인': '老人'}
    """
    if _PLAINLY_TYPED.fullmatch(raw):
        return {}
    typed = _RAW_WORD.findall(unicodedata.normalize("NFC", raw[:MAX_RAW_CHARS]))
    others = (one for one in typed[:MAX_WORDS] if not _NORMAL.fullmatch(one))
    pairs = ((hangul.normalized(one), one) for one in others)
    return {word: one for word, one in pairs if word != one}


def _only_asks(typed: str, before: Sequence[Token]) -> bool:
    """Whether a word only asks where it stands: "it" in English, a place not in 책 빌리는 곳."""
    if typed == "it":
        return any(token.word.typed in ENGLISH for token in before)
    if before and is_filler(typed):
        return before[-1].kind is Kind.ASKING
    return is_asking(typed)


def _before_initials_that_ask(words: Sequence[str]) -> int:
    """How many words come before those at the end that are short for where: 경전철 ㄷㄷ ㅇㄷ."""
    end = len(words)
    while end > 1 and words[end - 1] in ASKING_INITIALS:
        end -= 1
    return end
