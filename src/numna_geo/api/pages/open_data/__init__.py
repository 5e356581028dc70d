"""/donnees: what is published, and what every field of it means."""
