"""Sentences about people and groups; pure."""
