"""Which pledges a reply names: by their numbers, or by words of their titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.korean.numerals import NATIVE_NUMERAL, counted
from bot.lookup.numbering import COUNTERS
from bot.lookup.numbers import Numbers, numbers
from bot.lookup.pledge import PledgeNumber
from bot.lookup.question import UnknownNumber
from bot.reminders.phrases.answers import is_of_replies, reply_of
from bot.reminders.phrases.scanner import pieces
from bot.reminders.phrases.tokens import Count
from bot.reminders.rules.deliveries import Response

if TYPE_CHECKING:
    from bot.lookup.catalogue import Catalogue

OFTEN = 3  # titles with a word that says nothing of any: 추진, 운영
MIN_PREFIX = 3  # 마을버스를 for 마을버스이용
_PARTICLES = re.compile(r"(?:은|는|이|가|을|를|도|만|의|관련|건은?|거는?|공약은?|사업은?)$")
_COUNTED = re.compile(rf"\d+\s?{COUNTERS}")
# 철도는 우리가 아니라 …, of 급행철도 perhaps
_TOPIC = re.compile(r"(?P<of>[가-힣]{2,})(?:[은는만]|\s?(?:관련|쪽|건)[은는도]?)(?!\w)")
_LAST = re.compile(r"(?<![-0-9])[0-9]{1,3}번?(?=\s[^0-9]*$)")
_DIGITS, _HIDDEN = "0123456789", "₀₁₂₃₄₅₆₇₈₉"
_SERIAL = re.compile(r"(?<![-.\w])(?:(?P<written>0\d+)(?!\d)번?|(?P<said>[1-9]\d?)번)")
# 5건, 두 개 사업, 하나; but no 3개월, no 2개 부서, no 첨부 3건.
_HOW_MANY = re.compile(
    r"(?P<else>(?:첨부|붙임|파일|자료|사진|서식|문서|공문|메일|보고서|증빙)\S*\s+)?(?<![\w-])(?:"
    rf"(?P<counted>[1-9]\d{{0,2}}|{NATIVE_NUMERAL})\s?"
    r"(?:건|가지|공약|사업|과제|개(?!\s?(?:월|소|년|과(?!제)|부서|팀|읍|면|동|분기)))"
    r"|(?P<alone>하나|둘|셋|넷)(?=[은는을를\s]))(?!도\s*(?:빠|빼|누락|남))"
)
_TIMES = re.compile(r"\d+\s?번(?=\s?(?:에|나[눠누]|걸쳐|씩|이나|정도|더|째))")  # 2번에 나눠
_ALONE = re.compile(r"(?:^|\s)만(?=\s)")  # 01만 냈습니다
_EXCEPT = re.compile(
    r"(?:만|은|는|을|를)?\s*(?:빼고|빼놓고|제외하고|제외한|제외|말고|외에|외)[는도]?(?:\s+|$)"
)
_THE_REST = re.compile(r"나머지\s*(?:공약|사업|건|것)?들?(?:도|는|은|를)?(?:\s+|$)")


def named_pledges(
    words: str, pledges: Sequence[str], catalogue: Catalogue, *, still_open: Sequence[str]
) -> tuple[tuple[str, ...] | None, str]:
    """The same as `by_number`; what names all but some, names the others that are `still_open`.

    01번만 빼고 다 했어요. Where some were handed in before, 나머지도 했어요 is said of the whole.
    """
    text = hangul.normalized(words)
    but = _EXCEPT.search(text)
    ahead, behind = (text[: but.start()], text[but.end() :]) if but is not None else ("", text)
    rest = _THE_REST.sub("", behind)
    left_out, before = by_number(ahead, pledges, catalogue)
    said = reply_of(before)
    is_alone = not said.is_more and said.response in {None, Response.CONFIRMED}
    is_some = len(still_open) < len(pledges) and rest != behind
    if (
        len(pledges) > 1
        and (is_alone and left_out if but is not None else is_some)
        and by_number(rest, pledges, catalogue)[0] == ()
        and not reply_of(rest).is_more
    ):
        if not left_out:
            return (), rest  # an answer for the whole leaves what was handed in
        return tuple(each for each in still_open if each not in left_out) or None, rest
    return by_number(words, pledges, catalogue)


def by_number(
    words: str, pledges: Sequence[str], catalogue: Catalogue
) -> tuple[tuple[str, ...] | None, str]:
    """The pledges that a reply names, and the rest of it; None where it may name another one.

    Of a single pledge it does not matter. Digits that say when are of no number: 12/3에. A number
    without its category is that of the pledge which has it: 03번, but 3번 may be the third as well.
    """
    text = hangul.normalized(words)
    times = [(each.start, each.end) for each in pieces(text) if not isinstance(each.piece, Count)]
    for start, end in (*times, *(each.span() for each in _TIMES.finditer(text))):
        hidden = text[start:end].translate(str.maketrans(_DIGITS, _HIDDEN))
        text = f"{text[:start]}{hidden}{text[end:]}"
    text = _SERIAL.sub(lambda each: _whole(each, pledges) or each[0], text)
    serial = _SERIAL.match(text, first.start()) if (first := re.search(r"\d", text)) else None
    # In a question a number ahead of words that are no asking ones counts something else.
    last = _LAST.search(text)
    is_said_of = last is not None and reply_of(text[last.end() :]).response is not None
    end = last.end() if last is not None and is_said_of else len(text)
    found = numbers(text[:end], catalogue)
    named = tuple(map(str, found.numbers)) if isinstance(found, Numbers) else ()
    left = f"{found.rest if isinstance(found, Numbers) else text[:end]} {text[end:]}"
    is_open = (
        isinstance(found, UnknownNumber)
        or (serial is not None and not {*pledges} & {serial["written"], serial["said"]})
        or not {*named} <= {*pledges}
        or re.search("[0-9]", _COUNTED.sub("", left)) is not None
    )
    left = left.translate(str.maketrans(_HIDDEN, _DIGITS))
    if len(pledges) < 2:
        return (), left
    left = _ALONE.sub(" ", left, count=1) if named else left
    return (None if is_open else named), left


def is_count_of(words: str, counts: Collection[int]) -> bool:
    """Whether words that say how many there are say one of these counts."""
    found = (said for said in _HOW_MANY.finditer(hangul.normalized(words)) if not said["else"])
    return all(counted(said["counted"] or said["alone"]) in counts for said in found)


def by_title(words: str, pledges: Sequence[str], catalogue: Catalogue) -> tuple[str, ...] | None:
    """Those that a reply names by a word of their titles: 자전거 보험 냈어요; None for one of some.

    A word of many titles of the table names none.
    """
    often = Counter(word for each in catalogue.pledges for word in {*_words_of(each.title)})
    telling = [
        (word, number)
        for number in pledges
        if (pledge := catalogue.by_number.get(PledgeNumber(number))) is not None
        for word in _words_of(pledge.title)
        if often[word] < OFTEN and word not in catalogue.by_department and not is_of_replies(word)
    ]
    named: dict[str, None] = {}
    for said in _words_of(words):
        stems = {said, _PARTICLES.sub("", said)}
        meant = {num: None for word, num in telling if any(_is_meant(s, word) for s in stems)}
        if len(meant) > 1:
            return None
        named |= meant
    topics = {said["of"] for said in _TOPIC.finditer(words) if not is_of_replies(said["of"])}
    if not named and any(topic in word for topic in topics for word, _ in telling):
        return None
    return tuple(named)


def by_department(
    words: str, own: Sequence[str], pledges: Sequence[str], catalogue: Catalogue
) -> tuple[str, ...] | None:
    """Those of the departments that a reply names, in a group of several; None where none is.

    Empty where it names none of them, or all.
    """
    known, named = catalogue.departments, set[str]()
    called = ((said, name) for said, name in catalogue.official_names.items() if name in own)
    for official, name in sorted(called, key=lambda each: -len(each[0])):
        words, count = re.subn(rf"(?<!\w){re.escape(official)}", " ", words)  # 교통행정과입니다
        named |= {name} if count else set()
    for said in re.findall(r"[\w·]+", words):
        for stem in (said, _PARTICLES.sub("", said)):
            meant = known.recognized(hangul.search_key(stem)) if known.has_ending(stem) else None
            ours = {*own} & {*(meant.names if meant is not None else ())}
            alike = {name for name in own if stem != said and name.endswith(stem)}  # 면은 냈습니다
            ours |= alike if len(alike) < len(own) else set()
            is_part = any(name.split()[0] != stem for name in ours)
            if len(ours) > 1 and is_part:  # 보건과, in a group of 보건정책과 and 보건행정과
                return None
            named |= ours
    if len(named) in {0, len(own)}:
        return ()
    found = (catalogue.by_number.get(PledgeNumber(number)) for number in pledges)
    theirs = (each for each in found if each and not named.isdisjoint(each.owners))
    return tuple(str(each.number) for each in theirs) or None


def _whole(serial: re.Match[str], pledges: Sequence[str]) -> str:
    """The number of the pledge whose last part this is; "" where it may be another one's."""
    digits = serial["written"] or serial["said"]
    found = [each for each in pledges if re.search(rf"\D0*{int(digits)}$", each)]
    nth = pledges[int(digits) - 1 : int(digits)] if serial["said"] else ()
    return found[0] if len(found) == 1 and [*nth] in ([], found) else ""


def _is_meant(said: str, word: str) -> bool:
    """Whether a word is said, or one begins as the other does."""
    shorter, longer = sorted((said, word), key=len)
    return said == word or (len(shorter) >= MIN_PREFIX and longer.startswith(shorter))


def _words_of(text: str) -> list[str]:
    return re.findall(r"[0-9a-z가-힣]{2,}", hangul.normalized(text))
