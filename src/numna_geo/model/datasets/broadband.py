"""Broadband of each commune, quarter by quarter, as a dataset."""

from numna_geo.model.dataset import Dataset, Shape
from numna_geo.model.datasets.fields import day, integer, number, text

_WHERE_AND_WHEN = (
    text(
        "id",
        ("Identifiant", "Identifier"),
        "Code de la commune et trimestre, tel 23096:2026-T2.",
        "Code of the commune and quarter, such as 23096:2026-T2.",
        required=True,
    ),
    text(
        "code",
        ("Code de la commune", "Commune code"),
        "Code INSEE de 2026.",
        "INSEE code of 2026.",
        required=True,
    ),
    text(
        "name",
        ("Commune", "Commune"),
        "Nom de la commune.",
        "Name of the commune.",
        required=True,
    ),
    text(
        "department_code",
        ("Département", "Department"),
        "Code du département.",
        "Code of the department.",
    ),
    text(
        "epci_code",
        ("EPCI", "EPCI"),
        "Code SIREN de l'intercommunalité.",
        "SIREN code of the intercommunality.",
    ),
    text(
        "period",
        ("Trimestre", "Quarter"),
        "Trimestre des données, tel 2026-T2.",
        "Quarter of the data, such as 2026-T2.",
        required=True,
    ),
    day(
        "period_start",
        ("Premier jour", "First day"),
        "Premier jour du trimestre.",
        "First day of the quarter.",
        required=True,
    ),
    day(
        "period_end",
        ("Dernier jour", "Last day"),
        "Dernier jour du trimestre.",
        "Last day of the quarter.",
        required=True,
    ),
)

_COUNTS = (
    integer(
        "premises",
        ("Locaux", "Premises"),
        "Locaux à couvrir, selon le décompte de la fibre.",
        "Premises to cover, by the count of fibre.",
        unit="locaux",
    ),
    integer(
        "connectable",
        ("Locaux raccordables", "Connectable premises"),
        "Locaux raccordables à la fibre.",
        "Premises that can be connected to fibre.",
        unit="locaux",
    ),
    number(
        "connectable_share",
        ("Part raccordable", "Connectable share"),
        "Locaux raccordables sur locaux, de 0 à 1.",
        "Connectable premises over premises, 0 to 1.",
        unit="0–1",
    ),
    integer(
        "mci_premises",
        ("Locaux (Ma connexion internet)", "Premises (Ma connexion internet)"),
        "Autre décompte des locaux, jamais mêlé au premier.",
        "Another count of premises, never mixed with the first.",
        unit="locaux",
    ),
)

_BEST = tuple(
    integer(
        f"best_{technology}",
        (f"Meilleur accès : {label}", f"Best access: {label_en}"),
        f"Locaux dont le meilleur accès est : {label}.",
        f"Premises of which the best access is: {label_en}.",
        unit="locaux",
    )
    for technology, label, label_en in (
        ("ftth", "Fibre", "Fibre"),
        ("coax", "Câble", "Cable"),
        ("copper", "Cuivre", "Copper"),
        ("thd_radio", "THD radio", "THD radio"),
        ("4g", "4G fixe", "Fixed 4G"),
        ("hd_radio", "HD radio", "HD radio"),
        ("satellite", "Satellite", "Satellite"),
    )
)

_SPEEDS = (
    integer(
        "thd30_terrestrial",
        ("30 Mbit/s et plus, par voie terrestre", "30 Mbit/s and more, terrestrial"),
        "Locaux éligibles à 30 Mbit/s au moins sans satellite.",
        "Premises that can have 30 Mbit/s at least without satellite.",
        unit="locaux",
    ),
    integer(
        "gigabit",
        ("1 Gbit/s et plus", "1 Gbit/s and more"),
        "Locaux éligibles à 1 Gbit/s au moins.",
        "Premises that can have 1 Gbit/s at least.",
        unit="locaux",
    ),
    text(
        "copper_status",
        ("Fermeture du cuivre", "End of copper"),
        "Où en est la fermeture du réseau de cuivre.",
        "Where the closing of the copper network stands.",
    ),
    day(
        "copper_closes_on",
        ("Cuivre fermé le", "Copper closes on"),
        "Jour prévu de la fermeture technique.",
        "Day on which copper is to be switched off.",
    ),
    text(
        "source",
        ("Source", "Source"),
        "Clé de la source.",
        "Key of the source.",
        required=True,
    ),
)

BROADBAND = Dataset(
    key="broadband",
    title="Très haut débit par commune de Nouvelle-Aquitaine, 2018 et 2026",
    title_en=(
        "Very-high-speed broadband by commune of Nouvelle-Aquitaine, 2018 and 2026"
    ),
    description=(
        "Locaux et technologies d'accès, commune par commune et trimestre par"
        " trimestre. Deux décomptes de l'Arcep, jamais mêlés : celui de la fibre et"
        " celui de Ma connexion internet. Les méthodes de 2018 et de 2026 diffèrent."
    ),
    description_en=(
        "Premises and means of access, commune by commune and quarter by quarter. Two"
        " counts of Arcep, never mixed: that of fibre and that of Ma connexion"
        " internet. The methods of 2018 and 2026 differ."
    ),
    keywords=("très haut débit", "fibre", "Arcep"),
    shape=Shape.MULTIPOLYGON,
    identifier="id",
    label="name",
    fields=(*_WHERE_AND_WHEN, *_COUNTS, *_BEST, *_SPEEDS),
    time=("period_start", "period_end"),
    sources=("arcep_2018_t1", "arcep_2026_t2"),
)
