"""Whom a phrase names: departments, everybody, everybody but some, or the owners of pledges."""

import re
from dataclasses import replace

from bot.korean import hangul
from bot.lookup.catalogue import DEPARTMENT_ENDINGS, Catalogue
from bot.lookup.names import Named
from bot.reminders.phrases.beginning import (
    JOINED,
    JOINING,
    TO_WHOM,
    Beginning,
    Whom,
    begins_with_when,
    trimmed,
)
from bot.reminders.phrases.departments import WITH, called_like, is_slip, named
from bot.reminders.phrases.owners import owners_beside, owners_by_number, owners_looked_up
from bot.reminders.phrases.scanner import AROUND
from bot.reminders.phrases.words import LEFT_OUT, NATIVE, PLEASE, any_name, any_of, number
from bot.reminders.rules.audience import owners_of
from bot.reminders.rules.reminder import Departments, Everyone, OwnersOf

MAX_LEFT_OUT = 12  # times that a text says 빼고; behind them it has to be asked
MAX_END_WORDS = 8  # at the end of a text: 교통행정과, 주차관리과에

_EVERYONE = frozenset(
    "전체 모두 다들 전부 전부다 모두다 모든부서 각과 각부서 각실과 각팀 전과 전팀 전부서 전체부서 "
    "전체방 모든방 전부서장 각부서장 부서전체 모든과 전실과 전원".split()
)
_THE_REST = _EVERYONE | {
    *"다 부서 부서들 다른부서".split(),
    *(f"나머지{more}" for more in ("", *"부서 전부 모두 전체 다 부서모두 부서전부 부서다".split())),
}
_AND_MORE = re.compile(r"^(?:및|그리고|하고)\s+")  # 전 부서 및 읍면
_SUCH = re.compile(r"(?:읍|읍?면동?|동|출장소|사업소|산하기관|실과소)장?(?=\s)")  # 전체 읍면
_OR = re.compile(r"이?나\s*$")
_OF = ("에서", "중에서", "중", "은", "는")
_TO = r"(?:에게|한테|께|에|는|은)?(?![가-힣])"
_UNIT = "(?:부서|과|곳|데|팀|실과|실|방)"
_COUNT = rf"(?:\d{{1,2}}|{any_of(NATIVE)}|몇)"
_LEFT_OUT = re.compile(
    rf"[\s,]*(?:[을를은는만도]\s*|[이가]\s+(?=아닌))?{LEFT_OUT}(?![가-힣0-9])\s*\)?{_TO}"
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
    if (match := _OURS.match(text)) is not None:
        rest = trimmed(text[match.end() :])
        return Whom(audience=None, rest=rest, unknown=match[0], is_own=True)
    said = Beginning.of(text)
    found = (
        _everyone(said, catalogue)
        or owners_by_number(said, catalogue)
        or _departments(said, catalogue)
        or owners_looked_up(said, catalogue)
    )
    if found is None:
        return None
    if (behind := _LEFT_OUT.match(found.rest)) is not None:
        rest = _behind_the_rest(found.rest[behind.end() :])
        if isinstance(found.audience, OwnersOf):
            # All but owners, who may change until it is sent: to be asked.
            typed = text[: text.rfind(found.rest)] + behind[0].strip()
            return Whom(audience=None, rest=rest, unknown=typed)
        return replace(found, rest=rest) if found.unknown else found
    return _without_more(found, catalogue)


def _without_more(found: Whom, catalogue: Catalogue) -> Whom:
    """Whom a text names without those that it leaves out behind them, one after another."""
    for _ in range(MAX_LEFT_OUT):
        more = _left_out(found.rest, catalogue)
        if more is None or (fewer := without(found, more, catalogue)) is None:
            return found
        found = fewer
    return replace(found, audience=None)


def without(found: Whom, more: Whom, catalogue: Catalogue) -> Whom | None:
    """Whom a text names without those left out behind, of owners today's; None for others."""
    owners = found.audience if isinstance(found.audience, OwnersOf) else found.owners
    match found.audience, more.audience:
        case Everyone(without=names), Everyone(without=others):
            every = tuple(dict.fromkeys((*names, *others)))
            read_as = (*found.read_as, *more.read_as)
            return replace(found, audience=Everyone(without=every), rest=more.rest, read_as=read_as)
        case _, Everyone(without=others) if owners is not None:
            left = tuple(name for name in owners_of(owners, catalogue) if name not in others)
            return Whom(audience=None, rest=more.rest, named=left, offered=left)
    return more if owners is not None or isinstance(found.audience, Everyone) else None


def _everyone(said: Beginning, catalogue: Catalogue) -> Whom | None:
    """전체, and those left out behind it: 전체에서 환경과 빼고."""
    size = said.count_of(2, _EVERYONE, (*TO_WHOM, *_OF, "와"))
    if size == 0:
        return None
    rest = said.behind(size)
    if (left := _left_out(rest, catalogue) or left_out_of_all(rest, catalogue)) is not None:
        return left
    if (instead := _INSTEAD.match(rest)) is not None:
        return _departments(Beginning.of(rest[instead.end() :]), catalogue)
    if (some := _SOME_OF_ALL.match(rest)) is not None:
        unknown = f"{said.word(0)} {some[0]}".strip()
        return Whom(audience=None, rest=trimmed(rest[some.end() :]), unknown=unknown)
    is_with = said.word(size - 1).endswith("와")
    if is_with and (not rest or WITH.match(rest)):
        return None
    more = Beginning.of(_AND_MORE.sub("", rest))
    is_more = is_with or more.text != rest or _SUCH.match(rest)
    if is_more and more.words and not begins_with_when(more.text):
        found = _departments(more, catalogue)
        if found is not None and found.audience is not None:  # they are among all of them
            return replace(found, audience=Everyone())
        return Whom(audience=None, rest=more.behind(1), unknown=more.word(0))
    return Whom(audience=Everyone(), rest=_behind_staff(rest))


def _left_out(text: str, catalogue: Catalogue) -> Whom | None:
    """Everybody but whom the text begins with: 환경과 빼고; one that there is not is `unknown`."""
    text = re.sub(r"^\s*(?:중에서|중)\s+", "", text).lstrip(" (")
    is_ahead = _BUT.match(text) is not None
    text = _BUT.sub("", text)
    match _departments(Beginning.of(text), catalogue):
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
    said = Beginning.of(text)
    last = len(said.words)
    for at in range(max(0, last - MAX_END_WORDS), last):
        is_listed = at > 0 and said.is_behind(JOINED, at)
        if is_listed and said.word(at - 1).endswith(DEPARTMENT_ENDINGS):
            continue  # one of the list is no department
        found = _left_out(said.since(at), catalogue)
        if found is not None and not (found := _without_more(found, catalogue)).rest:
            before = text.removesuffix(said.since(at))
            return replace(found, rest=re.sub(r"[\s,(]+(?:단|다만)?[\s,]*$", "", before))
    return None


def _departments(said: Beginning, catalogue: Catalogue) -> Whom | None:
    listed: list[Named] = []
    unknown: list[str] = []
    at = 0
    while at < len(said.words):
        if (listed or unknown) and said.word(at) in JOINING:
            at += 1
            continue
        names = [each.names[0] for each in listed]
        size, found = named(said.words[at:], catalogue)
        if found is None:
            beside = owners_beside(said, at, names, catalogue) or _glued(said, at, names, catalogue)
            if beside is not None:
                return beside
            if begins_with_when(said.since(at)):
                break  # 내일과 모레
            if (other := called_like(said, at, catalogue)) is None:
                break
            unknown.append(other)
        elif len(found.names) > 1:
            rest = said.behind(at + size)
            return Whom(audience=None, rest=rest, named=tuple(names), offered=found.names)
        else:
            listed.append(found)
            either = _either(said, at + size, [*names, *found.names], catalogue)
            if either is not None:
                return either
        at += size
        if said.word(at - 1).endswith(("에게", "한테", "께")) and not said.is_behind(JOINED, at):
            break
    end = said.words[at - 1].end() if at else 0
    return _all_of(said.text, end, listed, unknown, catalogue) if listed or unknown else None


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
        if typed not in catalogue.official_names and not is_slip(typed, name)
    )
    if unknown:
        missing = ", ".join(dict.fromkeys((*guessed, *unknown)))
        return Whom(audience=None, rest=_behind_staff(text[end:]), named=names, unknown=missing)
    return replace(_with_ending(text, end, names, read_as), guessed=guessed)


def _either(said: Beginning, at: int, names: list[str], catalogue: Catalogue) -> Whom | None:
    """환경과나 청소행정과, 환경과 또는 청소행정과: one of these, to be asked."""
    if said.word(at) in {"또는", "혹은"}:
        at += 1
    elif not said.is_behind(_OR, at):
        return None
    size, other = named(said.words[at:], catalogue)
    if other is None:
        return None
    return Whom(audience=None, rest=said.behind(at + size), offered=(*names, *other.names))


def _with_ending(
    text: str, end: int, names: tuple[str, ...], read_as: tuple[tuple[str, str], ...]
) -> Whom:
    """Departments with what stands behind them: 제외한 전체, 외 3개 부서, 담당자에게."""
    if (match := _INCLUDED.match(text, end)) is not None:
        end = match.end()
    if (match := _COUNTED.match(text, end)) is not None:
        if number(match["count"]) != len(names):
            rest = trimmed(text[match.end() :])
            return Whom(audience=None, rest=rest, named=names, read_as=read_as)
        end = match.end()
    if (match := _AND_OTHERS.match(text, end)) is not None:
        rest = trimmed(text[match.end() :])
        return Whom(audience=None, rest=rest, named=names, read_as=read_as)
    if (match := _LEFT_OUT.match(text, end)) is not None:
        rest = _behind_the_rest(text[match.end() :])
        return Whom(audience=Everyone(without=names), rest=rest, read_as=read_as)
    rest = _behind_staff(text[end:])
    return Whom(audience=Departments(names=names), rest=rest, read_as=read_as)


def _behind_staff(text: str) -> str:
    """How a text goes on behind 담당자에게, and behind 담당자 where it goes on with when."""
    if (match := _STAFF.match(text)) is None:
        return trimmed(text)
    behind = text[match.end() :]
    is_clear = match["to"] or match[0].endswith("다")
    return trimmed(behind if is_clear or begins_with_when(behind.lstrip(AROUND)) else text)


def _behind_the_rest(text: str) -> str:
    """How a text goes on behind 전체, 나머지 부서에; the text where it begins with none of them."""
    said = Beginning.of(text)
    size = said.count_of(3, _THE_REST, TO_WHOM)
    return said.behind(size) if size else trimmed(text)


def _glued(said: Beginning, at: int, names: list[str], catalogue: Catalogue) -> Whom | None:
    """What to ask of a word that goes on behind a department in a list: 환경과, 의약과점검."""
    others = [name for name in catalogue.by_department if said.word(at).startswith(name)]
    if not names or not others or not said.is_behind(JOINED, at):
        return None
    rest = trimmed(said.since(at))
    return Whom(audience=None, rest=rest, named=tuple(names), offered=(*names, *others))


def _spaced(text: str, catalogue: Catalogue) -> str:
    """The text with spaces behind names, before a name or a schedule: 교통행정과매주월요일9시."""
    names = any_name({*catalogue.departments.names, *_EVERYONE})
    known = re.compile(
        re.sub("(?<![^|])(모든|전|각)(?=[^|])", r"\1\\s*", names)
        + r"|(?:을|를|은|는|만|도)?(?:제외(?:하고|한)?|빼고|뺀|말고)"
        r"|[을를은는도](?=\s+(?:제외|빼|뺀))|[\s,·ㆍ・&+/]+"
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
        if not (known.match(text, end) or begins_with_when(following)):
            break
        gap = "" if re.match("[,·ㆍ・&+/]|에게|한테", following) else " "
        spaced, at = spaced + match[0] + gap, end
    return spaced + text[at:]
