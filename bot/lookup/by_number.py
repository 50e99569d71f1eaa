"""What is answered to numbers: their pledges, or which numbers there are instead."""

from collections.abc import Container, Iterable, Sequence

from bot.korean import hangul
from bot.lookup.by_words import left_out_of
from bot.lookup.catalogue import Catalogue
from bot.lookup.engine.matching import How
from bot.lookup.engine.search import Reading
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.question import ByNumber, UnknownNumber, nouns
from bot.lookup.results import Answer, ManyPledges, NoSuchNumber, OnePledge
from bot.lookup.words import Word


def by_number(question: ByNumber, catalogue: Catalogue) -> Answer:
    """The pledges with these numbers; which there are, where none is one of a pledge."""
    found = tuple(catalogue.by_number[n] for n in question.numbers if n in catalogue.by_number)
    missing = tuple(n for n in question.numbers if n not in catalogue.by_number)
    readings: tuple[Reading, ...] = ()
    if question.correction:
        typed, read = question.correction
        readings = (Reading(typed=typed, read=read, how=How.CORRECTED),)
    if not found:
        categories = dict.fromkeys(number.category for number in missing)
        asked = tuple(map(str, missing))
        return NoSuchNumber(asked=asked, ranges=_ranges(catalogue, categories), readings=readings)
    out = tuple(_foreign(question.beside, found, catalogue))
    if len(found) == 1 and not missing:
        return OnePledge(
            pledge=found[0],
            readings=readings,
            claimed=question.claimed,
            denies=question.denies,
            left_out=out,
        )
    label = number_ranges(question.numbers)
    return ManyPledges(
        pledges=found, label=label, asked=label, readings=readings, missing=missing, left_out=out
    )


def by_unknown_number(question: UnknownNumber, catalogue: Catalogue) -> NoSuchNumber:
    """The numbers there are, and those of other categories that may be meant."""
    numbers = [catalogue.numbering.number(c, question.serial) for c in question.categories]
    return NoSuchNumber(
        asked=(question.typed,),
        ranges=_ranges(catalogue, question.categories or catalogue.by_category),
        near=tuple([catalogue.by_number[n] for n in numbers if n in catalogue.by_number]),
    )


def _foreign(
    words: Sequence[Word], pledges: Sequence[Pledge], catalogue: Catalogue
) -> Sequence[str]:
    """The words that are about none of these pledges."""
    texts = (
        text for p in pledges for text in (p.strategy, *p.departments, *dict(p.details).values())
    )
    told = hangul.bare(" ".join(texts))
    if not (words := [one for one in words if not any(stem in told for stem in one.stems)]):
        return ()
    within = catalogue.titles.scope(pledges)
    hits = catalogue.titles.found(words, within=within)
    return left_out_of(hits, words) if hits.sure else nouns(words)


def number_ranges(numbers: Iterable[PledgeNumber]) -> str:
    """Numbers as short as they can be asked for: runs as ranges."""
    return ", ".join(
        str(first) if first == last else f"{first}~{last.last_part}"
        for first, last in _runs(numbers)
    )


def _runs(numbers: Iterable[PledgeNumber]) -> tuple[tuple[PledgeNumber, PledgeNumber], ...]:
    """The ends of the runs in which numbers of a category go up by one, in digits or in letters."""
    runs: list[tuple[PledgeNumber, PledgeNumber]] = []
    for number in numbers:
        first, last = runs[-1] if runs else (number, number)
        is_alike = last.last_part.isdecimal() == number.last_part.isdecimal()
        if is_alike and (last.category, last.serial + 1) == (number.category, number.serial):
            runs[-1] = (first, number)
        else:
            runs.append((number, number))
    return tuple(runs)


def _ranges(
    catalogue: Catalogue, categories: Iterable[str]
) -> tuple[tuple[tuple[PledgeNumber, PledgeNumber], ...], ...]:
    """The runs of numbers of these categories, or of all; of a table without gaps its ends."""
    runs = {
        name: _runs(sorted(pledge.number for pledge in of))
        for name, of in catalogue.by_category.items()
    }
    known = {name: runs[name] for of in categories if (name := _known(of, runs)) is not None}
    if known:
        return tuple(known.values())
    numbers = catalogue.numbering.numbers
    if [*numbers] == sorted(numbers) and all(len(of) == 1 for of in runs.values()):
        return (((numbers[0], numbers[-1]),),)
    return tuple(runs.values())


def _known(category: str, of: Container[str]) -> str | None:
    """The category that there is of which this one is a part, or that it is itself."""
    while category and category not in of:
        category = PledgeNumber(category).category
    return category if category in of else None
