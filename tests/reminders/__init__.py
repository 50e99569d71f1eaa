"""Tests of the room bot/reminders."""
