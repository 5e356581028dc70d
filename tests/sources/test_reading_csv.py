import gzip
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.sources.made_files import HEADER, MADE, ROWS, cells, damages, reading, table

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.connector import Damaged

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]


@pytest.mark.parametrize("delimiter", DELIMITERS.values(), ids=DELIMITERS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_any_delimiter_and_encoding_gives_the_same_cells(tmp_path, delimiter, encoding):
    content = table(ROWS, delimiter=delimiter).encode(encoding)

    with reading(tmp_path, content) as published:
        assert cells(published) == list(ROWS)
        assert published.shape == "csv"
        assert published.connector is MADE


WORDS = st.text(
    st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")
).filter(lambda word: word.isprintable())


def writable(rows, encoding):
    try:
        table(rows).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    rows=st.lists(st.tuples(*[WORDS] * len(HEADER)), min_size=1, max_size=8),
    delimiter=st.sampled_from(list(DELIMITERS.values())),
    encoding=st.sampled_from(ENCODINGS),
    quoting=st.sampled_from([0, 1, 2]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_table_is_read_as_it_was_written(
    tmp_path, rows, delimiter, encoding, quoting, end
):
    rows = [row for row in rows if any(map(str.strip, row))]
    assume(rows)
    assume(writable(rows, encoding))
    dialect = {"delimiter": delimiter, "quoting": quoting, "lineterminator": end}
    content = table(rows, **dialect).encode(encoding)
    # Accents of cp1252 may be good UTF-8 by chance.
    assume(encoding != "cp1252" or content.decode(errors="ignore").isascii())

    with reading(tmp_path, content) as published:
        assert cells(published) == rows


def test_titles_above_the_header_are_left_out_and_told(tmp_path):
    titles = "Liste des lieux\n\nMise à jour : 2024\n;;;\n"

    with reading(tmp_path, titles + table(ROWS, delimiter=";")) as published:
        assert cells(published) == list(ROWS)
        assert published.how_read == "CSV, UTF-8, « ; », 4 lines above the header"


def test_header_cells_are_trimmed_of_blanks_marks_and_quotes(tmp_path):
    content = "\ufeff id , 'nom',commune \n1,Le Mille,Ussel\n"

    with reading(tmp_path, content) as published:
        assert cells(published, HEADER[:3]) == [("1", "Le Mille", "Ussel")]


def test_a_line_break_in_a_cell_is_part_of_it(tmp_path):
    rows = [("1", "Le Mille\nbâtiment B", "Ussel", ""), ROWS[1]]

    with reading(tmp_path, table(rows)) as published:
        assert cells(published) == rows


def test_blank_rows_are_neither_rows_nor_counted(tmp_path):
    content = table(ROWS[:1]) + "\n,,,\n , ,\t,\n" + "2,B,C,D\n\n\n"

    with reading(tmp_path, content) as published:
        numbers = [number for number, _ in published.rows()]

    assert numbers == [1, 2]


def test_two_columns_of_one_name_are_both_kept(tmp_path):
    with reading(tmp_path, "id,nom,commune,nom\n1,A,B,C\n") as published:
        [(_, row)] = published.rows()

    assert (row["nom"], row["nom (4)"]) == ("A", "C")


def test_a_row_of_another_width_is_damaged_and_the_others_are_read(tmp_path):
    content = table(ROWS[:1]) + "2,B\n3,C,D,E,F\n" + "4,G,H,I\n"

    with reading(tmp_path, content) as published:
        assert damages(published) == [
            (2, "2 cells where the header has 4"),
            (3, "5 cells where the header has 4"),
        ]
        assert len(cells(published)) == 2


def test_blank_cells_too_many_lose_nothing(tmp_path):
    with reading(tmp_path, table([]) + "1,A,B,C,, \n") as published:
        assert cells(published) == [("1", "A", "B", "C")]


def test_a_stray_quote_costs_its_own_row_only(tmp_path):
    rows = [(str(n), f"Lieu, {n}", "Ussel", "") for n in range(1, 200)]
    lines = table(rows).splitlines(keepends=True)
    lines[3] = '3,"Lieu 3,Ussel,\n'

    with reading(tmp_path, "".join(lines)) as published:
        assert [number for number, _ in damages(published)] == [3]
        assert len(cells(published)) == 198


def test_a_quote_that_is_not_doubled_is_damage(tmp_path):
    content = table(ROWS[:1]) + '2,"Le "400"",Brive,\n' + "3,C,D,E\n"

    with reading(tmp_path, content) as published:
        assert damages(published) == [(2, "a quote inside a cell that is not doubled")]


def test_a_quote_that_nothing_closes_stops_the_file(tmp_path):
    content = table(ROWS) + '4,"Le Mille,Ussel,\n5,B,C,D\n'

    with (
        reading(tmp_path, content) as published,
        pytest.raises(SourceUnreadable, match=r"line 5 is not closed .* seems cut"),
    ):
        list(published.rows())


def test_a_quote_that_runs_over_a_million_characters_stops_the_file(tmp_path):
    content = table(ROWS) + '4,"' + "5,B,C,D\n" * 200_000 + '",x,y\n'

    with (
        reading(tmp_path, content) as published,
        pytest.raises(SourceUnreadable, match=r"line 5 is not closed in 1,000,000"),
    ):
        list(published.rows())


@pytest.mark.parametrize("ending", ["4,Le Mi", '4,"Le Mi', "4"])
def test_a_file_cut_in_its_last_line_says_so(tmp_path, ending):
    with (
        reading(tmp_path, table(ROWS) + ending) as published,
        pytest.raises(SourceUnreadable, match="seems cut"),
    ):
        list(published.rows())


def test_a_file_cut_in_the_middle_of_a_character_says_so(tmp_path):
    content = table([*ROWS, ("4", "é", "é", "é")]).encode().rstrip(b"\n")[:-1]

    with (
        pytest.raises(SourceUnreadable, match="middle of a character"),
        reading(tmp_path, content),
    ):
        pass


def test_bytes_that_are_no_text_cost_their_row_only(tmp_path):
    content = table(ROWS).encode() + b"4,\xff\xfe,Ussel,x\n5,\0,Ussel,x\n6,A,B,C\n"

    with reading(tmp_path, content) as published:
        assert damages(published) == [
            (4, "bytes that are no text"),
            (5, "bytes that are no text"),
        ]
        assert cells(published) == [*ROWS, ("6", "A", "B", "C")]
        assert "UTF-8 with damaged bytes" in published.how_read


@pytest.mark.parametrize(
    "line",
    [
        b"4,\xff\0,Ussel,z.exemple@exemple.fr\n",
        b"4,Zo\xc3\xa9 Exemple,Ussel,x,06 12 34 56 78,z.exemple@exemple.fr\n",
        b'4,"Zo\xc3\xa9" Exemple 06 12 34 56 78,Ussel,x\n',
    ],
)
def test_nothing_is_repeated_of_a_damaged_row(tmp_path, line):
    with reading(tmp_path, table(ROWS).encode() + line + b"5,A,B,C\n") as published:
        (damaged,) = (row for _, row in published.rows() if isinstance(row, Damaged))

    assert damaged.value is None


def test_packed_files_are_unpacked_on_the_way(tmp_path):
    content = table(ROWS).encode()
    archive = tmp_path / "made.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("liste.csv", content)
        made.writestr("__MACOSX/._liste.csv", b"x")

    for packed in (gzip.compress(content), archive.read_bytes()):
        with reading(tmp_path, packed) as published:
            assert cells(published) == list(ROWS)


def test_a_packed_file_that_is_cut_says_so(tmp_path):
    noise = [(str(n), f"Lieu {n * 7919 % 9973}", "Ussel", "") for n in range(9_000)]
    content = gzip.compress(table(noise).encode())

    with (
        pytest.raises(SourceUnreadable, match="seems cut or damaged"),
        reading(tmp_path, content[: len(content) // 2]) as published,
    ):
        list(published.rows())


def test_of_an_archive_of_several_files_none_is_chosen(tmp_path):
    archive = tmp_path / "made.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.csv", "x")
        made.writestr("b.csv", "x")

    with (
        pytest.raises(SourceUnreadable, match=r"2 files \(a.csv, b.csv"),
        reading(tmp_path, archive.read_bytes()),
    ):
        pass


def test_an_archive_with_a_password_is_named_so(tmp_path):
    archive = tmp_path / "made.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("liste.csv", table(ROWS))
    locked = bytearray(archive.read_bytes())
    # The flag of encryption, in the entry and in the directory of the archive.
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1

    with (
        pytest.raises(SourceUnreadable, match="with a password; unpack it first"),
        reading(tmp_path, bytes(locked)),
    ):
        pass


def test_rows_may_be_read_again(tmp_path):
    with reading(tmp_path, table(ROWS)) as published:
        assert cells(published) == cells(published)


def test_the_share_read_grows_from_none_to_all(tmp_path):
    many = [(str(n), "Le Mille", "Ussel", "Corrèze") for n in range(20_000)]

    with reading(tmp_path, table(many)) as published:
        shares = [published.share_read()]
        for number, _ in published.rows():
            if number % 5_000 == 0:
                shares.append(published.share_read())
        shares.append(published.share_read())

    assert shares[0] == 0
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert any(0 < share < 1 for share in shares)


def test_a_long_file_needs_no_more_memory_than_a_short_one(tmp_path):
    def peak(count):
        rows = ((str(n), "Le Mille" * 20, "Ussel", "Corrèze") for n in range(count))
        content = table(rows)
        tracemalloc.start()
        with reading(tmp_path, content) as published:
            del content
            tracemalloc.reset_peak()
            for _ in published.rows():
                pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    # Sixteen times the rows.
    assert peak(32_000) < peak(2_000) + 1_000_000


def test_a_line_without_end_is_no_table(tmp_path):
    with (
        pytest.raises(SourceUnreadable, match="8,000,000 characters"),
        reading(tmp_path, "x" * 9_000_000),
    ):
        pass


DAMAGE = st.tuples(st.integers(0, 400), st.binary(max_size=3))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(changes=st.lists(DAMAGE, min_size=1, max_size=6))
def test_damaged_bytes_never_raise_but_a_clear_error(tmp_path, changes):
    many = [(str(n), f"Café {n}", '« "Le" »', "x;y") for n in range(30)]
    content = bytearray(table(many).encode())
    for at, instead in changes:
        content[at : at + 1] = instead

    with (
        suppress(SourceUnreadable),
        reading(tmp_path, bytes(content)) as published,
    ):
        numbers = [number for number, _ in published.rows()]
        assert numbers == list(range(1, len(numbers) + 1))
