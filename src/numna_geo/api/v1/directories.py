"""How complete the directories behind a value are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from numna_geo.gaps.groups import Groups
from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness, together
from numna_geo.store import collection
from numna_geo.store.reading import Reader
from numna_geo.usecases.known_layers import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Directories:
    """Completeness of some categories together, by department; `asked` if any."""

    asked: bool
    found: Mapping[str, Completeness]

    def behind(self, communes: Layer, groups: Groups) -> list[Completeness | None]:
        """Of each group of communes, by the departments that it has communes in.

        Args:
            communes: every commune, with its department.
            groups: of them.
        """
        if not self.asked:
            return [None] * len(groups)
        names, numbers = np.unique(
            [code or "" for code in communes.departments], return_inverse=True
        )
        known = [self.found.get(str(name), Completeness.UNKNOWN) for name in names]
        sides = [groups.any(numbers == i) for i in range(len(names))]

        @cache
        def of(inside: bytes) -> Completeness:
            return together(
                known[i] for i in np.flatnonzero(np.frombuffer(inside, bool))
            )

        return [of(row.tobytes()) for row in np.column_stack(sides)]


async def directories_of(reader: Reader, categories: Sequence[Category]) -> Directories:
    """What the collection table says of these categories.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    if not categories:
        return Directories(asked=False, found={})
    said: dict[str, dict[str, Completeness]] = {}
    for row in await reader.rows(collection.by_department()):
        of_category = said.setdefault(row["department_code"], {})
        of_category[row["category"]] = Completeness(row["completeness"])
    return Directories(
        asked=True,
        found={
            code: together(of.get(c, Completeness.UNKNOWN) for c in categories)
            for code, of in said.items()
        },
    )
