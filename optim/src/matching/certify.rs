//! The check of a matching against the weights, by linear programming duality.
//!
//! It shares no code with the solver. A certificate that passes proves optimality whoever made it.

use super::{Cardinality, Duals, Matching};
use std::fmt;

/// Why a matching and its duals prove nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateError {
    /// A vector's length is not the number of vertices.
    Length,
    /// The partner of this vertex is missing, itself, or partnered with another.
    Mate(u32),
    /// These two are paired, and may not be.
    Forbidden(u32, u32),
    /// The stated total is not the sum of the pairs' weights.
    Total,
    /// The dual of this vertex is negative.
    NegativeDual(u32),
    /// This blossom's dual is not above 0, or its vertices are not an odd number of at least three, ascending
    /// and in range.
    BadBlossom(usize),
    /// This blossom crosses another.
    Crossing(usize),
    /// This blossom has fewer pairs inside than it could.
    NotFull(usize),
    /// The duals do not cover this pair's weight.
    Uncovered(u32, u32),
    /// The duals more than cover the weight of this pair, which is in the matching.
    NotTight(u32, u32),
    /// This vertex has no partner, but a dual above 0.
    ExposedDual(u32),
    /// The primal and the dual objective differ.
    Gap,
    /// The bonus does not fit the question asked, or is too small to prove that no more pairs are possible.
    Bonus,
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => write!(f, "a vector's length is not the number of vertices"),
            Self::Mate(v) => write!(f, "the partner of vertex {v} is not partnered with it"),
            Self::Forbidden(u, v) => write!(f, "vertices {u} and {v} may not be paired"),
            Self::Total => write!(f, "the stated total is not the sum of the pairs"),
            Self::NegativeDual(v) => write!(f, "the dual of vertex {v} is negative"),
            Self::BadBlossom(b) => write!(f, "blossom {b} is not an odd set with a positive dual"),
            Self::Crossing(b) => write!(f, "blossom {b} crosses another"),
            Self::NotFull(b) => write!(f, "blossom {b} could hold one more pair"),
            Self::Uncovered(u, v) => write!(f, "the duals do not cover the pair {u}, {v}"),
            Self::NotTight(u, v) => write!(f, "the pair {u}, {v} is not tight"),
            Self::ExposedDual(v) => write!(f, "vertex {v} is single and has a positive dual"),
            Self::Gap => write!(f, "the primal and dual objectives differ"),
            Self::Bonus => write!(f, "the bonus does not prove maximum cardinality"),
        }
    }
}

impl std::error::Error for CertificateError {}

/// Proves that `matching` is optimal, from the weights of all pairs and `duals`; returns its total.
///
/// `weight(u, v)` is asked for u < v only and is `None` for a forbidden pair. Checked, all in whole numbers that
/// cannot overflow: the matching is one; duals are non-negative; blossoms are odd, nested or disjoint, and full;
/// every admissible pair is covered and every matched one tight; single vertices have dual 0; primal and dual
/// objective agree; and under [`Cardinality::First`] one more pair would be worth more than the dual objective
/// allows.
///
/// O(n²) calls of `weight`, and O(n + sizes of the blossoms) memory.
pub fn certify(
    n: u32,
    weight: &dyn Fn(u32, u32) -> Option<i64>,
    matching: &Matching,
    duals: &Duals,
    cardinality: Cardinality,
) -> Result<i64, CertificateError> {
    let mate = &matching.mate;
    if mate.len() != n as usize || duals.vertex.len() != n as usize {
        return Err(CertificateError::Length);
    }
    let mut pairs = 0i128;
    let mut total = 0i128;
    for (u, partner) in (0u32..).zip(mate) {
        let Some(v) = *partner else { continue };
        if v == u || mate.get(v as usize) != Some(&Some(u)) {
            return Err(CertificateError::Mate(u));
        }
        if u < v {
            pairs += 1;
            total += i128::from(weight(u, v).ok_or(CertificateError::Forbidden(u, v))?);
        }
    }
    if total != i128::from(matching.total) {
        return Err(CertificateError::Total);
    }

    let mut bound = 0i128;
    for (v, (&dual, partner)) in (0u32..).zip(duals.vertex.iter().zip(mate)) {
        if dual < 0 {
            return Err(CertificateError::NegativeDual(v));
        }
        if dual > 0 && partner.is_none() {
            return Err(CertificateError::ExposedDual(v));
        }
        bound += i128::from(dual);
    }
    for (index, blossom) in duals.blossoms.iter().enumerate() {
        let members = &blossom.vertices;
        let ascending = members.windows(2).all(|pair| pair[0] < pair[1]);
        let in_range = members.last().is_some_and(|&last| last < n);
        if !ascending || !in_range || members.len() < 3 || members.len() % 2 == 0 || blossom.dual <= 0 {
            return Err(CertificateError::BadBlossom(index));
        }
        let partner_inside = |v: &&u32| mate[**v as usize].is_some_and(|m| members.binary_search(&m).is_ok());
        if members.iter().filter(partner_inside).count() + 1 != members.len() {
            return Err(CertificateError::NotFull(index));
        }
        bound += i128::from(blossom.dual) * ((members.len() as i128 - 1) / 2);
    }

    let laminar = Laminar::new(n, duals)?;
    let mut least: Option<i128> = None;
    let mut common = vec![0i128; n as usize];
    for u in 0..n {
        laminar.fill(u, &mut common);
        for v in u + 1..n {
            let Some(w) = weight(u, v) else { continue };
            least = Some(least.map_or(i128::from(w), |l| l.min(i128::from(w))));
            let cover = i128::from(duals.vertex[u as usize]) + i128::from(duals.vertex[v as usize]);
            let slack = cover + common[v as usize] - 2 * (i128::from(w) + i128::from(duals.bonus));
            if slack < 0 {
                return Err(CertificateError::Uncovered(u, v));
            }
            if slack > 0 && mate[u as usize] == Some(v) {
                return Err(CertificateError::NotTight(u, v));
            }
        }
    }

    let bonus = i128::from(duals.bonus);
    if 2 * (total + pairs * bonus) != bound {
        return Err(CertificateError::Gap);
    }
    // p > `pairs` pairs would be worth p·bonus + p·least at least. That is linear in p, so if it exceeds the
    // bound for the fewest and the most such p, no such matching exists.
    let most = i128::from(n / 2);
    let beyond = |p: i128| p > most || least.is_none_or(|least| p * (bonus + least) > pairs * bonus + total);
    let sound = match cardinality {
        Cardinality::Free => bonus == 0,
        Cardinality::First => beyond(pairs + 1) && (pairs == most || beyond(most)),
    };
    if sound { Ok(matching.total) } else { Err(CertificateError::Bonus) }
}

/// Nested sets, each vertex with the chain of sets around it.
struct Laminar<'a> {
    duals: &'a Duals,
    /// Of every vertex: the innermost set around it.
    innermost: Vec<Option<usize>>,
    /// Of every set: the set around it.
    around: Vec<Option<usize>>,
    /// Of every set: the sum of the duals from the outermost set to it.
    depth_dual: Vec<i128>,
    /// Of every set: the sets directly inside.
    inside: Vec<Vec<usize>>,
    /// Of every set: its vertices that are in no smaller set.
    own: Vec<Vec<u32>>,
}

impl<'a> Laminar<'a> {
    fn new(n: u32, duals: &'a Duals) -> Result<Self, CertificateError> {
        let count = duals.blossoms.len();
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by_key(|&b| std::cmp::Reverse(duals.blossoms[b].vertices.len()));
        let mut innermost: Vec<Option<usize>> = vec![None; n as usize];
        let mut around: Vec<Option<usize>> = vec![None; count];
        let mut depth_dual = vec![0i128; count];
        let mut inside: Vec<Vec<usize>> = vec![Vec::new(); count];
        for b in order {
            // From large to small: a set lies in one set alone, or it crosses one.
            let blossom = &duals.blossoms[b];
            around[b] = innermost[blossom.vertices[0] as usize];
            if blossom.vertices.iter().any(|&v| innermost[v as usize] != around[b]) {
                return Err(CertificateError::Crossing(b));
            }
            depth_dual[b] = i128::from(blossom.dual);
            if let Some(outer) = around[b] {
                depth_dual[b] += depth_dual[outer];
                inside[outer].push(b);
            }
            blossom.vertices.iter().for_each(|&v| innermost[v as usize] = Some(b));
        }
        let mut own = vec![Vec::new(); count];
        for (v, b) in (0u32..).zip(&innermost) {
            if let Some(b) = *b {
                own[b].push(v);
            }
        }
        Ok(Self { duals, innermost, around, depth_dual, inside, own })
    }

    /// Writes into `common` the sum of the duals of all sets around both `u` and each vertex; 0 where none is.
    fn fill(&self, u: u32, common: &mut [i128]) {
        common.fill(0);
        let mut below = None;
        let mut at = self.innermost[u as usize];
        while let Some(b) = at {
            self.own[b].iter().for_each(|&v| common[v as usize] = self.depth_dual[b]);
            for &other in self.inside[b].iter().filter(|&&other| Some(other) != below) {
                for &v in &self.duals.blossoms[other].vertices {
                    common[v as usize] = self.depth_dual[b];
                }
            }
            below = at;
            at = self.around[b];
        }
    }
}
