"""Reminders, recurrence, working days, audience and board; pure."""
