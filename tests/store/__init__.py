"""The databases, seen from outside and from inside."""
