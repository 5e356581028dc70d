"""/carte: the map of gaps, its data, and the same as a table."""
