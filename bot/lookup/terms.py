"""Which terms a message asks about, and what of each."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

from bot.lookup.catalogue import Catalogue
from bot.lookup.comparing import OF_WHAT
from bot.lookup.question import (
    ByKeyword,
    ByNumber,
    InTerm,
    InTerms,
    OfColumns,
    Overview,
    Question,
    Several,
    SmallTalk,
    UnknownNumber,
)
from bot.lookup.times import Term, terms_in
from bot.lookup.tokens import exception_end

Understood: TypeAlias = Callable[[str, Catalogue], Question]

_OF_TERM = re.compile(rf"[이가](?=\s)|{OF_WHAT}")  # 민선8기가 아니라, 민선8기 공약 말고
_AND = r"(?:이랑|하고|그리고|그리구|및|와|랑|과|vs|대)"
_ENDS_JOINED = re.compile(rf"{_AND}\s*$")
_ONLY_JOINS = re.compile(rf"[\s,./·&+~-]*{_AND}?[\s,./·&+~-]*")
_AND_NEXT = r"이랑|(?<=\d)랑|하고|그리고|및"
_ENDS_QUESTION = re.compile(rf"(?:[,/·\n?!;]|{_AND_NEXT})\s*$")
_AS_TIME = re.compile(r"(?:때|에|에는|엔|에서|에선|당시)(?:[는은])?$")  # 8기 때 누구였어
_WHO_THEN = re.compile(r"(?:때|당시)|담당|주관|소관|부서|누[가구]|어느\s|어디")
_JOINS_NEXT = re.compile(rf"(?:[\s,/·&+]|{_AND_NEXT})+$")


def in_terms(text: str, catalogue: Catalogue, understood: Understood) -> Question | None:
    """What a message that names terms asks of each; None where it names none."""
    terms = meant = _meant(text, catalogue, understood)
    for at, term in enumerate(meant):
        if end := _excluding_end(text, term):
            start = _joined_start(text, meant[: at + 1])
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
            terms = [one for one in terms if one.start >= end or one.end <= start]
            if not terms:
                return understood(" ".join(text.replace(" , ", " ").split()), catalogue)
    parts = _parts(text, terms, lambda part: understood(part, catalogue))
    asked: dict[tuple[str, str], Question] = {}
    for name, part in parts:
        table = catalogue.of_term(name) if name else catalogue
        if table is catalogue:
            question = understood(part, catalogue)
        else:
            question = InTerm(term=name, asked=understood(part, table) if table else None)
        asked[name, " ".join(_JOINS_NEXT.sub("", part).split())] = question
    if len(asked) > 1:
        of_parts = ((f"{name} {part}".strip(), each) for (name, part), each in asked.items())
        return InTerms(parts=tuple(of_parts))
    return next(iter(asked.values()), None)


def _meant(text: str, catalogue: Catalogue, understood: Understood) -> list[Term]:
    """The terms that are named, not what is counted.

    8기 is one where the table of that term is loaded, at an end of the message, where something was
    then, or beside another one, and beside a number; else people count something.
    """
    tables = (catalogue, *catalogue.earlier)
    terms = terms_in(text, catalogue.term, lambda word: any(t.titles.stands(word) for t in tables))
    is_loaded = {term: catalogue.of_term(term.name) is not None for term in terms}
    if any(is_loaded.values()) and any(_are_beside(text, *two) for two in pairwise(terms)):
        return terms  # 8기가 아니라 9기 도서관
    if not any(
        term.sure or (is_loaded[term] and term.name != catalogue.term and _is_when(text, term))
        for term in terms
    ):
        for term in terms[::-1]:
            text = f"{text[: term.start]} {text[term.end :]}"
        return terms if terms and _asks_by_number(understood(text, catalogue)) else []
    return [term for term in terms if term.sure or is_loaded[term]]


def _excluding_end(text: str, term: Term) -> int:
    of_it = _OF_TERM.match(text, term.end)
    return exception_end(text, of_it.end() if of_it is not None else term.end)


def _joined_start(text: str, terms: Sequence[Term]) -> int:
    """Where the last of these terms begins, with those that are joined to it: 7기랑 8기."""
    start = terms[-1].start
    for term in terms[-2::-1]:
        is_beside = _ONLY_JOINS.fullmatch(text, term.end, start)
        if not (is_beside and _ENDS_JOINED.search(text, term.start, start)):
            break
        start = term.start
    return start


def _are_beside(text: str, one: Term, other: Term) -> bool:
    """Whether a term is said beside another one, or instead of it."""
    end = _excluding_end(text, one) or one.end
    return one.name != other.name and _ONLY_JOINS.fullmatch(text, end, other.start) is not None


def _is_when(text: str, term: Term) -> bool:
    """Whether it is said at an end of a message, as a time, or ahead of who owned something."""
    is_first, behind = not text[: term.start].strip(), text[term.end :].strip(" ?!.~")
    is_time = _AS_TIME.search(text, term.start, term.end) or _WHO_THEN.match(behind)
    return is_first or not behind or is_time is not None


def _parts(text: str, terms: list[Term], read: Callable[[str], Question]) -> list[tuple[str, str]]:
    """The terms, "" for the current one, with what is asked of each; what stands alone is shared.

    민선8기랑 민선9기 도서관, 도서관 민선8기랑 민선9기, 민선8기 1-1 민선9기 1-2; 1-1, 민선8기 1-1.
    """
    if not terms:
        return []
    ends = [*(term.start for term in terms[1:]), len(text)]
    before = text[: terms[0].start]
    behind = [text[term.end : end] for term, end in zip(terms, ends, strict=True)]
    own: list[tuple[str, str]] = []
    is_ahead, last = _names(read(before)), read(behind[-1])
    if is_ahead and not _names(last):
        more = behind[-1] if isinstance(last, OfColumns | Overview) else ""
        asked = [f"{part} {more}" for part in _shared([before, *behind[:-1]], read)]
    else:
        asked = _shared(behind[::-1], read)[::-1]
        if is_ahead and _ENDS_QUESTION.search(before):
            own = [("", before)]
        elif is_ahead or len(terms) == 1:
            asked[0] = f"{before} {asked[0]}"
    return [*own, *((term.name, part) for term, part in zip(terms, asked, strict=True))]


def _shared(parts: Sequence[str], read: Callable[[str], Question]) -> list[str]:
    """The parts, each that says nothing with what the one before it says, or the one behind."""
    is_said = [not (_ONLY_JOINS.fullmatch(p) or isinstance(read(p), SmallTalk)) for p in parts]
    last = next((part for part, said in zip(parts, is_said, strict=True) if said), "")
    found: list[str] = []
    for part, said in zip(parts, is_said, strict=True):
        last = part if said else last
        found.append(last)
    return found


def _names(question: Question) -> bool:
    match question:
        case OfColumns(asked=asked):
            return _names(asked)
        case ByKeyword(tells=tells):
            return tells
    return not isinstance(question, SmallTalk | Overview)


def _asks_by_number(question: Question) -> bool:
    match question:
        case OfColumns(asked=asked):
            return _asks_by_number(asked)
        case Several(parts=parts):
            return any(_asks_by_number(part) for _, part in parts)
    return isinstance(question, ByNumber | UnknownNumber)
