"""From the clock to the phones, and what becomes of a message on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reminders.ledger import Status
from tests.delivery.office import at

if TYPE_CHECKING:
    from tests.delivery.office import Office


async def test_a_reminder_reaches_every_group_at_its_time(office: Office) -> None:
    """Each once, with its own pledges."""
    await office.group(-1, "도시계획과")
    await office.group(-2, "교통행정과")
    await office.remind()
    await office.until(at("2026-11-23 08:59"))
    assert office.phones.sent == []
    await office.until(at("2026-11-23 09:01"))
    assert sorted(chat for chat, _ in office.phones.sent) == [-2, -1]
    assert "지역개발-05" in office.phones.to(-1)[0].text
    assert "지역개발-05" not in office.phones.to(-2)[0].text
    await office.until(at("2026-11-25 12:00"))
    assert office.statuses() == [Status.SENT] * 6
