//! Why not everyone can be on a theme that they chose.

use super::{Found, range};
use crate::optim::milp::{Limits, MOST_CELLS, Status, ThemeModel, assign_themes};
use crate::scenario::{Form, theme_counts};
use crate::text::Text;

/// A model that has no solution mostly has no relaxation either; more nodes than this take too long for a note.
const NODES: u64 = 200;

impl Found<'_> {
    pub(super) fn themes(&mut self) {
        let Form::Communities(form) = &self.case.scenario.form else { return };
        if !form.only_chosen {
            return;
        }
        let (table, shape) = (self.case.table, &self.shape);
        let themes = 0..table.theme_ids.len();
        let takers = |theme: usize| shape.members.iter().filter(|&&m| !table.declines(m, theme)).count() as u64;
        let takers: Vec<u64> = themes.clone().map(takers).collect();
        let most = |member: usize| {
            let open = themes.clone().filter(|&theme| !table.declines(member, theme));
            open.map(|theme| takers[theme]).max().unwrap_or(0)
        };
        let lonely: Vec<usize> = shape.members.iter().copied().filter(|&member| most(member) < shape.lo).collect();
        if let Some(found) = lonely.iter().map(|&member| most(member)).max() {
            let text = Text::new("note.proof.theme")
                .with("names", self.names(lonely.iter().copied()))
                .with("count", lonely.len())
                .with("found", found as f64)
                .with("needed", shape.lo as f64);
            return self.certain(Vec::new(), text);
        }
        if shape.per > 1 || shape.members.len() * themes.len() > MOST_CELLS {
            return;
        }
        let [lo, hi, fewest, most] = [shape.lo, shape.hi, shape.fewest, shape.most].map(|number| number as u32);
        let counts = theme_counts(form, themes.end as u32);
        let row = |&member: &usize| themes.clone().map(|theme| (!table.declines(member, theme)).then_some(0)).collect();
        let model = ThemeModel {
            points: shape.members.iter().map(row).collect(),
            sizes: vec![[lo, hi]; themes.end],
            groups: vec![form.per_theme.unwrap_or([0, most]); themes.end],
            opened: [fewest.max(*counts.start()), most.min(*counts.end())],
            quotas: Vec::new(),
        };
        if assign_themes(&model, &Limits::nodes(NODES), None).status == Status::Infeasible {
            let text = Text::new("note.proof.themes")
                .with("groups", range(shape.fewest, shape.most))
                .with("sizes", range(shape.lo, shape.hi));
            self.certain(Vec::new(), text);
        }
    }
}
