"""What answers look like, for the documentation: nothing is validated on the way.

A test holds real answers against these.
"""
