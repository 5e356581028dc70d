"""Logs as JSON, one object a line, on standard error."""

import logging

from pythonjsonlogger.orjson import OrjsonFormatter


class _OurHandler(logging.StreamHandler):  # type: ignore[type-arg]
    """Marks the handler as ours, so that a second application adds no second one."""


def configure(level: str) -> None:
    """Send what `numna_geo` logs to standard error; calling again only sets the level.

    Lines carry what their code names as `extra`, and nothing of the request besides.
    """
    ours = logging.getLogger("numna_geo")
    ours.setLevel(level)
    if not any(isinstance(handler, _OurHandler) for handler in ours.handlers):
        handler = _OurHandler()
        handler.setFormatter(
            OrjsonFormatter(
                "{levelname}{name}{message}",
                style="{",
                timestamp=True,
                rename_fields={"levelname": "level", "name": "logger"},
            )
        )
        ours.addHandler(handler)
