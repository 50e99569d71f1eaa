"""A reminder that is being set: what is settled of it, and what must be asked next."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup.names import How
from bot.lookup.numbers import Numbers, UnknownNumber, numbers
from bot.lookup.question import UnknownDepartment
from bot.lookup.question import understood as asked
from bot.lookup.words import is_asking, word, written
from bot.reminders.phrases.parser import Said, Unclear, understood
from bot.reminders.rules.reminder import Departments, Everyone, OwnersOf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.names import Named
    from bot.reminders.rules.reminder import Audience, Nudges
    from bot.reminders.rules.schedule import Schedule

MAX_TEXT_CHARS = 1_000  # of a reminder; it has to fit into a message with its pledges
MAX_NAME_WORDS = 3  # 민원 감사 담당관
MAX_NUMBER_WORDS = 12  # 지역개발-05, 경제-03 … 담당 부서

_EVERYONE = frozenset("전체 모두 모든부서 전부서 전체부서 전체방 모든방 부서전체".split())
_JOINING = frozenset("및 와 과 그리고 하고 랑".split())
_JOINED = re.compile(r"(?:[,·&+]|와|과|랑|하고|및)\s*$")
# Words of what is to be said that end like a department.
_NO_OFFICES = ("성과", "결과", "효과", "경과", "부과", "통과", "초과")
_WORD = re.compile(r"[^\s,·&+]+")
_AROUND = " ,·&+:\t\n"
_TO = ("에게", "한테", "께", "에")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is settled so far; `said` is what was said about when and what, not settled yet.

    `at` is when that was said, for 내일 stays the same day however long somebody thinks about it.
    `ticked` are departments chosen so far and `offered` those that may have been meant; `read_as`
    is what was typed and what it was read as; `unknown` names what there is not. `changes` is the
    id of the reminder that this one is to replace. `step` counts the answers.
    """

    at: datetime
    audience: Audience | None = None
    ticked: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    unknown: str = ""
    said: str = ""
    schedule: Schedule | None = None
    text: str = ""
    nudges: Nudges | None = None
    changes: int | None = None
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhom:
    """Whom it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhen:
    """When it is to come: nothing was said yet, or something was left open."""

    unclear: Unclear | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhat:
    """What it is to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Nothing is open: it can be looked at, and set."""

    audience: Audience
    schedule: Schedule
    text: str


Step = AskWhom | AskWhen | AskWhat | Ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Whom the beginning of a text names, and how the text goes on.

    `audience` is None where several departments are meant equally well, which are `offered`, or
    where there is no such department or number, which is `unknown`. `named` are those named
    beyond doubt.
    """

    audience: Audience | None
    rest: str
    named: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    unknown: str = ""
    read_as: tuple[tuple[str, str], ...] = ()


def opened(
    text: str,
    catalogue: Catalogue,
    at: datetime,
    audience: Audience | None = None,
    *,
    own: Sequence[str] = (),
) -> Draft:
    """What a command settles; `audience` is whom it is for wherever it does not matter.

    Such an audience may be named all the same, by its `own` departments.
    """
    draft = Draft(at=at, said=_composed(text), audience=audience)
    found = whom(draft.said, catalogue)
    if audience is None:
        return _told(draft, found)
    match found:
        case Whom(audience=Departments(names=names), rest=rest) if {*names} <= {*own}:
            return replace(draft, said=rest)
    return draft


def settled(draft: Draft, catalogue: Catalogue) -> tuple[Draft, Step]:
    """The draft with all that what was said settles, and what must be asked next."""
    if draft.schedule is None and draft.said:
        match understood(draft.said, draft.at):
            case Unclear() as unclear:
                return draft, AskWhom() if draft.audience is None else AskWhen(unclear=unclear)
            case Said() as said:
                draft = _settled(draft, said, catalogue)
    if draft.audience is None:
        return draft, AskWhom()
    if draft.schedule is None:
        return draft, AskWhen()
    if not draft.text:
        return draft, AskWhat()
    return draft, Ready(audience=draft.audience, schedule=draft.schedule, text=draft.text)


def for_whom(draft: Draft, audience: Audience) -> Draft:
    """The draft for these."""
    return replace(draft, audience=audience, ticked=(), offered=(), unknown="", step=draft.step + 1)


def for_typed(draft: Draft, typed: str, catalogue: Catalogue) -> Draft:
    """The draft for whom was typed in answer to whom it is for."""
    found = whom(_composed(typed), catalogue)
    if found is None:
        return replace(draft, unknown=typed.strip(), step=draft.step + 1)
    told = _told(replace(draft, said=""), found)
    rest = " ".join(filter(None, (found.rest, draft.said)))
    return replace(told, said=rest, step=draft.step + 1)


def ticking(draft: Draft, department: str) -> Draft:
    """The draft with a department ticked, or unticked."""
    if department in draft.ticked:
        ticked = tuple(name for name in draft.ticked if name != department)
    else:
        ticked = (*draft.ticked, department)
    return replace(draft, ticked=ticked)


def at_time(draft: Draft, said: str, now: datetime) -> Draft:
    """The draft with what was said about when, in full or before what it does not know yet."""
    return replace(draft, said=_composed(said), at=now, schedule=None, step=draft.step + 1)


def saying(draft: Draft, text: str) -> Draft:
    """The draft with what it is to say."""
    return replace(draft, text=text.strip()[:MAX_TEXT_CHARS], step=draft.step + 1)


def whom(text: str, catalogue: Catalogue) -> Whom | None:
    """Whom the beginning of a text names; None where it names nobody.

    >>> from bot.lookup.catalogue import Catalogue
    >>> from datetime import date
    >>> table = Catalogue(term="", pledges=(), aliases=(), as_of=date(2026, 1, 1), source="")
    >>> whom("전체 12/20 마감", table).rest
    '12/20 마감'
    """
    words = list(_WORD.finditer(text))
    for size in (2, 1):
        if _without_particle("".join(each[0] for each in words[:size])) in _EVERYONE:
            return Whom(audience=Everyone(), rest=_after(text, words[:size]))
    return _owners(text, words, catalogue) or _departments(text, words, catalogue)


def _owners(text: str, words: list[re.Match[str]], catalogue: Catalogue) -> Whom | None:
    """지역개발-05 담당: the owners of the pledges that the text begins with."""
    unknown = ""
    for size in range(min(len(words), MAX_NUMBER_WORDS), 0, -1):
        beginning = hangul.normalized(text[: words[size - 1].end()])
        match numbers(beginning, catalogue):
            case Numbers() as found if all(map(_is_filler, written(found.rest))):
                missing = [n for n in found.numbers if n not in catalogue.by_number]
                return Whom(
                    audience=None if missing else OwnersOf(numbers=found.numbers),
                    rest=_after(text, words[:size]),
                    unknown=", ".join(map(str, missing)),
                    read_as=(found.correction,) if found.correction else (),
                )
            case UnknownNumber(typed=typed) if size == 1:
                unknown = typed
    # 12/20 and 3시 are no numbers of pledges; what has a word before its digits is meant as one.
    if "-" in unknown and not unknown[0].isdecimal():
        return Whom(audience=None, rest=_after(text, words[:1]), unknown=unknown)
    return None


def _departments(text: str, words: list[re.Match[str]], catalogue: Catalogue) -> Whom | None:
    """교통행정과, 주차관리과: the departments that the text begins with."""
    names: list[str] = []
    read_as: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        size, named = _named(words[at:], catalogue)
        if named is None and names and words[at][0] in _JOINING:
            at += 1
            continue
        if named is None and (not names or _JOINED.search(text, 0, words[at].start())):
            if (unknown := _unknown_department(words[at][0], catalogue)) is None:
                break
            rest = _after(text, words[: at + 1])
            return Whom(audience=None, rest=rest, named=tuple(names), unknown=unknown)
        if named is None:
            break
        at += size
        if len(named.names) > 1:
            rest = _after(text, words[:at])
            return Whom(audience=None, rest=rest, named=tuple(names), offered=named.names)
        if named.how is How.CORRECTED:
            read_as.append((named.typed, named.names[0]))
        names.append(named.names[0])
    if not names:
        return None
    return Whom(
        audience=Departments(names=tuple(dict.fromkeys(names))),
        rest=_after(text, words[:at]),
        read_as=tuple(read_as),
    )


def _unknown_department(typed: str, catalogue: Catalogue) -> str | None:
    """The word, if it is called like a department and is none."""
    match asked(typed, catalogue):
        case UnknownDepartment(typed=unknown) if not unknown.endswith(_NO_OFFICES):
            return unknown
    return None


def _named(words: list[re.Match[str]], catalogue: Catalogue) -> tuple[int, Named | None]:
    """The department that these words begin with, and of how many words its name is."""
    known = catalogue.departments
    for size in range(min(MAX_NAME_WORDS, len(words)), 0, -1):
        typed = hangul.bare(hangul.normalized("".join(each[0] for each in words[:size])))
        for stem in word(typed).stems if typed else ():
            named = known.recognized(stem)
            # Without 과 a short name is as well a word of what is to be said: 주차, 환경.
            if named and (named.how is How.EXACT or known.has_ending(stem)):
                return size, named
    return 0, None


def _after(text: str, words: list[re.Match[str]]) -> str:
    """How the text goes on behind these words at its beginning."""
    return text[words[-1].end() :].strip(_AROUND)


def _settled(draft: Draft, said: Said, catalogue: Catalogue) -> Draft:
    """The draft with the schedule that was said, and what stands around it."""
    rest = said.rest
    if draft.audience is None and not (draft.offered or draft.ticked or draft.unknown):
        found = whom(said.after, catalogue) if not said.before else None
        if found is not None:
            draft, rest = _told(draft, found), found.rest
    return replace(
        draft, schedule=said.schedule, said="", text=draft.text or rest.strip()[:MAX_TEXT_CHARS]
    )


def _told(draft: Draft, found: Whom | None) -> Draft:
    if found is None:
        return draft
    return replace(
        draft,
        audience=found.audience,
        said=found.rest,
        ticked=found.named,
        offered=found.offered,
        unknown=found.unknown,
        read_as=found.read_as,
    )


def _is_filler(token: str) -> bool:
    return is_asking(token) or token in _TO


def _without_particle(typed: str) -> str:
    typed = hangul.bare(typed)
    return next((typed.removesuffix(to) for to in _TO if typed.endswith(to)), typed)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
