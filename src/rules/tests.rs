//! What the search counts as broken is what the check finds broken, group by group.

use super::{Rule, Units};
use crate::decode::from_json;
use crate::network::{Network, Table};
use crate::optim::partition::View;
use crate::text::Language;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use serde_json::{Value as Json, json};

const MEMBERS: usize = 24;
const GROUPS: usize = 6;

struct Dice(Xoshiro256PlusPlus);

impl Dice {
    fn below(&mut self, n: u32) -> u32 {
        (self.0.next_u64() >> 40) as u32 % n
    }

    fn some<T>(&mut self, of: &[T]) -> T
    where
        T: Clone,
    {
        of[self.below(of.len() as u32) as usize].clone()
    }
}

/// Numbers of every size, with decimals that binary fractions only come near to.
fn network(dice: &mut Dice) -> Network {
    let unit = dice.some(&[0.1, 1.0, 0.007, 1e9, 1e-7, 1e200]);
    let members: Vec<Json> = (0..MEMBERS)
        .map(|at| {
            let known = |dice: &mut Dice| dice.below(6) > 0;
            let list = |dice: &mut Dice| (0..4).filter(|_| dice.below(2) == 0).map(|l| format!("l{l}")).collect();
            let languages: Vec<String> = list(dice);
            json!({
                "id": format!("m{at}"), "roles": [dice.some(&["learner", "learner", "learner", "lead"])],
                "values": {
                    "region": known(dice).then(|| format!("r{}", dice.below(3))), "languages": languages,
                    "stage": known(dice).then(|| ["low", "high"][dice.below(2) as usize]),
                    "x": known(dice).then(|| f64::from(dice.below(12)) * unit),
                    "utc": known(dice).then(|| dice.below(24)),
                },
            })
        })
        .collect();
    let ties: Vec<Json> = (0..60)
        .map(|_| (dice.below(MEMBERS as u32), dice.below(MEMBERS as u32)))
        .filter(|(a, b)| a != b)
        .map(|(a, b)| json!({"a": format!("m{a}"), "b": format!("m{b}"), "trust": f64::from((a + b) % 11) / 10.0}))
        .collect();
    let attributes = json!([
        {"id": "region", "kind": "category"}, {"id": "languages", "kind": "set"},
        {"id": "stage", "kind": "ordinal", "levels": ["low", "high"]}, {"id": "x", "kind": "number"},
        {"id": "utc", "kind": "cyclic", "period": 24},
    ]);
    let json = json!({"attributes": attributes, "members": members, "ties": ties}).to_string();
    from_json(&json).unwrap_or_else(|errors| panic!("{errors}"))
}

fn any_rule(network: &Network, dice: &mut Dice) -> Rule {
    let mut numbers = Vec::new();
    for member in &network.members {
        if let Some(crate::network::Answer::Number(number)) = member.values.get("x") {
            numbers.push(*number);
        }
    }
    let largest = numbers.iter().copied().fold(0.0, f64::max);
    let few = dice.below(3) + 1;
    let share = f64::from(dice.below(11)) / dice.some(&[10.0, 12.0, 30.0]);
    let distance = f64::from(dice.below(13)) / 12.0 * largest;
    let countable = dice.some(&["region", "languages", "stage", "roles"]);
    let rules = [
        json!({"rule": "share", "attribute": countable, "atLeast": few, "among": dice.some(&["all", "each"])}),
        json!({"rule": "share", "attribute": countable, "core": share.max(0.1)}),
        json!({"rule": "span", "attribute": countable, "atLeast": few}),
        json!({"rule": "cap", "attribute": countable, "atMost": few}),
        json!({"rule": "quota", "attribute": "region", "value": "r1", "atLeast": few - 1, "atMost": few}),
        json!({"rule": "notAlone", "attribute": countable, "atLeast": few}),
        json!({"rule": "spread", "attribute": "utc", "atMost": few * 4}),
        json!({"rule": "spread", "attribute": "x", "atMost": distance}),
        json!({"rule": "differ", "attribute": countable}),
        json!({"rule": "match", "attribute": countable}),
        json!({"rule": "together", "members": ["m1", "m2", "m3"]}),
        json!({"rule": "apart", "members": ["m1", "m2", "m3"]}),
        json!({"rule": "familiar", "atLeast": few, "trust": share}),
        json!({"rule": "balance", "attribute": countable, "tolerance": share / 2.0}),
        json!({"rule": "balance", "attribute": "x", "tolerance": distance / 3.0}),
        json!({"rule": "disparity", "attribute": "x", "measure": "sd", "atMost": distance / 2.0}),
        json!({"rule": "disparity", "attribute": "x", "measure": "gini", "atMost": share}),
        json!({"rule": "acquainted", "atLeast": share / 2.0, "atMost": share, "trust": 0.2}),
    ];
    from_json(&dice.some(&rules).to_string()).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Of each group: what the search counts, and what the check says.
fn compared(rule: &Rule, rules: &[Rule], table: &Table, slot_of: &[u32]) -> Vec<(i64, Option<String>)> {
    let members: Vec<Vec<u32>> =
        (0..GROUPS as u32).map(|g| (0..MEMBERS as u32).filter(|&u| slot_of[u as usize] == g).collect()).collect();
    let view = View::new(&members, slot_of);
    let member_of: Vec<usize> = (0..MEMBERS).collect();
    let mut counters = rule.counters(rules, table, &Units { member_of: &member_of });
    counters.reset(&view);
    let says = |group: &Vec<u32>| {
        let group: Vec<usize> = group.iter().map(|&u| u as usize).collect();
        rule.broken(rules, table, &group).map(|text| text.render(Language::English))
    };
    (0..GROUPS).map(|g| (counters.violation(g, &view), says(&members[g]))).collect()
}

#[test]
fn the_search_counts_a_rule_as_broken_exactly_where_the_check_does() {
    let mut dice = Dice(Xoshiro256PlusPlus::seed_from_u64(1));
    let (mut held, mut broken) = (0, 0);
    for _ in 0..200 {
        let network = network(&mut dice);
        let table = Table::new(&network);
        let rules: Vec<Rule> = (0..6).map(|_| any_rule(&network, &mut dice)).collect();
        let slot_of: Vec<u32> = (0..MEMBERS).map(|_| dice.below(GROUPS as u32)).collect();
        for rule in &rules {
            for (amount, says) in compared(rule, &rules, &table, &slot_of) {
                assert_eq!(amount > 0, says.is_some(), "{rule:?}: {amount}, {says:?}");
                held += u32::from(amount == 0);
                broken += u32::from(amount > 0);
            }
        }
    }
    assert!(held > 1_500 && broken > 1_500, "{held} held, {broken} broken");
}

#[test]
fn where_the_other_rules_hold_the_search_counts_departures_that_the_check_finds() {
    let mut dice = Dice(Xoshiro256PlusPlus::seed_from_u64(2));
    let survive: Rule = from_json(r#"{"rule": "survive"}"#).unwrap_or_else(|errors| panic!("{errors}"));
    let (mut held, mut broken) = (0, 0);
    for _ in 0..1_000 {
        let network = network(&mut dice);
        let table = Table::new(&network);
        let rule = any_rule(&network, &mut dice);
        let rules = [rule, survive.clone()];
        let slot_of: Vec<u32> = (0..MEMBERS).map(|_| dice.below(GROUPS as u32)).collect();
        let others = compared(&rules[0], &rules, &table, &slot_of);
        for ((amount, says), (other, _)) in compared(&survive, &rules, &table, &slot_of).into_iter().zip(others) {
            assert!(amount > 0 || says.is_none(), "{rules:?}: {says:?}");
            if other == 0 {
                assert_eq!(amount > 0, says.is_some(), "{rules:?}: {amount}, {says:?}");
                held += u32::from(amount == 0);
                broken += u32::from(amount > 0);
            }
        }
    }
    assert!(held > 300 && broken > 150, "{held} held, {broken} broken");
}
