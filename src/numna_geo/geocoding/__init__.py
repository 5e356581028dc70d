"""From what people type to a place we know."""
