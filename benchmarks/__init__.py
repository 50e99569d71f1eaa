"""How well and how fast questions are answered, measured."""
