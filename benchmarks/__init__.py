"""Measured and drawn for the documents: quality and speed of answers, conversations."""
