"""What the form above the items sends, as the address that it means."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.ogc.html.choices import MOST, shown_fields
from numna_geo.model.dataset import Dataset

SENT = "form"
"""The parameter that only the form sends."""


def tidied(request: Request, dataset: Dataset) -> Response | None:
    """A redirection to an address without empty fields; None of any other question.

    A form sends what nobody filled in as empty, and each column by itself: neither is
    something that this API understands, nor an address to give to others.
    """
    # Programs never send it: their parameters need not be read for it.
    if b"form=" not in request.scope["query_string"]:
        return None
    asked = request.query_params.multi_items()
    if SENT not in request.query_params:
        return None
    columns = [value for name, value in asked if name == "properties" and value]
    kept = {n: v.strip() for n, v in asked if v.strip() and n not in {SENT, "f"}}
    kept.pop("properties", None)
    usual = [one.name for one in shown_fields(dataset, {}) if one.name != dataset.label]
    if columns and set(columns) != set(usual):
        kept["properties"] = ",".join([dataset.label, *columns])
    if kept.get("limit") == str(MOST):
        del kept["limit"]
    path = request.url.path
    location = f"{path}?{urlencode(kept)}" if kept else path
    return Response(status_code=303, headers={"Location": location})
