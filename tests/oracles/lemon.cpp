// Maximum-weight matchings by LEMON (https://lemon.cs.elte.hu), to compare ours with.
//
// Reads graphs, one a line: `first` or `free`, the number of vertices, the number of edges, and for each edge its two
// ends and its weight. Prints one line a graph: the number of pairs and the total weight of an optimal matching, and
// the seconds of processor time that it took, without reading and building.

#include <lemon/full_graph.h>
#include <lemon/matching.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

template <typename Graph>
using Weights = typename Graph::template EdgeMap<std::int64_t>;

struct Edge {
  int u, v;
  std::int64_t weight;
};

struct Answer {
  std::int64_t pairs, total;
};

template <typename Graph, typename Matching>
Answer answer(const Graph& graph, const Weights<Graph>& weights, const Matching& matching) {
  Answer found{0, 0};
  for (typename Graph::EdgeIt edge(graph); edge != lemon::INVALID; ++edge) {
    if (matching.matching(edge)) {
      found.pairs += 1;
      found.total += weights[edge];
    }
  }
  return found;
}

template <typename Graph>
Answer heaviest(const Graph& graph, const Weights<Graph>& weights, const Weights<Graph>& counted) {
  lemon::MaxWeightedMatching<Graph, Weights<Graph>> matching(graph, counted);
  matching.run();
  return answer(graph, weights, matching);
}

// With as many pairs as possible. LEMON has a method of its own for when nobody is left over; otherwise every weight
// gets a bonus that outweighs all the differences between matchings of one size.
template <typename Graph>
Answer heaviest_of_most_pairs(const Graph& graph, const Weights<Graph>& weights) {
  const std::int64_t n = graph.maxNodeId() + 1;
  if (n % 2 == 0) {
    lemon::MaxWeightedPerfectMatching<Graph, Weights<Graph>> matching(graph, weights);
    if (matching.run()) return answer(graph, weights, matching);
  }
  std::int64_t least = 0, most = 0;
  bool first = true;
  for (typename Graph::EdgeIt edge(graph); edge != lemon::INVALID; ++edge, first = false) {
    least = first ? weights[edge] : std::min(least, weights[edge]);
    most = first ? weights[edge] : std::max(most, weights[edge]);
  }
  const std::int64_t bonus = n / 2 * (most - least) + 1 - least;
  Weights<Graph> lifted(graph);
  for (typename Graph::EdgeIt edge(graph); edge != lemon::INVALID; ++edge) lifted[edge] = weights[edge] + bonus;
  return heaviest(graph, weights, lifted);
}

template <typename Graph>
void solve(const Graph& graph, const Weights<Graph>& weights, bool most_pairs) {
  const std::clock_t start = std::clock();
  const Answer found = most_pairs ? heaviest_of_most_pairs(graph, weights) : heaviest(graph, weights, weights);
  const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf("%lld %lld %.6f\n", (long long)found.pairs, (long long)found.total, seconds);
  std::fflush(stdout);
}

int main() {
  std::ios::sync_with_stdio(false);
  std::string mode;
  int n;
  std::size_t m;
  while (std::cin >> mode >> n >> m) {
    std::vector<Edge> edges(m);
    for (Edge& edge : edges) std::cin >> edge.u >> edge.v >> edge.weight;
    if (!std::cin) {
      std::cerr << "a graph is cut short\n";
      return 1;
    }
    const bool most_pairs = mode == "first";
    // On a complete graph LEMON is twice as fast when it knows.
    if (n > 1 && m == std::size_t(n) * (n - 1) / 2) {
      const lemon::FullGraph graph(n);
      Weights<lemon::FullGraph> weights(graph);
      for (const Edge& edge : edges) weights[graph.edge(graph(edge.u), graph(edge.v))] = edge.weight;
      solve(graph, weights, most_pairs);
    } else {
      lemon::SmartGraph graph;
      for (int v = 0; v < n; ++v) graph.addNode();
      Weights<lemon::SmartGraph> weights(graph);
      for (const Edge& edge : edges) {
        weights[graph.addEdge(graph.nodeFromId(edge.u), graph.nodeFromId(edge.v))] = edge.weight;
      }
      solve(graph, weights, most_pairs);
    }
  }
}
