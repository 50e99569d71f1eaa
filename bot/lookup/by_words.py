"""What is answered by words: of titles, of titles within a department, of further columns."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.lookup.engine.matching import How
from bot.lookup.engine.search import MAX_UNSURE, Hits, Reading
from bot.lookup.lexicon import everyday, stages
from bot.lookup.results import (
    Greeting,
    ManyPledges,
    NotFound,
    OnePledge,
    SeveralAnswers,
    covers,
    numbers_in,
)
from bot.lookup.words import Word, is_filler, is_light, is_served, is_verbal, stems_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.engine.units import Unit
    from bot.lookup.pledge import Pledge, PledgeNumber
    from bot.lookup.question import Both, ByKeyword
    from bot.lookup.results import Answer

MIN_TITLE_CHARS = 5  # of a title that stand in a message, which is about it
MIN_APART, MAX_APART = 3, 6  # syllables of what means one thing alone; how many words
MAX_TOGETHER = 3  # words that are one thing
OF_PLEDGES = re.compile(
    "담당|소관|주관|부서(?![졌진지져])|공약|사업(?![자장])|맡(?![기길긴겨김]|아[줄주놨])|어느|누구|예산|용역|공사비|건립비|운영비|추진|진척|이행|진행|전화번호|연락처|완공|착공|준공|owns|owner"
)
_CALLED = re.compile("(?<=..)(?:주무관|팀장|과장|계장)?(?:님|씨)?$")  # 박서연 주무관님
_PLAINLY = frozenset({How.EXACT, How.KEYBOARD})
AS_SAID = _PLAINLY | {How.SYNONYM, How.RELATED}  # and not with slips
LONG_BY = 3  # times as long as what it leaves out, a word of a title needs nothing beside it
# Beyond chance, of several words: their title is meant (benchmarks/labelled.py).
SURE_BITS = 20.0
SURE_SCORE = 90.0  # of a title that several words lead to
FAR_BETTER = 25.0  # fit, by which a title elsewhere must explain more; benchmarks/quality.py


def by_words(question: ByKeyword, catalogue: Catalogue) -> Answer:
    """The pledges whose titles, or further columns, say these words."""
    asked = question.text
    if not question.tells:
        nothing = Greeting() if question.chatter else NotFound(asked=asked)
        return by_value(question.words, catalogue) or nothing
    hits = hits_of(question, catalogue)
    if hits.sure and _is_slip_of_nothing(hits):
        hits = Hits(unsure=hits.sure[:MAX_UNSURE])
    left_out = unexplained(hits, asks=question.wants) or _other_head(question, hits)
    # 어르신일 자리, 아빠 육아: the title has all of it.
    said = "".join(one.typed for one in question.words)
    plain = {reading.how for reading in hits.readings} <= AS_SAID
    whole = plain and len(question.words) > 1 and said == "".join(one.typed for one in hits.matched)
    tells_more = question.asks and _tells_more(question, hits)
    talk = tells_more or (question.chatter and not (question.asks or whole or agrees(hits)))
    if not talk and (found := _otherwise(question, hits, catalogue)) is not None:
        return found
    if not hits.sure:
        return Greeting() if question.chatter else NotFound(asked=asked, near=hits.unsure)
    if left_out or talk:
        return NotFound(asked=asked, near=hits.sure[:MAX_UNSURE], left_out=left_out)
    return replace(from_hits(hits, asked), also=question.also)


def _tells_more(question: ByKeyword, hits: Hits) -> bool:
    """Whether more is told than a title has, and not asked of a pledge: 공원에 누가 껌 붙여놨어."""
    exact = sum(len(reading.read) for reading in hits.readings if reading.how.is_plain)
    known = {word.typed for word in question.words if word.known}
    others = [one for one in hits.left_out if _weight(one) > 1 and one.typed not in known]
    least = 1 if question.chatter else len({reading.read for reading in hits.readings})
    return (
        exact <= MIN_TITLE_CHARS
        and len(others) >= least
        and not all(is_verbal(one.typed) for one in others)
        and not any(map(OF_PLEDGES.search, question.said))
    )


def _is_slip_of_nothing(hits: Hits) -> bool:
    """Whether only words that say little were read, and these as others: 자리 is no 자립."""
    return all(any(map(is_light, stems_of(one.typed))) for one in hits.matched) and not any(
        reading.how.is_by_meaning or reading.read in reading.typed for reading in hits.readings
    )


def hits_of(question: ByKeyword, catalogue: Catalogue) -> Hits:
    """The titles that have these words."""
    return catalogue.titles.found(question.words, question.stop_words, asks=question.wants)


def _otherwise(question: ByKeyword, hits: Hits, catalogue: Catalogue) -> Answer | None:
    """The answer to words of which no title has all: as several questions, by further columns."""
    words, asked = question.words, question.text
    if (hits.left_out or not hits.explain_all) and (each := _each(words, catalogue, plainly=True)):
        return SeveralAnswers(answers=tuple(each))
    as_said = explains(hits) and all(not one.how.is_by_meaning for one in hits.readings)
    if not as_said and (found := _in_columns(words, catalogue)) is not None and found.columns:
        return found
    if hits.sure and not _is_weak(hits) and not unexplained(hits, asks=question.wants):
        return None
    for some in _fewer(words):
        fewer = catalogue.titles.found(some, asks=True)
        if not question.wants and _is_chance(some, words, fewer, catalogue):
            continue
        if fewer.sure and not fewer.left_out:
            return replace(from_hits(fewer, asked), also=question.also)
    for some in _fewer(words):
        if each := _each(some, catalogue):
            return SeveralAnswers(answers=tuple(each))
    return None if hits.sure else _in_columns(words, catalogue, loosely=True)


def _is_chance(
    some: Sequence[Word], words: Sequence[Word], hits: Hits, catalogue: Catalogue
) -> bool:
    """Whether some words are slips or inside others, and what else was said stands elsewhere.

    청년 주택 is no 소규모주택정비 where 청년 has its own pledge, and 장애인 주차증 no 주차장.
    """
    is_inside = all(
        reading.how is How.CORRECTED
        or (reading.how.is_plain and not catalogue.words.begins_word(reading.read))
        for reading in hits.readings
    )
    return is_inside and any(one.known for one in words if one not in some)


def by_both(question: Both, catalogue: Catalogue) -> OnePledge | ManyPledges | None:
    """The pledges of a name that the words are about; None where all of the name are meant."""
    among, about = question.among, question.about
    label = f"{among.named.typed} {about.text}"
    within = catalogue.scope(among.named.names)
    inside = catalogue.titles.found(about.words, about.stop_words, asks=True, within=within)
    if question.whole is not None:
        whole = question.whole
        said = catalogue.titles.found(whole.words, whole.stop_words, asks=True)
        if said.explain_all and not said.left_out:
            both = dict.fromkeys((*said.sure, *(inside.sure if inside.explain_all else ())))
            return from_hits(replace(said, sure=tuple(both)), label)
    if inside.explain_all:
        return from_hits(inside, label)
    if inside.left_out and (each := _each_of(question, catalogue)):
        readings = _corrections(inside)
        return ManyPledges(pledges=each, label=label, asked=f"{label} 공약", readings=readings)
    if question.lists and not any(_tells_which(one) for one in inside.matched):
        return None
    everywhere = catalogue.titles.found(about.words, about.stop_words, asks=True)
    stands = everywhere.sure and not unexplained(everywhere, asks=True)
    # Who names a department may be wrong about it: a title that says far more is what was meant.
    if inside.sure and (not stands or everywhere.fit < inside.fit + FAR_BETTER):
        return from_hits(inside, label)
    if stands:
        several = len(among.named.names) > 1
        outside = among.named.typed if several else among.named.names[0]
        return from_hits(everywhere, label, outside=outside)
    return _in_columns(about.words, catalogue, among.named.names)


def _each_of(question: Both, catalogue: Catalogue) -> tuple[Pledge, ...]:
    """The pledges of a name of which each is said by some of the words alone."""
    names = question.among.named.names
    found = [answer for _, answer in _each(question.about.words, catalogue, plainly=True)]
    said = {number for answer in found for number in numbers_in(answer)}
    of_names = dict.fromkeys(pledge for name in names for pledge in catalogue.pledges_of(name))
    each = tuple([pledge for pledge in of_names if str(pledge.number) in said])
    return each if len(each) >= len(found) > 1 and len(each) == len(said) else ()


def _tells_which(one: Unit) -> bool:
    """Whether a word says what is meant, and is no verb that leads up to it."""
    return not (one.light or is_verbal(one.typed))


def _in_columns(
    words: Sequence[Word],
    catalogue: Catalogue,
    among: tuple[str, ...] = (),
    *,
    loosely: bool = False,
) -> OnePledge | ManyPledges | None:
    """The pledges of which further columns say all these words, or `loosely` most of them.

    Only those of the names `among` which they are asked for, if given.
    """
    within = {pledge.number for name in among for pledge in catalogue.pledges_of(name)}
    if (found := by_value(words, catalogue, within)) is not None:
        return found
    titles = catalogue.contents.titles
    if titles is None:
        return None
    scope = titles.scope(catalogue.by_number[number] for number in within) if among else None
    hits = titles.found(words, asks=True, within=scope)
    if not (hits.sure and not unexplained(hits, asks=True) if loosely else explains(hits)):
        return None
    pledges = tuple([catalogue.by_number[pledge.number] for pledge in hits.sure])
    answer = from_hits(replace(hits, sure=pledges), " ".join(one.shown for one in words))
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


def _each(
    words: Sequence[Word], catalogue: Catalogue, *, plainly: bool = False
) -> list[tuple[str, Answer]]:
    """The answers to words that only stand beside each other: 도서관 미술관; [] if one fits none.

    Neighbours that one title has are one thing. `plainly` takes no word for another one.
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
        for size in range(min(len(words), MAX_TOGETHER), 0, -1):
            said = (standing(word, catalogue) or word.stems[-1] for word in words[:size])
            if len("".join(said)) < MIN_APART:
                return []
            # To look for slips takes longest, and what is read with one is no such word.
            plain = catalogue.titles.found(words[:size], asks=True, slips=False)
            if not _is_explained(plain, plainly=plainly):
                continue
            hits = catalogue.titles.found(words[:size], asks=True)
            if _is_explained(hits, plainly=plainly):
                break
        else:
            return []
        label = " ".join(word.shown for word in words[:size])
        answer = from_hits(hits, label)
        if any(covers(answer, one) or covers(one, answer) for _, one in found):
            return []
        found.append((label, answer))
        words = words[size:]
    return found if len(found) > 1 else []


def standing(word: Word, catalogue: Catalogue) -> str:
    """The word, or the longest stem of it, that stands in a title; "" where none does."""
    return next(filter(catalogue.titles.stands, word.stems), "")


def _is_explained(hits: Hits, *, plainly: bool) -> bool:
    """Whether the best title has all words: as they were typed, or by everyday ones."""
    hows = _PLAINLY if plainly else AS_SAID
    return explains(hits) and not hits.left_out and {r.how for r in hits.readings} <= hows


def _fewer(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words without those that say little beside others: first 지원, then 할머니 too."""
    telling = tuple([word for word in words if not (word.light or is_filler(word.typed))])
    special = tuple([word for word in telling if not is_served(word.typed)])
    if telling and telling != tuple(words):
        yield telling
    if special and special != telling:
        yield special


def says_twice(hits: Hits) -> bool:
    """Whether an everyday word is read as what another word is there: 재활용, 자원순환센터."""
    exact = [reading.read for reading in hits.readings if reading.how.is_plain]
    meant = [reading.read for reading in hits.readings if reading.how.is_by_meaning]
    return any(one in other for one in meant for other in exact)


def agrees(hits: Hits) -> bool:
    """Whether several words lead to one title, of which some only go with what it says.

    An everyday message is told in such words, and what else it has only tells more of it.
    """
    return (
        hits.score >= SURE_SCORE
        and len(hits.readings) > 1
        and any(reading.how is How.RELATED for reading in hits.readings)
        and not says_twice(hits)
    )


def explains(hits: Hits) -> bool:
    """Whether the best title has all that was said of which pledge is meant."""
    return hits.explain_all and all(one.light for one in hits.left_out)


def explains_together(hits: Hits) -> bool:
    """Whether the best title has all that was said, and several words of it."""
    return (
        bool(hits.sure)
        and len({reading.read for reading in hits.readings}) > 1
        and not any(map(_weight, hits.left_out))
    )


def unexplained(hits: Hits, *, asks: bool) -> tuple[str, ...]:
    """The words that the best title leaves out, where it has no more than it leaves.

    In a message that asks, words that do not stand with those it has only lead up to the question.
    A title that has no more than 유치 or 건립 explains nothing else.
    """
    if hits.readings and all(
        reading.typed in stages() and reading.how is How.EXACT for reading in hits.readings
    ):
        return tuple([one.shown for one in hits.left_out if _weight(one) > 1])
    if len(hits.readings) > 1 and hits.excess_bits >= SURE_BITS:
        return ()
    phrases = {one.phrase for one in hits.matched}
    agree = agrees(hits)
    left_out = [
        one
        for one in hits.left_out
        if _weight(one) > 1
        and len(one.typed) > 1
        and (not asks or one.phrase in phrases)
        and not (agree and is_verbal(one.typed))
    ]
    # 마스크 beside 미세먼지 says nothing more where both are read as the same word.
    plain = {
        reading.read
        for reading in hits.readings
        if reading.how is not How.SYNONYM or reading.typed.isascii()
    }
    read = plain or {reading.read for reading in hits.readings}
    if len(left_out) < (len(hits.readings) if agree else len(read)) or not left_out:
        return ()
    # 청소년문화의집 건릿: a long word as it stands in the title is no coincidence.
    exact = sum(len(r.read) for r in hits.readings if r.how.is_plain)
    if asks and exact >= LONG_BY * sum(len(one.typed) for one in left_out):
        return ()
    return tuple([one.shown for one in left_out])


def names_things(question: ByKeyword) -> bool:
    """Whether nothing but a few nouns was said, without particles between them."""
    return (
        not question.wants
        and 1 < len(question.words) == len(question.said) <= MAX_TOGETHER
        and not any(
            one.light or is_verbal(one.typed) or one.phrase != question.words[0].phrase
            for one in question.words
        )
    )


def _other_head(question: ByKeyword, hits: Hits) -> tuple[str, ...]:
    """The last of a few nouns, where the best title leaves out what they name: 1인 가구 소파."""
    if not (hits.left_out and names_things(question)):
        return ()
    head, last = question.words[-1], hits.left_out[-1]
    is_other = last.typed == head.typed and not head.known and _weight(last) > 1 and last.ordinary
    return (last.shown,) if is_other else ()


def _is_weak(hits: Hits) -> bool:
    """Whether words that say more than those of the best title are left out."""
    most = max(map(_weight, hits.matched), default=0)
    return any(_weight(one) > most for one in hits.left_out)


def _weight(one: Unit) -> int:
    """How much a word says: 0 nothing of which pledge, 1 for whom it is, 2 what it is."""
    return 0 if one.light else 1 if is_served(one.typed) else 2


def _corrections(hits: Hits) -> tuple[Reading, ...]:
    """The words that were read as something else than they say."""
    return tuple(
        reading for reading in hits.readings if reading.how not in (How.EXACT, How.CHOSEONG)
    )


def from_hits(hits: Hits, label: str, outside: str | None = None) -> OnePledge | ManyPledges:
    """The pledges of a search as the answer to the words of `label`."""
    readings = _corrections(hits)
    meant = {r.typed: r.read for r in readings if not r.how.is_by_meaning}
    shown = " ".join(meant.get(word, word) for word in label.split())
    left_out = tuple(
        [one.shown for one in hits.left_out if not (one.light or is_filler(one.typed))]
    )
    if len(hits.sure) == 1 and outside is None:
        return OnePledge(pledge=hits.sure[0], readings=readings, left_out=left_out)
    return ManyPledges(
        pledges=hits.sure,
        label=shown,
        asked=f"{label} 공약",
        readings=(*readings, *hits.other_readings),
        outside=outside,
        left_out=left_out,
    )
