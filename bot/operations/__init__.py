"""Keeping the bot running: settings, logs, backups, restoring, checks, counts, findings."""
