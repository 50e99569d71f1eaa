"""Whether a sentence that people say to each other asks about a pledge it names.

In a group the bot hears what is not said to it. It speaks up only where somebody names a pledge
by its number and wants to know whose it is or what it is: everything else is theirs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.lookup import hangul
from bot.lookup.numbers import Numbers, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.lookup.catalogue import Catalogue

_SENTENCE = re.compile(r"[^?!.\n]+(?:[?!]+|(?:\.(?!\s|$)[^?!.\n]*)*[?!.]*)")

_OWNER = "(?:담당|소관|주관|관할|책임|맡)"
_PLACE = "(?:과|부서|팀|곳|데|국|실|동)"
_PARTICLE = "(?:은|는|이|가|도|를|을|의)?"
# Where somebody is or how far something has come is not whose it is: 담당자 어디 갔어요?
_WHEREABOUTS = r"(?!\s*(?:까지|로|쯤|있|계|갔|가셨|가신|갔는|간)|에\s|에서\s)"

# Asked in any sentence, whatever else stands there.
_ASKS_OWNER = re.compile(
    "|".join(
        (
            rf"(?:어느|무슨|어떤|몇)\s*{_PLACE}",
            rf"(?:어디|누구|누가|어디서|어디에서|누구한테|어디에)\s*{_PARTICLE}\s*{_OWNER}",
            rf"{_OWNER}[가-힣]{{0,4}}\s*(?:누구|누군|누가|어디|어딘|어느|뭐){_WHEREABOUTS}",
            rf"(?:부서|과|팀)[은는이가]?\s*(?:어디|어딘|누구|어느){_WHEREABOUTS}",
            r"(?:누구|어디)\s*(?:꺼|거|것|건)",
            rf"{_OWNER}[가-힣]{{0,3}}\s*(?:곳|데|분)[은이가]?\s*(?:어디|누구)",
            rf"{_OWNER}(?:\s*부서|\s*과|\s*팀|자|자분)?{_PARTICLE}\s*(?:좀\s*)?(?:알려|찾아|조회|검색|가르쳐|궁금|아시|아세|아는\s*분|알\s*수)",
            r"\bwho(?:'s|\s+is|\s+are)?\s+(?:the\s+)?(?:own|responsible|in\s+charge|handl|runn?|manag|lead|do)",
            r"\b(?:which|what)\s+(?:team|dep|division|office)",
            r"\bwhose\b",
        )
    )
)
# Asked where nothing else stands beside the number.
_WHAT_IS_IT = re.compile(
    rf"{_PARTICLE}요?\s*(?:혹시|그럼|근데)?\s*(?:"
    r"\?+|(?:어디|누구|뭐|뭔|무엇|무슨|어떤)(?:\s*(?:공약|사업|내용|거|건|과제))?[가-힣]{0,5}[?!]*"
    rf"|(?:공약|사업)?\s*{_OWNER}(?:\s*부서|\s*과|\s*팀|자)?{_PARTICLE}(?:\s*좀)?[?!]*"
    r"|(?:공약|사업)?\s*(?:내용|제목|이름|부서)?(?:이|은|을)?\s*(?:좀\s*)?(?:알려|찾아|보여|조회|검색|가르쳐)[가-힣 ]{0,8}[?!]*"
    r"|(?:the\s+)?(?:owner|department|team|dept)[?!]*"
    r")"
)
# Yes or no about an owner, where that is marked as a question.
_IS_IT = re.compile(
    rf"(?:{_OWNER}|(?:과|담당관|부서|팀|우리|저희)\s*(?:공약|사업|거|꺼)?)[가-힣]{{0,3}}\s*"
    r"(?:맞|아니|아닌|이죠|인가|인지|입니까|이에요|예요|이야|야|인가요|지요|죠)?[가-힣]{0,4}\s*\?"
)
# Said, not asked; but for wishes that end alike.
_STATEMENT = re.compile(
    r"(?:니다|게요|네요|군요|거든요|더라고요|래요|라고|음|함|임|완료|예정|ㅎㅎ|ㅋㅋ+|요!)[\s.!~^]*$"
)
_WISH = re.compile("부탁|궁금|모르|싶|바랍|알려|찾아|가르쳐|혹시|아시는")


def asks_about_number(text: str, catalogue: Catalogue) -> bool:
    """Whether somebody names a pledge by its full number and asks whose or what it is.

    A number that had to be corrected or completed was not surely meant as one.
    """
    return any(_asks(sentence, catalogue) for sentence in _sentences(hangul.normalized(text)))


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.finditer(text):
        yield sentence[0].strip()


def _asks(sentence: str, catalogue: Catalogue) -> bool:
    named = numbers(sentence, catalogue.categories, catalogue.by_category)
    if not isinstance(named, Numbers) or named.correction is not None:
        return False
    written = hangul.bare(sentence)
    if not all(hangul.normalized(n.category) in written for n in named.numbers):
        return False
    rest = " ".join(named.rest.split())
    if _STATEMENT.search(rest) and not rest.endswith("?") and not _WISH.search(rest):
        return False
    return (
        _WHAT_IS_IT.fullmatch(rest) is not None
        or _ASKS_OWNER.search(rest) is not None
        or _IS_IT.search(rest) is not None
    )
