//! A lottery over panels that gives everyone as equal a chance as the quotas allow.

use super::linear::Linear;
use super::panel::{ENOUGH, PanelModel, Program};
use super::{Limits, Model, Var, solve};

/// A lottery's tickets. So many that rounding to them moves no chance by a millionth, and few enough for 32 bits.
pub const TICKETS: u32 = 100_000_000;

/// Weights sum to this: the solver's tolerances are absolute, 1e-7.
const WHOLE: f64 = 1e3;

/// A panel is heavier than known if it is by this, of [`WHOLE`]: no chance is off by more than a ten-millionth.
const HEAVIER: f64 = 1e-4;

/// Between the weights that are best so far and those that the known panels make best, a panel is looked for at this share
/// of the way. With 400 members the smallest chance was proven with 830 known panels without, with 590 at a half, and with
/// 490 at a quarter and chances to a ten-millionth instead of a hundred-millionth.
const OUTWARD: f64 = 0.25;

/// A weight above this, of [`WHOLE`], is no rounding: whoever has it cannot have a larger chance without taking from one
/// with less.
const WEIGHT: f64 = 1e-1;

/// Chances sum to the seats, by so much.
const ROUNDING: f64 = 1e-6;

/// Chances that were settled are asked for again a little lower, so that rounding does not make them impossible.
const GIVE: f64 = 1e-7;

/// How panels are drawn. Members of a group are as good as each other for every quota and have the same chance: a ticket
/// says how many of each group are on the panel, and who of them is drawn by lot.
#[derive(Clone, Debug, PartialEq)]
pub struct Lottery {
    /// The groups; whoever must not be on a panel is in none.
    pub groups: Vec<Vec<u32>>,
    /// Tickets, [`TICKETS`] in all, and how many of each group are on their panel.
    pub panels: Vec<(u32, Vec<u32>)>,
    /// For each group whether any of it can be on a panel at all.
    pub possible: Vec<bool>,
    /// No lottery gives everyone who can be on a panel, and need not, a larger chance.
    pub bound: f64,
    /// The proof: for each group, weights of its members that sum to 1 over all, such that the members of no panel weigh
    /// more than the bound together. In a lottery, then, the weighted mean of chances is no more, and so the least.
    pub weights: Vec<f64>,
    /// Whether every chance is settled, and not only the smallest.
    pub settled: bool,
}

impl Lottery {
    /// The chance of each member of a group.
    pub fn chance(&self, group: usize) -> f64 {
        let size = self.groups.get(group).map_or(1, Vec::len).max(1) as f64;
        let seats =
            self.panels.iter().map(|(tickets, seats)| u64::from(*tickets) * u64::from(seats[group])).sum::<u64>();
        seats as f64 / (f64::from(TICKETS) * size)
    }
}

/// The search for the lottery whose smallest chance is as large as can be, then the next smallest, and so on.
///
/// Leximin by column generation: Flanigan, Gölz, Gupta, Hennig and Procaccia, "Fair algorithms for selecting citizens'
/// assemblies", Nature 2021. A linear program weighs members so that no known panel is heavy; an integer program
/// finds the heaviest panel there is; where none is heavier than known, the chance is proven and settled for all who
/// have weight. Members who are alike share a weight, which makes the programs small.
#[derive(Clone, Debug)]
pub struct Leximin {
    groups: Vec<Vec<u32>>,
    pricing: Model,
    vars: Vec<Var>,
    /// Known panels: how many of each group.
    panels: Vec<Vec<u32>>,
    /// Whether a group is on any known panel.
    covered: Vec<bool>,
    /// The chances that are settled.
    fixed: Vec<Option<f64>>,
    seats: u32,
    first: Option<(f64, Vec<f64>)>,
    phase: Phase,
    /// The weights that are looked for.
    weighing: Option<Weighing>,
    /// Of this level, the weights that prove most.
    center: Option<Center>,
    steps: u64,
    most_steps: u64,
    lottery: Option<Lottery>,
}

/// Weights by the known panels.
#[derive(Clone, Debug)]
struct Weighing {
    linear: Linear,
    heaviest: Var,
    weights: Vec<Var>,
    /// The level, once it is proven: then it is asked who else has weight at it.
    level: Option<Level>,
}

/// Weights, and what they prove: no lottery gives those whose chance is open more than their worth.
#[derive(Clone, Debug)]
struct Center {
    weight: Vec<f64>,
    worth: f64,
    /// No panel weighs more.
    bound: f64,
}

#[derive(Clone, Debug)]
struct Level {
    chance: f64,
    weight: Vec<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// A panel for each group, from this one on.
    Cover(usize),
    /// Chances, level by level.
    Levels,
    Ended,
}

impl Leximin {
    /// Makes ready. Ends after so many steps, with the chances that are not settled by then as they come out.
    pub fn new(model: &PanelModel, most_steps: u64) -> Self {
        let groups = model.alike();
        let Program { model: pricing, vars } = model.program(&groups, |_| true);
        let must = |group: &Vec<u32>| group.first().is_some_and(|member| model.include.contains(member));
        let fixed = groups.iter().map(|group| must(group).then_some(1.0)).collect();
        let covered = groups.iter().map(must).collect();
        let (panels, seats) = (Vec::new(), model.seats);
        let phase = Phase::Cover(0);
        Leximin {
            groups,
            pricing,
            vars,
            panels,
            covered,
            fixed,
            seats,
            first: None,
            phase,
            weighing: None,
            center: None,
            steps: 0,
            most_steps,
            lottery: None,
        }
    }

    /// Whether nothing is left to do.
    pub fn finished(&self) -> bool {
        self.phase == Phase::Ended
    }

    /// Steps done, each a program or two.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The lottery, once it is found; none where no panel keeps the quotas.
    pub fn lottery(&self) -> Option<&Lottery> {
        self.lottery.as_ref()
    }

    /// Ends here, with the chances that the known panels allow; the first is looked for in any case.
    pub fn stop(&mut self) {
        if self.panels.is_empty() {
            self.step();
        }
        if !self.finished() && !self.panels.is_empty() {
            self.end();
        }
    }

    /// Goes on by one step.
    pub fn step(&mut self) {
        self.steps += 1;
        match self.phase {
            Phase::Cover(from) => self.cover(from),
            Phase::Levels if self.steps > self.most_steps => self.end(),
            Phase::Levels => self.level(),
            Phase::Ended => {}
        }
    }

    /// A panel with as many as can be of the next group that is on none yet, and of others such.
    fn cover(&mut self, from: usize) {
        let next = (from..self.groups.len()).find(|&group| !self.covered[group]);
        if next.is_none() && !self.panels.is_empty() {
            self.phase = Phase::Levels;
            return;
        }
        let most = self.groups.len() as f64 * f64::from(self.seats);
        let gain = |group: usize| if Some(group) == next { most } else { f64::from(u8::from(!self.covered[group])) };
        let gains: Vec<f64> = (0..self.groups.len()).map(gain).collect();
        match self.heaviest(&gains, &Limits { gap: 0.01, ..ENOUGH }) {
            Some((panel, _)) => {
                for (group, &count) in panel.iter().enumerate() {
                    self.covered[group] |= count > 0;
                }
                if let Some(next) = next.filter(|&next| !self.covered[next]) {
                    // Not even one of them: nobody of this group can be on a panel.
                    self.fixed[next] = Some(0.0);
                }
                self.panels.push(panel);
                self.phase = Phase::Cover(next.map_or(self.groups.len(), |next| next + 1));
            }
            None => self.phase = Phase::Ended,
        }
    }

    /// The panel with the largest sum of gains, and a bound on that of all.
    fn heaviest(&mut self, gains: &[f64], limits: &Limits) -> Option<(Vec<u32>, f64)> {
        for (&var, &gain) in self.vars.iter().zip(gains) {
            self.pricing.set_gain(var, gain);
        }
        let found = solve(&self.pricing, limits, None);
        let panel = || self.vars.iter().map(|var| found.values[var.index()] as u32).collect();
        found.has_values().then(|| (panel(), found.bound.unwrap_or(f64::INFINITY)))
    }

    fn share(&self, panel: &[u32], group: usize) -> f64 {
        f64::from(panel[group]) / self.groups[group].len() as f64
    }

    /// The dual of: give all whose chance is open the largest, and those settled no less than theirs.
    ///
    /// At a proven level all weights that do not change it are as good, and the solver's have few members. Who has weight
    /// in any of them is settled, so those are looked for that spread it.
    fn weighing(&self, level: Option<Level>) -> Weighing {
        let mut program = Model::new();
        let spread = level.is_some();
        let price = |of: f64| if spread { 0.0 } else { of };
        let heaviest = program.continuous(0.0, f64::INFINITY, price(-1.0));
        // Whoever must be on every panel, or can be on none, has nothing to settle.
        let idle = |chance: &Option<f64>| matches!(chance, Some(0.0 | 1.0));
        let asked: Vec<f64> = self.fixed.iter().map(|chance| chance.map_or(0.0, |chance| chance - GIVE)).collect();
        let weights: Vec<Var> = (self.fixed.iter().zip(&asked))
            .map(|(chance, &asked)| {
                program.continuous(0.0, if idle(chance) { 0.0 } else { f64::INFINITY }, price(asked))
            })
            .collect();
        let open: Vec<Var> =
            weights.iter().zip(&self.fixed).filter(|(_, fixed)| fixed.is_none()).map(|(&var, _)| var).collect();
        program.row(open.iter().map(|&var| (var, 1.0)), WHOLE, WHOLE);
        if let Some(level) = &level {
            let even = WHOLE / open.len() as f64 / 4.0;
            for &var in &open {
                let up_to = program.continuous(0.0, even, 1.0);
                program.row([(var, 1.0), (up_to, -1.0)], 0.0, f64::INFINITY);
            }
            let worth = weights.iter().zip(&asked).map(|(&var, &asked)| (var, -asked)).chain([(heaviest, 1.0)]);
            program.row(worth, f64::NEG_INFINITY, level.chance * WHOLE + HEAVIER);
        }
        for panel in &self.panels {
            program.row(self.weighed(panel, heaviest, &weights), 0.0, f64::INFINITY);
        }
        Weighing { linear: Linear::new(program), heaviest, weights, level }
    }

    /// What the heaviest weighs beyond this panel.
    fn weighed(&self, panel: &[u32], heaviest: Var, weights: &[Var]) -> Vec<(Var, f64)> {
        let present = (0..panel.len()).filter(|&group| panel[group] > 0);
        present.map(|group| (weights[group], -self.share(panel, group))).chain([(heaviest, 1.0)]).collect()
    }

    /// Weighs the members by the known panels, and asks for one that is heavier.
    fn level(&mut self) {
        if self.fixed.iter().all(Option::is_some) {
            return self.end();
        }
        let mut weighing = self.weighing.take().unwrap_or_else(|| self.weighing(None));
        let Some(values) = weighing.linear.values() else {
            // Rounding has made the settled chances too much for the known panels: what is settled stays.
            return match weighing.level {
                Some(level) => self.settle(level.chance, &level.weight),
                None => self.end(),
            };
        };
        let weight: Vec<f64> = weighing.weights.iter().map(|var| values[var.index()].max(0.0)).collect();
        let known = values[weighing.heaviest.index()];
        let mut proof = None;
        // Weights that are the best by the known panels are far from the best of all, and leap about: those between
        // them and the best seen so far bring panels that say more (in-out separation, Ben-Ameur and Neto 2007).
        if weighing.level.is_none()
            && let Some(center) = &self.center
        {
            let between = |(new, old): (&f64, &f64)| OUTWARD * new + (1.0 - OUTWARD) * old;
            let between: Vec<f64> = weight.iter().zip(&center.weight).map(between).collect();
            let Some((panel, _)) = self.look(&between) else { return self.end() };
            if self.weighs(&panel, &weight) > known + HEAVIER && !self.panels.contains(&panel) {
                return self.learn(weighing, panel);
            }
            // No news for the known panels: it may be that the best seen so far is proven to be the best.
            let gap = self.center.as_ref().map_or(f64::INFINITY, |center| center.worth - self.worth(known, &weight));
            if gap <= HEAVIER {
                proof = self.center.clone().map(|center| (center.weight, center.bound));
            }
        }
        if proof.is_none() {
            let spreads = weighing.level.is_some();
            let found = if spreads { self.heavier(&weight) } else { self.look(&weight) };
            let Some((panel, bound)) = found else { return self.end() };
            if self.weighs(&panel, &weight) > known + HEAVIER && !self.panels.contains(&panel) {
                return self.learn(weighing, panel);
            }
            proof = Some((weight.clone(), bound));
        }
        let Some((proven, bound)) = proof else { return self.end() };
        if let Some(level) = weighing.level {
            return self.settle(level.chance, &weight);
        }
        let chance = self.worth(known, &weight) / WHOLE;
        let weight = proven;
        if self.first.is_none() {
            let share = weight.iter().map(|weight| weight / WHOLE).collect();
            self.first = Some((bound.max(known) / WHOLE, share));
        }
        if self.used_up(chance) {
            return self.settle(chance, &weight);
        }
        self.weighing = Some(self.weighing(Some(Level { chance, weight })));
    }

    /// The heaviest panel by some weights of members, and a bound on what any weighs.
    fn heavier(&mut self, weight: &[f64]) -> Option<(Vec<u32>, f64)> {
        let price: Vec<f64> = weight.iter().zip(&self.groups).map(|(w, group)| w / group.len() as f64).collect();
        self.heaviest(&price, &ENOUGH)
    }

    /// The same, keeping the weights if no others seen so far prove as much.
    fn look(&mut self, weight: &[f64]) -> Option<(Vec<u32>, f64)> {
        let (panel, bound) = self.heavier(weight)?;
        let worth = self.worth(self.weighs(&panel, weight), weight);
        if self.center.as_ref().is_none_or(|center| worth < center.worth) {
            self.center = Some(Center { weight: weight.to_vec(), worth, bound });
        }
        Some((panel, bound))
    }

    fn weighs(&self, panel: &[u32], weight: &[f64]) -> f64 {
        (0..panel.len()).map(|group| self.share(panel, group) * weight[group]).sum()
    }

    /// What the heaviest weighs beyond what is settled.
    fn worth(&self, heaviest: f64, weight: &[f64]) -> f64 {
        let settled = weight.iter().zip(&self.fixed);
        heaviest - settled.map(|(weight, fixed)| weight * fixed.map_or(0.0, |chance| chance - GIVE)).sum::<f64>()
    }

    /// One more panel that is known.
    fn learn(&mut self, mut weighing: Weighing, panel: Vec<u32>) {
        weighing.linear.at_least_nothing(self.weighed(&panel, weighing.heaviest, &weighing.weights));
        self.panels.push(panel);
        self.weighing = Some(weighing);
    }

    /// Chances sum to the seats: where all that are open have theirs used up, none can have more.
    fn used_up(&self, chance: f64) -> bool {
        let settled = |fixed: &Option<f64>, group: &Vec<u32>| fixed.unwrap_or(chance) * group.len() as f64;
        let all: f64 = self.fixed.iter().zip(&self.groups).map(|(fixed, group)| settled(fixed, group)).sum();
        all >= f64::from(self.seats) - ROUNDING
    }

    /// Settles the chance of all who have weight; of the heaviest in any case, so that there is an end.
    fn settle(&mut self, chance: f64, weight: &[f64]) {
        (self.weighing, self.center) = (None, None);
        let used_up = self.used_up(chance);
        let open = || self.fixed.iter().zip(weight).filter(|(fixed, _)| fixed.is_none()).map(|(_, &weight)| weight);
        let least = open().fold(0.0, f64::max).min(WEIGHT);
        for (fixed, &weight) in self.fixed.iter_mut().zip(weight).filter(|(fixed, _)| fixed.is_none()) {
            if used_up || weight >= least {
                *fixed = Some(chance.clamp(0.0, 1.0));
            }
        }
    }

    /// The panels' shares that give everyone the settled chances, as tickets.
    fn end(&mut self) {
        self.phase = Phase::Ended;
        let settled = self.fixed.iter().all(Option::is_some);
        let mut program = Model::new();
        let shares: Vec<Var> = self.panels.iter().map(|_| program.continuous(0.0, 1.0, 0.0)).collect();
        program.row(shares.iter().map(|&var| (var, 1.0)), 1.0, 1.0);
        // The most that anyone lacks, and, of those not settled, the least that they have.
        let lacking = program.continuous(0.0, 1.0, -WHOLE);
        let least = program.continuous(0.0, 1.0, 1.0);
        for (group, chance) in self.fixed.iter().enumerate() {
            let with = self.panels.iter().zip(&shares).filter(|(panel, _)| panel[group] > 0);
            let terms = with.map(|(panel, &var)| (var, self.share(panel, group)));
            match chance {
                Some(chance) => program.row(terms.chain([(lacking, 1.0)]), *chance, f64::INFINITY),
                None => program.row(terms.chain([(least, -1.0)]), 0.0, f64::INFINITY),
            }
        }
        let found = solve(&program, &ENOUGH, None);
        let shares: Vec<f64> = if found.has_values() {
            shares.iter().map(|var| found.values[var.index()]).collect()
        } else {
            vec![1.0 / self.panels.len().max(1) as f64; self.panels.len()]
        };
        let (bound, weights) = self.first.clone().unwrap_or((1.0, vec![0.0; self.groups.len()]));
        let size = |group: usize| self.groups[group].len() as f64;
        let tickets = tickets(&shares).into_iter().zip(self.panels.iter().cloned());
        self.lottery = Some(Lottery {
            panels: tickets.filter(|(tickets, _)| *tickets > 0).collect(),
            possible: self.fixed.iter().map(|chance| *chance != Some(0.0)).collect(),
            bound,
            weights: weights.iter().enumerate().map(|(group, weight)| weight / size(group)).collect(),
            settled,
            groups: self.groups.clone(),
        });
    }
}

/// Shares as whole tickets, by the largest remainders.
fn tickets(shares: &[f64]) -> Vec<u32> {
    let sum: f64 = shares.iter().map(|share| share.max(0.0)).sum();
    let exact: Vec<f64> = shares.iter().map(|share| share.max(0.0) / sum * f64::from(TICKETS)).collect();
    let mut whole: Vec<u32> = exact.iter().map(|tickets| libm::floor(*tickets) as u32).collect();
    let left = TICKETS.saturating_sub(whole.iter().sum());
    let mut order: Vec<usize> = (0..exact.len()).collect();
    let rest = |at: usize| exact[at] - libm::floor(exact[at]);
    order.sort_by(|&a, &b| rest(b).total_cmp(&rest(a)).then(a.cmp(&b)));
    order.iter().cycle().take(left as usize).for_each(|&at| whole[at] += 1);
    whole
}
