//! What every two members are worth to each other, in points.

use crate::forms::fixed::{FINEST, Fixed, largest, may_match, only_as_group};
use crate::optim::matching::{FORBIDDEN, PairWeights, max_abs_weight};
use crate::plan::Case;
use crate::scenario::{Odd, Pairs};
use std::cell::RefCell;

/// Up to so many members the worth of all pairs is held, 8 bytes each: 144 MB at most. Beyond, a row is computed each
/// time it is asked for, which takes longer but next to no memory.
const HELD: usize = 6_000;

/// The worth of pairs under one scale.
pub(super) struct Weights {
    pub scale: Fixed,
    /// Whether trios can be told from their pairs: no soft rule counts, and no two who could be in a trio are kept
    /// apart by a rule that looks at the whole group.
    pub trios_are_pairs: bool,
    /// Whether some two may not be paired.
    pub some_forbidden: bool,
    /// The largest size of any worth.
    pub largest: i64,
    /// What a member who sat out before earns for not doing so again: more than all pairs together.
    pub again: i64,
    /// Of the pair (u, v) with u < v, row by row; `FORBIDDEN` where the two may not be paired.
    upper: Option<Vec<i64>>,
}

impl Weights {
    pub fn new(case: &Case, form: &Pairs, members: &[usize]) -> Self {
        let n = members.len();
        let fair = form.rounds > 1 && form.odd == Odd::SitOut;
        // With fairness a weight also carries what two members who sat out earn: 2 (n W + 1) more.
        let room = if fair { 2.0 * n as f64 + 3.0 } else { 1.0 };
        // With rules over trios every placed member counts eight times as much again: see `trios`.
        let limit = max_abs_weight(n as u32) as f64 / room / 16.0 - 2.0;
        let most = largest(case, members);
        let scale = Fixed::fitting(case, members, most, limit, FINEST);
        let mut weights = Weights {
            scale,
            trios_are_pairs: case.scenario.penalties() == 0.0,
            some_forbidden: false,
            largest: scale.whole(most) + 1,
            again: 0,
            upper: None,
        };
        let held = n <= HELD;
        let mut upper = Vec::with_capacity(if held { n * n.saturating_sub(1) / 2 } else { 0 });
        let (mut row, mut affinities) = (vec![0; n], Vec::new());
        let mut widest = 0;
        for (u, &a) in members.iter().enumerate() {
            weights.compute(case, members, u, &mut affinities, &mut row);
            for (&worth, &b) in row[u + 1..].iter().zip(&members[u + 1..]) {
                if worth == FORBIDDEN {
                    weights.some_forbidden = true;
                    weights.trios_are_pairs = weights.trios_are_pairs && !only_as_group(case, a, b);
                } else {
                    widest = widest.max(worth.abs());
                }
            }
            if held {
                upper.extend_from_slice(&row[u + 1..]);
            }
        }
        weights.upper = held.then_some(upper);
        weights.again = if fair { n as i64 * widest + 1 } else { 0 };
        weights
    }

    /// Works out the worth of `u` with all later members.
    fn compute(&self, case: &Case, members: &[usize], u: usize, affinities: &mut Vec<f64>, row: &mut [i64]) {
        let (a, others) = (members[u], &members[u + 1..]);
        case.affinity.row(a, others, affinities);
        for ((worth, &b), &affinity) in row[u + 1..].iter_mut().zip(others).zip(affinities.iter()) {
            *worth =
                if may_match(case, a, b) { self.scale.whole(affinity - case.penalties(&[a, b])) } else { FORBIDDEN };
        }
    }

    /// Copies the worth of `u` with all later members.
    fn read(&self, case: &Case, members: &[usize], u: usize, affinities: &mut Vec<f64>, row: &mut [i64]) {
        match &self.upper {
            Some(upper) => {
                row[u + 1..].copy_from_slice(&upper[self.start(members.len(), u)..][..members.len() - u - 1])
            }
            None => self.compute(case, members, u, affinities, row),
        }
    }

    fn start(&self, n: usize, u: usize) -> usize {
        u * (2 * n - u - 1) / 2
    }
}

/// The pairs that are open in a round.
pub(super) struct Open<'a> {
    case: &'a Case<'a>,
    members: &'a [usize],
    weights: &'a Weights,
    /// With whom each member met in other rounds.
    met: Vec<Vec<u32>>,
    /// What each member earns for being placed.
    bonus: Vec<i64>,
    /// For rows that are computed.
    affinities: RefCell<Vec<f64>>,
}

impl<'a> Open<'a> {
    pub fn new(
        case: &'a Case<'a>,
        members: &'a [usize],
        weights: &'a Weights,
        met: Vec<Vec<u32>>,
        bonus: Vec<i64>,
    ) -> Self {
        Open { case, members, weights, met, bonus, affinities: RefCell::default() }
    }

    /// All pairs, as before the first round.
    pub fn all(case: &'a Case<'a>, members: &'a [usize], weights: &'a Weights) -> Self {
        Open::new(case, members, weights, vec![Vec::new(); members.len()], vec![0; members.len()])
    }

    /// The same, with nobody earning anything for being placed.
    pub fn without_bonus(&self) -> Open<'a> {
        Open::new(self.case, self.members, self.weights, self.met.clone(), vec![0; self.members.len()])
    }

    /// What a member earns for being placed.
    pub fn bonus(&self, u: u32) -> i64 {
        self.bonus[u as usize]
    }

    pub fn n(&self) -> u32 {
        self.members.len() as u32
    }

    /// Whether two members met in another round.
    pub fn have_met(&self, u: u32, v: u32) -> bool {
        self.met[u as usize].contains(&v)
    }

    /// What two members are worth, whatever they earn for being placed and wherever they met.
    pub fn worth(&self, u: u32, v: u32) -> Option<i64> {
        let (u, v) = (u.min(v) as usize, u.max(v) as usize);
        let worth = match &self.weights.upper {
            Some(upper) => upper[self.weights.start(self.members.len(), u) + v - u - 1],
            None => {
                let (a, b) = (self.members[u], self.members[v]);
                if !may_match(self.case, a, b) {
                    return None;
                }
                self.weights.scale.whole(crate::forms::fixed::worth(self.case, a, b))
            }
        };
        Some(worth).filter(|&worth| worth != FORBIDDEN)
    }
}

impl PairWeights for Open<'_> {
    fn get(&self, u: u32, v: u32) -> Option<i64> {
        let worth = self.worth(u, v).filter(|_| !self.have_met(u, v))?;
        Some(worth + self.bonus[u as usize] + self.bonus[v as usize])
    }

    fn row(&self, u: u32, row: &mut [i64]) {
        let at = u as usize;
        self.weights.read(self.case, self.members, at, &mut self.affinities.borrow_mut(), row);
        if self.weights.again > 0 {
            for (worth, bonus) in row[at + 1..].iter_mut().zip(&self.bonus[at + 1..]) {
                if *worth != FORBIDDEN {
                    *worth += self.bonus[at] + bonus;
                }
            }
        }
        self.met[at].iter().filter(|&&v| v > u).for_each(|&v| row[v as usize] = FORBIDDEN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Input;
    use crate::network::Table;
    use crate::scenario::Form;

    #[test]
    fn what_is_worked_out_anew_each_time_is_what_would_be_held() {
        let members: Vec<String> = (0..23)
            .map(|at| {
                let (region, schools) = (at % 4, at * at % 37);
                format!(r#"{{"id":"m{at}","values":{{"region":"r{region}","schools":{schools}}}}}"#)
            })
            .collect();
        let json = format!(
            r#"{{"network":{{"attributes":[{{"id":"region","kind":"category"}},{{"id":"schools","kind":"number"}}],
               "members":[{}],"ties":[{{"a":"m3","b":"m9","conflict":true}}]}},
               "scenario":{{"criteria":[{{"on":"region","want":"different"}},{{"on":"schools","want":"common"}}],
               "rules":[{{"rule":"differ","attribute":"region","penalty":0.2}},
                        {{"rule":"spread","attribute":"schools","atMost":20}}],
               "form":{{"form":"pairs","rounds":2,"odd":"sitOut"}}}}}}"#,
            members.join(",")
        );
        let input = Input::from_json(&json).expect("an input");
        let table = Table::new(&input.network);
        let case = Case::new(&input.network, &input.scenario, &table);
        let Form::Pairs(form) = &input.scenario.form else { panic!("pairs") };
        let members = table.participants();
        let held = Weights::new(&case, form, &members);
        let mut anew = Weights::new(&case, form, &members);
        anew.upper = None;
        let n = members.len();
        let met: Vec<Vec<u32>> = (0..n as u32).map(|u| if u < 2 { vec![1 - u] } else { Vec::new() }).collect();
        let bonus: Vec<i64> = (0..n).map(|u| if u % 5 == 0 { held.again } else { 0 }).collect();
        let open = |weights| Open::new(&case, &members, weights, met.clone(), bonus.clone());
        let (one, other) = (open(&held), open(&anew));
        let (mut row, mut same) = (vec![0; n], vec![0; n]);
        for u in 0..n as u32 {
            one.row(u, &mut row);
            other.row(u, &mut same);
            assert_eq!(row[u as usize + 1..], same[u as usize + 1..]);
            for v in u + 1..n as u32 {
                assert_eq!(one.get(u, v), other.get(u, v));
                assert_eq!(one.get(u, v).unwrap_or(FORBIDDEN), row[v as usize]);
            }
        }
        assert!(held.some_forbidden && row.len() == n);
    }
}
