"""wrk: as many answers as a server gives to 16 clients that never wait."""

import re
import subprocess
import tempfile
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CLIENTS, SECONDS, PATIENCE_S = 16, 3, 20
_TOLD = re.compile(r"TOLD (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+) ([-\d.na]+)")

# Every path in its turn; what is neither 200, 204 nor 304 is counted as failed.
_SCRIPT = """
local paths, headers, number = {paths}, {headers}, {start}
request = function()
  number = number % #paths + 1
  return wrk.format("GET", paths[number], headers)
end
local threads = {{}}
function setup(thread) table.insert(threads, thread) end
failed, count, bytes = 0, 0, 0
function response(status, _, body)
  count, bytes = count + 1, bytes + #body
  if status ~= 200 and status ~= 204 and status ~= 304 then failed = failed + 1 end
end
function done(summary, latency)
  local bytes, count, failed = 0, 0, 0
  for _, thread in ipairs(threads) do
    bytes, count = bytes + thread:get("bytes"), count + thread:get("count")
    failed = failed + thread:get("failed")
  end
  print(string.format("TOLD %d %d %d %.1f %.1f %.1f", summary.requests, failed,
    summary.duration, latency:percentile(50), latency:percentile(99), bytes / count))
end
"""


@dataclass(frozen=True, kw_only=True)
class Pressed:
    per_second: float
    p50_ms: float
    p99_ms: float
    bytes: float


def pressed(
    origin: str,
    paths: Sequence[str],
    *,
    core: int,
    headers: Mapping[str, str] | None = None,
    seconds: int = SECONDS,
) -> Pressed:
    """Ask in turns for some seconds, after one of warming; longer if none came.

    Raises:
        RuntimeError: an answer was an error, or none came.
    """
    base = urlsplit(origin).path
    written = ",".join(f"[[{base}{path}]]" for path in paths)
    told = ",".join(f'["{k}"]=[[{v}]]' for k, v in (headers or {}).items())
    with tempfile.TemporaryDirectory(prefix="numna-geo-bench-") as folder:
        script = Path(folder) / "asked.lua"
        script.write_text(
            _SCRIPT.format(paths=f"{{{written}}}", headers=f"{{{told}}}", start=0)
        )
        for wait in (1, seconds, PATIENCE_S):
            words = ["taskset", "-c", str(core), "wrk", "-t1", f"-c{CLIENTS}"]
            words += [f"-d{wait}s", "--timeout", "60s", "-s", str(script), origin]
            done = subprocess.run(words, capture_output=True, text=True, check=True)
            found = _TOLD.search(done.stdout)
            if wait == seconds and found and int(found[1]):
                break
    if not found or int(found[2]) or not int(found[1]):
        raise RuntimeError(f"{origin}{paths[0]}: {done.stdout[-800:]}")
    requests, _, took_us, p50, p99, size = found.groups()
    return Pressed(
        per_second=int(requests) / (int(took_us) / 1e6),
        p50_ms=float(p50) / 1000,
        p99_ms=float(p99) / 1000,
        bytes=float(size),
    )


def one_by_one(origin: str, paths: Sequence[str]) -> tuple[list[float], list[int]]:
    """Seconds and bytes of each answer, asked one after the other."""
    import time

    times_s, sizes = [], []
    for path in paths:
        began = time.perf_counter()
        with urllib.request.urlopen(origin + path, timeout=600) as reply:  # noqa: S310
            sizes.append(len(reply.read()))
        times_s.append(time.perf_counter() - began)
    return times_s, sizes
