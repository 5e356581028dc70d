"""Where the files that are not Python lie: in a checkout, or inside the wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    checkout = _PACKAGE.parent.parent
    return checkout if (checkout / "migrations").is_dir() else _PACKAGE / "_bundle"


ROOT = _root()
MIGRATIONS = ROOT / "migrations"
DATA = ROOT / "data"
ASSETS = ROOT / "frontend" / "dist"
TEMPLATES = ROOT / "frontend" / "templates"


def project_home() -> Path:
    """The folder whose `.numna/` keeps the cluster: the checkout, or where we are."""
    return ROOT if ROOT.name != "_bundle" else Path.cwd()
