//! The lowest pair first, then the next: against all matchings, and against networks that are made to be hard.

use super::*;

/// The weights of a matching's pairs, rising.
fn profile(table: &Table, mate: &[Option<u32>]) -> Vec<i64> {
    let pairs = (0u32..).zip(mate).filter_map(|(u, mate)| mate.filter(|&v| u < v).map(|v| (u, v)));
    let mut weights: Vec<i64> = pairs.map(|(u, v)| table.get(u, v).unwrap()).collect();
    weights.sort_unstable();
    weights
}

fn leximin(table: &Table, must: &[u32]) -> Vec<Option<u32>> {
    let weight = |u, v| table.get(u, v);
    // Those who must be placed come first, after the number of pairs.
    let first = |u: u32, v: u32| {
        let bonus = [u, v].iter().filter(|w| must.contains(w)).count() as i64;
        table.get(u, v).map(|weight| weight + 1_000_000 * bonus)
    };
    let (start, _) = dense(table.n, &first, Cardinality::First);
    let mut raised = Leximin::new(table.n, &weight, &start.mate, &|v| must.contains(&v));
    for _ in 0..100_000 {
        if raised.finished() {
            break;
        }
        raised.step(1);
    }
    assert!(raised.finished());
    let mate = raised.mate();
    for (u, v) in (0u32..).zip(&mate).filter_map(|(u, mate)| mate.map(|v| (u, v))) {
        assert_eq!(mate[v as usize], Some(u));
    }
    assert_eq!(mate.iter().flatten().count(), start.mate.iter().flatten().count());
    for &v in must {
        assert!(start.mate[v as usize].is_none() || mate[v as usize].is_some(), "{v} was placed and no longer is");
    }
    mate
}

/// The best profile of all matchings with as many pairs as possible, and among those with as many of `must` placed.
fn by_trying_all(table: &Table, must: &[u32]) -> (usize, usize, Vec<i64>) {
    fn go(table: &Table, must: &[u32], u: u32, mate: &mut Vec<Option<u32>>, best: &mut (usize, usize, Vec<i64>)) {
        if u == table.n {
            let placed = must.iter().filter(|&&v| mate[v as usize].is_some()).count();
            let found = (mate.iter().flatten().count() / 2, placed, profile(table, mate));
            *best = found.max(best.clone());
            return;
        }
        go(table, must, u + 1, mate, best);
        for v in u + 1..table.n {
            if mate[u as usize].is_none() && mate[v as usize].is_none() && table.get(u, v).is_some() {
                mate[u as usize] = Some(v);
                mate[v as usize] = Some(u);
                go(table, must, u + 1, mate, best);
                mate[u as usize] = None;
                mate[v as usize] = None;
            }
        }
    }
    let mut best = (0, 0, Vec::new());
    go(table, must, 0, &mut vec![None; table.n as usize], &mut best);
    best
}

#[test]
fn no_matching_of_few_has_a_higher_lowest_pair_nor_after_it_a_higher_next() {
    let mut rng = rng(31);
    for round in 0..1500u32 {
        let n = rng.random_range(0..=10u32);
        let kinds = [1, 2, 3, 6, 1000][(round % 5) as usize];
        let percent = [100, 100, 70, 40][(round % 4) as usize];
        let table = Table::random(n, percent, -2..=kinds, &mut rng);
        let best = by_trying_all(&table, &[]);
        assert_eq!(profile(&table, &leximin(&table, &[])), best.2, "{:?}", table.edges());
    }
}

#[test]
fn who_must_be_placed_stays_so_while_the_lowest_pair_rises() {
    let mut rng = rng(32);
    for round in 0..400u32 {
        let n = 2 * rng.random_range(1..=4u32) + 1;
        let table = Table::random(n, 100, 0..=[2, 50][(round % 2) as usize], &mut rng);
        let must: Vec<u32> = (0..n).filter(|_| rng.random_range(0..2u32) == 0).collect();
        let best = by_trying_all(&table, &must);
        // Where all are placed who must be, nothing else holds the others back.
        if best.1 == must.len() {
            assert_eq!(profile(&table, &leximin(&table, &must)), best.2);
        }
    }
}

/// The same by thresholds: for each place in the profile the highest weight with which a matching still exists, the
/// weights before it given. Slow, and nothing in common with the method.
fn by_thresholds(table: &Table) -> Vec<i64> {
    let mut levels: Vec<i64> = table.edges().iter().map(|edge| edge.weight).collect();
    levels.sort_unstable();
    levels.dedup();
    let (any, _) = sparse(table.n, &table.edges(), Cardinality::First);
    let size = pair_count(&any) as usize;
    let mut profile: Vec<i64> = Vec::new();
    // How few pairs of each settled level there must be is kept by weights of rising powers: few levels only.
    while profile.len() < size {
        let cost = |weight: i64, threshold: i64| {
            let settled = |level: &&i64| **level == weight;
            match profile.iter().rev().find(settled) {
                Some(_) => {
                    let above = levels.iter().filter(|l| **l > weight && profile.contains(l)).count() as u32;
                    Some(-(100i64.pow(above + 1)))
                }
                None if weight >= threshold => Some(0),
                None => Some(-(100i64.pow(6))),
            }
        };
        let reached = |threshold: i64| {
            let edges: Vec<Edge> = (table.edges().iter())
                .filter_map(|edge| Some(Edge { weight: cost(edge.weight, threshold)?, ..*edge }))
                .collect();
            sparse(table.n, &edges, Cardinality::First).0
        };
        let sound = |mate: &[Option<u32>], threshold: i64| {
            let found = self::profile(table, mate);
            found[..profile.len()] == profile[..] && found.get(profile.len()).is_none_or(|&w| w >= threshold)
        };
        let next = levels.iter().rev().copied().find(|&level| sound(&reached(level).mate, level));
        profile.push(next.unwrap());
    }
    profile
}

#[test]
fn with_many_equal_weights_the_profile_agrees_with_one_found_by_thresholds() {
    let mut rng = rng(33);
    for _ in 0..25 {
        let n = rng.random_range(12..=26u32);
        let percent = [15, 30, 60][rng.random_range(0..3u32) as usize];
        let table = Table::random(n, percent, 0..=4, &mut rng);
        assert_eq!(profile(&table, &leximin(&table, &[])), by_thresholds(&table));
    }
}

#[test]
fn the_lowest_pair_of_a_clustered_network_is_as_high_as_a_threshold_allows() {
    let mut rng = rng(34);
    for round in 0..12u32 {
        let n = rng.random_range(30..=61u32);
        let cluster = |v: u32| v * 7 / n;
        let table = Table::new(n, |u, v| {
            let near = if cluster(u) == cluster(v) { 1000 } else { 0 };
            Some((near + rng.random_range(0..1000i64)) / if round % 2 == 0 { 1 } else { 250 })
        });
        let found = profile(&table, &leximin(&table, &[]));
        let lowest = found[0];
        let above: Vec<Edge> = table.edges().into_iter().filter(|edge| edge.weight > lowest).collect();
        assert_eq!(found.len() as u32, n / 2);
        assert!(pair_count(&sparse(n, &above, Cardinality::First).0) < n / 2, "the lowest pair could be raised");
    }
}

#[test]
fn the_best_so_far_never_gets_worse_and_does_not_depend_on_how_the_steps_are_divided() {
    let mut rng = rng(35);
    let table = Table::random(40, 100, 0..=300, &mut rng);
    let weight = |u, v| table.get(u, v);
    let (start, _) = dense(40, &weight, Cardinality::First);
    let mut slow = Leximin::new(40, &weight, &start.mate, &|_| false);
    let mut before = profile(&table, &slow.mate());
    while !slow.finished() {
        slow.step(1);
        let now = profile(&table, &slow.mate());
        assert!(now >= before);
        before = now;
    }
    let mut quick = Leximin::new(40, &weight, &start.mate, &|_| false);
    quick.step(u64::MAX);
    assert_eq!(quick.mate(), slow.mate());
}
