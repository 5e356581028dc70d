"""Schemathesis asks both services what their OpenAPI documents allow, and more.

No answer is a server's error, of a status or a type that is not documented, or departs
from its schema. The same cases each time; more of them with `SCHEMATHESIS_MORE=1`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)


def told(document: str, folder: Path) -> str:
    """What it says of a service; it fails when a check does."""
    phases, examples = "fuzzing,stateful", "2"
    if os.environ.get("SCHEMATHESIS_MORE"):
        phases, examples = "coverage,fuzzing,stateful", "10"
    done = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("schemathesis")), "run", document),
            *("--phases", phases, "--max-examples", examples),
            *("--generation-deterministic", "--no-color", "-c", ",".join(CHECKS)),
            # Nothing is judged by the clock.
            *("--request-timeout", "120", "--suppress-health-check", "too_slow"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=3_600,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("document", ["/ogc/api", "/openapi.json"])
def test_what_the_document_allows_is_answered_as_it_says(
    ogc_origin: str, tmp_path: Path, document: str
) -> None:
    said = told(f"{ogc_origin}{document}", tmp_path)

    assert "✅ Stateful" in said
