"""Keys of our vocabulary that people read by another name."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A key and its French label; `Stage("idea").label` is « idée »."""

    label: str

    # The default is never used: it lets mypy accept the look-up Stage("idea").
    def __new__(cls, key: str, label: str = "") -> Self:
        member = str.__new__(cls, key)
        member._value_, member.label = key, label
        return member
