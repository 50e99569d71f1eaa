"""Words that find nothing become aliases with one tap."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.features import SCHEMA
from bot.lookup.catalogue import Alias, AliasKind
from bot.lookup.store import (
    asked_counts,
    found_texts,
    frequent_misses,
    most_asked,
    record_asked,
)
from bot.people.messages import Press
from bot.store.state import State
from bot.table import learning
from bot.table.learning import made_worse
from bot.table.store.additions import own_aliases
from bot.table.store.versions import read_catalogue
from bot.table.verbs import MissVerb
from tests.lookup.tables import brief, real
from tests.table.test_desk import OPERATORS, Desk, button, desk  # noqa: F401 -- the fixture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """An office's database."""
    with State(tmp_path / "misses.db", SCHEMA) as state:
        yield state


async def record_miss(state: State, text: str, *user_ids: int, now: datetime = NOW) -> None:
    """These persons ask this, and find nothing."""
    for user_id in user_ids:
        await state.write(lambda db, by=user_id: record_asked(db, by, text, now=now))  # type: ignore[misc]


def seen(state: State) -> list[tuple[str, int, int]]:
    """What a coordinator is shown."""
    found = state.read(lambda db: frequent_misses(db, limit=9))
    return [(one.text, one.persons, one.times) for one in found]


async def test_words_of_one_person_alone_are_never_shown(state: State) -> None:
    """However often they ask; the most frequent come first."""
    await record_miss(state, "비밀", 1, 1, 1, 1)
    await record_miss(state, "유모차", 1, 2)
    await record_miss(state, "헬스장", 1, 2, 3)
    assert seen(state) == [("헬스장", 3, 3), ("유모차", 2, 2)]


async def test_one_person_who_asks_in_two_months_is_one(state: State) -> None:
    """Their hash is another one in each month; most persons of a month count."""
    await record_miss(state, "비밀", 1)
    await record_miss(state, "비밀", 1, now=NOW + timedelta(days=31))
    assert seen(state) == []
    await record_miss(state, "비밀", 2, now=NOW + timedelta(days=31))
    assert seen(state) == [("비밀", 2, 3)]


async def record_found(state: State, text: str, number: str, *user_ids: int) -> None:
    """These persons ask this, and find a pledge."""
    for user_id in user_ids:
        await state.write(
            lambda db, by=user_id: record_asked(db, by, text, found=number, now=NOW)  # type: ignore[misc]
        )


async def test_what_is_asked_most_is_counted_by_pledge(state: State) -> None:
    """Whatever words find it; what one person alone asked for is not shown."""
    await record_found(state, "주차", "지역개발-10", 1, 2)
    await record_found(state, "주차장", "지역개발-10", 3, 3)
    await record_found(state, "미술관", "교육문화-01", 4, 4, 4, 4, 4)
    await record_miss(state, "유모차", 1, 2)
    assert state.read(lambda db: most_asked(db, limit=9)) == (("지역개발-10", 4),)
    assert state.read(asked_counts) == (9, 2)
    assert state.read(lambda db: found_texts(db, limit=1)) == ("미술관",)
    assert seen(state) == [("유모차", 2, 2)]


def test_what_people_ask_is_asked_again_before_an_alias_is_made() -> None:
    """A question that would get another answer is counted under its pledge."""
    asked, other = real().pledges[4], real().pledges[20]
    question = "역사 복합개발"
    assert brief(question).pledges == (str(asked.number),)
    alias = Alias(kind=AliasKind.TITLE, alias=question, target=other.title, reason="")
    assert made_worse(alias, real(), [question])[asked.number] == 1
    assert made_worse(alias, real(), ["신안산선", "없는 말"]).get(asked.number, 0) == 0


async def test_who_asked_is_not_kept(state: State, tmp_path: Path) -> None:
    """Not even as a number that could be compared with next month's."""
    await record_miss(state, "유모차", 123_456_789)
    first = state.read(lambda db: db.execute("SELECT person FROM asked").fetchall())
    await record_miss(state, "유모차", 123_456_789, now=NOW + timedelta(days=31))
    both = state.read(lambda db: db.execute("SELECT person FROM asked").fetchall())
    assert len({row[0] for row in both}) == 2
    assert first[0] in both
    assert state.read(lambda db: db.execute("SELECT month FROM asked_keys").fetchall()) == [
        ("2027-01",)
    ]


async def test_misses_are_forgotten_after_two_months(state: State) -> None:
    """What nobody asks any more needs no alias."""
    await record_miss(state, "유모차", 1, 2)
    await record_miss(state, "헬스장", 1, 2, now=NOW + timedelta(days=70))
    assert [text for text, *_ in seen(state)] == ["헬스장"]


def test_an_alias_that_hides_other_pledges_is_found_out() -> None:
    """Before it is made."""
    first, second = real().pledges[:2]
    harmless = Alias(kind=AliasKind.TITLE, alias="땡땡이", target=first.title, reason="")
    assert not made_worse(harmless, real())
    title = Alias(kind=AliasKind.DEPARTMENT, alias=second.title, target=first.department, reason="")
    assert second.number in made_worse(title, real())


async def test_a_word_that_hides_others_is_taught_only_surely(
    desk: Desk,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second button does what it says."""
    features = desk.office._open_features()
    for user_id in (1, 2):
        await features.office.state.write(record_asked, user_id, "금나래 놀이동산", now=NOW)
    [miss] = features.office.state.read(frequent_misses, limit=1, skip=0)
    catalogue = read_catalogue(desk.path)
    pledge, hidden = catalogue.pledges[:2]
    numbers = (miss.id, catalogue.key_of(pledge.number))
    monkeypatch.setattr(learning, "made_worse", lambda *_: {hidden.number: 1})
    warned = await features.press(Press(MissVerb.LEARN, numbers), OPERATORS)
    assert warned.message is not None
    surely = warned.message.buttons[-1][0].action
    assert (surely, own_aliases(desk.path)) == (Press(MissVerb.LEARN_SURELY, numbers), ())
    learnt = await features.press(Press(MissVerb.LEARN_SURELY, numbers), OPERATORS)
    assert learnt.message is not None
    assert [alias.target for alias in own_aliases(desk.path)] == [pledge.title]


def test_a_word_is_taught_with_one_tap_and_taken_back_with_one(desk: Desk) -> None:  # noqa: F811
    """It is in effect at once."""
    desk.says("/table")
    state = desk.office._open_features().office.state
    near = "금나래 놀이동산"
    for user_id in (1, 2):
        with state._writer:
            record_asked(state._writing, user_id, near, now=NOW)
    assert brief(near).kind == "none"
    [shown] = desk.says("/misses")
    assert f"'{near}' 2명 2번" in shown
    _, dismissed = desk.says("/misses", button(shown, "없는 공약"))
    assert f"'{near}'은 이제 여기에 나오지 않아요." in dismissed
    assert "못 찾은 말이 없어요" in dismissed
    features = desk.office._open_features()
    kept = asyncio.run(features.press(Press(MissVerb.KEEP_MISS, (1,)), OPERATORS)).message
    assert kept is not None
    assert f"'{near}' 2명 2번" in kept.text
    _, learnt = desk.says("/misses", button(shown, "→"))
    assert "✅ 이제" in learnt
    assert [alias.alias for alias in own_aliases(desk.path)] == [near]
    [answer] = desk.says(near)
    assert "🏢" in answer
    *_, again = desk.says("/misses")
    assert "못 찾은 말이 없어요" in again
