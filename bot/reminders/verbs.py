"""What buttons about reminders do: code of each verb, and the numbers that it takes."""

from bot.people.messages import Verb


class DraftVerb(Verb):
    """Of a draft; a `place` counts from 0."""

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
    DRAFT_PLACES = "dl", "draft"
    SET = "st", "draft", "step"
    CANCEL = "ca", "draft"


class ReminderVerb(Verb):
    """Of reminders, and of one reminder."""

    REMINDERS = "rs", "page"
    REMINDER = "re", "reminder"
    PLACES = "rl", "reminder"
    PREVIEW = "pv", "reminder", "page"
    PAUSE = "pa", "reminder"
    RESUME = "ru", "reminder"
    SKIP = "sk", "reminder", "when in seconds of the epoch"
    UNSKIP = "us", "reminder", "when in seconds of the epoch"
    CHANGE = "ch", "reminder"
    DELETE = "de", "reminder"  # asks once more
    DELETE_SURELY = "dx", "reminder"
    SEND_NOW = "sn", "reminder"  # asks once more
    SEND_NOW_SURELY = "sx", "reminder", "second of the epoch in which that was asked"


class BoardVerb(Verb):
    """Of boards."""

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
    OWN_BOARD = "ob", "page"  # of the group in which it is pressed


class CalendarVerb(Verb):
    """Of the days off."""

    DAYS_OFF = "do", "page"
    ADD_DAYS_OFF = "da", "first day", "last day"
    REMOVE_DAY_OFF = "dr", "day"  # asks once more
    REMOVE_DAY_OFF_SURELY = "dy", "day"


class AnswerVerb(Verb):
    """Under a reminder and its nudges; a pledge counts from 1, 0 is the whole delivery."""

    LATER_AT = "la", "delivery", "minute of the epoch"
    CONFIRM = "cf", "delivery", "pledge"
    SUBMIT = "sb", "delivery", "pledge"
    NOT_OURS = "nt", "delivery", "pledge"
    EACH = "ea", "delivery", "place among the answers of one pledge", "page"
    ALL_PLEDGES = "al", "delivery"
    UNDO = "un", "answer"
    UNDO_ALL = "ua", "first answer", "last answer"  # of those that one reply gave
    CLEAR_REMARK = "rc", "answer"
    POSTPONE = "pt", "delivery", "pledge"  # asks how long
    LATER = "lt", "delivery", "place among the snoozes"
    BACK = "bk", "delivery"
    PASS_ON = "po", "delivery"  # what was written, to the coordinators


class CorrectionVerb(Verb):
    """Of the correction that an answer asks for."""

    CORRECTION = "cr", "answer"
    REASSIGN_PAGE = "rp", "answer", "page"
    REASSIGN = "rn", "answer", "fingerprint of the department"
    KEEP_OWNER = "ko", "answer"
    TAKE_BACK = "kb", "answer"  # what was sent to another department


class QuestionVerb(Verb):
    """Of a question that a group asks."""

    LEAVE = "ql", "report"  # to be late by as much as was asked for
    CLOSE = "qc", "report"


class UndeliveredVerb(Verb):
    """Of what did not arrive."""

    SEND_AGAIN = "ag", "delivery"  # under a report
    UNDELIVERED = "ud", "page"
    RESEND = "rd", "delivery", "page"
    DISMISS = "dm", "newest delivery"  # asks once more
    DISMISS_SURELY = "dn", "newest delivery"


class DigestVerb(Verb):
    """Of the digests."""

    DIGEST_WEEKLY = "dw", "1 to get it every week, 0 not to"
