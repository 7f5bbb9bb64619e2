//! The network as columns: answers as small numbers, names and ties found by position.

use super::model::{Answer, Attribute, Kind, Network, Role, Scale, ThemeWishes};
use crate::order::map;
use std::collections::BTreeMap;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use std::sync::OnceLock;

/// The names of a column's values, by the number that stands for each.
pub type Labels = Vec<String>;

/// All members' answers to one question; `None` where a member did not answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// One value a member.
    Category {
        /// Each member's value, as an index into `labels`.
        of: Vec<Option<u32>>,
        /// The names of the values.
        labels: Labels,
    },
    /// Several values a member.
    Set {
        /// Each member's values, ascending, as indices into `labels`; an empty list counts as not answered.
        of: Vec<Option<Vec<u32>>>,
        /// The names of the values.
        labels: Labels,
    },
    /// One level a member.
    Ordinal {
        /// Each member's level, as an index into `levels`.
        of: Vec<Option<u32>>,
        /// The names of the levels, lowest first.
        levels: Labels,
    },
    /// A number a member, already on its scale.
    Number {
        /// Each member's number (its decimal logarithm on a log scale).
        of: Vec<Option<f64>>,
        /// Each member's number as it was given.
        plain: Vec<Option<f64>>,
        /// Largest minus smallest value of the scale; 0 when all are equal.
        range: f64,
    },
    /// A position on a circle a member.
    Cyclic {
        /// Each member's position, in `0..period`.
        of: Vec<Option<f64>>,
        /// The length of one turn.
        period: f64,
    },
}

impl Column {
    /// The values that a member holds, for rules that count values: none when not answered, and none for numbers.
    pub fn values(&self, member: usize) -> &[u32] {
        match self {
            Column::Category { of, .. } | Column::Ordinal { of, .. } => of[member].as_slice(),
            Column::Set { of, .. } => of[member].as_deref().unwrap_or_default(),
            Column::Number { .. } | Column::Cyclic { .. } => &[],
        }
    }

    /// The names of the values; empty for numbers.
    pub fn labels(&self) -> &[String] {
        match self {
            Column::Category { labels, .. } | Column::Set { labels, .. } => labels,
            Column::Ordinal { levels, .. } => levels,
            Column::Number { .. } | Column::Cyclic { .. } => &[],
        }
    }

    /// The member's position on a line or circle; `None` for columns without one or where not answered.
    pub fn position(&self, member: usize) -> Option<f64> {
        match self {
            Column::Ordinal { of, .. } => of[member].map(f64::from),
            Column::Number { plain, .. } => plain[member],
            Column::Cyclic { of, .. } => of[member],
            Column::Category { .. } | Column::Set { .. } => None,
        }
    }

    /// The length of one turn of a cyclic column.
    pub fn period(&self) -> Option<f64> {
        if let Column::Cyclic { period, .. } = self { Some(*period) } else { None }
    }
}

/// What is known of two members.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TieFacts {
    /// How much they trust each other, 0..1.
    pub trust: Option<f64>,
    /// The rounds in which they met.
    pub met: Vec<String>,
    /// They must not be brought together.
    pub conflict: bool,
    /// They belong to the same parent organisation.
    pub same_parent: bool,
}

impl TieFacts {
    /// How well they know each other, 0..1: their trust where it was stated, 1 where they met or are simply tied.
    pub fn known(&self) -> f64 {
        match self.trust {
            Some(trust) => trust,
            None if self.met.is_empty() && (self.conflict || self.same_parent) => 0.0,
            None => 1.0,
        }
    }
}

/// The embedder's scores, found by position.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreTable {
    named: Vec<BTreeMap<u32, f64>>,
    matrix: Option<ScoreMatrix>,
    default: f64,
}

#[derive(Debug, Clone, PartialEq)]
struct ScoreMatrix {
    /// The row of each member that has one.
    row: Vec<Option<u32>>,
    rows: Vec<Vec<f64>>,
}

impl ScoreTable {
    /// The score of two members.
    pub fn get(&self, a: usize, b: usize) -> f64 {
        if let Some(matrix) = &self.matrix
            && let (Some(i), Some(j)) = (matrix.row[a], matrix.row[b])
        {
            return matrix.rows[i as usize][j as usize];
        }
        self.named[a].get(&(b as u32)).copied().unwrap_or(self.default)
    }
}

/// A valid network, compiled.
#[derive(Debug, Clone)]
pub struct Table {
    /// Member ids, in the order of the input; a member is its position from here on.
    pub ids: Vec<String>,
    /// The names shown to people.
    pub names: Vec<String>,
    /// What each member may do.
    pub roles: Vec<Vec<Role>>,
    /// How many learners each member can coach; 0 without the role.
    pub capacity: Vec<u32>,
    /// Topics wanted, over the same labels as `offers`.
    pub needs: Column,
    /// Topics offered.
    pub offers: Column,
    /// Themes wished for at all, over the themes' ids.
    pub themes: Column,
    /// Roles, over their words.
    pub role_column: Column,
    /// Theme ids, in the order of the input.
    pub theme_ids: Vec<String>,
    /// The themes' names shown to people.
    pub theme_labels: Vec<String>,
    /// How much each member wishes for each theme, 0..1.
    pub wishes: Vec<Vec<f64>>,
    /// For each member the members it is tied to.
    pub ties: Vec<BTreeMap<u32, TieFacts>>,
    /// The embedder's scores, when given.
    pub scores: Option<ScoreTable>,
    columns: Vec<Column>,
    attributes: Vec<(String, String)>,
    index: BTreeMap<String, usize>,
    /// Of the attributes, then of needs, offers, themes and roles.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    profiles: OnceLock<Vec<super::Profile>>,
}

impl Table {
    /// Compiles a network that [`super::validate`] accepts.
    ///
    /// What validation would refuse (an unknown id, a level that is not in the list) is treated as not answered.
    pub fn new(network: &Network) -> Self {
        let members = &network.members;
        let index = map(members.iter().enumerate().map(|(at, member)| (member.id.clone(), at)));
        let mut topics = Vocabulary::default();
        let needs: Vec<_> = members.iter().map(|m| topics.set(&m.needs)).collect();
        let offers: Vec<_> = members.iter().map(|m| topics.set(&m.offers)).collect();
        let theme_ids: Labels = network.themes.iter().map(|t| t.id.clone()).collect();
        let wishes: Vec<Vec<f64>> = members.iter().map(|m| wishes(&m.themes, &theme_ids)).collect();
        let wished = |row: &Vec<f64>| {
            let themes: Vec<u32> = (0..row.len()).filter(|&t| row[t] > 0.0).map(|t| t as u32).collect();
            (!themes.is_empty()).then_some(themes)
        };
        let mut role_words = Vocabulary::default();
        let role_sets = members.iter().map(|m| {
            let words: Vec<String> = m.roles.iter().map(|r| r.word().to_owned()).collect();
            role_words.set(&words)
        });
        let role_sets: Vec<_> = role_sets.collect();
        Table {
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            profiles: OnceLock::new(),
            ids: members.iter().map(|m| m.id.clone()).collect(),
            names: members.iter().map(|m| m.name.clone().unwrap_or_else(|| m.id.clone())).collect(),
            roles: members.iter().map(|m| m.roles.clone()).collect(),
            capacity: members
                .iter()
                .map(|m| if m.roles.contains(&Role::Coach) { m.capacity.unwrap_or(1) } else { 0 })
                .collect(),
            needs: Column::Set { of: needs, labels: topics.labels.clone() },
            offers: Column::Set { of: offers, labels: topics.labels },
            themes: Column::Set { of: wishes.iter().map(wished).collect(), labels: theme_ids.clone() },
            role_column: Column::Set { of: role_sets, labels: role_words.labels },
            theme_labels: network.themes.iter().map(|t| t.label.clone().unwrap_or_else(|| t.id.clone())).collect(),
            theme_ids,
            wishes,
            ties: ties(network, &index),
            scores: network.scores.is_some().then(|| scores(network, &index)),
            columns: network.attributes.iter().map(|attribute| column(network, attribute)).collect(),
            attributes: network
                .attributes
                .iter()
                .map(|a| (a.id.clone(), a.label.clone().unwrap_or_else(|| a.id.clone())))
                .collect(),
            index,
        }
    }

    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn profiles(&self) -> Vec<super::Profile> {
        let takes_part: Vec<bool> = (0..self.len()).map(|member| self.takes_part(member)).collect();
        let others = [&self.needs, &self.offers, &self.themes, &self.role_column];
        self.columns.iter().chain(others).map(|c| super::Profile::new(c, &takes_part)).collect()
    }

    /// What the whole network answered to what [`Table::column`] finds.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub fn profile(&self, id: &str) -> Option<&super::Profile> {
        let own = self.columns.len();
        let at = match id {
            "needs" => own,
            "offers" => own + 1,
            "themes" => own + 2,
            "roles" => own + 3,
            _ => self.attributes.iter().position(|(known, _)| known == id)?,
        };
        // Few rules ask.
        self.profiles.get_or_init(|| self.profiles()).get(at)
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The position of a member.
    pub fn member(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The position of a theme.
    pub fn theme(&self, id: &str) -> Option<usize> {
        self.theme_ids.iter().position(|known| known == id)
    }

    /// An attribute's answers by its id, or those of `needs`, `offers`, `themes` or `roles`.
    pub fn column(&self, id: &str) -> Option<&Column> {
        match id {
            "needs" => Some(&self.needs),
            "offers" => Some(&self.offers),
            "themes" => Some(&self.themes),
            "roles" => Some(&self.role_column),
            _ => self.attributes.iter().position(|(known, _)| known == id).map(|at| &self.columns[at]),
        }
    }

    /// The name of an attribute as people see it.
    pub fn label<'a>(&'a self, id: &'a str) -> &'a str {
        let own = match id {
            "needs" => "Needs",
            "offers" => "Offers",
            "themes" => "Themes",
            "roles" => "Roles",
            _ => id,
        };
        self.attributes.iter().find(|(known, _)| known == id).map_or(own, |(_, label)| label)
    }

    /// The name of a column's value as people see it.
    pub fn value_label<'a>(&'a self, id: &str, column: &'a Column, value: u32) -> &'a str {
        let labels = if id == "themes" { &self.theme_labels } else { column.labels() };
        labels.get(value as usize).map_or("", String::as_str)
    }

    /// Attribute ids, in the order of the input.
    pub fn attribute_ids(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(id, _)| id.as_str())
    }

    /// What is known of two members, when anything is.
    pub fn tie(&self, a: usize, b: usize) -> Option<&TieFacts> {
        self.ties[a].get(&(b as u32))
    }

    /// Whether two members have a tie of conflict.
    pub fn in_conflict(&self, a: usize, b: usize) -> bool {
        self.tie(a, b).is_some_and(|tie| tie.conflict)
    }

    /// Whether two members met before, by their tie.
    pub fn have_met(&self, a: usize, b: usize) -> bool {
        self.tie(a, b).is_some_and(|tie| !tie.met.is_empty())
    }

    /// The members who may be paired and grouped.
    pub fn participants(&self) -> Vec<usize> {
        (0..self.len()).filter(|&member| self.takes_part(member)).collect()
    }

    /// Whether a member may be paired and grouped: it learns or leads.
    pub fn takes_part(&self, member: usize) -> bool {
        self.roles[member].iter().any(|role| matches!(role, Role::Learner | Role::Lead))
    }
}

/// Numbers names in the order in which they first occur.
#[derive(Default)]
struct Vocabulary {
    labels: Labels,
    known: BTreeMap<String, u32>,
}

impl Vocabulary {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.known.get(name) {
            return number;
        }
        let number = self.labels.len() as u32;
        self.known.insert(name.to_owned(), number);
        self.labels.push(name.to_owned());
        number
    }

    fn set(&mut self, names: &[String]) -> Option<Vec<u32>> {
        let mut set: Vec<u32> = names.iter().map(|name| self.number(name)).collect();
        set.sort_unstable();
        set.dedup();
        (!set.is_empty()).then_some(set)
    }
}

/// An answer to a question that takes one name; a number is taken as its name.
pub(super) fn name_of(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Text(text) if !text.is_empty() => Some(text.clone()),
        Answer::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The name that stands for a value, where it has several.
fn one_name<'a>(attribute: &'a Attribute, name: &'a str) -> &'a str {
    let names = attribute.aliases.iter().find(|names| names.iter().any(|other| other == name));
    names.and_then(|names| names.first()).map_or(name, String::as_str)
}

fn column(network: &Network, attribute: &Attribute) -> Column {
    let answers = || network.members.iter().map(|m| m.values.get(&attribute.id).unwrap_or(&Answer::Missing));
    let numbers = || answers().map(|a| if let Answer::Number(n) = a { Some(*n) } else { None });
    match attribute.kind {
        Kind::Category => {
            let mut words = Vocabulary::default();
            let of = answers().map(|a| name_of(a).map(|name| words.number(one_name(attribute, &name)))).collect();
            Column::Category { of, labels: words.labels }
        }
        Kind::Set => {
            let mut words = Vocabulary::default();
            let of = answers().map(|a| match a {
                Answer::List(list) if attribute.aliases.is_empty() => words.set(list),
                Answer::List(list) => {
                    words.set(&list.iter().map(|name| one_name(attribute, name).to_owned()).collect::<Vec<_>>())
                }
                other => name_of(other).map(|name| vec![words.number(one_name(attribute, &name))]),
            });
            Column::Set { of: of.collect(), labels: words.labels }
        }
        Kind::Ordinal => {
            let level = |a: &Answer| {
                let name = name_of(a)?;
                attribute.levels.iter().position(|level| *level == name).map(|at| at as u32)
            };
            Column::Ordinal { of: answers().map(level).collect(), levels: attribute.levels.clone() }
        }
        Kind::Number => {
            let log = attribute.scale == Some(Scale::Log);
            let scaled = |n: f64| if log { libm::log10(n) } else { n };
            let of: Vec<Option<f64>> = numbers().map(|n| n.map(scaled)).collect();
            let range = match attribute.range {
                Some([lo, hi]) => scaled(hi) - scaled(lo),
                None => {
                    let known = || of.iter().flatten().copied();
                    let lo = known().fold(f64::INFINITY, f64::min);
                    let hi = known().fold(f64::NEG_INFINITY, f64::max);
                    if hi > lo { hi - lo } else { 0.0 }
                }
            };
            Column::Number { of, plain: numbers().collect(), range }
        }
        Kind::Cyclic => {
            let period = attribute.period.unwrap_or(1.0);
            // The remainder in 0..period, also for negative positions (UTC−5).
            let wrap = |n: f64| n - period * libm::floor(n / period);
            Column::Cyclic { of: numbers().map(|n| n.map(wrap)).collect(), period }
        }
    }
}

impl Table {
    /// Whether a member wishes for some themes, and not for this one.
    pub fn declines(&self, member: usize, theme: usize) -> bool {
        let wishes = &self.wishes[member];
        wishes[theme] <= 0.0 && wishes.iter().any(|&wish| wish > 0.0)
    }
}

/// Ranked wishes fall evenly from 1 for the first of k to 1/k for the last; scored ones are taken as they are.
fn wishes(wishes: &ThemeWishes, themes: &[String]) -> Vec<f64> {
    let mut row = vec![0.0; themes.len()];
    let mut set = |id: &String, wish: f64| {
        if let Some(at) = themes.iter().position(|known| known == id) {
            row[at] = wish;
        }
    };
    match wishes {
        ThemeWishes::Ranked(list) => {
            let k = list.len();
            list.iter().enumerate().for_each(|(rank, id)| set(id, (k - rank) as f64 / k as f64));
        }
        ThemeWishes::Scored(map) => map.iter().for_each(|(id, &wish)| set(id, wish)),
    }
    row
}

fn ties(network: &Network, index: &BTreeMap<String, usize>) -> Vec<BTreeMap<u32, TieFacts>> {
    let mut ties = vec![BTreeMap::<u32, TieFacts>::new(); network.members.len()];
    for tie in &network.ties {
        let (Some(&a), Some(&b)) = (index.get(&tie.a), index.get(&tie.b)) else { continue };
        for (from, to) in [(a, b), (b, a)] {
            let facts = ties[from].entry(to as u32).or_default();
            // Two statements about the same two members: trust is only as strong as the weaker one.
            facts.trust = match (facts.trust, tie.trust) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
            facts.met.extend(tie.met.clone());
            facts.conflict |= tie.conflict;
            facts.same_parent |= tie.same_parent;
        }
    }
    ties
}

fn scores(network: &Network, index: &BTreeMap<String, usize>) -> ScoreTable {
    let n = network.members.len();
    let mut table = ScoreTable { named: vec![BTreeMap::new(); n], matrix: None, default: 0.0 };
    let Some(scores) = &network.scores else { return table };
    table.default = scores.default.unwrap_or(0.0);
    for (a, b, score) in scores.pairs.iter().flatten() {
        if let (Some(&a), Some(&b)) = (index.get(a), index.get(b)) {
            table.named[a].insert(b as u32, *score);
            table.named[b].insert(a as u32, *score);
        }
    }
    if let (Some(ids), Some(matrix)) = (&scores.members, &scores.matrix) {
        let mut row = vec![None; n];
        for (at, id) in ids.iter().enumerate() {
            if let Some(&member) = index.get(id) {
                row[member] = Some(at as u32);
            }
        }
        table.matrix = Some(ScoreMatrix { row, rows: matrix.clone() });
    }
    table
}
