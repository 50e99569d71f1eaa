"""What buttons about the table do."""

from bot.people.messages import Verb


class GoneError(Exception):
    """What a button is about is there no more."""


class TableVerb(Verb):
    """Code of each, and the numbers that it takes."""

    TABLE = "ta"
    VERSIONS = "tv", "page"
    APPLY = "ty", "proposal"  # asks once more where it deletes much
    APPLY_SURELY = "tz", "proposal"
    TERM = "te", "proposal", "is_likely"  # the file is for the term that it looks like, or ours
    ASK_TERM = "tq", "proposal"
    DROP = "tn", "proposal"
    DETAILS = "td", "proposal", "page"
    UNDO = "tu", "version"
    # The department at this place among those that vanished, by this one of its successors.
    FOLLOW = "tf", "version", "place", "heir"
    FOLLOW_ALL = "tl", "version"
    END_REMINDERS = "tk", "version"  # of pledges that are gone
    EXPORT = "tx"
    ASSIGN = "tg", "proposal", "place"  # the next department for the pledge at this place
    CANCEL_PLANNED = "tc", "planned"


class MissVerb(Verb):
    """The same of buttons about what was not found."""

    MISSES = "ms", "page"
    LEARN = "le", "miss", "pledge"  # the text means the pledge with this key
    LEARN_SURELY = "lf", "miss", "pledge"  # although other questions find less
    UNLEARN = "ul", "miss", "pledge"
    DISMISS_MISS = "mx", "miss"
    KEEP_MISS = "mk", "miss"  # show it again
