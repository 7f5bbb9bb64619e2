//! What became of a plan's matches, beside the reasons for which they were made: counts, and nothing beyond them.

use crate::error::{Errors, fault};
use crate::plan::{Plan, Reason};
use crate::text::{Language, Param, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The grades of usefulness, from 1 to this one.
const GRADES: usize = 5;

/// What someone says of a match: of two members (`a` and `b`, in coaching in any order), of a `member` and perhaps the
/// `group`, or of a whole `group`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Outcome {
    /// One member's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<String>,
    /// The other member's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<String>,
    /// The id of the member who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The group's id in the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether they met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
    /// How useful it was, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub useful: Option<u32>,
}

/// How many rows say what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Rows.
    pub rows: u32,
    /// Rows that say that they met.
    pub met: u32,
    /// Rows that say that they did not.
    pub not_met: u32,
    /// Rows with each grade of usefulness, 1 to 5.
    pub useful: [u32; GRADES],
}

/// The rows about matches that have something, and those about matches that do not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// What the matches have: a kind of reason, a criterion's position, or an attribute's name.
    pub what: String,
    /// Of attributes: `common` or `different`; null for others.
    pub kind: Option<String>,
    /// Matches that have it.
    pub with: Tally,
    /// Matches that do not.
    pub without: Tally,
}

/// A row that belongs to no match of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Unmatched {
    /// The row, from 1.
    pub row: usize,
    /// Why, as a stable code: `nobodyNamed`, `unknownName`, `notTogether`.
    pub code: String,
    /// Why, as a sentence.
    pub why: String,
}

/// Outcomes beside the reasons of the matches.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Outcomes {
    /// All rows about matches of the plan.
    pub all: Tally,
    /// Rows that belong to no match; with those of `all` they are all rows there are.
    pub unmatched: Vec<Unmatched>,
    /// Matches of the plan of which no row speaks: group ids, in coaching `coach+learner`.
    pub silent: Vec<String>,
    /// By the kind of reason (`common`, `gives`, …).
    pub by_reason: Vec<Compared>,
    /// By the criterion of the scenario that is among the reasons, by its position.
    pub by_criterion: Vec<Compared>,
    /// By what is in common and what differs.
    pub by_attribute: Vec<Compared>,
    /// What was counted, as sentences.
    pub text: String,
}

/// A match of the plan: its id, who is in it, and why.
struct Match<'a> {
    id: String,
    members: Vec<&'a str>,
    reasons: &'a [Reason],
}

/// Joins what was said of a plan's matches to their reasons. A row about a member in several matches counts for each.
///
/// # Errors
/// Grades outside 1 to 5, with their paths.
pub fn outcomes(plan: &Plan, said: &[Outcome]) -> Result<Outcomes, Errors> {
    let mut errors = Errors::default();
    for (at, one) in said.iter().enumerate() {
        if one.useful.is_some_and(|grade| !(1..=GRADES as u32).contains(&grade)) {
            fault("error.outcomeGrade", "help.outcomeGrade", format!("outcomes[{at}].useful")).into(&mut errors);
        }
    }
    errors.into_result()?;
    let matches = matches(plan);
    let mut rows: Vec<(usize, &Outcome)> = Vec::new();
    let mut found = Outcomes::default();
    for (at, one) in said.iter().enumerate() {
        match belongs(&matches, one) {
            Ok(to) => {
                count(&mut found.all, one);
                rows.extend(to.into_iter().map(|to| (to, one)));
            }
            Err(code) => found.unmatched.push(Unmatched {
                row: at + 1,
                code: code.to_owned(),
                why: Text::new(match code {
                    "nobodyNamed" => "outcomes.nobodyNamed",
                    "unknownName" => "outcomes.unknownName",
                    _ => "outcomes.notTogether",
                })
                .render(Language::English),
            }),
        }
    }
    let spoken = |at: usize| rows.iter().any(|(to, _)| *to == at);
    found.silent = (0..matches.len()).filter(|&at| !spoken(at)).map(|at| matches[at].id.clone()).collect();
    let attribute = |reason: &Reason| match reason.params.get("attribute") {
        Some(Param::Word(label)) if ["common", "different"].contains(&reason.kind.as_str()) => {
            Some((label.clone(), Some(reason.kind.clone())))
        }
        _ => None,
    };
    found.by_reason = compared(&matches, &rows, |reason| Some((reason.kind.clone(), None)));
    found.by_criterion = compared(&matches, &rows, |reason| Some((reason.criterion.to_string(), None)));
    found.by_attribute = compared(&matches, &rows, attribute);
    found.text = Text::new("outcomes.text")
        .with("count", said.len())
        .with("rows", found.all.rows)
        .with("met", found.all.met)
        .with("notMet", found.all.not_met)
        .with("graded", found.all.useful.iter().sum::<u32>())
        .with("silent", found.silent.len())
        .render(Language::English);
    Ok(found)
}

fn matches(plan: &Plan) -> Vec<Match<'_>> {
    let groups = plan.groups.iter().map(|group| Match {
        id: group.id.clone(),
        members: group.members.iter().map(String::as_str).collect(),
        reasons: &group.reasons,
    });
    let coaching = plan.coaching.iter().map(|one| Match {
        id: format!("{}+{}", one.coach, one.learner),
        members: vec![&one.coach, &one.learner],
        reasons: &one.reasons,
    });
    groups.chain(coaching).collect()
}

/// The matches that a row is about; or why there are none.
fn belongs(matches: &[Match], row: &Outcome) -> Result<Vec<usize>, &'static str> {
    let named: Vec<&str> = [&row.a, &row.b, &row.member].into_iter().flatten().map(String::as_str).collect();
    if named.is_empty() && row.group.is_none() {
        return Err("nobodyNamed");
    }
    let known = |name: &&str| matches.iter().any(|one| one.members.contains(name));
    let group_known = row.group.as_ref().is_none_or(|id| matches.iter().any(|one| one.id == *id));
    if !named.iter().all(known) || !group_known {
        return Err("unknownName");
    }
    let about = |one: &Match| {
        named.iter().all(|name| one.members.contains(name)) && row.group.as_ref().is_none_or(|id| one.id == *id)
    };
    let found: Vec<usize> = (0..matches.len()).filter(|&at| about(&matches[at])).collect();
    if found.is_empty() { Err("notTogether") } else { Ok(found) }
}

fn count(tally: &mut Tally, row: &Outcome) {
    tally.rows += 1;
    tally.met += u32::from(row.met == Some(true));
    tally.not_met += u32::from(row.met == Some(false));
    if let Some(grade) = row.useful.and_then(|grade| tally.useful.get_mut(grade as usize - 1)) {
        *grade += 1;
    }
}

type Kind = (String, Option<String>);

fn compared(matches: &[Match], rows: &[(usize, &Outcome)], what: impl Fn(&Reason) -> Option<Kind>) -> Vec<Compared> {
    let has = |at: usize| matches[at].reasons.iter().filter_map(&what).collect::<Vec<Kind>>();
    let mut all: BTreeMap<Kind, Compared> = BTreeMap::new();
    for kind in (0..matches.len()).flat_map(has) {
        let empty = Compared { what: kind.0.clone(), kind: kind.1.clone(), ..Compared::default() };
        all.entry(kind).or_insert(empty);
    }
    for &(at, row) in rows {
        let own = has(at);
        for (kind, compared) in &mut all {
            count(if own.contains(kind) { &mut compared.with } else { &mut compared.without }, row);
        }
    }
    all.into_values().collect()
}

/// Reads a table of outcomes: a line of names (`a`, `b`, `member`, `group`, `met`, `useful`, in any order), then a row each;
/// other columns are passed over.
///
/// # Errors
/// A table without such a line, and cells that are neither empty nor what their column holds.
pub fn outcomes_from_csv(text: &str) -> Result<Vec<Outcome>, Errors> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut errors = Errors::default();
    let first = text.lines().next().unwrap_or_default();
    let most = [b',', b';', b'\t'].into_iter().max_by_key(|&mark| first.bytes().filter(|&b| b == mark).count());
    let mut reader =
        csv::ReaderBuilder::new().delimiter(most.unwrap_or(b',')).flexible(true).from_reader(text.as_bytes());
    let headers: Vec<String> =
        reader.headers().map(|row| row.iter().map(|name| name.trim().to_lowercase()).collect()).unwrap_or_default();
    if !headers.iter().any(|name| ["a", "b", "member", "group"].contains(&name.as_str())) {
        fault("error.outcomeColumns", "help.outcomeColumns", "outcomes").into(&mut errors);
        return Err(errors);
    }
    let mut rows = Vec::new();
    for (at, record) in reader.records().enumerate() {
        // From memory only lines that are no text at all cannot be read; ours is.
        let Ok(record) = record else { continue };
        let cell = |name: &str| {
            let column = headers.iter().position(|header| header == name)?;
            record.get(column).map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        let mut wrong = |name: &str, cell: &str| {
            fault("error.outcomeCell", "help.outcomeCell", format!("outcomes[{at}].{name}"))
                .with("cell", cell)
                .with("column", name)
                .into(&mut errors);
        };
        let met = cell("met").and_then(|cell| match cell.to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" | "x" => Some(true),
            "no" | "n" | "false" | "0" => Some(false),
            _ => {
                wrong("met", &cell);
                None
            }
        });
        let useful = cell("useful").and_then(|cell| match cell.parse::<u32>() {
            Ok(grade) => Some(grade),
            Err(_) => {
                wrong("useful", &cell);
                None
            }
        });
        rows.push(Outcome { a: cell("a"), b: cell("b"), member: cell("member"), group: cell("group"), met, useful });
    }
    errors.into_result().map(|()| rows)
}
