//! Other communities that are nearly as good: each keeps the hard rules and differs from the plan, and from the others,
//! by some members at least.
//!
//! The search is run again, first near the plan, with the affinity of members lowered who were together before, first a
//! little and then more, until it comes upon something else (the penalties of Johnson, Joseph and Sivakumar 1993 for dissimilar paths).
//! What it finds is measured with the affinities as they are.

use super::{CommunitiesWork, Layout, bound_in_numbers};
use crate::error::{Errors, fault};
use crate::forms::run::{Run, Work};
use crate::network::{Network, Table};
use crate::optim::flow::{self, Bounds};
use crate::optim::partition::{Affinities, Matrix, Search};
use crate::plan::{Case, Draft, EndedBy, Measures, Placed, Placement, Plan, assemble};
use crate::scenario::{Communities, CommunitiesObjective, EarlierPlan, Form, Scenario};
use crate::text::{Language, Text};
use serde::Serialize;

/// More choices than these help nobody to choose.
const MOST: u32 = 5;

/// Where an alternative is looked for, in turn: near the plan or anywhere, and the share of the largest affinity that two
/// members lose for each time they were together. Near the plan least is lost; the least that leads elsewhere costs least.
const LADDER: [(bool, f64); 8] = [
    (true, 0.0078125),
    (true, 0.03125),
    (true, 0.125),
    (true, 0.5),
    (false, 0.0),
    (false, 0.03125),
    (false, 0.125),
    (false, 0.5),
];

/// Near the plan so many times the places that must differ may differ.
const NEAR: u32 = 2;

/// One search may try this share of what a plan's may.
const SHARE_OF_EFFORT: u64 = 4;

/// What is asked of the alternatives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// How many, 1 to 5.
    pub count: u32,
    /// By how many members' places each differs at least; a tenth of all, but at least 2, when absent.
    pub moves: Option<u32>,
    /// The share of the score that may be lost, 0..1.
    pub within: f64,
}

impl Default for Wanted {
    fn default() -> Self {
        Wanted { count: 3, moves: None, within: 0.02 }
    }
}

/// A plan and others that are nearly as good.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Alternatives {
    /// The plan that the others are alternatives to.
    pub plan: Plan,
    /// The others, the best first; fewer than were asked for where no more were found.
    pub alternatives: Vec<Alternative>,
    /// By how many members' places any two of these plans differ at least.
    pub moves: u32,
    /// How many were found, as a sentence.
    pub text: String,
}

/// A plan that is nearly as good.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Alternative {
    /// The plan; it keeps every hard rule.
    pub plan: Plan,
    /// How many members' places differ from the first plan, groups being compared whatever their names.
    pub moved: u32,
    /// Their ids, in the order of the network.
    pub members: Vec<String>,
    /// By how much its total is lower; under the objective `worst` by how much its lowest mean is. Below 0 where it is
    /// higher.
    pub loses: f64,
}

/// A placement and what it is worth.
struct Found {
    groups: Vec<Placed>,
    measures: Measures,
    /// What is compared first: the total, or the lowest mean.
    value: f64,
    iterations: u64,
}

/// Other communities that are nearly as good as a plan's, or as those of the plan that is formed when none is given.
///
/// # Errors
/// What is wrong with the network, the scenario, which must form communities, the plan or what is asked.
pub fn alternatives(
    network: &Network,
    scenario: &Scenario,
    plan: Option<&EarlierPlan>,
    wanted: &Wanted,
) -> Result<Alternatives, Errors> {
    crate::scenario::validate(network, scenario)?;
    let form = understand(scenario, wanted)?;
    let table = Table::new(network);
    let case = Case::new(network, scenario, &table);
    match plan {
        Some(plan) => {
            let groups = read(&table, plan)?;
            let layout = Layout::new(&case, form)?;
            let placement = Placement { groups, ..Placement::default() };
            let bound = bound_in_numbers(&case, &layout, layout.bound(&case));
            let draft = Draft { placement, bound, ended_by: EndedBy::Iterations, ..Draft::default() };
            beside(&case, &layout, draft, wanted)
        }
        None => {
            let mut run = Run::new(network, scenario)?;
            while !run.progress().finished {
                run.step(u64::from(u32::MAX));
            }
            let Work::Communities(work) = &run.work else { return Err(other_form()) };
            let work: &CommunitiesWork = work;
            beside(&case, &work.layout, work.draft(&case), wanted)
        }
    }
}

fn other_form() -> Errors {
    let mut errors = Errors::default();
    fault("error.alternativesForm", "help.alternativesForm", "scenario.form").into(&mut errors);
    errors
}

fn understand<'a>(scenario: &'a Scenario, wanted: &Wanted) -> Result<&'a Communities, Errors> {
    let Form::Communities(form) = &scenario.form else { return Err(other_form()) };
    let mut errors = Errors::default();
    for (number, key) in [(Some(wanted.count), "count"), (wanted.moves, "moves")] {
        if number == Some(0) {
            fault("error.notPositive", "help.notPositive", key).with("key", key).into(&mut errors);
        }
    }
    if wanted.count > MOST {
        fault("error.tooLarge", "help.tooLarge", "count").with("key", "count").with("most", MOST).into(&mut errors);
    }
    if !(0.0..=1.0).contains(&wanted.within) {
        fault("error.notAShare", "help.notAShare", "within").with("number", wanted.within).into(&mut errors);
    }
    errors.into_result().map(|()| form)
}

/// The groups of a given plan by positions. Who is missing in it counts as placed elsewhere.
fn read(table: &Table, plan: &EarlierPlan) -> Result<Vec<Placed>, Errors> {
    let mut errors = Errors::default();
    let mut groups = Vec::new();
    for (at, group) in plan.groups.iter().enumerate() {
        let mut members = Vec::new();
        for (i, id) in group.members.iter().enumerate() {
            let path = format!("plan.groups[{at}].members[{i}]");
            match table.member(id) {
                None => fault("error.unknownMember", "help.unknownMember", path).with("id", id).into(&mut errors),
                Some(member) if members.contains(&member) => {
                    fault("error.namedTwice", "help.namedTwice", path).with("id", id).into(&mut errors);
                }
                Some(member) => members.push(member),
            }
        }
        let theme = group.theme.as_ref().and_then(|theme| table.theme(theme));
        groups.push(Placed { members, theme, round: None });
    }
    errors.into_result().map(|()| groups)
}

/// The alternatives to a draft.
fn beside(case: &Case, layout: &Layout, draft: Draft, wanted: &Wanted) -> Result<Alternatives, Errors> {
    let bound = draft.bound;
    let first = Found::new(case, layout, draft.placement.groups.clone(), draft.iterations);
    let apart = wanted.moves.unwrap_or((layout.seats() as u32 / 10).max(2));
    let chosen = if first.measures.hard_broken > 0 {
        Vec::new()
    } else {
        search(case, layout, &first, apart, wanted).map_err(|error| layout.refuse(&error))?
    };
    let (found, asked) = (chosen.len() as u32, wanted.count);
    let code = match found {
        _ if first.measures.hard_broken > 0 => "alternatives.broken",
        0 => "alternatives.none",
        found if found < asked => "alternatives.fewer",
        _ => "alternatives.all",
    };
    let text = Text::new(code)
        .with("count", found)
        .with("asked", asked)
        .with("moves", apart)
        .with("percent", 100.0 * wanted.within)
        .render(Language::English);
    let alternatives = chosen.into_iter().map(|other| Alternative {
        moved: moved(&first.groups, &other.groups),
        members: names(case, movers(&first.groups, &other.groups)),
        loses: first.value - other.value,
        plan: assemble(
            case,
            Draft {
                placement: Placement { groups: other.groups, ..Placement::default() },
                bound,
                iterations: other.iterations,
                ended_by: EndedBy::Iterations,
                ..Draft::default()
            },
        ),
    });
    let alternatives = alternatives.collect();
    let mut plan = assemble(case, draft);
    crate::forms::proofs::explain(case, &mut plan);
    Ok(Alternatives { plan, alternatives, moves: apart, text })
}

impl Found {
    fn new(case: &Case, layout: &Layout, groups: Vec<Placed>, iterations: u64) -> Found {
        let placement = Placement { groups, ..Placement::default() };
        let measures = case.measure(&placement);
        let lowest = measures.balance.worst.as_ref().map_or(0.0, |worst| worst.score);
        let value = if layout.objective == CommunitiesObjective::Worst { lowest } else { measures.total };
        Found { groups: placement.groups, measures, value, iterations }
    }

    /// Whether it comes before another.
    fn beats(&self, other: &Found) -> bool {
        (self.value, self.measures.total) > (other.value, other.measures.total)
    }
}

/// Plans that are good enough and differ from the first and from each other, the best first.
fn search(
    case: &Case,
    layout: &Layout,
    first: &Found,
    apart: u32,
    wanted: &Wanted,
) -> Result<Vec<Found>, crate::optim::partition::Error> {
    // Sums in another order differ in their last digits.
    let least = first.value - (wanted.within + 1e-9) * libm::fabs(first.value);
    let far = |one: &Found, other: &Found| moved(&one.groups, &other.groups) >= apart;
    let same_number = |count: &&u32| count.abs_diff(first.groups.len() as u32);
    let groups = layout.counts().iter().min_by_key(same_number).copied().unwrap_or(1);
    let iterations = (super::moves_for(case, layout) / SHARE_OF_EFFORT).max(1);
    let mut seed = u64::from(case.scenario.effort.seed);
    let mut pool: Vec<Found> = Vec::new();
    // By their position in the pool: those that came to be avoided, in turn.
    let mut avoided: Vec<usize> = Vec::new();
    for _ in 0..wanted.count {
        let before = avoided.len();
        for (near, share) in LADDER {
            seed = seed.wrapping_add(1);
            let mut problem = layout.problem(groups)?;
            let past = std::iter::once(first).chain(avoided.iter().map(|&at| &pool[at]));
            problem.affinity = Lowered::new(&problem.affinity, items(layout, past), share).matrix();
            // A plan to stay close to says itself what is near.
            if near && problem.home.is_empty() {
                problem.home = homes(layout, first, groups);
                problem.max_away = Some(apart.saturating_mul(NEAR));
            }
            // Pins may leave no way to stay near a given plan.
            let Ok(mut search) = Search::new(problem, seed, iterations) else { continue };
            search.step(iterations);
            let found = Found::new(case, layout, layout.groups(search.best()), iterations);
            let sound = found.measures.hard_broken == 0 && found.value >= least && far(&found, first);
            if sound {
                let new = avoided.iter().all(|&at| far(&found, &pool[at]));
                pool.push(found);
                if new {
                    avoided.push(pool.len() - 1);
                    break;
                }
            }
        }
        if avoided.len() == before {
            break;
        }
    }
    // The best of all that were found, if they are as many.
    let mut order: Vec<usize> = Vec::new();
    for at in 0..pool.len() {
        let place = order.iter().position(|&other| pool[at].beats(&pool[other])).unwrap_or(order.len());
        order.insert(place, at);
    }
    let mut best: Vec<usize> = Vec::new();
    for &at in &order {
        if best.len() < wanted.count as usize && best.iter().all(|&other| far(&pool[at], &pool[other])) {
            best.push(at);
        }
    }
    if best.len() < avoided.len() {
        best = order.into_iter().filter(|at| avoided.contains(at)).collect();
    }
    let mut pool: Vec<Option<Found>> = pool.into_iter().map(Some).collect();
    Ok(best.into_iter().filter_map(|at| pool[at].take()).collect())
}

/// The group of each seat in a plan: of a member of several groups one for each of its seats.
fn homes(layout: &Layout, plan: &Found, groups: u32) -> Vec<Option<u32>> {
    let of = |member: usize| {
        let inside = (0u32..).zip(&plan.groups).filter(move |(_, group)| group.members.contains(&member));
        inside.map(|(slot, _)| slot).filter(|&slot| slot < groups).collect::<Vec<u32>>()
    };
    let seats = layout.members.iter().enumerate().map(|(item, &member)| (layout.seats_of(item), of(member)));
    seats.flat_map(|(seats, slots)| (0..seats).map(move |seat| slots.get(seat).copied())).collect()
}

/// The groups of plans, by the positions of their members in the layout.
fn items<'a>(layout: &Layout, past: impl Iterator<Item = &'a Found>) -> Vec<Vec<usize>> {
    let item = |member: &usize| layout.members.iter().position(|m| m == member);
    past.flat_map(|found| &found.groups).map(|group| group.members.iter().filter_map(item).collect()).collect()
}

/// Affinities, lowered for each time that two were together.
struct Lowered {
    from: Matrix,
    step: i64,
    largest: i64,
    /// The groups that were, and those that each item was in.
    groups: Vec<Vec<usize>>,
    groups_of: Vec<Vec<usize>>,
}

impl Lowered {
    /// By `share` of the largest affinity for each of the groups of items that two were in.
    fn new(from: &Matrix, groups: Vec<Vec<usize>>, share: f64) -> Self {
        let mut groups_of = vec![Vec::new(); from.items()];
        for (at, group) in groups.iter().enumerate() {
            group.iter().for_each(|&item| groups_of[item].push(at));
        }
        let largest = from.largest();
        let step = libm::round(largest as f64 * share) as i64;
        Lowered { from: from.clone(), step, largest, groups, groups_of }
    }

    /// All of them, held if the others were.
    fn matrix(self) -> Matrix {
        if self.from.is_held() {
            let lowered = &self;
            Matrix::from_fn(lowered.items(), |i, j| lowered.pair(i, j))
        } else {
            Matrix::computed(Box::new(self))
        }
    }

    /// No lower than the scale was made for.
    fn lower(&self, points: i64, times: usize) -> i32 {
        i32::try_from((points - self.step * times as i64).max(-self.largest)).unwrap_or(i32::MIN)
    }
}

impl Affinities for Lowered {
    fn items(&self) -> usize {
        self.from.items()
    }

    fn row(&self, i: usize, row: &mut [i32]) {
        row.copy_from_slice(&self.from.row(i));
        let mut met: Vec<usize> = self.groups_of[i].iter().flat_map(|&group| &self.groups[group]).copied().collect();
        met.sort_unstable();
        for times in met.chunk_by(|one, other| one == other).filter(|times| times[0] != i) {
            row[times[0]] = self.lower(i64::from(row[times[0]]), times.len());
        }
    }

    fn pair(&self, i: usize, j: usize) -> i32 {
        let times = self.groups_of[i].iter().filter(|group| self.groups_of[j].contains(group)).count();
        if i == j { 0 } else { self.lower(self.from.get(i, j), times) }
    }

    fn largest(&self) -> i64 {
        self.largest
    }
}

/// The ids of members, in the order of the network.
fn names(case: &Case, mut members: Vec<usize>) -> Vec<String> {
    members.sort_unstable();
    members.dedup();
    members.into_iter().map(|member| case.table.ids[member].clone()).collect()
}

/// How many members' places differ when groups are matched so that as few as can be do.
fn moved(one: &[Placed], other: &[Placed]) -> u32 {
    let places = |groups: &[Placed]| groups.iter().map(|group| group.members.len()).sum::<usize>() as u32;
    places(one).max(places(other)) - same_places(one, other).total as u32
}

/// The members whose places differ, once for each place.
fn movers(one: &[Placed], other: &[Placed]) -> Vec<usize> {
    let same = same_places(one, other).assigned;
    let before =
        |h: usize| same.iter().find(|&&(_, to)| to as usize == h).map(|&(from, _)| &one[from as usize].members);
    let came = |(h, group): (usize, &Placed)| {
        let stayed = before(h);
        let new = move |member: &usize| stayed.is_none_or(|members| !members.contains(member));
        group.members.iter().copied().filter(new).collect::<Vec<usize>>()
    };
    other.iter().enumerate().flat_map(came).collect()
}

/// The groups of two plans matched so that as many members as can be stay where they are.
fn same_places(one: &[Placed], other: &[Placed]) -> flow::Solution {
    let shared = |g: u32, h: u32| {
        let (g, h) = (&one[g as usize].members, &other[h as usize].members);
        let both = g.iter().filter(|member| h.contains(member)).count();
        (both > 0).then_some(both as i64)
    };
    let once = |groups: &[Placed]| vec![Bounds::at_most(1); groups.len()];
    flow::solve(&flow::Problem::from_fn(once(one), once(other), shared))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowered_affinities_are_the_same_by_rows_and_by_pairs() {
        let from = Matrix::from_fn(12, |i, j| (i * j % 7) as i32 * 10 - 20);
        // Members of several groups may have been together twice in one plan.
        let groups = vec![vec![0, 1, 2, 3], vec![3, 0, 7], vec![], vec![11], vec![4, 5, 6, 8], vec![0, 3, 5]];
        let lowered = Lowered::new(&from, groups, 0.125);
        assert_eq!((lowered.pair(0, 3), lowered.pair(4, 11)), (-20 - 3 * 5, from.get(4, 11) as i32));
        let mut row = [1; 12];
        for i in 0..12 {
            lowered.row(i, &mut row);
            (0..12).for_each(|j| assert_eq!(row[j], lowered.pair(i, j), "{i} {j}"));
        }
    }
}
