//! Who knows whom before the plan and after it; what is needed and offered; which themes are wished for.

use super::Facts;
use super::document::{Bar, Block, Chart, Drawing, Section, Table, put_list};
use super::words::{percent, say, word};
use crate::study::review::NetworkShape;
use crate::text::Text;

/// More bars are no drawing but a table.
const MOST_BARS: usize = 24;

impl Facts<'_> {
    pub(super) fn connections(&self) -> Option<Section> {
        let connections = &self.review.connections;
        let (before, after) = (&connections.before, &connections.after);
        let mut blocks = Vec::new();
        // Of one member there is nothing to say.
        if before.members < 2 {
            return None;
        }
        put_list(&connections.notes, &mut blocks);
        self.reached(&mut blocks);
        let head = ["report.column.measure", "report.column.before", "report.column.after"];
        let mut table = Table::new("report.table.connections", &head);
        let mut row = |code: &'static str, of: &dyn Fn(&NetworkShape) -> Option<f64>| {
            if of(before).is_some() || of(after).is_some() {
                table.rows.push(vec![word(code).into(), of(before).into(), of(after).into()]);
            }
        };
        row("report.shape.ties", &|shape| Some(shape.ties as f64));
        row("report.shape.density", &|shape| shape.density);
        row("report.shape.parts", &|shape| Some(shape.parts as f64));
        row("report.shape.largest", &|shape| Some(shape.largest as f64));
        row("report.shape.isolated", &|shape| Some(shape.isolated as f64));
        row("report.shape.path", &|shape| shape.mean_path);
        row("report.shape.clustering", &|shape| shape.clustering);
        row("report.shape.transitivity", &|shape| shape.transitivity);
        row("report.shape.across", &|shape| shape.ei_index);
        row("report.shape.bridges", &|shape| Some(shape.bridges.len() as f64));
        row("report.shape.cut", &|shape| Some(shape.cut_members.len() as f64));
        table.put(&mut blocks);
        Section::of("connections", "report.section.connections", blocks)
    }

    /// The shares of members and ties that the plan changes.
    fn reached(&self, blocks: &mut Vec<Block>) {
        let connections = &self.review.connections;
        let (before, after) = (&connections.before, &connections.after);
        let members = before.members as f64;
        let bar = |code: &'static str, numbers: [f64; 2]| {
            let shown = numbers.map(|share| say(&Text::new("report.percent").with("percent", percent(share))));
            Bar { label: word(code), numbers, shown }
        };
        let mut rows = vec![
            bar("report.chart.ties.largest", [before.largest as f64 / members, after.largest as f64 / members]),
            bar("report.chart.ties.isolated", [before.isolated as f64 / members, after.isolated as f64 / members]),
        ];
        if let (Some(before), Some(after)) = (before.density, after.density) {
            rows.push(bar("report.chart.ties.density", [before, after]));
        }
        rows.retain(|row| row.numbers[0] != row.numbers[1]);
        if rows.is_empty() {
            return;
        }
        let one = |row: &Bar| {
            let text = Text::new("report.chart.ties.one").with("label", &row.label).with("before", &row.shown[0]);
            say(&text.with("after", &row.shown[1]))
        };
        let description = rows.iter().map(one).collect::<Vec<_>>().join(" ");
        let kind = Drawing::Bars { rows, series: [word("report.before"), word("report.after")] };
        blocks.push(Block::Chart(Chart { title: word("report.chart.ties"), description, kind }));
    }

    pub(super) fn demand(&self) -> Option<Section> {
        let demand = &self.review.demand;
        let mut blocks = Vec::new();
        put_list(&demand.notes, &mut blocks);
        self.themes(&mut blocks);
        let head = [
            "report.column.topic",
            "report.column.seekers",
            "report.column.offers",
            "report.column.met",
            "report.column.lacks",
        ];
        let mut table = Table::new("report.table.topics", &head);
        for topic in &demand.topics {
            let lacks = match topic.lacks {
                Some("offers") => word("report.lacks.offers"),
                Some("seekers") => word("report.lacks.seekers"),
                Some(_) => word("report.lacks.enough"),
                None => String::new(),
            };
            table.rows.push(vec![
                topic.topic.as_str().into(),
                topic.seekers.into(),
                topic.offers.into(),
                topic.met.into(),
                lacks.into(),
            ]);
        }
        table.without_empty_columns().put(&mut blocks);
        Section::of("demand", "report.section.demand", blocks)
    }

    fn themes(&self, blocks: &mut Vec<Block>) {
        let themes = &self.ground.measures.themes;
        if themes.is_empty() {
            let head = ["report.column.theme", "report.column.wished", "report.column.fewest", "report.column.enough"];
            let mut table = Table::new("report.table.wishes", &head);
            for theme in &self.review.demand.themes {
                let enough = word(if theme.enough { "report.yes" } else { "report.no" });
                let label = self.theme(&theme.theme);
                table.rows.push(vec![label.into(), theme.wished.into(), theme.fewest.into(), enough.into()]);
            }
            table.put(blocks);
            return;
        }
        let wished = |theme: &crate::plan::ThemeReport| theme.wished > 0 || theme.members > 0;
        if themes.len() <= MOST_BARS && themes.iter().any(wished) {
            let bar = |theme: &crate::plan::ThemeReport| {
                let numbers = [theme.wished, theme.members].map(f64::from);
                Bar { label: self.theme(&theme.theme), numbers, shown: numbers.map(crate::text::number) }
            };
            let rows: Vec<Bar> = themes.iter().map(bar).collect();
            let one = |row: &Bar| {
                let text = Text::new("report.chart.themes.one").with("theme", &row.label);
                say(&text.with("wished", row.numbers[0]).with("places", row.numbers[1]))
            };
            let description = rows.iter().map(one).collect::<Vec<_>>().join(" ");
            let kind = Drawing::Bars { rows, series: [word("report.wished"), word("report.places")] };
            blocks.push(Block::Chart(Chart { title: word("report.chart.themes"), description, kind }));
        }
        let head = [
            "report.column.theme",
            "report.column.wished",
            "report.column.first",
            "report.column.groups",
            "report.column.places",
            "report.column.chosen",
            "report.column.unmet",
        ];
        let mut table = Table::new("report.table.themes", &head);
        for theme in themes {
            let counts = [theme.wished, theme.first, theme.groups, theme.members, theme.chosen, theme.unmet];
            let mut row = vec![self.theme(&theme.theme).into()];
            row.extend(counts.map(Into::into));
            table.rows.push(row);
        }
        table.put(blocks);
    }
}
