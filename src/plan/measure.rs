//! What a placement is worth, computed from the network alone: every number of a plan comes from here.

use super::{Balance, Broken, RuleReport, ThemeReport, Worst};
use crate::affinity::{Affinity, Relation, Want};
use crate::network::{Network, Table};
use crate::rules::Setting;
use crate::scenario::{CommunitiesObjective, Form, Scenario};
use crate::text::Language;

/// A scenario over a network, ready to be measured.
pub(crate) struct Case<'a> {
    pub network: &'a Network,
    pub scenario: &'a Scenario,
    pub table: &'a Table,
    pub affinity: Affinity<'a>,
    pub setting: Setting,
}

/// Who is placed with whom; members are positions in the table.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Placement {
    pub groups: Vec<Placed>,
    /// Each coach and learner.
    pub matches: Vec<(usize, usize)>,
    /// Each local anchor and learner.
    pub anchors: Vec<(usize, usize)>,
    /// Each group of an earlier plan and a facilitator.
    pub served: Vec<Served>,
}

/// A group of an earlier plan, by position, and one of its facilitators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Served {
    pub group: usize,
    pub facilitator: usize,
    pub trainee: Option<usize>,
}

/// A pair, a trio or a community.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Placed {
    pub members: Vec<usize>,
    pub theme: Option<usize>,
    pub round: Option<u32>,
}

/// What a placement is worth.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Measures {
    /// The value of the objective, less the penalties.
    pub total: f64,
    pub penalties: f64,
    /// What uneven loads and missing coaches cost; taken off the total.
    pub costs: f64,
    /// What a sponsor's priorities add; part of the total.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub sponsor: f64,
    /// The same of each coach and learner, and what it came to.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub sponsor_gains: Vec<f64>,
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub sponsor_report: Option<super::SponsorReport>,
    pub balance: Balance,
    pub rules: Vec<RuleReport>,
    pub groups: Vec<GroupMeasures>,
    /// The affinity of each coach and learner.
    pub matches: Vec<f64>,
    /// How well each facilitator fits.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub fits: Vec<super::coaching::Fit>,
    /// Members with a conflict tie who are in one group.
    pub conflicts: Vec<(usize, usize)>,
    /// Members, each with the theme, who are where no theme is that they chose, where they are to be.
    pub unchosen: Vec<(usize, usize)>,
    pub themes: Vec<ThemeReport>,
    /// How many groups break a hard rule, counted for each rule, how many conflicts there are, and how many members are
    /// with a theme that they did not choose where they are to be.
    pub hard_broken: usize,
}

/// What one group is worth.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct GroupMeasures {
    /// The mean affinity of two of its members.
    pub score: f64,
    pub commonality: Option<f64>,
    pub diversity: Option<f64>,
}

/// A mean that knows whether anything was counted.
#[derive(Default, Clone, Copy)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            self.sum += value;
            self.count += 1;
        }
    }
    fn get(self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }
}

impl<'a> Case<'a> {
    pub fn new(network: &'a Network, scenario: &'a Scenario, table: &'a Table) -> Self {
        let setting = Setting::from(&scenario.form);
        let relation = match &scenario.form {
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Form::Coaching(form) => form.count_needs.map_or(Relation::Coaching, Relation::Counted),
            _ => Relation::Peers,
        };
        let affinity = Affinity::new(network, table, &scenario.criteria, scenario.mix, relation);
        Case { network, scenario, table, affinity, setting }
    }

    /// How much the theme that members wish for counts beside their affinities: the weight of the criteria that
    /// want it, 1 when none speaks of it, 0 where groups take no themes.
    pub fn preference_weight(&self) -> f64 {
        if !matches!(&self.scenario.form, Form::Communities(form) if form.themes) {
            return 0.0;
        }
        let wishes: Vec<f64> =
            self.scenario.criteria.iter().filter(|c| c.want == Want::Preferred).map(|c| c.weight).collect();
        if wishes.is_empty() { 1.0 } else { wishes.iter().sum() }
    }

    /// Measures a placement.
    pub fn measure(&self, placement: &Placement) -> Measures {
        let mut measures = Measures::default();
        let mut sides = [Mean::default(); 3];
        let mut partners = vec![Mean::default(); self.table.len()];
        for group in &placement.groups {
            let own = self.measure_group(&group.members, &mut sides, &mut partners);
            measures.total += self.value(group, own.score);
            measures.groups.push(own);
        }
        for &(coach, learner) in &placement.matches {
            let parts = self.affinity.parts(learner, coach);
            let found = [parts.commonality, parts.diversity, parts.exchange];
            sides.iter_mut().zip(found).for_each(|(side, value)| side.add(value));
            partners[learner].add(Some(parts.affinity));
            measures.total += parts.affinity;
            measures.matches.push(parts.affinity);
        }
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        if self.setting == Setting::Coaching {
            let groups = self.groups_to_facilitate();
            for served in &placement.served {
                let group = &groups[served.group];
                for &member in group {
                    let parts = self.affinity.parts(member, served.facilitator);
                    let found = [parts.commonality, parts.diversity, parts.exchange];
                    sides.iter_mut().zip(found).for_each(|(side, value)| side.add(value));
                }
                let fit = self.fit(group, served.facilitator);
                measures.total += fit.worth;
                measures.fits.push(fit);
            }
            measures.sponsor_gains = placement.matches.iter().map(|&(_, learner)| self.sponsor_gain(learner)).collect();
            measures.sponsor = measures.sponsor_gains.iter().fold(0.0, |a, b| a + b);
            measures.sponsor_report = self.sponsor_report(placement, measures.sponsor, measures.matches.iter().sum());
            measures.total += measures.sponsor;
            measures.costs = self.coaching_costs(placement);
            measures.total -= measures.costs;
        }
        measures.conflicts = self.conflicts(placement);
        measures.rules = self.rules(placement);
        measures.unchosen = self.unchosen(placement);
        measures.themes = self.demand(placement);
        let broken = |report: &RuleReport| report.broken.len();
        measures.hard_broken = measures.conflicts.len()
            + measures.unchosen.len()
            + measures.rules.iter().filter(|r| r.hard).map(broken).sum::<usize>();
        measures.penalties = measures
            .rules
            .iter()
            .map(|r| self.scenario.rules[r.rule].penalty() * broken(r) as f64)
            .fold(0.0, |a, b| a + b);
        measures.total -= measures.penalties;
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        if let Form::Panel(form) = &self.scenario.form {
            let members = placement.groups.first().map_or(&[][..], |group| &group.members);
            measures.hard_broken += super::broken_quotas(self, form, members).len();
            measures.hard_broken += usize::from(members.len() != form.seats as usize);
        }
        let [commonality, diversity, exchange] = sides.map(Mean::get);
        measures.balance = Balance {
            commonality,
            diversity,
            exchange,
            worst: self.worst(&partners),
            blocking_pairs: self.blocking_pairs(placement),
            repeats: self.repeats(placement),
        };
        measures
    }

    /// Measures one group and adds its pairs to the means over the whole plan.
    fn measure_group(&self, members: &[usize], sides: &mut [Mean; 3], partners: &mut [Mean]) -> GroupMeasures {
        let (mut affinities, mut commonality, mut diversity) = (Mean::default(), Mean::default(), Mean::default());
        for (at, &a) in members.iter().enumerate() {
            for &b in &members[at + 1..] {
                let parts = self.affinity.parts(a, b);
                affinities.add(Some(parts.affinity));
                commonality.add(parts.commonality);
                diversity.add(parts.diversity);
                let found = [parts.commonality, parts.diversity, parts.exchange];
                sides.iter_mut().zip(found).for_each(|(side, value)| side.add(value));
                partners[a].add(Some(parts.affinity));
                partners[b].add(Some(parts.affinity));
            }
        }
        let score = affinities.get().unwrap_or(0.0);
        GroupMeasures { score, commonality: commonality.get(), diversity: diversity.get() }
    }

    /// A group's part of the objective, from the mean affinity of two of its members.
    pub fn value(&self, group: &Placed, mean: f64) -> f64 {
        let size = group.members.len() as f64;
        let wishes = |theme: usize| group.members.iter().map(|&m| self.table.wishes[m][theme]).sum::<f64>();
        let preferred = group.theme.map_or(0.0, |theme| self.preference_weight() * wishes(theme));
        let affinities = match &self.scenario.form {
            // A pair counts its affinity; in a larger group each member counts its mean, so that it counts the same.
            Form::Pairs(_) => mean * size / 2.0,
            Form::Communities(form) if form.objective == CommunitiesObjective::Total => {
                mean * size * (size - 1.0) / 2.0
            }
            // The mean over a group's members of their mean affinity is the mean over its pairs.
            Form::Communities(_) => mean * size,
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Form::Coaching(_) => 0.0,
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Form::Panel(_) => 0.0,
        };
        affinities + preferred
    }

    fn conflicts(&self, placement: &Placement) -> Vec<(usize, usize)> {
        let in_conflict = |&(a, b): &(usize, usize)| self.table.in_conflict(a, b);
        let mut found = Vec::new();
        for group in &placement.groups {
            for (at, &a) in group.members.iter().enumerate() {
                found.extend(group.members[at + 1..].iter().map(|&b| (a, b)).filter(in_conflict));
            }
        }
        found.extend(placement.matches.iter().copied().filter(in_conflict));
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        {
            let groups = self.groups_to_facilitate();
            for served in &placement.served {
                for person in served.trainee.into_iter().chain([served.facilitator]) {
                    found.extend(groups[served.group].iter().map(|&member| (person, member)).filter(in_conflict));
                }
            }
        }
        found
    }

    fn rules(&self, placement: &Placement) -> Vec<RuleReport> {
        let reports = self.scenario.rules.iter().enumerate().map(|(at, rule)| {
            let mut broken: Vec<Broken> = Vec::new();
            for (number, group) in placement.groups.iter().enumerate() {
                if let Some(text) = self.broken(rule, &group.members) {
                    broken.push(Broken { group: format!("g{}", number + 1), text: text.render(Language::English) });
                }
            }
            for &(coach, learner) in &placement.matches {
                if let Some(text) = self.broken(rule, &[learner, coach]) {
                    let group = format!("{}+{}", self.table.ids[coach], self.table.ids[learner]);
                    broken.push(Broken { group, text: text.render(Language::English) });
                }
            }
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            self.broken_by_facilitators(rule, placement, &mut broken);
            let text = rule.kind().sentence(self.table, self.setting).render(Language::English);
            RuleReport { rule: at, text, hard: rule.is_hard(), held: broken.is_empty(), broken }
        });
        reports.collect()
    }

    /// The member with the lowest mean; the first of several.
    fn worst(&self, partners: &[Mean]) -> Option<Worst> {
        let mut worst: Option<(usize, f64)> = None;
        for (member, mean) in partners.iter().enumerate() {
            if let Some(score) = mean.get()
                && worst.is_none_or(|(_, lowest)| score < lowest)
            {
                worst = Some((member, score));
            }
        }
        worst.map(|(member, score)| Worst { member: self.table.ids[member].clone(), score })
    }
}
