"""Which addresses may this text mean, when a geocoder is there to ask?"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from numna_geo.errors import ServerUnavailable
from numna_geo.fetching.asking import Server
from numna_geo.geocoding.ban import Ban
from numna_geo.geocoding.geocoder import Address, Geocoder, looks_like_address
from numna_geo.model.naming import search_name
from numna_geo.usecases.check_address import Outlines, read_outlines

DOWN = (
    "Le service d'adresses ne répond pas : communes et structures seulement pour "
    "le moment."
)
NOT_SET = (
    "Aucun service d'adresses n'est branché ici : communes et structures seulement."
)

MOST = 5
"""Addresses at most: communes and structures come before them."""

# Typing asks the same again within seconds, and so does the form that is sent then.
KEPT_S, KEPT = 120.0, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressesFound:
    """What a geocoder said.

    `available` is whether addresses can be found here and now; `note` says in French
    why not. `credit` names whose addresses they are. `was_asked` is whether a geocoder
    had a word in this, which may be another the next time, even if it found nothing.
    """

    addresses: tuple[Address, ...] = ()
    available: bool = True
    note: str | None = None
    credit: str | None = None
    was_asked: bool = False

    @property
    def is_down(self) -> bool:
        """Whether a geocoder was named, and did not answer."""
        return not self.available and self.credit is not None


class Addresses:
    """Asks the geocoder of the deployment, if there is one.

    What people type may be where they live: answers are kept in memory alone, few and
    for two minutes, and nothing is logged.

    Args:
        geocoder: None when no server was named.
        outlines: reads those of the communes that addresses must lie in; without it
            their geocoder is believed.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        geocoder: Geocoder | None = None,
        *,
        outlines: Callable[[], Outlines] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._geocoder, self._clock = geocoder, clock
        self._outlines = outlines
        self._kept: OrderedDict[str, tuple[float, tuple[Address, ...]]] = OrderedDict()

    async def find(self, text: str) -> AddressesFound:
        """Addresses that `text` may mean; a text that names no street asks nobody."""
        geocoder = self._geocoder
        if geocoder is None:
            return AddressesFound(available=False, note=NOT_SET)
        credit = geocoder.credit
        if not looks_like_address(text):
            return AddressesFound(credit=credit)
        # The words alone: « 12, Rue X » and « 12 rue x » are one question.
        asked = search_name(text)
        found = self._remembered(asked)
        if found is None:
            try:
                found = await asyncio.to_thread(self._believed, geocoder, text)
            except ServerUnavailable:
                return AddressesFound(
                    available=False, note=DOWN, credit=credit, was_asked=True
                )
            self._remember(asked, found)
        return AddressesFound(addresses=found, credit=credit, was_asked=True)

    def _believed(self, geocoder: Geocoder, text: str) -> tuple[Address, ...]:
        found = geocoder.addresses(text, limit=MOST)
        if self._outlines is None or not found:
            return tuple(found)
        outlines = self._outlines()
        return tuple(one for one in found if outlines.hold(one))

    def _remembered(self, asked: str) -> tuple[Address, ...] | None:
        now = self._clock()
        while self._kept:
            oldest = next(iter(self._kept))
            if now - self._kept[oldest][0] < KEPT_S:
                break
            del self._kept[oldest]
        kept = self._kept.get(asked)
        return kept[1] if kept else None

    def _remember(self, asked: str, found: tuple[Address, ...]) -> None:
        self._kept.pop(asked, None)
        self._kept[asked] = (self._clock(), found)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def addresses_from(
    url: str | None, *, timeout_s: float, data_dir: Path | None = None
) -> Addresses:
    """What asks the geocoder at `url`, or nobody.

    Args:
        url: of a geocoder that speaks like the BAN's, before `/search`.
        timeout_s: seconds for one question.
        data_dir: where the outlines are that addresses are checked against.

    Raises:
        ServerUnavailable: `url` is no address.
    """
    if url is None:
        return Addresses()
    base = url.rstrip("/").removesuffix("/search")
    try:
        server = Server(base, timeout_s=timeout_s)
    except ServerUnavailable as error:
        raise ServerUnavailable(f"GEOCODER_URL: {error}") from error
    outlines = partial(read_outlines, data_dir) if data_dir else None
    return Addresses(Ban(server.get_json), outlines=outlines)
