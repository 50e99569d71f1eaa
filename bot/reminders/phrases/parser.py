"""What a command says about when: its schedule, or what must be asked first."""

import re
import unicodedata
from dataclasses import replace
from datetime import datetime

from bot.reminders.phrases.asking import ask_missing_day, ask_which, literal
from bot.reminders.phrases.changes import changed, moved, spelled_out
from bot.reminders.phrases.clusters import Cluster
from bot.reminders.phrases.days import Question
from bot.reminders.phrases.grammar import clusters_of
from bot.reminders.phrases.groups import Pieces
from bot.reminders.phrases.hours import OFFICE_HOURS
from bot.reminders.phrases.line import Line, clock_elsewhere, left_over, line_of, words_meant
from bot.reminders.phrases.phrase import (
    Answer,
    Phrase,
    Said,
    Unclear,
    UnclearError,
    around,
    ends_in_colon,
    joined,
    rest_of,
    said_words,
)
from bot.reminders.phrases.scanner import is_all_schedule, pieces
from bot.reminders.phrases.schedules import scheduled
from bot.reminders.phrases.tokens import Clock, Found, NamesDays, PartOfDay, Repeats, Without
from bot.reminders.rules.schedule import NAIVE, Schedule
from bot.reminders.rules.working_days import WorkingDays

_BETWEEN = re.compile(r"(?:이?나|\s*(?:또는|혹은|아니면))\s+")
_TAKEN_BACK = re.compile(
    r"[\s,.…]*(?:[이가]\s*)?(?:[아어음]\s*,?\s*)?(?P<word>아니(?!면)[고라야지요]?|말고)[\s,.]*"
)
_OR = re.compile(rf"(?P<one>\S{{1,20}}?){_BETWEEN.pattern}$")


def understood(
    text: str, now: datetime, calendar: WorkingDays, before: Schedule | None = None
) -> Said | Unclear | None:
    """The schedule that a text names, or what has to be asked; None where it says nothing of when.

    Of a schedule `before`, words may change a part: 10시, 화요일로, D-5 추가.

    The rest of it is whom and what about; what stands behind a colon is never read as a schedule.
    If words of a schedule are left in the rest, it is asked which of them say when. `now` is in the
    zone of the office, in which the schedule is, too; ValueError for a naive one.

    >>> from zoneinfo import ZoneInfo
    >>> noon = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Seoul"))
    >>> from bot.reminders.rules.working_days import WorkingDays
    >>> said = understood("교통행정과 매주 월 9시 주간 추진상황 입력", noon, WorkingDays())
    >>> said.before, said.schedule.said, said.after
    ('교통행정과', '매주 월 9시', '주간 추진상황 입력')
    >>> understood("교통행정과 내일 7시 회의", noon, WorkingDays()).question
    <Question.HALF_OF_DAY: 'half_of_day'>
    >>> understood("매주 월 9시 금요일 회의", noon, WorkingDays()).question
    <Question.WHICH: 'which'>
    """
    if now.tzinfo is None:
        raise ValueError(NAIVE)
    text = _with_lines_joined(unicodedata.normalize("NFC", text))
    text = _without_taken_back(text, is_change=before is not None)
    if before is not None:
        before, text = moved(spelled_out(text), before)
        if not text:
            return Said(schedule=before, before="", after="")
    phrase = Phrase(text=text, now=now, calendar=calendar, before=before)
    try:
        return _understood(phrase)
    except UnclearError as error:
        return error.unclear


def _with_lines_joined(text: str) -> str:
    """The text with days in a line of their own before the time of day below them: 내일, 10시."""
    said = text
    for each in pieces(text):  # a line with which none begins need not be read by itself
        for at in range(max(0, each.start - 1), each.end):
            if text[at] == "\n" and _are_one(text[:at], text[at + 1 :]):
                said = f"{said[:at]} {said[at + 1 :]}"
    return said


def _without_taken_back(text: str, *, is_change: bool) -> str:
    """The text without what is taken back, 내일 아니 모레; in a change 말고 leaves days out."""
    found = [each for each in pieces(text) if not isinstance(each.piece, Without)]
    for place in range(len(found) - 1, 0, -1):
        one, other = found[place - 1 : place + 1]
        word = _TAKEN_BACK.fullmatch(text, one.end, other.start)
        if word is None:
            continue
        start = place - 1
        if type(one.piece) is not type(other.piece):
            while start and found[start].joined:
                start -= 1
        kinds, after = ({*map(_kind, run)} for run in (found[start:place], found[place:]))
        # 월요일 말고 화요일 leaves a day out of a series.
        if kinds <= after and (word["word"] != "말고" or (Clock in kinds and not is_change)):
            text = text[: found[start].start] + text[other.start :]
    return text


def _kind(each: Found) -> type:
    return NamesDays if isinstance(each.piece, NamesDays) else type(each.piece)


def _are_one(above: str, below: str) -> bool:
    """Whether the last line above has days alone, and the first one below begins with a time."""
    days, time = above.rpartition("\n")[2], below.partition("\n")[0]
    is_timed = any(isinstance(each.piece, Clock) for each in pieces(days))
    first = [each.piece for each in pieces(time) if each.start == 0]
    begins = any(isinstance(each, Clock | PartOfDay | Repeats) for each in first)
    return begins and not is_timed and is_all_schedule(days)


def _understood(phrase: Phrase) -> Said | None:
    found = _pieces(phrase)
    clusters = clusters_of(found)
    if (after := changed(phrase, found, clusters)) is not None:
        return Said(schedule=after, before="", after="")
    line = line_of(phrase, found, clusters)
    if line is None:
        ask_missing_day(phrase, clusters)
        return None
    _ask_either(phrase, line)
    if (clock := clock_elsewhere(phrase, line)) is not None:
        _ask_whether_at(phrase, line.chosen, clock)
    said = scheduled(phrase, line.chosen)
    if (left := left_over(phrase, line)) is not None:
        _ask_which(phrase, line, left)
    return said


def _pieces(phrase: Phrase) -> Pieces:
    found = pieces(phrase.text)
    return Pieces(found=found, text=phrase.text, today=phrase.today, calendar=phrase.calendar)


def _ask_whether_at(phrase: Phrase, chosen: Cluster, clock: Cluster) -> None:
    """Whether a time of day that stands apart from the days is meant with them."""
    said, at = said_words(phrase, chosen), said_words(phrase, clock)
    rest = joined(*rest_of(phrase, chosen))
    answers = [literal(f"{said} {at}", phrase.cut([_span(chosen), _span(clock)]))]
    answers += [literal(f"{said} {time:%H:%M}", rest) for time in OFFICE_HOURS[:2]]
    ask_which(at, answers, rest, head=said)


def _ask_either(phrase: Phrase, line: Line) -> None:
    """Which of two days or times of day is meant: 12/10이나 12/11, 14시 아니면 16시."""
    chosen = line.chosen
    one = _OR.search(phrase.text, 0, chosen.start)
    if one is not None and chosen.groups and pieces(one["one"]):
        end = chosen.groups[0].end
        phrase.ask(Question.DAY, one.start(), end, (one["one"], phrase.words(chosen.start, end)))
    clock = chosen.clocks[-1] if chosen.clocks else None
    for other in line.clusters:
        other_clock = other.clocks[0] if other.clocks and other is not chosen else None
        if clock and other_clock and _BETWEEN.fullmatch(phrase.text, clock.end, other_clock.start):
            times = (phrase.words(each.start, each.end) for each in (clock, other_clock))
            phrase.ask(Question.TIME, clock.start, other_clock.end, times)


def _ask_which(phrase: Phrase, line: Line, left: tuple[int, int]) -> None:
    chosen = line.chosen
    said, rest = said_words(phrase, chosen), joined(*rest_of(phrase, chosen))
    if chosen.clocks and left[0] == chosen.end == chosen.clocks[-1].end:
        from_then = phrase.text[chosen.clocks[-1].start :].strip()  # 10시부터 회의
        rest = joined(rest_of(phrase, chosen)[0], from_then)
    answers = [
        Answer(
            value=f"{word} {said}",
            text=around(phrase.text[: left[0]], word, phrase.text[left[1] :]),
        )
        for word in words_meant(phrase.words(*left), chosen)
    ]
    answers.append(literal(said, rest))
    other = next((c for c in line.clusters if c.start == left[0]), None)
    if other is not None:
        words, without_both = said_words(phrase, other), phrase.cut([_span(chosen), left])
        one = (f"{said} {words}", f"{words} {said}", f"{said}, {words}")
        both = next((each for each in one if _is_schedule(phrase, each)), "")
        others = filter(None, (both, _instead(phrase, chosen, other)))
        answers += [literal(each, without_both) for each in others]
    ask_which(phrase.words(*left), answers, rest)


def _is_schedule(phrase: Phrase, words: str) -> bool:
    """Whether these words are one schedule, and leave nothing open."""
    alone = replace(phrase, text=f"{words}: ")
    match clusters_of(_pieces(alone)):
        case [whole] if whole.is_complete and ends_in_colon(alone, whole):
            try:
                scheduled(alone, whole)
            except UnclearError:
                return False
            return True
    return False


def _instead(phrase: Phrase, chosen: Cluster, other: Cluster) -> str:
    """The schedule with the days or the time of day of another; "" where it has none of them."""
    words = said_words(phrase, other)
    if other.has_days:
        clocks = [] if other.has_time else chosen.clocks[:1]
        return joined(words, *(phrase.words(each.start, each.end) for each in clocks))
    if not (other.clocks and chosen.clocks):
        return ""
    before = phrase.text[chosen.start : chosen.clocks[0].start]
    return around(before, words, phrase.text[chosen.clocks[-1].end : chosen.end])


def _span(cluster: Cluster) -> tuple[int, int]:
    return cluster.start, cluster.end
