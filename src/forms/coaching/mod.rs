//! Expert coaching: learners to coaches by an exact minimum-cost flow, and each learner's local anchor by another.

pub(super) mod assign;
mod facilitators;

pub(super) use facilitators::FacilitatorsWork;

use super::fixed::{excluding_rules, may_match, worth};
use super::run::Progress;
use crate::network::Role;
use crate::plan::{Case, Draft, EndedBy, LeftOut, Placement, SeatPool, named};
use crate::scenario::{Anchor, Coaching};
use crate::text::{Text, number};
use assign::{Lack, Question, Sponsored};
use std::collections::BTreeSet;

pub(super) struct CoachingWork {
    form: Coaching,
    learners: Vec<usize>,
    coaches: Vec<usize>,
    found: Option<Found>,
}

struct Found {
    placement: Placement,
    unplaced: Vec<LeftOut>,
    score: f64,
    notes: Vec<Text>,
}

impl CoachingWork {
    pub fn new(case: &Case, form: &Coaching) -> Self {
        let having = |role: Role| (0..case.table.len()).filter(|&m| case.table.roles[m].contains(&role)).collect();
        CoachingWork { form: form.clone(), learners: having(Role::Learner), coaches: having(Role::Coach), found: None }
    }

    pub fn step(&mut self, case: &Case) {
        let (form, learners, coaches) = (&self.form, &self.learners, &self.coaches);
        let question = Question {
            case,
            form,
            wanting: learners.len(),
            capacity: coaches.iter().map(|&coach| case.table.capacity[coach]).collect(),
            of_pairs: true,
            sponsored: sponsored(case, learners),
            forced: None,
            worth: &|l, c| {
                let (learner, coach) = (learners[l], coaches[c]);
                (learner != coach && may_match(case, learner, coach)).then(|| worth(case, learner, coach))
            },
        };
        let answer = question.answer();
        let fewest = form.per_learner[0];
        let left_out = |(l, &member): (usize, &usize)| {
            let (code, rules) = match answer.lack(l, fewest)? {
                Lack::Nobody => ("noCoach", excluding_rules(case, member, coaches)),
                Lack::Fewer => ("fewerCoaches", Vec::new()),
                Lack::NoGain => ("noGain", Vec::new()),
                Lack::NoSeat => ("noSeat", Vec::new()),
                Lack::Full => ("coachesFull", Vec::new()),
            };
            Some(LeftOut { member, round: None, code, rules })
        };
        let unplaced = learners.iter().enumerate().filter_map(left_out).collect();
        let names = |helpers: Vec<usize>| helpers.into_iter().map(|c| case.table.names[coaches[c]].clone()).collect();
        let mut notes = Vec::new();
        note(&mut notes, "note.idleCoaches", names(answer.idle().collect()));
        note(&mut notes, "note.fullCoaches", names(answer.full().collect()));
        note(&mut notes, "note.shortLoads", names(answer.short().collect()));
        let places: u64 = question.capacity.iter().map(|&capacity| u64::from(form.load_of(capacity)[1])).sum();
        let wanted = learners.len() as u64 * u64::from(fewest);
        if places < wanted {
            notes.push(Text::new("note.tooFewPlaces").with("places", places as f64).with("wanted", wanted as f64));
        }
        let matches: Vec<(usize, usize)> = answer.pairs.iter().map(|&(l, c)| (coaches[c], learners[l])).collect();
        sponsor_notes(case, &matches, learners, &mut notes);
        let anchors = form.anchor.as_ref().map(|anchor| anchors(case, anchor, learners, &matches));
        let anchors = anchors.map(|(found, without)| {
            note(&mut notes, "note.noAnchor", without);
            found
        });
        let placement = Placement { matches, anchors: anchors.unwrap_or_default(), ..Placement::default() };
        self.found = Some(Found { placement, unplaced, score: answer.score, notes });
    }

    pub fn progress(&self) -> Progress {
        Progress::at_once(self.found.as_ref().map(|found| found.score))
    }

    pub fn draft(&self, _: &Case) -> Draft {
        let Some(found) = &self.found else {
            let all =
                self.learners.iter().map(|&member| LeftOut { member, round: None, code: "coachesFull", rules: vec![] });
            return Draft { unplaced: all.collect(), ..Draft::default() };
        };
        Draft {
            placement: found.placement.clone(),
            unplaced: found.unplaced.clone(),
            optimal: true,
            ended_by: EndedBy::Solved,
            notes: found.notes.clone(),
            ..Draft::default()
        }
    }
}

/// What the sponsor adds to the question, if there is one.
pub(in crate::forms) fn sponsored(case: &Case, learners: &[usize]) -> Option<Sponsored> {
    let sponsor = case.sponsor()?;
    let place = |member: &usize| learners.binary_search(member).ok();
    let pools = case.seat_pools(learners).into_iter();
    Some(Sponsored {
        gains: learners.iter().map(|&learner| case.sponsor_gain(learner)).collect(),
        most: sponsor.most(),
        pools: pools.map(|SeatPool { learners, seats }| (learners.iter().filter_map(place).collect(), seats)).collect(),
    })
}

/// What the sponsor's priorities came to, and its values that nobody holds.
fn sponsor_notes(case: &Case, matches: &[(usize, usize)], learners: &[usize], notes: &mut Vec<Text>) {
    let Some(sponsor) = case.sponsor() else { return };
    let affinities: f64 = matches.iter().map(|&(coach, learner)| case.affinity.of(learner, coach)).sum();
    let gained: f64 = matches.iter().map(|&(_, learner)| case.sponsor_gain(learner)).sum();
    if gained > 0.0 && gained + affinities > 0.0 {
        let percent = number(100.0 * gained / (gained + affinities));
        notes.push(Text::new("note.sponsor").with("percent", percent));
    }
    let holds = |learner: &usize, value: &String| {
        let column = case.table.column(&sponsor.attribute);
        column.is_some_and(|c| c.values(*learner).iter().any(|&v| c.labels()[v as usize] == *value))
    };
    let nobodys = sponsor.values.iter().map(|one| &one.value);
    let nobodys = nobodys.filter(|value| !learners.iter().any(|learner| holds(learner, value)));
    note(notes, "note.sponsorNobody", nobodys.cloned().collect());
}

/// A note about those named, if there are any.
fn note(notes: &mut Vec<Text>, code: &'static str, names: Vec<String>) {
    if !names.is_empty() {
        notes.push(named(code, names));
    }
}

/// Each anchor and learner: as many learners as can be with one, then the largest sum of affinities; and the names of the
/// learners without.
fn anchors(
    case: &Case,
    anchor: &Anchor,
    learners: &[usize],
    matches: &[(usize, usize)],
) -> (Vec<(usize, usize)>, Vec<String>) {
    let own: BTreeSet<(usize, usize)> = matches.iter().copied().collect();
    let everyone: Vec<usize> = (0..case.table.len()).collect();
    let question = Question {
        case,
        form: &Coaching::default(),
        wanting: learners.len(),
        capacity: vec![anchor.at_most.unwrap_or(u32::MAX); everyone.len()],
        of_pairs: true,
        sponsored: None,
        forced: None,
        worth: &|l, member| {
            let may = !own.contains(&(member, learners[l])) && case.may_anchor(anchor, learners[l], member);
            may.then(|| case.affinity.of(learners[l], member))
        },
    };
    let answer = question.answer();
    let without = learners.iter().enumerate().filter(|&(l, _)| answer.lack(l, 1).is_some());
    let without = without.map(|(_, &learner)| case.table.names[learner].clone()).collect();
    (answer.pairs.iter().map(|&(l, member)| (member, learners[l])).collect(), without)
}
