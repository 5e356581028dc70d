"""Which e-mail addresses belong to a role, and may be published again."""

import re
import unicodedata
from collections.abc import Set
from functools import lru_cache

_SHARED_DOMAIN = re.compile(r"(?:.*\.)?france-?services?\.gouv\.fr")
_INITIAL_AND_NAME = re.compile(r"[a-z][._-][a-z]{2,}")

# "France" alone is a first name.
_FRANCE_SERVICES = re.compile(r"france[\s._-]?services?")
# "Jean" alone is not the name of Saint-Jean.
_SAINT = re.compile(r"\b(?:sainte|saint|ste|st)[\s._-]?(?=[a-z]{3})")

_NOT_LETTERS = re.compile(r"[\W\d_]+")

_ROLES = frozenset(
    [
        *("franceservices", "service", "services", "fs", "efs", "mfs", "msap"),
        *("mds", "msp", "eps", "fst", "psp", "ppms", "sci", "esp", "eref", "mq"),
        *("accueil", "contact", "info", "infos", "secretariat", "direction"),
        *("coordination", "coordo", "relations", "habitants", "usagers"),
        *("mairie", "pref", "prefecture", "sp", "commune", "communes", "ccommunes"),
        *("communaute", "ccas", "cias", "cms", "csi", "csc", "csap", "cscc"),
        *("association", "asso", "antenne", "annexe", "bureau", "bus", "cap"),
        *(
            "centre",
            "espace",
            "fabrique",
            "forum",
            "guichet",
            "itinerant",
            "maison",
            "mobile",
        ),
        *("multisites", "permanence", "plateforme", "point", "pole", "relais"),
        *("quartier", "ville", "pays", "proximite", "nord", "sud", "est", "ouest"),
        *("action", "citoyen", "citoyenne", "connectes", "cyber", "demarches"),
        *("emploi", "mediation", "mediatheque", "numerique", "num", "public"),
        *("publics", "publique", "ressources", "social", "sociale", "solidarite"),
    ]
)
_SMALL = frozenset(
    [
        *("le", "la", "les", "de", "du", "des", "au", "aux", "en", "et", "sur"),
        *("sous", "lez", "mes", "tous"),
    ]
)
_KNOWN = _ROLES | _SMALL
_ANY_ROLE = tuple(_ROLES)
_LEAST_LETTERS = 3

# Shared mailboxes of the France Services list of 2024 whose words are of no use
# elsewhere: abbreviations and nicknames. Each was looked at.
_LOOKED_AT = frozenset(
    [
        *("info-aqps", "esp.aapiq", "emmabus", "ruralinette", "bxaubiers", "dclics"),
        *("franceservices.clv", "franceservices.ceve", "france.services.vls"),
        *("franceservices.csevreetmauges", "franceservices.hautsegala"),
        *("franceservicesvalmaronne", "ccommunes.dartagnan.fezensac"),
        *("mds.rochefort-sancy", "mdstneussargues", "mairieannexevergnes"),
        *("mairie.proximite.mireuil", "maisonducitoyen.oussedesbois"),
        *("maisonducitoyen.saragosse", "cardesservicespublics", "lot.vignoble"),
        "mesdesmarches",
    ]
)


def role_mailbox(email: str, *, place: str = "") -> bool:
    """Whether an address names a role or the place itself, and nobody in person.

    Only what is recognised is a role: an unknown word may be a surname, hence every
    word before the @ must be a role's or one of the place's, whole. Words may be
    glued; those of the domain count beside a role.

    Args:
        email: the address.
        place: what the structure and its commune are called.

    >>> role_mailbox("franceservices@ccbb.fr"), role_mailbox("z.exemple@ccbb.fr")
    (True, False)
    >>> role_mailbox("ambazac@pimmsmediation.fr", place="France services Ambazac")
    True
    """
    role, words = _by_itself(email)
    if role is not None:
        return role
    names = _names(place)
    unknown = [word for word in words if not _made_of(word, names)]
    if not unknown:
        return bool(words)
    if not any(map(_holds_a_role, words)):
        return False
    domain = _plain(email).partition("@")[2]
    helped = names | _names(domain.rpartition(".")[0])
    return all(_made_of(word, helped) for word in unknown)


def names_a_place(text: str, city: str) -> bool:
    """Whether a word of `text` is a role's, a small one, or one of its town's.

    >>> names_a_place("Pôle Numérique", ""), names_a_place("Zoé Exemple", "Pau")
    (True, False)
    """
    names = _names(city)
    return any(_made_of(word, names) for word in _words(_plain(text)))


@lru_cache(maxsize=4096)
def _by_itself(email: str) -> tuple[bool | None, tuple[str, ...]]:
    """Whether an address is a role's wherever it is, if known; else its words."""
    local, _, domain = _plain(email).partition("@")
    if _SHARED_DOMAIN.fullmatch(domain):
        return not _INITIAL_AND_NAME.fullmatch(local), ()
    if local in _LOOKED_AT:
        return True, ()
    words = _words(local)
    known = all(_made_of(word, frozenset()) for word in words)
    return (bool(words) if known else None), tuple(words)


def _words(text: str) -> list[str]:
    """Words of plain text; what is called after a saint is one word."""
    told = _SAINT.sub("saint", _FRANCE_SERVICES.sub(" franceservices ", text))
    return [word for word in _NOT_LETTERS.split(told) if word]


@lru_cache(maxsize=4096)
def _names(text: str) -> frozenset[str]:
    """What the words of a name may look like in an address."""
    plain = _plain(text)
    told = _words(plain)
    if "'" in plain or "’" in plain:
        # "Cosne-d'Allier" is written "cosnedallier" too.
        told += _words(plain.replace("'", "").replace("’", ""))
    named = {word for word in told if len(word) >= _LEAST_LETTERS}
    return frozenset(named - {"franceservices"})


def _made_of(word: str, names: Set[str]) -> bool:
    """Whether `word` is a role, a small word or a name, or several glued together."""
    if word in _KNOWN or word in names:
        return True
    ends = [0]
    for end in range(1, len(word) + 1):
        for start in ends:
            part = word[start:end]
            if part in _KNOWN or part in names:
                ends.append(end)
                break
    return ends[-1] == len(word)


def _holds_a_role(word: str) -> bool:
    return word.startswith(_ANY_ROLE) or word.endswith(_ANY_ROLE)


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return "".join(c for c in letters if not unicodedata.combining(c))
