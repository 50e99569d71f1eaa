"""Runs every benchmark and writes docs/benchmarks.md with its pictures.

`python -m benchmarks.report`: some ten minutes on two quiet cores. Each part runs in a process of
its own; what fails or takes too long is named, and the other parts are written all the same. At the
end stands how long each took. `python -m benchmarks.report PART …` prints the Markdown of these.
"""

from __future__ import annotations

import asyncio
import os
import platform
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import capacity, flood, labelled, ledger, messages, phrases, plots, throughput
from benchmarks.ours import named_pledges
from benchmarks.quality import MADE_UP, OURS, REAL, printed, printed_full_scan, printed_precision
from benchmarks.quality import tables as quality_tables
from benchmarks.questions import read_questions, rows
from benchmarks.speed import SIZES, measured_apart
from benchmarks.speed import printed as printed_speed
from benchmarks.tables import ROOT, catalogue_of, numbers_by_department, real_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.lookup.catalogue import Catalogue

DOCS = ROOT / "docs"
PICTURES = DOCS / "benchmarks"
UNSEEN = Path(__file__).parent / "unseen.tsv"
OFFICES = labelled.LABELLED.parent / "offices"
PACKAGES = ("rapidfuzz", "numpy", "kiwipiepy", "tantivy", "sqlite-utils", "matplotlib")
MESSAGES = 40  # of each kind
QUESTIONS = {REAL: 25, MADE_UP: 15}  # of each kind; scans of ten thousand titles take their time
ROUNDS = 6  # of throughput
PART_WITHIN_S, TABLE_WITHIN_S, STOP_WITHIN_S = 600, 300, 30
FAILED = "*This part failed when it was last run; what stands here is what it printed until then.*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A chapter: its introduction, and its Markdown lines, each as soon as it is known.

    What `is_timed` has the machine for itself; the others run two at a time.
    """

    title: str
    introduction: str = ""
    lines: Callable[[], Iterator[str]]
    is_timed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a part printed, how long it took, and why it failed; empty when it did not."""

    text: str
    took_s: float
    failure: str


def labelled_lines() -> Iterator[str]:
    """The hand-labelled questions' score by category, then of whole files."""
    catalogue = real_catalogue()
    yield from ("| category | right | of |", "|---|--:|--:|")
    judged = _judged(labelled.LABELLED, catalogue)
    for category, ones in labelled.by_category(judged).items():
        yield f"| {category} | {sum(one.right for one in ones)} | {len(ones)} |"
    yield f"| **all** | {sum(one.right for one in judged)} | {len(judged)} |"
    yield from ("", "| file, table | right | of |", "|---|--:|--:|")
    of_this_table = ("whole-messages.tsv", "beside-titles.tsv")
    files = [(labelled.LABELLED.with_name(name), catalogue) for name in of_this_table]
    files += [
        (path.with_name(f"{path.stem}.questions.tsv"), catalogue_of(path))
        for path in sorted(OFFICES.iterdir())
        if not path.name.endswith(".questions.tsv")
    ]
    for path, table in files:
        judged = _judged(path, table)
        yield f"| {path.name}, {table.source} | {sum(o.right for o in judged)} | {len(judged)} |"


def unseen_lines() -> Iterator[str]:
    """What was recorded of sets that nobody had seen when they were first asked."""
    yield "| of | set | messages | right when first asked, % | later, % | looked at before that |"
    yield "|---|---|--:|--:|--:|---|"
    for row in rows(UNSEEN):
        yield f"| {' | '.join(row)} |"


def message_lines() -> Iterator[str]:
    """Generated whole messages."""
    yield from messages.printed(messages.scores(real_catalogue(), MESSAGES))


def quality_lines(name: str) -> Iterator[str]:
    """The right first answers on one table, and what a score means there."""
    quality = quality_tables(QUESTIONS[name])[name]()
    if not plots.missing():
        plots.draw_quality(quality, PICTURES / f"quality-{name}.png")
        yield from (f"![Right first answers, %](benchmarks/quality-{name}.png)", "")
    yield from ("<details><summary>As numbers</summary>", "", *printed(quality), "", "</details>")
    one, two = (quality.misspelt(OURS, faults).percent for faults in (1, 2))
    yield from ("", f"All misspellings: {one:.1f} % with one fault, {two:.1f} % with two.")
    yield from (*printed_full_scan(quality), "", *printed_precision(quality), "")
    yield from (f"Not installed, so not measured: {missing}." for missing in quality.missing)
    yield "What a score means: best hits of misspelt questions and of as many unrelated ones, whose"
    yield "hits are all wrong."
    if not plots.missing():
        plots.draw_calibration(quality, PICTURES / f"calibration-{name}.png")
        yield from ("", f"![Right answers by score](benchmarks/calibration-{name}.png)")
    yield from ("", "| mean score | right, % | hits |", "|--:|--:|--:|")
    for score, right, hits in quality.calibration:
        yield f"| {score:.0f} | {right:.0f} | {hits} |"


def speed_lines() -> Iterator[str]:
    """Times by the size of the table, each in a process of its own; raises when one failed."""
    speeds, failed = [], []
    for table in SIZES:
        try:
            speeds.append(measured_apart(table, within_s=TABLE_WITHIN_S))
        except subprocess.SubprocessError as failure:
            failed.append(f"{table}: {failure}")
    if not plots.missing():
        plots.draw_latency(speeds, PICTURES / "latency.png")
        yield from ("![Latency by table size](benchmarks/latency.png)", "")
    yield from printed_speed(speeds)
    if failed:
        raise RuntimeError("; ".join(failed))


def ledger_lines() -> Iterator[str]:
    """Ten years beside a fortnight."""
    yield from ledger.printed(*asyncio.run(ledger.compare()))


def throughput_lines() -> Iterator[str]:
    """Answers a second and latency beside an echo bot."""
    yield from throughput.printed(asyncio.run(throughput.measure(ROUNDS)))


def flood_lines() -> Iterator[str]:
    """What a flood costs everybody else."""
    yield from flood.printed(asyncio.run(flood.measure()))


def capacity_lines() -> Iterator[str]:
    """What one process carries."""
    yield from capacity.printed(asyncio.run(capacity.measure()))


QUALITY = """\
Questions are made from the titles with a fixed seed: a piece of one to three words that at most
three titles contain, with one fault of its kind, or with that and a second slip. A question is
right when the first pledge of the answer has the piece in its title (for a department: when the
answer is exactly its listing). Questions whose fault turned them into another title's are left
out. `python -m benchmarks.generated` shows some of each kind.

The other engines answer with whatever comes out best, to any question. So each cell says how many
of its first answers are right, and in brackets how many of these it still gives when it answers
from that score on at which it leaves 99 of 100 unrelated questions alone, as the pledge bot does.
That is what the picture shows. *Suggestions counted* is the pledge bot when it, too, answers
whatever comes out best. The others get the titles alone, or titles with departments where a
department is asked for (right is then any of its pledges), and questions without the words that
every question has."""

# In the order of the document.
PARTS = {
    "labelled": Part(
        title="Labelled questions",
        introduction="`benchmarks/data`, `benchmarks/data/offices`: labelled by hand.",
        lines=labelled_lines,
    ),
    "unseen": Part(
        title="Messages that nobody had seen",
        introduction="""\
Written with their right answers without sight of the code, and recorded when they were first
asked (`benchmarks/unseen.tsv`); most are not committed. *Later* is after kinds of misses were
mended: where the misses of the set itself had been looked at by then, it says little about the
next one.""",
        lines=unseen_lines,
    ),
    "messages": Part(
        title="Whole messages",
        introduction=f"""\
Made from the titles with a fixed seed (`benchmarks/messages.py`): wrapped in courtesy, joined,
excluding, said and typed as people do. In percent of {MESSAGES} messages of a kind, right first
answers. The other engines answer with whatever comes out best; for several things, any one of
them is counted as right for them, while the pledge bot must answer all of them and nothing
before.""",
        lines=message_lines,
    ),
    "phrases": Part(
        title="Reminders and replies in words",
        introduction="""\
`python -m benchmarks.phrases`: `/remind` commands labelled by hand (`benchmarks/data/phrases.tsv`)
and made by chance, the days of both counted without the bot's rules; and replies to a reminder.
A question is needless where the label asks none; it has the right button when taps lead to what
is labelled.""",
        lines=lambda: iter([phrases.report()]),
    ),
    "quality-real": Part(
        title="Right first answers, by kind of fault: the committed table",
        introduction=QUALITY,
        lines=lambda: quality_lines(REAL),
    ),
    "quality-made-up": Part(
        title="Right first answers, by kind of fault: ten thousand made-up pledges",
        introduction="Asked and judged in the same way.",
        lines=lambda: quality_lines(MADE_UP),
    ),
    "speed": Part(
        title="Speed and size",
        introduction="""\
The whole way of a question: understood, answered, put into words; of that, the search alone; and
the suggestions after each letter that is typed. The scans and tantivy search the same titles for
ten rows, in the same process; all in CPU time. Made-up titles share some 1,300 words; in the table
with more of them, every second title begins with a proper name. Indexes are built when a table is
loaded, beside the event loop.""",
        lines=speed_lines,
        is_timed=True,
    ),
    "ledger": Part(
        title="Ten years of reminders",
        introduction="""\
`python -m benchmarks.ledger`: the same office twice, with 60 reminders, 21 groups and the same last
fortnight, which is what is current. One of them has ten years before that in its database. Every
operation runs on both by turns, in the same process.""",
        lines=ledger_lines,
        is_timed=True,
    ),
    "throughput": Part(
        title="Answers over HTTP",
        introduction="""\
Processes of their own over HTTP on loopback, by turns: `python -m benchmarks.throughput` beside an
echo bot with the same library, which handles updates side by side or one after another.""",
        lines=throughput_lines,
        is_timed=True,
    ),
    "flood": Part(
        title="A flood from another chat",
        introduction="`python -m benchmarks.flood`: how long a member waits for an answer.",
        lines=flood_lines,
        is_timed=True,
    ),
    "capacity": Part(
        title="What one process carries",
        introduction=f"""\
`python -m benchmarks.capacity`: {capacity.MEMBERS:,} members, {capacity.GROUPS} groups. Telegram
takes about {capacity.TELEGRAM_PER_SECOND} messages a second of one bot.""",
        lines=capacity_lines,
        is_timed=True,
    ),
}


def machine() -> list[str]:
    """What it ran on, as Markdown lines."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in _lines(Path("/proc/cpuinfo"))
            if line.startswith("model name")
        ),
        platform.processor() or platform.machine(),
    )
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"- {datetime.now(tz=UTC):%Y-%m-%d}",
        f"- {cpu}, {os.cpu_count()} cores, {memory_gb:.0f} GB, {platform.system()}",
        f"- Python {platform.python_version()}, "
        + ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
    ]


def run(name: str) -> Run:
    """Measure a part in a process of its own."""
    print(f"{name} …", file=sys.stderr)
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603 -- this very module
        [sys.executable, "-m", "benchmarks.report", name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            text, _ = process.communicate(timeout=PART_WITHIN_S)
            failure = f"ended with status {process.returncode}" if process.returncode else ""
        except subprocess.TimeoutExpired:
            failure = f"took more than {PART_WITHIN_S} s"
            process.send_signal(signal.SIGINT)  # it ends the bots that it started
            try:
                text, _ = process.communicate(timeout=STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                process.kill()
                text, _ = process.communicate()
    return Run(text=text, took_s=time.monotonic() - began, failure=failure)


def document(runs: dict[str, Run]) -> str:
    """The whole of docs/benchmarks.md."""
    chapters = ["\n".join(("# Benchmarks", "", "Written by `make bench`.", "", *machine()))]
    for name, part in PARTS.items():
        chapters += [f"## {part.title}", part.introduction, runs[name].text.strip()]
        chapters += [FAILED] if runs[name].failure else []
    return "\n\n".join(filter(None, chapters)) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Print these parts, or measure and write everything; 1 when a part failed."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in arguments:
        for line in PARTS[name].lines():
            print(line, flush=True)
    if arguments:
        return 0
    if plots.missing():
        print("matplotlib is not installed: no pictures", file=sys.stderr)
    for picture in PICTURES.glob("*.png"):
        picture.unlink()  # the parts draw those that the document shows
    # The longest of them, the last, comes first.
    untimed = [name for name in reversed(PARTS) if not PARTS[name].is_timed]
    with ThreadPoolExecutor(max_workers=2) as pool:
        runs = dict(zip(untimed, pool.map(run, untimed), strict=True))
    runs |= {name: run(name) for name in PARTS if PARTS[name].is_timed}
    (DOCS / "benchmarks.md").write_text(document(runs), encoding="utf-8")
    for name, done in runs.items():
        print(f"{name:16} {done.took_s:5.0f} s  {done.failure}".rstrip())
    return int(any(done.failure for done in runs.values()))


def _judged(path: Path, table: Catalogue) -> tuple[labelled.Scored, ...]:
    return labelled.scored(
        read_questions(path),
        lambda query: named_pledges(query, table),
        numbers_by_department(table),
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
