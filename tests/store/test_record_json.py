import orjson
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.structure import (
    Address,
    Area,
    Contact,
    DigitalFocus,
    Freshness,
    Record,
    Status,
    Visit,
)
from numna_geo.model.territory import Level
from numna_geo.store.record_json import digest_of, document_of, record_from

# PostgreSQL's text holds anything but NUL.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1)
maybe = st.none() | texts
days = st.none() | st.dates()
positions = st.builds(
    Position,
    lon=st.floats(-180, 180, allow_nan=False),
    lat=st.floats(-90, 90, allow_nan=False),
)
records = st.builds(
    Record,
    source=st.just("a_source"),
    record_key=texts,
    name=texts,
    category=st.sampled_from(Category),
    other_categories=st.lists(st.sampled_from(Category), unique=True).map(tuple),
    organisation=maybe,
    siret=maybe,
    status=st.sampled_from(Status),
    digital_focus=st.sampled_from(DigitalFocus),
    position=st.none() | positions,
    precision=st.sampled_from(Precision),
    address=st.builds(
        Address, street=maybe, postcode=maybe, city=maybe, commune_code=maybe
    ),
    contact=st.builds(
        Contact, phone=maybe, email=maybe, website=maybe, how_to_apply=maybe
    ),
    opening=maybe,
    stages=st.frozensets(st.sampled_from(Stage)),
    sectors=st.frozensets(st.sampled_from(Sector)),
    needs=st.frozensets(st.sampled_from(Need)),
    itinerant=st.none() | st.booleans(),
    remote=st.none() | st.booleans(),
    competence=st.frozensets(st.builds(Area, level=st.sampled_from(Level), code=texts)),
    visits=st.lists(st.builds(Visit, commune_code=texts, opening=maybe)).map(tuple),
    freshness=st.builds(Freshness, verified_on=days, edited_on=days, labelled_on=days),
    evidence_level=maybe,
    same_as=st.lists(texts).map(tuple),
    notes=maybe,
)


@given(records)
def test_a_record_comes_back_from_its_document(record: Record) -> None:
    said = orjson.loads(document_of(record))

    assert record_from(record.source, record.record_key, said) == record


@given(records, records)
def test_documents_differ_exactly_when_records_do(one: Record, other: Record) -> None:
    same_key = one.record_key == other.record_key
    equal = digest_of(document_of(one)) == digest_of(document_of(other))

    # The key of a record is kept beside its document.
    assert equal == (one == other) or not same_key


def test_what_is_unknown_is_left_out() -> None:
    record = Record(
        source="a", record_key="1", name="Le Mille", category=Category.COWORKING
    )

    assert orjson.loads(document_of(record)) == {
        "name": "Le Mille",
        "category": "coworking",
        "status": "unknown",
        "digital_focus": "unknown",
        "precision": "unknown",
    }
