//! A lottery over panels that gives everyone as equal a chance as the quotas allow.

use super::master::Master;
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
    /// The shares of the known panels, once there are any.
    master: Option<Master>,
    /// Of this level, the weights that prove most.
    center: Option<Center>,
    steps: u64,
    most_steps: u64,
    lottery: Option<Lottery>,
}

/// Weights, and what they prove: no lottery gives those whose chance is open more than their worth.
#[derive(Clone, Debug)]
struct Center {
    weight: Vec<f64>,
    worth: f64,
    /// No panel weighs more.
    bound: f64,
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
            master: None,
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

    /// Whether it is proven how large the smallest chance can be.
    pub fn proves_the_smallest(&self) -> bool {
        self.first.is_some()
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
                self.learn(panel);
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

    /// Weighs the members by the known panels, and asks for one that is heavier.
    fn level(&mut self) {
        if self.fixed.iter().all(Option::is_some) {
            return self.end();
        }
        let Some(weights) = self.known().and_then(Master::weights) else { return self.end() };
        let weight: Vec<f64> = weights.of.iter().map(|weight| weight * WHOLE).collect();
        let known = weights.heaviest * WHOLE;
        let mut proof = None;
        // Weights that are the best by the known panels are far from the best of all, and leap about: those between
        // them and the best seen so far bring panels that say more (in-out separation, Ben-Ameur and Neto 2007).
        if let Some(center) = &self.center {
            let between = |(new, old): (&f64, &f64)| OUTWARD * new + (1.0 - OUTWARD) * old;
            let between: Vec<f64> = weight.iter().zip(&center.weight).map(between).collect();
            let Some((panel, _)) = self.look(&between) else { return self.end() };
            if self.weighs(&panel, &weight) > known + HEAVIER && !self.panels.contains(&panel) {
                return self.learn(panel);
            }
            // No news for the known panels: it may be that the best seen so far is proven to be the best.
            let gap = self.center.as_ref().map_or(f64::INFINITY, |center| center.worth - self.worth(known, &weight));
            if gap <= HEAVIER {
                proof = self.center.clone().map(|center| (center.weight, center.bound));
            }
        }
        if proof.is_none() {
            let Some((panel, bound)) = self.look(&weight) else { return self.end() };
            if self.weighs(&panel, &weight) > known + HEAVIER && !self.panels.contains(&panel) {
                return self.learn(panel);
            }
            proof = Some((weight.clone(), bound));
        }
        let Some((proven, bound)) = proof else { return self.end() };
        if self.first.is_none() {
            let share = proven.iter().map(|weight| weight / WHOLE).collect();
            self.first = Some((bound.max(known) / WHOLE, share));
        }
        self.settle(&weight);
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
        let settled = weight.iter().zip(&self.fixed).map(|(weight, fixed)| weight * fixed.unwrap_or(0.0));
        heaviest - settled.sum::<f64>()
    }

    /// One more panel that is known.
    fn learn(&mut self, panel: Vec<u32>) {
        let shares = self.shares(&panel);
        if let Some(master) = &mut self.master {
            master.learn(shares);
        }
        self.panels.push(panel);
    }

    /// The groups that a panel has, and their shares.
    fn shares(&self, panel: &[u32]) -> Vec<(usize, f64)> {
        let present = (0..panel.len()).filter(|&group| panel[group] > 0);
        present.map(|group| (group, self.share(panel, group))).collect()
    }

    /// The program of the known panels.
    fn known(&mut self) -> Option<&mut Master> {
        if self.master.is_none() {
            let open = self.fixed.iter().map(Option::is_none).collect();
            let mut master = Master::new(open, self.shares(self.panels.first()?));
            self.panels[1..].iter().for_each(|panel| master.learn(self.shares(panel)));
            self.master = Some(master);
        }
        self.master.as_mut()
    }

    /// Chances sum to the seats: where all that are open have theirs used up, none can have more.
    fn used_up(&self, chance: f64) -> bool {
        let settled = |fixed: &Option<f64>, group: &Vec<u32>| fixed.unwrap_or(chance) * group.len() as f64;
        let all: f64 = self.fixed.iter().zip(&self.groups).map(|(fixed, group)| settled(fixed, group)).sum();
        all >= f64::from(self.seats) - ROUNDING
    }

    /// Settles the chance of all who have weight; of the heaviest in any case, so that there is an end.
    fn settle(&mut self, weight: &[f64]) {
        self.center = None;
        let Some(master) = &mut self.master else { return self.end() };
        let chance = master.level().clamp(0.0, 1.0);
        let open = |group: &usize| self.fixed[*group].is_none();
        let heaviest = (0..weight.len()).filter(open).max_by(|&a, &b| weight[a].total_cmp(&weight[b]).then(b.cmp(&a)));
        let Some(heaviest) = heaviest else { return self.end() };
        let least = weight[heaviest].min(WEIGHT);
        let mut settled: Vec<usize> = (0..weight.len()).filter(open).filter(|&group| weight[group] >= least).collect();
        if self.used_up(chance) {
            settled = (0..weight.len()).filter(open).collect();
        }
        settled.iter().for_each(|&group| self.fixed[group] = Some(chance));
        if let Some(master) = &mut self.master {
            master.settle(&settled, heaviest);
        }
    }

    /// The panels' shares that give everyone the settled chances, as tickets.
    fn end(&mut self) {
        self.phase = Phase::Ended;
        let settled = self.fixed.iter().all(Option::is_some);
        let shares = self.known().map(|master| {
            // What is open has as much as the known panels allow.
            master.weights();
            master.shares()
        });
        let (bound, weights) = self.first.clone().unwrap_or((1.0, vec![0.0; self.groups.len()]));
        let size = |group: usize| self.groups[group].len() as f64;
        let tickets = tickets(&shares.unwrap_or_default()).into_iter().zip(self.panels.iter().cloned());
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
