"""What other sites paste, as the browser writes it too (frontend/tests)."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.api.pages.embed.snippets import Pasted

EXAMPLES = json.loads(Path(__file__).with_name("snippets.json").read_text("utf-8"))


@pytest.mark.parametrize("one", EXAMPLES, ids=[one["why"] for one in EXAMPLES])
def test_a_snippet_is_what_the_browser_writes(one: dict[str, dict[str, str]]) -> None:
    assert Pasted(**one["given"]).told() == one["pasted"]  # type: ignore[arg-type]


class _Read(HTMLParser):
    """Elements and their attributes, as a browser takes them from a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(
    said=st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1)
)
def test_whatever_it_is_called_a_frame_is_one_element(said: str) -> None:
    asked = {"v": "1", "territoire": said}
    pasted = Pasted(
        origin="https://geo.example.org",
        kind="fiche",
        asked=asked,
        title=said,
        width="100%",
        height=480,
        fixed=True,
        full="https://geo.example.org/",
        link=said,
    )

    (frame,) = _Read(pasted.frame).found
    named, link = _Read(pasted.element).found[1:]

    assert (frame[0], frame[1]["title"]) == ("iframe", said)
    assert (named[0], named[1]["territoire"], link[0]) == ("numna-fiche", said, "a")
    assert _Read(pasted.anchor).text == said
