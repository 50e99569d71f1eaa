"""What is kept of who did what: never what anybody wrote."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Act(StrEnum):
    """What was done."""

    ASKED_TO_JOIN = "asked_to_join"
    LET_IN = "let_in"
    TURNED_AWAY = "turned_away"
    JOINED_BY_INVITATION = "joined_by_invitation"
    REMOVED = "removed"
    APPOINTED = "appointed"
    DISMISSED = "dismissed"
    INVITED = "invited"
    REVOKED = "revoked"
    GROUP_JOINED = "group_joined"
    GROUP_REFUSED = "group_refused"
    GROUP_PROPOSED = "group_proposed"
    GROUP_BOUND = "group_bound"
    GROUP_REJECTED = "group_rejected"
    GROUP_FREED = "group_freed"
    GROUP_MOVED = "group_moved"
    GROUP_LOST = "group_lost"
    GROUP_LEFT = "group_left"
    GROUP_SUSPENDED = "group_suspended"
    GROUP_RESUMED = "group_resumed"
    REMINDER_SET = "reminder_set"
    REMINDER_CHANGED = "reminder_changed"
    REMINDER_PAUSED = "reminder_paused"
    REMINDER_RESUMED = "reminder_resumed"
    REMINDER_UNSKIPPED = "reminder_unskipped"
    REMINDER_SKIPPED = "reminder_skipped"
    REMINDER_DELETED = "reminder_deleted"
    REMINDER_SENT_NOW = "reminder_sent_now"
    REMINDER_SENT_AGAIN = "reminder_sent_again"
    REMINDER_REDIRECTED = "reminder_redirected"
    UNDELIVERED_DISMISSED = "undelivered_dismissed"
    ANSWER_RECORDED = "answer_recorded"
    ANSWER_UNDONE = "answer_undone"
    REASSIGNMENT_UNDONE = "reassignment_undone"
    REASSIGNED = "reassigned"
    OWNER_KEPT = "owner_kept"
    DAY_OFF_ADDED = "day_off_added"
    DAY_OFF_REMOVED = "day_off_removed"
    RESTORED = "restored"
    TABLE_LOADED = "table_loaded"
    TABLE_UNDONE = "table_undone"
    REORGANISED = "reorganised"
    REORGANISATION_PLANNED = "reorganisation_planned"
    BACKUP_SENT = "backup_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who (`by`, None for the bot itself) did what to whom or which chat, and when."""

    at: datetime
    by: int | None
    act: str
    subject: int | None
    detail: str = ""
