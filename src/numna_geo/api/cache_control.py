"""How long an answer is kept, and by whom: every Cache-Control that we send."""

FOR_EVER = "public, max-age=31536000, immutable"
"""Of what has an address of its content."""

CACHE = "public, max-age=60, stale-while-revalidate=300"
"""Of what is asked again: a minute, then a 304 tells that it still holds."""

CACHE_OF_ONE = "private, max-age=60"
"""Of what carries where somebody stands, or what somebody wrote."""

NEVER = "no-store"
"""Of an answer that is for this once."""
