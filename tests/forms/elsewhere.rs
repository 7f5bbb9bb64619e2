//! Why somebody is not elsewhere: every number against the plan's own check after the change was made, and the smallest
//! change against trying all.

use crate::communities::any_rules;
use crate::partitions::{Ask, value};
use crate::rulebook::allowed;
use crate::tools::{groups, near};
use crate::world::{Rng, World, id, rng};
use commonground::forms::{Change, Question, WhyNotThere, why_not_there};
use commonground::plan::{CheckReport, Plan, Status, Unplaced, check};
use commonground::{Input, solve};
use rand::RngExt;
use rand::seq::SliceRandom;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// What the check says of where people are, whatever a plan states in numbers.
const OF_PLACES: [&str; 12] = [
    "groupSize",
    "brokenRule",
    "conflict",
    "sameParent",
    "metInEarlierRound",
    "unchosenTheme",
    "pinNotKept",
    "tooManyMoves",
    "placedTwice",
    "notPlaced",
    "coachOverCapacity",
    "notALearner",
];

pub fn read(json: &Json) -> Input {
    Input::from_json(&json.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{json}"))
}

pub fn wrong(report: &CheckReport) -> Vec<&str> {
    let codes = report.errors.iter().map(|error| error.code.as_str());
    codes.filter(|code| OF_PLACES.contains(code)).collect()
}

/// The plan with a change made.
fn changed(plan: &Plan, change: &Change) -> Plan {
    let mut plan = plan.clone();
    for one in &change.moves {
        let round = |plan: &Plan, id: &Option<String>| {
            plan.groups.iter().find(|g| Some(&g.id) == id.as_ref()).and_then(|g| g.round)
        };
        let round = round(&plan, &one.from).or(round(&plan, &one.to));
        for group in &mut plan.groups {
            if one.from.as_ref() == Some(&group.id) {
                group.members.retain(|member| *member != one.who);
            }
            if one.to.as_ref() == Some(&group.id) {
                group.members.push(one.who.clone());
                let place = |name: &String| (0..200).find(|&member| id(member) == *name);
                group.members.sort_by_key(place);
            }
        }
        if one.from.is_none() {
            plan.unplaced.retain(|left| left.member != one.who || left.round != round);
        }
        if one.to.is_none() {
            plan.unplaced.push(Unplaced { member: one.who.clone(), round, ..Unplaced::default() });
        }
    }
    plan
}

/// Which rules are broken where.
fn broken(report: &CheckReport) -> BTreeSet<(usize, String)> {
    let rules = report.rules.iter();
    rules.flat_map(|rule| rule.broken.iter().map(|one| (rule.rule, one.group.clone()))).collect()
}

fn own(world: &World, plan: &Plan, member: &str) -> Option<f64> {
    let groups = groups(world, plan);
    let at = (0..world.len()).find(|&m| id(m) == member).expect("a member");
    let with = groups.iter().filter(|group| group.contains(&at));
    let all: Vec<f64> = with.flatten().filter(|&&m| m != at).map(|&other| world.affinity(at, other)).collect();
    (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
}

/// The change says what the check finds once it is made.
fn judge(world: &World, input: &Input, plan: &Plan, change: &Change) {
    let after = changed(plan, change);
    let before = check(&input.network, &input.scenario, plan).expect("a plan");
    let report = check(&input.network, &input.scenario, &after).expect("a plan");
    let shown = || format!("{change:?}\n{:?}\n{plan:?}", report.errors);
    assert!(
        near(report.total - before.total, change.total),
        "{} {}\n{}",
        report.total - before.total,
        change.total,
        shown()
    );
    assert_eq!(change.allowed, wrong(&report).is_empty(), "{}", shown());
    let rules = |breaches: &[commonground::forms::Breach]| -> BTreeSet<(usize, String)> {
        let of_rules = breaches.iter().filter_map(|one| Some((one.rule?, one.group.clone()?)));
        of_rules.collect()
    };
    let (was, is) = (broken(&before), broken(&report));
    assert_eq!(rules(&change.breaks), is.difference(&was).cloned().collect(), "{}", shown());
    assert_eq!(rules(&change.mends), was.difference(&is).cloned().collect(), "{}", shown());
    for (rule, group) in rules(&change.breaks) {
        let said = change.breaks.iter().find(|one| one.rule == Some(rule) && one.group.as_ref() == Some(&group));
        let found = report.rules[rule].broken.iter().find(|one| one.group == group);
        assert_eq!(said.map(|one| &one.text), found.map(|one| &one.text));
    }
    let member = &change.moves[0].who;
    let right = own(world, &after, member).zip(own(world, plan, member)).map(|(after, before)| after - before);
    match (right, change.own) {
        (Some(right), Some(own)) => assert!(near(right, own), "{right} {own}"),
        (right, own) => assert_eq!(right, own, "{}", shown()),
    }
}

fn changes(answer: &WhyNotThere) -> impl Iterator<Item = &Change> {
    [&answer.plain, &answer.swap, &answer.smallest, &answer.exact].into_iter().flatten()
}

fn random(round: u32, rng: &mut Rng) -> (World, Json) {
    let n = rng.random_range(4..=8u32) as usize;
    let odd = ["trio", "sitOut"][(round / 6 % 2) as usize];
    let (form, more) = match round % 6 {
        0 => (json!({"form": "communities", "size": [2, 4]}), json!({})),
        1 => (json!({"form": "communities", "count": 2, "objective": "total"}), json!({})),
        2 => (json!({"form": "communities", "size": [2, 5], "perMember": 2}), json!({})),
        3 => (json!({"form": "pairs", "odd": odd}), json!({})),
        4 => (json!({"form": "pairs", "rounds": 2}), json!({})),
        _ => (json!({"form": "pairs", "size": 3, "rounds": 2}), json!({})),
    };
    let mut world = World::answered(n, rng).tied(rng.random_range(0..4u32) as usize, rng);
    if form["form"] == "communities" {
        let rules = any_rules(n, rng);
        world = world.with_rules(&rules);
    }
    let mut more = more;
    more["effort"] = json!({"iterations": 3000, "seconds": 600});
    let input = world.input(&form, &more);
    (world, input)
}

#[test]
fn every_change_says_what_the_check_finds_once_it_is_made() {
    let mut rng = rng(71);
    let (mut asked, mut allowed, mut costly) = (0, 0, 0);
    for round in 0..240u32 {
        let (world, json) = random(round, &mut rng);
        // Rules may contradict each other on their face.
        let Ok(input) = Input::from_json(&json.to_string()) else { continue };
        let Ok(plan) = solve(&input.network, &input.scenario) else { continue };
        if plan.status != Status::Feasible || plan.groups.len() < 2 {
            continue;
        }
        let group = &plan.groups[rng.random_range(0..plan.groups.len() as u32) as usize];
        let question = Question {
            member: Some(id(rng.random_range(0..world.len() as u32) as usize)),
            group: Some(group.id.clone()),
            round: group.round.unwrap_or(1),
            exact: round % 5 == 0,
            ..Question::default()
        };
        let answer = why_not_there(&input.network, &input.scenario, &(&plan).into(), &question).expect("an answer");
        assert!(!answer.text.contains(['{', '}']) && answer.text.ends_with('.'), "{}", answer.text);
        if answer.already {
            assert!(group.members.contains(question.member.as_ref().expect("a member")));
            continue;
        }
        for change in changes(&answer) {
            judge(&world, &input, &plan, change);
            let there = changed(&plan, change).groups.into_iter().find(|g| g.id == group.id).expect("the group");
            assert!(there.members.contains(question.member.as_ref().expect("a member")));
            costly += u32::from(change.total < 0.0);
        }
        let smallest = answer.smallest.as_ref();
        assert!(smallest.is_none_or(|change| change.allowed));
        assert_eq!(
            answer.plain.as_ref().is_some_and(|plain| plain.allowed),
            smallest.is_some_and(|c| c.moves.len() == 1)
        );
        assert!(answer.swap.as_ref().is_none_or(|swap| !swap.allowed || smallest.is_some_and(|c| c.moves.len() <= 2)));
        assert!(smallest.is_some() || !answer.obstacles.is_empty(), "{answer:?}");
        asked += 1;
        allowed += u32::from(smallest.is_some());
    }
    assert!(asked > 100 && allowed > 90 && costly > 100, "{asked} {allowed} {costly}");
}

/// The fewest members, beside the one asked about, who must move, and the best total then, by trying every division into the
/// groups there are.
fn by_trying_all(
    world: &World,
    plan: &[Vec<usize>],
    member: usize,
    to: usize,
    pinned: Option<usize>,
    ask: &Ask,
) -> Option<(usize, f64)> {
    let n = world.len();
    let home: Vec<usize> = (0..n).map(|m| plan.iter().position(|group| group.contains(&m)).expect("a group")).collect();
    let mut known: BTreeMap<u32, bool> = BTreeMap::new();
    let mut best: Option<(usize, f64)> = None;
    for number in 0..plan.len().pow(n as u32) {
        let place: Vec<usize> = (0..n).map(|m| number / plan.len().pow(m as u32) % plan.len()).collect();
        if place[member] != to || pinned.is_some_and(|pinned| place[pinned] != home[pinned]) {
            continue;
        }
        let moved = (0..n).filter(|&m| m != member && place[m] != home[m]).count();
        if best.is_some_and(|(fewest, _)| moved > fewest) {
            continue;
        }
        let groups: Vec<Vec<usize>> = (0..plan.len()).map(|g| (0..n).filter(|&m| place[m] == g).collect()).collect();
        let mut sound = |group: &Vec<usize>| {
            let mask: u32 = group.iter().map(|m| 1 << m).sum();
            let fits = (ask.size[0]..=ask.size[1]).contains(&group.len());
            fits && *known.entry(mask).or_insert_with(|| allowed(world, group))
        };
        if groups.iter().all(&mut sound) {
            let total = value(world, &groups, ask).1;
            if best.is_none_or(|(fewest, most)| moved < fewest || total > most) {
                best = Some((moved, total));
            }
        }
    }
    best
}

#[test]
fn the_smallest_change_is_the_smallest_and_the_best_of_these() {
    let mut rng = rng(72);
    let mut seen = [0; 5];
    let mut never = 0;
    for round in 0..90u32 {
        let n = rng.random_range(4..=if round % 8 == 1 { 7 } else { 6u32 }) as usize;
        let mut world = World::answered(n, &mut rng).tied(2, &mut rng);
        let mut rules = any_rules(n, &mut rng);
        let mut some = |count: usize| -> Vec<String> {
            let mut ids: Vec<String> = (0..n).map(id).collect();
            ids.shuffle(&mut rng);
            ids.truncate(count);
            ids
        };
        rules.push(json!({"rule": "together", "members": some(2)}));
        let kind = ["together", "apart"][(round % 2) as usize];
        rules.push(json!({"rule": kind, "members": some(2)}));
        if round % 4 == 0 {
            rules.push(json!({"rule": "apart", "members": some(3)}));
        }
        world = world.with_rules(&rules);
        let ask = Ask::new([2, 3 + (round / 2 % 2) as usize], "perMember");
        let pinned = (round % 3 == 0).then_some(n - 1);
        let pins: Vec<Json> = pinned.iter().map(|&m| json!({"member": id(m), "group": "g2"})).collect();
        let json = world.input(&ask.form(), &json!({"pins": pins, "effort": {"iterations": 3000, "seconds": 600}}));
        let Ok(input) = Input::from_json(&json.to_string()) else { continue };
        let Ok(plan) = solve(&input.network, &input.scenario) else { continue };
        if plan.status != Status::Feasible || plan.groups.len() < 2 {
            continue;
        }
        let divided = groups(&world, &plan);
        for to in 0..1 {
            let elsewhere: Vec<usize> = (0..n).filter(|m| !divided[to].contains(m)).collect();
            let member = elsewhere[rng.random_range(0..elsewhere.len() as u32) as usize];
            let question = Question {
                member: Some(id(member)),
                group: Some(plan.groups[to].id.clone()),
                round: 1,
                ..Question::default()
            };
            let answer = why_not_there(&input.network, &input.scenario, &(&plan).into(), &question).expect("an answer");
            let right = by_trying_all(&world, &divided, member, to, pinned, &ask);
            let found =
                answer.smallest.as_ref().map(|change| (change.moves.len() - 1, plan.score.total + change.total));
            match (right, found) {
                (Some(right), Some(found)) => {
                    assert!(right.0 == found.0 && near(right.1, found.1), "{right:?} {found:?}\n{json}\n{answer:?}");
                    seen[right.0.min(4)] += 1;
                }
                (None, None) => {
                    assert!(answer.impossible, "{json}\n{answer:?}");
                    never += 1;
                }
                _ => panic!("{right:?} {found:?}\n{json}\n{plan:?}\n{answer:?}"),
            }
        }
    }
    assert!(seen[1..].iter().all(|&count| count > 0) && never > 3, "{seen:?} {never}");
}

/// Four pairs of languages in two communities of four.
fn divided(rules: Json, more: Json) -> (Input, Plan) {
    let member = |at: usize| json!({"id": format!("m{at}"), "name": format!("M{at}"), "values": {"tongue": if at < 4 { "fr" } else { "en" }}});
    let mut scenario = json!({"criteria": [{"on": "tongue", "want": "common"}], "rules": rules,
        "form": {"form": "communities", "size": [3, 5]}});
    scenario.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
    let input = read(&json!({"network": {"attributes": [{"id": "tongue", "label": "Tongue", "kind": "category"}],
        "members": (0..8).map(member).collect::<Vec<_>>()}, "scenario": scenario}));
    let plan = solve(&input.network, &input.scenario).unwrap_or_else(|errors| panic!("{errors}"));
    (input, plan)
}

fn ask(input: &Input, plan: &Plan, member: &str, group: &str) -> WhyNotThere {
    let question = Question { member: Some(member.into()), group: Some(group.into()), round: 1, ..Question::default() };
    why_not_there(&input.network, &input.scenario, &plan.into(), &question).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn a_free_place_is_said_to_be_free_and_what_it_costs() {
    let (input, plan) = divided(json!([]), json!({}));
    let other = plan.groups.iter().find(|group| !group.members.contains(&"m0".to_owned())).expect("a group");
    let answer = ask(&input, &plan, "m0", &other.id);
    // Of five, one has nothing in common with four: two of the pairs' five tenths are lost.
    assert!(answer.text.starts_with("M0 could be in community"), "{}", answer.text);
    assert!(answer.text.contains("nobody else moved; the total would fall by 2."), "{}", answer.text);
    let again = ask(&input, &plan, "m0", &plan.groups.iter().find(|g| g.id != other.id).expect("a group").id);
    assert!(again.already && again.plain.is_none(), "{}", again.text);
}

#[test]
fn what_stands_in_the_way_is_named_by_its_rule() {
    let (input, plan) = divided(json!([{"rule": "match", "attribute": "tongue"}]), json!({}));
    let other = plan.groups.iter().find(|group| !group.members.contains(&"m0".to_owned())).expect("a group");
    let answer = ask(&input, &plan, "m0", &other.id);
    // Everyone changing sides would do; short of that nothing does.
    assert_eq!(
        answer.obstacles.iter().map(|one| one.rule).collect::<Vec<_>>(),
        answer.obstacles.iter().map(|_| Some(0)).collect::<Vec<_>>()
    );
    assert!(answer.smallest.as_ref().is_none_or(|change| change.moves.len() == 8), "{}", answer.text);
    let pins = json!({"pins": [{"member": "m0", "group": "g1"}]});
    let (input, plan) = divided(json!([]), pins);
    let answer = ask(&input, &plan, "m0", "g2");
    assert!(answer.impossible && answer.obstacles.iter().any(|one| one.code == "pin"), "{answer:?}");
    assert!(answer.text.contains("M0 is pinned to community 1."), "{}", answer.text);
}

#[test]
fn the_best_plan_with_a_member_there_keeps_close_to_the_plan() {
    let (input, plan) = divided(json!([]), json!({}));
    let other = plan.groups.iter().find(|group| !group.members.contains(&"m0".to_owned())).expect("a group");
    let question = Question {
        member: Some("m0".into()),
        group: Some(other.id.clone()),
        round: 1,
        exact: true,
        ..Question::default()
    };
    let answer = why_not_there(&input.network, &input.scenario, &(&plan).into(), &question).expect("an answer");
    let exact = answer.exact.expect("a plan");
    assert_eq!(exact.moves[0].who, "m0");
    assert!(exact.allowed && exact.total >= answer.smallest.expect("a change").total - 1e-9);
}

#[test]
fn a_question_that_cannot_be_answered_says_what_to_ask() {
    let (input, plan) = divided(json!([]), json!({}));
    let code = |member: &str, group: Option<&str>, coach: Option<&str>, plan: &Plan| {
        let (group, coach) = (group.map(str::to_owned), coach.map(str::to_owned));
        let question = Question { member: Some(member.into()), group, coach, round: 1, exact: false };
        let errors = why_not_there(&input.network, &input.scenario, &plan.into(), &question).expect_err("no answer");
        errors.report(Default::default())[0].code.clone()
    };
    assert_eq!(code("m9", Some("g1"), None, &plan), "unknownMember");
    assert_eq!(code("m0", Some("g9"), None, &plan), "noSuchGroup");
    assert_eq!(code("m0", None, Some("m1"), &plan), "whyNotForm");
    assert_eq!(code("m0", Some("g1"), None, &Plan { form: "pairs".into(), ..plan.clone() }), "whyNotPlan");
}
