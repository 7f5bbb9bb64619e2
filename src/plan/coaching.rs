//! What only coaching needs: anchors, facilitators and what uneven loads cost.

use super::assemble::Draft;
use super::measure::{Case, Placement, Served};
use super::{Broken, Plan};
use crate::affinity::exchange::coverage;
use crate::network::{Column, Role, Scale};
use crate::rules::Rule;
use crate::scenario::{Anchor, Coaching, CoachingTo, Form};
use crate::text::{Language, Text, number};
use serde::{Deserialize, Serialize};

/// A learner and its local contact.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AnchorMatch {
    /// The anchor's member id.
    pub anchor: String,
    /// The learner's member id.
    pub learner: String,
    /// Their affinity; no part of the total.
    pub score: f64,
}

/// A group and one of its facilitators.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Facilitated {
    /// The group's id in the earlier plan.
    pub group: String,
    /// The facilitator's member id.
    pub facilitator: String,
    /// The member who learns to facilitate beside them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trainee: Option<String>,
    /// The lower of technical fit and skill.
    pub score: f64,
    /// The mean affinity of the members to the facilitator; without criteria the mean share of their needs that the
    /// facilitator offers; null when nothing is known.
    #[serde(default)]
    pub technical: Option<f64>,
    /// How well the facilitator facilitates, 0..1; null when the scenario names no skill.
    #[serde(default)]
    pub skill: Option<f64>,
    /// Both, as a sentence.
    pub why: String,
}

/// A group with fewer facilitators than wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unserved {
    /// The group's id in the earlier plan.
    pub group: String,
    /// Why, as a stable code: `noFacilitator`, `facilitatorsFull`, `fewerFacilitators`, `noGain`.
    pub code: String,
    /// Why, as a sentence.
    pub why: String,
    /// Where nobody may: what excludes each candidate.
    #[serde(default)]
    pub excluded: Vec<Excluded>,
}

/// A candidate who may not facilitate a group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Excluded {
    /// The member's id.
    pub member: String,
    /// The hard rules that exclude them, by their position in the scenario.
    pub rules: Vec<usize>,
    /// Why, in sentences.
    pub why: String,
}

/// How well someone would facilitate a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fit {
    pub technical: Option<f64>,
    pub skill: Option<f64>,
    /// The lower of the two; 0 when neither is known.
    pub worth: f64,
}

/// What keeps someone from facilitating a group.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Bars {
    pub is_member: bool,
    pub conflict: Option<usize>,
    pub same_parent: Option<usize>,
    /// The hard rules broken with some member, each with what is wrong.
    pub rules: Vec<(usize, Text)>,
}

impl Bars {
    pub fn is_empty(&self) -> bool {
        *self == Bars::default()
    }
}

pub(crate) fn is_zero(number: &f64) -> bool {
    *number == 0.0
}

impl Case<'_> {
    pub fn coaching(&self) -> Option<&Coaching> {
        if let Form::Coaching(form) = &self.scenario.form { Some(form) } else { None }
    }

    /// Those who are to be coached.
    pub fn learners(&self) -> Vec<usize> {
        (0..self.table.len()).filter(|&m| self.table.roles[m].contains(&Role::Learner)).collect()
    }

    /// The members of each group that is to be facilitated; those who left since are passed over.
    pub fn groups_to_facilitate(&self) -> Vec<Vec<usize>> {
        let form = self.coaching().filter(|form| form.to == CoachingTo::Groups);
        let groups = form.and_then(|form| form.plan.as_ref()).map(|plan| plan.groups.as_slice()).unwrap_or_default();
        let members = |ids: &Vec<String>| ids.iter().filter_map(|id| self.table.member(id)).collect();
        groups.iter().map(|group| members(&group.members)).collect()
    }

    /// The id of a group that is to be facilitated.
    pub fn facilitated_id(&self, group: usize) -> &str {
        let groups = self.coaching().and_then(|form| form.plan.as_ref());
        groups.and_then(|plan| plan.groups.get(group)).map_or("", |group| &group.id)
    }

    /// Facilitators who take groups by themselves, and those who learn to.
    pub fn facilitators(&self) -> (Vec<usize>, Vec<usize>) {
        let all = (0..self.table.len()).filter(|&m| self.table.roles[m].contains(&Role::Facilitator));
        all.partition(|&member| !self.is_trainee(member))
    }

    fn is_trainee(&self, member: usize) -> bool {
        let trainee = self.coaching().and_then(|form| form.trainee.as_ref());
        trainee.is_some_and(|trainee| {
            let column = self.table.column(&trainee.attribute);
            column.is_some_and(|c| c.values(member).iter().any(|&v| c.labels()[v as usize] == trainee.value))
        })
    }

    /// How many groups a facilitator takes at most.
    pub fn places(&self, facilitator: usize) -> u32 {
        self.network.members[facilitator].capacity.unwrap_or(1)
    }

    /// How well someone would facilitate a group: the lower of technical fit and skill, not their sum, since neither
    /// makes up for the other.
    pub fn fit(&self, group: &[usize], facilitator: usize) -> Fit {
        let skill = self.coaching().and_then(|form| form.skill.as_ref()).map(|id| self.skill(id, facilitator));
        let technical = self.technical(group, facilitator);
        let worth = [technical, skill].into_iter().flatten().reduce(f64::min).unwrap_or(0.0);
        Fit { technical, skill, worth }
    }

    fn technical(&self, group: &[usize], facilitator: usize) -> Option<f64> {
        let table = self.table;
        let one = |&member: &usize| {
            if self.affinity.says_nothing() {
                coverage(table.needs.values(member), table.offers.values(facilitator))
            } else {
                Some(self.affinity.of(member, facilitator))
            }
        };
        let known: Vec<f64> = group.iter().filter_map(one).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    }

    /// An answer as a share of its scale; 0 where there is none, since nobody facilitates well by not saying so.
    fn skill(&self, id: &str, member: usize) -> f64 {
        match self.table.column(id) {
            Some(Column::Ordinal { of, levels }) => {
                of[member].map_or(0.0, |level| f64::from(level) / f64::max(levels.len() as f64 - 1.0, 1.0))
            }
            Some(Column::Number { of, range, .. }) => {
                let attribute = self.network.attributes.iter().find(|attribute| attribute.id == id);
                let lowest = match attribute.and_then(|attribute| Some((attribute.range?[0], attribute.scale))) {
                    Some((lo, Some(Scale::Log))) => libm::log10(lo),
                    Some((lo, _)) => lo,
                    None => of.iter().flatten().copied().fold(f64::INFINITY, f64::min),
                };
                let share = |number: f64| if *range > 0.0 { ((number - lowest) / range).clamp(0.0, 1.0) } else { 1.0 };
                of[member].map_or(0.0, share)
            }
            _ => 0.0,
        }
    }

    /// What keeps someone from facilitating a group: being one of it, a tie with a member, a hard rule broken with one.
    pub fn bars(&self, group: &[usize], facilitator: usize) -> Bars {
        let others = || group.iter().copied().filter(|&member| member != facilitator);
        let tied = |member: &usize| self.table.tie(*member, facilitator);
        let hard = self.scenario.rules.iter().enumerate().filter(|(_, rule)| rule.is_hard());
        Bars {
            is_member: group.contains(&facilitator),
            conflict: others().find(|member| tied(member).is_some_and(|tie| tie.conflict)),
            same_parent: others().find(|member| tied(member).is_some_and(|tie| tie.same_parent)),
            rules: hard
                .filter_map(|(at, rule)| Some((at, others().find_map(|m| self.broken(rule, &[m, facilitator]))?)))
                .collect(),
        }
    }

    /// The penalties of the soft rules that a facilitator breaks with some member, each once.
    pub fn penalties_of_serving(&self, group: &[usize], facilitator: usize) -> f64 {
        let soft = self.scenario.rules.iter().filter(|rule| !rule.is_hard());
        let breaks = |rule: &&Rule| group.iter().any(|&m| self.broken(rule, &[m, facilitator]).is_some());
        soft.filter(breaks).map(Rule::penalty).fold(0.0, |a, b| a + b)
    }

    /// Whether someone may be a learner's local anchor.
    pub fn may_anchor(&self, anchor: &Anchor, learner: usize, member: usize) -> bool {
        let shares = self.table.column(&anchor.attribute).is_some_and(|column| {
            column.values(learner).iter().any(|value| column.values(member).binary_search(value).is_ok())
        });
        let role = anchor.role.is_none_or(|role| self.table.roles[member].contains(&role));
        shares && role && learner != member && !self.table.in_conflict(learner, member)
    }

    /// What uneven loads and missing coaches cost by the form's prices.
    pub(super) fn coaching_costs(&self, placement: &Placement) -> f64 {
        let Some(form) = self.coaching() else { return 0.0 };
        let (mut load, mut wanting) = (vec![0u32; self.table.len()], Vec::new());
        match form.to {
            CoachingTo::Members => {
                let mut has = vec![0u32; self.table.len()];
                for &(coach, learner) in &placement.matches {
                    load[coach] += 1;
                    has[learner] += 1;
                }
                wanting.extend(self.learners().into_iter().map(|member| has[member]));
            }
            CoachingTo::Groups => {
                let groups = self.groups_to_facilitate();
                let mut has = vec![0u32; groups.len()];
                for served in &placement.served {
                    load[served.facilitator] += 1;
                    has[served.group] += 1;
                }
                wanting.extend(groups.iter().zip(has).filter(|(group, _)| !group.is_empty()).map(|(_, has)| has));
            }
        }
        let uneven: f64 = load.iter().map(|&load| f64::from(load) * (f64::from(load) - 1.0) / 2.0).sum();
        let missing: u32 = wanting.iter().map(|&has| form.per_learner[0].saturating_sub(has)).sum();
        form.even_loads * uneven + form.unassigned.unwrap_or(0.0) * f64::from(missing)
    }

    /// The facilitators that a plan names; what names nobody is passed over.
    pub fn served_in(&self, plan: &Plan) -> Vec<Served> {
        let groups = self.groups_to_facilitate().len();
        let one = |found: &Facilitated| {
            let group = (0..groups).find(|&group| self.facilitated_id(group) == found.group)?;
            let trainee = found.trainee.as_ref().and_then(|id| self.table.member(id));
            Some(Served { group, facilitator: self.table.member(&found.facilitator)?, trainee })
        };
        plan.facilitators.iter().filter_map(one).collect()
    }

    pub(super) fn anchor_matches(&self, placement: &Placement) -> Vec<AnchorMatch> {
        let one = |&(anchor, learner): &(usize, usize)| AnchorMatch {
            anchor: self.table.ids[anchor].clone(),
            learner: self.table.ids[learner].clone(),
            score: self.affinity.of(learner, anchor),
        };
        placement.anchors.iter().map(one).collect()
    }

    pub(super) fn facilitated(&self, placement: &Placement) -> Vec<Facilitated> {
        let groups = self.groups_to_facilitate();
        let one = |served: &Served| {
            let fit = self.fit(&groups[served.group], served.facilitator);
            Facilitated {
                group: self.facilitated_id(served.group).to_owned(),
                facilitator: self.table.ids[served.facilitator].clone(),
                trainee: served.trainee.map(|trainee| self.table.ids[trainee].clone()),
                score: fit.worth,
                technical: fit.technical,
                skill: fit.skill,
                why: fit_in_words(fit).render(Language::English),
            }
        };
        placement.served.iter().map(one).collect()
    }

    pub(super) fn unserved(&self, draft: &Draft) -> Vec<Unserved> {
        let groups = self.groups_to_facilitate();
        let one = |&(group, code): &(usize, &'static str)| {
            let sentence = match code {
                "noFacilitator" => "unserved.noFacilitator",
                "facilitatorsFull" => "unserved.facilitatorsFull",
                "fewerFacilitators" => "unserved.fewerFacilitators",
                _ => "unserved.noGain",
            };
            let id = self.facilitated_id(group);
            Unserved {
                group: id.to_owned(),
                code: code.to_owned(),
                why: Text::new(sentence).with("group", id).render(Language::English),
                excluded: if code == "noFacilitator" { self.excluded(&groups[group]) } else { Vec::new() },
            }
        };
        draft.unserved.iter().map(one).collect()
    }

    /// Where a rule does not hold between a group's members and who facilitates it; soft rules do not look at trainees.
    pub(super) fn broken_by_facilitators(&self, rule: &Rule, placement: &Placement, broken: &mut Vec<Broken>) {
        let groups = self.groups_to_facilitate();
        for served in &placement.served {
            let trainee = served.trainee.filter(|_| rule.is_hard());
            for person in [served.facilitator].into_iter().chain(trainee) {
                let found = groups[served.group].iter().find_map(|&member| self.broken(rule, &[member, person]));
                if let Some(text) = found {
                    let group = format!("{}+{}", self.facilitated_id(served.group), self.table.ids[person]);
                    broken.push(Broken { group, text: text.render(Language::English) });
                }
            }
        }
    }

    /// Every facilitator who may not facilitate a group, with the reasons.
    pub(super) fn excluded(&self, group: &[usize]) -> Vec<Excluded> {
        let (pool, _) = self.facilitators();
        let one = |&member: &usize| {
            let bars = self.bars(group, member);
            let name = &self.table.names[member];
            let say = |code, other: usize| {
                let other = &self.table.names[other];
                Text::new(code).with("name", name).with("other", other).render(Language::English)
            };
            let mut why = Vec::new();
            why.extend(bars.is_member.then(|| say("excluded.own", member)));
            why.extend(bars.conflict.map(|other| say("excluded.conflict", other)));
            why.extend(bars.same_parent.map(|other| say("excluded.parent", other)));
            why.extend(bars.rules.iter().map(|(_, text)| {
                let text = text.render(Language::English);
                Text::new("excluded.rule").with("name", name).with("text", text).render(Language::English)
            }));
            (!why.is_empty()).then(|| Excluded {
                member: self.table.ids[member].clone(),
                rules: bars.rules.iter().map(|&(at, _)| at).collect(),
                why: why.join(" "),
            })
        };
        pool.iter().filter_map(one).collect()
    }
}

fn fit_in_words(fit: Fit) -> Text {
    let code = match (fit.technical, fit.skill) {
        (Some(_), Some(_)) => "fit.both",
        (Some(_), None) => "fit.technical",
        (None, Some(_)) => "fit.skill",
        (None, None) => "fit.unknown",
    };
    let word = |value: Option<f64>| number(value.unwrap_or(0.0));
    Text::new(code).with("technical", word(fit.technical)).with("skill", word(fit.skill))
}
