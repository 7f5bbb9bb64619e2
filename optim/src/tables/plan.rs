//! Who sits where in every round, how often members meet, and what a move changes.

use super::score::{Rule, Score};
use super::search::Judge;
use super::{Best, Problem};
use crate::random::Random;

/// Largest verdict on one table that is told apart: sums over all rounds and tables stay far from overflow.
const MAX_VERDICT: u64 = 1 << 16;

/// All about two members; together, since a move asks for all of it.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    worth: i32,
    /// Sum of the shares of the tables at which they meet.
    share: i32,
    meetings: u16,
    met: bool,
    apart: bool,
}

impl Pair {
    fn repeats(self, meetings: u16) -> i64 {
        i64::from((meetings + u16::from(self.met)).saturating_sub(1))
    }

    /// What one more meeting at a table of this share adds.
    fn joined(self, share: i32) -> Score {
        Score {
            broken: i64::from(self.apart),
            repeats: i64::from(self.meetings > 0 || self.met),
            total: i64::from(self.worth) * i64::from(share),
        }
    }

    /// What one meeting less takes off.
    fn parted(self, share: i32) -> Score {
        Score {
            broken: -i64::from(self.apart),
            repeats: -i64::from(self.meetings > 1 || self.met),
            total: -i64::from(self.worth) * i64::from(share),
        }
    }
}

/// A plan; positions are seats counted through all tables of a round.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    n: usize,
    rounds: usize,
    /// First position of every table, and the end.
    starts: Vec<usize>,
    table_of: Vec<u16>,
    /// What a point at this table counts: the scale over its seats minus one.
    shares: Vec<i32>,
    pairs: Vec<Pair>,
    /// Member at every position, round by round.
    seats: Vec<u16>,
    /// Position of every member, round by round.
    places: Vec<u16>,
    /// What the judge said of every table, round by round.
    verdicts: Vec<i64>,
    score: Score,
}

impl Plan {
    /// Everyone sits in order of number in every round, until [`load`](Self::load) or a move.
    pub fn new(problem: &Problem) -> Self {
        let n = problem.n as usize;
        let scale = problem.scale();
        let mut pairs = vec![Pair::default(); n * n];
        for i in 0..n {
            for j in i + 1..n {
                let (at, back) = (i * n + j, j * n + i);
                let pair = Pair {
                    worth: problem.worth[at],
                    met: problem.met[at],
                    apart: problem.apart[at],
                    ..Pair::default()
                };
                pairs[at] = pair;
                pairs[back] = pair;
            }
        }
        let mut starts = vec![0];
        let mut table_of = vec![];
        for (table, &size) in problem.sizes.iter().enumerate() {
            table_of.resize(table_of.len() + size as usize, table as u16);
            starts.push(table_of.len());
        }
        let share = |&size: &u32| if size > 1 { (scale / (size - 1)) as i32 } else { 0 };
        let rounds = problem.rounds as usize;
        let mut plan = Self {
            n,
            rounds,
            starts,
            table_of,
            shares: problem.sizes.iter().map(share).collect(),
            pairs,
            seats: vec![],
            places: vec![0; n * rounds],
            verdicts: vec![0; rounds * problem.sizes.len()],
            score: Score::default(),
        };
        let seats: Vec<u16> = (0..rounds).flat_map(|_| 0..n as u16).collect();
        plan.load(&seats, None);
        plan
    }

    pub fn members(&self) -> u32 {
        self.n as u32
    }

    pub fn rounds(&self) -> u32 {
        self.rounds as u32
    }

    pub fn score(&self) -> Score {
        self.score
    }

    pub fn seats(&self) -> &[u16] {
        &self.seats
    }

    /// Takes these seats instead, counting everything anew.
    pub fn load(&mut self, seats: &[u16], judge: Judge) {
        self.seats.clear();
        self.seats.extend_from_slice(seats);
        self.score = Score::default();
        for pair in &mut self.pairs {
            pair.meetings = 0;
            pair.share = 0;
        }
        for round in 0..self.rounds {
            for position in 0..self.n {
                let member = self.seat(round, position);
                self.places[round * self.n + member] = position as u16;
                let table = self.table_of[position] as usize;
                for before in self.starts[table]..position {
                    let other = self.seat(round, before);
                    let change = self.pairs[member * self.n + other].joined(self.shares[table]);
                    self.score.add(change);
                    self.meet(member, other, 1, self.shares[table]);
                }
            }
            for table in 0..self.shares.len() {
                let verdict = self.ask(judge, round, table);
                self.score.broken += verdict;
                self.verdicts[round * self.shares.len() + table] = verdict;
            }
        }
    }

    /// Two members of different tables of one round change seats, if the rule accepts it.
    pub fn swap(&mut self, round: usize, positions: (u32, u32), rule: Rule, judge: Judge) -> bool {
        let (a, b) = (positions.0 as usize, positions.1 as usize);
        if self.table_of[a] == self.table_of[b] {
            return false;
        }
        let change = self.change_of_swap(round, a, b);
        let (x, y) = (self.seat(round, a), self.seat(round, b));
        self.settle(x, y, round..round + 1, change, rule, judge)
    }

    /// Two members change seats in every round, if the rule accepts it.
    pub fn exchange(&mut self, members: (u32, u32), rule: Rule, judge: Judge) -> bool {
        let (x, y) = (members.0 as usize, members.1 as usize);
        if x == y {
            return false;
        }
        let change = self.change_of_exchange(x, y);
        self.settle(x, y, 0..self.rounds, change, rule, judge)
    }

    /// Makes the move if the rule accepts it. The judge is asked only where its best answer could save the move.
    fn settle(
        &mut self,
        x: usize,
        y: usize,
        rounds: std::ops::Range<usize>,
        mut change: Score,
        rule: Rule,
        judge: Judge,
    ) -> bool {
        if judge.is_some() {
            change.broken -= rounds.clone().map(|round| self.verdicts_on(round, x, y)).sum::<i64>();
        }
        if !rule.accepts(change) {
            return false;
        }
        self.reseat(x, y, rounds.clone());
        let mut asked = vec![];
        for round in rounds.clone().filter(|_| judge.is_some()) {
            let Some((a, b)) = self.tables(round, x, y) else { continue };
            for table in [a, b] {
                let verdict = self.ask(judge, round, table);
                change.broken += verdict;
                asked.push((round * self.shares.len() + table, verdict));
            }
            if !rule.accepts(change) {
                self.reseat(x, y, rounds);
                return false;
            }
        }
        for (table, verdict) in asked {
            self.verdicts[table] = verdict;
        }
        self.score.add(change);
        true
    }

    fn change_of_swap(&self, round: usize, a: usize, b: usize) -> Score {
        let mut change = Score::default();
        for (from, to) in [(a, b), (b, a)] {
            let table = self.table_of[from] as usize;
            let (leaving, coming) = (self.row(self.seat(round, from)), self.row(self.seat(round, to)));
            for position in self.starts[table]..self.starts[table + 1] {
                if position != from {
                    let other = self.seat(round, position);
                    change.add(leaving[other].parted(self.shares[table]));
                    change.add(coming[other].joined(self.shares[table]));
                }
            }
        }
        change
    }

    /// Each takes over the other's meetings with everyone else.
    fn change_of_exchange(&self, x: usize, y: usize) -> Score {
        let mut change = Score::default();
        for (other, (&p, &q)) in self.row(x).iter().zip(self.row(y)).enumerate() {
            if other == x || other == y {
                continue;
            }
            let more = i64::from(q.meetings) - i64::from(p.meetings);
            change.broken += more * (i64::from(p.apart) - i64::from(q.apart));
            change.repeats += p.repeats(q.meetings) + q.repeats(p.meetings);
            change.repeats -= p.repeats(p.meetings) + q.repeats(q.meetings);
            change.total += i64::from(q.share - p.share) * i64::from(p.worth - q.worth);
        }
        change
    }

    /// Moves two members to each other's seats where they sit apart. Done twice it changes nothing.
    fn reseat(&mut self, x: usize, y: usize, rounds: std::ops::Range<usize>) {
        for round in rounds {
            if self.tables(round, x, y).is_none() {
                continue;
            }
            for (member, other_member) in [(x, y), (y, x)] {
                let position = self.places[round * self.n + member] as usize;
                let table = self.table_of[position] as usize;
                for beside in (self.starts[table]..self.starts[table + 1]).filter(|&beside| beside != position) {
                    let other = self.seat(round, beside);
                    self.meet(member, other, u16::MAX, -self.shares[table]);
                    self.meet(other_member, other, 1, self.shares[table]);
                }
            }
            let (a, b) = (round * self.n + x, round * self.n + y);
            self.places.swap(a, b);
            self.seats[round * self.n + self.places[a] as usize] = x as u16;
            self.seats[round * self.n + self.places[b] as usize] = y as u16;
        }
    }

    /// Adds to the meetings of two, wrapping: `u16::MAX` takes one off.
    fn meet(&mut self, i: usize, j: usize, meetings: u16, share: i32) {
        for at in [i * self.n + j, j * self.n + i] {
            let pair = &mut self.pairs[at];
            pair.meetings = pair.meetings.wrapping_add(meetings);
            pair.share += share;
        }
    }

    fn ask(&self, judge: Judge, round: usize, table: usize) -> i64 {
        judge.map_or(0, |judge| judge(&self.sorted(round, table)).min(MAX_VERDICT) as i64)
    }

    fn verdicts_on(&self, round: usize, x: usize, y: usize) -> i64 {
        let verdict = |table| self.verdicts[round * self.shares.len() + table];
        self.tables(round, x, y).map_or(0, |(a, b)| verdict(a) + verdict(b))
    }

    /// The tables of two members in a round; `None` if they sit together.
    fn tables(&self, round: usize, x: usize, y: usize) -> Option<(usize, usize)> {
        let table = |member| self.table_of[self.places[round * self.n + member] as usize] as usize;
        let (a, b) = (table(x), table(y));
        (a != b).then_some((a, b))
    }

    fn seat(&self, round: usize, position: usize) -> usize {
        self.seats[round * self.n + position] as usize
    }

    fn row(&self, member: usize) -> &[Pair] {
        &self.pairs[member * self.n..(member + 1) * self.n]
    }

    /// Members of a table, ascending: by insertion, they are few.
    fn sorted(&self, round: usize, table: usize) -> Vec<u32> {
        let mut members: Vec<u32> = vec![];
        for position in self.starts[table]..self.starts[table + 1] {
            let member = self.seat(round, position) as u32;
            let at = members.iter().position(|&other| other > member).unwrap_or(members.len());
            members.insert(at, member);
        }
        members
    }

    /// Mean size of what a swap changes in the total.
    pub fn typical_change(&self, samples: u32, random: &mut Random) -> i64 {
        let mut sum = 0;
        for _ in 0..samples {
            let (a, b) = random.pair(self.n as u32);
            let round = random.index(self.rounds);
            if self.table_of[a as usize] != self.table_of[b as usize] {
                sum += self.change_of_swap(round, a as usize, b as usize).total.abs();
            }
        }
        sum / i64::from(samples.max(1))
    }

    /// Writes out seats of this score: members in order, each to its table, which the first of them opens.
    pub fn describe(&self, seats: &[u16], score: Score) -> Best {
        let mut rounds = vec![];
        for seats in seats.chunks(self.n) {
            let mut table_of = vec![0; self.n];
            for (position, &member) in seats.iter().enumerate() {
                table_of[member as usize] = self.table_of[position] as usize;
            }
            let mut tables: Vec<Vec<u32>> = vec![];
            let mut number = vec![usize::MAX; self.shares.len()];
            for (member, table) in table_of.into_iter().enumerate() {
                if number[table] == usize::MAX {
                    number[table] = tables.len();
                    tables.push(vec![]);
                }
                tables[number[table]].push(member as u32);
            }
            rounds.push(tables);
        }
        let Score { broken, repeats, total } = score;
        Best { rounds, broken: broken as u64, repeats: repeats as u64, total }
    }
}
