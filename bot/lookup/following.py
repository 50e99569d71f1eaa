"""Messages that go on from an answer, in words that stand alone: 두 번째 거, 그 과, 다음 거."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.korean.numerals import NATIVE_NUMERAL, counted
from bot.lookup import details
from bot.lookup.answer import answered
from bot.lookup.catalogue import Catalogue
from bot.lookup.lexicon import any_of, groups
from bot.lookup.numbering import WORDS
from bot.lookup.parsing import understood
from bot.lookup.pledge import PledgeNumber, in_sentence
from bot.lookup.question import SmallTalk
from bot.lookup.results import (
    Answer,
    Counts,
    DepartmentPledges,
    EarlierTerm,
    OnePledge,
    OnlyColumns,
)
from bot.lookup.said_parts import is_between
from bot.lookup.tokens import says

_LEAD = (
    r"\s*(?:(?:그럼|그러면|그중에?|이중에?|[그이]\s중에서?|거기서|거기|그거|방금|아까|위에서|목록에서|아니)"
    r"[\s,]*)*"
)
_THING = r"(?:\s*(?:거|것|꺼|건)(?![가-힣]{2}))?"
# 두 번째 거, but not 두 번째로 예산 많은 공약
_PLACE = (
    rf"(?:(?P<nth>\d{{1,2}}|{NATIVE_NUMERAL})\s*번째(?!로)|(?P<last>마지막)(?:\s?번째)?(?!로)"
    rf"|(?P<count>\d{{1,2}})\s?번(?![째호]))"
)
_BEGINS_WITH_PLACE = re.compile(rf"{_LEAD}(?P<place>{_PLACE})")
_PLACES = {
    is_of_pledges: re.compile(
        rf"{_PLACE}{_THING}(?:\s?(?:{named})(?![가-힣]{{2}}))?(?!\s?(?:{other}))"
    )
    for is_of_pledges, named, other in (
        (True, "공약|과제|사업", "전략|분야|부서"),
        (False, "부서|과|전략|분야", "공약|과제|사업"),
    )
}
_ITS_OWNER = re.compile(
    r"(?<![가-힣])(?:그|이|해당|같은)\s?(?:부서|과|팀)(?:에서|[의이가])?(?=[\s?!.]|$)"
)
_POINTS = re.compile(
    r"(?<![가-힣])(?:[이그저]거|[이그]건|거긴|(?:이|그|해당)\s?(?:공약|과제|사업)|아까\s?[그거]*거)(?:은|는|이|가|의)?(?![가-힣])"
)
# 다음 거, 그다음 공약은요, 바로 앞 번호
_NEIGHBOUR = re.compile(
    rf"{_LEAD}(?:바로\s?)?(?:그\s?)?(?:(?P<next>다음|뒤)|이전|직전|앞)(?:에|의)?\s?"
    r"(?:[거것꺼건]|번호|공약|과제|사업)(?:은|는|도|을|를|요|이요)*(?![가-힣])"
)
_ABOUT_ONE = re.compile("담당|부서|소관|누구(?!세)|누가|어디|번호|제목|공약명")
_GROUP = any_of(groups("browsing.tsv")["strategies"])
_WHICH_GROUP = re.compile(
    rf"{_LEAD}(?:(?:어느|무슨|어떤)\s{_GROUP}[가-힣]*|{_GROUP}[이가은는]?\s?(?:뭐|뭔|무엇)[가-힣]*)[\s?!.]*"
)
_IS_SO = re.compile(r"(?:맞|아[니닌님닙])[가-힣]*[\s?!.]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What a chat talks about: the list that was shown last, and the one that is in question."""

    listed: tuple[str, ...] = ()
    one: str = ""

    @property
    def shown(self) -> tuple[str, ...]:
        """What words may point at."""
        return (self.one,) if self.one else self.listed

    def after(self, shown: tuple[str, ...]) -> "Talk":
        """The talk once an answer has shown these: one of the list goes on with it."""
        if len(shown) == 1:
            return Talk(listed=self.listed if shown[0] in self.listed else (), one=shown[0])
        return Talk(listed=shown)


NO_TALK = Talk()


def in_full(text: str, talk: Talk, catalogue: Catalogue) -> str:
    """The text with what it points at in the talk named in full."""
    text = _by_place(_beside(text, talk, catalogue), talk.listed, catalogue)
    return _of_shown(text, talk.shown, catalogue)


def _beside(text: str, talk: Talk, catalogue: Catalogue) -> str:
    """The text with what stands before or behind the one in question, in its list or section."""
    said = _NEIGHBOUR.match(text)
    if said is None or not talk.one:
        return text
    pledge = catalogue.by_number.get(PledgeNumber(talk.one))
    section = catalogue.by_category[pledge.number.category] if pledge else ()
    for among in (talk.listed, [str(each.number) for each in section]):
        if talk.one not in among:  # a new table may write its number otherwise
            continue
        at = among.index(talk.one) + (1 if said["next"] else -1)
        if 0 <= at < len(among):
            return f"{in_sentence(among[at])} {text[said.end() :]}"
    return text


def _by_place(text: str, listed: Sequence[str], catalogue: Catalogue) -> str:
    """The text with what it names by its place in a list: 두 번째 거 말고 첫 번째.

    3번 may be a number of the list as well as a place; nobody means that of a plain number.
    """
    begun = _BEGINS_WITH_PLACE.match(text) if len(listed) > 1 else None
    if begun is None or (begun["count"] and not _only_counts(text[begun.end() :], catalogue)):
        return text
    pledges = [PledgeNumber(one) for one in listed if PledgeNumber(one) in catalogue.by_number]

    def named(said: re.Match[str]) -> str:
        place = len(listed) if said["last"] else counted(said["nth"] or said["count"]) or 0
        if said["count"] and PledgeNumber(said["count"]) in catalogue.by_number:
            return said[0]
        meant = {str(one): 0 for one in pledges if said["count"] and one.serial == place}
        meant |= dict.fromkeys(listed[place - 1 : place] if place else (), 0)
        return f"{', '.join(map(in_sentence, meant))} " if meant else said[0]

    is_of_names = listed[0] in catalogue.by_department or listed[0] in catalogue.by_strategy
    rest = text[begun.start("place") :]
    read = _PLACES[not is_of_names].sub(named, rest)
    return read.strip() if read != rest else text


def _only_counts(rest: str, catalogue: Catalogue) -> bool:
    """Whether a count is all that is said, and what columns say of it: not 5번 마을버스."""
    words = WORDS.findall(details.asked(_PLACES[True].sub(" ", rest), catalogue.headings).rest)
    return not any(says(word) and not is_between(word) for word in words)


def _of_shown(text: str, shown: Sequence[str], catalogue: Catalogue) -> str:
    """The text with the owner of the pledges that were shown, where it points at that: 그 과."""
    if _ITS_OWNER.search(text) is None:  # as few do
        return text
    found = [catalogue.by_number.get(PledgeNumber(one)) for one in shown]
    owners = {one.owners for one in found if one is not None}
    return _ITS_OWNER.sub(f"{' '.join(owners.pop())} ", text) if len(owners) == 1 else text


def of_one(text: str, number: str, alone: Answer, catalogue: Catalogue) -> str | None:
    """The text with the number of the pledge that was shown before; None where it is of another.

    `alone` answers the text by itself.
    """
    points = _POINTS.search(text)
    match alone:
        case Counts() if _WHICH_GROUP.fullmatch(text):
            needs_columns = False
        case OnlyColumns() | Counts():
            needs_columns = points is None
        case DepartmentPledges() if points or _IS_SO.search(text):
            needs_columns = False
        case SmallTalk(closes=False) if points or _ABOUT_ONE.search(text):
            needs_columns = False
        case _ if points:
            needs_columns = False
        case _:
            return None
    of_it = f"{in_sentence(number)} {_POINTS.sub(' ', text)}"
    told = answered(understood(of_it, catalogue), catalogue)
    if isinstance(told, EarlierTerm):
        told = told.answer
    if not isinstance(told, OnePledge) or told.left_out or (needs_columns and not told.columns):
        return None
    return of_it
