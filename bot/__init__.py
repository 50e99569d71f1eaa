"""A chat bot that tells the staff of a Korean district office who owns a pledge."""
