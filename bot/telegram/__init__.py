"""Telegram: updates in, Bot API calls out."""

from __future__ import annotations

import os

# python-telegram-bot warns at every flood limit until one opts in to waits given as timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "true")
