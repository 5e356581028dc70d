"""How well people are served: pure functions from numbers to numbers."""
