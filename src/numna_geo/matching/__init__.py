"""Same place or not, and what its records say together: pure."""
