"""Tables to load in tests: small ones by hand, any ones by hypothesis, and the page they make."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.lookup.catalogue import Alias, AliasKind
from bot.lookup.pledge import Pledge, PledgeNumber
from bot.table.edition import Edition
from bot.table.formats.text import decoded
from bot.table.pledge_table import Table

# The same examples on every run, and no clock: a test fails for a change, never by chance.
REPEATABLE = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
DATA = Path(__file__).resolve().parents[2] / "data"
REAL_PAGE = DATA / "pledge-table.txt"
REAL_ALIASES = DATA / "aliases.tsv"
COLUMNS = ("추진전략", "관리번호", "공약명", "담당부서", "첨부파일")
ALIAS_HEADER = "kind\talias\ttarget\treason\n"


def a_pledge(
    number: str = "지역개발-05",
    title: str = "금천구청역사 일대 복합개발 추진",
    department: str = "도시계획과",
    strategy: str = "앞으로 가는 금천",
    attachment: str = "",
) -> Pledge:
    """One pledge of the real table, but for what the test is about."""
    return Pledge(
        number=PledgeNumber(number),
        title=title,
        owners=(department,),
        strategy=strategy,
        details=(("첨부파일", attachment),) if attachment else (),
    )


def an_alias(
    kind: AliasKind = AliasKind.WORD,
    alias: str = "강아지",
    target: str = "반려동물",
    reason: str = "일상어",
) -> Alias:
    """One alias, but for what the test is about."""
    return Alias(kind=kind, alias=alias, target=target, reason=reason)


THREE_PLEDGES = (
    a_pledge("지역개발-01", "신안산선 조기완공 추진", "교통행정과", "앞으로 가는 금천"),
    a_pledge("지역개발-02", "금천구민광장 조성", "도시계획과", "앞으로 가는 금천"),
    a_pledge("교육문화-01", "서서울미술관 조기완공", "문화체육과", "미래교육 역사문화도시 금천"),
)

THREE = Table(pledges=THREE_PLEDGES, aliases=(an_alias(),))
FIRST_DAY = datetime(2026, 7, 1, tzinfo=UTC)


def an_edition(
    table: Table = THREE,
    at: datetime = FIRST_DAY,
    *,
    term: str | None = None,
    as_of: date | None = None,
    beside: bool = False,
) -> Edition:
    """A table to load, but for what the test is about."""
    return Edition(
        table=table,
        file="표.txt",
        sha256="0" * 64,
        loaded_at=at,
        term=term,
        as_of=as_of,
        beside=beside,
    )


def written(rows: tuple[Pledge, ...]) -> str:
    """The page that says these rows."""
    cells = list(COLUMNS)
    strategy = ""
    for row in rows:
        if row.strategy != strategy:
            strategy = row.strategy
            cells.append(strategy)
        cells += [str(row.number), row.title, row.department]
        cells.append(row.detail("첨부파일"))
    return "".join(f"{cell} |\n" if cell else "|\n" for cell in cells)


def _is_name(text: str) -> bool:
    """Whether a page can say this: no number, and in the form in which it is read."""
    is_number = re.fullmatch(r"[가-힣A-Za-z]{1,12}-\d{2,3}", text) is not None
    return bool(text) and not is_number and decoded(text.encode()).lines == (text,)


def names_in(encoding: str) -> st.SearchStrategy[str]:
    """Texts that a cell can hold and this encoding can write."""
    characters = st.characters(codec=encoding, exclude_categories=["Cc", "Zl", "Zp"])
    return st.text(characters, max_size=12).map(str.strip).filter(_is_name)


def rows_in(encoding: str) -> st.SearchStrategy[tuple[Pledge, ...]]:
    """Rows of up to a dozen pledges that this encoding can write; no number twice."""
    names = names_in(encoding)
    departments = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=5)
    row = st.builds(
        a_pledge,
        number=st.from_regex(r"[가-깋A-Za-z]{1,4}-(?:0[1-9]|[1-9][0-9]{1,2})", fullmatch=True),
        title=names,
        department=departments.map("{}과".format).filter(lambda name: can_write(name, encoding)),
        strategy=st.sampled_from(["앞으로 가는 금천", "정다운 금천"]) | names,
        attachment=st.just("") | names.filter(lambda name: name not in set("-–—－")),  # nothing
    )
    return st.lists(row, unique_by=lambda row: row.number, max_size=12).map(tuple)


def can_write(text: str, encoding: str) -> bool:
    """Whether an encoding has these letters."""
    return text == text.encode(encoding, errors="replace").decode(encoding)


names = names_in("utf-8")
rows = rows_in("utf-8")
aliases = st.lists(
    st.builds(an_alias, kind=st.sampled_from(AliasKind), alias=names, target=names, reason=names),
    unique_by=lambda alias: (alias.kind, alias.alias, alias.target),
    max_size=4,
).map(lambda found: tuple(sorted(found, key=lambda a: (a.kind, a.alias, a.target))))
tables = st.builds(Table, pledges=rows, aliases=aliases)
