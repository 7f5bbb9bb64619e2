//! How easily matches are found as the pool grows: everybody's best partner in samples of the members, each size of a sample
//! holding the smaller ones.

use crate::error::{Errors, fault};
use crate::network::{Network, Table};
use crate::optim::random::Random;
use crate::plan::Case;
use crate::rules::{Rule, Setting};
use crate::scenario::{Form, Scenario, validate};
use crate::text::{Language, Text};
use serde::{Deserialize, Serialize};

/// So many steps when no sizes are asked for: enough to see where the curve flattens.
const STEPS: usize = 8;

/// With these, the best partners of the largest network take 160 MB.
const MOST_SIZES: usize = 20;
const MOST_SAMPLES: u32 = 50;

/// What to try.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pool {
    /// How many members a pool has, each 2 to all; at most 20, in any order. Eight even steps up to all when empty.
    #[serde(default)]
    pub sizes: Vec<u32>,
    /// How many samples are drawn, 1 to 50. Default 20.
    #[serde(default = "twenty")]
    pub samples: u32,
    /// Whether each point comes with every member's best partner in every sample. Default false.
    #[serde(default)]
    pub members: bool,
}

fn twenty() -> u32 {
    20
}

impl Default for Pool {
    fn default() -> Self {
        Pool { sizes: Vec::new(), samples: twenty(), members: false }
    }
}

/// Members' best partners as the pool grows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PoolCurve {
    /// How many samples were drawn.
    pub samples: u32,
    /// Each size, smallest first.
    pub points: Vec<PoolPoint>,
    /// The curve in sentences.
    pub notes: Vec<String>,
}

/// Members' best partners in pools of one size.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PoolPoint {
    /// Members of a pool.
    pub size: u32,
    /// The mean over the pool of each member's affinity to its best partner, of those who have one; over the samples in
    /// which somebody has. Null when nobody has in any.
    pub best: Option<Spread>,
    /// The share of the pool with nobody who may be their partner, 0..1; over all samples.
    pub without: Spread,
    /// Of each sample, in the same order at every size, each member by its id; where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<Vec<PoolMember>>>,
}

/// A number over the samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Spread {
    /// The smallest.
    pub least: f64,
    /// The lower quartile.
    pub lower: f64,
    /// The median.
    pub median: f64,
    /// The upper quartile.
    pub upper: f64,
    /// The largest.
    pub most: f64,
    /// The mean.
    pub mean: f64,
}

/// A member of a pool.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PoolMember {
    /// The member's id.
    pub member: String,
    /// Its affinity to the best of those who may be its partner; null where nobody may.
    pub best: Option<f64>,
}

/// Follows members' best partners as the pool grows. Affinities and rules are those of the whole network: what a member is
/// to another does not hang on who else is there, so a larger pool never lowers anybody's best partner.
///
/// Two may be partners if they may be paired; at tables and in communities if no tie and no hard rule keeps them out of
/// every group with both. Takes n² / 2 affinities, and for each the samples.
///
/// # Errors
/// What is wrong with the network, the scenario, the sizes or the number of samples.
pub fn pool(network: &Network, scenario: &Scenario, asked: &Pool) -> Result<PoolCurve, Errors> {
    validate(network, scenario)?;
    let table = Table::new(network);
    let mut members = table.participants();
    members.sort_by(|&a, &b| table.ids[a].cmp(&table.ids[b]));
    let mut errors = Errors::default();
    if let Form::Coaching(_) | Form::Panel(_) = &scenario.form {
        fault("error.poolNotForForm", "help.poolNotForForm", "scenario.form").into(&mut errors);
    }
    let sizes = sizes(asked, members.len(), &mut errors);
    if !(1..=MOST_SAMPLES).contains(&asked.samples) {
        fault("error.sampleCount", "help.sampleCount", "pool.samples").with("most", MOST_SAMPLES).into(&mut errors);
    }
    errors.into_result()?;
    let case = Case::new(network, scenario, &table);
    let seed = u64::from(scenario.effort.seed);
    let mut samples: Vec<Sample> = (0..u64::from(asked.samples))
        .map(|number| Sample::drawn(members.len(), &sizes, seed.wrapping_add(number)))
        .collect();
    find(&case, &members, &mut samples);
    samples.iter_mut().for_each(Sample::add_up);
    let points = (0..sizes.len()).map(|at| {
        let pools = || samples.iter().map(|sample| sample.pool(at));
        let means: Vec<f64> = pools().filter_map(|pool| mean(pool.filter_map(|(_, best)| best))).collect();
        let without = |pool: &mut dyn Iterator<Item = (usize, Option<f64>)>| {
            pool.filter(|(_, best)| best.is_none()).count() as f64 / sizes[at] as f64
        };
        let member = |(u, best): (usize, Option<f64>)| PoolMember { member: table.ids[members[u]].clone(), best };
        PoolPoint {
            size: sizes[at] as u32,
            best: Spread::of(means),
            without: Spread::of(pools().map(|mut pool| without(&mut pool)).collect()).unwrap_or(Spread::NONE),
            members: asked.members.then(|| pools().map(|pool| pool.map(member).collect()).collect()),
        }
    });
    let mut curve = PoolCurve { samples: asked.samples, points: points.collect(), notes: Vec::new() };
    curve.notes = notes(&curve);
    Ok(curve)
}

/// The sizes asked for, ascending and each once.
fn sizes(asked: &Pool, n: usize, errors: &mut Errors) -> Vec<usize> {
    if asked.sizes.len() > MOST_SIZES {
        fault("error.poolSizeCount", "help.poolSizeCount", "pool.sizes").with("most", MOST_SIZES).into(errors);
    }
    let mut sizes: Vec<usize> = asked.sizes.iter().map(|&size| size as usize).collect();
    for (at, _) in sizes.iter().enumerate().filter(|(_, size)| !(2..=n).contains(*size)) {
        let path = format!("pool.sizes[{at}]");
        fault("error.poolSize", "help.poolSize", path).with("most", n.max(2)).into(errors);
    }
    if sizes.is_empty() {
        sizes = (1..=STEPS).map(|step| (n * step).div_ceil(STEPS)).filter(|&size| size > 1).collect();
    }
    sizes.sort_unstable();
    sizes.dedup();
    sizes
}

/// Pools that grow by members drawn by lot.
struct Sample {
    sizes: usize,
    /// The first size at which each member is in; the number of sizes where it never is.
    from: Vec<usize>,
    /// For each member and size its best partner among those who come in with it or with whom it comes in, later among all
    /// who are in; −∞ where there is none.
    best: Vec<f64>,
}

impl Sample {
    fn drawn(n: usize, sizes: &[usize], seed: u64) -> Sample {
        let mut order: Vec<usize> = (0..n).collect();
        Random::new(seed).shuffle(&mut order);
        let mut from = vec![sizes.len(); n];
        for (rank, &u) in order.iter().enumerate() {
            from[u] = sizes.partition_point(|&size| size <= rank);
        }
        Sample { sizes: sizes.len(), from, best: vec![f64::NEG_INFINITY; n * sizes.len()] }
    }

    /// Two who may be partners come together at the size at which the later one comes in.
    fn meet(&mut self, u: usize, v: usize, affinity: f64) {
        let at = self.from[u].max(self.from[v]);
        if at < self.sizes {
            for own in [u * self.sizes + at, v * self.sizes + at] {
                self.best[own] = self.best[own].max(affinity);
            }
        }
    }

    /// Whom a smaller pool holds, the larger one does too.
    fn add_up(&mut self) {
        for own in self.best.chunks_mut(self.sizes.max(1)) {
            for at in 1..own.len() {
                own[at] = own[at].max(own[at - 1]);
            }
        }
    }

    /// The members of the pool of a size, and their best partners.
    fn pool(&self, at: usize) -> impl Iterator<Item = (usize, Option<f64>)> + '_ {
        let best = move |u: usize| self.best[u * self.sizes + at];
        let is_in = move |u: &usize| self.from[*u] <= at;
        (0..self.from.len()).filter(is_in).map(move |u| (u, Some(best(u)).filter(|best| *best > f64::NEG_INFINITY)))
    }
}

/// Goes once through all two who may be partners.
fn find(case: &Case, members: &[usize], samples: &mut [Sample]) {
    let in_pairs = case.setting == Setting::Pairs;
    // In a group a rule may hold again with others in it.
    let counts = |rule: &&Rule| rule.is_hard() && (in_pairs || rule.kind().is_beyond_mending());
    let rules: Vec<&Rule> = case.scenario.rules.iter().filter(counts).collect();
    let barred = |a: usize, b: usize| {
        let by_tie = if in_pairs { !case.may_meet(a, b) } else { case.table.in_conflict(a, b) };
        by_tie || rules.iter().any(|rule| case.broken(rule, &[a, b]).is_some())
    };
    let mut row = Vec::new();
    for (u, &a) in members.iter().enumerate() {
        let others = &members[u + 1..];
        case.affinity.row(a, others, &mut row);
        for ((v, &b), &affinity) in (u + 1..).zip(others).zip(&row) {
            if !barred(a, b) {
                samples.iter_mut().for_each(|sample| sample.meet(u, v, affinity));
            }
        }
    }
}

/// None of nothing.
fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = numbers.fold((0u32, 0.0), |(count, sum), number| (count + 1, sum + number));
    (count > 0).then(|| sum / f64::from(count))
}

impl Spread {
    const NONE: Spread = Spread { least: 0.0, lower: 0.0, median: 0.0, upper: 0.0, most: 0.0, mean: 0.0 };

    /// Quartiles lie between neighbours in proportion (type 7 of Hyndman and Fan 1996).
    fn of(mut numbers: Vec<f64>) -> Option<Spread> {
        let mean = mean(numbers.iter().copied())?;
        numbers.sort_unstable_by(f64::total_cmp);
        let quartile = |quarter: usize| {
            let (whole, rest) = ((numbers.len() - 1) * quarter / 4, (numbers.len() - 1) * quarter % 4);
            let next = numbers[(whole + 1).min(numbers.len() - 1)];
            numbers[whole] + (next - numbers[whole]) * rest as f64 / 4.0
        };
        let [least, lower, median, upper, most] = [0, 1, 2, 3, 4].map(quartile);
        // A mean of the same number many times may differ from it in its last digit.
        Some(Spread { least, lower, median, upper, most, mean: mean.max(least).min(most) })
    }
}

fn notes(curve: &PoolCurve) -> Vec<String> {
    let (Some(first), Some(last)) = (curve.points.first(), curve.points.last()) else { return Vec::new() };
    let text = |code| Text::new(code).with("few", first.size).with("many", last.size);
    let mut notes = Vec::new();
    if let (Some(few), Some(many)) = (first.best, last.best) {
        let text = text("pool.curve").with("mean", few.mean).with("least", few.least).with("most", few.most);
        notes.push(text.with("last", many.mean));
    }
    if last.best.is_none() {
        notes.push(text("pool.nobody"));
    } else if first.without.mean + last.without.mean > 0.0 {
        let percent = |share: f64| libm::round(share * 1000.0) / 10.0;
        let text = text("pool.without").with("share", percent(first.without.mean));
        notes.push(text.with("last", percent(last.without.mean)));
    }
    notes.iter().map(|note| note.render(Language::English)).collect()
}
