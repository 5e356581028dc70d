"""One picture as two files, PNG and SVG: in the colours of the legend, and alike."""

import base64
from pathlib import Path

from playwright.sync_api import Browser, Page
from visits import Visit, question

DONE = ".map-app.is-complete"
# Of the pixels of a map that have a colour of the legend: the share of each, and how
# many they are.
COUNTED = """async ([source, colours]) => {
  const picture = new Image();
  picture.src = source;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1600, 1131];
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0, 1600, 1131);
  // The map is on the left of the sheet.
  const { data } = pen.getImageData(60, 140, 900, 900), found = colours.map(() => 0);
  for (let i = 0; i < data.length; i += 4) {
    const off = (value, place) => Math.abs(value - data[i + place]);
    const at = colours.findIndex((rgb) => rgb.every((one, n) => off(one, n) < 4));
    if (at >= 0) found[at] += 1;
  }
  const all = found.reduce((sum, count) => sum + count, 0);
  return [...found.map((count) => count / all), all];
}"""


def _picture(page: Page, kind: str, folder: Path) -> str:
    if page.locator("#paper-box").is_hidden():
        page.click("#paper-button")
    with page.expect_download() as download:
        page.click(f"#paper-{kind}")
    file = folder / f"map.{kind}"
    download.value.save_as(file)
    mime = {"svg": "image/svg+xml", "png": "image/png"}[kind]
    return f"data:{mime};base64,{base64.b64encode(file.read_bytes()).decode()}"


def test_files_show_the_colours_of_the_map(
    visit: Visit, browser: Browser, tmp_path: Path
) -> None:
    page = visit.open("/carte#q=fibre_not_connectable", ready=DONE)
    swatches = page.eval_on_selector_all(
        "#legend-rows .swatch:not([class*=is-])",
        "(all) => all.map(one => getComputedStyle(one).backgroundColor"
        ".match(/\\d+/g).slice(0, 3).map(Number))",
    )
    files = {kind: _picture(page, kind, tmp_path) for kind in ("svg", "png")}

    opened = browser.new_page()
    shares = {
        kind: opened.evaluate(COUNTED, [f, swatches]) for kind, f in files.items()
    }
    opened.close()

    assert len(swatches) >= 4
    for svg, png in zip(shares["svg"][:-1], shares["png"][:-1], strict=True):
        assert abs(svg - png) < 0.02, shares
    # Most of what is drawn is coloured, and by more than one class.
    assert min(shares["svg"][-1], shares["png"][-1]) > 100_000
    assert sum(share > 0.02 for share in shares["svg"][:-1]) >= 3
    assert visit.complaints == []


SHEET = "document.querySelector('.leaflet-areas-pane canvas')"
# A picture of the map once nothing changes any more, as what its pixels add up to.
SETTLED = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const sum = () => {
    const canvas = document.querySelector(".leaflet-areas-pane canvas");
    const pen = canvas.getContext("2d");
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    let sum = 17;
    for (const word of new Uint32Array(data.buffer)) sum = (sum * 31 + word) | 0;
    return sum;
  };
  for (let last = null, alike = 0; alike < 12; ) {
    await frame();
    const now = sum();
    alike = now === last ? alike + 1 : 0;
    last = now;
  }
  return sum();
}"""
GONE = f"""(button) => {{
  window.before = {SHEET};
  document.querySelector(button).click();
}}"""
# Another question while a map that moved is coloured on the sheet that comes next.
MOVED_AND_ASKED = """(key) => new Promise((done) => {
  const pens = CanvasRenderingContext2D.prototype, put = pens.putImageData;
  pens.putImageData = function (...of) {
    put.apply(this, of);
    if (this.canvas.isConnected) return;
    pens.putImageData = put;
    document.querySelector(`input[name=question][value=${key}]`).click();
    // The share of this frame is used up: the rest of the sheet waits for others.
    for (const begun = performance.now(); performance.now() - begun < 20; ) continue;
    done();
  };
  document.querySelector(".pan-pad button").click();
})"""


def test_a_question_asked_while_a_moved_map_is_painted_is_the_one_that_is_seen(
    visit: Visit,
) -> None:
    page = visit.open("/carte#q=support_beyond", ready=DONE)
    # Nothing glides: a map that is told to move is there at once.
    page.emulate_media(reduced_motion="reduce")
    question(page, "host_place_beyond")
    question(page, "support_beyond")
    page.evaluate(SETTLED)

    page.evaluate(MOVED_AND_ASKED, "host_place_beyond")
    seen = page.evaluate(SETTLED)

    question(page, "support_beyond")
    other = page.evaluate(SETTLED)
    question(page, "host_place_beyond")
    assert seen == page.evaluate(SETTLED)
    assert seen != other


def test_other_classes_leave_nothing_behind_of_those_before(visit: Visit) -> None:
    page = visit.open("/carte", ready=DONE)
    page.emulate_media(reduced_motion="reduce")
    radios = page.locator("input[name=question]")
    first, *others = radios.evaluate_all("(all) => all.map((one) => one.value)")

    def drawn_anew() -> int:
        for way in ("left", "right"):
            page.evaluate(GONE, f".pan-{way}")
            # Drawn beside, in as many frames as it takes, then put in its place.
            page.wait_for_function(f"() => {SHEET} !== window.before")
        seen: int = page.evaluate(SETTLED)
        return seen

    # The very first picture is of shapes, whose edges differ a little.
    drawn_anew()
    seen = []
    # Some have places of their own on the map, the first has none.
    for key in (*others, first):
        question(page, key)
        seen.append((page.evaluate(SETTLED), drawn_anew()))

    assert [recoloured for recoloured, _ in seen] == [anew for _, anew in seen]
    assert len(set(seen)) == len(seen) > 3


# The values of all questions, and what is told beside them; then nothing more is asked.
AHEAD = """() => {
  const { questions } = JSON.parse(document.querySelector("#map-config").textContent);
  const came = performance.getEntriesByType("resource").filter((o) => o.responseEnd);
  return questions
    .flatMap((one) => [one.files.commune[one.period][""], one.beside?.files.commune])
    .filter((file) => file && !came.some((one) => one.name.endsWith(file)));
}"""


def test_every_question_is_drawn_from_what_came_ahead(visit: Visit) -> None:
    page = visit.open("/carte", ready=DONE)
    page.wait_for_function(f"() => !({AHEAD})().length")
    values = [url for url in visit.asked if "/donnees/" in url]

    radios = page.locator("input[name=question]")
    for key in radios.evaluate_all("(all) => all.map((one) => one.value)"):
        question(page, key)

    assert [url for url in visit.asked if "/donnees/" in url] == values
    assert len(values) == len(set(values)) > 5
