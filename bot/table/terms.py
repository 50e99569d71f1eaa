"""Terms of office: named in texts, typed, before and after one another."""

import re
from collections.abc import Iterable
from datetime import date

FIRST_TERM = "민선8기"
_TERM = re.compile(  # 9기 공약, but no 3기 공약평가단
    r"민선\s?(?:제\s?)?(\d{1,2})\s?기|(?<!\d)(\d{1,2})\s?기\s?(?:민선|공약(?![가-힣]*단))"
)
# A mayor's 제8대 may be 민선8기 or another; those of an education office are called by it.
_SUPERINTENDENT = re.compile(r"제?\s?(\d{1,2})대\s[^\n]{0,20}교육감")


def named_term(texts: Iterable[str]) -> str | None:
    """The term of the first text that names one, written as ours are.

    >>> named_term(["공약 현황", "제2차 민선 9기 공약(민선8기 이월 포함)"]), named_term(["2026년"])
    ('민선9기', None)
    >>> named_term(["제9기 공약실천계획.csv"]), named_term(["제3기 공약이행평가단"])
    ('민선9기', None)
    >>> named_term(["제9기 민선 공약"]), named_term(["제19대 한울교육청 교육감 공약"])
    ('민선9기', '제19대')
    """
    for text in texts:
        if elected := _TERM.search(text):
            return f"민선{int(elected[1] or elected[2])}기"
        if of_office := _SUPERINTENDENT.search(text):
            return f"제{int(of_office[1])}대"
    return None


def read_term(typed: str) -> str | None:
    """The name of a term that somebody typed as an answer; None for anything else.

    >>> read_term(" 민선 9기 "), read_term("9기"), read_term("민선9"), read_term("제9대")
    ('민선9기', '민선9기', '민선9기', '제9대')
    """
    bare = "".join(typed.split())
    named = re.fullmatch(r"민선제?(\d{1,2})[기대]?|제?(\d{1,2})기", bare)
    if named is not None:
        return f"민선{int(named[1] or named[2])}기"
    return bare if re.fullmatch(r"제?\d{1,2}대", bare) else None


def following(term: str) -> str:
    """The term after this one.

    >>> following("민선8기"), following("제8대"), following("시범")
    ('민선9기', '제9대', '시범 다음')
    """
    after, count = re.subn(r"\d+", lambda digits: str(int(digits[0]) + 1), term, count=1)
    return after if count else f"{term} 다음"


def term_on(day: date) -> str:
    """The term in which a day falls; each begins in July of every fourth year.

    >>> from datetime import date
    >>> term_on(date(2026, 6, 30)), term_on(date(2026, 7, 1)), term_on(date(2030, 12, 31))
    ('민선8기', '민선9기', '민선10기')
    """
    return f"민선{8 + (day.year - 2022 - (day.month < 7)) // 4}기"


def is_before(term: str, other: str) -> bool:
    """Whether a term came before another of its kind, by their numbers."""
    is_one_kind = re.sub(r"\d+", "", term) == re.sub(r"\d+", "", other)
    return is_one_kind and term_number(term) < term_number(other)


def term_number(term: str) -> int:
    """The number of a term; 0 for one that has none."""
    return int(next(iter(re.findall(r"\d+", term)), 0))
