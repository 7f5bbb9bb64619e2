//! Why hard rules over groups cannot all hold, found by counting and without a search.
//!
//! Each argument leaves something out of account (the other rules, themes, pins), so what it excludes is excluded; what
//! none of them excludes may be impossible all the same.

mod attributes;
mod pairs;
mod reach;
mod themes;

use crate::error::Errors;
use crate::network::{Network, Table};
use crate::plan::{Case, Plan, Status};
use crate::rules::Rule;
use crate::scenario::{Communities, Form, Scenario, group_counts, size_range};
use crate::text::{Language, Text};

/// More reasons than these tell nobody more.
const MOST_TOLD: usize = 5;

/// Of the members who are the cause so many are named.
const MOST_NAMED: usize = 3;

/// Why no plan can keep all hard rules, as sentences: for communities and tables, by counting alone. An empty list says
/// nothing.
///
/// # Errors
/// What is wrong with the network or the scenario.
pub fn impossible(network: &Network, scenario: &Scenario) -> Result<Vec<String>, Errors> {
    crate::scenario::validate(network, scenario)?;
    let table = Table::new(network);
    Ok(found(&Case::new(network, scenario, &table)))
}

/// The notes of a plan that breaks hard rules, with the reasons why none keeps them all, where there are such reasons.
///
/// Plans of [`super::Run`] have them already; this is for those of the WebAssembly module that goes without.
///
/// # Errors
/// What is wrong with the network or the scenario.
pub fn explained(network: &Network, scenario: &Scenario, notes: Vec<String>) -> Result<Vec<String>, Errors> {
    Ok(behind(impossible(network, scenario)?, notes))
}

/// Says of a plan that breaks hard rules why none keeps them all.
pub(super) fn explain(case: &Case, plan: &mut Plan) {
    if plan.status == Status::Infeasible {
        plan.notes = behind(found(case), std::mem::take(&mut plan.notes));
    }
}

/// Puts the reasons behind the note that no plan was found, which they make a certainty; notes that have them stay as they are.
fn behind(reasons: Vec<String>, mut notes: Vec<String>) -> Vec<String> {
    if reasons.first().is_none_or(|first| notes.contains(first)) {
        return notes;
    }
    let say = |code: &'static str| Text::new(code).render(Language::English);
    let (tried, none) = (say("note.provenInfeasible"), say("note.noneFound"));
    let at = notes.iter().position(|note| *note == tried || *note == none).unwrap_or(notes.len());
    if notes.get(at) != Some(&tried) {
        notes.splice(at..notes.len().min(at + 1), [say("note.proof")]);
    }
    notes.splice(at + 1..at + 1, reasons);
    notes
}

/// The reasons in words.
pub(super) fn found(case: &Case) -> Vec<String> {
    let Some(shape) = Shape::of(case) else { return Vec::new() };
    let mut found = Found { case, shape, certain: Vec::new(), facts: Vec::new(), named: vec![false; case.table.len()] };
    for (at, rule) in case.scenario.rules.iter().enumerate().filter(|(_, rule)| rule.is_hard()) {
        let mut about = About { at, found: &mut found };
        match rule {
            Rule::Quota(rule) => about.quota(rule),
            Rule::Cap(rule) => about.limit(&rule.attribute, u64::from(rule.at_most)),
            Rule::Differ(rule) => about.limit(&rule.attribute, 1),
            Rule::Span(rule) => about.span(rule),
            Rule::NotAlone(rule) => about.not_alone(rule),
            Rule::Share(rule) => about.share(rule),
            Rule::Match(rule) => about.agree(rule),
            Rule::Spread(rule) => about.spread(rule),
            Rule::Familiar(rule) => about.familiar(rule),
            Rule::Apart(rule) => about.apart(rule),
            _ => {}
        }
    }
    found.themes();
    found.several_quotas();
    found.two_by_two();
    found.told()
}

/// What groups there are to be.
struct Shape {
    /// Those who take part, by position in the table.
    members: Vec<usize>,
    /// In how many groups each of them is.
    per: u64,
    /// The smallest and the largest number of groups.
    fewest: u64,
    most: u64,
    /// The smallest and the largest size of any group.
    lo: u64,
    hi: u64,
}

impl Shape {
    fn of(case: &Case) -> Option<Self> {
        let members = case.table.participants();
        let form = match &case.scenario.form {
            Form::Communities(form) => form.clone(),
            // The tables of one round, as even as can be.
            Form::Pairs(form) if form.size > 2 => {
                let count = Some((members.len() as u32).div_ceil(form.size));
                Communities { count, ..Communities::default() }
            }
            _ => return None,
        };
        // Each argument counts on everyone to be in equally many groups.
        if form.is_limited(case.table) {
            return None;
        }
        let seats = form.places(case.table);
        let counts = group_counts(&form, seats)?;
        let [lo, hi] = size_range(&form, seats, *counts.start()).map(u64::from);
        let (fewest, most) = (u64::from(*counts.start().max(&form.per_member)), u64::from(*counts.end()));
        let (n, seats) = (members.len() as u64, u64::from(seats));
        // What the other groups must have at least is not there for one of them, and what they cannot take it must.
        let largest = hi.min(n).min(seats.saturating_sub((fewest - 1) * lo));
        let smallest = lo.max(seats.saturating_sub((most.max(1) - 1) * hi));
        let shape = Shape { members, per: u64::from(form.per_member), fewest, most, lo: smallest, hi: largest };
        (fewest <= most && smallest >= 1 && smallest <= largest).then_some(shape)
    }

    /// All places in groups.
    fn seats(&self) -> u64 {
        self.members.len() as u64 * self.per
    }
}

/// A number, or two with what lies between them, as words.
fn range(least: u64, most: u64) -> String {
    Text::new("note.proof.range").with("least", least as f64).with("most", most as f64).render(Language::English)
}

/// Keys with what they belong to, the smallest first. One sort for all that is sorted here keeps the module small.
fn sorted(keys: impl Iterator<Item = (i64, usize)>) -> Vec<(i64, usize)> {
    let mut sorted: Vec<(i64, usize)> = keys.collect();
    sorted.sort_unstable();
    sorted
}

/// Something that holds for the number of groups.
struct Fact {
    rules: Vec<usize>,
    text: Text,
    /// There are at least, and at most, so many groups.
    least: u64,
    most: u64,
}

/// What was found so far.
struct Found<'a> {
    case: &'a Case<'a>,
    shape: Shape,
    /// Each by itself a reason, with the rules it is about.
    certain: Vec<(Vec<usize>, Text)>,
    /// Limits for the number of groups, of which two may contradict each other.
    facts: Vec<Fact>,
    /// Members whom a reason names already.
    named: Vec<bool>,
}

/// One rule and where to put what is found about it.
struct About<'f, 'a> {
    at: usize,
    found: &'f mut Found<'a>,
}

impl Found<'_> {
    fn certain(&mut self, rules: Vec<usize>, text: Text) {
        self.certain.push((rules, text));
    }

    fn fact(&mut self, fact: Fact) {
        let shape = &self.shape;
        if fact.least > shape.most || fact.most < shape.fewest {
            let code = match (fact.least > shape.most, fact.most) {
                (false, 0) => "note.proof.none",
                (false, _) => "note.proof.most",
                (true, _) => "note.proof.least",
            };
            let bound = if fact.least > shape.most { fact.least } else { fact.most };
            let text = Text::new(code)
                .with("fact", fact.text.render(Language::English))
                .with("bound", bound as f64)
                .with("range", range(shape.fewest, shape.most));
            self.certain(fact.rules, text);
        } else {
            self.facts.push(fact);
        }
    }

    /// Members who have too few others to be in a group with, each with how many there are.
    fn too_few(&mut self, rules: Vec<usize>, mut members: Vec<(usize, u64)>, needed: u64) {
        members.retain(|&(member, _)| !self.named[member]);
        let Some(others) = members.iter().map(|&(_, others)| others).max() else { return };
        members.iter().for_each(|&(member, _)| self.named[member] = true);
        let code = if others == 0 { "note.proof.nobody" } else { "note.proof.few" };
        let text = Text::new(code)
            .with("names", self.names(members.iter().map(|&(member, _)| member)))
            .with("count", members.len())
            .with("found", others as f64)
            .with("needed", needed as f64)
            .with("rules", self.say(&rules));
        self.certain(rules, text);
    }

    /// Rules as sentences; of no rule is what is said of conflicts.
    fn say(&self, rules: &[usize]) -> String {
        let case = self.case;
        let say = |&at: &usize| match case.scenario.rules.get(at) {
            Some(rule) => rule.kind().sentence(case.table, case.setting).render(Language::English),
            None => Text::new("note.proof.conflicts").render(Language::English),
        };
        rules.iter().map(say).collect::<Vec<String>>().join(" ")
    }

    /// The first few names, and how many more there are.
    fn names(&self, members: impl Iterator<Item = usize>) -> Vec<String> {
        let mut names: Vec<String> = members.map(|member| self.case.table.names[member].clone()).collect();
        // One more takes no more room than to say that there is one more.
        if names.len() > MOST_NAMED + 1 {
            let more = names.len() - MOST_NAMED;
            names.truncate(MOST_NAMED);
            names.push(Text::new("note.proof.others").with("count", more).render(Language::English));
        }
        names
    }

    /// All reasons; two limits that contradict each other are one where there is none by itself.
    fn told(mut self) -> Vec<String> {
        if self.certain.is_empty() {
            let lowest = self.facts.iter().min_by_key(|fact| fact.most);
            let highest = self.facts.iter().max_by_key(|fact| fact.least);
            if let (Some(lowest), Some(highest)) = (lowest, highest)
                && highest.least > lowest.most
            {
                let text = Text::new("note.proof.both")
                    .with("one", highest.text.render(Language::English))
                    .with("least", highest.least as f64)
                    .with("other", lowest.text.render(Language::English))
                    .with("most", lowest.most as f64);
                self.certain.push((Vec::new(), text));
            }
        }
        self.certain.iter().take(MOST_TOLD).map(|(_, text)| text.render(Language::English)).collect()
    }
}

impl About<'_, '_> {
    fn certain(&mut self, text: Text) {
        self.found.certain(vec![self.at], text);
    }

    fn at_least(&mut self, groups: u64, text: Text) {
        self.found.fact(Fact { rules: vec![self.at], text, least: groups, most: u64::MAX });
    }

    fn at_most(&mut self, groups: u64, text: Text) {
        self.found.fact(Fact { rules: vec![self.at], text, least: 0, most: groups });
    }

    fn too_few(&mut self, members: Vec<(usize, u64)>, needed: u64) {
        self.found.too_few(vec![self.at], members, needed);
    }
}
