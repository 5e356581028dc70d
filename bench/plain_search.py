"""An independent search to hold ours against: Dijkstra as in a textbook, on a heap."""

import heapq
import math

from numna_geo.travel.roads_network import Network


def plain_search(network: Network, start: int) -> list[float]:
    """Minutes from one node to all."""
    best = [math.inf] * len(network)
    queue = [(0.0, start)]
    while queue:
        minutes, node = heapq.heappop(queue)
        if minutes >= best[node]:
            continue
        best[node] = minutes
        for edge in range(network.starts[node], network.starts[node + 1]):
            onward = minutes + float(network.minutes[edge])
            heapq.heappush(queue, (onward, int(network.ends[edge])))
    return best
