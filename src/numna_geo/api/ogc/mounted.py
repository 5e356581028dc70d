"""The building blocks that this service is made of."""

from numna_geo.api.ogc import features, iso, schemas, styles, tiles

PARTS = (features.PART, schemas.PART, tiles.PART, styles.PART, iso.PART)
