"""A message with spaces as words are written: 문화 의 집, 금빛공원말고, 인천2호선."""

import re
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from bot.korean.numerals import NATIVE_NUMERAL, SINO_NUMERAL
from bot.lookup.engine.vocabulary import MAX_CHANCE_CHARS
from bot.lookup.lexicon import groups
from bot.lookup.table_words import TableWords
from bot.lookup.words import AND_ALONE, COURTESY, LETTERS, is_asking, is_light, is_number, stems_of

_Put: TypeAlias = str | Callable[[TableWords, re.Match[str]], str]
_Steps: TypeAlias = tuple[tuple[str, re.Pattern[str], _Put], ...]

MIN_BEGUN_CHARS = 2  # of a word of a table behind what excludes something
_PLACES = frozenset("곳데때")
_GLUED_EXCEPTION = re.compile(
    "([가-힣]{2,}?) ?"
    "((?:말[고구]|빼[고구])[는도요]?|뺀|제외하고|아니고요?|아니라(?![니고서면])요?)([가-힣]*)"
)
_WITH_COUNT = re.compile(r"(?<![0-9a-z가-힣])([가-힣]{2,})(\d+(?!동)[가-힣]+)(?![0-9a-z])")
# A word with a space behind each syllable.
SPACED_OUT = re.compile(f"(?<![{LETTERS}])[가-힣](?: [가-힣]){{2,}}(?![{LETTERS}])")
# 교통행정 과, but not 어느 과 and 운영하는 과.
_SPLIT_OFF_ENDING = re.compile(
    "(?<!어느)(?<!무슨)(?<!어떤)([가-힣](?<![는은을한된할던맡])) 과(?![가-힣])"
)
_HOW_MANY = re.compile("(?<![가-힣])몇 (?=[가-힣])")  # 몇 층짜리
# 세 번째 at the end, which is no slip in one word of a title: 미세먼지
_ORDINAL = re.compile(
    rf"(?<![가-힣])({NATIVE_NUMERAL}|{SINO_NUMERAL}) (?=번?째[은는요]?(?: ?[거것][은는요]?)?\W*$)"
)
_GLUED_ASKING = re.compile(
    f"(?<![가-힣])([가-힣]{{2,}}?)((?:{'|'.join(groups('asking.tsv')['glued'])})[가-힣]*)"
)
_GLUED_LIST = re.compile(
    "(?<![가-힣])([가-힣]{2,}?)(?:(이?랑|하고|[과와])|(그리고|및)) ?([가-힣]{2,})"
)
_DONG_OFFICE = re.compile("(?<=[가-힣0-9])동사무소")  # 가산동사무소
_GLUED_FIELD = re.compile(
    "([가-힣]{2,})(쪽|분야|부문)(?=(?:으로|에서|에|은|는|이|의|요|만|도)?(?![가-힣]))"
)
_SYLLABLE_BESIDE = re.compile(
    f"(?<![{LETTERS}])(?:[가-힣]{{2,}} [가-힣](?: [가-힣]+)?|[가-힣] [가-힣]{{2,}})(?![{LETTERS}])"
)
_ARROW = re.compile(rf"(?<![{LETTERS}])([{LETTERS}]++)\s*(?:[-=]+>|→|⇒)\s*([{LETTERS}]+)")
_THAN = re.compile(rf"(?<![{LETTERS}])([{LETTERS}]{{2,}}?)(보다는?)(?=\s)")
_DENIED = re.compile(  # 도서관이지 미술관이 아니에요
    r"(?:이지|(?<=[과관팀소터\ue000-\uf8ff])지),? (?P<denied>[^\n.?!,]{1,40}?)(?:이|가|은|는)? ?"
    r"(?:아니에요|아니예요|아니야|아닙니다|아님|아니거든요)(?![가-힣?])"
)
_EXCEPT = re.compile(r" (?:except|excluding|without|not) (?P<denied>[^\n.?!,]+)")
_NOT_ONLY = re.compile(" ?(?:뿐만?(?: 이)? ?아니라|만 (?:말고|아니라))(?![가-힣])")
_GLUED_LAUGHTER = re.compile("([가-힣])([ㅋㅎ]{2,}|[ㅠㅜ]+|[ㅋㅎ](?![가-힣]))(?![ㄱ-ㅣ])")


def respaced(text: str, known: TableWords, typed_as: dict[str, str]) -> str:
    """The text with spaces as words are written; what was joined is noted in `typed_as`."""
    letters = frozenset(text)
    text = _changed(SPACED_OUT.sub(_joined_run, text), letters, known, _FIRST)
    for pattern, needed in ((_DENIED, "지"), (_EXCEPT, "t")):
        if needed in letters and (denied := pattern.search(text)) is not None:
            text = _with_denied_first(text, denied)
    return _with_syllables_joined(_changed(text, letters, known, _THEN), known, typed_as)


def _changed(text: str, letters: frozenset[str], known: TableWords, steps: _Steps) -> str:
    for needed, pattern, put in steps:
        if not letters.isdisjoint(needed):
            text = pattern.sub(put if isinstance(put, str) else partial(put, known), text)
    return text


def asking_apart(text: str, stands: Callable[[str], bool]) -> str:
    """The text with what asks apart from a word that `stands` in titles: 안양천어디야."""

    def apart(glued: re.Match[str]) -> str:
        before, asking = glued.groups()
        splits = not stands(glued[0]) and (is_asking(asking) or stands(before))
        return f"{before} {asking}" if splits else glued[0]

    return _GLUED_ASKING.sub(apart, text)


def _with_list_apart(known: TableWords, glued: re.Match[str]) -> str:
    """Two words of a table that are joined without a space apart: 미술관과도서관."""
    before, particle, conjunction, behind = glued.groups()
    are_two = known.stands(before) and known.stands(behind[:MAX_CHANCE_CHARS])
    if not are_two or known.stands(glued[0]):
        return glued[0]
    return f"{before}{particle or f' {conjunction}'} {behind}"


def _with_exception_apart(known: TableWords, glued: re.Match[str]) -> str:
    """What excludes something apart from it, and from a word of a table: 금빛학교말고공원."""
    before, exception, behind = glued.groups()
    begun = behind[:MIN_BEGUN_CHARS]
    if (len(behind) >= MAX_CHANCE_CHARS and known.stands(before)) or (
        len(begun) == MIN_BEGUN_CHARS and known.stands(begun)
    ):
        return f"{before} {exception} {behind}"
    return f"{before} {exception}{behind}" if len(behind) < MAX_CHANCE_CHARS else glued[0]


def _with_denied_first(text: str, denied: re.Match[str]) -> str:
    """The text with what is not meant before what is."""
    start = 1 + max(text.rfind(sign, 0, denied.start()) for sign in "\n.?!")
    meant = text[start : denied.start()]
    return f"{text[:start]}{denied['denied']} 말고 {meant}{text[denied.end() :]}"


def _than(known: TableWords, than: re.Match[str]) -> str:
    """What something is compared with apart from its particle, if a table has it."""
    has = _kind(than[1], known) or known.stands(than[1])
    return f"{than[1]} {than[2]}" if has else than[0]


def _instead(known: TableWords, arrow: re.Match[str]) -> str:
    """What an arrow corrects; it leads from a number or a group to a word of it."""
    before, after = arrow.groups()
    return f"{before} 아니 {after}" if _kind(before, known) == _kind(after, known) else arrow[0]


def _kind(text: str, known: TableWords) -> str:
    return "number" if is_number(text) else "name" if known.has_name(text) else ""


def _with_syllables_joined(text: str, known: TableWords, typed_as: dict[str, str]) -> str:
    """The text with a lone syllable joined as titles have it, noted in `typed_as`: 문화 의 집."""

    def joined(beside: re.Match[str]) -> str:
        words = beside[0].split()
        if any(len(word) == 1 and (word in AND_ALONE or is_asking(word)) for word in words):
            return beside[0]
        for first, end in ((0, 3), (0, 2), (1, 3)):
            whole = "".join(words[first:end])
            is_word = len(whole) >= MAX_CHANCE_CHARS and min(map(len, words[first:end])) == 1
            if is_word and end <= len(words) and known.stands(whole):
                typed_as.setdefault(whole, " ".join(words[first:end]))
                return " ".join((*words[:first], whole, *words[end:]))
        return beside[0]

    return _SYLLABLE_BESIDE.sub(joined, text)


def _with_count_apart(known: TableWords, word: re.Match[str]) -> str:
    """A space before digits where titles have either part alone: 인천2호선."""
    parts = known.stands(word[1]) and any(map(known.stands, stems_of(word[2])))
    return f"{word[1]} {word[2]}" if parts and not known.stands(word[0]) else word[0]


def _joined_run(run: re.Match[str]) -> str:
    """Syllables that stand alone as one word, but for such as say little: 약 살 데."""
    syllables = run[0].split()
    apart = any(one in _PLACES for one in syllables) or all(
        COURTESY.has(one) or is_asking(one) or is_light(one) for one in syllables
    )
    return run[0] if apart else "".join(syllables)


# Letters of which a pattern needs one, as most messages have none; the pattern, and what is put.
_FIRST: _Steps = (
    ("ㅋㅎㅠㅜ", _GLUED_LAUGHTER, r"\1 \2"),
    ("과", _SPLIT_OFF_ENDING, r"\1과"),
    ("동", _DONG_OFFICE, "동 동사무소"),
    ("몇", _HOW_MANY, "몇"),
    ("째", _ORDINAL, r"\1"),
    ("쪽야문", _GLUED_FIELD, r"\1 \2"),
    ("말빼뺀외니", _GLUED_EXCEPTION, _with_exception_apart),
    ("뿐만", _NOT_ONLY, " 말고도"),
)
_THEN: _Steps = (
    (">→⇒", _ARROW, _instead),
    ("보", _THAN, _than),
    ("랑고및과와", _GLUED_LIST, _with_list_apart),
    ("0123456789", _WITH_COUNT, _with_count_apart),
)
