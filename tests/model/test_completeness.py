from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.category import Category
from numna_geo.model.completeness import CRITERIA, Facts, completeness, criteria
from numna_geo.model.position import Precision
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.structure import Area, Status
from numna_geo.model.territory import Level

NOTHING = Facts(
    fields={},
    precision=Precision.UNKNOWN,
    category=Category.INCUBATOR,
    stages=(),
    sectors=(),
    needs={Need.SUPPORT: True},
    competence=(),
)
EVERYTHING = replace(
    NOTHING,
    fields={
        "phone": "+33549000000",
        "opening": "Mo-Fr 09:00-17:00",
        "how_to_apply": "Sur dossier",
        "status": Status.OPEN,
        "organisation": "Grand Poitiers",
    },
    precision=Precision.ADDRESS,
    stages=(Stage.IDEA,),
    needs={Need.SUPPORT: False},
    competence=(Area(level=Level.EPCI, code="200069854"),),
)


def test_worked_example() -> None:
    # A fab lab: neither stages nor competence are asked of it, so of seven criteria
    # position, contact and status are met.
    fab_lab = replace(
        NOTHING,
        category=Category.FAB_LAB,
        fields={"website": "https://fablab.example", "status": Status.OPEN},
        precision=Precision.ADDRESS,
    )

    assert completeness(fab_lab) == 3 / 7
    assert dict(criteria(fab_lab)) == {
        "position": True,
        "contact": True,
        "opening": False,
        "how_to_apply": False,
        "status": True,
        "needs": False,
        "stages": None,
        "organisation": False,
        "competence": None,
    }


def test_an_unknown_status_and_a_need_by_category_say_nothing() -> None:
    said = replace(NOTHING, fields={"status": Status.UNKNOWN})

    assert completeness(said) == 0


def test_a_bus_is_not_asked_for_an_address() -> None:
    bus = replace(
        NOTHING, category=Category.FRANCE_SERVICES, fields={"itinerant": True}
    )

    assert dict(criteria(bus))["position"] is None


def test_everything_known_is_complete() -> None:
    assert completeness(EVERYTHING) == 1


def test_criteria_have_keys_and_labels_of_their_own() -> None:
    assert len({one.key for one in CRITERIA}) == len(CRITERIA)
    assert len({one.label for one in CRITERIA}) == len(CRITERIA)


texts = st.none() | st.sampled_from(["", "dit"])
known = st.builds(
    Facts,
    fields=st.fixed_dictionaries(
        {
            **dict.fromkeys(
                ("phone", "email", "website", "opening", "how_to_apply"), texts
            ),
            "siret": texts,
            "organisation": texts,
            "status": st.none() | st.sampled_from(list(Status)),
            "itinerant": st.none() | st.booleans(),
        }
    ),
    precision=st.sampled_from(list(Precision)),
    category=st.sampled_from(list(Category)),
    stages=st.sets(st.sampled_from(list(Stage))),
    sectors=st.sets(st.sampled_from(list(Sector))),
    needs=st.dictionaries(st.sampled_from(list(Need)), st.booleans()),
    competence=st.just(()),
)


@given(known)
def test_knowing_more_never_lowers_the_score(facts: Facts) -> None:
    more = replace(
        facts,
        fields={**EVERYTHING.fields, "itinerant": facts.fields["itinerant"]},
        precision=Precision.ADDRESS,
        stages=EVERYTHING.stages,
        needs=EVERYTHING.needs,
        competence=EVERYTHING.competence,
    )

    assert 0 <= completeness(facts) <= completeness(more) == 1
