"""The catalogue is what DCAT-AP asks for, and what harvesters make of it is true."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.namespace import Namespace
from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.settings import Settings
from numna_geo.usecases.kept_downloads import Downloads, Index, KeptFile, Version
from numna_geo.usecases.published_datasets import DATASETS

# rdflib itself reads JSON-LD by a class that it is about to give up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
PROV = Namespace("http://www.w3.org/ns/prov#")
HERE = "http://testserver"
SERVICE = URIRef(f"{HERE}/ogc/")

# DCAT-AP 3.0: what a node of each class has to have.
MANDATORY = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCAT.Distribution: (DCAT.accessURL,),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL),
    FOAF.Agent: (FOAF.name,),
    SKOS.Concept: (SKOS.prefLabel,),
    SKOS.ConceptScheme: (DCTERMS.title,),
    SPDX.Checksum: (SPDX.algorithm, SPDX.checksumValue),
}


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    reply = client.get("/catalogue.jsonld")
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == "application/ld+json"
    told: dict[str, Any] = reply.json()
    return told


@pytest.fixture(scope="module")
def graph(document: dict[str, Any]) -> Graph:
    return Graph().parse(data=json.dumps(document), format="json-ld")


def named(key: str) -> URIRef:
    return URIRef(f"{HERE}/ogc/collections/{key}")


def test_every_dataset_is_in_the_catalogue(graph: Graph) -> None:
    catalogue = URIRef(f"{HERE}/catalogue.jsonld")

    listed = set(graph.objects(catalogue, DCAT.dataset))

    assert listed == {named(key) for key in DATASETS}
    assert listed == set(graph.subjects(RDF.type, DCAT.Dataset))


@pytest.mark.parametrize("kind", MANDATORY)
def test_what_dcat_ap_asks_of_a_class_is_there(graph: Graph, kind: URIRef) -> None:
    nodes = list(graph.subjects(RDF.type, kind))

    if kind != SPDX.Checksum:  # only of files
        assert nodes
    lacking = [
        (node, wanted)
        for node in nodes
        for wanted in MANDATORY[kind]
        if graph.value(node, wanted) is None
    ]
    assert lacking == []


def test_no_node_of_ours_is_named_and_not_told(graph: Graph) -> None:
    told = set(graph.subjects())
    pages = {DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL}
    pages |= {DCAT.endpointDescription, VCARD.hasURL}

    dangling = {
        thing
        for _, verb, thing in graph
        if verb not in pages | {RDF.type}
        and isinstance(thing, URIRef)
        and thing.startswith(HERE)
        and thing not in told
    }

    assert dangling == set()


def test_words_of_vocabularies_say_of_which_kind_they_are(graph: Graph) -> None:
    kinds = {DCAT.theme: SKOS.Concept, DCTERMS.license: DCTERMS.LicenseDocument}
    kinds[DCTERMS.accrualPeriodicity] = DCTERMS.Frequency
    kinds[DCAT.mediaType] = DCTERMS.MediaType
    kinds[DCTERMS.language] = DCTERMS.LinguisticSystem

    untold = [
        thing
        for verb, kind in kinds.items()
        for thing in graph.objects(None, verb)
        if (thing, RDF.type, kind) not in graph
    ]

    assert untold == []


def test_titles_are_in_french_first_then_in_english(graph: Graph) -> None:
    for key, dataset in DATASETS.items():
        # The first is the one that a harvester of one language keeps.
        first = graph.value(named(key), DCTERMS.title)
        assert first == Literal(dataset.title, lang="fr")
        titles = set(graph.objects(named(key), DCTERMS.title))
        assert Literal(dataset.title_en, lang="en") in titles


def test_every_dataset_says_its_licence_by_the_title_it_is_known_by(
    graph: Graph,
) -> None:
    for key in DATASETS:
        licence = graph.value(named(key), DCTERMS.license)
        label = graph.value(licence, RDFS.label)
        assert label == Literal("Licence Ouverte / Open Licence version 2.0")
        for one in graph.objects(named(key), DCAT.distribution):
            assert graph.value(one, DCTERMS.license) == licence


def test_every_dataset_names_its_sources_with_their_licences(graph: Graph) -> None:
    for key in DATASETS:
        sources = list(graph.objects(named(key), PROV.wasDerivedFrom))
        assert sources, key
        for source in sources:
            assert graph.value(source, DCTERMS.title), source
            assert graph.value(source, DCTERMS.rights), source


def test_no_source_is_taken_for_a_dataset_of_ours(graph: Graph) -> None:
    sources = set(graph.objects(None, PROV.wasDerivedFrom))

    assert not sources & set(graph.subjects(RDF.type, DCAT.Dataset))


def test_days_and_numbers_have_their_types(graph: Graph) -> None:
    modified = graph.value(named("structures"), DCTERMS.modified)
    period = graph.value(named("broadband"), DCTERMS.temporal)

    assert isinstance(modified, Literal)
    assert modified.datatype == XSD.dateTime
    start = graph.value(period, DCAT.startDate)
    assert str(start) == "2018-01-01"
    assert isinstance(start, Literal)
    assert start.datatype == XSD.date


def test_the_place_is_a_polygon_that_harvesters_read(graph: Graph) -> None:
    datatype = URIRef(
        "https://www.iana.org/assignments/media-types/application/vnd.geo+json"
    )
    shapes = [
        json.loads(str(text))
        for place in graph.objects(named("communes"), DCTERMS.spatial)
        for text in graph.objects(place)
        if isinstance(text, Literal) and text.datatype == datatype
    ]

    assert [shape["type"] for shape in shapes] == ["Polygon"]
    ring = shapes[0]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(ring) == 5


def test_the_service_serves_every_dataset(graph: Graph) -> None:
    served = set(graph.objects(SERVICE, DCAT.servesDataset))

    assert served == {named(key) for key in DATASETS}


def test_every_address_of_ours_answers(client: TestClient, graph: Graph) -> None:
    verbs = (DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL, FOAF.page)
    verbs += (DCAT.endpointDescription, DCAT.landingPage, FOAF.homepage)
    ours = {
        str(thing).partition("#")[0]
        for verb in verbs
        for thing in graph.objects(None, verb)
        if str(thing).startswith(HERE)
    }

    refused = {at: client.head(at).status_code for at in sorted(ours)}

    assert {at: status for at, status in refused.items() if status != 200} == {}


def test_a_parameter_is_refused_by_name(client: TestClient) -> None:
    reply = client.get("/catalogue.jsonld?page=2")

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["parameter"] == "page"


SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def a_version() -> Version:
    file = KeptFile(
        name="epci.gpkg",
        format="gpkg",
        title="GeoPackage",
        media_type="application/geopackage+sqlite3",
        bytes=4,
        sha256=SHA256,
    )
    return Version(
        dataset="epci",
        version="2026-11-26-1f0c9a3e",
        day="2026-11-26",
        data_version="1.1-x",
        created="2026-11-26T06:39:52+00:00",
        content="1f0c9a3e",
        rows=156,
        files=(file,),
    )


@pytest.fixture(scope="module")
def published(
    loaded_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("downloads")
    (folder / "epci").mkdir()
    Downloads(folder).keep("epci", Index((a_version(),)))
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        travel_graph=Path("none"),
        downloads_dir=folder,
        public_url="https://geo.example.fr/",
        publisher_name="Une agence",
        publisher_url="https://agence.example.fr/",
        contact_url="mailto:donnees@example.fr",
    )
    with TestClient(create_app(settings, database_url=loaded_url)) as client:
        yield client


def test_a_prebuilt_file_keeps_its_address_and_tells_its_checksum(
    published: TestClient,
) -> None:
    told = published.get("/catalogue.jsonld").text
    graph = Graph().parse(data=told, format="json-ld")
    file = URIRef("https://geo.example.fr/api/v1/downloads/epci/latest/epci.gpkg")

    owner = graph.value(predicate=DCAT.distribution, object=file)
    assert str(owner) == "https://geo.example.fr/ogc/collections/epci"
    assert graph.value(file, DCAT.downloadURL) == file
    assert str(graph.value(file, DCAT.byteSize)) == "4"
    assert str(graph.value(file, DCTERMS["format"])).endswith("/file-type/GPKG")
    checksum = graph.value(file, SPDX.checksum)
    # As text: a harvester of rdflib would make bytes of xsd:hexBinary.
    assert graph.value(checksum, SPDX.checksumValue) == Literal(SHA256)
    assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    record = published.get("/ogc/collections/epci/metadata").text
    assert str(file) in record
    assert "GeoPackage" in record


def test_a_record_has_another_tag_once_its_files_are_built(
    published: TestClient,
) -> None:
    downloads: Downloads = published.app.state.downloads  # type: ignore[attr-defined]
    path = "/ogc/collections/epci/metadata"
    built = published.get(path)
    held = {"If-None-Match": built.headers["etag"]}
    assert published.get(path, headers=held).status_code == 304

    downloads.keep("epci", Index())
    without = published.get(path, headers=held)
    downloads.keep("epci", Index((a_version(),)))

    assert without.status_code == 200
    assert without.text != built.text
    assert without.headers["etag"] != built.headers["etag"]


def test_settings_say_where_it_is_published_and_by_whom(published: TestClient) -> None:
    told = published.get("/catalogue.jsonld", headers={"host": "evil.example"}).text

    graph = Graph().parse(data=told, format="json-ld")

    assert "evil.example" not in told
    node = graph.value(URIRef("https://geo.example.fr/catalogue.jsonld"), DCAT.dataset)
    assert str(node).startswith("https://geo.example.fr/ogc/collections/")
    agent = graph.value(node, DCTERMS.publisher)
    assert graph.value(agent, FOAF.name) == Literal("Une agence")
    contact = graph.value(node, DCAT.contactPoint)
    assert graph.value(contact, VCARD.hasEmail) == URIRef("mailto:donnees@example.fr")


def test_a_host_that_is_none_is_not_repeated(client: TestClient) -> None:
    told = client.get("/catalogue.jsonld", headers={"host": 'a"><script>'}).text

    assert "<script" not in told


def test_the_catalogue_is_open_to_every_origin_and_cheap_to_ask_again(
    client: TestClient,
) -> None:
    first = client.get("/catalogue.jsonld")
    again = client.get(
        "/catalogue.jsonld", headers={"if-none-match": first.headers["etag"]}
    )
    elsewhere = client.get("/catalogue.jsonld", headers={"host": "geo.example.fr"})

    assert first.headers["access-control-allow-origin"] == "*"
    assert again.status_code == 304
    assert elsewhere.headers["etag"] != first.headers["etag"]


def test_the_page_of_data_and_the_landing_page_lead_to_it(client: TestClient) -> None:
    page = client.get("/donnees").text
    links = client.get("/ogc/", headers={"accept": "application/json"}).json()["links"]

    assert 'type="application/ld+json" href="/catalogue.jsonld"' in page
    assert f"{HERE}/catalogue.jsonld" in {link["href"] for link in links}


@pytest.mark.parametrize("key", DATASETS)
def test_every_collection_says_its_licence_and_its_sources(
    client: TestClient, key: str
) -> None:
    asked = {"accept": "application/json"}
    told = client.get(f"/ogc/collections/{key}", headers=asked).json()

    assert told["license"] == "Licence Ouverte 2.0"
    assert told["sources"]
    for source in told["sources"]:
        assert source["title"] in told["attribution"]
        assert source["licence"].startswith("Licence Ouverte")


@pytest.mark.parametrize(
    ("name", "value"),
    [("contact_url", "javascript:alert(1)"), ("publisher_url", "mailto:a@example.fr")],
)
def test_a_publisher_is_reached_at_an_address(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match="expected one of: https://"):
        Settings(_env_file=None, **{name: value})  # type: ignore[arg-type,call-arg]
