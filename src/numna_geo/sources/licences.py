"""What a licence lets us do with rows: publish them again, or mix them with others.

Source: Licence Ouverte 2.0 (Etalab, 2017), ODbL 1.0 (Open Data Commons) and the
Creative Commons licences 4.0; décret 2017-638 for what French administrations may use.
"""

import re
import unicodedata

_ODBL = re.compile(r"\bodbl\b|\bopen database license\b")
_OPEN = (
    re.compile(r"\b(licence ouverte|open licen[cs]e|etalab|lov?2?)\b"),
    re.compile(r"\bcc[ -]?(0|zero)\b"),
    re.compile(r"\bcc[ -]by\b"),
)
_NARROWER = re.compile(r"\b(sa|nc|nd|share ?alike|non ?commerci\w*|no ?deriv\w*)\b")
_DOUBT = re.compile(
    r"confirm|verif|inconnu|unknown|\?|\bnot\b|\bnon\b|\bpas\b|\bsauf\b"
)


def is_odbl(licence: str) -> bool:
    """Whether what is made of it must carry the same licence: kept apart, then.

    >>> is_odbl("ODbL 1.0"), is_odbl("Open Database License"), is_odbl("LO 2.0")
    (True, True, False)
    """
    return bool(_ODBL.search(_plain(licence)))


def is_open(licence: str) -> bool:
    """Whether it surely lets rows be published again; a doubt is a no.

    >>> is_open("Licence Ouverte 2.0"), is_open("etalab-2.0"), is_open("CC-BY 4.0")
    (True, True, True)
    >>> is_open("à confirmer"), is_open("CC BY-NC 4.0"), is_open("Tous droits réservés")
    (False, False, False)
    """
    text = _plain(licence)
    if _DOUBT.search(text):
        return False
    if is_odbl(licence):
        return True
    return not _NARROWER.search(text) and any(kind.search(text) for kind in _OPEN)


def _plain(licence: str) -> str:
    """Small letters without accents, words separated by one blank or hyphen.

    >>> _plain("Licence  Ouverte / Étalab_2.0")
    'licence ouverte / etalab 2.0'
    """
    letters = unicodedata.normalize("NFKD", licence.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(bare.replace("_", " ").split())
