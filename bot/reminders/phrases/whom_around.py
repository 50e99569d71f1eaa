"""Whom a text names elsewhere than at its beginning: at its end, between words that say when."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.lookup.catalogue import Catalogue
from bot.lookup.parsing import understood as asked
from bot.lookup.question import ByName
from bot.reminders.phrases.beginning import JOINED, TO_WHOM, Beginning, Whom
from bot.reminders.phrases.departments import CALLED_LIKE, is_no_office
from bot.reminders.phrases.scanner import AROUND, QUOTED, is_all_schedule, pieces
from bot.reminders.phrases.tokens import Count, During
from bot.reminders.phrases.whom import MAX_END_WORDS, left_out_of_all, whom
from bot.reminders.phrases.words import any_name
from bot.reminders.rules.reminder import Departments, Everyone

_EVERYBODY = re.compile(r"(?<!\S)(?:전체|모두|전부|(?:전|모든)\s*부서)(?:에게|한테|에)?(?=\s)\s*")
# More people than those that were named: 나머지 부서, 지역개발-05 협조부서.
_ANYBODY_ELSE = re.compile(
    r"(?<![가-힣])(?:나머지|(?:그\s*외|그\s*밖의?|다른|모든|각|전)\s*(?:부서|실과|과)(?:들)?"
    r"(?:에게|한테|에)?[도은는만]?(?![가-힣])|전체(?:에게|한테|에)(?![가-힣]))"
    r"|(?:관련|유관|협조|산하)\s*부서(?:들)?(?:에게|한테|에)?도(?![가-힣])"
    r"|^(?:협조|협력|관련|유관|산하|소속)\s*(?:부서|과|팀|기관)"
)
# 보건소 전체, 관련 부서 전체, 주민 모두
_OF_SOME = re.compile(
    r"(?:[가-힣](?:국|소|실|과|팀|관|단|동|센터)|부서|관련|관계|소속|분야|쪽|산하|유관|협조|협업|해당|대상"
    r"|[주구시군]민|학생|학부모|위원|회원|어르신|직원|팀원|담당자)\s*$"
)


def left_out_at_end(text: str, catalogue: Catalogue) -> Whom | None:
    """Everybody but whom the end of a text leaves out: 12/9 10시 전체 공지, 단 환경과는 제외."""
    found = left_out_of_all(text, catalogue)
    if found is None or not isinstance(found.audience, Everyone):
        return None
    return replace(found, rest=_EVERYBODY.sub("", found.rest, count=1).strip())


def whom_between(text: str, catalogue: Catalogue) -> Whom | None:
    """The departments named between words that say when, and all the rest of the text.

    >>> from bot.lookup.catalogue import Catalogue
    >>> from datetime import date
    >>> table = Catalogue(term="", pledges=(), aliases=(), as_of=date(2026, 1, 1), source="")
    >>> whom_between("내일 10시 회의", table) is None
    True
    """
    # Before a second name stands the first, which says nothing about when.
    name = next(_names_in(text, catalogue, is_glued=True), None)
    if name is None or not is_all_schedule(text[: name.start()]):
        return None
    found = whom(f"{name[0]} {text[name.end() :].removeprefix(' ')}", catalogue)
    if found is None or not isinstance(found.audience, Departments):
        return None
    before = _clear(text[: name.start()].rstrip(AROUND))
    if before.endswith(("만", "동안")) or any(
        each.start == len(before) + 1 for each in pieces(f"{before} {found.rest}")
    ):
        return replace(found, rest=f"{before} {found.rest}")
    return None


def _clear(before: str) -> str:
    """The words before a department, with 세 번만 for 세 번, which is of no message there."""
    last = pieces(before)[-1]
    match last.piece:
        case Count(short=True):
            return f"{before}만"
        case During(short=True) if before.endswith("간"):
            return f"{before.removesuffix('간')} 동안"
    return before


def others_named(text: str, catalogue: Catalogue) -> tuple[str, ...] | None:
    """Departments in a text outside quotes; () for a word like 나머지 부서, None for nothing."""
    text = QUOTED.sub(" ", text)
    names = tuple(dict.fromkeys(each[1] for each in _names_in(text, catalogue)))
    return names or (() if _ANYBODY_ELSE.search(text) else None)


def _names_in(
    text: str, catalogue: Catalogue, *, is_glued: bool = False
) -> Iterator[re.Match[str]]:
    """The departments that are named in full; within a longer word only if `is_glued`."""
    particle = r"(?:[와랑의에는은가이도를을로]|하고|에게|한테|에서)?[도는만]?"
    ends = "" if is_glued else rf"(?={particle}(?![가-힣0-9]))"
    begins = "" if is_glued else r"(?<![가-힣0-9])"
    return re.finditer(f"{begins}({any_name(catalogue.departments.names)}){ends}", text)


def whom_at_end(text: str, catalogue: Catalogue) -> Whom | None:
    """Whom the end of a text names, and the text before; 전체 needs a particle: it is a word."""
    said = Beginning.of(text)
    last = len(said.words)
    for at in range(max(0, last - MAX_END_WORDS), last):
        if said.is_behind(JOINED, at):
            continue  # the end of a list
        start = said.words[at].start()
        found = whom(text[start:], catalogue)
        if found is None or found.audience is None or found.rest.strip("()"):
            continue
        is_clear = said.word(last - 1).endswith(TO_WHOM) or "부서" in text[start:]
        if found.audience == Everyone() and not (is_clear and _is_of_all(text, start, catalogue)):
            continue
        return replace(found, rest=text[:start].strip(f"{AROUND}(").removesuffix(" -"))
    return None


def _is_of_all(text: str, start: int, catalogue: Catalogue) -> bool:
    """Whether 전체 is everybody there, and not all of what stands before it."""
    before = text[:start].strip(AROUND)
    is_of_some = _OF_SOME.search(before) or (before and text.startswith("부서", start))
    return not (is_of_some or isinstance(asked(f"{before} 분야", catalogue), ByName))


def unknown_office(text: str, catalogue: Catalogue) -> str | None:
    """The one word before a schedule, if it is called like a department and is none: 총무국."""
    match = CALLED_LIKE.fullmatch(text.strip(AROUND))
    if match is None or is_no_office(match["name"]) or catalogue.titles.stands(match["name"]):
        return None
    return match["name"]


def spaced_behind_name(text: str, catalogue: Catalogue) -> str:
    """The text with a space behind the department that it begins with, whatever follows."""
    first = next(_names_in(text, catalogue, is_glued=True), None)
    if first is None or first.start():
        return text.strip()
    return f"{first[0]} {text[first.end() :]}".strip()
