"""What other sites paste: a frame, one that grows, an element, a link; all escaped.

`frontend/src/embed/snippets.ts` writes the same, and one file of examples tests both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

HEIGHT_SCRIPT, ELEMENT_SCRIPT = "/embed/hauteur.js", "/embed/composant.js"
"""Where the scripts of hosts are, for ever."""

_LEGIBLE = ":,/!'()*~"
_ALLOWED = "clipboard-write"
"""What an embed asks of its host: to copy an address of ours, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """An embed of ours as another site writes it.

    Args:
        origin: of this service, without a slash at its end.
        kind: `carte`, `trouver`, `fiche` or `chiffre`.
        asked: parameters of the embed, in order.
        title: what a screen reader says of the frame.
        width: pixels, or a share such as `100%`.
        height: pixels.
        full: the address of the whole page that the embed is a part of.
        link: what a link to it says.
        fixed: whether an element keeps its height, whatever its content needs.
    """

    origin: str
    kind: str
    asked: Mapping[str, str]
    title: str
    width: str
    height: int
    full: str
    link: str
    fixed: bool = False

    @property
    def address(self) -> str:
        """The address of the embed itself."""
        asked = "&".join(
            f"{name}={quote(value, safe=_LEGIBLE)}"
            for name, value in self.asked.items()
        )
        return f"{self.origin}/embed/{self.kind}?{asked}"

    @property
    def oembed(self) -> str:
        """Where the oEmbed answer of this embed is."""
        return f"{self.origin}/oembed?url={quote(self.address, safe='')}&format=json"

    @property
    def frame(self) -> str:
        """A frame: no script, and no style, that a strict host would refuse."""
        told = {
            "src": self.address,
            "title": self.title,
            "width": self.width,
            "height": str(self.height),
            "loading": "lazy",
            "allow": _ALLOWED,
        }
        return f"<iframe{_written(told)}></iframe>"

    @property
    def growing(self) -> str:
        """The same frame, and the script that gives it the height of its content."""
        return f"{self.frame}\n{self._script(HEIGHT_SCRIPT)}"

    @property
    def element(self) -> str:
        """A web component; what it holds shows where its script does not come."""
        told = {name: value for name, value in self.asked.items() if name != "v"}
        told["titre"] = self.title
        told["hauteur"] = str(self.height) if self.fixed else ""
        told["largeur"] = "" if self.width == "100%" else self.width
        name = f"numna-{self.kind}"
        opened = f"<{name}{_written(told)}>{self.anchor}</{name}>"
        return f"{self._script(ELEMENT_SCRIPT)}\n{opened}"

    @property
    def anchor(self) -> str:
        """A link to the whole page, where frames are refused."""
        return f"<a{_written({'href': self.full})}>{_plain(self.link)}</a>"

    @property
    def policy(self) -> str:
        """What a strict host adds to its policy; scripts only where it takes them."""
        return f"frame-src {self.origin}; script-src {self.origin}"

    def _script(self, path: str) -> str:
        return f'<script src="{_plain(self.origin)}{path}" async></script>'

    def told(self) -> dict[str, str]:
        """Every form by the name of its place on the page."""
        names = ("address", "oembed", "frame", "growing", "element", "anchor", "policy")
        return {name: getattr(self, name) for name in names}


def _written(told: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_plain(said)}"' for name, said in told.items() if said)


def _plain(text: str) -> str:
    """Text between double quotes, or between elements: an apostrophe may stay."""
    return escape(text, quote=False).replace('"', "&quot;")
