"""Whether a sentence that people say to each other asks about a pledge it names.

In a group the bot hears what is not said to it. It speaks up only where somebody names a pledge
by its number and wants to know whose it is or what it is. One word that belongs to something else
(자료, 회의, 올렸습니다) makes the sentence theirs: the bot would rather miss a question than
interrupt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.korean import hangul
from bot.lookup.numbers import Numbers, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.lookup.catalogue import Catalogue

MAX_QUESTION_CHARS = 120  # nobody asks a colleague in more, without what leads up to it

_SENTENCE_END = re.compile(r"(?<=[?!\n])\s*|(?<=\.)\s+")
# 민원이 들어왔는데 지역개발-05 어디 담당이에요? What leads up to a question may be anything.
_CLAUSE_END = re.compile(r"(?<=[가-힣]데)\s+|(?<=[가-힣]데요)\s+|,\s*")
# 아시는 분 계신가요, 알 수 있을까요: whether there is somebody, not where.
_ANYBODY = re.compile(r"(분|사람|수)[이은도]?\s*(?:계|있|없)[가-힣]*")
_TOKEN = re.compile("[0-9a-zㄱ-ㅣ가-힣']+")

_IS = (
    "이에요|예요|에요|이예요|이야|야|임|인가요|인가|인지|인지요|입니까|일까요|이죠|이지요|죠|지|지요|이지|이냐|냐|니"
    "|신가요|신지|실까요|이신가요|인데요|인데|건가요|거예요|거죠|건지|거야"
)
_PARTICLES = "은|는|이|가|도|를|을|의|에|에서|서|로|에게|한테|요|는요|은요|분|분이|분은"


def _words(stems: str, endings: str = "") -> re.Pattern[str]:
    return re.compile(f"(?:{stems})(?:{endings})?")


# The kinds of words that a question about a pledge is made of.
_OWNER = _words(
    "(?:담당|소관|주관|관할|책임|관리|추진)?(?:부서|과|팀)|담당자?|소관|주관|관할|책임자?|담당공무원|담당주무관",
    f"{_PARTICLES}|{_IS}",
)
_OWNER_ALONE = _words(
    "담당(?:자|부서|과|팀)?|소관(?:부서)?|주관(?:부서)?|부서|과|팀", "은|는|이|가|요"
)
_OWNING = _words(
    "맡|담당하|관리하|추진하|진행하|하",
    "는|고|은|나요|는지|는지요|죠|세요|시나요|시는|는가요|는거예요|는건가요|을까요|아요|았나요|았어요|고있나요|는곳|는데",
)
_DONE_BY = _words("(?:담당|관리|추진)?(?:합니까|해|해요|하나요|하죠|해야)|있나요|있는지|있죠")
_ASKED = _words(
    "누구|누가|누군|누굽|어디|어딘|어느|무슨|어떤|뭐|뭔|뭘|무엇|ㅇㄷ",
    f"{_PARTICLES}|{_IS}|니까|가요|꺼|꺼예요|과예요|과야|과인가요|과임|과죠|부서예요|부서인가요|누군지",
)
_HOW = _words("어떻게|되나요|되죠|됩니까|되는지|돼요|되세요|되시나요")
_REQUEST = _words(
    "알려|찾아|보여|가르쳐|조회|검색|문의|궁금",
    "줘|줘요|주세요|주라|주실|주실래요|주시겠어요|주시면|달라|줄래|줄래요|바랍니다|해요|해|합니다|한데|한데요|드립니다|드려요|해주세요|해줘|해야|하면|드리면|해야할지",
)
_KNOWN = _words(
    "아시는|아세요|아시나요|아실까요|아는|알아요|아나요|알|모르겠(?:어요|네요|습니다)|모르는데|모르네요"
)
_YES_OR_NO = _words(
    "맞|아닌|아니|틀린", "나요|아요|죠|지|지요|는지|는지요|습니까|가요|에요|야|ㄴ가요|아"
)
_ABOUT = _words(
    "공약명?|사업명?|과제명?|관리|추진|내용|제목|이름|건|번호|관련",
    f"{_PARTICLES}|{_IS}|인|된|해서|으로",
)
# Words that change nothing; among them whom one speaks to (과장님, 주무관님).
_BESIDE = _words(
    f"{_PARTICLES}|{_IS}|이거|이건|그거|그건|거|것|건|꺼|좀|혹시|지금|현재|이번|정확히|저|저희|우리|여기|그|이|근데"
    "|그럼|그런데|그러면|죄송한데|실례지만|안녕하세요|안녕하십니까|수고하십니다|수고하세요|수고많으십니다|감사합니다"
    "|분|분이|부탁드려요|부탁드립니다|부탁해요|말인데요|이랑|랑|하고|및"
    "|과|와|그리고|말고|빼고|아니고|아니라|번|[가-힣]{1,4}님(?:들|께서|들께)?"
)
_ENGLISH = frozenset(
    "who whose which what who's what's is are the owns owner own of for responsible in charge "
    "handles runs manages leads does do department dept team division it this please tell me "
    "about belongs belong to pledge pledges plan hi hello".split()
)
_ENGLISH_ASKS = frozenset(
    "who whose which what who's what's owner department dept team tell".split()
)

_KINDS = (
    _OWNER, _OWNING, _DONE_BY, _ASKED, _HOW, _REQUEST, _KNOWN, _YES_OR_NO, _ABOUT, _BESIDE,
)  # fmt: skip


def asks_about_number(text: str, catalogue: Catalogue) -> bool:
    """Whether somebody names a pledge by its full number and asks whose or what it is.

    A number that had to be corrected or completed was not surely meant as one.
    """
    text = hangul.normalized(text.replace("\n", " . "))
    return any(_asks(clauses, catalogue) for clauses in _ends_of_sentences(text))


def _ends_of_sentences(text: str) -> Iterator[str]:
    """Each sentence whole, and without the clauses that lead up to its end; short ones only."""
    for sentence in _SENTENCE_END.split(text):
        for start in (0, *(lead.end() for lead in _CLAUSE_END.finditer(sentence))):
            if len(sentence) - start <= MAX_QUESTION_CHARS:
                yield sentence[start:]


def _asks(sentence: str, catalogue: Catalogue) -> bool:
    if re.search(r"\d", sentence) is None:
        return False
    named = numbers(sentence, catalogue)
    if not isinstance(named, Numbers) or named.correction is not None:
        return False
    written = hangul.bare(sentence)
    if not all(hangul.normalized(number.category) in written for number in named.numbers):
        return False
    rest, has_department = _without_departments(named.rest, catalogue)
    words = _TOKEN.findall(_ANYBODY.sub(" ", rest))
    if not all(word in _ENGLISH or any(k.fullmatch(word) for k in _KINDS) for word in words):
        return False
    is_question = sentence.rstrip().endswith("?")
    said = {kind for word in words for kind in _KINDS if kind.fullmatch(word)}
    if said & {_ASKED, _REQUEST} or not _ENGLISH_ASKS.isdisjoint(words):
        return True
    if has_department or _OWNER in said:
        marked = is_question or not said.isdisjoint({_HOW, _KNOWN, _YES_OR_NO})
        return marked or (not has_department and _is_bare(words))
    return is_question and said <= {_BESIDE}


def _is_bare(words: list[str]) -> bool:
    """Whether only the owner is named, as in a telegram: 지역개발-05 담당."""
    return all(_OWNER_ALONE.fullmatch(word) or _BESIDE.fullmatch(word) for word in words)


def _without_departments(text: str, catalogue: Catalogue) -> tuple[str, bool]:
    """The text without the names of departments, and whether there were any."""
    names = sorted(map(hangul.normalized, catalogue.by_department), key=len, reverse=True)
    without = re.sub("|".join(map(re.escape, names)), " ", text) if names else text
    return without, without != text
