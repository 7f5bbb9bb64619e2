//! Affinities of all pairs: held, or worked out row by row where there are too many.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Numbers that are worked on at once: rows are as long as a whole number of these.
pub(super) const LANES: usize = 16;

/// Rows kept of those that are worked out: of the unit at hand, and of those it changed places with last.
const KEPT: usize = 16;

/// Where the affinities come from that are not held. Whoever is asked twice must answer the same.
pub trait Affinities: Send + Sync {
    /// Number of items.
    fn items(&self) -> usize;

    /// Writes the affinities of item `i` to every item, 0 to itself; `row` is as long as there are items.
    fn row(&self, i: usize, row: &mut [i32]);

    /// Affinity of two items, as both their rows have it.
    fn pair(&self, i: usize, j: usize) -> i32;

    /// No affinity is larger in size.
    fn largest(&self) -> i64;

    /// No affinity of two is smaller. The closer, the faster a search.
    fn smallest(&self) -> i64 {
        -self.largest()
    }
}

/// A symmetric n × n matrix of affinities between items with a zero diagonal. A clone shares what it holds.
#[derive(Clone)]
pub struct Matrix {
    n: usize,
    /// Rows are filled up with zeros.
    stride: usize,
    source: Source,
    sum: OnceLock<i64>,
    smallest: OnceLock<i64>,
}

#[derive(Clone)]
enum Source {
    /// Row by row.
    Held(Arc<Vec<i32>>),
    Computed(Arc<Computed>),
}

struct Computed {
    affinities: Box<dyn Affinities>,
    kept: Mutex<Kept>,
}

/// The rows asked for last, and the place of the next.
#[derive(Default)]
struct Kept {
    rows: Vec<(usize, Arc<[i32]>)>,
    next: usize,
}

/// Affinities of one item.
pub struct Row<'a> {
    row: Place<'a>,
    length: usize,
}

enum Place<'a> {
    Held(&'a [i32]),
    Kept(Arc<[i32]>),
}

impl Matrix {
    /// Most items whose affinities should be held, 64 MB then; see [`Matrix::computed`].
    pub const MOST_HELD: usize = 4_000;

    /// The matrix with `f(i, j)` in both (i, j) and (j, i), asked once for every i < j.
    pub fn from_fn(n: usize, mut f: impl FnMut(usize, usize) -> i32) -> Self {
        let stride = n.next_multiple_of(LANES);
        let mut data = vec![0; n * stride];
        for i in 0..n {
            for j in i + 1..n {
                let value = f(i, j);
                data[i * stride + j] = value;
                data[j * stride + i] = value;
            }
        }
        Self { n, stride, source: Source::Held(Arc::new(data)), sum: OnceLock::new(), smallest: OnceLock::new() }
    }

    /// Takes a row-major n × n vector; `None` when its length, its symmetry or its zero diagonal is wrong.
    pub fn from_vec(n: usize, data: Vec<i32>) -> Option<Self> {
        let symmetric = || (0..n).all(|i| data[i * n + i] == 0 && (0..i).all(|j| data[i * n + j] == data[j * n + i]));
        (n.checked_mul(n) == Some(data.len()) && symmetric()).then(|| Self::from_fn(n, |i, j| data[i * n + j]))
    }

    /// A matrix that works its rows out when they are asked for and holds but a few: a search finds the same, more
    /// slowly, in memory that is linear in the number of items.
    pub fn computed(affinities: Box<dyn Affinities>) -> Self {
        let n = affinities.items();
        let source = Source::Computed(Arc::new(Computed { affinities, kept: Mutex::default() }));
        Self { n, stride: n.next_multiple_of(LANES), source, sum: OnceLock::new(), smallest: OnceLock::new() }
    }

    /// Number of items.
    pub fn items(&self) -> usize {
        self.n
    }

    /// Whether all affinities are in memory.
    pub fn is_held(&self) -> bool {
        matches!(self.source, Source::Held(_))
    }

    /// Affinities of item `i` to every item.
    pub fn row(&self, i: usize) -> Row<'_> {
        Row { length: self.n, ..self.wide(i) }
    }

    /// The same, filled up with zeros to [`Self::stride`].
    pub(super) fn wide(&self, i: usize) -> Row<'_> {
        let row = match &self.source {
            Source::Held(data) => Place::Held(&data[i * self.stride..(i + 1) * self.stride]),
            Source::Computed(computed) => Place::Kept(computed.row(i, self.n, self.stride)),
        };
        Row { row, length: self.stride }
    }

    /// Length of a row that is filled up to whole lanes.
    pub(super) fn stride(&self) -> usize {
        self.stride
    }

    /// Affinity of items `i` and `j`.
    pub fn get(&self, i: usize, j: usize) -> i64 {
        i64::from(match &self.source {
            Source::Held(data) => data[i * self.stride + j],
            Source::Computed(computed) => computed.get(i, j),
        })
    }

    /// No affinity is larger in size; one is as large if they are held.
    pub fn largest(&self) -> i64 {
        match &self.source {
            Source::Held(data) => data.iter().map(|&a| i64::from(a).abs()).max().unwrap_or(0),
            Source::Computed(computed) => computed.affinities.largest(),
        }
    }

    /// No affinity of two is smaller; one is as small if they are held.
    pub(super) fn smallest(&self) -> i64 {
        let least = |i: usize| self.row(i).iter().take(i).map(|&a| i64::from(a)).min();
        *self.smallest.get_or_init(|| match &self.source {
            Source::Held(_) => (1..self.n).filter_map(least).min().unwrap_or(0),
            Source::Computed(computed) => computed.affinities.smallest(),
        })
    }

    /// Sum of all rows.
    pub(super) fn sum(&self) -> i64 {
        let row = |i: usize| self.row(i).iter().map(|&a| i64::from(a)).sum::<i64>();
        *self.sum.get_or_init(|| (0..self.n).map(row).sum())
    }
}

impl fmt::Debug for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Matrix").field("items", &self.n).finish_non_exhaustive()
    }
}

impl Computed {
    /// Whoever panicked in between left whole rows.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn row(&self, i: usize, n: usize, stride: usize) -> Arc<[i32]> {
        let mut kept = self.kept();
        if let Some((_, row)) = kept.rows.iter().find(|(item, _)| *item == i) {
            return Arc::clone(row);
        }
        let mut row = vec![0; stride];
        self.affinities.row(i, &mut row[..n]);
        let row: Arc<[i32]> = row.into();
        let place = kept.next;
        match kept.rows.get_mut(place) {
            Some(oldest) => *oldest = (i, Arc::clone(&row)),
            None => kept.rows.push((i, Arc::clone(&row))),
        }
        kept.next = (place + 1) % KEPT;
        row
    }

    fn get(&self, i: usize, j: usize) -> i32 {
        let kept = self.kept();
        let at_hand = kept.rows.iter().find_map(|(item, row)| match *item {
            item if item == i => Some(row[j]),
            item if item == j => Some(row[i]),
            _ => None,
        });
        at_hand.unwrap_or_else(|| self.affinities.pair(i, j))
    }
}

impl Deref for Row<'_> {
    type Target = [i32];

    fn deref(&self) -> &[i32] {
        match &self.row {
            Place::Held(row) => &row[..self.length],
            Place::Kept(row) => &row[..self.length],
        }
    }
}
