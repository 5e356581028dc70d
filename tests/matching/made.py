"""Made records of places, and what matching says of them."""

import numpy as np
from hypothesis import strategies as st

from numna_geo.matching.candidates import candidate_pairs
from numna_geo.matching.columns import Columns, described
from numna_geo.matching.groups import group_labels
from numna_geo.matching.score import scores
from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.structure import Address, Contact, Record

BLAYE = Position(lon=-0.6570, lat=45.1322)
EAST_80_M = Position(lon=-0.65598, lat=45.1322)
EAST_900_M = Position(lon=-0.64555, lat=45.1322)
EAST_1100_M = Position(lon=-0.64300, lat=45.1322)

Said = list[tuple[str, str]]


def a_record(
    key: str,
    name: str = "Médiathèque Johel Coutura",
    *,
    source: str = "census",
    category: Category = Category.DIGITAL_MEDIATION,
    at: Position | None = BLAYE,
    precision: Precision | None = None,
    street: str | None = None,
    commune: str | None = "33058",
    postcode: str | None = "33390",
    city: str | None = "Blaye",
    phone: str | None = None,
    email: str | None = None,
    website: str | None = None,
    siret: str | None = None,
    same_as: tuple[str, ...] = (),
    itinerant: bool | None = None,
) -> Record:
    there = Precision.ADDRESS if at else Precision.UNKNOWN
    return Record(
        source=source,
        record_key=key,
        name=name,
        category=category,
        siret=siret,
        position=at,
        precision=precision or there,
        address=Address(
            street=street, postcode=postcode, city=city, commune_code=commune
        ),
        contact=Contact(phone=phone, email=email, website=website),
        same_as=same_as,
        itinerant=itinerant,
    )


def columns_of(*records: Record) -> Columns:
    return Columns.of(described(record, rank=1) for record in records)


def score_of(one: Record, other: Record, *others: Record) -> float:
    pair = np.array([[0, 1]], dtype=np.int32)
    return float(scores(columns_of(one, other, *others), pair)[0])


def groups_of(
    *records: Record, same: Said | None = None, different: Said | None = None
) -> set[frozenset[str]]:
    """Keys of the records that are one place, for each place."""
    columns = columns_of(*records)
    pairs = candidate_pairs(columns)
    labels = group_labels(
        columns,
        pairs,
        scores(columns, pairs),
        same=same or [],
        different=different or [],
    )
    together: dict[int, set[str]] = {}
    for key, label in zip(columns.keys, labels.tolist(), strict=True):
        together.setdefault(label, set()).add(key)
    return {frozenset(keys) for keys in together.values()}


NAMES = (
    "Mairie de Blaye",
    "Commune de Blaye",
    "France services Blaye",
    "Médiathèque Johel Coutura",
    "Médiathèque municipale Johel Coutura",
    "Le 400",
    "Le 401",
    "France services Blaye - Antenne",
    "Fab lab du port",
    "Pépinière du port",
)
_POINTS = (
    BLAYE,
    EAST_80_M,
    EAST_900_M,
    Position(lon=0.65, lat=45.0),
)


def _maybe(*values: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *values])


@st.composite
def some_records(draw: st.DrawFn) -> list[Record]:
    """A few records that may well be of the same places."""
    size = draw(st.integers(min_value=0, max_value=9))
    return [draw(_record(key=str(n))) for n in range(size)]


@st.composite
def _record(draw: st.DrawFn, key: str) -> Record:
    return a_record(
        key,
        draw(st.sampled_from(NAMES)),
        source=draw(st.sampled_from(("census", "survey", "list"))),
        category=draw(
            st.sampled_from(
                (
                    Category.DIGITAL_MEDIATION,
                    Category.FRANCE_SERVICES,
                    Category.FAB_LAB,
                    Category.BUSINESS_NURSERY,
                )
            )
        ),
        at=draw(st.sampled_from([None, *_POINTS])),
        precision=draw(st.sampled_from(Precision)),
        street=draw(
            _maybe(
                "12 rue du Port",
                "12, r. du port",
                "10-12 rue du Port, Mairie",
                "12 bis rue du Port, France services",
                "14 rue du Port",
                "Le Bourg",
            )
        ),
        commune=draw(_maybe("33058", "33063")),
        postcode=draw(_maybe("33390", "33000")),
        phone=draw(_maybe("+33557420001", "+33557420002")),
        email=draw(_maybe("accueil@exemple.fr", "fs-johelcoutura@exemple.fr")),
        website=draw(_maybe("http://exemple.fr", "https://www.exemple.fr/")),
        siret=draw(_maybe("21330058500097", "21330058500105")),
        same_as=draw(st.sampled_from(((), (), ("census:1",), ("survey:2",)))),
        itinerant=draw(st.sampled_from((None, True, False))),
    )
