"""Whom a phrase names: departments, everybody, everybody but some, or the owners of pledges."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import ne
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup import lexicon
from bot.lookup.answer import answered
from bot.lookup.catalogue import DEPARTMENT_ENDINGS, Catalogue
from bot.lookup.engine.matching import How
from bot.lookup.numbers import Numbers, numbers
from bot.lookup.parsing import understood as asked
from bot.lookup.pledge import Pledge, in_sentence
from bot.lookup.question import UnknownNumber
from bot.lookup.results import ManyPledges, OnePledge
from bot.lookup.words import MARK, is_asking, word, written
from bot.reminders.phrases.scanner import AROUND, pieces
from bot.reminders.phrases.tokens import Count, Since, Until
from bot.reminders.phrases.words import LEFT_OUT, NATIVE, PLEASE, any_of, number
from bot.reminders.rules.audience import owners_of
from bot.reminders.rules.reminder import Audience, Departments, Everyone, OwnersOf

if TYPE_CHECKING:
    from bot.lookup.names import Named

MAX_WORD_CHARS = 40  # no name is longer, and comparing takes its time
MAX_NAME_WORDS = 3  # 민원 감사 담당관
MAX_NUMBER_WORDS = 12  # 지역개발-05, 경제-03 … 담당 부서
MAX_ASKED_WORDS = 6  # 주차 공약 담당
MAX_OWNED = 10  # pledges of which the owners are offered; more of them say nothing
MAX_END_WORDS = 8  # at the end of a text: 교통행정과, 주차관리과에

_EVERYONE = frozenset(
    "전체 모두 다들 전부 전부다 모두다 모든부서 각과 각부서 각실과 각팀 전과 전팀 전부서 전체부서 "
    "전체방 모든방 전부서장 각부서장 부서전체 모든과 전실과 전원".split()
)
_THE_REST = _EVERYONE | {
    *"다 부서 부서들 다른부서".split(),
    *(f"나머지{more}" for more in ("", *"부서 전부 모두 전체 다 부서모두 부서전부 부서다".split())),
}
_JOINING = frozenset("및 와 과 그리고 하고 랑".split())
# Surely joined, where 과 may be the last syllable of a name.
_AND_ALSO = re.compile(
    rf"(?:[,·ㆍ・&+/]|(?<=[과국소실팀관단터])(?:와|과|이?랑|하고)|\s{any_of(_JOINING)})\s*$"
)
JOINED = re.compile(r"(?:[,·ㆍ・&+/]|와|과|랑|하고|및)\s*$")
_LISTING = re.compile(r"(?:[,·ㆍ・&+/]|와|하고|\s(?:및|그리고))\s*$")  # surely
_AND_MORE = re.compile(r"^(?:및|그리고|하고)\s+")  # 전 부서 및 읍면
_SUCH = re.compile(r"(?:읍|읍?면동?|동|출장소|사업소|산하기관|실과소)장?(?=\s)")  # 전체 읍면
_OR = re.compile(r"이?나\s*$")
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
_WITH = re.compile(r"\s*(?:관련|연관|무관|함께|같[은이]|더불어|연계|상관)")
_WORD = re.compile(r"[^\s,·ㆍ・&+/():]+")
TO_WHOM = ("에게", "한테", "께", "에")
_OF = ("에서", "중에서", "중", "은", "는")
_TO = r"(?:에게|한테|께|에|는|은)?(?![가-힣])"
_UNIT = "(?:부서|과|곳|데|팀|실과|실|방)"
_COUNT = rf"(?:\d{{1,2}}|{any_of(NATIVE)}|몇)"
_LEFT_OUT = re.compile(
    rf"[\s,]*(?:[을를은는만]\s*|[이가]\s+(?=아닌))?{LEFT_OUT}(?![가-힣0-9])\s*\)?{_TO}"
)
_INSTEAD = re.compile(r"(?:말고|(?:아니고|[가이]?\s*아니라)(?=\s))\s*")  # 전체 말고 환경과만
_SOME_OF_ALL = re.compile(r"중(?:에서?)?\s[^\n,]{1,20}?만(?=\s)")  # 전체 중 복지 관련만
_LEFT_OUT_LAST = re.compile(rf"(?:제외|빼고|빼|말고)(?:하고|하여|해서|해)?(?:{PLEASE})?[\s.)!]*$")
_AND_OTHERS = re.compile(
    rf"\s*(?:(?:외|등|[을를]?\s*포함(?:한|하여|해서)?)\s*(?:에\s*)?{_COUNT}\s*개?\s*{_UNIT}|등){_TO}"
)
_BUT = re.compile(r"^[-–−](?=[가-힣])")  # 전체 -환경과
_COUNTED = re.compile(rf"\s*(?P<count>{_COUNT})\s*개?\s*{_UNIT}{_TO}")
_INCLUDED = re.compile(
    r"\s*(?:포함(?:해서|하여)?\s*(?:\)|(?=\s))|\))"
)  # 교통행정과(주차관리과 포함)
# Who is told in a department, and by what; behind it a particle, or when.
_STAFF = re.compile(
    r"\s*(?:(?:둘|셋|넷|모두)\s*다|(?:공약\s*)?(?:담당자|담당|직원|팀장|과장|부서장|주무관|실무자|서무"
    r"|(?:단?톡|채팅|대화)?방|그룹|부서|소속|전원|모두|대상|앞|쪽|측|분)(?:들|님|분)*"
    r"(?:(?P<to>에게|한테|께|에|으로)|[은는])?)(?![가-힣])"
)
# What stands ahead of whom a text is for.
_CALLED = re.compile(
    r"^(?:안녕하(?:세요|십니까)[\s,.!~]+)?(?:\[?(?:알림|리마인[드더])\]?[\s:]+)?(?:(?:수신(?:자|처|부서)?|받는\s*(?:곳|사람|부서)|대상(?:\s*부서)?|to)[\s:.]+)?",
    re.IGNORECASE,
)
_OURS = re.compile(rf"(?:우리|저희|본)\s*{_UNIT}{_TO}|이\s*방{_TO}")
_IN_CHARGE = re.compile(
    rf"[을를]?\s*(?:맡은|맡는|맡고\s*있는|하는|추진하는|담당하는|담당하고\s*있는)\s*{_UNIT}"
    r"(?=에게|한테|에|으?로|\s|$)"
)
# 공약 담당 부서 모두, 전 담당부서
_EVERY_OWNER = re.compile(
    r"^(?:(?P<all>모든|전체?)\s*)?(?:공약\s*)?담당\s*(?:부서)?(?:들)?(?(all)|\s*(?:모두|전체|전부))(?=에|\s)"
)
_OWNER = re.compile(r"(?:담당|소관|주관)(?:자|부서|과|팀)?(?:들)?(?:에게|한테|께|에|으?로)?$")
_CALLED_PLEDGE = frozenset("공약 공약사업 사업 과제 번호".split())
_OFFICE = re.compile(r"^(?:부서|직원|팀)(?:들)?(?:에게|한테|께|에)?(?![가-힣])\s*")


Words = list[re.Match[str]]  # those of a text, up to one that is too long for a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Whom the beginning of a text names, and how the text goes on.

    `audience` is None where that has to be asked: where several departments are meant equally
    well, which are `offered`; where there is no such department or number, which is `unknown`;
    where it is the `owners` of pledges that were looked up; where it `is_own`, 우리 부서. `named`
    are those named beyond doubt. `guessed` are the words that no department is called by, and which
    were read as one all the same: 교통과, 감사실.
    """

    audience: Audience | None
    rest: str
    named: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    owners: OwnersOf | None = None
    unknown: str = ""
    read_as: tuple[tuple[str, str], ...] = ()
    is_own: bool = False
    guessed: tuple[str, ...] = ()


def whom(text: str, catalogue: Catalogue) -> Whom | None:
    """Whom the beginning of a text names; None where it names nobody.

    >>> from bot.lookup.catalogue import Catalogue
    >>> from datetime import date
    >>> table = Catalogue(term="", pledges=(), aliases=(), as_of=date(2026, 1, 1), source="")
    >>> whom("전체 12/20 마감", table).rest
    '12/20 마감'
    """
    text = _CALLED.sub("", _spaced(text, catalogue))
    text = _EVERY_OWNER.sub("전체", _IN_CHARGE.sub(" 담당", text))
    words = words_of(text)
    if (match := _OURS.match(text)) is not None:
        rest = _trimmed(text[match.end() :])
        return Whom(audience=None, rest=rest, unknown=match[0], is_own=True)
    found = (
        _everyone(text, words, catalogue)
        or _owners(text, words, catalogue)
        or _departments(text, words, catalogue)
        or _looked_up(text, words, catalogue)
    )
    behind = _LEFT_OUT.match(found.rest) if found is not None else None
    if found is None or behind is None:
        return found
    rest = _behind_the_rest(found.rest[behind.end() :])
    if isinstance(found.audience, OwnersOf):
        # All but owners, who may change until it is sent: to be asked.
        typed = text[: text.rfind(found.rest)] + behind[0].strip()
        return Whom(audience=None, rest=rest, unknown=typed)
    return replace(found, rest=rest) if found.unknown else found


def _everyone(text: str, words: Words, catalogue: Catalogue) -> Whom | None:
    """전체, and those left out behind it: 전체에서 환경과 빼고."""
    size = _beginning(words[:2], _EVERYONE, (*TO_WHOM, *_OF, "와"))
    if size == 0:
        return None
    rest = _after(text, words[:size])
    if (left := _left_out(rest, catalogue) or left_out_of_all(rest, catalogue)) is not None:
        return left
    if (instead := _INSTEAD.match(rest)) is not None:
        return _departments(rest[instead.end() :], words_of(rest[instead.end() :]), catalogue)
    if (some := _SOME_OF_ALL.match(rest)) is not None:
        rest = _trimmed(rest[some.end() :])
        return Whom(audience=None, rest=rest, unknown=f"{words[0][0]} {some[0]}".strip())
    is_with = words[size - 1][0].endswith("와")
    if is_with and (not rest or _WITH.match(rest)):
        return None
    more = _AND_MORE.sub("", rest)
    if (is_with or more != rest or _SUCH.match(rest)) and words_of(more) and not _begins(more):
        found = _departments(more, words_of(more), catalogue)
        if found is not None and found.audience is not None:  # they are among all of them
            return replace(found, audience=Everyone())
        other = words_of(more)[:1]
        return Whom(audience=None, rest=_after(more, other), unknown="".join(w[0] for w in other))
    return Whom(audience=Everyone(), rest=_behind_staff(rest))


def _beginning(words: Words, known: frozenset[str], ends: tuple[str, ...]) -> int:
    """How many of these words, the more the better, are together one that is known."""
    for size in range(len(words), 0, -1):
        typed = hangul.search_key("".join(each[0] for each in words[:size]))
        if _without_particle(typed, ends) in known:
            return size
    return 0


def _left_out(text: str, catalogue: Catalogue) -> Whom | None:
    """Everybody but the departments that the text begins with: 환경과 빼고, (환경과 제외).

    A department to be left out that there is not is `unknown`.
    """
    text = re.sub(r"^\s*(?:중에서|중)\s+", "", text).lstrip(" (")
    is_ahead = _BUT.match(text) is not None
    text = _BUT.sub("", text)
    match _departments(text, words_of(text), catalogue):
        case Whom(audience=Departments(names=names)) as found if is_ahead:
            return replace(found, audience=Everyone(without=names))
        case Whom(audience=Everyone()) as found:
            return found
        case Whom(unknown=str(unknown)) as found if unknown and (
            behind := _LEFT_OUT.match(found.rest)
        ):
            return replace(found, rest=_behind_the_rest(found.rest[behind.end() :]))
    return None


def left_out_of_all(text: str, catalogue: Catalogue) -> Whom | None:
    """The same at the end of the text: …, 단 환경과는 제외."""
    if _LEFT_OUT_LAST.search(text) is None:
        return None
    words = words_of(text)
    for size in range(min(len(words), MAX_END_WORDS), 0, -1):
        start = words[-size].start()
        is_listed = JOINED.search(text, 0, start) is not None and size < len(words)
        if is_listed and words[-size - 1][0].endswith(DEPARTMENT_ENDINGS):
            continue  # one of the list is no department
        found = _left_out(text[start:], catalogue)
        if found is not None and not found.rest:
            rest = re.sub(r"[\s,(]+(?:단|다만)?[\s,]*$", "", text[:start])
            return replace(found, rest=rest)
    return None


def _owners(text: str, words: Words, catalogue: Catalogue) -> Whom | None:
    """지역개발-05 담당: the owners of the pledges that the text begins with."""
    unknown = ""
    # 12/20 and 3시 are no numbers of pledges; 5번 may be one.
    said = pieces(text)
    times = (each.start for each in said if not isinstance(each.piece, Count | Since | Until))
    end = next(times, len(text))
    words = [each for each in words if each.end() <= end]
    for size in range(min(len(words), MAX_NUMBER_WORDS), 0, -1):
        beginning = hangul.normalized(text[: words[size - 1].end()])
        if not re.search("[a-z가-힣]", beginning):
            continue  # a digit alone begins a list as well
        match numbers(beginning, catalogue):
            case Numbers() as found if all(map(_is_filler, written(found.rest))):
                if not MARK.match(found.text.strip()) and words[0][0] not in _CALLED_PLEDGE:
                    return None  # 점검 지역개발-05 담당에게
                missing = [n for n in found.numbers if n not in catalogue.by_number]
                return Whom(
                    audience=None
                    if missing
                    else OwnersOf(numbers=found.numbers, term=catalogue.term),
                    rest=_after(text, words[:size]),
                    unknown=", ".join(map(str, missing)),
                    read_as=(found.correction,) if found.correction else (),
                )
            case UnknownNumber(typed=typed) if size == 1:
                unknown = typed
    # What has a word before its digits is meant as a number.
    if "-" in unknown and not unknown[0].isdecimal():
        return Whom(audience=None, rest=_after(text, words[:1]), unknown=unknown)
    return None


def _departments(text: str, words: Words, catalogue: Catalogue) -> Whom | None:
    """교통행정과, 주차관리과: the departments that the text begins with."""
    listed: list[Named] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        if (listed or unknown) and words[at][0] in _JOINING:
            at += 1
            continue
        names = [each.names[0] for each in listed]
        size, named = _named(words[at:], catalogue)
        if named is None:
            beside = _owners_beside(text, words, at, names, catalogue)
            if beside is not None or (beside := _glued(text, words, at, names, catalogue)):
                return beside
            if _begins(text[words[at].start() :]):
                break  # 내일과 모레
            if (other := _called_like(text, words, at, catalogue)) is None:
                break
            unknown.append(other)
        elif len(named.names) > 1:
            rest = _after(text, words[: at + size])
            return Whom(audience=None, rest=rest, named=tuple(names), offered=named.names)
        else:
            listed.append(named)
            either = _either(text, words, at + size, [*names, *named.names], catalogue)
            if either is not None:
                return either
        at += size
        if not _goes_on(text, words, at):
            break
    end = words[at - 1].end() if at else 0
    return _all_of(text, end, listed, unknown, catalogue) if listed or unknown else None


def _all_of(
    text: str, end: int, listed: list[Named], unknown: list[str], catalogue: Catalogue
) -> Whom:
    """The departments of a list that ends there, and what there is none of."""
    names = tuple(dict.fromkeys(each.names[0] for each in listed))
    spelled = ((each.typed, each.names[0]) for each in listed)
    read_as = tuple(each for each in spelled if each[0] != hangul.search_key(each[1]))
    guessed = tuple(
        typed
        for typed, name in read_as
        if typed not in catalogue.official_names and not _is_slip(typed, name)
    )
    if unknown:
        missing = ", ".join(dict.fromkeys((*guessed, *unknown)))
        return Whom(audience=None, rest=_behind_staff(text[end:]), named=names, unknown=missing)
    return replace(_with_ending(text, end, names, read_as), guessed=guessed)


def _owners_beside(
    text: str, words: Words, at: int, names: list[str], catalogue: Catalogue
) -> Whom | None:
    """교통행정과, 지역개발-05 담당: departments, and today's owners of pledges; to be confirmed."""
    start = words[at].start()
    if not names or _AND_ALSO.search(text, 0, start) is None:
        return None
    found = _owners(text[start:], words_of(text[start:]), catalogue)
    said = text[start:].removesuffix(found.rest) if found is not None else ""
    if found is None or not any(_OWNER.search(word) for word in said.split()):
        return None  # 환경과, 지역개발-05 자료 제출
    if not isinstance(found.audience, OwnersOf):
        return replace(found, named=tuple(names))
    every = tuple(dict.fromkeys((*names, *owners_of(found.audience, catalogue))))
    return replace(found, audience=None, named=every, offered=every)


def _is_slip(typed: str, name: str) -> bool:
    """Whether one syllable is another: 주차행정과 is rather another name than 자치행정과."""
    name = hangul.search_key(name)
    return len(typed) == len(name) and sum(map(ne, typed, name)) == 1


def _either(
    text: str, words: Words, at: int, names: list[str], catalogue: Catalogue
) -> Whom | None:
    """환경과나 청소행정과, 환경과 또는 청소행정과: one of these, to be asked."""
    if at < len(words) and words[at][0] in {"또는", "혹은"}:
        at += 1
    elif at >= len(words) or not _OR.search(text, 0, words[at].start()):
        return None
    size, other = _named(words[at:], catalogue)
    if other is None:
        return None
    rest = _after(text, words[: at + size])
    return Whom(audience=None, rest=rest, offered=(*names, *other.names))


def _goes_on(text: str, words: Words, at: int) -> bool:
    """Whether a list of departments goes on: not where one ends with 에게."""
    return not words[at - 1][0].endswith(("에게", "한테", "께")) or (
        at < len(words) and bool(JOINED.search(text, 0, words[at].start()))
    )


def _with_ending(
    text: str, end: int, names: tuple[str, ...], read_as: tuple[tuple[str, str], ...]
) -> Whom:
    """Departments with what stands behind them: 제외한 전체, 외 3개 부서, 담당자에게."""
    if (match := _INCLUDED.match(text, end)) is not None:
        end = match.end()
    if (match := _COUNTED.match(text, end)) is not None:
        if number(match["count"]) != len(names):
            rest = _trimmed(text[match.end() :])
            return Whom(audience=None, rest=rest, named=names, read_as=read_as)
        end = match.end()
    if (match := _AND_OTHERS.match(text, end)) is not None:
        rest = _trimmed(text[match.end() :])
        return Whom(audience=None, rest=rest, named=names, read_as=read_as)
    if (match := _LEFT_OUT.match(text, end)) is not None:
        rest = _behind_the_rest(text[match.end() :])
        return Whom(audience=Everyone(without=names), rest=rest, read_as=read_as)
    rest = _behind_staff(text[end:])
    return Whom(audience=Departments(names=names), rest=rest, read_as=read_as)


def _behind_staff(text: str) -> str:
    """How a text goes on behind 담당자에게, and behind 담당자 where it goes on with when."""
    match = _STAFF.match(text)
    is_whom = match and (
        match["to"] or match[0].endswith("다") or _begins(text[match.end() :].lstrip(AROUND))
    )
    return _trimmed(text[match.end() :] if match and is_whom else text)


def _behind_the_rest(text: str) -> str:
    """How a text goes on behind 전체, 나머지 부서에; the text where it begins with none of them."""
    words = words_of(text)
    size = _beginning(words[:3], _THE_REST, TO_WHOM)
    return _after(text, words[:size]) if size else _trimmed(text)


def _looked_up(text: str, words: Words, catalogue: Catalogue) -> Whom | None:
    """주차 공약 담당: the owners of the pledges that the words are about.

    To be confirmed where those are several departments, or something was read into the words.
    """
    for size, each in enumerate(words[:MAX_ASKED_WORDS], start=1):
        owner = _OWNER.search(each[0])
        if owner is None or (size == 1 and owner.start() == 0):
            continue
        typed = _trimmed(text[: each.start() + owner.start()])
        if _begins(typed) and not isinstance(pieces(typed)[0].piece, Count):
            return None
        if isinstance(numbers(hangul.normalized(typed), catalogue), Numbers):
            return None
        rest = _OFFICE.sub("", _after(text, words[:size]))
        answer = answered(asked(f"{typed} 담당", catalogue), catalogue)
        match answer:
            case OnePledge(pledge=pledge):
                found: tuple[Pledge, ...] = (pledge,)
            case ManyPledges(pledges=found) if len(found) <= MAX_OWNED:
                pass
            case _:
                unknown = Whom(audience=None, rest=rest, unknown=f"{typed} 담당")
                return unknown if _begins(rest) else None
        owners = OwnersOf(numbers=tuple(each.number for each in found), term=catalogue.term)
        if answer.readings or answer.left_out or len({each.owners for each in found}) > 1:
            return Whom(audience=None, rest=rest, owners=owners)
        read_as = (f"{typed} 담당", f"{', '.join(map(in_sentence, owners.numbers))} 담당")
        return Whom(audience=owners, rest=rest, read_as=(read_as,))
    return None


def _glued(text: str, words: Words, at: int, names: list[str], catalogue: Catalogue) -> Whom | None:
    """What to ask of a word that goes on behind a department in a list: 환경과, 의약과점검."""
    typed = words[at][0]
    others = [name for name in catalogue.by_department if typed.startswith(name)]
    if not names or not others or not JOINED.search(text, 0, words[at].start()):
        return None
    rest = _trimmed(text[words[at].start() :])
    return Whom(audience=None, rest=rest, named=tuple(names), offered=(*names, *others))


def _called_like(text: str, words: Words, at: int, catalogue: Catalogue) -> str | None:
    """What a word is called like a department that is none: 총무과; in a list also 보건소."""
    match = CALLED_LIKE.fullmatch(words[at][0])
    if match is None or _WITH.match(text, words[at].end()) or is_no_office(match["name"]):
        return None
    if _is_listed(text, words, at, catalogue, to=match["to"] or ""):
        return match["name"]
    is_other = not match["surely"] or catalogue.titles.stands(match["name"])
    return None if is_other else match["name"]


def _is_listed(text: str, words: Words, at: int, catalogue: Catalogue, *, to: str) -> bool:
    """Whether a word is one of a list: before a department, or behind one up to when or what."""
    goes_on = _LISTING.search(text, 0, words[at].start()) is not None
    behind = at + 2 if words[at + 1 : at + 2] and words[at + 1][0] in _JOINING else at + 1
    if behind < len(words) and _LISTING.search(text, 0, words[behind].start()):
        _, named = _named(words[behind:], catalogue)
        return goes_on or (named is not None and named.how is How.EXACT)
    behind_it = text[words[at].end() :]
    is_last = behind_it.lstrip().startswith(":") or not (rest := behind_it.lstrip(AROUND))
    return goes_on and (to in TO_WHOM or is_last or _begins(rest))


def is_no_office(name: str) -> bool:
    """Whether what ends like a department is a word of what is to be said: 결과, 외과."""
    return name in _CLINICS or _NO_OFFICE.search(name) is not None


def _named(words: Words, catalogue: Catalogue) -> tuple[int, Named | None]:
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
            named = known.recognized(stem)
            # Without 과 a short name is as well a word of what is to be said: 주차, 환경.
            is_guess = known.has_ending(stem) and not (is_full and size > 1)
            if named and (named.how is How.EXACT or is_guess):
                return size, named
    return 1, None


def _spaced(text: str, catalogue: Catalogue) -> str:
    """The text with spaces behind the names that it begins with: 교통행정과매주월요일9시.

    Only where a name, a word for leaving out, or a schedule follows.
    """
    names = sorted({*catalogue.departments.names, *_EVERYONE}, key=len, reverse=True)
    escaped = "|".join(re.escape(name) for name in names if name)
    known = re.compile(
        re.sub("(?<![^|])(모든|전|각)(?=[^|])", r"\1\\s*", escaped)
        + r"|(?:을|를|은|는|만)?(?:제외(?:하고|한)?|빼고|뺀|말고)"
        r"|[을를은는](?=\s+(?:제외|빼|뺀))|[\s,·ㆍ・&+/]+"
        r"|(?:와|과|랑|및)(?=[가-힣])|에게|한테|[가-힣]{2,6}-\d{1,3}|담당(?:부서|자|과)?(?:에게|에)?"
    )
    at = 0
    spaced = ""
    while (match := known.match(text, at)) is not None and match.end() < len(text):
        end = match.end()
        following = text[end:]
        if match[0][-1] in " ,·ㆍ・&+/\t\n" or following[0].isspace():
            spaced, at = spaced + match[0], end
            continue
        if not (known.match(text, end) or _begins(following)):
            break
        gap = "" if re.match("[,·ㆍ・&+/]|에게|한테", following) else " "
        spaced, at = spaced + match[0] + gap, end
    return spaced + text[at:]


def words_of(text: str) -> Words:
    """The words of a text, up to one that is too long for a name."""
    words = _WORD.finditer(text)
    return list(takewhile(lambda each: each.end() - each.start() <= MAX_WORD_CHARS, words))


def _begins(text: str) -> bool:
    """Whether the text begins with words of a schedule."""
    return any(each.start == 0 for each in pieces(text)[:1])


def _trimmed(text: str) -> str:
    """The text without the signs around it: → 회의, - 회의."""
    return text.strip(AROUND).removeprefix("- ").lstrip()


def _after(text: str, words: Words) -> str:
    """How the text goes on behind these words at its beginning."""
    return _trimmed(text[words[-1].end() :])


def _is_filler(token: str) -> bool:
    return is_asking(_without_particle(token, TO_WHOM)) or token in {*TO_WHOM, "까지"}


def _without_particle(typed: str, particles: tuple[str, ...]) -> str:
    """The word, bare and without the first of these particles that it ends with."""
    typed = hangul.bare(typed)
    return next((typed.removesuffix(to) for to in particles if typed.endswith(to)), typed)
