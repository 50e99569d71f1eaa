"""What buttons about reminders, their answers, boards and days off do."""

from __future__ import annotations

from bot.people.messages import Verb


class ReminderVerb(Verb):
    """Code of each, and the numbers that it takes; a `place` counts from 0 where not said."""

    EVERYONE = "wa", "draft", "step"
    OWNERS = "wo", "draft", "step"  # of the pledges that were looked up
    WHOM = "wt", "draft", "fingerprint of the department", "page"
    WHOM_PAGE = "wp", "draft", "page"
    WHOM_CHOSEN = "wd", "draft", "step"
    WHEN = "wn", "draft", "step", "place among the answers"
    NUDGE = "nu", "draft", "place among the choices"
    LIST_PLEDGES = "pl", "draft", "1 to list them, 0 not to"
    SHIFT = "sh", "draft", "place among the choices"
    FIX = "fx", "draft"
    FIX_WHOM = "fw", "draft"
    FIX_WHEN = "ft", "draft"
    FIX_WHAT = "fa", "draft"
    DRAFT = "dt", "draft"
    SET = "st", "draft", "step"
    CANCEL = "ca", "draft"
    REMINDERS = "rs", "page"
    REMINDER = "re", "reminder"
    PREVIEW = "pv", "reminder", "page"
    PAUSE = "pa", "reminder"
    RESUME = "ru", "reminder"
    SKIP = "sk", "reminder", "when in seconds of the epoch"
    CHANGE = "ch", "reminder"
    DELETE = "de", "reminder"  # asks once more
    DELETE_SURELY = "dx", "reminder"
    SEND_NOW = "sn", "reminder"  # asks once more
    SEND_NOW_SURELY = "sx", "reminder", "second of the epoch in which that was asked"
    BOARD = "bo", "reminder", "deadline"
    BOARD_PICTURE = "bp", "reminder", "deadline"
    BOARD_SHEET = "bs", "reminder", "deadline"
    BOARDS = "bb", "page"
    BOARD_PLEDGES = "bq", "reminder", "deadline", "page"
    BOARD_ROWS = "bw", "reminder", "deadline", "page"
    BOARD_ROW = "br", "reminder", "deadline", "fingerprint of the department"
    BOARD_SUBMIT = "bt", "reminder", "deadline", "fingerprint of the department"
    BOARD_CONFIRM = "bc", "reminder", "deadline", "fingerprint of the department"
    BOARD_CLEAR = "bx", "reminder", "deadline", "fingerprint of the department"
    DIGEST = "dg"
    DIGEST_TIMES = "dh"
    DIGEST_AT = "dw", "weekday from 0 for Monday", "hour"
    DIGEST_OFF = "df"
    DAYS_OFF = "do", "page"
    ADD_DAY_OFF = "da", "day"
    REMOVE_DAY_OFF = "dr", "day"  # asks once more
    REMOVE_DAY_OFF_SURELY = "dy", "day"
    LATER_AT = "la", "delivery", "minute of the epoch"
    # Under a reminder and its nudges: a pledge counts from 1 among those of the delivery, 0 is all.
    CONFIRM = "cf", "delivery", "pledge"
    SUBMIT = "sb", "delivery", "pledge"
    NOT_OURS = "nt", "delivery", "pledge"
    EACH = "ea", "delivery", "place among the answers of one pledge", "page"
    ALL_PLEDGES = "al", "delivery"
    UNDO = "un", "answer"
    CORRECTION = "cr", "answer"
    REASSIGN_PAGE = "rp", "answer", "page"
    REASSIGN = "rn", "answer", "fingerprint of the department"
    KEEP_OWNER = "ko", "answer"
    POSTPONE = "pt", "delivery"  # asks how long
    LATER = "lt", "delivery", "place among the snoozes"
    BACK = "bk", "delivery"
    SEND_AGAIN = "ag", "delivery"  # under a report
    UNDELIVERED = "ud", "page"
    RESEND = "rd", "delivery", "page"
    REDIRECT = "rr", "delivery", "page"  # asks to which room
    REDIRECT_TO = "rt", "delivery", "chat", "topic"
    DISMISS = "dm", "newest delivery"  # asks once more
    DISMISS_SURELY = "dn", "newest delivery"
