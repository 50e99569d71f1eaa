"""A message taken apart: what is asked about, and the words that only do the asking."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from bot.korean import hangul
from bot.lookup.lexicon import everyday, is_noise, phrases
from bot.lookup.ordinary import ORDINARY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# A message may have 4096 characters; what it is about stands in the first words, and no name is
# longer than this.
MAX_WORDS = 40
MAX_WORD_CHARS = 60
MAX_RAW_CHARS = 2_000

# Ends of words that carry no meaning of their own here, tried again on what they leave.
_ENDINGS = re.compile(
    "(?<=..)(?:"
    "에서는|에게는|한테는|까지는|으로는|에서|에게|한테|까지|부터|으로|이랑|하고|이나|이라도|라도|처럼|보다"
    "|이라는|라는|이란|란|이었나요?|였나요?|이었지요?|였지요?|이었는데|였는데|이던가요?|던가요?|이라고|라고|께서|께|은|는|이|가|을|를|의|에|도|만|로|과|와|랑|나|야|요"
    "|이에요|예요|에요|인가요|인가|인지|입니까|입니다|이죠|죠|이지요|지요|이요|인데|인데요|인데여|이고|고|이고요|고요|이구요|구요|이며|며"
    "|(?<=과)장님?|(?<=관)님|(?<=관)실|(?<=과)님"
    "|해야|해서|하면|하여|했는데|하려고|하시는데|하시는|시는데|는데|드리려면|드리면|드려요|드립니다|할지|할까요|한데|한지"
    "|하는|하던|하기|하려면|한다|합니다|합니까|해요|했나요|하나요|되는|된|되나요|됩니까|돼요|중인|있는"
    "|관련된|관련한|관련|관한|대한|담당자|담당|소관|주관|공약들|공약|사업들|사업|업무|부서|문의|쪽|건"
    ")$"
)

# Words that only ask, point or are polite: nouns with their particles, verbs with their endings.
_NOUNS = (
    "주관부서|소관부서|담당부서|추진부서|누구|누가|누군|누|어디|어디서|어디다|어디에다|어디로|어딘|어데|오디|어느|무슨|무엇|뭐|뭔|뭘|뭣|머|몇|언제|어떤|얼마나|얼마|왜"
    "|담당자?|담당과|담당팀|담당업무|소관|주관|소속|책임자?|관할|부서명?|과명|과|팀|실과|공무원|직원|관련(?:해서|해|된|한)?|공약들?|공약명|공약사업|사업들?|사업명|번호|관리번호"
    "|거|이건|이것|그거|그건|그것|저거|여기|거기|저기|이|그|저|지금|현재|전부|전체|모두|모든|다|목록|리스트|현황|내용"
    "|일|중|중에|쪽|데|곳|수|등|둘|셋|넷|양쪽|우리|저희|구청|건|것|개|부분|관계"
)
_NOUN_ENDINGS = (
    "(?:들|님|분)?(?:에서|에게|한테|까지|부터|으로|로|에|께서?|하고|이?랑|와|과|만|처럼)?"
    "(?:은|는|이|가|을|를|의|도|만|요)?"
    "(?:이요|이여|이에요|이예요|예요|에요|여요|인가요|인가|인지요?|인데요?|입니까|입니다|이죠|죠|이지요?|지요?|이야|야|여|이여|임|인감|일까요?|까요?|이냐|냐|이니|니|나요?|가요"
    "|였죠|였지|였나요?|던가요?|더라고?요?|이라고|라고|이라는|라는|이고|고|거?예요|건가요|건지|던지|든지|드라|어디|어딘가요"
    "|누구|누구예요|누군지|있|있나요|있어요?|있죠|있지요?|있습니까|맞나요|맞죠"
    "|데요?|되나요|되죠|됩니까|됨|돼요?|하나요|하죠|합니까|해요?|하는|하는지|한|된|될까요)?"
)
_VERBS = (
    "하지|하죠|함|맡|알려|알고|알수|알|보여|찾아|찾고|검색|조회|가르쳐|갈쳐|말해|말씀|물어|물어보|문의|확인|싶|주세요|줘|줄래|주라|부탁|관한|대한|대해|어떻게|어케"
    "|이거|좀|혹시|있|없|하는|하고|하나|해|했|할|되|돼|됐|될|됩|맞|아닌|아니|인가|인지|건가|뭐가|개나|및|또는|그리고|근데|그럼|아시|아세|아는|궁금|금천구청|금천구"
    "|담당|(?:관리|진행|추진|운영|처리|책임지|수행)(?:하|합|해|되|됩|된|돼)"
)
_VERB_ENDINGS = (
    "서|임|인감|하지|하냐|좀요|시겠어요|시겠습니까|자|들|님|는|은|이|가|을|를|의|에|에서|에게|한테|께|로|으로|도|만|까지|부터|와|랑|이랑|요|여|야|이야|이에요|예요|에요"
    "|인가요|인가|인지|인데|입니까|입니다|이죠|죠|나요|나|니|냐|지|지요|니까|습니까|습니다|어요|아요|어|아|줘|줘요|줄래|줄래요|주세요"
    "|주실래요|주라|려줘|려주세요|보나요|보면|볼까요|보죠|볼|봐|봐요|나여|건가요|건지|려고|려면|싶어요|싶은데|해요|해|해줘|해주세요|합니까|합니다|바랍니다|바라요"
    "|하나요|하는|하고|하죠|하지|하면|할까요|했나요|하시는|하시나요|됩니까|되나요|되죠|돼요|된|됐나요|던가요|더라|더라고요|어디|어딘가요"
    "|고|던|누구|누구예요|는데|은데|은지|는지|을까요|을까|ㄹ까|ㄴ가|세요|셔요|드려요|드립니다|드리려면|드리면|하려면|해서|해야|시는데|합니다만|이나|개예요|개인가요|개나|개죠|분|곳|데|부서|어느|아는|아시는|계신|계세요|좀|거|과|팀"
)
_ASKING = re.compile(f"(?:{_NOUNS}){_NOUN_ENDINGS}|(?:{_VERBS})(?:{_VERB_ENDINGS})*")
# The ends of verbs that lead up to a question, or go on after it.
_VERBAL = re.compile(
    "(?<=.)(?:는데|은데|던데|인데|한데|라고|다고|냐고|자고|려고|아야|어야|해야|여야|하던|하면|으면|려면|다면|라면|아서|어서|해서"
    "|니까|지만|거나|든지|면서|다가|아니면|습니다|ㅂ니다|하셔서|시는|으신|하신|셨는데|더니|려는|자마자|는지|은지|을지|할지"
    "|주세요|줘요|주라|주실|줬으면|주면|주는|준다는|준다고|ㄴ다는|는다는|한다는|든다는|진다는|온다는|간다는|다는|아도|어도|해도|여도|와도"
    "|와요|워요|려요|져요|춰요|켜요|쳐요|까요|나요|하게|되게|있는|없는|하는|되는|라고요|대서|다던데|다는데|려는데|려구|려고요"
    "|었는데|았는데|했는데|어요|아요|해요|에요|예요|게요|래요|대요|네요|군요|거든요|잖아요)$"
)
_COURTESY = phrases("courtesy.tsv", "fillers.tsv", "slang.tsv")
_LIGHT = phrases("light.tsv")
_CHATTER = phrases("chatter.tsv")
_FILLER = re.compile("(?:곳|데)(?:이|은|는|을|도|에)?")
# These point at an owner or at the table: with one of them, a message is a question.
_ASKS = re.compile(
    "누구|누가|어디|어느|담당|소관|주관|부서|공약|알려|찾아|보여|검색|조회|맡|문의|궁금|여쭤|owns|owner|team|who|where|which"
)

_ENGLISH = frozenset(
    "who owns own owner whose is are was the a an of for in at to which what where team department "
    "dept does do runs run responsible handles manages charge please show find list me tell about "
    "pledge pledges plan and or hi hello thanks thank you this that these there when why how can "
    "could would should will good my our your be been have has had not no yes ok time "
    "test data free".split()
)

_EXCEPT = frozenset(
    "말고 말고는 말고요 말구 말구요 빼고 빼고는 빼고요 빼구 빼면 뺀 빼줘 빼줘요 빼주세요 빼주시고 "
    "제외 제외하고 제외하면 제외한 제외하고는 제외해서 제외해줘 제외해주세요 제외시켜 "
    "아니고 아니구 아니라 아닌 외에 이외에 except excluding without not".split()
)
_AND_ALONE = frozenset(
    "그리고 그리구 및 와 또 또는 또한 혹은 하고 이랑 랑 아니면 추가로 더불어 "
    "and or plus also".split()
)
_BEFORE_NOUN = re.compile("(?<=[가-힣])(?:는|던|게|한|된|온)$")
_BREAK = re.compile(r"[\n?!;,/&+|:…]|\.(?=[\s.]|$)|[-=~>]{2,}|\s[-·•*>]\s|\d\)")
_QUESTION = re.compile(r"[^\w\n]*\?")
_RAW_WORD = re.compile(r"[0-9]+\.[0-9]+|[^\W_]+")
_WORD = re.compile(r"[0-9]+\.[0-9]+|[0-9a-zㄱ-ㅣ가-힣]+")
_SPACED_OUT = re.compile("(?<![0-9a-zㄱ-ㅣ가-힣])[가-힣](?: [가-힣]){2,}(?![0-9a-zㄱ-ㅣ가-힣])")
# 교통행정 과, but not 어느 과 and 운영하는 과.
_SPLIT_OFF_ENDING = re.compile(
    "(?<!어느)(?<!무슨)(?<!어떤)([가-힣](?<![는은을한된할던맡])) 과(?![가-힣])"
)
_GLUED_LAUGHTER = re.compile("([가-힣])([ㅋㅎ]{2,}|[ㅠㅜ]+)(?![ㄱ-ㅣ])")
_COUNTED = re.compile("[0-9]+(?:번|호)?")
ASKING_INITIALS = frozenset(("ㅇㄷ", "ㄷㄷ", "ㄴㄱ", "ㅅㄱㅇ"))  # 어디, 담당, 누구, 수고요


class Kind(Enum):
    """What a word of a message does there."""

    TOPIC = "topic"
    ASKING = "asking"
    DROPPED = "dropped"  # courtesy, hesitation, laughter
    EXCEPT = "except"  # 말고
    AND = "and"  # 그리고


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word where it stands in a message, and whether a sign or a line break comes before it.

    A `whole` word stands in the table as it is, or begins a word there; `chatter` is no business of
    a table. A word that `may_be_verb` may as well be a noun with a slip.
    """

    word: Word
    kind: Kind
    start: int
    end: int
    breaks: bool = False
    whole: bool = False
    chatter: bool = False
    asks: bool = False
    may_be_verb: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words a message is about, in order; whether it asks; whether it is office chatter.

    `stop_words` are its other words: they do the asking, but some stand in titles as well (사업).
    `tells` is whether one of its words may say which pledge is meant.
    """

    words: tuple[Word, ...]
    stop_words: tuple[Word, ...]
    asks: bool
    chatter: bool
    tells: bool = True

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

    def stands(self, text: str) -> bool:
        """Whether one of its titles has this, spaces and signs aside."""
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
        chatter=any(token.chatter for token in tokens),
        tells=any(
            token.word.known or not token.word.light or token.may_be_verb for token in topics
        ),
    )


def tokens(
    text: str, typed_as: Mapping[str, str] | None = None, known: Known | None = None
) -> list[Token]:
    """The words of a normalised message, each with what it does.

    `typed_as` has words as they were typed, where these were other letters.
    """
    typed_as = typed_as or {}
    text = _SPACED_OUT.sub(_joined_run, text)
    text = _GLUED_LAUGHTER.sub(r"\1 \2", text)
    text = _SPLIT_OFF_ENDING.sub(r"\1과", text)
    found = [*islice(_WORD.finditer(text), MAX_WORDS)]
    has_words = not all(hangul.is_jamo(char) for match in found for char in match[0])
    drops = has_words or all(is_noise(match[0]) for match in found)
    asking_end = _before_initials_that_ask([match[0] for match in found])
    made: list[Token] = []
    phrase = dropped_to = last_end = 0
    for at, match in enumerate(found):
        start, end = match.span()
        typed = match[0][:MAX_WORD_CHARS]
        stems = stems_of(typed)
        breaks = last_end > 0 and _BREAK.search(text, last_end, start) is not None
        last_end = end
        kind, light, chatter, may_be_verb = Kind.TOPIC, False, False, False
        stands = known is not None and any(map(known.has_word, stems))
        in_table = stands and len(stems[-1]) > 1
        if start < dropped_to:
            kind = Kind.DROPPED
        elif at >= asking_end:
            kind = Kind.ASKING
        elif typed in _AND_ALONE and at:
            kind = Kind.AND
        elif drops and (dropped_end := _courtesy_end(text, start, end, known, in_table)):
            kind, dropped_to = Kind.DROPPED, dropped_end
        elif not in_table and typed in _EXCEPT:
            kind = Kind.EXCEPT
        begins = known is not None and any(map(known.begins_word, stems))
        if kind is Kind.TOPIC:
            chatter = not begins and any(
                [_CHATTER.end(text, start, end), *map(_CHATTER.has, stems)]
            )
            if _only_asks(typed, made):
                kind, chatter = Kind.ASKING, False
            light = (
                chatter
                or _COUNTED.fullmatch(typed) is not None
                or any(map(is_light, stems))
                or (not begins and is_verbal(typed))
            )
            may_be_verb = not light and not begins and _may_be_verb(typed, stems, known)
        phrase += breaks or (bool(made) and _ends_phrase(made[-1], kind))
        made.append(
            Token(
                word=Word(
                    typed=typed,
                    stems=stems,
                    shown=typed_as.get(typed, typed),
                    light=light or may_be_verb,
                    known=stands or begins,
                    phrase=phrase,
                ),
                kind=kind,
                start=start,
                end=end,
                breaks=breaks,
                whole=known is not None and (known.has_word(typed) or known.begins_word(typed)),
                chatter=chatter,
                may_be_verb=may_be_verb,
                asks=_asks(typed) or at >= asking_end or _QUESTION.match(text, end) is not None,
            )
        )
    return made


def _joined_run(run: re.Match[str]) -> str:
    """Syllables that stand alone as one word, unless they only win time: 그 그 그."""
    syllables = run[0].split()
    return run[0] if all(map(_COURTESY.has, syllables)) else "".join(syllables)


def _courtesy_end(text: str, start: int, end: int, known: Known | None, in_table: bool) -> int:
    """Where the courtesy, filler or noise ends that begins with a word; 0 where none does."""
    if not in_table and is_noise(text[start:end]):
        return end
    phrase_end = _COURTESY.end(text, start, end)
    if phrase_end <= end:
        return 0 if in_table else phrase_end
    phrase = hangul.bare(text[start:phrase_end])
    return 0 if known is not None and known.stands(phrase) else phrase_end


def _may_be_verb(typed: str, stems: Sequence[str], known: Known | None) -> bool:
    """Whether a word ends as verbs do before what they say something of, and is no noun: 짓는."""
    if not _BEFORE_NOUN.search(typed) or typed in ORDINARY_WORDS:
        return False
    if any(noun in ORDINARY_WORDS or noun in everyday() for noun in stems[1:]):
        return False
    return known is None or not any(map(known.begins_word, stems))


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
    typed = _RAW_WORD.findall(unicodedata.normalize("NFC", raw[:MAX_RAW_CHARS]))
    pairs = ((hangul.normalized(one), one) for one in typed[:MAX_WORDS])
    return {word: one for word, one in pairs if word != one}


def _only_asks(typed: str, before: Sequence[Token]) -> bool:
    """Whether a word only asks where it stands.

    "it" does in English, but not IT in Korean; a place does, but not in 책 빌리는 곳.
    """
    if typed == "it":
        return any(token.word.typed in _ENGLISH for token in before)
    if before and is_filler(typed):
        return before[-1].kind is Kind.ASKING
    return is_asking(typed)


def _before_initials_that_ask(words: Sequence[str]) -> int:
    """How many words come before those at the end that are short for where: 경전철 ㄷㄷ ㅇㄷ."""
    end = len(words)
    while end > 1 and words[end - 1] in ASKING_INITIALS:
        end -= 1
    return end


@lru_cache(maxsize=4096)
def _asks(token: str) -> bool:
    return _ASKS.search(hangul.in_korean(token)) is not None


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
    return token in _ENGLISH or _ASKING.fullmatch(hangul.in_korean(token)) is not None


def is_light(token: str) -> bool:
    """Whether a word says nothing of which pledge is meant.

    >>> is_light("자료"), is_light("주차")
    (True, False)
    """
    return _LIGHT.has(token)


def is_filler(token: str) -> bool:
    """Whether a word says no more than that there is one: 곳, 데.

    >>> is_filler("곳이"), is_filler("데"), is_filler("데이터")
    (True, True, False)
    """
    return _FILLER.fullmatch(token) is not None


@lru_cache(maxsize=4096)
def is_verbal(token: str) -> bool:
    """Whether a word ends as verbs and clauses do, and hardly any name.

    >>> is_verbal("알아보라고"), is_verbal("하시는데"), is_verbal("만들다가"), is_verbal("보건지소")
    (True, True, True, False)
    """
    return _VERBAL.search(token) is not None


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
    stems = [token]
    while (stem := _ENDINGS.sub("", stems[-1])) != stems[-1]:
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
