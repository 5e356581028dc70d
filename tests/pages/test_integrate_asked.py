"""What /integrer understands: every parameter, and nothing ever wrong."""

from hypothesis import given
from hypothesis import strategies as st

from numna_geo.api.pages.embed.asked import NAMES, Embed
from numna_geo.api.pages.embed.integrate_asked import Pairs, chosen

EVERYTHING = [
    *(("quoi", "carte"), ("territoire", "departement:23")),
    *(("indicateur", "host_place_beyond"), ("categories", "fab_lab")),
    *(("famille", "host"),),
    *(("vue", "1.87,46.17,9"), ("legende", "0"), ("recherche", "1"), ("liste", "1")),
    *(("couleur", "#B4162A"), ("logo", "conseil.svg"), ("langue", "en")),
]


def address(pairs: Pairs) -> str:
    return chosen(pairs).embed.address()


def test_every_parameter_of_an_embed_can_be_chosen() -> None:
    kinds = (address([*EVERYTHING[1:], ("quoi", kind)]) for kind in Embed)
    pairs = [pair for one in kinds for pair in one.split("?")[1].split("&")]
    asked = address(EVERYTHING)

    assert {pair.split("=")[0] for pair in pairs} == {*NAMES}
    assert asked.endswith("&couleur=b4162a&logo=/logos/conseil.svg&lang=en")


def test_the_language_of_the_page_is_not_that_of_the_embed() -> None:
    assert chosen([("lang", "en")]).embed.lang == "fr"
    assert chosen([("langue", "en")]).embed.lang == "en"


def test_a_box_that_is_not_ticked_says_so() -> None:
    ticked, not_ticked = [("legende", "1"), ("legende", "0")], [("legende", "0")]

    assert address(ticked) == "/embed/carte?v=1&indicateur=fibre_not_connectable"
    assert address(not_ticked).endswith("&legende=0")


def test_what_says_nothing_to_a_kind_is_left_out() -> None:
    sheet = [("quoi", "fiche"), *EVERYTHING[1:]]

    assert address(sheet) == (
        "/embed/fiche?v=1&territoire=departement:23"
        "&couleur=b4162a&logo=/logos/conseil.svg&lang=en"
    )


def test_a_family_means_the_question_about_it() -> None:
    def asked(*pairs: tuple[str, str]) -> str:
        return address([("quoi", "carte"), *pairs]).removeprefix("/embed/carte?v=1&")

    host = "indicateur=host_place_beyond"
    kinds = [("categories", "chamber,fab_lab"), ("categories", "coworking")]
    assert asked(("famille", "host")) == host
    assert asked(("famille", "host"), *kinds) == f"{host}&categories=fab_lab"
    # Of who supports, a map draws all.
    support = "indicateur=support_beyond"
    assert asked(("indicateur", "support_beyond"), *kinds) == support
    assert asked(("famille", "host"), ("indicateur", "support_beyond")) == support


def test_an_indicator_that_a_map_cannot_draw_is_still_a_figure() -> None:
    def indicator(kind: str, key: str) -> str | None:
        return chosen([("quoi", kind), ("indicateur", key)]).embed.indicator

    assert indicator("chiffre", "support_choices") == "support_choices"
    assert indicator("carte", "support_choices") == "fibre_not_connectable"
    assert indicator("chiffre", "nothing_such") == "fibre_not_connectable"
    assert indicator("trouver", "support_beyond") is None


def test_a_size_is_brought_to_the_nearest_sensible_one() -> None:
    def size(width: str, height: str) -> tuple[str, int]:
        found = chosen([("largeur", width), ("hauteur", height)])
        return found.width, found.height

    assert size("", "") == ("100%", 500)
    assert size("600", "400px") == ("600", 400)
    assert size("10", "99999999999999999") == ("280", 2000)
    assert size("٣٠٠", "-3") == ("100%", 500)


TEXTS = st.text(max_size=12) | st.sampled_from(["carte", "1", "0", "epci:200027183"])
PAIRS = st.lists(
    st.tuples(st.sampled_from(["quoi", "langue", "lang", "largeur", *NAMES]), TEXTS)
)


@given(pairs=PAIRS)
def test_whatever_is_asked_the_address_is_one_of_ours(pairs: Pairs) -> None:
    found = chosen(pairs)

    assert found.embed.kind in set(Embed)
    assert found.embed.address().startswith(f"/embed/{found.embed.kind}?v=1")
    assert not set("<>\"' ") & set(found.embed.address())
