"""/: who can help from here."""
