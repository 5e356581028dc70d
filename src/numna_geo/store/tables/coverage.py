"""Broadband as published, how complete directories are, and measured gaps."""

from datetime import date, datetime

from sqlalchemy import ARRAY, DateTime, Double, ForeignKey, Identity, Text
from sqlalchemy.orm import Mapped, mapped_column

from numna_geo.store.tables.base import Key, Table, Words


class BroadbandRow(Table):
    """Premises of a commune in one quarter; two counts that are never mixed.

    `connectable` and `premises` are ARCEP's fibre count, the `mci_` and `best_`
    columns those of Ma connexion internet. Zone columns are those of 2018.
    """

    __tablename__ = "broadband"

    commune_code: Mapped[Key]
    period: Mapped[Key]
    connectable: Mapped[int | None]
    premises: Mapped[int | None]
    mci_premises: Mapped[int | None]
    best_ftth: Mapped[int | None]
    best_coax: Mapped[int | None]
    best_copper: Mapped[int | None]
    best_thd_radio: Mapped[int | None]
    best_4g: Mapped[int | None]
    best_hd_radio: Mapped[int | None]
    best_satellite: Mapped[int | None]
    thd30_terrestrial: Mapped[int | None]
    gigabit: Mapped[int | None]
    copper_status: Mapped[Words | None]
    copper_closes_on: Mapped[date | None]
    very_dense_zone: Mapped[bool | None]
    l33_13: Mapped[Words | None]
    operator: Mapped[Words | None]
    source_key: Mapped[Words] = mapped_column(ForeignKey("sources.key"))


class BroadbandShareRow(Table):
    """A share (0 to 1) of premises, published as one for a territory and a period.

    Kept apart from counts: nothing says what the share was taken of.
    """

    __tablename__ = "broadband_shares"

    level: Mapped[Key]
    code: Mapped[Key]
    period: Mapped[Key]
    quantity: Mapped[Key]
    value: Mapped[float]
    source_key: Mapped[Words] = mapped_column(ForeignKey("sources.key"))


class CollectionRow(Table):
    """How completely a category has been collected in a department, and why."""

    __tablename__ = "collection"

    category: Mapped[Key]
    department_code: Mapped[Key]
    completeness: Mapped[Words]
    reason: Mapped[Words]


class MeasureRunRow(Table):
    """One measuring of one version of the data, and whose minutes it is made of.

    `codes` are the communes that every column of the run tells of, in its order.
    """

    __tablename__ = "measure_runs"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    data_version: Mapped[int]
    code_version: Mapped[Words]
    measured_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    engine: Mapped[Words]
    engine_version: Mapped[Words]
    is_estimate: Mapped[bool]
    method: Mapped[Words]
    codes: Mapped[list[str]] = mapped_column(ARRAY(Text))


class MeasureColumnRow(Table):
    """One number for each commune, kept once however many runs find it again.

    NaN where it is unknown. `digest` is of the numbers.
    """

    __tablename__ = "measure_columns"

    digest: Mapped[Key]
    numbers: Mapped[list[float]] = mapped_column(ARRAY(Double))


class MeasureRow(Table):
    """What a run found of one name, such as `reach/stage:idea/declared/central`.

    `made_from` is a digest of all it depends on: where it did not change, the next run
    keeps the column without measuring it again.
    """

    __tablename__ = "measures"

    run_id: Mapped[int] = mapped_column(
        ForeignKey("measure_runs.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[Key]
    made_from: Mapped[Words]
    digest: Mapped[Words] = mapped_column(
        ForeignKey("measure_columns.digest"), index=True
    )
