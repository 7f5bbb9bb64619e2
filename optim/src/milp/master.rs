//! The program of a lottery over known panels, by a simplex method of its own: it goes on from where it stood with every
//! further panel and after every settled chance, and it has dual values, which the solver of all other programs has not.
//!
//! Over shares λ of the panels, which sum to 1, the gain z of those whose chance is open is made as large as can be: for an
//! open group Σ share · λ ≥ floor + z, for a settled one Σ share · λ ≥ its chance. (Revised simplex method with an explicit
//! inverse: Dantzig, 1953.) There are as many rows as groups and one; a panel has few groups, so a step costs little more
//! than the update of the inverse.

/// What counts as nothing, in chances and in weights.
const NOTHING: f64 = 1e-9;

/// A column enters if it gains by more than this.
const GAIN: f64 = 1e-9;

/// A step pivots on nothing smaller than this.
const PIVOT: f64 = 1e-7;

/// After so many steps the inverse is worked out anew, against rounding.
const RENEW: u32 = 128;

/// After so many steps without progress the first column that gains enters instead of the best, which cannot go round in
/// circles (Bland, 1977).
const STALL: u32 = 400;

/// More steps than any program of ours has taken.
const MOST: u32 = 50_000;

/// A column of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// A group's chance beyond its row.
    Slack(usize),
    /// A panel's share.
    Panel(usize),
    /// What those whose chance is open gain.
    Gain,
}

/// Dual values: what one more of a group's chance would cost, which sums to 1 over open groups, and what the heaviest known
/// panel weighs by it.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    pub of: Vec<f64>,
    pub heaviest: f64,
}

#[derive(Clone, Debug)]
pub(super) struct Master {
    /// Of each panel the groups it has, and their shares.
    panels: Vec<Vec<(usize, f64)>>,
    /// What each group has in any case.
    floor: Vec<f64>,
    open: Vec<bool>,
    /// The column in each row; row 0 is the sum of shares, then comes a row for each group.
    basis: Vec<Column>,
    value: Vec<f64>,
    inverse: Vec<Vec<f64>>,
    steps: u32,
}

impl Master {
    /// The program of one panel.
    pub fn new(open: Vec<bool>, panel: Vec<(usize, f64)>) -> Self {
        let rows = open.len() + 1;
        let slacks = (0..open.len()).map(Column::Slack);
        let mut master = Master {
            panels: vec![panel],
            floor: vec![0.0; open.len()],
            open,
            basis: [Column::Panel(0)].into_iter().chain(slacks).collect(),
            value: vec![0.0; rows],
            inverse: vec![vec![0.0; rows]; rows],
            steps: 0,
        };
        master.renew();
        master
    }

    /// One more panel.
    pub fn learn(&mut self, panel: Vec<(usize, f64)>) {
        self.panels.push(panel);
    }

    /// What those whose chance is open have at least.
    pub fn level(&self) -> f64 {
        let floor = self.floor.iter().zip(&self.open).find(|(_, open)| **open).map_or(0.0, |(floor, _)| *floor);
        floor + self.row_of(Column::Gain).map_or(0.0, |row| self.value[row])
    }

    /// The share of each panel.
    pub fn shares(&self) -> Vec<f64> {
        let mut shares = vec![0.0; self.panels.len()];
        for (column, value) in self.basis.iter().zip(&self.value) {
            if let Column::Panel(at) = column {
                shares[*at] = value.max(0.0);
            }
        }
        shares
    }

    fn row_of(&self, column: Column) -> Option<usize> {
        self.basis.iter().position(|&other| other == column)
    }

    /// The weights that prove the level over the known panels; none if rounding spoils them.
    pub fn weights(&mut self) -> Option<Weights> {
        let mut stalled = 0;
        for _ in 0..MOST {
            let Some(entering) = self.entering(stalled > STALL) else {
                let row = self.row_of(Column::Gain)?;
                let of = self.inverse[row][1..].iter().map(|price| (-price).max(0.0)).collect();
                return Some(Weights { of, heaviest: self.inverse[row][0] });
            };
            let step = self.enter(entering)?;
            stalled = if step > NOTHING { 0 } else { stalled + 1 };
        }
        None
    }

    /// The column that gains most, or the first that gains at all; none at the optimum.
    fn entering(&self, first: bool) -> Option<Column> {
        let Some(row) = self.row_of(Column::Gain) else { return Some(Column::Gain) };
        let price = &self.inverse[row];
        let slacks = price[1..].iter().enumerate().map(|(group, &price)| (price, Column::Slack(group)));
        let weighs =
            |panel: &Vec<(usize, f64)>| panel.iter().map(|&(group, share)| -price[group + 1] * share).sum::<f64>();
        let panels = self.panels.iter().enumerate().map(|(at, panel)| (weighs(panel) - price[0], Column::Panel(at)));
        let mut gaining = slacks.chain(panels).filter(|&(gain, _)| gain > GAIN);
        let found =
            if first { gaining.next() } else { gaining.reduce(|best, next| if next.0 > best.0 { next } else { best }) };
        found.map(|(_, column)| column)
    }

    /// The rows of a column and what stands in them.
    fn entries(&self, column: Column) -> Vec<(usize, f64)> {
        match column {
            Column::Slack(group) => vec![(group + 1, -1.0)],
            Column::Panel(at) => {
                let groups = self.panels[at].iter().map(|&(group, share)| (group + 1, share));
                [(0, 1.0)].into_iter().chain(groups).collect()
            }
            Column::Gain => (1..=self.open.len()).filter(|&row| self.open[row - 1]).map(|row| (row, -1.0)).collect(),
        }
    }

    fn direction(&self, column: Column) -> Vec<f64> {
        let entries = self.entries(column);
        self.inverse.iter().map(|row| entries.iter().map(|&(at, entry)| row[at] * entry).sum()).collect()
    }

    /// Brings a column in, and returns by how much; none if nothing bounds it.
    fn enter(&mut self, column: Column) -> Option<f64> {
        let direction = self.direction(column);
        let mut leaving: Option<(usize, f64)> = None;
        for (row, &down) in direction.iter().enumerate().filter(|(_, down)| **down > PIVOT) {
            let step = self.value[row].max(0.0) / down;
            // Of rows that bind alike, the one that is divided by most.
            let better = leaving.is_none_or(|(other, least)| {
                step < least - NOTHING || (step <= least + NOTHING && down > direction[other])
            });
            if better {
                leaving = Some((row, leaving.map_or(step, |(_, least)| least.min(step))));
            }
        }
        let (row, step) = leaving?;
        for (value, &down) in self.value.iter_mut().zip(&direction) {
            *value -= step * down;
        }
        self.value[row] = step;
        self.pivot(row, column, &direction);
        Some(step)
    }

    fn pivot(&mut self, row: usize, column: Column, direction: &[f64]) {
        self.basis[row] = column;
        let mut own = std::mem::take(&mut self.inverse[row]);
        own.iter_mut().for_each(|entry| *entry /= direction[row]);
        for (at, other) in self.inverse.iter_mut().enumerate() {
            let times = direction[at];
            if at != row && times != 0.0 {
                other.iter_mut().zip(&own).for_each(|(entry, own)| *entry -= times * own);
            }
        }
        self.inverse[row] = own;
        self.steps += 1;
        if self.steps.is_multiple_of(RENEW) {
            self.renew();
        }
    }

    /// The inverse of the basis from its columns (Gauss and Jordan), and the values by it. A basis that has become singular
    /// by rounding keeps its old inverse.
    fn renew(&mut self) {
        let rows = self.basis.len();
        let mut table = vec![vec![0.0; 2 * rows]; rows];
        for (at, &column) in self.basis.iter().enumerate() {
            self.entries(column).into_iter().for_each(|(row, entry)| table[row][at] = entry);
        }
        (0..rows).for_each(|row| table[row][rows + row] = 1.0);
        for at in 0..rows {
            let largest = (at..rows).max_by(|&a, &b| table[a][at].abs().total_cmp(&table[b][at].abs()));
            let Some(row) = largest.filter(|&row| table[row][at].abs() > NOTHING) else { return };
            table.swap(at, row);
            let mut own = std::mem::take(&mut table[at]);
            let divisor = own[at];
            own[at..].iter_mut().for_each(|entry| *entry /= divisor);
            for other in table.iter_mut().filter(|other| !other.is_empty()) {
                let times = other[at];
                if times != 0.0 {
                    other[at..].iter_mut().zip(&own[at..]).for_each(|(entry, own)| *entry -= times * own);
                }
            }
            table[at] = own;
        }
        self.inverse = table.into_iter().map(|row| row[rows..].to_vec()).collect();
        self.revalue();
    }

    fn revalue(&mut self) {
        let asked = || [1.0].into_iter().chain(self.floor.iter().copied());
        self.value = self.inverse.iter().map(|row| row.iter().zip(asked()).map(|(a, b)| a * b).sum()).collect();
    }

    /// Settles groups at the level reached, `heaviest` among them with a weight above 0: all others, too, have it from now
    /// on in any case, and those still open may gain more.
    pub fn settle(&mut self, settled: &[usize], heaviest: usize) {
        let level = self.level();
        if let Some(row) = self.row_of(Column::Gain) {
            let direction = self.direction(Column::Slack(heaviest));
            self.pivot(row, Column::Slack(heaviest), &direction);
        }
        for (floor, _) in self.floor.iter_mut().zip(&self.open).filter(|(_, open)| **open) {
            *floor = level;
        }
        settled.iter().for_each(|&group| self.open[group] = false);
        self.revalue();
    }
}
