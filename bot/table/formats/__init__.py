"""Readers of file formats: bytes or text -> grids of cells, within bounds."""
