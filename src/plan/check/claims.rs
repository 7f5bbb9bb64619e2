//! Whether the rules hold and what a plan says of itself is so.

use crate::error::{Errors, fault};
use crate::plan::{Case, Measures, Plan, Proof, RuleReport, Status};

/// Numbers may differ by so much, as a share of their size: they were computed in another order, or written down
/// with fewer digits.
const TOLERANCE: f64 = 1e-6;

fn near(a: f64, b: f64) -> bool {
    libm::fabs(a - b) <= TOLERANCE * f64::max(1.0, f64::max(libm::fabs(a), libm::fabs(b)))
}

fn both_near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => near(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Every hard rule holds, and nobody is with someone with whom they are in conflict.
pub(super) fn rules_hold(case: &Case, measures: &Measures, errors: &mut Errors) {
    for report in measures.rules.iter().filter(|report| report.hard) {
        for broken in &report.broken {
            fault("error.brokenRule", "help.brokenRule", format!("scenario.rules[{}]", report.rule))
                .with("group", &broken.group)
                .with("text", &broken.text)
                .with("rule", &report.text)
                .into(errors);
        }
    }
    for &(member, theme) in &measures.unchosen {
        fault("error.unchosenTheme", "help.unchosenTheme", "plan.groups")
            .with("name", &case.table.names[member])
            .with("id", &case.table.theme_labels[theme])
            .into(errors);
    }
    for &(a, b) in &measures.conflicts {
        fault("error.conflict", "help.conflict", "plan.groups")
            .with("members", vec![case.table.names[a].clone(), case.table.names[b].clone()])
            .into(errors);
    }
}

/// The numbers that the plan states are those that follow from it.
#[cfg_attr(not(any(feature = "pairs", not(feature = "engine"))), expect(unused_variables))]
pub(super) fn numbers_are_right(case: &Case, plan: &Plan, measures: &Measures, errors: &mut Errors) {
    let mut differs = |path: String, stated: Option<f64>, right: Option<f64>| {
        if !both_near(stated, right) {
            let word = |number: Option<f64>| number.map_or("null".to_owned(), |number| number.to_string());
            fault("error.numberDiffers", "help.numberDiffers", path)
                .with("stated", word(stated))
                .with("right", word(right))
                .into(errors);
        }
    };
    for (at, (group, right)) in plan.groups.iter().zip(&measures.groups).enumerate() {
        differs(format!("plan.groups[{at}].score"), Some(group.score), Some(right.score));
        differs(format!("plan.groups[{at}].commonality"), group.commonality, right.commonality);
        differs(format!("plan.groups[{at}].diversity"), group.diversity, right.diversity);
    }
    for (at, (found, &right)) in plan.coaching.iter().zip(&measures.matches).enumerate() {
        differs(format!("plan.coaching[{at}].score"), Some(found.score), Some(right));
    }
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    {
        for (at, (found, right)) in plan.facilitators.iter().zip(&measures.fits).enumerate() {
            differs(format!("plan.facilitators[{at}].score"), Some(found.score), Some(right.worth));
            differs(format!("plan.facilitators[{at}].technical"), found.technical, right.technical);
            differs(format!("plan.facilitators[{at}].skill"), found.skill, right.skill);
        }
        for (at, found) in plan.anchors.iter().enumerate() {
            let pair = case.table.member(&found.learner).zip(case.table.member(&found.anchor));
            let right = pair.map(|(learner, anchor)| case.affinity.of(learner, anchor));
            differs(format!("plan.anchors[{at}].score"), Some(found.score), right);
        }
        for (at, (found, &right)) in plan.coaching.iter().zip(&measures.sponsor_gains).enumerate() {
            let stated = found.sponsor.as_ref().map_or(0.0, |sponsor| sponsor.score);
            differs(format!("plan.coaching[{at}].sponsor"), Some(stated), Some(right));
        }
        differs("plan.score.sponsor".to_owned(), Some(plan.score.sponsor), Some(measures.sponsor));
        let share = |report: &Option<crate::plan::SponsorReport>| report.as_ref().and_then(|report| report.share);
        differs("plan.sponsor.share".to_owned(), share(&plan.sponsor), share(&measures.sponsor_report));
        differs("plan.score.costs".to_owned(), Some(plan.score.costs), Some(measures.costs));
    }
    differs("plan.score.total".to_owned(), Some(plan.score.total), Some(measures.total));
    differs("plan.score.penalties".to_owned(), Some(plan.score.penalties), Some(measures.penalties));
    let (stated, right) = (&plan.balance, &measures.balance);
    differs("plan.balance.commonality".to_owned(), stated.commonality, right.commonality);
    differs("plan.balance.diversity".to_owned(), stated.diversity, right.diversity);
    differs("plan.balance.exchange".to_owned(), stated.exchange, right.exchange);
    let count = |count: Option<u32>| count.map(f64::from);
    differs("plan.balance.blockingPairs".to_owned(), count(stated.blocking_pairs), count(right.blocking_pairs));
    differs("plan.balance.repeats".to_owned(), count(stated.repeats), count(right.repeats));
    let score = |worst: &Option<crate::plan::Worst>| worst.as_ref().map(|worst| worst.score);
    differs("plan.balance.worst".to_owned(), score(&stated.worst), score(&right.worst));
    let member = |worst: &Option<crate::plan::Worst>| worst.as_ref().map(|worst| worst.member.clone());
    if member(&stated.worst) != member(&right.worst) {
        let word = |worst| member(worst).unwrap_or_else(|| "null".to_owned());
        fault("error.numberDiffers", "help.numberDiffers", "plan.balance.worst.member")
            .with("stated", word(&stated.worst))
            .with("right", word(&right.worst))
            .into(errors);
    }

    if plan.themes != measures.themes {
        fault("error.themesDiffer", "help.themesDiffer", "plan.themes").into(errors);
    }
    let feasible = measures.hard_broken == 0;
    if (plan.status == Status::Feasible) != feasible {
        fault("error.statusDiffers", "help.statusDiffers", "plan.status").into(errors);
    }
    let same = |stated: &RuleReport, right: &RuleReport| {
        let groups = |report: &RuleReport| report.broken.iter().map(|b| b.group.clone()).collect::<Vec<_>>();
        (stated.rule, stated.hard, stated.held) == (right.rule, right.hard, right.held)
            && groups(stated) == groups(right)
    };
    let all = || plan.rules.iter().zip(&measures.rules).all(|(stated, right)| same(stated, right));
    if plan.rules.len() != measures.rules.len() || !all() {
        fault("error.rulesDiffer", "help.rulesDiffer", "plan.rules").into(errors);
    }
    proof_is_no_stronger_than_shown(plan, feasible, errors);
}

/// A bound lies above the total; `optimal` states that the two meet, `bounded` that there is one.
fn proof_is_no_stronger_than_shown(plan: &Plan, feasible: bool, errors: &mut Errors) {
    let score = &plan.score;
    let above = score.bound.is_none_or(|bound| bound >= score.total || near(bound, score.total));
    let gap = score.bound.map(|bound| crate::plan::assemble::gap(bound, score.total));
    let shown = match score.proof {
        Proof::Optimal => feasible && score.bound.is_some_and(|bound| near(bound, score.total)),
        Proof::Bounded => feasible && score.bound.is_some(),
        Proof::Heuristic => score.bound.is_none(),
    };
    if !(above && shown && both_near(score.gap, gap)) {
        fault("error.proofTooStrong", "help.proofTooStrong", "plan.score").into(errors);
    }
}
