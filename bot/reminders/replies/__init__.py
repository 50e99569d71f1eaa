"""Sentences about reminders; pure."""
