"""Where to open is worked out for those who still wait, and for nobody else."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from numna_geo.usecases.choose_sites import Sited
from numna_geo.usecases.scenarios import TRIABLE
from numna_geo.usecases.site_candidates import CandidatesOf, Wanted
from numna_geo.usecases.site_places import Busy, Sitings

CENTRES = Wanted(
    asked=TRIABLE["support_beyond"].default,
    count=3,
    candidates=CandidatesOf.TOWN_CENTRES,
)


async def _hung_up() -> bool:
    return True


def test_what_nobody_waits_for_takes_no_turn(client: TestClient) -> None:
    async def ask() -> tuple[set[Any], Sited]:
        sitings = Sitings(client.app.state.scenarios)  # type: ignore[attr-defined]
        async with sitings._turn:
            before = asyncio.all_tasks()
            with pytest.raises(Busy):
                await sitings.found(CENTRES, _hung_up)
            await asyncio.sleep(0)
            left = asyncio.all_tasks() - before
        return left, await sitings.found(CENTRES)

    assert client.portal is not None
    left, sited = client.portal.call(ask)

    assert left == set()
    assert len(sited.places) == CENTRES.count


def test_no_more_than_four_wait_however_many_ask_at_once(client: TestClient) -> None:
    looked = list[int]()

    async def ask() -> None:
        sitings = Sitings(client.app.state.scenarios)  # type: ignore[attr-defined]

        async def one(count: int) -> None:
            async def hung_up() -> bool:
                looked.append(count)
                return True

            with pytest.raises(Busy):
                await sitings.found(replace(CENTRES, count=count), hung_up)

        async with sitings._turn:
            await asyncio.gather(*map(one, range(1, 7)))

    assert client.portal is not None
    client.portal.call(ask)

    assert len(looked) == 4
