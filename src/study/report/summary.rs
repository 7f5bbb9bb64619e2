//! What a report says first: how many, how good that provably is, whether the rules hold, and what to know before all else.

use super::Facts;
use super::document::{Block, Section, put_list};
use super::words::{percent, percent_up, say, word};
use crate::plan::{Proof, Status};
use crate::scenario::{CoachingObjective, CommunitiesObjective, Form, PairsObjective, PanelObjective};
use crate::text::Text;
use std::collections::BTreeSet;

/// A plan's own total may differ by this from what its matches are worth: it may have been rounded on its way.
const TOLERANCE: f64 = 1e-6;

impl Facts<'_> {
    pub(super) fn summary(&self) -> Option<Section> {
        let mut blocks = vec![Block::Paragraph(self.headline())];
        if !self.is_panel() {
            let left: BTreeSet<&str> = self.plan.unplaced.iter().map(|one| one.member.as_str()).collect();
            let unserved = self.plan.unserved.len();
            match (left.len(), unserved) {
                (0, 0) => {}
                (0, count) => blocks.push(Block::Paragraph(say(&Text::new("report.unserved").with("count", count)))),
                (count, _) => blocks.push(Block::Paragraph(say(&Text::new("report.left").with("count", count)))),
            }
        }
        blocks.extend(self.rules_in_short());
        blocks.extend(self.proof());
        let mut first = Vec::new();
        let review = self.review;
        // A chance to be drawn is no score of its members.
        first.extend(review.fairness.notes.first().filter(|_| review.fairness.worst.is_some() && !self.is_panel()));
        first.extend(review.connections.notes.first());
        first.extend(review.demand.notes.first().filter(|_| !self.is_panel()));
        let mut first: Vec<String> = first.into_iter().cloned().collect();
        first.extend(self.cautions());
        put_list(&first, &mut blocks);
        if !self.plan.notes.is_empty() {
            blocks.push(Block::Heading(word("report.notes")));
            put_list(&self.plan.notes, &mut blocks);
        }
        Section::of("summary", "report.section.summary", blocks)
    }

    /// How many groups are fragile, and how many come with a warning.
    fn cautions(&self) -> Vec<String> {
        let groups = &self.review.groups;
        let warned = groups.iter().filter(|group| !group.warnings.is_empty()).count();
        let (fragile, warnings) = match &self.scenario.form {
            Form::Coaching(_) if !self.to_groups() => ("report.fragile.coaches", "report.warned.coaches"),
            Form::Panel(_) => ("report.fragile.panel", "report.warned.panel"),
            _ => ("report.fragile.groups", "report.warned.groups"),
        };
        let counts = [(fragile, self.fragile_groups()), (warnings, warned)];
        let some = counts.into_iter().filter(|(_, count)| *count > 0);
        some.map(|(code, count)| say(&Text::new(code).with("count", count).with("of", groups.len()))).collect()
    }

    fn headline(&self) -> String {
        let groups = &self.plan.groups;
        let members: BTreeSet<&String> = groups.iter().flat_map(|group| &group.members).collect();
        let sizes: Vec<usize> = groups.iter().map(|group| group.members.len()).collect();
        let (low, high) = (sizes.iter().min().copied().unwrap_or(0), sizes.iter().max().copied().unwrap_or(0));
        let rounds: BTreeSet<u32> = groups.iter().map(|group| group.round.unwrap_or(1)).collect();
        let text = match &self.scenario.form {
            Form::Coaching(_) if self.to_groups() => {
                let served: BTreeSet<&String> = self.plan.facilitators.iter().map(|one| &one.group).collect();
                let people: BTreeSet<&String> = self.plan.facilitators.iter().map(|one| &one.facilitator).collect();
                Text::new("report.head.facilitators").with("count", served.len()).with("people", people.len())
            }
            Form::Coaching(_) => {
                let learners: BTreeSet<&String> = self.plan.coaching.iter().map(|one| &one.learner).collect();
                let coaches: BTreeSet<&String> = self.plan.coaching.iter().map(|one| &one.coach).collect();
                Text::new("report.head.coaching").with("count", learners.len()).with("coaches", coaches.len())
            }
            Form::Panel(form) => Text::new("report.head.panel").with("count", members.len()).with("seats", form.seats),
            _ if groups.is_empty() => Text::new("note.nobodyPlaced"),
            Form::Pairs(form) if form.size == 2 => {
                let trios = sizes.iter().filter(|&&size| size > 2).count();
                let code = if trios > 0 { "report.head.trios" } else { "report.head.pairs" };
                let text = Text::new(code).with("pairs", groups.len() - trios).with("trios", trios);
                text.with("count", members.len()).with("rounds", in_rounds(rounds.len()))
            }
            form => {
                let code = match (form, low == high) {
                    (Form::Communities(_), true) => "report.head.communities.even",
                    (Form::Communities(_), false) => "report.head.communities",
                    (_, true) => "report.head.tables.even",
                    (_, false) => "report.head.tables",
                };
                let text = Text::new(code).with("groups", groups.len()).with("low", low).with("high", high);
                text.with("count", members.len()).with("rounds", in_rounds(rounds.len()))
            }
        };
        say(&text)
    }

    /// Whether every hard rule holds, quotas and places among them.
    fn keeps_all(&self) -> bool {
        self.ground.measures.hard_broken == 0 && self.plan.status == Status::Feasible
    }

    fn rules_in_short(&self) -> Vec<Block> {
        let rules = &self.ground.measures.rules;
        let held = rules.iter().filter(|rule| rule.held).count();
        let hard = rules.iter().filter(|rule| rule.hard && !rule.held).count();
        let mut blocks = Vec::new();
        if !self.keeps_all() {
            blocks.push(Block::Warning(word("report.infeasible")));
        }
        let code = match (rules.len(), rules.len() - held) {
            (0, _) => return blocks,
            (1, 0) => "report.rules.one",
            (1, _) => "report.rules.none",
            (_, 0) => "report.rules.all",
            _ => "report.rules.some",
        };
        let text = Text::new(code).with("count", rules.len()).with("held", held).with("hard", hard);
        blocks.push(Block::Paragraph(say(&text)));
        blocks
    }

    /// The total and what is proven of it, and no more.
    fn proof(&self) -> Vec<Block> {
        let score = &self.plan.score;
        let worth = self.ground.measures.total;
        // What a panel is worth is no sum over its members: its lottery says it.
        let total = if self.is_panel() { score.total } else { worth };
        let mut blocks = Vec::new();
        if self.is_panel() && self.plan.groups.is_empty() {
            return blocks;
        }
        let scored = Text::new(self.score_code()).with("total", total).with("percent", percent(total));
        blocks.push(Block::Paragraph(say(&scored)));
        let apart = libm::fabs(score.total - total) > TOLERANCE * f64::max(1.0, libm::fabs(total));
        if apart {
            let text = Text::new("report.otherTotal").with("said", score.total).with("worth", total);
            blocks.push(Block::Warning(say(&text)));
            return blocks;
        }
        let costs = self.ground.measures.penalties + self.ground.measures.costs;
        if costs > 0.0 {
            blocks.push(Block::Paragraph(say(&Text::new("report.costs").with("costs", costs))));
        }
        if !self.keeps_all() {
            return blocks;
        }
        // Of a lottery it is proven in its own words.
        if self.is_panel() && self.plan.panel.as_ref().is_some_and(|panel| panel.lottery.is_some()) {
            let bound = self.plan.panel.as_ref().and_then(|panel| panel.lottery.as_ref()).map(|lottery| lottery.bound);
            let text = Text::new("report.proof.chance").with("bound", percent_up(bound.unwrap_or(1.0)));
            blocks.push(Block::Paragraph(say(&text)));
            return blocks;
        }
        let text = match (score.proof, score.bound, score.gap) {
            (Proof::Optimal, _, _) => Text::new("report.proof.optimal").with("others", word(self.others())),
            (Proof::Bounded, Some(bound), Some(gap)) => Text::new("report.proof.bounded")
                .with("others", word(self.others()))
                .with("bound", bound)
                .with("gap", percent_up(gap)),
            _ => Text::new("report.proof.heuristic"),
        };
        blocks.push(Block::Paragraph(say(&text)));
        blocks
    }

    /// Among which plans something is proven.
    fn others(&self) -> &'static str {
        match &self.scenario.form {
            Form::Pairs(form) if form.objective == PairsObjective::Worst => "report.others.worst",
            Form::Pairs(form) if form.objective == PairsObjective::Stable => "report.others.stable",
            Form::Communities(form) if form.objective == CommunitiesObjective::Worst => "report.others.worst",
            Form::Coaching(form) if form.objective == CoachingObjective::Worst => "report.others.worst",
            _ => "report.others.all",
        }
    }

    /// What the total is the sum of.
    fn score_code(&self) -> &'static str {
        match &self.scenario.form {
            Form::Pairs(_) => "report.score.pairs",
            Form::Communities(form) if form.objective == CommunitiesObjective::Total => "report.score.total",
            Form::Communities(_) => "report.score.perMember",
            Form::Coaching(_) if self.to_groups() => "report.score.facilitators",
            Form::Coaching(_) => "report.score.coaching",
            Form::Panel(form) if form.objective == PanelObjective::Score => "report.score.ratings",
            Form::Panel(_) => "report.score.chance",
        }
    }
}

fn in_rounds(rounds: usize) -> String {
    if rounds > 1 { say(&Text::new("report.head.rounds").with("count", rounds)) } else { String::new() }
}
