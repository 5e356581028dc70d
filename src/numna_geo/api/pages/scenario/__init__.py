"""/scenario: places that open, close or move."""
