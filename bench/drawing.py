"""How soon is the map drawn, how heavy is it, does it stay smooth? Beside plain Folium.

A real Chromium with a cold cache opens the planner's map of the service, and the page
that Folium writes by itself of the same content (`naive_folium.py`), in turns. On a
desktop, and on a phone: a processor four times slower, 8 Mbit/s, 60 ms. It is drawn
when the choropleth of 4,293 communes and the land around it are on the screen, and the
next frame has begun. Without a graphics card: whoever has one is faster.

A switch is from one question to the next once their values are there: the page asks
for those of all questions ahead, and this waits until they have come. `level_ms` is the
first switch to groups of communes, which nobody asks ahead: it waits for the network.
"""

import os
import shutil
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.naive_folium import DRAWN as NAIVE_DRAWN
from bench.naive_folium import naive_page
from bench.opened_servers import ours
from numna_geo.private_db.place import Place

DRAWN, RUNS = "numna:drawn", 5
Row = dict[str, Any]

_ARGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-extensions"),
]
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_WAIT_MS = 120_000
# Of a drag.
_STEPS = 25


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A device; `kbits` is none where the network is as fast as this machine."""

    name: str
    size: tuple[int, int]
    density: float = 1
    slower: int = 1
    kbits: int | None = None
    latency_ms: int = 0


DESKTOP = Profile(name="desktop", size=(1440, 900))
PHONE = Profile(
    name="phone",
    size=(390, 844),
    density=3,
    slower=4,
    kbits=8_000,
    latency_ms=60,
)

# Below, or at most, by profile.
GOALS: Mapping[str, Mapping[str, float]] = {
    "kB": {"desktop": 250, "phone": 250},
    "drawn_ms": {"desktop": 600, "phone": 1_400},
    "heap_MB": {"desktop": 10, "phone": 10},
    "switch_ms": {"desktop": 100, "phone": 100},
    "frame_ms": {"desktop": 50, "phone": 100},
}
_FRAMES = """() => {
  window.benchFrames = [];
  let last = performance.now();
  const next = (now) => {
    window.benchFrames.push(now - last);
    last = now;
    window.benchOn && requestAnimationFrame(next);
  };
  window.benchOn = true;
  requestAnimationFrame(next);
}"""
_FRAMES_END = "() => { window.benchOn = false; return window.benchFrames.slice(1); }"
# The legend is written in the frame that paints the map: both are seen once another
# frame begins.
_SWITCH = """([name, key]) => new Promise((done) => {
  const told = () => ["#legend-title", "#legend-units"]
    .map((part) => document.querySelector(part).textContent).join();
  const radio = document.querySelector(`input[name=${name}][value=${key}]`);
  const before = told(), begun = performance.now();
  radio.click();
  const look = () => {
    const next = () => done(performance.now() - begun);
    requestAnimationFrame(told() === before ? look : next);
  };
  requestAnimationFrame(look);
})"""


@dataclass
class _Heard:
    """What went over the network, as Chromium counts it: heads and bodies as sent."""

    began_s: float | None = None
    files: list[tuple[float, float, str]] = field(default_factory=list)

    def until(self, milliseconds: float) -> list[tuple[float, str]]:
        """Kilobytes and addresses of what had come by then."""
        limit = (self.began_s or 0) + milliseconds / 1000
        return [(size, url) for at, size, url in self.files if at <= limit]


def rows(place: Place, *, runs: int = RUNS) -> Iterator[Row]:
    """Of a cluster whose database is loaded and measured."""
    with ours(place, "numna_geo") as address:
        yield from measured(address.removesuffix("/ogc"), runs=runs)


def measured(origin: str, *, runs: int = RUNS) -> Iterator[Row]:
    """Of a service that runs at `origin`."""
    with naive_page(origin) as naive, sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, _CHROMIUM)), None)
        executable = os.environ.get("CHROMIUM", found)
        for profile in (DESKTOP, PHONE):
            tries: dict[str, list[Row]] = {"ours": [], "naive": []}
            for turn in range(runs + 1):
                for whose, url, mark in (
                    ("ours", f"{origin}/carte", DRAWN),
                    ("naive", f"{naive}/", NAIVE_DRAWN),
                ):
                    # A browser of its own each time: nothing is kept.
                    browser = playwright.chromium.launch(
                        executable_path=executable, args=_ARGS
                    )
                    try:
                        found_now = _once(browser, profile, url, mark)
                    finally:
                        browser.close()
                    if turn:
                        tries[whose].append(found_now)
            yield from _told(profile, tries)


def _once(browser: Browser, profile: Profile, url: str, mark: str) -> Row:
    with _opened(browser, profile) as (page, cdp, heard):
        page.goto(url, wait_until="commit", timeout=_WAIT_MS)
        drawn_ms = _marked(page, mark)
        came = heard.until(drawn_ms)
        told: Row = {
            "drawn_ms": drawn_ms,
            "kB": sum(size for size, _ in came),
            "requests": len(came),
        }
        is_ours = mark == DRAWN
        if is_ours:
            page.wait_for_selector(".map-app.is-complete", timeout=_WAIT_MS)
            page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1_500)
        told["heap_MB"] = _heap(cdp)
        if is_ours:
            told |= _switches(page)
        told["pan_ms"] = _frames(page, lambda: _pan(page, cdp, profile))
        told["zoom_ms"] = _frames(page, lambda: _zoom(page, cdp, profile))
        if is_ours:
            # Every structure on the map, in clusters.
            page.locator("[data-mode-button=find]").click()
            page.wait_for_selector(".cluster-box")
            page.wait_for_timeout(1_500)
            if profile.slower > 1:
                page.locator("#grip").click()
                page.wait_for_timeout(600)
            told["pan_found_ms"] = _frames(page, lambda: _pan(page, cdp, profile))
            told["zoom_found_ms"] = _frames(page, lambda: _zoom(page, cdp, profile))
        told["frame_ms"] = max(
            told[key] for key in told if key.startswith(("pan_", "zoom_"))
        )
        return told


def _switches(page: Page) -> Row:
    """Every question once: the slowest, and the middle one; then another level."""
    took = [page.evaluate(_SWITCH, ("question", key)) for key in _questions(page)]
    page.wait_for_timeout(500)
    level = page.evaluate(_SWITCH, ("level", "epci"))
    page.wait_for_timeout(500)
    page.evaluate(_SWITCH, ("level", "commune"))
    page.wait_for_timeout(500)
    return {
        "switch_ms": max(took),
        "switch_middle_ms": statistics.median(took),
        "level_ms": level,
    }


def _marked(page: Page, mark: str) -> float:
    """Milliseconds until a mark; asked again and again: `eval` is forbidden."""
    deadline = time.monotonic() + _WAIT_MS / 1000
    while time.monotonic() < deadline:
        found: list[float] = page.evaluate(
            "(mark) => performance.getEntriesByName(mark).map((one) => one.startTime)",
            mark,
        )
        if found:
            return found[0]
        page.wait_for_timeout(50)
    raise TimeoutError(f"{page.url} is not drawn")


@contextmanager
def _opened(
    browser: Browser, profile: Profile
) -> Iterator[tuple[Page, CDPSession, _Heard]]:
    width, height = profile.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=profile.density,
        is_mobile=profile.slower > 1,
        has_touch=profile.slower > 1,
        locale="fr-FR",
    )
    page = context.new_page()
    cdp, heard, urls = context.new_cdp_session(page), _Heard(), dict[str, str]()
    cdp.send("Network.enable")
    cdp.send("Performance.enable")

    def sent(event: dict[str, Any]) -> None:
        heard.began_s = heard.began_s or event["timestamp"]
        urls[event["requestId"]] = event["request"]["url"]

    def finished(event: dict[str, Any]) -> None:
        url, size = urls.get(event["requestId"], ""), event["encodedDataLength"]
        heard.files.append((event["timestamp"], size / 1000, url))

    cdp.on("Network.requestWillBeSent", sent)
    cdp.on("Network.loadingFinished", finished)
    if profile.kbits:
        bytes_a_second = profile.kbits * 1000 / 8
        cdp.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": profile.latency_ms,
                "downloadThroughput": bytes_a_second,
                "uploadThroughput": bytes_a_second,
            },
        )
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": profile.slower})
    try:
        yield page, cdp, heard
    finally:
        context.close()


def _questions(page: Page) -> Sequence[str]:
    """The other questions, then the first one again."""
    keys: list[str] = page.eval_on_selector_all(
        "input[name=question]", "(all) => all.map((one) => one.value)"
    )
    return [*keys[1:], keys[0]]


def _heap(cdp: CDPSession) -> float:
    """Megabytes that are in use after collection, typed arrays included."""
    for _ in range(3):
        cdp.send("HeapProfiler.collectGarbage")
    usage = cdp.send("Runtime.getHeapUsage")
    used: float = usage["usedSize"] + usage.get("backingStorageSize", 0)
    return used / 1e6


def _frames(page: Page, act: Any) -> float:
    """The longest frame while something happens, and a little after."""
    page.evaluate(_FRAMES)
    act()
    page.wait_for_timeout(700)
    found: list[float] = page.evaluate(_FRAMES_END)
    return max(found)


def _middle(page: Page) -> tuple[float, float]:
    box = page.locator(".leaflet-container").first.bounding_box()
    assert box is not None
    shown = min(box["height"], page.viewport_size["height"] - box["y"])  # type: ignore[index]
    return box["x"] + box["width"] / 2, box["y"] + shown * 0.35


def _pan(page: Page, cdp: CDPSession, profile: Profile) -> None:
    x, y = _middle(page)
    for dx, dy in ((-120, -90), (150, 60), (-90, 80)):
        if profile.slower > 1:
            _drag(page, cdp, (x, y), (dx, dy))
        else:
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x + dx, y + dy, steps=_STEPS)
            page.mouse.up()
        page.wait_for_timeout(600)


def _drag(
    page: Page, cdp: CDPSession, at: tuple[float, float], by: tuple[float, float]
) -> None:
    """One finger; a map that stays where it is is not measured."""
    before = page.url

    def touch(kind: str, share: float) -> None:
        point = {"x": at[0] + by[0] * share, "y": at[1] + by[1] * share}
        points = [] if kind == "touchEnd" else [point]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0)
    for step in range(1, _STEPS + 1):
        touch("touchMove", step / _STEPS)
    touch("touchEnd", 1)
    if "/carte" in before:
        page.wait_for_url(lambda url: url != before, wait_until="commit")


def _zoom(page: Page, cdp: CDPSession, profile: Profile) -> None:
    x, y = _middle(page)
    for step in (-240, -240, 240, 240):
        if profile.slower > 1:
            cdp.send(
                "Input.synthesizePinchGesture",
                {"x": x, "y": y, "scaleFactor": 1.8 if step < 0 else 1 / 1.8},
            )
        else:
            page.mouse.move(x, y)
            page.mouse.wheel(0, step)
        page.wait_for_timeout(900)


def _told(profile: Profile, tries: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    for name in tries["ours"][0]:
        row: Row = {"profile": profile.name, "name": name}
        for whose, found in tries.items():
            values = [one[name] for one in found if name in one]
            if values:
                row[whose] = statistics.median(values)
                row[f"{whose}_most"] = max(values)
        if "naive" in row and row["ours"]:
            row["ratio"] = row["naive"] / row["ours"]
        goal = GOALS.get(name, {}).get(profile.name)
        if goal is not None:
            # Frames may take as long as that: three of them are 50 ms.
            most = goal + (0.5 if name == "frame_ms" else 0)
            row |= {"goal": goal, "holds": row["ours"] < most}
        yield row


def print_table(found: Sequence[Row]) -> None:
    print("\ndrawing: the map beside plain Folium, medians of cold browsers")
    print(f"  {'':<26}{'ours':>9}{'most':>9}{'naive':>9}{'ratio':>8}  goal")
    for row in found:
        naive = f"{row['naive']:>9.1f}" if "naive" in row else " " * 9
        ratio = f"{row['ratio']:>7.1f}×" if "ratio" in row else " " * 8
        held = ""
        if "goal" in row:
            verdict = "holds" if row["holds"] else "DOES NOT HOLD"
            held = f"  {row['goal']:g}: {verdict}"
        print(
            f"  {row['profile'] + ' ' + row['name']:<26}{row['ours']:>9.1f}"
            f"{row['ours_most']:>9.1f}{naive}{ratio}{held}"
        )
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"  load average {load} on {os.cpu_count()} cores")


if __name__ == "__main__":
    print_table(list(measured(sys.argv[1])))
