"""Table files, what they say and what that changes."""
