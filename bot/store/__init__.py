"""SQLite, through sqlite-utils."""
