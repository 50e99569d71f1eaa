"""Whether a sentence that people say to each other asks about a pledge it names.

In a group the bot hears what is not said to it. It speaks up only where somebody names a pledge
by its number and wants to know whose it is or what it is. One word that belongs to something else
(자료, 회의, 올렸습니다) makes the sentence theirs: the bot would rather miss a question than
interrupt.
"""

import re
from collections.abc import Iterator

from bot.korean import hangul
from bot.lookup import details
from bot.lookup.catalogue import Catalogue
from bot.lookup.lexicon import rows
from bot.lookup.numbers import Numbers, numbers

MAX_QUESTION_CHARS = 120  # nobody asks a colleague in more, without what leads up to it

_SENTENCE_END = re.compile(r"(?<=[?!\n])\s*|(?<=\.)\s+")
# 민원이 들어왔는데 지역개발-05 어디 담당이에요? What leads up to a question may be anything.
_CLAUSE_END = re.compile(r"(?<=[가-힣]데)\s+|(?<=[가-힣]데요)\s+|,\s*")
# 아시는 분 계신가요, 알 수 있을까요: whether there is somebody, not where.
_ANYBODY = re.compile(r"(분|사람|수)[이은도]?\s*(?:계|있|없)[가-힣]*")
_TOKEN = re.compile("[0-9a-zㄱ-ㅣ가-힣']+")


def _kinds() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}

    def any_of(words: str) -> str:
        of_group = {f"@{kind}": "|".join(of) for kind, of in found.items()}
        return "|".join(of_group.get(word, word) for word in words.split(","))

    for kind, _reason, words in rows("overheard.tsv"):
        stems, _, ends = words.partition(";")
        found.setdefault(kind, []).append(f"(?:{any_of(stems)})(?:{any_of(ends)})?")
    return {kind: re.compile("|".join(of)) for kind, of in found.items()}


_KINDS = _kinds()
_BESIDE = {"beside", "particle", "copula"}  # words that change nothing


def asks_about_number(text: str, catalogue: Catalogue) -> bool:
    """Whether somebody names a pledge by its full number, surely, and asks about it."""
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
    asked = details.asked(rest, catalogue.headings)
    has_column = bool(asked.columns) and catalogue.cells.keys() >= {*asked.columns}
    rest = asked.rest if has_column else rest
    words = _TOKEN.findall(_ANYBODY.sub(" ", rest))
    kinds = [{kind for kind, of in _KINDS.items() if of.fullmatch(word)} for word in words]
    if not all(kinds):
        return False
    is_question = sentence.rstrip().endswith("?")
    said = set[str]().union(*kinds)
    if "asks" in said:
        return True
    if has_department or has_column or "owner" in said:
        # Or only the owner or a column is named, as in a telegram: 지역개발-05 담당.
        is_bare = not has_department and all(of & {"bare", "beside"} for of in kinds)
        return is_question or "marks" in said or is_bare
    return is_question and said <= _BESIDE


def _without_departments(text: str, catalogue: Catalogue) -> tuple[str, bool]:
    names = sorted(map(hangul.normalized, catalogue.by_department), key=len, reverse=True)
    without = re.sub("|".join(map(re.escape, names)), " ", text) if names else text
    return without, without != text
