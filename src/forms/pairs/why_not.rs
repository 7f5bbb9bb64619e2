//! Why two members are not paired: what the total would lose if they were.

use super::PairsWork;
use super::round::{Ask, Round};
use super::weights::{Open, Weights};
use crate::optim::matching::{Nested, PairWeights};
use crate::plan::Case;
use crate::text::{Language, Text};
use serde::Serialize;

/// What it would take to pair two members.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WhyNot {
    /// The two members' ids.
    pub members: Vec<String>,
    /// The round, from 1, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// Their affinity.
    pub affinity: f64,
    /// Whether rules, ties and the other rounds allow the pair.
    pub allowed: bool,
    /// By how much the round's total falls at least, from the duals of its matching; null where it has none.
    pub at_least: Option<f64>,
    /// By how much the round's total falls exactly, everyone else being paired as well as possible; null where the
    /// pair is not allowed, or when this was not asked for.
    pub loses: Option<f64>,
    /// How many more members would be left out.
    pub left_out: u32,
    /// The other groups that would be formed instead of present ones, as member ids.
    pub instead: Vec<Vec<String>>,
    /// All of this as a sentence.
    pub text: String,
}

impl PairsWork {
    /// What it would take to pair two members in a round, from 0. The bound is there at once; `exact` takes as long as
    /// forming the round did.
    pub fn why_not(&self, case: &Case, pair: [usize; 2], number: u32, exact: bool) -> Option<WhyNot> {
        let (weights, round) = (self.weights.as_ref()?, self.rounds.get(number as usize)?);
        let place = |member: usize| self.members.iter().position(|&m| m == member).map(|at| at as u32);
        let (u, v) = (place(pair[0])?, place(pair[1])?);
        let open = Open::new(case, &self.members, weights, self.met(Some(number)), vec![0; self.members.len()]);
        let several = self.form.rounds > 1;
        let mut found = WhyNot {
            members: pair.iter().map(|&member| case.table.ids[member].clone()).collect(),
            round: several.then_some(number + 1),
            affinity: case.affinity.of(pair[0], pair[1]),
            allowed: open.get(u.min(v), u.max(v)).is_some(),
            at_least: None,
            loses: None,
            left_out: 0,
            instead: Vec::new(),
            text: String::new(),
        };
        let together = round.groups.iter().any(|group| group.contains(&u) && group.contains(&v));
        let code = if together {
            (found.at_least, found.loses) = (Some(0.0), Some(0.0));
            "whyNot.together"
        } else if !found.allowed {
            match () {
                () if open.have_met(u, v) => "whyNot.otherRound",
                () if !case.may_meet(pair[0], pair[1]) => "whyNot.ties",
                () => "whyNot.rules",
            }
        } else {
            found.at_least = self.reduced_cost(&open, weights, round, u, v);
            if exact {
                self.pair_exactly(case, &open, round, [u, v], number, &mut found);
            }
            match (found.loses, found.left_out) {
                (None, _) => "whyNot.atLeast",
                (Some(_), 1..) => "whyNot.leftOut",
                (Some(loses), 0) if loses > 0.0 => "whyNot.loses",
                _ => "whyNot.same",
            }
        };
        let breaks = |rule: &&crate::rules::Rule| rule.is_hard() && case.broken(rule, &pair).is_some();
        let say = |rule: &crate::rules::Rule| rule.kind().sentence(case.table, case.setting).render(Language::English);
        let rules: Vec<String> = case.scenario.rules.iter().filter(breaks).map(say).collect();
        found.text = Text::new(code)
            .with("members", pair.iter().map(|&member| case.table.names[member].clone()).collect::<Vec<_>>())
            .with("affinity", found.affinity)
            .with("loses", found.loses.or(found.at_least).unwrap_or(0.0))
            .with("left", found.left_out)
            .with("count", found.instead.len())
            .with("rules", rules.join(" "))
            .render(Language::English);
        Some(found)
    }

    /// What the duals of the round's matching leave between the pair and what its members have: by so much the total
    /// falls at least.
    fn reduced_cost(&self, open: &Open, weights: &Weights, round: &Round, u: u32, v: u32) -> Option<f64> {
        let duals = round.duals.as_ref()?;
        let common = Nested::new(duals, |blossom| blossom.dual).common(u, v);
        let cover = duals.vertex[u as usize] + duals.vertex[v as usize] + common;
        let slack = cover - 2 * (open.worth(u, v)? + duals.bonus);
        Some(weights.scale.number(slack as f64 / 2.0))
    }

    /// The best round with the pair in it.
    fn pair_exactly(&self, case: &Case, open: &Open, round: &Round, pair: [u32; 2], number: u32, found: &mut WhyNot) {
        let rest: Vec<u32> = (0..open.n()).filter(|u| !pair.contains(u)).collect();
        let members: Vec<usize> = rest.iter().map(|&u| self.members[u as usize]).collect();
        let weights = Weights::new(case, &self.form, &members);
        let met = rest.iter().map(|&u| {
            (0u32..).zip(&rest).filter(|&(_, &v)| open.have_met(u, v)).map(|(at, _)| at).collect::<Vec<u32>>()
        });
        let others = Open::new(case, &members, &weights, met.collect(), vec![0; members.len()]);
        let ask = Ask { case, form: &self.form, members: &members, weights: &weights, open: &others, number };
        let best = ask.best().round(&weights);
        let mut groups: Vec<Vec<u32>> =
            best.groups.iter().map(|group| group.iter().map(|&at| rest[at as usize]).collect()).collect();
        groups.push(pair.to_vec());
        let present: f64 = round.groups.iter().map(|group| self.value_of(case, group)).sum();
        let changed: f64 = groups.iter().map(|group| self.value_of(case, group)).sum();
        let placed = |groups: &[Vec<u32>]| groups.iter().map(Vec::len).sum::<usize>();
        let left_out = placed(&round.groups).saturating_sub(placed(&groups)) as u32;
        // Sums in another order differ in their last digits.
        let near = 1e-9 * f64::max(1.0, libm::fabs(present));
        let loses = present - changed;
        found.loses = Some(if libm::fabs(loses) < near { 0.0 } else { loses });
        found.left_out = left_out;
        let ids = |group: &Vec<u32>| {
            group.iter().map(|&u| case.table.ids[self.members[u as usize]].clone()).collect::<Vec<String>>()
        };
        let new = groups.iter().filter(|group| !pair.contains(&group[0]) && !round.groups.contains(group));
        found.instead = new.map(ids).collect();
    }

    /// What a group adds to the total.
    pub(super) fn value_of(&self, case: &Case, group: &[u32]) -> f64 {
        let members: Vec<usize> = group.iter().map(|&u| self.members[u as usize]).collect();
        let pairs = members.iter().enumerate().flat_map(|(at, &a)| members[..at].iter().map(move |&b| (a, b)));
        let sum: f64 = pairs.map(|(a, b)| case.affinity.of(a, b)).sum();
        sum / (members.len() as f64 - 1.0) - case.penalties(&members)
    }
}
