//! The affinities of any two of many members at once, for whoever looks at them more than once.
//!
//! To most questions few different answers are given: what a criterion adds for two answers is worked out once, and not
//! for every two members who gave them. Criteria are added in the same order as for two members by themselves, so that
//! affinities are the same to the last bit.

use super::compiled::{Affinity, Measure, Relation, Term};
use super::rows::Sum;
use super::{exchange, ties};
use crate::network::Column;
use std::collections::BTreeMap;

/// Of more members than this affinities are not kept: they would take more than 72 MB.
const MOST_MEMBERS: usize = 3_000;

/// Exchanges are tabled for so many needs at most: of the four counts that decide, 10,000 fit a cache.
const MOST_NEEDS: usize = 9;

/// Rows and columns are exchanged in blocks of so many, which a cache holds.
const BLOCK: usize = 32;

/// The affinities of any two of some members.
pub(super) struct Square {
    members: Vec<usize>,
    /// Where each member is among them.
    place: Vec<Option<u32>>,
    /// Row by row; 0 of one to itself.
    near: Vec<f64>,
}

impl Square {
    /// The affinity of two of the members.
    #[inline(always)]
    pub fn get(&self, a: usize, b: usize) -> Option<f64> {
        let (a, b) = (self.place[a]?, self.place[b]?);
        (a != b).then(|| self.near[a as usize * self.members.len() + b as usize])
    }

    /// Writes a member's affinities to others; `false` where not all are known.
    pub fn row(&self, a: usize, others: &[usize], row: &mut Vec<f64>) -> bool {
        let Some(a) = self.place[a] else { return false };
        let n = self.members.len();
        let own = &self.near[a as usize * n..][..n];
        let known = others.iter().map_while(|&b| self.place[b].filter(|&b| b != a).map(|b| own[b as usize]));
        row.extend(known);
        row.len() == others.len()
    }
}

/// What a criterion adds for any two of the members.
enum Added {
    /// By the answers of both.
    Tabled { answer: Vec<u32>, answers: usize, sums: Vec<Sum> },
    /// By how many needs both have, and how many of them the other meets.
    Exchanged(Exchanges),
    /// The same for all who are not tied.
    Tied { nothing: Sum },
    /// Worked out for every two.
    Apart,
}

/// How much is exchanged by numbers of needs: of one, of these met, of the other, of those met.
struct Exchanges {
    needs: Vec<u64>,
    offers: Vec<u64>,
    side: usize,
    sums: Vec<Sum>,
}

impl Exchanges {
    fn add(&self, at: usize, sums: &mut [Sum]) {
        let (needs, offers, side) = (self.needs[at], self.offers[at], self.side);
        let own = &self.sums[needs.count_ones() as usize * side.pow(3)..][..side.pow(3)];
        let others = self.needs[at + 1..].iter().zip(&self.offers[at + 1..]);
        for (sum, (&their_needs, &their_offers)) in sums.iter_mut().zip(others) {
            let met = (needs & their_offers).count_ones() as usize;
            let they_met = (their_needs & offers).count_ones() as usize;
            sum.add(own[(met * side + their_needs.count_ones() as usize) * side + they_met]);
        }
    }
}

impl Affinity<'_> {
    /// Works out the affinities of any two of some peers, which are then looked up. Does nothing for very many, whose
    /// affinities are worked out each time, the same.
    pub(crate) fn remember(&mut self, members: &[usize]) {
        if members.len() > MOST_MEMBERS || self.relation != Relation::Peers {
            return;
        }
        let mut place = vec![None; self.table.len()];
        (0u32..).zip(members).for_each(|(at, &member)| place[member] = Some(at));
        let near = if self.passes_scores_through() { self.passed(members) } else { self.all(members, &place) };
        self.square = Some(Square { members: members.to_vec(), place, near });
    }

    /// The affinities of any two of just these members, row by row and 0 of one to itself, where they are remembered.
    pub(crate) fn remembered(&self, members: &[usize]) -> Option<&[f64]> {
        let square = self.square.as_ref().filter(|square| square.members == members)?;
        Some(&square.near)
    }

    fn passed(&self, members: &[usize]) -> Vec<f64> {
        let one = |a: usize| members.iter().map(move |&b| if a == b { 0.0 } else { self.of(a, b) });
        members.iter().flat_map(|&a| one(a)).collect()
    }

    fn all(&self, members: &[usize], place: &[Option<u32>]) -> Vec<f64> {
        let n = members.len();
        let added: Vec<Added> = self.terms.iter().map(|term| self.added(term, members)).collect();
        let mut near = vec![0.0; n * n];
        let mut all = vec![Sum::default(); n];
        for (at, &member) in members.iter().enumerate() {
            let others = &members[at + 1..];
            let sums = &mut all[at + 1..];
            sums.fill(Sum::default());
            for (term, added) in self.terms.iter().zip(&added) {
                match added {
                    Added::Tabled { answer, answers, sums: known } => {
                        let own = &known[answer[at] as usize * answers..][..*answers];
                        let others = answer[at + 1..].iter();
                        sums.iter_mut().zip(others).for_each(|(sum, &answer)| sum.add(own[answer as usize]));
                    }
                    Added::Exchanged(exchanges) => exchanges.add(at, sums),
                    Added::Tied { nothing } => {
                        let mut from = 0;
                        for &other in self.table.ties[member].keys() {
                            let tied = place[other as usize].and_then(|place| (place as usize).checked_sub(at + 1));
                            let Some(tied) = tied else { continue };
                            sums[from..tied].iter_mut().for_each(|sum| sum.add(*nothing));
                            sums[tied].add(self.sum(term, member, other as usize));
                            from = tied + 1;
                        }
                        sums[from..].iter_mut().for_each(|sum| sum.add(*nothing));
                    }
                    Added::Apart => self.add(term, member, others, sums),
                }
            }
            near[at * n + at + 1..][..others.len()].iter_mut().zip(sums).for_each(|(near, sum)| *near = sum.mean());
        }
        mirror(&mut near, n);
        near
    }

    /// What a criterion adds for two members.
    fn sum(&self, term: &Term, a: usize, b: usize) -> Sum {
        let weights = self.weight(term);
        self.value(term, a, b).map_or(Sum::default(), |value| Sum { values: weights * value, weights })
    }

    fn added(&self, term: &Term, members: &[usize]) -> Added {
        if let Measure::Ties { wanted } = &term.measure {
            let (known, weights) = (ties::known(None), self.weight(term));
            let value = if *wanted { known } else { 1.0 - known };
            return Added::Tied { nothing: Sum { values: weights * value, weights } };
        }
        // Positions in `members` of the first who gave each answer.
        let mut first: Vec<usize> = Vec::new();
        let mut known: BTreeMap<Vec<u64>, u32> = BTreeMap::new();
        let mut answer = Vec::with_capacity(members.len());
        for &member in members {
            let Some(own) = self.answer(term, member) else { return Added::Apart };
            let next = known.len() as u32;
            answer.push(*known.entry(own).or_insert_with(|| {
                first.push(member);
                next
            }));
        }
        let answers = first.len();
        // With more answers than that the table would take nearly as long as what it saves.
        if answers <= members.len() / 2 {
            let one = |&a: &usize| first.iter().map(move |&b| self.sum(term, a, b));
            return Added::Tabled { answer, answers, sums: first.iter().flat_map(one).collect() };
        }
        match &term.measure {
            Measure::ExchangeBits { needs, offers } => {
                let of = |all: &[u64]| members.iter().map(|&member| all[member]).collect::<Vec<u64>>();
                self.exchanges(term, of(needs), of(offers)).map_or(Added::Apart, Added::Exchanged)
            }
            _ => Added::Apart,
        }
    }

    fn exchanges(&self, term: &Term, needs: Vec<u64>, offers: Vec<u64>) -> Option<Exchanges> {
        let most = needs.iter().map(|needs| needs.count_ones() as usize).max().filter(|&most| most <= MOST_NEEDS)?;
        let side = most + 1;
        let mut sums = vec![Sum::default(); side.pow(4)];
        let weights = self.weight(term);
        for (at, sum) in sums.iter_mut().enumerate() {
            let [own, met, theirs, they_met] = [3, 2, 1, 0].map(|digit| (at / side.pow(digit) % side) as u32);
            let gets = |met: u32, all: u32| exchange::coverage_of_counts(met, all);
            if let (Some(one), Some(other)) = (gets(met, own), gets(they_met, theirs)) {
                *sum = Sum { values: weights * exchange::mutual(one, other), weights };
            }
        }
        Some(Exchanges { needs, offers, side, sums })
    }

    /// All that a criterion looks at of one member; `None` where it looks at two at once.
    fn answer(&self, term: &Term, member: usize) -> Option<Vec<u64>> {
        let one = |value: Option<u64>| value.map_or(Vec::new(), |value| vec![value]);
        let many = |values: &[u32]| values.iter().map(|&value| u64::from(value)).collect::<Vec<u64>>();
        match &term.measure {
            Measure::Similar { column, .. } => Some(match column.as_ref() {
                Column::Category { of, .. } | Column::Ordinal { of, .. } => one(of[member].map(u64::from)),
                Column::Number { of, .. } | Column::Cyclic { of, .. } => one(of[member].map(f64::to_bits)),
                // Who has no value may still have answered.
                Column::Set { of, .. } => of[member].as_deref().map_or(Vec::new(), |own| [vec![1], many(own)].concat()),
            }),
            Measure::SimilarBits { sets, .. } => Some(one(sets[member])),
            Measure::Wishes { .. } => Some(self.table.wishes[member].iter().map(|wish| wish.to_bits()).collect()),
            Measure::Exchange => {
                let needs = many(self.table.needs.values(member));
                let length = needs.len() as u64;
                let offers = many(self.table.offers.values(member));
                Some(std::iter::once(length).chain(needs).chain(offers).collect())
            }
            Measure::ExchangeBits { needs, offers } => Some(vec![needs[member], offers[member]]),
            Measure::Ties { .. } | Measure::Scores { .. } => None,
        }
    }
}

/// Copies what stands above the diagonal below it.
fn mirror(near: &mut [f64], n: usize) {
    for top in (0..n).step_by(BLOCK) {
        for left in (top..n).step_by(BLOCK) {
            for row in top..n.min(top + BLOCK) {
                for column in left.max(row + 1)..n.min(left + BLOCK) {
                    near[column * n + row] = near[row * n + column];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Input;
    use crate::network::Table;
    use rand_xoshiro::Xoshiro256PlusPlus;
    use rand_xoshiro::rand_core::{Rng, SeedableRng};
    use serde_json::{Value, json};

    fn below(random: &mut Xoshiro256PlusPlus, n: u32) -> u32 {
        (random.next_u64() >> 33) as u32 % n
    }

    /// Few who answer alike or many who do not, with gaps; more topics than fit 64 bits now and then.
    fn input(seed: u64) -> Input {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut pick = |n| below(&mut random, n);
        let (n, kinds, topics) = (3 + pick(40), 1 + pick(30), [4, 15, 90][pick(3) as usize]);
        let most = [2, 3, 14][pick(3) as usize];
        let member = |at: u32, pick: &mut dyn FnMut(u32) -> u32| {
            let mut some = |word: &str, of: u32, most: u32| -> Value {
                let mut all: Vec<String> = (0..pick(most + 1)).map(|_| format!("{word}{}", pick(of))).collect();
                all.sort();
                all.dedup();
                json!(all)
            };
            let sets = [some("l", 6, 3), some("t", topics, 3), some("n", topics, most), some("n", topics, most)];
            let themes = some("h", 3, 3);
            let [languages, tags, needs, offers] = sets;
            let mut values = json!({"region": format!("r{}", pick(kinds)), "stage": (["a", "b", "c"])[pick(3) as usize],
                "years": pick(kinds), "utc": pick(24), "languages": languages, "tags": tags});
            for gone in ["region", "stage", "years", "utc", "languages"] {
                if pick(6) == 0 {
                    values[gone] = Value::Null;
                }
            }
            json!({"id": format!("m{at}"), "values": values, "needs": needs, "offers": offers, "themes": themes})
        };
        let members: Vec<Value> = (0..n).map(|at| member(at, &mut pick)).collect();
        let ties: Vec<Value> = (0..n)
            .map(|_| (pick(n), pick(n), f64::from(pick(11)) / 10.0))
            .filter(|(a, b, _)| a != b)
            .map(|(a, b, trust)| json!({"a": format!("m{a}"), "b": format!("m{b}"), "trust": trust}))
            .collect();
        let mut criteria = vec![
            json!({"on": "region", "want": "different", "weight": 2}),
            json!({"on": "stage", "want": "common"}),
            json!({"on": "years", "want": "common", "weight": 0.7}),
            json!({"on": "utc", "want": "common"}),
            json!({"on": "languages", "want": "common", "weight": 3}),
            json!({"on": "tags", "want": "different"}),
            json!({"on": "needs", "want": "exchange", "weight": 1.3}),
            json!({"on": "themes", "want": "common"}),
            json!({"on": "ties", "want": "new", "weight": 0.3}),
            json!({"on": "scores", "want": "high"}),
        ];
        match pick(4) {
            0 => criteria = vec![json!({"on": "scores", "want": "high"})],
            1 => criteria.retain(|_| pick(2) == 0),
            _ => {}
        }
        let scores: Vec<Value> = (1..n).map(|at| json!([format!("m{at}"), "m0", f64::from(pick(900)) / 7.0])).collect();
        let given = json!({
            "network": {"members": members, "ties": ties, "scores": {"pairs": scores},
                "themes": [{"id": "h0"}, {"id": "h1"}, {"id": "h2"}],
                "attributes": [{"id": "region", "kind": "category"},
                    {"id": "stage", "kind": "ordinal", "levels": ["a", "b", "c"]}, {"id": "years", "kind": "number"},
                    {"id": "utc", "kind": "cyclic", "period": 24}, {"id": "languages", "kind": "set", "idf": true},
                    {"id": "tags", "kind": "set"}]},
            "scenario": {"form": {"form": "pairs"}, "criteria": criteria, "mix": f64::from(pick(5)) / 4.0}});
        Input::from_json(&given.to_string()).expect("an input")
    }

    #[test]
    fn what_is_remembered_is_what_is_worked_out_to_the_last_bit() {
        for seed in 0..120 {
            let Input { network, scenario, .. } = input(seed);
            let table = Table::new(&network);
            let fresh = || Affinity::new(&network, &table, &scenario.criteria, scenario.mix, Relation::Peers);
            let (plain, mut remembering) = (fresh(), fresh());
            // Not everybody: of the others affinities are worked out as before.
            let members: Vec<usize> = (0..table.len()).filter(|member| member % 5 != 2).collect();
            remembering.remember(&members);
            assert!(remembering.remembered(&members).is_some_and(|near| near.len() == members.len().pow(2)));
            let bits = |row: &[f64]| row.iter().map(|affinity| affinity.to_bits()).collect::<Vec<u64>>();
            for a in 0..table.len() {
                for others in [members.clone(), (0..table.len()).rev().collect()] {
                    let [mut one, mut other] = [Vec::new(), Vec::new()];
                    plain.row(a, &others, &mut one);
                    remembering.row(a, &others, &mut other);
                    assert_eq!(bits(&one), bits(&other), "seed {seed}, the row of {a}");
                    let each: Vec<f64> = others.iter().map(|&b| remembering.of(a, b)).collect();
                    assert_eq!(bits(&one), bits(&each), "seed {seed}, one by one of {a}");
                }
            }
        }
    }
}
