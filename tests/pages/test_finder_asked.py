"""What the finder's address asks, and how its answers are said."""

from dataclasses import replace
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from numna_geo.api.pages.finder.asked import FEW, MANY, Asked, asked_in, parameters
from numna_geo.api.pages.finder.links import canonical
from numna_geo.api.pages.finder.words import Time, around, time
from numna_geo.api.pages.words.wording import words
from numna_geo.model.category import Category, Family
from numna_geo.model.position import Position
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import Reason, Travel

# What a browser may send: text without control signs, as it is once stripped.
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N")), max_size=30)
POSITIONS = st.builds(
    Position,
    lon=st.floats(-180, 180).map(lambda x: round(x, 3)),
    lat=st.floats(-90, 90).map(lambda y: round(y, 3)),
)
PLACES = st.one_of(
    st.builds(dict, q=TEXTS),
    st.builds(dict, commune=st.from_regex(r"\A[0-9]{5}\Z")),
    st.builds(dict, at=POSITIONS),
)
FILTERS = st.fixed_dictionaries(
    {
        "stage": st.none() | st.sampled_from(Stage),
        "need": st.none() | st.sampled_from(Need),
        "sector": st.none() | st.sampled_from(Sector),
        "family": st.none() | st.sampled_from(Family),
        "categories": st.sets(st.sampled_from(Category)).map(
            lambda some: tuple(c for c in Category if c in some)
        ),
        "profile": st.sampled_from(Profile),
        "max_min": st.none() | st.integers(1, 240),
        "open_now": st.booleans(),
        "limit": st.sampled_from((FEW, MANY)),
    }
)


def asked(query: str) -> Asked:
    return asked_in(QueryParams(query))


@given(PLACES, FILTERS)
@settings(max_examples=40)
def test_an_address_asks_what_it_was_written_for(
    place: dict[str, object], filters: dict[str, object]
) -> None:
    question = Asked(**place, **filters)  # type: ignore[arg-type]

    written = urlencode(parameters(question), doseq=True)

    assert asked(written) == question


def test_what_is_typed_beats_a_place_that_was_chosen_for_other_words() -> None:
    stale = asked("q=Pau&lieu=Gu%C3%A9ret&lon=1.871&lat=46.17&commune=23096")
    still = asked("q=Gu%C3%A9ret&lieu=Gu%C3%A9ret&commune=23096")

    assert (stale.q, stale.commune, stale.at) == ("Pau", "", None)
    assert still.commune == "23096"


def test_where_somebody_stands_is_known_to_about_100_m() -> None:
    assert asked("lon=1.871234&lat=46.170234").at == Position(lon=1.871, lat=46.17)


def test_what_means_nothing_asks_nothing() -> None:
    odd = "lon=nan&lat=46&etape=x&besoin=&categorie=y&profil=avion&max=-3&ouvert=oui"

    assert asked(odd) == Asked()
    assert asked("lon=2&lat=200&max=0&nombre=3") == Asked()
    assert asked("nombre=4000").limit == MANY


def test_the_need_decides_the_family_unless_one_is_chosen() -> None:
    assert asked("besoin=workspace").kind is Family.HOST
    assert asked("besoin=workspace&famille=support").kind is Family.SUPPORT
    assert asked("").kind is Family.SUPPORT
    assert asked("famille=support&categorie=fab_lab").kind is Family.HOST
    assert Category.FRANCE_SERVICES not in asked("besoin=digital_help").kinds


def test_a_need_or_a_kind_is_chosen_not_guessed() -> None:
    assert not asked("q=Pau&etape=idea&secteur=edtech&ouvert=1").says_what
    assert asked("besoin=making").says_what
    assert asked("famille=support").says_what
    assert asked("categorie=fab_lab").says_what


def test_an_address_that_was_typed_is_not_published() -> None:
    at = Position(lon=-0.579, lat=44.837)
    commune = Place(
        position=at, precision="commune", label="Bordeaux", commune_code="33063",
        commune="Bordeaux",
    )  # fmt: skip
    home = replace(commune, precision="address", label="12 Rue X 33000 Bordeaux")
    typed = asked("q=12+rue+X+Bordeaux&besoin=making")

    assert canonical(typed, home) == [("besoin", "making")]
    assert canonical(typed, None) == [("besoin", "making")]
    assert canonical(asked("lon=-0.579&lat=44.837"), home) == []
    assert canonical(asked("q=bordeau"), commune) == [("commune", "33063")]


def said(travel: Travel, row: dict[str, object], *codes: str) -> Time:
    reasons = [Reason(code, "") for code in codes]
    return time(words("fr"), travel, row, Profile.CAR, reasons)


EXACT = {"distance_m": 14_230.0, "position_precision": "address"}
ROUGH = {"distance_m": 14_230.0, "position_precision": "commune"}
GUESS = TravelMethod.ESTIMATE


def test_minutes_are_said_with_their_doubt_and_their_distance() -> None:
    guessed = said(Travel(method=GUESS, central=18.2, low=12.0, high=24.4), EXACT)
    routed = said(
        Travel(method=TravelMethod.ROAD, central=64.8, low=64.8, high=64.8), EXACT
    )

    assert guessed.whole == (
        "≈\u00a018\u00a0min en voiture · estimation de 12 à 24\u00a0min · "
        "14,2\u00a0km à vol d’oiseau"
    )
    assert routed.main == "1\u00a0h\u00a005"
    assert routed.band == ""


def test_no_minute_is_said_of_a_place_known_to_its_commune() -> None:
    elsewhere = said(Travel(method=GUESS, low=41.0, high=52.0), ROUGH)
    here = said(Travel(method=GUESS, in_commune=True), ROUGH)
    beyond_the_sea = said(Travel(method=GUESS), EXACT)

    assert elsewhere.main == "de 41 à 52\u00a0min"
    assert elsewhere.band == "estimation"
    assert elsewhere.distance.startswith("≈\u00a0")
    assert here.whole == "dans la commune"
    assert beyond_the_sea.main == "aucun trajet connu"


def test_a_point_is_named_by_its_commune() -> None:
    at = Position(lon=-1.09, lat=45.54)
    named = Place(
        position=at, precision="commune", label="Le Verdon", commune_code=None,
        commune=None,
    )  # fmt: skip

    assert around(words("fr"), named) == "autour du Verdon"
    assert around(words("en"), named) == "around Le Verdon"
