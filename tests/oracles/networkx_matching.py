"""Maximum-weight matchings by networkx, to compare ours with.

Reads as many graphs as its argument says, one a line: `first` or `free`, the number of vertices, the number of edges,
and for each edge its two ends and its weight. Prints one line a graph: the number of pairs and the total weight of an
optimal matching.
"""

import itertools
import sys

import networkx


def main(graphs):
    for line in itertools.islice(sys.stdin, graphs):
        mode, vertices, edges, *numbers = line.split()
        numbers = [int(number) for number in numbers]
        ends_and_weights = list(zip(numbers[0::3], numbers[1::3], numbers[2::3]))
        if len(ends_and_weights) != int(edges):
            sys.exit("a graph is cut short")
        graph = networkx.Graph()
        graph.add_nodes_from(range(int(vertices)))
        graph.add_weighted_edges_from(ends_and_weights)
        pairs = networkx.max_weight_matching(graph, maxcardinality=mode == "first")
        print(len(pairs), sum(graph.edges[pair]["weight"] for pair in pairs))


main(int(sys.argv[1]))
