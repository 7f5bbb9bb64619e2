use super::*;

/// Steps until nobody meets twice; how many iterations that took.
fn iterations_to_no_repeat(problem: &Problem, seed: u64, most: u64) -> u64 {
    let mut search = Search::new(problem, seed).expect("a sound problem");
    while search.best().repeats > 0 && search.iterations() < most {
        search.step(20_000, None);
    }
    let best = search.best();
    assert_eq!((best.broken, best.repeats, best.total), recount(problem, &best.rounds, None));
    assert_eq!(best.repeats, 0, "{} members, {} rounds", problem.n, problem.rounds);
    search.iterations()
}

#[test]
fn thirty_two_golfers_play_ten_weeks_and_fifteen_schoolgirls_walk_seven_days() {
    for seed in 0..3 {
        iterations_to_no_repeat(&golfers(8, 4, 10), seed, 200_000);
        iterations_to_no_repeat(&golfers(5, 3, 7), seed, 200_000);
    }
}

#[test]
fn nobody_meets_twice_in_affine_planes_and_other_designs() {
    for (tables, size, rounds) in [(3, 3, 4), (4, 4, 5), (5, 5, 6), (7, 7, 8), (4, 3, 4), (5, 4, 5), (9, 3, 13)] {
        iterations_to_no_repeat(&golfers(tables, size, rounds), 1, 500_000);
    }
    for (tables, size, rounds) in [(8, 3, 11), (6, 4, 7), (10, 3, 14), (5, 2, 9)] {
        iterations_to_no_repeat(&golfers(tables, size, rounds), 1, 1_000_000);
    }
    iterations_to_no_repeat(&golfers(6, 3, 8), 1, 4_000_000);
}

#[test]
fn designs_have_no_repeats_and_as_many_rounds_as_are_known() {
    for (tables, size, known) in
        [(8, 4, 10), (3, 3, 4), (4, 4, 5), (8, 8, 9), (9, 9, 10), (9, 3, 13), (16, 4, 21), (7, 3, 7)]
    {
        let problem = golfers(tables, size, 100);
        let mut rounds = design::Shape::of(&problem).expect("equal tables").design();
        for table in rounds.iter_mut().flatten() {
            table.sort_unstable();
        }
        rounds.iter_mut().for_each(|round| round.sort());
        let rounds: Vec<Vec<Vec<u32>>> = rounds
            .iter()
            .map(|round| round.iter().map(|table| table.iter().map(|&point| point.into()).collect()).collect())
            .collect();
        assert_eq!(rounds.len(), known);
        assert_eq!(recount(&golfers(tables, size, known as u32), &rounds, None), (0, 0, 0));
    }
    // No field has six or ten elements.
    for (tables, size) in [(6, 3), (10, 4)] {
        assert!(design::Shape::of(&golfers(tables, size, 9)).expect("equal tables").design().is_empty());
    }
}

#[test]
fn tables_with_a_seat_less_are_designs_with_members_left_out() {
    for (sizes, rounds) in [(vec![4, 4, 4, 4, 4, 4, 3, 4], 10), (vec![4, 3, 4, 3], 4), (vec![3, 3, 2, 3, 3], 7)] {
        iterations_to_no_repeat(&plain(sizes, rounds), 2, 1_000_000);
    }
    // Two members who never meet can be left out of the ten rounds.
    iterations_to_no_repeat(&plain(vec![4, 4, 4, 4, 4, 3, 4, 3], 10), 2, 1_000_000);
}
