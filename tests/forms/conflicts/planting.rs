//! Networks of up to sixty members with twelve rules, of which some were made to conflict.

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus as Rng;
use serde_json::{Value as Json, json};

/// An input and the rules that cannot hold together in it.
pub struct Planted {
    pub name: &'static str,
    pub input: Json,
    /// By position, in order.
    pub rules: Vec<usize>,
}

const RULES: usize = 12;
const STAGES: [&str; 4] = ["pilot", "scaling", "regional", "national"];

struct Garden {
    n: usize,
    members: Vec<Json>,
    ties: Vec<Json>,
    size: [usize; 2],
    count: usize,
}

fn id(member: usize) -> String {
    format!("m{member:02}")
}

fn ids(members: &[usize]) -> Vec<String> {
    members.iter().map(|&member| id(member)).collect()
}

fn together(members: &[usize]) -> Json {
    json!({"rule": "together", "members": ids(members)})
}

fn apart(members: &[usize]) -> Json {
    json!({"rule": "apart", "members": ids(members)})
}

fn quota(attribute: &str, value: &str, range: [Option<usize>; 2]) -> Json {
    let mut rule = json!({"rule": "quota", "attribute": attribute, "value": value});
    if let Some(least) = range[0] {
        rule["atLeast"] = json!(least);
    }
    if let Some(most) = range[1] {
        rule["atMost"] = json!(most);
    }
    rule
}

fn about(rule: &str, attribute: &str, key: &str, number: f64) -> Json {
    let number = if number.fract() == 0.0 { json!(number as u64) } else { json!(number) };
    json!({"rule": rule, "attribute": attribute, key: number})
}

impl Garden {
    fn new(rng: &mut Rng, n: usize, count: usize) -> Garden {
        let size = [n / count - 1, n.div_ceil(count) + 1];
        let member = |at: usize, rng: &mut Rng| {
            json!({"id": id(at), "name": format!("Member {at}"), "roles": ["learner"], "values": {
                "region": format!("r{}", rng.random_range(0..5u32)), "gender": if rng.random_range(0..2u32) == 0 { "f" } else { "m" },
                "stage": STAGES[rng.random_range(0..4u32) as usize], "org": format!("o{}", at % (2 * count)),
                "languages": if rng.random_range(0..2u32) == 0 { json!(["en", "fr"]) } else { json!(["en", "es"]) },
                "schools": rng.random_range(1..1000u32), "lead": if at.is_multiple_of(n.div_ceil(2 * count + 1)) { "yes" } else { "no" },
                "utc": rng.random_range(0..24u32),
            }})
        };
        let members = (0..n).map(|at| member(at, rng)).collect();
        Garden { n, members, ties: Vec::new(), size, count }
    }

    fn set(&mut self, attribute: &str, value: impl Fn(usize) -> Json) {
        for at in 0..self.n {
            self.members[at]["values"][attribute] = value(at);
        }
    }

    fn input(self, rules: &[Json], fixed_count: bool) -> Json {
        let mut form = json!({"form": "communities", "size": self.size});
        if fixed_count {
            form["count"] = json!(self.count);
        }
        let attributes: Vec<Json> =
            ["region", "gender", "org", "lead"].iter().map(|id| json!({"id": id, "kind": "category"})).collect();
        let mut attributes = json!(attributes);
        let list = attributes.as_array_mut().expect("a list");
        list.push(json!({"id": "stage", "kind": "ordinal", "levels": STAGES}));
        list.push(json!({"id": "languages", "kind": "set"}));
        list.push(json!({"id": "schools", "kind": "number"}));
        list.push(json!({"id": "utc", "kind": "cyclic", "period": 24}));
        json!({
            "network": {"attributes": attributes, "members": self.members, "ties": self.ties},
            "scenario": {
                "criteria": [{"on": "region", "want": "different"}, {"on": "languages", "want": "common"}],
                "rules": rules, "form": form, "effort": {"iterations": 20_000, "seconds": 600, "seed": 3},
            },
        })
    }
}

/// Rules that leave much freedom, for members who take no part in the conflict.
fn others(rng: &mut Rng, spare: &[usize], taken: &[&str]) -> Vec<Json> {
    let pair = |at: usize| vec![spare[at % spare.len()], spare[(at + 1) % spare.len()]];
    let mut rules = vec![
        about("cap", "org", "atMost", 3.0),
        about("span", "region", "atLeast", 2.0),
        about("cap", "region", "atMost", 5.0),
        quota("gender", "f", [None, Some(7)]),
        quota("lead", "yes", [None, Some(4)]),
        about("spread", "stage", "atMost", 3.0),
        json!({"rule": "share", "attribute": "languages"}),
        json!({"rule": "share", "attribute": "gender", "core": 0.4}),
        about("spread", "schools", "atMost", 990.0),
        json!({"rule": "balance", "attribute": "gender", "tolerance": 0.45}),
        about("span", "stage", "atLeast", 2.0),
    ];
    rules.retain(|rule| !taken.iter().any(|taken| rule["attribute"] == *taken));
    for at in [0, 2, 4, 6] {
        rules.push(if at % 4 == 0 { together(&pair(at)) } else { apart(&pair(at)) });
        rules.push(apart(&pair(at + 8)));
    }
    rules.shuffle(rng);
    rules
}

/// How many kinds there are.
pub const KINDS: u64 = 24;

/// A network of about `n` members with a conflict of a kind.
pub fn planted(seed: u64, n: usize) -> Planted {
    let mut rng = Rng::seed_from_u64(seed);
    let rng = &mut rng;
    let mut count = (n / rng.random_range(5..=7u32) as usize).max(2);
    let kind = seed % KINDS;
    if [2, 3].contains(&kind) {
        count = 2;
    }
    let mut garden = Garden::new(rng, n, count);
    let size = garden.size;
    let mut who: Vec<usize> = (0..n).collect();
    who.shuffle(rng);
    let (some, spare) = who.split_at(n / 2);
    let mut fixed = true;
    let mut taken: Vec<&str> = Vec::new();
    let (name, conflict): (&'static str, Vec<Json>) = match kind {
        0 => {
            let links = rng.random_range(1..=4u32) as usize;
            let mut rules: Vec<Json> = (0..links).map(|at| together(&some[at..at + 2])).collect();
            rules.push(apart(&[some[0], some[links]]));
            ("a chain of together and its ends apart", rules)
        }
        1 => {
            let parts = rng.random_range(2..=4u32) as usize;
            let each = size[1] / parts + 1;
            // Each holds its own and the first of the next.
            let rules =
                (0..parts).map(|at| together(&some[at * each..=((at + 1) * each).min(some.len() - 1)])).collect();
            ("members together who are too many", rules)
        }
        2 => ("three apart in two groups", vec![apart(&some[0..2]), apart(&some[1..3]), apart(&[some[0], some[2]])]),
        3 => {
            let next = |at: usize| apart(&[some[at], some[(at + 1) % 5]]);
            ("five apart in a ring in two groups", (0..5).map(next).collect())
        }
        4 => {
            taken.extend(["lead", "org"]);
            // Enough leads for two in each of few groups, and an organisation that takes many groups.
            let leads: Vec<usize> = some.iter().copied().take(2 * count).collect();
            garden.set("lead", |at| json!(if leads.contains(&at) { "yes" } else { "no" }));
            garden.set("org", |at| {
                json!(if spare.iter().take(2 * count + 1).any(|&own| own == at) {
                    "one".to_owned()
                } else {
                    format!("o{at}")
                })
            });
            garden.size = [2, size[1] + 1];
            fixed = false;
            (
                "few groups by one, many by another",
                vec![quota("lead", "yes", [Some(2), None]), about("cap", "org", "atMost", 2.0)],
            )
        }
        5 => ("nobody alone of whom at most one", {
            taken.push("gender");
            vec![
                json!({"rule": "notAlone", "attribute": "gender", "value": "f"}),
                quota("gender", "f", [None, Some(1)]),
            ]
        }),
        6 => {
            taken.push("region");
            garden.set("region", |at| json!(format!("r{}", at * count / n)));
            garden.size = [2, n];
            (
                "agreeing and spanning",
                vec![json!({"rule": "match", "attribute": "region"}), about("span", "region", "atLeast", 2.0)],
            )
        }
        7 => {
            taken.extend(["languages", "org"]);
            garden.set("languages", |at| json!([format!("l{}", at % size[1].max(2)), format!("k{}", at * count / n)]));
            (
                "sharing and differing",
                vec![
                    json!({"rule": "share", "attribute": "languages"}),
                    json!({"rule": "differ", "attribute": "languages"}),
                ],
            )
        }
        8 => {
            taken.push("lead");
            let links = rng.random_range(1..=4u32) as usize;
            let leads: Vec<usize> = some.iter().chain(spare).copied().take(count + links - 1).collect();
            garden.set("lead", |at| json!(if leads.contains(&at) { "yes" } else { "no" }));
            let mut rules: Vec<Json> =
                (0..links.min(leads.len() / 2)).map(|at| together(&[leads[2 * at], leads[2 * at + 1]])).collect();
            if rules.len() < links {
                return planted(seed + KINDS, n);
            }
            rules.push(quota("lead", "yes", [Some(1), None]));
            ("leads together where each group needs one", rules)
        }
        9 => {
            taken.push("org");
            let links = rng.random_range(1..=4u32) as usize;
            let own = &some[0..=links];
            garden.set("org", |at| json!(if own.contains(&at) { "one".to_owned() } else { format!("o{at}") }));
            let mut rules: Vec<Json> = (0..links).map(|at| together(&own[at..at + 2])).collect();
            rules.push(about("cap", "org", "atMost", links as f64));
            ("too many of one organisation together", rules)
        }
        10 => {
            taken.push("stage");
            let links = rng.random_range(1..=3u32) as usize;
            let (first, last) = (some[0], some[links]);
            garden.set("stage", |at| {
                json!(if at == first {
                    "pilot"
                } else if at == last {
                    "national"
                } else {
                    ["scaling", "regional"][at % 2]
                })
            });
            let mut rules: Vec<Json> = (0..links).map(|at| together(&some[at..at + 2])).collect();
            rules.push(about("spread", "stage", "atMost", 2.0));
            // All others fit with the first, so that the rule alone can hold.
            ("stages too far apart that are together", rules)
        }
        11 => {
            taken.push("region");
            let holders = 2 * (count / 2) + 1;
            let holders: Vec<usize> = who.iter().copied().take(holders.min(2 * count - 1).max(3)).collect();
            garden.set("region", |at| {
                json!(if holders.contains(&at) { "r0".to_owned() } else { format!("r{}", 1 + at % 4) })
            });
            (
                "an odd number in twos",
                vec![
                    json!({"rule": "notAlone", "attribute": "region", "value": "r0"}),
                    quota("region", "r0", [None, Some(2)]),
                ],
            )
        }
        12 => {
            taken.extend(["stage", "gender"]);
            let stages = rng.random_range(1..=4u32) as usize;
            let women = (stages + 1) * count;
            if women + count > n || size[1] < stages + 2 {
                return planted(seed + KINDS, n);
            }
            let women: Vec<usize> = who.iter().copied().take(stages * count).collect();
            // Women are of some stages only, as many of each as there are groups: one of each stage is all a group takes.
            garden.set("gender", |at| json!(if women.contains(&at) { "f" } else { "m" }));
            garden.set("stage", |at| {
                let place = women.iter().position(|&woman| woman == at);
                json!(place.map_or("other".to_owned(), |place| format!("s{}", place % stages)))
            });
            for at in 0..n {
                let stage = garden.members[at]["values"]["stage"].take();
                garden.members[at]["values"]["region"] = stage;
                garden.members[at]["values"]["stage"] = json!(STAGES[at % 4]);
            }
            taken.push("region");
            let mut rules: Vec<Json> =
                (0..stages).map(|s| quota("region", &format!("s{s}"), [None, Some(1)])).collect();
            // As many women as groups of each stage, but one group is to have one more than stages.
            rules.push(json!({"rule": "notAlone", "attribute": "gender", "value": "f", "atLeast": stages + 1}));
            ("more women than stages allow", rules)
        }
        13 => {
            taken.push("gender");
            garden.set("gender", |at| json!(if at % 2 == 0 { "f" } else { "m" }));
            garden.size[0] = garden.size[0].max(4);
            (
                "balance and a quota",
                vec![
                    json!({"rule": "balance", "attribute": "gender", "tolerance": 0.1}),
                    quota("gender", "f", [None, Some(1)]),
                ],
            )
        }
        14 => {
            let (one, friend) = (some[0], some[1]);
            for at in (0..n).filter(|&at| at != one) {
                for step in 1..=4 {
                    let other = (at + step) % n;
                    if other != one && other != at {
                        garden.ties.push(json!({"a": id(at), "b": id(other), "trust": 0.5}));
                    }
                }
            }
            garden.ties.push(json!({"a": id(one), "b": id(friend), "trust": 0.9}));
            ("nobody whom one knows", vec![json!({"rule": "familiar", "atLeast": 1}), apart(&[one, friend])])
        }
        15 => {
            let half = count.div_ceil(2);
            let many: Vec<usize> = who.iter().copied().take(count + 1).collect();
            // All but the first few have met; the few are apart from all by a rule.
            for (at, &a) in many.iter().enumerate() {
                for (_, &b) in many.iter().enumerate().skip(at + 1).filter(|&(other, _)| !(at < half && other < half)) {
                    garden.ties.push(json!({"a": id(a), "b": id(b), "met": "2024"}));
                }
            }
            if half < 2 {
                return planted(seed + KINDS, n);
            }
            ("more who cannot meet than groups", vec![json!({"rule": "noRepeat"}), apart(&many[..half])])
        }
        16 => {
            taken.push("lead");
            let leads: Vec<usize> = who.iter().copied().take(2 * count - 1).collect();
            garden.set("lead", |at| json!(if leads.contains(&at) { "yes" } else { "no" }));
            ("a lead that can be spared", vec![quota("lead", "yes", [Some(1), None]), json!({"rule": "survive"})])
        }
        17 => {
            taken.push("org");
            garden.set("org", |at| json!(format!("o{}", at % (n / count + 1).max(2))));
            let (a, b) = (0, (n / count + 1).max(2));
            garden.size = [2, size[1]];
            fixed = false;
            if n.div_ceil(b) > n / 2 {
                return planted(seed + KINDS, n);
            }
            (
                "two of one organisation together where all differ",
                vec![json!({"rule": "differ", "attribute": "org"}), together(&[a, b])],
            )
        }
        18 => {
            taken.push("region");
            garden.set("region", |at| json!(format!("r{}", at % 3)));
            garden.size[0] = garden.size[0].max(5);
            garden.size[1] = garden.size[1].max(garden.size[0]);
            if n / garden.size[0] < n.div_ceil(garden.size[1]) {
                return planted(seed + KINDS, n);
            }
            fixed = false;
            (
                "a core and a cap",
                vec![
                    json!({"rule": "share", "attribute": "region", "core": 0.6}),
                    about("cap", "region", "atMost", 2.0),
                ],
            )
        }
        19 => {
            taken.extend(["schools", "stage"]);
            garden.set("schools", |at| json!(if at % 2 == 0 { 10 + at } else { 900 + at }));
            (
                "near numbers in balance",
                vec![
                    about("spread", "schools", "atMost", 300.0),
                    json!({"rule": "balance", "attribute": "schools", "tolerance": 100}),
                ],
            )
        }
        20 => {
            taken.push("lead");
            // Each group needs a lead and a woman of its own; few are either, and those who are both are apart.
            taken.push("gender");
            let leads: Vec<usize> = who.iter().copied().take(count).collect();
            garden.set("lead", |at| json!(if leads.contains(&at) { "yes" } else { "no" }));
            garden.set("gender", |at| json!(if leads.contains(&at) { "f" } else { "m" }));
            let pair = [leads[0], leads[1]];
            ("two of the few women together", vec![quota("gender", "f", [Some(1), None]), together(&pair)])
        }
        21 => {
            taken.push("utc");
            garden.set("utc", |at| json!(if at % 2 == 0 { 2 } else { 13 }));
            let (a, b, c) = (0, 1, 3);
            (
                "hours too far apart",
                vec![about("spread", "utc", "atMost", 6.0), together(&[a, 2]), together(&[2, b]), together(&[b, c])]
                    [..3]
                    .to_vec(),
            )
        }
        22 => {
            taken.extend(["gender", "lead"]);
            garden.set("gender", |at| json!(if at % 3 == 0 { "f" } else { "m" }));
            garden.set("lead", |at| json!(if at % 3 == 0 || at % 3 == 1 { "yes" } else { "no" }));
            let least = garden.size[0] / 2 + 1;
            (
                "those who lead and those who do not",
                vec![
                    quota("gender", "f", [None, Some(1)]),
                    quota("lead", "yes", [Some(least.max(3)), None]),
                    quota("gender", "m", [None, Some(least.max(3) - 2)]),
                ],
            )
        }
        _ => {
            let group = |at: usize| json!({"id": format!("g{}", at + 1), "members": ids(&(0..n).filter(|m| m % 2 == at).collect::<Vec<_>>())});
            let plan = json!({"form": "communities", "groups": [group(0), group(1)]});
            (
                "from one earlier group, and from both",
                vec![
                    json!({"rule": "groupmates", "want": "same", "plan": plan}),
                    together(&[0, 2]),
                    together(&[2, 4]),
                    together(&[4, 5]),
                ],
            )
        }
    };
    // Of a list with more than is needed the test knows nothing: what is planted is an upper bound.
    let conflict_rules = conflict.len();
    let mut rules: Vec<(bool, Json)> = conflict.into_iter().map(|rule| (true, rule)).collect();
    let more = others(rng, spare, &taken);
    rules.extend(more.into_iter().take(RULES - conflict_rules).map(|rule| (false, rule)));
    rules.shuffle(rng);
    let planted = rules.iter().enumerate().filter(|(_, (planted, _))| *planted).map(|(at, _)| at).collect();
    let rules: Vec<Json> = rules.into_iter().map(|(_, rule)| rule).collect();
    Planted { name, input: garden.input(&rules, fixed), rules: planted }
}
