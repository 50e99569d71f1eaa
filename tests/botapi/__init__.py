"""A small Bot API server on loopback that checks every call it gets."""
