//! The fewest further moves after which everything that must hold does.
//!
//! Whatever set of moves mends a group must move someone out of it or into it, so it is enough to branch over the moves
//! that touch one group that is wrong; level by level, this finds the smallest sets and misses none (bounded search trees:
//! Downey and Fellows, 1999). Groups that no move touches stay as they are, with whatever was wrong in them.

use super::board::{Board, Lifted, Step};
use crate::rules::Rule;
use crate::scenario::Form;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// More further moves than this are not looked for: nobody would follow them.
const MOST_FURTHER: u32 = 8;

/// So many moves are looked at before the search gives up, beyond the first further one, which is always looked at in full:
/// some ten milliseconds.
const LOOKS: u32 = 40_000;

/// What a search found.
pub(super) struct Repaired {
    /// The smallest sets' best by the total, beginning with the step asked for.
    pub steps: Option<Vec<Step>>,
    /// Up to so many further moves were all looked at.
    pub tried: u32,
    /// No set of moves whatever does it.
    pub impossible: bool,
}

/// Looks for the smallest set of further moves, up to `most`.
pub(super) fn repair(board: &Board, first: Step, most: u32) -> Repaired {
    let steps = with_mates(board, first);
    if steps.iter().any(|step| board.leaves_pin(*step)) {
        return Repaired { steps: None, tried: most, impossible: true };
    }
    let most = most.min(MOST_FURTHER);
    let settled = steps.len() as u32 - 1;
    let mut search = Search {
        board: board.after(&steps),
        start: board,
        touched: steps.iter().flat_map(|step| [step.from, step.to]).collect(),
        steps,
        judged: BTreeMap::new(),
        worth: BTreeMap::new(),
        seen: BTreeSet::new(),
        best: None,
        left: u32::MAX,
        cut: false,
    };
    for further in settled..=most {
        if further > settled + 1 {
            search.left = search.left.min(LOOKS);
        }
        search.cut = false;
        search.seen.clear();
        search.extend(further - settled);
        if let Some((_, steps)) = search.best {
            return Repaired { steps: Some(steps), tried: further, impossible: false };
        }
        if search.left == 0 {
            return Repaired { steps: None, tried: further.saturating_sub(1), impossible: false };
        }
        let seats: usize = board.groups.iter().map(|group| group.members.len()).sum();
        if !search.cut || further as usize + 1 >= seats {
            // No branch was ended for want of moves: more of them change nothing.
            return Repaired { steps: None, tried: further, impossible: true };
        }
    }
    Repaired { steps: None, tried: most, impossible: false }
}

/// The step, and those of everyone whom hard rules keep together with the member: they come along in any case.
fn with_mates(board: &Board, first: Step) -> Vec<Step> {
    let mut steps = vec![first];
    if matches!(&board.case.scenario.form, Form::Communities(form) if form.per_member > 1) {
        return steps;
    }
    let table = board.case.table;
    let rules = board.case.scenario.rules.iter().enumerate();
    let together: Vec<Vec<usize>> = rules
        .filter(|(at, rule)| rule.is_hard() && board.lifted != Lifted::Rule(*at))
        .filter_map(|(_, rule)| if let Rule::Together(rule) = rule { Some(rule) } else { None })
        .map(|rule| rule.members.iter().filter_map(|id| table.member(id)).collect())
        .collect();
    let mut at = 0;
    while let Some(step) = steps.get(at).copied() {
        at += 1;
        for &mate in together.iter().filter(|all| all.contains(&step.member)).flatten() {
            let from = (0..board.bench()).find(|&group| board.holds(group, mate));
            let moves = steps.iter().all(|step| step.member != mate);
            steps.extend(from.filter(|&from| moves && from != first.to).map(|from| Step {
                member: mate,
                from,
                to: first.to,
            }));
        }
    }
    steps
}

struct Search<'a, 'b> {
    board: Board<'a>,
    start: &'b Board<'a>,
    steps: Vec<Step>,
    touched: BTreeSet<usize>,
    /// Whether a group of these members is sound, and what it is worth.
    judged: BTreeMap<(usize, Vec<usize>), bool>,
    worth: BTreeMap<(usize, Vec<usize>), f64>,
    /// Sets of steps that were extended, each in order.
    seen: BTreeSet<Vec<Step>>,
    best: Option<(f64, Vec<Step>)>,
    left: u32,
    /// Whether some branch ended because no move was left.
    cut: bool,
}

impl Search<'_, '_> {
    fn is_sound(&mut self, at: usize) -> bool {
        let key = (at, self.board.groups[at].members.clone());
        if let Some(&sound) = self.judged.get(&key) {
            return sound;
        }
        let sound = self.board.is_sound(at);
        self.judged.insert(key, sound);
        sound
    }

    fn worth_of(&mut self, at: usize, start: bool) -> f64 {
        let board = if start { self.start } else { &self.board };
        let key = (at, board.groups[at].members.clone());
        if let Some(&worth) = self.worth.get(&key) {
            return worth;
        }
        let worth = board.worth(at);
        self.worth.insert(key, worth);
        worth
    }

    fn extend(&mut self, further: u32) {
        let touched: Vec<usize> = self.touched.iter().copied().collect();
        let wrong: Vec<usize> = touched.iter().copied().filter(|&at| !self.is_sound(at)).collect();
        let trios = self.board.trios();
        let strays = self.board.strays();
        if wrong.is_empty() && trios.is_empty() && strays == 0 {
            self.keep(&touched);
            return;
        }
        // A move touches two groups, and brings one member home.
        if further == 0 || wrong.len() > 2 * further as usize || strays > further {
            self.cut = true;
            return;
        }
        let mut sorted = self.steps.clone();
        sorted.sort_unstable();
        if self.left == 0 || !self.seen.insert(sorted) {
            return;
        }
        if let Some(&at) = wrong.first() {
            self.touch(at, &wrong, further);
        } else if !trios.is_empty() {
            trios.into_iter().for_each(|at| self.touch(at, &[], further));
        } else {
            self.bring_home(further);
        }
    }

    fn keep(&mut self, touched: &[usize]) {
        let gain: f64 = touched.iter().map(|&at| self.worth_of(at, false) - self.worth_of(at, true)).sum();
        let better = match &self.best {
            None => true,
            // Of equally good ones the first in order, whatever way led there.
            Some((best, steps)) => match gain.total_cmp(best) {
                Ordering::Equal => self.steps < *steps,
                order => order == Ordering::Greater,
            },
        };
        if better {
            self.best = Some((gain, self.steps.clone()));
        }
    }

    /// All moves out of a group and into it, by those who did not move yet.
    fn touch(&mut self, at: usize, wrong: &[usize], further: u32) {
        let misfit = self.board.misfit(at);
        // With one move left it has to mend every group that is wrong.
        let other = wrong.iter().copied().find(|&other| other != at && further == 1);
        self.cut |= other.is_some();
        let groups: Vec<usize> =
            (0..self.board.groups.len()).filter(|&g| g != at && other.is_none_or(|o| o == g)).collect();
        if misfit != Some(Ordering::Less) {
            for member in self.still(at) {
                self.board.groups[at].members.retain(|&one| one != member);
                let mended = further > 1 || self.is_sound(at);
                self.cut |= !mended;
                let members = &mut self.board.groups[at].members;
                members.insert(members.partition_point(|&one| one < member), member);
                for &to in groups.iter().filter(|_| mended) {
                    self.step(Step { member, from: at, to }, further);
                }
            }
        }
        if misfit != Some(Ordering::Greater) {
            for &from in &groups {
                for member in self.still(from) {
                    self.step(Step { member, from, to: at }, further);
                }
            }
        }
    }

    fn bring_home(&mut self, further: u32) {
        for from in 0..self.board.bench() {
            for member in self.still(from) {
                if let Some(to) = self.board.home(member).filter(|&home| home != from) {
                    self.step(Step { member, from, to }, further);
                }
            }
        }
    }

    /// Who is in a group and did not move there.
    fn still(&self, at: usize) -> Vec<usize> {
        let moved = |member: usize| self.steps.iter().any(|step| step.member == member && step.to == at);
        self.board.groups[at].members.iter().copied().filter(|&member| !moved(member)).collect()
    }

    fn step(&mut self, step: Step, further: u32) {
        if self.left == 0 || self.board.holds(step.to, step.member) || self.board.leaves_pin(step) {
            return;
        }
        self.left -= 1;
        self.board.take(step);
        // The last move must mend both of its groups.
        if further > 1 || (self.is_sound(step.to) && self.is_sound(step.from)) {
            let new = [step.from, step.to].map(|at| self.touched.insert(at));
            self.steps.push(step);
            self.extend(further - 1);
            self.steps.pop();
            for (at, _) in [step.from, step.to].into_iter().zip(new).filter(|(_, new)| *new) {
                self.touched.remove(&at);
            }
        } else {
            self.cut = true;
        }
        self.board.undo(step);
    }
}

/// What alone stands in the way: without it, up to one further move would do.
pub(super) fn obstacles(board: &Board, first: Step) -> Vec<Lifted> {
    let rules = board.case.scenario.rules.iter().enumerate().filter(|(_, rule)| rule.is_hard());
    let rules = rules.map(|(at, _)| Lifted::Rule(at));
    let others = [Lifted::Sizes, Lifted::Ties, Lifted::Themes, Lifted::Pins, Lifted::Moves];
    let alone = |lifted: &Lifted| {
        let mut board = board.clone();
        board.lifted = *lifted;
        repair(&board, first, 1).steps.is_some()
    };
    rules.chain(others).filter(alone).collect()
}
