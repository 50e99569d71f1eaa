"""How commands and replies in words are read: by family, labelled by hand and made by chance.

`python -m benchmarks.phrases [--count N] [--seed N] [--misses]`. A phrase is right when whom, the
times and the text are as labelled, or when it is asked about where it has to be, with a button
that leads to the labelled times. Another seed makes phrases that nobody has tuned for.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from benchmarks.questions import rows
from benchmarks.tables import real_catalogue
from bot.reminders.phrases.answers import reply_of
from bot.reminders.phrases.draft import (
    AskWhat,
    AskWhen,
    AskWhom,
    at_time,
    for_whom,
    opened,
    settled,
)
from bot.reminders.rules.reminder import Departments, Everyone, OwnersOf, Reminder
from bot.reminders.rules.schedule import SEOUL, occurrences
from bot.reminders.rules.working_days import WorkingDays
from tests.reminders.generated import MANY, NOW, SEED, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.lookup.catalogue import Catalogue
    from bot.reminders.phrases.draft import Draft, Step
    from bot.reminders.rules.reminder import Audience
    from bot.reminders.rules.schedule import Schedule

DATA = Path(__file__).parent / "data"
RIGHT, ASKED, NO_BUTTON, WRONG = "right", "asked, right button", "asked, no button", "wrong"
RESULTS = (RIGHT, ASKED, NO_BUTTON, WRONG)
MOST_QUESTIONS = 5  # one after the other
ON = "…"  # behind times that go on
CALENDAR = WorkingDays()
_settled = partial(settled, timezone=ZoneInfo(SEOUL), calendar=CALENDAR)
OWN_DEPARTMENT = "교통행정과"  # of whoever replies


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPhrase:
    """A command and what it means.

    `whom` is 전체, 전체 - 환경과, names, 담당: 지역개발-05, or ? where it has to be asked. `times`
    are the next ones, with … where they go on; behind ? they are those that a button has to lead
    to.
    """

    family: str
    words: str
    whom: str
    times: str
    text: str

    @property
    def has_to_be_asked(self) -> bool:
        """Whether something is open."""
        return self.whom == "?" or self.times.startswith("?")

    @property
    def moments(self) -> tuple[str, ...]:
        """The times, as they are written."""
        return tuple(filter(None, (each.strip() for each in self.times.lstrip("?").split(";"))))


def labelled_phrases() -> tuple[LabelledPhrase, ...]:
    """Those of the file, in order."""
    return tuple(
        LabelledPhrase(family=family, words=words, whom=whom, times=times, text=text)
        for family, words, whom, times, text in rows(DATA / "phrases.tsv")
    )


def generated_phrases(count: int, seed: int) -> tuple[LabelledPhrase, ...]:
    """So many, made by chance with their meaning."""
    return tuple(
        LabelledPhrase(
            family=each.family,
            words=each.words,
            whom=whom_text(each.audience),
            times="?" if each.times is None else "; ".join((*each.times, ON)),
            text=each.text,
        )
        for each in phrases(count, seed)
    )


def labelled_replies() -> tuple[tuple[str, str], ...]:
    """Replies with the answer that each is; - where it has to be asked back."""
    return tuple((answer, text) for answer, text in rows(DATA / "replies.tsv"))


def whom_text(audience: Audience | None) -> str:
    """Whom a command is for, as it is labelled."""
    match audience:
        case Everyone(without=without):
            return f"전체 - {', '.join(without)}" if without else "전체"
        case Departments(names=names):
            return ", ".join(names)
        case OwnersOf(numbers=numbers):
            return f"담당: {', '.join(map(str, numbers))}"
    return "?"


def result_of(phrase: LabelledPhrase, table: Catalogue) -> str:
    """One of the RESULTS."""
    draft, step = _settled(opened(phrase.words, table, NOW), table)
    is_asked = not isinstance(step, Reminder | AskWhat)
    leads_there = not phrase.moments or _leads_to(draft, step, phrase.moments, table)
    if phrase.has_to_be_asked:
        return WRONG if not is_asked else RIGHT if leads_there else NO_BUTTON
    if is_asked:
        return ASKED if leads_there else NO_BUTTON
    is_right = (
        draft.schedule is not None
        and are_the_times(draft.schedule, phrase.moments)
        and whom_text(draft.audience) == phrase.whom
        and phrase.text in {"", draft.text}
    )
    return RIGHT if is_right else WRONG


def are_the_times(schedule: Schedule, moments: Sequence[str]) -> bool:
    """Whether a schedule comes at these times; at no others, unless they go on."""
    goes_on = moments[-1:] == (ON,)
    expected = [each for each in moments if each != ON]
    found = islice(occurrences(schedule, NOW, CALENDAR), len(expected) + (not goes_on))
    return [f"{each:%Y-%m-%d %H:%M}" for each in found] == expected


def reply_result(answer: str, text: str, table: Catalogue) -> str:
    """One of the RESULTS, of a reply to a reminder."""
    others = [name for name in table.by_department if name != OWN_DEPARTMENT]
    response = reply_of(text, [OWN_DEPARTMENT], others).response
    got = response.value if response is not None else "-"
    return RIGHT if got == answer else ASKED if got == "-" else WRONG


def _leads_to(
    draft: Draft, step: Step, moments: Sequence[str], table: Catalogue, questions: int = 0
) -> bool:
    """Whether some buttons lead to these times, whatever is answered about whom."""
    if draft.schedule is not None:
        return are_the_times(draft.schedule, moments)
    if questions == MOST_QUESTIONS:
        return False
    match step:
        case AskWhen(unclear=unclear) if unclear is not None:
            answered = (at_time(draft, each.text, draft.at) for each in unclear.answers)
            return any(
                _leads_to(*_settled(each, table), moments, table, questions + 1)
                for each in answered
            )
        case AskWhom() if draft.said:
            for_all = _settled(for_whom(draft, Everyone()), table)
            return _leads_to(*for_all, moments, table, questions + 1)
    return False


def tallied(results: Iterable[tuple[str, str]]) -> Mapping[str, Counter[str]]:
    """How many of each family came out how, and of all."""
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for family, result in results:
        tally[family][result] += 1
    return {**tally, "**all**": sum(tally.values(), Counter())}


def printed(title: str, tally: Mapping[str, Counter[str]]) -> str:
    """A table in Markdown."""
    lines = [f"| {title} | of | {' | '.join(RESULTS)} |", "|---|--:|" + "--:|" * len(RESULTS)]
    for family, counts in tally.items():
        cells = " | ".join(str(counts[result]) for result in RESULTS)
        lines.append(f"| {family} | {counts.total()} | {cells} |")
    return "\n".join(lines)


def report(count: int = MANY, seed: int = SEED, *, misses: bool = False) -> str:
    """All the tables; with `misses` each phrase that is not right, too."""
    table = real_catalogue()
    sections = []
    for title, several in (
        ("phrases, labelled by hand", labelled_phrases()),
        ("phrases, made by chance", generated_phrases(count, seed)),
    ):
        judged = [(each, result_of(each, table)) for each in several]
        sections.append(printed(title, tallied((each.family, result) for each, result in judged)))
        if misses:
            sections += [f"{r}: {p.words} ({p.whom} | {p.times})" for p, r in judged if r != RIGHT]
    answered = [
        (answer, text, reply_result(answer, text, table)) for answer, text in labelled_replies()
    ]
    sections.append(printed("replies in words", tallied((a, result) for a, _, result in answered)))
    if misses:
        sections += [
            f"{result}: {text} ({answer})" for answer, text, result in answered if result != RIGHT
        ]
    return "\n\n".join(sections)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=MANY, help="phrases made by chance")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--misses", action="store_true", help="show each phrase that is not right")
    chosen = parser.parse_args(arguments)
    print(report(chosen.count, chosen.seed, misses=chosen.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
