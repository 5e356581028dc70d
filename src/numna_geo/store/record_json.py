"""Records as JSON documents, and back: what is unknown is left out."""

import hashlib
from collections.abc import Callable, Mapping
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

# A look-up takes a third of the time of a call of the enum; there are millions.
_CATEGORY = {one.value: one for one in Category}
_STATUS = {one.value: one for one in Status}
_FOCUS = {one.value: one for one in DigitalFocus}
_PRECISION = {one.value: one for one in Precision}
_STAGE = {one.value: one for one in Stage}
_SECTOR = {one.value: one for one in Sector}
_NEED = {one.value: one for one in Need}

_WRITTEN: dict[str, Callable[[Any], Any]] = {
    "other_categories": tuple,
    "stages": sorted,
    "sectors": sorted,
    "needs": sorted,
    "competence": lambda areas: sorted(f"{a.level}:{a.code}" for a in areas),
    "visits": lambda visits: [[v.commune_code, v.opening] for v in visits],
    "same_as": tuple,
}
_LISTS = tuple(_WRITTEN)


def document_of(record: Record) -> bytes:
    """The record as JSON (UTF-8), keys sorted: equal records give equal bytes."""
    said: dict[str, Any] = {
        "name": record.name,
        "category": record.category,
        "status": record.status,
        "digital_focus": record.digital_focus,
        "precision": record.precision,
    }
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
    for name in _LISTS:
        if several := getattr(record, name):
            said[name] = _WRITTEN[name](several)
    if record.position is not None:
        said["position"] = [record.position.lon, record.position.lat]
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS)


def digest_of(document: bytes) -> str:
    """A mark of a document: it changes when the document does."""
    return hashlib.blake2b(document, digest_size=16).hexdigest()


def record_from(source: str, record_key: str, said: Mapping[str, Any]) -> Record:
    """The record that `document_of` wrote."""
    told = said.get
    at = told("position")
    return Record(
        source=source,
        record_key=record_key,
        name=said["name"],
        category=_CATEGORY[said["category"]],
        other_categories=tuple(
            [_CATEGORY[one] for one in told("other_categories", ())]
        ),
        organisation=told("organisation"),
        siret=told("siret"),
        status=_STATUS[said["status"]],
        digital_focus=_FOCUS[said["digital_focus"]],
        position=None if at is None else Position(lon=at[0], lat=at[1]),
        precision=_PRECISION[said["precision"]],
        address=Address(**{name: told(name) for name in _ADDRESS}),
        contact=Contact(**{name: told(name) for name in _CONTACT}),
        opening=told("opening"),
        stages=frozenset([_STAGE[one] for one in told("stages", ())]),
        sectors=frozenset([_SECTOR[one] for one in told("sectors", ())]),
        needs=frozenset([_NEED[one] for one in told("needs", ())]),
        itinerant=told("itinerant"),
        remote=told("remote"),
        competence=frozenset(map(_area, told("competence", ()))),
        visits=tuple([_visit(*one) for one in told("visits", ())]),
        freshness=Freshness(**{name: _day(told(name)) for name in _DATES}),
        evidence_level=told("evidence_level"),
        same_as=tuple(told("same_as", ())),
        notes=told("notes"),
    )


def _area(text: str) -> Area:
    level, _, code = text.partition(":")
    return Area(level=Level(level), code=code)


def _visit(code: str, hours: str | None) -> Visit:
    return Visit(commune_code=code, opening=hours)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
