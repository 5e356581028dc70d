"""Addresses of embeds, as Python reads them; frontend/tests reads the same page."""

import json
from dataclasses import asdict
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from numna_geo.api.pages.embed.asked import NAMES, Embed, EmbedAsked, embed_asked

CASES = json.loads(Path(__file__).with_name("embed_asked.json").read_text("utf-8"))
EVERY = pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])


def read(address: str) -> EmbedAsked:
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    return embed_asked(parts.path.rpartition("/")[2], pairs)


@EVERY
def test_an_address_is_read(case: dict[str, object]) -> None:
    asked = read(str(case["address"]))

    assert json.loads(json.dumps(asdict(asked))) == case["asked"]


@EVERY
def test_an_address_is_written_in_one_way_and_read_back(
    case: dict[str, object],
) -> None:
    asked = read(str(case["address"]))

    assert asked.address() == case["written"]
    assert read(asked.address()) == asked


@EVERY
def test_an_embed_leads_to_its_whole_page(case: dict[str, object]) -> None:
    assert read(str(case["address"])).whole() == case["whole"]


def test_no_parameter_of_the_contract_is_forgotten() -> None:
    contract = "v territoire indicateur categories famille vue legende recherche liste"

    assert set(NAMES) == {*contract.split(), "couleur", "logo", "lang"}
    assert [kind.value for kind in Embed] == ["carte", "trouver", "fiche", "chiffre"]
