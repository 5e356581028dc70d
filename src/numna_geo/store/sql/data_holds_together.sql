-- Does what the tables say hold together? One row a question: how many rows answer no.
-- Counts of rows. Leans on uq_territories__level_code and the primary keys.
WITH communes AS (
    SELECT code
    FROM territories
    WHERE level = 'commune'
)

SELECT
    'members that are no known commune' AS question,
    count(*) AS offenders
FROM territory_members
WHERE commune_code NOT IN (SELECT c.code FROM communes AS c)

UNION ALL

SELECT
    'members of no known territory' AS question,
    count(*) AS offenders
FROM territory_members AS m
WHERE
    NOT EXISTS (
        SELECT 1
        FROM territories AS t
        WHERE t.level = m.level AND t.code = m.code
    )

UNION ALL

SELECT
    'broadband of no known commune' AS question,
    count(*) AS offenders
FROM broadband
WHERE commune_code NOT IN (SELECT c.code FROM communes AS c)

UNION ALL

SELECT
    'people or businesses of no known commune' AS question,
    count(*) AS offenders
FROM demand
WHERE commune_code NOT IN (SELECT c.code FROM communes AS c)

UNION ALL

SELECT
    'structures of no known commune' AS question,
    count(*) AS offenders
FROM structures
WHERE commune_code NOT IN (SELECT c.code FROM communes AS c)

UNION ALL

SELECT
    'structures without a main category' AS question,
    count(*) AS offenders
FROM structures AS s
WHERE (
    SELECT count(*)
    FROM structure_categories AS c
    WHERE c.structure_id = s.id AND c.is_main
) <> 1

UNION ALL

SELECT
    'redirected ids that are also structures' AS question,
    count(*) AS offenders
FROM structure_redirects
WHERE old_id IN (SELECT s.id FROM structures AS s)

UNION ALL

SELECT
    'imports whose rows do not add up' AS question,
    count(*) AS offenders
FROM imports
WHERE rows_read <> rows_kept + rows_merged + rows_rejected

UNION ALL

SELECT
    'records that speak of no structure' AS question,
    count(*) AS offenders
FROM records AS r
WHERE
    NOT EXISTS (
        SELECT 1
        FROM structure_records AS s
        WHERE s.source_key = r.source_key AND s.record_key = r.record_key
    )

UNION ALL

SELECT
    'open structures whose every record is gone' AS question,
    count(*) AS offenders
FROM structures AS s
WHERE
    s.closed_on IS NULL
    AND NOT EXISTS (
        SELECT 1
        FROM structure_records AS sr
        INNER JOIN records AS r
            ON sr.source_key = r.source_key AND sr.record_key = r.record_key
        WHERE sr.structure_id = s.id AND r.gone_on IS NULL
    )

UNION ALL

SELECT
    'places of OpenStreetMap among the others' AS question,
    count(*) AS offenders
FROM records AS r
INNER JOIN sources AS s ON r.source_key = s.key
WHERE s.family = 'osm'

UNION ALL

SELECT
    'communes of the region without a fine outline' AS question,
    count(*) AS offenders
FROM territories
WHERE level = 'commune' AND in_region AND outline_fine IS NULL;
