"""What pages say, in French and in English: no page, no request."""
