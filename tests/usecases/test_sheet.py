"""A sheet of made communes: who it is compared with, its ranks, its sentences."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.figures import rank, tied
from numna_geo.gaps.groups import each, grouped
from numna_geo.gaps.scene import Reach, Scene, TravelUsed
from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness, Reading
from numna_geo.model.fringe import Beyond, goes_beyond
from numna_geo.model.supply import SUPPORT_FAMILY
from numna_geo.model.territory import Level, Quantity
from numna_geo.usecases.choose_worst import worst_lines
from numna_geo.usecases.compare_figures import compared, measured, rank_at
from numna_geo.usecases.describe_sheet import describe_sheet, sum_up
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.known_peers import Peers, joined, likes, shares
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.sheet import (
    Around,
    Band,
    Identity,
    KindInside,
    Line,
    Minutes,
    Placed,
    Sheet,
)
from numna_geo.usecases.sheet_french_words import plural
from numna_geo.usecases.sheet_words import ranked

SUPPORT = INDICATORS["support_beyond"]
NONE = np.empty(0, dtype=np.intp)


def a_run(minutes: list[float], people: list[float], spread: float = 0.0) -> Run:
    """Communes that are some minutes from support; nothing of it was verified."""
    size = len(minutes)
    central, zeros = np.array(minutes), np.zeros(size)
    known = {"choices": {}, "access": zeros, "inside": zeros}
    declared = Reach(
        central=central, low=central - spread, high=central + spread, **known
    )
    nothing = np.full(size, np.nan)
    never = Reach(central=nothing, low=nothing, high=nothing, **known)
    return Run(
        id=1,
        measured_at=datetime(2026, 11, 26, tzinfo=UTC),
        data_version=1,
        codes=[str(i) for i in range(size)],
        scene=Scene(
            demand={Quantity.INHABITANTS: np.array(people)},
            border_min=np.full(size, 999.0),
            reaches={
                (SUPPORT_FAMILY.key, Reading.DECLARED): declared,
                (SUPPORT_FAMILY.key, Reading.VERIFIED): never,
            },
            beyond_known=frozenset(),
            not_collected={},
            premises={},
            travel=TravelUsed(name="e", version="1", is_estimate=True, method="m"),
        ),
    )


def peers(number: int, *, alike: list[int]) -> Peers:
    """Four communes, two a department; the first two are in the first one."""
    return Peers(
        level=Level.COMMUNE,
        layer=Layer(
            codes=list("0123"),
            names=list("abcd"),
            populations=[100, 200, 700, 1000],
            departments=["1", "1", "2", "2"],
            groups=each(4),
        ),
        number=number,
        groups=joined(each(4), grouped([[0, 1], [2, 3]]), grouped([[0, 1, 2, 3]])),
        department=4,
        department_code="1",
        region=6,
        density="Bourgs ruraux",
        alike=np.array(alike, dtype=np.intp),
        same_class=True,
        beside=np.array([0, 1], dtype=np.intp),
        whole=np.arange(4),
    )


def test_a_commune_stands_beside_its_department_its_region_and_its_likes() -> None:
    # 20 minutes exactly are within reach: the second and third communes lack it.
    run = a_run([20.0, 35.0, 50.0, 5.0], [100, 200, 700, 1000], spread=6.0)
    who = peers(1, alike=[2, 3])

    line = compared(run, who, measured(run, who, SUPPORT, SUPPORT.default))

    assert (line.value, line.numerator, line.denominator) == (1, 200, 200)
    assert line.department == pytest.approx(200 / 300)
    assert line.region == pytest.approx(900 / 2000)
    assert line.comparables == 0.5
    # As great a share as the third: neither is worse, however many people.
    assert line.placed == Placed(rank=1, of=4, tied=1)
    assert line.placed_in_department == Placed(rank=1, of=2)
    assert line.band == Band(covered=0, uncertain=0, gap=200)
    assert line.minutes == Minutes(
        central=35,
        low=29,
        high=41,
        department=35,
        region=5,
        comparables=27.5,
        placed=Placed(rank=2, of=4),
    )
    assert line.verified is not None
    assert (line.verified.absent, line.verified.not_verified) == (200, 0)


def test_what_straddles_the_threshold_is_uncertain_and_unverified() -> None:
    run = a_run([18.0, 35.0, 50.0, 5.0], [100, 200, 700, 1000], spread=6.0)
    who = peers(0, alike=[])

    line = compared(run, who, measured(run, who, SUPPORT, SUPPORT.default))

    assert line.band == Band(covered=0, uncertain=100, gap=0)
    assert line.comparables is None
    assert line.verified is not None
    assert (line.verified.value, line.verified.absent) == (1, 0)
    assert line.verified.not_verified == 100


@settings(max_examples=60)
@given(st.lists(st.sampled_from([np.nan, 0.0, 0.1 + 0.2, 0.3, 2.0]), min_size=1))
def test_a_rank_is_the_one_among_all_the_others(values: list[float]) -> None:
    value = np.array(values)
    for descending in (True, False):
        ranks, others = rank(value, descending=descending), tied(value)
        for at in range(len(value)):
            own = np.arange(len(value)) == at
            found = rank_at(value, own, descending=descending)
            assert (found is None) == bool(np.isnan(ranks[at]))
            if found:
                assert (found.rank, found.tied) == (ranks[at], others[at])


def test_likes_are_of_the_same_class_or_the_three_nearest_profiles() -> None:
    towns, villages = [0.9, 0.1], [0.2, 0.8]
    profiles = np.array([towns, villages, villages, villages, villages]).T

    same, exact = likes(profiles, 1)
    near, is_exact = likes(profiles, 0)

    assert (same.tolist(), exact) == ([2, 3, 4], True)
    assert (near.tolist(), is_exact) == ([1, 2, 3], False)


@settings(max_examples=25)
@given(st.lists(st.integers(1, 10_000), min_size=4, max_size=4))
def test_shares_of_people_by_class_add_up_to_one(people: list[int]) -> None:
    found = shares(
        np.array(people, dtype=np.float64), each(4), grouped([[0, 3], [1, 2]])
    )

    assert found.sum(axis=0).tolist() == [1, 1, 1, 1]


def a_line(key: str = "support_beyond", **told: object) -> Line:
    indicator = INDICATORS[key]
    plain = Line(
        indicator=key,
        objective=indicator.objective,
        apart=indicator.apart,
        title=indicator.title,
        unit=indicator.unit,
        direction=indicator.direction,
        supply=indicator.default.supply.key if indicator.default.supply else None,
        category=None,
        counted="inhabitants",
        max_min=indicator.threshold,
        period="2025-T4",
        value=0.5,
        numerator=100,
        denominator=200,
        border_unknown=0,
        uncertain=0,
        status="estimated",
        estimated=True,
        department=None,
        region=0.25,
        comparables=None,
        placed=Placed(rank=3, of=12),
        placed_in_department=None,
        band=Band(covered=50, uncertain=1, gap=100),
        minutes=None,
        verified=None,
        not_collected=0,
        collection=None,
        sources=("s",),
        details={},
    )
    return replace(plain, **told)  # type: ignore[arg-type]


def a_sheet(*lines: Line, **identity: object) -> Sheet:
    one = Identity(
        level=Level.DEPARTEMENT,
        code="23",
        name="Creuse",
        population=200,
        area_km2=None,
        density="Bourgs ruraux",
        communes=2,
        members_outside=0,
        beyond=Beyond.NO,
        department=None,
        epci=None,
        lon=None,
        lat=None,
    )
    kind = KindInside(
        category=Category.COWORKING,
        sites=1,
        organisations=1,
        verified=0,
        stale=0,
        approximate=0,
        unconfirmed=0,
        collection=Completeness.PARTIAL,
    )
    return Sheet(
        identity=replace(one, **identity),  # type: ignore[arg-type]
        run={},
        measured_on=date(2026, 11, 26),
        estimated=True,
        method="m",
        peers=0,
        peers_of_same_class=True,
        peers_named=(),
        lines=lines,
        kinds=(),
        businesses=(),
        worst=(),
        parts=(),
        inside=(kind,),
        places=(),
        sources=(),
    )


def told(sheet: Sheet, lang: str = "fr") -> str:
    said = describe_sheet(sheet, lang)  # type: ignore[arg-type]
    return (
        " ".join(one.text for one in said).replace("\u202f", " ").replace("\xa0", " ")
    )


def test_sentences_agree_in_number_and_say_what_is_estimated_and_unchecked() -> None:
    many = told(a_sheet(a_line()))
    one = told(a_sheet(a_line(numerator=1, value=0.005), population=1, communes=1))

    assert "En Creuse vivent 200 habitants, dans 2 communes ;" in many
    assert "100 habitants (50 %) sont à plus de 20 minutes en voiture" in many
    assert "d’une structure d’accompagnement, 3e plus forte part sur 12" in many
    assert "contre 25 % dans la région." in many
    assert "1 lieu ou structure y est connu ; il n’a pas été vérifié" in many
    assert "estimés, non mesurés : pour 1 habitant, la fourchette" in many
    assert "vit un habitant, dans 1 commune ;" in one
    assert "1 habitant (0,5 %) est à plus de 20 minutes" in one


def test_nobody_in_a_gap_is_told_as_such_and_a_good_rank_is_not_told() -> None:
    none = told(a_sheet(a_line(numerator=0, value=0.0)))
    good = told(a_sheet(a_line(placed=Placed(rank=9, of=12))))

    assert "Aucun habitant n’est à plus de 20 minutes" in none
    assert "plus forte part" not in good


def test_a_commune_tells_minutes_beside_those_of_half_of_its_department() -> None:
    minutes = Minutes(
        central=34.6,
        low=26.0,
        high=43.0,
        department=27.0,
        region=20.0,
        comparables=30.0,
        placed=Placed(rank=9, of=4292),
    )
    creuse = Around(level=Level.DEPARTEMENT, code="23", name="Creuse")
    sheet = a_sheet(
        a_line(minutes=minutes), level=Level.COMMUNE, name="Ahun", department=creuse
    )

    text = told(sheet)

    assert "À Ahun vivent 200 habitants" in text
    assert (
        "la plus proche est à environ 35 min en voiture (entre 26 min et 43 min)"
        in text
    )
    assert "la moitié des habitants de la Creuse en ont une à 27 min ou moins." in text
    assert "half of the people of Creuse have one within 27 min." in told(sheet, "en")


def test_a_verdict_says_where_more_lacks_than_in_the_region_and_where_less() -> None:
    fibre = a_line("fibre_not_connectable", value=0.01, numerator=2, region=0.03)
    alike = a_line(value=0.52, region=0.5)
    host = a_line("host_place_beyond", value=0.6)

    said = sum_up(a_sheet(a_line(), host, fibre), "fr")
    nothing = sum_up(a_sheet(), "en")
    as_much = sum_up(a_sheet(alike), "fr")

    assert said.replace("\u202f", " ") == (
        "Plus de manques que dans la région pour l’accompagnement et les lieux "
        "d’accueil ; moins pour la fibre."
    )
    assert "no data" in nothing
    assert as_much == "Autant de manques que dans la région pour l’accompagnement."


def test_the_three_worst_gaps_are_of_three_themes_and_exceed_the_region_most() -> None:
    support, host = a_line(), a_line("host_place_beyond", value=0.9)
    apart = a_line(
        "france_services_beyond", value=0.26, category=Category.FRANCE_SERVICES
    )
    fibre = a_line(
        "fibre_not_connectable", supply=None, value=0.3, region=0.1, band=None
    )
    gigabit = a_line("not_gigabit", supply=None, value=0.2, region=0.1)
    unknown = a_line("copper_before_fibre", supply=None, status="no_data")

    found = worst_lines(
        [gigabit, fibre, unknown, support, apart, host], [], Level.DEPARTEMENT
    )

    assert [one.indicator for one in found] == [
        *("host_place_beyond", "support_beyond", "fibre_not_connectable"),
    ]


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 lieu"), (1, "1 lieu"), (2, "2 lieux")]
)
def test_french_has_its_plural_from_two_on(number: int, said: str) -> None:
    assert plural(number, "lieu", "lieux") == said


def test_what_is_no_worse_than_the_region_small_or_undecided_is_no_worst_gap() -> None:
    better = a_line(value=0.2, region=0.25)
    few = a_line("fibre_not_connectable", value=0.007, numerator=10, region=0.001)
    open_ = a_line("host_place_beyond", band=Band(covered=0, uncertain=200, gap=0))

    found = worst_lines([better, few, open_], [], Level.DEPARTEMENT)

    assert found == []


@pytest.mark.parametrize(
    ("placed", "said"),
    [
        (Placed(rank=3, of=12), "3e plus forte part sur 12 départements"),
        (
            Placed(rank=1, of=12, tied=2),
            "plus forte part sur 12 départements, à égalité avec 2 autres",
        ),
        (Placed(rank=1, of=12, tied=8), ""),
        (Placed(rank=1, of=1), ""),
    ],
)
def test_a_shared_rank_says_so_and_one_of_many_is_not_told(
    placed: Placed, said: str
) -> None:
    assert ranked(a_line(), placed, Level.DEPARTEMENT, "fr") == said


def test_a_part_of_a_territory_says_that_it_is_one() -> None:
    cut = told(
        a_sheet(
            a_line(),
            level=Level.BASSIN_VIE,
            name="Mauriac",
            beyond=goes_beyond(Level.BASSIN_VIE, "15120", departments={"19"}),
            members_outside=None,
        )
    )
    epci = told(
        a_sheet(
            a_line(),
            level=Level.EPCI,
            name="CC d'Aire-sur-l'Adour",
            beyond=Beyond.COUNTED,
            members_outside=10,
        )
    )

    assert "Dans la partie néo-aquitaine du bassin de vie de Mauriac vivent" in cut
    assert "qui dépasse la région" in cut
    assert "10 de ses communes sont hors de la région" in epci


def test_a_place_that_no_road_leads_to_and_a_single_place_agree() -> None:
    nowhere = Minutes(
        central=None,
        low=None,
        high=None,
        department=None,
        region=None,
        comparables=None,
        placed=None,
    )
    sheet = a_sheet(a_line(minutes=nowhere), level=Level.COMMUNE, name="Île-d'Aix")
    (kind,) = sheet.inside

    text = told(replace(sheet, inside=(replace(kind, approximate=1),)))

    assert "Aucune route connue ne mène à une structure d’accompagnement." in text
    assert "À l’Île-d'Aix vivent" in text
    assert "il n’a pas été vérifié dans son délai, et n’est situé qu’à sa" in text
