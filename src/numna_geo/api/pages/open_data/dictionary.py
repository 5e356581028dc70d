"""/donnees/dictionnaire: what every field of every published dataset means."""

from collections.abc import Iterator

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.shell.metadata import metadata
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.fields import description_of, title_of, told_fields
from numna_geo.api.pages.words.wording import words_of
from numna_geo.api.v1.csv_table import csv_reply
from numna_geo.model.dataset import Dataset, Field
from numna_geo.model.spreadsheet import harmless
from numna_geo.usecases.published_datasets import DATASETS

router = APIRouter(include_in_schema=False)

PATH = "/donnees/dictionnaire"
_COLUMNS = (
    *("dataset", "dataset_title_fr", "dataset_title_en", "field", "type", "unit"),
    *("required", "title_fr", "title_en", "meaning_fr", "meaning_en", "values"),
)


@router.get(PATH)
async def dictionary(request: Request) -> Response:
    """Every dataset, field by field, on one page that prints."""
    t = words_of(request)
    return page(
        request,
        "dictionnaire.html",
        active="data",
        datasets=[
            (one, title_of(t, one), description_of(t, one), told_fields(t, one))
            for one in DATASETS.values()
        ],
        meta=metadata(
            request,
            title=t("dictionary.title"),
            description=t("dictionary.lead"),
            path=PATH,
        ),
    )


@router.get(f"{PATH}.csv")
async def dictionary_csv() -> Response:
    """The same in both languages, one row a field."""
    rows = [
        {column: harmless(value) for column, value in row.items()}
        for row in dictionary_rows()
    ]
    return csv_reply(rows, _COLUMNS, {}, name="dictionnaire")


def dictionary_rows() -> Iterator[dict[str, object]]:
    """One document a field, in the order of the datasets and of their files."""
    for dataset in DATASETS.values():
        for field in dataset:
            yield _row(dataset, field)


def _row(dataset: Dataset, field: Field) -> dict[str, object]:
    return {
        "dataset": dataset.key,
        "dataset_title_fr": dataset.title,
        "dataset_title_en": dataset.title_en,
        "field": field.name,
        "type": str(field.kind),
        "unit": field.unit,
        "required": "true" if field.required else "false",
        "title_fr": field.title,
        "title_en": field.title_en,
        "meaning_fr": field.meaning,
        "meaning_en": field.meaning_en,
        "values": "|".join(field.values),
    }
