"""`serve` and `openapi`: the service."""

import errno
import json
import signal
import socket
import sys
from contextlib import ExitStack, suppress
from types import FrameType
from typing import NoReturn

import click
import uvicorn

from numna_geo.api.app import create_app
from numna_geo.api.serving import uvicorn_options
from numna_geo.cli.data import load_all, measured, migrated
from numna_geo.cli.database import kept_alive, settings
from numna_geo.cli.output import Output
from numna_geo.cli.prebuilt import built
from numna_geo.errors import (
    NotInTime,
    ServerUnavailable,
    StorageFull,
    StorageUnusable,
)
from numna_geo.settings import Settings
from numna_geo.store.database import Engine, connect
from numna_geo.usecases.find_addresses import addresses_from
from numna_geo.usecases.routing_servers import routing_servers

_TRIED_PORTS = 50


@click.command()
@click.option("--host", help="Address to listen on; default HOST or 127.0.0.1.")
@click.option("--port", type=click.IntRange(1, 65_535), help="Default PORT or 8000.")
@click.option(
    "--prepare", is_flag=True, help="First migrate, load the bundled data, measure."
)
def serve(*, host: str | None, port: int | None, prepare: bool) -> None:
    """Serve the API and the pages until Ctrl-C.

    The private PostGIS is started if needed, started again whenever it dies, and
    stopped at the end.
    """
    out = Output()
    chosen = settings()
    given = {"host": host, "port": port}
    chosen = chosen.model_copy(update={k: v for k, v in given.items() if v is not None})
    _refuse_taken_port(chosen)
    _refuse_wrong_servers(chosen)
    # Uvicorn raises the signal again once it has stopped: as an exit, so that the
    # private cluster is stopped too.
    signal.signal(signal.SIGTERM, _leave)
    with ExitStack() as stack:
        with out.step("PostGIS"):
            url = stack.enter_context(kept_alive())
        stack.callback(out.line, "stopping")
        with suppress(KeyboardInterrupt):
            if prepare:
                _prepare(url, out)
            _listen(chosen, url, out)


@click.command()
def openapi() -> None:
    """Print the OpenAPI document of the JSON API."""
    app = create_app(settings(), database_url="postgresql://nobody@127.0.0.1:1/none")
    json.dump(app.openapi(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _prepare(url: str, out: Output) -> None:
    engine = connect(url)
    try:
        migrated(engine, out)
        load_all(engine, out)
        measured(engine, out)
        _built(engine, out)
    finally:
        engine.dispose()


def _built(engine: Engine, out: Output) -> None:
    """What was built before is still there: no reason not to answer anybody."""
    try:
        built(engine, out)
    except (NotInTime, StorageFull, StorageUnusable) as error:
        out.line(f"  {error}")


def _listen(chosen: Settings, url: str, out: Output) -> None:
    app = create_app(chosen, database_url=url, warmed=True)
    shown = "127.0.0.1" if chosen.host in ("0.0.0.0", "::") else chosen.host  # noqa: S104
    out.line(f"numNA Geo answers on http://{shown}:{chosen.port}  (Ctrl-C to stop)")
    uvicorn.run(
        app,
        host=chosen.host,
        port=chosen.port,
        **uvicorn_options(),
    )


def _refuse_taken_port(chosen: Settings) -> None:
    if _is_free(chosen.host, chosen.port):
        return
    others = range(chosen.port + 1, min(chosen.port + _TRIED_PORTS, 65_536))
    free = next((p for p in others if _is_free(chosen.host, p)), None)
    way_out = f"make run PORT={free}" if free else "choose another with PORT="
    raise click.ClickException(
        f"port {chosen.port} of {chosen.host} is taken by another program; try: "
        f"{way_out}"
    )


def _refuse_wrong_servers(chosen: Settings) -> None:
    """Find out before anything is started what would stop the service after it."""
    try:
        routing_servers(chosen.routing_url, timeout_s=chosen.routing_timeout_s)
        addresses_from(chosen.geocoder_url, timeout_s=chosen.geocoder_timeout_s)
    except ServerUnavailable as error:
        raise click.ClickException(f"{error} (see .env.example)") from None


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise click.ClickException(
                f"cannot listen on HOST={host!r}, PORT={port}: {error.strerror}"
            ) from None
    return True


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
