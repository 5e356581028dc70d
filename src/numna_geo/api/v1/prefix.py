"""Where version 1 of the JSON API lives."""

# Each router carries it, not their including router: only then does the access log
# see the whole template of a route.
PREFIX = "/api/v1"
