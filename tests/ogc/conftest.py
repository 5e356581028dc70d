"""The service on a port, as programs that nobody here wrote meet it."""

from collections.abc import Iterator

import httpx2
import pytest
from tests.ogc.asking import Heard, Ogc, listening
from visits import serving

# Other Pythons run these, which have what ours has not.
collect_ignore = ["qgis_session.py", "ogctests_sample.py"]


@pytest.fixture(scope="session")
def ogc_origin(loaded_url: str) -> Iterator[str]:
    with serving(loaded_url) as origin:
        yield origin


@pytest.fixture(scope="session")
def ogc(ogc_origin: str) -> Iterator[Ogc]:
    with httpx2.Client(base_url=ogc_origin, timeout=60) as client:
        yield Ogc(client)


@pytest.fixture(scope="session")
def _ear(ogc_origin: str) -> Iterator[Heard]:
    with listening(ogc_origin) as heard:
        yield heard


@pytest.fixture
def heard(_ear: Heard) -> Heard:
    """A door to the service that notes down who asks what of it, from now on."""
    _ear.forget()
    return _ear
