"""The kinds of structure, in two families that are never mixed.

Add a kind here, and nowhere else: the database keeps text, and every list, legend and
page reads this enum.
"""

from enum import StrEnum


class Family(StrEnum):
    """Who helps (objective 11), who hosts (objective 12), and what is neither."""

    SUPPORT = "support", "Structures d'accompagnement", "Support structures", 11
    HOST = "host", "Lieux d'accueil", "Host places", 12
    OTHER = "other", "Formation et recherche", "Training and research", 0

    label: str
    label_en: str
    objective: int

    # The defaults are never used: they let mypy accept the look-up Family("support").
    def __new__(
        cls, key: str, label: str = "", label_en: str = "", objective: int = 0
    ) -> "Family":
        member = str.__new__(cls, key)
        member._value_, member.label, member.label_en = key, label, label_en
        member.objective = objective
        return member


class Category(StrEnum):
    """A kind of structure: family, label, and how the map draws it.

    `letter` and `shape` tell categories apart without colour; colours keep a contrast
    of 4.5:1 with white.
    """

    TECHNOPOLE = "technopole", Family.SUPPORT, "Technopole", "#5b3fa8", "T"
    INCUBATOR = "incubator", Family.SUPPORT, "Incubateur", "#9a1b66", "I"
    UNIVERSITY_INCUBATOR = (
        "university_incubator",
        Family.SUPPORT,
        "Incubateur universitaire",
        "#9a1b66",
        "U",
    )
    ACCELERATOR = "accelerator", Family.SUPPORT, "Accélérateur", "#b3261e", "A"
    BUSINESS_NURSERY = "business_nursery", Family.SUPPORT, "Pépinière", "#7a4a00", "P"
    FRENCH_TECH = "french_tech", Family.SUPPORT, "French Tech", "#b3261e", "F"
    CLUSTER = "cluster", Family.SUPPORT, "Cluster", "#5b3fa8", "C"
    DIGITAL_HUB = "digital_hub", Family.SUPPORT, "Hub numérique", "#1f4fa3", "H"
    PUBLIC_AGENCY = "public_agency", Family.SUPPORT, "Agence publique", "#1f4fa3", "G"
    COWORKING = "coworking", Family.HOST, "Coworking", "#0a66b0", "W"
    THIRD_PLACE = "third_place", Family.HOST, "Tiers-lieu", "#0b7354", "L"
    FAB_LAB = "fab_lab", Family.HOST, "Fab lab", "#b83a0a", "B"
    DIGITAL_MEDIATION = (
        "digital_mediation",
        Family.HOST,
        "Médiation numérique",
        "#665600",
        "M",
    )
    FRANCE_SERVICES = (
        "france_services",
        Family.HOST,
        "France Services",
        "#44546a",
        "S",
    )
    TRAINING = "training", Family.OTHER, "Formation", "#2b6a6c", "E"
    RESEARCH = "research", Family.OTHER, "Recherche", "#2b6a6c", "R"

    family: Family
    label: str
    colour: str
    letter: str

    def __new__(
        cls,
        key: str,
        family: Family = Family.OTHER,
        label: str = "",
        colour: str = "",
        letter: str = "",
    ) -> "Category":
        member = str.__new__(cls, key)
        member._value_, member.family, member.label = key, family, label
        member.colour, member.letter = colour, letter
        return member


SUPPORT = tuple(c for c in Category if c.family is Family.SUPPORT)
"""Categories that answer objective 11."""

HOST = tuple(c for c in Category if c.family is Family.HOST)
"""Categories of the host family, France Services among them."""

NETWORK_OF_PLACES = tuple(c for c in HOST if c is not Category.FRANCE_SERVICES)
"""Categories that answer objective 12; France Services are shown apart."""
