"""Fields of a structure: what it offers, how fresh that is, and who says so."""

from numna_geo.model.datasets.fields import boolean, day, number, text, texts
from numna_geo.model.stage import Need, Sector, Stage

OFFER = (
    texts(
        "stages",
        ("Étapes", "Stages"),
        (
            "Étapes de projet qu'une source dit accompagnées ; une liste vide dit « non"
            " renseigné »."
        ),
        (
            "Stages of a project that a source says are accompanied; an empty list says"
            " unknown."
        ),
        values=tuple(Stage),
    ),
    texts(
        "needs",
        ("Besoins", "Needs"),
        "Besoins auxquels la structure répond, selon sa source ou sa catégorie.",
        "Needs that the structure answers, by its source or its category.",
        values=tuple(Need),
    ),
    texts(
        "sectors",
        ("Filières", "Sectors"),
        "Filières du numérique ; une liste vide dit « non renseigné ».",
        "Sectors of digital business; an empty list says unknown.",
        values=tuple(Sector),
    ),
    text(
        "competence",
        ("Territoire de compétence", "Competence area"),
        "Si une source dit d'où l'on peut s'adresser à elle.",
        "Whether a source says from where it may be asked.",
        values=("known", "unknown"),
        required=True,
    ),
    boolean(
        "remote",
        ("À distance", "Remote"),
        "Si elle accompagne aussi à distance.",
        "Whether it helps from afar too.",
    ),
    boolean(
        "itinerant",
        ("Itinérant", "Itinerant"),
        "Si le lieu se déplace.",
        "Whether the place moves.",
    ),
    text(
        "siret",
        ("SIRET", "SIRET"),
        "Numéro d'établissement.",
        "Number of the establishment.",
    ),
    day(
        "verified_on",
        ("Vérifié le", "Verified on"),
        "Jour du dernier contrôle ; une modification n'en est pas un.",
        "Day of the last check; an edition is none.",
    ),
    day(
        "verified_until",
        ("Vérifié jusqu'au", "Verified until"),
        "Dernier jour où ce contrôle vaut, selon le délai de la catégorie.",
        "Last day on which that check holds, by the delay of the category.",
    ),
    day(
        "edited_on",
        ("Modifié le", "Edited on"),
        "Jour de la dernière modification chez la source.",
        "Day of the last edition by the source.",
    ),
    day(
        "labelled_on",
        ("Labellisé le", "Labelled on"),
        "Jour du label, tel France Services.",
        "Day of the label, such as France Services.",
    ),
    day(
        "imported_on",
        ("Importé le", "Imported on"),
        "Jour où sa source a été chargée.",
        "Day on which its source was loaded.",
        required=True,
    ),
    day(
        "closed_on",
        ("Disparu le", "Gone on"),
        "Jour où la dernière de ses sources a cessé d'en parler.",
        "Day on which the last of its sources stopped speaking of it.",
    ),
    number(
        "completeness",
        ("Complétude", "Completeness"),
        "Part (0 à 1) de ce qu'une fiche devrait dire et qui est connu.",
        "Share (0 to 1) of what a record should say that is known.",
        unit="0–1",
        required=True,
    ),
    text(
        "source",
        ("Source", "Source"),
        "Clé de la source la plus sûre qui en parle.",
        "Key of the most trusted source that speaks of it.",
        required=True,
    ),
    text(
        "source_title",
        ("Titre de la source", "Title of the source"),
        "Titre du jeu de données d'origine.",
        "Title of the original dataset.",
        required=True,
    ),
    text(
        "publisher",
        ("Producteur", "Publisher"),
        "Qui publie la source.",
        "Who publishes the source.",
        required=True,
    ),
    day(
        "source_published_on",
        ("Source publiée le", "Source published on"),
        "Date de publication de la source.",
        "Date on which the source was published.",
    ),
    texts(
        "licences",
        ("Licences", "Licences"),
        "Licence de chacune des sources qui l'ont renseignée.",
        "Licence of every source that told something of it.",
        required=True,
    ),
)
