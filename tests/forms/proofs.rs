//! Reasons why hard rules cannot all hold: never given where they can, and given with the rule and the numbers.

use crate::partitions::{Ask, divisions};
use crate::rulebook::{allowed, holds};
use crate::tools::{solved, solved_with};
use crate::world::{LEVELS, Rng, Tie, World, id, rng};
use commonground::Input;
use commonground::forms::{explained, impossible};
use commonground::plan::Status;
use rand::RngExt;
use serde_json::{Value as Json, json};

/// The reasons for an input; `None` where the rules contradict each other on their face.
fn reasons(world: &World, form: &Json) -> Option<Vec<String>> {
    let input = Input::from_json(&world.input(form, &json!({})).to_string()).expect("an input");
    impossible(&input.network, &input.scenario).ok()
}

fn below(rng: &mut Rng, end: u32) -> u32 {
    rng.random_range(0..end)
}

/// A hard rule of any kind.
fn any_rule(n: usize, rng: &mut Rng) -> Json {
    let countable = ["region", "languages", "stage", "roles"][below(rng, 4) as usize];
    let single = ["region", "stage"][below(rng, 2) as usize];
    let count = 1 + below(rng, 3);
    let value = LEVELS[below(rng, 4) as usize];
    let mut some: Vec<String> = (0..2 + below(rng, 3)).map(|_| id(below(rng, n as u32) as usize)).collect();
    some.sort();
    some.dedup();
    if some.len() < 2 {
        some = vec![id(0), id(n - 1)];
    }
    match below(rng, 20) {
        0 => json!({"rule": "share", "attribute": countable, "atLeast": count}),
        1 => json!({"rule": "share", "attribute": countable, "atLeast": count, "among": "each"}),
        2 => json!({"rule": "share", "attribute": countable, "core": f64::from(1 + below(rng, 10)) / 10.0}),
        3 => json!({"rule": "span", "attribute": countable, "atLeast": count}),
        4 => json!({"rule": "cap", "attribute": countable, "atMost": count}),
        5 => json!({"rule": "quota", "attribute": "stage", "value": value, "atLeast": count}),
        6 => json!({"rule": "quota", "attribute": "stage", "value": value, "atMost": below(rng, 3)}),
        7 => json!({"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": 1, "atMost": count}),
        8 => json!({"rule": "notAlone", "attribute": countable, "atLeast": 1 + count}),
        9 => json!({"rule": "notAlone", "attribute": "stage", "value": value, "atLeast": 1 + count}),
        10 => json!({"rule": "spread", "attribute": "utc", "atMost": below(rng, 26)}),
        11 => json!({"rule": "spread", "attribute": "schools", "atMost": below(rng, 500)}),
        12 => json!({"rule": "spread", "attribute": "stage", "atMost": below(rng, 4)}),
        13 => json!({"rule": "differ", "attribute": countable}),
        14 => json!({"rule": "match", "attribute": countable}),
        15 => json!({"rule": "match", "attribute": single}),
        16 => json!({"rule": "together", "members": some}),
        17 => json!({"rule": "apart", "members": some}),
        18 => json!({"rule": "noRepeat"}),
        _ => json!({"rule": "familiar", "atLeast": count}),
    }
}

/// A world in which answers are common or rare, and ties few or many.
fn any_world(n: usize, rng: &mut Rng) -> World {
    let ties = below(rng, 1 + 2 * n as u32) as usize;
    let mut world = World::answered(n, rng).tied(ties, rng);
    let regions = 1 + below(rng, 4);
    for person in &mut world.people {
        person.region = person.region.map(|region| region % regions);
        if below(rng, 3) == 0 {
            person.roles = vec!["learner", "lead"];
        }
        if below(rng, 12) == 0 {
            person.roles = vec!["coach"];
        }
    }
    world
}

/// Whether any division keeps all hard rules.
fn can_be(world: &World, ask: &Ask) -> bool {
    divisions(&world.taking_part(), ask).iter().any(|groups| groups.iter().all(|group| allowed(world, group)))
}

/// Networks and rules at random: how many cannot be, and for how many of them a reason was found.
fn against_all_divisions(rounds: u32, seed: u64, largest: u32) -> [u32; 2] {
    let mut rng = rng(seed);
    let mut seen = [0, 0];
    for round in 0..rounds {
        let n = 2 + below(&mut rng, largest - 1) as usize;
        let mut world = any_world(n, &mut rng);
        for _ in 0..1 + below(&mut rng, 3) {
            let rule = any_rule(n, &mut rng);
            world.rules.push(rule);
        }
        let lo = 1 + below(&mut rng, n.min(4) as u32) as usize;
        let size = [lo, lo + below(&mut rng, 3) as usize];
        let per_member = if n < 6 && round % 4 == 0 { 2 } else { 1 };
        let count = (round % 5 == 0).then_some(1 + below(&mut rng, 3) as usize);
        let ask = Ask { per_member, count, ..Ask::new(size, "total") };
        let Some(reasons) = reasons(&world, &ask.form()) else { continue };
        if can_be(&world, &ask) {
            assert!(reasons.is_empty(), "{reasons:?}\n{}", world.input(&ask.form(), &json!({})));
        } else {
            seen[0] += 1;
            seen[1] += u32::from(!reasons.is_empty());
        }
        assert!(reasons.iter().all(|reason| !reason.contains(['{', '}'])), "{reasons:?}");
        assert!(reasons.len() <= 5);
    }
    seen
}

#[test]
fn a_reason_is_given_only_where_no_division_keeps_the_rules() {
    let [impossible, explained] = against_all_divisions(2000, 61, 7);
    // What is excluded by counting is most of what is excluded at all, where rules are drawn at random.
    assert!(impossible > 500 && explained * 10 > impossible * 9, "{explained} of {impossible}");
}

/// Communities are planted in a larger network, and of many rules those are asked for that hold in them.
#[test]
fn where_planted_communities_keep_the_rules_there_is_no_reason_why_none_could() {
    let mut rng = rng(62);
    let mut asked = 0;
    for _ in 0..400 {
        let n = 12 + below(&mut rng, 40) as usize;
        let mut world = any_world(n, &mut rng);
        let mut members = world.taking_part();
        for at in (1..members.len()).rev() {
            members.swap(at, below(&mut rng, at as u32 + 1) as usize);
        }
        let size = 2 + below(&mut rng, 5) as usize;
        let groups: Vec<&[usize]> = members.chunks(size).collect();
        let of = |member: usize| groups.iter().position(|group| group.contains(&member));
        // What makes the rules hold more often: values by group, ties across groups only, or inside.
        for (at, group) in groups.iter().enumerate() {
            for (i, &member) in group.iter().enumerate() {
                let person = &mut world.people[member];
                if at % 3 == 0 {
                    person.region = Some(at as u32 % 4);
                    person.languages.push(at as u32 % 5);
                    person.languages.sort_unstable();
                    person.languages.dedup();
                }
                person.stage = if at % 2 == 0 { Some(i as u32 % 4) } else { person.stage };
                person.utc = Some(f64::from(at as u32 % 5) * 4.0 + f64::from(below(&mut rng, 5)));
            }
        }
        world.ties.retain(|tie| of(tie.a) != of(tie.b) || tie.trust.is_some());
        for _ in 0..12 {
            let rule = any_rule(n, &mut rng);
            let strangers = |name: &Json| members.iter().all(|&member| *name != id(member));
            if rule["rule"] == "together" && rule["members"].as_array().is_some_and(|m| m.iter().any(strangers)) {
                continue;
            }
            if groups.iter().all(|group| holds(&world, &rule, group)) {
                world.rules.push(rule);
                asked += 1;
            }
        }
        let (lo, hi) = (groups.iter().map(|g| g.len()).min(), groups.iter().map(|g| g.len()).max());
        let form = json!({"form": "communities", "size": [lo, hi]});
        assert_eq!(reasons(&world, &form), Some(Vec::new()), "{}", world.input(&form, &json!({})));
        let form = json!({"form": "communities", "size": [lo, hi], "count": groups.len()});
        assert_eq!(reasons(&world, &form), Some(Vec::new()), "{}", world.input(&form, &json!({})));
    }
    assert!(asked > 400, "{asked}");
}

#[test]
fn no_reason_is_given_against_the_exact_method() {
    let mut rng = rng(63);
    let (mut feasible, mut told) = (0, 0);
    for _ in 0..120 {
        let n = 8 + below(&mut rng, 5) as usize;
        let mut world = any_world(n, &mut rng);
        for _ in 0..1 + below(&mut rng, 2) {
            let rule = any_rule(n, &mut rng);
            world.rules.push(rule);
        }
        let form = Ask::new([2, 5], "total").form();
        let Some(reasons) = reasons(&world, &form) else { continue };
        let plan = solved_with(&world, &form, &json!({"effort": {"iterations": 500, "seconds": 600}}));
        if plan.status == Status::Feasible {
            assert!(reasons.is_empty(), "{reasons:?}\n{}", world.input(&form, &json!({})));
            feasible += 1;
        } else {
            let at = plan.notes.iter().position(|note| note.contains("every one was ruled out")).expect("the proof");
            assert_eq!(plan.notes[at + 1..][..reasons.len()], reasons);
            told += u32::from(!reasons.is_empty());
        }
    }
    assert!(feasible > 20 && told > 20, "{feasible} {told}");
}

/// Learners who all answered the same, eighteen of them.
fn alike() -> World {
    let mut world = World::of(18);
    for person in &mut world.people {
        person.region = Some(0);
        person.languages = vec![0, 1];
        person.stage = Some(0);
        person.utc = Some(3.0);
    }
    world
}

/// The rule is said to be impossible to keep in three groups of six, in these words and in no other way.
fn cannot(world: World, rules: &[Json], words: &str) {
    cannot_in(world, &json!({"form": "communities", "size": [6, 6]}), rules, words);
}

fn cannot_in(world: World, form: &Json, rules: &[Json], words: &str) {
    let world = world.with_rules(rules);
    let found = reasons(&world, form).expect("a sound scenario");
    assert!(found.first().is_some_and(|reason| reason.contains(words)), "{words}\n{found:?}");
    let plan = solved_with(&world, form, &json!({"effort": {"iterations": 500, "seconds": 600}}));
    assert_eq!(plan.status, Status::Infeasible);
    // Of a few members the exact method has ruled out every division, and the reasons follow that.
    let certain = |note: &String| note.contains("for the reasons that follow") || note.contains("was ruled out");
    let at = plan.notes.iter().position(certain).expect("a certainty");
    let is_exact = plan.notes[at].contains("was ruled out");
    assert_eq!(plan.notes[at + 1..][..found.len()], found);
    assert!(plan.notes.iter().all(|note| !note.contains("No plan was found")));
    // What the first WebAssembly module leaves out is put in later, and what is there is left as it is.
    let input = Input::from_json(&world.input(form, &json!({})).to_string()).expect("an input");
    let mut bare = plan.notes.clone();
    let told = if is_exact { plan.notes[at].clone() } else { NONE_FOUND.to_owned() };
    bare.splice(at..at + 1 + found.len(), [told]);
    assert_eq!(explained(&input.network, &input.scenario, bare).expect("a sound scenario"), plan.notes);
    let again = explained(&input.network, &input.scenario, plan.notes.clone()).expect("a sound scenario");
    assert_eq!(again, plan.notes, "whoever explains twice says it once");
}

const NONE_FOUND: &str = "No plan was found that keeps all hard rules. The plan shown breaks as few as were found; \
    more time, other sizes or a penalty instead of a hard rule may help.";

#[test]
fn too_few_holders_of_a_value_are_counted() {
    let mut world = alike();
    world.people[3].roles.push("lead");
    world.people[4].roles.push("lead");
    let lead = json!({"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": 1});
    let words = "Each group needs 1 member with “Roles”: lead, and 2 have it. That is enough for 2 groups; the \
        plan needs 3.";
    cannot(world.clone(), std::slice::from_ref(&lead), words);
    // Two groups of eight or nine need no more than two.
    assert_eq!(reasons(&world.with_rules(&[lead]), &json!({"form": "communities", "size": [8, 10]})), Some(vec![]));
    let quota = |value: &str, k: u32| json!({"rule": "quota", "attribute": "stage", "value": value, "atLeast": k});
    let mut world = alike();
    (0..9).for_each(|m| world.people[m].stage = Some(1));
    let words = "Each group is to have at least 7 members with what is asked of “stage”, and none has more than 6";
    let form = json!({"form": "communities", "size": [4, 6]});
    cannot_in(world.clone(), &form, &[quota("pilot", 3), quota("scaling", 4)], "That is enough for 2 groups");
    (0..9).for_each(|m| world.people[m].stage = Some(1));
    let two = [quota("pilot", 3), quota("scaling", 4)];
    let all = reasons(&world.with_rules(&two), &form).expect("a sound scenario");
    assert!(all.iter().any(|reason| reason.contains(words)), "{all:?}");
}

#[test]
fn too_many_holders_of_a_value_are_counted() {
    let region = |k: u32| json!({"rule": "cap", "attribute": "region", "atMost": k});
    let words = "A group takes at most 5 members with “region”: r0, and 18 have it. That takes at least 4 groups; the \
        plan may have 3.";
    cannot(alike(), &[region(5)], words);
    let none = json!({"rule": "quota", "attribute": "stage", "value": "pilot", "atMost": 0});
    cannot(alike(), &[none], "No group takes anyone with “stage”: pilot, and 18 members have it.");
    cannot(alike(), &[json!({"rule": "differ", "attribute": "stage"})], "A group takes at most 1 member with");
    // Nine of each of two regions, two of each in a group: four in a group at most.
    let mut world = alike();
    (0..9).for_each(|m| world.people[m].region = Some(1));
    cannot(world, &[region(2)], "A group takes at most 2 members with “region”: r1, and 9 have it.");
}

#[test]
fn too_few_different_values_are_counted() {
    let span = |k: u32| json!({"rule": "span", "attribute": "region", "atLeast": k});
    let words = "Each group needs 2 different values of “region”, and the members have only 1.";
    cannot(alike(), &[span(2)], words);
    let mut world = alike();
    world.people[0].region = Some(1);
    world.people[1].region = Some(2);
    cannot(world, &[span(2)], "That is enough for 2 groups; the plan needs 3.");
}

#[test]
fn who_would_be_alone_is_named() {
    let mut world = alike();
    world.people[7].region = Some(5);
    let words = "In a group “region”: r5 takes at least 2 members, and only 1 has it: ";
    cannot(world.clone(), &[json!({"rule": "notAlone", "attribute": "region"})], words);
    (8..14).for_each(|m| world.people[m].region = Some(5));
    let four = json!({"rule": "notAlone", "attribute": "region", "value": "r5", "atLeast": 4});
    let words = "The 7 members with “region”: r5 cannot be divided into parts of 4 to 6.";
    cannot(world, &[four], words);
}

#[test]
fn who_shares_nothing_with_enough_others_is_named() {
    let mut world = alike();
    (0..5).for_each(|m| world.people[m].languages = vec![2]);
    let words = "have at most 4 others to be in a group with, where it takes 5. All members of a community have at \
        least 1 value";
    cannot(world.clone(), &[json!({"rule": "share", "attribute": "languages"})], words);
    let each = json!({"rule": "share", "attribute": "languages", "among": "each", "atLeast": 2});
    cannot(world.clone(), &[each], "have nobody to be in a group with. Any two members");
    cannot(world.clone(), &[json!({"rule": "match", "attribute": "languages"})], "have at most 4 others");
    world.people[0].region = Some(3);
    cannot(world.clone(), &[json!({"rule": "match", "attribute": "region"})], " has nobody to be in a group with.");
    (0..7).for_each(|m| world.people[m].region = Some(3));
    let words = "The 7 members with “region”: r3 cannot be divided into parts of 6.";
    cannot(world, &[json!({"rule": "match", "attribute": "region"})], words);
    let mut world = alike();
    (0..18).for_each(|m| world.people[m].region = Some(m as u32 / 2));
    let words = "Each group needs at least 3 members with one value of “region” in common. That is not enough for";
    cannot(world, &[json!({"rule": "share", "attribute": "region", "core": 0.5})], words);
}

#[test]
fn who_is_too_far_from_others_is_named() {
    let mut world = alike();
    world.people[2].utc = Some(-8.0);
    let words = format!("{} has nobody to be in a group with. In a community “utc” spreads over 3 at most.", id(2));
    let far = json!({"rule": "spread", "attribute": "utc", "atMost": 3});
    cannot(world.clone(), std::slice::from_ref(&far), &words);
    // Three are within reach on one side and three on the other, but not of each other.
    (0..18).for_each(|m| world.people[m].utc = Some([0.0, 3.0, 21.0][m % 3]));
    (0..18).filter(|m| m % 3 == 0 && *m > 0).for_each(|m| world.people[m].utc = Some(3.0));
    assert_eq!(
        reasons(&world.clone().with_rules(std::slice::from_ref(&far)), &json!({"form": "communities", "size": [6, 6]})),
        Some(vec![])
    );
    (3..18).filter(|m| m % 3 == 2).take(2).for_each(|m| world.people[m].utc = Some(2.0));
    cannot(world, &[far], "have at most 4 others");
}

#[test]
fn those_who_cannot_be_two_in_a_group_are_counted() {
    let four: Vec<String> = (0..4).map(id).collect();
    let words = "are in one community. That takes at least 4 groups; the plan may have 3.";
    cannot(alike(), &[json!({"rule": "apart", "members": four})], words);
    // Each two of five have met or are in conflict.
    let mut world = alike();
    for (a, b) in (0..5).flat_map(|a| (0..a).map(move |b| (a, b))) {
        let met = (a + b) % 2 == 0;
        world.ties.push(Tie { a, b, met: met.then_some("2024"), conflict: !met, ..Tie::default() });
    }
    cannot(world, &[json!({"rule": "noRepeat"})], "No two of these 4 can be in one group");
    // Sets of four that stay together, in groups of seven: no two fit.
    let bonds: Vec<Json> = (0..4)
        .map(|bond| json!({"rule": "together", "members": (0..4).map(|i| id(bond * 4 + i)).collect::<Vec<_>>()}))
        .collect();
    cannot(alike(), &bonds, "That takes at least 4 groups; the plan may have 3.");
    let mut world = alike();
    (1..16).for_each(|b| world.ties.push(Tie { a: 0, b, met: Some("2024"), ..Tie::default() }));
    let words = format!("{} has at most 2 others to be in a group with, where it takes 5. Nobody is in a", id(0));
    cannot(world, &[json!({"rule": "noRepeat"})], &words);
}

#[test]
fn who_knows_too_few_is_named() {
    let mut world = alike();
    (0..18).for_each(|a| world.ties.push(Tie { a, b: (a + 1) % 18, trust: Some(0.9), ..Tie::default() }));
    world.ties.remove(5);
    let rule = json!({"rule": "familiar", "atLeast": 2, "trust": 0.5});
    let words = format!("{} and {} have at most 1 other to be in a group with, where it takes 2.", id(5), id(6));
    cannot(world, &[rule], &words);
}

#[test]
fn two_limits_that_contradict_each_other_are_told_together() {
    let mut world = alike();
    (0..2).for_each(|m| world.people[m].roles.push("lead"));
    let rules = [
        json!({"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": 1}),
        json!({"rule": "cap", "attribute": "region", "atMost": 6}),
    ];
    let form = json!({"form": "communities", "size": [4, 12]});
    let words = "A group takes at most 6 members with “region”: r0, and 18 have it. That takes at least 3 groups. Each \
        group needs 1 member with “Roles”: lead, and 2 have it. That is enough for 2 groups.";
    cannot_in(world, &form, &rules, words);
}

#[test]
fn members_of_several_groups_are_counted_in_each() {
    let mut world = alike();
    (0..2).for_each(|m| world.people[m].roles.push("lead"));
    let form = json!({"form": "communities", "size": [6, 6], "perMember": 2});
    let quota = |k: u32| json!({"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": k});
    let words = "and 2 have it, each in 2 groups. That is enough for 4 groups; the plan needs 6.";
    cannot_in(world, &form, &[quota(1)], words);
}

#[test]
fn at_tables_too_what_cannot_be_is_told() {
    let world = alike();
    let rule = json!({"rule": "cap", "attribute": "region", "atMost": 2});
    let words = "That takes at least 9 groups; the plan may have 5.";
    cannot_in(world, &json!({"form": "pairs", "size": 4, "rounds": 2}), &[rule], words);
}

#[test]
fn a_plan_that_keeps_the_rules_needs_no_reasons() {
    let plan = solved(&alike(), &json!({"form": "communities", "size": [6, 6]}));
    assert!(plan.notes.iter().all(|note| !note.contains("reasons")));
}
