"""Telegram: updates in, Bot API calls out."""
