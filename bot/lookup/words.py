"""What a word says by itself: its stems, and the lists of data that it stands in."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.korean import hangul
from bot.korean.numerals import NATIVE_NUMERAL
from bot.lookup.inflection import MIN_CHARS, Verbs, is_inflected, noun_of
from bot.lookup.lexicon import (
    ORDINARY_WORDS,
    Phrases,
    any_of,
    civic_words,
    everyday,
    excluding,
    groups,
    is_noise,
    phrases,
)

MAX_WORD_CHARS = 60

_PARTS = groups("asking.tsv")
_STAGES = [word for of in ("stages", "works") for word in groups("light.tsv")[of]]
# Ends of words that carry no meaning of their own here, tried again on what they leave; some are
# titles of the people of a department.
ENDINGS = re.compile(
    f"(?<=..)(?:{any_of(_PARTS['stem-ending'])}|(?<=과)장님?|(?<=[과관팀])[거꺼]요?|(?<=관)님|(?<=..[과관팀소])인|(?<=관)실|(?<=과)님"
    "|(?<=...[과관])(?:이?지|이?죠|임|이?야|인가|인데|이며|이고|이?라?면|이?니까|이?라서)"
    f"|{'|'.join(f'(?<={stage})인' for stage in _STAGES)})$"
)
# With one of these they end: to look for all of them takes 10 µs, and most words end otherwise.
LAST_OF_ENDINGS = frozenset(one[-1] for one in _PARTS["stem-ending"]) | frozenset(
    "장님거꺼요인실지죠임야가데며고면까서"
)
_CONTRACTED = re.compile("(?<=..)관데(?=요?$)")  # 교통행정관데요
_NOUN_ENDINGS = "".join(
    f"{any_of(_PARTS[part])}?" for part in ("plural", "case", "topic", "copula")
)
_ASKING = re.compile(  # 몇층짜리: whatever is counted
    f"몇.*|{any_of(_PARTS['noun'])}{_NOUN_ENDINGS}|{any_of(_PARTS['verb'])}{any_of(_PARTS['verb-ending'])}*"
)
_NOT_ASKING = _PARTS["exception"]
# 이 and 일 begin too many other words: 일대, 이자.
_POINTERS = tuple(one for one in _PARTS["noun"] if len(one) > 1 or one == "뭐")
_POINTING = re.compile(
    any_of(_POINTERS) + "".join(f"{any_of(_PARTS[part])}?" for part in ("plural", "case", "topic"))
)
# 누군지 has a piece of the verb in its last syllable.
_POINTERS_TYPED = tuple(map(hangul.keystrokes, _POINTERS))
_COPULA, _ASKING_VERBS, _RUNS = Verbs(["이"]), Verbs(_PARTS["stem"]), Verbs(_PARTS["runs"])
COURTESY = phrases("courtesy.tsv", "fillers.tsv", "slang.tsv")
_HESITATION = Phrases(groups("fillers.tsv")["hesitation"])
_LIGHT = phrases("light.tsv")
# Light words that choose pledges all the same where these are chosen from: 교실, 쉼터, 정비; of
# those that go with any pledge what titles have.
_THINGS, _DEEDS = (
    civic_words().intersection(word for of in light for word in groups("light.tsv")[of])
    for light in (("works", "deeds", "receive", "place", "qualities"), ("stages", "work"))
)
# What belongs to a project, whatever it is: 착공식, 설립안, 건립비. And what staff write, hold and
# put up about any, whatever stands before it: 보도자료, 위촉식.
_OF_ANY_PROJECT = re.compile(
    f"{any_of(_STAGES)}(?:식|안|비|일|률|율|건|금|단|사|자|함|계획|계획안|현장|업무)"
    f"|[가-힣]{{0,4}}{any_of(_PARTS['work'])}"
)
_PAPERS = frozenset(_PARTS["papers"])
_PAPER = re.compile(f"(.{{2,}}){any_of(_PARTS['paper'])}")
_SERVED = phrases("served.tsv")
_PEOPLE = re.compile("(?<=.)(?:분들|님들|들|분|님)$")  # 여자분, 예술가들
_NEED = Phrases(
    word
    for part in ("need", "trouble", "receive", "do", "speech", "senses")
    for word in groups("light.tsv")[part]
)
SERVICES = phrases("services.tsv")
CHATTER = phrases("chatter.tsv")
_FILLER = re.compile("(?:곳|데)(?:에서|이?라도|이?랑|이|가|은|는|을|를|도|만|에|로|의|요|좀|들)*")
# These point at an owner or at the table: with one of them, a message is a question.
_ASKS, _INTERROGATIVE = re.compile(any_of(_PARTS["asks"])), re.compile(any_of(_PARTS["which"]))
# What only pledges have: with one of these, an everyday errand is none.
_OF_PLEDGES = re.compile(f"(?!{any_of(_PARTS['not-of-pledges'])}){any_of(_PARTS['of-pledges'])}")
# 하니, but not 하더니, 하니까 and 하다가, which lead on.
_WONDERS = re.compile("(?<=.)(?:나|냐|(?<![더으])니|(?<!니)까|(?<!다)가|[는은인]지)[요용여염]?$")
ENGLISH, _NO_NOUN = frozenset(_PARTS["english"]), frozenset(_PARTS["no-noun"])
EXCLUDING = Phrases(phrase for of in excluding().values() for phrase in of)
_OF_EXCLUDING = Phrases(word for of in excluding().values() for p in of for word in p.split())
_BESIDES = re.compile("(?:말고|빼고|이?외에)도요?")  # what is asked too: 그거 말고도
_IS = "(?:인[데디][요여용유]?|입니[다더]만?|임다|이?[에예][요여용]|이?라서?|이고[요여]?|이?라고)$"
_INTRODUCES = re.compile(any_of(_PARTS["introducing"]) + _IS)
_MAY_BE_NAME = re.compile(f"[{_PARTS['surname'][0]}][가-힣]{{2}}{_IS}")
# Who is asking, and of which office.
_INQUIRES = re.compile(
    "[가-힣]+(?:[과국실팀동청]|담당관|보건소|센터|의회)에서"
    "|(?:주민|구민|시민|민원인|어르신|학부모|손님|직원|동료|이웃)(?:분|님)?(?:들|들이|이|가|께서)?"
)
_HONOURED = re.compile("[가-힣]{2}님(?:이|께서는?|께|께선|한테)$")  # 통장님께서: who asks or says
AND_ALONE = frozenset(_PARTS["joining"])
_JOINING = re.compile(f"{any_of(AND_ALONE)}{{1,2}}|{_BESIDES.pattern}")  # 그리고또
# Two characters that nobody types stand for numbers that were read; the second says that it is a
# range.
_FIRST_MARK, _LAST_MARK = "\ue000", "\uf8ff"
MARK = re.compile(f"[{_FIRST_MARK}-{_LAST_MARK}]{{2}}")
MARK_CHARS = 2
LETTERS = f"0-9a-zㄱ-ㅣ가-힣{_FIRST_MARK}-{_LAST_MARK}"  # of words
WORD = re.compile(rf"[0-9]+\.[0-9]+|[{LETTERS}]+")
# Of what is asked for, in one word: 3개만, 두가지, 다섯곳
_HOW_MANY = re.compile(
    rf"(?:\d{{1,2}}|{NATIVE_NUMERAL})(?:개|건|가지|곳|군데)(?:만|씩|정도|쯤|다|도|요)*"
)
_AT_PLACE = re.compile("[가-힣](?:에|에서|에다|에는|에도|으로)")  # 집에: too short for a stem
_COUNTED = re.compile("[0-9]+(?:번|호)?(?:은|는|이|가|을|를|도|만|요)?")


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


class Traits(NamedTuple):
    """How a word does its work in any message.

    It is `light` in any table, `light_in_part` where none has it whole, `light_as_verb` where no
    word of one begins so; where someone is said to be from, it `may_be_name`. `may_chatter`,
    `may_exclude` and `may_drop` say that such a phrase may begin with it.
    """

    stems: tuple[str, ...]
    joins: bool
    asks: bool
    may_chatter: bool
    may_exclude: bool
    may_drop: bool
    needs: bool
    light: bool
    light_in_part: bool
    light_as_verb: bool
    introduces: bool
    may_be_name: bool
    is_honoured: bool
    may_inquire: bool


@lru_cache(maxsize=4096)
def traits_of(typed: str) -> Traits:
    """What can be said of a word wherever it stands."""
    stems = stems_of(typed)
    is_civic = not civic_words().isdisjoint(stems)
    return Traits(
        stems=stems,
        joins=_JOINING.fullmatch(typed) is not None,
        asks=_ASKS.search(hangul.in_korean(typed)) is not None or wonders(typed),
        may_chatter=CHATTER.begins(typed) or any(map(CHATTER.has, stems)),
        may_exclude=EXCLUDING.begins(typed),
        may_drop=is_noise(typed) or COURTESY.begins(typed) or COURTESY.has(half_of(typed)),
        needs=any(map(_NEED.has, stems)),
        light=is_light(typed) or _COUNTED.fullmatch(typed) is not None,
        light_in_part=any(map(is_light, stems[1:])) or (not is_civic and _is_compound(typed)),
        light_as_verb=is_verbal(typed) and civic_words().isdisjoint(stems[1:]),
        introduces=_INTRODUCES.search(typed) is not None,
        may_be_name=_MAY_BE_NAME.fullmatch(typed) is not None and not is_ordinary(stems[-1]),
        is_honoured=_HONOURED.search(typed) is not None,
        may_inquire=_INQUIRES.fullmatch(typed) is not None,
    )


def half_of(typed: str) -> str:
    """The word of which this one is the double, 맞다 of 맞다맞다; else the word itself."""
    half = typed[: len(typed) // 2]
    return half if half + half == typed else typed


def mark(place: int, *, is_range: bool = False) -> str:
    """What stands in a text for the numbers that were read at this place."""
    first = chr(ord(_FIRST_MARK) + place)
    return first + (_LAST_MARK if is_range else first)


def is_number(typed: str) -> bool:
    """Whether a word is the mark of numbers, perhaps with a particle."""
    return typed[:1] >= _FIRST_MARK and MARK.match(typed) is not None


def is_range(typed: str) -> bool:
    """Whether a word is the mark of a range of numbers."""
    return is_number(typed) and typed[1] == _LAST_MARK


def place_of(mark: str) -> int:
    """The place of the numbers that a mark stands for."""
    return ord(mark[0]) - ord(_FIRST_MARK)


def written(text: str) -> tuple[str, ...]:
    """The words of a normalised text: letters and digits, and 2.0 is one.

    >>> written("금천청년 2.0 추진(청년꿈터 건립)")
    ('금천청년', '2.0', '추진', '청년꿈터', '건립')
    """
    return tuple(WORD.findall(text))


@lru_cache(maxsize=4096)
def is_asking(token: str) -> bool:
    """Whether a word only asks, points or is polite.

    >>> is_asking("담당자가"), is_asking("알려주세요"), is_asking("owns"), is_asking("주차")
    (True, True, True, False)
    """
    if token.startswith(_NOT_ASKING):
        return False
    if token in ENGLISH or _ASKING.fullmatch(hangul.in_korean(token)) is not None:
        return True
    if not hangul.is_syllables(token) or len(token) < MIN_CHARS:
        return False
    asks = _ASKING_VERBS.has(token, weakly=False) or _RUNS.has(token)
    return asks or _points(token) or _is_joined(token)


def asks_which(token: str) -> bool:
    """Whether a word asks who, what or where, or to be told.

    >>> asks_which("어디예요"), asks_which("궁금해요"), asks_which("담당")
    (True, True, False)
    """
    return _INTERROGATIVE.search(token) is not None


def is_of_pledges(token: str) -> bool:
    """Whether a word asks for what only pledges have.

    >>> is_of_pledges("담당부서"), is_of_pledges("사업비"), is_of_pledges("사업자")
    (True, True, False)
    """
    return _OF_PLEDGES.search(token) is not None


def wonders(token: str) -> bool:
    """Whether a word is a verb that asks whether.

    >>> wonders("끝났나요"), wonders("끝났대요"), wonders("끝났다가")
    (True, False, False)
    """
    return _WONDERS.search(token) is not None and is_verbal(token)


def _is_joined(token: str) -> bool:
    """Whether a word points and asks: 누가함, 어디담당인지, 부서좀."""
    return token.startswith(_POINTERS) and any(
        _POINTING.fullmatch(token[:at]) and is_asking(token[at:]) for at in range(1, len(token))
    )


def _points(token: str) -> bool:
    """Whether a word says who or where it is: 누군지, 어디셈."""
    strokes = hangul.keystrokes(token)
    if not strokes.startswith(_POINTERS_TYPED):
        return False
    rests = (strokes[len(one) :] for one in _POINTERS_TYPED if strokes.startswith(one))
    return any(_COPULA.has(before + rest, weakly=False) for rest in rests for before in ("", "dl"))


@lru_cache(maxsize=4096)
def is_light(token: str) -> bool:
    """Whether a word says nothing of which pledge is meant.

    >>> is_light("자료"), is_light("착공식"), is_light("주차")
    (True, True, False)
    """
    return (
        _LIGHT.has(token)
        or _OF_ANY_PROJECT.fullmatch(token) is not None
        or is_how_many(token)
        or is_paper(token)
        or (_AT_PLACE.fullmatch(token) is not None and _LIGHT.has(token[0]))
    )


def is_how_many(token: str) -> bool:
    """Whether a word says how many are wanted.

    >>> is_how_many("3개만"), is_how_many("두가지"), is_how_many("4대")
    (True, True, False)
    """
    return _HOW_MANY.fullmatch(token) is not None


@lru_cache(maxsize=4096)
def is_paper(token: str) -> bool:
    """Whether a word is something that is written or drawn about a project.

    >>> is_paper("공정표"), is_paper("노선도"), is_paper("자료"), is_paper("속도")
    (True, True, False, False)
    """
    of = _PAPER.fullmatch(token)
    return token in _PAPERS or (of is not None and _LIGHT.has(of[1]))


def chooses(word: Word) -> bool:
    """Whether a word says which pledges are meant, if only that there are none with it.

    >>> chooses(word("교실은")._replace(light=True)), chooses(word("현황")._replace(light=True))
    (True, False)
    """
    return not word.light or any(
        len(stem) > 1
        and (stem in _THINGS or (word.known and stem in _DEEDS and not is_of_pledges(stem)))
        for stem in word.stems
    )


def _is_compound(token: str) -> bool:
    """Whether a word is made of two that say nothing of which pledge is meant: 추진계획서."""
    return any(_LIGHT.has(token[:at]) and _LIGHT.has(token[at:]) for at in range(2, len(token) - 1))


@lru_cache(maxsize=4096)
def is_served(token: str) -> bool:
    """Whether a word says for whom something is, which says little beside what it is.

    >>> is_served("할머니가"), is_served("컴퓨터")
    (True, False)
    """
    return any(map(_SERVED.has, stems_of(token)))


def is_no_noun(token: str) -> bool:
    """Whether a word is no noun, and only points at one or goes with one: 다른, 두번째, 아직."""
    return token in _NO_NOUN or token.endswith("번째")


def is_ordinary(token: str) -> bool:
    """Whether a word is one of any message, whatever a table has.

    >>> is_ordinary("알려주세요"), is_ordinary("빼고"), is_ordinary("점심"), is_ordinary("앻")
    (True, True, True, False)
    """
    return (
        is_asking(token)
        or token in AND_ALONE
        or _OF_EXCLUDING.has(token)
        or _BESIDES.fullmatch(token) is not None
        or is_light(token)
        or is_filler(token)
        or is_noise(token)
        or COURTESY.has(token)
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
    return token not in ORDINARY_WORDS and is_inflected(token)


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
    if (full := _CONTRACTED.sub("과인데", token)) != token:
        stems.append(full)
    while stem := noun_of(stems[-1]) or _without_ending(stems[-1]):
        stems.append(stem)
    one = _PEOPLE.sub("", stems[-1])
    if one != stems[-1] and _SERVED.has(one) and not _LIGHT.has(one):
        stems.append(one)  # 어르신들 is 어르신 in titles, and no 어르신일자리 with a slip
    return tuple(stems)


def _without_ending(word: str) -> str:
    """What is left of a word without its last ending; "" where it has none."""
    if word[-1:] not in LAST_OF_ENDINGS:
        return ""
    stem = ENDINGS.sub("", word)
    if stem == word or stem.endswith("으"):
        return ""  # 방으로 is no 방으
    longer = word[: len(stem) + 1]  # 고양이랑 is no 고양
    is_noun = longer[-1] == "이" and (longer in everyday() or longer in ORDINARY_WORDS)
    return longer if is_noun and longer != word else stem


def _singular(word: str) -> Iterator[str]:
    """What an English word may be the plural of."""
    if word.endswith("ies") and len(word) > 4:
        yield f"{word[:-3]}y"
    elif word.endswith(("ches", "shes", "sses", "xes")):
        yield word[:-2]
    elif word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
