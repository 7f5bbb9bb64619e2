//! What changed between waves: every number counted once more from the files as they stand.

use crate::world::{Rng, rng};
use commonground::study::{Drift, Held, Trend, drift};
use commonground::{DriftInput, canonical_json};
use rand::RngExt;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

const SAMPLES: [&str; 2] =
    [include_str!("../../samples/education-24.json"), include_str!("../../samples/programme-120.json")];

fn read(waves: &[Json], across: Option<&str>) -> Drift {
    let waves: Vec<Json> = waves.iter().map(|network| json!({"network": network})).collect();
    let input = DriftInput::from_json(&json!({"waves": waves, "across": across}).to_string());
    let input = input.unwrap_or_else(|errors| panic!("{errors}"));
    drift(&input.waves, input.across.as_deref()).unwrap_or_else(|errors| panic!("{errors}"))
}

fn list<'j>(value: &'j Json, key: &str) -> &'j [Json] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn word(value: &Json) -> &str {
    value.as_str().expect("a text")
}

fn below(n: usize, rng: &mut Rng) -> usize {
    rng.random_range(0..n as u32) as usize
}

/// A later wave: some leave with their ties, some join, some want, offer and are something else, some get to know each other.
fn later(network: &Json, wave: usize, rng: &mut Rng) -> Json {
    let mut network = network.clone();
    let topics: Vec<Json> = topics(&network).into_iter().chain([format!("new topic {wave}")]).map(Json::from).collect();
    let themes: Vec<Json> = list(&network, "themes").iter().map(|theme| theme["id"].clone()).collect();
    let mut members: Vec<Json> = list(&network, "members").to_vec();
    members.retain(|_| rng.random_range(0..8u32) > 0);
    for at in 0..3 {
        members.push(json!({"id": format!("joined-{wave}-{at}"), "values": members[at]["values"]}));
    }
    let some = |of: &[Json], rng: &mut Rng| -> Vec<Json> {
        of.iter().filter(|_| rng.random_range(0..4u32) == 0).cloned().collect()
    };
    for member in &mut members {
        match rng.random_range(0..6u32) {
            0 => member["needs"] = some(&topics, rng).into(),
            1 => member["offers"] = some(&topics, rng).into(),
            2 => member["themes"] = some(&themes, rng).into(),
            3 => {
                let scored = themes.iter().map(|theme| (word(theme).to_owned(), json!(below(3, rng) as f64 / 2.0)));
                member["themes"] = Json::Object(scored.collect());
            }
            4 => member["values"]["country"] = json!(["Kenya", "Peru", "Elsewhere"][below(3, rng)]),
            _ => {}
        }
    }
    let ids: Vec<String> = members.iter().map(|member| word(&member["id"]).to_owned()).collect();
    let mut ties: Vec<Json> = list(&network, "ties").to_vec();
    ties.retain(|tie| ["a", "b"].iter().all(|end| ids.iter().any(|id| *id == word(&tie[*end]))));
    for _ in 0..10 {
        let (a, b) = (below(ids.len(), rng), below(ids.len(), rng));
        if a != b {
            ties.push(json!({"a": ids[a], "b": ids[b], "trust": below(3, rng) as f64 / 2.0}));
        }
    }
    network["members"] = members.into();
    network["ties"] = ties.into();
    network
}

fn topics(network: &Json) -> BTreeSet<String> {
    let both = |member: &Json| [list(member, "needs"), list(member, "offers")].concat();
    list(network, "members").iter().flat_map(both).map(|topic| word(&topic).to_owned()).collect()
}

/// What a member lists under a key, or wishes for at all.
fn held<'m>(member: &'m Json, key: &str) -> BTreeSet<&'m str> {
    match &member[key] {
        Json::Object(scored) => {
            scored.iter().filter(|(_, wish)| wish.as_f64() > Some(0.0)).map(|(theme, _)| theme.as_str()).collect()
        }
        _ => list(member, key).iter().map(word).collect(),
    }
}

fn holders(network: &Json, holds: impl Fn(&Json) -> bool) -> usize {
    list(network, "members").iter().filter(|member| holds(member)).count()
}

fn ids(network: &Json) -> BTreeSet<&str> {
    list(network, "members").iter().map(|member| word(&member["id"])).collect()
}

/// All two who know each other: of several statements the least trust counts, and a conflict or a parent says nothing by itself.
fn ties(network: &Json) -> BTreeSet<(&str, &str)> {
    let mut all: BTreeMap<(&str, &str), Vec<&Json>> = BTreeMap::new();
    for tie in list(network, "ties") {
        let (a, b) = (word(&tie["a"]), word(&tie["b"]));
        all.entry((a.min(b), a.max(b))).or_default().push(tie);
    }
    let knows = |ties: &[&Json]| {
        let trust = ties.iter().filter_map(|tie| tie["trust"].as_f64()).reduce(f64::min);
        let barred = ties.iter().any(|tie| tie["conflict"] == true || tie["sameParent"] == true);
        let met = ties.iter().any(|tie| tie["met"].is_string());
        trust.map_or(met || !barred, |trust| trust > 0.0)
    };
    all.into_iter().filter(|(_, ties)| knows(ties)).map(|(two, _)| two).collect()
}

fn is(found: &Held, counts: &[usize], sizes: &[usize], what: &str) {
    let wanted: Vec<Option<usize>> = counts.iter().map(|&count| Some(count)).collect();
    assert_eq!(found.waves, wanted, "{what}");
    let (first, last) = (counts[0] as i64, counts[counts.len() - 1] as i64);
    assert_eq!(found.change, last - first, "{what}");
    let trend = if last > first {
        Trend::Rising
    } else if last < first {
        Trend::Falling
    } else {
        Trend::Steady
    };
    assert_eq!(found.trend, trend, "{what}");
    let share = last as f64 / sizes[sizes.len() - 1] as f64 - first as f64 / sizes[0] as f64;
    assert!((found.share_change - share).abs() < 1e-12, "{what}");
}

/// Largest changes first; equal ones by name.
fn in_order(changes: &[(i64, &str)]) -> bool {
    changes.windows(2).all(|two| (-two[0].0.abs(), two[0].1) <= (-two[1].0.abs(), two[1].1))
}

fn counts_are_those_of_the_files(waves: &[Json]) {
    let found = read(waves, Some("country"));
    let sizes: Vec<usize> = waves.iter().map(|wave| list(wave, "members").len()).collect();
    let over = |holds: &dyn Fn(&Json) -> bool| waves.iter().map(|wave| holders(wave, holds)).collect::<Vec<usize>>();
    for (theme, given) in found.themes.iter().map(|theme| (theme, over(&|m| held(m, "themes").contains(&*theme.theme))))
    {
        is(&theme.wished, &given, &sizes, &theme.theme);
    }
    assert_eq!(found.themes.len(), list(&waves[0], "themes").len());
    let all: BTreeSet<String> = waves.iter().flat_map(topics).collect();
    assert_eq!(found.topics.iter().map(|topic| topic.topic.clone()).collect::<BTreeSet<String>>(), all);
    for topic in &found.topics {
        let needs = over(&|member| held(member, "needs").contains(&*topic.topic));
        let offers = over(&|member| held(member, "offers").contains(&*topic.topic));
        is(&topic.needs, &needs, &sizes, &topic.topic);
        is(&topic.offers, &offers, &sizes, &topic.topic);
        let gap: Vec<i64> = needs.iter().zip(&offers).map(|(&needs, &offers)| needs as i64 - offers as i64).collect();
        assert_eq!(topic.gap, gap, "{}", topic.topic);
    }
    let country = found.attributes.iter().find(|one| one.attribute == "country").expect("the attribute");
    for value in &country.values {
        is(&value.held, &over(&|member| member["values"]["country"] == *value.value), &sizes, &value.value);
    }
    let languages = found.attributes.iter().find(|one| one.attribute == "languages").expect("the attribute");
    for value in &languages.values {
        let speaks = |member: &Json| held(&member["values"], "languages").contains(&*value.value);
        is(&value.held, &over(&speaks), &sizes, &value.value);
    }
    let themes = found.themes.iter().map(|theme| (theme.wished.change, &*theme.label));
    let topics = found.topics.iter().map(|topic| (topic.needs.change, &*topic.topic));
    let values = country.values.iter().map(|value| (value.held.change, &*value.value));
    assert!(in_order(&themes.collect::<Vec<_>>()) && in_order(&topics.collect::<Vec<_>>()));
    assert!(in_order(&values.collect::<Vec<_>>()));
    for (wave, shape) in waves.iter().zip(&found.waves) {
        let ties = ties(wave);
        let total = |key: &str| list(wave, "members").iter().map(|member| held(member, key).len()).sum::<usize>();
        assert_eq!((shape.needs, shape.offers), (total("needs"), total("offers")));
        let offered = |topic: &str| holders(wave, |member| held(member, "offers").contains(topic)) > 0;
        let needed = |topic: &&String| holders(wave, |member| held(member, "needs").contains(topic.as_str())) > 0;
        assert_eq!(shape.unoffered, all.iter().filter(needed).filter(|topic| !offered(topic)).count());
        let n = list(wave, "members").len();
        assert_eq!((shape.shape.members, shape.shape.ties), (n, ties.len()));
        let density = ties.len() as f64 / (n * (n - 1) / 2) as f64;
        assert!(shape.shape.density.is_some_and(|found| (found - density).abs() < 1e-12));
        let of =
            |id: &str| list(wave, "members").iter().find(|m| m["id"] == id).map(|m| m["values"]["country"].clone());
        let known = |id: &&str| of(id).is_some_and(|country| country.is_string());
        let answered: Vec<_> = ties.iter().filter(|(a, b)| known(a) && known(b)).collect();
        let across = answered.iter().filter(|(a, b)| of(a) != of(b)).count() as f64;
        let within = answered.len() as f64 - across;
        let index = (!answered.is_empty()).then(|| (across - within) / (across + within));
        assert_eq!(shape.shape.ei_index, index);
    }
    for (two, change) in waves.windows(2).zip(&found.changes) {
        let (was, is) = (ids(&two[0]), ids(&two[1]));
        assert_eq!(change.joined, is.difference(&was).copied().collect::<Vec<_>>());
        assert_eq!(change.left, was.difference(&is).copied().collect::<Vec<_>>());
        assert_eq!(change.stayed, is.intersection(&was).copied().collect::<Vec<_>>());
        let member = |wave: &Json, id: &str| list(wave, "members").iter().find(|m| m["id"] == id).cloned();
        let agenda = |wave: &Json, id: &str| -> Vec<BTreeSet<String>> {
            let member = member(wave, id).expect("a member");
            let owned = |key| held(&member, key).into_iter().map(str::to_owned).collect();
            ["needs", "offers", "themes"].map(owned).to_vec()
        };
        let revised = |id: &&String| agenda(&two[0], id) != agenda(&two[1], id);
        assert_eq!(change.revised, change.stayed.iter().filter(revised).cloned().collect::<Vec<_>>());
        let (was, is) = (ties(&two[0]), ties(&two[1]));
        assert_eq!(change.new_ties, is.difference(&was).count());
        assert_eq!(change.lost_ties, was.difference(&is).count());
    }
}

#[test]
fn all_counts_are_those_of_the_files() {
    let mut rng = rng(81);
    for round in 0..12 {
        let sample: Json = serde_json::from_str(SAMPLES[round % 2]).expect("JSON");
        let mut waves = vec![sample["network"].clone()];
        for wave in 1..2 + round % 3 {
            waves.push(later(&waves[wave - 1], wave, &mut rng));
        }
        counts_are_those_of_the_files(&waves);
    }
}

#[test]
fn the_order_of_members_and_ties_changes_nothing() {
    let mut rng = rng(82);
    let shuffled = |network: &Json, rng: &mut Rng| {
        let mut network = network.clone();
        for key in ["members", "ties"] {
            let rows = network[key].as_array_mut().expect("a list");
            (1..rows.len()).for_each(|at| rows.swap(at, below(at + 1, rng)));
        }
        network
    };
    for sample in SAMPLES {
        let sample: Json = serde_json::from_str(sample).expect("JSON");
        let waves = [sample["network"].clone(), later(&sample["network"], 1, &mut rng)];
        let once = canonical_json(&read(&waves, None), false);
        let again = waves.each_ref().map(|network| shuffled(network, &mut rng));
        assert_ne!(waves, again);
        assert_eq!(once, canonical_json(&read(&again, None), false));
    }
}

#[test]
fn who_stays_under_another_id_has_left_and_joined() {
    let sample: Json = serde_json::from_str(SAMPLES[0]).expect("JSON");
    let before = sample["network"].clone();
    let mut after = before.clone();
    after["ties"] = json!([]);
    let renamed: Vec<String> = after["members"].as_array_mut().expect("members")[..4]
        .iter_mut()
        .map(|member| {
            let id = format!("renamed-{}", word(&member["id"]));
            member["id"] = json!(id);
            id
        })
        .collect();
    let found = read(&[before.clone(), after], None);
    let change = &found.changes[0];
    assert_eq!(change.joined.iter().collect::<BTreeSet<_>>(), renamed.iter().collect());
    assert_eq!((change.left.len(), change.stayed.len()), (4, list(&before, "members").len() - 4));
    // They hold what they held: nothing else changes but the ties.
    assert!(change.revised.is_empty());
    assert!(found.themes.iter().all(|theme| theme.wished.trend == Trend::Steady));
    assert!(found.topics.iter().all(|topic| topic.needs.change == 0 && topic.offers.change == 0));
}

#[test]
fn nothing_changed_between_a_wave_and_itself() {
    let sample: Json = serde_json::from_str(SAMPLES[1]).expect("JSON");
    let network = sample["network"].clone();
    let found = read(&[network.clone(), network], None);
    let change = &found.changes[0];
    assert!(change.joined.is_empty() && change.left.is_empty() && change.revised.is_empty());
    assert_eq!((change.new_ties, change.lost_ties), (0, 0));
    assert_eq!(found.waves[0].shape, found.waves[1].shape);
    assert!(found.attributes.iter().flat_map(|one| &one.values).all(|value| value.held.trend == Trend::Steady));
}

fn asking(needs: usize, offers: usize, theme: Option<&str>) -> Json {
    let member = |at: usize| {
        json!({
            "id": format!("m{at}"), "themes": theme.iter().collect::<Vec<_>>(),
            "needs": if at < needs { vec!["Assessment"] } else { vec![] },
            "offers": if at < offers { vec!["Assessment"] } else { vec![] },
        })
    };
    json!({
        "members": (0..10).map(member).collect::<Vec<_>>(),
        "themes": theme.iter().map(|id| json!({"id": id, "label": "Reading"})).collect::<Vec<_>>(),
    })
}

#[test]
fn demand_and_supply_are_told_in_sentences() {
    let found = read(&[asking(5, 3, None), asking(9, 2, Some("t"))], None);
    let said = |sentence: &str| assert!(found.notes.iter().any(|note| note == sentence), "{:#?}", found.notes);
    said("“Assessment” is asked for by 9 members, 4 more than before; 2 offer it.");
    said("“Reading” is wished for by 10 members, 10 more than before.");
    said("There are 9 needs and 2 offers; before there were 5 and 3.");
    assert_eq!((found.topics[0].gap.as_slice(), found.topics[0].lacks), (&[2, 7][..], Some("enoughOffers")));
    // A wave that does not have the theme is not one in which nobody wishes for it.
    assert_eq!(found.themes[0].wished.waves, [None, Some(10)]);
    let three = read(&[asking(9, 2, None), asking(9, 2, None), asking(8, 1, None)], None);
    let sentence = "“Assessment” is asked for by 8 members, 1 fewer than at first; 1 offers it.";
    assert!(three.notes.iter().any(|note| note == sentence), "{:#?}", three.notes);
    let gone = read(&[asking(4, 0, None), asking(0, 0, None)], None);
    assert_eq!((gone.topics[0].needs.trend, gone.topics[0].lacks), (Trend::Falling, None));
    assert!(gone.notes.iter().any(|note| note == "0 topics asked for are offered by nobody; before it was 1."));
}

#[test]
fn names_that_a_later_wave_knows_to_be_one_are_one_in_all() {
    let wave = |countries: &[&str], aliases: Json| {
        let member = |(at, country): (usize, &&str)| json!({"id": format!("m{at}"), "values": {"country": country}});
        json!({
            "attributes": [{"id": "country", "kind": "category", "aliases": aliases}],
            "members": countries.iter().enumerate().map(member).collect::<Vec<_>>(),
        })
    };
    let later = wave(&["Italia", "Peru"], json!([["Italy", "Italia"]]));
    let found = read(&[wave(&["Italy", "Italia", "Italia"], json!([])), later], None);
    let values: Vec<_> =
        found.attributes[0].values.iter().map(|one| (one.value.as_str(), one.held.waves.as_slice())).collect();
    assert_eq!(values, [("Italy", &[Some(3), Some(1)][..]), ("Peru", &[Some(0), Some(1)][..])]);
}
