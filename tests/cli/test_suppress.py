"""`numna-geo suppress` says honestly what it removed, and measures again."""

import json

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from numna_geo.cli.main import main
from numna_geo.store.database import connect


def suppressed(contact: str) -> Result:
    return CliRunner().invoke(main, ["suppress", contact, "--json"])


def test_what_was_removed_is_counted_and_gaps_are_measured_again(
    own_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", own_url)
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
    engine.dispose()
    assert after > before
