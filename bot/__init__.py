"""A chat bot that shows the staff of a Korean district office who owns a pledge."""

__version__ = "1.0.0"
