"""What is asked of a table's further columns: a pledge's telephone number, until when it is."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from bot.korean import hangul
from bot.lookup import lexicon
from bot.lookup.columns import COST, PERIOD, in_brackets, short, spoken, timed
from bot.lookup.comparing import OF, PARTICLE
from bot.lookup.conditions import STATUSES
from bot.lookup.lexicon import any_of
from bot.lookup.tokens import EXCEPT, exception_end
from bot.lookup.words import (
    AND_ALONE,
    WORD,
    asks_which,
    is_asking,
    is_light,
    is_of_pledges,
    is_verbal,
    stems_of,
    wonders,
)

SOURCE = "출처"  # of the table: the file it was read from

# Words that ask for a column, by its heading, of those too that tables seldom have.
ASKED = lexicon.groups("details.tsv")
# Words that mean something by themselves before others: 비용 지원, but not 비용 내역.
EVERYDAY, _GOES_WITH = ASKED.pop("낱말"), ASKED.pop("잇는 말")
# What offices write of at length is searched as columns of their own are.
_LONG_TEXTS = ASKED.pop("글")
_OFFICIALS = ASKED.pop("직함")
KNOWN = frozenset(ASKED).difference(_LONG_TEXTS)
_STAGES = any_of(w for of in ("stages", "works") for w in lexicon.groups("light.tsv")[of])
_STATES = any_of(chain.from_iterable(STATUSES.values()))
_WHY_ALONE = r"(?:^|(?<=[\d번호] ))왜[?!. ]*$"  # behind a card, or a number
_NOT_DONE = rf"(?:안|못) (?:{_STAGES}|끝|진행|추진|이행)"
_HELD_UP = rf"(?:{_STATES}|늦|멈|{_NOT_DONE})[가-힣]*(?: [되돼됐하했있][가-힣]*)?"
# Phrases that ask for a column and say nothing else: 언제쯤 개통돼요, 준공 예정일, 얼마나 들어.
_PHRASES = {
    PERIOD.key: r"언제(?! (?:기준|자료))(?:쯤|까지|부터|면)?[가-힣]*"
    rf"(?:\s(?:{_STAGES}|{OF['happens']})[가-힣]*)?"
    # Not 개발 일: that may be a number which is said.
    rf"|{_STAGES}(?:(?:\s?예정)?일|\s{OF['day']})[이은는가]?(?![가-힣])",
    "사유": rf"{_WHY_ALONE}|왜(?: (?:아직|이렇게|계속))? ?{_HELD_UP}",
    "담당자": rf"(?:담당 ?)?(?:(?:{any_of(_OFFICIALS)})(?:님|분)?[은는이의]? ?(?:이름|성함|누구)"
    r"|(?<=담당) ?(?:이름|성함))[가-힣]*",
    COST.key: rf"(?:20\d\d년도?에?\s)?(?:(?:돈이?|총)\s)?얼마[나를]?\s?{OF['costs']}[가-힣]*",
}
# What ends 완료됐, 착공했 goes with the word, and says nothing by itself.
_COLUMN_TAIL = (
    rf"(?:(?:{PARTICLE}|{OF['verb-ending']}(?:요|여)?)(?![가-힣])"
    rf"|(?={PARTICLE}(?:요(?![가-힣])|{OF['goes-on']}))[가-힣]*)"
)
_OF_DATE = re.compile(r"(?:일|일자|날짜|시기|기한|출처)[은는이가]? $")  # 최종 보고일이 언제야
# 착공일, 언제 시작: not when something ends.
BEGINS = re.compile("착수|착공|시작|개시")
_LAST_OF_NAME = re.compile("(?:시기|구분|일자|날짜|현황|내용)$")
MAX_NAME_EXTRA_CHARS = 4  # 주요 before 추진실적, 사업 before 위치
_SUBJECT = ("이", "가", "께서")
_GIVE = re.compile("(?:다|좀|[려아어여해]) $")
_WANTED = re.compile("어떻|얼[마만]|언젠|누군|성함|있|필요|알고")  # or asks_which
MAX_TOLD = 8  # words behind what something is told of
_GLUED_EXCEPTION = re.compile("(?<=[가-힣])(?=(?:말고|빼고)요?(?![가-힣]))")  # 예산말고
_JOINS = re.compile("(?:이?랑|하고)$|(?<=..[가-힣])[와과]$")
_QUARTER = re.compile(r"[1-4](?=/4|분기)")
_WHEN = re.compile(r"(?P<when>(?P<at>[1-4])(?:/4)? ?분기)[에의]? $")
_JOINED = re.compile("및|[·,/]")
_NOT_OF_THING = re.compile("[0-9]|^(?:공약|사업|과제)")  # 2번 빼고, 공원 공약 빼고
_NEXT = re.compile(r" ([0-9a-z가-힣]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The further columns that a text asks for, and what it says besides.

    In the text, the words for the columns end at `ends`.
    """

    columns: tuple[str, ...] = ()
    rest: str
    ends: tuple[int, ...] = ()


def asked(
    text: str,
    headings: Iterable[str],
    *,
    keeps: Callable[[str], bool] = lambda _: False,
    goes_on: Callable[[str], bool] = lambda _: False,
    names: Callable[[str, int], bool] = lambda *_: False,
) -> Asked:
    """The columns that a normalised text asks for.

    `headings` are those of the table beside KNOWN. A word that `keeps` is so stays in the rest; an
    everyday one asks for nothing where it `goes_on` with the word behind it, nor what `names` a
    department where it stands: 예산과.

    >>> asked("지역개발-05 전화번호", ()).columns
    ('연락처',)
    """
    columns: list[str] = []
    ends: list[int] = []
    times: list[str] = []
    asking, key_of = _asking(tuple(headings))

    def take_column(said: re.Match[str]) -> str:
        word = said["word"]
        is_other = word in EVERYDAY and not _JOINS.search(said[0]) and goes_on(_behind(said))
        if is_other or _tells(said) or names(said[0], said.start()):
            return said[0]
        known = word or said["time"]
        ends.append(said.end())
        if not known and columns and _OF_DATE.search(said.string, 0, said.start()):
            return " "
        column = key_of[known.replace(" ", "") if known else _phrase_word(said)]
        if word and (when := _other_time(said, column, headings)):
            times.append(when)
            column = f"{when} {word}"
        columns.append(column)
        kept = word if said["and"] else said[0]
        return kept if word and keeps(kept) else " "

    text = asking.sub(take_column, text)
    if not columns:
        return Asked(rest=text)
    for when in times:
        text = text.replace(when, " ")
    return Asked(
        columns=tuple(dict.fromkeys(columns)),
        rest="\n".join(" ".join(line.split()) for line in text.split("\n")),
        ends=tuple(ends),
    )


def apart(text: str, ends: Iterable[int]) -> list[str]:
    """The text cut where it may go on to another thing behind a word for a column.

    >>> apart("금빛학교 예산은 얼마고 키움센터는 추진율", (8,))
    ['금빛학교 예산은 얼마고', '키움센터는 추진율']
    """
    pieces, start = list[str](), 0
    for end in ends:
        at, is_seam = end, bool(_JOINS.search(text, start, end)) or text[end - 1] in "고며"
        for word in WORD.finditer(text, end):
            is_seam |= text[at : word.start()].strip(" ") != ""
            if not (is_asking(word[0]) or word[0] in AND_ALONE):
                if is_seam:
                    pieces.append(_JOINS.sub("", text[start:at].strip()))
                    start = word.start()
                break
            is_seam, at = True, word.end()
    return [*pieces, text[start:]]


def without_taken_back(text: str, headings: Iterable[str], stands: Callable[[str], bool]) -> str:
    """The text without what is not wanted of a thing, where something else is: 예산 말고 부서.

    What `stands` in titles is left out itself: 교통행정과 신안산선 말고 뭐 있어.
    """
    spaced = _GLUED_EXCEPTION.sub(" ", text)
    if not any(map(EXCEPT.begins, WORD.findall(spaced))):
        return text
    asking, _ = _asking(tuple(headings))
    plain = (one for one in WORD.finditer(spaced) if not _NOT_OF_THING.search(one[0]))
    words = (one for one in plain if not any(map(stands, stems_of(one[0]))))
    for said in chain(asking.finditer(spaced), words):
        if not (end := exception_end(spaced, said.end())):
            continue
        behind = asking.sub(" ", spaced[end:])
        others = WORD.findall(behind)
        asks = behind != spaced[end:] or any(is_of_pledges(w) or asks_which(w) for w in others)
        has_thing = not all(map(_says_little, WORD.findall(spaced[: said.start()])))
        if asks and has_thing and all(map(_says_little, others)):
            return spaced[: said.start()] + spaced[end:]
    return text


def _says_little(word: str) -> bool:
    """Whether a word only asks, or says nothing of which pledge is meant."""
    return is_asking(word) or is_light(word)


def _other_time(said: re.Match[str], column: str, headings: Iterable[str]) -> str:
    """The quarter before a column's word that no column like it is of: 4분기 of 4분기 실적."""
    when = _WHEN.search(said.string, 0, said.start())
    of_times = [_QUARTER.findall(each) for each in headings if each.startswith(column)]
    if when is None or not any(of_times) or any(when["at"] in each for each in of_times):
        return ""
    return when["when"]


def _tells(said: re.Match[str]) -> bool:
    """Whether something is only told, as 예산이 다 깎여서, or is to be given, as 다 주소."""
    if said[0] == "주소":
        return bool(_GIVE.search(said.string, 0, said.start()))
    behind = islice(WORD.finditer(said.string, said.end()), MAX_TOLD)
    for word in behind if said[0].endswith(_SUBJECT) else ():
        if asks_which(word[0]) or _WANTED.match(word[0]):
            return False
        if is_verbal(word[0]):
            return not wonders(word[0])
    return False


@lru_cache(maxsize=8)  # of the table in use, and the one before it
def own_names(headings: tuple[str, ...]) -> Mapping[str, str]:
    """The column that each name of the office's own columns is of, the surest last.

    A heading is its own name, without its unit too; where no other column is called so, without
    its time as well, and by what it has in brackets.

    >>> list(own_names(("추진율", "추진실적(2026년 하반기)", "추진율(목표)")))
    ['추진실적', '목표', '추진실적(2026년 하반기)', '추진율(목표)']
    """
    own = [each for each in headings if each not in KNOWN]
    taken = {word for key in headings for word in (key, *ASKED.get(key, ()))}
    loose = [(name, each) for each in own for name in {short(each), in_brackets(each)} - {""}]
    count = Counter(name for name, _ in loose)
    names = [one for one in loose if count[one[0]] == 1 and one[0] not in taken]
    names += [(name_of(each), each) for name_of in (spoken, str) for each in own]
    return {hangul.normalized(name): each for name, each in names}


@lru_cache(maxsize=8)
def called(headings: tuple[str, ...]) -> Mapping[str, str]:
    """The column that each word asks for; where a table lacks it, one of its own that is called so.

    >>> called(("주요 추진실적", "완료 예정 시기"))["성과"], called(("집행률(%)",))["집행률"]
    ('주요 추진실적', '집행률(%)')
    """
    every = [(name.replace(" ", ""), each) for name, each in own_names(headings).items()]
    parts = ((part, each) for name, each in every for part in _JOINED.split(name) if part)
    own = dict([*reversed([*parts]), *every])  # 문제점 of 문제점 및 대책
    found: dict[str, str] = {}
    for key, words in ASKED.items():
        found |= dict.fromkeys(words, key)
        names = {word.replace(" ", "") for word in words}
        for name, heading in own.items() if key not in headings else ():
            plain = _LAST_OF_NAME.sub("", name)
            if any(
                0 <= len(one) - len(of) <= MAX_NAME_EXTRA_CHARS and one.endswith(of)
                for one in (name, plain)
                for of in names
            ):
                begins = BEGINS.search(name) is None
                found |= {
                    word: own.get(word.replace(" ", ""), heading)
                    for word in words
                    if found[word] == key and (BEGINS.search(word) is None) == begins
                }
    return found


@lru_cache(maxsize=8)
def _asking(headings: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What asks for a column, and the column of each word that does; of their own by heading."""
    own = dict(own_names(headings))
    own |= {f"{name}란": each for name, each in own.items()}
    times = {name: each for each in headings if each not in KNOWN for name in timed(each)}
    phrases = "|".join(f"({phrase})" for phrase in _PHRASES.values())
    either = any_of(chain(*ASKED.values(), own))
    of_time = rf"(?P<time>{any_of(times)})(?:{PARTICLE}\s{OF['costs']}[가-힣]*|(?![가-힣]))"
    joined = rf"(?P<and>[와과])(?=\s(?:(?:\S+\s){{0,2}}{either}|담당|부서))"  # 예산과 기간
    tail = rf"(?:{_COLUMN_TAIL}|{joined})"
    bears = rf"(?!{any_of(own)}{_COLUMN_TAIL})" if own else ""  # 준공일, with a column
    pattern = rf"(?<![가-힣])(?:{of_time}|{bears}(?:{phrases})|(?P<word>{either}){tail})"
    # What bears a word as its name is what it asks for: 국비 the column 국비, not the whole cost.
    known = chain(times.items(), called(headings).items(), own.items())
    return re.compile(pattern), {word.replace(" ", ""): key for word, key in known}


def _phrase_word(said: re.Match[str]) -> str:
    key = next(key for key, phrase in zip(_PHRASES, said.groups()[1:], strict=False) if phrase)
    if key != PERIOD.key:
        return key
    return "시작일" if BEGINS.search(said[0]) else "완료예정일"


def _behind(said: re.Match[str]) -> str:
    """The word with which an everyday one may mean something else: 배우는 in 핸드폰 배우는 곳."""
    behind = _NEXT.match(said.string, said.end())
    return "" if behind is None or behind[1].startswith(_GOES_WITH) else behind[1]
