"""Where people come in: the terminal, one-shot questions, Telegram."""
