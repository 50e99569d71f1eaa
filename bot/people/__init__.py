"""Who may do what, and how the bot talks with them: messages, commands, features."""
