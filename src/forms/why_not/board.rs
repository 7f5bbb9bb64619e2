//! The groups of a plan, what each is worth, and what would be wrong with it if its members were others.

use super::{Breach, Change, Move, PlanPlaces};
use crate::plan::{Case, Placed};
use crate::rules::Rule;
use crate::scenario::{Form, Odd};
use crate::text::{Language, Text};
use std::collections::{BTreeMap, BTreeSet};

/// A member's seat that changes groups; groups are positions on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Step {
    pub member: usize,
    pub from: usize,
    pub to: usize,
}

/// What is not looked at, to find out whether it alone stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lifted {
    Nothing,
    Rule(usize),
    Sizes,
    Ties,
    Themes,
    Pins,
    Moves,
}

/// The groups of one round; those left out sit on a bench behind them.
#[derive(Clone)]
pub(super) struct Board<'a> {
    pub case: &'a Case<'a>,
    pub groups: Vec<Placed>,
    pub ids: Vec<String>,
    /// The groups of other rounds, which stay as they are.
    elsewhere: Vec<Placed>,
    size: [usize; 2],
    /// How many may be left out.
    places: usize,
    /// Who meets in another round and so not here.
    met: BTreeSet<(usize, usize)>,
    /// Of the plan that is to be kept close to: whether it has a member, and in which group of these.
    homes: Vec<Option<Option<usize>>>,
    pub lifted: Lifted,
}

impl<'a> Board<'a> {
    /// The board of a plan whose groups are read; `unplaced` sit on the bench.
    pub fn new(
        case: &'a Case<'a>,
        plan: &PlanPlaces,
        placed: Vec<Placed>,
        unplaced: &[usize],
        round: Option<u32>,
    ) -> Self {
        let (mut groups, mut ids, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
        for (group, named) in placed.into_iter().zip(&plan.groups) {
            if group.round == round {
                groups.push(group);
                ids.push(named.id.clone());
            } else {
                elsewhere.push(group);
            }
        }
        let mut met = BTreeSet::new();
        if case.history_counts() && !case.at_tables() {
            for group in &elsewhere {
                met.extend(group.members.iter().flat_map(|&a| group.members.iter().map(move |&b| (a, b))));
            }
        }
        let seats: usize = groups.iter().map(|group| group.members.len()).sum();
        let even = |seats: usize| [seats / groups.len().max(1), seats.div_ceil(groups.len().max(1))];
        let (size, places) = match &case.scenario.form {
            Form::Pairs(form) if form.size > 2 => (even(seats), unplaced.len()),
            Form::Pairs(form) => ([2, if form.odd == Odd::Trio { 3 } else { 2 }], unplaced.len()),
            // Everyone is in a community: nobody takes the place of one who joins.
            Form::Communities(form) => {
                let size = form.size.map(|size| size.map(|limit| limit as usize));
                (size.unwrap_or_else(|| even(seats + unplaced.len().min(1))), unplaced.len().saturating_sub(1))
            }
            _ => ([0, usize::MAX], 0),
        };
        groups.push(Placed { members: unplaced.to_vec(), theme: None, round });
        let homes = homes(case, &ids);
        Board { case, groups, ids, elsewhere, size, places, met, homes, lifted: Lifted::Nothing }
    }

    /// The position of the bench.
    pub fn bench(&self) -> usize {
        self.ids.len()
    }

    pub fn id(&self, at: usize) -> Option<String> {
        self.ids.get(at).cloned()
    }

    pub fn holds(&self, at: usize, member: usize) -> bool {
        self.groups[at].members.contains(&member)
    }

    /// The board after some steps.
    pub fn after(&self, steps: &[Step]) -> Self {
        let mut board = self.clone();
        steps.iter().for_each(|step| board.take(*step));
        board
    }

    /// Takes a step; members stay in the order of the network.
    pub fn take(&mut self, step: Step) {
        self.groups[step.from].members.retain(|&member| member != step.member);
        let to = &mut self.groups[step.to].members;
        let at = to.partition_point(|&member| member < step.member);
        to.insert(at, step.member);
    }

    /// Takes a step back.
    pub fn undo(&mut self, Step { member, from, to }: Step) {
        self.take(Step { member, from: to, to: from });
    }

    /// Whether a group has too few members or too many.
    pub fn misfit(&self, at: usize) -> Option<std::cmp::Ordering> {
        let (found, [lo, hi]) = (self.groups[at].members.len(), self.limits(at));
        match found {
            _ if self.lifted == Lifted::Sizes => None,
            _ if found < lo => Some(std::cmp::Ordering::Less),
            _ if found > hi => Some(std::cmp::Ordering::Greater),
            _ => None,
        }
    }

    fn limits(&self, at: usize) -> [usize; 2] {
        if at == self.bench() { [0, self.places] } else { self.size }
    }

    /// Whether a group keeps everything that must hold in it.
    pub fn is_sound(&self, at: usize) -> bool {
        self.misfit(at).is_none() && (at == self.bench() || self.keeps_all(&self.groups[at]))
    }

    fn keeps_all(&self, group: &Placed) -> bool {
        let rules = self.case.scenario.rules.iter().enumerate();
        let mut hard = rules.filter(|&(at, rule)| rule.is_hard() && self.lifted != Lifted::Rule(at));
        let ties = self.lifted == Lifted::Ties || pairs(&group.members).all(|(a, b)| self.tied(a, b).is_none());
        let themes = self.lifted == Lifted::Themes || self.unwilling(group).next().is_none();
        ties && themes && hard.all(|(_, rule)| self.case.broken(rule, &group.members).is_none())
    }

    /// Why a tie, or another round, keeps two apart.
    fn tied(&self, a: usize, b: usize) -> Option<&'static str> {
        let table = self.case.table;
        match () {
            () if table.in_conflict(a, b) => Some("conflict"),
            () if matches!(self.case.scenario.form, Form::Communities(_)) => None,
            () if self.met.contains(&(a, b)) => Some("met"),
            () if self.case.may_meet(a, b) => None,
            () if table.tie(a, b).is_some_and(|tie| tie.same_parent) => Some("sameParent"),
            () => Some("met"),
        }
    }

    /// Members of a group who did not choose its theme, where they must.
    fn unwilling(&self, group: &Placed) -> impl Iterator<Item = usize> {
        let must = matches!(&self.case.scenario.form, Form::Communities(form) if form.only_chosen);
        let theme = group.theme.filter(|_| must);
        group.members.iter().copied().filter(move |&m| theme.is_some_and(|theme| self.case.table.declines(m, theme)))
    }

    /// Trios beyond the one that there may be; a group each.
    pub fn trios(&self) -> Vec<usize> {
        let pairs = matches!(&self.case.scenario.form, Form::Pairs(form) if form.size == 2);
        let trios: Vec<usize> = (0..self.bench()).filter(|&at| self.groups[at].members.len() > 2).collect();
        if pairs && trios.len() > 1 && self.lifted != Lifted::Sizes { trios } else { Vec::new() }
    }

    /// What a group adds to the total.
    pub fn worth(&self, at: usize) -> f64 {
        if at == self.bench() {
            return 0.0;
        }
        let group = &self.groups[at];
        let count = pairs(&group.members).count();
        let sum: f64 = pairs(&group.members).map(|(a, b)| self.case.affinity.of(a, b)).sum();
        self.case.value(group, if count > 0 { sum / count as f64 } else { 0.0 }) - self.case.penalties(&group.members)
    }

    /// A member's mean affinity to all whom it is with.
    pub fn own(&self, member: usize) -> Option<f64> {
        let with = self.groups[..self.bench()].iter().chain(&self.elsewhere).filter(|g| g.members.contains(&member));
        let others = with.flat_map(|group| group.members.iter().copied().filter(|&other| other != member));
        let affinities: Vec<f64> = others.map(|other| self.case.affinity.of(member, other)).collect();
        (!affinities.is_empty()).then(|| affinities.iter().sum::<f64>() / affinities.len() as f64)
    }

    /// Whether a pin is kept by a group.
    fn keeps(&self, pin: &crate::scenario::Pin, at: usize) -> bool {
        let theme = self.groups[at].theme.map(|theme| &self.case.table.theme_ids[theme]);
        self.ids.get(at) == Some(&pin.group) || theme == Some(&pin.group)
    }

    /// Whether a step takes a member from where it is pinned to.
    pub fn leaves_pin(&self, step: Step) -> bool {
        let own = |pin: &&crate::scenario::Pin| self.case.table.member(&pin.member) == Some(step.member);
        let others =
            |pin| (0..self.bench()).any(|at| at != step.from && self.holds(at, step.member) && self.keeps(pin, at));
        let mut pins = self.case.scenario.pins.iter().filter(own);
        let leaves = |pin| self.keeps(pin, step.from) && !self.keeps(pin, step.to) && !others(pin);
        self.lifted != Lifted::Pins && pins.any(leaves)
    }

    /// The group of the plan that is to be kept close to, where it is on the board.
    pub fn home(&self, member: usize) -> Option<usize> {
        self.homes.get(member).copied().flatten().flatten()
    }

    /// By how many the members who left the groups of the plan that is kept close to are too many.
    pub fn strays(&self) -> u32 {
        let Some(keep) = self.case.scenario.keep.as_ref().filter(|_| self.lifted != Lifted::Moves) else { return 0 };
        let strayed = |member: usize, at: usize| self.homes[member].is_some_and(|home| home != Some(at));
        let strays = |at: usize| self.groups[at].members.iter().filter(|&&member| strayed(member, at)).count() as u32;
        (0..self.bench()).map(strays).sum::<u32>().saturating_sub(keep.moves)
    }

    /// What a group is called.
    pub fn name(&self, at: usize) -> String {
        if at == self.bench() {
            return Text::new("whyNot.bench").render(Language::English);
        }
        let number = self.ids[at].strip_prefix('g').filter(|number| number.parse::<u32>().is_ok());
        let theme = self.groups[at].theme.map(|theme| self.case.table.theme_labels[theme].clone());
        let code = if theme.is_some() { "whyNot.group.theme" } else { "whyNot.group" };
        let text =
            Text::new(code).with("group", self.case.setting.group()).with("number", number.unwrap_or(&self.ids[at]));
        text.with("theme", theme.unwrap_or_default()).render(Language::English)
    }

    /// All that is wrong in a group, hard and soft.
    fn wrongs(&self, at: usize) -> Vec<Breach> {
        let (group, table) = (&self.groups[at], self.case.table);
        let breach = |code: &str, rule: Option<(usize, &Rule)>, text: Text| Breach {
            code: code.to_owned(),
            rule: rule.map(|(at, _)| at),
            hard: rule.is_none_or(|(_, rule)| rule.is_hard()),
            group: self.id(at),
            text: text.render(Language::English),
        };
        let mut wrongs = Vec::new();
        if self.misfit(at).is_some() {
            let [lo, hi] = self.limits(at);
            let code = if at == self.bench() { "whyNot.leftOut.more" } else { "whyNot.size" };
            let text = Text::new(code).with("group", self.name(at)).with("found", group.members.len());
            wrongs.push(breach("size", None, text.with("lo", lo).with("hi", hi)));
        }
        if at == self.bench() {
            return wrongs;
        }
        for (a, b) in pairs(&group.members) {
            let sentence = match self.tied(a, b) {
                Some("conflict") => "whyNot.conflict",
                Some("sameParent") => "whyNot.sameParent",
                Some(_) => "whyNot.met",
                None => continue,
            };
            let names = vec![table.names[a].clone(), table.names[b].clone()];
            wrongs.push(breach(self.tied(a, b).unwrap_or_default(), None, Text::new(sentence).with("members", names)));
        }
        wrongs.extend(self.unwilling(group).map(|member| {
            let theme = group.theme.map_or("", |theme| table.theme_labels[theme].as_str());
            let text = Text::new("whyNot.unchosen").with("name", &table.names[member]).with("theme", theme);
            breach("unchosenTheme", None, text)
        }));
        for rule in self.case.scenario.rules.iter().enumerate() {
            wrongs.extend(self.case.broken(rule.1, &group.members).map(|text| breach("rule", Some(rule), text)));
        }
        wrongs
    }

    /// What is wrong with the whole: too many trios, too many who moved.
    fn wrongs_of_all(&self) -> Vec<Breach> {
        let breach = |code: &str, text: Text| Breach {
            code: code.to_owned(),
            rule: None,
            hard: true,
            group: None,
            text: text.render(Language::English),
        };
        let mut wrongs = Vec::new();
        if !self.trios().is_empty() {
            wrongs.push(breach("trios", Text::new("whyNot.trios").with("count", self.trios().len())));
        }
        if self.strays() > 0 {
            wrongs.push(breach("tooManyMoves", Text::new("whyNot.strays").with("count", self.strays())));
        }
        wrongs
    }

    /// What some steps come to; the first is that of the member asked about.
    pub fn change(&self, steps: &[Step]) -> Change {
        let after = self.after(steps);
        let touched: BTreeSet<usize> = steps.iter().flat_map(|step| [step.from, step.to]).collect();
        let all = |board: &Board| -> BTreeMap<(String, Option<usize>, Option<String>, String), Breach> {
            let wrongs = touched.iter().flat_map(|&at| board.wrongs(at)).chain(board.wrongs_of_all());
            // The same rule may be broken in the same group in other words: that is nothing new.
            let key = |one: &Breach| {
                let words = if ["rule", "size"].contains(&one.code.as_str()) { "" } else { one.text.as_str() };
                (one.code.clone(), one.rule, one.group.clone(), words.to_owned())
            };
            wrongs.map(|one| (key(&one), one)).collect()
        };
        let (before, now) = (all(self), all(&after));
        let mut breaks: Vec<Breach> =
            now.iter().filter(|(key, _)| !before.contains_key(*key)).map(|(_, b)| b.clone()).collect();
        for step in steps.iter().filter(|step| self.leaves_pin(**step)) {
            let text = Text::new("whyNot.pin").with("name", &self.case.table.names[step.member]);
            breaks.push(Breach {
                code: "pin".to_owned(),
                rule: None,
                hard: true,
                group: self.id(step.from),
                text: text.with("group", self.name(step.from)).render(Language::English),
            });
        }
        let member = steps.first().map(|step| step.member);
        let own = |board: &Board| member.and_then(|member| board.own(member));
        let worth = |board: &Board| touched.iter().map(|&at| board.worth(at)).sum::<f64>();
        Change {
            moves: steps.iter().map(|step| self.describe(*step)).collect(),
            total: settled(worth(&after) - worth(self), worth(self)),
            own: own(&after).zip(own(self)).map(|(after, before)| after - before),
            allowed: !now.values().any(|one| one.hard) && !breaks.iter().any(|one| one.hard),
            mends: before.into_iter().filter(|(key, _)| !now.contains_key(key)).map(|(_, one)| one).collect(),
            breaks,
        }
    }

    fn describe(&self, step: Step) -> Move {
        Move { who: self.case.table.ids[step.member].clone(), from: self.id(step.from), to: self.id(step.to) }
    }
}

fn homes(case: &Case, ids: &[String]) -> Vec<Option<Option<usize>>> {
    let mut homes = vec![None; case.table.len()];
    for group in case.scenario.keep.iter().flat_map(|keep| &keep.plan.groups) {
        let at = ids.iter().position(|id| *id == group.id);
        for member in group.members.iter().filter_map(|id| case.table.member(id)) {
            homes[member].get_or_insert(at);
        }
    }
    homes
}

/// A difference of sums in another order: nothing where only their last digits differ.
pub(super) fn settled(difference: f64, size: f64) -> f64 {
    const LAST_DIGITS: f64 = 1e-12;
    if libm::fabs(difference) <= LAST_DIGITS * f64::max(1.0, libm::fabs(size)) { 0.0 } else { difference }
}

fn pairs(members: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    members.iter().enumerate().flat_map(move |(at, &a)| members[at + 1..].iter().map(move |&b| (a, b)))
}
