"""Which department some words name, or what they call like one that there is not."""

import re
from collections.abc import Sequence
from operator import ne

from bot.korean import hangul
from bot.lookup import lexicon
from bot.lookup.catalogue import Catalogue
from bot.lookup.engine.matching import How
from bot.lookup.names import Named
from bot.lookup.words import word
from bot.reminders.phrases.beginning import JOINING, TO_WHOM, Beginning, begins_with_when
from bot.reminders.phrases.scanner import AROUND

MAX_NAME_WORDS = 3  # 민원 감사 담당관
_LISTING = re.compile(r"(?:[,·ㆍ・&+/]|와|하고|\s(?:및|그리고))\s*$")  # surely
# What an office is called that there need not be, surely or only in a list; and what may stand
# behind it.
CALLED_LIKE = re.compile(
    r"(?P<name>(?P<surely>[가-힣]+[가-힣\d](?:과|팀)|[가-힣]*담당관)"
    r"|(?=[가-힣\d]{3})[가-힣]*[가-힣\d](?:국|소|실|센터|단|관|동|부|의회))"
    r"(?P<to>에게|한테|께|에|는|은|만|를|을|도|와|과|랑|하고|이?나)?"
)
# Words of what is to be said that end like a department, and nouns before 과 that are none of its.
_NO_OFFICE = re.compile(
    r"(?:[성결효부초]|(?<!환)경|(?<!교)통|실적|현황|내역|회의록|사진|파일|서식|양식|일정|사항|의견|명단|목록"
    r"|[주구군시]민|학생|[국청]장|위원장|[시군구]청)과$"
)
_CLINICS = frozenset(lexicon.groups("ordinary.tsv")["clinics"])
# 탄소중립과 관련한 자료: "and", and no department.
WITH = re.compile(r"\s*(?:관련|연관|무관|함께|같[은이]|더불어|연계|상관)")


def named(words: Sequence[re.Match[str]], catalogue: Catalogue) -> tuple[int, Named | None]:
    """The department that these words begin with, and of how many words its name is, if any."""
    known = catalogue.departments
    # 교통행정과 성과: behind a name in full, no slip makes another.
    is_full = known.exact(hangul.search_key(words[0][0])) is not None
    for size in range(min(MAX_NAME_WORDS, len(words)), 0, -1):
        typed = hangul.search_key("".join(each[0] for each in words[:size]))
        before = len(hangul.search_key("".join(each[0] for each in words[: size - 1])))
        for stem in word(typed).stems if typed else ():
            # 도시계획과 도로: no particle is a word of its own.
            if len(stem) <= before and words[size - 1][0] not in TO_WHOM:
                continue
            found = known.recognized(stem)
            # Without 과 a short name is as well a word of what is to be said: 주차, 환경.
            is_guess = known.has_ending(stem) and not (is_full and size > 1)
            if found and (found.how is How.EXACT or is_guess):
                return size, found
    return 1, None


def called_like(said: Beginning, at: int, catalogue: Catalogue) -> str | None:
    """What a word is called like a department that is none: 총무과; in a list also 보건소."""
    match = CALLED_LIKE.fullmatch(said.word(at))
    behind = said.text[said.words[at].end() :]
    if match is None or WITH.match(behind) or is_no_office(match["name"]):
        return None
    if _is_listed(said, at, behind, catalogue, to=match["to"] or ""):
        return match["name"]
    is_other = not match["surely"] or catalogue.titles.stands(match["name"])
    return None if is_other else match["name"]


def _is_listed(said: Beginning, at: int, behind: str, catalogue: Catalogue, *, to: str) -> bool:
    """Whether a word is one of a list: before a department, or behind one up to when or what."""
    goes_on = said.is_behind(_LISTING, at)
    other = at + 2 if said.word(at + 1) in JOINING else at + 1
    if said.is_behind(_LISTING, other):
        _, found = named(said.words[other:], catalogue)
        return goes_on or (found is not None and found.how is How.EXACT)
    is_last = behind.lstrip().startswith(":") or not (rest := behind.lstrip(AROUND))
    return goes_on and (to in TO_WHOM or is_last or begins_with_when(rest))


def is_no_office(name: str) -> bool:
    """Whether what ends like a department is a word of what is to be said: 결과, 외과."""
    return name in _CLINICS or _NO_OFFICE.search(name) is not None


def is_slip(typed: str, name: str) -> bool:
    """Whether one syllable is another: 주차행정과 is rather another name than 자치행정과."""
    name = hangul.search_key(name)
    return len(typed) == len(name) and sum(map(ne, typed, name)) == 1
