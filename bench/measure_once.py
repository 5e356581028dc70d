"""Measure one database in a process of its own, and tell what that took, as JSON."""

import json
import re
import sys
import time

from bench.most_memory import most_mb
from numna_geo.bundle import DATA
from numna_geo.model.travel import Profile
from numna_geo.store.database import connect
from numna_geo.usecases.known_estimate import read_estimates
from numna_geo.usecases.measure_gaps import measure_gaps


def main(url: str) -> None:
    began, busy = time.perf_counter(), time.process_time()
    estimate = read_estimates(DATA, None)[Profile.CAR]
    engine = connect(url)
    steps: list[tuple[float, str]] = []

    def say(text: str) -> None:
        steps.append((time.perf_counter(), text))

    done = measure_gaps(engine, travel=estimate, say=say)
    ended = time.perf_counter()
    engine.dispose()
    told = {
        "seconds": ended - began,
        "cpu_s": time.process_time() - busy,
        "megabytes": most_mb(),
        "measured": done.measured,
        "kept": done.kept,
        "supplies": len(done.supplies),
        "pairs": sum(_pairs(text) for _, text in steps),
        "writing_s": ended - steps[-1][0] if steps else 0.0,
    }
    json.dump(told, sys.stdout)


def _pairs(step: str) -> int:
    found = re.search(r"([\d,]+) pairs", step)
    return int(found[1].replace(",", "")) if found else 0


if __name__ == "__main__":
    main(sys.argv[1])
