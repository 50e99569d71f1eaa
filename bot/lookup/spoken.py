"""Counts that are said behind the name of a category, turned into digits: 교육문화 공일."""

import re
from collections.abc import Callable, Container, Sequence
from functools import lru_cache, partial

from bot.korean.numerals import NATIVE_NUMERAL, NATIVE_TEN, NATIVE_UNIT, SINO_NUMERAL, counted
from bot.lookup.catalogue import Catalogue
from bot.lookup.lexicon import phrases
from bot.lookup.said_parts import DASH, WAS, is_between
from bot.lookup.words import is_asking

_PLACE = "(?:번째|째|번|호)"
_TAIL = (
    "(?:[꺼거]|것)?(?:부터|까지|에서)?(?:은|는|이|가|을|를|의|도|만|하고|이?랑|와|과|말고)?"
    f"(?:이?요|이에요|예요|이?야|이?죠|이?지요?|인데요?|입니[다까]|이고|고|{WAS})?"
)
# A count that may end a word behind a category: 교육문화공칠, 복지건강삼번.
_DIGITS = "[일이][일이삼사오육칠팔구]"  # 교육문화일삼: each digit by itself
_GLUED = (
    "(?:[공영][일이삼사오육칠팔구]|십[일이삼사오육칠팔구]?"
    rf"|{_DIGITS}|(?:{SINO_NUMERAL}|{NATIVE_NUMERAL}){_PLACE}){_TAIL}$"
)
_GLUED_DIGIT = "[삼사오육칠팔구]"  # 지역개발삼; 일 and 이 end words
# Digits, or what is below a hundred, said syllable by syllable: 일 오, 공 오, 십 이 번.
_SPELT = re.compile(
    "(?<![가-힣])(?P<first>[공영일이삼사오육칠팔구십])(?: (?P<tens>십))?"
    " (?P<last>[일이삼사오육칠팔구])"
    rf"(?P<rest> ?(?:{_PLACE})?{_TAIL})(?![가-힣])(?! [일이삼사오육칠팔구](?![가-힣]))"
)
_ROW = re.compile(rf"(?P<digits>[일이삼사오육칠팔구]{{2,4}})(?P<rest>{_PLACE}{_TAIL})")
# 일사; but 일이 and 이사 are words
_PAIR = re.compile("(?P<digits>일[삼사오육칠팔구])(?P<rest>(?:이?요|이에요|예요|은|는)?)")
_NUMERAL = re.compile(
    rf"제?(?P<count>[일이삼사오육칠팔구][공영]|{SINO_NUMERAL}|백|{NATIVE_NUMERAL})(?P<place>{_PLACE})?"
    rf"(?P<tail>{_TAIL})"
)
_APART = re.compile(
    rf"(?<![가-힣])(?P<count>{SINO_NUMERAL}|{NATIVE_NUMERAL})\s(?={_PLACE}(?![가-힣]*번))"
)
_TENS_APART = re.compile(
    rf"(?<![가-힣])(?:{NATIVE_TEN} (?={NATIVE_UNIT} ?{_PLACE}?{_TAIL}(?![가-힣]))"
    rf"|[이삼사오육칠팔구]?십 (?=[일이삼사오육칠팔구] ?{_PLACE}{_TAIL}(?![가-힣])))"
)
_ITEMS = re.compile(rf"(?P<place>{_PLACE})\s(?:하나|둘|셋|넷)(?![가-힣])")  # 3번 하나: one thing
_VERY = re.compile(
    r"(?:맨|제일|가장)\s?(?=마지막|끝|처음|첫|뒤|앞)|앞에서(?:부터)?\s(?=[가-힣0-9]+ ?번?째)"
)
_DASH = f"(?:{DASH})"
_GLUED_DIGITS = re.compile(f"{_DIGITS}|{_GLUED_DIGIT}|{_DASH}[일이]")
_LEADING_DASH, _TRAILING_DASH = re.compile(f"^{_DASH}"), re.compile(f"{_DASH}$")
_COUNT = rf"(?P<count>\d{{1,3}}|{SINO_NUMERAL}|{NATIVE_NUMERAL})"
# 뒤에서 두 번째, 끝에서부터 3번째
_FROM_END = re.compile(rf"(?:뒤|끝|마지막)에서(?:부터)?\s?{_COUNT}\s?번?째")
_IN_ALL = re.compile(
    rf"(?:끝에서(?P<last>\d+)번째|(?P<end>마지막|끝|뒤)|(?P<first>처음|앞|첫)|{_COUNT}(?:\s?번)?째)"
    r"(?:\s?(?:번호|번째?|[거것에]))?"
)
_LAST = re.compile(
    "(?:마지막|끝|끝에서(?P<count>[0-9]+)번째)(?:번째?|번호|거|것)?(?P<tail>까지|은|는|이|요)?"
)
_PLACED = re.compile(
    rf"(?:(?:{SINO_NUMERAL}|{NATIVE_NUMERAL}){_PLACE}|마지막(?:번째)?|끝|처음|첫)(?:공약|[거것])?{_TAIL}"
)
_FIRST = re.compile("(?:처음|첫)(?P<tail>부터|은|는|이|요)?")
# 마지막 두 개, 처음 3개
FEW = re.compile(
    rf"(?:(?P<last>마지막|끝에서|뒤에서)|처음|앞에서) ?{_COUNT} ?(?:개|건|가지)(?P<tail>[은는이]?)"
)
_ONE = re.compile("(?:(?:공약|과제|사업|[거것꺼])[은는이가요]?)?")
_WORD = re.compile(
    f"끝에서[0-9]+번째[가-힣]*|{FEW.pattern}(?![가-힣])|[가-힣]+|[0-9]+[가-힣]*|[a-z]+"
)
MAX_REMEMBERED = 4096  # words
MAX_WORD_CHARS = 24  # longer ones name no category and say no count
_MAY_COUNT = re.compile(
    f"^(?:{_NUMERAL.pattern})$|(?:마지막|끝)|^처음|^첫|{_GLUED}|.{_DASH}|...{_GLUED_DIGIT}$|{_DIGITS}번"
)
_ALONE = re.compile(f"(?:{SINO_NUMERAL}{_PLACE}|{NATIVE_NUMERAL}번째)")  # 네번 is four times
_ENDS = re.compile(r"[?\n,.!]")
_HAS_PLACE = re.compile(rf"\d|{_PLACE}|까지")
_JOINS = re.compile("(?:이?랑|하고|[와과]|부터|까지)$")
_SIGNS = re.compile(r"[\s,·/&~\-=:.#→]*(?:하고|그리고|이랑|랑|및|와|과)?[\s,]*")


def with_digits(text: str, catalogue: Catalogue) -> str:
    """The text with digits for counts behind a category: 교육문화 공일, not 주차 삼번."""
    text = _together(text)
    made: list[str] = []
    current: str | None = None
    is_closed = False
    at = 0
    words = [*_WORD.finditer(text)]
    if not _may_count([match[0] for match in words], catalogue):
        return text
    for place, match in enumerate(words):
        if match.start() < at:
            continue
        if current and not _SIGNS.fullmatch(text, at, match.start()):
            current = None
        made.append(text[at : match.start()])
        # 지역개발-05 공사: behind a whole number only what says so is another one.
        is_word = is_closed and not _HAS_PLACE.search(match[0])
        spelt = None
        if current and not is_word:
            spelt = _spelt(text, match.start(), _last(current, catalogue))
        if spelt is not None:
            made.append(spelt[0])
            at = spelt[1]
            continue
        at = match.end()
        current, word = _read(words, place, current, catalogue, is_word=is_word)
        is_closed = _is_closed(match[0], word, is_closed=is_closed)
        made.append(word)
    return "".join([*made, text[at:]])


def _is_closed(typed: str, read: str, *, is_closed: bool) -> bool:
    """Whether a word ends a number in digits or by its place, which nothing joins to another."""
    if _JOINS.search(typed) or phrases("excluding.tsv").has(typed):
        return False
    if re.search(r"\d", read):
        return _HAS_PLACE.search(typed) is not None
    return is_closed and is_between(typed)


def _read(
    words: Sequence[re.Match[str]],
    place: int,
    current: str | None,
    catalogue: Catalogue,
    *,
    is_word: bool,
) -> tuple[str | None, str]:
    """The category of counts behind a word, and the word with digits for the count it says."""
    match, later = words[place], words[place + 1 :]
    word = match[0]
    if len(word) > MAX_WORD_CHARS:
        return None, word
    if (named := _category(word, catalogue) or _section(word, later, catalogue)) is not None:
        return named, word
    is_last = not later or _ENDS.search(match.string, match.end(), later[0].start())
    following = "" if is_last else later[0][0]
    said = None if is_word else _said(word, following, current, catalogue)
    goes_on = word[0].isdecimal() or is_between(word)
    return said or (current if goes_on else None, word)


def places_in_all(text: str, total: int) -> range:
    """The places that a text says of so many things, from 0 on; empty where it says none.

    >>> places_in_all("첫 번째", 63), places_in_all("맨 끝", 63), places_in_all("뒤에서 두번째", 63)
    (range(0, 1), range(62, 63), range(61, 62))
    >>> places_in_all("마지막 두 개", 63), places_in_all("두 번째 도서관", 63)
    (range(61, 63), range(0, 0))
    """
    text = _together(text)
    if (few := FEW.fullmatch(text)) is not None:
        count = min(_count(few["count"]), total)
        return range(total - count, total) if few["last"] else range(count)
    said = _IN_ALL.fullmatch(text)
    if said is None:
        return range(0)
    count = 1 if said["first"] or said["end"] else _count(said["last"] or said["count"])
    at = total - count if said["last"] or said["end"] else count - 1
    return range(at, at + 1) if 0 < count <= total else range(0)


def _count(said: str) -> int:
    return counted(said) or 0


def _together(text: str) -> str:
    """The text with what says a count in one word: 맨 마지막, 세 번째, 열 두번."""
    text = _TENS_APART.sub(lambda said: said[0].rstrip(), text)
    if any(map(text.__contains__, ("마지막", "끝", "처음", "첫", "뒤", "앞"))):
        text = _FROM_END.sub(lambda said: f"끝에서{_count(said['count'])}번째", _VERY.sub("", text))
    if any(map(text.__contains__, ("번", "째", "호"))):
        text = _ITEMS.sub(r"\g<place>", _APART.sub(r"\g<count>", text))
    return text


@lru_cache(maxsize=MAX_REMEMBERED)
def _may_say_count(word: str) -> bool:
    return _MAY_COUNT.search(word) is not None


def _may_count(words: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether one of these words may say a count, and one of them a category."""
    if not any(map(_may_say_count, words)):
        return False
    begun = tuple(name for name in catalogue.by_category if len(name) > 1)
    return any(
        word.startswith(begun)
        or word in catalogue.sections
        or (len(word) <= MAX_WORD_CHARS and _category(word, catalogue))
        for word in words
    )


def _category(said: str, catalogue: Catalogue) -> str | None:
    return catalogue.categories.said_by(_TRAILING_DASH.sub("", said))


def _section(said: str, later: Sequence[re.Match[str]], catalogue: Catalogue) -> str | None:
    """The category that a word of a strategy leads to, before a place in it: 복지건강 마지막."""
    of = catalogue.sections.get(said, ())
    behind = next((word[0] for word in later if not is_between(word[0])), "")
    return of[0] if len(of) == 1 and _PLACED.fullmatch(behind) else None


def _last(name: str, catalogue: Catalogue) -> int:
    return max((of.number.serial for of in catalogue.by_category.get(name, ())), default=0)


def _said(
    word: str, following: str, current: str | None, catalogue: Catalogue
) -> tuple[str | None, str] | None:
    """The category and the digits that a word says, in a category or with its own; else None."""
    names = catalogue.by_category
    head, rest = (word, "") if current else _parted(word, names)
    glued = rest
    rest = _LEADING_DASH.sub("", rest)
    name = current or (head if rest else "")
    digits = _digits(rest or word, following, partial(_last, name, catalogue))
    if rest and digits is None and _GLUED_DIGITS.fullmatch(glued):
        digits = f"{''.join(str(counted(digit)) for digit in rest)}번"
    row = _ROW.fullmatch(word) or (_PAIR.fullmatch(word) if not following else None)
    if current and digits is None and row is not None:
        each = [str(counted(digit)) for digit in row["digits"]]
        is_count = len(each) == 2 and int("".join(each)) <= _last(current, catalogue)
        digits = f"{('' if is_count else ', ').join(each)}{row['rest']}"  # 일삼번, 육칠팔번
    if digits is None:
        return None
    if rest:
        return head, f"{head} {digits}"
    return (current, digits) if current or _is_before(word, following, names) else None


def _is_before(word: str, following: str, names: Container[str]) -> bool:
    """Whether a count stands before its category: 사번 복지건강."""
    return _ALONE.fullmatch(word) is not None and _parted(f"{following} ", names)[0] in names


def _spelt(text: str, start: int, last: int) -> tuple[str, int] | None:
    """Digits for a count said by syllables here, as far as the `last`, and where it ends."""
    said = _SPELT.match(text, start)
    if said is None:
        return None
    count = counted("".join(filter(None, (said["first"], said["tens"], said["last"]))))
    if count is None:
        count = 10 * (counted(said["first"]) or 0) + (counted(said["last"]) or 0)
        if count > last:
            return None
    rest = said["rest"].lstrip()
    return f"{count}{'' if rest.startswith(('번', '호', '째')) else '번'}{rest}", said.end()


def _parted(word: str, names: Container[str]) -> tuple[str, str]:
    for end in range(len(word) - 1, 1, -1):
        if word[:end] in names:
            return word[:end], word[end:]
    return word, ""


def _digits(word: str, following: str, last: Callable[[], int]) -> str | None:
    """The word with digits for the count it says; None where it says none."""
    if said := FEW.fullmatch(word):
        few = _count(said["count"])
        first, final = (last() - few + 1, last()) if said["last"] else (1, few)
        return f"{first}번부터 {final}번까지{said['tail']}" if 0 < first <= final else None
    if said := _LAST.fullmatch(word):
        return f"{last() + 1 - int(said['count'] or 1)}번{said['tail'] or ''}"
    if (said := _FIRST.fullmatch(word)) and (said["tail"] or _ONE.fullmatch(following)):
        return f"1번{said['tail'] or ''}"
    said = _NUMERAL.fullmatch(word)
    if said is None or not _is_meant(said["count"], said["place"], following):
        return None
    count = said["count"]
    if count[-1] in "공영":  # 일공
        return f"{counted(count[0])}0번{said['tail']}"
    return f"{counted(count)}번{said['tail']}"


def _is_meant(count: str, place: str | None, following: str) -> bool:
    """Whether a word is meant as a count: not 한번 (once), 이번 (now), 일 or 이 alone."""
    if place:
        goes_on = _NUMERAL.fullmatch(following) is not None or is_asking(following)
        goes_on |= is_between(following)
        this_time = count == "이" and place == "번" and following and not goes_on
        return not (this_time or (count == "한" and place == "번"))
    if len(count) > 1:
        return True
    if count in "한두세네첫" or following in {"다", "모두", "전부"}:
        return False
    goes_on = not following or _NUMERAL.fullmatch(following) is not None
    return goes_on or (count not in "일이" and is_asking(following))
