"""The promises that the folder names make, kept by the machine."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import numna_geo
from numna_geo import errors
from numna_geo.settings import Settings

HOME = Path(numna_geo.__file__).parent
ROOT = HOME.parents[1]
MODULES = sorted(HOME.rglob("*.py"))
FRENCH_COLUMNS = re.compile(
    r"""["'](code_insee|insee_com|code_postal|nom|nom_com|adresse|typologie|COMINIT)["']"""
)
TOP_LEVEL = {
    "README.md",
    "CHANGELOG.md",
    "Makefile",
    "Dockerfile",
    "docker-compose.yml",
    "pyproject.toml",
    "requirements.lock",
    ".env.example",
    ".ci",
    ".gitignore",
    ".dockerignore",
    "docs",
    "migrations",
    "data",
    "frontend",
    "bench",
    "tests",
    "src",
}


@cache
def sources() -> dict[str, str]:
    return {str(module.relative_to(HOME)): module.read_text() for module in MODULES}


@cache
def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(source) for name, source in sources().items()}


def tracked() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_a_module_fits_in_one_reading() -> None:
    lengths = {name: len(source.splitlines()) for name, source in sources().items()}

    assert {name: n for name, n in lengths.items() if n > 250} == {}


def test_a_module_opens_with_its_promise() -> None:
    promises = {name: ast.get_docstring(tree) or "" for name, tree in trees().items()}

    assert [name for name, promise in promises.items() if not promise] == []
    assert [
        name
        for name, promise in promises.items()
        if promise.splitlines()[0].startswith(Path(name).stem)
    ] == []


def test_a_function_fits_on_a_screen() -> None:
    lengths = {
        f"{name}: {node.name}": (node.end_lineno or 0) - node.body[0].lineno + 1
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: n for name, n in lengths.items() if n > 40} == {}


def test_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "common", "misc", "services", "core"}

    assert not drawers & {part for m in MODULES for part in (m.stem, m.parent.name)}


def test_french_column_names_stop_at_the_import_boundary() -> None:
    beyond = [name for name in sources() if Path(name).parent.name != "sources"]

    assert not [name for name in beyond if FRENCH_COLUMNS.search(sources()[name])]


def test_the_top_level_is_as_promised() -> None:
    assert {name.split("/")[0] for name in tracked()} <= TOP_LEVEL


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    explained = {line.split("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)}

    assert explained == {name.upper() for name in Settings.model_fields}


def test_the_tree_of_errors_is_complete() -> None:
    told = set(re.findall(r"- (\w+)", errors.__doc__ or ""))
    raised = {
        name
        for name, found in vars(errors).items()
        if isinstance(found, type) and issubclass(found, errors.NumnaGeoError)
    } - {"NumnaGeoError"}

    assert told == raised


def test_no_lock_names_a_registry() -> None:
    locks = [name for name in tracked() if name.endswith((".lock", "lock.json"))]

    assert len(locks) == 8
    for name in locks:
        text = (ROOT / name).read_text()
        assert '"resolved"' not in text, name
        # Where to thank an author is the only address a lock may hold.
        assert not re.search(r'(?<!"url": ")https?://', text), name


def test_decisions_are_numbered_and_short() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert len(page.read_text().splitlines()) <= 45, page.name
