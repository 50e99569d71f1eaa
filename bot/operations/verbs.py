"""What buttons about the running of the bot do."""

from bot.people.messages import Verb


class OperationsVerb(Verb):
    """Code of each, and the numbers that it takes."""

    HEALTH = "he"
    SEND_LAST_BACKUP = "bl"
    SEND_NEW_BACKUP = "bn"
