"""When the bot reminds, and of what."""
