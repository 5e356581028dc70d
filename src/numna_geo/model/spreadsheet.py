"""Cells that a spreadsheet may open: anybody may have written what a file says."""

_FORMULA = ("=", "@", "+", "-", "\t", "\r")


def harmless(cell: object) -> object:
    """A cell that no spreadsheet runs as a formula; numbers stay numbers.

    >>> harmless("=1+1"), harmless("+33549000000"), harmless("-0.58"), harmless(3)
    ("'=1+1", '+33549000000', '-0.58', 3)
    """
    if not isinstance(cell, str) or not cell.startswith(_FORMULA):
        return cell
    plain = cell[1:].replace(".", "").replace(" ", "").isdigit()
    return cell if plain and cell[0] in "+-" else f"'{cell}"
