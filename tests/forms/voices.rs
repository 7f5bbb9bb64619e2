//! Various voices are heard: nobody is the only one of their kind in a group wherever that is possible at all.

use crate::partitions::Ask;
use crate::tools::{groups, solved_with};
use crate::world::{World, rng};
use commonground::plan::{Proof, Status};
use rand::RngExt;
use serde_json::json;

/// Members who are the only ones in their group with their region.
fn alone(world: &World, group: &[usize]) -> usize {
    let region = |member: usize| world.people[member].region;
    let others = |member: usize| group.iter().filter(|&&other| region(other) == region(member)).count();
    group.iter().filter(|&&member| region(member).is_some() && others(member) == 1).count()
}

/// Whether the members can be divided into groups of these sizes with nobody alone: for every set of them, whether some group
/// with its first member leaves a set that can.
fn possible(world: &World, [lo, hi]: [usize; 2]) -> bool {
    let n = world.len();
    let members = |mask: usize| (0..n).filter(|member| mask >> member & 1 == 1).collect::<Vec<usize>>();
    let fits: Vec<bool> = (0..1usize << n)
        .map(|mask| (lo..=hi).contains(&(mask.count_ones() as usize)) && alone(world, &members(mask)) == 0)
        .collect();
    let mut divides = vec![false; 1 << n];
    divides[0] = true;
    for mask in 1..1usize << n {
        let first = mask & mask.wrapping_neg();
        let rest = mask ^ first;
        let mut part = rest;
        loop {
            if fits[part | first] && divides[rest ^ part] {
                divides[mask] = true;
                break;
            }
            if part == 0 {
                break;
            }
            part = (part - 1) & rest;
        }
    }
    divides[(1 << n) - 1]
}

#[test]
fn nobody_is_alone_of_their_kind_exactly_where_some_division_has_nobody_alone() {
    let mut rng = rng(61);
    let mut both = [0; 2];
    for round in 0..1000 {
        // Few are large: the oracle tries all divisions too.
        let n = if round % 50 == 0 { rng.random_range(8..=12u32) } else { rng.random_range(3..=7u32) } as usize;
        let mut world = World::of(n);
        let regions = rng.random_range(2..=3u32);
        for person in &mut world.people {
            person.region = (rng.random_range(0..10u32) > 0).then(|| rng.random_range(0..regions));
            person.languages = vec![rng.random_range(0..3u32)];
        }
        // What is wished pulls the other way: groups as mixed as can be.
        world.criteria = vec![("region", "different", 3.0), ("languages", "common", 1.0)];
        world.rules = vec![json!({"rule": "notAlone", "attribute": "region"})];
        let all = [[2, 3], [2, 4], [3, 4], [3, 5], [2, 2], [4, 6]];
        let divides = |size: &&[usize; 2]| n.div_ceil(size[1]) <= n / size[0];
        let sizes: Vec<&[usize; 2]> = all.iter().filter(divides).collect();
        let Some(&&size) = sizes.get(rng.random_range(0..sizes.len().max(1) as u32) as usize) else { continue };
        let plan = solved_with(
            &world,
            &Ask::new(size, "perMember").form(),
            &json!({"effort": {"iterations": 1000, "seconds": 600}}),
        );
        let tokens: usize = groups(&world, &plan).iter().map(|group| alone(&world, group)).sum();
        let possible = possible(&world, size);
        assert_eq!(tokens == 0, possible, "{size:?} {:?} {plan:?}", world.people);
        assert_eq!(plan.status == Status::Feasible, possible);
        assert!(!possible || plan.score.proof == Proof::Optimal);
        both[usize::from(possible)] += 1;
    }
    assert!(both.iter().all(|&count| count > 200) && both.iter().sum::<i32>() > 950, "{both:?}");
}
