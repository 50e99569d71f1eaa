"""A message taken apart: what is asked about, and the words that only do the asking."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

from bot.korean import hangul
from bot.lookup.lexicon import (
    ORDINARY_WORDS,
    Phrases,
    civic_words,
    everyday,
    excluding,
    groups,
    is_noise,
    phrases,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# A message may have 4096 characters; what it is about stands in the first words, and no name is
# longer than this.
MAX_WORDS = 40
MAX_WORD_CHARS = 60
MAX_RAW_CHARS = 2_000
MIN_BEGUN = 3  # characters of a word of a table that has another end
MAX_CHANCE_CHARS = 3  # so few may stand inside a title by chance


def _ends(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


_PARTS = groups("asking.tsv")
# Ends of words that carry no meaning of their own here, tried again on what they leave; some are
# titles of the people of a department.
ENDINGS = re.compile(
    f"(?<=..)(?:{_ends(_PARTS['stem-ending'])}|(?<=과)장님?|(?<=[과관팀])[거꺼]요?|(?<=관)님|(?<=..[과관팀소])인|(?<=관)실|(?<=과)님"
    "|(?<=...[과관])(?:이?지|이?죠|임|이?야|인가|인데|이며|이고|이?라?면|이?니까|이?라서)"
    f"|{'|'.join(f'(?<={stage})인' for stage in groups('light.tsv')['stages'])})$"
)
# What these end with: to look for all of them takes long, and most words end with something else.
LAST_OF_ENDINGS = frozenset(one[-1] for one in _PARTS["stem-ending"]) | frozenset(
    "장님거꺼요인실지죠임야가데며고면까서"
)
_NOUN_ENDINGS = "".join(f"{_ends(_PARTS[part])}?" for part in ("plural", "case", "topic", "copula"))
_ASKING = re.compile(
    f"{_ends(_PARTS['noun'])}{_NOUN_ENDINGS}|{_ends(_PARTS['verb'])}{_ends(_PARTS['verb-ending'])}*"
)
_NOT_ASKING = _PARTS["exception"]
# The ends of verbs that lead up to a question, or go on after it.
_VERBAL = re.compile(f"(?<=.){_ends(_PARTS['verbal'])}$")
_LAST_OF_VERBAL = frozenset(one[-1] for one in _PARTS["verbal"])
_COURTESY = phrases("courtesy.tsv", "fillers.tsv", "slang.tsv")
_HESITATION = Phrases(groups("fillers.tsv")["hesitation"])
_LIGHT = phrases("light.tsv")
# What belongs to a project, whatever it is: 착공식, 설립안, 건립비.
_OF_STAGES = re.compile(
    f"{_ends(groups('light.tsv')['stages'])}(?:식|안|비|일|률|율|건|금|단|사|자|계획|계획안|현장|업무)"
)
# What staff write, hold and put up about any project, whatever stands before it: 보도자료, 위촉식.
_OF_WORK = re.compile(
    "[가-힣]{0,4}(?:자료|보고서|계획서|건의서|건의문|제안서|협약서|계약서|신청서|공고문?|공문|고시문|명단"
    "|면담|간담회|설명회|공청회|보고회|토론회|위촉식|선포식|발대식|협의체?|홍보물|홍보비|안내판|안내문|현수막"
    "|포스터|노선도|배치도|위치도|설계도|조감도|강사비|운영비|인건비|사업비)"
)
_SERVED = phrases("served.tsv")
_PEOPLE = re.compile("(?<=.)(?:분들|님들|들|분|님)$")  # 여자분, 예술가들
_ASKED = re.compile(
    "물어|물었|여쭤|여쭸|문의|궁금|찾|알아보|알아봤|말했|말한|말씀|연락|(?:전화|메일|문자|메시지|톡)(?:드|했|남)"
)
_PAST = re.compile("[았었였했셨됐갔왔봤렸났졌쳤켰탔샀썼꼈웠놨](?:어요|습니다|음|네요|다|지요|죠)$")
_WAS = re.compile("(?:이[었였]|였)[가-힣]+$")
_NEED = Phrases(
    word
    for part in ("need", "trouble", "receive", "do", "speech", "senses")
    for word in groups("light.tsv")[part]
)
_SERVICES = phrases("services.tsv")
_CHATTER = phrases("chatter.tsv")
_PLACES = frozenset("곳데때")
_FILLER = re.compile("(?:곳|데)(?:에서|이?라도|이?랑|이|가|은|는|을|를|도|만|에|로|의|요|좀|들)*")
# These point at an owner or at the table: with one of them, a message is a question.
_ASKS = re.compile(
    "누구|누가|어디|어느|담당|소관|주관|부서|공약|알려|찾아|보여|검색|조회|맡|문의|궁금|여쭤|owns|owner|team|who|where|which"
)

ENGLISH = frozenset(
    "who owns own owner whose is are was the a an of for in at to which what where team department "
    "dept does do runs run responsible handles manages charge please show find list me tell about "
    "pledge pledges plan and or hi hello thanks thank you this that these there when why how can "
    "could would should will good my our your be been have has had not no yes ok time "
    "test data free".split()
)

_EXCLUDING = {group: Phrases(of) for group, of in excluding().items()}
_ANY_EXCLUDING = Phrases(phrase for of in excluding().values() for phrase in of)
_OF_EXCLUDING = Phrases(word for of in excluding().values() for p in of for word in p.split())
_BESIDES = re.compile("(?:말고|빼고|이?외에)도요?")  # what is asked too: 그거 말고도
_GLUED_EXCEPTION = re.compile("([가-힣]{2,})(말고|말구|빼고|빼구|뺀|제외하고|아니고)(?![가-힣]{3})")
_WITH_COUNT = re.compile(r"(?<![0-9a-z가-힣])([가-힣]{2,})(\d+(?!동)[가-힣]+)(?![0-9a-z])")
_CORRECTS = re.compile("정정|수정할|바꿀게|바꿔|변경할")
# Who is asking, and of which office: 총무과에서 문의드립니다.
_ASKER = re.compile(
    r"[가-힣]+(?:[과국실팀동청]|담당관|보건소|센터|의회)에서(?=\s(?:문의|전화|연락|여쭤|여쭙|질문|요청))"
)
_INTRODUCES = re.compile(
    "(?:직원|담당자|주무관|신입|신규|팀원|인턴|공무원|근무자|사람|주민|구민|시민|학부모|직장인)"
    "(?:인데요?|입니다만?|이에요|예요|이라서?|라서|이고요?)$"
)
_HONOURED = re.compile("[가-힣]{2}님(?:이|께서는?|께|께선|한테)$")  # 통장님께서: who asks or says
_AND_ALONE = frozenset(
    "그리고 그리구 및 와 또 또는 또한 혹은 하고 이랑 랑 아니면 아님 추가로 더불어 그다음 그다음에 "
    "그다음엔 그다음은 그담에 그밖에 별개로 별도로 "
    "and or but plus also vs versus".split()
)
_BEFORE_NOUN = re.compile("(?<=[가-힣])(?:는|던|게|한|된|온)$")
_BREAK = re.compile(r"[\n?!;,/&+|:…]|\.(?=[\s.]|$)|[-=~>]{2,}|\s[-·•*>]\s|\d\)")
_IS_OTHER = re.compile(rf"(?:{_BREAK.pattern})|.*임[.!~ ]*$")  # A 아님. B, A 아님 B임
_QUESTION = re.compile(r"[^\w\n]*\?")
_NORMAL = re.compile("[0-9a-z가-힣]+")
_PLAINLY_TYPED = re.compile(r"[\x00-@\[-\x7f가-힣]*")
_RAW_WORD = re.compile(r"[0-9]+\.[0-9]+|[^\W_]+")
_WORD = re.compile(r"[0-9]+\.[0-9]+|[0-9a-zㄱ-ㅣ가-힣]+")
# A word with a space behind each syllable.
SPACED_OUT = re.compile("(?<![0-9a-zㄱ-ㅣ가-힣])[가-힣](?: [가-힣]){2,}(?![0-9a-zㄱ-ㅣ가-힣])")
# 교통행정 과, but not 어느 과 and 운영하는 과.
_SPLIT_OFF_ENDING = re.compile(
    "(?<!어느)(?<!무슨)(?<!어떤)([가-힣](?<![는은을한된할던맡])) 과(?![가-힣])"
)
_DONG_OFFICE = re.compile("(?<=[가-힣0-9])동사무소")  # 가산동사무소
_GLUED_FIELD = re.compile(
    "([가-힣]{2,})(쪽|분야|부문)(?=(?:으로|에서|에|은|는|이|의|요|만|도)?(?![가-힣]))"
)
_SYLLABLE_BESIDE = re.compile(
    "(?<![0-9a-zㄱ-ㅣ가-힣])(?:[가-힣]{2,} [가-힣](?: [가-힣]+)?|[가-힣] [가-힣]{2,})"
    "(?![0-9a-zㄱ-ㅣ가-힣])"
)
_GLUED_LAUGHTER = re.compile("([가-힣])([ㅋㅎ]{2,}|[ㅠㅜ]+)(?![ㄱ-ㅣ])")
_AT_PLACE = re.compile("[가-힣](?:에|에서|에다|에는|에도)")  # 집에: too short for a stem
_COUNTED = re.compile("[0-9]+(?:번|호)?")
ASKING_INITIALS = frozenset(("ㅇㄷ", "ㄷㄷ", "ㄴㄱ", "ㅅㄱㅇ"))  # 어디, 담당, 누구, 수고요


class Kind(Enum):
    """What a word of a message does there."""

    TOPIC = "topic"
    ASKING = "asking"
    DROPPED = "dropped"  # courtesy, hesitation, laughter
    EXCEPT = "except"  # 말고
    RATHER = "rather"  # 아니: where something else is asked behind it
    EXCEPT_NEXT = "except next"  # without
    AND = "and"  # 그리고


# Words and tokens are named tuples: a frozen dataclass takes twice as long to make.
class Word(NamedTuple):
    """One word, letters and digits only, and the stems it may have.

    `typed` is normalised and `shown` as it was typed. `stems` begins with the word itself and grows
    shorter; each has at least two characters unless the word itself is shorter. A `known` word
    stands in the table; a `light` one that does not says nothing of which pledge is meant. Words of
    one `phrase` stand together.
    """

    typed: str
    stems: tuple[str, ...]
    shown: str = ""
    light: bool = False
    known: bool = False
    phrase: int = 0

    @property
    def is_respelled(self) -> bool:
        """Whether it was typed in Latin letters or Hanja, and is Hangul."""
        shown = self.shown or self.typed
        return hangul.is_syllable(self.typed[0]) and not (
            hangul.is_syllable(shown[0]) or hangul.is_jamo(shown[0]) or shown[0].isdecimal()
        )


class Token(NamedTuple):
    """A word where it stands in a message, and whether a sign or a line break comes before it.

    A `whole` word stands in the table as it is, or begins a word there; `chatter` is no business of
    a table. A word that `may_be_verb` may as well be a noun with a slip.
    """

    word: Word
    kind: Kind
    breaks: bool = False
    whole: bool = False
    chatter: bool = False
    asks: bool = False
    may_be_verb: bool = False


class Wording(NamedTuple):
    """The words a message is about, in order; whether it asks; whether it is office chatter.

    `stop_words` are its other words: they do the asking, but some stand in titles as well (사업).
    `said` is all of these words as they were typed, in order.
    `tells` is whether one of its words may say which pledge is meant, `seeks` whether the message
    says that something is needed, done or hard: who writes so is after what the office does.
    """

    words: tuple[Word, ...]
    stop_words: tuple[Word, ...]
    asks: bool
    chatter: bool
    tells: bool = True
    seeks: bool = False
    said: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words as they were typed."""
        return " ".join(word.shown for word in self.words)


class Known(Protocol):
    """The words of a table."""

    def has_word(self, text: str) -> bool:
        """Whether this is a word of it."""
        ...

    def begins_word(self, text: str) -> bool:
        """Whether one of its words begins so."""
        ...

    def ends_word(self, text: str) -> bool:
        """Whether one of its words ends so."""
        ...

    def stands(self, text: str) -> bool:
        """Whether one of its titles has this, spaces and signs aside."""
        ...

    def standing(self, text: str) -> Standing:
        """How a word stands in it."""
        ...


def wording(text: str) -> Wording:
    """Take a normalised message apart, without a table to compare it with.

    >>> [word.stems for word in wording("자전거 보험은 누구 담당이에요?").words]
    [('자전거',), ('보험은', '보험')]
    >>> wording("회식 어때").chatter, wording("담당 누구예요").words
    (True, ())
    """
    return wording_of(tokens(text))


def wording_of(tokens: Sequence[Token], *, asks: bool = False) -> Wording:
    """What these words are about; `asks` says that the rest of the message asks."""
    topics = [token for token in tokens if token.kind is Kind.TOPIC]
    return Wording(
        words=tuple([token.word for token in topics]),
        stop_words=tuple([token.word for token in tokens if token.kind is Kind.ASKING]),
        asks=asks or any(token.asks for token in tokens),
        chatter=any(token.chatter for token in tokens) or _recounts(tokens),
        tells=any(token.word.known or not token.word.light or token.may_be_verb for token in topics)
        or _has_expression([token.word.typed for token in topics]),
        seeks=_seeks(tokens),
        said=tuple([t.word.typed for t in tokens if t.kind is not Kind.DROPPED]),
    )


def _recounts(tokens: Sequence[Token]) -> bool:
    """Whether a message only says what somebody did: 지하철에서 졸았어요."""
    said = [token for token in tokens if token.kind is not Kind.DROPPED]
    last = said[-1] if said else None
    if last is None or last.asks or _ASKED.match(last.word.typed):
        return False
    is_civic = last.word.known or not civic_words().isdisjoint(last.word.stems)
    if is_civic and _WAS.search(last.word.typed):
        return False  # 자전거 보험 아니고 스포츠클럽이었어요
    return _PAST.search(last.word.typed) is not None


def _seeks(tokens: Sequence[Token]) -> bool:
    """Whether a message that is no chatter says what is needed or done, or ends so: 고치는 곳."""
    return not any(token.chatter for token in tokens) and (
        any(token.word.light and _traits(token.word.typed).needs for token in tokens)
        or any(
            is_filler(place.word.typed) and is_verbal(verb.word.typed)
            for verb, place in pairwise(tokens)
        )
    )


def _has_expression(typed: Sequence[str]) -> bool:
    """Whether neighbours are one everyday expression: 구청장님 만나고."""
    joined = ("".join(pair) for pair in pairwise(typed))
    return any(stem in everyday() for text in joined for stem in stems_of(text))


def tokens(
    text: str, typed_as: Mapping[str, str] | None = None, known: Known | None = None
) -> list[Token]:
    """The words of a normalised message, each with what it does.

    `typed_as` has words as they were typed, where these were other letters.
    """
    typed_as = dict(typed_as or {})
    text = _respaced(text, known, typed_as)
    found = [*islice(_WORD.finditer(text), MAX_WORDS)]
    has_words = not all(hangul.is_jamo(char) for match in found for char in match[0])
    drops = has_words or all(is_noise(match[0]) for match in found)
    asking_end = _before_initials_that_ask([match[0] for match in found])
    may_introduce = "에서" in text
    may_ask = "?" in text
    made: list[Token] = []
    phrase = dropped_to = last_end = 0
    for at, match in enumerate(found):
        start, end = match.span()
        typed = match[0][:MAX_WORD_CHARS]
        traits = _traits(typed)
        standing = NOWHERE if known is None else known.standing(typed)
        gap = text[last_end:start]
        breaks = last_end > 0 and gap != " " and _BREAK.search(gap) is not None
        last_end = end
        kind, light, chatter, may_be_verb = Kind.TOPIC, False, False, False
        in_table = standing.is_word and len(traits.stems[-1]) > 1
        if start < dropped_to or (
            may_introduce and at + 2 < len(found) and _ASKER.match(text, start) is not None
        ):
            kind = Kind.DROPPED
        elif at >= asking_end:
            kind = Kind.ASKING
        elif at and traits.joins and not (typed == "아님" and _IS_OTHER.match(text, end)):
            kind = Kind.AND
        elif (
            not in_table
            and (excluding_end := _ANY_EXCLUDING.end(text, start, end))
            and (exception := _excluding(text, match.span(), excluding_end, made)) is not None
        ):
            kind, dropped_to = exception, excluding_end
        elif drops and (
            dropped_end := _courtesy_end(text, start, end, known, in_table or standing.is_piece)
        ):
            kind, dropped_to = Kind.DROPPED, dropped_end
        if kind is Kind.TOPIC:
            in_phrase = _CHATTER.end(text, start, end)
            if in_phrase or traits.is_chatter:
                ends = known is not None and in_phrase <= end and known.ends_word(typed)
                chatter = not (standing.begins or ends)
            if _only_asks(typed, made):
                kind, chatter = Kind.ASKING, False
            light = (
                chatter
                or traits.light
                or (traits.light_in_part and not standing.is_whole)
                or (traits.light_as_verb and not standing.begins)
            )
            may_be_verb = (
                not (light or standing.begins)
                and traits.may_be_verb
                and (known is None or not any(map(known.begins_word, traits.stems)))
            )
        phrase += breaks or (bool(made) and _ends_phrase(made[-1], kind))
        made.append(
            Token(
                word=Word(
                    typed=typed,
                    stems=traits.stems,
                    shown=typed_as.get(typed, typed),
                    light=light or may_be_verb,
                    known=standing.is_word or standing.begins or (standing.in_part and not light),
                    phrase=phrase,
                ),
                kind=kind,
                breaks=breaks,
                whole=standing.is_whole,
                chatter=chatter,
                may_be_verb=may_be_verb,
                asks=traits.asks
                or at >= asking_end
                or (may_ask and _QUESTION.match(text, end) is not None),
            )
        )
    return _with_services(_without_introduction(made))


def _respaced(text: str, known: Known | None, typed_as: dict[str, str]) -> str:
    """The text with spaces as words are written; what was joined is noted in `typed_as`."""
    letters = frozenset(text)  # most messages have none of which a pattern needs one
    text = SPACED_OUT.sub(_joined_run, text)
    if not letters.isdisjoint("ㅋㅎㅠㅜ"):
        text = _GLUED_LAUGHTER.sub(r"\1 \2", text)
    if " 과" in text:
        text = _SPLIT_OFF_ENDING.sub(r"\1과", text)
    if "동사무소" in text:
        text = _DONG_OFFICE.sub("동 동사무소", text)
    if not letters.isdisjoint("쪽야문"):
        text = _GLUED_FIELD.sub(r"\1 \2", text)
    if not letters.isdisjoint("말빼뺀외니"):
        text = _GLUED_EXCEPTION.sub(r"\1 \2", text)
    if known is not None:
        text = _with_syllables_joined(_with_counts_apart(text, known), known, typed_as)
    return text


def _with_services(made: list[Token]) -> list[Token]:
    """The words; a service beside a known one is another thing, if nothing is asked: 버스 요금."""
    if any(token.asks for token in made):
        return made
    for at, (before, token) in enumerate(pairwise(made), start=1):
        is_beside = before.word.known and before.word.phrase == token.word.phrase
        if is_beside and token.word.light and is_service(token.word.typed):
            made[at] = token._replace(word=token.word._replace(light=False))
    return made


def _without_introduction(made: list[Token]) -> list[Token]:
    """The words, those dropped that say who asks: 동주민센터에 근무하는 직원인데요."""
    for at, token in enumerate(made):
        traits = _traits(token.word.typed)
        if (traits.introduces or traits.is_honoured) and any(
            later.kind is Kind.TOPIC and later.word.known and not later.word.light
            for later in made[at + 1 :]
        ):
            breaks = (one for one in range(at + 1) if made[one].breaks)
            first = max(breaks, default=0) if traits.introduces else at
            for one in range(first, at + 1):
                made[one] = made[one]._replace(kind=Kind.DROPPED)
    return made


class _Traits(NamedTuple):
    """What can be said of a word wherever it stands.

    It is `light` in any table, `light_in_part` where none has it whole, `light_as_verb` where no
    word of one begins so.
    """

    stems: tuple[str, ...]
    joins: bool
    asks: bool
    is_chatter: bool
    needs: bool
    light: bool
    light_in_part: bool
    light_as_verb: bool
    may_be_verb: bool
    introduces: bool
    is_honoured: bool


@lru_cache(maxsize=4096)
def _traits(typed: str) -> _Traits:
    stems = stems_of(typed)
    is_civic = not civic_words().isdisjoint(stems)
    return _Traits(
        stems=stems,
        joins=typed in _AND_ALONE or _BESIDES.fullmatch(typed) is not None,
        asks=_ASKS.search(hangul.in_korean(typed)) is not None,
        is_chatter=any(map(_CHATTER.has, stems)),
        needs=any(map(_NEED.has, stems)),
        light=is_light(typed)
        or _COUNTED.fullmatch(typed) is not None
        or (_AT_PLACE.fullmatch(typed) is not None and is_light(typed[0])),
        light_in_part=any(map(is_light, stems[1:])) or (not is_civic and _is_compound(typed)),
        light_as_verb=is_verbal(typed) and civic_words().isdisjoint(stems[1:]),
        may_be_verb=_BEFORE_NOUN.search(typed) is not None
        and typed not in ORDINARY_WORDS
        and not any(noun in ORDINARY_WORDS or noun in everyday() for noun in stems[1:]),
        introduces=_INTRODUCES.search(typed) is not None,
        is_honoured=_HONOURED.search(typed) is not None,
    )


class Standing(NamedTuple):
    """How a word stands in a table, whole or in one of its stems.

    `begins` says that a word there begins so, `is_whole` that the word itself does or is one;
    `is_piece` that it stands inside a title, not by the chance of a few letters, `in_part` that a
    stem of it does.
    """

    is_word: bool = False
    begins: bool = False
    is_whole: bool = False
    is_piece: bool = False
    in_part: bool = False


NOWHERE = Standing()


def standing(typed: str, known: Known) -> Standing:
    """How a word stands in a table."""
    stems = stems_of(typed)
    pieces = [len(stem) > MAX_CHANCE_CHARS and known.stands(stem) for stem in stems]
    return Standing(
        is_word=any(map(known.has_word, stems)),
        begins=any(known.begins_word(stem) for stem in stems if not stem.isdecimal()),
        is_whole=known.has_word(typed) or known.begins_word(typed) or pieces[0],
        is_piece=pieces[0],
        in_part=any(pieces),
    )


def _excluding(
    text: str, span: tuple[int, int], until: int, before: Sequence[Token]
) -> Kind | None:
    """How an expression from this word `until` there excludes what stands before it, if it does."""
    start, end = span
    group = next(name for name, of in _EXCLUDING.items() if of.end(text, start, end) == until)
    if group in {"except", "next"}:
        return Kind.EXCEPT if group == "except" else Kind.EXCEPT_NEXT
    said = [token for token in before if token.kind is not Kind.DROPPED]
    while said and group != "said" and _adds_nothing(said[-1]):
        said.pop()  # 도서관 담당은 됐고
    last = said[-1] if said and said[-1].kind is Kind.TOPIC else None
    if last is None or _COURTESY.end(text, start, end) > until or _QUESTION.match(text, until):
        return None
    match group:
        case "skip":
            takes_back = last.word.known or last.word.typed.endswith(("은", "는"))
        case "said":
            corrects = last.word.typed.endswith("라고") or _CORRECTS.search(text, end)
            takes_back = bool(corrects)
        case _:
            takes_back = last.word.known or last.may_be_verb or not last.word.light
    return Kind.RATHER if takes_back else None


def _adds_nothing(token: Token) -> bool:
    return token.kind is Kind.ASKING or (token.word.light and not token.word.known)


def _with_syllables_joined(text: str, known: Known, typed_as: dict[str, str]) -> str:
    """The text with a syllable that stands alone joined to what a title has it with: 문화 의 집.

    What was joined is noted in `typed_as`.
    """

    def joined(beside: re.Match[str]) -> str:
        words = beside[0].split()
        if any(len(word) == 1 and (word in _AND_ALONE or is_asking(word)) for word in words):
            return beside[0]
        for first, end in ((0, 3), (0, 2), (1, 3)):
            whole = "".join(words[first:end])
            is_word = len(whole) >= MAX_CHANCE_CHARS and min(map(len, words[first:end])) == 1
            if is_word and end <= len(words) and known.stands(whole):
                typed_as.setdefault(whole, " ".join(words[first:end]))
                return " ".join((*words[:first], whole, *words[end:]))
        return beside[0]

    return _SYLLABLE_BESIDE.sub(joined, text)


def _with_counts_apart(text: str, known: Known) -> str:
    """The text with a space before digits where titles have either part alone: 인천2호선."""

    def apart(word: re.Match[str]) -> str:
        parts = known.stands(word[1]) and any(map(known.stands, stems_of(word[2])))
        return f"{word[1]} {word[2]}" if parts and not known.stands(word[0]) else word[0]

    return _WITH_COUNT.sub(apart, text)


def _joined_run(run: re.Match[str]) -> str:
    """Syllables that stand alone as one word, but for such as say little: 약 살 데."""
    syllables = run[0].split()
    apart = any(one in _PLACES for one in syllables) or all(
        _COURTESY.has(one) or is_asking(one) or is_light(one) for one in syllables
    )
    return run[0] if apart else "".join(syllables)


def _courtesy_end(text: str, start: int, end: int, known: Known | None, in_table: bool) -> int:
    """Where the courtesy, filler or noise ends that begins with a word; 0 where none does."""
    if not in_table and is_noise(text[start:end]):
        return end
    phrase_end = _COURTESY.end(text, start, end)
    if phrase_end <= end:
        begun = text[start : end - 1]
        if known is not None and len(begun) >= MIN_BEGUN and known.begins_word(begun):
            return 0  # 오케스트랴
        half, odd = divmod(end - start, 2)
        if not (phrase_end or odd) and text.startswith(text[start : start + half], start + half):
            phrase_end = _COURTESY.end(text, start, start + half) and end  # 맞다맞다
        return 0 if in_table else phrase_end
    phrase = hangul.bare(text[start:phrase_end])
    return 0 if known is not None and known.stands(phrase) else phrase_end


def _ends_phrase(last: Token, kind: Kind) -> bool:
    """Whether a new phrase begins after this word: it has a particle, or is of another kind."""
    if last.kind is not Kind.TOPIC or kind is not Kind.TOPIC or is_verbal(last.word.typed):
        return True
    is_whole = last.whole or last.word.typed in ORDINARY_WORDS
    return len(last.word.stems) > 1 and not is_whole


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
    """Whether a word only asks where it stands.

    "it" does in English, but not IT in Korean; a place does, but not in 책 빌리는 곳.
    """
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


def written(text: str) -> tuple[str, ...]:
    """The words of a normalised text: letters and digits, and 2.0 is one.

    >>> written("금천청년 2.0 추진(청년꿈터 건립)")
    ('금천청년', '2.0', '추진', '청년꿈터', '건립')
    """
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=4096)
def is_asking(token: str) -> bool:
    """Whether a word only asks, points or is polite.

    >>> is_asking("담당자가"), is_asking("알려주세요"), is_asking("owns"), is_asking("주차")
    (True, True, True, False)
    """
    if token.startswith(_NOT_ASKING):
        return False
    return token in ENGLISH or _ASKING.fullmatch(hangul.in_korean(token)) is not None


@lru_cache(maxsize=4096)
def is_light(token: str) -> bool:
    """Whether a word says nothing of which pledge is meant.

    >>> is_light("자료"), is_light("착공식"), is_light("주차")
    (True, True, False)
    """
    return _LIGHT.has(token) or any(of.fullmatch(token) for of in (_OF_STAGES, _OF_WORK))


def _is_compound(token: str) -> bool:
    """Whether a word is made of two that say nothing of which pledge is meant: 추진계획서."""
    return any(_LIGHT.has(token[:at]) and _LIGHT.has(token[at:]) for at in range(2, len(token) - 1))


@lru_cache(maxsize=4096)
def is_served(token: str) -> bool:
    """Whether a word says for whom something is, which says little beside what it is.

    >>> is_served("할머니가"), is_served("컴퓨터")
    (True, False)
    """
    stems = stems_of(token)
    of_people = (_PEOPLE.sub("", stem) for stem in stems)
    return any(_SERVED.has(stem) for stem in (*stems, *of_people) if stem)


@lru_cache(maxsize=4096)
def is_service(token: str) -> bool:
    """Whether a word is what an office does every day, and no project.

    >>> is_service("등록은"), is_service("건립")
    (True, False)
    """
    return any(map(_SERVICES.has, stems_of(token)))


def is_ordinary(token: str) -> bool:
    """Whether a word is one of any message, whatever a table has.

    >>> is_ordinary("알려주세요"), is_ordinary("빼고"), is_ordinary("점심"), is_ordinary("앻")
    (True, True, True, False)
    """
    return (
        is_asking(token)
        or token in _AND_ALONE
        or _OF_EXCLUDING.has(token)
        or _BESIDES.fullmatch(token) is not None
        or is_light(token)
        or is_filler(token)
        or is_noise(token)
        or _COURTESY.has(token)
        or token in ORDINARY_WORDS
        or token in everyday()
    )


@lru_cache(maxsize=4096)
def is_filler(token: str) -> bool:
    """Whether a word says no more than that there is one: 곳, 데.

    >>> is_filler("곳이"), is_filler("데"), is_filler("데이터")
    (True, True, False)
    """
    return _FILLER.fullmatch(token) is not None


@lru_cache(maxsize=4096)
def may_separate(dropped: str) -> bool:
    """Whether a dropped word may stand between two questions, and is no sound and no person.

    >>> may_separate("감사합니다"), may_separate("뭐더라"), may_separate("통장님께서")
    (True, False, False)
    """
    return len(dropped) > 1 and not (_HESITATION.has(dropped) or _HONOURED.search(dropped))


@lru_cache(maxsize=4096)
def is_verbal(token: str) -> bool:
    """Whether a word ends as verbs and clauses do, and hardly any name.

    >>> is_verbal("알아보라고"), is_verbal("하시는데"), is_verbal("만들다가"), is_verbal("보건지소")
    (True, True, True, False)
    """
    return token[-1:] in _LAST_OF_VERBAL and _VERBAL.search(token) is not None


def word(token: str) -> Word:
    """The word with its possible stems.

    >>> word("골목경제센터에서는").stems
    ('골목경제센터에서는', '골목경제센터')
    """
    return Word(typed=token, stems=stems_of(token), shown=token)


@lru_cache(maxsize=4096)
def stems_of(token: str) -> tuple[str, ...]:
    """The word and what is left of it without its endings, longest first."""
    if token.isascii():
        return tuple(dict.fromkeys((token, *_singular(token))))
    if len(token) > MAX_WORD_CHARS:
        return (token,)
    stems = [token]
    while stems[-1][-1:] in LAST_OF_ENDINGS:
        stem = ENDINGS.sub("", stems[-1])
        if stem == stems[-1] or stem.endswith("으"):
            break  # 방으로 is no 방으
        stems.append(stem)
    return tuple(stems)


def _singular(word: str) -> Iterator[str]:
    """What an English word may be the plural of."""
    if word.endswith("ies") and len(word) > 4:
        yield f"{word[:-3]}y"
    elif word.endswith(("ches", "shes", "sses", "xes")):
        yield word[:-2]
    elif word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
