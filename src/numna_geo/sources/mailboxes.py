"""Which e-mail addresses belong to a role, and may be published again."""

import re
import unicodedata

_ROLE_DOMAINS = re.compile(r"france-?services?\.gouv\.fr$")
# Seen in the France Services list of 2024: what a shared mailbox calls itself.
_ROLE_WORDS = re.compile(
    r"service|france|msap|mfs|mds|msp|efs|^fs|ccas|cias|contact|accueil|mairie|"
    r"info|maison|commune|espace|centre|bus|pole|point|plateforme|cap|pref|relais|"
    r"relations|coordo|csi|cms|psp|ppms|demarches|fabrique|mediat|cyber|public|"
    r"direction|secretariat|social|forum|eps|fst|esp\b|connectes|marmandais"
)
_LEAST_LETTERS = 4


def role_mailbox(email: str, *, place: str = "") -> bool:
    """Whether an address names a role or the place itself, and nobody in person.

    Only what is recognised is a role: an unknown word may be a surname.

    >>> role_mailbox("franceservices@ccbb.fr"), role_mailbox("z.exemple@ccbb.fr")
    (True, False)
    >>> role_mailbox("ambazac@pimmsmediation.fr", place="France services Ambazac")
    True
    """
    local, _, domain = _plain(email).partition("@")
    if _ROLE_DOMAINS.search(domain):
        return True
    return bool(_ROLE_WORDS.search(local)) or _names_the_place(local, _plain(place))


def _names_the_place(local: str, place: str) -> bool:
    words = {w for w in re.split(r"\W+", place) if len(w) >= _LEAST_LETTERS}
    return any(word in local for word in words)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))
