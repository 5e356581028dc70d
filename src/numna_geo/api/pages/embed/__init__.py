"""/embed, /integrer and /oembed: what other sites show of ours, and how they get it."""
