"""From what a JSON parser meets to the values of one list, depth and memory bounded."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import ijson  # type: ignore[import-untyped]  # no types are published for it

DEEPEST = 64
"""Levels of nesting. No open data has more; a made file could fill the memory so."""

Event = tuple[str, Any]

_STARTS = {"start_map": 1, "start_array": 1}
_ENDS = {"end_map": -1, "end_array": -1}
_STEPS = _STARTS | _ENDS


NoJson: type[Exception] = ijson.JSONError
"""What the parser raises on a text that is no JSON, or is cut."""


class TooDeep(Exception):
    """Nesting that no published file has."""


def contents(text: Any) -> Iterator[Event]:
    """What the parser meets in a text, numbers as int or float."""
    events: Iterator[Event] = ijson.basic_parse(text, use_float=True)
    return events


def key_of_first_list(events: Iterable[Event], known: Collection[str]) -> str | None:
    """Under which key of the top object the list is; `None` when the top is the list.

    The first key of `known` that holds a list, else the first that holds a list of
    objects.

    Raises:
        LookupError: the top is no list and no object that holds one; its text is what
            it holds.

    >>> key_of_first_list(contents(b'{"n": 1, "pages": [], "places": [{}]}'), {"items"})
    'places'
    """
    depth, key, before = 0, "", ""
    keys: dict[str, bool] = {}
    for event, value in events:
        if event == "start_array" and depth == 0:
            return None
        if depth == 1 and event == "map_key":
            key = value
            keys[key] = False
        if event == "start_array" and depth == 1 and key in known:
            return key
        in_list = before == "start_array" and depth == len("{[")
        if in_list and event == "start_map":
            keys[key] = True
        depth += _STEPS.get(event, 0)
        before = event
    for key, of_objects in keys.items():
        if of_objects:
            return key
    raise LookupError(", ".join(list(keys)[:8]) or "none")


def values_under(events: Iterable[Event], under: str | None) -> Iterator[Any]:
    """The items of the list under a key of the top object, or of the list at the top.

    All is read to the end, so that a file which is cut shows.

    >>> list(values_under(contents(b'{"n": [0], "all": [1, {"a": [2.5]}]}'), "all"))
    [1, {'a': [2.5]}]
    """
    stream = iter(events)
    _go_to_list(stream, under)
    for event, value in stream:
        if event == "end_array":
            break
        yield _built(event, value, stream)
    for _ in stream:
        pass


def _go_to_list(stream: Iterator[Event], under: str | None) -> None:
    depth, key = 0, None
    for event, value in stream:
        if event == "start_array" and key == under and depth == int(under is not None):
            return
        if depth == 1 and event == "map_key":
            key = value
        depth += _STEPS.get(event, 0)


def _built(event: str, value: Any, stream: Iterator[Event]) -> Any:
    """One value with all it holds, from the events that follow its first one."""
    if event not in _STARTS:
        return value
    # A list that holds the value to be: what follows is then the same at every level.
    top: list[Any] = []
    above, current, key = [top], _new(event, top, ""), ""
    for event, value in stream:  # noqa: PLR1704 - the next events of the same stream
        if event == "map_key":
            key = value
        elif event in _ENDS:
            current = above.pop()
            if not above:
                break
        elif event in _STARTS:
            above.append(current)
            current = _new(event, current, key)
        elif type(current) is dict:
            current[key] = value
        else:
            current.append(value)
    return top[0]


def _new(event: str, within: Any, key: str) -> Any:
    """An empty object or list, put where it belongs."""
    made: Any = {} if event == "start_map" else []
    if type(within) is dict:
        within[key] = made
    else:
        within.append(made)
    return made
