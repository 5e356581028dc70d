"""Records as JSON documents, and back: what is unknown is left out."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson

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

_TEXTS = ("organisation", "siret", "opening", "evidence_level", "notes")
_TRUTHS = ("itinerant", "remote")
_ADDRESS = ("street", "postcode", "city", "commune_code")
_CONTACT = ("phone", "email", "website", "how_to_apply")
_DATES = ("verified_on", "edited_on", "labelled_on")


def document_of(record: Record) -> bytes:
    """The record as JSON (UTF-8), keys sorted: equal records give equal bytes."""
    said: dict[str, Any] = {
        "name": record.name,
        "category": record.category,
        "other_categories": record.other_categories,
        "status": record.status,
        "digital_focus": record.digital_focus,
        "precision": record.precision,
        "stages": sorted(record.stages),
        "sectors": sorted(record.sectors),
        "needs": sorted(record.needs),
        "competence": sorted(f"{a.level}:{a.code}" for a in record.competence),
        "visits": [[v.commune_code, v.opening] for v in record.visits],
        "same_as": record.same_as,
    }
    if record.position is not None:
        said["position"] = [record.position.lon, record.position.lat]
    for holder, names in (
        (record, _TEXTS),
        (record, _TRUTHS),
        (record.address, _ADDRESS),
        (record.contact, _CONTACT),
        (record.freshness, _DATES),
    ):
        for name in names:
            value = getattr(holder, name)
            if value is not None:
                said[name] = value
    kept = {key: value for key, value in said.items() if value not in ((), [])}
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)


def digest_of(document: bytes) -> str:
    """A mark of a document: it changes when the document does."""
    return hashlib.blake2b(document, digest_size=16).hexdigest()


def record_from(source: str, record_key: str, said: Mapping[str, Any]) -> Record:
    """The record that `document_of` wrote."""
    at = said.get("position")
    days = {name: _day(said.get(name)) for name in _DATES}
    return Record(
        source=source,
        record_key=record_key,
        name=said["name"],
        category=Category(said["category"]),
        other_categories=tuple(map(Category, said.get("other_categories", ()))),
        status=Status(said["status"]),
        digital_focus=DigitalFocus(said["digital_focus"]),
        position=None if at is None else Position(lon=at[0], lat=at[1]),
        precision=Precision(said["precision"]),
        address=Address(**{name: said.get(name) for name in _ADDRESS}),
        contact=Contact(**{name: said.get(name) for name in _CONTACT}),
        freshness=Freshness(**days),
        stages=frozenset(map(Stage, said.get("stages", ()))),
        sectors=frozenset(map(Sector, said.get("sectors", ()))),
        needs=frozenset(map(Need, said.get("needs", ()))),
        competence=frozenset(map(_area, said.get("competence", ()))),
        visits=tuple(
            Visit(commune_code=code, opening=hours)
            for code, hours in said.get("visits", ())
        ),
        same_as=tuple(said.get("same_as", ())),
        **{name: said.get(name) for name in (*_TEXTS, *_TRUTHS)},
    )


def _area(text: str) -> Area:
    level, _, code = text.partition(":")
    return Area(level=Level(level), code=code)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
