//! A network as the tests know it: plain data, its JSON, and the affinity of any two worked out from the contract.

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde_json::{Map, Value as Json, json};

pub type Rng = Xoshiro256PlusPlus;

pub fn rng(seed: u64) -> Rng {
    Rng::seed_from_u64(seed)
}

pub const LEVELS: [&str; 4] = ["pilot", "scaling", "regional", "national"];

/// What a member is and answered; values are small numbers that become words in the JSON.
#[derive(Debug, Clone, Default)]
pub struct Person {
    pub region: Option<u32>,
    pub languages: Vec<u32>,
    pub stage: Option<u32>,
    pub schools: Option<f64>,
    pub utc: Option<f64>,
    pub needs: Vec<u32>,
    pub offers: Vec<u32>,
    pub roles: Vec<&'static str>,
    pub capacity: Option<u32>,
    /// A wish of 0..1 for each theme.
    pub wishes: Vec<f64>,
}

#[derive(Debug, Clone, Default)]
pub struct Tie {
    pub a: usize,
    pub b: usize,
    pub trust: Option<f64>,
    pub met: Option<&'static str>,
    pub conflict: bool,
    pub same_parent: bool,
}

/// A criterion: on, want, weight.
pub type Wish = (&'static str, &'static str, f64);

/// A network with criteria and rules; the form is given when it is solved.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub people: Vec<Person>,
    pub ties: Vec<Tie>,
    /// A score of every two members, when given; read for a > b.
    pub scores: Option<Vec<Vec<f64>>>,
    pub themes: usize,
    pub criteria: Vec<Wish>,
    pub mix: f64,
    pub rules: Vec<Json>,
}

/// The id of a member; not in the order of the alphabet, so that nothing hangs on it.
pub fn id(member: usize) -> String {
    format!("m{}", (member * 7 + 3) % 101)
}

impl World {
    /// Learners who answered nothing.
    pub fn of(n: usize) -> World {
        let person = Person { roles: vec!["learner"], ..Person::default() };
        World { people: vec![person; n], mix: 0.5, ..World::default() }
    }

    /// Learners with a score for every two, of so many decimals.
    pub fn scored(n: usize, least: i64, most: i64, decimals: i32, rng: &mut Rng) -> World {
        let unit = 10f64.powi(decimals);
        let mut scores = vec![vec![0.0; n]; n];
        for (a, b) in (0..n).flat_map(|a| (0..a).map(move |b| (a, b))) {
            scores[a][b] = rng.random_range(least..=most) as f64 / unit;
            scores[b][a] = scores[a][b];
        }
        World { scores: Some(scores), criteria: vec![("scores", "high", 1.0)], ..World::of(n) }
    }

    /// Learners with answers of every kind, some missing, and criteria on all of them.
    pub fn answered(n: usize, rng: &mut Rng) -> World {
        let mut world = World::of(n);
        let pick = |rng: &mut Rng, of: u32, most: u32| {
            let mut list: Vec<u32> = (0..rng.random_range(0..=most)).map(|_| rng.random_range(0..of)).collect();
            list.sort_unstable();
            list.dedup();
            list
        };
        for person in &mut world.people {
            let known = |rng: &mut Rng| rng.random_range(0..8u32) > 0;
            person.region = known(rng).then(|| rng.random_range(0..4));
            person.languages = pick(rng, 4, 3);
            person.stage = known(rng).then(|| rng.random_range(0..4));
            person.schools = known(rng).then(|| f64::from(rng.random_range(0..500u32)));
            person.utc = known(rng).then(|| f64::from(rng.random_range(-22..=24i32)) / 2.0);
            person.needs = pick(rng, 6, 3);
            person.offers = pick(rng, 6, 3);
        }
        world.mix = f64::from(rng.random_range(0..=4u32)) / 4.0;
        world.criteria = vec![
            ("region", "different", 2.0),
            ("languages", "common", 3.0),
            ("stage", "common", 1.0),
            ("schools", "different", 0.5),
            ("utc", "common", 1.5),
            ("needs", "exchange", 2.0),
            ("ties", "new", 0.25),
        ];
        world
    }

    /// The same with some ties between random members.
    pub fn tied(mut self, count: usize, rng: &mut Rng) -> World {
        let n = self.people.len();
        for _ in 0..count {
            let (a, b) = (rng.random_range(0..n as u32) as usize, rng.random_range(0..n as u32) as usize);
            if a != b {
                let tie = Tie { a, b, ..Tie::default() };
                self.ties.push(match rng.random_range(0..5u32) {
                    0 => Tie { conflict: true, ..tie },
                    1 => Tie { same_parent: true, ..tie },
                    2 => Tie { trust: Some(f64::from(rng.random_range(0..=10u32)) / 10.0), ..tie },
                    3 => Tie { met: Some("2024"), ..tie },
                    _ => Tie { met: Some("2025"), ..tie },
                });
            }
        }
        self
    }

    pub fn with_rules(mut self, rules: &[Json]) -> World {
        self.rules.extend(rules.iter().cloned());
        self
    }

    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Who may be paired and grouped.
    pub fn taking_part(&self) -> Vec<usize> {
        let takes = |m: &usize| self.people[*m].roles.iter().any(|role| ["learner", "lead"].contains(role));
        (0..self.len()).filter(takes).collect()
    }

    pub fn with_role(&self, role: &str) -> Vec<usize> {
        (0..self.len()).filter(|&m| self.people[m].roles.contains(&role)).collect()
    }

    /// What the ties say of two members: (conflict, same parent).
    pub fn barred(&self, a: usize, b: usize) -> (bool, bool) {
        let both = |tie: &&Tie| (tie.a, tie.b) == (a, b) || (tie.a, tie.b) == (b, a);
        let ties: Vec<&Tie> = self.ties.iter().filter(both).collect();
        (ties.iter().any(|tie| tie.conflict), ties.iter().any(|tie| tie.same_parent))
    }

    /// The rounds in which two members met.
    pub fn met(&self, a: usize, b: usize) -> Vec<&'static str> {
        let both = |tie: &&Tie| (tie.a, tie.b) == (a, b) || (tie.a, tie.b) == (b, a);
        self.ties.iter().filter(both).filter_map(|tie| tie.met).collect()
    }

    /// How well two members know each other; `None` where no tie says anything.
    pub fn knows(&self, a: usize, b: usize) -> Option<f64> {
        let both = |tie: &&Tie| (tie.a, tie.b) == (a, b) || (tie.a, tie.b) == (b, a);
        let ties: Vec<&Tie> = self.ties.iter().filter(both).collect();
        if ties.is_empty() {
            return None;
        }
        let trust = ties.iter().filter_map(|tie| tie.trust).reduce(f64::min);
        let barred = ties.iter().any(|tie| tie.conflict || tie.same_parent);
        let met = ties.iter().any(|tie| tie.met.is_some());
        Some(trust.unwrap_or(if barred && !met { 0.0 } else { 1.0 }))
    }

    /// The affinity of two peers.
    pub fn affinity(&self, a: usize, b: usize) -> f64 {
        self.weigh(a, b, |world| {
            let (one, other) = (world.coverage(a, b)?, world.coverage(b, a)?);
            Some(if one + other > 0.0 { 2.0 * one * other / (one + other) } else { 0.0 })
        })
    }

    /// The affinity of a learner and a coach: only what the learner gets counts as exchange.
    pub fn coaching_affinity(&self, learner: usize, coach: usize) -> f64 {
        self.weigh(learner, coach, |world| world.coverage(learner, coach))
    }

    /// The share of a learner's needs that another covers.
    fn coverage(&self, learner: usize, other: usize) -> Option<f64> {
        let (needs, offers) = (&self.people[learner].needs, &self.people[other].offers);
        let met = needs.iter().filter(|need| offers.contains(need)).count();
        (!needs.is_empty()).then(|| met as f64 / needs.len() as f64)
    }

    fn weigh(&self, a: usize, b: usize, exchange: impl Fn(&World) -> Option<f64>) -> f64 {
        // Scores are passed through when nothing else speaks of two members.
        let alone = self.criteria.iter().all(|criterion| ["scores", "themes"].contains(&criterion.0));
        if let Some(scores) = self.scores.as_ref().filter(|_| alone) {
            return scores[a][b];
        }
        let (mut sum, mut weights) = (0.0, 0.0);
        for &(on, want, weight) in &self.criteria {
            let (value, weight) = match (on, want) {
                (_, "preferred") => continue,
                ("needs", "exchange") => (exchange(self), weight),
                ("ties", "new") => (Some(1.0 - self.knows(a, b).unwrap_or(0.0)), weight),
                ("ties", "known") => (Some(self.knows(a, b).unwrap_or(0.0)), weight),
                (on, "common") => (self.similarity(on, a, b), weight * (1.0 - self.mix)),
                (on, "different") => (self.similarity(on, a, b).map(|s| 1.0 - s), weight * self.mix),
                other => panic!("the oracle knows no {other:?}"),
            };
            if let Some(value) = value {
                sum += weight * value;
                weights += weight;
            }
        }
        if weights > 0.0 { sum / weights } else { 0.0 }
    }

    fn similarity(&self, on: &str, a: usize, b: usize) -> Option<f64> {
        let (one, other) = (&self.people[a], &self.people[b]);
        match on {
            "region" => Some(f64::from(u8::from(one.region? == other.region?))),
            "languages" => {
                let shared = one.languages.iter().filter(|l| other.languages.contains(l)).count();
                let all = one.languages.len() + other.languages.len() - shared;
                let known = !one.languages.is_empty() && !other.languages.is_empty();
                known.then(|| shared as f64 / all as f64)
            }
            "stage" => Some(1.0 - f64::from(one.stage?.abs_diff(other.stage?)) / (LEVELS.len() - 1) as f64),
            "schools" => {
                let known = || self.people.iter().filter_map(|person| person.schools);
                let range = known().fold(f64::MIN, f64::max) - known().fold(f64::MAX, f64::min);
                let apart = (one.schools? - other.schools?).abs();
                Some(if range > 0.0 { 1.0 - apart / range } else { 1.0 })
            }
            "utc" => {
                let straight = (one.utc? - other.utc?).abs() % 24.0;
                Some(1.0 - straight.min(24.0 - straight) / 12.0)
            }
            _ => panic!("the oracle knows no {on}"),
        }
    }

    /// The whole input, with a form and further keys of the scenario (`pins`, `keep`, `effort`).
    pub fn input(&self, form: &Json, more: &Json) -> Json {
        let mut scenario = json!({
            "criteria": self.criteria.iter()
                .map(|&(on, want, weight)| json!({"on": on, "want": want, "weight": weight})).collect::<Vec<_>>(),
            "mix": self.mix, "rules": self.rules, "form": form,
        });
        let fields = scenario.as_object_mut().expect("an object");
        fields.extend(more.as_object().cloned().unwrap_or_default());
        json!({"network": self.network(), "scenario": scenario})
    }

    fn network(&self) -> Json {
        let mut network = json!({
            "attributes": [
                {"id": "region", "kind": "category"}, {"id": "languages", "kind": "set"},
                {"id": "stage", "kind": "ordinal", "levels": LEVELS}, {"id": "schools", "kind": "number"},
                {"id": "utc", "kind": "cyclic", "period": 24},
            ],
            "themes": (0..self.themes).map(|theme| json!({"id": format!("t{theme}")})).collect::<Vec<_>>(),
            "members": self.people.iter().enumerate().map(|(at, person)| person.json(at)).collect::<Vec<_>>(),
            "ties": self.ties.iter().map(Tie::json).collect::<Vec<_>>(),
        });
        if let Some(scores) = &self.scores {
            let pairs = (0..self.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
            let pairs: Vec<Json> = pairs.map(|(a, b)| json!([id(a), id(b), scores[a][b]])).collect();
            network["scores"] = json!({"pairs": pairs});
        }
        network
    }
}

fn words(letter: char, values: &[u32]) -> Vec<String> {
    values.iter().map(|value| format!("{letter}{value}")).collect()
}

impl Person {
    fn json(&self, at: usize) -> Json {
        let values = json!({
            "region": self.region.map(|region| format!("r{region}")), "languages": words('l', &self.languages),
            "stage": self.stage.map(|stage| LEVELS[stage as usize]), "schools": self.schools, "utc": self.utc,
        });
        let wishes: Map<String, Json> =
            self.wishes.iter().enumerate().map(|(theme, &wish)| (format!("t{theme}"), json!(wish))).collect();
        let mut member = json!({
            "id": id(at), "roles": self.roles, "values": values, "needs": words('n', &self.needs),
            "offers": words('n', &self.offers), "themes": wishes,
        });
        if let Some(capacity) = self.capacity {
            member["capacity"] = json!(capacity);
        }
        member
    }
}

impl Tie {
    fn json(&self) -> Json {
        json!({
            "a": id(self.a), "b": id(self.b), "trust": self.trust, "met": self.met, "conflict": self.conflict,
            "sameParent": self.same_parent,
        })
    }
}
