//! Rounds, tables and what pairs would rather have.

use super::{Sound, input, list, members, pairs};
use serde_json::json;

#[test]
fn a_wrong_count_of_who_would_rather_have_another_or_meets_again_is_found() {
    let sound = pairs();
    for key in ["blockingPairs", "repeats"] {
        let path = format!("plan.balance.{key}");
        sound.caught("numberDiffers", &path, |plan| plan["balance"][key] = json!(99));
        sound.caught("numberDiffers", &path, |plan| plan["balance"][key] = json!(null));
    }
    let once = Sound::of(input(json!({"form": "pairs"}), json!({})));
    once.caught("numberDiffers", "plan.balance.repeats", |plan| plan["balance"]["repeats"] = json!(0));
}

#[test]
fn in_several_rounds_who_met_in_an_earlier_plan_does_not_meet_again() {
    let sound = pairs();
    let met = sound.plan["groups"][0]["members"].clone();
    let mut later = sound.input.clone();
    let ties = later["network"]["ties"].as_array_mut().expect("ties");
    ties.push(json!({"a": met[0], "b": met[1], "met": "2025"}));
    let report = Sound { input: later, plan: json!(null) }.report(sound.plan.clone());
    let found = report.errors.iter().any(|e| e.code == "metInEarlierRound" && e.path == "plan.groups[0].members");
    assert!(found, "{:?}", report.errors);
}

#[test]
fn tables_of_a_wrong_size_or_number_and_repeats_left_unsaid_are_found() {
    let sound = Sound::of(input(json!({"form": "pairs", "size": 4, "rounds": 3}), json!({})));
    // Eight people at two tables of four meet again in the second round already.
    assert!(sound.plan["balance"]["repeats"].as_u64().is_some_and(|repeats| repeats > 0));
    sound.caught("numberDiffers", "plan.balance.repeats", |plan| plan["balance"]["repeats"] = json!(0));
    sound.caught("groupSize", "plan.groups[0].members", |plan| {
        let moved = members(plan, 0).pop().expect("a member");
        members(plan, 1).push(moved);
    });
    sound.caught("groupCount", "plan.groups", |plan| {
        list(plan, "groups").pop();
    });
    sound.caught("unknownPlanRound", "plan.groups[0].round", |plan| plan["groups"][0]["round"] = json!(9));
}
