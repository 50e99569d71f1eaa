"""Words and phrases, in tables with a reason for each group."""
