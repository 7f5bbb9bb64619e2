//! Who learns with whom, in which theme, as what, and why; and who does not.

use super::Facts;
use super::document::{Block, Cell, Chart, Drawing, Section, Table, put_groups, put_list};
use super::words::{percent, say, word};
use crate::network::Role;
use crate::plan::{Group, Reason};
use crate::scenario::Form;
use crate::text::Text;
use std::collections::BTreeMap;

/// So many reasons are named of each match.
const REASONS: usize = 3;

/// Fewer groups, or sizes, are told one by one, and a drawing of them says nothing more.
const WORTH_DRAWING: usize = 3;

/// More are no group but a table.
const TRIO: usize = 3;

impl Facts<'_> {
    pub(super) fn matches(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        match &self.scenario.form {
            Form::Coaching(_) if self.to_groups() => self.facilitated(&mut blocks),
            Form::Coaching(_) => self.coached(&mut blocks),
            Form::Panel(_) => self.panel(&mut blocks),
            _ => {
                self.sizes(&mut blocks);
                self.mixes(&mut blocks);
                self.groups(&mut blocks);
            }
        }
        Section::of("matches", "report.section.matches", blocks)
    }

    fn groups(&self, blocks: &mut Vec<Block>) {
        if self.plan.groups.iter().any(|group| !group.reasons.is_empty()) {
            blocks.push(Block::Paragraph(word("report.shares")));
        }
        let mut rounds: BTreeMap<u32, Vec<&Group>> = BTreeMap::new();
        for group in &self.plan.groups {
            rounds.entry(group.round.unwrap_or(1)).or_default().push(group);
        }
        let several = rounds.len() > 1;
        for (round, groups) in rounds {
            if several {
                blocks.push(Block::Heading(say(&Text::new("report.round").with("round", round))));
            }
            let small = groups.iter().all(|group| group.members.len() <= TRIO && group.theme.is_none());
            if small && matches!(&self.scenario.form, Form::Pairs(_)) {
                self.pairs(&groups, blocks);
            } else {
                put_groups(groups.into_iter().map(|group| self.card(group)).collect(), blocks);
            }
        }
    }

    fn pairs(&self, groups: &[&Group], blocks: &mut Vec<Block>) {
        let head = ["report.column.pair", "report.column.members", "report.column.affinity", "report.column.why"];
        let mut table = Table::new("report.table.pairs", &head);
        for group in groups {
            let (names, reasons) = (self.names(&group.members), strongest(&group.reasons));
            table.rows.push(vec![group.id.as_str().into(), names.into(), self.affinity(group).into(), reasons.into()]);
        }
        table.without_empty_columns().put(blocks);
    }

    /// The mean affinity of two of a group's members, worked out anew.
    fn affinity(&self, group: &Group) -> Option<f64> {
        let measured = self.ground.measures.groups.get(self.place(&group.id)?)?;
        (group.members.len() > 1).then_some(measured.score)
    }

    fn card(&self, group: &Group) -> Block {
        let mut blocks = Vec::new();
        let mut facts = vec![say(&Text::new("report.card.members").with("count", group.members.len()))];
        if let Some(measured) = self.place(&group.id).and_then(|at| self.ground.measures.groups.get(at)) {
            let measures = [
                ("report.card.affinity", (group.members.len() > 1).then_some(measured.score)),
                ("report.card.commonality", measured.commonality),
                ("report.card.diversity", measured.diversity),
            ];
            let known = measures.into_iter().filter_map(|(code, value)| Some(Text::new(code).with("value", value?)));
            facts.extend(known.map(|text| say(&text)));
        }
        blocks.push(Block::Paragraph(facts.join(" · ")));
        let head = ["report.column.member", "report.column.role", "report.column.score", "report.column.remarks"];
        let mut table = Table::new("report.table.group", &head);
        for id in &group.members {
            let row = [
                self.name(id).into(),
                self.roles(id).into(),
                self.score(id).into(),
                self.remarks(id, &group.id).into(),
            ];
            table.rows.push(row.into());
        }
        table.without_empty_columns().put(&mut blocks);
        put_list(&strongest(&group.reasons), &mut blocks);
        Block::Group { title: self.group(&group.id), blocks }
    }

    /// What a member may do besides learning.
    fn roles(&self, id: &str) -> String {
        let table = self.ground.case.table;
        let own = table.member(id).and_then(|member| table.roles.get(member));
        let code = |role: &Role| match role {
            Role::Learner => None,
            Role::Coach => Some("report.role.coach"),
            Role::Facilitator => Some("report.role.facilitator"),
            Role::Lead => Some("report.role.lead"),
        };
        let words: Vec<String> = own.into_iter().flatten().filter_map(code).map(word).collect();
        words.join(", ")
    }

    fn coached(&self, blocks: &mut Vec<Block>) {
        if self.plan.coaching.iter().any(|one| !one.reasons.is_empty()) {
            blocks.push(Block::Paragraph(word("report.shares")));
        }
        let head = [
            "report.column.learner",
            "report.column.coach",
            "report.column.affinity",
            "report.column.anchor",
            "report.column.why",
        ];
        let mut table = Table::new("report.table.coaching", &head);
        for (at, one) in self.plan.coaching.iter().enumerate() {
            let anchors = self.plan.anchors.iter().filter(|anchor| anchor.learner == one.learner);
            let anchors: Vec<String> = anchors.map(|anchor| self.name(&anchor.anchor)).collect();
            let mut why = strongest(&one.reasons);
            why.extend(one.sponsor.iter().map(|term| term.text.clone()));
            table.rows.push(vec![
                self.name(&one.learner).into(),
                self.name(&one.coach).into(),
                self.ground.measures.matches.get(at).copied().into(),
                anchors.into(),
                why.into(),
            ]);
        }
        table.without_empty_columns().put(blocks);
        let head = ["report.column.coach", "report.column.learners", "report.column.places", "report.column.who"];
        let mut table = Table::new("report.table.coaches", &head);
        let case = self.ground.case;
        for (member, id) in case.table.ids.iter().enumerate() {
            if case.table.roles.get(member).is_some_and(|roles| roles.contains(&Role::Coach)) {
                let own = self.plan.coaching.iter().filter(|one| one.coach == *id);
                let learners: Vec<String> = own.map(|one| self.name(&one.learner)).collect();
                let places = case.table.capacity.get(member).copied();
                table.rows.push(vec![self.name(id).into(), learners.len().into(), places.into(), learners.into()]);
            }
        }
        table.put(blocks);
        self.sponsored(blocks);
    }

    /// The seats that a sponsor funds; those of all other values last.
    fn sponsored(&self, blocks: &mut Vec<Block>) {
        let head = ["report.column.value", "report.column.learners", "report.column.used", "report.column.seats"];
        let mut table = Table::new("report.table.sponsor", &head);
        let report = self.ground.measures.sponsor_report.as_ref();
        for seats in report.into_iter().flat_map(|report| report.values.iter().chain(&report.others)) {
            let value = seats.value.clone().unwrap_or_else(|| word("report.others"));
            table.rows.push(vec![value.into(), seats.learners.into(), seats.used.into(), seats.seats.into()]);
        }
        table.without_empty_columns().put(blocks);
    }

    fn facilitated(&self, blocks: &mut Vec<Block>) {
        let head = [
            "report.column.group",
            "report.column.facilitator",
            "report.column.trainee",
            "report.column.fit",
            "report.column.who",
            "report.column.why",
        ];
        let mut table = Table::new("report.table.facilitators", &head);
        let groups = self.ground.case.groups_to_facilitate();
        for (at, one) in self.plan.facilitators.iter().enumerate() {
            let own = (0..groups.len()).find(|&group| self.ground.case.facilitated_id(group) == one.group);
            let members = own.and_then(|own| groups.get(own)).into_iter().flatten();
            let members: Vec<String> = members.filter_map(|&member| self.names.get(member).cloned()).collect();
            let fit = self.ground.measures.fits.get(at).map(|fit| fit.worth);
            let trainee = one.trainee.as_ref().map(|id| self.name(id)).unwrap_or_default();
            table.rows.push(vec![
                one.group.as_str().into(),
                self.name(&one.facilitator).into(),
                trainee.into(),
                fit.into(),
                members.join(", ").into(),
                one.why.as_str().into(),
            ]);
        }
        table.without_empty_columns().put(blocks);
    }

    fn panel(&self, blocks: &mut Vec<Block>) {
        let report = self.plan.panel.as_ref();
        let chance = |id: &String| {
            let found = report?.chances.iter().find(|chance| chance.member == *id)?;
            Some(percent(found.chance))
        };
        let rated = |id: &String| report?.ratings.iter().find(|rated| rated.member == *id);
        let head = [
            "report.column.member",
            "report.column.role",
            "report.column.chance",
            "report.column.rating",
            "report.column.reviews",
        ];
        let mut table = Table::new("report.table.panel", &head);
        for id in self.plan.groups.iter().flat_map(|group| &group.members) {
            table.rows.push(vec![
                self.name(id).into(),
                self.roles(id).into(),
                chance(id).into(),
                rated(id).and_then(|rated| rated.rating).into(),
                rated(id).map(|rated| rated.reviews).into(),
            ]);
        }
        table.without_empty_columns().put(blocks);
    }

    /// How many groups there are of each size, where they differ.
    fn sizes(&self, blocks: &mut Vec<Block>) {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        self.plan.groups.iter().for_each(|group| *sizes.entry(group.members.len()).or_default() += 1);
        let [Some((&low, _)), Some((&high, _))] = [sizes.first_key_value(), sizes.last_key_value()] else { return };
        // Of pairs and a trio the headline has said all.
        if low == high || high <= TRIO {
            return;
        }
        let count = |size| sizes.get(&size).copied().unwrap_or(0);
        let said = sizes
            .iter()
            .map(|(&size, &count)| say(&Text::new("report.chart.sizes.one").with("count", count).with("size", size)));
        let description = say(&Text::new("report.chart.sizes.all").with("sizes", said.collect::<Vec<_>>()));
        if sizes.len() < WORTH_DRAWING {
            blocks.push(Block::Paragraph(description));
            return;
        }
        let columns = (low..=high).map(|size| (size.to_string(), count(size))).collect();
        let kind = Drawing::Columns { columns };
        blocks.push(Block::Chart(Chart { title: word("report.chart.sizes"), description, kind }));
    }

    /// What groups have in common and where they differ.
    fn mixes(&self, blocks: &mut Vec<Block>) {
        let groups = self.ground.measures.groups.iter();
        let points: Vec<[f64; 2]> = groups.filter_map(|group| Some([group.commonality?, group.diversity?])).collect();
        if points.len() < WORTH_DRAWING {
            return;
        }
        let range = |axis: usize| {
            let values = || points.iter().map(|point| point[axis]);
            (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
        };
        let ((least, most), (fewest, largest)) = (range(0), range(1));
        let text = Text::new("report.chart.mixes.all").with("least", least).with("most", most);
        let description = say(&text.with("fewest", fewest).with("largest", largest).with("count", points.len()));
        let axes = [word("report.chart.mixes.common"), word("report.chart.mixes.different")];
        let kind = Drawing::Dots { points, axes };
        blocks.push(Block::Chart(Chart { title: word("report.chart.mixes"), description, kind }));
    }

    /// Who was left out, and why.
    pub(super) fn unplaced(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        let head = ["report.column.member", "report.column.round", "report.column.why"];
        let mut table = Table::new("report.table.unplaced", &head);
        for one in &self.plan.unplaced {
            let row: Vec<Cell> = vec![self.name(&one.member).into(), one.round.into(), one.why.as_str().into()];
            table.rows.push(row);
        }
        table.without_empty_columns().put(&mut blocks);
        let head = ["report.column.group", "report.column.why", "report.column.excluded"];
        let mut table = Table::new("report.table.unserved", &head);
        for one in &self.plan.unserved {
            let excluded: Vec<String> = one.excluded.iter().map(|excluded| excluded.why.clone()).collect();
            table.rows.push(vec![one.group.as_str().into(), one.why.as_str().into(), excluded.into()]);
        }
        table.without_empty_columns().put(&mut blocks);
        Section::of("unplaced", "report.section.unplaced", blocks)
    }
}

/// What is said without a share: it is none of the affinity, but not to be missed.
const BESIDE: [&str; 3] = ["theme", "nothing", "broadOnly"];

/// The strongest reasons in words, each with its share, and what is said beside them.
fn strongest(reasons: &[Reason]) -> Vec<String> {
    let one = |reason: &Reason| {
        say(&Text::new("report.reason").with("text", &reason.text).with("percent", percent(reason.share)))
    };
    let (beside, shares): (Vec<&Reason>, Vec<&Reason>) =
        reasons.iter().partition(|reason| BESIDE.contains(&reason.kind.as_str()));
    let beside = beside.into_iter().map(|reason| reason.text.clone());
    shares.into_iter().take(REASONS).map(one).chain(beside).collect()
}
