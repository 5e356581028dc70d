"""/metrics: what Prometheus reads, and nothing of who asked."""

from starlette.testclient import TestClient

from numna_geo.api.metrics import Requests


def test_requests_are_counted_by_template_and_status(client: TestClient) -> None:
    client.get("/api/v1/structures/secret-person")

    reply = client.get("/metrics")

    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "secret-person" not in reply.text
    route = "/api/v1/structures/{structure_id:path}"
    counted = f'numna_http_requests_total{{method="GET",route="{route}",status="404"}}'
    assert counted in reply.text
    assert "numna_database_up 1" in reply.text


def test_a_histogram_counts_each_request_once_and_up_to_its_bound() -> None:
    requests = Requests()
    for took_s in (0.001, 0.02, 7.0):
        requests.add("GET", "/here", 200, took_s)

    lines = [line for line in requests.lines() if "bucket" in line]
    counts = [int(line.rpartition(" ")[2]) for line in lines]

    # Least, 1 ms: the first; 25 ms: two; more than 5 s: all three.
    assert counts[0] == 1
    assert counts[4] == 2
    assert counts[-2:] == [2, 3]


def test_invented_methods_and_addresses_add_no_line() -> None:
    requests = Requests()
    for n in range(100):
        requests.add(f"X{n}", None, 404, 0.0)

    assert sum("_total{" in line for line in requests.lines()) == 1
