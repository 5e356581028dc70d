"""What a file is called: by its server, or else by its address."""

from collections.abc import Mapping
from email.message import Message
from urllib.parse import unquote

from numna_geo.fetching.target import Target

_LONGEST = 120
_UNNAMED = "download"


def file_name(headers: Mapping[str, str], target: Target) -> str:
    """A name without any folder in it, fit to be shown and to tell a layout by.

    >>> from numna_geo.fetching.target import target_of
    >>> there = target_of("https://host.example/data/lieux%20NA.csv?cle=1")
    >>> file_name({}, there)
    'lieux NA.csv'
    >>> file_name({"Content-Disposition": 'attachment; filename="../../x.json"'}, there)
    'x.json'
    """
    path = target.path.partition("?")[0]
    given = _declared(headers.get("Content-Disposition")) or unquote(path)
    last = given.replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(letter for letter in last if letter.isprintable())
    return shown[-_LONGEST:] or _UNNAMED


def _declared(disposition: str | None) -> str | None:
    if disposition is None:
        return None
    message = Message()
    message["Content-Disposition"] = " ".join(disposition.split())
    return message.get_filename()
