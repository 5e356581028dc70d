"""Tables beside the features of a GeoPackage: names of fields, metadata, a style.

Their clocks are the day of the data: the same data make the same bytes.
"""

from collections.abc import Iterator
from sqlite3 import Connection
from xml.sax.saxutils import quoteattr

import orjson

from numna_geo.formats.layer import Layer
from numna_geo.model.dataset import Field, Kind

_ISO = "http://www.isotc211.org/2005/gmd"
_PLAIN = "http://purl.org/dc/terms/"

_TABLES = """
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
  description TEXT, mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
  min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN,
  description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE IF NOT EXISTS gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS gpkg_metadata_reference (
  reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
  row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
CREATE TABLE IF NOT EXISTS gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
"""
_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
  styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT CURRENT_TIMESTAMP)
"""
_EXTENSIONS = {
    "gpkg_data_columns": ("gpkg_schema", "extension_schema"),
    "gpkg_data_column_constraints": ("gpkg_schema", "extension_schema"),
    "gpkg_metadata": ("gpkg_metadata", "extension_metadata"),
    "gpkg_metadata_reference": ("gpkg_metadata", "extension_metadata"),
}


def add_tables(file: Connection, layer: Layer, *, column: str | None) -> None:
    """Write them into a file that holds its features.

    Args:
        file: of SQLite, in one transaction.
        layer: what it was written from.
        column: of its geometry, where it has one.
    """
    clock = f"{layer.about.day.isoformat()}T00:00:00.000Z"
    for statement in _TABLES.split(";\n"):
        file.execute(statement)
    _name_fields(file, layer)
    _add_metadata(file, layer, clock)
    if layer.about.style_qml and column:
        _add_style(file, layer, column, clock)
    extensions = [
        (table, name, f"http://www.geopackage.org/spec/#{page}", "read-write")
        for table, (name, page) in _EXTENSIONS.items()
    ]
    file.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, ?)", extensions
    )
    file.execute("UPDATE gpkg_contents SET last_change = ?", [clock])


def _name_fields(file: Connection, layer: Layer) -> None:
    table = layer.dataset.key
    file.executemany(
        "INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(table, *row) for row in _named(layer.fields)],
    )
    file.executemany(
        "INSERT INTO gpkg_data_column_constraints VALUES"
        " (?, 'enum', ?, NULL, NULL, NULL, NULL, NULL)",
        [(_list(f), value) for f in layer.fields if _listed(f) for value in f.values],
    )


def _named(fields: tuple[Field, ...]) -> Iterator[tuple[str | None, ...]]:
    """Titles are unique in a table: of two that are equal the second tells its name."""
    told = set[str]()
    for field in fields:
        title = (
            field.title if field.title not in told else f"{field.title} ({field.name})"
        )
        told.add(title)
        meaning = f"{field.meaning} ({field.unit})" if field.unit else field.meaning
        json = "application/json" if field.kind is Kind.TEXTS else None
        yield field.name, title, title, meaning, json, _list(field)


def _list(field: Field) -> str | None:
    return f"{field.name}_values" if _listed(field) else None


def _listed(field: Field) -> bool:
    return bool(field.values) and field.kind is Kind.TEXT


def _add_metadata(file: Connection, layer: Layer, clock: str) -> None:
    record = layer.about.record_xml
    kept = [(_PLAIN, "application/json", _plain(layer))]
    if record:
        kept.insert(0, (_ISO, "text/xml", record))
    for number, (standard, mime_type, text) in enumerate(kept, 1):
        file.execute(
            "INSERT INTO gpkg_metadata VALUES (?, 'dataset', ?, ?, ?)",
            [number, standard, mime_type, text],
        )
        file.execute(
            "INSERT INTO gpkg_metadata_reference VALUES"
            " ('table', ?, NULL, NULL, ?, ?, NULL)",
            [layer.dataset.key, clock, number],
        )


def _plain(layer: Layer) -> str:
    dataset, about = layer.dataset, layer.about
    said = {
        "title": dataset.title,
        "description": dataset.description,
        "subject": dataset.keywords,
        "modified": about.day,
        "hasVersion": about.version,
        "license": about.licences,
        "source": [str(one) for one in about.sources],
        "isReferencedBy": about.page,
    }
    return orjson.dumps(said).decode()


def _with_titles(layer: Layer) -> str:
    """The style, telling titles of fields too: older QGIS look for them only there."""
    style = (layer.about.style_qml or "").replace(
        'styleCategories="Symbology|Labeling"',
        'styleCategories="Symbology|Labeling|Fields"',
    )
    aliases = "".join(
        f"<alias field={quoteattr(str(field))} index={quoteattr(str(place))}"
        f" name={quoteattr(str(title))}/>"
        for place, (field, title, *_) in enumerate(_named(layer.fields), 1)
    )
    head, end, rest = style.rpartition("</qgis>")
    return f"{head}<aliases>{aliases}</aliases>{end}{rest}" if end else style


def _add_style(file: Connection, layer: Layer, column: str, clock: str) -> None:
    file.execute(_STYLES)
    # QGIS lists tables by their contents: without this line it ignores the style.
    file.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description,"
        " last_change, srs_id)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, 0)",
        [clock],
    )
    key = layer.dataset.key
    file.execute(
        "INSERT INTO layer_styles VALUES"
        " (1, '', '', ?, ?, ?, ?, '', 1, ?, '', NULL, ?)",
        [
            *(key, column, f"numna_{key}"[:30], _with_titles(layer)),
            *(layer.dataset.title, clock),
        ],
    )
