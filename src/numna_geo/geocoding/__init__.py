"""From words to positions."""
