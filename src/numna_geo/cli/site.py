"""`site`: the pages as plain files, for a host that runs no program of ours."""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from numna_geo.api.app import create_app
from numna_geo.api.middleware.freshness import today
from numna_geo.api.pages.embed.dress import logos_in
from numna_geo.api.pages.shell.copying import Copying
from numna_geo.api.site_copy.addresses import ORIGIN
from numna_geo.api.site_copy.write_site import Tree, Wish, is_copy, write_site
from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.data import expect_migrated
from numna_geo.cli.database import opened, settings
from numna_geo.cli.output import Output, Step
from numna_geo.model.territory import Level
from numna_geo.settings import Settings
from numna_geo.usecases.disk_errors import disk_errors

_PATIENCE_S = 120.0
_EVERY_S = 20.0
_BASE = re.compile(r"/(?:[\w.~-]+/)*")
_MB = 1_000_000


@click.command()
@click.argument(
    "out_dir", metavar="OUT_DIR", type=click.Path(file_okay=False, path_type=Path)
)
@click.option(
    "--base",
    default="/",
    show_default=True,
    help="Where it will stand: a path, or a whole address.",
)
@click.option(
    "--levels",
    default=",".join(Level),
    show_default="all",
    help="Whose sheets it holds: levels, separated by commas.",
)
@click.option(
    "--structures/--no-structures",
    default=True,
    show_default=True,
    help="Whether it holds a page for each structure.",
)
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day that its pages tell time from; default: today.",
)
@AS_JSON
def site(
    *,
    out_dir: Path,
    base: str,
    levels: str,
    structures: bool,
    day: datetime | None,
    as_json: bool,
) -> None:
    """Write every page to OUT_DIR as plain files.

    French pages, English ones under en/, the map with its data, one page for each
    structure and territory, embeds. An earlier copy is replaced once the new one is
    whole; any other folder must be empty. The same data on the same --day give the
    same bytes. What needs a server leads to PUBLIC_URL, or is said to be missing.
    """
    out, here = Output(as_json=as_json), settings()
    origin, path = _where(base)
    told = day.date() if day else today()
    copying = Copying(base=path, day=told, service=here.public_url)
    wish = Wish(
        copying=copying,
        origin=origin,
        levels=_levels(levels),
        structures=structures,
        logos=logos_in(here.logos_dir),
        basemap_url=here.base_map.url if here.base_map else None,
    )
    _refuse_full(out_dir)
    began = time.monotonic()
    with opened() as engine, out.step("static copy") as step:
        expect_migrated(engine)
        url = engine.url.render_as_string(hide_password=False)
        tree = _written(url, here, wish, out_dir, step)
        step.note = f"{tree.pages:,} pages, {tree.size / _MB:.1f} MB, {out_dir}"
    out.result(
        {
            "out": str(out_dir),
            "base": path,
            "day": told.isoformat(),
            "pages": tree.pages,
            "files": len(tree.digests),
            "bytes": tree.size,
            "sha256": tree.digest(),
            "seconds": round(time.monotonic() - began, 2),
        }
    )


def _written(url: str, here: Settings, wish: Wish, out_dir: Path, step: Step) -> Tree:
    """Beside its place, then into it: a host never sends half a copy."""
    inside = here.model_copy(
        update={
            "public_url": ORIGIN,
            "log_level": "WARNING",
            "db_statement_timeout_s": _PATIENCE_S,
        }
    )
    app = create_app(inside, database_url=url)

    beside = out_dir.absolute().parent
    with disk_errors(f"{out_dir}: the copy was not put there"):
        beside.mkdir(parents=True, exist_ok=True)
        # The copy is there, also where something of the old one cannot be removed.
        with tempfile.TemporaryDirectory(
            prefix=".numna-geo-", dir=beside, ignore_cleanup_errors=True
        ) as folder:
            new = Path(folder, "new")
            new.mkdir()
            tree = asyncio.run(write_site(app, wish, new, say=_told_to(step)))
            put_in_place(new, out_dir, old=Path(folder, "old"))
            return tree


def put_in_place(new: Path, out_dir: Path, *, old: Path) -> None:
    """The new copy where the old one was, which stays if the new one cannot come.

    Raises:
        OSError: it cannot; `out_dir` may be where another disk begins.
    """
    if out_dir.exists():
        os.replace(out_dir, old)  # noqa: PTH105 (atomic on every system)
    try:
        os.replace(new, out_dir)  # noqa: PTH105
    except OSError:
        if old.exists():
            os.replace(old, out_dir)  # noqa: PTH105
        raise


def _told_to(step: Step) -> Callable[[int, int], None]:
    """Progress: a bar on a terminal, else a line now and then on standard error."""
    last = time.monotonic()

    def say(done: int, known: int) -> None:
        nonlocal last
        step.files(done, known)
        if not sys.stderr.isatty() and time.monotonic() - last >= _EVERY_S:
            last = time.monotonic()
            click.echo(f"static copy: {done:,} of {known:,} files", err=True)

    return say


def _where(base: str) -> tuple[str, str]:
    """Origin and path of the copy."""
    parts = urlsplit(base)
    path = f"/{parts.path.strip('/')}/".replace("//", "/")
    known = parts.scheme in ("http", "https") if parts.netloc else not parts.scheme
    if not known or parts.query or parts.fragment or not _BASE.fullmatch(path):
        raise click.BadParameter(
            f"{base}: expected a path such as /carte-numerique/, or a whole address",
            param_hint="--base",
        )
    return (f"{parts.scheme}://{parts.netloc}" if parts.netloc else "", path)


def _levels(asked: str) -> tuple[Level, ...]:
    names = [name.strip() for name in asked.split(",") if name.strip()]
    unknown = [name for name in names if name not in set(Level)]
    if unknown:
        raise click.BadParameter(
            f"{', '.join(unknown)}: expected some of {', '.join(Level)}",
            param_hint="--levels",
        )
    return tuple(level for level in Level if level in names)


def _refuse_full(out_dir: Path) -> None:
    with disk_errors(str(out_dir)):
        is_taken = out_dir.is_dir() and any(out_dir.iterdir())
    if is_taken and not is_copy(out_dir):
        raise click.BadParameter(
            f"{out_dir} holds other files; expected an empty folder, a new one, or an "
            "earlier copy",
            param_hint="OUT_DIR",
        )
