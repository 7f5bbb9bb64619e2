//! What became of the members' wishes for themes.

use super::measure::{Case, Placement};
use super::model::ThemeReport;
use crate::scenario::Form;

impl Case<'_> {
    /// Each theme's demand and what met it; nothing where groups take no themes.
    pub(super) fn demand(&self, placement: &Placement) -> Vec<ThemeReport> {
        if !matches!(&self.scenario.form, Form::Communities(form) if form.themes) {
            return Vec::new();
        }
        let table = self.table;
        let report = |id: &String| ThemeReport { theme: id.clone(), ..ThemeReport::default() };
        let mut reports: Vec<ThemeReport> = table.theme_ids.iter().map(report).collect();
        // The strongest wish that any of a member's groups meets; below 0 before the first.
        let mut met = vec![-1.0; table.len()];
        for group in &placement.groups {
            let Some(theme) = group.theme else { continue };
            let report = &mut reports[theme];
            report.groups += 1;
            report.members += group.members.len() as u32;
            for &member in &group.members {
                let wish = table.wishes[member][theme];
                report.chosen += u32::from(wish > 0.0);
                met[member] = f64::max(met[member], wish);
            }
        }
        for member in table.participants() {
            let wishes = &table.wishes[member];
            let highest = wishes.iter().copied().fold(0.0, f64::max);
            for (report, &wish) in reports.iter_mut().zip(wishes).filter(|&(_, &wish)| wish > 0.0) {
                report.wished += 1;
                report.first += u32::from(wish == highest);
                report.unmet += u32::from(wish > f64::max(met[member], 0.0));
            }
        }
        reports
    }

    /// Members, each with the theme, who are where no theme is that they chose, where they are to be.
    pub(super) fn unchosen(&self, placement: &Placement) -> Vec<(usize, usize)> {
        if !matches!(&self.scenario.form, Form::Communities(form) if form.only_chosen) {
            return Vec::new();
        }
        let placed = placement.groups.iter().filter_map(|group| Some((group.theme?, group)));
        let pairs = placed.flat_map(|(theme, group)| group.members.iter().map(move |&member| (member, theme)));
        pairs.filter(|&(member, theme)| self.table.declines(member, theme)).collect()
    }
}
