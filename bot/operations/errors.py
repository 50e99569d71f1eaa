"""Why a part of the bot cannot begin."""

from __future__ import annotations


class AddressTakenError(Exception):
    """The address of the metrics is in use, or not this machine's."""
