"""The static copy: addresses, pages rewritten, and a whole small tree, twice."""

import asyncio
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from numna_geo.api.app import create_app
from numna_geo.api.pages import router
from numna_geo.api.pages.embed.dress import logos_in
from numna_geo.api.pages.shell.copying import Copying
from numna_geo.api.site_copy.addresses import ORIGIN, PAGES, Address, Copied, file_of
from numna_geo.api.site_copy.host_files import host_files
from numna_geo.api.site_copy.rewritten import Rewriter
from numna_geo.api.site_copy.write_site import Tree, Wish, is_copy, written
from numna_geo.cli.site import put_in_place
from numna_geo.errors import CopyUnfinished
from numna_geo.model.territory import Level
from numna_geo.settings import Settings

COPIED = Copied("/chemin/", frozenset({*PAGES, "/territoires/commune/23096"}))


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/", "/chemin/"),
        ("/?lang=en", "/chemin/en/"),
        ("/?commune=23096&lang=en", "/chemin/en/?commune=23096"),
        ("/carte?lecture=verifie&lang=en#c=23096", "/chemin/en/verifie/carte/#c=23096"),
        ("/territoires/commune/23096", "/chemin/territoires/commune/23096/"),
        ("/structures/a:b%20c", "/chemin/structures/a:b%20c/"),
        ("/assets/site-1.css", "/chemin/assets/site-1.css"),
    ],
)
def test_an_address_of_the_service_has_its_place_in_the_copy(
    address: str, link: str
) -> None:
    one = Address.read(address)

    assert COPIED.holds(one)
    assert COPIED.link(one) == link


@pytest.mark.parametrize(
    "address",
    [
        *("/api/v1/gaps", "/docs", "/matrice?par=need", "/integrer"),
        *("/territoires/commune/33063", "/oembed?url=x"),
    ],
)
def test_what_needs_a_server_is_not_promised(address: str) -> None:
    assert not COPIED.holds(Address.read(address))


def test_what_needs_a_server_leads_to_the_service_or_nowhere() -> None:
    page = (
        '<a class="x" href="/api/v1/gaps?f=csv&amp;a=1">a</a>'
        '<form action="/scenario">f</form>'
    )
    alone = Rewriter(COPIED).page(page, instead_of_forms="<p>no</p>")
    beside = Rewriter(COPIED, service="https://numna.example/").page(
        page, instead_of_forms="<p>no</p>"
    )

    assert alone == '<a class="x" role="link" aria-disabled="true">a</a><p>no</p>'
    assert 'href="https://numna.example/api/v1/gaps?f=csv&amp;a=1"' in beside


@given(st.text(alphabet="<>&\"' =/href", max_size=30))
def test_texts_of_data_are_never_rewritten(text: str) -> None:
    page = f'<p title="{escape(text)}">{escape(text)}</p>'

    assert Rewriter(COPIED).page(page, instead_of_forms="") in (
        page,
        # An attribute that is an address of ours, and the copy does not hold it.
        f"<p>{escape(text)}</p>",
    ) or text.startswith("/")


def test_the_copy_knows_every_page_of_the_router() -> None:
    """Whoever adds a page says here whether a host without Python can have it."""
    needs_server = {"/oembed", "/integrer"}
    of_many = re.compile(r".*[{.]")
    paths = {str(getattr(route, "path", "")) for route in _routes(router)}

    assert {p for p in paths if not of_many.match(p)} - needs_server == set(PAGES)


def _routes(found: object) -> list[object]:
    routes: list[object] = []
    for route in getattr(found, "routes", []):
        inner = getattr(route, "original_router", None) or getattr(
            route, "router", None
        )
        routes += _routes(inner) if inner is not None else [route]
    return routes


@pytest.fixture(scope="module")
def trees(
    loaded_url: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Tree, Tree]:
    """The smallest copy, made twice."""
    settings = Settings(_env_file=None, public_url=ORIGIN, log_level="WARNING")  # type: ignore[call-arg]
    logos = tmp_path_factory.mktemp("logos")
    (logos / "conseil.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (logos / "notes.txt").write_text("of the operator")
    more = {"db_statement_timeout_s": 60.0, "logos_dir": logos}
    app = create_app(
        settings.model_copy(update=more),
        database_url=loaded_url,
    )
    wish = Wish(
        copying=Copying(base="/chemin/", day=date(2026, 11, 26)),
        levels=[Level.REGION],
        structures=False,
        logos=logos_in(logos),
    )

    async def both() -> tuple[Tree, Tree]:
        async with app.router.lifespan_context(app):
            return (
                await written(app, wish, folder("a"), say=lambda *_: None),
                await written(app, wish, folder("b"), say=lambda *_: None),
            )

    def folder(name: str) -> Path:
        return tmp_path_factory.mktemp(name)

    return asyncio.run(both())


def test_the_same_data_give_the_same_tree(trees: tuple[Tree, Tree]) -> None:
    first, second = trees

    assert first.digests == second.digests
    assert is_copy(first.root)


def test_every_link_of_the_copy_has_its_file(trees: tuple[Tree, Tree]) -> None:
    tree, missing = trees[0], set()
    for name in tree.digests:
        if not name.endswith(".html"):
            continue
        text = (tree.root / name).read_text()
        assert ORIGIN not in text, name
        for link in re.findall(r'\s(?:href|src|action)="(/[^"#?]*)', text):
            assert link.startswith("/chemin/"), (name, link)
            path = link.removeprefix("/chemin/")
            there = tree.root / path / ("index.html" if link.endswith("/") else "")
            if not there.exists():
                missing.add(link)

    assert missing == set()


def test_the_copy_is_in_english_too_and_tells_what_it_is(
    trees: tuple[Tree, Tree],
) -> None:
    root = trees[0].root

    assert (
        'lang="en" data-base="/chemin/"' in (root / "en/carte/index.html").read_text()
    )
    assert "Copie du 26 novembre 2026" in (root / "index.html").read_text()
    assert "Copy of 26 November 2026" in (root / "en/index.html").read_text()
    assert (root / file_of(Address.read("/carte?lecture=verifie"))).exists()


def test_logos_are_in_it(trees: tuple[Tree, Tree]) -> None:
    assert [one for one in trees[0].digests if "logos" in one] == ["logos/conseil.svg"]


def test_embeds_of_figures_have_a_folder_each(trees: tuple[Tree, Tree]) -> None:
    root = trees[0].root
    asked = "/embed/chiffre?territoire=region:75&indicateur=fibre_not_connectable"
    text = (root / file_of(Address.read(f"{asked}&lang=en"))).read_text()

    assert (
        "en/embed/chiffre/region/75/fibre_not_connectable/index.html"
        in trees[0].digests
    )
    assert 'lang="en" data-base="/chemin/"' in text
    assert 'src="/chemin/assets/embed-copy-' in text
    assert "oembed" not in text


def test_the_embedded_map_and_finder_answer_by_script(
    trees: tuple[Tree, Tree],
) -> None:
    root = trees[0].root
    finder = (root / "embed/trouver/index.html").read_text()
    plan = (root / "embed/carte/index.html").read_text()

    assert 'action="/chemin/embed/trouver/"' in finder
    assert 'id="embed-search"' in plan
    assert '<table class="embed-table">' in plan
    assert '<script type="application/json" id="copy-config">' in plan
    assert "/integrer" not in (root / "carte/index.html").read_text()


@pytest.mark.parametrize("name", ["../outside.html", "structures/../../a/index.html"])
def test_no_file_is_written_outside_of_the_copy(tmp_path: Path, name: str) -> None:
    tree = Tree(tmp_path / "copy")

    with pytest.raises(CopyUnfinished, match="outside"):
        tree.write(name, b"")


def test_an_earlier_copy_stays_where_the_new_one_cannot_come(tmp_path: Path) -> None:
    out, absent = tmp_path / "out", tmp_path / "absent"
    out.mkdir()
    (out / "index.html").write_text("before")

    with pytest.raises(OSError, match="absent"):
        put_in_place(absent, out, old=tmp_path / "old")

    assert (out / "index.html").read_text() == "before"


NAMES = ("index.html", "carte/index.html", "en/embed/carte/index.html", "assets/a.js")


def test_only_embeds_may_be_framed_by_others() -> None:
    files = host_files("/chemin/", None, origin="https://ici.example", names=NAMES)

    assert set(files) == {".htaccess", "_headers", "nginx.conf"}
    for text in files.values():
        policies = set(re.findall(r"default-src 'none'[^\"\n]*", text))
        framed = [one for one in policies if "frame-ancestors" not in one]
        assert len(policies) == 2
        assert len(framed) == 1
        assert "script-src 'self' https://ici.example" in framed[0]
        assert "require-corp" in text


def test_no_header_is_said_twice_of_a_page_where_hosts_join_rules() -> None:
    told = rules_of(host_files("/chemin/", None, names=NAMES)["_headers"])

    for name in NAMES:
        asked = f"/chemin/{name.removesuffix('index.html')}"
        headers = [h for where, said in told if fits(where, asked) for h in said]
        assert len(headers) == len(set(headers)), asked
        assert "Content-Security-Policy" in headers, asked


def rules_of(text: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("  "):
            found[-1][1].append(line.strip().partition(":")[0])
        else:
            found.append((line, []))
    return found


def fits(where: str, asked: str) -> bool:
    return asked.startswith(where[:-1]) if where.endswith("*") else asked == where
