"""The most memory that a process held, as Linux tells it."""

import re
from pathlib import Path

_MOST = re.compile(r"VmHWM:\s+(\d+) kB")


def most_mb(told: str | None = None) -> float:
    """Megabytes, by what a process printed of `/proc/self/status`; else of this one.

    Not `ru_maxrss`: that one begins with what the process held that started this one.

    >>> most_mb("VmPeak: 9999 kB\\nVmHWM:\\t    2048 kB\\n")
    2.0
    """
    status = Path("/proc/self/status").read_text() if told is None else told
    return int(_MOST.findall(status)[-1]) / 1024
