"""Fields of a structure: what it is, where it is, and how to reach it."""

from numna_geo.model.category import Category, Family
from numna_geo.model.datasets.fields import text, texts
from numna_geo.model.position import Precision
from numna_geo.model.structure import DigitalFocus, Status

PLACE = (
    text(
        "id",
        ("Identifiant", "Identifier"),
        (
            "Identifiant permanent ; celui d'une fiche fusionnée renvoie à la fiche qui"
            " reste."
        ),
        (
            "Permanent identifier; that of a merged record redirects to the one that"
            " stays."
        ),
        required=True,
    ),
    text(
        "name",
        ("Nom", "Name"),
        "Nom de la structure ou du lieu.",
        "Name of the structure or place.",
        required=True,
    ),
    text(
        "family",
        ("Famille", "Family"),
        (
            "Structure d'accompagnement (support), lieu d'accueil (host) ou autre ; les"
            " deux familles ne se mêlent pas."
        ),
        "Support structure, host place or other; the two families are never mixed.",
        values=tuple(Family),
        required=True,
    ),
    text(
        "category",
        ("Catégorie", "Category"),
        "Catégorie principale.",
        "Main category.",
        values=tuple(Category),
        required=True,
    ),
    text(
        "category_label",
        ("Libellé de la catégorie", "Label of the category"),
        "Catégorie principale en français.",
        "Main category in French.",
        required=True,
    ),
    texts(
        "categories",
        ("Catégories", "Categories"),
        "Toutes les catégories, la principale d'abord.",
        "Every category, the main one first.",
        values=tuple(Category),
        required=True,
    ),
    text(
        "status",
        ("État", "Status"),
        (
            "Ouvert, en projet, fermé ou inconnu ; un silence des sources n'est jamais"
            " une fermeture."
        ),
        "Open, planned, closed or unknown; silence of the sources is never a closure.",
        values=tuple(Status),
        required=True,
    ),
    text(
        "digital_focus",
        ("Rapport au numérique", "Digital focus"),
        "Dédiée au numérique, généraliste, autre ou inconnu.",
        "Made for digital projects, generalist, other or unknown.",
        values=tuple(DigitalFocus),
        required=True,
    ),
    text(
        "organisation",
        ("Organisation", "Organisation"),
        "Organisme qui porte la structure ; il peut avoir plusieurs implantations.",
        "Body behind the structure; it may have several sites.",
    ),
    text(
        "commune_code",
        ("Code de la commune", "Commune code"),
        "Code INSEE de 2026.",
        "INSEE code of 2026.",
    ),
    text(
        "commune",
        ("Commune", "Commune"),
        "Nom de la commune.",
        "Name of the commune.",
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
        "street",
        ("Voie", "Street"),
        "Numéro et voie de l'adresse.",
        "Number and street of the address.",
    ),
    text(
        "postcode",
        ("Code postal", "Postcode"),
        "Code postal de l'adresse.",
        "Postcode of the address.",
    ),
    text(
        "city",
        ("Ville", "City"),
        "Ville telle qu'écrite dans l'adresse.",
        "City as written in the address.",
    ),
    text(
        "position_precision",
        ("Précision de la position", "Precision of the position"),
        (
            "À quoi la position se rapporte ; « commune » est le chef-lieu, faute"
            " d'adresse."
        ),
        "What the position stands for; `commune` is its seat, for want of an address.",
        values=tuple(Precision),
        required=True,
    ),
    text(
        "phone",
        ("Téléphone", "Phone"),
        "Numéro de la structure, jamais d'une personne.",
        "Number of the structure, never of a person.",
    ),
    text(
        "email",
        ("Courriel", "E-mail"),
        "Adresse de la structure, jamais d'une personne.",
        "Address of the structure, never of a person.",
    ),
    text(
        "website",
        ("Site web", "Web site"),
        "Adresse du site.",
        "Address of the web site.",
    ),
    text(
        "how_to_apply",
        ("Comment faire", "How to apply"),
        "Comment s'adresser à la structure.",
        "How to turn to the structure.",
    ),
    text(
        "opening",
        ("Horaires", "Opening hours"),
        "Horaires dans l'écriture d'OpenStreetMap (opening_hours).",
        "Opening hours in the notation of OpenStreetMap (opening_hours).",
    ),
)
