"""The rows of a table that are no pledges: sections over the pledges, totals and notes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import count, islice
from operator import and_
from string import ascii_uppercase

from bot.lookup.columns import FIRST_ENDING, OWNER, PERSON, PHONE, TITLE, bare, named
from bot.lookup.pledge import GANADA
from bot.table.days import as_of
from bot.table.departments import are_departments, are_over_pledges
from bot.table.grid import LETTER, Cell, Line, on_one_line
from bot.table.headings import STATES, Headings
from bot.table.numbering import cleaned, is_number, label
from bot.table.roles import Roles

LEAST_TEXTS = 2  # below pledges
MOST_TEXTS = 0.6  # of the pledges, to have texts below them
MAX_SECTION_CHARS = 80  # longer texts over all columns are notes
TOTAL = re.compile(
    r"(?:(?:[총합소누중]\s?){0,2}계|전체|평균|총)(?:\s?\(.*\)|\s?:?\s?\d+\s?[개건].*)?"
)
# A note, or an example of how to fill in the form.
_EXAMPLE = re.compile(r"[(\[<【]?(?:(?:작성\s?)?예시\s?\d?(?:[)\]>】:]|$)|예[)\]>】:])")
_NOTE_SIGN = re.compile(rf"[※☞]|{_EXAMPLE.pattern}")
_NOTE = re.compile(
    rf"{_NOTE_SIGN.pattern}|[*▷]|주\s?\d?\s?[):：]|\(?단위|자료\s?[:：]|출처"
    r"|-?\s?이하\s?(?:여백|빈\s?칸)|이상\s(?:총\s?)?\d+\s?[건개]|끝\.?$|작성\s?(?:일|자|기준)|비고\b|참고"
)
# How many pledges a section has: (5건), 총 12개 사업.
_COUNTS = re.compile(
    r"\s*[(\[:：]?\s*[총계]?\s*\d+\s*(?:[개건]\s*(?:공약|사업|과제|분야)?\s*[)\]]?|[)\]])\s*$"
)
_FOOT = re.compile(r"(?:작성|문의|확인|제출|결재)\s?(?:부서|자|처|일자?|란)?")
_COUNTED = frozenset("건수 공약수 사업수 과제수 개수 비율 비중 구성비 비고".split())
# A column by its place, and how it is told by others: ①, (1), A, E=D/C.
_PLACE = re.compile(rf"[(\[<]?(?P<place>\d\d?|[A-Za-z{GANADA}])[)\]>.]?(?:\s?[=(].*)?")
LEAST_PLACES = 3
_BULLETS = "□■◆◇▣●▶▷ㅁ♣•☐ "


def without_summary(rows: Sequence[Line], found: Headings) -> Sequence[Line]:
    """The rows ahead of the first that heads counts of pledges, if no pledge is below it."""
    titles, owners = ([h.place for h in found.all if h.column is of] for of in (TITLE, OWNER))
    for at, row in enumerate(rows):
        if _heads_counts(row) and not any(
            any(LETTER.search(below.own_text(t)) for t in titles)
            and any(are_departments(below.own_text(o)) for o in owners)
            for below in rows[at + 1 :]
        ):
            return rows[:at]
    return rows


def counts_columns(row: Line) -> bool:
    """Whether a row says of each column which it is: ①, ②, ③; A, B, C=A/B."""
    places = [_PLACE.fullmatch(unicodedata.normalize("NFKC", cell.text)) for cell in row.begun]
    texts = [found["place"].upper() for found in places if found]
    series = map(str, count(1)), ascii_uppercase, GANADA
    are_all = LEAST_PLACES <= len(texts) == len(places)
    return are_all and any(texts == [*islice(of, len(texts))] for of in series)


def _heads_counts(row: Line) -> bool:
    """Whether a row names what is counted, and how: 구분, 건수, 비율; 부서, 계, 완료, 보류."""
    first, *others = (bare(cell.text).split("(")[0] for cell in row.begun)
    counted = [text for text in others if text in STATES | _COUNTED or TOTAL.fullmatch(text)]
    if not counted or len(counted) < len(others) - 1:
        return False
    return first == "구분" or named(first) is not None


class Sections:
    """The sections over the pledges that follow, one in another by how they are numbered."""

    def __init__(self) -> None:
        self.open: list[str] = []  # outermost first
        self.has_pledges = True

    def begin(self, text: str) -> None:
        """Open a section; it ends those that are numbered as it is."""
        shapes = [_label_shape(section) for section in self.open]
        if _label_shape(text) in shapes:
            del self.open[shapes.index(_label_shape(text)) :]
        elif self.has_pledges:
            self.open.clear()
        self.open.append(text)
        self.has_pledges = False


class SectionFinder:
    """Tells the rows that are sections from pledges, totals and notes."""

    def __init__(self, found: Roles, rows: Sequence[Line]) -> None:
        self._found = found
        owned = [row for row in rows if row.own(found.owner.place)]
        numbers = [row.own_text(found.number) for row in owned]
        self._shape = _commonest(map(_shape, numbers))
        titled = [row for row in rows if row.own(found.title.place)]
        # 1. over 1): what stands around numbers that pledges have, too.
        others = [row.own_text(found.number) for row in titled if not row.own(found.owner.place)]
        again = {*map(cleaned, others)} & {*map(cleaned, numbers)} - {""}
        self._over = {_dress(one) for one in others if cleaned(one) in again}
        self._over -= {*map(_dress, numbers)}
        texts = [row.own_text(found.title.place) for row in titled if row.own(found.owner.place)]
        labels = [_label_shape(text) for text in texts]
        # How the titles are numbered, where most of them are.
        most = _commonest(labels)
        self._led = most if labels.count(most) > len(labels) / 2 else ""
        # A first title without a department is a section's more likely than a pledge's.
        first = next((row for row in titled if not is_total(row, found)), None)
        self._begins_alone = first is not None and len(first.distinct) == 1
        self._has_texts = self._are_followed(rows)

    def section(self, row: Line) -> str | None:
        """The text of a section; None for a pledge, "" for totals and notes."""
        found, cells = self._found, row.distinct
        first = on_one_line(row.begun[0].text)
        is_wide = self._is_wide(row)
        title, owner = row.own(found.title.place), None if is_wide else row.own(found.owner.place)
        note = _NOTE if owner is None else _NOTE_SIGN
        is_example = title is not None and _EXAMPLE.match(title.text)
        if note.match(first) or is_example or is_total(row, found):
            return ""
        if not is_number(cleaned(row.own_text(found.number))) and _is_of_foot(first, title):
            return ""
        is_below = self._has_texts or (is_wide and row.reaches_down(found.number))
        if is_below and self._is_aside(row):
            return ""
        if title is None:
            return self._without_title(row, first, owner)
        if owner is not None:
            return None
        number, text = row.own_text(found.number), on_one_line(title.text)
        if TOTAL.fullmatch(text) or _COUNTS.fullmatch(text):
            return ""
        if number and not is_number(cleaned(number)):
            return f"{number} {text}"
        is_alone = all(cell in (title, row.own(found.number)) for cell in cells)
        is_other = _shape(number) != self._shape or _dress(number) in self._over
        if is_alone and number and is_other:
            return f"{cleaned(number)}. {text}"
        if not number and (is_wide or (is_alone and self._is_section(text))):
            return section_name(text)
        return None

    def _is_wide(self, row: Line) -> bool:
        """Whether one text stands over the columns of the title and the owner."""
        cell = row.at(self._found.title.place)
        return cell is not None and cell is row.at(self._found.owner.place)

    def _is_aside(self, row: Line) -> bool:
        """Whether one text begins in a row, and it is no number."""
        first = row.begun[0]
        is_number_alone = first is row.own(self._found.number) and is_number(cleaned(first.text))
        return len(row.begun) == 1 and (self._is_wide(row) or not is_number_alone)

    def _are_followed(self, rows: Sequence[Line]) -> bool:
        """Whether texts stand below the pledges: below most and the last, and nowhere else."""
        found = self._found
        rows = [r for r in rows if not (_NOTE.match(r.begun[0].text) or is_total(r, found))]
        texts = list(map(self._is_aside, rows))
        while texts[-2:] == [True, True]:
            texts.pop()  # a closing word of the page
        if not texts or texts[0] or not texts[-1] or any(map(and_, texts, texts[1:])):
            return False
        # A title alone may be a pledge whose department is open.
        titles = (row.own(found.title.place) and not self._is_wide(row) for row in rows)
        least = LEAST_TEXTS + any(map(and_, texts, map(bool, titles)))
        return sum(texts) >= max(least, MOST_TEXTS * texts.count(False))

    def over(self, row: Line) -> str:
        """The section that a row above the headings is, as one text alone; "" for none."""
        cells = row.distinct
        is_none = len(cells) > 1 or _NOTE.match(cells[0].text)
        return "" if is_none else section_name(on_one_line(cells[0].text))

    def _without_title(self, row: Line, first: str, owner: Cell | None) -> str | None:
        """A section or a note over the columns; a pledge whose title is missing."""
        covering, number = row.at(self._found.title.place), row.own_text(self._found.number)
        if covering is not None:
            # Over the columns ahead of the title, too, it is a section.
            is_pledge = owner is not None and row.at(self._found.number) is not covering
        else:
            is_numbered = is_number(cleaned(number)) and _shape(number) == self._shape
            is_owned = owner is not None and (
                on_one_line(owner.text) != first or are_departments(owner.text)
            )
            is_pledge = is_numbered or is_owned or any(map(row.own, self._found.tasks))
        return None if is_pledge else section_name(first)

    def _is_section(self, text: str) -> bool:
        """Whether a title without anything beside it is a section's, and not numbered as titles."""
        is_likely = self._found.number is not None or self._begins_alone or text[0] in _BULLETS
        is_led = bool(self._led) and _label_shape(text) == self._led
        return (is_likely or bool(label(text)) or are_over_pledges(text)) and not is_led


def section_name(text: str) -> str:
    """The text of a section without its bullets and its counts; "" for a note, a day, a figure."""
    if len(text) > MAX_SECTION_CHARS or as_of([text]) is not None:
        return ""
    plain = _COUNTS.sub("", text.strip(_BULLETS).strip("<>〈〉《》【】 "))
    return plain if LETTER.search(plain) else ""


def without_count(text: str) -> str:
    """A field without the count of its pledges behind it: 경제 (2건)."""
    return _COUNTS.sub("", text)


def _is_of_foot(first: str, title: Cell | None) -> bool:
    """Whether a row without a number says who keeps the table: 담당부서, 작성자: 김가람."""
    for text in (first, title.text if title else ""):
        word = re.split("[:：]", text)[0].strip()
        column = of.column if (of := named(word)) is not None and of.rank < FIRST_ENDING else None
        if column in (OWNER, PERSON, PHONE) or _FOOT.fullmatch(word):
            return True
    return title is not None and not LETTER.search(title.text)


def is_total(row: Line, found: Roles) -> bool:
    """Whether a row is of all pledges, or of a field's: 합계, 소계."""
    texts = (row.distinct[0].text, row.own_text(found.strategy), row.own_text(found.number))
    return any(TOTAL.fullmatch(text) for text in texts)


def _commonest(shapes: Iterable[str]) -> str:
    """The shape that most numbers have, of those that have one; "" for none."""
    return next((shape for shape, _ in Counter(filter(None, shapes)).most_common(1)), "")


def _shape(number: str) -> str:
    """What a number is made of: 1-1 and 2-13 are alike, Ⅰ-1 and Ⅰ are not."""
    text = re.sub(r"[0-9]+", "0", cleaned(number)) if number else ""
    text = re.sub(r"[Ⅰ-ↈ]|\b[IVX]+\b", "Ⅰ", text)
    text = re.sub(r"[①-⓿❶-➓㈀-㉿]", "①", text)
    return re.sub(r"[가-힣A-Za-z]+", "가", text)


def _dress(number: str) -> str:
    """What stands around a number: . of 1., and () of (1)."""
    return re.sub(r"\w", "", number)


def _label_shape(text: str) -> str:
    return _shape(label(text))
