//! A plan as one page that people read: who learns with whom and why, what holds, what is fragile, and how it was made.

mod charts;
mod document;
mod fragile;
mod holds;
mod html;
mod made;
mod markdown;
mod matches;
mod network;
mod served;
mod summary;
mod words;

use super::review::{self, Ground, Review, ReviewOptions};
use crate::error::Errors;
use crate::network::Network;
use crate::order::map;
use crate::plan::Plan;
use crate::scenario::{CoachingTo, Form, Scenario};
use crate::text::Text;
use document::{Document, Section};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use words::{say, word};

/// In which format a report is written, and what the user adds to it; all has a default.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportOptions {
    /// The format. Default `html`.
    #[serde(default)]
    pub format: ReportFormat,
    /// The title; what was formed when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date as it is to be shown; no clock is looked at. None when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What the review looks at of which the report tells.
    #[serde(default)]
    pub review: ReviewOptions,
}

/// In which format a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ReportFormat {
    /// A web page that needs no other file, with drawings.
    #[default]
    Html,
    /// Markdown as GitHub reads it, without drawings.
    Markdown,
}

/// Writes a plan, however it was made, as one page.
///
/// Who is with whom, reasons, notes and what is proven are taken from the plan; scores, rules and measures are worked out
/// anew, as in [`super::review`], and where the plan's own total differs from it, the page says so.
///
/// # Errors
/// Those of [`super::review`], of the options at `options.review`.
pub fn report(network: &Network, scenario: &Scenario, plan: &Plan, options: &ReportOptions) -> Result<String, Errors> {
    review::with(network, scenario, plan, (&options.review, "options.review"), |ground, review| {
        let document = Facts::new(ground, &review, plan).document(options);
        match options.format {
            ReportFormat::Html => html::write(&document),
            ReportFormat::Markdown => markdown::write(&document),
        }
    })
}

/// All that a report tells of.
struct Facts<'f> {
    ground: &'f Ground<'f>,
    review: &'f Review,
    plan: &'f Plan,
    scenario: &'f Scenario,
    /// What members are called; who has another's name is told apart by the id.
    names: Vec<String>,
    scores: BTreeMap<&'f str, Option<f64>>,
    /// Where each group stands in the plan.
    places: BTreeMap<&'f str, usize>,
    /// What is special about a member in a group, by both ids.
    remarks: BTreeMap<(&'f str, &'f str), Vec<String>>,
}

impl<'f> Facts<'f> {
    fn new(ground: &'f Ground<'f>, review: &'f Review, plan: &'f Plan) -> Self {
        let table = ground.case.table;
        let mut known: BTreeMap<&str, u32> = BTreeMap::new();
        table.names.iter().for_each(|name| *known.entry(name).or_default() += 1);
        let name = |(name, id): (&String, &String)| {
            let twice = known.get(name.as_str()).is_some_and(|&count| count > 1);
            if twice { say(&Text::new("report.namesake").with("name", name).with("id", id)) } else { name.clone() }
        };
        let names = table.names.iter().zip(&table.ids).map(name).collect();
        let mut facts = Facts {
            ground,
            review,
            plan,
            scenario: ground.case.scenario,
            names,
            scores: map(review.fairness.members.iter().map(|member| (member.member.as_str(), member.score))),
            places: map((0..).zip(&plan.groups).map(|(at, group)| (group.id.as_str(), at))),
            remarks: BTreeMap::new(),
        };
        facts.remarks = facts.special();
        facts
    }

    /// Who is alone of a kind in a group, and whom it cannot spare.
    fn special(&self) -> BTreeMap<(&'f str, &'f str), Vec<String>> {
        let mut remarks: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for tokens in &self.review.fairness.tokens {
            for token in &tokens.alone {
                let text = Text::new("report.onlyOne").with("attribute", self.attribute(&tokens.attribute));
                let remark = say(&text.with("values", token.values.clone()));
                remarks.entry((token.member.as_str(), token.group.as_str())).or_default().push(remark);
            }
        }
        for group in &self.review.resilience.groups {
            for critical in &group.critical {
                let place = (critical.member.as_str(), group.group.as_str());
                remarks.entry(place).or_default().push(self.not_spared(critical));
            }
        }
        remarks
    }

    fn remarks(&self, member: &str, group: &str) -> Vec<String> {
        self.remarks.get(&(member, group)).cloned().unwrap_or_default()
    }

    /// A member's own score; none for who is matched with nobody.
    fn score(&self, member: &str) -> Option<f64> {
        self.scores.get(member).copied().flatten()
    }

    /// Where a group stands in the plan.
    fn place(&self, group: &str) -> Option<usize> {
        self.places.get(group).copied()
    }

    fn document(&self, options: &ReportOptions) -> Document {
        let sections: [Option<Section>; 9] = [
            self.summary(),
            self.matches(),
            self.unplaced(),
            self.holds(),
            self.fragile(),
            self.served(),
            self.connections(),
            self.demand(),
            self.made(),
        ];
        Document {
            title: options.title.clone().unwrap_or_else(|| word(self.own_title())),
            date: options.date.clone(),
            sections: sections.into_iter().flatten().collect(),
        }
    }

    fn own_title(&self) -> &'static str {
        match &self.scenario.form {
            Form::Pairs(form) if form.size > 2 => "report.title.tables",
            Form::Pairs(_) => "report.title.pairs",
            Form::Communities(_) => "report.title.communities",
            Form::Coaching(_) if self.to_groups() => "report.title.facilitators",
            Form::Coaching(_) => "report.title.coaching",
            Form::Panel(_) => "report.title.panel",
        }
    }

    /// Whether groups are given facilitators.
    fn to_groups(&self) -> bool {
        matches!(&self.scenario.form, Form::Coaching(form) if form.to == CoachingTo::Groups)
    }

    fn is_panel(&self) -> bool {
        matches!(&self.scenario.form, Form::Panel(_))
    }

    /// What a member is called; an id that nobody has is shown as it is.
    fn name(&self, id: &str) -> String {
        let member = self.ground.case.table.member(id);
        member.and_then(|member| self.names.get(member)).cloned().unwrap_or_else(|| id.to_owned())
    }

    fn names(&self, ids: &[String]) -> Vec<String> {
        ids.iter().map(|id| self.name(id)).collect()
    }

    /// What a group is called: its number and theme, in coaching its coach; of pairs those who form it.
    fn group(&self, id: &str) -> String {
        let group = self.place(id).and_then(|at| self.plan.groups.get(at));
        match group.map(|group| (group, group.theme.as_ref())) {
            Some((_, Some(theme))) => {
                say(&Text::new("report.groupOf").with("group", id).with("theme", self.theme(theme)))
            }
            Some((group, None)) if self.in_pairs() => {
                say(&Text::new("report.names").with("names", self.names(&group.members)))
            }
            None if self.ground.coaching() && !self.to_groups() => self.name(id),
            _ => id.to_owned(),
        }
    }

    /// Whether pairs are formed, which end when one leaves: nothing is to be learned from saying so of each.
    fn in_pairs(&self) -> bool {
        matches!(&self.scenario.form, Form::Pairs(form) if form.size == 2)
    }

    fn theme(&self, id: &str) -> String {
        let table = self.ground.case.table;
        table.theme(id).and_then(|at| table.theme_labels.get(at)).cloned().unwrap_or_else(|| id.to_owned())
    }

    fn attribute(&self, id: &str) -> String {
        self.ground.case.table.label(id).to_owned()
    }
}
