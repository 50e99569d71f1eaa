"""The bot on Telegram, over real HTTP against the loopback server."""
