//! Plans without repeats that finite fields give, where the number of tables is a prime power.

use super::Problem;
use crate::random::Random;

/// Tables of points, round by round. Points are numbered from 0.
pub(super) type Rounds = Vec<Vec<Vec<u16>>>;

/// Largest number of points for which designs are looked for: orbits of pairs are numbered in 16 bits.
const MAX_POINTS: usize = 256;

/// Largest field that is built; a product takes time and a table of products memory with its square.
const MAX_ORDER: usize = 128;

/// Tables of one size, some of them with a seat less.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    sizes: Vec<u32>,
    pub tables: usize,
    pub size: usize,
    /// Points without a member: tables times size, less the members.
    pub absent: usize,
    /// Rounds that are asked for, and that the number of points allows without repeats.
    pub rounds: usize,
}

impl Shape {
    /// `None` if sizes differ by more than one, or there are too many points for a design to be looked for.
    pub fn of(problem: &Problem) -> Option<Self> {
        let sizes = problem.sizes.clone();
        let (least, size) = (*sizes.iter().min()?, *sizes.iter().max()?);
        let points = sizes.len() * size as usize;
        if size < 2 || size - least > 1 || points > MAX_POINTS {
            return None;
        }
        let rounds = (problem.rounds as usize).min((points - 1) / (size as usize - 1));
        let absent = points - problem.n as usize;
        Some(Self { tables: sizes.len(), size: size as usize, sizes, absent, rounds })
    }

    /// As many rounds without repeats as the methods of this file give, possibly none.
    pub fn design(&self) -> Rounds {
        if (self.tables, self.size) == (8, 4) { four_classes_of_eight() } else { transversal(self.tables, self.size) }
    }

    /// Seats members at random points of a design, and at random in rounds that it does not have. `None` if no points
    /// are found to be left empty so that every table has its size.
    pub fn seats(&self, rounds: &Rounds, asked: usize, random: &mut Random) -> Option<Vec<u16>> {
        let points = self.tables * self.size;
        let rounds = &rounds[..rounds.len().min(asked)];
        let mut met = vec![false; points * points];
        for table in rounds.iter().flatten() {
            for &x in table {
                for &y in table {
                    met[x as usize * points + y as usize] = true;
                }
            }
        }
        let empty = (0..points).map(|first| {
            let mut empty = vec![first];
            for point in 0..points {
                if empty.len() < self.absent && empty.iter().all(|&other| !met[other * points + point]) {
                    empty.push(point);
                }
            }
            empty
        });
        let empty =
            if self.absent == 0 { vec![] } else { empty.into_iter().find(|empty| empty.len() == self.absent)? };
        let n = points - self.absent;
        let mut members: Vec<u16> = (0..n as u16).collect();
        random.shuffle(&mut members);
        let mut member_of = vec![0; points];
        for (&member, point) in members.iter().zip((0..points).filter(|point| !empty.contains(point))) {
            member_of[point] = member;
        }
        let mut seats = vec![];
        for round in rounds {
            let mut tables: Vec<Vec<u16>> = vec![];
            for table in round {
                let taken = table.iter().filter(|&&point| !empty.contains(&(point as usize)));
                tables.push(taken.map(|&point| member_of[point as usize]).collect());
            }
            for &size in &self.sizes {
                let at = tables.iter().position(|table| table.len() == size as usize)?;
                seats.extend(tables.swap_remove(at));
            }
        }
        for _ in rounds.len()..asked {
            random.shuffle(&mut members);
            seats.extend_from_slice(&members);
        }
        Some(seats)
    }
}

/// A resolvable transversal design (Bose & Bush 1952) on `size` classes of `tables` points each: round r has the tables
/// {(i, t + αᵢ r)}, with a different field element αᵢ for every class. Two points of different classes so meet once, two
/// of one class never; that leaves the classes to be seated by themselves.
fn transversal(tables: usize, size: usize) -> Rounds {
    if tables == 1 {
        return vec![vec![(0..size as u16).collect()]];
    }
    let Some(field) = (size <= tables).then(|| Field::new(tables)).flatten() else { return vec![] };
    let mut rounds: Rounds = (0..tables).map(|r| field.round(size, r)).collect();
    if tables.is_multiple_of(size) {
        let inner = transversal(tables / size, size);
        // What is no design by itself still gives one round.
        let chunks = || vec![(0..tables as u16).collect::<Vec<_>>().chunks(size).map(<[u16]>::to_vec).collect()];
        let inner = if inner.is_empty() { chunks() } else { inner };
        for round in inner {
            let mut tables_of_round = vec![];
            for class in 0..size {
                for table in &round {
                    tables_of_round.push(table.iter().map(|point| (class * tables) as u16 + point).collect());
                }
            }
            rounds.push(tables_of_round);
        }
    }
    rounds
}

/// Ten rounds of eight tables of four: six of the eight transversal rounds over GF(8), with α = 0, 1, g, g². Without
/// rounds 0 and 1 the points (i, x) and (j, y) have yet to meet where y − x is 0 or d = αᵢ + αⱼ. Tables
/// {(i, x), (i, x + d), (j, x), (j, x + d)} make up for it, one round for each way to pair off the classes; and they meet
/// within class i the differences αᵢ + αⱼ, three of the four outside some plane, whose cosets make the tenth round.
///
/// Each member meets 30 of the other 31, so there is no eleventh.
fn four_classes_of_eight() -> Rounds {
    let Some(field) = Field::new(8) else { return vec![] };
    // Digits base 2: adding is exclusive or, and 1, 2, 4 are independent.
    let alpha = [0u16, 1, 2, 4];
    let point = |class: usize, x: u16| class as u16 * 8 + x;
    let mut rounds: Rounds = (2..8)
        .map(|r| {
            let table = |t: u16| (0..4).map(|i| point(i, t ^ field.product(alpha[i].into(), r) as u16)).collect();
            (0..8).map(table).collect()
        })
        .collect();
    for partner in 1..4 {
        let mut round = vec![];
        for i in 0..4 {
            // Classes by their number, two bits: i and i ^ partner make a pair.
            let j = i ^ partner;
            let d = alpha[i] ^ alpha[j];
            for x in (0..8).filter(|&x| i < j && x < x ^ d) {
                round.push(vec![point(i, x), point(i, x ^ d), point(j, x), point(j, x ^ d)]);
            }
        }
        rounds.push(round);
    }
    let mut last = vec![];
    for (i, a) in alpha.into_iter().enumerate() {
        // The plane that none of the differences lies in: where the mask's bits that x has are even in number.
        let odd = |mask: u16, x: u16| (mask & x).count_ones() % 2 == 1;
        let avoids = |&mask: &u16| alpha.iter().all(|&b| a == b || odd(mask, a ^ b));
        let Some(mask) = (1..8).find(avoids) else { return vec![] };
        for side in [false, true] {
            last.push((0..8).filter(|&x| odd(mask, x) == side).map(|x| point(i, x)).collect());
        }
    }
    rounds.push(last);
    rounds
}

/// A finite field: elements are polynomials over GF(p), their coefficients the digits of a number base p.
struct Field {
    order: usize,
    p: usize,
    products: Vec<u16>,
}

impl Field {
    /// The field of this order; `None` if it is no prime power, or too large.
    fn new(order: usize) -> Option<Self> {
        let p = (2..=order).find(|&p| order.is_multiple_of(p))?;
        let mut power = p;
        while power < order {
            power *= p;
        }
        if power != order || order > MAX_ORDER {
            return None;
        }
        // A monic polynomial of the field's degree, given by its other coefficients, is irreducible if no product of two
        // elements vanishes modulo it.
        (0..order).find_map(|polynomial| {
            let mut field = Self { order, p, products: vec![0; order * order] };
            for a in 1..order {
                for b in 1..order {
                    field.products[a * order + b] = field.multiply(a, b, polynomial) as u16;
                    if field.products[a * order + b] == 0 {
                        return None;
                    }
                }
            }
            Some(field)
        })
    }

    fn sum(&self, a: usize, b: usize) -> usize {
        if a == 0 && b == 0 {
            return 0;
        }
        (a % self.p + b % self.p) % self.p + self.p * self.sum(a / self.p, b / self.p)
    }

    fn product(&self, a: usize, b: usize) -> usize {
        self.products[a * self.order + b] as usize
    }

    /// Horner's scheme; x to the field's degree is minus the polynomial.
    fn multiply(&self, a: usize, b: usize, polynomial: usize) -> usize {
        let times = |a: usize, digit: usize| (0..digit).fold(0, |sum, _| self.sum(sum, a));
        let mut result = 0;
        let mut place = self.order / self.p;
        while place > 0 {
            let carry = result / (self.order / self.p);
            result = result % (self.order / self.p) * self.p;
            result = self.sum(result, times(polynomial, (self.p - carry) % self.p));
            result = self.sum(result, times(a, b / place % self.p));
            place /= self.p;
        }
        result
    }

    fn round(&self, size: usize, r: usize) -> Vec<Vec<u16>> {
        let point = |class, t| (class * self.order + self.sum(t, self.product(class, r))) as u16;
        (0..self.order).map(|t| (0..size).map(|class| point(class, t)).collect()).collect()
    }
}
