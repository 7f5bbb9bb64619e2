//! Neutral facilitators for the groups of an earlier plan, by the same flow.

use super::assign::{Lack, Question};
use super::note;
use crate::forms::run::Progress;
use crate::plan::{Case, Draft, EndedBy, Placement, Served};
use crate::scenario::Coaching;
use crate::text::Text;

pub(in crate::forms) struct FacilitatorsWork {
    form: Coaching,
    /// The groups that still have members, by their position in the earlier plan.
    wanting: Vec<usize>,
    found: Option<Found>,
}

struct Found {
    served: Vec<Served>,
    unserved: Vec<(usize, &'static str)>,
    score: f64,
    notes: Vec<Text>,
}

impl FacilitatorsWork {
    pub fn new(case: &Case, form: &Coaching) -> Self {
        let groups = case.groups_to_facilitate();
        let wanting = (0..groups.len()).filter(|&group| !groups[group].is_empty()).collect();
        FacilitatorsWork { form: form.clone(), wanting, found: None }
    }

    pub fn step(&mut self, case: &Case) {
        let (groups, wanting) = (case.groups_to_facilitate(), &self.wanting);
        let (pool, trainees) = case.facilitators();
        let question = Question {
            case,
            form: &self.form,
            wanting: wanting.len(),
            capacity: pool.iter().map(|&member| case.places(member)).collect(),
            of_pairs: false,
            sponsored: None,
            forced: None,
            worth: &|g, f| {
                let (group, facilitator) = (&groups[wanting[g]], pool[f]);
                let worth = || case.fit(group, facilitator).worth - case.penalties_of_serving(group, facilitator);
                case.bars(group, facilitator).is_empty().then(worth)
            },
        };
        let answer = question.answer();
        let lack = |(g, &group): (usize, &usize)| {
            let code = match answer.lack(g, self.form.per_learner[0])? {
                Lack::Nobody => "noFacilitator",
                Lack::Fewer => "fewerFacilitators",
                Lack::NoGain => "noGain",
                Lack::Full | Lack::NoSeat => "facilitatorsFull",
            };
            Some((group, code))
        };
        let unserved: Vec<(usize, &'static str)> = wanting.iter().enumerate().filter_map(lack).collect();
        let serving =
            answer.pairs.iter().map(|&(g, f)| Served { group: wanting[g], facilitator: pool[f], trainee: None });
        let mut served: Vec<Served> = serving.collect();
        let names = |helpers: Vec<usize>| helpers.into_iter().map(|f| case.table.names[pool[f]].clone()).collect();
        let mut notes = Vec::new();
        let ids = unserved.iter().map(|&(group, _)| case.facilitated_id(group).to_owned()).collect();
        note(&mut notes, "note.unserved", ids);
        note(&mut notes, "note.idleFacilitators", names(answer.idle().collect()));
        note(&mut notes, "note.fullFacilitators", names(answer.full().collect()));
        note(&mut notes, "note.shortFacilitators", names(answer.short().collect()));
        if self.form.trainee.is_some() {
            add_trainees(case, &self.form, &groups, &trainees, &mut served);
            let without = served.iter().filter(|served| served.trainee.is_none());
            let without = without.map(|served| case.facilitated_id(served.group).to_owned());
            note(&mut notes, "note.noTrainee", without.collect());
        }
        self.found = Some(Found { served, unserved, score: answer.score, notes });
    }

    pub fn progress(&self) -> Progress {
        Progress::at_once(self.found.as_ref().map(|found| found.score))
    }

    pub fn draft(&self, _: &Case) -> Draft {
        let Some(found) = &self.found else {
            let all = self.wanting.iter().map(|&group| (group, "facilitatorsFull"));
            return Draft { unserved: all.collect(), ..Draft::default() };
        };
        Draft {
            placement: Placement { served: found.served.clone(), ..Placement::default() },
            unserved: found.unserved.clone(),
            optimal: true,
            ended_by: EndedBy::Solved,
            notes: found.notes.clone(),
            ..Draft::default()
        }
    }
}

/// One trainee beside each facilitator, as far as there are trainees who are neutral to the group too and not in conflict
/// with the facilitator: as many as can be, then those who suit best by their technical fit. No trainee is twice in a group.
fn add_trainees(case: &Case, form: &Coaching, groups: &[Vec<usize>], trainees: &[usize], served: &mut [Served]) {
    let places = served.to_vec();
    let first = |s: usize| places[..s].iter().all(|other| other.group != places[s].group);
    let question = Question {
        case,
        form: &Coaching::default(),
        wanting: places.len(),
        capacity: trainees.iter().map(|&member| form.load_of(case.places(member))[1]).collect(),
        of_pairs: false,
        sponsored: None,
        forced: None,
        worth: &|s, t| {
            let (group, trainee) = (&groups[places[s].group], trainees[t]);
            let may = first(s) && case.may_meet(trainee, places[s].facilitator) && case.bars(group, trainee).is_empty();
            may.then(|| case.fit(group, trainee).technical.unwrap_or(0.0))
        },
    };
    for (s, t) in question.answer().pairs {
        served[s].trainee = Some(trainees[t]);
    }
}
