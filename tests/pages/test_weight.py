"""What Chromium really receives until the planner's map is drawn, with a cold cache."""

from playwright.sync_api import Browser, Page
from visits import WAIT_MS, window

DRAWN = "numna:drawn"
MOST_BYTES = 250_000


def test_a_first_map_weighs_less_than_250_kb(browser: Browser, origin: str) -> None:
    # The first answers after the start may be compressed in haste, the next are not.
    came = min((received(browser, origin) for _ in range(2)), key=lambda it: it["all"])

    assert came["all"] < MOST_BYTES, came


def received(browser: Browser, origin: str) -> dict[str, int]:
    """Bytes by address, heads included, of what came before the map was drawn."""
    with window(browser) as opened:
        page = opened.new_page()
        page.set_default_timeout(WAIT_MS)
        cdp = opened.new_cdp_session(page)
        urls: dict[str, str] = {}
        files: list[tuple[float, int, str]] = []
        began: list[float] = []

        def sent(event: dict[str, object]) -> None:
            began.append(float(str(event["timestamp"])))
            request = event["request"]
            assert isinstance(request, dict)
            urls[str(event["requestId"])] = str(request["url"])

        def finished(event: dict[str, object]) -> None:
            url = urls.get(str(event["requestId"]), "")
            at, size = event["timestamp"], event["encodedDataLength"]
            files.append((float(str(at)), int(float(str(size))), url))

        cdp.on("Network.requestWillBeSent", sent)
        cdp.on("Network.loadingFinished", finished)
        cdp.send("Network.enable")
        page.goto(f"{origin}/carte", wait_until="commit")
        limit = began[0] + drawn_ms(page) / 1000
        # What came before is told of before it is quiet.
        page.wait_for_load_state("networkidle")
        found = {url: size for at, size, url in files if at <= limit}
        assert any("/carte/contours/" in url for url in found), found
        return {**found, "all": sum(found.values())}


def drawn_ms(page: Page) -> float:
    """When the choropleth and the land around it stood."""
    drawn = page.wait_for_function(
        "(mark) => performance.getEntriesByName(mark)[0]?.startTime", arg=DRAWN
    )
    return float(drawn.json_value())
