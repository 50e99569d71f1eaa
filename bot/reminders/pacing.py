"""How many messages may be sent now: Telegram's limits, the waits it asks for, and its outages."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.people.messages import IN_FLIGHT

# Telegram takes about 30 messages a second, and 20 a minute in one group. Some are left for
# answers to people, which go another way.
OVERALL = 25
OVERALL_WINDOW = timedelta(seconds=1)
PER_CHAT = 15
CHAT_WINDOW = timedelta(minutes=1)

LONGEST_OUTAGE_WAIT = timedelta(minutes=5)


@dataclass(slots=True)
class _Window:
    """The times at which the last few messages went out, and until when none may."""

    size: int
    length: timedelta
    held_until: datetime | None = None
    times: deque[datetime] = field(default_factory=deque)

    def free_at(self, now: datetime) -> datetime:
        """When the next message may go out: now, or later."""
        while self.times and self.times[0] + self.length <= now:
            self.times.popleft()
        first = self.times[-self.size] + self.length if len(self.times) >= self.size else now
        return max(now, first, self.held_until or now)


@dataclass(slots=True)
class Pace:
    """The limits; every time is an argument, so that it runs at any speed."""

    _overall: _Window = field(default_factory=lambda: _Window(OVERALL, OVERALL_WINDOW))
    _chats: dict[int, _Window] = field(default_factory=dict)
    _flooded: dict[int, datetime] = field(default_factory=dict)
    _failures: int = 0
    _is_reached: bool = True

    def free_at(self, now: datetime) -> datetime:
        """When any message may be sent."""
        return self._overall.free_at(now)

    def busy(self, now: datetime) -> Iterator[tuple[int, datetime]]:
        """The chats that must wait, each with its time."""
        for chat_id, window in list(self._chats.items()):
            if (free_at := window.free_at(now)) > now:
                yield chat_id, free_at
            elif not window.times:
                del self._chats[chat_id]

    def free_slots(self, now: datetime, *, in_flight: int) -> int:
        """How many messages may be sent at this moment, to chats that are not busy."""
        if not self._is_reached or self.free_at(now) > now:
            return 0
        most = 1 if self._failures else IN_FLIGHT  # after an outage one goes ahead
        return max(0, min(most - in_flight, OVERALL - len(self._overall.times)))

    def record_sending(self, chat_id: int, now: datetime) -> None:
        """Note that a message is sent."""
        for window in (self._overall, self._chat(chat_id)):
            window.times.append(now)

    def record_flood(self, chat_id: int, now: datetime, *, wait: timedelta) -> None:
        """Note that Telegram asks to wait: in this chat, and in all once a second one meets it."""
        until = now + wait
        self._chat(chat_id).held_until = until
        self._flooded = {chat: held for chat, held in self._flooded.items() if held > now}
        self._flooded[chat_id] = until
        if len(self._flooded) > 1:
            self._overall.held_until = max(until, self.free_at(now))

    def record_failure(self, now: datetime) -> None:
        """Record a failed call: all sends pause and back off."""
        if self._is_reached:  # else it is one of those that were under way when it began
            self._is_reached = False
            self.record_failed_probe(now)

    def record_failed_probe(self, now: datetime) -> None:
        """Note that calls still do not get through: the next try comes later."""
        wait = min(timedelta(seconds=2**self._failures), LONGEST_OUTAGE_WAIT)
        self._failures = min(self._failures + 1, 16)
        self._overall.held_until = now + wait

    def is_to_be_tried(self, now: datetime) -> bool:
        """Whether it is time to find out if calls get through again."""
        return not self._is_reached and self.free_at(now) <= now

    def record_reached(self) -> None:
        """Note that calls get through again."""
        self._is_reached = True

    def record_success(self) -> None:
        """Note that a message got through."""
        self._failures, self._is_reached = 0, True

    def forget_times(self) -> None:
        """Forget all times: the clock was set back, and they lie in a time to come."""
        for window in (self._overall, *self._chats.values()):
            window.held_until = None
            window.times.clear()
        self._flooded.clear()

    def _chat(self, chat_id: int) -> _Window:
        return self._chats.setdefault(chat_id, _Window(PER_CHAT, CHAT_WINDOW))
