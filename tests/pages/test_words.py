"""Texts: both languages whole, numbers that agree, reports in French."""

import ast
import json
import re
from pathlib import Path

import httpx2
import pytest

import numna_geo
from numna_geo.api.pages.words.report import in_french
from numna_geo.api.pages.words.wording import words
from numna_geo.gaps import INDICATORS
from numna_geo.store.database import Connection
from numna_geo.store.tables import ImportRowReportRow

PAGE = {"Accept": "text/html"}
CREALAB = "support_structures-crealab-angouleme"
FRENCH = re.compile(
    r"\b(habitants|recensé|relevé|vérifiée?|vol d.oiseau|établissements"
    r"|lieux d.accueil|accompagnement|fermé|Données|dans la)\b"
)
# Names of publications, of places and of people stay as they are.
DATA = re.compile(r'<([a-z]+)\b[^>]*\blang="fr"[^>]*>.*?</\1>|<h3>.*?</h3>', re.DOTALL)
CONFIG = re.compile(r'<script type="application/.*?</script>', re.DOTALL)
TAGS = re.compile(r"<[^>]+>")


@pytest.mark.parametrize(
    "path",
    [
        *("/?q=Pau&besoin=support", "/?q=Pau&famille=host&etape=idea", "/?"),
        *("/?q=Royan&etape=creation", "/?commune=23002&besoin=making&max=15"),
        *("/?etape=idea", "/carte?", "/carte/tableau?", "/donnees?"),
        *("/carte?lecture=verifie", f"/structures/{CREALAB}?"),
        *("/donnees/dictionnaire?", "/ogc/?", "/ogc/collections/structures?"),
        *("/ogc/collections/structures/queryables?", "/ogc/collections/gaps/items?"),
    ],
)
def test_an_english_page_holds_no_french_sentence(origin: str, path: str) -> None:
    html = httpx2.get(f"{origin}{path}&lang=en", headers=PAGE, timeout=60).text

    text = TAGS.sub(" ", DATA.sub(" ", CONFIG.sub(" ", html)))

    assert FRENCH.findall(text.replace("Nouvelle-Aquitaine", "")) == []


@pytest.mark.parametrize(
    ("asked", "lang"), [("lang=en&lang=fr", "en"), ("lang=fr&lang=en", "fr")]
)
def test_of_two_languages_every_page_speaks_the_first(
    origin: str, asked: str, lang: str
) -> None:
    for path in ("/carte/tableau", "/mentions-legales", "/embed/fiche", "/territoires"):
        html = httpx2.get(f"{origin}{path}?{asked}", headers=PAGE, timeout=60).text

        assert f'<html lang="{lang}"' in html
        here = re.search(r'<link rel="canonical" href="([^"]+)"', html)
        assert here is None or here[1].endswith("?lang=en") == (lang == "en")


def test_the_english_warning_says_the_same_numbers_as_the_french() -> None:
    for indicator in INDICATORS.values():
        english = words("en").warning(indicator)
        french = indicator.warning or ""

        assert bool(english) == bool(french)
        digits = [
            re.findall(r"\d+", re.sub(r"(?<=\d)[\s,](?=\d{3})", "", text))
            for text in (english, french)
        ]
        assert digits[0] == digits[1]


def test_every_indicator_has_an_english_title() -> None:
    titles = [words("en").title(indicator) for indicator in INDICATORS.values()]

    assert len(set(titles)) == len(INDICATORS)


def test_what_became_of_every_loaded_row_is_told_in_french(
    connection: Connection,
) -> None:
    rows = connection.execute(ImportRowReportRow.__table__.select()).mappings()

    said = {row[name] for row in rows for name in ("reason", "action")}

    assert said
    assert {text for text in said if in_french(text) is None} == set()


def test_every_reason_of_the_code_is_told_in_french() -> None:
    package = Path(numna_geo.__file__).parent
    files = [*package.glob("sources/*.py"), *package.glob("usecases/*.py")]
    said = {text for file in files for text in _reasons(file)}

    assert len(said) > 20
    assert {text for text in said if in_french(text) is None} == set()


def _reasons(file: Path) -> set[str]:
    """Whole texts given to `Mend` as its reason and its action."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Mend":
            given = [*node.args[2:], *(k.value for k in node.keywords if _told(k))]
            found |= {
                text.value
                for text in given
                if isinstance(text, ast.Constant) and isinstance(text.value, str)
            }
    return found


def _told(keyword: ast.keyword) -> bool:
    return keyword.arg in {"reason", "action"}


def test_no_text_promises_help_from_afar() -> None:
    for lang in ("fr", "en"):
        texts = json.dumps(dict(words(lang).texts), ensure_ascii=False)
        assert "Beaucoup accompagnent" not in texts
        assert "Many help remotely" not in texts
