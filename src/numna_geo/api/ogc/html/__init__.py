"""Documents of the OGC API as pages, for people: the very same, in words and maps.

`page` finds the page of a document; the other modules each draw some of them.
"""
