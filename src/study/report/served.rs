//! How evenly the plan serves its members.

use super::Facts;
use super::document::{Block, Chart, Drawing, Section, Table, put_list};
use super::words::{say, word};
use crate::order::ranked;
use crate::study::review::MemberScore;
use crate::text::Text;
use std::collections::BTreeMap;

/// Of fewer members a drawing says no more than the table.
const WORTH_DRAWING: usize = 5;

impl Facts<'_> {
    pub(super) fn served(&self) -> Option<Section> {
        let fairness = &self.review.fairness;
        let mut blocks = Vec::new();
        // A panel is drawn, and nobody is matched.
        if self.is_panel() {
            return None;
        }
        put_list(&fairness.notes, &mut blocks);
        if let Some(gini) = fairness.gini {
            blocks.push(Block::Paragraph(say(&Text::new("report.gini").with("gini", gini))));
        }
        self.scores(&mut blocks);
        let mut groups: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for circle in &self.ground.circles {
            circle.members.iter().for_each(|&member| groups.entry(member).or_default().push(&circle.id));
        }
        let head = ["report.column.member", "report.column.score", "report.column.group", "report.column.envies"];
        let mut table = Table::new("report.table.scores", &head);
        let envied = fairness.envy.is_some();
        // Those first whom the plan serves least, and before them those matched with nobody.
        let least = |a: &&MemberScore, b: &&MemberScore| match (a.score, b.score) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        for member in ranked(&fairness.members, least) {
            let own = self.ground.case.table.member(&member.member).and_then(|at| groups.get(&at));
            let own: Vec<String> = own.into_iter().flatten().map(|id| self.group(id)).collect();
            table.rows.push(vec![
                self.name(&member.member).into(),
                member.score.into(),
                own.join(", ").into(),
                envied.then_some(member.envies).into(),
            ]);
        }
        table.without_empty_columns().put(&mut blocks);
        Section::of("fairness", "report.section.fairness", blocks)
    }

    fn scores(&self, blocks: &mut Vec<Block>) {
        let fairness = &self.review.fairness;
        let known = fairness.members.iter().filter_map(|member| member.score);
        let numbers = ranked(known, f64::total_cmp);
        let (Some(&least), Some(&most), Some(mean)) = (numbers.first(), numbers.last(), fairness.mean) else { return };
        if numbers.len() < WORTH_DRAWING || least == most {
            return;
        }
        let text = Text::new("report.chart.scores.all").with("count", numbers.len()).with("least", least);
        let description = say(&text.with("most", most).with("mean", mean));
        let kind = Drawing::Ranks { numbers, mean };
        blocks.push(Block::Chart(Chart { title: word("report.chart.scores"), description, kind }));
    }
}
