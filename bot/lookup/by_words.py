"""What is answered by words: of titles, of titles within a department, of further columns."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.lookup.catalogue import Catalogue
from bot.lookup.engine.matching import How
from bot.lookup.engine.search import Hits, Reading, as_in_title
from bot.lookup.lexicon import everyday
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.lookup.question import Both, ByKeyword, nouns, topic
from bot.lookup.results import Answer, ManyPledges, OnePledge, covers, numbers_in
from bot.lookup.weighing import explains
from bot.lookup.words import Word, is_filler, is_served, is_verbal, word

MIN_APART, MAX_APART = 3, 6  # syllables of what means one thing alone; how many words
MAX_TOGETHER = 3  # words that are one thing
_CALLED = re.compile("(?<=..)(?:주무관|팀장|과장|계장)?(?:님|씨)?$")  # 박서연 주무관님
_PLAINLY = frozenset({How.EXACT, How.KEYBOARD})
AS_SAID = _PLAINLY | {How.SYNONYM, How.RELATED}  # and not with slips
FAR_BETTER = 25.0  # fit, by which a title elsewhere must explain more; benchmarks/quality.py


def hits_of(question: ByKeyword, catalogue: Catalogue) -> Hits:
    """The titles that have these words."""
    return catalogue.titles.found(question.words, question.stop_words, asks=question.wants)


def by_both(question: Both, catalogue: Catalogue) -> OnePledge | ManyPledges | None:
    """The pledges of a name that the words are about; None where all of the name are meant."""
    among, about = question.among, question.about
    name = among.named.typed
    within = catalogue.scope(among.named.names)
    inside = catalogue.titles.found(about.words, about.stop_words, within=within)
    if inside.explain_all:
        return from_hits(inside, about.words, name)
    if inside.left_out and (each := _each_of(question, catalogue)):
        readings = _corrections(inside)
        return ManyPledges(
            pledges=each,
            label=f"{name} {about.topic}",
            asked=f"{name} {about.text} 공약",
            readings=as_titles_have(readings, each),
        )
    if question.lists and all(one.light or is_verbal(one.typed) for one in inside.matched):
        return None
    everywhere = catalogue.titles.found(about.words, about.stop_words)
    stands = explains(everywhere)
    # Who names a department may be wrong about it: a title that says far more is what was meant.
    if inside.sure and (not stands or everywhere.fit < inside.fit + FAR_BETTER):
        return from_hits(inside, about.words, name)
    if stands:
        several = len(among.named.names) > 1
        outside = among.named.typed if several else among.named.names[0]
        return from_hits(everywhere, about.words, name, outside)
    return in_columns(about.words, catalogue, among.named.names)


def _each_of(question: Both, catalogue: Catalogue) -> tuple[Pledge, ...]:
    """The pledges of a name of which each is said by some of the words alone."""
    names = question.among.named.names
    found = [answer for _, answer in each_apart(question.about.words, catalogue, plainly=True)]
    said = {number for answer in found for number in numbers_in(answer)}
    of_names = dict.fromkeys(pledge for name in names for pledge in catalogue.pledges_of(name))
    each = tuple([pledge for pledge in of_names if str(pledge.number) in said])
    return each if len(each) >= len(found) > 1 and len(each) == len(said) else ()


def in_columns(
    words: Sequence[Word],
    catalogue: Catalogue,
    among: tuple[str, ...] = (),
    *,
    loosely: bool = False,
) -> OnePledge | ManyPledges | None:
    """The pledges of names `among` whose columns say all these words, or `loosely` most of them."""
    within = {pledge.number for name in among for pledge in catalogue.pledges_of(name)}
    if (found := by_value(words, catalogue, within)) is not None:
        return found
    titles = catalogue.contents.titles
    if titles is None:
        return None
    scope = titles.scope(catalogue.by_number[number] for number in within) if among else None
    hits = titles.found(words, within=scope)
    if not ((hits.sure and loosely) or explains(hits)):
        return None
    pledges = tuple([catalogue.by_number[pledge.number] for pledge in hits.sure])
    answer = from_hits(replace(hits, sure=pledges), words)
    if loosely or any(one.how.is_by_meaning for one in hits.readings):
        return answer
    read = [one.read for one in hits.readings]
    return replace(answer, columns=catalogue.contents.headings_of(pledges[0], read))


def by_value(
    words: Sequence[Word], catalogue: Catalogue, within: Collection[PledgeNumber] = ()
) -> OnePledge | ManyPledges | None:
    """The pledges of which a further column says just these words; those `within`, if given."""
    telling = [one for one in words if not one.light] or [*words]
    lead = "".join(one.typed for one in telling[:-1])
    for stem in telling[-1].stems if telling else ():
        if (value := catalogue.contents.value(_CALLED.sub("", lead + stem))) is None:
            continue
        pledges = tuple([p for p in value.pledges if not within or p.number in within])
        if len(pledges) == 1:
            return OnePledge(pledge=pledges[0], columns=(value.heading,))
        if pledges:
            label, columns = value.text, (value.heading,)
            return ManyPledges(pledges=pledges, label=label, asked=label, columns=columns)
    return None


def each_apart(
    words: Sequence[Word], catalogue: Catalogue, *, plainly: bool = False
) -> list[tuple[str, Answer]]:
    """The answers to words that only stand beside each other: 도서관 미술관; [] if one fits none.

    Neighbours that one title has are one thing. `plainly` takes no word for another one.
    For whom something is, is no thing: 어르신들 디지털 교육.
    """
    words = [word for word in words if not word.light]
    if not 1 < len(words) <= MAX_APART:
        return []
    # Before anything is searched: each word stands in a title, or is an everyday one.
    for one in words:
        is_everyday = not plainly and any(stem in everyday() for stem in one.stems)
        if not (is_everyday or standing(one, catalogue)):
            return []
    found: list[tuple[str, Answer]] = []
    while words:
        if (first := _first_thing(words, catalogue, plainly=plainly)) is None:
            return []
        size, hits = first
        answer = from_hits(hits, words[:size])
        if any(covers(answer, one) or covers(one, answer) for _, one in found):
            return []
        found.append((topic(words[:size]), answer))
        words = words[size:]
    return found if len(found) > 1 else []


def _first_thing(
    words: Sequence[Word], catalogue: Catalogue, *, plainly: bool
) -> tuple[int, Hits] | None:
    """How many words from the first on are one thing, and the titles with it; None if none is."""
    for size in range(min(len(words), MAX_TOGETHER), 0, -1):
        said = (standing(word, catalogue) or word.stems[-1] for word in words[:size])
        is_whom = size == 1 and is_served(words[0].typed)
        if is_whom or len("".join(said)) < MIN_APART:
            return None
        # To look for slips takes longest, and what is read with one is no such word.
        plain = catalogue.titles.found(words[:size], slips=False)
        if not _is_explained(plain, plainly=plainly):
            continue
        hits = catalogue.titles.found(words[:size])
        if _is_explained(hits, plainly=plainly):
            return size, hits
    return None


def standing(word: Word, catalogue: Catalogue) -> str:
    """The word, or the longest stem of it, that stands in a title; "" where none does."""
    return next(filter(catalogue.titles.stands, word.stems), "")


def _is_explained(hits: Hits, *, plainly: bool) -> bool:
    """Whether the best title has all words: as they were typed, or by everyday ones."""
    hows = _PLAINLY if plainly else AS_SAID
    return explains(hits) and not hits.left_out and {r.how for r in hits.readings} <= hows


def fewer(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words without those that say little beside others: first 지원, then 할머니 too."""
    telling = tuple([word for word in words if not (word.light or is_filler(word.typed))])
    special = tuple([word for word in telling if not is_served(word.typed)])
    if telling and telling != tuple(words):
        yield telling
    if special and special != telling:
        yield special


def _corrections(hits: Hits) -> tuple[Reading, ...]:
    """The words read as something else; what only goes with others that say it corrects nothing."""
    as_said = {How.EXACT, How.CHOSEONG}
    if any(one.how is not How.RELATED for one in hits.readings):
        as_said.add(How.RELATED)
    return tuple([one for one in hits.readings if one.how not in as_said])


def as_titles_have(readings: Sequence[Reading], pledges: Sequence[Pledge]) -> tuple[Reading, ...]:
    """What was read, as the first of the pledges' titles has it that does."""
    told: dict[Reading, None] = {}
    for one in readings:
        chars = len(one.typed) if one.how is How.CORRECTED else 0
        there = (as_in_title(one.read, pledge.title, chars) for pledge in pledges)
        told[one._replace(read=next(filter(None, there), one.read))] = None
    return tuple(told)


def as_said(answer: Answer) -> Answer:
    """Of pledges found by words those whose titles say them, if any do: 경로당, no 어르신."""
    if not isinstance(answer, ManyPledges):
        return answer
    meant = {one.typed for one in answer.readings if one.how.is_by_meaning}
    said = {one for one in answer.readings if one.typed in meant and not one.how.is_by_meaning}
    kept = [p for p in answer.pledges if all(as_in_title(one.read, p.title) for one in said)]
    if not (said and kept):
        return answer
    widened = {one.typed for one in said}
    read = tuple([r for r in answer.readings if r in said or r.typed not in widened])
    return keeping(replace(answer, readings=read), kept)


def keeping(answer: ManyPledges, kept: Sequence[Pledge]) -> OnePledge | ManyPledges:
    """A list of which only these pledges are kept, and what was read in them; of one, its card."""
    readings = tuple(
        one
        for one in answer.readings
        if not one.how.is_by_meaning or any(as_in_title(one.read, each.title) for each in kept)
    )
    if len(kept) > 1 or answer.outside is not None:
        return replace(answer, pledges=tuple(kept), readings=readings)
    return OnePledge(
        pledge=kept[0],
        readings=readings,
        left_out=answer.left_out,
        excluded=answer.excluded,
        columns=answer.columns,
        chosen=answer.chosen,
    )


def left_out_of(hits: Hits, words: Sequence[Word]) -> tuple[str, ...]:
    """The words that say what is meant and fit nothing, as they were typed."""
    out = [one.typed for one in hits.left_out if not one.light]
    as_typed = {one.typed for one in words}
    pieces = [of for of in out if of not in as_typed]  # of words that were read apart or together
    found: list[Word] = []
    for one in words:
        inside = [of for of in pieces if of in one.typed]
        if inside and any(of.typed in one.typed for of in hits.readings):
            found += map(word, inside)  # 청년공영주차장: what else was found of it stays
        elif one.typed in out or inside or any(one.typed in of for of in pieces):
            found.append(one)
    return nouns(found)


def from_hits(
    hits: Hits,
    words: Sequence[Word],
    name: str = "",
    outside: str | None = None,
    also: tuple[str, ...] = (),
) -> OnePledge | ManyPledges:
    """The pledges of a search as the answer to these words, said with a name."""
    readings = _corrections(hits)
    left_out = left_out_of(hits, words)
    if len(hits.sure) == 1 and outside is None:
        readings = as_titles_have(readings, hits.sure)
        return OnePledge(pledge=hits.sure[0], readings=readings, also=also, left_out=left_out)
    others = {one.typed for one in hits.other_readings}
    as_typed = [r for r in hits.readings if r.typed in others and r not in readings]
    readings = as_titles_have((*readings, *as_typed, *hits.other_readings), hits.sure)
    meant = {r.typed: r.read for r in readings if not r.how.is_by_meaning}
    asked = " ".join([name, *(one.shown for one in words), "공약"])
    about = topic(words, meant)
    return ManyPledges(
        pledges=hits.sure,
        label=about if outside else f"{name} {about}".strip(),
        asked=asked.strip(),
        readings=readings,
        outside=outside,
        also=also,
        left_out=left_out,
    )
