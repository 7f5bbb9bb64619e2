//! Every reason of the samples and of random networks says what is so: its numbers and names are worked out again from
//! the network's JSON and the members, and from nothing else.

use crate::world::{World, rng};
use commonground::plan::{Plan, Reason};
use commonground::{Input, solve};
use rand::RngExt;
use rand::seq::SliceRandom;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

const SAMPLES: [&str; 2] =
    [include_str!("../../samples/education-24.json"), include_str!("../../samples/programme-120.json")];

fn solved(input: &Json) -> Plan {
    let read = Input::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}"));
    solve(&read.network, &read.scenario).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The samples in forms that give reasons.
fn inputs() -> Vec<Json> {
    let forms = [
        json!({"form": "pairs"}),
        json!({"form": "pairs", "size": 4}),
        json!({"form": "communities", "size": [5, 7]}),
        json!({"form": "communities", "size": [5, 7], "themes": true}),
        json!({"form": "coaching", "perLearner": [1, 2]}),
    ];
    let mut inputs = Vec::new();
    for sample in SAMPLES {
        for form in &forms {
            let mut input: Json = serde_json::from_str(sample).expect("JSON");
            input["scenario"]["form"] = form.clone();
            input["scenario"]["rules"] = json!([]);
            input["scenario"]["effort"] = json!({"iterations": 3000, "seconds": 600});
            let more = [json!({"on": "themes", "want": "common"}), json!({"on": "languages", "want": "different"})];
            input["scenario"]["criteria"].as_array_mut().expect("a list").extend(more);
            inputs.push(input);
        }
    }
    inputs
}

/// A network as it was given, with what each member said.
struct Known<'a> {
    network: &'a Json,
    coaching: bool,
}

impl Known<'_> {
    fn members(&self) -> &Vec<Json> {
        self.network["members"].as_array().expect("members")
    }
    fn member(&self, id: &str) -> &Json {
        self.members().iter().find(|member| member["id"] == id).expect("a member")
    }
    fn name(&self, id: &str) -> String {
        self.member(id)["name"].as_str().unwrap_or(id).to_owned()
    }
    fn roles(&self, member: &Json) -> Vec<String> {
        let roles =
            member["roles"].as_array().map(|list| list.iter().filter_map(Json::as_str).map(str::to_owned).collect());
        roles.unwrap_or_else(|| vec!["learner".to_owned()])
    }
    fn pool(&self) -> Vec<String> {
        let wanted: &[&str] = if self.coaching { &["learner", "coach"] } else { &["learner", "lead"] };
        let matched = |member: &&Json| self.roles(member).iter().any(|role| wanted.contains(&role.as_str()));
        self.members().iter().filter(matched).map(|m| m["id"].as_str().expect("an id").to_owned()).collect()
    }
    /// The words of a member on an attribute, or its needs, offers or themes, as people see them.
    fn words(&self, id: &str, on: &str) -> BTreeSet<String> {
        let member = self.member(id);
        let list = |value: &Json| -> BTreeSet<String> {
            match value {
                Json::Array(list) => list.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
                Json::Object(map) => {
                    map.iter().filter(|(_, v)| v.as_f64() > Some(0.0)).map(|(k, _)| k.clone()).collect()
                }
                Json::String(word) => BTreeSet::from([word.clone()]),
                Json::Number(number) => BTreeSet::from([number.as_f64().expect("a number").to_string()]),
                _ => BTreeSet::new(),
            }
        };
        match on {
            "needs" | "offers" => list(&member[on]),
            "themes" => list(&member[on]).iter().map(|theme| self.theme(theme)).collect(),
            _ => list(&member["values"][on]),
        }
    }
    fn theme(&self, id: &str) -> String {
        let theme = self.network["themes"].as_array().and_then(|all| all.iter().find(|theme| theme["id"] == id));
        theme.and_then(|theme| theme["label"].as_str()).unwrap_or(id).to_owned()
    }
    fn label(&self, on: &str) -> String {
        let own = self.network["attributes"].as_array().and_then(|all| all.iter().find(|a| a["id"] == on));
        let fixed = match on {
            "needs" => "Needs",
            "offers" => "Offers",
            "themes" => "Themes",
            _ => on,
        };
        own.and_then(|attribute| attribute["label"].as_str()).unwrap_or(fixed).to_owned()
    }
    fn knows(&self, a: &str, b: &str) -> bool {
        let Some(ties) = self.network["ties"].as_array() else { return false };
        let both = ties.iter().filter(|tie| (tie["a"] == a && tie["b"] == b) || (tie["a"] == b && tie["b"] == a));
        let both: Vec<&Json> = both.collect();
        let trust = both.iter().filter_map(|tie| tie["trust"].as_f64()).reduce(f64::min);
        let met = both.iter().any(|tie| tie["met"].is_string());
        let barred = both.iter().any(|tie| tie["conflict"] == true || tie["sameParent"] == true);
        !both.is_empty() && trust.map_or(met || !barred, |trust| trust > 0.0)
    }
    fn holders(&self, ids: &[String], on: &str, word: &str) -> usize {
        ids.iter().filter(|id| self.words(id, on).contains(word)).count()
    }
    /// What one offers of what another needs.
    fn taught(&self, giver: &str, taker: &str) -> BTreeSet<String> {
        if giver == taker {
            return BTreeSet::new();
        }
        self.words(taker, "needs").intersection(&self.words(giver, "offers")).cloned().collect()
    }
}

fn pairs(ids: &[String]) -> Vec<(&str, &str)> {
    ids.iter().enumerate().flat_map(|(at, a)| ids[at + 1..].iter().map(move |b| (a.as_str(), b.as_str()))).collect()
}

/// Whether a reason of these members is so; `learner` and `coach` stand in this order.
fn judge(known: &Known, scenario: &Json, ids: &[String], reason: &Reason) {
    let on = scenario["criteria"][reason.criterion]["on"].as_str().expect("a criterion");
    let params = serde_json::to_value(&reason.params).expect("JSON");
    let list = |name: &str| -> Vec<String> {
        let list = params[name].as_array().unwrap_or_else(|| panic!("no {name} in {reason:?}"));
        list.iter().map(|word| word.as_str().expect("a word").to_owned()).collect()
    };
    let count = |name: &str| params[name].as_f64().unwrap_or_else(|| panic!("no {name} in {reason:?}")) as usize;
    let word = |name: &str| params[name].as_str().unwrap_or_else(|| panic!("no {name} in {reason:?}")).to_owned();
    assert!(!reason.text.contains(['{', '}']), "{reason:?}");
    let pool = known.pool();
    let rarity = |word: &str, on: &str| known.holders(&pool, on, word);
    let by_rarity = |words: &[String], on: &str| {
        let right = words.windows(2).all(|two| (rarity(&two[0], on), &two[0]) < (rarity(&two[1], on), &two[1]));
        assert!(right, "{reason:?}");
    };
    match reason.code.as_str() {
        "reason.common.both" | "reason.common.all" | "reason.common.some" => {
            assert_eq!((word("attribute"), count("count")), (known.label(on), ids.len()));
            let values = list("values");
            assert!(values.iter().all(|value| known.holders(ids, on, value) == count("found")), "{reason:?}");
            assert_eq!(reason.code == "reason.common.some", count("found") < ids.len());
            assert!(values.iter().any(|value| rarity(value, on) < pool.len()) || pool.len() == ids.len(), "{reason:?}");
            by_rarity(&values, on);
            assert_eq!(reason.value, values[..values.len().min(4)]);
        }
        "reason.everyone" => {
            let on = if on == "needs" && reason.text.contains("Offers") { "offers" } else { on };
            assert!(list("values").iter().all(|value| rarity(value, on) == pool.len()), "{reason:?}");
        }
        "reason.different" => {
            let distinct: BTreeSet<String> = ids.iter().flat_map(|id| known.words(id, on)).collect();
            let some = distinct.into_iter().filter(|value| known.holders(ids, on, value) < ids.len());
            assert_eq!(list("values").into_iter().collect::<BTreeSet<_>>(), some.collect());
        }
        "reason.common.near" | "reason.common.same" | "reason.different.range" => {
            let ends = ["least", "most"].map(|name| match &params[name] {
                Json::Number(number) => number.as_f64().map(|number| number.to_string()),
                word => word.as_str().map(str::to_owned),
            });
            let said: BTreeSet<String> = ids.iter().flat_map(|id| known.words(id, on)).collect();
            assert!(ends.iter().flatten().all(|end| said.contains(end)), "{reason:?} {said:?}");
            assert_eq!(reason.code == "reason.common.same", said.len() == 1, "{reason:?} {said:?}");
        }
        "reason.gives.coach" | "reason.gives.one" => {
            let of_name = |name: String| ids.iter().find(|id| known.name(id) == name).expect("one of the two");
            let (giver, taker) = (of_name(word("giver")), of_name(word("receiver")));
            let topics = list("topics");
            assert_eq!(topics.iter().cloned().collect::<BTreeSet<_>>(), known.taught(giver, taker));
            assert_eq!((count("found"), count("count")), (topics.len(), known.words(taker, "needs").len()));
            by_rarity(&topics, "offers");
        }
        "reason.gives.both" => {
            let of_name = |name: String| ids.iter().find(|id| known.name(id) == name).expect("one of the two");
            let (one, other) = (of_name(word("one")), of_name(word("other")));
            assert_eq!(list("first").into_iter().collect::<BTreeSet<_>>(), known.taught(one, other));
            assert_eq!(list("second").into_iter().collect::<BTreeSet<_>>(), known.taught(other, one));
        }
        "reason.gives.group" => {
            let gives = |id: &&String| ids.iter().any(|other| !known.taught(id, other).is_empty());
            let gets = |id: &&String| ids.iter().any(|other| !known.taught(other, id).is_empty());
            let topics: BTreeSet<String> =
                ids.iter().flat_map(|a| ids.iter().flat_map(move |b| known.taught(a, b))).collect();
            assert_eq!(list("topics").into_iter().collect::<BTreeSet<_>>(), topics);
            assert_eq!(count("giving"), ids.iter().filter(gives).count());
            assert_eq!(count("getting"), ids.iter().filter(gets).count());
            assert_eq!(count("both"), ids.iter().filter(|id| gives(id) && gets(id)).count());
        }
        code if code.starts_with("reason.known") || code.starts_with("reason.new") => {
            let known_pairs = pairs(ids).iter().filter(|(a, b)| known.knows(a, b)).count();
            let found = if code.starts_with("reason.known") { known_pairs } else { pairs(ids).len() - known_pairs };
            assert_eq!((count("found"), count("count")), (found, pairs(ids).len()), "{reason:?}");
            if code.ends_with("everyone") {
                let all = pairs(&pool).iter().filter(|(a, b)| known.knows(a, b)).count();
                assert_eq!(all, if code.starts_with("reason.new") { 0 } else { pairs(&pool).len() });
            }
        }
        "reason.theme" => {
            let wishing = ids.iter().filter(|id| known.words(id, "themes").contains(&word("theme")));
            assert_eq!((count("found"), count("count")), (wishing.count(), ids.len()));
        }
        "reason.broad.both" | "reason.broad.group" => {
            let states = |id: &str| !known.words(id, "needs").is_empty() || !known.words(id, "offers").is_empty();
            let topics = |id: &str| -> BTreeSet<String> { &known.words(id, "needs") | &known.words(id, "offers") };
            let sharing = |on: &str, a: &str, b: &str| !known.words(a, on).is_disjoint(&known.words(b, on));
            let broad: Vec<_> = pairs(ids).into_iter().filter(|(a, b)| sharing("themes", a, b)).collect();
            let stated: Vec<_> = broad.iter().filter(|(a, b)| states(a) && states(b)).collect();
            let specific = stated.iter().filter(|(a, b)| !topics(a).is_disjoint(&topics(b))).count();
            let right = [broad.len(), pairs(ids).len(), stated.len(), specific];
            assert_eq!(["found", "count", "stated", "specific"].map(count), right);
            assert!(2 * broad.len() > right[1] && 4 * specific < stated.len());
        }
        "reason.nothing" | "reason.score.pair" | "reason.score.group" => {}
        code => panic!("the oracle knows no {code}"),
    }
}

/// Judges all reasons of a plan; how often each code was said.
fn judge_all(input: &Json, plan: &Plan, seen: &mut BTreeMap<String, u32>) {
    let known = Known { network: &input["network"], coaching: plan.form == "coaching" };
    let groups = plan.groups.iter().map(|group| (group.members.clone(), &group.reasons));
    let matches = plan.coaching.iter().map(|one| (vec![one.learner.clone(), one.coach.clone()], &one.reasons));
    for (ids, reasons) in groups.chain(matches) {
        for reason in reasons {
            judge(&known, &input["scenario"], &ids, reason);
            *seen.entry(reason.code.clone()).or_insert(0) += 1;
        }
        let strength: Vec<f64> = reasons
            .iter()
            .filter(|r| !["everyone", "theme", "broadOnly", "nothing"].contains(&r.kind.as_str()))
            .map(|r| r.share)
            .collect();
        assert!(strength.is_sorted_by(|a, b| a >= b), "{reasons:?}");
        assert!(reasons.first().is_none_or(|first| first.kind != "everyone"), "{reasons:?}");
    }
}

#[test]
fn every_reason_of_the_samples_is_so() {
    let mut seen = BTreeMap::new();
    for input in inputs() {
        judge_all(&input, &solved(&input), &mut seen);
    }
    let often = |code: &str| seen.get(code).copied().unwrap_or(0) > 5;
    for code in [
        "reason.common.both",
        "reason.common.some",
        "reason.different",
        "reason.gives.coach",
        "reason.gives.group",
        "reason.gives.both",
        "reason.theme",
        "reason.new.both",
        "reason.new.some",
    ] {
        assert!(often(code), "{code} {seen:?}");
    }
}

#[test]
fn every_reason_of_random_networks_is_so() {
    let mut rng = rng(61);
    let mut seen = BTreeMap::new();
    for round in 0..60u32 {
        let n = rng.random_range(4..=10u32) as usize;
        let mut world = World::answered(n, &mut rng).tied(rng.random_range(0..6u32) as usize, &mut rng);
        if round % 3 == 0 {
            world
                .people
                .iter_mut()
                .for_each(|person| (person.region, person.stage, person.languages) = (Some(1), Some(2), vec![1]));
            world.criteria[0].1 = "common";
        }
        let forms =
            [json!({"form": "pairs"}), json!({"form": "communities", "size": [2, 4]}), json!({"form": "coaching"})];
        let form = &forms[(round / 3 % 3) as usize];
        if form["form"] == "coaching" {
            for (at, person) in world.people.iter_mut().enumerate() {
                person.roles = vec![["learner", "coach"][at % 2]];
            }
        }
        let input = world.input(form, &json!({}));
        judge_all(&input, &solved(&input), &mut seen);
    }
    assert!(seen.get("reason.everyone").copied().unwrap_or(0) > 5, "{seen:?}");
    assert!(seen.get("reason.common.same").copied().unwrap_or(0) > 0, "{seen:?}");
}

/// The same network in another order of rows, everyone under another id.
fn renamed(input: &Json, rng: &mut crate::world::Rng) -> Json {
    let mut input = input.clone();
    let rename =
        |id: &mut Json| *id = json!(format!("{}!", id.as_str().expect("an id").chars().rev().collect::<String>()));
    let members = input["network"]["members"].as_array_mut().expect("members");
    for member in members.iter_mut() {
        if member["name"].is_null() {
            member["name"] = member["id"].clone();
        }
        rename(&mut member["id"]);
    }
    members.shuffle(rng);
    for tie in input["network"]["ties"].as_array_mut().into_iter().flatten() {
        rename(&mut tie["a"]);
        rename(&mut tie["b"]);
    }
    input
}

#[test]
fn reasons_hang_neither_on_the_order_of_the_rows_nor_on_ids() {
    let mut rng = rng(62);
    let mut compared = 0;
    let mut all = inputs();
    all.retain(|input| {
        input["scenario"]["form"]["form"] != "communities" && input["scenario"]["form"]["size"].is_null()
    });
    for input in all {
        let other = renamed(&input, &mut rng);
        let described = |input: &Json| {
            let plan = solved(input);
            let known = Known { network: &input["network"], coaching: false };
            let names = |ids: &[String]| ids.iter().map(|id| known.name(id)).collect::<BTreeSet<_>>();
            let said = |reasons: &[Reason]| -> Vec<(String, String, Vec<String>, i64)> {
                let one =
                    |r: &Reason| (r.code.clone(), r.kind.clone(), r.value.clone(), (r.share * 1e9).round() as i64);
                reasons.iter().map(one).collect()
            };
            let groups = plan.groups.iter().map(|group| (names(&group.members), said(&group.reasons)));
            let matches =
                plan.coaching.iter().map(|one| (names(&[one.coach.clone(), one.learner.clone()]), said(&one.reasons)));
            groups.chain(matches).collect::<BTreeMap<_, _>>()
        };
        let (one, two) = (described(&input), described(&other));
        // Of plans that are equally good another may come out; who is together in both has the same reasons.
        for (who, reasons) in &one {
            if let Some(others) = two.get(who) {
                assert_eq!(reasons, others, "{who:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 60, "{compared}");
}
