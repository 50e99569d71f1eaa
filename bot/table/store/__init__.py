"""The tables of all terms in one SQLite file, with every version there has been of them."""
