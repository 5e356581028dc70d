"""How complete the directories behind a value are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness, together
from numna_geo.model.territory import Level
from numna_geo.store import collection
from numna_geo.store.reading import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Directories:
    """Completeness of some categories together, by department.

    `departments` are those of each territory of the level, by its code; nothing for
    communes and departments, whose rows name their own. `asked` is False when no
    directory matters.
    """

    asked: bool
    found: Mapping[str, Completeness]
    departments: Mapping[str, Iterable[str]]

    def behind(self, code: str, department_code: str | None) -> Completeness | None:
        """Of a territory and the department it lies in, if it lies in one."""
        if not self.asked:
            return None
        codes = self.departments.get(code, (department_code or code,))
        return together(self.found.get(one, Completeness.UNKNOWN) for one in codes)


async def directories_of(
    reader: Reader, level: Level, categories: tuple[Category, ...]
) -> Directories:
    """What the collection table says of these categories.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    if not categories:
        return Directories(asked=False, found={}, departments={})
    said: dict[str, dict[str, Completeness]] = {}
    for row in await reader.rows(collection.by_department()):
        of_category = said.setdefault(row["department_code"], {})
        of_category[row["category"]] = Completeness(row["completeness"])
    departments = {}
    if level not in {Level.COMMUNE, Level.DEPARTEMENT}:
        rows = await reader.rows(collection.departments(level))
        departments = {row["code"]: row["department_codes"] for row in rows}
    return Directories(
        asked=True,
        found={
            code: together(of.get(c, Completeness.UNKNOWN) for c in categories)
            for code, of in said.items()
        },
        departments=departments,
    )
