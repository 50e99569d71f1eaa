"""What buttons under a pledge do besides asking."""

from bot.people.messages import Verb


class LookupVerb(Verb):
    """Code of each, and the numbers that it takes."""

    HISTORY = "th", "pledge"  # by `Catalogue.key_of`
