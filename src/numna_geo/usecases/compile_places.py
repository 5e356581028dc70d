"""Write the lists of structures that we may bundle, one file a source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from numna_geo.errors import SourceUnreadable
from numna_geo.sources import cget, curated, france_services
from numna_geo.sources.connector import Damaged
from numna_geo.sources.door import Door
from numna_geo.sources.published import opened
from numna_geo.sources.registry import connectors
from numna_geo.sources.rows import RawPlace, write_places

Report = Callable[[str], None]

_STRUCTURES = Path("structures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """A list under Licence Ouverte: its source, its files in the folder of open files.

    `format` is the key of its connector. The numbers of `office_mobiles` are those of
    public counters, mobiles too.
    """

    key: str
    format: str
    files: tuple[Path, ...]
    office_mobiles: bool = False


BUNDLED = (
    Bundled(key=curated.KEY, format="curated", files=(curated.FILE,)),
    Bundled(key=curated.OTHERS_KEY, format="curated", files=(curated.OTHERS_FILE,)),
    Bundled(
        key=france_services.KEY,
        format="france_services",
        files=france_services.FILES,
        office_mobiles=True,
    ),
    Bundled(key=cget.KEY, format="cget", files=cget.FILES),
    Bundled(
        key="conseillers_numeriques_2022",
        format="conseillers_numeriques",
        files=(_STRUCTURES / "conseillers-numeriques-permanences-2022-na.json",),
    ),
    Bundled(
        key="mediation_numerique_charente_2023",
        format="mednum_older",
        files=(
            _STRUCTURES / "lieux-mediation-numerique-charente-20230711-schema2.json",
        ),
    ),
    Bundled(
        key="data_inclusion_2023",
        format="data_inclusion_2023",
        files=(_STRUCTURES / "data-inclusion-services-numeriques-2023-na.json",),
    ),
)
"""What may be published again. Two more lists load, but their licence is not confirmed:
Gironde and La Fibre64."""


def compile_places(raw_dir: Path, out_dir: Path, report: Report) -> None:
    """Write what each list says of structures, without what may be a person's.

    Raises:
        SourceUnreadable: a file is absent, damaged, or not in its publisher's layout.
    """
    for one in BUNDLED:
        door = Door(office_mobiles=one.office_mobiles)
        places = (door.cleared(place) for place in _published(one, raw_dir))
        count = write_places(out_dir / f"{one.key}.csv", places)
        report(f"{one.key}.csv: {count} rows{_told(door)}")


def _published(one: Bundled, raw_dir: Path) -> Iterator[RawPlace]:
    connector = connectors()[one.format]
    for name in one.files:
        with opened(raw_dir / name, connectors=[connector]) as published:
            for number, row in published.rows():
                if isinstance(row, Damaged):
                    raise SourceUnreadable(f"{name.name}, row {number}: {row.reason}")
                yield connector.raw_place(row, number)


def _told(door: Door) -> str:
    counts = ", ".join(f"{n} {column}" for column, n in sorted(door.kept_out.items()))
    return f"; left out, perhaps a person's: {counts}" if counts else ""
