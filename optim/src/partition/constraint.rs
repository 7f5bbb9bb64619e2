//! What a rule tells the search: an amount of violation per group, before and after a change.

/// Who is where, read-only.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    members: &'a [Vec<u32>],
    slot_of: &'a [u32],
}

impl<'a> View<'a> {
    /// `members[g]` lists the units of group g, `slot_of[u]` is the group of unit u; the two must agree.
    pub fn new(members: &'a [Vec<u32>], slot_of: &'a [u32]) -> Self {
        Self { members, slot_of }
    }

    /// Number of groups, empty ones included.
    pub fn groups(&self) -> usize {
        self.members.len()
    }

    /// Units of group `g`, in no particular order.
    pub fn members(&self, g: usize) -> &'a [u32] {
        &self.members[g]
    }

    /// Number of units.
    pub fn units(&self) -> usize {
        self.slot_of.len()
    }

    /// Whether a unit is in group `g`; no group holds a unit that does not exist.
    pub fn is_in(&self, unit: u32, g: usize) -> bool {
        self.slot_of.get(unit as usize).is_some_and(|&slot| slot as usize == g)
    }

    /// Size of group `g` once `out` has left and `inn` has entered.
    pub fn size_after(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> usize {
        self.members[g].len() + usize::from(inn.is_some()) - usize::from(out.is_some())
    }

    /// The members of `g` once `out` has left and `inn` has entered.
    pub fn members_after(self, g: usize, out: Option<u32>, inn: Option<u32>) -> impl Iterator<Item = u32> + 'a {
        self.members[g].iter().copied().filter(move |&u| Some(u) != out).chain(inn)
    }
}

/// A rule over every group, with counters that make a change cheap to judge.
///
/// The amount is 0 where the rule holds, grows with the distance from holding, and is 0 for an empty group. Amounts
/// must stay below 2^40. In every call `out` is in group `g` and `inn` is not.
pub trait Constraint: Send {
    /// Counts from scratch.
    fn reset(&mut self, view: &View);

    /// Amount of group `g` if `out` left and `inn` entered.
    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64;

    /// Makes the change in group `g`; `view` still shows the groups as they were before the whole move.
    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View);

    /// Present amount of group `g`.
    fn violation(&self, g: usize, view: &View) -> i64 {
        self.after(g, None, None, view)
    }
}

/// A list of distinct numbers per unit, sorted: its values on an attribute, or its neighbours in a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    start: Vec<u32>,
    entries: Vec<u32>,
}

/// Lists up to this long are searched from the front, which beats bisection.
const SHORT: usize = 8;

impl Lists {
    /// One list per unit; sorted and made distinct here.
    pub fn new<R: AsRef<[u32]>>(rows: &[R]) -> Self {
        let mut lists = Self { start: vec![0], entries: Vec::new() };
        for row in rows {
            let mut row = row.as_ref().to_vec();
            row.sort_unstable();
            row.dedup();
            lists.entries.extend(row);
            lists.start.push(lists.entries.len() as u32);
        }
        lists
    }

    /// Both directions of every pair of different units below `units`; other pairs are ignored.
    pub fn from_pairs(units: usize, pairs: &[(u32, u32)]) -> Self {
        let mut rows = vec![Vec::new(); units];
        for &(a, b) in pairs {
            if a != b && (a.max(b) as usize) < units {
                rows[a as usize].push(b);
                rows[b as usize].push(a);
            }
        }
        Self::new(&rows)
    }

    /// Number of lists.
    pub fn len(&self) -> usize {
        self.start.len().saturating_sub(1)
    }

    /// Whether there is no list at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The list of a unit; empty for none and for units beyond the last list.
    pub fn of(&self, unit: Option<u32>) -> &[u32] {
        let bounds = |u: u32| Some(*self.start.get(u as usize)? as usize..*self.start.get(u as usize + 1)? as usize);
        unit.and_then(bounds).and_then(|range| self.entries.get(range)).unwrap_or(&[])
    }

    /// One more than the largest entry.
    pub fn width(&self) -> usize {
        self.entries.iter().max().map_or(0, |&v| v as usize + 1)
    }
}

/// Whether a sorted list holds `value`.
pub(super) fn holds(list: &[u32], value: u32) -> bool {
    if list.len() <= SHORT { list.contains(&value) } else { list.binary_search(&value).is_ok() }
}

/// Entries of `list` that `other` lacks.
pub(super) fn only<'a>(list: &'a [u32], other: &'a [u32]) -> impl Iterator<Item = usize> + 'a {
    list.iter().filter(|&&v| !holds(other, v)).map(|&v| v as usize)
}

/// Members holding each value, per group: the counters most rules share.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    width: usize,
    count: Vec<u32>,
}

impl Counts {
    pub fn reset(&mut self, values: &Lists, width: usize, view: &View) {
        self.width = width;
        self.count.clear();
        self.count.resize(width * view.groups(), 0);
        for g in 0..view.groups() {
            for &u in view.members(g) {
                values.of(Some(u)).iter().for_each(|&v| self.count[g * width + v as usize] += 1);
            }
        }
    }

    pub fn of(&self, g: usize) -> &[u32] {
        &self.count[g * self.width..(g + 1) * self.width]
    }

    pub fn commit(&mut self, g: usize, leaving: &[u32], entering: &[u32]) {
        let row = &mut self.count[g * self.width..(g + 1) * self.width];
        leaving.iter().for_each(|&v| row[v as usize] -= 1);
        entering.iter().for_each(|&v| row[v as usize] += 1);
    }
}
