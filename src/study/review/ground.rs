//! What all parts of a review stand on: who is with whom.

use crate::order::map;
use crate::plan::{Case, Measures, Placement, Plan};
use crate::rules::Setting;
use crate::scenario::Form;
use crate::text::{Language, Text};

/// A group without fewer members than this has lost what makes it one, unless its form asks for less.
const VIABLE: u32 = 4;

/// A group as it is looked at: of coaching a coach with its learners, or a group with its facilitators.
pub(in crate::study) struct Circle {
    pub id: String,
    pub theme: Option<usize>,
    pub members: Vec<usize>,
}

/// A plan over a network.
pub(in crate::study) struct Ground<'a> {
    pub case: &'a Case<'a>,
    pub placement: Placement,
    pub measures: Measures,
    pub circles: Vec<Circle>,
    /// Who could be part of the plan.
    pub pool: Vec<usize>,
    /// Whom each member is matched with, ascending, each once.
    pub partners: Vec<Vec<u32>>,
    /// From whom each member learns: in coaching its coaches and facilitators, otherwise all it is matched with.
    pub helpers: Vec<Vec<u32>>,
}

impl<'a> Ground<'a> {
    pub fn new(case: &'a Case<'a>, plan: &Plan, placement: Placement, pool: Vec<usize>) -> Self {
        let measures = case.measure(&placement);
        let coaching = case.setting == Setting::Coaching;
        let circles = if coaching { cohorts(case, &placement) } else { circles(plan, &placement) };
        let partners = partners(case, &placement);
        let helpers = if coaching { helpers(case, &placement) } else { partners.clone() };
        Ground { case, placement, measures, circles, pool, partners, helpers }
    }

    pub fn coaching(&self) -> bool {
        self.case.setting == Setting::Coaching
    }

    /// The fewest members with whom a group goes on, when nothing is asked.
    pub fn viable(&self) -> u32 {
        let smallest = || self.circles.iter().map(|circle| circle.members.len() as u32).min();
        let own = match &self.case.scenario.form {
            Form::Pairs(form) => form.size,
            Form::Communities(form) => form.size.map(|[lo, _]| lo).or_else(smallest).unwrap_or(VIABLE),
            Form::Coaching(_) => 2,
            Form::Panel(form) => form.seats,
        };
        VIABLE.min(own).max(1)
    }

    pub fn id(&self, member: usize) -> String {
        self.case.table.ids[member].clone()
    }

    pub fn name(&self, member: usize) -> String {
        self.case.table.names[member].clone()
    }
}

/// Who could be part of a plan, in the order of the network: in coaching all.
pub(super) fn pool(case: &Case, placement: &Placement) -> Vec<usize> {
    let mut placed = vec![case.setting == Setting::Coaching; case.table.len()];
    placement.groups.iter().flat_map(|group| &group.members).for_each(|&member| placed[member] = true);
    (0..placed.len()).filter(|&member| placed[member] || case.table.takes_part(member)).collect()
}

/// A sentence in words.
pub(super) fn say(text: &Text) -> String {
    text.render(Language::English)
}

fn circles(plan: &Plan, placement: &Placement) -> Vec<Circle> {
    let one = |(group, placed): (&crate::plan::Group, &crate::plan::Placed)| Circle {
        id: group.id.clone(),
        theme: placed.theme,
        members: placed.members.clone(),
    };
    plan.groups.iter().zip(&placement.groups).map(one).collect()
}

/// Each coach with its learners, in the order of the network; each group with its facilitators, in the order of the groups.
fn cohorts(case: &Case, placement: &Placement) -> Vec<Circle> {
    let circle = |id: &str, members: Vec<usize>| Circle { id: id.to_owned(), theme: None, members };
    let mut learners = map(placement.matches.iter().map(|&(coach, _)| (coach, Vec::new())));
    for &(coach, learner) in &placement.matches {
        if let Some(own) = learners.get_mut(&coach) {
            own.push(learner);
        }
    }
    let of_coaches = learners.into_iter().map(|(coach, mut members)| {
        members.insert(0, coach);
        circle(&case.table.ids[coach], members)
    });
    let groups = case.groups_to_facilitate();
    let of_groups = groups.iter().enumerate().filter_map(|(at, members)| {
        let mut all = members.clone();
        for served in placement.served.iter().filter(|served| served.group == at) {
            all.extend(std::iter::once(served.facilitator).chain(served.trainee).filter(|m| !members.contains(m)));
        }
        all.dedup();
        (all.len() > members.len()).then(|| circle(case.facilitated_id(at), all))
    });
    of_coaches.chain(of_groups).collect()
}

/// Whom each is matched with: groupmates; coach and learner; facilitators and those they serve.
fn partners(case: &Case, placement: &Placement) -> Vec<Vec<u32>> {
    let mut partners = vec![Vec::new(); case.table.len()];
    let mut tie = |a: usize, b: usize| {
        if a != b {
            partners[a].push(b as u32);
            partners[b].push(a as u32);
        }
    };
    for group in &placement.groups {
        for (at, &a) in group.members.iter().enumerate() {
            group.members[at + 1..].iter().for_each(|&b| tie(a, b));
        }
    }
    placement.matches.iter().for_each(|&(coach, learner)| tie(coach, learner));
    let groups = case.groups_to_facilitate();
    for served in &placement.served {
        for person in std::iter::once(served.facilitator).chain(served.trainee) {
            groups[served.group].iter().for_each(|&member| tie(person, member));
        }
        served.trainee.iter().for_each(|&trainee| tie(served.facilitator, trainee));
    }
    for own in &mut partners {
        own.sort_unstable();
        own.dedup();
    }
    partners
}

/// The coaches of each learner, and the facilitators of each member of a group.
fn helpers(case: &Case, placement: &Placement) -> Vec<Vec<u32>> {
    let mut helpers = vec![Vec::new(); case.table.len()];
    placement.matches.iter().for_each(|&(coach, learner)| helpers[learner].push(coach as u32));
    let groups = case.groups_to_facilitate();
    for served in &placement.served {
        groups[served.group].iter().for_each(|&member| helpers[member].push(served.facilitator as u32));
    }
    helpers
}
