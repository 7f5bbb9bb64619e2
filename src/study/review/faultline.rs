//! Whether a group falls into two camps whose members are alike among themselves and differ from the others in many things
//! at once (faultlines: Lau and Murnighan 1998), by the share of variation between the camps (Thatcher, Jehn and Zanutto
//! 2003).

use super::ground::Ground;
use super::measures::Question;
use super::model::Faultline;
use crate::network::Column;

/// A camp has at least two members.
const CAMP: u32 = 2;

/// All divisions are tried, and there are 2^(n − 1) of them: at 12 members two thousand.
const MOST: usize = 12;

/// Another division must be stronger by this to count as such: sums in another order differ by less.
const TOLERANCE: f64 = 1e-12;

/// The division of a group with the largest share of variation between its camps.
pub(super) fn faultline(ground: &Ground, questions: &[Question], members: &[usize]) -> Option<Faultline> {
    let n = members.len();
    if n < 2 * CAMP as usize || n > MOST {
        return None;
    }
    let squares = squares(questions, members)?;
    let full = (1usize << n) - 1;
    let inner = inner_sums(&squares);
    let total = inner[full] / n as f64;
    if total <= 0.0 {
        return Some(Faultline { strength: 0.0, camps: [Vec::new(), Vec::new()] });
    }
    let mut best = (-1.0, 0);
    // The first member is in the first camp, so that each division is looked at once.
    for camp in (1..full).step_by(2) {
        let (own, others) = (camp.count_ones(), (full ^ camp).count_ones());
        if own >= CAMP && others >= CAMP {
            let within = inner[camp] / f64::from(own) + inner[full ^ camp] / f64::from(others);
            let strength = (1.0 - within / total).clamp(0.0, 1.0);
            if strength > best.0 + TOLERANCE {
                best = (strength, camp);
            }
        }
    }
    let camp = |wanted: usize| {
        let inside = members.iter().enumerate().filter(|(at, _)| best.1 >> at & 1 == wanted);
        inside.map(|(_, &member)| ground.id(member)).collect::<Vec<_>>()
    };
    Some(Faultline { strength: best.0, camps: [camp(1), camp(0)] })
}

/// The squared distances of any two: the mean over the questions that both answered, of 1 where categories differ, of 1 less
/// what sets share, and of the squared differences on scales from 0 to 1. `None` where some two answered nothing in common.
fn squares(questions: &[Question], members: &[usize]) -> Option<Vec<Vec<f64>>> {
    let mut squares = vec![vec![0.0; members.len()]; members.len()];
    for (i, &a) in members.iter().enumerate() {
        for (j, &b) in members[..i].iter().enumerate() {
            let (mut sum, mut count) = (0.0, 0u32);
            for question in questions {
                if let Some(distance) = question.distance(a, b) {
                    // Of a category or set the distance is itself a square: that of vectors of zeros and ones.
                    let square = matches!(question.column, Column::Category { .. } | Column::Set { .. });
                    sum += if square { distance } else { distance * distance };
                    count += 1;
                }
            }
            if count == 0 {
                return None;
            }
            squares[i][j] = sum / f64::from(count);
            squares[j][i] = squares[i][j];
        }
    }
    Some(squares)
}

/// Of every set of members, as bits, the sum of the squared distances of any two.
fn inner_sums(squares: &[Vec<f64>]) -> Vec<f64> {
    let mut inner = vec![0.0; 1 << squares.len()];
    for camp in 1..inner.len() {
        let last = camp.ilog2() as usize;
        let rest = camp ^ (1 << last);
        let own: f64 = (0..last).filter(|at| rest >> at & 1 == 1).map(|at| squares[last][at]).sum();
        inner[camp] = inner[rest] + own;
    }
    inner
}
