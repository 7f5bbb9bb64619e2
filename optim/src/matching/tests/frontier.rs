//! All best trades between two sums.

use super::*;
use std::collections::BTreeSet;

/// Values on both sides, or a prohibition, for every pair.
struct Pair {
    n: u32,
    cells: Vec<Option<[i64; 2]>>,
}

impl Pair {
    fn random(n: u32, levels: i64, forbidden: u32, rng: &mut Xoshiro256PlusPlus) -> Self {
        let cell = |rng: &mut Xoshiro256PlusPlus| {
            let free = rng.random_range(0..100) >= forbidden;
            let value = [0; 2].map(|_: i64| rng.random_range(0..levels));
            free.then_some(value)
        };
        Pair { n, cells: (0..n * n).map(|_| cell(rng)).collect() }
    }

    /// Two sides that pull apart: what is common is not different.
    fn opposed(n: u32, levels: i64, rng: &mut Xoshiro256PlusPlus) -> Self {
        let mut pair = Pair::random(n, levels, 0, rng);
        for cell in pair.cells.iter_mut().flatten() {
            cell[1] = (levels - cell[0] + rng.random_range(-levels / 4..=levels / 4)).max(0);
        }
        pair
    }

    fn get(&self, u: u32, v: u32) -> Option<[i64; 2]> {
        self.cells[(u.min(v) * self.n + u.max(v)) as usize]
    }

    fn solved(&self, with_trio: bool, admits: &dyn Fn([u32; 3]) -> bool, budget: u64) -> Frontier {
        let get = |u, v| self.get(u, v);
        let trio = with_trio.then_some(TrioSides { near: &get, admits });
        let mut frontier = Frontier::new(self.n, &Sides { pair: &get, trio }, budget);
        while !frontier.is_done() {
            frontier.step(7);
        }
        frontier
    }

    /// Every way to form pairs and at most one trio: how many are placed, and twice the sums.
    fn all(&self, with_trio: bool, admits: &dyn Fn([u32; 3]) -> bool) -> BTreeSet<(u32, [i64; 2])> {
        let mut found = BTreeSet::new();
        self.extend(0, 0, 0, [0; 2], &mut found);
        for (i, j, k) in
            (0..self.n).flat_map(|i| (i + 1..self.n).flat_map(move |j| (j + 1..self.n).map(move |k| (i, j, k))))
        {
            if let (true, Some(a), Some(b), Some(c)) =
                (with_trio && admits([i, j, k]), self.get(i, j), self.get(i, k), self.get(j, k))
            {
                self.extend(0, 1 << i | 1 << j | 1 << k, 3, [a[0] + b[0] + c[0], a[1] + b[1] + c[1]], &mut found);
            }
        }
        found
    }

    fn extend(&self, u: u32, used: u32, placed: u32, sums: [i64; 2], found: &mut BTreeSet<(u32, [i64; 2])>) {
        if u == self.n {
            found.insert((placed, sums));
            return;
        }
        self.extend(u + 1, used, placed, sums, found);
        if used & 1 << u == 0 {
            for v in (u + 1..self.n).filter(|v| used & 1 << v == 0) {
                if let Some([a, b]) = self.get(u, v) {
                    let sums = [sums[0] + 2 * a, sums[1] + 2 * b];
                    self.extend(u + 1, used | 1 << u | 1 << v, placed + 2, sums, found);
                }
            }
        }
    }
}

/// Those that none betters, by the first side.
fn nondominated(all: &BTreeSet<(u32, [i64; 2])>) -> Vec<[i64; 2]> {
    let most = all.iter().map(|(placed, _)| *placed).max().unwrap_or(0);
    let points: BTreeSet<[i64; 2]> = all.iter().filter(|(placed, _)| *placed == most).map(|(_, sums)| *sums).collect();
    let betters = |a: &[i64; 2], b: &[i64; 2]| a != b && a[0] >= b[0] && a[1] >= b[1];
    points.iter().filter(|b| !points.iter().any(|a| betters(a, b))).copied().collect()
}

/// Whether a point is on the upper hull: it lies below no line through two others.
fn on_hull(points: &[[i64; 2]], at: usize) -> bool {
    let [x, y] = points[at];
    points[..at]
        .iter()
        .all(|a| points[at + 1..].iter().all(|b| (b[0] - a[0]) * (y - a[1]) >= (b[1] - a[1]) * (x - a[0])))
}

/// The sums of a trade by the pairs it names.
fn sums(pair: &Pair, trade: &Trade) -> [i64; 2] {
    let mut sums = [0; 2];
    let mut count = |u, v, times: i64| {
        let value = pair.get(u, v).unwrap_or_else(|| panic!("{u} and {v} may not meet"));
        (sums[0], sums[1]) = (sums[0] + times * value[0], sums[1] + times * value[1]);
    };
    for (u, v) in (0u32..).zip(&trade.mate).filter_map(|(u, mate)| mate.filter(|&v| u < v).map(|v| (u, v))) {
        assert_eq!(trade.mate[v as usize], Some(u));
        count(u, v, 2);
    }
    if let Some([i, j, k]) = trade.trio {
        assert!([i, j, k].iter().all(|&v| trade.mate[v as usize].is_none()));
        [(i, j), (i, k), (j, k)].into_iter().for_each(|(u, v)| count(u, v, 1));
    }
    sums
}

fn assert_is_right(pair: &Pair, found: &Frontier, expected: &[[i64; 2]], what: &str) {
    let points: Vec<[i64; 2]> = found.trades().iter().map(|trade| trade.totals2).collect();
    assert_eq!(points, expected, "{what}");
    assert!(found.ends_are_proven() && found.complete().iter().all(|&complete| complete), "{what}");
    for (at, trade) in found.trades().iter().enumerate() {
        assert_eq!(sums(pair, trade), trade.totals2, "{what}");
        assert_eq!(trade.supported, on_hull(expected, at), "{what}: {points:?} at {at}");
    }
}

#[test]
fn all_best_trades_are_found_and_nothing_else() {
    let mut rng = rng(81);
    let mut unsupported = 0;
    for round in 0..400u32 {
        let n = round % 9;
        let levels = [2, 4, 12, 1000][round as usize / 9 % 4];
        let forbidden = [0, 0, 20, 50][round as usize / 36 % 4];
        let pair = if round % 3 == 0 {
            Pair::opposed(n, levels, &mut rng)
        } else {
            Pair::random(n, levels, forbidden, &mut rng)
        };
        let expected = nondominated(&pair.all(false, &|_| false));
        let found = pair.solved(false, &|_| false, u64::MAX);
        assert_is_right(&pair, &found, &expected, &format!("round {round}"));
        unsupported += found.trades().iter().filter(|trade| !trade.supported).count();
    }
    assert!(unsupported > 100, "only {unsupported}");
}

#[test]
fn all_best_trades_are_found_where_one_joins_a_pair() {
    let mut rng = rng(82);
    let (mut unsupported, mut trios) = (0, 0);
    for round in 0..200u32 {
        let n = [3, 5, 7, 4, 6][round as usize % 5];
        let levels = [2, 4, 12, 1000][round as usize / 5 % 4];
        let pair = Pair::random(n, levels, [0, 15, 50][round as usize / 20 % 3], &mut rng);
        let admits = |[i, j, k]: [u32; 3]| round % 2 == 0 || (i + 2 * j + 3 * k) % 3 > 0;
        let expected = nondominated(&pair.all(true, &admits));
        let found = pair.solved(true, &admits, u64::MAX);
        assert_is_right(&pair, &found, &expected, &format!("round {round}"));
        unsupported += found.trades().iter().filter(|trade| !trade.supported).count();
        trios += found.trades().iter().filter(|trade| trade.trio.is_some()).count();
    }
    assert!(unsupported > 30 && trios > 200, "{unsupported} {trios}");
}

#[test]
fn with_24_members_every_box_is_answered_within_the_budget() {
    let mut rng = rng(83);
    for round in 0..6 {
        let levels = [5, 60, 1000][round % 3];
        let pair = if round < 3 { Pair::opposed(24, levels, &mut rng) } else { Pair::random(24, levels, 10, &mut rng) };
        let found = pair.solved(false, &|_| false, 200_000);
        assert!(found.complete().iter().all(|&complete| complete), "round {round} after {}", found.done());
    }
}

#[test]
fn what_the_budget_leaves_open_is_said_and_what_is_found_is_no_worse() {
    let mut rng = rng(84);
    for _ in 0..20 {
        let pair = Pair::random(8, 1000, 0, &mut rng);
        let all = nondominated(&pair.all(false, &|_| false));
        let found = pair.solved(false, &|_| false, 9);
        let points: Vec<[i64; 2]> = found.trades().iter().map(|trade| trade.totals2).collect();
        assert_eq!((points.first(), points.last()), (all.first(), all.last()));
        for (two, complete) in points.windows(2).zip(found.complete()) {
            let between = all.iter().filter(|p| p[0] > two[0][0] && p[1] > two[1][1]).count();
            assert!(!complete || between == 0);
        }
    }
}

#[test]
fn trades_do_not_depend_on_how_the_search_is_cut() {
    let pair = Pair::opposed(20, 300, &mut rng(85));
    let get = |u, v| pair.get(u, v);
    let [one, other] = [1, 1_000].map(|step| {
        let mut frontier = Frontier::new(20, &Sides { pair: &get, trio: None }, 500);
        while !frontier.is_done() {
            frontier.step(step);
        }
        (frontier.trades().to_vec(), frontier.complete(), frontier.done())
    });
    assert_eq!(one, other);
    assert!(one.0.len() > 10);
}
