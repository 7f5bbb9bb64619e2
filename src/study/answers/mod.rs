//! Which answers mattered: what a plan would lose if a question had not been asked.

mod model;

use super::SweepProgress;
use crate::affinity::{Criterion, Want};
use crate::error::{Errors, fault};
use crate::forms::{Run, by_groups};
use crate::network::{Network, Table};
use crate::optim::random::Random;
use crate::plan::{Case, Status};
use crate::rules::Rule;
use crate::scenario::{Form, Scenario};
use crate::text::{Language, Text};
use std::collections::BTreeMap;

pub use model::{Answers, Asked, Droppable, Question};

/// More seeds than anyone has time for.
const MOST_SEEDS: u32 = 20;

/// Moves for each place in a group, where each search is one of dozens; and where each move is tried by itself, which
/// takes about ten times as long.
const MOVES_A_SEAT_BY_GROUPS: u64 = 20_000;
const MOVES_A_SEAT: u64 = 2_000;

/// Sums in another order differ in their last digits: so large a share of the worth is nothing.
const NOTHING: f64 = 1e-9;

/// A search for the answers that mattered, in steps.
///
/// A question is left out by taking the weight from its criteria; rules stay. Members are brought into the order of
/// their ids and then, for each seed, into a random one: so nothing depends on the order of rows, and where several
/// plans are as good, the seeds see different ones.
pub struct AnswersRun {
    scenario: Scenario,
    asked: Asked,
    seeds: Vec<(Network, Table)>,
    questions: Vec<Question>,
    /// For each set of questions left out: what came of it for each seed.
    found: BTreeMap<Vec<usize>, Vec<Outcome>>,
    run: Option<(Vec<usize>, Run)>,
    /// Of communities whose number is open: a first plan with all answers, which settles how many all others have, so
    /// that these spend their moves on who is where.
    scout: Scout,
    finished: bool,
}

enum Scout {
    Wanted,
    Running(Box<Run>),
    Done,
}

#[derive(Clone, Copy)]
struct Outcome {
    worth: f64,
    feasible: bool,
}

impl AnswersRun {
    /// Checks the scenario and finds what is asked.
    ///
    /// # Errors
    /// What is wrong with the network, the scenario, the number of seeds or the share.
    pub fn new(network: &Network, scenario: &Scenario, asked: &Asked) -> Result<Self, Errors> {
        crate::scenario::validate(network, scenario)?;
        let mut errors = Errors::default();
        if !(1..=MOST_SEEDS).contains(&asked.seeds) {
            fault("error.seedCount", "help.seedCount", "seeds").with("most", MOST_SEEDS).into(&mut errors);
        }
        if !(0.0..=1.0).contains(&asked.within) {
            fault("error.notAShare", "help.notAShare", "within").with("number", asked.within).into(&mut errors);
        }
        if let Form::Panel(_) = &scenario.form {
            fault("error.answersNotForForm", "help.answersNotForForm", "scenario.form")
                .with("form", "panel")
                .into(&mut errors);
        }
        let questions = questions(network, scenario);
        if errors.is_empty() && questions.iter().all(|question| !question.is_used()) {
            fault("error.noWorth", "help.noWorth", "scenario.criteria").into(&mut errors);
        }
        errors.into_result()?;
        let mut scenario = scenario.clone();
        if let Form::Communities(form) = &scenario.form {
            let seats = network.members.len() as u64 * u64::from(form.per_member);
            let usual = seats * if by_groups(form.objective) { MOVES_A_SEAT_BY_GROUPS } else { MOVES_A_SEAT };
            scenario.effort.iterations = Some(scenario.effort.iterations.unwrap_or(usual));
        }
        let open = matches!(&scenario.form, Form::Communities(form) if form.count.is_none());
        let scout = if open { Scout::Wanted } else { Scout::Done };
        let seeds = (0..asked.seeds).map(|seed| shuffled(network, u64::from(scenario.effort.seed) + u64::from(seed)));
        let seeds = seeds.map(|network| (network.clone(), Table::new(&network))).collect();
        let found = BTreeMap::new();
        Ok(AnswersRun { scenario, asked: asked.clone(), seeds, questions, found, run: None, scout, finished: false })
    }

    /// The time that all may take: as much as each plan may.
    pub fn seconds(&self) -> f64 {
        self.scenario.effort.seconds * self.most_plans() as f64
    }

    /// As many as can be formed: with all answers, without each, and for each whether it could go with others.
    fn most_plans(&self) -> u64 {
        let used = self.questions.iter().filter(|question| question.is_used()).count() as u64;
        u64::from(self.asked.seeds) * (1 + 2 * used)
    }

    /// Goes on by so many iterations of the present plan.
    ///
    /// # Errors
    /// None that validation has not reported before.
    pub fn step(&mut self, iterations: u64) -> Result<(), Errors> {
        if !matches!(self.scout, Scout::Done) {
            return self.scout(iterations);
        }
        let (without, mut run) = match self.run.take() {
            Some(running) => running,
            None => {
                let Ok(without) = self.decide() else {
                    self.finished = true;
                    return Ok(());
                };
                let seed = self.found.get(&without).map_or(0, Vec::len);
                let mut scenario = self.reduced(&without);
                scenario.effort.seed = scenario.effort.seed.wrapping_add(seed as u32);
                let run = Run::new(&self.seeds[seed].0, &scenario)?;
                (without, run)
            }
        };
        run.step(iterations);
        if !run.progress().finished {
            self.run = Some((without, run));
            return Ok(());
        }
        let outcomes = self.found.entry(without).or_default();
        let (network, table) = &self.seeds[outcomes.len()];
        let measures = Case::new(network, &self.scenario, table).measure(&run.unproven().placement);
        outcomes.push(Outcome { worth: measures.total, feasible: measures.hard_broken == 0 });
        Ok(())
    }

    fn scout(&mut self, iterations: u64) -> Result<(), Errors> {
        let mut run = match std::mem::replace(&mut self.scout, Scout::Done) {
            Scout::Running(run) => run,
            _ => Box::new(Run::new(&self.seeds[0].0, &self.scenario)?),
        };
        run.step(iterations);
        if !run.progress().finished {
            self.scout = Scout::Running(run);
            return Ok(());
        }
        let (network, table) = &self.seeds[0];
        let placement = run.unproven().placement;
        let kept = Case::new(network, &self.scenario, table).measure(&placement).hard_broken == 0;
        if let (Form::Communities(form), true) = (&mut self.scenario.form, kept) {
            form.count = Some(placement.groups.len() as u32);
        }
        Ok(())
    }

    /// How far it is.
    pub fn progress(&self) -> SweepProgress {
        let within = self.run.as_ref().map_or(0, |(_, run)| {
            let progress = run.progress();
            1000 * progress.done / progress.of.max(1)
        });
        let (done, of) = (self.found.values().map(|outcomes| outcomes.len() as u64).sum::<u64>(), self.most_plans());
        let done = if self.finished { 1000 * of } else { (1000 * done + within.min(999)).min(1000 * of) };
        SweepProgress { done, of: 1000 * of, finished: self.finished }
    }

    /// The questions to leave out next; or, when all is known, those that could go together.
    fn decide(&self) -> Result<Vec<usize>, Vec<usize>> {
        let known = |without: &[usize]| {
            let outcomes = self.found.get(without).filter(|outcomes| outcomes.len() == self.seeds.len());
            outcomes.is_some()
        };
        let singles = || (0..self.questions.len()).filter(|&at| self.questions[at].is_used()).map(|at| vec![at]);
        if let Some(next) = std::iter::once(vec![]).chain(singles()).find(|without| !known(without)) {
            return Ok(next);
        }
        let mut candidates: Vec<(f64, usize)> = singles()
            .filter(|without| self.questions[without[0]].may_go())
            .filter_map(|without| Some((self.loss(&without)?.0, without[0])))
            .collect();
        candidates.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut chosen: Vec<usize> = Vec::new();
        for (_, at) in candidates {
            let mut without = chosen.clone();
            without.push(at);
            without.sort_unstable();
            if !known(&without) {
                return Ok(without);
            }
            if self.is_little(&without) {
                chosen.push(at);
            }
        }
        Err(chosen)
    }

    /// What the plans with all answers are worth that keep the hard rules: of others that says nothing.
    fn worths(&self) -> Vec<f64> {
        let full = self.found.get(&Vec::new()).into_iter().flatten();
        full.filter(|outcome| outcome.feasible).map(|outcome| outcome.worth).collect()
    }

    fn worth(&self) -> Option<f64> {
        let worths = self.worths();
        (!worths.is_empty()).then(|| worths.iter().sum::<f64>() / worths.len() as f64)
    }

    /// What is lost without some answers: the mean, the least and the most over the seeds whose plans keep the hard rules
    /// with and without.
    fn loss(&self, without: &[usize]) -> Option<(f64, [f64; 2])> {
        let (full, reduced) = (self.found.get(&Vec::new())?, self.found.get(without)?);
        let least = NOTHING * f64::max(1.0, libm::fabs(self.worth()?));
        let both = full.iter().zip(reduced).filter(|(full, reduced)| full.feasible && reduced.feasible);
        let losses = both.map(|(full, reduced)| full.worth - reduced.worth);
        let losses: Vec<f64> = losses.map(|loss| if libm::fabs(loss) <= least { 0.0 } else { loss }).collect();
        let ends = losses.iter().fold([f64::INFINITY, f64::NEG_INFINITY], |[a, b], &loss| [a.min(loss), b.max(loss)]);
        // A mean of equal numbers may differ from them in its last digit.
        let mean = || (losses.iter().sum::<f64>() / losses.len() as f64).clamp(ends[0], ends[1]);
        (!losses.is_empty()).then(|| (mean(), ends))
    }

    fn share(&self, loss: f64) -> Option<f64> {
        self.worth().filter(|worth| *worth > 0.0).map(|worth| loss / worth)
    }

    fn is_little(&self, without: &[usize]) -> bool {
        let feasible = self.found.get(without).is_some_and(|outcomes| outcomes.iter().all(|one| one.feasible));
        let little = self
            .loss(without)
            .is_some_and(|(loss, _)| loss <= 0.0 || self.share(loss).is_some_and(|share| share <= self.asked.within));
        feasible && little
    }

    /// The scenario whose criteria do not ask for some answers.
    fn reduced(&self, without: &[usize]) -> Scenario {
        let mut scenario = self.scenario.clone();
        for &at in without {
            let question = &self.questions[at];
            question.criteria.iter().for_each(|&at| scenario.criteria[at].weight = 0.0);
            if question.field == "themes" {
                // Groups that take themes count wishes for them even if no criterion does.
                let on = "themes".to_owned();
                scenario.criteria.push(Criterion { on, want: Want::Preferred, weight: 0.0 });
            }
        }
        scenario
    }

    /// What is known so far.
    pub fn result(&self) -> Answers {
        let full = self.found.get(&Vec::new()).map_or(&[][..], Vec::as_slice);
        let worths = self.worths();
        let end = |from: f64, then: fn(f64, f64) -> f64| worths.iter().copied().fold(from, then);
        let noise = end(f64::NEG_INFINITY, f64::max) - end(f64::INFINITY, f64::min);
        let least = NOTHING * f64::max(1.0, libm::fabs(self.worth().unwrap_or(0.0)));
        let noise = if noise > least { noise } else { 0.0 };
        let questions = (0..self.questions.len()).map(|at| self.answered(at, noise));
        let mut questions: Vec<Question> = questions.collect();
        // Those that nothing asks for come last, equal ones in the order of the network.
        let rank = |question: &Question| (question.is_used(), question.loss.unwrap_or(0.0));
        questions.sort_by(|a, b| {
            let ((used, loss), (other_used, other)) = (rank(a), rank(b));
            other_used.cmp(&used).then(other.total_cmp(&loss))
        });
        Answers {
            status: status(full),
            worth: self.worth(),
            noise,
            seeds: self.asked.seeds,
            questions,
            droppable: self.droppable(),
        }
    }

    fn answered(&self, at: usize, noise: f64) -> Question {
        let mut question = self.questions[at].clone();
        let found = if question.is_used() { self.loss(&[at]) } else { Some((0.0, [0.0, 0.0])) };
        if let Some((loss, [least, most])) = found {
            (question.loss, question.least, question.most) = (Some(loss), Some(least), Some(most));
            question.share = self.share(loss);
            question.is_noise = loss != 0.0 && loss <= noise;
        }
        question.status = self.found.get(&vec![at]).map_or(Status::Feasible, |outcomes| status(outcomes));
        let code = match found {
            _ if !question.is_used() => "answers.unused",
            _ if question.status == Status::Infeasible => "answers.broken",
            None => "answers.open",
            Some((0.0, _)) => "answers.nothing",
            Some((loss, _)) if loss < 0.0 => "answers.gain",
            Some(_) if question.is_noise => "answers.noise",
            Some(_) => "answers.loses",
        };
        let text = Text::new(code).with("field", &question.label).with("share", libm::fabs(percent(question.share)));
        let needed = (!question.rules.is_empty())
            .then(|| Text::new("answers.needed").with("rules", question.rules.len()))
            .into_iter()
            .chain(question.form.then(|| Text::new("answers.form")));
        let all: Vec<String> = std::iter::once(text).chain(needed).map(|text| text.render(Language::English)).collect();
        question.text = all.join(" ");
        question
    }

    fn droppable(&self) -> Droppable {
        let Err(chosen) = self.decide() else { return Droppable::default() };
        let mut sorted = chosen.clone();
        sorted.sort_unstable();
        let loss = self.loss(&sorted).map(|(loss, _)| loss).filter(|_| !chosen.is_empty());
        let share = loss.and_then(|loss| self.share(loss));
        let labels: Vec<String> = chosen.iter().map(|&at| self.questions[at].label.clone()).collect();
        let text = Text::new(if chosen.is_empty() { "answers.dropNone" } else { "answers.drop" })
            .with("fields", labels)
            .with("share", percent(share))
            .with("within", percent(Some(self.asked.within)));
        let fields = chosen.iter().map(|&at| self.questions[at].field.clone()).collect();
        Droppable { fields, loss, share, text: text.render(Language::English) }
    }
}

impl Question {
    /// Whether any criterion asks for it.
    fn is_used(&self) -> bool {
        !self.criteria.is_empty() || (self.field == "themes" && self.form)
    }

    /// Whether it could be left out of the questionnaire: no rule needs it, nor does the form.
    fn may_go(&self) -> bool {
        self.rules.is_empty() && !self.form
    }
}

/// Feasible as soon as one seed's plan keeps the hard rules, and before there is any.
fn status(outcomes: &[Outcome]) -> Status {
    let kept = outcomes.is_empty() || outcomes.iter().any(|one| one.feasible);
    if kept { Status::Feasible } else { Status::Infeasible }
}

/// A share in percent, to one decimal.
fn percent(share: Option<f64>) -> f64 {
    libm::round(share.unwrap_or(0.0) * 1000.0) / 10.0
}

/// The network with its members in the order of their ids, then drawn by lot.
fn shuffled(network: &Network, seed: u64) -> Network {
    let mut network = network.clone();
    network.members.sort_by(|a, b| a.id.cmp(&b.id));
    Random::new(seed).shuffle(&mut network.members);
    network
}

/// All that was asked of members, in the order of the network.
fn questions(network: &Network, scenario: &Scenario) -> Vec<Question> {
    let english = |code| Text::new(code).render(Language::English);
    let attributes = network
        .attributes
        .iter()
        .map(|attribute| (attribute.id.clone(), attribute.label.clone().unwrap_or_else(|| attribute.id.clone())));
    let mut fields: Vec<(String, String)> = attributes.collect();
    let topics = network.members.iter().any(|member| !member.needs.is_empty() || !member.offers.is_empty());
    let others = [
        ("needs", "answers.needs", topics),
        ("themes", "answers.themes", !network.themes.is_empty()),
        ("ties", "answers.ties", !network.ties.is_empty()),
        ("scores", "answers.scores", network.scores.is_some()),
    ];
    fields.extend(others.iter().filter(|other| other.2).map(|other| (other.0.to_owned(), english(other.1))));
    let form_needs = |field: &str| match &scenario.form {
        Form::Communities(form) => field == "themes" && form.themes,
        Form::Coaching(form) => {
            let anchor = form.anchor.iter().map(|anchor| &anchor.attribute);
            let trainee = form.trainee.iter().map(|trainee| &trainee.attribute);
            anchor.chain(trainee).chain(&form.skill).any(|attribute| attribute == field)
        }
        _ => false,
    };
    let question = |(field, label): (String, String)| {
        let on =
            |criterion: &Criterion| if criterion.on == "offers" { "needs" } else { criterion.on.as_str() } == field;
        let criteria = scenario.criteria.iter().enumerate().filter(|(_, c)| c.weight > 0.0 && on(c));
        let rules = scenario.rules.iter().enumerate().filter(|(_, rule)| asks(rule) == Some(field.as_str()));
        Question {
            criteria: criteria.map(|(at, _)| at).collect(),
            rules: rules.map(|(at, _)| at).collect(),
            form: form_needs(&field),
            loss: None,
            least: None,
            most: None,
            share: None,
            is_noise: false,
            status: Status::Feasible,
            text: String::new(),
            field,
            label,
        }
    };
    fields.into_iter().map(question).collect()
}

/// What a rule has to know of members.
fn asks(rule: &Rule) -> Option<&str> {
    Some(match rule {
        Rule::Share(rule) => &rule.attribute,
        Rule::Span(rule) => &rule.attribute,
        Rule::Cap(rule) => &rule.attribute,
        Rule::Quota(rule) => &rule.attribute,
        Rule::NotAlone(rule) => &rule.attribute,
        Rule::Spread(rule) => &rule.attribute,
        Rule::Differ(rule) => &rule.attribute,
        Rule::Match(rule) => &rule.attribute,
        Rule::Balance(rule) => &rule.attribute,
        Rule::Disparity(rule) => &rule.attribute,
        Rule::NoRepeat(_) | Rule::Familiar(_) | Rule::Acquainted(_) => "ties",
        Rule::Together(_) | Rule::Apart(_) | Rule::Survive(_) | Rule::Groupmates(_) => return None,
    })
}

/// Which answers mattered.
///
/// # Errors
/// What is wrong with the network, the scenario or what is asked.
pub fn answers(network: &Network, scenario: &Scenario, asked: &Asked) -> Result<Answers, Errors> {
    let mut run = AnswersRun::new(network, scenario, asked)?;
    const STEP: u64 = 1_000_000;
    while !run.progress().finished {
        run.step(STEP)?;
    }
    Ok(run.result())
}
