"""What is answered to words: the pledges that they are likeliest about, or those that may be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from bot.lookup import lexicon
from bot.lookup.by_words import (
    as_titles_have,
    by_both,
    by_value,
    each_apart,
    fewer,
    from_hits,
    hits_of,
    in_columns,
    left_out_of,
    standing,
)
from bot.lookup.catalogue import Catalogue
from bot.lookup.clause import keywords
from bot.lookup.engine.matching import How
from bot.lookup.engine.search import MAX_UNSURE, Hits, Reading
from bot.lookup.names import Named
from bot.lookup.question import (
    Both,
    ByKeyword,
    ByName,
    SmallTalk,
    UnknownDepartment,
    is_noun,
    may_be_noun,
)
from bot.lookup.results import (
    Answer,
    ManyPledges,
    NoSuchDepartment,
    NotFound,
    OnePledge,
    SeveralAnswers,
    WhichName,
    numbers_in,
)
from bot.lookup.weighing import (
    NAMED,
    OFFERED,
    Candidate,
    Said,
    asks_of_pledges,
    errands_of,
    explains,
    likelihood,
    names_thing,
    papers_in,
    said_in,
    says_own,
    says_plainly,
)
from bot.lookup.words import is_light, is_verbal, word

_KIND_OF_PLACE = lexicon.any_of(lexicon.groups("places.tsv")["kinds"])
_PLACE = re.compile(rf"([가-힣]{{2,}}?){_KIND_OF_PLACE}")  # what it is called, and its kind
SURE = 0.9  # a long message that names something so surely is not asked by its clauses
MIN_ALONE = 3  # of what one word, or several, say of a title and nothing else of any
MAX_REPEATED = 4  # words that were read as one meaning, in an explanation


def by_keyword(question: ByKeyword, catalogue: Catalogue) -> Answer:
    """What the words are about; of a paper about it that no table has, it says so."""
    found = _about(question, catalogue)
    if not isinstance(found, OnePledge | ManyPledges):
        return found
    papers = papers_in(question, catalogue)
    return replace(found, columns=(*found.columns, *papers)) if papers else found


def _about(question: ByKeyword, catalogue: Catalogue) -> Answer:
    """The pledges that the words are about, surely enough; else those that may be meant."""
    if (found := _by_rule(question, catalogue)) is not None:
        return found
    said = said_in(question, catalogue)
    weighed = _weighed(said, catalogue)
    likely, best = weighed[0] if weighed else (0.0, None)
    if likely < SURE and (named := _by_clauses(question, catalogue, likely)):
        return named
    if best is not None and likely >= NAMED:
        return _answer(question, best)
    hits = hits_of(question, catalogue)
    if not question.chatter:
        for some in fewer(question.words):
            if each := each_apart(some, catalogue):
                return SeveralAnswers(answers=tuple(each))
        if not hits.sure and (columns := in_columns(question.words, catalogue, loosely=True)):
            return columns
    if _names_place(question, hits, catalogue):
        return from_hits(hits, question.words)
    offered = [of.pledges for likely, of in weighed if likely >= OFFERED or names_thing(said, of)]
    if not offered or (question.chatter and weighed[0][0] < OFFERED):
        return _nothing(question, catalogue)
    near = tuple(dict.fromkeys(chain.from_iterable(offered)))
    left_out = left_out_of(hits, question.words) if near[0] in (*hits.sure, *hits.unsure) else ()
    return NotFound(
        asked=question.subject,
        near=near[:MAX_UNSURE],
        names=_names_with(question, catalogue),
        left_out=left_out,
    )


def _names_place(question: ByKeyword, hits: Hits, catalogue: Catalogue) -> bool:
    """Whether one of two nouns names a place and no title has the other: 금빛공원 로봇."""
    words = question.words
    if len(words) != 2 or len(hits.sure) != 1 or not all(map(may_be_noun, words)):
        return False
    read = {one.typed for one in hits.readings if one.how is How.EXACT}
    said = [one for one in words if one.typed in read]
    others = [one for one in words if one.typed not in read]
    if len(said) != 1 or any(map(catalogue.titles.synonyms.says, others)):
        return False
    named = _PLACE.fullmatch(said[0].stems[-1])
    is_name = named is not None and not (is_noun(named[1]) or is_light(named[1]))
    return is_name and not errands_of(question, catalogue)


def _by_clauses(question: ByKeyword, catalogue: Catalogue, likely: float) -> Answer | None:
    """What clauses of a long message name in words of titles, likelier than all of it does."""
    named: list[tuple[str, Answer]] = []
    for clause in question.clauses:
        asked = keywords(clause, catalogue.office, asks=True)
        # What it recounts is no small talk beside another clause that asks.
        asked = replace(asked, chatter=any(token.chatter for token in clause))
        hits = hits_of(asked, catalogue)
        if all(one.how.is_by_meaning for one in hits.readings):
            continue
        answer = _by_rule(asked, catalogue) if likely < NAMED else None
        if answer is None:
            found = _weighed(said_in(asked, catalogue), catalogue)
            is_likelier = bool(found) and found[0][0] >= max(likely, NAMED)
            answer = _answer(asked, found[0][1]) if is_likelier else None
        if answer is not None and numbers_in(answer):
            named.append((asked.topic, answer))
    if len(named) > 1:
        return SeveralAnswers(answers=tuple(named))
    return named[0][1] if named else None


def by_unknown_department(question: UnknownDepartment, catalogue: Catalogue) -> Answer:
    """What was said beside a department that the table does not have, or those alike."""
    about = question.about
    if (was := catalogue.successors.get(question.typed)) is not None:
        named = Named(typed=question.typed, names=was.names, how=How.EXACT)
        found = by_both(Both(among=ByName(named=named), about=about), catalogue)
        return found or WhichName(asked=question.typed, names=was.names, former=was)
    if (found := by_value((word(question.typed),), catalogue)) is not None:
        return found
    weighed = _weighed(said_in(about, catalogue), catalogue)
    if weighed and weighed[0][0] >= NAMED:
        return _answer(about, weighed[0][1], outside=question.typed)
    alike = catalogue.departments.alike(question.typed)
    return NoSuchDepartment(asked=question.typed, alike=alike)


def _by_rule(question: ByKeyword, catalogue: Catalogue) -> Answer | None:
    """The answer that needs no weighing: what is said word for word, in a title or elsewhere."""
    is_one = len(question.words) == 1 and question.chooses and asks_of_pledges(question)
    is_kind = is_one and bool(standing(question.words[0], catalogue))  # 센터 of 지원센터
    if not question.tells and ((found := _by_kind(question, catalogue)) or not is_kind):
        is_open = found is None and _mean_something(question, catalogue)
        return None if is_open else found or _nothing(question, catalogue)
    hits = hits_of(question, catalogue)
    telling = tuple(one for one in question.words if not one.light)
    if not hits.sure and len(telling) == 1 < len(question.words):
        hits = catalogue.titles.found(telling)  # 채용 지원: of 지원 others have more
    if question.chatter:
        return None
    is_one = len(question.words) == 1 or (len(telling) == 1 and asks_of_pledges(question))
    is_part = any(one.read in one.typed for one in hits.readings)
    if is_one and is_part and not (hits.sure or left_out_of(hits, question.words)):
        hits = replace(hits, sure=hits.unsure)  # 창업지원, of which a title has 창업
    by_meaning = any(one.how.is_by_meaning for one in hits.readings)
    if says_plainly(question, hits):
        is_long = sum(map(len, {one.read for one in hits.readings})) >= MIN_ALONE
        # 형광등 깜빡거려요 is about no 재활용, and 외국어 잘하는 사람 부러워 asks for nothing.
        if (by_meaning or not (question.asks or question.stop_words)) and any(
            one.light and is_verbal(one.typed) for one in question.words
        ):
            is_long = False
        if not (is_one or is_long) or errands_of(question, catalogue) or says_own(question):
            return None
        return from_hits(hits, question.words, also=question.also)
    if each := each_apart(question.words, catalogue, plainly=True):
        return SeveralAnswers(answers=tuple(each))
    if explains(hits) and not by_meaning:
        return None
    found = in_columns(question.words, catalogue)
    return found if found is not None and found.columns else None


def _by_kind(question: ByKeyword, catalogue: Catalogue) -> OnePledge | ManyPledges | None:
    """What words that tell nothing are about: a value, or all that ends with the only one: 센터."""
    if (found := by_value(question.words, catalogue)) is not None:
        return found
    hits, kind = hits_of(question, catalogue), question.words[0]
    is_alone = len(question.said) == 1 or (len(question.words) == 1 and asks_of_pledges(question))
    if not (is_alone and hits.sure and catalogue.words.ends_word(kind.typed)):
        return None
    return from_hits(hits, question.words, also=catalogue.names_with(kind.stems))


def _mean_something(question: ByKeyword, catalogue: Catalogue) -> bool:
    """Whether light words mean something together, or one alone what a table has: 엘리베이터."""
    pointed = catalogue.pointers.pointed(question.said)
    if pointed is None or not pointed.pledges:
        return False
    return len(pointed.words) > 1 or (question.chatter and len(question.said) == 1)


def _nothing(question: ByKeyword, catalogue: Catalogue) -> Answer:
    if question.chatter:
        return SmallTalk(is_talk=False)
    return NotFound(asked=question.subject, names=_names_with(question, catalogue))


def _names_with(question: ByKeyword, catalogue: Catalogue) -> tuple[str, ...]:
    """The strategies and departments that have the only telling word: 환경 in 환경정책과; a few."""
    telling = [one for one in question.words if not one.light]
    if len(telling) != 1 or not question.tells:
        return ()
    return catalogue.names_with(telling[0].stems)


def _weighed(said: Said, catalogue: Catalogue) -> list[tuple[float, Candidate]]:
    weighed: list[tuple[float, Candidate]] = []
    for of in (candidates, by_fewer_words):
        weighed += [(likelihood(said, one), one) for one in of(said.question, catalogue)]
        weighed.sort(key=lambda one: -one[0])
        if weighed and weighed[0][0] >= NAMED:
            break
    return weighed


def candidates(question: ByKeyword, catalogue: Catalogue) -> Iterator[Candidate]:
    """What the words say in titles, and what they mean: together, or one by what it stands with."""
    pointed = catalogue.pointers.pointed(question.said)
    company = catalogue.pointers.company(question.said)
    candidate = partial(Candidate, pointed=pointed, company=company)
    hits = hits_of(question, catalogue)
    said = hits.sure or hits.unsure
    together = (pointed.pledges or pointed.near) if pointed is not None else ()
    alone = company.pledges if company is not None else ()
    all_meant = [meant for meant in dict.fromkeys((together, alone)) if meant]
    if said and (hits.sure or all(said[0] != meant[0] for meant in all_meant)):
        yield candidate(pledges=said, hits=hits, of_words=True)
    for meant in all_meant:
        agree = said[:1] == meant[:1]
        if not (agree and hits.sure):
            yield candidate(pledges=meant, hits=hits if agree else None, of_words=False)


def by_fewer_words(question: ByKeyword, catalogue: Catalogue) -> Iterator[Candidate]:
    """What the words say without those that say little beside others."""
    pointed = catalogue.pointers.pointed(question.said)
    by_all = hits_of(question, catalogue).sure
    for some in fewer(question.words):
        hits = catalogue.titles.found(some)
        if hits.sure and hits.sure != by_all:
            yield Candidate(pledges=hits.sure, hits=hits, pointed=pointed, of_words=True)


def _answer(
    question: ByKeyword, found: Candidate, outside: str | None = None
) -> OnePledge | ManyPledges:
    if found.of_words and found.hits is not None:
        hits = replace(found.hits, sure=found.pledges)
        return from_hits(hits, question.words, outside=outside, also=question.also)
    pointed, company, typed, official = found.pointed, found.company, "", ""
    readings: tuple[Reading, ...] = ()
    if pointed is not None and found.pledges[0] in pointed.near:
        typed, official = _repeated(question.said, pointed.words[:MAX_REPEATED]), pointed.read
    elif company is not None:
        typed, official = "".join(question.said), company.read
    if official:
        reading = Reading(typed=typed, read=official, how=How.SYNONYM)
        readings = as_titles_have((reading,), found.pledges)
    if len(found.pledges) == 1:
        return OnePledge(pledge=found.pledges[0], readings=readings)
    return ManyPledges(
        pledges=found.pledges,
        label=question.topic,
        asked=f"{question.text} 공약",
        readings=readings,
    )


def _repeated(said: Sequence[str], places: Sequence[int]) -> str:
    """The words at these places of a message, in order, with a mark where others were between."""
    parts = [said[at] if at - 1 in places else f"… {said[at]}" for at in places]
    return " ".join(parts).removeprefix("… ")
