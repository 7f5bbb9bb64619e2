//! What must hold in every group, or costs a penalty where it is broken; one file a rule.
//!
//! A rule says itself in a sentence, checks a finished group (for [`crate::plan::check`] and for the candidates of
//! pairs and coaching), and hands counters to the search for communities. The two know nothing of each other, so
//! that each can catch the other. The module that a page loads first goes without the rules that few ask for.

#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod acquainted;
mod apart;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod balance;
mod cap;
mod differ;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) mod disparity;
mod familiar;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod groupmates;
mod matching;
mod no_repeat;
mod not_alone;
mod quota;
pub(crate) mod share;
mod span;
pub(crate) mod spread;
mod support;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod survive;
#[cfg(test)]
mod tests;
mod together;

use crate::decode::tagged_enum;
use crate::network::{Network, Table};
use crate::optim::partition::Constraint;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::optim::partition::Spare;
use crate::text::Text;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use support::common;
pub(crate) use support::{Review, Units, holders};

macro_rules! rules {
    ($($(#[$doc:meta])* $key:literal => $module:ident::$kind:ident $([$cfg:meta])?),+ $(,)?) => {
        $($(#[cfg($cfg)])? pub use $module::$kind;)+

        tagged_enum! {
            /// Something that must hold in every group (hard), or costs its `penalty` in each group that breaks it (soft).
            Rule, tag "rule" { $($(#[$doc])* $key => $kind $([$cfg])?),+ }
        }

        impl Rule {
            /// The word of the contract.
            pub fn word(&self) -> &'static str {
                match self { $($(#[cfg($cfg)])? Rule::$kind(_) => $key),+ }
            }
            pub(crate) fn kind(&self) -> &dyn RuleKind {
                match self { $($(#[cfg($cfg)])? Rule::$kind(rule) => rule),+ }
            }
            /// The same rule as a wish that costs so much where it is broken.
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            pub(crate) fn softened(&self, penalty: f64) -> Rule {
                let mut rule = self.clone();
                match &mut rule { $($(#[cfg($cfg)])? Rule::$kind(rule) => rule.penalty = Some(penalty)),+ }
                rule
            }
        }
    };
}

rules! {
    /// Members have values in common.
    "share" => share::Share,
    /// Several distinct values occur.
    "span" => span::Span,
    /// No value is held by too many.
    "cap" => cap::Cap,
    /// The number of holders of a value is in a range.
    "quota" => quota::Quota,
    /// Nobody is the only one of their kind.
    "notAlone" => not_alone::NotAlone,
    /// Numbers do not spread too far.
    "spread" => spread::Spread,
    /// Any two members differ.
    "differ" => differ::Differ,
    /// Any two members agree.
    "match" => matching::Match,
    /// These members are in one group.
    "together" => together::Together,
    /// No two of these members are in one group.
    "apart" => apart::Apart,
    /// No two members have met before.
    "noRepeat" => no_repeat::NoRepeat,
    /// Everyone knows others in the group.
    "familiar" => familiar::Familiar,
    /// Groups are like the whole network.
    "balance" => balance::Balance [any(feature = "pairs", not(feature = "engine"))],
    /// The other rules outlast departures.
    "survive" => survive::Survive [any(feature = "pairs", not(feature = "engine"))],
    /// Numbers do not differ too much.
    "disparity" => disparity::Disparity [any(feature = "pairs", not(feature = "engine"))],
    /// Together, or apart, are those who were in another plan.
    "groupmates" => groupmates::Groupmates [any(feature = "pairs", not(feature = "engine"))],
    /// Some pairs know each other, and not all.
    "acquainted" => acquainted::Acquainted [any(feature = "pairs", not(feature = "engine"))],
}

impl Rule {
    /// What is wrong in a finished group of a plan with these `rules`; `None` where this one holds.
    #[cfg_attr(not(any(feature = "pairs", not(feature = "engine"))), expect(unused_variables))]
    #[inline]
    pub(crate) fn broken(&self, rules: &[Rule], table: &Table, group: &[usize]) -> Option<Text> {
        match self {
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Rule::Survive(_) => survive::broken(rules, table, group),
            _ => self.kind().broken(table, group),
        }
    }
    /// Counters for the search over communities, beside the others of `rules`.
    #[cfg_attr(not(any(feature = "pairs", not(feature = "engine"))), expect(unused_variables))]
    #[inline]
    pub(crate) fn counters(&self, rules: &[Rule], table: &Table, units: &Units) -> Box<dyn Constraint> {
        match self {
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Rule::Survive(_) => survive::counters(rules, table, units),
            _ => self.kind().counters(table, units),
        }
    }
    /// Whether the rule must hold; a soft one costs its penalty where it is broken.
    pub fn is_hard(&self) -> bool {
        self.kind().penalty().is_none()
    }
    /// What breaking the rule costs in each group; 0 for a hard rule.
    pub fn penalty(&self) -> f64 {
        self.kind().penalty().unwrap_or(0.0)
    }
}

/// The form in which a rule is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Peer pairs: the two are the group.
    Pairs,
    /// Tables of an event.
    Tables,
    /// Sub-communities.
    Communities,
    /// A coach and a learner are the group.
    Coaching,
    /// The panel is the group.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    Panel,
}

impl Setting {
    /// Whether two are the whole group.
    pub fn is_of_two(self) -> bool {
        matches!(self, Setting::Pairs | Setting::Coaching)
    }

    /// What a group is called there.
    pub fn group(self) -> &'static str {
        match self {
            Setting::Pairs => "pair",
            Setting::Tables => "table",
            Setting::Communities => "community",
            Setting::Coaching => "coaching match",
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Setting::Panel => "panel",
        }
    }
}

/// What every rule can do. Members are positions in the network's table.
pub(crate) trait RuleKind {
    /// What breaking it costs in each group; `None` when it is hard.
    fn penalty(&self) -> Option<f64>;

    /// The rule in words.
    fn sentence(&self, table: &Table, setting: Setting) -> Text;

    /// Reports what is wrong with the rule's fields, and that it makes no sense in a setting.
    fn review(&self, network: &Network, table: &Table, setting: Setting, review: &mut Review);

    /// What is wrong in a finished group; `None` where the rule holds. Empty groups break nothing.
    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text>;

    /// Whether a group breaks the rule exactly if two of its members do.
    fn is_about_pairs(&self) -> bool {
        false
    }

    /// Whether a group breaks the rule as soon as some of its members alone would: nobody who joins mends it.
    fn is_beyond_mending(&self) -> bool {
        self.is_about_pairs()
    }

    /// Counters for the search over communities.
    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint>;

    /// Counters of the members without whom a group breaks the rule; `None` where no departure can break it.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn spare(&self, _: &Table, _: &Units) -> Option<Box<dyn Spare>> {
        None
    }
}
