"""What came in is kept until it is handled, and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features import SCHEMA
from bot.store import inbox
from bot.store.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BOT_ID = 7
WORDS = "지역개발-05 담당 어디야?"


async def keep(state: State, update_ids: Iterable[int], *, bot_id: int = BOT_ID) -> None:
    """Keep a batch of updates that all say the same."""
    batch = dict.fromkeys(update_ids, WORDS)
    await state.write(lambda db: inbox.keep(db, batch, bot_id=bot_id))


async def claim_left(state: State) -> tuple[dict[int, str | None], int]:
    """What the next process finds."""
    return await state.write(lambda db: inbox.claim_left(db, bot_id=BOT_ID))


async def test_what_is_not_handled_is_left_in_order(tmp_path: Path) -> None:
    """What is handled is known by its number, so that it is not taken again."""
    with State(tmp_path / "state.db", SCHEMA) as state:
        await keep(state, (3, 1, 2))
        await state.write(lambda db: inbox.mark_handled(db, {2}))
        found = await claim_left(state)
    assert found == ({1: WORDS, 2: None, 3: WORDS}, 0)
    assert [*found[0]] == [1, 2, 3]


async def test_a_new_batch_forgets_what_was_handled_before_it(tmp_path: Path) -> None:
    """Telegram does not give it again."""
    with State(tmp_path / "state.db", SCHEMA) as state:
        await keep(state, (1, 2))
        await state.write(lambda db: inbox.mark_handled(db, {1}))
        await keep(state, (2, 3))
        assert (await claim_left(state))[0].keys() == {2, 3}


async def test_an_update_that_no_process_survives_is_given_up(tmp_path: Path) -> None:
    """Or it would block the bot for everybody."""
    with State(tmp_path / "state.db", SCHEMA) as state:
        await keep(state, (1,))
        for _ in range(inbox.MAX_TRIES):
            assert await claim_left(state) == ({1: WORDS}, 0)
        assert await claim_left(state) == ({1: None}, 1)
        assert await claim_left(state) == ({1: None}, 0)


async def test_another_bots_updates_are_not_ours(tmp_path: Path) -> None:
    """Ours would be answered in chats that do not know us."""
    with State(tmp_path / "state.db", SCHEMA) as state:
        await keep(state, (1,), bot_id=8)
        assert await claim_left(state) == ({}, 0)


async def test_words_are_gone_from_the_file_once_handled(tmp_path: Path) -> None:
    """Overwritten, not only marked as free."""
    path = tmp_path / "state.db"
    with State(path, SCHEMA) as state:
        await keep(state, range(50))
        await state.write(lambda db: inbox.mark_handled(db, range(50)))
    assert WORDS.encode() not in path.read_bytes()
