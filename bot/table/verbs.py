"""What buttons about the table do."""

from __future__ import annotations

from bot.people.messages import Verb


class TableVerb(Verb):
    """Code of each, and the numbers that it takes."""

    TABLE = "ta"
    VERSIONS = "tv", "page"
    APPLY = "ty", "proposal"  # asks once more where it deletes much
    APPLY_SURELY = "tz", "proposal"
    NEW_TERM = "te", "proposal", "term"  # for which term the file is
    DROP = "tn", "proposal"
    DETAILS = "td", "proposal", "page"
    UNDO = "tu", "version"
    FOLLOW = "tf", "version", "place"  # the department at this place among those that vanished
    FOLLOW_ALL = "tl", "version"
    EXPORT = "tx"
    ASSIGN = "tg", "proposal", "place"  # the next department for the pledge at this place
    CANCEL_PLANNED = "tc", "planned"
    MISSES = "ms", "page"
    LEARN = "le", "miss", "place"  # the text means the pledge at this place of the table
    UNLEARN = "ul", "miss", "place"
    DISMISS_MISS = "mx", "miss"
    HISTORY = "th", "place"  # of the pledge at this place of the table
