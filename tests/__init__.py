"""The tests, each a sentence about what the bot does."""
