import geopandas
import pytest
import shapely
from tests.sources.made_files import HEADER, MADE, ROWS, cells, reading

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.files import geo_rows

# Guéret, in degrees and in Lambert-93.
LON, LAT, X, Y = 1.8713, 46.1703, 612_919.87, 6_564_008.17


def package(path, geometry, *, crs, layer="lieux", rows=ROWS):
    frame = geopandas.GeoDataFrame(
        [dict(zip(HEADER, row, strict=True)) for row in rows],
        geometry=list(geometry),
        crs=crs,
    )
    frame.to_file(path, layer=layer, driver="GPKG")
    return path


def content(folder, *layers):
    path = folder / "made.gpkg"
    for layer in layers:
        package(path, **layer)
    return path.read_bytes()


def points(x, y):
    return [shapely.Point(x, y)] * len(ROWS)


def test_points_in_lambert_93_come_in_degrees(tmp_path):
    made = content(tmp_path, {"geometry": points(X, Y), "crs": 2154})

    with reading(tmp_path, made, name="x.gpkg") as published:
        assert cells(published) == list(ROWS)
        assert published.shape == "gpkg"
        assert published.connector is MADE
        assert published.how_read == "GeoPackage, layer « lieux », EPSG:2154"
        [(_, first), *_] = published.rows()
        assert first["lon"] == pytest.approx(LON, abs=1e-5)
        assert first["lat"] == pytest.approx(LAT, abs=1e-5)


def test_a_surface_gives_a_point_that_lies_in_it_and_nothing_gives_none(tmp_path):
    crescent = shapely.Point(LON, LAT).buffer(1) - shapely.Point(LON, LAT).buffer(0.8)
    geometry = [crescent, None, shapely.Point()]
    made = content(tmp_path, {"geometry": geometry, "crs": 4326})

    with reading(tmp_path, made) as published:
        rows = [row for _, row in published.rows()]

    assert crescent.contains(shapely.Point(rows[0]["lon"], rows[0]["lat"]))
    assert [row["lon"] for row in rows[1:]] == [None, None]


def test_the_layer_that_fits_is_read(tmp_path):
    other = geopandas.GeoDataFrame({"x": [1]}, geometry=points(0, 0)[:1], crs=4326)
    other.to_file(tmp_path / "made.gpkg", layer="autre", driver="GPKG")
    made = content(tmp_path, {"geometry": points(LON, LAT), "crs": 4326})

    with reading(tmp_path, made) as published:
        assert cells(published) == list(ROWS)


def test_features_come_in_batches_without_loss(tmp_path, monkeypatch):
    monkeypatch.setattr(geo_rows, "BATCH", 7)
    rows = [(str(n), f"Lieu {n}", "Ussel", "") for n in range(20)]
    made = content(
        tmp_path,
        {"geometry": [shapely.Point(LON, LAT)] * 20, "crs": 4326, "rows": rows},
    )

    with reading(tmp_path, made) as published:
        assert cells(published) == rows
        assert published.share_read() == 1


def test_a_layer_without_a_coordinate_system_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="crs"):
        made = content(tmp_path, {"geometry": points(X, Y), "crs": None})

    with (
        reading(tmp_path, made) as published,
        pytest.raises(SourceUnreadable, match="coordinate system"),
    ):
        list(published.rows())


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_package_that_is_cut_says_so(tmp_path, kept):
    many = [(str(n), f"Lieu {n}" * 50, "Ussel", "") for n in range(500)]
    geometry = [shapely.Point(LON, LAT)] * len(many)
    made = content(tmp_path, {"geometry": geometry, "crs": 4326, "rows": many})

    with (
        pytest.raises(SourceUnreadable, match=r"GeoPackage that can be read|no known"),
        reading(tmp_path, made[: int(len(made) * kept)]) as published,
    ):
        list(published.rows())
