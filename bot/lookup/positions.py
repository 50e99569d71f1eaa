"""Pledges and strategies asked for by their place in the table: 두 번째 전략, 2분야 3번, Ⅱ 전체."""

import re
from collections.abc import Sequence
from itertools import chain, islice

from bot.korean import hangul
from bot.korean.numerals import NATIVE_NUMERAL, counted
from bot.lookup.browsing import belongs, names_strategy
from bot.lookup.catalogue import Catalogue
from bot.lookup.clause import PLEDGES, is_field
from bot.lookup.columns import bare
from bot.lookup.comparing import OF
from bot.lookup.engine.matching import How
from bot.lookup.names import Named
from bot.lookup.numbering import WHOLE, steps
from bot.lookup.question import ByName, ByNumber, Question
from bot.lookup.spoken import FEW, places_in_all

# 2분야, 제3전략, 두 번째 분야의 세 번째
_PLACE = rf"(?:\d{{1,2}}|{NATIVE_NUMERAL}|첫)"
_FIELD_AT_PLACE = re.compile(
    rf"(?<!\S)(?:제 ?)?(?:(?P<numeral>\d{{1,2}}|[ivx]{{1,4}})|(?P<place>{_PLACE})(?= ?번째))"
    rf"(?: ?번째?)? ?{OF['field']}(?:의|에서|에)?"
    rf"(?: (?P<count>{_PLACE}) ?번째?(?= |$)|(?= |$))(?! ?별)"
)
# 연번 3, 연번 8번, 연번 3~5, 연번 1번과 4번; but not 연번 3 이하
_ROW = r"\d{1,3}(?!\d)(?: ?번)?"
_AND = "(?: ?(?:[,~-]|와|과|이?랑|하고|부터) ?)"
_ROWS = re.compile(
    rf"(?<!\S)(?P<heading>[^\W\d]+)\.? ?(?P<rows>{_ROW}(?:{_AND}{_ROW})*)"
    r"(?:까지)?(?! ?(?:[\d-]|이상|이하|초과|미만|부터|까지|이후|이전|보다))"
)
_RUN_OF_ROWS = re.compile(r"(\d+)(?: ?번)?(?: ?(?:[~-]|부터) ?(\d+))?")
ROW_WORDS = ("연번", "순번", "일련번호")
MAX_NUMERAL_WORDS = 4  # of the number of a section: 제 3 장


def with_fields_named(text: str, catalogue: Catalogue) -> str:
    """The text with fields by their names, and their pledges by number: 2분야 3번."""
    return _FIELD_AT_PLACE.sub(lambda said: _field_at_place(said, catalogue), text)


def with_rows_numbered(text: str, catalogue: Catalogue) -> str:
    """The text with pledges by number that are said by the count of their rows: 연번 8번."""
    heading, counts = catalogue.row_counts

    def numbered(said: re.Match[str]) -> str:
        if said["heading"] not in (bare(heading), *ROW_WORDS):
            return said[0]
        runs = _RUN_OF_ROWS.findall(said["rows"])
        rows = [r for of, to in runs for r in (int(of), *steps(int(of), int(to or of)))]
        if not counts.keys() & {*rows}:
            return f"{heading} {rows[0]}"
        found = [str(counts[row]) for row in rows if row in counts]
        return hangul.normalized(f"{', '.join(found)} {heading}")

    return _ROWS.sub(numbered, text) if counts else text


def positions(text: str, catalogue: Catalogue) -> tuple[Question | None, Question | None]:
    """What a text surely asks for by its place; and the section that it means if no number."""
    words = text.rstrip("?!. ").split()
    others = [*islice((one for one in words if not belongs(one)), MAX_NUMERAL_WORDS + 1)]
    is_short = len(others) <= MAX_NUMERAL_WORDS
    numbered = (one for one in words if not belongs(one) or catalogue.numbering.section(one))
    numeral = " ".join(numbered) if is_short else ""  # Ⅵ 공약 전체, A 전체
    section = _section(text, numeral, catalogue)
    at_place = _at_place(words, others, catalogue) if is_short else None
    return at_place or (section if section and WHOLE.search(text) else None), section


def _field_at_place(said: re.Match[str], catalogue: Catalogue) -> str:
    """A field said by its numeral or its place, or a pledge of it, as the table calls it."""
    groups = {tuple(p.number for p in of): name for name, of in catalogue.by_strategy.items()}
    names = [*catalogue.by_strategy]
    places = places_in_all(f"{said['numeral'] or said['place']}번째", len(names))
    own = groups.get(catalogue.numbering.section(said["numeral"] or ""))
    if not (name := own or "".join(names[at] for at in places)):
        return said[0]
    of = [pledge.number for pledge in catalogue.by_strategy[name]]
    count = 1 if said["count"] == "첫" else counted(said["count"] or "") or 0
    meant = [n for n in of if n.serial == count] or of[count - 1 : count] if count else ()
    return hangul.normalized(str(meant[0]) if meant else name)


def _at_place(
    words: Sequence[str], others: Sequence[str], catalogue: Catalogue
) -> ByName | ByNumber | None:
    """What is asked for by its place: 두 번째 전략, 첫 번째 공약, 마지막 두 개."""
    text = " ".join(words)
    of_strategies = any(map(names_strategy, words))
    if (few := FEW.search(text)) and all(map(belongs, FEW.sub(" ", text).split())):
        said = few[0]
    elif of_strategies or any(map(PLEDGES.match, words)):
        said = " ".join(others)
    else:
        return None
    strategies = tuple(catalogue.by_strategy)
    places = places_in_all(said, len(strategies if of_strategies else catalogue.pledges))
    if of_strategies and places:
        found = strategies[places.start : places.stop]
        return ByName(named=Named(typed=text, names=found, how=How.EXACT))
    at_places = tuple([catalogue.pledges[at].number for at in places])
    return ByNumber(numbers=at_places) if places else None


def _section(text: str, numeral: str, catalogue: Catalogue) -> Question | None:
    """The pledges of the section that a message asks for, by its number: Ⅱ 전체, 가 분야."""
    is_whole = text.startswith(numeral) and WHOLE.match(text, len(numeral))
    if hangul.is_syllable(numeral[:1]) and not (is_whole or any(map(is_field, text.split()))):
        numeral = text  # 가 alone, but not 다 보여줘
    if not (section := catalogue.numbering.section(numeral)):
        return None
    groups = (catalogue.by_category.items(), catalogue.by_strategy.items())
    name = next((n for n, of in chain(*groups) if tuple(p.number for p in of) == section), None)
    if name is None:
        return ByNumber(numbers=section)
    return ByName(named=Named(typed=text, names=(name,), how=How.EXACT))
