//! When hard rules cannot all hold: the smallest set that cannot, each of it shown necessary, and the cheapest changes
//! after which a plan keeps all the rest.

mod inquiry;
mod levers;
mod model;
mod parts;
mod relax;
mod say;
mod sets;

use crate::error::{Errors, fault};
use crate::forms::{ConflictProof, Pace, Progress, contradictions};
use crate::network::Network;
use crate::plan::EndedBy;
use crate::scenario::Scenario;
use crate::text::Text;
use inquiry::{Answer, Inquiry, MOST_TRIES};
pub use model::{
    ChangeValue, ConflictItem, ConflictKind, ConflictReport, ConflictSet, ConflictStatus, InputChange, Relaxation,
    RelaxationKind, Witness,
};
use parts::{Parts, ground_path};
use sets::{Core, smallest};

/// More conflicts without a rule in common are not told apart: mending the first few comes first.
const MOST_SETS: usize = 4;

/// A week, as for a plan: beyond it a slip of the pen is likelier than a wish.
const LONGEST: f64 = 604_800.0;

/// Whether an inquiry may take so many seconds; for edges, which have a clock.
///
/// # Errors
/// That it may not.
pub fn seconds_allowed(seconds: f64) -> Result<(), Errors> {
    let mut errors = Errors::default();
    if !(seconds > 0.0 && seconds <= LONGEST) {
        let most = LONGEST;
        fault("error.secondsOutOfRange", "help.secondsOutOfRange", "seconds").with("most", most).into(&mut errors);
    }
    errors.into_result()
}

/// Finds out whether all hard rules of a scenario can hold together; if not, which cannot and what would mend it.
///
/// `pace` is asked between two steps whether to go on; an inquiry that it ends keeps what was found. What is found does not
/// depend on how often it is asked. A scenario whose rules contradict each other as they stand, which
/// [`crate::scenario::validate`] refuses, can be asked of as well.
///
/// # Errors
/// What is wrong with the network or the scenario, other than such contradictions.
pub fn conflicts(
    network: &Network,
    scenario: &Scenario,
    pace: &mut dyn FnMut(&Progress) -> Pace,
) -> Result<ConflictReport, Errors> {
    contradictions(network, scenario)?;
    let mut ask = |tries: u32| {
        let (done, of) = (u64::from(tries), u64::from(MOST_TRIES));
        pace(&Progress { done, of, ..Progress::default() })
    };
    let mut inquiry = Inquiry::new(network, scenario, &mut ask);
    let all = inquiry.whole.parts.clone();
    if inquiry.ask_briefly() {
        return Ok(closed(&inquiry, ConflictStatus::Feasible, Vec::new(), Vec::new()));
    }
    let mut cores: Vec<Core> = Vec::new();
    let mut within = all.clone();
    while cores.len() < MOST_SETS
        && let Some(core) = smallest(&mut inquiry, &within)
    {
        let ends = core.parts.is_empty() || core.proof.is_none();
        within = within.difference(&core.parts).copied().collect();
        cores.push(core);
        if ends {
            break;
        }
    }
    // Where all fits after all, as a later search showed.
    if inquiry.keeps(&all) {
        return Ok(closed(&inquiry, ConflictStatus::Feasible, Vec::new(), Vec::new()));
    }
    let sets: Vec<ConflictSet> = cores.iter().map(|core| described(&mut inquiry, core)).collect();
    let proven = cores.iter().any(|core| core.proof.is_some());
    let status = if proven { ConflictStatus::Conflict } else { ConflictStatus::Unproven };
    let relaxations = relax::cheapest(&mut inquiry, &sets);
    Ok(closed(&inquiry, status, sets, relaxations))
}

/// A set with its demands of the form, and a witness for each of its members.
fn described(inquiry: &mut Inquiry, core: &Core) -> ConflictSet {
    let kind = if inquiry.whole.of_panel() { ConflictKind::Quota } else { ConflictKind::Rule };
    let item = |inquiry: &Inquiry, part: usize| ConflictItem {
        kind,
        rule: Some(part),
        path: inquiry.whole.path(part),
        text: say::part(inquiry, part),
        witness: inquiry.witness(&core.parts, part),
    };
    let mut items: Vec<ConflictItem> = core.parts.iter().map(|&part| item(inquiry, part)).collect();
    let mut proof = core.proof.clone();
    if proof.is_some() {
        let (needed, narrower) = needed(inquiry, &core.parts);
        proof = narrower.or(proof);
        for (kind, witness) in needed {
            items.push(ConflictItem {
                kind,
                rule: None,
                path: ground_path(kind).to_owned(),
                text: say::ground(inquiry, kind),
                witness,
            });
        }
    }
    let (proof, mut why) = proof.map_or((ConflictProof::None, Vec::new()), |proof| (proof.kind, proof.why));
    let searched = match proof {
        ConflictProof::Exhaustive => Some("conflict.exhaustive"),
        ConflictProof::Program => Some("conflict.program"),
        _ => None,
    };
    if why.is_empty() {
        why.extend(searched.map(|code| say::say(Text::new(code))));
    }
    let mut set = ConflictSet { items, proof, smallest: core.smallest, why, text: String::new() };
    set.text = say::set(&set, inquiry.tries);
    set
}

/// A demand of the form, and a plan that does without it.
type Needed = (ConflictKind, Option<Witness>);

/// The demands without which the parts can be kept, each with a plan that does, and the proof with these alone.
fn needed(inquiry: &mut Inquiry, parts: &Parts) -> (Vec<Needed>, Option<crate::forms::Proof>) {
    let all = inquiry.whole.grounds.clone();
    let mut proof = None;
    if all.is_empty() {
        return (Vec::new(), None);
    }
    if let (Answer::Impossible(found), _) = inquiry.ask_of(parts, &[]) {
        return (Vec::new(), Some(found));
    }
    let mut left = all.clone();
    let mut witnesses: Vec<Needed> = Vec::new();
    for ground in all {
        let fewer: Vec<ConflictKind> = left.iter().copied().filter(|&other| other != ground).collect();
        let (answer, plan) = inquiry.ask_of(parts, &fewer);
        match answer {
            Answer::Impossible(found) => (left, proof) = (fewer, Some(found)),
            _ => {
                let changes = inquiry.whole.changes(parts, &fewer);
                witnesses.push((ground, plan.map(|plan| Witness { changes, plan })));
            }
        }
    }
    (witnesses, proof)
}

fn closed(
    inquiry: &Inquiry,
    status: ConflictStatus,
    sets: Vec<ConflictSet>,
    relaxations: Vec<Relaxation>,
) -> ConflictReport {
    let mut notes = Vec::new();
    let mut note = |there: bool, text: Text| {
        if there {
            notes.push(say::say(text));
        }
    };
    let proven = |set: &&ConflictSet| set.proof != ConflictProof::None;
    let unsure = |set: &ConflictSet| set.items.iter().any(|item| item.witness.is_none());
    note(inquiry.ended.is_some(), Text::new("conflict.stopped").with("tries", inquiry.tries));
    note(sets.iter().filter(proven).any(unsure), Text::new("conflict.unsure"));
    note(sets.iter().filter(proven).take(1).any(|set| !set.smallest), Text::new("conflict.notSmallest"));
    let ended_by = match inquiry.ended {
        None | Some(Pace::On | Pace::Within(_)) => EndedBy::Solved,
        Some(Pace::Cancelled) => EndedBy::Cancelled,
        Some(Pace::OutOfTime) if inquiry.tries >= MOST_TRIES => EndedBy::Iterations,
        Some(Pace::OutOfTime) => EndedBy::Seconds,
    };
    let (text, next) = say::report(inquiry, status, &sets, &relaxations);
    ConflictReport { status, text, next, sets, relaxations, tries: inquiry.tries, notes, ended_by }
}
