"""What buttons about people and groups do."""

from bot.people.messages import Verb


class PeopleVerb(Verb):
    """Code of each, and the numbers that it takes."""

    APPROVE = "ok", "request"
    REJECT = "no", "request"
    TAKE_BACK = "tb", "request"  # a rejection
    REQUESTS = "rq", "page"
    PEOPLE = "pp", "section", "page"
    PERSON = "pe", "user id"
    LET_IN = "in", "user id"
    REMOVE = "rm", "user id"  # asks once more
    REMOVE_SURELY = "rx", "user id"
    APPOINT = "ap", "user id"
    DISMISS = "di", "user id"
    INVITE = "iv", "days", "uses"
    MAKE_LINK = "ml", "days", "uses"
    LINKS = "li", "page"
    REVOKE = "rv", "invitation"
    AUDIT = "au", "page"
    HELP = "hp", "topic"
    GUIDE = "gd", "guide"


class GroupVerb(Verb):
    """Code of each, and the numbers that it takes; the last ones are pressed in the group."""

    GROUPS = "gs", "page"
    GROUP = "gr", "chat id", "topic"  # 0 for the chat as a whole
    GROUP_LINKS = "gl", "page"
    BINDINGS = "gb", "chat id", "topic", "page"
    BIND = "bd", "chat id", "topic", "fingerprint of the department", "page"  # or unbind
    FREE = "fr", "chat id", "topic"
    ALLOW = "pu", "chat id", "topic"  # although anybody can join
    LEAVE = "lv", "chat id", "topic"  # asks once more
    LEAVE_SURELY = "lx", "chat id", "topic"
    PICK = "pi", "page"
    IS_DEPARTMENT = "id", "fingerprint of the department", "page"


IN_GROUPS = frozenset({GroupVerb.PICK, GroupVerb.IS_DEPARTMENT})
