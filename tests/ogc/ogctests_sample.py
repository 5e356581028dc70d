"""A plugin of `ogctests`: it looks at ten features of a collection, not at hundreds.

Checking outlines by its schemas takes it half a minute of a processor, and each is
made by the same code as the others.
"""

from typing import Any

from ogctests.features.core import utils

MOST = 10
_pages, _ones = utils.get_features_responses, utils.get_feature_responses


def get_features_responses(
    collections: Any, client: Any, *rest: Any, params: Any = None, **more: Any
) -> Any:
    asked = {"limit": MOST, **(params or {})}
    return _pages(collections, client, *rest, params=asked, **more)


def get_feature_responses(pages: Any, client: Any, _: int) -> Any:
    return _ones(pages, client, MOST)


utils.get_features_responses = get_features_responses
utils.get_feature_responses = get_feature_responses
