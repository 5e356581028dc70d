"""/structures/{id}: one structure, its hours and the way there."""
