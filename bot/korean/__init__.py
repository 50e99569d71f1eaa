"""Korean text: particles, numerals, letters; pure."""
