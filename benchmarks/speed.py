"""How long an answer takes, by the size of the table, beside a full scan and tantivy.

`python -m benchmarks.speed [SIZE …]`; without sizes 63 to 100,000, five times what may be loaded.
`100000-named` is a table of that size with many more words. Each table is measured in a process of
its own, so that memory is that of one table alone. Times of questions are CPU time of that process,
so that whatever else runs on the machine counts for little. On the committed table (63), every kind
of message is also compared with a full scan of the same messages.
"""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, TypeVar

from benchmarks import messages
from benchmarks.generated import QUESTION_KINDS, SEED, Table, questions_about
from benchmarks.labelled import LABELLED
from benchmarks.peers import PEERS
from benchmarks.questions import read_questions, wording
from benchmarks.tables import made_up_catalogue, named_catalogue, real_catalogue
from benchmarks.unrelated import unrelated_questions
from bot.lookup.answer import answered
from bot.lookup.answering import reply, suggested
from bot.lookup.catalogue import Catalogue
from bot.lookup.parsing import understood
from bot.lookup.replies import rendered
from bot.people.messages import Ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")

NAMED = "-named"
SIZES = ("63", "1000", "10000", "100000", f"100000{NAMED}")
REAL_SIZE = 63
KINDS = frozenset(
    (
        "as written", "neighbouring key", "lost 받침", "no spaces", "English keyboard", "particle",
        "question tail", "half composed", "department + word", "word order", "long question",
    )
)  # fmt: skip
PER_KIND = 12
LONG_EVERY = 4  # of the titles, one in so many stands in long sentences
LONG = wording("long sentences")
UNRELATED = 30
SCANS = ("rapidfuzz WRatio, syllables", "rapidfuzz partial ratio, jamo")
SCAN = SCANS[0]
COMPARED = (*SCANS, "tantivy n-grams")
MOST_SCANNED = 600_000  # strings that the scans compare in all, so that a run stays short
LIMIT = 10
HEARTBEAT_S = 0.0005


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long questions took, in milliseconds."""

    median_ms: float
    p99_ms: float
    max_ms: float
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What is measured on a table of one size, with so many different words in its titles.

    `ours` is the whole way of a question, `search` its search alone, which is as far as the other
    engines go, of other questions, and `typing` the suggestions after each letter. `build_ms` are
    all indexes, which a load builds beside the event loop, `first_ms` the first question after
    that; `memory_mb` what the indexes hold beside the pledges themselves, `block_ms` the longest
    time for which one question kept the event loop from anything else. `others` are the other
    engines' times; `kinds` those of each kind of message: the whole way, and the scan of the same
    messages.
    """

    size: int
    words: int
    ours: Times
    search: Times
    typing: Times
    first_ms: float
    build_ms: float
    memory_mb: float
    block_ms: float
    others: dict[str, Times]
    kinds: dict[str, tuple[Times, Times]]


def measured(table: str) -> Speed:
    """Everything for one table, by its size; in this process."""
    catalogue = _catalogue(table)
    size = len(catalogue.pledges)
    questions = _questions(catalogue)
    gc.collect()
    before_mb = _resident_mb()
    fresh = _fresh(catalogue)
    build_ms = _ms(fresh.warm)
    first_ms = _ms(lambda: _answer(questions[0], fresh))
    gc.collect()
    memory_mb = _resident_mb() - before_mb
    gc.freeze()  # as a running bot does
    ours = _times(questions, lambda text: _answer(text, fresh))
    # No question twice: searches are remembered for a while.
    asked = [understood(text, fresh) for text in _questions(catalogue, seed=SEED + 1)]
    search = _times(asked, lambda question: answered(question, fresh))
    typed = [text[:end] for text in questions[:12] for end in range(1, min(len(text), 16) + 1)]
    typing = _times(typed, lambda text: suggested(text, fresh))
    block_ms = asyncio.run(_longest_block_ms(questions, fresh))
    others, kinds = {}, {}
    for peer in PEERS:
        if peer.name in COMPARED and not peer.missing:
            engine = peer.build([pledge.title for pledge in catalogue.pledges])
            most = MOST_SCANNED // size if peer.name in SCANS else len(questions)
            step = max(1, len(questions) // max(3, most))
            search_all = partial(engine.search, limit=LIMIT)
            others[peer.name] = _times(questions[::step], search_all)
            if peer.name == SCAN and size == REAL_SIZE:
                kinds = {
                    name: (
                        _times(texts, lambda text: _answer(text, fresh)),
                        _times(texts, search_all),
                    )
                    for name, texts in _messages(catalogue).items()
                }
    return Speed(
        size=size,
        words=len(fresh.titles.letters.vocabulary.words),
        ours=ours,
        search=search,
        typing=typing,
        first_ms=first_ms,
        build_ms=build_ms,
        memory_mb=memory_mb,
        block_ms=block_ms,
        others=others,
        kinds=kinds,
    )


def measured_apart(table: str, *, within_s: float | None = None) -> Speed:
    """Everything for one table; in a process of its own. Raises SubprocessError."""
    done = subprocess.run(  # noqa: S603  (this very module)
        [sys.executable, "-m", "benchmarks.speed", "--json", table],
        check=True,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
        text=True,
        timeout=within_s,
    )
    fields = json.loads(done.stdout)
    return Speed(
        **fields
        | {
            **{name: Times(**fields[name]) for name in ("ours", "search", "typing")},
            "others": {name: Times(**times) for name, times in fields["others"].items()},
            "kinds": {
                name: (Times(**ours), Times(**scan))
                for name, (ours, scan) in fields["kinds"].items()
            },
        }
    )


def printed(speeds: Iterable[Speed]) -> list[str]:
    """The tables as Markdown lines: times, ratios to the other engines, and what it costs."""
    speeds = list(speeds)
    names = list(dict.fromkeys(name for speed in speeds for name in speed.others))
    lines = [
        "| pledges | words | median ms | p99 ms | max ms | search alone, median ms "
        "| typing, median ms | " + " | ".join(f"{name}, median ms" for name in names) + " |",
        "|--:|" + "--:|" * (6 + len(names)),
    ]
    for speed in speeds:
        others = (_shown(speed.others[name].median_ms) for name in names if name in speed.others)
        whole = (speed.ours.median_ms, speed.ours.p99_ms, speed.ours.max_ms)
        own = (*whole, speed.search.median_ms, speed.typing.median_ms)
        lines.append(
            f"| {speed.size:,} | {speed.words:,} | "
            + " | ".join((*map(_shown, own), *others))
            + " |"
        )
    lines += [
        "",
        "| pledges | words | "
        + " | ".join(f"{name}: its time / ours (search alone)" for name in names)
        + " |",
        "|--:|--:|" + "--:|" * len(names),
    ]
    for speed in speeds:
        ratios = (
            f"{speed.others[name].median_ms / speed.ours.median_ms:.2f} "
            f"({speed.others[name].median_ms / speed.search.median_ms:.2f})"
            for name in names
            if name in speed.others
        )
        lines.append(f"| {speed.size:,} | {speed.words:,} | " + " | ".join(ratios) + " |")
    lines += [
        "",
        "| pledges | words | index built, s | memory, MB | first question, ms "
        "| loop blocked at most, ms |",
        "|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {speed.size:,} | {speed.words:,} | {speed.build_ms / 1000:.2f} | {speed.memory_mb:.0f} "
        f"| {_shown(speed.first_ms)} | {_shown(speed.block_ms)} |"
        for speed in speeds
    ]
    for speed in speeds:
        if speed.kinds:
            lines += ["", *_printed_kinds(speed)]
    return lines


def _printed_kinds(speed: Speed) -> list[str]:
    """The kinds of messages beside the scan."""
    lines = [
        f"| {speed.size:,} pledges | of | median ms | p99 ms | max ms | {SCAN}, median ms "
        "| ours / its time |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, (ours, scan) in speed.kinds.items():
        times = (ours.median_ms, ours.p99_ms, ours.max_ms, scan.median_ms)
        lines.append(
            f"| {name} | {ours.questions} | {' | '.join(map(_shown, times))} "
            f"| {ours.median_ms / scan.median_ms:.2f} |"
        )
    return lines


def _catalogue(table: str) -> Catalogue:
    size = int(table.removesuffix(NAMED))
    if table.endswith(NAMED):
        return named_catalogue(size)
    return real_catalogue() if size == REAL_SIZE else made_up_catalogue(size)


def _fresh(catalogue: Catalogue) -> Catalogue:
    """The same catalogue with nothing built yet."""
    return Catalogue(
        term=catalogue.term,
        pledges=catalogue.pledges,
        aliases=catalogue.aliases,
        as_of=catalogue.as_of,
        source=catalogue.source,
    )


def _questions(catalogue: Catalogue, *, seed: int = SEED) -> list[str]:
    """A mix of questions, the same for each size and seed up to what the table says."""
    table = Table(catalogue)
    texts = [
        question.text
        for kind in QUESTION_KINDS
        if kind.name in KINDS
        for question in questions_about(table, kind, kind.faults[0], PER_KIND, seed=seed)
    ]
    unrelated = unrelated_questions()
    return texts + [one.text for one in unrelated[:: len(unrelated) // UNRELATED]]


def _messages(catalogue: Catalogue) -> dict[str, list[str]]:
    """Messages of every kind about the committed table."""
    table = Table(catalogue)
    titles = [pledge.title for pledge in catalogue.pledges[::LONG_EVERY]]
    return {
        "labelled questions": [question.query for question in read_questions(LABELLED)],
        "words with one or two slips": [
            question.text
            for kind in QUESTION_KINDS
            for faults in kind.faults
            if faults
            for question in questions_about(table, kind, faults, PER_KIND // 2, seed=SEED + 2)
        ],
        "whole messages": [
            message.text
            for kind in messages.KINDS
            for message in messages.messages(table, kind, PER_KIND)
        ],
        "long polite sentences": [text.format(title) for title in titles for text in LONG],
    }


def _answer(text: str, catalogue: Catalogue) -> object:
    """The whole way of a question: understood, answered, put into words."""
    return rendered(answered(understood(text, catalogue), catalogue), catalogue, Ask(text=text))


def _ms(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return 1000 * (time.process_time() - start)


def _times(asked: Sequence[T], ask: Callable[[T], object]) -> Times:
    taken = [_ms(partial(ask, one)) for one in asked]
    return Times(
        median_ms=median(taken),
        p99_ms=quantiles(taken, n=100, method="inclusive")[98],
        max_ms=max(taken),
        questions=len(taken),
    )


async def _longest_block_ms(texts: Sequence[str], catalogue: Catalogue) -> float:
    """The longest time between two beats of a task that beats all the time, in milliseconds."""

    class Ready:
        async def current(self) -> Catalogue:
            return catalogue

    catalogues = Ready()
    longest_s = 0.0
    asking = True

    async def beat() -> None:
        nonlocal longest_s
        last = time.perf_counter()
        while asking:
            await asyncio.sleep(HEARTBEAT_S)
            now = time.perf_counter()
            longest_s = max(longest_s, now - last - HEARTBEAT_S)
            last = now

    beating = asyncio.create_task(beat())
    for text in texts:
        reply(Ask(text=text), await catalogues.current())
        await asyncio.sleep(2 * HEARTBEAT_S)
    asking = False
    await beating
    return 1000 * longest_s


def _resident_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _shown(ms: float) -> str:
    return f"{ms:.2f}" if ms < 10 else f"{ms:.0f}"


def main(arguments: Sequence[str]) -> int:
    """Print the tables, or with --json what was measured for one size."""
    if arguments[:1] == ["--json"]:
        print(json.dumps(asdict(measured(arguments[1]))))
        return 0
    print(*printed(map(measured_apart, arguments or SIZES)), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
