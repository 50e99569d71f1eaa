"""Answers in words and buttons."""
