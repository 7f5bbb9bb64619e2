// Maximum-weight matchings and assignments by LEMON (https://lemon.cs.elte.hu), to compare ours with.
//
// Reads problems, one a line. A graph: `first` or `free`, the number of vertices, the number of edges, and for each edge
// its two ends and its weight. An assignment: `assign`, the numbers of learners, coaches and pairs, for each learner and
// then for each coach the units wanted first and the most, and for each pair its two ends and its weight.
//
// Prints one line a problem: the number of pairs (of an assignment: of units wanted first) and the total weight of an
// optimal answer, and the seconds of processor time that it took, without reading and building.

#include <lemon/full_graph.h>
#include <lemon/matching.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
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

struct Bounds {
  std::int64_t wanted, most;
};

// The assignment as a flow of least cost. Where every learner wants one coach and no coach is owed learners, learners
// are sources and may also flow past the coaches, at a price; that is LEMON's faster case. Otherwise units circulate.
void assign(const std::vector<Bounds>& left, const std::vector<Bounds>& right, const std::vector<Edge>& pairs) {
  typedef lemon::SmartDigraph Graph;
  std::int64_t largest = 0, all = 0;
  for (const Edge& pair : pairs) largest = std::max(largest, std::abs(pair.weight));
  const std::int64_t bonus = 2 * std::int64_t(std::min(left.size(), right.size())) * largest + 1;
  bool simple = true;
  for (const Bounds& bounds : left) simple = simple && bounds.wanted == 1 && bounds.most == 1;
  for (const Bounds& bounds : right) simple = simple && bounds.wanted == 0;
  Graph graph;
  graph.reserveNode(left.size() + right.size() + 2);
  graph.reserveArc(pairs.size() + 2 * (left.size() + right.size()) + 1);
  std::vector<Graph::Node> from, to;
  for (std::size_t l = 0; l < left.size(); ++l) from.push_back(graph.addNode());
  for (std::size_t r = 0; r < right.size(); ++r) to.push_back(graph.addNode());
  const Graph::Node source = graph.addNode(), sink = graph.addNode();
  Graph::ArcMap<std::int64_t> room(graph), cost(graph);
  Graph::NodeMap<std::int64_t> supply(graph, 0);
  const auto arc = [&](Graph::Node a, Graph::Node b, std::int64_t units, std::int64_t price) {
    const Graph::Arc added = graph.addArc(a, b);
    room[added] = units;
    cost[added] = price;
    return added;
  };
  std::vector<Graph::Arc> chosen, wanted;
  for (const Edge& pair : pairs) chosen.push_back(arc(from[pair.u], to[pair.v], 1, -pair.weight));
  for (std::size_t l = 0; l < left.size(); ++l) {
    if (simple) {
      supply[from[l]] = 1;
      wanted.push_back(arc(from[l], sink, 1, bonus));
    } else {
      wanted.push_back(arc(source, from[l], left[l].wanted, -bonus));
      arc(source, from[l], left[l].most - left[l].wanted, 0);
    }
    all += left[l].most;
  }
  for (std::size_t r = 0; r < right.size(); ++r) {
    if (!simple) wanted.push_back(arc(to[r], sink, right[r].wanted, -bonus));
    arc(to[r], sink, right[r].most - right[r].wanted, 0);
  }
  supply[sink] = simple ? -std::int64_t(left.size()) : 0;
  arc(sink, source, simple ? 0 : all, 0);

  const std::clock_t start = std::clock();
  lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> simplex(graph);
  simplex.upperMap(room).costMap(cost).supplyMap(supply);
  const bool solved = simplex.run() == simplex.OPTIMAL;
  const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
  std::int64_t units = simple ? left.size() : 0, total = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) total += simplex.flow(chosen[i]) * pairs[i].weight;
  for (const Graph::Arc& unit : wanted) units += simple ? -simplex.flow(unit) : simplex.flow(unit);
  if (!solved) units = -1;
  std::printf("%lld %lld %.6f\n", (long long)units, (long long)total, seconds);
  std::fflush(stdout);
}

int main() {
  std::ios::sync_with_stdio(false);
  std::string mode;
  int n;
  std::size_t m;
  while (std::cin >> mode >> n >> m) {
    std::vector<Bounds> left, right;
    if (mode == "assign") {
      left.resize(n);
      right.resize(m);
      std::cin >> m;
      for (Bounds& bounds : left) std::cin >> bounds.wanted >> bounds.most;
      for (Bounds& bounds : right) std::cin >> bounds.wanted >> bounds.most;
    }
    std::vector<Edge> edges(m);
    for (Edge& edge : edges) std::cin >> edge.u >> edge.v >> edge.weight;
    if (!std::cin) {
      std::cerr << "a problem is cut short\n";
      return 1;
    }
    if (mode == "assign") {
      assign(left, right, edges);
      continue;
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
