//! What each group is made of: how its members differ, what they share, who knows whom.

use super::faultline::faultline;
use super::ground::{Circle, Ground, say};
use super::model::{AttributeMeasures, CoreValue, Familiarity, Faultline, GroupReview};
use crate::affinity::{set, similarity};
use crate::network::Column;
use crate::order::ranked;
use crate::rules::holders;
use crate::text::Text;

/// From here on a division into two camps is worth a warning. Of groups drawn by lot from the sample networks one in twenty
/// of four members reaches it, and of five or more fewer than one in a hundred.
const STRONG: f64 = 0.6;

/// A group whose levels agree less than this is split: of five levels, half on the first and half on the fourth still are,
/// while answers that stand on all levels are not (they are at 0).
const SPLIT: f64 = -0.25;

/// Fewer answers than this are no camps, and fewer levels have no middle.
const SPLIT_ANSWERS: usize = 4;
const SPLIT_LEVELS: usize = 3;

/// One member with more than all others together dominates; of two, one always has at least half.
const DOMINANT: f64 = 0.5;
const DOMINANT_AMONG: usize = 3;

/// One attribute, ready to be compared.
pub(super) struct Question<'t> {
    pub id: &'t str,
    pub column: &'t Column,
    rarity: Option<Vec<f64>>,
}

impl Question<'_> {
    /// How much two members differ, 0..1; `None` when either did not answer.
    pub fn distance(&self, a: usize, b: usize) -> Option<f64> {
        similarity(self.column, self.rarity.as_deref(), a, b).map(|similarity| 1.0 - similarity)
    }
}

/// What all members were asked, in the order of the network.
pub(super) fn questions<'g>(ground: &'g Ground) -> Vec<Question<'g>> {
    let (network, table) = (ground.case.network, ground.case.table);
    let one = |id: &'g str| {
        let column = table.column(id)?;
        let idf = network.attributes.iter().any(|attribute| attribute.id == id && attribute.idf);
        let rarity = match column {
            Column::Set { of, labels } if idf => Some(set::rarity(of, labels.len())),
            _ => None,
        };
        Some(Question { id, column, rarity })
    };
    table.attribute_ids().filter_map(one).collect()
}

/// How many hold each value in the whole pool, and how many answered.
struct Spread<'t> {
    on: &'t str,
    column: &'t Column,
    holders: Vec<u32>,
    answered: u32,
}

fn spreads<'g>(ground: &'g Ground, questions: &[Question<'g>]) -> Vec<Spread<'g>> {
    let table = ground.case.table;
    let asked = questions.iter().filter(|q| matches!(q.column, Column::Category { .. } | Column::Set { .. }));
    let topics = [("needs", &table.needs), ("offers", &table.offers), ("themes", &table.themes)];
    let all = asked.map(|question| (question.id, question.column)).chain(topics);
    let one = |(on, column): (&'g str, &'g Column)| {
        let mut spread = Spread { on, column, holders: vec![0; column.labels().len()], answered: 0 };
        for &member in &ground.pool {
            let values = column.values(member);
            spread.answered += u32::from(!values.is_empty());
            values.iter().for_each(|&value| spread.holders[value as usize] += 1);
        }
        spread
    };
    all.map(one).collect()
}

pub(super) fn groups(ground: &Ground) -> Vec<GroupReview> {
    let questions = questions(ground);
    let spreads = spreads(ground, &questions);
    let wanted = |at: usize| ground.measures.groups.get(at).and_then(|group| group.diversity);
    let mut reviews = Vec::new();
    for (at, circle) in ground.circles.iter().enumerate() {
        let (diversity, distances) = diversity(&questions, &circle.members);
        let attributes: Vec<AttributeMeasures> =
            questions.iter().zip(distances).map(|(question, distance)| attribute(question, circle, distance)).collect();
        let faultline = faultline(ground, &questions, &circle.members);
        reviews.push(GroupReview {
            group: circle.id.clone(),
            size: circle.members.len(),
            diversity,
            wanted_diversity: if ground.coaching() { wanted_among(ground, circle) } else { wanted(at) },
            theme: core(circle, spreads.iter().filter(|spread| spread.on == "themes")),
            shared: core(circle, spreads.iter().filter(|spread| spread.on != "themes")),
            familiarity: familiarity(ground, circle),
            warnings: warnings(ground, circle, &attributes, faultline.as_ref(), &spreads),
            attributes,
            faultline,
        });
    }
    reviews
}

/// The mean over pairs of what the scenario wants different.
fn wanted_among(ground: &Ground, circle: &Circle) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0u32);
    for (at, &a) in circle.members.iter().enumerate() {
        for &b in &circle.members[at + 1..] {
            if let Some(diversity) = ground.case.affinity.parts(a, b).diversity {
                (sum, count) = (sum + diversity, count + 1);
            }
        }
    }
    (count > 0).then(|| sum / f64::from(count))
}

/// The mean dissimilarity of two members over all questions, and on each.
fn diversity(questions: &[Question], members: &[usize]) -> (Option<f64>, Vec<Option<f64>>) {
    let mean = |(sum, count): (f64, u32)| (count > 0).then(|| sum / f64::from(count));
    let mut each = vec![(0.0, 0u32); questions.len()];
    let mut all = (0.0, 0u32);
    for (at, &a) in members.iter().enumerate() {
        for &b in &members[at + 1..] {
            let mut pair = (0.0, 0u32);
            for (question, own) in questions.iter().zip(&mut each) {
                if let Some(distance) = question.distance(a, b) {
                    *own = (own.0 + distance, own.1 + 1);
                    pair = (pair.0 + distance, pair.1 + 1);
                }
            }
            if let Some(distance) = mean(pair) {
                all = (all.0 + distance, all.1 + 1);
            }
        }
    }
    (mean(all), each.into_iter().map(mean).collect())
}

fn attribute(question: &Question, circle: &Circle, distance: Option<f64>) -> AttributeMeasures {
    let column = question.column;
    let mut own = AttributeMeasures {
        attribute: question.id.to_owned(),
        answered: 0,
        distance,
        blau: None,
        deviation: None,
        separation: None,
        gini: None,
        variation: None,
        dominance: None,
        agreement: None,
    };
    match column {
        Column::Category { .. } => {
            let held = holders(column, &circle.members);
            let n: u32 = held.values().sum();
            own.answered = n as usize;
            // n/(n − 1)·(1 − Σp²), multiplied out so that all different is exactly 1.
            let alike: u64 = held.values().map(|&count| u64::from(count) * u64::from(count - 1)).sum();
            let pairs = u64::from(n) * u64::from(n.saturating_sub(1));
            own.blau = (pairs > 0).then(|| 1.0 - alike as f64 / pairs as f64);
        }
        Column::Set { .. } => own.answered = circle.members.iter().filter(|&&m| !column.values(m).is_empty()).count(),
        Column::Cyclic { of, .. } => own.answered = circle.members.iter().filter(|&&m| of[m].is_some()).count(),
        Column::Ordinal { of, levels } => {
            let known: Vec<u32> = circle.members.iter().filter_map(|&member| of[member]).collect();
            let steps: Vec<f64> = known.iter().copied().map(f64::from).collect();
            own.answered = known.len();
            own.deviation = deviation(&steps);
            let most = levels.len().saturating_sub(1) as f64 / 2.0;
            own.separation = own.deviation.map(|deviation| if most > 0.0 { deviation / most } else { 0.0 });
            if known.len() >= SPLIT_ANSWERS && levels.len() >= SPLIT_LEVELS {
                let mut counts = vec![0; levels.len()];
                known.iter().for_each(|&level| counts[level as usize] += 1);
                own.agreement = Some(agreement(&counts));
            }
        }
        Column::Number { of, plain, range } => {
            let on = |all: &[Option<f64>]| circle.members.iter().filter_map(|&m| all[m]).collect::<Vec<f64>>();
            let (known, scaled) = (on(plain), on(of));
            own.answered = known.len();
            own.deviation = deviation(&known);
            let most = range / 2.0;
            own.separation = deviation(&scaled).map(|own| if most > 0.0 { f64::min(own / most, 1.0) } else { 0.0 });
            own.gini = super::fairness::gini(&known);
            let sum: f64 = known.iter().sum();
            if own.gini.is_some() && sum > 0.0 {
                own.variation = own.deviation.map(|deviation| deviation * known.len() as f64 / sum);
                own.dominance = Some(known.iter().copied().fold(0.0, f64::max) / sum);
            }
        }
    }
    own
}

/// The population standard deviation; `None` without numbers.
fn deviation(numbers: &[f64]) -> Option<f64> {
    let n = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / n;
    let squares: f64 = numbers.iter().map(|number| (number - mean) * (number - mean)).sum();
    (!numbers.is_empty()).then(|| libm::sqrt(squares / n))
}

/// Van der Eijk's agreement (2001) of how many stand on each of three levels or more.
///
/// The counts are taken apart into layers, each a set of levels with the same number on every one. Of a layer, triples of
/// levels with a gap in the middle speak for two camps, and triples with a gap at one end against.
fn agreement(counts: &[u32]) -> f64 {
    let levels = counts.len() as f64;
    let all: u32 = counts.iter().sum();
    let (mut left, mut agreement) = (counts.to_vec(), 0.0);
    while let Some(height) = left.iter().copied().filter(|&count| count > 0).min() {
        let layer: Vec<bool> = left.iter().map(|&count| count > 0).collect();
        let held = layer.iter().filter(|&&one| one).count() as f64;
        let own = if held == 1.0 {
            1.0
        } else if held == levels {
            0.0
        } else {
            let (mut camps, mut one) = (0.0, 0.0);
            let mut before = 0.0;
            for &full in &layer {
                if full {
                    before += 1.0;
                } else {
                    let behind = held - before;
                    camps += before * behind;
                    one += before * (before - 1.0) / 2.0 + behind * (behind - 1.0) / 2.0;
                }
            }
            let unimodality = ((levels - 2.0) * one - (levels - 1.0) * camps) / ((levels - 2.0) * (one + camps));
            unimodality * (1.0 - (held - 1.0) / (levels - 1.0))
        };
        agreement += own * f64::from(height) * held / f64::from(all);
        left.iter_mut().for_each(|count| *count = count.saturating_sub(height));
    }
    agreement
}

/// The value that most of the group share and few others hold; the first by name of several.
fn core<'s>(circle: &Circle, spreads: impl Iterator<Item = &'s Spread<'s>>) -> Option<CoreValue> {
    let mut best: Option<CoreValue> = None;
    for spread in spreads {
        let held = holders(spread.column, &circle.members);
        let labels = spread.column.labels();
        let by_name = ranked(held, |a, b| labels[a.0 as usize].cmp(&labels[b.0 as usize]));
        for (value, count) in by_name.into_iter().filter(|&(_, count)| count > 1) {
            let df = spread.holders[value as usize];
            if df == 0 || df == spread.answered {
                continue;
            }
            let specificity = libm::log(f64::from(spread.answered) / f64::from(df));
            let coverage = f64::from(count) / circle.members.len() as f64;
            let score = coverage * specificity;
            if best.as_ref().is_none_or(|best| score > best.score) {
                let value = labels[value as usize].clone();
                let (on, holders) = (spread.on.to_owned(), count as usize);
                best = Some(CoreValue { on, value, holders, coverage, specificity, score });
            }
        }
    }
    best
}

fn familiarity(ground: &Ground, circle: &Circle) -> Familiarity {
    let (mut pairs, mut known, mut trust) = (0, 0, 0.0);
    for (at, &a) in circle.members.iter().enumerate() {
        for &b in &circle.members[at + 1..] {
            let own = ground.case.table.tie(a, b).map_or(0.0, |tie| tie.known());
            pairs += 1;
            known += usize::from(own > 0.0);
            trust += own;
        }
    }
    let share = |sum: f64, of: usize| (of > 0).then(|| sum / of as f64);
    Familiarity { pairs, known, density: share(known as f64, pairs), trust: share(trust, known) }
}

fn warnings(
    ground: &Ground,
    circle: &Circle,
    attributes: &[AttributeMeasures],
    faultline: Option<&Faultline>,
    spreads: &[Spread],
) -> Vec<String> {
    let table = ground.case.table;
    let mut warnings = Vec::new();
    if let Some(line) = faultline.filter(|line| line.strength >= STRONG) {
        let names = |ids: &Vec<String>| {
            ids.iter().filter_map(|id| table.member(id)).map(|member| ground.name(member)).collect::<Vec<_>>()
        };
        let [one, other] = [names(&line.camps[0]), names(&line.camps[1])];
        let percent = libm::round(line.strength * 100.0);
        warnings
            .push(say(&Text::new("review.faultline").with("one", one).with("other", other).with("percent", percent)));
    }
    for own in attributes {
        let attribute = table.label(&own.attribute);
        if let Some(agreement) = own.agreement.filter(|&agreement| agreement <= SPLIT) {
            warnings.push(say(&Text::new("review.split").with("attribute", attribute).with("agreement", agreement)));
        }
        let dominance = own.dominance.filter(|&share| share > DOMINANT && own.answered >= DOMINANT_AMONG);
        let numbers = |member: usize| table.column(&own.attribute).and_then(|column| column.position(member));
        let largest = circle.members.iter().copied().filter(|&m| numbers(m).is_some());
        let largest = largest.reduce(|a, b| if numbers(b) > numbers(a) { b } else { a });
        if let (Some(share), Some(member)) = (dominance, largest) {
            let text = Text::new("review.dominance").with("name", ground.name(member)).with("attribute", attribute);
            warnings.push(say(&text.with("percent", libm::round(share * 100.0))));
        }
    }
    let themes = spreads.iter().find(|spread| spread.on == "themes");
    if let (Some(theme), Some(spread)) = (circle.theme, themes)
        && spread.answered > 0
        && spread.holders[theme] == spread.answered
    {
        warnings.push(say(&Text::new("review.everybody").with("theme", &table.theme_labels[theme])));
    }
    warnings
}
