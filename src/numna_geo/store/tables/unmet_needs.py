"""What people looked for and found nobody near; nothing about the people."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from numna_geo.store.tables.base import Key, Table


class UnmetNeedRow(Table):
    """How many times that day somebody asked for `need` from a commune, in vain.

    `need` is a key of `model.stage.Need`, or `family:` or `category:` and a key where
    no need was named.
    """

    __tablename__ = "unmet_needs"

    day: Mapped[date] = mapped_column(primary_key=True)
    commune_code: Mapped[Key]
    need: Mapped[Key]
    times: Mapped[int]

    __table_args__ = (CheckConstraint("times > 0", name="times"),)
