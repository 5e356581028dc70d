"""Fields in few words: one function for each kind of values."""

from functools import partial
from typing import Any

from numna_geo.model.dataset import Field, Kind


def _field(
    kind: Kind,
    name: str,
    titles: tuple[str, str],
    meaning: str,
    meaning_en: str,
    **more: Any,
) -> Field:
    """A field; `titles` are in French and in English."""
    title, title_en = titles
    return Field(
        name=name,
        kind=kind,
        title=title,
        title_en=title_en,
        meaning=meaning,
        meaning_en=meaning_en,
        **more,
    )


text = partial(_field, Kind.TEXT)
texts = partial(_field, Kind.TEXTS)
integer = partial(_field, Kind.INTEGER)
number = partial(_field, Kind.NUMBER)
boolean = partial(_field, Kind.BOOLEAN)
day = partial(_field, Kind.DATE)
