//! From a solver's bare placement to the plan that is given back.

use super::measure::{Case, Measures, Placement};
use super::reasons::Reasons;
use super::{CoachingMatch, EffortReport, EndedBy, Group, Plan, Proof, Score, Status, Unplaced};
use crate::affinity::Want;
use crate::order::ranked;
use crate::rules::{Rule, Setting};
use crate::scenario::Form;
use crate::text::{Language, Text};

/// What a solver says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub placement: Placement,
    pub unplaced: Vec<LeftOut>,
    /// No plan has a larger total.
    pub bound: Option<f64>,
    /// The placement is proven to reach the bound.
    pub optimal: bool,
    pub iterations: u64,
    pub ended_by: EndedBy,
    pub notes: Vec<Text>,
    /// Groups of an earlier plan with fewer facilitators than wanted, and the code of why.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub unserved: Vec<(usize, &'static str)>,
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub panel: Option<Box<PanelDraft>>,
}

/// What only panels have, ready to be given back.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
#[derive(Debug, Clone, Default)]
pub(crate) struct PanelDraft {
    /// What the panel counts, instead of what its members are to each other.
    pub worth: f64,
    pub report: super::PanelReport,
    pub unplaced: Vec<Unplaced>,
}

/// A member that was not placed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LeftOut {
    pub member: usize,
    pub round: Option<u32>,
    pub code: &'static str,
    /// The hard rules that exclude candidates.
    pub rules: Vec<usize>,
}

/// The plan of a draft, measured and explained.
pub(crate) fn assemble(case: &Case, draft: Draft) -> Plan {
    let table = case.table;
    #[cfg_attr(not(any(feature = "pairs", not(feature = "engine"))), expect(unused_mut))]
    let mut measures = case.measure(&draft.placement);
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    if let Some(panel) = &draft.panel {
        measures.total = panel.worth;
    }
    let reasons = Reasons::new(case);
    let groups =
        draft.placement.groups.iter().zip(&measures.groups).enumerate().map(|(at, (placed, measured))| Group {
            id: format!("g{}", at + 1),
            round: placed.round,
            theme: placed.theme.map(|theme| table.theme_ids[theme].clone()),
            members: placed.members.iter().map(|&m| table.ids[m].clone()).collect(),
            score: measured.score,
            commonality: measured.commonality,
            diversity: measured.diversity,
            reasons: reasons.of_group(placed),
        });
    let matches =
        draft.placement.matches.iter().zip(&measures.matches).map(|(&(coach, learner), &score)| CoachingMatch {
            coach: table.ids[coach].clone(),
            learner: table.ids[learner].clone(),
            score,
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            sponsor: case.sponsor_term(learner),
            reasons: reasons.of_match(coach, learner),
        });
    let status = if measures.hard_broken == 0 { Status::Feasible } else { Status::Infeasible };
    let mut notes = standing_notes(case);
    let placement = &draft.placement;
    if placement.groups.is_empty() && placement.matches.is_empty() && placement.served.is_empty() {
        notes.push(Text::new("note.nobodyPlaced"));
    }
    notes.extend(draft.notes.iter().cloned());
    if status == Status::Infeasible {
        notes.extend(unanswered(case));
    }
    notes.extend(measures.conflicts.iter().map(|&(a, b)| {
        Text::new("note.conflict").with("members", vec![table.names[a].clone(), table.names[b].clone()])
    }));
    notes.extend(off_theme(case, &measures));
    let unplaced: Vec<Unplaced> = draft.unplaced.iter().map(|left| unplaced(case, left)).collect();
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    let (panel, unplaced) = match &draft.panel {
        Some(panel) => (Some(panel.report.clone()), panel.unplaced.clone()),
        None => (None, unplaced),
    };
    Plan {
        form: case.scenario.form.word().to_owned(),
        status,
        groups: groups.collect(),
        coaching: matches.collect(),
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        anchors: case.anchor_matches(&draft.placement),
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        facilitators: case.facilitated(&draft.placement),
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        unserved: case.unserved(&draft),
        unplaced,
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        sponsor: measures.sponsor_report.clone(),
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        panel,
        score: score(&measures, status, &draft),
        balance: measures.balance,
        rules: measures.rules,
        themes: measures.themes,
        notes: notes.iter().map(|note| note.render(Language::English)).collect(),
        effort: EffortReport {
            seconds: case.scenario.effort.seconds,
            seed: case.scenario.effort.seed,
            iterations: draft.iterations,
            ended_by: draft.ended_by,
        },
    }
}

fn score(measures: &Measures, status: Status, draft: &Draft) -> Score {
    let (bound, proof) = proven(measures.total, status, draft);
    Score {
        total: measures.total,
        penalties: measures.penalties,
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        costs: measures.costs,
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        sponsor: measures.sponsor,
        bound,
        gap: bound.map(|bound| gap(bound, measures.total)),
        proof,
    }
}

fn proven(total: f64, status: Status, draft: &Draft) -> (Option<f64>, Proof) {
    if status == Status::Infeasible {
        // A bound on plans that keep the rules says nothing about one that breaks them.
        return (None, Proof::Heuristic);
    }
    if draft.optimal {
        return (Some(total), Proof::Optimal);
    }
    // Whole numbers inside a solver round: a bound may fall short of what was reached by that, and by no more. One that falls
    // shorter is wrong, and proves nothing.
    let holds = |bound: &f64| *bound >= total - 1e-6 * f64::max(1.0, libm::fabs(total));
    debug_assert!(draft.bound.as_ref().is_none_or(holds));
    let bound = draft.bound.filter(holds).map(|bound| f64::max(bound, total));
    (bound, if bound.is_some() { Proof::Bounded } else { Proof::Heuristic })
}

/// How far the total may be from the best, as a share of the bound.
pub(super) fn gap(bound: f64, total: f64) -> f64 {
    let scale = if bound == 0.0 { libm::fabs(total) } else { libm::fabs(bound) };
    if scale > 0.0 { (bound - total) / scale } else { 0.0 }
}

fn unplaced(case: &Case, left: &LeftOut) -> Unplaced {
    let sentence = match left.code {
        "oddOneOut" => "unplaced.oddOneOut",
        "noPartner" if left.rules.is_empty() => "unplaced.noPartner.ties",
        "noPartner" => "unplaced.noPartner",
        "metEveryone" => "unplaced.metEveryone",
        "partnersTaken" => "unplaced.partnersTaken",
        "noCoach" if left.rules.is_empty() => "unplaced.noCoach.ties",
        "noCoach" => "unplaced.noCoach",
        "coachesFull" => "unplaced.coachesFull",
        "fewerCoaches" => "unplaced.fewerCoaches",
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        "noSeat" => "unplaced.noSeat",
        _ => "unplaced.noGain",
    };
    let name = case.table.names[left.member].clone();
    let say = |&at: &usize| case.scenario.rules[at].kind().sentence(case.table, case.setting).render(Language::English);
    let rules: Vec<String> = left.rules.iter().map(say).collect();
    Unplaced {
        member: case.table.ids[left.member].clone(),
        round: left.round,
        code: left.code.to_owned(),
        why: Text::new(sentence).with("name", name).with("rules", rules.join(" ")).render(Language::English),
        rules: left.rules.clone(),
    }
}

/// What the scenario itself gives reason to say.
fn standing_notes(case: &Case) -> Vec<Text> {
    let mut notes = Vec::new();
    let takes_themes = matches!(&case.scenario.form, Form::Communities(form) if form.themes);
    let idle = case.scenario.criteria.iter().any(|c| c.want == Want::Preferred && c.weight > 0.0) && !takes_themes;
    if idle {
        notes.push(Text::new("note.preferredIdle").with("form", case.scenario.form.word()));
    }
    let wishes_count = takes_themes && case.scenario.criteria.iter().any(|c| c.want == Want::Preferred);
    let chosen_alone = case.scenario.form.word() == "panel";
    if !chosen_alone && case.affinity.says_nothing() && !wishes_count {
        notes.push(Text::new("note.nothingWished"));
    }
    if !chosen_alone && case.setting != Setting::Coaching {
        let resting: Vec<String> =
            (0..case.table.len()).filter(|&m| !case.table.takes_part(m)).map(|m| case.table.names[m].clone()).collect();
        if !resting.is_empty() {
            notes.push(named("note.takeNoPart", resting));
        }
    }
    notes
}

/// Who is with a theme that they did not choose where they are to be, and which themes others would rather have.
fn off_theme(case: &Case, measures: &Measures) -> Vec<Text> {
    let table = case.table;
    let mut notes = Vec::new();
    if !measures.unchosen.is_empty() {
        let one = |&(member, theme): &(usize, usize)| {
            let text = Text::new("note.unchosen.one").with("name", &table.names[member]);
            text.with("theme", &table.theme_labels[theme]).render(Language::English)
        };
        notes.push(named("note.unchosen", measures.unchosen.iter().map(one).collect()));
    }
    let unmet = (0..measures.themes.len()).filter(|&theme| measures.themes[theme].unmet > 0);
    let unmet = ranked(unmet, |&a: &usize, &b: &usize| measures.themes[b].unmet.cmp(&measures.themes[a].unmet));
    let one = |theme: usize| {
        let report = &measures.themes[theme];
        let closed =
            if report.groups == 0 { Text::new("note.unmet.closed").render(Language::English) } else { String::new() };
        let text = Text::new("note.unmet.one").with("theme", &table.theme_labels[theme]).with("count", report.unmet);
        text.with("closed", closed).render(Language::English)
    };
    if !unmet.is_empty() {
        notes.push(named("note.unmet", unmet.into_iter().map(one).collect()));
    }
    notes
}

/// Members who cannot keep a hard rule because they did not answer what it asks for.
fn unanswered(case: &Case) -> Vec<Text> {
    let asked = case.scenario.rules.iter().filter(|rule| rule.is_hard()).filter_map(|rule| match rule {
        Rule::Share(rule) => Some(&rule.attribute),
        Rule::Match(rule) => Some(&rule.attribute),
        _ => None,
    });
    let note = |attribute: &String| {
        let column = case.table.column(attribute)?;
        let silent = |&member: &usize| case.table.takes_part(member) && column.values(member).is_empty();
        let names: Vec<String> =
            (0..case.table.len()).filter(silent).map(|member| case.table.names[member].clone()).collect();
        (!names.is_empty()).then(|| named("note.unanswered", names).with("attribute", case.table.label(attribute)))
    };
    asked.filter_map(note).collect()
}

/// A note about members, of whom the first few are named.
pub(crate) fn named(code: &'static str, names: Vec<String>) -> Text {
    const NAMED: usize = 5;
    let count = names.len();
    let mut shown: Vec<String> = names.into_iter().take(NAMED).collect();
    if count > NAMED {
        shown.push(Text::new("note.more").with("count", count - NAMED).render(Language::English));
    }
    Text::new(code).with("count", count).with("names", shown)
}
