//! Why two members are not paired: against the best pairs of all others, found by trying all.

use crate::groups::{by_trying_all, worth};
use crate::pairs::any;
use crate::tools::{groups, near, solved};
use crate::world::{Tie, World, id, rng};
use commonground::forms::{WhyNot, why_not};
use commonground::{Errors, Input};
use rand::RngExt;
use serde_json::{Value as Json, json};

fn ask(world: &World, form: &Json, a: usize, b: usize, exact: bool) -> Result<WhyNot, Errors> {
    let input = Input::from_json(&world.input(form, &json!({})).to_string()).expect("a sound input");
    why_not(&input.network, &input.scenario, &[id(a), id(b)], 1, exact)
}

#[test]
fn what_the_total_would_lose_is_the_difference_to_the_best_pairs_with_the_two_among_them() {
    let mut rng = rng(41);
    let (mut asked, mut costly) = (0, 0);
    for round in 0..150u32 {
        let n = rng.random_range(2..=8u32) as usize;
        let world = any(n, round, &mut rng);
        let odd = ["sitOut", "trio"][(round % 2) as usize];
        // A trio that rules judge as a group is looked at elsewhere.
        if odd == "trio" && world.rules.iter().any(|rule| !rule["penalty"].is_null()) {
            continue;
        }
        let form = json!({"form": "pairs", "odd": odd});
        let plan = solved(&world, &form);
        let placed: usize = plan.groups.iter().map(|group| group.members.len()).sum();
        let (a, b) = (rng.random_range(0..n as u32) as usize, rng.random_range(0..n as u32) as usize);
        if a == b {
            continue;
        }
        let answer = ask(&world, &form, a, b, true).expect("a question about two members");
        let together = groups(&world, &plan).iter().any(|group| group.contains(&a) && group.contains(&b));
        match worth(&world, &[a, b]) {
            _ if together => assert_eq!(answer.loses, Some(0.0)),
            None => assert!(!answer.allowed && answer.loses.is_none() && answer.text.contains("may not")),
            Some(worth) => {
                let rest: Vec<usize> = world.taking_part().into_iter().filter(|&m| m != a && m != b).collect();
                let (others, sum) = by_trying_all(&world, &rest, odd == "trio");
                assert_eq!(answer.left_out as usize, placed - others - 2);
                let loses = answer.loses.expect("a loss");
                assert!(near(loses, plan.score.total - sum - worth), "{loses} {}", plan.score.total - sum - worth);
                // A bound on what is lost beside those left out says nothing of the sum alone.
                assert!(answer.left_out > 0 || answer.at_least.is_none_or(|least| least <= loses + 1e-7));
                assert!(answer.left_out > 0 || near(answer.affinity, world.affinity(a, b)));
                asked += 1;
                costly += u32::from(answer.at_least.is_some_and(|least| least > 1e-6));
            }
        }
    }
    assert!(asked > 20 && costly > 5, "{asked} {costly}");
}

#[test]
fn the_bound_alone_is_there_without_pairing_anew() {
    let world = World::scored(6, 0, 99, 1, &mut rng(42));
    let form = json!({"form": "pairs"});
    for b in 1..6 {
        let quick = ask(&world, &form, 0, b, false).expect("an answer");
        let exact = ask(&world, &form, 0, b, true).expect("an answer");
        assert_eq!(quick.at_least, exact.at_least);
        assert!(quick.at_least.is_some_and(|least| least <= exact.loses.unwrap_or(0.0) + 1e-9));
        assert!(quick.loses.is_none() || quick.loses == Some(0.0));
    }
}

#[test]
fn what_keeps_two_apart_is_said() {
    let mut world = World::of(4);
    world.ties.push(Tie { a: 0, b: 1, conflict: true, ..Default::default() });
    let form = json!({"form": "pairs"});
    let answer = ask(&world, &form, 0, 1, true).expect("an answer");
    assert!(answer.text.contains("conflict"), "{}", answer.text);
    let world = World::of(4).with_rules(&[json!({"rule": "apart", "members": [id(0), id(1)]})]);
    let answer = ask(&world, &form, 0, 1, true).expect("an answer");
    assert!(!answer.allowed && answer.text.contains("in one pair"), "{}", answer.text);
}

#[test]
fn a_question_that_cannot_be_answered_is_an_error_with_what_to_do() {
    let world = World::of(4);
    let code = |form: Json, a, b| {
        ask(&world, &form, a, b, true).expect_err("no answer").report(Default::default())[0].code.clone()
    };
    assert_eq!(code(json!({"form": "pairs"}), 1, 1), "namedTwice");
    assert_eq!(code(json!({"form": "pairs"}), 1, 9), "unknownMember");
    assert_eq!(code(json!({"form": "communities", "size": [2, 2]}), 0, 1), "whyNotPairs");
}
