//! The panel: members to an exact lottery or the best choice under quotas, and quotas that cannot be kept to the least
//! that must be changed.

use super::run::Progress;
use crate::optim::milp::{Leximin, Lottery, PanelModel, PanelQuota, TICKETS};
use crate::optim::random::Random;
use crate::order::ranked;
use crate::plan::{
    Case, Chance, Draft, EndedBy, PanelDraft, PanelLottery, PanelReport, PanelTickets, Placed, Placement, Rated,
    Unplaced, Weight, broken_quotas, named, panel_worth,
};
use crate::scenario::{Panel, PanelObjective};
use crate::text::{Language, Text, number};

/// Panels looked for, at most: a pool of four hundred with five attributes takes four to six hundred.
const MOST_STEPS: u64 = 5_000;

/// A total that misses its bound by less was rounded: a lottery's tickets are whole.
const ROUNDING: f64 = 1e-6;

/// Ratings as whole numbers: finer than any reviewer's scale.
const POINTS: f64 = 1_048_576.0;

pub(super) struct PanelWork {
    form: Panel,
    model: PanelModel,
    ratings: Vec<(Option<f64>, u32)>,
    state: State,
}

enum State {
    Drawing(Box<Leximin>),
    Choosing,
    Ended(Box<Found>),
}

#[derive(Default)]
struct Found {
    members: Vec<usize>,
    lottery: Option<Lottery>,
    bound: Option<f64>,
    optimal: bool,
    steps: u64,
    notes: Vec<Text>,
}

impl PanelWork {
    pub fn new(case: &Case, form: &Panel) -> Self {
        let table = case.table;
        let ratings = form.rated(table);
        let position = |id: &String| table.member(id).map(|member| member as u32);
        let out = |member: &usize| {
            let barred = form.exclude.contains(&table.ids[*member]) || !form.asks_for(table, *member);
            barred || !form.misses(table, ratings[*member].0, *member).is_empty()
        };
        let holders = |quota: &crate::scenario::SeatQuota| quota.holders(table).into_iter().map(|m| m as u32).collect();
        let quota = |quota: &crate::scenario::SeatQuota| {
            let (lo, hi) = quota.range();
            PanelQuota { members: holders(quota), lo, hi: hi.min(form.seats.max(lo)) }
        };
        let mut apart = Vec::new();
        for a in 0..table.len() {
            apart.extend((0..a).filter(|&b| table.in_conflict(a, b)).map(|b| [b as u32, a as u32]));
        }
        let model = PanelModel {
            members: table.len() as u32,
            seats: form.seats,
            quotas: form.quotas.iter().map(quota).collect(),
            include: form.include.iter().filter_map(position).collect(),
            exclude: (0..table.len()).filter(out).map(|member| member as u32).collect(),
            apart,
        };
        let state = match form.objective {
            PanelObjective::Equal => State::Drawing(Box::new(Leximin::new(&model, MOST_STEPS))),
            PanelObjective::Score => State::Choosing,
        };
        PanelWork { form: form.clone(), model, ratings, state }
    }

    /// Some panel that keeps the quotas, where one was found.
    pub fn any(&self) -> Option<Vec<usize>> {
        let worth = vec![0; self.model.members as usize];
        let panel = self.model.best(&worth)?;
        Some(panel.members.iter().map(|&member| member as usize).collect())
    }

    /// Whether it is proven that no panel keeps the quotas.
    pub fn is_impossible(&self) -> bool {
        self.model.is_impossible()
    }

    pub fn step(&mut self, case: &Case) {
        let found = match &mut self.state {
            State::Ended(_) => return,
            State::Drawing(leximin) => {
                leximin.step();
                if !leximin.finished() {
                    return;
                }
                drawn(case, leximin)
            }
            State::Choosing => self.chosen(),
        };
        self.state = State::Ended(Box::new(found.unwrap_or_else(|| self.mended(case))));
    }

    /// The panel with the largest sum of ratings, if the quotas can be kept.
    fn chosen(&self) -> Option<Found> {
        let points = |rating: &(Option<f64>, u32)| libm::round(rating.0.unwrap_or(0.0) * POINTS) as i64;
        let worth: Vec<i64> = self.ratings.iter().map(points).collect();
        self.model.best(&worth).map(|panel| Found {
            members: panel.members.iter().map(|&member| member as usize).collect(),
            bound: panel.bound.map(|bound| bound as f64 / POINTS),
            optimal: panel.optimal,
            steps: 1,
            ..Found::default()
        })
    }

    /// Which quotas cannot be kept together, and the smallest change with which they can.
    fn mended(&self, case: &Case) -> Found {
        let mut notes = Vec::new();
        let clash = self.model.clash();
        if !clash.is_empty() {
            notes.push(Text::new("note.panel.clash").with("quotas", quotas(case, &self.form, &clash)));
        }
        let Some(repair) = self.model.nearest() else {
            notes.push(Text::new("note.panel.nobody"));
            return Found { notes, ..Found::default() };
        };
        let mut changes = Vec::new();
        for ((quota, as_it_is), range) in self.form.quotas.iter().zip(&self.model.quotas).zip(&repair.ranges) {
            let say = |code, from: u32, to: u32| {
                let text = Text::new(code).with("from", from).with("to", to).with("value", &quota.value);
                text.with("attribute", case.table.label(&quota.attribute)).render(Language::English)
            };
            if range[0] < as_it_is.lo {
                changes.push(say("note.panel.change.least", as_it_is.lo, range[0]));
            }
            if range[1] > as_it_is.hi {
                changes.push(say("note.panel.change.most", as_it_is.hi, range[1]));
            }
        }
        let code = if repair.smallest { "note.panel.change" } else { "note.panel.change.found" };
        notes.push(Text::new(code).with("changes", changes));
        Found { members: repair.members.iter().map(|&member| member as usize).collect(), notes, ..Found::default() }
    }

    pub fn progress(&self) -> Progress {
        match &self.state {
            State::Ended(found) => {
                Progress { done: found.steps, of: found.steps, finished: true, ..Progress::default() }
            }
            State::Drawing(leximin) => Progress { done: leximin.steps(), of: MOST_STEPS, ..Progress::default() },
            State::Choosing => Progress { done: 0, of: 1, ..Progress::default() },
        }
    }

    pub fn draft(&self, case: &Case) -> Draft {
        let so_far = match &self.state {
            // Whoever does not want to wait has a lottery of the panels known by then.
            State::Drawing(leximin) => {
                let mut leximin = leximin.clone();
                leximin.stop();
                drawn(case, &leximin).unwrap_or_default()
            }
            State::Choosing => self.chosen().unwrap_or_default(),
            State::Ended(_) => Found::default(),
        };
        let found = if let State::Ended(found) = &self.state { found } else { &so_far };
        let lottery = found.lottery.as_ref().map(|lottery| self.report(case, lottery));
        let mut report = PanelReport { lottery, ..PanelReport::default() };
        let mut notes = found.notes.clone();
        if let Some(lottery) = &found.lottery {
            report.chances = self.chances(case, lottery);
            notes.push(Text::new("note.panel.bound").with("percent", percent(lottery.bound)));
            if !lottery.settled {
                let worth = panel_worth(case, &self.form, Some(&report), &found.members);
                let proven = lottery.bound <= worth + ROUNDING;
                notes.push(Text::new(if proven { "note.panel.unsettled" } else { "note.panel.unproven" }));
            }
            let never = report.lottery.iter().flat_map(|lottery| &lottery.never);
            let never: Vec<String> =
                never.filter_map(|id| Some(case.table.names[case.table.member(id)?].clone())).collect();
            if !never.is_empty() {
                notes.push(named("note.panel.never", never));
            }
        }
        if self.form.objective == PanelObjective::Score {
            report.ratings = self.order(case, &[]).into_iter().map(|member| self.rated(case, member)).collect();
        }
        let unplaced = if self.progress().finished || !found.members.is_empty() {
            self.unplaced(case, found, &report)
        } else {
            Vec::new()
        };
        let worth = panel_worth(case, &self.form, Some(&report), &found.members);
        let groups = Placed { members: found.members.clone(), ..Placed::default() };
        let groups = if found.members.is_empty() { Vec::new() } else { vec![groups] };
        Draft {
            placement: Placement { groups, ..Placement::default() },
            bound: found.bound,
            optimal: found.optimal || found.bound.is_some_and(|bound| bound <= worth + ROUNDING),
            iterations: found.steps,
            ended_by: EndedBy::Solved,
            notes,
            panel: Some(Box::new(PanelDraft { worth, report, unplaced })),
            ..Draft::default()
        }
    }

    fn rated(&self, case: &Case, member: usize) -> Rated {
        let (rating, reviews) = self.ratings[member];
        Rated { member: case.table.ids[member].clone(), rating, reviews }
    }

    /// Those who can be on the panel, less some, best rated first; as they come where ratings are equal.
    fn order(&self, case: &Case, less: &[usize]) -> Vec<usize> {
        let able = |member: &usize| !self.model.exclude.contains(&(*member as u32)) && !less.contains(member);
        let rating = |member: usize| self.ratings[member].0.unwrap_or(0.0);
        ranked((0..case.table.len()).filter(able), |&a, &b| rating(b).total_cmp(&rating(a)))
    }

    fn chances(&self, case: &Case, lottery: &Lottery) -> Vec<Chance> {
        let of = |member: usize| lottery.groups.iter().position(|group| group.contains(&(member as u32)));
        let asked = (0..case.table.len()).filter(|&member| self.form.asks_for(case.table, member));
        let chance = |member| of(member).map_or(0.0, |group| lottery.chance(group));
        asked.map(|member| Chance { member: case.table.ids[member].clone(), chance: chance(member) }).collect()
    }

    fn report(&self, case: &Case, lottery: &Lottery) -> PanelLottery {
        let id = |&member: &u32| case.table.ids[member as usize].clone();
        let weighted = lottery.groups.iter().zip(&lottery.weights).filter(|(_, weight)| **weight > 0.0);
        let weight = |(group, &weight): (&Vec<u32>, &f64)| -> Vec<Weight> {
            group.iter().map(|member| Weight { member: id(member), weight }).collect()
        };
        let panels = lottery.panels.iter();
        let never = lottery.groups.iter().zip(&lottery.possible).filter(|(_, possible)| !**possible);
        PanelLottery {
            kinds: lottery.groups.iter().map(|group| group.iter().map(id).collect()).collect(),
            panels: panels.map(|(tickets, seats)| PanelTickets { tickets: *tickets, seats: seats.clone() }).collect(),
            bound: lottery.bound,
            weights: weighted.flat_map(weight).collect(),
            settled: lottery.settled,
            never: never.flat_map(|(group, _)| group.iter().map(id)).collect(),
        }
    }

    /// Everyone who was asked for and is not on the panel, and why.
    fn unplaced(&self, case: &Case, found: &Found, report: &PanelReport) -> Vec<Unplaced> {
        let table = case.table;
        let waiting = self.order(case, &found.members);
        let asked = |member: &usize| self.form.asks_for(table, *member) && !found.members.contains(member);
        let barred = (0..table.len()).filter(asked).filter(|member| !waiting.contains(member));
        // Those who wait come first, in the order in which they do.
        let by_score = self.form.objective == PanelObjective::Score;
        let say = |(at, member): (usize, usize)| {
            let (code, text) = if waiting.contains(&member) && by_score {
                ("waiting", self.waits(case, found, member, at + 1))
            } else if waiting.contains(&member) {
                let chance = report.chances.iter().find(|chance| chance.member == table.ids[member]);
                let never = report.lottery.iter().any(|lottery| lottery.never.contains(&table.ids[member]));
                let percent = percent(chance.map_or(0.0, |chance| chance.chance));
                let code = if never || report.lottery.is_none() { "noPanel" } else { "notDrawn" };
                let sentence = if code == "noPanel" { "unplaced.noPanel" } else { "unplaced.notDrawn" };
                (code, Text::new(sentence).with("percent", percent))
            } else if self.form.exclude.contains(&table.ids[member]) {
                ("excluded", Text::new("unplaced.excluded"))
            } else {
                ("notEligible", self.misses(case, member))
            };
            let why = text.with("name", &table.names[member]).render(Language::English);
            Unplaced { member: table.ids[member].clone(), round: None, code: code.to_owned(), why, rules: Vec::new() }
        };
        let waiting_first = if by_score { waiting.clone() } else { ranked(waiting.clone(), usize::cmp) };
        waiting_first.into_iter().chain(barred).enumerate().map(say).collect()
    }

    fn misses(&self, case: &Case, member: usize) -> Text {
        let missed = self.form.misses(case.table, self.ratings[member].0, member);
        let say = |at: usize| {
            let wanted = &self.form.eligible[at];
            let text =
                Text::new("panel.required").with("on", case.table.label(&wanted.on)).with("least", wanted.at_least);
            text.render(Language::English)
        };
        Text::new("unplaced.notEligible").with("required", missed.into_iter().map(say).collect::<Vec<String>>())
    }

    /// Where a candidate stands on the waiting list, and which quotas keep it from a seat that one rated lower has.
    fn waits(&self, case: &Case, found: &Found, member: usize, place: usize) -> Text {
        let (rating, reviews) = self.ratings[member];
        let worth = |member: usize| self.ratings[member].0.unwrap_or(0.0);
        let free = |other: &&usize| !self.form.include.contains(&case.table.ids[**other]);
        let lower = found.members.iter().filter(free).filter(|&&other| worth(other) < worth(member));
        let mut broken: Vec<usize> = Vec::new();
        for &other in lower {
            let mut changed: Vec<usize> = found.members.iter().copied().filter(|&m| m != other).collect();
            changed.push(member);
            broken.extend(broken_quotas(case, &self.form, &changed));
        }
        let broken: Vec<usize> = (0..self.form.quotas.len()).filter(|quota| broken.contains(quota)).collect();
        let code = match (rating, broken.is_empty()) {
            (None, _) => "unplaced.waiting.unrated",
            (Some(_), true) => "unplaced.waiting",
            (Some(_), false) => "unplaced.waiting.quota",
        };
        let text = Text::new(code).with("place", place).with("rating", rating.unwrap_or(0.0)).with("count", reviews);
        text.with("quotas", quotas(case, &self.form, &broken))
    }
}

/// A panel of the lottery that was found, if one was.
fn drawn(case: &Case, leximin: &Leximin) -> Option<Found> {
    let lottery = leximin.lottery()?;
    Some(Found {
        members: draw(lottery, case.scenario.effort.seed),
        bound: Some(lottery.bound),
        lottery: Some(lottery.clone()),
        steps: leximin.steps(),
        ..Found::default()
    })
}

/// Quotas as sentences.
fn quotas(case: &Case, form: &Panel, which: &[usize]) -> String {
    let say = |&at: &usize| {
        let rule = crate::rules::Rule::Quota(form.quotas[at].rule());
        rule.kind().sentence(case.table, case.setting).render(Language::English)
    };
    which.iter().map(say).collect::<Vec<String>>().join(" ")
}

fn percent(chance: f64) -> String {
    number(100.0 * chance)
}

/// A panel of the lottery: a ticket, then those of each kind.
fn draw(lottery: &Lottery, seed: u32) -> Vec<usize> {
    let mut random = Random::new(u64::from(seed));
    let mut ticket = random.below(TICKETS);
    let drawn = lottery.panels.iter().find(|(tickets, _)| {
        let here = ticket < *tickets;
        ticket = ticket.saturating_sub(*tickets);
        here
    });
    let mut members = Vec::new();
    for (group, &seats) in lottery.groups.iter().zip(drawn.iter().flat_map(|(_, seats)| seats)) {
        let mut group = group.clone();
        random.shuffle(&mut group);
        members.extend(group.iter().take(seats as usize).map(|&member| member as usize));
    }
    ranked(members, usize::cmp)
}
