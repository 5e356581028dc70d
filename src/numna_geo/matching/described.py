"""One record, as far as matching looks at it."""

from dataclasses import dataclass
from math import nan
from urllib.parse import urlsplit

from numna_geo.matching.streets import building, street_and_number
from numna_geo.matching.words import initials, one_spelling
from numna_geo.model.category import Category
from numna_geo.model.naming import search_name
from numna_geo.model.position import Precision
from numna_geo.model.structure import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One record, as far as matching looks at it; texts in plain words.

    `key` is `source:record_key`. `lon`, `lat` are WGS 84 degrees, NaN when unknown.
    `website` is its host and path. `building` is what the address says beside the
    street; `initials` are those of the name. "" or `None` where nothing is known.
    """

    key: str
    source: str
    rank: int
    name: str
    city: str
    street: str
    house_number: str
    postcode: str | None
    commune_code: str | None
    lon: float
    lat: float
    precision: Precision
    category: Category
    categories: tuple[Category, ...]
    siret: str | None
    phone: str | None
    email: str | None
    website: str | None
    same_as: tuple[str, ...]
    building: str
    initials: str | None
    itinerant: bool | None


def described(record: Record, *, rank: int) -> Described:
    """What matching needs of a record; `rank` is its source's, 1 trusted first."""
    address, contact, at = record.address, record.contact, record.position
    street, number = street_and_number(address.street or "")
    name, city = search_name(record.name), search_name(address.city or "")
    return Described(
        key=f"{record.source}:{record.record_key}",
        source=record.source,
        rank=rank,
        name=one_spelling(name),
        city=city,
        street=street,
        house_number=number,
        postcode=address.postcode,
        commune_code=address.commune_code,
        lon=at.lon if at else nan,
        lat=at.lat if at else nan,
        precision=record.precision,
        category=record.category,
        categories=(record.category, *record.other_categories),
        siret=record.siret,
        phone=contact.phone,
        email=contact.email,
        website=web_page(contact.website),
        same_as=record.same_as,
        building=one_spelling(building(address.street or "")),
        initials=initials(name, city),
        itinerant=record.itinerant,
    )


def web_page(website: str | None) -> str | None:
    """Host and path of a web address, without what varies between spellings.

    >>> web_page("https://www.Exemple.fr/lieu/?utm=1"), web_page("http://exemple.fr")
    ('exemple.fr/lieu', 'exemple.fr')
    """
    if website is None:
        return None
    parts = urlsplit(website)
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" or None
