//! Whether any plan keeps all hard rules: a plan that does, a proof that none does, or neither.
//!
//! Proofs are tried from the cheapest on: what validation knows, counting, the exact methods of pairs, coaching and
//! panels, and the division of members into groups. Steps decide, never a clock.

use super::communities::CommunitiesWork;
use super::division::{Divided, Whole, divide};
use super::proofs;
use super::run::{Pace, Run};
use crate::error::Errors;
use crate::network::{Network, Table};
use crate::plan::{Case, Placed, Placement, Plan, Status};
use crate::rules::Rule;
use crate::scenario::{
    Coaching, Communities, Form, Odd, Pairs, Panel, PanelObjective, Scenario, group_counts, size_range, theme_counts,
};
use crate::text::{Language, Text};
use serde::Serialize;

/// Moves of a first search for each place, for each number of groups: they suffice where rules leave much freedom.
const FIRST_MOVES: u64 = 350;

/// Moves of a second one, after no proof was found.
const SECOND_MOVES: u64 = 1_700;

/// Numbers of groups that are searched at most, evenly over the range.
const MOST_COUNTS: u32 = 12;

/// Moves between two questions whether to go on.
const STEP: u64 = 20_000;

/// Moves of a search for tables, and steps of a panel's lottery.
const TABLE_MOVES: u64 = 200_000;

/// Contradictions that validation finds: with any of them no plan can be.
const CONTRADICTIONS: [&str; 15] = [
    "contradictoryRules",
    "togetherInConflict",
    "togetherTooLarge",
    "pinnedToTwo",
    "pinsTearTogether",
    "pinsForceApart",
    "tooManyPins",
    "tooFewMoves",
    "countDoesNotAddUp",
    "sizesDoNotAddUp",
    "tooManyGroups",
    "perMemberTooLarge",
    "themesDoNotAddUp",
    "tooManyRounds",
    "unknownGroup",
];

/// How it is known that no plan keeps all of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ConflictProof {
    /// They contradict each other as they stand.
    Contradiction,
    /// By counting.
    Counting,
    /// By an exact matching of pairs.
    Matching,
    /// By an exact flow of learners to coaches.
    Flow,
    /// By an integer program.
    Program,
    /// Members whom no rule tells apart were taken together, and all ways to divide them excluded.
    Exhaustive,
    /// Not at all: no plan was found that keeps all.
    None,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Proof {
    pub kind: ConflictProof,
    /// The argument as sentences, where there is one.
    pub why: Vec<String>,
}

/// What was found out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// These groups, or matches, keep all hard rules.
    Possible(Placement),
    Impossible(Proof),
    /// Neither a plan nor a proof.
    Unknown,
}

/// A scenario whose rules are all hard, and rules that are to be kept as well if that can be.
pub(crate) struct Trial<'a> {
    pub network: &'a Network,
    pub scenario: &'a Scenario,
    pub wishes: &'a [Rule],
    /// Whether it is only searched, with no proof beyond counting.
    pub briefly: bool,
}

/// What is wrong beyond contradictions, if anything is; else the sentences of the contradictions.
pub(crate) fn contradictions(network: &Network, scenario: &Scenario) -> Result<Vec<String>, Errors> {
    let Err(errors) = crate::scenario::validate(network, scenario) else { return Ok(Vec::new()) };
    of_contradictions(errors)
}

fn of_contradictions(errors: Errors) -> Result<Vec<String>, Errors> {
    if errors.iter().any(|error| !CONTRADICTIONS.contains(&error.code())) {
        let mut others = Errors::default();
        for error in errors.iter().filter(|error| !CONTRADICTIONS.contains(&error.code())) {
            others.push(error.clone());
        }
        return Err(others);
    }
    Ok(errors.iter().map(|error| error.why(Language::English)).collect())
}

/// Finds out whether any plan keeps all rules. `go` ends it when false.
pub(crate) fn verdict(trial: &Trial, go: &mut dyn FnMut() -> bool) -> Verdict {
    match contradictions(trial.network, trial.scenario) {
        Err(_) => return Verdict::Unknown,
        Ok(why) if !why.is_empty() => {
            return Verdict::Impossible(Proof { kind: ConflictProof::Contradiction, why });
        }
        Ok(_) => {}
    }
    let table = Table::new(trial.network);
    let case = Case::new(trial.network, trial.scenario, &table);
    match &trial.scenario.form {
        Form::Communities(form) => communities(trial, &case, form, go),
        Form::Pairs(form) if form.size > 2 => tables(trial, &case, form, go),
        Form::Pairs(form) => pairs(trial, &case, form),
        Form::Coaching(form) => coaching(trial, &case, form),
        Form::Panel(form) => panel(&case, form),
    }
}

/// The plan of a placement that a verdict gave, as whoever solves the scenario would have it.
pub(crate) fn plan_of(network: &Network, scenario: &Scenario, placement: &Placement) -> Option<Plan> {
    let table = Table::new(network);
    let case = Case::new(network, scenario, &table);
    let plan = match &scenario.form {
        Form::Communities(_) => crate::plan::assemble(
            &case,
            crate::plan::Draft {
                placement: placement.clone(),
                ended_by: crate::plan::EndedBy::Solved,
                ..Default::default()
            },
        ),
        Form::Pairs(form) if form.size > 2 => crate::plan::assemble(
            &case,
            crate::plan::Draft {
                placement: placement.clone(),
                ended_by: crate::plan::EndedBy::Solved,
                ..Default::default()
            },
        ),
        _ => solved(network, scenario)?,
    };
    let sound = crate::plan::check(network, scenario, &plan).is_ok_and(|report| report.ok);
    (sound && keeps_all(&table, scenario, &plan)).then_some(plan)
}

/// Whether a plan keeps all hard rules and places everyone whom a plan without rules could place.
pub(crate) fn keeps_all(table: &Table, scenario: &Scenario, plan: &Plan) -> bool {
    let spare = match &scenario.form {
        Form::Pairs(form) if form.size == 2 && form.odd == Odd::SitOut => {
            (table.participants().len() % 2) * form.rounds as usize
        }
        _ => 0,
    };
    let panel = matches!(scenario.form, Form::Panel(_));
    plan.status == Status::Feasible && (panel || (plan.unplaced.len() <= spare && plan.unserved.is_empty()))
}

fn solved(network: &Network, scenario: &Scenario) -> Option<Plan> {
    let mut run = Run::new(network, scenario).ok()?;
    while !run.progress().finished {
        run.step(STEP);
    }
    Some(run.plan(Pace::On))
}

/// The plan of a run with so many moves at most.
pub(crate) fn shortly(network: &Network, scenario: &Scenario, moves: u64) -> Option<Plan> {
    let mut scenario = scenario.clone();
    let asked = scenario.effort.iterations;
    scenario.effort.iterations = Some(asked.map_or(moves, |asked| asked.min(moves)));
    let mut plan = solved(network, &scenario)?;
    plan.notes.clear();
    Some(plan)
}

/// The placement of a plan that is known to be sound.
fn placement(table: &Table, plan: &Plan) -> Placement {
    let members = |ids: &[String]| ids.iter().filter_map(|id| table.member(id)).collect();
    let group = |group: &crate::plan::Group| Placed {
        members: members(&group.members),
        theme: group.theme.as_ref().and_then(|theme| table.theme(theme)),
        round: group.round,
    };
    let one = |found: &crate::plan::CoachingMatch| Some((table.member(&found.coach)?, table.member(&found.learner)?));
    Placement {
        groups: plan.groups.iter().map(group).collect(),
        matches: plan.coaching.iter().filter_map(one).collect(),
        ..Placement::default()
    }
}

fn counted(case: &Case) -> Option<Verdict> {
    let why = proofs::found(case);
    (!why.is_empty()).then_some(Verdict::Impossible(Proof { kind: ConflictProof::Counting, why }))
}

fn communities(trial: &Trial, case: &Case, form: &Communities, go: &mut dyn FnMut() -> bool) -> Verdict {
    if let Some(verdict) = counted(case) {
        return verdict;
    }
    let members = case.table.participants();
    let seats = form.places(case.table);
    let Some(counts) = group_counts(form, seats) else { return Verdict::Unknown };
    let by_theme = theme_counts(form, case.table.theme_ids.len() as u32);
    let fewest = (*counts.start()).max(form.most_places(case.table)).max(*by_theme.start());
    let counts = fewest..=(*counts.end()).min(*by_theme.end());
    if let Some(verdict) = search(trial, case, form, &counts, FIRST_MOVES, go) {
        return verdict;
    }
    // Divisions are into equally many groups for everyone.
    if trial.briefly || form.is_limited(case.table) {
        return search(trial, case, form, &counts, SECOND_MOVES, go).unwrap_or(Verdict::Unknown);
    }
    let size = [size_range(form, seats, *counts.end())[0].max(1), size_range(form, seats, *counts.start())[1]];
    let largest = seats.saturating_sub(counts.start().saturating_sub(1) * size[0]);
    let numbers = trial.scenario.pins.iter().filter_map(|pin| {
        let theme = case.table.theme_ids.contains(&pin.group);
        crate::scenario::group_number(&pin.group).filter(|_| !theme)
    });
    // The group of each number is there; where members have several places, pins are left out of account.
    let pinned = numbers.max().unwrap_or(0);
    let whole = Whole {
        per: form.per_member,
        counts: (*counts.start()).max(pinned)..=*counts.end(),
        size: [size[0], size[1].min(members.len() as u32).min(largest)],
        places: true,
        members,
    };
    match divided(case, &whole, go) {
        Some(Verdict::Possible(placement)) => {
            if let Some(placement) = themed(case, form, placement) {
                return Verdict::Possible(placement);
            }
        }
        Some(verdict) => return verdict,
        None => {}
    }
    search(trial, case, form, &counts, SECOND_MOVES, go).unwrap_or(Verdict::Unknown)
}

/// A placement in groups with themes, where they take any, and in the order that pins ask for; `None` where that is left
/// to the search.
fn themed(case: &Case, form: &Communities, placement: Placement) -> Option<Placement> {
    let plain = !form.themes && case.scenario.keep.is_none() && case.scenario.pins.is_empty();
    plain.then_some(placement)
}

fn divided(case: &Case, whole: &Whole, go: &mut dyn FnMut() -> bool) -> Option<Verdict> {
    let exhaustive = |why| Some(Verdict::Impossible(Proof { kind: ConflictProof::Exhaustive, why }));
    match divide(case, whole, go) {
        Divided::Into(groups) => {
            let placed = |members| Placed { members, ..Placed::default() };
            let mut groups: Vec<Placed> = groups.into_iter().map(placed).collect();
            groups.sort_by(|a, b| a.members.cmp(&b.members));
            Some(Verdict::Possible(Placement { groups, ..Placement::default() }))
        }
        Divided::Alone(members) => {
            let names: Vec<String> = members.iter().map(|&member| case.table.names[member].clone()).collect();
            let code = if names.len() > 1 { "conflict.alone.several" } else { "conflict.alone" };
            exhaustive(vec![Text::new(code).with("names", names).render(Language::English)])
        }
        Divided::Never => exhaustive(Vec::new()),
        Divided::Unknown => None,
    }
}

/// The best of short searches, one for each number of groups: what keeps all hard rules and most of the wishes.
fn search(
    trial: &Trial,
    case: &Case,
    form: &Communities,
    counts: &std::ops::RangeInclusive<u32>,
    moves: u64,
    go: &mut dyn FnMut() -> bool,
) -> Option<Verdict> {
    let seats = case.table.participants().len() as u64 * u64::from(form.per_member);
    let moves = moves * seats;
    let mut scenario = trial.scenario.clone();
    scenario.rules.extend(trial.wishes.iter().map(|rule| rule.softened(1.0)));
    scenario.criteria = Vec::new();
    scenario.effort.iterations = Some(moves);
    let span = counts.end().checked_sub(*counts.start())?;
    let tried = MOST_COUNTS.min(span + 1);
    let mut best: Option<(usize, Placement)> = None;
    let mut refusals: Vec<Vec<String>> = Vec::new();
    for at in 0..tried {
        let count = counts.start()
            + if tried > 1 { (u64::from(at) * u64::from(span) / u64::from(tried - 1)) as u32 } else { 0 };
        let form = Communities { count: Some(count), ..form.clone() };
        scenario.form = Form::Communities(form.clone());
        let soft = Case::new(trial.network, &scenario, case.table);
        let mut work = match CommunitiesWork::searching(&soft, &form) {
            Ok(work) => work,
            Err(errors) => {
                refusals.extend(of_contradictions(errors));
                continue;
            }
        };
        let mut done = 0;
        while !work.progress().finished && done < moves {
            let kept_at_once = trial.wishes.is_empty() && work.progress().hard_broken == 0;
            if kept_at_once || !go() {
                break;
            }
            let step = STEP.min(moves / 4).max(1);
            work.step(&|| Case::new(trial.network, &scenario, case.table), step);
            done += step;
        }
        if let Some((0, groups)) = work.found() {
            let broken = |rule: &&Rule| groups.iter().any(|g| rule.broken(&[], case.table, &g.members).is_some());
            let lost = trial.wishes.iter().filter(broken).count();
            if best.as_ref().is_none_or(|(fewest, _)| lost < *fewest) {
                best = Some((lost, Placement { groups, ..Placement::default() }));
            }
            if lost == 0 {
                break;
            }
        }
    }
    if let Some((_, placement)) = best {
        return Some(Verdict::Possible(placement));
    }
    let all_refused = refusals.len() as u32 == tried && tried == span + 1;
    all_refused.then(|| Verdict::Impossible(Proof { kind: ConflictProof::Contradiction, why: refusals.swap_remove(0) }))
}

fn tables(trial: &Trial, case: &Case, form: &Pairs, go: &mut dyn FnMut() -> bool) -> Verdict {
    if let Some(verdict) = counted(case) {
        return verdict;
    }
    let mut scenario = trial.scenario.clone();
    scenario.criteria = Vec::new();
    scenario.effort.iterations = Some(TABLE_MOVES);
    if let Some(plan) = solved(trial.network, &scenario)
        && plan.status == Status::Feasible
    {
        return Verdict::Possible(placement(case.table, &plan));
    }
    let members = case.table.participants();
    let n = members.len() as u32;
    let count = n.div_ceil(form.size.max(1)).max(1);
    let size = [n / count, n.div_ceil(count)];
    let whole = Whole { per: 1, counts: count..=count, size, places: false, members };
    match divided(case, &whole, go) {
        // What does for one round does for all: at tables members may meet again.
        Some(Verdict::Possible(one)) => {
            let rounds = (1..=form.rounds).flat_map(|round| {
                let round = (form.rounds > 1).then_some(round);
                one.groups.iter().map(move |group| Placed { round, ..group.clone() })
            });
            Verdict::Possible(Placement { groups: rounds.collect(), ..Placement::default() })
        }
        Some(verdict) => verdict,
        None => Verdict::Unknown,
    }
}

/// The scenario with the wishes as soft rules and without criteria.
fn softened(trial: &Trial) -> Scenario {
    let mut scenario = trial.scenario.clone();
    scenario.rules.extend(trial.wishes.iter().map(|rule| rule.softened(1.0)));
    scenario
}

fn pairs(trial: &Trial, case: &Case, form: &Pairs) -> Verdict {
    let scenario = softened(trial);
    let Some(plan) = solved(trial.network, &scenario) else { return Verdict::Unknown };
    if keeps_all(case.table, trial.scenario, &plan) {
        return Verdict::Possible(placement(case.table, &plan));
    }
    // One round after which nobody has met decides; what later rounds lack may be for another first one.
    let one = Pairs { rounds: 1, odd: Odd::SitOut, objective: crate::scenario::PairsObjective::Total, ..form.clone() };
    let mut first = trial.scenario.clone();
    first.form = Form::Pairs(one);
    first.criteria = Vec::new();
    let Some(plan) = solved(trial.network, &first) else { return Verdict::Unknown };
    let n = case.table.participants().len();
    let odd = n % 2;
    let trio_may_mend =
        form.odd == Odd::Trio && odd == 1 && trial.scenario.rules.iter().any(|rule| !rule.kind().is_beyond_mending());
    if plan.unplaced.len() <= odd || trio_may_mend {
        return Verdict::Unknown;
    }
    let mut why: Vec<String> =
        plan.unplaced.iter().filter(|left| left.code == "noPartner").map(|left| left.why.clone()).collect();
    why.truncate(3);
    let text = Text::new("conflict.matching").with("left", plan.unplaced.len()).with("count", n);
    why.insert(0, text.render(Language::English));
    Verdict::Impossible(Proof { kind: ConflictProof::Matching, why })
}

fn coaching(trial: &Trial, case: &Case, form: &Coaching) -> Verdict {
    let mut scenario = softened(trial);
    // Whether all can be served is asked, not whether it pays.
    scenario.form = Form::Coaching(Coaching { unassigned: None, ..form.clone() });
    let Some(plan) = solved(trial.network, &scenario) else { return Verdict::Unknown };
    if keeps_all(case.table, &scenario, &plan) {
        return Verdict::Possible(placement(case.table, &plan));
    }
    let left = plan.unplaced.len() + plan.unserved.len();
    let groups = form.to == crate::scenario::CoachingTo::Groups;
    let code = if groups { "conflict.flow.groups" } else { "conflict.flow" };
    let text = Text::new(code).with("left", left).with("fewest", form.per_learner[0]);
    let mut why = vec![text.render(Language::English)];
    why.extend(plan.unplaced.iter().filter(|left| left.code == "noCoach").take(3).map(|left| left.why.clone()));
    Verdict::Impossible(Proof { kind: ConflictProof::Flow, why })
}

fn panel(case: &Case, form: &Panel) -> Verdict {
    // Who is best rated does not matter, nor how chances are drawn.
    let any = Panel { objective: PanelObjective::Score, ..form.clone() };
    let work = super::panel::PanelWork::new(case, &any);
    if let Some(members) = work.any() {
        let groups = vec![Placed { members, ..Placed::default() }];
        return Verdict::Possible(Placement { groups, ..Placement::default() });
    }
    if work.is_impossible() {
        return Verdict::Impossible(Proof { kind: ConflictProof::Program, why: Vec::new() });
    }
    Verdict::Unknown
}
