//! The criteria of a scenario, compiled against a network.

use super::{Criterion, Want, category, cyclic, exchange, number, ordinal, scores, set, themes, ties};
use crate::network::{Column, Network, Table};
use std::borrow::Cow;

/// In what relation two members stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Both learn from each other.
    Peers,
    /// The first learns from the second.
    Coaching,
    /// The same, where needs met count up to so many, and no measure rises when the first says less.
    Counted(u32),
}

/// To which side of the trade a criterion belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Wanted common: counts (1 − mix).
    Commonality,
    /// Wanted different: counts mix.
    Diversity,
    /// Needs met by offers.
    Exchange,
    /// Ties known or new.
    Ties,
    /// The embedder's scores.
    Scores,
}

/// What two members are to each other, side by side; `None` where no criterion applies to the two.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Parts {
    /// Weighted mean similarity on what is wanted common.
    pub commonality: Option<f64>,
    /// Weighted mean dissimilarity on what is wanted different.
    pub diversity: Option<f64>,
    /// Weighted mean exchange.
    pub exchange: Option<f64>,
    /// The affinity.
    pub affinity: f64,
}

/// Affinity of any two members under a scenario's criteria and mix.
pub struct Affinity<'t> {
    pub(super) table: Cow<'t, Table>,
    pub(super) terms: Vec<Term<'t>>,
    mix: f64,
    pub(super) relation: Relation,
    passes_scores_through: bool,
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub(super) square: Option<super::square::Square>,
}

pub(super) struct Term<'t> {
    criterion: usize,
    part: Part,
    weight: f64,
    pub(super) measure: Measure<'t>,
}

pub(super) enum Measure<'t> {
    Similar {
        column: Cow<'t, Column>,
        rarity: Option<Vec<f64>>,
        wanted: bool,
    },
    /// Sets of few values, as bits: all pairs of members are compared.
    SimilarBits {
        sets: Vec<Option<u64>>,
        wanted: bool,
    },
    Wishes {
        wanted: bool,
    },
    Exchange,
    ExchangeBits {
        needs: Vec<u64>,
        offers: Vec<u64>,
    },
    Ties {
        wanted: bool,
    },
    Scores {
        smallest: f64,
        largest: f64,
    },
}

impl<'t> Affinity<'t> {
    /// Compiles the criteria; those that say nothing about two members (a preferred theme) are passed over.
    pub fn new(network: &Network, table: &'t Table, criteria: &[Criterion], mix: f64, relation: Relation) -> Self {
        let measures = criteria.iter().enumerate().filter(|(_, criterion)| criterion.weight > 0.0);
        let terms: Vec<Term> = measures
            .filter_map(|(at, criterion)| {
                let (part, measure) = measure(network, table, criterion)?;
                Some(Term { criterion: at, part, weight: criterion.weight, measure })
            })
            .collect();
        let passes_scores_through = !terms.is_empty() && terms.iter().all(|term| term.part == Part::Scores);
        Affinity {
            table: Cow::Borrowed(table),
            terms,
            mix,
            relation,
            passes_scores_through,
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            square: None,
        }
    }

    /// The same with a copy of all that it looks at.
    pub(crate) fn to_owned(&self) -> Affinity<'static> {
        let terms = self.terms.iter().map(|term| Term {
            criterion: term.criterion,
            part: term.part,
            weight: term.weight,
            measure: term.measure.to_owned(),
        });
        Affinity {
            table: Cow::Owned(Table::clone(&self.table)),
            terms: terms.collect(),
            mix: self.mix,
            relation: self.relation,
            passes_scores_through: self.passes_scores_through,
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            square: None,
        }
    }

    /// Whether the embedder's scores are passed through unchanged: they are the only criterion.
    pub fn passes_scores_through(&self) -> bool {
        self.passes_scores_through
    }

    /// Whether any criterion speaks of two members at all.
    pub fn says_nothing(&self) -> bool {
        self.terms.is_empty()
    }

    /// The weights of all criteria on commonality, and of all on diversity.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub(crate) fn side_weights(&self) -> [f64; 2] {
        [Part::Commonality, Part::Diversity]
            .map(|side| self.terms.iter().filter(|term| term.part == side).map(|term| term.weight).sum())
    }

    /// The affinity of two members: 0..1, or the embedder's score where scores are passed through.
    ///
    /// Symmetric for peers; in coaching `a` is the learner and `b` the coach. 0 when no criterion applies.
    pub fn of(&self, a: usize, b: usize) -> f64 {
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        if let Some(known) = self.square.as_ref().and_then(|square| square.get(a, b)) {
            return known;
        }
        if self.passes_scores_through {
            return self.table.scores.as_ref().map_or(0.0, |scores| scores.get(a, b));
        }
        let (mut sum, mut weights) = (0.0, 0.0);
        for term in &self.terms {
            if let Some(value) = self.value(term, a, b) {
                let weight = self.weight(term);
                sum += weight * value;
                weights += weight;
            }
        }
        if weights > 0.0 { sum / weights } else { 0.0 }
    }

    /// The affinity of two members and its sides.
    pub fn parts(&self, a: usize, b: usize) -> Parts {
        let mut sums = [(0.0, 0.0); 3];
        for term in &self.terms {
            let side = match term.part {
                Part::Commonality => 0,
                Part::Diversity => 1,
                Part::Exchange => 2,
                Part::Ties | Part::Scores => continue,
            };
            if let Some(value) = self.value(term, a, b) {
                sums[side].0 += term.weight * value;
                sums[side].1 += term.weight;
            }
        }
        let mean = |(sum, weight): (f64, f64)| (weight > 0.0).then(|| sum / weight);
        let [commonality, diversity, exchange] = sums.map(mean);
        Parts { commonality, diversity, exchange, affinity: self.of(a, b) }
    }

    /// Each criterion that applies to two members: its position in the scenario, the side it belongs to, how far
    /// it is fulfilled (0..1), and its contribution to the affinity (these sum to the affinity).
    pub fn contributions(&self, a: usize, b: usize) -> Vec<(usize, Part, f64, f64)> {
        let applying = |term: &Term| self.value(term, a, b).map(|v| (term.criterion, term.part, v, self.weight(term)));
        let terms: Vec<_> = self.terms.iter().filter_map(applying).collect();
        let weights: f64 = terms.iter().map(|(_, _, _, weight)| weight).sum();
        let share = |value: f64, weight: f64| if weights > 0.0 { weight * value / weights } else { 0.0 };
        terms.into_iter().map(|(at, part, value, weight)| (at, part, value, share(value, weight))).collect()
    }

    #[inline(always)]
    pub(super) fn exchange(&self, a: usize, b: usize, gets: impl Fn(usize, usize) -> Option<f64>) -> Option<f64> {
        match self.relation {
            Relation::Peers => Some(exchange::mutual(gets(a, b)?, gets(b, a)?)),
            Relation::Coaching | Relation::Counted(_) => gets(a, b),
        }
    }

    #[inline(always)]
    pub(super) fn weight(&self, term: &Term) -> f64 {
        match term.part {
            Part::Commonality => (1.0 - self.mix) * term.weight,
            Part::Diversity => self.mix * term.weight,
            Part::Exchange | Part::Ties | Part::Scores => term.weight,
        }
    }

    #[inline(always)]
    pub(super) fn value(&self, term: &Term, a: usize, b: usize) -> Option<f64> {
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        if let Relation::Counted(most) = self.relation {
            return self.counted(most, term, a, b);
        }
        self.measured(term, a, b)
    }

    #[inline(always)]
    pub(super) fn measured(&self, term: &Term, a: usize, b: usize) -> Option<f64> {
        let directed = |value: f64, wanted: bool| if wanted { value } else { 1.0 - value };
        match &term.measure {
            Measure::Similar { column, rarity, wanted } => {
                similarity(column, rarity.as_deref(), a, b).map(|value| directed(value, *wanted))
            }
            Measure::SimilarBits { sets, wanted } => {
                set::of_bits(sets[a]?, sets[b]?).map(|value| directed(value, *wanted))
            }
            Measure::Wishes { wanted } => {
                themes::similarity(&self.table.wishes[a], &self.table.wishes[b]).map(|value| directed(value, *wanted))
            }
            Measure::Exchange => {
                let (needs, offers) = (&self.table.needs, &self.table.offers);
                self.exchange(a, b, |learner, other| exchange::coverage(needs.values(learner), offers.values(other)))
            }
            Measure::ExchangeBits { needs, offers } => {
                self.exchange(a, b, |learner, other| exchange::coverage_of_bits(needs[learner], offers[other]))
            }
            Measure::Ties { wanted } => Some(directed(ties::known(self.table.tie(a, b)), *wanted)),
            Measure::Scores { smallest, largest } => {
                self.table.scores.as_ref().map(|table| scores::scaled(table.get(a, b), *smallest, *largest))
            }
        }
    }
}

impl Measure<'_> {
    fn to_owned(&self) -> Measure<'static> {
        match self {
            Measure::Similar { column, rarity, wanted } => {
                Measure::Similar { column: Cow::Owned(Column::clone(column)), rarity: rarity.clone(), wanted: *wanted }
            }
            Measure::SimilarBits { sets, wanted } => Measure::SimilarBits { sets: sets.clone(), wanted: *wanted },
            Measure::Wishes { wanted } => Measure::Wishes { wanted: *wanted },
            Measure::Exchange => Measure::Exchange,
            Measure::ExchangeBits { needs, offers } => {
                Measure::ExchangeBits { needs: needs.clone(), offers: offers.clone() }
            }
            Measure::Ties { wanted } => Measure::Ties { wanted: *wanted },
            Measure::Scores { smallest, largest } => Measure::Scores { smallest: *smallest, largest: *largest },
        }
    }
}

/// Each member's values as bits, when all are below 64.
fn bits(column: &Column, members: usize) -> Option<Vec<u64>> {
    (0..members).map(|member| set::bits(column.values(member))).collect()
}

fn measure<'t>(network: &Network, table: &'t Table, criterion: &Criterion) -> Option<(Part, Measure<'t>)> {
    let wanted = matches!(criterion.want, Want::Common | Want::Known);
    let side = if wanted { Part::Commonality } else { Part::Diversity };
    match (criterion.on.as_str(), criterion.want) {
        (_, Want::Preferred) => None,
        (_, Want::Exchange) => {
            let (needs, offers) = (bits(&table.needs, table.len()), bits(&table.offers, table.len()));
            let both = needs.zip(offers).map(|(needs, offers)| Measure::ExchangeBits { needs, offers });
            Some((Part::Exchange, both.unwrap_or(Measure::Exchange)))
        }
        ("ties", _) => Some((Part::Ties, Measure::Ties { wanted })),
        ("scores", _) => {
            let (smallest, largest) = extremes(table);
            Some((Part::Scores, Measure::Scores { smallest, largest }))
        }
        ("themes", _) => Some((side, Measure::Wishes { wanted })),
        (on, _) => {
            let column = table.column(on)?;
            let idf = network.attributes.iter().any(|attribute| attribute.id == on && attribute.idf);
            let rarity = match column {
                Column::Set { of, labels } if idf => Some(set::rarity(of, labels.len())),
                _ => None,
            };
            if let (Column::Set { of, .. }, None) = (column, &rarity)
                && let Some(bits) = bits(column, table.len())
            {
                let sets = of.iter().zip(bits).map(|(answer, bits)| answer.as_ref().map(|_| bits)).collect();
                return Some((side, Measure::SimilarBits { sets, wanted }));
            }
            Some((side, Measure::Similar { column: Cow::Borrowed(column), rarity, wanted }))
        }
    }
}

/// The similarity of two members' answers; `None` when either did not answer.
#[inline(always)]
pub(crate) fn similarity(column: &Column, rarity: Option<&[f64]>, a: usize, b: usize) -> Option<f64> {
    match column {
        Column::Category { of, .. } => Some(category::similarity(of[a]?, of[b]?)),
        Column::Set { of, .. } => {
            let (one, other) = (of[a].as_deref()?, of[b].as_deref()?);
            match rarity {
                Some(weights) => set::weighted(one, other, |value| weights[value as usize]),
                None => set::similarity(one, other),
            }
        }
        Column::Ordinal { of, levels } => Some(ordinal::similarity(of[a]?, of[b]?, levels.len())),
        Column::Number { of, range, .. } => Some(number::similarity(of[a]?, of[b]?, *range)),
        Column::Cyclic { of, period } => Some(cyclic::similarity(of[a]?, of[b]?, *period)),
    }
}

fn extremes(table: &Table) -> (f64, f64) {
    let Some(scores) = &table.scores else { return (0.0, 0.0) };
    let mut extremes = (f64::INFINITY, f64::NEG_INFINITY);
    for a in 0..table.len() {
        for b in 0..a {
            let score = scores.get(a, b);
            extremes = (extremes.0.min(score), extremes.1.max(score));
        }
    }
    if extremes.0 <= extremes.1 { extremes } else { (0.0, 0.0) }
}
