"""OGC API: the published datasets, to every GIS.

`service` is the application under /ogc; each building block is a `Part` that brings
its addresses, links, conformance classes and OpenAPI paths: see `mounted`.
"""
