//! The certificate holds for what is optimal and for nothing else.

use super::*;

/// A matching with duals that certify it, on a graph with blossoms.
fn proven(cardinality: Cardinality) -> (Table, Matching, Duals) {
    let mut rng = rng(31);
    loop {
        let table = Table::random(15, 60, 1..=9, &mut rng);
        let (matching, duals) = dense(table.n, &|u, v| table.get(u, v), cardinality);
        if duals.blossoms.len() > 1 {
            return (table, matching, duals);
        }
    }
}

fn check(table: &Table, matching: &Matching, duals: &Duals, c: Cardinality) -> Result<i64, CertificateError> {
    certify(table.n, &|u, v| table.get(u, v), matching, duals, c)
}

#[test]
fn every_changed_dual_is_noticed() {
    for c in BOTH {
        let (table, matching, duals) = proven(c);
        for change in [-2, -1, 1, 2] {
            for v in 0..table.n as usize {
                let mut tampered = duals.clone();
                tampered.vertex[v] += change;
                assert!(check(&table, &matching, &tampered, c).is_err());
            }
            for b in 0..duals.blossoms.len() {
                let mut tampered = duals.clone();
                tampered.blossoms[b].dual += change;
                assert!(check(&table, &matching, &tampered, c).is_err());
            }
        }
        for b in 0..duals.blossoms.len() {
            let mut tampered = duals.clone();
            tampered.blossoms.remove(b);
            assert!(check(&table, &matching, &tampered, c).is_err());
        }
    }
}

#[test]
fn a_worse_matching_is_noticed() {
    for c in BOTH {
        let (table, matching, duals) = proven(c);
        let mut fewer = matching.clone();
        let Some((u, v)) = matching.pairs().next() else { unreachable!("there are pairs") };
        fewer.mate[u as usize] = None;
        fewer.mate[v as usize] = None;
        fewer.total -= table.get(u, v).unwrap_or(0);
        assert!(check(&table, &fewer, &duals, c).is_err());
        let mut one_sided = matching.clone();
        one_sided.mate[u as usize] = None;
        assert_eq!(check(&table, &one_sided, &duals, c), Err(CertificateError::Mate(v)));
        let mut boasting = matching.clone();
        boasting.total += 1;
        assert_eq!(check(&table, &boasting, &duals, c), Err(CertificateError::Total));
        let mut short = matching;
        short.mate.pop();
        assert_eq!(check(&table, &short, &duals, c), Err(CertificateError::Length));
    }
}

#[test]
fn a_pair_that_is_forbidden_or_heavier_than_thought_is_noticed() {
    for c in BOTH {
        let (table, matching, duals) = proven(c);
        let Some((u, v)) = matching.pairs().next() else { unreachable!("there are pairs") };
        let without = Table::new(table.n, |a, b| if (a, b) == (u, v) { None } else { table.get(a, b) });
        assert_eq!(check(&without, &matching, &duals, c), Err(CertificateError::Forbidden(u, v)));
        for (a, b) in (0..table.n).flat_map(|a| (a + 1..table.n).map(move |b| (a, b))) {
            if matching.mate[a as usize] != Some(b) {
                let heavier = |x, y| {
                    if (x, y) == (a, b) { Some(1000) } else { table.get(x, y) }
                };
                let answer = certify(table.n, &heavier, &matching, &duals, c);
                assert_eq!(answer, Err(CertificateError::Uncovered(a, b)));
            }
        }
    }
}

#[test]
fn sets_that_are_even_crossing_or_not_full_are_noticed() {
    let (table, matching, duals) = proven(Cardinality::Free);
    let with = |vertices: Vec<u32>| {
        let mut tampered = duals.clone();
        tampered.blossoms.push(Blossom { vertices, dual: 2 });
        check(&table, &matching, &tampered, Cardinality::Free)
    };
    let index = duals.blossoms.len();
    assert_eq!(with(vec![0, 1, 2, 3]), Err(CertificateError::BadBlossom(index)));
    assert_eq!(with(vec![2, 1, 0]), Err(CertificateError::BadBlossom(index)));
    assert_eq!(with(vec![0, 1, 15]), Err(CertificateError::BadBlossom(index)));
    assert_eq!(with(vec![]), Err(CertificateError::BadBlossom(index)));
    let singles: Vec<u32> = matching.pairs().map(|(u, _)| u).take(3).collect();
    assert_eq!(with(singles), Err(CertificateError::NotFull(index)));
    // One vertex of a blossom, and a pair outside it.
    let inside = &duals.blossoms[0].vertices;
    let outside = matching.pairs().find(|(u, v)| !inside.contains(u) && !inside.contains(v));
    if let Some((u, v)) = outside {
        let mut crossing = vec![inside[0], u, v];
        crossing.sort_unstable();
        let answer = with(crossing);
        assert!(matches!(answer, Err(CertificateError::Crossing(_))), "{answer:?}");
    }
}

#[test]
fn a_heaviest_matching_does_not_pass_for_one_with_most_pairs() {
    let edge = |u, v, weight| Edge { u, v, weight };
    let path = [edge(0, 1, 2), edge(1, 2, 5), edge(2, 3, 2)];
    let weight = |u, v| path.iter().find(|e| (e.u, e.v) == (u, v)).map(|e| e.weight);
    let (matching, duals) = sparse(4, &path, Cardinality::Free);
    assert_eq!(certify(4, &weight, &matching, &duals, Cardinality::Free), Ok(5));
    let answer = certify(4, &weight, &matching, &duals, Cardinality::First);
    assert_eq!(answer, Err(CertificateError::Bonus));
    let (matching, duals) = sparse(4, &path, Cardinality::First);
    let answer = certify(4, &weight, &matching, &duals, Cardinality::Free);
    assert_eq!(answer, Err(CertificateError::Bonus));
}
