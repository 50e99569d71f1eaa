"""Table files -> grid -> rows -> changes -> applied; history and the live catalogue."""
