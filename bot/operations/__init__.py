"""Keeping the bot running: backups, restoring, checks, counts, what needs a person."""
