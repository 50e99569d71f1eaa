"""What is answered by what the words of a message mean together, where they say it in no title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup.by_words import (
    MIN_APART,
    agrees,
    by_value,
    by_words,
    explains,
    explains_together,
    from_hits,
    hits_of,
    names_things,
    says_twice,
    standing,
    unexplained,
)
from bot.lookup.concepts import Errand
from bot.lookup.engine.matching import How
from bot.lookup.engine.search import MAX_UNSURE, Reading, spaced
from bot.lookup.results import (
    ManyPledges,
    NoSuchDepartment,
    NotFound,
    OnePledge,
    SeveralAnswers,
    WhichName,
    numbers_in,
)
from bot.lookup.words import (
    is_asking,
    is_filler,
    is_light,
    is_service,
    is_verbal,
    stems_of,
    word,
    written,
)

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue
    from bot.lookup.concepts import Meant
    from bot.lookup.hints import Pointed
    from bot.lookup.question import ByKeyword, UnknownDepartment
    from bot.lookup.results import Answer

_OF_PLEDGES = re.compile(
    "담당|소관|주관|부서(?![졌진지져])|공약|사업(?![자장])|맡(?![기길긴]|아[줄주놨])|어느|누구|누가|예산|용역|공사비|건립비|운영비|추진|진척|이행|진행|전화번호|연락처|완공|착공|준공|owns|owner"
)
MIN_SAID = 3  # words, of which some only lead up to others
MIN_TITLE_CHARS = 5  # of a title that stand in a message on an everyday errand, which is about it
MIN_NAMED = 3  # of a title, in a message that asks for a detail of what an office runs
MIN_POINTING, MIN_POINTING_IN_TALK = 2, 3  # words of a title that others point to
# What words must say as a share of what it takes to tell one pledge, beside others and in talk.
MIN_SHARE, MIN_SHARE_IN_TALK = 1.3, 2.5
MIN_AHEAD, MIN_AHEAD_OF_MEANT = 0.9, 1.6  # words that say more of a pledge than of what is found
_DESCRIBED = ("거", "것", "데", "곳", "게", "사람", "사람들", "대책", "사업")
_TELLING = ("는데", "은데", "인데", "한데")
MAX_REPEATED = 4  # words that were read as one meaning, in an explanation


def by_keyword(question: ByKeyword, catalogue: Catalogue) -> Answer:
    """What the words say by themselves, or what they mean together where that says more."""
    answer = by_words(question, catalogue)
    if isinstance(answer, OnePledge | ManyPledges) and answer.columns:
        return answer
    meant = catalogue.meant(question.said)
    if _is_errand(question, meant, catalogue):
        return _by_hints(question, _offered(answer, question), catalogue, is_errand=True)
    if _is_guess(question, answer, catalogue) and (
        meant is None or (meant.cues == 1 and len(question.said) < MIN_SAID)
    ):
        answer = _offered(answer, question)
    elif meant is not None and not _is_said(question, meant, answer, catalogue):
        answer = _by_concept(question, meant, answer, catalogue)
        return _by_hints(question, answer, catalogue, is_meant=meant.cues > 1)
    return _by_hints(question, answer, catalogue)


def by_unknown_department(question: UnknownDepartment, catalogue: Catalogue) -> Answer:
    """What was said beside a department that the table does not have, or those alike."""
    if (was := catalogue.successors.get(question.typed)) is not None:
        return WhichName(asked=question.typed, names=was.names, since=was.since)
    about = question.about
    if (found := by_value((word(question.typed),), catalogue)) is not None:
        return found
    meant = catalogue.meant(about.said)
    if meant is not None and meant.cues > 1:  # 축구팀 코치 지원
        return _by_concept(about, meant, NotFound(asked=""), catalogue)
    hits = catalogue.titles.found(about.words, asks=about.asks)
    if hits.sure and not unexplained(hits, asks=about.asks):
        return from_hits(hits, about.text, outside=question.typed)
    alike = catalogue.departments.alike(question.typed)
    return NoSuchDepartment(asked=question.typed, alike=alike)


def _is_errand(question: ByKeyword, meant: Meant | None, catalogue: Catalogue) -> bool:
    """Whether a message is about what an office does every day, and asks for nothing new."""
    errand = catalogue.errand(question.said)
    if errand is Errand.NONE or any(map(_OF_PLEDGES.search, question.said)):
        return False
    if meant is not None and meant.wishes:
        return False  # 주차장 늘려달래요, whatever led to it
    hits = hits_of(question, catalogue)
    if explains_together(hits) or (question.wants and agrees(hits)):
        return False  # 배달의민족 수수료가 너무 비싸요
    if len(question.said) == 1 and explains(hits):
        return False  # 대기오염, which begins like 대기 인원
    exact = sum(len(one.read) for one in hits.readings if one.how.is_plain)
    return exact < (MIN_NAMED if errand is Errand.DETAIL else MIN_TITLE_CHARS + 1)


def _is_guess(question: ByKeyword, answer: Answer, catalogue: Catalogue) -> bool:
    """Whether one everyday word of a message that asks for nothing stands for the title's."""
    if not isinstance(answer, OnePledge | ManyPledges) or question.seeks:
        return False
    hits = hits_of(question, catalogue)
    if any(map(_OF_PLEDGES.search, question.said)):
        return False
    if hits.readings and hits.readings[-1].how.is_by_meaning and says_twice(hits):
        return True  # 미술관 도슨트: what belongs to it, which is another thing
    return (
        len(hits.readings) == 1
        and hits.readings[0].how.is_by_meaning
        and not hits.readings[0].typed.isascii()
        and any(not (one.light or any(map(is_light, stems_of(one.typed)))) for one in hits.left_out)
    )


def _is_said(question: ByKeyword, meant: Meant, answer: Answer, catalogue: Catalogue) -> bool:
    """Whether what was said needs no other meaning than that of its words."""
    if meant.cues == 1 and numbers_in(answer):
        return True
    is_talk = not question.wants and question.chatter and len(question.said) <= MIN_SAID
    is_near = isinstance(answer, NotFound) and bool(answer.near) and names_things(question)
    if (is_near or (is_talk and len(meant.words) == 1)) and not _says_head(
        question, meant, catalogue
    ):
        return True  # 재개발 조합원 명부, 장애인 수영선수: the last word is another thing
    if (
        not question.wants
        and len(question.said) < MIN_SAID  # 미술관 카페
        and not _agrees(question, meant, catalogue)
    ):
        return question.chatter or any(standing(one, catalogue) for one in question.words)
    if not isinstance(answer, OnePledge | ManyPledges):
        return isinstance(answer, SeveralAnswers)
    said = [stems_of(question.said[at]) for at in meant.words]
    if all(any(map(catalogue.words.has_word, stems)) for stems in said):
        return True  # 경전철이 교통행정과면 급행철도는
    hits = hits_of(question, catalogue)
    if explains_together(hits) and any(one.how.is_plain for one in hits.readings):
        return True
    plain = sum(
        len(one.read)
        for one in hits.readings
        if one.how.is_plain or (one.how is How.CORRECTED and len(one.read) >= MIN_TITLE_CHARS)
    )
    return plain >= MIN_TITLE_CHARS or (
        hits.explain_all
        and plain >= MIN_APART
        and all(not one.how.is_by_meaning for one in hits.readings)
    )


def _says_head(question: ByKeyword, meant: Meant, catalogue: Catalogue) -> bool:
    """Whether the last word is part of what is meant, or means the same alone."""
    head = question.words[-1].typed
    if head.isascii() or (meant.whole and question.said.index(head) in meant.words):
        return True
    alone = catalogue.meant((head,))
    return alone is not None and alone.official == meant.official


def _agrees(question: ByKeyword, meant: Meant, catalogue: Catalogue) -> bool:
    """Whether all words mean together what a title of one of them has: 철재상가 재정비."""
    if question.chatter or not meant.whole or len(meant.words) < len(question.said):
        return False
    if is_service(question.said[-1]):  # 반려동물 등록
        return False
    best = hits_of(question, catalogue).sure[:1]
    return any(
        pledge in best for name in meant.official for pledge in catalogue.titles.holding(name)
    )


def _by_concept(
    question: ByKeyword, meant: Meant, answer: Answer, catalogue: Catalogue
) -> OnePledge | ManyPledges:
    """The pledges with what the words mean together, those that have more of them first."""
    found = [pledge for name in meant.official for pledge in catalogue.titles.holding(name)]
    also = numbers_in(answer)
    found.sort(key=lambda pledge: str(pledge.number) not in also)
    pledges = tuple(dict.fromkeys(found))
    typed = " ".join(question.said[at] for at in meant.words[:MAX_REPEATED])
    title = written(hangul.normalized(pledges[0].title))
    read = next((spaced(name, title) for name in meant.official if name in "".join(title)), "")
    readings = (Reading(typed=typed, read=read or meant.official[0], how=How.SYNONYM),)
    if len(pledges) == 1:
        return OnePledge(pledge=pledges[0], readings=readings)
    asked = question.text
    return ManyPledges(pledges=pledges, label=asked, asked=f"{asked} 공약", readings=readings)


def _by_hints(
    question: ByKeyword,
    answer: Answer,
    catalogue: Catalogue,
    *,
    is_errand: bool = False,
    is_meant: bool = False,
) -> Answer:
    """The pledge that the words point to together, where they say none, or say less of another."""
    named = numbers_in(answer)
    is_said = _says_it(answer) or (named and len(question.words) < MIN_POINTING)
    pointed = None if is_said else catalogue.pointed(question.said)
    if pointed is None or isinstance(answer, SeveralAnswers):
        return answer
    if pointed.pledge is None or not _is_enough(pointed, question, is_errand=is_errand):
        is_talk = is_errand or question.chatter
        has_more = isinstance(answer, NotFound) and not answer.near and not is_talk
        return NotFound(asked=question.text, near=pointed.near) if has_more else answer
    ahead = MIN_AHEAD_OF_MEANT if is_meant else MIN_AHEAD
    if named and (
        str(pointed.pledge.number) == named[0]
        or pointed.count < MIN_POINTING
        or pointed.ahead_of(named) < ahead
    ):
        return answer
    typed = " ".join(question.said[at] for at in pointed.words[:MAX_REPEATED])
    reading = Reading(typed=typed, read=pointed.pledge.title, how=How.SYNONYM)
    return OnePledge(pledge=pointed.pledge, readings=(reading,))


def _is_enough(pointed: Pointed, question: ByKeyword, *, is_errand: bool) -> bool:
    """Whether as many words point to a pledge as it takes beside what else a message is."""
    describes = _describes(question)
    count = pointed.count
    if is_errand or (question.chatter and not describes):
        return count >= MIN_POINTING_IN_TALK and (describes or pointed.share >= MIN_SHARE_IN_TALK)
    wants = question.wants or describes
    if pointed.is_written and names_things(question) and not describes:
        return False  # 미술관 그림값: what belongs to a thing is another thing
    telling = sum(_tells(question.said[at]) for at in pointed.words)
    is_said = wants or pointed.things > 1 or (telling > 1 and not pointed.is_written)
    if pointed.share >= MIN_SHARE and count >= MIN_POINTING and is_said:
        return True
    # 짚라인 타는 데: there is nothing else that it may be about.
    is_all = not any(
        _tells(word) for at, word in enumerate(question.said) if at not in pointed.words
    )
    least = 1 if describes else MIN_POINTING
    is_told = min(telling, count) >= least  # 그림 그려줘 says one thing, 예쁘게 none
    return is_all and is_told and not pointed.is_written


def _tells(word: str) -> bool:
    """Whether a word may say what a message is about."""
    return bool(word) and not (
        is_light(word) or is_filler(word) or is_verbal(word) or is_asking(word)
    )


def _says_it(answer: Answer) -> bool:
    """Whether a title has all the words, as they were typed or with slips."""
    return (
        isinstance(answer, OnePledge)
        and not answer.left_out
        and not any(one.how.is_by_meaning for one in answer.readings)
    )


def _describes(question: ByKeyword) -> bool:
    """Whether a message ends with what is to be, or with the thing itself: 밥 해드리는 거."""
    last = question.said[-1] if question.said else ""
    return last in _DESCRIBED or (last.endswith(_DESCRIBED) and not last.endswith(_TELLING))


def _offered(answer: Answer, question: ByKeyword) -> Answer:
    """The pledges of an answer as what may be meant."""
    if not numbers_in(answer):
        return answer
    near = answer.pledges if isinstance(answer, ManyPledges) else ()
    near = (answer.pledge,) if isinstance(answer, OnePledge) else near
    return NotFound(asked=question.text, near=near[:MAX_UNSURE])
