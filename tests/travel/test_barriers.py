from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from numna_geo.errors import SourceUnreadable
from numna_geo.model.barrier import Barrier, Crossing
from numna_geo.model.travel import Profile
from numna_geo.sources.barriers import read_barriers
from numna_geo.sources.tables import read_communes
from numna_geo.travel.barriers import Barriers
from numna_geo.travel.engine import plain_ends
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.segments import Lines
from numna_geo.usecases.known_estimate import read_estimates

NEAR = ("17", "33", "40", "47", "64")
DATA = Path(__file__).parents[2] / "data"
LINES, CROSSINGS = read_barriers(DATA)
ESTIMATES = read_estimates(DATA, None)
CAR, WALK = ESTIMATES[Profile.CAR], ESTIMATES[Profile.WALK]

SEATS = {
    (c.name, c.department): (c.counted_at.lon, c.counted_at.lat)
    for c in read_communes(DATA)
    if c.in_region
}
LEFT = {
    "gironde": "Soulac-sur-Mer Le_Verdon-sur-Mer Pauillac Lamarque Macau Ludon-Médoc"
    " Parempuyre Bordeaux Bègles Cadaujac Isle-Saint-Georges Portets Podensac Cérons"
    " Barsac Preignac Toulenne Saint-Pierre-de-Mons Castets_et_Castillon Barie Floudès"
    " Fontet Hure Meilhan-sur-Garonne Couthures-sur-Garonne Gaujac",
    "dordogne": "Saint-Magne-de-Castillon Sainte-Terre Libourne Fronsac La_Rivière"
    " Asques Cubzac-les-Ponts Saint-André-de-Cubzac Saint-Gervais Bourg",
    "charente": "Fouras Saint-Laurent-de-la-Prée Vergeroux Rochefort Tonnay-Charente"
    " Cabariot Champdolent Bords",
    "seudre": "La_Tremblade Chaillevette Mornac-sur-Seudre Saint-Sulpice-de-Royan",
    "adour": "Anglet Bayonne Lahonce Urcuit Urt",
}
RIGHT = {
    "gironde": "Royan Meschers-sur-Gironde Mortagne-sur-Gironde Blaye Plassac Bourg"
    " Ambès Saint-Louis-de-Montferrand Bassens Lormont Cenon Floirac Bouliac Latresne"
    " Quinsac Cambes Langoiran Rions Cadillac-sur-Garonne Saint-Maixant Saint-Macaire"
    " Saint-Pierre-d'Aurillac Caudrot Gironde-sur-Dropt La_Réole Bourdelles Jusix"
    " Sainte-Bazeille",
    "dordogne": "Saint-Jean-de-Blaignac Branne Moulon Génissac"
    " Arveyres Vayres Izon Saint-Vincent-de-Paul Ambès",
    "charente": "Port-des-Barques Saint-Nazaire-sur-Charente Soubise Échillais"
    " Saint-Hippolyte La_Vallée Romegoux Geay",
    "seudre": "Marennes-Hiers-Brouage Nieulle-sur-Seudre L'Éguille Le_Gua",
    "adour": "Boucau Tarnos Saint-Martin-de-Seignanx Saint-Barthélemy",
}
"""Town halls by bank, down or up the water: general knowledge."""

ROYAN, LE_VERDON, SOULAC = (-1.03, 45.62), (-1.06, 45.55), (-1.12, 45.51)
ILE_D_AIX, FOURAS_POINT = (-1.175, 46.012), (-1.118, 46.003)
BLAYE, PAUILLAC = (-0.66, 45.13), (-0.75, 45.20)
ARCACHON, CAP_FERRET, ANDERNOS = (-1.17, 44.66), (-1.247, 44.648), (-1.10, 44.745)
BORDEAUX, LIBOURNE, GUERET = (-0.58, 44.84), (-0.245, 44.914), (1.87, 46.17)
LA_ROCHELLE, SAINT_MARTIN = (-1.15, 46.16), (-1.365, 46.203)
ROCHEFORT, SAINT_PIERRE = (-0.96, 45.94), (-1.31, 45.945)
FOURAS, PORT_DES_BARQUES = (-1.093, 45.987), (-1.08, 45.948)
LARUNS, BEDOUS = (-0.425, 42.988), (-0.60, 42.998)

# Minutes by car: crossing, half of what lies between two boats, boarding and the way
# to the landings for the ferries; the rest as route planners tell it. General
# knowledge, to a fifth.
ESTUARY = {
    (ROYAN, LE_VERDON): 98,  # 25 + 100 / 2 + 15 by boat, 8 on the road
    (ROYAN, SOULAC): 108,
    (BLAYE, PAUILLAC): 105,  # 97 km by the pont d'Aquitaine
    (ARCACHON, CAP_FERRET): 78,  # 67 km round the bay
    (ARCACHON, ANDERNOS): 45,
    (LA_ROCHELLE, SAINT_MARTIN): 32,
    (ROCHEFORT, SAINT_PIERRE): 48,
    (FOURAS, PORT_DES_BARQUES): 35,
    (LARUNS, BEDOUS): 60,
}


def car_min(one, other, estimate=CAR):
    here, there = (plain_ends(np.array([place])) for place in (one, other))
    return float(estimate.table(here, there).central[0, 0])


@pytest.mark.parametrize(("pair", "known"), ESTUARY.items())
def test_ways_over_and_round_the_water_take_what_they_take(pair, known):
    assert car_min(*pair) == pytest.approx(known, rel=0.25)
    assert car_min(*pair) > car_min(*pair, estimate=Estimate()) + 1


def test_a_way_names_what_it_crosses():
    assert CAR.way(ROYAN, LE_VERDON) == ("le bac Royan – Le Verdon",)
    assert CAR.way(ARCACHON, CAP_FERRET) == ("le tour du bassin d'Arcachon",)
    assert "le pont de l'île de Ré" in CAR.way(SAINT_MARTIN, LA_ROCHELLE)
    assert WALK.way(ARCACHON, CAP_FERRET) == ("la navette Arcachon – Cap Ferret",)
    assert CAR.way(GUERET, (1.26, 45.83)) == ()
    assert CAR.way(BORDEAUX, (-0.63, 44.80)) == ()


def test_a_boat_waits_half_of_what_lies_between_two_departures():
    boat = next(c for c in CROSSINGS if c.key == "royan_verdon")

    assert (boat.fixed_min, boat.wait_min, boat.on_road) == (25 + 15, 100 / 2, False)


def test_the_band_of_a_boat_is_from_no_wait_to_a_whole_one():
    here, there = (plain_ends(np.array([p])) for p in (ROYAN, LE_VERDON))

    found = CAR.table(here, there)

    assert found.high[0, 0] - found.central[0, 0] > 50
    assert found.central[0, 0] - found.low[0, 0] > 50


def test_every_crossing_leads_over_a_line_and_every_line_has_one():
    gates = [c for c in CROSSINGS if c.landings[0] == c.landings[1]]
    over = [c for c in CROSSINGS if c not in gates]
    cut = {b.key: Lines([b.line]) for b in LINES}

    crossed = {
        c.key: [
            key
            for key, lines in cut.items()
            if lines.cut(*(np.array([place]) for place in c.landings))[0]
        ]
        for c in over
    }

    assert {key for key, lines in crossed.items() if not lines} == set()
    assert len({c.key for c in CROSSINGS}) == len(CROSSINGS)
    free = set(cut) - {line for lines in crossed.values() for line in lines}
    assert free == {
        "passes_d_arcachon",
        "lac_de_cazaux",
        "lac_de_parentis",
        "lac_d_hourtin",
        "lac_de_lacanau",
    }


def bank(names):
    parts = [name.replace("_", " ") for name in names.split()]
    return [
        next(at for (found, dep), at in SEATS.items() if found == name and dep in NEAR)
        for name in parts
    ]


@pytest.mark.parametrize("river", LEFT)
def test_every_town_hall_is_on_its_own_bank(river):
    lines = Lines([next(b.line for b in LINES if b.key == river)])
    left, right = bank(LEFT[river]), bank(RIGHT[river])

    def cut(one, other):
        return lines.cut(np.array([one]), np.array([other]))[0]

    for side in (left, right):
        assert not any(cut(*both) for both in pairwise(side))
    # Whoever is near each other on two banks: far away a leg may pass round the end.
    across = [
        (a, b) for a in left for b in right if np.hypot(a[0] - b[0], a[1] - b[1]) < 0.1
    ]
    assert len(across) > 3
    assert all(cut(*both) for both in across)


def test_every_town_hall_of_the_region_can_be_reached_from_bordeaux():
    seats = [at for (name, _), at in SEATS.items() if name != "Île-d'Aix"]
    ends = plain_ends(np.array(seats)[::4])
    here = plain_ends(np.array([BORDEAUX]))
    found = CAR.barriers.journeys(Profile.CAR, here.lonlat, ends.lonlat)
    straight = np.zeros((1, len(ends)))

    rows = np.array([[0]]), np.arange(len(ends))[None, :]
    ways = found.passage(*rows, straight)

    # With no straight kilometre every way that is cut is longer.
    lines = Lines([barrier.line for barrier in LINES])
    cut = lines.cut(np.tile(here.lonlat, (len(ends), 1)), ends.lonlat)
    assert 100 < cut.sum() < len(ends)
    assert (ways.around_km[0][cut] > 0).all()


def test_no_car_comes_to_an_island_that_boats_leave_cars_ashore_of():
    assert np.isnan(car_min(FOURAS, ILE_D_AIX))
    assert np.isnan(car_min(ILE_D_AIX, BORDEAUX))
    assert car_min(ILE_D_AIX, (-1.17, 46.01)) < 3
    assert WALK.way(FOURAS, ILE_D_AIX) == ("le bateau de l'île d'Aix",)


def pairs_quicker_over_another(estimate, km=8.0):
    """Town halls between which the way over a third one, near both, is far quicker."""
    names, seats = list(SEATS), np.array(list(SEATS.values()))
    flat = seats * np.array([np.cos(np.radians(45.2)), 1.0]) * 111.2
    near = cKDTree(flat).query_pairs(km, output_type="ndarray")
    lines = Lines([barrier.line for barrier in LINES])
    cut = near[lines.cut(seats[near[:, 0]], seats[near[:, 1]])]
    shores = np.unique(cut)
    apart = cdist(flat[shores], flat)
    thirds = np.flatnonzero((apart < km).any(axis=0))
    ends = plain_ends(seats[shores]), plain_ends(seats[thirds])
    minutes = estimate.table(*ends).central
    # Of a pair neither is a third: nobody is beside himself.
    apart = apart[:, thirds]
    beside = np.where((apart < km) & (apart > 0), minutes, np.inf)
    one, other = np.searchsorted(shores, cut).T
    over = np.min(beside[one] + beside[other], axis=1)
    straight = minutes[one, np.searchsorted(thirds, cut[:, 1])]
    longer = straight > 1.15 * over + 2
    return [(names[a][0], names[b][0]) for a, b in cut[longer]]


@pytest.mark.parametrize("profile", [Profile.CAR, Profile.WALK])
def test_no_way_round_is_longer_than_over_the_next_town_hall(profile):
    assert pairs_quicker_over_another(ESTIMATES[profile]) == []


def test_a_resort_below_a_pass_lies_on_the_side_its_road_comes_from():
    gourette, arrens, arbeost = (-0.331, 42.959), (-0.209, 42.957), (-0.249, 43.005)

    assert CAR.way(gourette, LARUNS) == ()
    assert car_min(gourette, LARUNS) == pytest.approx(20, abs=5)
    for beyond in (arrens, arbeost):
        assert CAR.way(gourette, beyond) == ("le col d'Aubisque",)
        assert car_min(gourette, beyond) > 30


def test_a_gate_that_is_cut_off_is_noticed():
    without = tuple(c for c in CROSSINGS if c.key != "riberou")
    blocked = Estimate(barriers=Barriers(lines=LINES, crossings=without))

    found = pairs_quicker_over_another(blocked)

    assert any("L'Éguille" in pair for pair in found)


def test_a_meander_cuts_nobody_off_from_his_own_bank():
    river = Lines([[(-1, 0), (0, 1), (1, 0)]])
    legs = np.array([[-1.0, 0.5], [-1.0, 2.0]]), np.array([[1.0, 0.5], [0.0, 0.5]])

    assert river.cut(*legs).tolist() == [False, True]


def test_a_bay_cuts_whoever_looks_across_it():
    bay = Lines([[(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]])

    assert bay.cut(np.array([[-2.0, 0.0]]), np.array([[2.0, 0.0]])).tolist() == [True]


def test_without_a_crossing_the_straight_line_stands():
    wall = Barrier(key="wall", name="un mur", line=((0.0, 44.0), (0.0, 46.0)))
    barred = Estimate(barriers=Barriers(lines=(wall,)))

    assert car_min((-0.1, 45), (0.1, 45), barred) == car_min((-0.1, 45), (0.1, 45))


def test_the_quickest_crossing_is_taken_and_its_minutes_are_added():
    wall = Barrier(key="wall", name="un mur", line=((0.0, 44.0), (0.0, 46.0)))
    near, far = (
        Crossing(
            key=name,
            name=name,
            landings=((-0.01, lat), (0.01, lat)),
            on_road=True,
            fixed_min=fixed,
            wait_min=0.0,
            profiles=frozenset({Profile.CAR}),
        )
        for name, lat, fixed in (("near", 45.0, 5.0), ("far", 45.5, 0.0))
    )
    barriers = Barriers(lines=(wall,), crossings=(far, near))
    barred = Estimate(barriers=barriers)

    assert barred.way((-0.1, 45.0), (0.1, 45.0)) == ("near",)
    assert car_min((-0.1, 45), (0.1, 45), barred) == pytest.approx(
        car_min((-0.1, 45), (0.1, 45), Estimate()) + 5
    )


@settings(max_examples=4)
@given(order=st.permutations(range(len(CROSSINGS))))
def test_the_order_of_crossings_changes_no_minute(order):
    mixed = Barriers(lines=LINES, crossings=tuple(CROSSINGS[i] for i in order))

    assert car_min(ROYAN, PAUILLAC, Estimate(barriers=mixed)) == pytest.approx(
        car_min(ROYAN, PAUILLAC)
    )


def test_a_damaged_table_is_told(tmp_path):
    for name in ("barriers.csv", "crossings.csv"):
        (tmp_path / name).write_text((DATA / name).read_text())
    text = (tmp_path / "crossings.csv").read_text()
    (tmp_path / "crossings.csv").write_text(text.replace(",bridge,", ",tunnel,"))

    with pytest.raises(SourceUnreadable, match="tunnel"):
        read_barriers(tmp_path)
