"""What the map says is what is known: sources, absences, distances, counts."""

import re
from typing import Any

import httpx2
from playwright.sync_api import expect
from visits import Visit, question

MAP, DONE = "/carte", ".map-app.is-complete"


def test_what_nobody_collected_is_not_shown_as_a_gap(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=host_place_beyond&k=third_place", ready=DONE)

    expect(page.locator("#legend-rows tr")).to_have_count(1)
    expect(page.locator("#legend-rows .is-extra")).to_contain_text("non recensé")
    expect(page.locator("#region-category")).to_contain_text("pas une absence")
    cells = page.locator("#departments-rows td:first-of-type").all_inner_texts()
    assert cells == ["non recensé"] * 12
    expect(page.locator("#worst-rows tr")).to_have_count(0)
    expect(page.locator("#worst-caption")).not_to_contain_text("0 sur 0")
    # A few known places are not a collection.
    known = "Lieux connus, sans recensement"
    expect(page.locator("#region-category")).to_contain_text(known)
    chip = page.locator("[data-filter=third_place] small")
    assert re.fullmatch(r"connus\s: \d+, non recensé", chip.text_content() or "")


def test_sites_count_the_same_on_every_page(visit: Visit) -> None:
    page = visit.open(f"{MAP}#m=find", ready=DONE)
    page.locator("#places-count:not(:empty)").wait_for()
    chips = page.locator("[data-filter]:not(.is-apart) small").all_inner_texts()
    listed = page.locator("#places-count").inner_text()

    page = visit.open("/donnees", ready="h1")
    table = page.locator("#comptes + .scroll tbody tr:not(:has-text('France Serv'))")
    counted = table.locator("td:first-of-type").all_inner_texts()

    known = sum(_first(text) for text in chips)
    assert known == _first(listed) == sum(_first(text) for text in counted)


def test_the_legend_names_every_source_of_what_is_drawn(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=host_place_beyond", ready=DONE)
    source = page.locator("#legend-source")

    expect(source).to_contain_text("CGET")
    expect(source).to_contain_text("13 juin 2019")
    expect(source).to_contain_text("numNA Geo, relevé de 2010 à 2025, non vérifié")
    expect(source).to_contain_text("permanences de 2022")
    expect(source).to_contain_text("liste du 11 juillet 2023")
    question(page, "france_services_beyond")
    expect(source).to_contain_text("ANCT, liste du 1er août 2024")
    question(page, "fibre_not_connectable")
    expect(source).to_have_text(re.compile("ARCEP, T2 2026$"))


def test_a_structure_known_to_its_commune_is_never_at_0_metre(visit: Visit) -> None:
    page = visit.open(f"{MAP}#c=33063", ready=".sheet h2")

    said = page.locator(".sheet").inner_text().replace("\u00a0", " ")

    assert "0 m," not in said
    assert said.count("Dans la commune.") >= 1


def test_the_border_is_said_as_it_was_measured(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=support_beyond", ready=DONE)
    question(page, "support_beyond")

    note = page.locator("[data-note-of=support_beyond]").inner_text()
    said = " ".join(note.split())
    total = _region(visit, "support_beyond")
    border = f"{total['border_unknown']:,}".replace(",", " ")
    assert f"{border} habitants en manque à moins de 20 min de la limite" in said
    assert "établissements sur" in said
    assert "INSEE, CLAP 2014" in said
    expect(page.locator("#legend-rows tr:has(.is-doubtful)")).to_contain_text(
        re.compile(r"moins de 20\smin de la limite")
    )


def test_the_band_of_the_estimate_is_told_of_the_region_and_of_a_commune(
    visit: Visit,
) -> None:
    near = httpx2.get(
        f"{visit.origin}/api/v1/gaps",
        params={"indicator": "support_beyond"},
        timeout=60,
    ).json()["values"]
    doubtful = next(value for value in near if value["uncertain"])
    path = f"{MAP}#q=support_beyond_20km&c={doubtful['code']}"

    page = visit.open(path, ready=".sheet h2")

    expect(page.locator("input[value=support_beyond]")).to_be_checked()
    note = page.locator("[data-note-of=support_beyond]").text_content() or ""
    said, total = " ".join(note.split()), _region(visit, "support_beyond")
    for people in total["band"].values():
        assert f"{people:,}".replace(",", " ") in said
    sentence = page.locator(".answer:not(.is-apart)").nth(1).inner_text()
    assert "incertain pour" in sentence
    assert re.search(
        r"environ \d+\smin en voiture \(de \d+ à \d+\smin\)", sentence, re.I
    )


def test_france_services_stand_apart_from_host_places(visit: Visit) -> None:
    page = visit.open(f"{MAP}#c=23096", ready=".sheet h2")

    titles = page.locator(".sheet > h3").all_inner_texts()
    lists = page.locator(".sheet > ul.places")
    hosts, apart = lists.nth(1).inner_text(), lists.nth(2).inner_text()

    assert titles[1] == "Lieux d'accueil"
    assert titles[2].replace("\u00a0", " ") == "À part : France Services"
    assert "France Services" not in hosts
    assert apart.count("France Services ·") == 3


def test_an_old_link_to_france_services_finds_their_own_question(visit: Visit) -> None:
    page = visit.open(f"{MAP}#q=host_place_beyond&k=france_services", ready=DONE)

    expect(page.locator("input[value=france_services_beyond]")).to_be_checked()
    expect(page.locator("#region-category")).to_be_hidden()


def _region(visit: Visit, indicator: str) -> dict[str, Any]:
    asked = {"indicator": indicator, "level": "region"}
    answer = httpx2.get(f"{visit.origin}/api/v1/gaps", params=asked, timeout=60).json()
    total: dict[str, Any] = answer["totals"][-1]
    return total


def _first(text: str) -> int:
    """The first number of a text; none counts for zero."""
    found = re.search(r"\d[\d\s]*", text)
    return int("".join(found.group().split())) if found else 0
