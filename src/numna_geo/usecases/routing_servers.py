"""The routing servers that the operator named, by way of going."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TypeAlias

from numna_geo.errors import ServerUnavailable, TravelUnavailable
from numna_geo.fetching.asking import Server
from numna_geo.model.travel import MOVING, Profile
from numna_geo.travel.osrm import Osrm
from numna_geo.travel.valhalla import Valhalla

ServerEngine: TypeAlias = Osrm | Valhalla

VALHALLA = "valhalla+"

# The service is ours to choose; the name after it says which roads the server holds.
_OSRM_PATH = re.compile(r"/(?:route|table)/v1/(?P<name>[\w-]+)/?$")
_OSRM_NAMES = {
    Profile.BIKE: ("bike", "bicycle", "cycling", "velo"),
    Profile.WALK: ("walk", "walking", "foot", "pied"),
}
_ALSO = (HTTPStatus.BAD_REQUEST,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """An engine, and the server behind it."""

    server: Server
    engine: ServerEngine


def routing_servers(
    addresses: str | None, *, timeout_s: float, total_s: float | None = None
) -> Mapping[Profile, Routing]:
    """The engines behind the addresses of `ROUTING_URL`, the first one for each way.

    An OSRM server knows one way of going: `/route/v1/cycling` or `/route/v1/foot` at
    the end of its address say which, otherwise it is the car. A Valhalla server knows
    all of them.

    Args:
        addresses: separated by blanks or commas; nothing when there is none.
        timeout_s: of a question, in seconds.
        total_s: of a table, in seconds; no end when `None`.

    Raises:
        ServerUnavailable: what should be an address is none.
    """
    found: dict[Profile, Routing] = {}
    for address in re.split(r"[\s,]+", addresses or ""):
        if not address:
            continue
        for profile, routing in _behind(address, timeout_s, total_s).items():
            found.setdefault(profile, routing)
    return found


def routing_engine(
    addresses: str | None, profile: Profile, *, timeout_s: float
) -> ServerEngine:
    """The engine for one way of going, for tables as large as one has patience for.

    Raises:
        ServerUnavailable: what should be an address is none.
        TravelUnavailable: no server was named for this way of going.
    """
    found = routing_servers(addresses, timeout_s=timeout_s).get(profile)
    if found is None:
        raise TravelUnavailable(f"ROUTING_URL names no server for {profile}")
    return found.engine


def _behind(
    address: str, timeout_s: float, total_s: float | None
) -> dict[Profile, Routing]:
    if address.startswith(VALHALLA):
        server = _server(address.removeprefix(VALHALLA), timeout_s)
        post = partial(server.post_json, also=_ALSO)
        return {
            way: Routing(
                server=server, engine=Valhalla(ask=post, profile=way, total_s=total_s)
            )
            for way in MOVING
        }
    path = _OSRM_PATH.search(address)
    name = path["name"] if path else "driving"
    server = _server(address[: path.start()] if path else address, timeout_s)
    engine = Osrm(
        ask=partial(server.get_json, also=_ALSO),
        profile=_osrm_profile(name),
        path_profile=name,
        total_s=total_s,
    )
    return {engine.profile: Routing(server=server, engine=engine)}


def _server(address: str, timeout_s: float) -> Server:
    try:
        return Server(address, timeout_s=timeout_s)
    except ServerUnavailable as error:
        raise ServerUnavailable(f"ROUTING_URL: {error}") from error


def _osrm_profile(name: str) -> Profile:
    """Which roads a server holds that calls them so.

    >>> [_osrm_profile(name).value for name in ("driving", "cycling", "foot", "v2")]
    ['car', 'bike', 'walk', 'car']
    """
    known = (way for way, names in _OSRM_NAMES.items() if name.lower() in names)
    return next(known, Profile.CAR)
