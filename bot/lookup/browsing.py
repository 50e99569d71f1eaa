"""Messages that ask for the table as such: its departments, its strategies, all of it in sum."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from bot.korean import hangul
from bot.lookup.comparing import OF, PARTICLE
from bot.lookup.lexicon import groups
from bot.lookup.question import Overview
from bot.lookup.tokens import Kind, Token
from bot.lookup.words import is_asking, is_filler, is_how_many, stems_of

_WORDS = groups("browsing.tsv")
_KINDS_OF: dict[str, set[str]] = {}  # each word's, `~` stands for any ending
for _kind, _words in _WORDS.items():
    for _word in _words if _kind not in ("of", "has") else ():
        _KINDS_OF.setdefault(_word, set()).add(_kind)
_BEGINNINGS = tuple(word[:-1] for word in _KINDS_OF if word.endswith("~"))
_ENDING = re.compile("(?<=..)(?:들|별|명)$")
_EACH = re.compile("..+별")
_IN_TWO_WORDS = re.compile(rf"\b({'|'.join(_WORDS['of'])}) (?={'|'.join(_WORDS['strategies'])})")
_SHOWN = re.compile("(?:좀|한번)? ?(?:(?:보여|볼|띄워|펼쳐)[가-힣]*)?")
_HAS = "|".join(word.replace("있는", r"\s?있는") for word in _WORDS["has"])
_IN_TITLES = re.compile(
    r"(?P<names>(?:공약|사업|과제)?\s?(?:이름|제목|명칭|공약명|사업명)(?:에서?|중에)?(?:는|도)?\s)?"
    r"(?P<words>..+?)(?P<called>\s?(?:이?라는|이?란|이?라고)(?:\s?(?:말|단어|글자|이름|표현))?)?"
    rf"(?:이|가|도|을|를|으?로|만)?\s(?:(?P<has>{_HAS})|있는|든|가진|된|쓴)"
    r"\s(?:공약|사업|과제|거|것|건)(?:들|명)?(?:은|는|이|을|를|만|좀)?(?P<rest>(?:\s.*)?)"
)
_MAY_HAVE = re.compile(rf"(?:{_HAS}|있는|든|가진|된|쓴)\s(?:공약|사업|과제|[거것건])")
_TOTALS = re.compile(rf"(?<![가-힣])(?:다\s)?{OF['total']}{PARTICLE}(?![가-힣])")


def overview(tokens: Sequence[Token]) -> Overview | None:
    """What of the table is asked for; None where anything else is said."""
    words = [token.word.typed for token in tokens if token.kind is not Kind.DROPPED]
    if not words or not (belongs(words[0]) or words[0] in _WORDS["of"]):
        return None
    said = _IN_TWO_WORDS.sub(r"\1", " ".join(words)).split()
    if not all(map(belongs, said)):
        return None

    kinds = frozenset[str]().union(*map(_kinds_of, said))
    # What a button of the greeting says is typed as well: 부서, 전략, 전체.
    is_one = "pledges" not in kinds and _SHOWN.fullmatch(" ".join(said[1:])) is not None
    is_list = is_one or bool(kinds & {"each", "all", "list"}) or kinds >= {"which", "there"}
    if "moved" in kinds and kinds & {"departments", "owner", "pledges"}:
        return Overview.MOVED
    # What a list with counts tells of each: 가장 많은 부서와 적은 부서, 5건 이상인 부서
    if "departments" in kinds and ("bound" in kinds or kinds >= {"much", "few"}):
        return Overview.DEPARTMENTS
    if (ranking := _ranking(kinds)) is not None:
        return ranking
    if "strategies" in kinds and (is_list or kinds & {"count", "which"}):
        return Overview.STRATEGIES
    if "departments" in kinds and (is_list or "count" in kinds):
        return Overview.DEPARTMENTS
    if ("count" in kinds and kinds & {"pledges", "sum", "all"}) or kinds >= {"pledges", "sum"}:
        return Overview.COUNT  # 공약 몇 개야, 총 몇 개야, 총 공약 수
    is_all = kinds >= {"all", "list"} or (is_one and said[0].startswith("전체"))
    return Overview.PLEDGES if is_all or ("pledges" in kinds and is_list) else None


def _ranking(kinds: frozenset[str]) -> Overview | None:
    ranks = kinds & {"most", "order"} and kinds & {"much", "few"}
    if not (ranks or ("rank" in kinds and kinds & {"much", "few", "departments", "strategies"})):
        return None
    if "strategies" in kinds:
        return Overview.SMALLEST if "few" in kinds else Overview.LARGEST
    if kinds & {"departments", "place", "rank", "order"}:
        return Overview.FEWEST if "few" in kinds else Overview.MOST
    return None


def without_totals(text: str, keeps: Callable[[str], bool]) -> str:
    """The text without the words that ask for a sum or a mean of all; those that it `keeps`."""
    said = _TOTALS.sub(lambda one: one[0] if keeps(hangul.bare(one[0])) else " ", text)
    return " ".join(said.split()) if said != text else text


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


def names_strategy(word: str) -> bool:
    """Whether a word says that a strategy is meant: 전략, 분야."""
    return "strategies" in _kinds_of(word)


def counts(word: str) -> bool:
    """Whether a word asks how many there are: 몇, 개수."""
    return "count" in _kinds_of(word)


@lru_cache(maxsize=4096)
def belongs(word: str) -> bool:
    """Whether a word may be part of a message that asks for the table as such."""
    return is_asking(word) or not _kinds_of(word) <= {"each"}


@lru_cache(maxsize=4096)
def _kinds_of(word: str) -> frozenset[str]:
    stems = stems_of(word)
    known = {*stems, _ENDING.sub("", stems[-1])}
    if word.startswith(_BEGINNINGS):
        known.update(f"{one}~" for one in _BEGINNINGS if word.startswith(one))
    found = set[str]().union(*map(_KINDS_OF.__getitem__, known & _KINDS_OF.keys()))
    found |= {"each"} if any(map(_EACH.fullmatch, stems)) else set()
    found |= {"ours"} if is_how_many(word) else set()
    return frozenset(found | ({"place"} if is_filler(word) else set()))
