"""Telegram: updates in, Bot API calls out."""

import os

# python-telegram-bot warns at every flood limit until one opts in to waits given as timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "true")
