//! Panels under quotas, against every panel there is.

use crate::tools::near;
use crate::world::{Rng, id, rng};
use commonground::forms::{Pace, Run};
use commonground::optim::milp::{Limits, Model, Status as Found, Var, solve as solve_model};
use commonground::plan::{Plan, Proof, Status, check};
use commonground::{Input, solve};
use rand::RngExt;
use serde_json::{Value as Json, json};

/// A pool: each member's values, and the quotas of a panel.
struct Pool {
    answers: Vec<[u32; 2]>,
    seats: usize,
    /// Attribute, value, fewest and most.
    quotas: Vec<(usize, u32, u32, u32)>,
    conflicts: Vec<(usize, usize)>,
    form: Json,
}

impl Pool {
    fn any(n: usize, rng: &mut Rng) -> Pool {
        let answers: Vec<[u32; 2]> = (0..n).map(|_| [rng.random_range(0..3u32), rng.random_range(0..2u32)]).collect();
        let seats = rng.random_range(2..=4usize);
        let mut quotas = Vec::new();
        for _ in 0..rng.random_range(0..4u32) {
            let attribute = rng.random_range(0..2usize);
            let value = answers[rng.random_range(0..n)][attribute];
            let lo = rng.random_range(0..=2u32);
            quotas.push((attribute, value, lo, lo + rng.random_range(0..3u32)));
        }
        let pairs = rng.random_range(0..2usize);
        let conflicts = (0..pairs).map(|at| (at, n - 1 - at)).collect();
        Pool { answers, seats, quotas, conflicts, form: json!({}) }
    }

    fn input(&self, seed: u32) -> Json {
        let members: Vec<Json> = (0..self.answers.len())
            .map(|m| json!({"id": id(m), "values": {"a0": format!("v{}", self.answers[m][0]), "a1": format!("v{}", self.answers[m][1])}}))
            .collect();
        let quota = |&(attribute, value, lo, hi): &(usize, u32, u32, u32)| json!({"attribute": format!("a{attribute}"), "value": format!("v{value}"), "atLeast": lo, "atMost": hi});
        let mut form =
            json!({"form": "panel", "seats": self.seats, "quotas": self.quotas.iter().map(quota).collect::<Vec<_>>()});
        form.as_object_mut().expect("an object").extend(self.form.as_object().expect("an object").clone());
        let ties: Vec<Json> =
            self.conflicts.iter().map(|&(a, b)| json!({"a": id(a), "b": id(b), "conflict": true})).collect();
        json!({"network": {"attributes": [{"id": "a0", "kind": "category"}, {"id": "a1", "kind": "category"}],
                           "members": members, "ties": ties},
               "scenario": {"form": form, "effort": {"seed": seed, "seconds": 600}}})
    }

    fn plan(&self, seed: u32) -> (Input, Plan) {
        let json = self.input(seed).to_string();
        let input = Input::from_json(&json).unwrap_or_else(|errors| panic!("{errors}\n{json}"));
        let plan = solve(&input.network, &input.scenario).unwrap_or_else(|errors| panic!("{errors}\n{json}"));
        let report = check(&input.network, &input.scenario, &plan).expect("what was solved can be checked");
        assert_eq!(report.ok, plan.status == Status::Feasible, "{:?}\n{json}\n{plan:?}", report.errors);
        (input, plan)
    }

    /// By how much a panel breaks the quotas, all numbers together.
    fn lacks(&self, panel: u32) -> u32 {
        let lack = |&(attribute, value, lo, hi): &(usize, u32, u32, u32)| {
            let holds = |m: &usize| panel >> m & 1 == 1 && self.answers[*m][attribute] == value;
            let found = (0..self.answers.len()).filter(holds).count() as u32;
            lo.saturating_sub(found) + found.saturating_sub(hi)
        };
        self.quotas.iter().map(lack).sum()
    }

    /// All panels that keep all but the quotas, as bits.
    fn filled(&self) -> Vec<u32> {
        let apart = |panel: &u32| self.conflicts.iter().all(|(a, b)| panel >> a & panel >> b & 1 == 0);
        let all = (0..1u32 << self.answers.len()).filter(|panel| panel.count_ones() as usize == self.seats);
        all.filter(apart).collect()
    }

    fn panels(&self) -> Vec<u32> {
        self.filled().into_iter().filter(|&panel| self.lacks(panel) == 0).collect()
    }
}

fn bits(plan: &Plan, n: usize) -> u32 {
    let on = |m: usize| plan.groups.iter().any(|group| group.members.contains(&id(m)));
    (0..n).filter(|&m| on(m)).map(|m| 1 << m).sum()
}

/// The largest that one chance can be, or the least of those that are open, all others at least as settled.
fn most(panels: &[u32], n: usize, settled: &[f64], of: &[usize]) -> f64 {
    let mut model = Model::new();
    let shares: Vec<Var> = panels.iter().map(|_| model.continuous(0.0, 1.0, 0.0)).collect();
    let least = model.continuous(0.0, 1.0, 1.0);
    model.row(shares.iter().map(|&var| (var, 1.0)), 1.0, 1.0);
    for (member, &settled) in settled.iter().enumerate().take(n) {
        let with =
            panels.iter().zip(&shares).filter(|(panel, _)| *panel >> member & 1 == 1).map(|(_, &var)| (var, 1.0));
        let with: Vec<(Var, f64)> = with.collect();
        model.row(with.iter().copied(), settled - 1e-7, f64::INFINITY);
        if of.contains(&member) {
            model.row(with.into_iter().chain([(least, -1.0)]), 0.0, f64::INFINITY);
        }
    }
    let found = solve_model(&model, &Limits::nodes(0), None);
    assert_eq!(found.status, Found::Optimal);
    found.objective
}

/// Everyone's chance by leximin, over a list of all panels: level by level, whoever cannot have more has that.
fn leximin(panels: &[u32], n: usize) -> Vec<f64> {
    let mut settled = vec![0.0; n];
    let mut open: Vec<usize> = (0..n).filter(|m| panels.iter().any(|panel| panel >> m & 1 == 1)).collect();
    while !open.is_empty() {
        let level = most(panels, n, &settled, &open);
        open.iter().for_each(|&member| settled[member] = level);
        let before = open.len();
        open.retain(|&member| most(panels, n, &settled, &[member]) > level + 1e-5);
        assert!(open.len() < before, "a level settles somebody");
    }
    settled
}

#[test]
fn chances_are_those_of_all_panels_listed() {
    let mut rng = rng(701);
    let (mut drawn, mut impossible) = (0, 0);
    for _ in 0..80 {
        let n = rng.random_range(4..=9usize);
        let pool = Pool::any(n, &mut rng);
        let panels = pool.panels();
        let (_, plan) = pool.plan(1);
        let panel = plan.panel.as_ref().expect("a panel's report");
        if panels.is_empty() {
            assert_eq!(plan.status, Status::Infeasible);
            impossible += 1;
            continue;
        }
        drawn += 1;
        assert_eq!(plan.status, Status::Feasible);
        assert!(panels.contains(&bits(&plan, n)));
        let right = leximin(&panels, n);
        for (chance, right) in panel.chances.iter().zip(&right) {
            assert!((chance.chance - right).abs() < 2e-6, "{:?} instead of {right:?}", panel.chances);
        }
        assert!((panel.chances.iter().map(|c| c.chance).sum::<f64>() - pool.seats as f64).abs() < 1e-6);
        let lottery = panel.lottery.as_ref().expect("a lottery");
        let never: Vec<String> = (0..n).filter(|&m| right[m] == 0.0).map(id).collect();
        assert_eq!(lottery.never, never);
        // The proof holds over all panels, not only over those of the lottery.
        let weight = |m: usize| lottery.weights.iter().find(|w| w.member == id(m)).map_or(0.0, |w| w.weight);
        for panel in &panels {
            let weighs: f64 = (0..n).filter(|m| panel >> m & 1 == 1).map(weight).sum();
            assert!(weighs <= lottery.bound + 1e-6);
        }
        assert_eq!(plan.score.proof, Proof::Optimal);
        let least = right.iter().copied().filter(|&chance| chance > 0.0).fold(1.0, f64::min);
        assert!((plan.score.total - least).abs() < 1e-5);
    }
    assert!(drawn > 30 && impossible > 10, "{drawn} drawn, {impossible} impossible");
}

#[test]
fn a_thousand_draws_keep_the_quotas_and_come_as_often_as_their_chances_say() {
    let mut pool = Pool::any(12, &mut rng(702));
    (pool.seats, pool.conflicts) = (4, Vec::new());
    pool.quotas = vec![(0, 0, 1, 2), (0, 1, 1, 2), (1, 0, 2, 2)];
    let mut times = [0.0; 12];
    let mut chances = Vec::new();
    for seed in 0..1000 {
        let input = Input::from_json(&pool.input(seed).to_string()).expect("sound");
        let plan = solve(&input.network, &input.scenario).expect("sound");
        let panel = bits(&plan, 12);
        assert_eq!((panel.count_ones(), pool.lacks(panel)), (4, 0));
        (0..12).filter(|m| panel >> m & 1 == 1).for_each(|m| times[m] += 1.0);
        chances = plan.panel.expect("a report").chances;
    }
    for (times, chance) in times.iter().zip(&chances) {
        // Four standard deviations.
        let spread = 4.0 * (chance.chance * (1.0 - chance.chance) / 1000.0).sqrt();
        assert!((times / 1000.0 - chance.chance).abs() <= spread, "{times} of 1000 at {}", chance.chance);
    }
}

#[test]
fn who_must_be_on_it_always_is_and_who_must_not_never() {
    let mut rng = rng(703);
    for _ in 0..30 {
        let mut pool = Pool::any(8, &mut rng);
        pool.form = json!({"include": [id(2)], "exclude": [id(5)]});
        let (_, plan) = pool.plan(3);
        if plan.status == Status::Infeasible {
            continue;
        }
        let panel = plan.panel.as_ref().expect("a report");
        assert_eq!((panel.chances[2].chance, panel.chances[5].chance), (1.0, 0.0));
        let panels: Vec<u32> = pool.panels().into_iter().filter(|p| p >> 2 & 1 == 1 && p >> 5 & 1 == 0).collect();
        let right = leximin(&panels, 8);
        assert!(panel.chances.iter().zip(&right).all(|(found, right)| (found.chance - right).abs() < 2e-6));
        assert!(plan.unplaced.iter().any(|left| left.member == id(5) && left.code == "excluded"));
    }
}

#[test]
fn quotas_that_cannot_be_kept_are_named_and_changed_as_little_as_can_be() {
    let mut rng = rng(704);
    let mut seen = 0;
    while seen < 30 {
        let pool = Pool::any(8, &mut rng);
        let filled = pool.filled();
        if !pool.panels().is_empty() || filled.is_empty() {
            continue;
        }
        seen += 1;
        let (_, plan) = pool.plan(1);
        let least = filled.iter().map(|&panel| pool.lacks(panel)).min().expect("a panel");
        assert_eq!(pool.lacks(bits(&plan, 8)), least);
        assert_eq!((plan.status, plan.score.proof), (Status::Infeasible, Proof::Heuristic));
        let told = |words: &str| plan.notes.iter().any(|note| note.contains(words));
        assert!(told("cannot all be kept") && told("smallest change"), "{:?}", plan.notes);
    }
}

/// Ratings by three reviewers, each of their own generosity.
fn ratings(n: usize, more: f64, rng: &mut Rng) -> Vec<Json> {
    let mut ratings = Vec::new();
    for reviewer in ["rho", "sam", "tau"] {
        for member in 0..n {
            if rng.random_range(0..4u32) == 0 {
                continue;
            }
            let own = if reviewer == "sam" { more } else { 0.0 };
            ratings.push(json!({"member": id(member), "reviewer": reviewer, "score": f64::from(rng.random_range(1..=5u32)) + own}));
        }
    }
    ratings
}

/// Each member's mean over reviewers of what they gave less their mean.
fn centred(n: usize, ratings: &[Json]) -> Vec<f64> {
    let score = |rating: &Json| rating["score"].as_f64().expect("a score");
    let mean = |of: Vec<f64>| of.iter().sum::<f64>() / of.len().max(1) as f64;
    let of = |name: &Json| mean(ratings.iter().filter(|other| other["reviewer"] == *name).map(score).collect());
    let own = |m| ratings.iter().filter(move |rating| rating["member"] == id(m));
    (0..n).map(|m| mean(own(m).map(|rating| score(rating) - of(&rating["reviewer"])).collect())).collect()
}

#[test]
fn the_best_by_ratings_is_that_of_trying_all_panels() {
    let mut rng = rng(705);
    let mut solved = 0;
    for _ in 0..80 {
        let n = rng.random_range(5..=9usize);
        let mut pool = Pool::any(n, &mut rng);
        let given = ratings(n, 0.0, &mut rng);
        let worth = centred(n, &given);
        pool.form = json!({"objective": "score", "ratings": given, "eligible": [{"on": "rating", "atLeast": -1.0}]});
        // Whoever was not rated has no rating to reach anything with.
        let rated = |m: usize| given.iter().any(|rating| rating["member"] == id(m));
        let able = |panel: &u32| (0..n).all(|m| panel >> m & 1 == 0 || (rated(m) && worth[m] >= -1.0));
        let sum = |panel: u32| (0..n).filter(|m| panel >> m & 1 == 1).map(|m| worth[m]).sum::<f64>();
        let best = pool.panels().into_iter().filter(able).map(sum).reduce(f64::max);
        let (_, plan) = pool.plan(1);
        let Some(best) = best else {
            assert_eq!(plan.status, Status::Infeasible);
            continue;
        };
        solved += 1;
        assert!(near(plan.score.total, best), "{} instead of {best}", plan.score.total);
        assert_eq!(plan.score.proof, Proof::Optimal);
        assert!(able(&bits(&plan, n)));
        let waiting: Vec<&String> = plan.unplaced.iter().filter(|l| l.code == "waiting").map(|l| &l.member).collect();
        let rating = |member: &String| (0..n).find(|&m| id(m) == *member).map(|m| worth[m]).expect("a member");
        assert!(waiting.windows(2).all(|two| rating(two[0]) >= rating(two[1]) - 1e-9));
        assert_eq!(plan.unplaced.len(), n - pool.seats);
    }
    assert!(solved > 25, "{solved}");
}

#[test]
fn a_reviewer_who_is_more_generous_changes_nothing() {
    for seed in 0..20 {
        let plan = |more: f64| {
            let mut pool = Pool::any(9, &mut rng(706 + seed));
            pool.quotas.clear();
            pool.form = json!({"objective": "score", "ratings": ratings(9, more, &mut rng(806 + seed)),
                               "eligible": [{"on": "rating", "atLeast": -1.25}]});
            pool.plan(1).1
        };
        let (plain, generous) = (plan(0.0), plan(16.0));
        assert_eq!(plain.groups[0].members, generous.groups[0].members);
        assert_eq!(plain.unplaced, generous.unplaced);
        assert!(near(plain.score.total, generous.score.total));
    }
}

#[test]
fn a_run_that_is_cut_short_has_a_panel_and_a_lottery_that_are_sound() {
    let mut pool = Pool::any(14, &mut rng(708));
    (pool.seats, pool.conflicts) = (4, vec![(0, 1), (2, 3)]);
    pool.quotas = vec![(0, 0, 1, 2), (1, 0, 1, 3)];
    let input = Input::from_json(&pool.input(1).to_string()).expect("sound");
    for steps in 1..12 {
        let mut run = Run::new(&input.network, &input.scenario).expect("sound");
        (0..steps).for_each(|_| run.step(1));
        let plan = run.plan(Pace::Cancelled);
        assert_eq!((plan.status, pool.lacks(bits(&plan, 14))), (Status::Feasible, 0));
        let report = check(&input.network, &input.scenario, &plan).expect("sound");
        assert!(report.ok, "{:?}", report.errors);
    }
}

#[test]
fn every_damage_to_a_panel_is_found() {
    let mut pool = Pool::any(9, &mut rng(707));
    (pool.seats, pool.conflicts) = (4, Vec::new());
    pool.answers = (0..9).map(|m| [m % 3, m % 2]).collect();
    pool.quotas = vec![(0, 0, 2, 2), (1, 0, 1, 3)];
    pool.form = json!({"include": [id(1)], "exclude": [id(8)]});
    let (input, plan) = pool.plan(5);
    let lottery = |plan: &Plan| plan.panel.clone().and_then(|panel| panel.lottery).expect("a lottery");
    let damaged = |damage: &dyn Fn(&mut Plan)| {
        let mut plan = plan.clone();
        damage(&mut plan);
        let report = check(&input.network, &input.scenario, &plan).expect("the scenario is sound");
        report.errors.into_iter().map(|error| error.code).collect::<Vec<String>>()
    };
    let finds = |code: &str, damage: &dyn Fn(&mut Plan)| {
        let found = damaged(damage);
        assert!(found.iter().any(|known| known == code), "{code} is not among {found:?}");
    };
    assert!(damaged(&|_| {}).is_empty());
    let on_lottery = |plan: &mut Plan, change: &dyn Fn(&mut commonground::plan::PanelLottery)| {
        let mut changed = lottery(plan);
        change(&mut changed);
        plan.panel.as_mut().expect("a report").lottery = Some(changed);
    };
    finds("groupSize", &|plan| drop(plan.groups[0].members.pop()));
    finds("notIncluded", &|plan| plan.groups[0].members.retain(|member| *member != id(1)));
    finds("notOnPanel", &|plan| plan.groups[0].members[0] = id(8));
    finds("notPlaced", &|plan| drop(plan.unplaced.pop()));
    finds("brokenRule", &|plan| {
        let members = &mut plan.groups[0].members;
        let at = members.iter().position(|m| [id(0), id(3), id(6)].contains(m)).expect("two of the three");
        let other = [id(4), id(7), id(2), id(5)].into_iter().find(|other| !members.contains(other)).expect("somebody");
        members[at] = other;
    });
    finds("numberDiffers", &|plan| plan.panel.as_mut().expect("a report").chances[3].chance += 0.01);
    finds("numberDiffers", &|plan| plan.score.total += 0.01);
    finds("lotteryWrong", &|plan| plan.panel.as_mut().expect("a report").lottery = None);
    finds("lotteryWrong", &|plan| on_lottery(plan, &|lottery| lottery.panels[0].tickets -= 1));
    finds("lotteryWrong", &|plan| on_lottery(plan, &|lottery| lottery.weights[0].weight += 0.5));
    finds("lotteryWrong", &|plan| on_lottery(plan, &|lottery| lottery.bound /= 2.0));
    finds("lotteryWrong", &|plan| on_lottery(plan, &|lottery| lottery.kinds[0].push("nobody".to_owned())));
    finds("groupSize", &|plan| {
        on_lottery(plan, &|lottery| {
            let taken = lottery.panels[0].seats.iter_mut().find(|seats| **seats > 0);
            *taken.expect("a panel has members") -= 1;
        });
    });
}
