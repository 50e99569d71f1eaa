"""Pledges counted and compared by what a column says of them: 분야별 보류 몇 개, 실국별 이행률."""

import re
from collections.abc import Mapping, Sequence

from bot.korean import hangul
from bot.lookup import details
from bot.lookup.browsing import belongs, names_strategy, without_totals
from bot.lookup.catalogue import Catalogue
from bot.lookup.cells import Kind
from bot.lookup.columns import BUREAU, OWNER, RATE, STRATEGY, TITLE
from bot.lookup.comparing import OF
from bot.lookup.conditions import ADDED, Chosen, choose, figures, in_table
from bot.lookup.names import PART_OF
from bot.lookup.pledge import Pledge, grouped
from bot.lookup.question import Grouped, OfColumns, Overview
from bot.lookup.results import Answer, GroupFigures, NoneSuch, OnlyColumns

MAX_GROUPS = 40  # different values of a column by which pledges are counted
_HIGHEST = f"{OF['ahead']}|{OF['high']}|{OF['top']}"
_LOWEST = f"{OF['behind']}|{OF['low']}|{OF['bottom']}"
_RANK = rf"(?P<rank>(?:{OF['most']}\s)?(?:{_HIGHEST}|(?P<low>{_LOWEST}))\s)"
_EACH = r"(?P<each>\s?별|마다|\s(?:목록|종류|리스트))"
_IS_EITHER = "(?(rank)|(?(each)|(?!)))"  # 제일 부진한 부서 or 부서별, and no 부서 alone
BY_GROUP = re.compile(
    rf"(?<![가-힣]){_RANK}?(?:(?P<first>[가-힣]+)\s)??(?P<by>[가-힣]+?){_EACH}?{_IS_EITHER}"
    r"(?:로|은|는|이|가|의|\s?순(?:으로|서대로|서)?)?(?![가-힣])"
)
_BUREAU = re.compile(OF["bureau"])
_SUBJECT = re.compile("(?<=[가-힣])[이가은는]$")  # 보류가
_PACE = re.compile("|".join(OF[of] for of in ("ahead", "behind", "top", "bottom")))


def grouping(said: re.Match[str], catalogue: Catalogue) -> Grouped | OfColumns | None:
    """What is asked of each group: 부서별 이행률, 제일 부진한 부서, 분야별 보류 몇 개."""
    text, (key, start) = said.string, _group_key(said, catalogue)
    if key is None:
        return None
    rest = _SUBJECT.sub("", f"{text[:start]} {text[said.end() :]}".strip())
    conditions, besides = catalogue.filters.read(rest)
    asked = details.asked(besides, catalogue.headings)
    others = without_totals(asked.rest, lambda _: False).strip("?!. ").split()
    is_overview = key in (OWNER.key, STRATEGY.key, TITLE.key)
    is_rate = is_overview and said["each"] is None and _PACE.search(said[0]) is not None
    columns = asked.columns or (RATE.key,) * (is_rate and not conditions)
    is_whole = all(map(belongs, others)) and (columns or conditions or not is_overview)
    if len(columns) > 1 or not is_whole:
        return None
    if key == TITLE.key:
        of_all = OfColumns(asked=Overview.PLEDGES, columns=columns)
        return of_all if columns and not conditions else None
    said_of = [word for word in rest.split() if not belongs(word)]
    return Grouped(
        by=key,
        of=" ".join(said_of if columns else [*said_of, "공약"]),
        typed=text,
        column="".join(columns),
        conditions=conditions,
        lowest=said["low"] is not None,
    )


def _group_key(said: re.Match[str], catalogue: Catalogue) -> tuple[str | None, int]:
    for part in ("first", "by") if said["first"] else ("by",):
        start = said.start(part)
        name = said.string[start : said.end("by")]
        key = STRATEGY.key if names_strategy(name) else catalogue.filters.key(name)
        if _BUREAU.fullmatch(name) and key not in catalogue.headings:
            key = BUREAU
        if key and (groups_by(key, catalogue) or (said["each"] and key not in catalogue.cells)):
            return key, said.start() if said["rank"] else start
    return None, 0


def groups_by(key: str, catalogue: Catalogue) -> Mapping[str, Sequence[Pledge]]:
    """The pledges by what a column says, if it says one of a few things of each."""
    match key:
        case OWNER.key:
            return catalogue.owned_by
        case STRATEGY.key:
            return catalogue.by_strategy or {k: of for k, of in catalogue.by_category.items() if k}
        case _ if key == BUREAU and key not in catalogue.cells:
            above = map(PART_OF.fullmatch, catalogue.owned_by)
            names = {part[0]: part["above"] for part in above if part is not None}
            return grouped(
                catalogue.pledges, lambda one: {names[of] for of in one.owners if of in names}
            )
    cells = catalogue.cells.get(key)
    texts = cells.texts if cells is not None and cells.kind is Kind.WORDS else {}
    first = {hangul.search_key(text): text for text in texts.values()}
    said = {number: first[hangul.search_key(text)] for number, text in texts.items()}
    of_cells = (one for one in catalogue.pledges if one.number in said)
    found = grouped(of_cells, lambda one: (said[one.number],))
    return found if len(found) < min(len(texts), MAX_GROUPS) else {}


def by_group(question: Grouped, catalogue: Catalogue) -> Answer:
    """How many pledges each group has, or what a column comes to in it."""
    conditions = in_table(question.conditions, catalogue.cells)
    column, groups = question.column, groups_by(question.by, catalogue)
    lacking = [each.column for each in conditions if each.column not in catalogue.cells]
    if lacking or not groups:
        return OnlyColumns(columns=tuple(dict.fromkeys(lacking or [question.by])))
    chosen = {name: choose(of, conditions, catalogue.cells)[0] for name, of in groups.items()}
    each = {name: (Kind.COUNT, [1.0] * len(of)) for name, of in chosen.items()}
    if column:
        each = {name: figures(column, of, catalogue.cells) for name, of in chosen.items()}
    entries = [  # of rates the mean, of others the sum
        (name, sum(found) / (1 if kind in ADDED else len(found)))
        for name, (kind, found) in each.items()
        if found
    ]
    entries.sort(key=lambda entry: entry[1], reverse=not question.lowest)
    how = Chosen(conditions=conditions, table=catalogue.cells)
    if not entries and column:
        return OnlyColumns(columns=(column,))
    if not entries:
        return NoneSuch(asked=question.typed, chosen=how)
    return GroupFigures(question=question, entries=tuple(entries), chosen=how)
