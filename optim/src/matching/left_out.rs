//! Who is left out, where several would cost the same.

use super::{Cardinality, Duals, Edge, FORBIDDEN, Matching, Nested, PairWeights, max_abs_weight, sparse};

/// Of all optimal matchings the one that leaves out those of lowest rank (the largest sum of the ranks of those
/// who are placed); `duals` prove that `matching` is optimal. Ranks are 1 to n.
///
/// Where nobody is left out there is nothing to choose, and where very many are, the sums would grow too large: then
/// the matching stays as it is.
pub fn choose_left_out(
    n: u32,
    weights: &dyn PairWeights,
    matching: Matching,
    duals: &Duals,
    ranks: &[i64],
) -> Matching {
    let left = matching.mate.iter().filter(|mate| mate.is_none()).count() as i64;
    let depth = Nested::new(duals, |_| 1);
    let dual = Nested::new(duals, |blossom| blossom.dual);
    // Every optimal matching consists of pairs without slack, covers each vertex whose dual is above 0, and fills
    // each blossom (complementary slackness); no other scores as much here.
    let heavy = left * i64::from(n) + 1;
    let most = heavy.saturating_mul(duals.blossoms.len() as i64 + 2).saturating_add(2 * i64::from(n));
    if left == 0 || most > max_abs_weight(n) {
        return matching;
    }
    let covered = |v: u32| i64::from(duals.vertex[v as usize] > 0);
    let mut edges = Vec::new();
    let mut row = vec![FORBIDDEN; n as usize];
    for u in 0..n {
        weights.row(u, &mut row);
        for (v, &weight) in (u + 1..n).zip(&row[u as usize + 1..]) {
            let cover = duals.vertex[u as usize] + duals.vertex[v as usize];
            if weight != FORBIDDEN && cover + dual.common(u, v) == 2 * (weight + duals.bonus) {
                let needed = covered(u) + covered(v) + depth.common(u, v);
                edges.push(Edge { u, v, weight: heavy * needed + ranks[u as usize] + ranks[v as usize] });
            }
        }
    }
    let (chosen, _) = sparse(n, &edges, Cardinality::Free);
    Matching { mate: chosen.mate, total: matching.total }
}
