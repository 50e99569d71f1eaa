"""Table files -> rows -> what would change -> changed."""
