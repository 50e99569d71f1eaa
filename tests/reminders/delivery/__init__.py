"""Reminders on their way: planning, sending, answers, crashes."""
