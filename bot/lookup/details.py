"""What is asked of a table's further columns: a pledge's telephone number, the pledges on hold."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from bot.lookup import columns as table_columns
from bot.lookup import lexicon
from bot.lookup.columns import share
from bot.lookup.words import WORD, asks_which, is_verbal, wonders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.lookup.pledge import Pledge

STATUS, RATE = table_columns.STATUS.key, table_columns.RATE.key
PERIOD, COST = table_columns.PERIOD.key, table_columns.COST.key
FILES = table_columns.ATTACHMENT.key
PERSON, TEAM = table_columns.PERSON.key, table_columns.TEAM.key
PHONE = table_columns.PHONE.key
DONE, NOT_DONE = "완료", "미완료"


def _any_of(words: Iterable[str]) -> str:
    """A pattern of words, the longest first, with or without each of their spaces."""
    longest = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word).replace("\\ ", " ?") for word in longest)
    return f"(?:(?=[{''.join({re.escape(word[0]) for word in longest})}])(?:{either}))"


# Words that ask for a column, by its heading, of those too that tables seldom have.
_ASKED = lexicon.groups("details.tsv")
# Words that mean something by themselves before others: 비용 지원, but not 비용 내역.
EVERYDAY, _GOES_WITH = _ASKED.pop("낱말"), _ASKED.pop("잇는 말")
KNOWN = frozenset(_ASKED)
# Words for a state, by the one that tables use.
_STATUSES = lexicon.groups("states.tsv")
_COMPARING = lexicon.groups("comparing.tsv")
_OF = {group: _any_of(words) for group, words in _COMPARING.items()}

_PARTICLE = f"{_OF['particle']}?"
_OF_WHAT = rf"(?:\s*{_OF['what']}{_PARTICLE})"
_RATE, _COST = _any_of(_ASKED[RATE]), _any_of(_ASKED[COST])
_REACHED = f"(?:(?:다 |모두 |전부 )?{_OF['reached']})"
_COMPARED = re.compile(
    rf"(?:(?P<column>{_RATE})\s*{_PARTICLE}\s*)?(?<![-\d])(?P<value>\d{{1,3}}(?:\.\d+)?)\s*(?:%|퍼센트|퍼|프로)"
    rf"\s*{_PARTICLE}\s*(?:(?P<more>{_OF['more']})|(?P<less>{_OF['less']})|(?P<about>대)"
    rf"|(?=인|짜리|{_OF_WHAT}|$|{_REACHED}{_OF_WHAT}))(?:인|짜리|의|{_REACHED})?{_OF_WHAT}?"
)
_AMOUNT = re.compile(
    rf"(?:(?P<column>{_COST})\s*{_PARTICLE}\s*)?(?P<value>\d[\d,.]*\s?(?:조|억|천만|백만|만)(?:\s?\d+(?:억|천만|백만|만))?)"
    rf"\s?원?{_PARTICLE}\s*(?:(?P<more>{_OF['more']})|(?P<less>{_OF['less']}))(?:인|짜리|의)?{_OF_WHAT}?"
)
_IN_ORDER = r"\s*순(?:서|위)?(?:대로|으로|로)?(?![가-힣])"
_MOST = re.compile(
    rf"(?P<column>{_RATE}|{_COST})\s*{_PARTICLE}\s*(?P<most>{_OF['most']})?\s*"
    rf"(?:(?:(?P<high>{_OF['high']})|(?P<low>{_OF['low']}))(?:{_OF_WHAT}|{_IN_ORDER})?|{_IN_ORDER})"
)
# 제일 부진한 공약: of all columns, only the rate says so.
_PACE = re.compile(
    rf"(?P<most>{_OF['most']})\s*(?:(?:진행|진척|추진|이행)[이은도]?\s*)?"
    rf"(?:(?P<high>{_OF['ahead']})|(?P<low>{_OF['behind']}))(?P<column>){_OF_WHAT}"
)
_STAGES = _any_of(lexicon.groups("light.tsv")["stages"])
# Phrases that ask for a column and say nothing else: 언제쯤 개통돼요, 준공 예정일, 얼마나 들어.
_PHRASES = {
    PERIOD: rf"언제(?:쯤|까지|부터|면)?[가-힣]*(?:\s(?:{_STAGES}|{_OF['happens']})[가-힣]*)?"
    # Not 개발 일: that may be a number which is said.
    rf"|{_STAGES}(?:(?:\s?예정)?일|\s{_OF['day']})[이은는가]?(?![가-힣])",
    COST: rf"(?:돈이?\s)?얼마[나를]?\s?{_OF['costs']}[가-힣]*",
}
_STATUS_TAIL = (
    rf"(?:된|한|인|난|중인|중|되는|하는|추진|이|의)?(?:(?P<what>{_OF_WHAT})|(?=$|[?!.\s]))"
)
# What ends 완료됐, 착공했 goes with the word, and says nothing by itself.
_COLUMN_TAIL = (
    rf"(?:(?:{_PARTICLE}|{_OF['verb-ending']}(?:요|여)?)(?![가-힣])"
    rf"|(?={_PARTICLE}(?:요(?![가-힣])|{_OF['goes-on']}))[가-힣]*)"
)
_SUBJECT = ("이", "가", "께서")
_GIVE = re.compile("(?:다|좀|[려아어여해]) $")
_WANTED = re.compile("어떻|얼[마만]|언젠|누군|성함|있|필요|알고")  # or asks_which
MAX_TOLD = 8  # words behind what something is told of
_NEXT = re.compile(r" ([0-9a-z가-힣]+)")


class Order(Enum):
    """How a value must compare with the asked one; a function of `operator`."""

    LESS = "lt"
    AT_MOST = "le"
    EQUAL = "eq"
    AT_LEAST = "ge"
    MORE = "gt"


@dataclass(frozen=True, slots=True, kw_only=True)
class HasStatus:
    """Pledges in a state; `typed` as the person said it, `of_pledges` of things: 완료된 거."""

    status: str
    typed: str
    of_pledges: bool = field(default=False, compare=False)

    column = STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Pledges whose value in a column compares so; rates in percent."""

    column: str
    order: Order
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Pledges by their value in a column, the highest or the lowest first; `only` the first one."""

    column: str
    highest: bool
    only: bool


Condition = HasStatus | Compared | Ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a text asks of further columns, and what it says besides."""

    conditions: tuple[Condition, ...] = ()
    columns: tuple[str, ...] = ()
    rest: str


def asked(
    text: str,
    headings: Iterable[str],
    *,
    keeps: Callable[[str], bool] = lambda _: False,
    goes_on: Callable[[str], bool] = lambda _: False,
) -> Asked:
    """The columns and conditions that a normalised text asks for.

    `headings` are those of the table beside KNOWN. A word that `keeps` is so stays in the rest; an
    everyday one asks for nothing where it `goes_on` with the word behind it.

    >>> asked("지역개발-05 전화번호", ()).columns
    ('연락처',)
    >>> asked("추진율 50% 미만", ()).conditions
    (Compared(column='추진율', order=<Order.LESS: 'lt'>, value=50.0),)
    """
    conditions: list[Condition] = []
    letters = frozenset(text)
    for pattern, read, needed in _CONDITIONS:
        if not needed.isdisjoint(letters) and (found := [*pattern.finditer(text)]):
            conditions += (each for match in found for each in read(match))
            text = pattern.sub(" ", text)
    columns: list[str] = []
    asking, key_of = _asking(tuple(headings))

    def take_status(said: re.Match[str]) -> str:
        word = said["word"]
        status, of_pledges = _STATUS_OF[word.replace(" ", "")], bool(said["what"])
        conditions.append(HasStatus(status=status, typed=word, of_pledges=of_pledges))
        return " "

    def take_column(said: re.Match[str]) -> str:
        word = said["word"]
        if (word in EVERYDAY and goes_on(_behind(said))) or _tells(said):
            return said[0]
        columns.append(key_of[word.replace(" ", "")] if word else _phrase_key(said))
        return said[0] if word and keeps(said[0]) else " "

    text = asking.sub(take_column, _STATUS.sub(take_status, text))
    if not (conditions or columns):
        return Asked(rest=text)
    return Asked(
        conditions=tuple(dict.fromkeys(conditions)),
        columns=tuple(dict.fromkeys(columns)),
        rest="\n".join(" ".join(line.split()) for line in text.split("\n")),
    )


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


_STATUS_OF = {word.replace(" ", ""): key for key, of in _STATUSES.items() for word in of}
_STATUS_WORDS = _any_of(word for of in _STATUSES.values() for word in of)
# 완료 시기 asks for a column.
_LONGER = _any_of(w for of in _ASKED.values() for w in of if w.startswith((*_STATUS_OF,)))
_STATUS = re.compile(rf"(?<![가-힣])(?!{_LONGER})(?P<word>{_STATUS_WORDS}){_STATUS_TAIL}")


@lru_cache(maxsize=8)  # of the table in use, and the one before it
def _asking(headings: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What asks for a column, and the column of each word that does; of their own by heading."""
    own = [heading for heading in headings if heading not in KNOWN]
    words = _ASKED | {
        # 국비 asks for 사업비(국비) where there is such a column, and not for the whole sum.
        each: (each, share(each) or re.sub(r"(?<=...)명$", "", each))
        for each in own
    }
    phrases = "|".join(f"({phrase})" for phrase in _PHRASES.values())
    either = _any_of(word for of in words.values() for word in of)
    pattern = re.compile(rf"(?<![가-힣])(?:{phrases}|(?P<word>{either}){_COLUMN_TAIL})")
    return pattern, {word.replace(" ", ""): key for key, of in words.items() for word in of}


def _phrase_key(said: re.Match[str]) -> str:
    return next(key for key, phrase in zip(_PHRASES, said.groups(), strict=False) if phrase)


def fulfilling(pledges: Iterable[Pledge], conditions: Sequence[Condition]) -> tuple[Pledge, ...]:
    """The pledges that meet every condition; in page order, or in that of a ranking."""
    found = [pledge for pledge in pledges if all(_meets(pledge, each) for each in conditions)]
    for each in conditions:
        if isinstance(each, Ranked):
            found.sort(key=lambda pledge: _value(pledge, each.column) or 0, reverse=each.highest)
            if each.only and found:
                best = _value(found[0], each.column)
                found = [pledge for pledge in found if _value(pledge, each.column) == best]
    return tuple(found)


def rate(text: str) -> float | None:
    """A rate in percent; None where the text says none.

    >>> rate("88"), rate("88.5 %"), rate("-"), rate("정상(90%)")
    (88.0, 88.5, None, 90.0)
    """
    found = re.search(r"\d{1,3}(?:\.\d+)?", text)
    return float(found[0]) if found else None


def amount(text: str) -> float | None:
    """A sum of money in won, or without a unit as it stands; None where the text says none.

    >>> amount("1,234백만원"), amount("12억 5천만원"), amount("3,500"), amount("비예산")
    (1234000000.0, 1250000000.0, 3500.0, None)
    """
    total, found = 0.0, False
    for digits, unit in re.findall(r"(\d[\d,]*(?:\.\d+)?)\s*(조|억|천만|백만|만|천)?", text):
        total += float(digits.replace(",", "")) * _UNITS[unit]
        found = True
    return total if found else None


_UNITS = {"": 1, "천": 1e3, "만": 1e4, "백만": 1e6, "천만": 1e7, "억": 1e8, "조": 1e12}


def _meets(pledge: Pledge, condition: Condition) -> bool:
    match condition:
        case HasStatus(status=status):
            return _has_status(pledge.detail(STATUS), status)
        case Compared(column=column, order=order, value=value):
            own = _value(pledge, column)
            return own is not None and getattr(operator, order.value)(own, value)
        case Ranked(column=column):
            return _value(pledge, column) is not None


def _has_status(own: str, status: str) -> bool:
    written = "".join(own.split())
    if status == NOT_DONE:
        return not _has_status(own, DONE)
    if status == DONE and NOT_DONE in written:
        return False
    return status in written or any(
        word.replace(" ", "") in written for word in _STATUSES[status] if len(word) > 1
    )


def _value(pledge: Pledge, column: str) -> float | None:
    text = pledge.detail(column)
    return rate(text) if column == RATE else amount(text)


def _compared(match: re.Match[str]) -> list[Condition]:
    value = float(match["value"])
    if match["about"]:  # 50%대
        above = Compared(column=RATE, order=Order.AT_LEAST, value=value)
        return [above, Compared(column=RATE, order=Order.LESS, value=value + 10)]
    return [Compared(column=RATE, order=_order(match), value=value)]


def _priced(match: re.Match[str]) -> list[Condition]:
    value = amount(match["value"]) or 0.0
    return [Compared(column=COST, order=_order(match), value=value)]


def _order(match: re.Match[str]) -> Order:
    said = match["more"] or match["less"]
    if said is None:
        return Order.EQUAL
    if match["more"]:
        return Order.AT_LEAST if said == "이상" else Order.MORE
    return Order.AT_MOST if said == "이하" else Order.LESS


def _ranked(match: re.Match[str]) -> list[Condition]:
    column = COST if match["column"] in _ASKED[COST] else RATE
    highest, only = match["low"] is None, match["most"] is not None
    return [Ranked(column=column, highest=highest, only=only)]


# Each pattern with what reads it, and letters of which it needs one: a look at the letters of a
# message is faster than to search it for each.
_CONDITIONS = (
    (_AMOUNT, _priced, frozenset("조억만")),
    (_COMPARED, _compared, frozenset("%퍼프")),
    (_MOST, _ranked, frozenset("순" + "".join((*_COMPARING["high"], *_COMPARING["low"])))),
    (_PACE, _ranked, frozenset("일장젤고")),
)


def in_columns(conditions: Iterable[Condition], headings: Iterable[str]) -> tuple[Condition, ...]:
    """The conditions for a table with these columns: where none has the state, its rate says it."""
    by_rate = STATUS not in headings and RATE in headings
    orders = {DONE: Order.EQUAL, NOT_DONE: Order.LESS}
    return tuple(
        Compared(column=RATE, order=orders[each.status], value=100.0)
        if by_rate and isinstance(each, HasStatus) and each.status in orders
        else each
        for each in conditions
    )


def _behind(said: re.Match[str]) -> str:
    """The word with which an everyday one may mean something else: 배우는 in 핸드폰 배우는 곳."""
    behind = _NEXT.match(said.string, said.end())
    return "" if behind is None or behind[1].startswith(_GOES_WITH) else behind[1]
