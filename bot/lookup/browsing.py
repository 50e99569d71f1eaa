"""Messages that ask for the table as such: its departments, its strategies, all of it."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.lookup.tokens import Kind, Token
from bot.lookup.words import is_asking

if TYPE_CHECKING:
    from collections.abc import Sequence


class Overview(Enum):
    """What is asked for."""

    DEPARTMENTS = "departments"
    STRATEGIES = "strategies"
    PLEDGES = "pledges"
    COUNT = "count"
    MOST = "most"  # the departments with the most pledges
    MOVED = "moved"  # the pledges whose owners have changed


_PARTICLES = "(?:은|는|이|가|을|를|의|도|만|로|으로|에|요|이요|이야|야|이에요|예요|인가요|이죠|좀)*"


def _words(pattern: str) -> re.Pattern[str]:
    """What matches these words in full, with or without particles."""
    return re.compile(f"(?:{pattern}){_PARTICLES}")


_DEPARTMENTS = _words(
    "(?:담당|소관|주관|추진)?(?:부서|실과|과)(?:들|별|명)?|departments?|divisions?"
)
_PLACE = _words("곳|데")
_OF_STRATEGIES = "(?:추진|정책|공약|핵심|[구시군도]정)"
_STRATEGY = "(?:전략|분야|카테고리|부문|영역|목표|방향|비전|구분|대?분류)"
_STRATEGIES = _words(f"{_OF_STRATEGIES}?{_STRATEGY}(?:들|별|명)?|strategies|goals|fields")
_IN_TWO_WORDS = re.compile(rf"\b({_OF_STRATEGIES}) (?={_STRATEGY})")
_PLEDGES = _words("(?:공약|사업|과제|공약사업)(?:들|명|수)?|pledges")
_ALL = _words("(?:전체|전부|모두|모든|다|싹다|싹|몽땅|죄다|쭉|쫙)(?:보기|보여)?|all|every")
_LIST = _words("(?:목록|리스트|종류|명단|일람|보기)(?:보기|보여)?|list")
_NAMES = _words("이름|제목|명칭")
_WHICH = _words("어떤|무슨|뭐뭐|뭐|뭐가|무엇이|어느")
_EACH = re.compile(r"\w+별")
_EXIST = re.compile("있")
_COUNTED = re.compile("총?몇|개수|갯수|건수|총수|many|number")
_IN_ALL = _words("총|통틀어|합해서|합쳐서")
_MOST = _words("제일|가장|젤|최다|최고로|most")
_MANY = re.compile("많|most")
_OURS = _words(
    r"\d+(?:개|건|가지)|군데|보고|볼|우리|저희|우리구|우리시|우리군|구|시|군|도|구청|시청|군청|청|민선|이번|임기|올해|현재"
)
_BELONGING = re.compile(
    "|".join(
        kind.pattern
        for kind in (
            *(_DEPARTMENTS, _STRATEGIES, _PLEDGES, _NAMES, _ALL, _LIST, _WHICH, _MOST, _IN_ALL),
            _OURS,
        )
    )
)
_OF_NAMES = r"(?:공약|사업|과제)?\s?(?:이름|제목|명칭|공약명|사업명)(?:에서?|중에)?(?:는|도)?\s"
_HAS = (
    "(?:들어|붙어|적혀|쓰여|나와)\\s?있는|들어가는|들어간|들어가|포함된|포함한|포함하는|포함되는|붙은|붙는"
    "|나오는|나온|시작하는|시작되는|끝나는|적힌|쓰인|박힌|담긴|언급된"
)
_IN_TITLES = re.compile(
    rf"(?P<names>{_OF_NAMES})?(?P<words>..+?)(?P<called>\s?(?:이?라는|이?란|이?라고)"
    rf"(?:\s?(?:말|단어|글자|이름|표현))?)?(?:이|가|도|을|를|으?로|만)?\s(?:(?P<has>{_HAS})|있는|든|가진|된|쓴)"
    r"\s(?:공약|사업|과제|거|것|건)(?:들|명)?(?:은|는|이|을|를|만|좀)?(?P<rest>(?:\s.*)?)"
)
_MAY_HAVE = re.compile(rf"(?:{_HAS}|있는|든|가진|된|쓴)\s(?:공약|사업|과제|[거것건])")


def overview(tokens: Sequence[Token]) -> Overview | None:
    """What of the table is asked for; None where anything else is said."""
    text = " ".join(token.word.typed for token in tokens if token.kind is not Kind.DROPPED)
    said = _IN_TWO_WORDS.sub(r"\1", text).split()
    if not said or not all(map(belongs, said)):
        return None

    def has(kind: re.Pattern[str]) -> bool:
        return any(map(kind.fullmatch, said))

    def begins(kind: re.Pattern[str]) -> bool:
        return any(kind.match(word) for word in said)

    is_list = begins(_EACH) or has(_ALL) or has(_LIST) or (has(_WHICH) and begins(_EXIST))
    if has(_MOST) and begins(_MANY) and (has(_DEPARTMENTS) or has(_PLACE)):
        return Overview.MOST
    if has(_STRATEGIES) and (is_list or begins(_COUNTED)):
        return Overview.STRATEGIES
    if has(_DEPARTMENTS) and (is_list or begins(_COUNTED)):
        return Overview.DEPARTMENTS
    if has(_PLEDGES):
        is_count = begins(_COUNTED) or any(word.startswith("공약수") for word in said)
        return Overview.COUNT if is_count else Overview.PLEDGES if is_list else None
    return Overview.PLEDGES if has(_ALL) and has(_LIST) else None


def in_titles(text: str) -> str | None:
    """The words that titles must have, where a normalised text asks for those that do; else None.

    >>> in_titles("제목에 공원 있는 거 다 보여줘"), in_titles("센터라는 말 들어간 공약 목록")
    ('공원', '센터')
    """
    if _MAY_HAVE.search(text) is None:
        return None
    said = _IN_TITLES.fullmatch(text.rstrip("?!. "))
    if said is None or not (said["has"] or said["names"] or said["called"]):
        return None
    return said["words"] if all(map(belongs, said["rest"].split())) else None


@lru_cache(maxsize=4096)
def belongs(word: str) -> bool:
    """Whether a word may be part of a message that asks for the table as such."""
    return (
        is_asking(word)
        or _BELONGING.fullmatch(word) is not None
        or any(kind.match(word) for kind in (_MANY, _COUNTED))
    )
