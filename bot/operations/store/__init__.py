"""What the bot keeps about its own running."""
