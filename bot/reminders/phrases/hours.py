"""Hours of the day by the words beside them, and those that are offered where none is said."""

from datetime import time as clock_time

from bot.reminders.phrases.tokens import Clock

# What an hour is by the word before it; 24 is the end of the day. Hours that are missing are asked.
_MORNING = {hour: hour for hour in range(12)}
_AFTERNOON = {12: 12} | {hour: hour % 12 + 12 for hour in (*range(1, 12), *range(13, 24))}
_HALVES = {
    "오전": _MORNING,
    "am": _MORNING,
    "아침": {hour: hour for hour in range(5, 12)},
    "오후": _AFTERNOON,
    "pm": _AFTERNOON,
    "새벽": {12: 0} | {hour: hour for hour in range(7)},
    "점심": {11: 11, 12: 12, 1: 13, 2: 14, 3: 15},
    "한낮": {12: 12, 1: 13, 2: 14, 3: 15},
    "낮": {10: 10, 11: 11, 12: 12} | {hour: hour + 12 for hour in range(1, 6)},
    "저녁": {hour: hour % 12 + 12 for hour in (*range(4, 12), *range(16, 24))},
    "밤": {12: 24} | {hour: hour % 12 + 12 for hour in (*range(6, 12), *range(18, 24))},
}


def _times(said: str) -> tuple[clock_time, ...]:
    return tuple(map(clock_time.fromisoformat, said.split()))


# What is offered where no hour was said; the first is what most people mean.
OFFICE_HOURS = _times("09:00 10:00 14:00 17:00")
OFFERED_HOURS = {
    "오전": _times("09:00 10:00 11:00"),
    "am": _times("09:00 10:00 11:00"),
    "아침": _times("08:00 09:00"),
    "새벽": _times("06:00 05:00"),
    "오후": _times("14:00 15:00 17:00"),
    "pm": _times("14:00 15:00 17:00"),
    "점심": _times("12:00 13:00"),
    "한낮": _times("12:00 14:00"),
    "낮": _times("12:00 14:00"),
    "저녁": _times("18:00 19:00 20:00"),
    "밤": _times("20:00 21:00 22:00"),
    "출근": _times("09:00 08:30 08:50"),
    "퇴근": _times("17:30 17:00 17:50 18:00"),
    "점심 전": _times("11:30 11:00 11:50"),
    "점심 후": _times("13:00 13:30 14:00"),
}
HALF_OF_PART = {"출근": "오전", "퇴근": "오후", "점심 전": "오전", "점심 후": "오후"}
AFTERNOON = frozenset({"오후", "pm", "낮", "한낮", "점심", "저녁", "밤"})
END_OF_DAY = clock_time(23, 59)
PLAIN_FROM = 9  # 9시 to 12시 without a word before them are office hours, taken as they stand
AFTERNOON_FIRST_TO = 6  # 1시 to 6시 are asked with the afternoon first, 7시 and 8시 the morning


def hours(clock: Clock) -> tuple[int, ...]:
    """The hours that may be meant, the likelier first; 24 is the end of the day, none a mistake."""
    hour = clock.hour
    if clock.half:
        meant = _HALVES[clock.half].get(hour)
        if meant is None:
            other = (hour + 12) % 24
            return (hour, other) if hour < 24 else ()
        return () if meant == 24 and clock.minute else (meant,)
    if hour > 24 or (hour == 24 and clock.minute):
        return ()
    if clock.exact or hour == 0 or hour >= PLAIN_FROM:
        return (hour,)
    return (hour + 12, hour) if hour <= AFTERNOON_FIRST_TO else (hour, hour + 12)
