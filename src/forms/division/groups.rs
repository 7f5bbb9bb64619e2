//! All groups that keep the rules, by how many of each kind they take.

use super::kinds::Kinds;

struct Listing<'a> {
    kinds: &'a Kinds<'a>,
    sizes: Vec<u32>,
    size: [u32; 2],
    /// For each limit and kind, how many holders this and later kinds have at most.
    ahead: Vec<Vec<u32>>,
    /// How many members this and later kinds have.
    members_ahead: Vec<u32>,
    looks: u64,
    most: usize,
    group: Vec<u8>,
    found: Vec<Vec<u8>>,
}

/// The groups; `None` where there are more of them, or of steps on the way, than allowed.
pub(super) fn list(kinds: &Kinds, size: [u32; 2], looks: u64, most: usize) -> Option<Vec<Vec<u8>>> {
    let sizes = kinds.sizes();
    let behind = |of: &dyn Fn(usize) -> u32| -> Vec<u32> {
        let mut ahead = vec![0; kinds.len() + 1];
        for kind in (0..kinds.len()).rev() {
            ahead[kind] = ahead[kind + 1] + of(kind) * u32::from(kinds.most(kind));
        }
        ahead
    };
    let ahead = kinds.limits.iter().map(|limit| behind(&|kind| limit.of[kind])).collect();
    let members_ahead = behind(&|kind| sizes[kind]);
    let group = vec![0; kinds.len()];
    let mut listing = Listing { kinds, sizes, size, ahead, members_ahead, looks, most, group, found: Vec::new() };
    listing.extend(0, 0).then_some(listing.found)
}

impl Listing<'_> {
    /// Goes on with a kind; whether all was listed.
    fn extend(&mut self, kind: usize, members: u32) -> bool {
        if members + self.members_ahead[kind] < self.size[0] || !self.can_reach(kind) {
            return true;
        }
        if kind == self.kinds.len() {
            if members >= self.size[0] && members > 0 && self.kinds.is_whole(&self.group) {
                self.found.push(self.group.clone());
            }
            return self.found.len() <= self.most;
        }
        let mut all = self.extend(kind + 1, members);
        let mut now = members;
        for count in 1..=self.kinds.most(kind) {
            now += self.sizes[kind];
            self.group[kind] = count;
            if self.looks == 0 || !all {
                all = false;
                break;
            }
            self.looks -= 1;
            if now > self.size[1] || !self.kinds.may_grow(&self.group, kind) {
                break;
            }
            all = self.extend(kind + 1, now);
        }
        self.group[kind] = 0;
        all
    }

    /// Whether this and later kinds have enough holders of everything.
    fn can_reach(&self, kind: usize) -> bool {
        self.kinds.limits.iter().zip(&self.ahead).all(|(limit, ahead)| {
            let held = self.kinds.held(limit, &self.group);
            held + ahead[kind] >= limit.lo || (limit.or_none && held == 0)
        })
    }
}
