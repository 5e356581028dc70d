"""Which pages of ours /oembed knows how to frame, and how programs learn it."""

import re
from urllib.parse import quote

SHEET = re.compile(r"/territoires/([a-z_]+)/([0-9A-Za-z_-]{1,40})")
STRUCTURE = re.compile(r"/structures/([^/]{1,200})")


def discovery(origin: str, path: str, lang: str) -> str | None:
    """Where the oEmbed answer of a page is, if it has one; its place is never told."""
    known = SHEET.fullmatch(path) or STRUCTURE.fullmatch(path)
    if not known and path not in ("/", "/carte"):
        return None
    asked = "?lang=en" if lang == "en" else ""
    page = quote(f"{origin}{quote(path, safe='/:%')}{asked}", safe="")
    return f"{origin}/oembed?url={page}&format=json"
