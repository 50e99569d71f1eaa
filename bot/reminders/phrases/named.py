"""Days that a text names beside other words: deadlines, and the days off that an office adds."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from operator import itemgetter

from bot.reminders.phrases import tokens
from bot.reminders.phrases.clusters import Group
from bot.reminders.phrases.days import Ask, NamedDays, Question, Span, edge, single_days
from bot.reminders.phrases.groups import Pieces
from bot.reminders.phrases.scanner import pieces
from bot.reminders.phrases.words import ANY_DAY_OFF, DO, PLEASE, closed
from bot.reminders.rules.schedule import Dates, DayOfMonth, Monthly, Once
from bot.reminders.rules.working_days import DAY, WorkingDays

EIGHT_YEARS = 8 * 366
_HALF_DAY = re.compile(r"반[차일휴]|반공일|단축\s*근무|조기\s*퇴근")
_SIGNS = " .,·/:~—–-"
_UNTIL = re.compile(r"^\s*(?:마감|(?:되기\s*|오기\s*)?[직이]?전?까지)?[\s.,—–-]*")
_DUE = re.compile(r"(?:마감일?|(?:제출\s*)?기한)(?:은|:)?\s*$")  # 기한은 12월 18일
_IN_BRACKETS = re.compile(r"^\s*\(([^)]*)\)")  # 12/24(18시)
_EMPTY = re.compile(r"\(\s*\)")
_REMOVE = r"(?:삭제|취소|제거|해제|제외|빼|지우|지워|없애)"
_REMOVAL = re.compile(
    rf"(?:^|\s)(?:휴일|휴무)?(?:에서|을|를)?\s*{_REMOVE}\S*(?:{PLEASE})?$"
    rf"|^(?:{ANY_DAY_OFF}\s*)?{_REMOVE}{DO}\s"
)
_REQUEST = re.compile(
    rf"\s*(?:쉬\S*|쉼|쉽니다)$|\s*(?:(?<![가-힣]){ANY_DAY_OFF})?(?:으?로)?\s*(?:추가|등록|지정|설정){DO}\s*$"
    rf"|^(?:추가|등록){DO}\s+(?=\S)"
)
_IS_MOVED = re.compile(r"변경|옮기|옮겨|바꾸|바꿔|대신|[→➡]")
_LIST = re.compile(
    rf"(?:(?:20\d\d\s*년?|올해|금년|내년)(?:도|의)?\s*)?(?:(?:추가|등록)(?:한|된)\s*)?{ANY_DAY_OFF}?\s*(?:목록|리스트|현황|전체|뭐\s*있\S+|언제\S*)?"
    rf"\s*(?:보기|조회|확인|(?:보여|알려){PLEASE})?[\s?.!]*"
)
_UNCLEAR_DAYS = frozenset({Question.NO_SUCH_DATE, Question.DISAGREES, Question.PASSED})


def named_days_off(
    words: str, today: date, calendar: WorkingDays
) -> tuple[tuple[date, ...], str] | None:
    """The days that a text names, ascending, of yearly ones the next, and their name; or None."""
    found = [*_groups(words, today, calendar)]
    dated = [each for each in found if not _is_name(words, *each)]
    lengths = {
        each.start: (each.piece.days, each.end)
        for each in pieces(words)
        if isinstance(each.piece, tokens.During)
    }
    groups, name, at = [], "", 0
    for group, start, end in dated or found:
        # 12/31 쉽니다, 12/31은 빼 줘: what it is to be belongs to the name.
        is_off = isinstance(group.mark, tokens.Without)
        groups.append(replace(group, mark=None) if is_off else group)
        name, at = name + words[at:start], group.end if is_off else end
        behind = len(words) - len(words[end:].lstrip())
        if behind in lengths and (first := edge(group.days, 0)) is not None:
            count, at = lengths[behind]  # 12/24부터 사흘간
            days_in_a_row = Span(first=first, last=first + (count - 1) * DAY)
            groups[-1] = replace(group, mark=None, days=days_in_a_row)
    days = tuple(sorted(_days_of(groups, today)))
    if not days or (len(days) > 1 and (is_yearly(words) or _IS_MOVED.search(words))):
        return None
    name, after = (_REQUEST.sub("", part.strip(_SIGNS)) for part in (name, words[at:]))
    if after and re.fullmatch(ANY_DAY_OFF, name):
        name = ""  # 휴일 12/31 종무일
    return days, _EMPTY.sub("", f"{name} {after.strip(_SIGNS)}").strip(_SIGNS)


def asks_for_list(words: str) -> bool:
    """Whether days off are asked for: 목록, 내년 휴일 보여줘.

    >>> asks_for_list("내년 휴일 목록"), asks_for_list("2027"), asks_for_list("임시공휴일")
    (True, True, False)
    """
    return _LIST.fullmatch(words.strip()) is not None


def is_yearly(words: str) -> bool:
    """Whether days off are said to come every year."""
    return any(each.piece == tokens.EveryMonths(12) for each in pieces(words))


def is_part_of_day(words: str) -> bool:
    """Whether less than a day is named: 12/31 오후, 3월 12일 반차, 14시부터.

    >>> is_part_of_day("3월 12일 오후 반차"), is_part_of_day("12/31 종무일")
    (True, False)
    """
    said = (
        isinstance(each.piece, tokens.Clock | tokens.ClockRange | tokens.PartOfDay)
        for each in pieces(words)
    )
    return any(said) or _HALF_DAY.search(words) is not None


def asks_to_remove(name: str) -> bool:
    """Whether what days are called is that they are no days off any more.

    >>> asks_to_remove("종무일 삭제"), asks_to_remove("빼 주세요"), asks_to_remove("취소의 날")
    (True, True, False)
    """
    return _REMOVAL.search(name) is not None


def unclear_day(words: str, today: date, calendar: WorkingDays) -> tuple[Question, str] | None:
    """What is wrong with the first day that has to be asked about, and how it is said."""
    for group, start, end in _groups(words, today, calendar):
        if isinstance(group.days, Ask) and group.days.question in _UNCLEAR_DAYS:
            return group.days.question, words[start:end].strip()
    return None


def _is_name(words: str, group: Group, start: int, end: int) -> bool:
    """Whether days may be a part of what others are called: 임시공휴일(국군의 날)."""
    is_written = any(char.isdigit() for char in words[start:end])
    return not is_written and isinstance(
        group.pieces[0], tokens.Date | tokens.DaysAround | tokens.PublicHoliday
    )


def _groups(words: str, today: date, calendar: WorkingDays) -> Iterator[tuple[Group, int, int]]:
    """The pieces that name days together, and where they begin and end, but for 어제."""
    read, at = Pieces(found=pieces(words), text=words, today=today, calendar=calendar), 0
    while at < len(read.found):
        group, start = read.group(at), read.found[at].start
        at += 1 if group is None else group.size
        match group:
            case None | Group(found=[tokens.Found(piece=tokens.Ahead(count=-1 | -2))]):
                continue
        yield group, start, closed(words, start, read.found[at - 1].end)


def _days_of(groups: list[Group], today: date) -> set[date]:
    """All days that are named, each clear; none where one is not."""
    match groups:
        case [Group(mark=tokens.Since()) as first, Group(mark=tokens.Until() | None) as last]:
            start, end = edge(first.days, 0), edge(last.days, -1)
            if start is None or end is None or end < start:
                return set()
            groups = [replace(first, mark=None, days=Span(first=start, last=end))]
    days: set[date] = set()
    for group in groups:
        match group.mark, group.days:
            case None, Span(first=start, last=end):
                days |= {start + ahead * DAY for ahead in range((end - start).days + 1)}
            case None, NamedDays(rule=Once() | Dates() as rule):
                days |= {*single_days(rule)}
            case None, NamedDays(rule=Monthly(days=[DayOfMonth(day=number)], months=[month])):
                ahead = (today + step * DAY for step in range(EIGHT_YEARS))  # 2/29 comes within
                days.add(next(day for day in ahead if (day.month, day.day) == (month, number)))
            case _:
                return set()
    return days


def named_deadline(words: str, today: date, calendar: WorkingDays) -> tuple[str, str] | None:
    """The day that a text names, or a series or open one as it is said, and the rest; or None."""
    found = min(_named(words, today, calendar), key=itemgetter(0), default=None)
    return found[1:] if found is not None else None


def _named(words: str, today: date, calendar: WorkingDays) -> Iterator[tuple[bool, str, str]]:
    """Of each day that a text names whether it is open or a series, how it is said, the rest."""
    for group, _, _ in _groups(words, today, calendar):
        is_stretch = isinstance(group.days, Span) and not isinstance(
            group.pieces[0], tokens.Date | tokens.DateSpan
        )
        if isinstance(group.mark, tokens.Since | tokens.Without) or (
            is_stretch and group.mark is None
        ):
            continue  # 2월부터; 다음 주 내내
        day = group.last_day(calendar)
        is_unclear = isinstance(group.days, Ask) and group.days.question in _UNCLEAR_DAYS
        every = group.pieces[0]
        is_daily = isinstance(every, tokens.EveryDay) and every.days == 1
        is_series = group.repeats and not is_daily
        if day is None and not is_unclear and not is_series:
            continue
        end = closed(words, group.start, group.end)
        before = _DUE.sub("", words[: group.start]).strip(" —–-:")
        after = _UNTIL.sub("", _IN_BRACKETS.sub(r" \1 ", words[end:]))
        is_past = day is not None and day < today
        rest = _EMPTY.sub("", f"{before} {after}").strip()
        is_open = day is None or is_past
        yield is_open, words[group.start : end] if is_open else str(day), rest
