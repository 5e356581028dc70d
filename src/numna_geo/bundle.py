"""Where the files that are not Python lie: in a checkout, or inside the wheel."""

import hashlib
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


def code_mark(*patterns: str) -> str:
    """A mark of some of our own modules: it changes when one of them does.

    Args:
        patterns: of modules in the package, such as `gaps/*.py`.
    """
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(_PACKAGE.glob(pattern)):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def project_home() -> Path:
    """The folder whose `.numna/` keeps the cluster: the checkout, or where we are."""
    return ROOT if ROOT.name != "_bundle" else Path.cwd()
