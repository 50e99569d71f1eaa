"""What is answered by what the words of a message mean together, where they say it in no title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup import errands
from bot.lookup.by_words import (
    MIN_APART,
    MIN_TITLE_CHARS,
    OF_PLEDGES,
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
from bot.lookup.engine.matching import How
from bot.lookup.engine.search import MAX_UNSURE, Reading, spaced
from bot.lookup.errands import Errand
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
    is_served,
    is_service,
    is_verbal,
    stems_of,
    word,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.lookup.catalogue import Catalogue
    from bot.lookup.meanings import Pointed
    from bot.lookup.question import ByKeyword, UnknownDepartment
    from bot.lookup.results import Answer

MIN_SAID = 3  # words, of which some only lead up to others
MIN_NAMED = 3  # of a title, in a message that asks for a detail of what an office runs
MIN_POINTING, MIN_POINTING_IN_TALK = 2, 3  # words of a title that others point to
# What words must say as a share of what it takes to tell one pledge, beside others and in talk.
MIN_SHARE, MIN_SHARE_IN_TALK = 1.3, 2.5
# Words that say more of a pledge than of what is found: together, and of what the title has.
MIN_AHEAD, FAR_AHEAD = 0.9, 3.0
_DESCRIBED = ("거", "것", "데", "곳", "게", "사람", "사람들", "대책", "사업")
_TELLING = ("는데", "은데", "인데", "한데")
MAX_REPEATED = 4  # words that were read as one meaning, in an explanation


def by_keyword(question: ByKeyword, catalogue: Catalogue) -> Answer:
    """What the words say by themselves, or what they mean together where that says more."""
    answer = by_words(question, catalogue)
    if isinstance(answer, OnePledge | ManyPledges) and answer.columns:
        return answer
    is_errand = _is_errand(question, catalogue)
    if is_errand or _is_guess(question, answer, catalogue):
        answer = _offered(answer, question)
    return _by_pointing(question, answer, catalogue, is_errand=is_errand)


def by_unknown_department(question: UnknownDepartment, catalogue: Catalogue) -> Answer:
    """What was said beside a department that the table does not have, or those alike."""
    if (was := catalogue.successors.get(question.typed)) is not None:
        return WhichName(asked=question.typed, names=was.names, since=was.since)
    about = question.about
    if (found := by_value((word(question.typed),), catalogue)) is not None:
        return found
    pointed = catalogue.pointed(about.said)
    if pointed is not None and pointed.pledges and pointed.is_combined:  # 축구팀 코치 지원
        return _pointed_to(about, pointed)
    hits = catalogue.titles.found(about.words, asks=about.asks)
    if hits.sure and not unexplained(hits, asks=about.asks):
        return from_hits(hits, about.text, outside=question.typed)
    alike = catalogue.departments.alike(question.typed)
    return NoSuchDepartment(asked=question.typed, alike=alike)


def _is_errand(question: ByKeyword, catalogue: Catalogue) -> bool:
    """Whether a message is about what an office does every day, and asks for nothing new."""
    errand = catalogue.errand(question.said)
    if errand is Errand.NONE or any(map(OF_PLEDGES.search, question.said)):
        return False
    pointed = catalogue.pointed(question.said) if errands.wishes(question.said) else None
    if pointed is not None and pointed.pledges:
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
    if any(map(OF_PLEDGES.search, question.said)):
        return False
    hits = hits_of(question, catalogue)
    is_guess = (
        len(hits.readings) == 1
        and hits.readings[0].how.is_by_meaning
        and not hits.readings[0].typed.isascii()
        and any(not (one.light or any(map(is_light, stems_of(one.typed)))) for one in hits.left_out)
    )
    if hits.readings and hits.readings[-1].how.is_by_meaning and says_twice(hits):
        is_guess = True  # 미술관 도슨트: what belongs to it, which is another thing
    pointed = catalogue.pointed(question.said) if is_guess else None
    return is_guess and (pointed is None or not pointed.is_combined)


def _by_pointing(
    question: ByKeyword, answer: Answer, catalogue: Catalogue, *, is_errand: bool = False
) -> Answer:
    """The pledge that the words point to together, where they say none, or say less of another."""
    named = numbers_in(answer)
    pointed = None if _says_it(answer) else catalogue.pointed(question.said)
    if pointed is None or isinstance(answer, SeveralAnswers):
        return answer
    if not pointed.pledges or not _is_enough(pointed, question, catalogue, is_errand=is_errand):
        is_talk = is_errand or question.chatter
        has_more = isinstance(answer, NotFound) and not answer.near and not is_talk
        return NotFound(asked=question.text, near=pointed.near) if has_more else answer
    if pointed.is_combined:
        is_near = bool(named) and pointed.ahead_of(named) < FAR_AHEAD
        is_said = is_near and _is_said(question, catalogue)
    else:
        is_first = str(pointed.pledges[0].number) in named[:1]
        is_said = bool(named) and (
            is_first or pointed.things < MIN_POINTING or pointed.ahead_of(named) < MIN_AHEAD
        )
    if is_said:
        return answer
    return _pointed_to(question, pointed, named)


def _pointed_to(
    question: ByKeyword, pointed: Pointed, named: Sequence[str] = ()
) -> OnePledge | ManyPledges:
    """The pledges that words point to, first those that are `named` by what they say alone."""
    typed = " ".join(question.said[at] for at in pointed.words[:MAX_REPEATED])
    pledges = tuple(sorted(pointed.pledges, key=lambda pledge: str(pledge.number) not in named))
    title = written(hangul.normalized(pledges[0].title))
    readings = (Reading(typed=typed, read=spaced(pointed.read, title), how=How.SYNONYM),)
    if len(pledges) == 1:
        return OnePledge(pledge=pledges[0], readings=readings)
    asked = question.text
    return ManyPledges(pledges=pledges, label=asked, asked=f"{asked} 공약", readings=readings)


def _is_enough(
    pointed: Pointed, question: ByKeyword, catalogue: Catalogue, *, is_errand: bool
) -> bool:
    """Whether as many words point to a pledge as it takes beside what else a message is."""
    describes = _describes(question)
    wants = question.wants or describes
    if not describes and _tells_otherwise(pointed, question):
        return False
    if is_errand or (question.chatter and not describes and not pointed.is_combined):
        is_sure = describes or pointed.share >= MIN_SHARE_IN_TALK
        return is_sure and pointed.votes >= MIN_POINTING_IN_TALK
    if pointed.is_combined:
        return wants or _says_head(question, pointed, catalogue)
    if pointed.is_written and names_things(question) and not describes:
        return False  # 미술관 그림값: what belongs to a thing is another thing
    telling = sum(_tells(question.said[at]) for at in pointed.words)
    is_said = wants or pointed.telling > 1 or (telling > 1 and not pointed.is_written)
    has_several = pointed.things >= MIN_POINTING or question.wants
    if pointed.share >= MIN_SHARE and is_said and has_several:
        return True
    # 짚라인 타는 데: there is nothing else that it may be about.
    is_all = not any(
        _tells(word) for at, word in enumerate(question.said) if at not in pointed.words
    )
    least = 1 if describes else MIN_POINTING
    is_told = min(telling, pointed.things) >= least  # 그림 그려줘 says one thing, 예쁘게 none
    return is_all and is_told and not pointed.is_written


def _tells_otherwise(pointed: Pointed, question: ByKeyword) -> bool:
    """Whether more of a message is about something else: 외국어센터 옆 분식집 떡볶이."""
    others = [
        word
        for at, word in enumerate(question.said)
        if at not in pointed.words and _tells(word) and not (is_served(word) or word.isascii())
    ]
    return len(others) + (not question.seeks) > len(pointed.words) and not any(
        map(OF_PLEDGES.search, question.said)
    )


def _is_said(question: ByKeyword, catalogue: Catalogue) -> bool:
    """Whether what was said needs no other meaning than that of its words."""
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


def _says_head(question: ByKeyword, pointed: Pointed, catalogue: Catalogue) -> bool:
    """Whether the last word is part of what is meant: 재개발 조합원 명부 is another thing."""
    said = question.said
    if len(said) >= MIN_SAID:
        return pointed.is_head or not names_things(question)
    if question.chatter:
        return False
    if not any(standing(one, catalogue) for one in question.words):
        return True
    best = hits_of(question, catalogue).sure[:1]
    return (  # 철재상가 재정비, but not 미술관 카페 or 반려동물 등록
        pointed.is_head
        and len(pointed.words) == len(said)
        and not is_service(said[-1])
        and any(pledge in best for pledge in pointed.pledges)
    )


def _tells(word: str) -> bool:
    """Whether a word may say what a message is about."""
    return bool(word) and not (
        any(map(is_light, stems_of(word))) or is_filler(word) or is_verbal(word) or is_asking(word)
    )


def _says_it(answer: Answer) -> bool:
    """Whether a title has all the words, as they were typed or with slips."""
    return (
        isinstance(answer, OnePledge)
        and not answer.left_out
        and not any(one.how.is_by_meaning and not one.typed.isascii() for one in answer.readings)
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
