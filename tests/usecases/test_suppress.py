"""A withdrawn contact leaves records, structures, OSM and reports, for good."""

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.conftest import passing

from numna_geo.bundle import DATA
from numna_geo.errors import InvalidQuery
from numna_geo.private_db.place import Place
from numna_geo.sources.source import new_source
from numna_geo.store.database import Engine, connect, writing
from numna_geo.usecases.load_source import Asked, Progress, load_source
from numna_geo.usecases.suppress_contact import Removed, suppress_contact

PHONE, MAILBOX, SITE = "05 55 52 00 00", "contact@exemple.fr", "https://exemple.fr"
ROW = {
    "record_key": "1",
    "name": f"Atelier {PHONE}",
    "category": "coworking",
    "lon": "1.85",
    "lat": "46.17",
    "commune_code": "23096",
    "phone": f"{PHONE} / 05 55 52 00 01",
    "email": MAILBOX,
    "website": SITE,
    "how_to_apply": f"Appeler le {PHONE} ou {MAILBOX}",
    "notes": f"Voir www.exemple.fr, tél. {PHONE}.",
}
NEIGHBOUR = {
    **ROW,
    "record_key": "2",
    "name": "Autre lieu",
    "lon": "1.90",
    "phone": "05 55 52 00 02",
    "email": "accueil@exemple.org",
    "website": "https://exemple.org",
    "how_to_apply": "Appeler le 05 55 52 00 02",
    "notes": "Ouvert à tous",
}


@pytest.fixture(scope="module")
def template(place: Place, path: Path) -> Iterator[str]:
    """A database where the list was loaded; nobody is connected to it."""
    name = f"listed_{os.getpid()}"
    with passing(place, name, template="pristine") as url:
        engine = connect(url)
        load(engine, path)
        engine.dispose()
        yield name


@pytest.fixture
def engine(place: Place, template: str) -> Iterator[Engine]:
    """A copy of it for one test to write to."""
    with passing(place, f"{template}_copy", template=template) as url:
        engine = connect(url)
        yield engine
        engine.dispose()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("list") / "liste.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(ROW))
        writer.writeheader()
        writer.writerows([ROW, NEIGHBOUR])
    return path


def load(engine: Engine, path: Path) -> None:
    source = new_source(
        key="ma_liste",
        title="Ma liste",
        publisher="Moi",
        licence="Licence Ouverte 2.0",
        format="template",
    )
    asked = Asked(source=source, path=path, file_name=path.name)
    load_source(engine, DATA, asked, progress=Progress())


def everything(engine: Engine) -> str:
    """What tables say of the list, published or not, and of OpenStreetMap."""
    asked = (
        "SELECT record FROM records WHERE source_key = 'ma_liste'",
        "SELECT to_jsonb(s) FROM structures AS s WHERE source_key = 'ma_liste'",
        "SELECT to_jsonb(p) FROM published_structures AS p WHERE source = 'ma_liste'",
        "SELECT to_jsonb(o) FROM osm_places AS o",
        "SELECT to_jsonb(r) FROM import_rows AS r JOIN imports AS i"
        " ON i.id = r.import_id WHERE i.source_key = 'ma_liste'",
    )
    with engine.connect() as connection:
        found: list[Any] = [list(connection.scalars(text(query))) for query in asked]
    return json.dumps(found, ensure_ascii=False)


def add_osm_place(engine: Engine, **said: str) -> None:
    values = {"website": SITE, "opening": f'"sur rendez-vous, {PHONE}"', **said}
    with writing(engine) as connection:
        connection.execute(
            text(
                "INSERT INTO osm_places (osm_id, source_key, category, position,"
                " website, opening, imported_on) VALUES ('node/1', 'ma_liste',"
                " 'coworking', 'SRID=4326;POINT(1.85 46.17)', :website, :opening,"
                " '2026-01-01')"
            ),
            values,
        )


def test_a_withdrawn_number_leaves_all_we_hold_and_stays_out(
    engine: Engine, path: Path
) -> None:
    add_osm_place(engine)
    assert PHONE in everything(engine)

    removed = suppress_contact(engine, "+33555520000")

    # The report repeated the cell of two numbers, once.
    assert removed == Removed(records=1, osm_places=1, report_lines=1)
    told = everything(engine)
    assert PHONE not in told
    assert "555520000" not in told
    assert f"Appeler le ou {MAILBOX}" in told
    assert "sur rendez-vous" in told
    assert "Appeler le 05 55 52 00 02" in told
    load(engine, path)
    assert PHONE not in everything(engine)


@pytest.mark.parametrize("contact", [MAILBOX, SITE])
def test_mailboxes_and_sites_leave_texts_too(engine: Engine, contact: str) -> None:
    add_osm_place(engine)

    removed = suppress_contact(engine, contact.upper())

    told = everything(engine)
    assert contact not in told
    assert removed.records == 1
    assert removed.osm_places == (contact == SITE)
    assert "exemple.org" in told
    if contact == SITE:
        assert "www.exemple.fr" not in told
        assert MAILBOX in told


def test_a_contact_that_nobody_holds_is_kept_out_and_changes_nothing(
    engine: Engine,
) -> None:
    before = everything(engine)

    removed = suppress_contact(engine, "05 55 52 99 99")

    assert not removed.any
    assert everything(engine) == before
    assert suppress_contact(engine, "05 55 52 99 99") == removed


@pytest.fixture(scope="module")
def unwritten(place: Place) -> Iterator[Engine]:
    """A copy that nothing is written to, if all that should be refused is."""
    with passing(place, f"refusing_{os.getpid()}", template="pristine") as url:
        engine = connect(url)
        yield engine
        engine.dispose()


@pytest.mark.parametrize("words", ["abc", "", "Zoé Exemple", "12"])
def test_what_is_no_contact_is_refused_and_not_repeated(
    unwritten: Engine, words: str
) -> None:
    with pytest.raises(InvalidQuery) as refused:
        suppress_contact(unwritten, words)

    assert not words or words not in str(refused.value)
