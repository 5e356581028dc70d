-- Outlines of published territories, made again where those of the data changed:
-- WGS 84 with its GeoJSON (rings run as RFC 7946 wants), and Web Mercator for tiles.
-- Far views start from the coarse outline; a grid moves what neighbours share alike,
-- in metres of the map: 10 to zoom 9, 150 to zoom 7. What a grid would swallow keeps
-- its shape. Reads both tables whole, by their keys; each step is made once.
WITH turned AS MATERIALIZED (
    SELECT
        t.key,
        t.outline_coarse,
        st_forcepolygonccw(t.outline_fine) AS fine
    FROM territories AS t
    WHERE t.in_region
),

changed AS MATERIALIZED (
    SELECT
        t.key,
        t.fine,
        st_transform(t.outline_coarse, 3857) AS coarse
    FROM turned AS t
    INNER JOIN published_territories AS held ON t.key = held.key
    WHERE held.geom IS DISTINCT FROM t.fine
),

snapped AS MATERIALIZED (
    SELECT
        c.key,
        c.fine,
        c.coarse,
        st_snaptogrid(c.coarse, 10) AS mid,
        st_snaptogrid(c.coarse, 150) AS low
    FROM changed AS c
),

mended AS MATERIALIZED (
    SELECT
        s.key,
        s.fine,
        s.coarse,
        CASE
            WHEN st_isvalid(s.mid) THEN s.mid
            ELSE st_multi(st_collectionextract(st_makevalid(s.mid), 3))
        END AS mid,
        CASE
            WHEN st_isvalid(s.low) THEN s.low
            ELSE st_multi(st_collectionextract(st_makevalid(s.low), 3))
        END AS low
    FROM snapped AS s
)

UPDATE published_territories AS p
SET
    geom = m.fine,
    geometry_json = st_asgeojson(m.fine, 6),
    tile_geom = st_transform(m.fine, 3857),
    tile_geom_mid = CASE WHEN st_area(m.mid) > 0 THEN m.mid ELSE m.coarse END,
    tile_geom_low = CASE WHEN st_area(m.low) > 0 THEN m.low ELSE m.coarse END
FROM mended AS m
WHERE p.key = m.key
