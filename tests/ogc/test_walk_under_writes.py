"""Walking all pages while another process adds and closes features."""

import subprocess
import sys
import textwrap
from collections import Counter

import httpx2
import psycopg
import pytest
from tests.ogc.asking import Ogc
from visits import serving

# A process of its own, as an import is: it never stops adding and closing while the
# walk lasts. What it touches bears its mark, all else stays as it was.
WRITER = textwrap.dedent(
    """
    import itertools, sys
    import psycopg

    COLUMNS, url = sys.argv[1], sys.argv[2]
    with psycopg.connect(url, autocommit=True) as connection:
        print("ready", flush=True)
        for number in itertools.count():
            # Before, among and after those that are there, in any order.
            name = f"{'0aZz'[number % 4]}-{number * 7919 % 997:03}-written"
            connection.execute(
                f"INSERT INTO published_structures (id, {COLUMNS})"
                f" SELECT %s, {COLUMNS} FROM published_structures"
                " WHERE id NOT LIKE '%%-written' ORDER BY id LIMIT 1"
                " ON CONFLICT DO NOTHING",
                [name],
            )
            connection.execute(
                "DELETE FROM published_structures WHERE id = ("
                "SELECT id FROM published_structures WHERE id LIKE '%-written'"
                " ORDER BY random() LIMIT 1) AND %s",
                [number % 3 > 0],
            )
    """
)


def columns(url: str) -> str:
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT string_agg(quote_ident(attname), ',') FROM pg_attribute"
            " WHERE attrelid = 'published_structures'::regclass AND attnum > 0"
            " AND NOT attisdropped AND attname <> 'id' AND attgenerated = ''"
        ).fetchone()
    assert found is not None
    return str(found[0])


def is_written(feature: str) -> bool:
    return feature.endswith("-written")


@pytest.mark.parametrize("sortby", ["", "name", "-completeness,name", "website"])
def test_a_walk_loses_and_repeats_nothing_that_did_not_change(
    own_url: str, sortby: str
) -> None:
    with (
        serving(own_url) as origin,
        httpx2.Client(base_url=origin, timeout=60) as client,
    ):
        ogc = Ogc(client)
        asked = {"limit": 25, "skipGeometry": "true", "properties": "name"}
        if sortby:
            asked["sortby"] = sortby
        still = ogc.walked("structures", **asked)
        words = [sys.executable, "-c", WRITER, columns(own_url), own_url]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as writer:
            try:
                assert writer.stdout is not None
                assert writer.stdout.readline() == b"ready\n"
                walks, moving = 0, list[str]()
                # A writer that is not run meanwhile writes nothing: another walk.
                while walks < 2 or (walks < 50 and not any(map(is_written, moving))):
                    moving += ogc.walked("structures", **asked)
                    walks += 1
            finally:
                writer.kill()

    held = Counter(one for one in moving if not is_written(one))
    assert held == Counter(still * walks)
    assert any(map(is_written, moving)), "nothing was written"
    # The order of those that stayed is the same, too.
    first = [one for one in moving if not is_written(one)][: len(still)]
    assert first == still
