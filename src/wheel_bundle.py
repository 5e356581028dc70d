"""Puts what is not Python (migrations, data, pages, assets) into the wheel."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OUTSIDE_SRC = (
    "migrations",
    "data",
    "frontend/dist",
    "frontend/templates",
    "frontend/i18n",
)


class CustomBuildHook(BuildHookInterface[Any]):
    """Only for a real wheel: a checkout finds these folders where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for folder in OUTSIDE_SRC:
            build_data["force_include"][folder] = f"numna_geo/_bundle/{folder}"
