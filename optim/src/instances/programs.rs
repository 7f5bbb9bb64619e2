//! The theme models and pools that are timed, natively and in WebAssembly.

use super::{pool, themes};
use crate::milp::{Leximin, Limits, PanelModel, Status, ThemeModel, assign_themes};

/// Nodes of branch and bound for a theme model, far more than any of those here has taken.
const NODES: u64 = 20_000;

/// Panels looked for, likewise.
const STEPS: u64 = 5_000;

/// What a lottery's proof and its tickets may be apart: the tickets are whole.
const ROUNDING: f64 = 1e-6;

/// What is timed, by name.
pub const PROGRAMS: [&str; 9] = [
    "themes 150 8",
    "themes 300 12",
    "themes 1000 10",
    "smallest 200 20",
    "smallest 400 20",
    "smallest 400 30",
    "panel 200 20",
    "panel 400 20",
    "panel 400 30",
];

/// A problem that is timed.
#[derive(Clone, Debug)]
pub enum Program {
    /// Members and themes under quotas.
    Themes(ThemeModel),
    /// A pool and a panel's seats, with quotas of five attributes; to the proof of the smallest chance, or of all.
    Panel(PanelModel, bool),
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Solved {
    /// Points, or the smallest chance in parts of a thousand million.
    pub total: i64,
    /// (bound − total) / bound.
    pub gap: f64,
    /// Whether nothing is better; of panels, whether all chances are settled where all are asked for.
    pub proven: bool,
}

impl Program {
    /// The problem of a name, the same for the same seed.
    pub fn named(name: &str, seed: u64) -> Option<Self> {
        let mut words = name.split(' ');
        let kind = words.next()?;
        let [members, other] = [words.next()?.parse().ok()?, words.next()?.parse().ok()?];
        Some(match kind {
            "themes" => Self::Themes(themes(seed, members, other, true)),
            "smallest" => Self::Panel(pool(seed, members, other), false),
            "panel" => Self::Panel(pool(seed, members, other), true),
            _ => return None,
        })
    }

    /// Solves it; what is to be timed.
    pub fn solve(&self) -> Solved {
        match self {
            Self::Themes(model) => {
                let found = assign_themes(model, &Limits::nodes(NODES), None);
                let proven = found.status == Status::Optimal;
                Solved { total: found.points, gap: found.gap.unwrap_or(1.0), proven }
            }
            Self::Panel(model, all) => {
                let mut search = Leximin::new(model, STEPS);
                while !search.finished() && (*all || !search.proves_the_smallest()) {
                    search.step();
                }
                let settled = search.finished();
                search.stop();
                let least = search.lottery().map(|lottery| {
                    let possible = (0..lottery.groups.len()).filter(|&group| lottery.possible[group]);
                    let least = possible.map(|group| lottery.chance(group)).fold(1.0, f64::min);
                    (least, lottery.bound, lottery.settled)
                });
                let (least, bound, all_settled) = least.unwrap_or((0.0, 1.0, false));
                let proven = least >= bound - ROUNDING && (!*all || (settled && all_settled));
                let gap = f64::max(bound - least, 0.0) / bound;
                Solved { total: libm::round(least * 1e9) as i64, gap, proven }
            }
        }
    }
}
