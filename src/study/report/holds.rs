//! Which rules and quotas hold, and where they do not.

use super::Facts;
use super::document::{Block, Section, Table};
use super::words::{say, word};
use crate::network::Table as Members;
use crate::rules::Rule;
use crate::scenario::Form;
use crate::text::Text;

impl Facts<'_> {
    pub(super) fn holds(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        self.rules(&mut blocks);
        self.quotas(&mut blocks);
        let table = self.ground.case.table;
        let conflicts = self.ground.measures.conflicts.iter().map(|&(a, b)| {
            let both = [a, b].map(|member| self.names.get(member).cloned().unwrap_or_default());
            Block::Warning(say(&Text::new("report.conflict").with("members", both.to_vec())))
        });
        blocks.extend(conflicts);
        let unchosen = self.ground.measures.unchosen.iter().map(|&(member, theme)| {
            let text = Text::new("report.unchosen").with("name", self.names.get(member).cloned().unwrap_or_default());
            let theme = table.theme_labels.get(theme).cloned().unwrap_or_default();
            Block::Warning(say(&text.with("theme", theme)))
        });
        blocks.extend(unchosen);
        if blocks.is_empty() {
            blocks.push(Block::Paragraph(word("report.noRules")));
        }
        Section::of("rules", "report.section.rules", blocks)
    }

    fn rules(&self, blocks: &mut Vec<Block>) {
        let head = [
            "report.column.number",
            "report.column.rule",
            "report.column.kind",
            "report.column.holds",
            "report.column.where",
        ];
        let mut table = Table::new("report.table.rules", &head);
        for rule in &self.ground.measures.rules {
            let penalty = self.scenario.rules.get(rule.rule).map_or(0.0, Rule::penalty);
            let kind = if rule.hard { "report.rule.hard" } else { "report.rule.soft" };
            let broken = rule.broken.iter().map(|broken| {
                let place = self.broken_place(&broken.group);
                say(&Text::new("report.broken").with("group", place).with("text", &broken.text))
            });
            table.rows.push(vec![
                // Counted from 1, as a reader counts.
                (rule.rule + 1).into(),
                rule.text.as_str().into(),
                say(&Text::new(kind).with("penalty", penalty)).into(),
                word(if rule.held { "report.yes" } else { "report.no" }).into(),
                broken.collect::<Vec<_>>().into(),
            ]);
        }
        table.without_empty_columns().put(blocks);
    }

    /// Groups of a plan are counted where a rule is broken; of coaching both ids are named.
    fn broken_place(&self, place: &str) -> String {
        let number = place.strip_prefix('g').and_then(|number| number.parse::<usize>().ok());
        if let Some(group) = number.and_then(|number| self.plan.groups.get(number.checked_sub(1)?)) {
            return self.group(&group.id);
        }
        // An id may itself have a plus in it: the match is looked for by both.
        let own = self.plan.coaching.iter().find(|one| {
            let rest = place.strip_prefix(one.coach.as_str()).and_then(|rest| rest.strip_prefix('+'));
            rest == Some(one.learner.as_str())
        });
        own.map_or_else(|| place.to_owned(), |one| self.names(&[one.coach.clone(), one.learner.clone()]).join(" + "))
    }

    fn quotas(&self, blocks: &mut Vec<Block>) {
        let Form::Panel(form) = &self.scenario.form else { return };
        let case = self.ground.case;
        let members: Vec<usize> =
            self.plan.groups.iter().flat_map(|group| &group.members).filter_map(|id| case.table.member(id)).collect();
        let head = ["report.column.number", "report.column.quota", "report.column.found", "report.column.holds"];
        let mut table = Table::new("report.table.quotas", &head);
        for (at, quota) in form.quotas.iter().enumerate() {
            let found = held(case.table, &quota.holders(case.table), &members);
            let (least, most) = quota.range();
            let holds = (least as usize..=most as usize).contains(&found);
            let rule = Rule::Quota(quota.rule());
            let sentence = say(&rule.kind().sentence(case.table, case.setting));
            let holds = word(if holds { "report.yes" } else { "report.no" });
            table.rows.push(vec![(at + 1).into(), sentence.into(), found.into(), holds.into()]);
        }
        table.put(blocks);
        if members.len() != form.seats as usize {
            let text = Text::new("report.seats").with("count", members.len()).with("seats", form.seats);
            blocks.push(Block::Warning(say(&text)));
        }
    }
}

/// How many of the members are among the holders of a value.
fn held(table: &Members, holders: &[usize], members: &[usize]) -> usize {
    let mut holds = vec![false; table.len()];
    holders.iter().for_each(|&member| holds[member] = true);
    members.iter().filter(|&&member| holds[member]).count()
}
