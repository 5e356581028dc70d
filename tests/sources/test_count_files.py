import gzip
import zipfile
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.count_files import opened_table
from numna_geo.sources.count_table import CountTable, Damaged

PATTERNS = ("code_insee|INSEE_COM", "locaux")
TABLE = "code_insee;nom;locaux\n16001;Agris é;12\n16002;Bors;3\n"
READ = [["16001", "Agris é", "12"], ["16002", "Bors", "3"]]


def cells(path: Path) -> list[list[str] | Damaged]:
    with opened_table(path, PATTERNS) as table:
        return [row for _, row in table.rows]


def how(path: Path) -> str:
    with opened_table(path, PATTERNS) as table:
        return table.how_read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_table_reads_alike_however_it_is_written(
    tmp_path: Path, encoding: str, delimiter: str, line_end: str
) -> None:
    path = tmp_path / "communes.csv"
    text = TABLE.replace(";", delimiter).replace("\n", line_end)
    path.write_bytes(text.encode(encoding))

    assert cells(path) == READ


def test_a_packed_table_reads_as_a_plain_one(tmp_path: Path) -> None:
    packed, archive = tmp_path / "communes.csv.gz", tmp_path / "communes.zip"
    packed.write_bytes(gzip.compress(TABLE.encode()))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("lisez-moi.txt", "rien")
        made.writestr("communes.csv", TABLE)

    assert cells(packed) == cells(archive) == READ


def test_the_header_is_found_below_its_titles_and_quoted(tmp_path: Path) -> None:
    path = tmp_path / "communes.csv"
    titles = "Réseaux en fibre,,\n,,\n"
    path.write_text(titles + '"Code_INSEE","Nom","Locaux"\n"16001","Bors, le haut",3\n')

    assert cells(path) == [["16001", "Bors, le haut", "3"]]
    assert how(path) == "CSV, utf-8, « , », 2 lines above the header"


def test_blank_lines_and_idle_cells_at_the_end_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "communes.csv"
    path.write_text("code_insee;locaux\n\n16001;3;;\n\n")

    assert cells(path) == [["16001", "3", "", ""]]


def test_a_line_that_makes_no_row_is_told_and_the_next_ones_are_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "communes.csv"
    path.write_text("code_insee;locaux\n16001\n16002;3\n")

    short, whole = cells(path)

    assert short == Damaged("1 cells, expected 2", None)
    assert whole == ["16002", "3"]


def test_an_unclosed_quote_is_as_many_rows_as_it_swallows_lines(tmp_path: Path) -> None:
    path = tmp_path / "communes.csv"
    lines = "".join(f"16{n:03};{n}\n" for n in range(50))
    path.write_text('code_insee;locaux\n"16000;3\n' + lines)

    (swallowed,) = cells(path)

    assert isinstance(swallowed, Damaged)
    assert swallowed.lines == 51


def test_a_row_after_an_unclosed_quote_keeps_its_number(tmp_path: Path) -> None:
    path = tmp_path / "communes.csv"
    long_enough_to_be_given_up = "x" * 140_000
    path.write_text(
        f'code_insee;locaux\n"16000;{long_enough_to_be_given_up}\n16001;3\n16002;4\n'
    )

    with opened_table(path, PATTERNS) as table:
        numbered = list(table.rows)

    assert numbered[-1][1] == ["16002", "4"]
    assert numbered[-1][0] == 3


def test_a_file_cut_in_the_middle_of_a_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "communes.csv"
    path.write_text("code_insee;nom;locaux\n16001;Agris;12\n16002;Bo")

    with pytest.raises(SourceUnreadable, match=r"stops short \('16002;Bo'\)"):
        cells(path)


def test_a_last_line_without_its_end_is_read_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "communes.csv"
    path.write_text(TABLE.rstrip("\n"))

    assert cells(path) == READ


@pytest.mark.parametrize("kept", [0.3, 0.9])
@pytest.mark.parametrize("suffix", [".gz", ".zip"])
def test_a_packed_file_that_is_cut_is_refused(
    tmp_path: Path, suffix: str, kept: float
) -> None:
    path = tmp_path / f"communes.csv{suffix}"
    many = TABLE + "".join(f"16{n % 999:03};Nom {n * 7919};{n}\n" for n in range(9_999))
    if suffix == ".gz":
        path.write_bytes(gzip.compress(many.encode()))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("communes.csv", many)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])

    with pytest.raises(SourceUnreadable, match=path.name):
        cells(path)


def test_missing_columns_are_named_with_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "communes.csv"
    path.write_text("code;locaux\n16001;3\n")

    with pytest.raises(SourceUnreadable) as refused:
        cells(path)

    assert "no column code_insee (or INSEE_COM); found code, locaux" in str(
        refused.value
    )


@pytest.mark.parametrize("content", [b"", b"\0\1\2\xff" * 999, b"PK\3\4junk"])
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "communes.csv"
    path.write_bytes(content)

    with pytest.raises(SourceUnreadable, match=r"communes\.csv"):
        cells(path)


def test_an_absent_file_and_an_archive_without_table_are_refused(
    tmp_path: Path,
) -> None:
    archive = tmp_path / "communes.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("communes.pdf", "rien")

    with pytest.raises(SourceUnreadable, match="holds no CSV"):
        cells(archive)
    with pytest.raises(SourceUnreadable, match="absent"):
        cells(tmp_path / "absent.csv")


def test_the_share_read_grows_to_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "communes.csv"
    path.write_text(TABLE + "16003;Nom;4\n" * 20_000)

    with opened_table(path, PATTERNS) as table:
        shares = _shares(table)

    assert shares == sorted(shares)
    assert shares[0] < 0.5
    assert shares[-1] == 1.0


def _shares(table: CountTable) -> list[float]:
    return [table.share_read() for number, _ in table.rows if number % 1_000 == 1]


@pytest.mark.parametrize("name", ["communes.gpkg", "communes.shp"])
def test_attributes_of_features_are_a_table(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    points = shapely.to_wkb([shapely.Point(0, 45), shapely.Point(0, 46)])
    pyogrio.raw.write(
        path,
        geometry=np.array(points, dtype=object),
        field_data=[np.array(["05001", "16002"], dtype=object), np.array([3.0, 4.0])],
        fields=["INSEE_COM", "Locaux"],
        geometry_type="Point",
        crs="EPSG:2154",
    )

    assert cells(path) == [["05001", "3"], ["16002", "4"]]


def test_a_damaged_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "communes.gpkg"
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 400)

    with pytest.raises(SourceUnreadable, match=r"communes\.gpkg"):
        cells(path)
