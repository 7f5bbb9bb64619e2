//! Why a learner does not have another coach, or a group another facilitator.
//!
//! A full coach's place is freed along a chain: one of their learners goes to another coach, one of whose learners goes to
//! a third, until a place is free. The shortest chain is found breadth first, and of the shortest ones the best by the
//! total, as in any assignment (alternating paths: Kuhn, 1955).

use super::board::settled;
use super::groups::worth;
use super::{Breach, Change, Move, PlanPlaces, Question, WhyNotThere, known};
use crate::error::{Errors, fault};
use crate::forms::coaching::assign::Question as Flow;
use crate::forms::coaching::sponsored;
use crate::forms::fixed::may_match;
use crate::network::Role;
use crate::plan::Case;
use crate::rules::Rule;
use crate::scenario::{Coaching, CoachingObjective, CoachingTo};
use crate::text::{Language, Text};
use std::collections::{BTreeMap, BTreeSet};

/// One who wants a helper, whom it has and whom it would have; helpers and those who want them by position.
type Step = (usize, Option<usize>, Option<usize>);

/// Learners and coaches, or groups and facilitators, and who is matched in the plan.
struct Desk<'a> {
    case: &'a Case<'a>,
    form: &'a Coaching,
    /// The members who learn, or the groups' numbers.
    wanting: Vec<usize>,
    helpers: Vec<usize>,
    groups: Vec<Vec<usize>>,
    limit: Vec<[u32; 2]>,
    matched: BTreeSet<(usize, usize)>,
}

pub(super) fn answer(
    case: &Case,
    form: &Coaching,
    plan: &PlanPlaces,
    question: &Question,
) -> Result<WhyNotThere, Errors> {
    let mut errors = Errors::default();
    let mut desk = Desk::new(case, form);
    desk.read(plan, &mut errors);
    let asked = desk.asked(question, &mut errors);
    errors.into_result()?;
    let Some((l, c)) = asked else { return Ok(WhyNotThere::default()) };
    let mut answer = WhyNotThere {
        member: question.member.clone(),
        group: question.group.clone(),
        coach: question.coach.clone(),
        already: desk.matched.contains(&(l, c)),
        ..WhyNotThere::default()
    };
    if !answer.already {
        desk.fill(l, c, &mut answer);
        if desk.may(l, c) {
            desk.against_the_best(l, c, question.exact, &mut answer);
        }
    }
    answer.text = desk.text(l, c, &answer);
    Ok(answer)
}

impl<'a> Desk<'a> {
    fn new(case: &'a Case<'a>, form: &'a Coaching) -> Self {
        let having = |role: Role| (0..case.table.len()).filter(|&m| case.table.roles[m].contains(&role)).collect();
        let (wanting, helpers, groups): (Vec<usize>, Vec<usize>, _) = match form.to {
            CoachingTo::Members => (having(Role::Learner), having(Role::Coach), Vec::new()),
            CoachingTo::Groups => {
                let groups = case.groups_to_facilitate();
                ((0..groups.len()).filter(|&g| !groups[g].is_empty()).collect(), case.facilitators().0, groups)
            }
        };
        let capacity = |&helper: &usize| match form.to {
            CoachingTo::Members => case.table.capacity[helper],
            CoachingTo::Groups => case.places(helper),
        };
        let limit = helpers.iter().map(|helper| form.load_of(capacity(helper))).collect();
        Desk { case, form, wanting, helpers, groups, limit, matched: BTreeSet::new() }
    }

    fn of_groups(&self) -> bool {
        self.form.to == CoachingTo::Groups
    }

    fn read(&mut self, plan: &PlanPlaces, errors: &mut Errors) {
        let table = self.case.table;
        let of_groups = self.of_groups();
        for (at, one) in plan.coaching.iter().enumerate().filter(|_| !of_groups) {
            let coach = known(table, &one.coach, format!("plan.coaching[{at}].coach"), errors);
            let learner = known(table, &one.learner, format!("plan.coaching[{at}].learner"), errors);
            let place = |of: &[usize], member: Option<usize>| of.iter().position(|&m| Some(m) == member);
            let found = place(&self.wanting, learner).zip(place(&self.helpers, coach));
            self.matched.extend(found);
        }
        for (at, one) in plan.facilitators.iter().enumerate().filter(|_| of_groups) {
            let member = known(table, &one.facilitator, format!("plan.facilitators[{at}].facilitator"), errors);
            let group = self.wanting.iter().position(|&group| self.case.facilitated_id(group) == one.group);
            let found = group.zip(self.helpers.iter().position(|&helper| Some(helper) == member));
            self.matched.extend(found);
        }
    }

    /// The positions of those asked about.
    fn asked(&self, question: &Question, errors: &mut Errors) -> Option<(usize, usize)> {
        let table = self.case.table;
        let mut place = |id: &Option<String>, path: &str, of: &[usize], role: &str| {
            let id = id.as_deref().unwrap_or_default();
            let member = known(table, id, path.to_owned(), errors)?;
            let at = of.iter().position(|&one| one == member);
            if at.is_none() {
                let names = fault("error.whyNotCoach", "help.whyNotCoach", path);
                names.with("name", &table.names[member]).with("role", role).into(errors);
            }
            at
        };
        let role = if self.of_groups() { "facilitator" } else { "coach" };
        let helper = place(&question.coach, "coach", &self.helpers, role);
        if !self.of_groups() {
            return place(&question.member, "member", &self.wanting, "learner").zip(helper);
        }
        let id = question.group.as_deref().unwrap_or_default();
        let group = self.wanting.iter().position(|&group| self.case.facilitated_id(group) == id);
        if group.is_none() {
            let ids: Vec<String> = self.wanting.iter().map(|&g| self.case.facilitated_id(g).to_owned()).collect();
            fault("error.noSuchGroup", "help.noSuchGroup", "group").with("id", id).with("known", ids).into(errors);
        }
        group.zip(helper)
    }

    /// Whether nothing forbids a match.
    fn may(&self, l: usize, h: usize) -> bool {
        let (wanting, helper) = (self.wanting[l], self.helpers[h]);
        if self.of_groups() {
            return self.case.bars(&self.groups[wanting], helper).is_empty();
        }
        wanting != helper && may_match(self.case, wanting, helper)
    }

    /// What a match adds to the total, before what loads cost.
    fn worth(&self, l: usize, h: usize) -> f64 {
        let (wanting, helper) = (self.wanting[l], self.helpers[h]);
        if self.of_groups() {
            let group = &self.groups[wanting];
            return self.case.fit(group, helper).worth - self.case.penalties_of_serving(group, helper);
        }
        self.apart_from_sponsors(l, h) + self.case.sponsor_gain(wanting)
    }

    /// The same of a coach and a learner without what a sponsor adds.
    fn apart_from_sponsors(&self, l: usize, h: usize) -> f64 {
        let (wanting, helper) = (self.wanting[l], self.helpers[h]);
        if self.of_groups() {
            return self.worth(l, h);
        }
        self.case.affinity.of(wanting, helper) - self.case.penalties(&[wanting, helper])
    }

    fn load(&self, matched: &BTreeSet<(usize, usize)>) -> Vec<u32> {
        let mut load = vec![0; self.helpers.len()];
        matched.iter().for_each(|&(_, h)| load[h] += 1);
        load
    }

    fn has(&self, matched: &BTreeSet<(usize, usize)>) -> Vec<u32> {
        let mut has = vec![0; self.wanting.len()];
        matched.iter().for_each(|&(l, _)| has[l] += 1);
        has
    }

    /// The total of matches.
    fn total(&self, matched: &BTreeSet<(usize, usize)>) -> f64 {
        let worth: f64 = matched.iter().map(|&(l, h)| self.worth(l, h)).sum();
        let pairs = |load: &u32| f64::from(*load) * (f64::from(*load) - 1.0) / 2.0;
        let uneven: f64 = self.load(matched).iter().map(pairs).sum();
        let missing: u32 = self.has(matched).iter().map(|&has| self.form.per_learner[0].saturating_sub(has)).sum();
        worth - self.form.even_loads * uneven - self.form.unassigned.unwrap_or(0.0) * f64::from(missing)
    }

    fn after(&self, steps: &[Step]) -> BTreeSet<(usize, usize)> {
        let mut matched = self.matched.clone();
        for &(l, from, to) in steps {
            from.map(|from| matched.remove(&(l, from)));
            matched.extend(to.map(|to| (l, to)));
        }
        matched
    }

    /// What is to be said at once.
    fn fill(&self, l: usize, c: usize, answer: &mut WhyNotThere) {
        let own: Vec<Option<usize>> = self.matched.iter().filter(|one| one.0 == l).map(|one| Some(one.1)).collect();
        // Whoever may have one more gives up nobody.
        let given_up = if own.len() < self.form.per_learner[1] as usize { vec![None] } else { own };
        let better = |one: &Change, than: &Change| {
            let order = one.allowed.cmp(&than.allowed).then(than.moves.len().cmp(&one.moves.len()));
            order.then(one.total.total_cmp(&than.total)) == std::cmp::Ordering::Greater
        };
        let mut keep = |place: fn(&mut WhyNotThere) -> &mut Option<Change>, change: Change| {
            let kept = place(answer);
            if kept.as_ref().is_none_or(|kept| better(&change, kept)) {
                *kept = Some(change);
            }
        };
        for &from in &given_up {
            let first: Step = (l, from, Some(c));
            keep(|answer| &mut answer.plain, self.change(&[first]));
            for &(other, _) in self.matched.iter().filter(|&&(other, h)| h == c && other != l) {
                if from.is_some_and(|from| !self.matched.contains(&(other, from))) {
                    keep(|answer| &mut answer.swap, self.change(&[first, (other, Some(c), from)]));
                }
            }
            if let Some(steps) = self.chain(first).filter(|_| self.may(l, c)) {
                keep(|answer| &mut answer.smallest, self.change(&steps));
            }
        }
        if answer.smallest.is_none() {
            answer.impossible = true;
            let breaks = answer.plain.as_ref().map(|plain| plain.breaks.clone()).unwrap_or_default();
            let bars = !self.may(l, c);
            answer.obstacles = breaks.into_iter().filter(|b| b.hard && (b.code != "full" || !bars)).collect();
        }
        answer.tried = self.helpers.len() as u32;
    }

    /// The shortest chain of matches that must change with the first, and of these the best.
    fn chain(&self, first: Step) -> Option<Vec<Step>> {
        let (_, left, Some(c)) = first else { return None };
        let (mut load, has) = (self.load(&self.matched), self.has(&self.matched));
        left.into_iter().for_each(|left| load[left] -= 1);
        let is_free = |h: usize| load[h] < self.limit[h][1];
        if is_free(c) {
            return Some(vec![first]);
        }
        let cost = |h: usize| self.form.even_loads * f64::from(load[h]);
        let mut layer: BTreeMap<usize, (f64, Vec<Step>)> = BTreeMap::from([(c, (0.0, vec![first]))]);
        let mut reached = BTreeSet::from([c]);
        while !layer.is_empty() {
            let mut ends: Option<(f64, Vec<Step>)> = None;
            let mut next: BTreeMap<usize, (f64, Vec<Step>)> = BTreeMap::new();
            for (&h, (gain, steps)) in &layer {
                let end = |gain: f64, step: Step, ends: &mut Option<(f64, Vec<Step>)>| {
                    if ends.as_ref().is_none_or(|(best, _)| gain > *best) {
                        *ends = Some((gain, steps.iter().copied().chain([step]).collect()));
                    }
                };
                for &(l, _) in self.matched.iter().filter(|&&(l, at)| at == h && (l, Some(h)) != (first.0, left)) {
                    let lost = gain - self.worth(l, h);
                    if has[l] > self.form.per_learner[0].max(1) && l != first.0 {
                        end(lost, (l, Some(h), None), &mut ends);
                    }
                    for to in (0..self.helpers.len()).filter(|&to| to != h) {
                        let taken = self.matched.contains(&(l, to)) || (l, to) == (first.0, c);
                        let known = reached.contains(&to) || steps.iter().any(|step| step.0 == l && step.2 == Some(to));
                        if taken || known || !self.may(l, to) {
                            continue;
                        }
                        let gain = lost + self.worth(l, to);
                        let step = (l, Some(h), Some(to));
                        if is_free(to) {
                            end(gain - cost(to), step, &mut ends);
                        } else if next.get(&to).is_none_or(|(best, _)| gain > *best) {
                            next.insert(to, (gain, steps.iter().copied().chain([step]).collect()));
                        }
                    }
                }
            }
            if let Some((_, steps)) = ends {
                return Some(steps);
            }
            reached.extend(next.keys());
            layer = next;
        }
        None
    }

    fn change(&self, steps: &[Step]) -> Change {
        let after = self.after(steps);
        let (before, total) = (self.total(&self.matched), self.total(&after));
        let new = |&(_, _, to): &Step| to.is_some();
        let mut breaks: Vec<Breach> =
            steps.iter().filter(|step| new(step)).flat_map(|&(l, _, to)| self.wrongs(l, to.unwrap_or(0))).collect();
        let (was, load) = (self.load(&self.matched), self.load(&after));
        for h in (0..load.len()).filter(|&h| load[h] > self.limit[h][1] && load[h] > was[h]) {
            let text = Text::new("whyNot.coach.places").with("coach", &self.case.table.names[self.helpers[h]]);
            breaks.push(self.breach("full", None, None, text));
        }
        let left = steps.iter().filter_map(|&(l, from, _)| Some(self.wrongs(l, from?)));
        let own = |matched: &BTreeSet<(usize, usize)>| {
            let l = steps.first().filter(|_| !self.of_groups())?.0;
            let with = matched.iter().filter(|one| one.0 == l);
            let worth: Vec<f64> = with.map(|one| self.case.affinity.of(self.wanting[l], self.helpers[one.1])).collect();
            (!worth.is_empty()).then(|| worth.iter().sum::<f64>() / worth.len() as f64)
        };
        Change {
            moves: steps.iter().map(|step| self.describe(*step)).collect(),
            total: settled(total - before, before),
            own: own(&after).zip(own(&self.matched)).map(|(after, before)| after - before),
            allowed: !breaks.iter().any(|breach| breach.hard),
            mends: left.flatten().collect(),
            breaks,
        }
    }

    fn describe(&self, (l, from, to): Step) -> Move {
        let id = |h: usize| self.case.table.ids[self.helpers[h]].clone();
        let who = if self.of_groups() {
            self.case.facilitated_id(self.wanting[l]).to_owned()
        } else {
            self.case.table.ids[self.wanting[l]].clone()
        };
        Move { who, from: from.map(id), to: to.map(id) }
    }

    fn breach(&self, code: &str, rule: Option<usize>, of: Option<(usize, usize)>, text: Text) -> Breach {
        let pair = |(l, h): (usize, usize)| {
            let Move { who, to, .. } = self.describe((l, None, Some(h)));
            let helper = to.unwrap_or_default();
            if self.of_groups() { format!("{who}+{helper}") } else { format!("{helper}+{who}") }
        };
        Breach {
            code: code.to_owned(),
            hard: rule.is_none_or(|at| self.case.scenario.rules[at].is_hard()),
            rule,
            group: of.map(pair),
            text: text.render(Language::English),
        }
    }

    /// All that is wrong with a match.
    fn wrongs(&self, l: usize, h: usize) -> Vec<Breach> {
        let (table, wanting, helper) = (self.case.table, self.wanting[l], self.helpers[h]);
        let members: &[usize] = if self.of_groups() { &self.groups[wanting] } else { &self.wanting[l..=l] };
        let mut wrongs = Vec::new();
        let of = Some((l, h));
        if members.contains(&helper) {
            let (code, sentence) =
                if self.of_groups() { ("ownGroup", "whyNot.coach.own") } else { ("themselves", "whyNot.coach.self") };
            let text = Text::new(sentence).with("coach", &table.names[helper]).with("name", self.name(l));
            wrongs.push(self.breach(code, None, of, text));
        }
        let others = || members.iter().copied().filter(|&member| member != helper);
        for member in others() {
            let Some(tie) = table.tie(member, helper) else { continue };
            let names = vec![table.names[member].clone(), table.names[helper].clone()];
            if tie.conflict {
                wrongs.push(self.breach(
                    "conflict",
                    None,
                    of,
                    Text::new("whyNot.conflict").with("members", names.clone()),
                ));
            }
            if tie.same_parent {
                wrongs.push(self.breach("sameParent", None, of, Text::new("whyNot.sameParent").with("members", names)));
            }
        }
        let broken = |rule: &Rule| others().find_map(|member| self.case.broken(rule, &[member, helper]));
        let rules = self.case.scenario.rules.iter().enumerate();
        wrongs.extend(rules.filter_map(|(at, rule)| Some(self.breach("rule", Some(at), of, broken(rule)?))));
        wrongs
    }

    /// What the best matches would lose: at least, by their prices; exactly, by forming them anew with this settled.
    fn against_the_best(&self, l: usize, c: usize, exact: bool, answer: &mut WhyNotThere) {
        let flow = |forced| {
            let question = Flow {
                case: self.case,
                form: self.form,
                wanting: self.wanting.len(),
                // What a load allows is worked out there once more, from what the form's range leaves.
                capacity: self.limit.iter().map(|&[_, hi]| hi).collect(),
                of_pairs: !self.of_groups(),
                worth: &|l, h| self.may(l, h).then(|| self.apart_from_sponsors(l, h)),
                sponsored: if self.of_groups() { None } else { sponsored(self.case, &self.wanting) },
                forced,
            };
            question.answer()
        };
        let before = self.total(&self.matched);
        if self.form.objective == CoachingObjective::Total {
            let best = flow(None);
            let matched: BTreeSet<(usize, usize)> = best.pairs.iter().copied().collect();
            let slack = if matched.contains(&(l, c)) { 0.0 } else { best.reduced_cost(l, c, self.worth(l, c)) };
            answer.at_least = Some(settled(f64::max(slack, 0.0) + before - self.total(&matched), before));
        }
        if exact {
            let matched: BTreeSet<(usize, usize)> = flow(Some((l, c))).pairs.iter().copied().collect();
            let mut steps: Vec<Step> = Vec::new();
            for one in 0..self.wanting.len() {
                let gone = self.matched.difference(&matched).filter(|pair| pair.0 == one).map(|pair| Some(pair.1));
                let come = matched.difference(&self.matched).filter(|pair| pair.0 == one).map(|pair| Some(pair.1));
                let (gone, come): (Vec<_>, Vec<_>) = (gone.collect(), come.collect());
                let at = |list: &[Option<usize>], at: usize| list.get(at).copied().flatten();
                steps.extend((0..gone.len().max(come.len())).map(|i| (one, at(&gone, i), at(&come, i))));
            }
            steps.sort_by_key(|&(one, _, to)| ((one, to) != (l, Some(c)), one));
            answer.exact = Some(self.change(&steps));
        }
    }

    fn name(&self, l: usize) -> String {
        let wanting = self.wanting[l];
        if self.of_groups() {
            self.case.facilitated_id(wanting).to_owned()
        } else {
            self.case.table.names[wanting].clone()
        }
    }

    fn text(&self, l: usize, c: usize, answer: &WhyNotThere) -> String {
        let say = |text: Text| text.render(Language::English);
        let named = |id: &Option<String>| {
            let at = id.as_ref().and_then(|id| self.case.table.member(id));
            at.map_or_else(|| say(Text::new("whyNot.nobody")), |at| self.case.table.names[at].clone())
        };
        let coach = &self.case.table.names[self.helpers[c]];
        let about = |code: &'static str| Text::new(code).with("name", self.name(l)).with("coach", coach);
        let who = |m: &Move| if self.of_groups() { m.who.clone() } else { named(&Some(m.who.clone())) };
        if answer.already {
            return say(about("whyNot.coach.there"));
        }
        let texts = |breaches: &[Breach]| breaches.iter().map(|b| b.text.clone()).collect::<Vec<String>>().join(" ");
        let mut said = Vec::new();
        match &answer.smallest {
            Some(change) if change.moves.len() == 1 => said.push(say(worth(about("whyNot.coach.free"), change))),
            Some(change) => {
                let one = |m: &Move| {
                    let code = if m.to.is_some() { "whyNot.coach.move" } else { "whyNot.coach.drop" };
                    say(Text::new(code).with("name", who(m)).with("from", named(&m.from)).with("to", named(&m.to)))
                };
                let moves: Vec<String> = change.moves.iter().skip(1).map(one).collect();
                let text = about("whyNot.coach.further").with("count", moves.len()).with("moves", moves);
                said.push(say(worth(text, change)));
            }
            None if answer.obstacles.iter().all(|breach| breach.code == "full") => {
                said.push(say(about("whyNot.coach.full")));
            }
            None => {
                said.push(say(about("whyNot.coach.never")));
                said.push(texts(&answer.obstacles));
            }
        }
        if let Some(exact) = &answer.exact {
            let lost = exact.moves.iter().filter(|m| m.from == self.describe((l, Some(c), None)).from);
            let names: Vec<String> = lost.map(who).collect();
            let code = if names.is_empty() { "whyNot.coach.best.none" } else { "whyNot.coach.best" };
            said.push(say(worth(about(code), exact).with("names", names)));
            let fewer = exact.moves.iter().filter(|m| m.to.is_none()).count();
            let more = exact.moves.iter().filter(|m| m.from.is_none()).count();
            if fewer > more {
                said.push(say(Text::new("whyNot.coach.left").with("count", fewer - more)));
            }
        } else if let Some(least) = answer.at_least.filter(|least| *least > 0.0) {
            said.push(say(Text::new("whyNot.coach.atLeast").with("total", least)));
        }
        said.join(" ")
    }
}
