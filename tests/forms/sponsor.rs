//! What a sponsor favours and funds, against trying all, worked out from the contract's words.

use crate::coaching::{any, capacity, worth};
use crate::tools::{assert_near, assert_optimal, near, solved};
use crate::world::{Rng, World, id, rng};
use commonground::Input;
use commonground::plan::{Plan, check};
use rand::RngExt;
use serde_json::{Value as Json, json};

/// A sponsor of regions or of languages, and the rest of the form.
#[derive(Debug, Clone)]
struct Asked {
    languages: bool,
    /// Weight and seats of each value.
    values: Vec<(u32, f64, Option<u32>)>,
    others: Option<u32>,
    cap: f64,
    learner: [u32; 2],
    price: Option<f64>,
    worst: bool,
}

impl Asked {
    fn any(round: u32, rng: &mut Rng) -> Asked {
        let languages = round % 4 == 3;
        let funds = !languages && !round.is_multiple_of(4);
        let seats = |rng: &mut Rng| (funds && rng.random_range(0..3u32) > 0).then(|| rng.random_range(0..=2u32));
        let values = (0..rng.random_range(1..=3u32)).map(|value| {
            let weight = f64::from(rng.random_range(0..=6u32)) / 20.0;
            (value, weight, seats(rng))
        });
        let values: Vec<(u32, f64, Option<u32>)> = values.collect();
        let lo = rng.random_range(0..=1u32);
        let price = (lo > 0 && round.is_multiple_of(5)).then(|| f64::from(rng.random_range(0..=20u32)) / 10.0);
        Asked {
            languages,
            values,
            others: (funds && round.is_multiple_of(3)).then(|| rng.random_range(0..=1u32)),
            cap: [0.0, 0.1, 0.35, 5.0][rng.random_range(0..4u32) as usize],
            learner: [lo, if funds { 1 } else { rng.random_range(1..=2u32) }],
            price,
            worst: lo > 0 && price.is_none() && round.is_multiple_of(2),
        }
    }

    fn form(&self, weights: f64) -> Json {
        let letter = if self.languages { 'l' } else { 'r' };
        let value = |&(value, weight, seats): &(u32, f64, Option<u32>)| {
            let mut one = json!({"value": format!("{letter}{value}"), "weight": weight * weights});
            if let Some(seats) = seats {
                one["seats"] = json!(seats);
            }
            one
        };
        let attribute = if self.languages { "languages" } else { "region" };
        let values: Vec<Json> = self.values.iter().map(value).collect();
        let mut sponsor = json!({"attribute": attribute, "cap": self.cap, "values": values});
        if let Some(others) = self.others {
            sponsor["others"] = json!(others);
        }
        self.with(Some(sponsor))
    }

    fn with(&self, sponsor: Option<Json>) -> Json {
        let mut form = json!({"form": "coaching", "perLearner": self.learner});
        if let Some(sponsor) = sponsor {
            form["sponsor"] = sponsor;
        }
        if let Some(price) = self.price {
            form["unassigned"] = json!(price);
        }
        if self.worst {
            form["objective"] = json!("worst");
        }
        form
    }

    fn held(&self, world: &World, learner: usize) -> Vec<u32> {
        let person = &world.people[learner];
        if self.languages { person.languages.clone() } else { person.region.into_iter().collect() }
    }

    fn gain(&self, world: &World, learner: usize) -> f64 {
        let held = self.held(world, learner);
        let weights = self.values.iter().filter(|(value, ..)| held.contains(value)).map(|(_, weight, _)| weight);
        f64::min(self.cap, weights.sum())
    }

    /// Whether no seat is used that nobody funds.
    fn funded(&self, world: &World, pairs: &[(usize, usize)]) -> bool {
        if self.others.is_none() && self.values.iter().all(|(.., seats)| seats.is_none()) {
            return true;
        }
        let used = |counts: &dyn Fn(&[u32]) -> bool| {
            pairs.iter().filter(|&&(learner, _)| counts(&self.held(world, learner))).count() as u32
        };
        let listed = |held: &[u32]| self.values.iter().any(|(value, ..)| held.contains(value));
        let within = |&(value, _, seats): &(u32, f64, Option<u32>)| {
            seats.is_none_or(|seats| used(&|held| held.contains(&value)) <= seats)
        };
        self.values.iter().all(within)
            && self.others.is_none_or(|seats| used(&|held| !held.is_empty() && !listed(held)) <= seats)
            && used(&|held| held.is_empty()) == 0
    }

    /// Learners served first, the lowest worth where it counts, and the total.
    fn value(&self, world: &World, pairs: &[(usize, usize)]) -> (u32, f64, f64) {
        let (mut total, mut worst) = (0.0, f64::INFINITY);
        for &(learner, coach) in pairs {
            let worth = worth(world, learner, coach).expect("allowed");
            total += worth + self.gain(world, learner);
            worst = f64::min(worst, worth);
        }
        let has = |learner: usize| pairs.iter().filter(|pair| pair.0 == learner).count() as u32;
        let first: u32 = world.with_role("learner").into_iter().map(|l| has(l).min(self.learner[0])).sum();
        let missing = world.with_role("learner").len() as u32 * self.learner[0] - first;
        total -= self.price.unwrap_or(0.0) * f64::from(missing);
        (if self.price.is_some() { 0 } else { first }, if self.worst { worst } else { 0.0 }, total)
    }

    fn by_trying_all(&self, world: &World) -> (u32, f64, f64) {
        let (learners, coaches) = (world.with_role("learner"), world.with_role("coach"));
        let pairs = learners.iter().flat_map(|&l| coaches.iter().map(move |&c| (l, c)));
        let pairs: Vec<(usize, usize)> = pairs.filter(|&(l, c)| worth(world, l, c).is_some()).collect();
        let mut best = (0, f64::NEG_INFINITY, f64::NEG_INFINITY);
        for set in 0..1u32 << pairs.len() {
            let chosen = (0..pairs.len()).filter(|at| set >> at & 1 == 1).map(|at| pairs[at]);
            let chosen: Vec<(usize, usize)> = chosen.collect();
            let of = |member: usize, side: fn(&(usize, usize)) -> usize| {
                chosen.iter().filter(|pair| side(pair) == member).count() as u32
            };
            let fits = learners.iter().all(|&l| of(l, |p| p.0) <= self.learner[1])
                && coaches.iter().all(|&c| of(c, |p| p.1) <= capacity(world, c))
                && self.funded(world, &chosen);
            if fits {
                let own = self.value(world, &chosen);
                let level = |a: f64, b: f64| if near(a, b) || a == b { None } else { Some(a > b) };
                let better = match own.0.cmp(&best.0) {
                    std::cmp::Ordering::Equal => level(own.1, best.1).or(level(own.2, best.2)).unwrap_or(false),
                    other => other.is_gt(),
                };
                if better {
                    best = own;
                }
            }
        }
        best
    }
}

fn matches(world: &World, plan: &Plan) -> Vec<(usize, usize)> {
    let member = |wanted: &str| (0..world.len()).find(|&m| id(m) == wanted).expect("a member");
    plan.coaching.iter().map(|found| (member(&found.learner), member(&found.coach))).collect()
}

/// Worlds that are small enough to try all plans of.
fn small(seed: u64, most: u32, mut each: impl FnMut(&World, u32, &mut Rng)) {
    let mut rng = rng(seed);
    let mut tried = 0;
    while tried < most {
        let mut world = any(rng.random_range(3..=7u32) as usize, tried, 3, &mut rng);
        if world.with_role("learner").len() * world.with_role("coach").len() > 12 {
            continue;
        }
        for person in &mut world.people {
            person.region = (rng.random_range(0..6u32) > 0).then(|| rng.random_range(0..4u32));
        }
        tried += 1;
        each(&world, tried, &mut rng);
    }
}

#[test]
fn with_a_sponsor_the_plan_is_the_best_of_all_that_use_no_more_seats_than_are_funded() {
    let (mut gained, mut capped, mut seatless) = (0, 0, 0);
    small(61, 320, |world, round, rng| {
        let asked = Asked::any(round, rng);
        let plan = solved(world, &asked.form(1.0));
        let pairs = matches(world, &plan);
        assert!(asked.funded(world, &pairs), "{asked:?}");
        let (found, best) = (asked.value(world, &pairs), asked.by_trying_all(world));
        assert_eq!(found.0, best.0, "{asked:?}\n{:?}", plan.coaching);
        assert!(found.1 == best.1 || near(found.1, best.1), "{found:?} instead of {best:?}, {asked:?}");
        assert_near(found.2, best.2, world);
        assert_optimal(&plan, best.2, world);
        let gains: f64 = pairs.iter().map(|&(learner, _)| asked.gain(world, learner)).sum();
        assert!(near(plan.score.sponsor, gains));
        let affinities: f64 = plan.coaching.iter().map(|found| found.score).sum();
        let report = plan.sponsor.as_ref().expect("a report");
        let share = (affinities + gains > 0.0).then(|| gains / (affinities + gains));
        assert!(share.zip(report.share).map_or(share == report.share, |(a, b)| near(a, b)));
        for ((value, _, seats), told) in asked.values.iter().zip(&report.values) {
            let holds = |learner: usize| asked.held(world, learner).contains(value);
            let used = pairs.iter().filter(|pair| holds(pair.0)).count() as u32;
            assert_eq!((told.used, told.seats), (used, *seats));
        }
        for (found, &(learner, _)) in plan.coaching.iter().zip(&pairs) {
            let term = found.sponsor.as_ref();
            assert!(near(term.map_or(0.0, |term| term.score), asked.gain(world, learner)));
            capped += u32::from(term.is_some_and(|term| term.text.contains("the most that it may")));
        }
        gained += u32::from(gains > 0.0);
        seatless += plan.unplaced.iter().filter(|left| left.code == "noSeat").count();
    });
    assert!(gained > 80 && capped > 20 && seatless > 40, "{gained} gained, {capped} capped, {seatless} without a seat");
}

#[test]
fn with_weights_of_nothing_the_plan_is_the_one_without_a_sponsor() {
    let mut served = 0;
    small(62, 160, |world, round, rng| {
        let mut asked = Asked::any(round, rng);
        (asked.others, asked.cap) = (None, asked.cap * f64::from(round % 2));
        asked.values.iter_mut().for_each(|value| value.2 = None);
        // Without weights, or with a cap of nothing on them.
        let with = solved(world, &asked.form(if round % 2 == 1 { 0.0 } else { 1.0 }));
        let without = solved(world, &asked.with(None));
        assert_eq!(with.coaching, without.coaching, "{asked:?}");
        assert_eq!((&with.unplaced, &with.score), (&without.unplaced, &without.score));
        served += with.coaching.len();
    });
    assert!(served > 100, "{served}");
}

/// Learners of which a sponsor decides who is served: one coach, who has a place for one.
fn contested(regions: [Option<u32>; 2]) -> World {
    let mut world = World::of(3);
    world.scores = Some(vec![vec![0.0, 0.4, 0.5], vec![0.4, 0.0, 0.0], vec![0.5, 0.0, 0.0]]);
    world.criteria = vec![("scores", "high", 1.0)];
    world.people[0].roles = vec!["coach"];
    (world.people[1].region, world.people[2].region) = (regions[0], regions[1]);
    world
}

#[test]
fn a_priority_decides_who_is_served_only_as_far_as_its_cap_allows() {
    let world = contested([Some(1), Some(2)]);
    let served = |weight: f64, cap: f64| {
        let sponsor = json!({"attribute": "region", "cap": cap, "values": [{"value": "r1", "weight": weight}]});
        let plan = solved(&world, &json!({"form": "coaching", "sponsor": sponsor}));
        (plan.coaching[0].learner.clone(), plan.score.total, plan.score.sponsor)
    };
    assert_eq!(served(0.05, 1.0), (id(2), 0.5, 0.0));
    assert_eq!(served(0.2, 0.05), (id(2), 0.5, 0.0));
    let (learner, total, sponsor) = served(0.2, 1.0);
    assert_eq!((learner, sponsor), (id(1), 0.2));
    assert!(near(total, 0.6));
}

#[test]
fn a_narrower_answer_neither_gains_priority_nor_a_seat() {
    let mut narrowed = 0;
    small(63, 160, |world, round, rng| {
        let asked = Asked::any(round, rng);
        let form = asked.form(1.0);
        let before = solved(world, &form);
        let gains = |plan: &Plan, learner: usize| -> Vec<f64> {
            let own = plan.coaching.iter().filter(|found| found.learner == id(learner));
            own.map(|found| found.sponsor.as_ref().map_or(0.0, |term| term.score)).collect()
        };
        for learner in world.with_role("learner") {
            let mut less = world.clone();
            if asked.languages {
                less.people[learner].languages.pop();
            } else {
                less.people[learner].region = None;
            }
            let after = solved(&less, &form);
            let most = asked.gain(world, learner);
            assert!(gains(&after, learner).iter().all(|&gain| gain <= most + 1e-12));
            let limits = asked.others.is_some() || asked.values.iter().any(|(.., seats)| seats.is_some());
            if limits {
                assert!(gains(&after, learner).is_empty(), "a seat without an answer: {asked:?}");
            }
            narrowed += u32::from(gains(&before, learner) != gains(&after, learner));
        }
    });
    assert!(narrowed > 50, "{narrowed}");
}

#[test]
fn nobody_is_served_where_nothing_is_funded() {
    let world = contested([Some(1), None]);
    let sponsor = json!({"attribute": "region", "cap": 0, "values": [{"value": "r1", "seats": 0}]});
    let plan = solved(&world, &json!({"form": "coaching", "sponsor": sponsor}));
    assert!(plan.coaching.is_empty());
    assert!(plan.unplaced.iter().all(|left| left.code == "noSeat") && plan.unplaced.len() == 2);
    let sponsor = json!({"attribute": "region", "cap": 0, "values": [{"value": "r9", "weight": 1}]});
    let plan = solved(&world, &json!({"form": "coaching", "sponsor": sponsor}));
    assert!(plan.notes.iter().any(|note| note.contains("Nobody who learns holds r9")), "{:?}", plan.notes);
}

#[test]
fn a_check_finds_every_damage_to_what_a_plan_says_of_its_sponsor() {
    let mut world = World::of(7);
    for (at, person) in world.people.iter_mut().enumerate() {
        // Two coaches, then learners of two regions, one of another, one without.
        person.roles = vec![if at < 2 { "coach" } else { "learner" }];
        person.capacity = Some(3);
        person.region = [None, None, Some(1), Some(1), Some(2), Some(3), None][at];
    }
    let values = json!([{"value": "r1", "weight": 0.2, "seats": 1}, {"value": "r2"}]);
    let sponsor = json!({"attribute": "region", "cap": 0.1, "values": values, "others": 1});
    let form = json!({"form": "coaching", "sponsor": sponsor});
    let input = Input::from_json(&world.input(&form, &json!({})).to_string()).expect("sound");
    let plan = solved(&world, &form);
    assert_eq!(plan.coaching.len(), 3, "{:?}", plan.coaching);
    let found = |damage: &dyn Fn(&mut Plan)| {
        let mut plan = plan.clone();
        damage(&mut plan);
        let report = check(&input.network, &input.scenario, &plan).expect("sound");
        report.errors.into_iter().map(|error| error.code).collect::<Vec<String>>()
    };
    let has = |code: &str, damage: &dyn Fn(&mut Plan)| {
        let found = found(damage);
        assert!(found.iter().any(|known| known == code), "{code} is not among {found:?}");
    };
    assert!(found(&|_| {}).is_empty());
    let sponsored =
        |plan: &Plan| plan.coaching.iter().position(|one| one.sponsor.is_some()).expect("a favoured learner");
    let also = |plan: &mut Plan, learner: usize| {
        let mut one = plan.coaching[0].clone();
        one.learner = id(learner);
        plan.unplaced.retain(|left| left.member != id(learner));
        plan.coaching.push(one);
    };
    has("numberDiffers", &|plan| plan.score.sponsor = 0.0);
    has("numberDiffers", &|plan| plan.score.total -= 0.1);
    has("numberDiffers", &|plan| plan.sponsor.as_mut().expect("a report").share = None);
    has("numberDiffers", &|plan| {
        let at = sponsored(plan);
        plan.coaching[at].sponsor = None;
    });
    has("numberDiffers", &|plan| {
        let at = sponsored(plan);
        plan.coaching[at].sponsor.as_mut().expect("a term").score = 0.2;
    });
    has("sponsorDiffers", &|plan| plan.sponsor = None);
    has("sponsorDiffers", &|plan| plan.sponsor.as_mut().expect("a report").values[0].used = 0);
    has("sponsorDiffers", &|plan| plan.sponsor.as_mut().expect("a report").others = None);
    for learner in [2, 3, 6] {
        let code = if learner == 6 { "seatWithoutAnswer" } else { "seatsOverused" };
        if plan.unplaced.iter().any(|left| left.member == id(learner)) {
            has(code, &|plan| also(plan, learner));
        }
    }
    assert_eq!(plan.unplaced.len(), 2);
}
