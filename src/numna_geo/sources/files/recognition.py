"""Which published layout a header is in, or the nearest one and what it lacks."""

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.connector import Connector
from numna_geo.sources.files.readable import readable

_SHOWN = 8


def fitting(columns: Collection[str], among: Iterable[Connector]) -> Connector | None:
    """The layout whose columns are all there; of several, the one that names most."""
    there = frozenset(columns)
    fit = [c for c in among if not c.lacks(there)]
    return max(fit, key=lambda c: (len(c.columns), c.key), default=None)


def header_names(cells: Sequence[object]) -> list[str]:
    r"""Names of columns: trimmed, unquoted, each once; one without a name has a number.

    >>> header_names(["\ufeffid ", '"id"', None])
    ['id', 'id (2)', '(3)']
    """
    names: list[str] = []
    taken = {""}
    for number, cell in enumerate(cells, start=1):
        name = str("" if cell is None else cell).strip("\ufeff \t\r\n\"'")
        names.append(f"{name} ({number})".strip() if name in taken else name)
        taken.add(names[-1])
    return names


def unknown_layout(
    name: str, headers: Iterable[Collection[str]], among: Collection[Connector]
) -> SourceUnreadable:
    """What to say of a file that no layout fits.

    Args:
        name: the file's.
        headers: the lines, or keys, that may have been its header.
        among: the layouts that were expected.
    """
    found = [frozenset(header) for header in headers] or [frozenset()]
    best, header = max(
        ((c, h) for c in among for h in found),
        key=lambda pair: len(pair[0].columns & pair[1]) / len(pair[0].columns),
    )
    seen = max(found, key=len) if not best.columns & header else header
    missing = best.lacks(header)
    return SourceUnreadable(
        f"{name}: no known layout fits; the nearest is {best.key} ({best.title}), "
        f"which needs {', '.join(_with_close(m, seen) for m in missing)}; "
        f"the file has {_some(sorted(seen))}"
    )


def not_read(columns: Iterable[str], connector: Connector) -> str:
    """Columns that a closed layout does not know, for the report."""
    if connector.known is None:
        return ""
    others = [c for c in columns if c not in connector.known]
    return f", columns not read: {_some(others)}" if others else ""


def _with_close(missing: str, seen: Collection[str]) -> str:
    plain = {name.casefold(): name for name in sorted(seen)}
    near = get_close_matches(missing.casefold(), plain, n=1, cutoff=0.75)
    return f"{missing} (« {readable(plain[near[0]])} »?)" if near else missing


def _some(names: Sequence[str]) -> str:
    told = [readable(name)[:40] for name in names[:_SHOWN]]
    more = len(names) - len(told)
    return (", ".join(told) or "nothing") + (f" and {more} more" if more else "")
