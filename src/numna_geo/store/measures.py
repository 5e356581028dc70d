"""Runs of measuring, and the columns that they kept."""

from sqlalchemy import func, or_, select

from numna_geo.store.reading import Statement, kept
from numna_geo.store.tables import MeasureColumnRow, MeasureRow, MeasureRunRow

_RUN = (
    MeasureRunRow.id,
    MeasureRunRow.measured_at,
    MeasureRunRow.data_version,
    MeasureRunRow.engine,
    MeasureRunRow.engine_version,
    MeasureRunRow.is_estimate,
    MeasureRunRow.method,
)


@kept
def run(run_id: int | None) -> Statement:
    """One measuring with its `codes`, the last one when `run_id` is None."""
    found = select(*_RUN, MeasureRunRow.codes)
    if run_id is not None:
        found = found.where(MeasureRunRow.id == run_id)
    return found.order_by(MeasureRunRow.id.desc()).limit(1)


@kept
def runs() -> Statement:
    """Every measuring that is kept, the newest first."""
    return select(*_RUN).order_by(MeasureRunRow.id.desc())


@kept
def marked_runs() -> Statement:
    """As `runs`, each with a mark of its codes, `codes_mark`, the oldest first."""
    codes = func.array_to_string(MeasureRunRow.codes, ",")
    mark = func.md5(codes).label("codes_mark")
    return select(*_RUN, mark).order_by(MeasureRunRow.id)


@kept
def columns_of_every_run(prefixes: tuple[str, ...]) -> Statement:
    """Columns whose names begin so: run_id, name, digest, the oldest run first."""
    begins = [MeasureRow.name.startswith(one, autoescape=True) for one in prefixes]
    return (
        select(MeasureRow.run_id, MeasureRow.name, MeasureRow.digest)
        .where(or_(*begins))
        .order_by(MeasureRow.run_id, MeasureRow.name)
    )


@kept
def columns(run_id: int) -> Statement:
    """What a run found: name, digest."""
    return (
        select(MeasureRow.name, MeasureRow.digest)
        .where(MeasureRow.run_id == run_id)
        .order_by(MeasureRow.digest, MeasureRow.name)
    )


def numbers(digests: list[str]) -> Statement:
    """Some columns: digest, numbers."""
    return select(MeasureColumnRow.digest, MeasureColumnRow.numbers).where(
        MeasureColumnRow.digest.in_(digests)
    )
