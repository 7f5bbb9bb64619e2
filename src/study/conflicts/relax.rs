//! What would mend a conflict, each change tried.

use super::inquiry::{Answer, Inquiry};
use super::levers::{Lever, levers, listed, pulled, released};
use super::model::{ChangeValue, ConflictKind, ConflictSet, InputChange, Relaxation, RelaxationKind};
use super::parts::Parts;
use super::say::{self as said, say};
use crate::forms::{keeps_all, plan_of, shortly};
use crate::network::{Network, Table};
use crate::plan::{Placement, Plan};
use crate::rules::{Rule, Setting};
use crate::scenario::{Form, Scenario};
use crate::text::Text;

/// Changes that are told at most.
const MOST_TOLD: usize = 8;

/// Members of a list, pins, ties, or numbers of groups that are tried at most, each by itself.
const MOST_ALIKE: usize = 12;

/// Moves for the score of a plan after a change.
const MOVES: u64 = 50_000;

/// A change to be tried: the input after it, and it in words.
struct Candidate {
    kind: RelaxationKind,
    rule: Option<usize>,
    network: Network,
    scenario: Scenario,
    changes: Vec<InputChange>,
    text: String,
    /// Units that change; of a rule that is dropped those come on top by which the plan breaks it.
    units: u32,
    about: About,
}

/// Whom a change concerns.
enum About {
    /// Those in groups that break these rules.
    Rules(Vec<Rule>),
    /// Those in groups of other sizes.
    Sizes([u32; 2]),
    /// So many.
    Members(u32),
}

/// What was tried and works.
struct Works {
    candidate: Candidate,
    placement: Placement,
}

struct Mending<'i, 'a> {
    inquiry: &'i mut Inquiry<'a>,
    works: Vec<Works>,
    /// The conflict that is being mended.
    parts: Parts,
    /// Rules that are dropped besides, for other conflicts.
    also: Parts,
}

/// The changes that work, the cheapest first.
pub(super) fn cheapest(inquiry: &mut Inquiry, sets: &[ConflictSet]) -> Vec<Relaxation> {
    let conflicts: Vec<Parts> =
        sets.iter().map(|set| set.items.iter().filter_map(|item| item.rule).collect()).collect();
    // The fewest rules without which a plan was found; one of each conflict at least.
    let least = inquiry.kept.iter().min_by_key(|kept| inquiry.whole.parts.difference(&kept.parts).count());
    let lost: Parts = least.map_or(Parts::new(), |kept| inquiry.whole.parts.difference(&kept.parts).copied().collect());
    let mut mending = Mending { inquiry, works: Vec::new(), parts: Parts::new(), also: Parts::new() };
    if !lost.is_empty() {
        mending.drop(&lost);
    }
    for (set, parts) in sets.iter().zip(&conflicts) {
        if set.proof == crate::forms::ConflictProof::None && parts.len() > MOST_ALIKE {
            continue;
        }
        mending.also = lost.difference(parts).copied().collect();
        mending.parts.clone_from(parts);
        for &at in parts {
            mending.part(at);
        }
        for item in set.items.iter().filter(|item| item.rule.is_none()) {
            mending.ground(item.kind);
        }
    }
    mending.told()
}

impl Mending<'_, '_> {
    /// The input without the rules that are dropped besides, and where a part then stands.
    fn base(&self) -> (Network, Scenario) {
        let parts: Parts = self.inquiry.whole.parts.difference(&self.also).copied().collect();
        let grounds = self.inquiry.whole.grounds.clone();
        self.inquiry.whole.with(&parts, &grounds, true)
    }

    fn place(&self, at: usize) -> usize {
        at - self.also.iter().filter(|&&other| other < at).count()
    }

    fn part(&mut self, at: usize) {
        let alone: Parts = [at].into();
        if !self.also.contains(&at) {
            let dropped: Parts = self.also.union(&alone).copied().collect();
            self.drop(&dropped);
        }
        if self.inquiry.whole.of_panel() {
            return self.quota(at);
        }
        let rule = self.inquiry.whole.scenario.rules[at].clone();
        for lever in levers(&rule, &self.inquiry.table) {
            self.pull(at, &rule, &lever);
        }
        for member in listed(&rule).into_iter().flatten().take(MOST_ALIKE) {
            let (network, mut scenario) = self.base();
            let (without, members) = released(&rule, member);
            scenario.rules[self.place(at)] = without;
            let text = said::released(self.inquiry, member, at);
            let change = InputChange { path: format!("scenario.rules[{at}].members"), value: Some(members) };
            let about = About::Members(1);
            self.consider(RelaxationKind::Release, Some(at), (network, scenario), vec![change], say(text), 1, about);
        }
    }

    fn drop(&mut self, dropped: &Parts) {
        let whole = &self.inquiry.whole;
        let kept: Parts = whole.parts.difference(dropped).copied().collect();
        let (network, scenario) = whole.with(&kept, &whole.grounds.clone(), true);
        let changes = whole.changes(&kept, &whole.grounds.clone());
        let rules: Vec<Rule> = if whole.of_panel() {
            Vec::new()
        } else {
            dropped.iter().map(|&at| whole.scenario.rules[at].clone()).collect()
        };
        let text = said::dropped(self.inquiry, dropped);
        let rule = dropped.first().copied().filter(|_| dropped.len() == 1);
        let also = std::mem::take(&mut self.also);
        let (about, units) = (About::Rules(rules), dropped.len() as u32);
        self.consider(RelaxationKind::Drop, rule, (network, scenario), changes, say(text), units, about);
        self.also = also;
    }

    /// The nearest number that works: a larger step each time, then between the last two.
    fn pull(&mut self, at: usize, rule: &Rule, lever: &Lever) {
        let last = lever.to.len() - 1;
        let (mut fails, mut step) = (None, 0usize);
        let mut works = loop {
            let reached = step.min(last);
            match self.pulled(at, rule, lever, reached) {
                Some(found) => break Some((reached, found)),
                None if reached == last => break None,
                None => (fails, step) = (Some(reached), 2 * reached + 1),
            }
        };
        while let Some((reached, _)) = &works {
            let below = fails.map_or(0, |fails| fails + 1);
            if below >= *reached {
                break;
            }
            let middle = below + (*reached - below) / 2;
            match self.pulled(at, rule, lever, middle) {
                Some(found) => works = Some((middle, found)),
                None => fails = Some(middle),
            }
        }
        self.works.extend(works.map(|(_, found)| found));
    }

    fn pulled(&mut self, at: usize, rule: &Rule, lever: &Lever, step: usize) -> Option<Works> {
        let to = lever.to[step];
        let (network, mut scenario) = self.base();
        scenario.rules[self.place(at)] = pulled(rule, lever.key, to);
        let change =
            InputChange { path: format!("scenario.rules[{at}].{}", lever.key), value: Some(ChangeValue::Number(to)) };
        let setting = Setting::from(&self.inquiry.whole.scenario.form);
        let text = said::loosened(self.inquiry, rule, lever.key, lever.from, to).with("group", setting.group());
        let text = say(text);
        let about = About::Rules(vec![rule.clone()]);
        let units = step as u32 + 1;
        self.tried(RelaxationKind::Loosen, Some(at), (network, scenario), vec![change], text, units, about)
    }

    fn quota(&mut self, at: usize) {
        let Form::Panel(form) = &self.inquiry.whole.scenario.form else { return };
        let Some(quota) = form.quotas.get(at).cloned() else { return };
        let seats = form.seats;
        let down = quota.at_least.map(|least| (true, least, (0..least).rev().collect::<Vec<u32>>()));
        let up = quota.at_most.map(|most| (false, most, (most.saturating_add(1)..=seats).collect::<Vec<u32>>()));
        for (least, from, to) in [down, up].into_iter().flatten() {
            for (step, &to) in to.iter().enumerate().take(MOST_ALIKE) {
                let (network, mut scenario) = self.base();
                let place = self.place(at);
                if let Form::Panel(form) = &mut scenario.form {
                    let own = &mut form.quotas[place];
                    *(if least { &mut own.at_least } else { &mut own.at_most }) = Some(to);
                }
                let key = if least { "atLeast" } else { "atMost" };
                let path = format!("scenario.form.quotas[{at}].{key}");
                let change = InputChange { path, value: Some(ChangeValue::Number(f64::from(to))) };
                let text = said::of_quota(key, f64::from(from), f64::from(to)).with("group", Setting::Panel.group());
                let label = self.inquiry.table.label(&quota.attribute);
                let text = say(text.with("attribute", label).with("value", &quota.value));
                let (about, units) = (About::Members(0), step as u32 + 1);
                let kind = RelaxationKind::Loosen;
                if self.consider(kind, Some(at), (network, scenario), vec![change], text, units, about) {
                    break;
                }
            }
        }
    }

    fn ground(&mut self, ground: ConflictKind) {
        match (ground, self.inquiry.whole.scenario.form.clone()) {
            (ConflictKind::Size, Form::Communities(form)) => {
                let Some(size) = form.size else { return };
                let n = form.places(&self.inquiry.table);
                for down in [true, false] {
                    let room = if down { size[0] - 1 } else { n.saturating_sub(size[1]) };
                    for step in (1..=room).take(MOST_ALIKE) {
                        let to = if down { [size[0] - step, size[1]] } else { [size[0], size[1] + step] };
                        if self.resized(size, to, step) {
                            break;
                        }
                    }
                }
            }
            (ConflictKind::Count, Form::Communities(form)) => {
                let Some(count) = form.count else { return };
                for up in [true, false] {
                    let to =
                        |step: u32| if up { Some(count + step) } else { count.checked_sub(step).filter(|&to| to > 0) };
                    for (step, to) in (1..).map_while(|step| Some((step, to(step)?))).take(MOST_ALIKE / 2) {
                        if self.recounted(count, to, step) {
                            break;
                        }
                    }
                }
            }
            (ConflictKind::Pins, _) => {
                let pins = self.inquiry.whole.scenario.pins.clone();
                for (at, pin) in pins.iter().enumerate().take(MOST_ALIKE) {
                    let (network, mut scenario) = self.base();
                    scenario.pins.remove(at);
                    let text = said::unpinned(self.inquiry, &pin.member, &pin.group);
                    let changes = vec![InputChange { path: format!("scenario.pins[{at}]"), value: None }];
                    let kind = RelaxationKind::Release;
                    self.consider(kind, None, (network, scenario), changes, say(text), 1, About::Members(1));
                }
            }
            (ConflictKind::Ties, _) => {
                let ties = self.inquiry.whole.network.ties.clone();
                for (at, tie) in ties.iter().enumerate().filter(|(_, tie)| tie.conflict).take(MOST_ALIKE) {
                    let (mut network, scenario) = self.base();
                    if super::parts::says_more(tie) {
                        network.ties[at].conflict = false;
                    } else {
                        network.ties.remove(at);
                    }
                    let text = said::untied(self.inquiry, &tie.a, &tie.b);
                    let changes = vec![self.inquiry.whole.untie(at)];
                    let kind = RelaxationKind::Release;
                    self.consider(kind, None, (network, scenario), changes, say(text), 1, About::Members(2));
                }
            }
            _ => {}
        }
    }

    fn resized(&mut self, from: [u32; 2], to: [u32; 2], step: u32) -> bool {
        let (network, mut scenario) = self.base();
        if let Form::Communities(form) = &mut scenario.form {
            form.size = Some(to);
        }
        let text = Text::new("conflict.resize").with("lo", to[0]).with("hi", to[1]);
        let text = say(text.with("fromLo", from[0]).with("fromHi", from[1]));
        let change = InputChange { path: "scenario.form.size".to_owned(), value: Some(ChangeValue::Range(to)) };
        self.consider(RelaxationKind::Size, None, (network, scenario), vec![change], text, step, About::Sizes(from))
    }

    fn recounted(&mut self, from: u32, to: u32, step: u32) -> bool {
        let (network, mut scenario) = self.base();
        let mut size = 0;
        if let Form::Communities(form) = &mut scenario.form {
            form.count = Some(to);
            size = form.size.map_or(1, |[_, hi]| hi);
        }
        let text = say(Text::new("conflict.recount").with("from", from).with("to", to));
        let change =
            InputChange { path: "scenario.form.count".to_owned(), value: Some(ChangeValue::Number(f64::from(to))) };
        // Those of the groups that come or go.
        let about = About::Members(step.saturating_mul(size));
        self.consider(RelaxationKind::Count, None, (network, scenario), vec![change], text, step, about)
    }

    #[expect(clippy::too_many_arguments, reason = "a candidate is made at each call")]
    fn consider(
        &mut self,
        kind: RelaxationKind,
        rule: Option<usize>,
        input: (Network, Scenario),
        changes: Vec<InputChange>,
        text: String,
        units: u32,
        about: About,
    ) -> bool {
        let found = self.tried(kind, rule, input, changes, text, units, about);
        let works = found.is_some();
        self.works.extend(found);
        works
    }

    #[expect(clippy::too_many_arguments, reason = "a candidate is made at each call")]
    fn tried(
        &mut self,
        kind: RelaxationKind,
        rule: Option<usize>,
        (network, scenario): (Network, Scenario),
        mut changes: Vec<InputChange>,
        mut text: String,
        units: u32,
        about: About,
    ) -> Option<Works> {
        let of_rules = !self.inquiry.whole.of_panel();
        let only = |wanted: &dyn Fn(usize, &Rule) -> bool| {
            let rules = scenario.rules.iter().enumerate().filter(|(at, rule)| wanted(*at, rule));
            Scenario { rules: rules.map(|(_, rule)| rule.clone()).collect(), ..scenario.clone() }
        };
        if kind != RelaxationKind::Drop && of_rules {
            // Few rules are quickly decided: what does not mend the conflict itself is out.
            let places: Vec<usize> = self.parts.iter().map(|&at| self.place(at)).collect();
            let alone = only(&|at, _| places.contains(&at));
            if self.inquiry.try_out(&network, &alone, &[], false).0 != Answer::Possible {
                return None;
            }
        }
        let hard = if of_rules { only(&|_, rule| rule.is_hard()) } else { scenario.clone() };
        let (answer, placement) = self.inquiry.try_out(&network, &hard, &[], true);
        let placement = placement.filter(|_| answer == Answer::Possible)?;
        let mut units = units;
        if !self.also.is_empty() {
            let whole = &self.inquiry.whole;
            let kept: Parts = whole.parts.difference(&self.also).copied().collect();
            changes.extend(whole.changes(&kept, &whole.grounds.clone()));
            text = say(said::also(self.inquiry, text, &self.also));
            units += self.also.len() as u32;
        }
        Some(Works { candidate: Candidate { kind, rule, network, scenario, changes, text, units, about }, placement })
    }

    /// The cheapest of those that work, with the plans that they lead to.
    fn told(self) -> Vec<Relaxation> {
        let mut told: Vec<Relaxation> = Vec::new();
        let mut works = self.works;
        works.sort_by_key(|works| works.candidate.units);
        for Works { candidate, placement } in works.into_iter() {
            if told.len() == MOST_TOLD || told.iter().any(|other| other.changes == candidate.changes) {
                continue;
            }
            let Some(plan) = best(&candidate, &placement) else { continue };
            let table = Table::new(&candidate.network);
            let (broken, members) = touched(&candidate, &table, &plan);
            let units = candidate.units + if candidate.kind == RelaxationKind::Drop { broken } else { 0 };
            let text = said::cost(self.inquiry, &candidate.text, members, &plan);
            let Candidate { kind, rule, changes, text: change, .. } = candidate;
            told.push(Relaxation { kind, rule, change, text, changes, units, members, score: plan.score.total, plan });
        }
        told.sort_by(|a, b| (a.units, a.members).cmp(&(b.units, b.members)).then(b.score.total_cmp(&a.score)));
        told
    }
}

/// A plan after a change: the better of a short run and what was found.
fn best(candidate: &Candidate, placement: &Placement) -> Option<Plan> {
    let found = plan_of(&candidate.network, &candidate.scenario, placement);
    // The other forms' plans are solved already.
    let searched = matches!(candidate.scenario.form, Form::Communities(_));
    let run = searched.then(|| shortly(&candidate.network, &candidate.scenario, MOVES)).flatten();
    let run = run.filter(|plan| {
        let sound = crate::plan::check(&candidate.network, &candidate.scenario, plan).is_ok_and(|report| report.ok);
        sound && keeps_all(&Table::new(&candidate.network), &candidate.scenario, plan)
    });
    match (found, run) {
        (Some(found), Some(run)) => Some(if run.score.total >= found.score.total { run } else { found }),
        (found, run) => found.or(run),
    }
}

/// In how many groups a plan breaks what was changed, and how many members are in these.
fn touched(candidate: &Candidate, table: &Table, plan: &Plan) -> (u32, u32) {
    let members = |ids: &[String]| ids.iter().filter_map(|id| table.member(id)).collect::<Vec<usize>>();
    let pairs =
        plan.coaching.iter().filter_map(|found| Some(vec![table.member(&found.learner)?, table.member(&found.coach)?]));
    let groups: Vec<Vec<usize>> = plan.groups.iter().map(|group| members(&group.members)).chain(pairs).collect();
    let breaks = |group: &&Vec<usize>| match &candidate.about {
        About::Rules(rules) => rules.iter().any(|rule| rule.broken(&candidate.scenario.rules, table, group).is_some()),
        About::Sizes([lo, hi]) => !(*lo as usize..=*hi as usize).contains(&group.len()),
        About::Members(_) => false,
    };
    let (mut broken, mut who) = (0, 0);
    for group in groups.iter().filter(breaks) {
        broken += 1;
        who += group.len() as u32;
    }
    if let About::Members(count) = candidate.about { (0, count) } else { (broken, who) }
}
