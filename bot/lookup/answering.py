"""Answers one question; the entry point of every channel."""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import NamedTuple, ParamSpec, Protocol, TypeVar

from bot.korean import hangul
from bot.lookup.answer import answered
from bot.lookup.catalogue import Catalogue
from bot.lookup.engine.matching import How
from bot.lookup.following import NO_TALK, Talk, in_full, of_one
from bot.lookup.guiding_replies import WHICH_DEPARTMENT, examples, welcome
from bot.lookup.parsing import understood
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.question import SmallTalk
from bot.lookup.replies import PAGE_NAMES, PAGE_PLEDGES, rendered
from bot.lookup.results import (
    Answer,
    Counts,
    EarlierTerm,
    NoSuchNumber,
    NotFound,
    OnlyColumns,
    SeveralAnswers,
    WithPledges,
    summary,
)
from bot.people.messages import Ask, Message, page_of
from bot.people.replies.help import Examples

# 우리 부서, 저희 과; 내 부서, but not 부지 내 과학관; 내 담당, 제가 맡은
OURS = re.compile(
    r"(?:우리|저희)\s?(?:부서|과|팀|실)(?![가-힣]{2,}과)"
    r"|(?<![가-힣])(?:내|제|나의)\s(?:부서|과|팀)(?=(?:는|은|이|가|의|에서|도)?(?![가-힣]))"
    r"|(?<![가-힣])(?:우리|저희|내|제)가?(?=\s(?:담당(?!자)|맡은|맡고))"
    r"|(?P<maybe>(?<![가-힣])(?:우리|저희)(?=\s?공약(?!표)))"  # or the whole office's
)


P = ParamSpec("P")
T = TypeVar("T")
LONG_CHARS = 300  # hardly anybody types so much; of made-up words 4,096 take seconds to read
_LONG_TEXTS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="long-text")


async def read_text(text: str, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What a computation makes of somebody's text.

    A long one is read beside the event loop, after those that others sent: nobody else waits.
    """
    reading = partial(read, *args, **kwargs)
    if len(text) <= LONG_CHARS:
        return reading()
    return await asyncio.get_running_loop().run_in_executor(_LONG_TEXTS, reading)


class Catalogues(Protocol):
    """Where the catalogue of this moment comes from."""

    async def current(self) -> Catalogue:
        """The newest catalogue that is ready."""
        ...


class Reply(NamedTuple):
    """What is said, and the answer of which it says a page."""

    message: Message
    answer: Answer
    page: int = 1

    @property
    def shown(self) -> tuple[str, ...]:
        """What asks for each of what stands on its page, in order; nothing for several answers."""
        match self.answer:
            case SeveralAnswers():
                return ()
            case Counts(entries=entries):
                _, _, places = page_of(len(entries), PAGE_NAMES, self.page)
                return tuple([name for name, _ in entries[places]])
        numbers = summary(self.answer).pledges
        _, _, places = page_of(len(numbers), PAGE_PLEDGES, self.page)
        term = f"{self.answer.catalogue.term} " if isinstance(self.answer, EarlierTerm) else ""
        return tuple(f"{term}{number}" for number in numbers[places])

    def talk(self, before: Talk) -> Talk:
        """What is talked about after it."""
        match self.answer:
            case SmallTalk() as said if said.closes or not said.is_talk:
                return before  # 고마워
            case OnlyColumns() | NotFound(asked=""):
                return before  # 그럼 예산은?
        return before.after(self.shown)


def reply(ask: Ask, catalogue: Catalogue) -> Message:
    """The one reply to what was typed, or to a pressed button."""
    return reply_with_answer(ask, catalogue).message


def reply_with_answer(ask: Ask, catalogue: Catalogue, *, about: Talk = NO_TALK) -> Reply:
    """The same, with what was found.

    `about` is what was talked about before: of one pledge, words are said that name no other
    (그럼 예산은?, 담당?), and of several 두 번째 거.
    """
    if not catalogue.pledges:
        return Reply(welcome(catalogue), SmallTalk())
    if (ours := OURS.search(ask.text)) is not None:
        besides = answered(understood(OURS.sub(" ", ask.text), catalogue), catalogue)
        is_all = len(summary(besides).pledges) == len(catalogue.pledges)
        # 내 담당, of one that nobody here knows.
        if (is_all and ours["maybe"] is None) or isinstance(besides, SmallTalk):
            return Reply(WHICH_DEPARTMENT, SmallTalk())
    if about != NO_TALK:
        ask = replace(ask, text=in_full(ask.text, about, catalogue))
    answer = answered(understood(ask.text, catalogue), catalogue)
    if about.one and (of_it := of_one(ask.text, about.one, answer, catalogue)) is not None:
        ask = replace(ask, text=of_it)
        answer = answered(understood(of_it, catalogue), catalogue)
    return Reply(rendered(answer, catalogue, ask), answer, ask.page)


class Suggestion(NamedTuple):
    """A pledge, the table it is of, and the columns that are asked for."""

    pledge: Pledge
    table: Catalogue
    columns: tuple[str, ...] = ()


def suggested(text: str, catalogue: Catalogue) -> tuple[Suggestion, ...]:
    """The pledges that a text still being typed may be about, each once.

    The best first: what it is understood to ask for, then what it may become, then what is only
    near, or has its number in an earlier term.
    """
    answer = answered(understood(text, catalogue), catalogue)
    if isinstance(answer, EarlierTerm):
        catalogue, answer = answer.catalogue, answer.answer
        text = text.removeprefix(catalogue.term)
    found = _pledges_in(answer, catalogue)
    offered = () if found else summary(answer).suggestions
    more = [
        *(pledge for name in offered for pledge in catalogue.by_department.get(name, ())),
        *catalogue.beginnings.of(text),
        *filter(None, (catalogue.by_number.get(PledgeNumber(name)) for name in offered)),
    ]
    found += [Suggestion(pledge, catalogue) for pledge in more]
    if isinstance(answer, NoSuchNumber):
        found += [
            Suggestion(one.by_number[number], one)
            for number in map(PledgeNumber, answer.asked)
            for one in catalogue.earlier
            if number in one.by_number
        ]
    unique: dict[tuple[str, PledgeNumber], Suggestion] = {}
    for one in found:
        unique.setdefault((one.table.term, one.pledge.number), one)
    return tuple(unique.values())


def _pledges_in(answer: Answer, catalogue: Catalogue) -> list[Suggestion]:
    """The pledges that an answer names; of several answers the best first."""
    match answer:
        case SeveralAnswers(answers=answers):
            turns = zip_longest(*(_pledges_in(one, catalogue) for _, one in answers))
            return [found for turn in turns for found in turn if found is not None]
        case EarlierTerm(answer=inner, catalogue=of_term):
            return _pledges_in(inner, of_term)
    numbers = map(PledgeNumber, summary(answer).pledges)
    columns = answer.columns if isinstance(answer, WithPledges) else ()
    return [Suggestion(catalogue.by_number[number], catalogue, columns) for number in numbers]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentDepartments:
    """The departments of the newest catalogue, as the desk of groups needs them."""

    catalogues: Catalogues

    async def names(self) -> tuple[str, ...]:
        """All of them, in the order of the table."""
        return tuple((await self.catalogues.current()).by_department)

    async def examples(self) -> Examples:
        """What can be asked about it."""
        return examples(await self.catalogues.current())

    async def named_in(self, words: str) -> tuple[tuple[str, ...], bool]:
        """Those that the words name, and whether every word names one beyond doubt."""
        known = (await self.catalogues.current()).departments
        found = [known.recognized(hangul.search_key(words))]
        if found == [None]:
            found = []
            for part in filter(str.strip, re.split("[,/·]+", words)):
                whole = known.recognized(hangul.search_key(part))  # 농업기술센터 농업기술과
                each = (known.recognized(hangul.search_key(word)) for word in part.split())
                found += [whole] if whole is not None else each
        names = dict.fromkeys(name for named in found if named for name in named.names)
        is_sure = all(named is not None and named.how is How.EXACT for named in found)
        return tuple(names), is_sure
