"""`numna-geo suppress` says honestly what it removed, and leaves it in no file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from numna_geo.cli.main import main
from numna_geo.errors import TravelUnavailable
from numna_geo.store.database import connect


def suppressed(contact: str) -> Result:
    return CliRunner().invoke(main, ["suppress", contact, "--json"])


def test_what_was_removed_is_counted_and_gaps_are_measured_again(
    own_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", own_url)
    monkeypatch.setenv("DOWNLOADS_DIR", str(tmp_path))
    engine = connect(own_url)
    with engine.connect() as connection:
        phone = connection.scalar(
            text("SELECT min(record->>'phone') FROM records WHERE record ? 'phone'")
        )
        before = connection.execute(text("SELECT version FROM data_state")).scalar_one()

    first, again = suppressed(phone or ""), suppressed(phone or "")

    assert first.exit_code == 0, first.output
    removed = json.loads(first.stdout)
    assert removed["records"] >= 1
    assert "gaps" in first.stderr
    assert set(json.loads(again.stdout).values()) == {0}
    assert "gaps" not in again.stderr
    with engine.connect() as connection:
        after = connection.execute(text("SELECT version FROM data_state")).scalar_one()
        held = text("SELECT count(*) FROM records WHERE record->>'phone' = :phone")
        assert connection.scalar(held, {"phone": phone}) == 0
        # Nor does a page on the disk: rows of before were dropped from the table.
        pages = text("SELECT pg_read_binary_file(pg_relation_filepath('records'))")
        assert (phone or "").encode() not in bytes(connection.scalar(pages) or b"")
    engine.dispose()
    assert after > before


@pytest.mark.parametrize("kept", ["0", "2"])
def test_files_of_before_tell_it_no_more_whatever_becomes_of_the_rest(
    own_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: str
) -> None:
    old = tmp_path / "structures" / "2026-11-01-01234567" / "structures.csv"
    for stale in (old, tmp_path / "structures" / ".new-died" / "structures.csv"):
        stale.parent.mkdir(parents=True)
        stale.write_text("id,phone\n1,+33549000000\n")

    def unreachable(*_: object) -> None:
        raise TravelUnavailable("no roads")

    monkeypatch.setenv("DATABASE_URL", own_url)
    monkeypatch.setenv("DOWNLOADS_DIR", str(tmp_path))
    monkeypatch.setenv("DOWNLOADS_KEPT", kept)
    monkeypatch.setattr("numna_geo.cli.suppress.measured", unreachable)
    monkeypatch.setattr("numna_geo.cli.suppress.built", unreachable)

    suppressed("+33549000000")

    assert list(tmp_path.rglob("*.csv")) == []
