-- Outlines of published territories, made again where those of the data changed:
-- WGS 84 with its GeoJSON (rings run as RFC 7946 wants), and Web Mercator for tiles.
-- Far views start from the coarse outline; a grid moves what neighbours share alike,
-- in metres of the map: 10 to zoom 9, 150 to zoom 7. What a grid would swallow keeps
-- its shape. Reads both tables whole, by their keys; each step is made once, and that
-- of 10 m of all, since it tells whether the coarse outline changed.
WITH turned AS MATERIALIZED (
    SELECT
        t.key,
        st_forcepolygonccw(t.outline_fine) AS fine,
        st_transform(t.outline_coarse, 3857) AS coarse
    FROM territories AS t
    WHERE t.in_region
),

snapped AS MATERIALIZED (
    SELECT
        t.key,
        t.fine,
        t.coarse,
        st_snaptogrid(t.coarse, 10) AS mid
    FROM turned AS t
),

mended AS MATERIALIZED (
    SELECT
        s.key,
        s.fine,
        s.coarse,
        CASE
            WHEN st_isvalid(s.mid) THEN s.mid
            ELSE st_multi(st_collectionextract(st_makevalid(s.mid), 3))
        END AS mid
    FROM snapped AS s
),

middle AS MATERIALIZED (
    SELECT
        m.key,
        m.fine,
        m.coarse,
        CASE WHEN st_area(m.mid) > 0 THEN m.mid ELSE m.coarse END AS mid
    FROM mended AS m
),

changed AS MATERIALIZED (
    SELECT
        m.key,
        m.fine,
        m.coarse,
        m.mid,
        st_snaptogrid(m.coarse, 150) AS low
    FROM middle AS m
    INNER JOIN published_territories AS held ON m.key = held.key
    WHERE
        held.geom IS DISTINCT FROM m.fine
        OR held.tile_geom_mid IS DISTINCT FROM m.mid
),

whole AS MATERIALIZED (
    SELECT
        c.key,
        c.fine,
        c.coarse,
        c.mid,
        CASE
            WHEN st_isvalid(c.low) THEN c.low
            ELSE st_multi(st_collectionextract(st_makevalid(c.low), 3))
        END AS low
    FROM changed AS c
)

UPDATE published_territories AS p
SET
    geom = w.fine,
    geometry_json = st_asgeojson(w.fine, 6),
    tile_geom = st_transform(w.fine, 3857),
    tile_geom_mid = w.mid,
    tile_geom_low = CASE WHEN st_area(w.low) > 0 THEN w.low ELSE w.coarse END
FROM whole AS w
WHERE p.key = w.key
