//! Group sizes and group counts that go together.

use super::Communities;
use crate::network::Table;
use std::ops::RangeInclusive;

impl Communities {
    /// In how many groups a member takes part.
    pub(crate) fn places_of(&self, table: &Table, member: usize) -> u32 {
        let column = self.limited_by.as_ref().and_then(|id| table.column(id));
        let limit = column.and_then(|column| column.position(member));
        // Validation has refused limits below 1; what is above any count is no limit.
        limit.map_or(self.per_member, |limit| self.per_member.min(limit.max(1.0) as u32))
    }

    fn each_places(&self, table: &Table) -> impl Iterator<Item = u32> {
        table.participants().into_iter().map(|member| self.places_of(table, member))
    }

    /// All places in groups, however many.
    pub(crate) fn all_places(&self, table: &Table) -> u64 {
        self.each_places(table).map(u64::from).sum()
    }

    /// The same of a form that validation has passed, and with it their number.
    pub(crate) fn places(&self, table: &Table) -> u32 {
        self.all_places(table).try_into().unwrap_or(u32::MAX)
    }

    /// Whether anyone takes part in fewer groups than the others.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub(crate) fn is_limited(&self, table: &Table) -> bool {
        self.each_places(table).any(|places| places < self.per_member)
    }

    /// The most groups that any member takes part in.
    pub(crate) fn most_places(&self, table: &Table) -> u32 {
        self.each_places(table).max().unwrap_or(self.per_member)
    }
}

/// The numbers of groups into which so many seats can be divided; `None` when there is none.
///
/// With k groups of `lo..=hi` seats that is every k with k·lo ≤ seats ≤ k·hi.
pub(crate) fn group_counts(form: &Communities, seats: u32) -> Option<RangeInclusive<u32>> {
    let (least, most) = match form.size {
        Some([lo, hi]) if lo > 0 && lo <= hi => (seats.div_ceil(hi), seats / lo),
        Some(_) => return None,
        // Without a size the count alone decides, with at least one seat a group.
        None => (form.count?, form.count?.min(seats)),
    };
    let (least, most) = form.count.map_or((least, most), |count| (least.max(count), most.min(count)));
    (least >= 1 && least <= most).then_some(least..=most)
}

/// The numbers of groups that so many themes can be shared out among.
pub(crate) fn theme_counts(form: &Communities, themes: u32) -> RangeInclusive<u32> {
    match form.per_theme {
        Some([lo, hi]) if form.themes => lo.saturating_mul(themes)..=hi.saturating_mul(themes),
        _ => 1..=u32::MAX,
    }
}

/// Smallest and largest size of each of so many groups.
pub(crate) fn size_range(form: &Communities, seats: u32, groups: u32) -> [u32; 2] {
    form.size.unwrap_or_else(|| {
        let groups = groups.max(1);
        [seats / groups, seats.div_ceil(groups)]
    })
}

/// The number in a group id such as `g12`, from 1.
pub(crate) fn group_number(id: &str) -> Option<u32> {
    let digits = id.strip_prefix('g')?;
    let plain = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(size: Option<[u32; 2]>, count: Option<u32>) -> Communities {
        Communities { size, count, ..Communities::default() }
    }

    #[test]
    fn twenty_four_members_make_three_or_four_groups_of_five_to_nine() {
        assert_eq!(group_counts(&form(Some([5, 9]), None), 24), Some(3..=4));
        assert_eq!(group_counts(&form(Some([5, 9]), Some(4)), 24), Some(4..=4));
        assert_eq!(group_counts(&form(Some([5, 9]), Some(5)), 24), None);
    }

    #[test]
    fn eleven_members_cannot_be_divided_into_groups_of_six() {
        assert_eq!(group_counts(&form(Some([6, 6]), None), 11), None);
    }

    #[test]
    fn a_count_alone_makes_groups_as_even_as_can_be() {
        let form = form(None, Some(4));
        assert_eq!(group_counts(&form, 10), Some(4..=4));
        assert_eq!(size_range(&form, 10, 4), [2, 3]);
    }

    #[test]
    fn a_group_id_is_g_and_a_number_from_one() {
        assert_eq!(group_number("g12"), Some(12));
        assert_eq!(group_number("g0"), None);
        assert_eq!(group_number("literacy"), None);
        assert_eq!(group_number("g01"), None);
    }
}
