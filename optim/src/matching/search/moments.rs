//! What is still to happen, soonest first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A queue of moments from which nothing is taken that is earlier than what was taken before: a radix heap (Ahuja,
/// Mehlhorn, Orlin and Tarjan 1990). A moment lies in the box of the highest binary digit in which it differs from
/// the last one taken, and moves to lower boxes as that comes near: what is put in and never reached is never
/// sorted.
///
/// Moments are at least 0. What happens at the same moment is taken least first.
pub(super) struct Moments<T> {
    last: i64,
    /// What happens at the last moment taken.
    due: BinaryHeap<Reverse<T>>,
    boxes: Vec<Vec<(i64, T)>>,
    /// Boxes that are not empty, a binary digit each.
    filled: u64,
}

impl<T: Ord + Copy> Moments<T> {
    pub fn new() -> Self {
        Self { last: 0, due: BinaryHeap::new(), boxes: (0..64).map(|_| Vec::new()).collect(), filled: 0 }
    }

    pub fn push(&mut self, time: i64, what: T) {
        debug_assert!(time >= self.last);
        let apart = (time ^ self.last) as u64;
        if apart == 0 {
            self.due.push(Reverse(what));
        } else {
            let digit = 63 - apart.leading_zeros();
            self.boxes[digit as usize].push((time, what));
            self.filled |= 1 << digit;
        }
    }

    pub fn pop(&mut self) -> Option<(i64, T)> {
        while self.due.is_empty() {
            if self.filled == 0 {
                return None;
            }
            let digit = self.filled.trailing_zeros();
            self.filled &= self.filled - 1;
            let mut opened = std::mem::take(&mut self.boxes[digit as usize]);
            self.last = opened.iter().fold(i64::MAX, |soonest, &(time, _)| soonest.min(time));
            for &(time, what) in &opened {
                self.push(time, what);
            }
            opened.clear();
            self.boxes[digit as usize] = opened;
        }
        self.due.pop().map(|Reverse(what)| (self.last, what))
    }
}
