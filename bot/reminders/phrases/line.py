"""Which words of a text are the schedule, and what beside them may be meant as a part of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bot.korean.hangul import keystrokes
from bot.lookup.slips import slips
from bot.reminders.phrases import tokens
from bot.reminders.phrases.clusters import Cluster, Group
from bot.reminders.phrases.days import Ask
from bot.reminders.phrases.grammar import merged
from bot.reminders.phrases.groups import Pieces
from bot.reminders.phrases.korean import PARTS
from bot.reminders.phrases.phrase import Phrase, ends_in_colon
from bot.reminders.phrases.scanner import QUOTED
from bot.reminders.phrases.words import tight

# What may stand behind the last words that say when: 20분 전에 알려 줘.
_ENDING = re.compile(r"\s*(?:알림|알려\S*(?:\s*(?:줘|주세요|주십시오))?|공지)?[\s.!)\]]*")
# 15시 [구청장 간담회] 20분 전에 자료 배부
_EVENT = re.compile(r"(?:\s*[가-힣0-9a-zA-Z]*[^\s을를에서로](?=\s)){1,3}\s*")
_BESIDE = re.compile(r"[ ,)]*")
# Words that limit a schedule; beside one that was understood without them they are asked about.
_LIMITS = re.compile(PARTS["LIMITS"])
_LIMITS_AHEAD = re.compile(f"(?:{PARTS['LIMITS_AHEAD']})$", re.IGNORECASE)
_LIMITS_ANYWHERE = re.compile(PARTS["LIMITS_ANYWHERE"], re.IGNORECASE)
_LIMITS_OF_SERIES = re.compile(f"(?:{PARTS['LIMITS_OF_SERIES']})(?![가-힣])")
_SEASON_AHEAD = re.compile(rf"(?<![가-힣]){PARTS['SEASON']}\s*$")
# 행사 끝나고 3일 뒤: from a day that is not said, and not from today.
_AFTER_EVENT = re.compile(
    r"\S{1,20}\s*(?:[끝마지][나치]고|(?:종료|완료|시작|개시|끝난|지난|마친)\s*(?:이?후|뒤)?|\s(?:이?후|뒤))$"
)
_BEHIND = re.compile(r"(?:지나고|지난\s*[뒤후]|이?후|끝나고|뒤)의?\s*첫")  # 행사 뒤 첫 영업일
_LAST_WORD = re.compile(r"\S+$")
_AROUND_EVENT = re.compile(r"\S{1,20}\s+[직이]?[전후]\s*주?$")  # 추석 전 금요일
# What is said ahead of days that are understood without it.
_AHEAD_OF: dict[type, str] = {
    tokens.Weekdays: "매주 격주 이번주 다음주 다다음주 담주 차주",
    tokens.Days: "매월 매달 격월 이번달 다음달 담달",
    tokens.InMonth: "매월 매달 격월 매분기 이번달 다음달",
    tokens.Date: "매년 내년 올해",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The parts of the line that says when, up to a colon, and which of them is the schedule."""

    found: tuple[tokens.Found, ...]
    clusters: tuple[Cluster, ...]
    chosen: Cluster
    end: int


def line_of(phrase: Phrase, pieces: Pieces, clusters: list[Cluster]) -> Line | None:
    """The first line that names days: its first complete schedule, or else its first days."""
    first = next((c for c in clusters if _names_days(phrase, c)), None)
    if first is None:
        return None
    start = _line_start(phrase, first)
    end = phrase.text.find("\n", first.end)
    end = len(phrase.text) if end < 0 else end
    here = [c for c in clusters if start <= c.start < end]
    literal = next((c for c in here if c.has_days and ends_in_colon(phrase, c)), None)
    if literal is not None:
        here = here[: here.index(literal) + 1]
        end = literal.end
    if len(here) > 1:
        here = _with_last(phrase, pieces, here, end) or here
    with_days = [c for c in here if _names_days(phrase, c)]
    complete = [c for c in with_days if c.is_complete]
    chosen = literal or next(iter(complete or with_days), here[0])
    return Line(found=tuple(pieces.found), clusters=tuple(here), chosen=chosen, end=end)


def _line_start(phrase: Phrase, cluster: Cluster) -> int:
    return phrase.text.rfind("\n", 0, cluster.start) + 1


def _names_days(phrase: Phrase, cluster: Cluster) -> bool:
    """Whether it says when: 다음 주 and 추석 연휴 alone may be words of the message."""
    if not cluster.has_days:
        return False
    return (
        cluster.is_complete
        or (len(cluster.found) > 1 and not isinstance(cluster.found[-1].piece, tokens.WeekOfMonth))
        or phrase.text[: cluster.end].endswith("만")  # 다음 주만
        or not all(map(_is_noun, cluster.groups))
    )


def _is_noun(group: Group) -> bool:
    """Whether days may be a word of the message where they stand alone: 다음 주 일정, 어제 회의."""
    match group.pieces:
        case [*_, tokens.PublicHoliday(days=0) | tokens.Date(named=True)]:
            return True
        case [tokens.Ahead(count=count)] if count < 0:
            return True
        case [tokens.WeekAhead() | tokens.DaysAround(part=0), *_] | [*_, tokens.WeekOfMonth()]:
            return isinstance(group.days, Ask)
    return False


def _with_last(
    phrase: Phrase, pieces: Pieces, here: list[Cluster], end: int
) -> list[Cluster] | None:
    """The clusters with the last, at the end of the line, as a part of the first with days."""
    *earlier, last = here
    beside = pieces.found[pieces.found.index(last.found[0]) - 1]
    if (
        last.found[0].joined
        and beside is not earlier[-1].found[-1]
        and isinstance(beside.piece, tokens.NamesDays)
    ):
        return None  # 12월에 두 번만
    is_lead = bool(last.minutes_before or last.leads)
    if not (is_lead or last.clocks or last.limits_a_series):
        return None
    is_end = _ENDING.fullmatch(phrase.text, last.end, end) is not None
    gap = phrase.text[earlier[-1].end : last.start]
    if not (is_end or (is_lead and _EVENT.fullmatch(gap))):
        return None
    if last.has_days and not last.limits_a_series:
        return None
    for place, cluster in enumerate(earlier):
        if last.limits_a_series and not (cluster.repeats or last.shift is not None):
            continue
        has_said = cluster.leads or (last.counts_down and cluster.repeats and cluster.has_time)
        if last.leads and has_said:
            continue  # 12/20 D-3 9시 [행사] 하루 전, 매월 25일 9시 [행사] D-100
        if cluster.has_days and (last.leads or not (cluster.has_time and last.has_time)):
            both = merged(pieces, cluster, last)
            return [*earlier[:place], both, *earlier[place + 1 :]] if both else None
    return None


def clock_elsewhere(phrase: Phrase, line: Line) -> Cluster | None:
    """A time of day in the line, where the schedule has none."""
    if line.chosen.has_time or ends_in_colon(phrase, line.chosen):
        return None
    return next((c for c in line.clusters if c.clock and not c.has_days), None)


def left_over(phrase: Phrase, line: Line) -> tuple[int, int] | None:
    """Where words of a schedule stand in the same line beside the one that was chosen."""
    chosen, text = line.chosen, phrase.text
    for found in (_piece_before(line), _last_word(phrase, line)):
        if found is not None:
            return found.start, found.end
    quoted = [match.span() for match in QUOTED.finditer(text)]

    def is_quoted(at: int) -> bool:
        return any(start < at < end for start, end in quoted)

    for other in line.clusters:
        if other is not chosen and not is_quoted(other.start) and _says_when(phrase, other):
            return other.start, other.end
    if ends_in_colon(phrase, chosen):
        return None
    gap = [chosen.gap] if chosen.gap else []
    parts = [(_line_start(phrase, chosen), chosen.start), *gap, (chosen.end, line.end)]
    patterns = [_LIMITS_ANYWHERE, *([_LIMITS_OF_SERIES] if chosen.repeats else [])]
    limits = chain.from_iterable(
        pattern.finditer(text, *part) for pattern in patterns for part in parts
    )
    anywhere = next((m.span() for m in limits if not is_quoted(m.start())), None)
    beside = next(_limits_beside(phrase, line), None)
    # A word beside the schedule may begin with the quote itself.
    return anywhere or (beside if beside and not is_quoted(beside[0] + 1) else None)


def _limits_beside(phrase: Phrase, line: Line) -> Iterator[tuple[int, int]]:
    """Words directly behind or before the schedule that limit one."""
    chosen = line.chosen
    after = _BESIDE.match(phrase.text, chosen.end)
    behind = after and _LIMITS.match(phrase.text, after.end(), line.end)
    before = phrase.text[: chosen.start].rstrip(" ,(")
    is_of_week = any(
        isinstance(p, tokens.Weekdays) for group in chosen.groups for p in group.pieces
    )
    ahead = _SEASON_AHEAD.search(before) if chosen.repeats or is_of_week else None
    match chosen.found[0].piece:
        case tokens.Weekdays(weekly=False) if around := _AROUND_EVENT.search(before):
            ahead = ahead or around
        case tokens.Ahead(unit=tokens.Unit.DAY | tokens.Unit.WORKING_DAY | tokens.Unit.MONTH):
            is_behind = _BEHIND.match(phrase.text, chosen.start)
            ahead = (_LAST_WORD if is_behind else _AFTER_EVENT).search(before)
        case tokens.WeekAhead() | tokens.MonthAhead() | tokens.Weekdays() | tokens.InMonth():
            ahead = ahead or _AFTER_EVENT.search(before)
    for match in (behind, _LIMITS_AHEAD.search(before), ahead):
        if match:
            yield match.span()
    yield from (m.span() for m in _last_words(before) if words_meant(m[0], chosen))


def _last_words(before: str) -> Iterator[re.Match[str]]:
    return filter(None, (re.search(rf"(?<!\S){words}$", before) for words in (r"\S+", r"\S+\s\S+")))


def words_meant(typed: str, chosen: Cluster) -> list[str]:
    """What may be meant by words ahead of days, as a letter of them is wrong: 다음쥬 월요일."""
    words = _AHEAD_OF.get(type(chosen.found[0].piece), "").split()
    keys, known = keystrokes(tight(typed)), {keystrokes(word): word for word in words}
    return [known[one] for one, other in slips((keys, *known)) if other == keys]


def _piece_before(line: Line) -> tokens.Found | None:
    """The piece before the schedule with nothing between: 추석 다음 주 금요일."""
    first = line.chosen.found[0]
    at = line.found.index(first)
    if not at or not first.joined:
        return None
    before = line.found[at - 1]
    is_dash = before.piece is tokens.Sign.THROUGH and not before.joined  # 환경과 - 내일 10시
    return None if is_dash else before


def _last_word(phrase: Phrase, line: Line) -> tokens.Found | None:
    """The piece behind the schedule that is all the rest of the line: 9시 다음 주."""
    last = line.chosen.found[-1]
    at = line.found.index(last) + 1 if last in line.found else len(line.found)
    behind = line.found[at : at + 1]
    if not behind or not behind[0].joined or ends_in_colon(phrase, line.chosen):
        return None
    is_all = not phrase.text[behind[0].end : line.end].strip()
    return behind[0] if is_all else None


def _says_when(phrase: Phrase, cluster: Cluster) -> bool:
    """Whether a cluster that was not chosen may be meant as a part of the schedule."""
    if cluster.due is not None and not cluster.groups:
        return False  # 18시까지 제출: when it is due
    if phrase.text[: cluster.end].endswith("의"):
        return False  # 오늘의 민원
    if cluster.has_days:
        return _names_days(phrase, cluster)
    others = (cluster.leads, cluster.minutes_before, cluster.without)
    limits = (cluster.during, cluster.count, cluster.hours)
    return any((cluster.clock, *others, *limits))
