"""What the words of a name tell: its kind of place, and what sets it apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from numna_geo.model.category import Category

_SPELLINGS = {
    "franceservices": "france services/france service/maison de services au public/"
    "maison de service au public/maison des services au public/maison de services aux "
    "publics/maison de services publics/maison des services publics/maison de services/"
    "maison des services/msap/mfs/efs/franceservice",
    "ccas": "cias/centre communal d action sociale/centre communal action sociale/"
    "centre intercommunal d action sociale",
    "centresocial": "centre social/centre socioculturel/centre socio culturel/"
    "centre social et culturel/centre socio educatif/espace socioculturel/"
    "espace socio culturel/espace social et culturel/csc/centre d animation/"
    "maison pour tous/centre social et socioculturel/centre social socioculturel/"
    "centre socioculturel et social",
    "epci": "communaute de communes/communaute des communes/communaute communes/"
    "comcom/com com/cdc/cc/communaute d agglomeration/communaute agglomeration/"
    "communaute urbaine/agglomeration/agglo",
    "mairie": "mairies/hotel de ville",
    "mediatheque": "mediatheques/bibliotheque/bibliotheques/bibliomediatheque",
    "missionlocale": "mission locale/missions locales",
    "poste": "la poste/laposte/agence postale/bureau de poste",
    "poleemploi": "pole emploi/poles emploi/france travail",
    "infojeunes": "point information jeunesse/point d information jeunesse/"
    "point information jeunes/point d information jeunes/point info jeunes/"
    "point info jeunesse/point rencontre information jeunesse/pij/prij/bij/"
    "bureau information jeunesse/info jeunes",
    "epn": "espace public numerique/espaces publics numeriques/cyber base/cyberbase/"
    "cyberbases/cyber bases/cyber espace/cyberespace/cyber centre/cybercentre",
    "solidarites": "maison du departement des solidarites/sdsei/mdsp/mds/"
    "maison departementale des solidarites/maison departementale de la solidarite/"
    "maison departementale de solidarite/maison landaise de la solidarite/"
    "maison landaise des solidarites/maison des solidarites",
    "departement": "conseil departemental",
    "fablab": "fab lab/fablabs/fab labs",
    "coworking": "co working/cowork/co work/espace de travail partage",
    "tierslieu": "tiers lieu/tiers lieux/tierslieux",
    "pepiniere": "pepinieres/pepiniere d entreprises/pepiniere entreprises",
    "association": "asso/ass/associations",
    "itinerant": "bus/itinerante/itinerants/itinerantes/camion/mobile",
    "antenne": "antennes/annexe/permanence/permanences",
    "universite": "iut/campus",
    "incubateur": "accelerateur",
}
# Only what a name begins with: « Commune de Salles », not « Maison de la commune ».
_OPENINGS = (("commune",), ("la", "commune"), ("ville",), ("municipalite",))
_AFTER_OPENING = frozenset(("de", "d", "du", "des"))
_LITTLE_WORDS = "au aux dans de des du en et la le les par pour sous sur un une"
_LITTLE = frozenset(_LITTLE_WORDS.split())
_UNSAID = (_LITTLE | {"d", "l"}) - {"par", "pour", "sous", "sur"}
_SHORTEST = 3
LONG_ENOUGH = 6
"""Fewer letters are found in a mailbox by chance."""

_KIND_WORDS = (
    "caf ccas centresocial chambre club college coworking cpam departement ecole epci "
    "epn fablab foyer franceservices incubateur infojeunes lycee mairie mediatheque "
    "missionlocale msa musee pepiniere pimms poleemploi poste prefecture solidarites "
    "technopole tierslieu universite"
)
KINDS = tuple(_KIND_WORDS.split())
"""Kinds of place that a name may say."""

_KIND_BIT = {kind: 1 << n for n, kind in enumerate(KINDS)}
LABEL = _KIND_BIT["franceservices"]
"""The kind that is a label, which a place of another kind may hold."""

BODIES = sum(_KIND_BIT[kind] for kind in ("ccas", "departement", "epci", "mairie"))
"""The kinds that are public bodies, with services of their own."""

ANNEXE, MOVING, SERVICE = 1, 2, 4
_BRANCHES = {"antenne": ANNEXE, "itinerant": MOVING, "service": SERVICE}
_POSTCODE = 5
# Words of the field: they say what a place is, not which one.
_FIELD_WORDS = (
    "accueil action animation antenne aquitaine association atelier batiment bureau "
    "centre cite communal communale communautaire communaute commune communes culture "
    "culturel culturelle cyber departemental departementale digital emploi "
    "entreprises espace espaces formation francaise france hotel inclusion "
    "information informatique innovation insertion intercommunal intercommunale "
    "itinerant jeunes jeunesse lab lieu local locale locales maison mediateur "
    "mediation multimedia multisites municipal municipale nouvelle numerique "
    "numeriques pays point pole poste public publics publique quartier regional "
    "regionale relais reseau rural rurale salle service services site social sociale "
    "solidaire solidarite structure territoire territoriale village ville"
)
_FIELD = frozenset((*KINDS, *_FIELD_WORDS.split()))
Phrase = tuple[str, ...]


def _phrases() -> dict[str, list[tuple[Phrase, str]]]:
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for spelling, phrases in _SPELLINGS.items():
        for phrase in phrases.split("/"):
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, spelling))
    for ways in found.values():
        ways.sort(key=lambda way: -len(way[0]))
    return found


_PHRASES = _phrases()


@dataclass(frozen=True, slots=True)
class NameWords:
    """A name, taken apart.

    `core` are the words that set the place apart, in order: not those of its field,
    nor of its commune. `field` are those of its field, sorted. `kinds` is a bit for
    each kind of place named, `branches` for an annexe (1), a moving one (2), or
    a service (4); `numbers` are those of the name, in order, each once.
    """

    core: tuple[str, ...]
    field: tuple[str, ...]
    kinds: int
    branches: int
    numbers: tuple[str, ...]


def one_spelling(name: str) -> str:
    """A name in plain words, with one spelling for each kind of place.

    >>> one_spelling("commune de saint ciers d abzac")
    'mairie saint ciers d abzac'
    >>> one_spelling("blaye maison de services au public")
    'blaye franceservices'
    """
    return " ".join(_respelt(_mairie_first(name.split())))


def _mairie_first(words: list[str]) -> list[str]:
    for opening in _OPENINGS:
        size = len(opening)
        if tuple(words[:size]) == opening and words[size : size + 1]:
            if words[size] in _AFTER_OPENING:
                return ["mairie", *words[size + 1 :]]
            return words
    return words


def _respelt(words: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        for phrase, spelling in _PHRASES.get(words[at], ()):
            if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
                yield spelling
                at += len(phrase)
                break
        else:
            yield words[at]
            at += 1


@lru_cache(maxsize=1 << 14)
def name_words(name: str, city: str) -> NameWords:
    """Take a name apart; both in plain words.

    >>> name_words(one_spelling("bibliotheque johel coutura de blaye"), "blaye").core
    ('johel', 'coutura')
    >>> name_words("le 400", "brive").numbers
    ('400',)
    """
    kinds = branches = 0
    core, field = [], set()
    dull = _LITTLE.union(city.split())
    for word in name.split():
        kinds |= _KIND_BIT.get(word, 0)
        branches |= _BRANCHES.get(word, 0)
        if word in _FIELD:
            field.add(word)
        elif word.isdigit():
            core.extend([word] * (len(word) != _POSTCODE))
        elif len(word) > 1 and word not in dull:
            core.append(word)
    numbers = tuple(dict.fromkeys(word for word in core if word.isdigit()))
    return NameWords(tuple(core), tuple(sorted(field)), kinds, branches, numbers)


def initials(name: str, city: str) -> str | None:
    """What a name may be shortened to; `None` below three letters.

    >>> initials("centre information jeunesse d angouleme", "angouleme")
    'cij'
    """
    dull = city.split()
    words = (w for w in name.split() if w not in _UNSAID and w not in dull)
    short = "".join(word[0] for word in words)
    return short if len(short) >= _SHORTEST else None


def run_together(name: str, city: str) -> str | None:
    """What is proper to a name as a mailbox would hold it; `None` when it is short.

    >>> run_together("centresocial arc en ciel cozes", "cozes")
    'arcenciel'
    """
    dull = city.split()
    words = (w for w in name.split() if w not in _FIELD and w not in dull)
    proper = "".join(words)
    return proper if len(proper) >= LONG_ENOUGH else None


def tells(words: NameWords) -> bool:
    """Whether a name or a house says more than numbers and one word of its field."""
    proper = any(not word.isdigit() for word in words.core)
    return bool(proper or words.kinds or len(words.field) > 1)


def telling(core: str, field: str) -> str:
    """The words of a name, of its core and of its field, each once and sorted.

    >>> telling("johel coutura", "mediatheque")
    'coutura johel mediatheque'
    """
    return " ".join(sorted({*core.split(), *field.split()}))


def kinds_of(category: Category) -> int:
    """The kinds of place that a category means by itself."""
    return LABEL if category is Category.FRANCE_SERVICES else 0


def kind_names(kinds: int) -> list[str]:
    """The kinds of a mask, in words.

    >>> kind_names(name_words("mairie", "").kinds)
    ['mairie']
    """
    return [kind for kind, bit in _KIND_BIT.items() if kinds & bit]
