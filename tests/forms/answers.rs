//! Which answers mattered, worked out once more from the best plans with and without them.

use crate::groups::worth;
use crate::tools::near;
use crate::world::{Rng, World, rng};
use commonground::AnswersInput;
use commonground::plan::Status;
use commonground::study::{Answers, AnswersRun, Asked, Question, answers};
use rand::RngExt;
use serde_json::{Value as Json, json};

fn input(world: &World, form: &Json, more: &Json) -> AnswersInput {
    let json = world.input(form, more);
    AnswersInput::from_json(&json.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{json}"))
}

fn found(input: &AnswersInput) -> Answers {
    let asked = Asked { seeds: input.seeds, within: input.within };
    answers(&input.network, &input.scenario, &asked).unwrap_or_else(|errors| panic!("{errors}"))
}

fn question<'a>(found: &'a Answers, field: &str) -> &'a Question {
    found.questions.iter().find(|question| question.field == field).expect("a question")
}

fn pairs() -> Json {
    json!({"form": "pairs", "odd": "sitOut"})
}

/// Every way to form pairs: how many are placed, what that is worth without some criteria, and with all.
fn all(world: &World, without: &World, left: &[usize], so_far: (usize, f64, f64), out: &mut Vec<(usize, f64, f64)>) {
    let Some((&first, others)) = left.split_first() else {
        out.push(so_far);
        return;
    };
    all(world, without, others, so_far, out);
    for &b in others {
        if let (Some(own), Some(reduced)) = (worth(world, &[first, b]), worth(without, &[first, b])) {
            let left: Vec<usize> = others.iter().copied().filter(|&m| m != b).collect();
            all(world, without, &left, (so_far.0 + 2, so_far.1 + reduced, so_far.2 + own), out);
        }
    }
}

/// The least and the most that pairs lose when a question is left out, over all that are then best.
fn losses(world: &World, field: &str) -> [f64; 2] {
    let mut reduced = world.clone();
    reduced.criteria.retain(|criterion| criterion.0 != field);
    let mut plans = Vec::new();
    all(world, &reduced, &world.taking_part(), (0, 0.0, 0.0), &mut plans);
    let placed = plans.iter().map(|plan| plan.0).max().unwrap_or(0);
    plans.retain(|plan| plan.0 == placed);
    let best = plans.iter().map(|plan| plan.2).fold(f64::NEG_INFINITY, f64::max);
    let chosen = plans.iter().map(|plan| plan.1).fold(f64::NEG_INFINITY, f64::max);
    let kept = || plans.iter().filter(|plan| plan.1 >= chosen - 1e-9).map(|plan| best - plan.2);
    [kept().fold(f64::INFINITY, f64::min), kept().fold(f64::NEG_INFINITY, f64::max)]
}

fn any(n: usize, rng: &mut Rng) -> World {
    let mut world = World::answered(n, rng).tied(n / 2, rng);
    if rng.random_range(0..2u32) == 0 {
        world = world.with_rules(&[json!({"rule": "spread", "attribute": "utc", "atMost": 9})]);
    }
    world
}

#[test]
fn what_is_lost_is_what_the_best_pairs_without_the_answers_lose() {
    let mut rng = rng(811);
    for _ in 0..40 {
        let world = any(rng.random_range(4..=8u32) as usize, &mut rng);
        let found = found(&input(&world, &pairs(), &json!({})));
        assert_eq!((found.noise, found.status), (0.0, Status::Feasible));
        for field in ["region", "languages", "stage", "schools", "utc", "needs"] {
            let [least, most] = losses(&world, field);
            let question = question(&found, field);
            let own = [question.least, question.loss, question.most].map(|loss| loss.expect("found out"));
            assert!(
                own.is_sorted() && own[0] >= least - 1e-7 && own[2] <= most + 1e-7,
                "{field} {own:?} {least} {most}"
            );
            assert!(own[0] >= 0.0 && !question.is_noise);
        }
        let worths: Vec<f64> = found.questions.iter().map(|question| question.loss.unwrap_or(0.0)).collect();
        assert!(worths.is_sorted_by(|a, b| a >= b));
    }
}

#[test]
fn a_small_network_by_hand() {
    // Two of each region and two of each stage: by region a-b and c-d belong together, by stage a-c and b-d.
    let mut world = World::of(4);
    for (at, person) in world.people.iter_mut().enumerate() {
        (person.region, person.stage) = (Some(at as u32 / 2), Some(at as u32 % 2));
    }
    world.criteria = vec![("region", "common", 3.0), ("stage", "common", 1.0)];
    let found = found(&input(&world, &pairs(), &json!({})));
    // Pairs of one region, one level of three apart: (3·1 + 1·2/3) / 4 each.
    assert!(near(found.worth.expect("a worth"), 2.0 * (3.0 + 2.0 / 3.0) / 4.0));
    // Without the region, pairs of one stage: (3·0 + 1·1) / 4 each.
    let region = question(&found, "region");
    assert!(near(region.loss.expect("a loss"), 2.0 * (3.0 + 2.0 / 3.0) / 4.0 - 0.5));
    assert!(near(region.share.expect("a share"), 1.0 - 3.0 / 11.0));
    assert_eq!(region.text, "Without “region” the plan would be worth 72.7 % less.");
    let stage = question(&found, "stage");
    assert_eq!((stage.loss, stage.text.as_str()), (Some(0.0), "Without “stage” the plan would be worth the same."));
    let unused = question(&found, "languages");
    assert_eq!((unused.loss, unused.text.as_str()), (Some(0.0), "No criterion asks for “languages”."));
    assert_eq!((found.droppable.fields.as_slice(), found.droppable.loss), (&["stage".to_owned()][..], Some(0.0)));
    assert_eq!(found.questions[0].field, "region");
}

#[test]
fn the_only_criterion_matters_most() {
    let mut rng = rng(812);
    for form in [pairs(), json!({"form": "communities", "size": [3, 4]})] {
        let mut world = World::answered(14, &mut rng);
        world.criteria = vec![("languages", "common", 1.0)];
        world.mix = 0.5;
        let found = found(&input(&world, &form, &json!({"effort": {"iterations": 20_000}})));
        assert_eq!(found.questions[0].field, "languages");
        assert!(found.questions[0].loss > Some(0.0) && !found.questions[0].is_noise);
        assert!(found.questions[1..].iter().all(|question| question.loss == Some(0.0)));
        assert!(found.droppable.fields.is_empty() && found.droppable.loss.is_none());
    }
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut rng = rng(813);
    for form in [pairs(), json!({"form": "communities", "size": [3, 5]})] {
        let world = any(15, &mut rng);
        let given = input(&world, &form, &json!({"effort": {"iterations": 5_000}}));
        let mut turned = given.clone();
        turned.network.members.reverse();
        turned.network.members.rotate_left(4);
        assert_eq!(found(&given), found(&turned));
    }
}

#[test]
fn a_loss_within_the_noise_of_the_search_is_called_so() {
    let mut rng = rng(814);
    let (mut noisy, mut clear) = (0, 0);
    for _ in 0..6 {
        let world = World::answered(40, &mut rng);
        let form = json!({"form": "communities", "size": [5, 6]});
        let found = found(&input(&world, &form, &json!({"effort": {"iterations": 4_000}})));
        for question in found.questions.iter().filter(|question| !question.criteria.is_empty()) {
            let loss = question.loss.expect("a loss");
            assert_eq!(question.is_noise, loss != 0.0 && loss <= found.noise);
            assert_eq!(question.text.contains("chance"), question.is_noise);
            noisy += u32::from(question.is_noise);
            clear += u32::from(!question.is_noise);
        }
    }
    assert!(noisy > 0 && clear > 0, "{noisy} {clear}");
}

#[test]
fn what_could_be_left_out_together_loses_no_more_than_was_allowed() {
    let mut rng = rng(815);
    let mut several = 0;
    for round in 0..12u32 {
        let world = any(12, &mut rng);
        let mut given = input(&world, &pairs(), &json!({}));
        given.within = f64::from(round % 4) * 0.03;
        let full = found(&given);
        let Some(share) = full.droppable.share else { continue };
        assert!(share <= given.within + 1e-9, "{share} of {}", given.within);
        assert!(!full.droppable.fields.iter().any(|field| !question(&full, field).rules.is_empty()));
        several += usize::from(full.droppable.fields.len() > 1);
        // The best plan without all of them, valued with all answers.
        let mut reduced = given.scenario.clone();
        for criterion in &mut reduced.criteria {
            let field = if criterion.on == "offers" { "needs" } else { &criterion.on };
            if full.droppable.fields.iter().any(|dropped| dropped == field) {
                criterion.weight = 0.0;
            }
        }
        let again = AnswersInput { scenario: reduced, ..given.clone() };
        let best = full.worth.expect("a worth");
        let without = commonground::solve(&again.network, &again.scenario).expect("a plan");
        let report = commonground::plan::check(&given.network, &given.scenario, &without).expect("a sound input");
        assert!(report.total <= best + 1e-7);
    }
    assert!(several > 3, "{several}");
}

#[test]
fn themes_count_where_groups_take_them_even_if_no_criterion_does() {
    let mut rng = rng(816);
    let mut world = World::answered(12, &mut rng);
    world.themes = 3;
    for person in &mut world.people {
        person.wishes = (0..3).map(|_| f64::from(rng.random_range(0..=4u32)) / 4.0).collect();
    }
    let form = json!({"form": "communities", "size": [3, 4], "themes": true});
    let found = found(&input(&world, &form, &json!({"effort": {"iterations": 20_000}})));
    let themes = question(&found, "themes");
    assert!(themes.form && themes.loss > Some(0.0), "{themes:?}");
    assert!(themes.text.ends_with("The form needs it."));
    assert!(!found.droppable.fields.contains(&"themes".to_owned()));
}

#[test]
fn answers_do_not_depend_on_how_the_run_is_cut() {
    let world = any(20, &mut rng(817));
    let given =
        input(&world, &json!({"form": "communities", "size": [4, 6]}), &json!({"effort": {"iterations": 3_000}}));
    let asked = Asked { seeds: 2, within: 0.05 };
    let [one, other] = [700, 10_000_000].map(|step| {
        let mut run = AnswersRun::new(&given.network, &given.scenario, &asked).expect("a sound input");
        let mut before = 0;
        while !run.progress().finished {
            run.step(step).expect("what was validated");
            assert!(run.progress().done >= before);
            before = run.progress().done;
        }
        run.result()
    });
    assert_eq!(one, other);
}

#[test]
fn where_no_plan_keeps_the_rules_nothing_is_said_of_losses() {
    let mut world = World::answered(9, &mut rng(818));
    for person in &mut world.people {
        person.region = Some(0);
    }
    let world = world.with_rules(&[json!({"rule": "span", "attribute": "region", "atLeast": 2})]);
    let form = json!({"form": "communities", "size": [3, 3]});
    let found = found(&input(&world, &form, &json!({"effort": {"iterations": 2_000}})));
    assert_eq!((found.status, found.worth, found.noise), (Status::Infeasible, None, 0.0));
    for question in found.questions.iter().filter(|question| !question.criteria.is_empty()) {
        assert_eq!((question.loss, question.share, question.status), (None, None, Status::Infeasible));
        assert!(question.text.contains("no plan was found that keeps all hard rules"), "{}", question.text);
    }
    assert!(found.droppable.fields.is_empty());
}
