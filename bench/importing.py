"""How long does a large list of places take to load, in how much memory?

Files in the layout of the national list of digital mediation (MedNum 1.0.2), made by
repeating the bundled places with noise: 20,000 and 200,000 rows, spread over France as
the real list is, and all of them inside the region, which is the worst case. A time
that grows as the list does is 1 × linear.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.figure import Figure
from bench.most_memory import most_mb
from numna_geo.bundle import DATA

LISTS = ("france_services_2024", "tiers_lieux_cget_2019", "conseillers_numeriques_2022")
COLUMNS = [
    "id",
    "pivot",
    "nom",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "complement_adresse",
    "latitude",
    "longitude",
    "typologie",
    "telephone",
    "courriels",
    "site_web",
    "horaires",
    "presentation_resume",
    "presentation_detail",
    "source",
    "itinerance",
    "structure_parente",
    "date_maj",
    "services",
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
    "frais_a_charge",
    "dispositif_programmes_nationaux",
    "formations_labels",
    "autres_formations_labels",
    "modalites_acces",
    "modalites_accompagnement",
    "fiche_acces_libre",
    "prise_rdv",
]
KINDS = {"france_services": "RFS", "fab_lab": "FABLAB", "coworking": "TIERS_LIEUX"}
ELSEWHERE = (
    ("75056", "75001", "Paris", 2.35, 48.86),
    ("69123", "69001", "Lyon", 4.84, 45.76),
)
SHARE_HERE = 0.09
"""Share of the French who live in the region."""

# What `wait4` says of memory counts what this process held when it started the other.
_TELLING = """
import atexit, runpy
from pathlib import Path
atexit.register(lambda: print(Path("/proc/self/status").read_text()))
runpy.run_module("numna_geo", run_name="__main__", alter_sys=True)
"""

FEW, MANY = 20_000, 200_000


@dataclass(frozen=True, kw_only=True)
class Run:
    """One load; the CPU and the most memory are of its own process, PostGIS apart."""

    seconds: float
    cpu_s: float
    megabytes: float


def figures(url: str) -> Iterator[Figure]:
    places = list(bundled_places())
    with tempfile.TemporaryDirectory(prefix="numna-geo-bench-") as folder:
        for spread, share in (("over France", SHARE_HERE), ("in the region", 1.0)):
            linear: list[float] = []
            for rows in (FEW, MANY):
                path = Path(folder) / f"{rows}.csv"
                made(path, places, rows, share_here=share)
                again(url)
                run = loaded(url, path)
                print(
                    f"  {rows:,} rows {spread}: {run.seconds:.1f} s, of which"
                    f" {run.cpu_s:.1f} s of CPU beside PostGIS; {run.megabytes:.0f} MB"
                )
                yield Figure(
                    name=f"load {rows:,} rows {spread}",
                    times_s=[run.seconds],
                    beside=f"linear from {FEW:,}" if linear else "",
                    beside_s=linear,
                    cpu_s=run.cpu_s,
                    megabytes=run.megabytes,
                )
                linear = [run.seconds * MANY / FEW]
    again(url)


def bundled_places() -> Iterator[dict[str, str]]:
    for name in LISTS:
        with (DATA / f"{name}.csv").open(newline="") as file:
            yield from csv.DictReader(file)


def made(
    path: Path, places: list[dict[str, str]], rows: int, *, share_here: float
) -> None:
    """Write a file; the same arguments give the same bytes."""
    draw = random.Random(rows)  # noqa: S311 (noise, not secrets)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for number in range(rows):
            place = draw.choice(places)
            here = draw.random() < share_here
            writer.writerow(a_row(number, place, draw, here=here))


def a_row(
    number: int, place: dict[str, str], draw: random.Random, *, here: bool
) -> dict[str, str]:
    name = f"{place['name']} {draw.choice('ABCDEFGHIJ')}{draw.randint(1, 9_999)}"
    lon, lat = place["lon"] or "0", place["lat"] or "45"
    row = {
        "id": f"made-{number}",
        "pivot": "00000000000000",
        "nom": name,
        "commune": place["city"],
        "code_postal": place["postcode"],
        "code_insee": place["commune_code"],
        "adresse": f"{draw.randint(1, 200)} {place['street']}",
        "latitude": f"{float(lat) + draw.gauss(0, 0.003):.6f}",
        "longitude": f"{float(lon) + draw.gauss(0, 0.003):.6f}",
        "typologie": KINDS.get(place["category"], "ASSO"),
        "telephone": f"+335{draw.randint(10_000_000, 99_999_999)}",
        "courriels": "contact@exemple.fr",
        "site_web": f"https://www.exemple.fr/{number}",
        "horaires": place["opening"],
        "source": "made",
        "date_maj": "2024-04-02",
        "services": "Aide aux démarches administratives",
        "frais_a_charge": "Gratuit",
        "dispositif_programmes_nationaux": "Conseillers numériques",
        "modalites_acces": "Se présenter|Téléphoner",
        "modalites_accompagnement": "Accompagnement individuel",
    }
    if not here:
        code, postcode, city, lon_there, lat_there = draw.choice(ELSEWHERE)
        row |= {
            "commune": city,
            "code_postal": postcode,
            "code_insee": code,
            "latitude": f"{lat_there + draw.gauss(0, 0.05):.6f}",
            "longitude": f"{lon_there + draw.gauss(0, 0.05):.6f}",
        }
    return row


def loaded(url: str, path: Path) -> Run:
    words = ["load", "mediation_numerique", str(path), "--shrinks", "--no-measure"]
    told = path.with_suffix(".told")
    began = time.perf_counter()
    with told.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", _TELLING, *words],
            env={**os.environ, "DATABASE_URL": url},
            stdout=out,
        )
        _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status != 0:
        raise RuntimeError(f"{path.name}: the load ended with {status}")
    return Run(
        seconds=seconds,
        cpu_s=used.ru_utime + used.ru_stime,
        megabytes=most_mb(told.read_text()),
    )


def again(url: str) -> None:
    """Take the made places out again."""
    with psycopg.connect(url, autocommit=True) as connection:
        for table in ("structure_records", "structure_fields", "records", "imports"):
            connection.execute(
                f"DELETE FROM {table}"  # noqa: S608 (names of ours)
                " WHERE source_key = 'mediation_numerique'"
            )
        connection.execute(
            "DELETE FROM structures WHERE source_key = 'mediation_numerique'"
        )
        connection.execute("VACUUM ANALYZE")
