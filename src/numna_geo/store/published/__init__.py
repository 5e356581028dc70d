"""The datasets that are published, as tables: filling them, and asking of them."""
