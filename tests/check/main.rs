//! The check catches what was tampered with: a sound plan of each form is changed, and the code of the fault is found.

mod rounds;

use commonground::error::ErrorReport;
use commonground::plan::{CheckReport, Plan, check};
use commonground::{CheckInput, Input, canonical_json, solve};
use serde_json::{Value as Json, json};

/// An input and a sound plan for it, as JSON.
struct Sound {
    input: Json,
    plan: Json,
}

impl Sound {
    fn of(input: Json) -> Sound {
        let read = Input::from_json(&input.to_string()).expect("an input");
        let plan = solve(&read.network, &read.scenario).expect("a plan");
        let plan = serde_json::from_str(&canonical_json(&plan, false)).expect("JSON");
        let sound = Sound { input, plan };
        let report = sound.report(sound.plan.clone());
        assert!(report.ok, "{:?}", report.errors);
        sound
    }

    fn report(&self, plan: Json) -> CheckReport {
        let mut input = self.input.clone();
        input["plan"] = plan;
        let input = CheckInput::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{input}"));
        check(&input.network, &input.scenario, &input.plan).expect("a scenario that can be checked")
    }

    /// What is found after a change, which must be something.
    fn after(&self, change: impl FnOnce(&mut Json)) -> Vec<ErrorReport> {
        let mut plan = self.plan.clone();
        change(&mut plan);
        assert_ne!(plan, self.plan, "nothing was changed");
        let report = self.report(plan);
        assert!(!report.ok);
        for error in &report.errors {
            for sentence in [&error.why, &error.help] {
                assert!(sentence.ends_with('.') && !sentence.contains(['{', '}']), "{}: {sentence}", error.code);
            }
        }
        report.errors
    }

    /// The change is found under this code and, first of that code, at this path.
    fn caught(&self, code: &str, path: &str, change: impl FnOnce(&mut Json)) {
        let errors = self.after(change);
        let found: Vec<(&str, &str)> = errors.iter().map(|e| (e.code.as_str(), e.path.as_str())).collect();
        assert_eq!(found.iter().find(|found| found.0 == code).map(|found| found.1), Some(path), "{found:?}");
    }
}

fn list<'j>(plan: &'j mut Json, key: &str) -> &'j mut Vec<Json> {
    plan[key].as_array_mut().expect("a list")
}

fn members(plan: &mut Json, group: usize) -> &mut Vec<Json> {
    list(&mut plan["groups"][group], "members")
}

fn add(number: &mut Json, amount: f64) {
    *number = json!(number.as_f64().expect("a number") + amount);
}

/// Eight learners (two of one parent), a coach, themes and answers.
fn network() -> Json {
    let member = |at: usize| {
        json!({
            "id": format!("m{at}"), "values": {"region": format!("r{}", at % 3), "schools": at * at},
            "themes": {"t0": at as f64 / 8.0, "t1": 1.0 - at as f64 / 8.0},
        })
    };
    let mut members: Vec<Json> = (0..8).map(member).collect();
    members.push(json!({"id": "c0", "roles": ["coach"], "capacity": 5, "values": {"region": "r0", "schools": 9}}));
    members.push(json!({"id": "c1", "roles": ["coach"], "capacity": 3, "values": {"region": "r1", "schools": 30}}));
    json!({
        "attributes": [{"id": "region", "kind": "category"}, {"id": "schools", "kind": "number"}],
        "themes": [{"id": "t0"}, {"id": "t1"}],
        "members": members,
        "ties": [{"a": "m0", "b": "m1", "sameParent": true}, {"a": "m0", "b": "c1", "sameParent": true},
                 {"a": "m2", "b": "m3", "conflict": true}, {"a": "m4", "b": "c0", "conflict": true}],
    })
}

fn input(form: Json, more: Json) -> Json {
    let mut scenario = json!({
        "criteria": [{"on": "region", "want": "different"}, {"on": "schools", "want": "common", "weight": 2}],
        "effort": {"iterations": 20_000, "seconds": 600},
    });
    let fields = scenario.as_object_mut().expect("an object");
    fields.insert("form".into(), form);
    fields.extend(more.as_object().expect("an object").clone());
    json!({"network": network(), "scenario": scenario})
}

fn pairs() -> Sound {
    Sound::of(input(json!({"form": "pairs", "rounds": 2}), json!({})))
}

fn communities() -> Sound {
    Sound::of(input(json!({"form": "communities", "size": [4, 4], "themes": true}), json!({})))
}

fn coaching() -> Sound {
    Sound::of(input(json!({"form": "coaching"}), json!({})))
}

fn all() -> [Sound; 3] {
    [pairs(), communities(), coaching()]
}

/// Puts two members into one group, each in exchange for another.
fn bring_together(plan: &mut Json, a: &str, b: &str) {
    let place = |plan: &Json, id: &str| {
        let groups = plan["groups"].as_array().expect("groups");
        let mut places = groups.iter().enumerate().filter_map(|(at, group)| {
            let within = group["members"].as_array()?.iter().position(|member| member == id)?;
            Some((at, within))
        });
        places.next().expect("a place")
    };
    let ((of_a, at_a), (of_b, at_b)) = (place(plan, a), place(plan, b));
    assert_ne!(of_a, of_b, "they are together already");
    let other = usize::from(at_a == 0);
    let swapped = members(plan, of_a)[other].take();
    members(plan, of_a)[other] = json!(b);
    members(plan, of_b)[at_b] = swapped;
}

#[test]
fn a_plan_of_another_form_is_found() {
    for sound in all() {
        sound.caught("planOfOtherForm", "plan.form", |plan| plan["form"] = json!("panel"));
    }
}

#[test]
fn every_number_that_was_changed_is_found() {
    for sound in all() {
        for key in ["total", "penalties"] {
            sound.caught("numberDiffers", &format!("plan.score.{key}"), |plan| add(&mut plan["score"][key], 0.001));
        }
        let matched = if sound.plan["form"] == "coaching" { "coaching" } else { "groups" };
        let path = format!("plan.{matched}[0].score");
        sound.caught("numberDiffers", &path, |plan| add(&mut plan[matched][0]["score"], -0.01));
        for side in ["commonality", "diversity"] {
            sound.caught("numberDiffers", &format!("plan.balance.{side}"), |plan| add(&mut plan["balance"][side], 0.1));
        }
        sound.caught("numberDiffers", "plan.balance.exchange", |plan| plan["balance"]["exchange"] = json!(0.5));
        sound.caught("numberDiffers", "plan.balance.worst", |plan| add(&mut plan["balance"]["worst"]["score"], 0.1));
        sound.caught("numberDiffers", "plan.balance.worst", |plan| plan["balance"]["worst"] = json!(null));
    }
    let groups = communities();
    for side in ["commonality", "diversity"] {
        let path = format!("plan.groups[1].{side}");
        groups.caught("numberDiffers", &path, |plan| plan["groups"][1][side] = json!(null));
    }
}

#[test]
fn a_worst_member_who_is_not_the_worst_is_found() {
    for sound in all() {
        let worst = sound.plan["balance"]["worst"]["member"].clone();
        let other = ["m6", "m7"].into_iter().find(|id| worst != *id).expect("another");
        sound.after(|plan| plan["balance"]["worst"]["member"] = json!(other));
        sound.after(|plan| plan["balance"]["worst"]["member"] = json!("nobody"));
    }
}

#[test]
fn rounding_is_no_fault() {
    for sound in all() {
        let mut plan = sound.plan.clone();
        add(&mut plan["score"]["total"], 1e-9);
        add(&mut plan["balance"]["commonality"], -1e-9);
        let report = sound.report(plan);
        assert!(report.ok, "{:?}", report.errors);
    }
}

#[test]
fn a_proof_that_was_made_stronger_is_found() {
    for sound in all() {
        let proof = sound.plan["score"]["proof"].clone();
        if proof != "optimal" {
            sound.caught("proofTooStrong", "plan.score", |plan| plan["score"]["proof"] = json!("optimal"));
        }
        sound.caught("proofTooStrong", "plan.score", |plan| add(&mut plan["score"]["bound"], -3.0));
        sound.caught("proofTooStrong", "plan.score", |plan| plan["score"]["bound"] = json!(null));
        sound.caught("proofTooStrong", "plan.score", |plan| plan["score"]["proof"] = json!("heuristic"));
        sound.caught("proofTooStrong", "plan.score", |plan| plan["score"]["gap"] = json!(0.9));
        sound.caught("proofTooStrong", "plan.score", |plan| plan["score"]["gap"] = json!(null));
    }
}

#[test]
fn a_status_that_hides_or_invents_a_broken_rule_is_found() {
    for sound in all() {
        sound.caught("statusDiffers", "plan.status", |plan| plan["status"] = json!("infeasible"));
    }
    let groups = communities();
    let errors = groups.after(|plan| bring_together(plan, "m2", "m3"));
    let codes: Vec<&str> = errors.iter().map(|e| e.code.as_str()).collect();
    assert!(codes.contains(&"conflict") && codes.contains(&"statusDiffers"), "{codes:?}");
}

#[test]
fn rules_that_were_left_out_or_embellished_are_found() {
    let rules = json!({"rules": [{"rule": "match", "attribute": "region", "penalty": 0.5},
                                 {"rule": "apart", "members": ["m5", "m6"]}]});
    let sound = Sound::of(input(json!({"form": "pairs"}), rules));
    assert_eq!(sound.plan["rules"][0]["held"], json!(false));
    sound.caught("rulesDiffer", "plan.rules", |plan| plan["rules"] = json!([]));
    sound.caught("rulesDiffer", "plan.rules", |plan| plan["rules"][0]["held"] = json!(true));
    sound.caught("rulesDiffer", "plan.rules", |plan| {
        list(&mut plan["rules"][0], "broken").pop();
    });
    sound.caught("rulesDiffer", "plan.rules", |plan| list(plan, "rules").swap(0, 1));
    // That a soft rule were hard, or is broken in a group in which it is not.
    sound.after(|plan| plan["rules"][0]["hard"] = json!(true));
    sound.after(|plan| plan["rules"][0]["broken"][0]["group"] = json!("g99"));
}

#[test]
fn a_hard_rule_that_is_broken_is_found() {
    let rules = json!({"rules": [{"rule": "apart", "members": ["m5", "m6"]}]});
    for form in [json!({"form": "communities", "size": [4, 4]}), json!({"form": "pairs"})] {
        let sound = Sound::of(input(form, rules.clone()));
        sound.caught("brokenRule", "scenario.rules[0]", |plan| bring_together(plan, "m5", "m6"));
    }
}

#[test]
fn members_who_are_missing_doubled_or_made_up_are_found() {
    for sound in [pairs(), communities()] {
        sound.caught("notPlaced", "plan.groups", |plan| {
            members(plan, 0).pop();
        });
        let absent = sound.plan["groups"][1]["members"][0].clone();
        sound.caught("placedTwice", "plan.groups", |plan| members(plan, 0).push(absent));
        sound.caught("namedTwice", "plan.groups[0].members[1]", |plan| {
            let first = members(plan, 0)[0].clone();
            members(plan, 0)[1] = first;
        });
        sound.caught("unknownMember", "plan.groups[0].members[0]", |plan| members(plan, 0)[0] = json!("nobody"));
        sound.caught("takesNoPart", "plan.groups", |plan| members(plan, 0)[0] = json!("c0"));
        sound.caught("notPlaced", "plan.groups", |plan| {
            list(plan, "groups").pop();
        });
        sound.caught("duplicateId", "plan.groups[1].id", |plan| plan["groups"][1]["id"] = json!("g1"));
    }
}

fn unplaced(member: &str, round: Option<u32>) -> Json {
    json!({"member": member, "round": round, "code": "oddOneOut", "why": "So.", "rules": []})
}

#[test]
fn members_who_are_listed_as_unplaced_though_they_are_placed_are_found() {
    pairs().caught("placedAndUnplaced", "plan.groups", |plan| list(plan, "unplaced").push(unplaced("m1", Some(1))));
    communities().caught("placedAndUnplaced", "plan.groups", |plan| list(plan, "unplaced").push(unplaced("m1", None)));
    let errors = coaching().after(|plan| list(plan, "unplaced").push(unplaced("m1", None)));
    assert!(errors.iter().any(|error| error.code == "placedAndUnplaced"), "{errors:?}");
}

#[test]
fn unplaced_members_who_do_not_exist_or_take_no_part_are_found() {
    pairs().caught("unknownMember", "plan.unplaced[0].member", |plan| {
        list(plan, "unplaced").push(unplaced("nobody", Some(1)));
    });
    communities().caught("unknownMember", "plan.unplaced[0].member", |plan| {
        list(plan, "unplaced").push(unplaced("nobody", None));
    });
    coaching().caught("unknownMember", "plan.unplaced[0].member", |plan| {
        list(plan, "unplaced").push(unplaced("nobody", None));
    });
    for sound in [pairs(), communities()] {
        sound.after(|plan| list(plan, "unplaced").push(unplaced("c0", None)));
    }
}

#[test]
fn pairs_who_meet_again_or_in_no_round_are_found() {
    let sound = pairs();
    sound.caught("metInEarlierRound", "plan.groups[4].members", |plan| {
        let first = plan["groups"][0]["members"].clone();
        plan["groups"][4]["members"] = first;
    });
    for round in [json!(3), json!(0), json!(null)] {
        sound.caught("unknownPlanRound", "plan.groups[0].round", |plan| plan["groups"][0]["round"] = round);
    }
    sound.caught("placedTwice", "plan.groups", |plan| plan["groups"][0]["round"] = json!(2));
    let once = Sound::of(input(json!({"form": "pairs"}), json!({})));
    once.caught("unknownPlanRound", "plan.groups[1].round", |plan| plan["groups"][1]["round"] = json!(1));
}

#[test]
fn a_pair_of_one_parent_or_in_conflict_is_found() {
    let once = Sound::of(input(json!({"form": "pairs"}), json!({})));
    let errors = once.after(|plan| bring_together(plan, "m0", "m1"));
    assert!(errors.iter().any(|error| error.code == "sameParent"), "{errors:?}");
    let errors = once.after(|plan| bring_together(plan, "m2", "m3"));
    assert!(errors.iter().any(|error| error.code == "conflict"), "{errors:?}");
}

#[test]
fn groups_of_a_wrong_size_or_number_are_found() {
    let once = Sound::of(input(json!({"form": "pairs"}), json!({})));
    once.caught("groupSize", "plan.groups[0].members", |plan| {
        let more = members(plan, 1).clone();
        members(plan, 0).extend(more);
    });
    communities().caught("groupSize", "plan.groups[0].members", |plan| {
        members(plan, 0).pop();
    });
    let three = Sound::of(input(json!({"form": "communities", "count": 3}), json!({})));
    three.caught("groupCount", "plan.groups", |plan| {
        list(plan, "groups").pop();
    });
    // Where only the number of groups is given they are as even as can be: 4, 2 and 2 are not.
    three.caught("groupSize", "plan.groups[0].members", |plan| {
        let large = (0..3).find(|&at| members(plan, at).len() == 2).expect("a group of two");
        let from = (0..3).find(|&at| members(plan, at).len() == 3).expect("a group of three");
        let to = (0..3).find(|&at| ![large, from].contains(&at)).expect("another");
        let moved = members(plan, from).pop().expect("a member");
        members(plan, to).push(moved);
        let order = [to, from, large];
        let sorted: Vec<Json> = order.iter().map(|&at| plan["groups"][at].clone()).collect();
        plan["groups"] = json!(sorted);
    });
}

#[test]
fn a_second_trio_or_one_that_is_not_wanted_is_found() {
    let mut odd = input(json!({"form": "pairs"}), json!({}));
    odd["network"]["members"].as_array_mut().expect("members").push(json!({"id": "m8"}));
    let sound = Sound::of(odd);
    assert!(
        sound.plan["groups"].as_array().is_some_and(|groups| groups.iter().any(|g| g["members"][2] != json!(null)))
    );
    let mut strict = sound.input.clone();
    strict["scenario"]["form"]["odd"] = json!("sitOut");
    let report = Sound { input: strict, plan: sound.plan.clone() }.report(sound.plan.clone());
    assert!(report.errors.iter().any(|error| error.code == "groupSize"), "{:?}", report.errors);
}

#[test]
fn themes_that_are_missing_unknown_or_taken_too_often_are_found() {
    let sound = communities();
    sound.caught("themeMissing", "plan.groups[0].theme", |plan| {
        plan["groups"][0].as_object_mut().expect("a group").remove("theme");
    });
    sound.caught("unknownTheme", "plan.groups[0].theme", |plan| plan["groups"][0]["theme"] = json!("t9"));
    sound.caught("themesDiffer", "plan.themes", |plan| plan["themes"][0]["unmet"] = json!(7));
    let shared = json!({"form": "communities", "size": [4, 4], "themes": true, "perTheme": [1, 1], "onlyChosen": true});
    let shared = Sound::of(input(shared, json!({})));
    let first = |plan: &mut Json| {
        let first = plan["groups"][0]["theme"].clone();
        plan["groups"][1]["theme"] = first;
    };
    shared.caught("themeTooOften", "plan.groups", first);
    shared.caught("themeTooSeldom", "plan.groups", first);
    shared.caught("unchosenTheme", "plan.groups", |plan| {
        // One member wishes for the second theme only.
        let themes = [plan["groups"][1]["theme"].clone(), plan["groups"][0]["theme"].clone()];
        (plan["groups"][0]["theme"], plan["groups"][1]["theme"]) = (themes[0].clone(), themes[1].clone());
    });
    let plain = Sound::of(input(json!({"form": "communities", "size": [4, 4]}), json!({})));
    plain.caught("themeMissing", "plan.groups[1].theme", |plan| plan["groups"][1]["theme"] = json!("t0"));
}

#[test]
fn a_pin_or_an_earlier_plan_that_was_not_kept_is_found() {
    let form = json!({"form": "communities", "size": [4, 4]});
    let pinned = Sound::of(input(form.clone(), json!({"pins": [{"member": "m5", "group": "g2"}]})));
    pinned.caught("pinNotKept", "scenario.pins[0]", |plan| {
        plan["groups"][0]["id"] = json!("g2");
        plan["groups"][1]["id"] = json!("g1");
    });
    let groups =
        json!([{"id": "g1", "members": ["m0", "m2", "m4", "m6"]}, {"id": "g2", "members": ["m1", "m3", "m5", "m7"]}]);
    let keep = json!({"keep": {"plan": {"form": "communities", "groups": groups}, "moves": 1}});
    let kept = Sound::of(input(form, keep));
    kept.caught("tooManyMoves", "plan.groups", |plan| {
        let (one, other) = (members(plan, 0)[0].clone(), members(plan, 1)[0].clone());
        members(plan, 0)[0] = other;
        members(plan, 1)[0] = one;
    });
}

#[test]
fn coaches_who_are_none_overloaded_or_given_twice_are_found() {
    let sound = coaching();
    sound.caught("notACoach", "plan.coaching[0]", |plan| plan["coaching"][0]["coach"] = json!("m7"));
    sound.caught("notALearner", "plan.coaching[0]", |plan| plan["coaching"][0]["learner"] = json!("c1"));
    sound.caught("unknownMember", "plan.coaching[0].coach", |plan| plan["coaching"][0]["coach"] = json!("nobody"));
    sound.caught("unknownMember", "plan.coaching[2].learner", |plan| plan["coaching"][2]["learner"] = json!("nobody"));
    sound.caught("matchedTwice", "plan.coaching[1]", |plan| {
        let first = plan["coaching"][0].clone();
        list(plan, "coaching").insert(1, first);
    });
    sound.caught("coachOverCapacity", "plan.coaching", |plan| {
        list(plan, "coaching").iter_mut().for_each(|found| found["coach"] = json!("c1"));
    });
    let other = if sound.plan["coaching"][0]["coach"] == "c0" { "c1" } else { "c0" };
    sound.caught("tooManyCoaches", "plan.coaching", |plan| {
        let mut second = plan["coaching"][0].clone();
        second["coach"] = json!(other);
        list(plan, "coaching").push(second);
    });
    sound.caught("notPlaced", "plan.coaching", |plan| {
        list(plan, "coaching").pop();
    });
}

#[test]
fn a_coach_of_the_same_parent_or_in_conflict_is_found() {
    let sound = coaching();
    let of = |learner: &str| {
        let matches = sound.plan["coaching"].as_array().expect("matches");
        matches.iter().position(|found| found["learner"] == learner).expect("a match")
    };
    let (m0, m4) = (of("m0"), of("m4"));
    sound.caught("sameParent", &format!("plan.coaching[{m0}]"), |plan| plan["coaching"][m0]["coach"] = json!("c1"));
    let errors = sound.after(|plan| plan["coaching"][m4]["coach"] = json!("c0"));
    assert!(errors.iter().any(|error| error.code == "conflict"), "{errors:?}");
}

#[test]
fn groups_in_a_plan_of_coaching_and_coaches_in_a_plan_of_groups_are_found() {
    let (groups, matches) = (communities(), coaching());
    matches.after(|plan| plan["groups"] = groups.plan["groups"].clone());
    groups.after(|plan| plan["coaching"] = matches.plan["coaching"].clone());
}

#[test]
fn a_scenario_that_cannot_be_asked_cannot_be_checked() {
    let sound = pairs();
    let mut input = sound.input.clone();
    input["scenario"]["mix"] = json!(7);
    input["plan"] = sound.plan.clone();
    let input = CheckInput::from_json(&input.to_string()).expect("an input");
    let errors = check(&input.network, &input.scenario, &input.plan).expect_err("a mix of 7");
    assert_eq!(errors.iter().map(|error| error.path()).collect::<Vec<_>>(), ["scenario.mix"]);
}

#[test]
fn what_the_check_recomputes_is_what_a_sound_plan_says() {
    for sound in all() {
        let report = sound.report(sound.plan.clone());
        let plan: Plan = commonground::decode::from_json(&sound.plan.to_string()).expect("a plan");
        assert!((report.total - plan.score.total).abs() < 1e-9);
        assert!((report.penalties - plan.score.penalties).abs() < 1e-9);
        assert_eq!((report.balance, report.rules), (plan.balance, plan.rules));
    }
}
