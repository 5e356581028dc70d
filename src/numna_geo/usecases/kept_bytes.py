"""What was made once and is kept while there is room, the least asked going first."""

from collections import OrderedDict
from collections.abc import Hashable


class KeptBytes:
    """Bytes by key, bounded by what they weigh together.

    Args:
        most_bytes: the bound; what alone is heavier is not kept.

    >>> kept = KeptBytes(most_bytes=2 * (ENTRY + 10))
    >>> for name in ("a", "b", "c"):
    ...     kept.keep(name, b"0123456789")
    >>> kept.get("a"), kept.get("c"), len(kept)
    (None, b'0123456789', 2)
    """

    def __init__(self, *, most_bytes: int) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> bytes | None:
        """What is kept under `key`, which is now the last to go."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: Hashable, content: bytes) -> None:
        """Keep `content`, and let others go until all fits."""
        self._drop(key)
        if ENTRY + len(content) > self._most:
            return
        self._kept[key] = content
        self.size += ENTRY + len(content)
        while self.size > self._most:
            self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        """Let everything go."""
        self._kept.clear()
        self.size = 0

    def _drop(self, key: Hashable) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self.size -= ENTRY + len(gone)


ENTRY = 400
"""Bytes that an entry takes besides its content: its key, and a place in the table."""
