"""Running it: backups, restoring, checks, what is watched."""
