"""What every table shares: named constraints, and the type of its columns."""

from typing import Annotated

from sqlalchemy import MetaData, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

# Named constraints, so that a migration can drop what another one made.
NAMES = {
    "ix": "ix_%(table_name)s__%(column_0_N_name)s",
    "uq": "uq_%(table_name)s__%(column_0_N_name)s",
    "ck": "ck_%(table_name)s__%(constraint_name)s",
    "fk": "fk_%(table_name)s__%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[str, mapped_column(Text, primary_key=True)]
Words = Annotated[str, mapped_column(Text)]


class Table(DeclarativeBase):
    """Base of every table; not one itself."""

    metadata = MetaData(naming_convention=NAMES)
