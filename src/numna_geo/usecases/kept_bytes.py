"""What was made once and is kept while there is room, the least asked going first."""

from collections import OrderedDict
from hashlib import blake2b


class KeptBytes:
    """Bytes by key, bounded by what they weigh together.

    A key is kept as its digest: one that a caller makes long weighs no more.

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
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: str) -> bytes | None:
        """What is kept under `key`, which is now the last to go."""
        short = _digest(key)
        found = self._kept.get(short)
        if found is not None:
            self._kept.move_to_end(short)
        return found

    def keep(self, key: str, content: bytes) -> None:
        """Keep `content`, and let others go until all fits."""
        short = _digest(key)
        self._drop(short)
        if ENTRY + len(content) > self._most:
            return
        self._kept[short] = content
        self.size += ENTRY + len(content)
        while self.size > self._most:
            self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        """Let everything go."""
        self._kept.clear()
        self.size = 0

    def _drop(self, short: bytes) -> None:
        gone = self._kept.pop(short, None)
        if gone is not None:
            self.size -= ENTRY + len(gone)


def _digest(key: str) -> bytes:
    return blake2b(key.encode(), digest_size=16).digest()


ENTRY = 400
"""Bytes that an entry takes besides its content, at most: its key, and its place."""
