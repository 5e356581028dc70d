"""A Folium figure whose page is ours: own assets, own template, nothing inline."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from branca.element import CssLink, Figure, JavascriptLink

from numna_geo.errors import InlineCode
from numna_geo.maps.assets import BuiltAssets

_RANDOM_ID = re.compile(r"_[0-9a-f]{32}")
_INLINE = re.compile(r"<(script|style)\b|\son\w+\s*=|\sstyle\s*=", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnMap:
    """What Folium wrote, ready for a template.

    `script` is served as a file of its own, named `script_name` after its content: the
    page needs no inline script, and may be cached. It runs after `modules`, which load
    `preloads` before they run.
    """

    body: str
    modules: tuple[str, ...]
    preloads: tuple[str, ...]
    styles: tuple[str, ...]
    script: str
    script_name: str


class AppFigure(Figure):
    """Renders the tree in two phases, and stops between them to look at the assets.

    Elements add their links to the header while they render: changing links before
    has no effect, and Folium's own `add_js_link` edits the class of every later map.

    Args:
        assets: where browser files are.
    """

    def __init__(self, assets: BuiltAssets) -> None:
        super().__init__()
        self._assets = assets

    def drawn(self) -> DrawnMap:
        """The page's parts; the same tree gives the same bytes.

        Raises:
            AssetMissing: an element asks for a file that we do not serve.
            InlineCode: an element writes a script, a style or a handler.
        """
        for child in list(self._children.values()):
            child.render()
        header = list(self.header._children.values())
        links = [e for e in header if isinstance(e, JavascriptLink | CssLink)]
        rest = "\n".join(e.render() for e in header if e not in links)
        modules = self._ours(e for e in links if isinstance(e, JavascriptLink))
        styles = self._ours(e for e in links if isinstance(e, CssLink))
        before = [one for name in modules for one in self._assets.loaded_with(name)]
        ids = _StableIds()
        body = ids.steadied(self.html.render())
        script = _wrapped(ids.steadied(self.script.render()))
        _refuse_inline(rest + body)
        digest = hashlib.sha256(script.encode()).hexdigest()[:10]
        return DrawnMap(
            body=body.strip(),
            modules=tuple(self._assets.url(name) for name in modules),
            preloads=tuple(dict.fromkeys(before)),
            styles=tuple(self._assets.url(name) for name in styles),
            script=script,
            script_name=f"script.{digest}.js",
        )

    def _ours(self, links: Iterable[JavascriptLink | CssLink]) -> tuple[str, ...]:
        named = (self._assets.local(link.url) for link in links)
        return tuple(dict.fromkeys(name for name in named if name))


class _StableIds:
    """Folium names its elements at random: number them as they appear instead."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def steadied(self, text: str) -> str:
        return _RANDOM_ID.sub(self._number, text)

    def _number(self, match: re.Match[str]) -> str:
        return self._seen.setdefault(match.group(0), f"_{len(self._seen) + 1}")


def _wrapped(script: str) -> str:
    inner = _BLANK_LINES.sub("\n", script.strip())
    return f"(function () {{\n{inner}\n}})();\n"


def _refuse_inline(html: str) -> None:
    found = _INLINE.search(html)
    if found:
        around = html[max(0, found.start() - 40) : found.end() + 60]
        raise InlineCode(f"the strict policy of our pages forbids it: {around!r}")
