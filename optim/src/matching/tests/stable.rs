//! Stable matching, against all matchings and Tan's conditions.

use super::*;
use crate::matching::stable::irving::stable_partition;
use crate::matching::stable::tie;
use std::cmp::Reverse;

/// What everyone sees in everyone else.
#[derive(Clone)]
struct Wishes {
    n: u32,
    cells: Vec<Option<i64>>,
}

impl Wishes {
    fn new(n: u32, mut cell: impl FnMut(u32, u32) -> Option<i64>) -> Self {
        let cells = (0..n * n).map(|at| (at / n != at % n).then(|| cell(at / n, at % n)).flatten()).collect();
        Self { n, cells }
    }

    /// Everyone accepts any other with the given chance in a hundred and has a value from 0 to `most` for it.
    fn random(n: u32, percent: u32, most: i64, rng: &mut impl RngExt) -> Self {
        Self::new(n, |_, _| {
            let value = rng.random_range(0..=most);
            (rng.random_range(0..100u32) < percent).then_some(value)
        })
    }

    /// From lists of names that begin with 1, best first.
    fn listed(lists: &[&[u32]]) -> Self {
        Self::new(lists.len() as u32, |u, v| {
            let rank = lists[u as usize].iter().position(|&name| name == v + 1);
            rank.map(|rank| -(rank as i64))
        })
    }

    fn get(&self, u: u32, v: u32) -> Option<i64> {
        self.cells[(u * self.n + v) as usize]
    }

    /// The preferences with ties broken as `stable` does.
    fn strict(&self, seed: u32) -> Self {
        Self::new(self.n, |u, v| {
            let key = |w| self.get(u, w).map(|value| (value, tie(seed, u, w)));
            let own = key(v)?;
            Some((0..self.n).filter(|&w| w != u && key(w) < Some(own)).count() as i64)
        })
    }

    fn solve(&self, seed: u32) -> Stable {
        let found = stable(self.n, &|u, v| self.get(u, v), seed);
        self.check(&found, seed);
        found
    }

    /// Panics unless the result is a matching, counted right, with odd parties that are some if it is not stable.
    fn check(&self, found: &Stable, seed: u32) {
        assert_eq!(found.mate.len(), self.n as usize);
        for (u, mate) in (0u32..).zip(&found.mate) {
            if let Some(v) = *mate {
                assert_eq!(found.mate[v as usize], Some(u));
                assert!(u != v && self.get(u, v).is_some());
            }
        }
        assert_eq!(found.blocking, self.blocking(&found.mate));
        assert_eq!(found.blocking, blocking_pairs(self.n, &|u, v| self.get(u, v), &found.mate));
        assert_eq!(found.blocking > 0, !found.odd_parties.is_empty());
        let mut members: Vec<u32> = found.odd_parties.concat();
        members.sort_unstable();
        assert!(members.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(found.odd_parties.is_sorted_by_key(|party| party[0]));
        for party in &found.odd_parties {
            let size = party.len();
            assert!(size >= 3 && size % 2 == 1 && party.iter().min() == Some(&party[0]));
            for at in 0..size {
                let (u, next, previous) = (party[at], party[(at + 1) % size], party[(at + size - 1) % size]);
                let key = |v| (self.get(u, v).expect("all in a party accept their neighbours"), tie(seed, u, v));
                assert!(key(next) > key(previous));
            }
        }
    }

    fn blocking(&self, mate: &[Option<u32>]) -> u32 {
        let has = |u: u32| mate[u as usize].map(|v| self.get(u, v));
        let rather = |u: u32, v: u32| {
            let wish = self.get(u, v);
            wish.is_some() && has(u).is_none_or(|has| wish > has)
        };
        let pairs = (0..self.n).flat_map(|u| (u + 1..self.n).map(move |v| (u, v)));
        pairs.filter(|&(u, v)| rather(u, v) && rather(v, u)).count() as u32
    }

    /// All matchings, with the number of pairs that block each.
    fn matchings(&self) -> Vec<(u32, Vec<Option<u32>>)> {
        let mut all = Vec::new();
        self.extend(0, &mut vec![None; self.n as usize], &mut all);
        all
    }

    fn extend(&self, u: u32, mate: &mut Vec<Option<u32>>, all: &mut Vec<(u32, Vec<Option<u32>>)>) {
        if u == self.n {
            all.push((self.blocking(mate), mate.clone()));
            return;
        }
        self.extend(u + 1, mate, all);
        for v in u + 1..self.n {
            let accept = self.get(u, v).is_some() && self.get(v, u).is_some();
            if accept && mate[u as usize].is_none() && mate[v as usize].is_none() {
                (mate[u as usize], mate[v as usize]) = (Some(v), Some(u));
                self.extend(u + 1, mate, all);
                (mate[u as usize], mate[v as usize]) = (None, None);
            }
        }
    }

    fn fewest(&self) -> u32 {
        self.matchings().iter().map(|&(blocking, _)| blocking).min().unwrap_or(0)
    }

    fn stable_ones(&self) -> Vec<Vec<Option<u32>>> {
        self.matchings().into_iter().filter(|&(blocking, _)| blocking == 0).map(|(_, mate)| mate).collect()
    }
}

/// A value that hardly ever occurs twice.
const DISTINCT: i64 = i64::MAX;

/// Strict preferences until so many were seen that no matching satisfies.
fn unsatisfiable(count: u32, n: u32, percent: u32, seed: u64) -> Vec<Wishes> {
    let mut rng = rng(seed);
    let random = std::iter::repeat_with(|| Wishes::random(n, percent, DISTINCT, &mut rng));
    random.filter(|wishes| wishes.fewest() > 0).take(count as usize).collect()
}

#[test]
fn a_stable_matching_is_found_just_where_one_exists() {
    let mut rng = rng(61);
    for seed in 0..1500u32 {
        let n = seed % 9;
        let most = [DISTINCT, 3, 1][(seed / 9 % 3) as usize];
        let percent = [100, 80, 50, 30][(seed / 27 % 4) as usize];
        let wishes = Wishes::random(n, percent, most, &mut rng);
        let strict = wishes.strict(seed);
        let exists = strict.fewest() == 0;
        let found = wishes.solve(seed);
        let broken = strict.solve(0);
        assert_eq!(broken.odd_parties.is_empty(), exists);
        assert_eq!(broken.blocking == 0, exists);
        if exists {
            assert_eq!(found.mate, broken.mate);
        } else if found.blocking > 0 {
            assert_eq!(found.odd_parties, broken.odd_parties);
        }
    }
}

#[test]
fn where_no_matching_is_stable_up_to_six_members_get_the_fewest_blocking_pairs() {
    let cases = [(4, 100, 40), (5, 100, 80), (5, 70, 50), (6, 100, 80), (6, 80, 80)];
    for (n, percent, count) in cases {
        for (seed, wishes) in (0..).zip(unsatisfiable(count, n, percent, 62)) {
            assert_eq!(wishes.solve(seed).blocking, wishes.fewest());
        }
    }
}

#[test]
fn where_no_matching_is_stable_seven_and_eight_members_get_the_fewest_blocking_pairs() {
    for (n, percent, count) in [(7, 100, 30), (8, 100, 20), (8, 80, 20)] {
        for (seed, wishes) in (0..).zip(unsatisfiable(count, n, percent, 63)) {
            assert_eq!(wishes.solve(seed).blocking, wishes.fewest());
        }
    }
}

/// The preferences as they are count, not as ties happen to be broken.
#[test]
fn with_ties_up_to_six_members_get_the_fewest_blocking_pairs() {
    let mut rng = rng(64);
    let mut rescued = 0;
    for seed in 0..1000 {
        let wishes = Wishes::random(4 + seed % 3, 90, i64::from(1 + seed % 4), &mut rng);
        let found = wishes.solve(seed);
        assert_eq!(found.blocking, wishes.fewest());
        rescued += u32::from(found.blocking == 0 && wishes.strict(seed).fewest() > 0);
    }
    assert!(rescued > 0);
}

/// Irving (1985): six members with one stable matching.
#[test]
fn irvings_six_are_paired() {
    let lists: [&[u32]; 6] =
        [&[4, 6, 2, 5, 3], &[6, 3, 5, 1, 4], &[4, 5, 1, 6, 2], &[2, 6, 5, 1, 3], &[4, 2, 3, 6, 1], &[5, 1, 4, 2, 3]];
    let wishes = Wishes::listed(&lists);
    let expected = [6, 3, 2, 5, 4, 1].map(|name| Some(name - 1)).to_vec();
    assert_eq!(wishes.solve(1).mate, expected);
    assert_eq!(wishes.stable_ones(), [expected]);
}

#[test]
fn eight_with_three_stable_matchings_get_one_of_them() {
    let lists: [&[u32]; 8] = [
        &[2, 5, 4, 6, 7, 8, 3],
        &[3, 6, 1, 7, 8, 5, 4],
        &[4, 7, 2, 8, 5, 6, 1],
        &[1, 8, 3, 5, 6, 7, 2],
        &[6, 1, 8, 2, 3, 4, 7],
        &[7, 2, 5, 3, 4, 1, 8],
        &[8, 3, 6, 4, 1, 2, 5],
        &[5, 4, 7, 1, 2, 3, 6],
    ];
    let wishes = Wishes::listed(&lists);
    let all = wishes.stable_ones();
    assert_eq!(all.len(), 3);
    assert!(all.contains(&wishes.solve(1).mate));
}

/// Gale and Shapley (1962): whoever is left with the fourth finds someone who would rather have them.
#[test]
fn gale_and_shapleys_four_have_no_stable_matching() {
    let wishes = Wishes::listed(&[&[2, 3, 4], &[3, 1, 4], &[1, 2, 4], &[1, 2, 3]]);
    let found = wishes.solve(1);
    assert_eq!(found.odd_parties, [[0, 1, 2]]);
    assert_eq!(found.blocking, 1);
    assert_eq!(wishes.fewest(), 1);
}

#[test]
fn rings_are_odd_parties_of_any_size() {
    let sizes = [3, 5, 7, 9, 15];
    let ends: Vec<u32> = sizes.iter().scan(0, |end, size| Some(std::mem::replace(end, *end + size))).collect();
    let ring_of = |u: u32| ends.iter().rposition(|&first| first <= u).unwrap_or(0);
    let wishes = Wishes::new(sizes.iter().sum(), |u, v| {
        let (first, size) = (ends[ring_of(u)], sizes[ring_of(u)]);
        let ahead = |steps: u32| first + (u - first + steps) % size;
        [(ahead(1), 2), (ahead(size - 1), 1)].into_iter().find(|&(w, _)| w == v).map(|(_, value)| value)
    });
    let found = wishes.solve(1);
    let rings: Vec<Vec<u32>> = ends.iter().zip(sizes).map(|(&first, size)| (first..first + size).collect()).collect();
    assert_eq!(found.odd_parties, rings);
    assert_eq!(found.blocking, 5);
}

/// Three who chase each other round always include a blocking pair, so one for each such ring is the fewest.
#[test]
fn many_rings_among_whom_all_accept_all_leave_one_blocking_pair_each() {
    let mut rng = rng(70);
    for seed in 0..3 {
        let wishes = Wishes::new(60, |u, v| match (v % 3 + 3 - u % 3) % 3 {
            ahead if u / 3 == v / 3 => Some(DISTINCT - i64::from(ahead)),
            _ => Some(rng.random_range(0..1000)),
        });
        let found = wishes.solve(seed);
        assert_eq!(found.odd_parties.len(), 20);
        assert_eq!(found.blocking, 20);
    }
}

#[test]
fn up_to_three_members_need_no_search() {
    assert_eq!(stable(0, &|_, _| Some(1), 1), Stable { mate: vec![], blocking: 0, odd_parties: vec![] });
    assert_eq!(stable(1, &|_, _| Some(1), 1).mate, [None]);
    assert_eq!(stable(2, &|_, _| Some(-5), 1).mate, [Some(1), Some(0)]);
    assert_eq!(stable(2, &|u, _| (u == 0).then_some(1), 1).mate, [None, None]);
    assert_eq!(stable(3, &|u, v| Some(i64::from(u * v)), 1).mate, [None, Some(2), Some(1)]);
    assert_eq!(stable(3, &|_, _| Some(7), 1).blocking, 0);
    let circle = stable(3, &|u, v| Some(i64::from(v == (u + 1) % 3)), 1);
    assert_eq!((circle.blocking, circle.odd_parties), (1, vec![vec![0, 1, 2]]));
}

#[test]
fn extreme_values_are_only_compared() {
    let value = |u: u32, v: u32| Some(if u + v == 3 { i64::MAX } else { i64::MIN });
    assert_eq!(stable(4, &value, 1).mate, [Some(3), Some(2), Some(1), Some(0)]);
}

#[test]
fn a_partner_who_is_not_accepted_counts_as_none() {
    let value = |u: u32, v: u32| (u + v != 1).then_some(1);
    assert_eq!(blocking_pairs(3, &value, &[Some(1), Some(0), None]), 2);
    assert_eq!(blocking_pairs(3, &value, &[Some(2), None, Some(0)]), 0);
    assert_eq!(blocking_pairs(3, &value, &[Some(9)]), 2);
}

#[test]
fn with_symmetric_values_the_best_pair_comes_first() {
    let mut rng = rng(65);
    for round in 0..60 {
        let n = 2 + round;
        let table = Table::random(n, [100, 50, 10][(round % 3) as usize], -DISTINCT..=DISTINCT, &mut rng);
        let mut edges = table.edges();
        edges.sort_unstable_by_key(|edge| Reverse(edge.weight));
        let mut greedy = vec![None; n as usize];
        for Edge { u, v, .. } in edges {
            if greedy[u as usize].is_none() && greedy[v as usize].is_none() {
                (greedy[u as usize], greedy[v as usize]) = (Some(v), Some(u));
            }
        }
        assert_eq!(stable(n, &|u, v| table.get(u, v), round).mate, greedy);
    }
}

#[test]
fn with_symmetric_values_ties_never_stand_in_the_way() {
    let mut rng = rng(66);
    for seed in 0..300 {
        let n = seed % 40;
        let table = Table::random(n, 100 - seed % 70, 0..=i64::from(seed % 4), &mut rng);
        let wishes = Wishes::new(n, |u, v| table.get(u, v));
        assert_eq!(wishes.solve(seed).blocking, 0);
        let successor = stable_partition(n, &|u, v| table.get(u, v), seed);
        assert!((0u32..).zip(&successor).all(|(u, &v)| v.is_none_or(|v| successor[v as usize] == Some(u))));
    }
}

/// Where there are several stable matchings, the names decide which is found. Who is single, and the odd parties,
/// are the same in all stable partitions (Tan 1991).
#[test]
fn new_names_change_neither_who_is_single_nor_the_odd_parties() {
    let mut rng = rng(67);
    let mut parties = 0;
    for round in 0..60u32 {
        let n = 3 + round % 28;
        let wishes = Wishes::random(n, [100, 60, 30][(round % 3) as usize], DISTINCT, &mut rng);
        let mut name: Vec<u32> = (0..n).collect();
        (1..n).rev().for_each(|u| name.swap(u as usize, rng.random_range(0..=u) as usize));
        let renamed = Wishes::new(n, |u, v| wishes.get(name[u as usize], name[v as usize]));
        let (found, again) = (wishes.solve(round), renamed.solve(round + 1));
        let partition = |w: &Wishes| stable_partition(n, &|u, v| w.get(u, v), round);
        let (before, after) = (partition(&wishes), partition(&renamed));
        for u in 0..n {
            assert_eq!(after[u as usize].is_none(), before[name[u as usize] as usize].is_none());
        }
        let mut back = again.odd_parties;
        for party in &mut back {
            party.iter_mut().for_each(|u| *u = name[*u as usize]);
            let lowest = (0..party.len()).min_by_key(|&at| party[at]).unwrap_or(0);
            party.rotate_left(lowest);
        }
        back.sort_unstable();
        parties += back.len();
        assert_eq!(back, found.odd_parties);
        // With symmetric values nothing depends on names.
        let symmetric = Wishes::new(n, |u, v| wishes.get(u.min(v), u.max(v)));
        let moved = Wishes::new(n, |u, v| symmetric.get(name[u as usize], name[v as usize]));
        let (mate, again) = (symmetric.solve(1).mate, moved.solve(1).mate);
        for u in 0..n as usize {
            assert_eq!(again[u].map(|v| name[v as usize]), mate[name[u] as usize]);
        }
    }
    assert!(parties > 10);
}

/// Tan's two conditions, whatever the partition came from: nobody likes its predecessor better than its successor,
/// and no two like each other better than their predecessors. Odd parties in it prove that no matching is stable.
fn assert_stable_partition(wishes: &Wishes, seed: u32, successor: &[Option<u32>]) {
    let key = |u: u32, v: u32| wishes.get(u, v).map(|value| (value, tie(seed, u, v)));
    let mut before = vec![None; successor.len()];
    for (u, &next) in (0u32..).zip(successor) {
        if let Some(v) = next {
            assert!(before[v as usize].replace(u).is_none() && key(u, v).is_some());
        }
    }
    let has: Vec<_> = (0u32..).zip(&before).map(|(u, &v)| v.and_then(|v| key(u, v))).collect();
    for (u, &next) in (0u32..).zip(successor) {
        assert_eq!(next.is_none(), before[u as usize].is_none());
        assert!(next.and_then(|v| key(u, v)) >= has[u as usize]);
        for v in u + 1..wishes.n {
            assert!(key(u, v) <= has[u as usize] || key(v, u) <= has[v as usize]);
        }
    }
}

#[test]
fn the_partition_of_four_hundred_members_is_stable() {
    let mut rng = rng(68);
    let mut with_parties = 0;
    for (seed, percent, most) in [(1, 100, DISTINCT), (2, 100, 5), (3, 30, DISTINCT), (4, 5, 5), (5, 2, DISTINCT)] {
        let wishes = Wishes::random(400, percent, most, &mut rng);
        assert_stable_partition(&wishes, seed, &stable_partition(400, &|u, v| wishes.get(u, v), seed));
        let found = wishes.solve(seed);
        assert_eq!(found, wishes.solve(seed));
        with_parties += u32::from(found.blocking > 0);
    }
    assert!(with_parties > 0);
}

/// Near the end of phase 2, when many lists are short, rotations share members with the path that leads to them.
#[test]
fn partitions_of_all_sizes_are_stable() {
    let mut rng = rng(69);
    for seed in 0..1500u32 {
        let n = seed % 45;
        let most = [DISTINCT, 2, 8][(seed % 3) as usize];
        let wishes = Wishes::random(n, 100 - seed % 95, most, &mut rng);
        assert_stable_partition(&wishes, seed, &stable_partition(n, &|u, v| wishes.get(u, v), seed));
    }
}
