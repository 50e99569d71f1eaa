"""Owners of pledges that a text begins with, by the numbers or by what the pledges are about."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from bot.korean import hangul
from bot.lookup.answer import answered
from bot.lookup.catalogue import Catalogue
from bot.lookup.numbers import Numbers, numbers
from bot.lookup.parsing import understood as asked
from bot.lookup.pledge import Pledge, in_sentence
from bot.lookup.question import UnknownNumber
from bot.lookup.results import GroupPledges, ManyPledges, OnePledge
from bot.lookup.times import terms_in
from bot.lookup.words import MARK, is_asking, written
from bot.reminders.phrases.beginning import (
    JOINING,
    TO_WHOM,
    Beginning,
    Whom,
    begins_with_when,
    trimmed,
    without_particle,
)
from bot.reminders.phrases.departments import named
from bot.reminders.phrases.scanner import pieces
from bot.reminders.phrases.tokens import Count, Since, Until
from bot.reminders.phrases.words import any_of
from bot.reminders.rules.audience import owners_of
from bot.reminders.rules.reminder import OwnersOf

MAX_NUMBER_WORDS = 12  # 지역개발-05, 경제-03 … 담당 부서
MAX_ASKED_WORDS = 6  # 주차 공약 담당
MAX_OWNED = 10  # pledges of which the owners are offered; more of them say nothing
# Surely joined, where 과 may be the last syllable of a name.
_AND_ALSO = re.compile(
    rf"(?:[,·ㆍ・&+/]|(?<=[과국소실팀관단터])(?:와|과|이?랑|하고)|\s{any_of(JOINING)})\s*$"
)
_IS_NUMBER = re.compile(r"\S*\d번?\s*[(\[]?\s*")
_OWNER = re.compile(r"(?:담당|소관|주관)(?:자|부서|과|팀)?(?:들)?(?:에게|한테|께|에|으?로)?$")
_CALLED_PLEDGE = frozenset("공약 공약사업 사업 과제 번호".split())
_OFFICE = re.compile(r"^(?:부서|직원|팀)(?:들)?(?:에게|한테|께|에)?(?![가-힣])\s*")


def owners_by_number(said: Beginning, catalogue: Catalogue) -> Whom | None:
    """지역개발-05 담당, 민선8기 지역개발-05 담당: the owners of the pledges a text begins with.

    A department of another term is `unknown`, and what it is today is offered.
    """
    text = said.text
    for term in terms_in(text, catalogue.term, lambda _: False)[:1]:
        behind = trimmed(text[term.end :].lstrip(")] "))
        if term.start:  # 지역개발-05(민선8기) 담당
            if not _IS_NUMBER.fullmatch(text, 0, term.start):
                break
            behind = f"{text[: term.start].rstrip('([ ')} {behind}"
        table, of_term = catalogue.in_term(term.name), Beginning.of(behind)
        found = _owners_by_number(of_term, table)
        if found is not None and found.unknown:
            return replace(found, unknown=f"{term.name} {found.unknown}")
        if found is not None or table is catalogue or not of_term.words:
            return found
        size, office = named(of_term.words, table)
        if office is None:
            return owners_looked_up(of_term, table) if term.sure else None
        today = tuple(dict.fromkeys(chain(*map(catalogue.became, office.names))))
        today = today or tuple(name for name in office.names if name in catalogue.by_department)
        unknown = f"{term.name} {', '.join(office.names)}"
        rest = of_term.behind(size)
        return Whom(audience=None, rest=rest, named=today, offered=today, unknown=unknown)
    return _owners_by_number(said, catalogue)


def _owners_by_number(said: Beginning, catalogue: Catalogue) -> Whom | None:
    unknown = ""
    # 12/20 and 3시 are no numbers of pledges; 5번 may be one.
    found_pieces = pieces(said.text)
    times = (p.start for p in found_pieces if not isinstance(p.piece, Count | Since | Until))
    end = next(times, len(said.text))
    words = [each for each in said.words if each.end() <= end]
    for size in range(min(len(words), MAX_NUMBER_WORDS), 0, -1):
        beginning = hangul.normalized(said.text[: words[size - 1].end()])
        if not re.search("[a-z가-힣]", beginning):
            continue  # a digit alone begins a list as well
        match numbers(beginning, catalogue):
            case Numbers() as found if all(map(_is_filler, written(found.rest))):
                if not MARK.match(found.text.strip()) and said.word(0) not in _CALLED_PLEDGE:
                    return None  # 점검 지역개발-05 담당에게
                missing = [n for n in found.numbers if n not in catalogue.by_number]
                return Whom(
                    audience=None
                    if missing
                    else OwnersOf(numbers=found.numbers, term=catalogue.term),
                    rest=said.behind(size),
                    unknown=", ".join(map(str, missing)),
                    read_as=(found.correction,) if found.correction else (),
                )
            case UnknownNumber(typed=typed) if size == 1:
                unknown = typed
    # What has a word before its digits is meant as a number.
    if "-" in unknown and not unknown[0].isdecimal():
        return Whom(audience=None, rest=said.behind(1), unknown=unknown)
    return None


def owners_beside(
    said: Beginning, at: int, names: Sequence[str], catalogue: Catalogue
) -> Whom | None:
    """교통행정과, 지역개발-05 담당: departments, and today's owners of pledges; to be confirmed."""
    if not names or not said.is_behind(_AND_ALSO, at):
        return None
    found = owners_by_number(Beginning.of(said.since(at)), catalogue)
    words = said.since(at).removesuffix(found.rest).split() if found is not None else ()
    if found is None or not any(map(_OWNER.search, words)):
        return None  # 환경과, 지역개발-05 자료 제출
    if not isinstance(found.audience, OwnersOf):
        return replace(found, named=tuple(names))
    every = tuple(dict.fromkeys((*names, *owners_of(found.audience, catalogue))))
    return replace(found, audience=None, named=every, offered=every)


def owners_looked_up(said: Beginning, catalogue: Catalogue) -> Whom | None:
    """주차 공약 담당: the owners of such pledges; to be confirmed if several, or read into it."""
    for size, each in enumerate(said.words[:MAX_ASKED_WORDS], start=1):
        owner = _OWNER.search(each[0])
        if owner is None or (size == 1 and owner.start() == 0):
            continue
        typed = trimmed(said.text[: each.start() + owner.start()])
        if begins_with_when(typed) and not isinstance(pieces(typed)[0].piece, Count):
            return None
        if isinstance(numbers(hangul.normalized(typed), catalogue), Numbers):
            return None
        rest = _OFFICE.sub("", said.behind(size))
        answer = answered(asked(f"{typed} 담당", catalogue), catalogue)
        match answer:
            case OnePledge(pledge=pledge):
                found: tuple[Pledge, ...] = (pledge,)
            case GroupPledges(pledges=found):
                pass
            case ManyPledges(pledges=found) if len(found) <= MAX_OWNED:
                pass
            case _:
                unknown = Whom(audience=None, rest=rest, unknown=f"{typed} 담당")
                return unknown if begins_with_when(rest) else None
        owners = OwnersOf(numbers=tuple(each.number for each in found), term=catalogue.term)
        is_read_into = answer.readings or isinstance(answer, GroupPledges) or answer.left_out
        if is_read_into or len({each.owners for each in found}) > 1:
            return Whom(audience=None, rest=rest, owners=owners)
        read_as = (f"{typed} 담당", f"{', '.join(map(in_sentence, owners.numbers))} 담당")
        return Whom(audience=owners, rest=rest, read_as=(read_as,))
    return None


def _is_filler(token: str) -> bool:
    return is_asking(without_particle(token, TO_WHOM)) or token in {*TO_WHOM, "까지"}
