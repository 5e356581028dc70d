"""A static copy, page by page, from an application that answers no socket."""

import asyncio
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from numna_geo.api.pages.shell.copying import Copying
from numna_geo.api.pages.words.wording import words
from numna_geo.api.site_copy import pages_to_copy as begin
from numna_geo.api.site_copy.addresses import PAGES, Address, Copied, file_of
from numna_geo.api.site_copy.addresses import STRUCTURES as STRUCTURE_PAGES
from numna_geo.api.site_copy.asked_inside import Inside
from numna_geo.api.site_copy.finder_files import (
    PLACES,
    STRUCTURES,
    places_file,
    structures_file,
)
from numna_geo.api.site_copy.host_files import host_files
from numna_geo.api.site_copy.rewritten import Rewriter, addresses_in, data_names_in
from numna_geo.errors import CopyUnfinished
from numna_geo.model.territory import Level
from numna_geo.usecases.tell_opening import PARIS

_AT_ONCE = 4
_NOON = time(12)
_DATA = re.compile(r'"(/carte/donnees/[^"/]+/)"')
_SUMMARY = "copie.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted of a copy.

    Args:
        copying: where it will stand, and of when it is.
        origin: of its host, such as `https://carte.example.fr`, or nothing.
        levels: whose sheets it holds.
        structures: whether it holds a page for each structure.
        logos: paths of those that embeds may show.
        basemap_url: template of the tiles, if there are any.
    """

    copying: Copying
    origin: str = ""
    levels: Sequence[Level] = tuple(Level)
    structures: bool = True
    logos: Sequence[str] = ()
    basemap_url: str | None = None


@dataclass(slots=True)
class Tree:
    """The files written so far, each by its digest."""

    root: Path
    digests: dict[str, str] = field(default_factory=dict)
    size: int = 0
    pages: int = 0

    def write(self, name: str, content: bytes) -> None:
        """Write one file, its folders first.

        Raises:
            CopyUnfinished: its name, which may come from a source, leads out.
        """
        path = self.root / name
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise CopyUnfinished(f"{name} would be written outside of the copy")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.digests[name] = sha256(content).hexdigest()
        self.size += len(content)
        self.pages += name.endswith(".html")

    def digest(self) -> str:
        """Of the whole tree: names and contents, in the order of their names."""
        lines = (f"{self.digests[name]}  {name}\n" for name in sorted(self.digests))
        return sha256("".join(lines).encode()).hexdigest()


async def write_site(
    app: FastAPI, wish: Wish, root: Path, *, say: Callable[[int, int], None]
) -> Tree:
    """Write the copy into an empty folder.

    Args:
        app: of settings whose public address is `addresses.ORIGIN`; not started yet.
        wish: what is wanted.
        root: the folder.
        say: is told how many files are written, and how many are known of so far.

    Raises:
        CopyUnfinished: a page answers with an error.
        DatabaseUnavailable, DatabaseNotReady: as every page does.
    """
    async with app.router.lifespan_context(app):
        return await written(app, wish, root, say=say)


async def written(
    app: FastAPI, wish: Wish, root: Path, *, say: Callable[[int, int], None]
) -> Tree:
    """The same, of an application that is started."""
    tree = Tree(root)
    at = datetime.combine(wish.copying.day, _NOON, PARIS)
    inside = Inside(app, wish.copying, at)
    await _Site(inside, wish, tree, say).write()
    told = host_files(
        wish.copying.base, wish.basemap_url, origin=wish.origin, names=[*tree.digests]
    )
    for name, text in told.items():
        tree.write(name, text.encode())
    tree.write(_SUMMARY, _summary(wish, tree))
    return tree


class _Site:
    """One copy in the making; what pages link is copied as soon as it is known."""

    def __init__(
        self, inside: Inside, wish: Wish, tree: Tree, say: Callable[[int, int], None]
    ) -> None:
        self._inside, self._wish, self._tree, self._say = inside, wish, tree, say
        self._queue: list[Address] = []
        self._known: set[str] = set()
        self._rewriter: Rewriter | None = None

    async def write(self) -> None:
        copying, wish = self._wish.copying, self._wish
        features = await begin.structures(self._inside)
        communes = await begin.territories(self._inside, [Level.COMMUNE])
        sheets = await begin.territories(self._inside, wish.levels)
        pages = [*PAGES, *sheets]
        copied = Copied(copying.base, frozenset(pages), structures=wish.structures)
        self._rewriter = Rewriter(copied, wish.origin, copying.service)
        if wish.structures:
            pages += begin.structure_paths(features)
        self._add(begin.in_both_languages(pages))
        self._add(begin.embeds(sheets))
        self._add(begin.assets())
        self._add(map(Address, ("/robots.txt", *wish.logos)))
        self._tree.write(STRUCTURES, structures_file(features, linked=wish.structures))
        await self._map_files([path.rpartition("/")[2] for path in communes])
        await self._error_pages()
        working = [asyncio.create_task(self._work()) for _ in range(_AT_ONCE)]
        try:
            await asyncio.gather(*working)
        finally:
            # The first page that fails ends them all.
            for task in working:
                task.cancel()

    def _add(self, several: Iterable[Address]) -> None:
        for one in several:
            if file_of(one) not in self._known:
                self._known.add(file_of(one))
                self._queue.append(one)

    async def _work(self) -> None:
        while self._queue:
            one = self._queue.pop(0)
            body = await begin.asked(self._inside, one.asked())
            if not one.is_file:
                html = body.decode()
                self._add(self._more(html))
                body = self._page(html, one).encode()
            self._tree.write(file_of(one), body)
            self._say(len(self._tree.digests), len(self._known))

    def _more(self, html: str) -> Iterable[Address]:
        """Files and structures that a page leads to."""
        for one in addresses_in(html):
            is_structure = one.path.startswith(STRUCTURE_PAGES)
            wanted = self._wish.structures if is_structure else one.is_file
            if wanted and not one.query:
                yield Address(one.path, english=one.english and is_structure)

    def _page(self, html: str, one: Address) -> str:
        if self._rewriter is None:
            raise RuntimeError("no page is rewritten before all are listed")
        text = words("en" if one.english else "fr")("site_copy.no_form")
        instead = f'<p class="advice">{text}</p>'
        return self._rewriter.page(html, instead_of_forms=instead)

    async def _map_files(self, codes: Sequence[str]) -> None:
        """Data of the map, and where the finder starts from."""
        html = "".join(
            [
                (await begin.asked(self._inside, target)).decode()
                for target in ("/carte", "/carte?lecture=verifie")
            ]
        )
        found = _DATA.search(html)
        if found is None:
            return
        named = set(data_names_in(html))
        for one in begin.map_files(found[1], named):
            told = await self._inside.get(one.asked())
            if told.status is HTTPStatus.OK:
                self._known.add(file_of(one))
                self._tree.write(file_of(one), told.body)
        communes = await begin.asked(self._inside, f"{found[1]}communes.json")
        self._tree.write(PLACES, places_file(codes, json.loads(communes)))

    async def _error_pages(self) -> None:
        told = await self._inside.get("/cette-page-n-existe-pas", accept="text/html")
        html = self._page(told.body.decode(), Address("/"))
        self._tree.write("404.html", html.encode())


def _summary(wish: Wish, tree: Tree) -> bytes:
    """What the copy is, for whoever finds it, and so that it may be replaced."""
    about: dict[str, Any] = {
        "made_by": "numna-geo site",
        "day": wish.copying.day.isoformat(),
        "base": wish.copying.base,
        "levels": list(wish.levels),
        "pages": tree.pages,
        "sha256": tree.digest(),
    }
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()


def is_copy(folder: Path) -> bool:
    """Whether a folder is an earlier copy, which a new one may replace."""
    try:
        about = json.loads((folder / _SUMMARY).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(about, dict) and about.get("made_by") == "numna-geo site"
