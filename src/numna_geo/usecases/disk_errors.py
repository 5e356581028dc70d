"""What a disk answers when files are written, told as errors of ours."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from numna_geo.errors import StorageFull, StorageUnusable

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def disk_errors(where: str) -> Iterator[None]:
    """Tell why files cannot be written: no room, or whatever else it was.

    Args:
        where: they are written, and what became of them.

    Raises:
        StorageFull: no room is left.
        StorageUnusable: anything else.
    """
    try:
        yield
    except OSError as error:
        why = f"{where}: {error.strerror or error}"
        if error.errno in _NO_ROOM:
            raise StorageFull(why) from error
        raise StorageUnusable(why) from error
