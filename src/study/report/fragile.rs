//! What would not outlive that somebody leaves, and what to look out for in the groups.

use super::Facts;
use super::document::{Block, Section, Table, put_list};
use super::words::{percent, say, word};
use crate::scenario::Form;
use crate::study::review::{Critical, GroupResilience};
use crate::text::Text;

/// So many losses of a group are named.
const LOSSES: usize = 3;

impl Facts<'_> {
    /// How many groups cannot spare some member, or would not outlive that those with one value leave.
    pub(super) fn fragile_groups(&self) -> usize {
        let coaches = matches!(&self.scenario.form, Form::Coaching(_)) && !self.to_groups();
        // Of a coach with learners it counts whether they need the coach.
        let falls = |group: &&GroupResilience| if coaches { !group.critical.is_empty() } else { is_fragile(group) };
        let groups = self.review.resilience.groups.iter().filter(falls);
        if self.in_pairs() { 0 } else { groups.count() }
    }

    pub(super) fn fragile(&self) -> Option<Section> {
        let resilience = &self.review.resilience;
        let mut blocks = Vec::new();
        put_list(&resilience.notes, &mut blocks);
        if !self.in_pairs() {
            self.falling(&mut blocks);
        }
        let head = ["report.column.group", "report.column.lookOut"];
        let mut table = Table::new("report.table.warnings", &head);
        for group in self.review.groups.iter().filter(|group| !group.warnings.is_empty()) {
            table.rows.push(vec![self.group(&group.group).into(), group.warnings.clone().into()]);
        }
        table.put(&mut blocks);
        let head = ["report.column.member", "report.column.group", "report.column.attribute", "report.column.onlyOne"];
        let mut table = Table::new("report.table.tokens", &head);
        for tokens in &self.review.fairness.tokens {
            for token in &tokens.alone {
                table.rows.push(vec![
                    self.name(&token.member).into(),
                    self.group(&token.group).into(),
                    self.attribute(&tokens.attribute).into(),
                    token.values.join(", ").into(),
                ]);
            }
        }
        table.put(&mut blocks);
        Section::of("fragile", "report.section.fragile", blocks)
    }

    /// Which groups could fall, and after which losses.
    fn falling(&self, blocks: &mut Vec<Block>) {
        let resilience = &self.review.resilience;
        let head = [
            "report.column.group",
            "report.column.size",
            "report.column.goesOn",
            "report.column.critical",
            "report.column.losses",
        ];
        let mut table = Table::new("report.table.fragile", &head);
        let short = |group: &&GroupResilience| is_fragile(group) || group.chance < resilience.wished;
        for group in resilience.groups.iter().filter(short) {
            let size = self.review.groups.iter().find(|other| other.group == group.group).map(|other| other.size);
            let critical = group.critical.iter().map(|one| {
                say(&Text::new("report.who").with("name", self.name(&one.member)).with("text", self.not_spared(one)))
            });
            table.rows.push(vec![
                self.group(&group.group).into(),
                size.into(),
                percent(group.chance).into(),
                critical.collect::<Vec<_>>().into(),
                self.fatal(group).into(),
            ]);
        }
        if table.rows.is_empty() && !resilience.groups.is_empty() {
            blocks.push(Block::Paragraph(word("report.robust")));
        }
        table.without_empty_columns().put(blocks);
        let head = ["report.column.value", "report.column.attribute", "report.column.groups", "report.column.fatal"];
        let mut table = Table::new("report.table.losses", &head);
        for loss in &resilience.losses {
            let attribute = self.attribute(&loss.attribute);
            table.rows.push(vec![loss.value.as_str().into(), attribute.into(), loss.groups.into(), loss.fatal.into()]);
        }
        table.put(blocks);
    }

    /// Why a group cannot spare a member.
    pub(super) fn not_spared(&self, critical: &Critical) -> String {
        let mut said = Vec::new();
        if !critical.rules.is_empty() {
            let code = if self.is_panel() { "report.critical.quotas" } else { "report.critical.rules" };
            let numbers: Vec<String> = critical.rules.iter().map(|rule| (rule + 1).to_string()).collect();
            said.push(say(&Text::new(code).with("numbers", numbers)));
        }
        if !critical.strands.is_empty() {
            said.push(say(&Text::new("report.critical.strands").with("names", self.names(&critical.strands))));
        }
        if said.is_empty() {
            // Too few would be left.
            said.push(word("report.critical.few"));
        }
        said.join(" ")
    }

    fn fatal(&self, group: &GroupResilience) -> Vec<String> {
        let mut said = Vec::new();
        for shock in &group.shocks {
            for loss in &shock.fatal {
                let text = Text::new("report.loss").with("attribute", self.attribute(&shock.attribute));
                said.push(say(&text.with("value", &loss.value).with("left", loss.left)));
            }
        }
        if said.len() > LOSSES + 1 {
            let more = said.len() - LOSSES;
            said.truncate(LOSSES);
            said.push(say(&Text::new("note.more").with("count", more)));
        }
        said
    }
}

fn is_fragile(group: &GroupResilience) -> bool {
    !group.critical.is_empty() || group.shocks.iter().any(|shock| !shock.fatal.is_empty())
}
