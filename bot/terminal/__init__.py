"""The terminal: chat, single questions, what is due."""
