"""Boards as files to look at and to keep: a picture and a sheet."""
