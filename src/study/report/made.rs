//! How the plan was made: enough to make it again.

use super::Facts;
use super::document::{Block, Cell, Section, Table};
use super::words::{say, word};
use crate::canonical_json;
use crate::plan::EndedBy;
use crate::text::{Text, number};

/// A longer scenario holds another plan or ratings: its fingerprint says whether it is the same.
const MOST_LETTERS: usize = 6_000;

impl Facts<'_> {
    pub(super) fn made(&self) -> Option<Section> {
        let effort = &self.plan.effort;
        let network = self.ground.case.network;
        let mut blocks = Vec::new();
        let head = ["report.column.what", "report.column.how"];
        let mut table = Table::new("report.table.made", &head);
        let mut row = |code: &'static str, cell: Cell| table.rows.push(vec![word(code).into(), cell]);
        row("report.made.version", env!("CARGO_PKG_VERSION").into());
        row("report.made.network", say(&self.size_of_network()).into());
        row("report.made.form", self.scenario.form.word().into());
        row("report.made.mix", number(self.scenario.mix).into());
        row("report.made.seed", number(f64::from(effort.seed)).into());
        row("report.made.iterations", number(effort.iterations as f64).into());
        row("report.made.seconds", number(effort.seconds).into());
        row("report.made.ended", word(ended(effort.ended_by)).into());
        let scenario = canonical_json(self.scenario, false);
        row("report.made.networkMark", mark(&canonical_json(network, false)).into());
        row("report.made.scenarioMark", mark(&scenario).into());
        table.put(&mut blocks);
        let repeated = match effort.ended_by {
            EndedBy::Solved => Text::new("report.repeat.solved"),
            EndedBy::Iterations => {
                Text::new("report.repeat.iterations").with("iterations", number(effort.iterations as f64))
            }
            EndedBy::Seconds | EndedBy::Cancelled => Text::new("report.repeat.early"),
        };
        blocks.push(Block::Paragraph(say(&repeated.with("seed", number(f64::from(effort.seed))))));
        blocks.push(Block::Paragraph(word("report.marks")));
        if scenario.len() <= MOST_LETTERS {
            let code = Block::Code(canonical_json(self.scenario, true));
            blocks.push(Block::Fold { summary: word("report.scenario"), blocks: vec![code] });
        }
        Section::of("made", "report.section.made", blocks)
    }

    fn size_of_network(&self) -> Text {
        let network = self.ground.case.network;
        Text::new("report.made.size")
            .with("members", network.members.len())
            .with("attributes", network.attributes.len())
            .with("themes", network.themes.len())
            .with("ties", network.ties.len())
    }
}

fn ended(by: EndedBy) -> &'static str {
    match by {
        EndedBy::Solved => "report.ended.solved",
        EndedBy::Iterations => "report.ended.iterations",
        EndedBy::Seconds => "report.ended.seconds",
        EndedBy::Cancelled => "report.ended.cancelled",
    }
}

/// A fingerprint that tells two inputs apart (FNV-1a, 64 bits); it is no seal.
fn mark(text: &str) -> String {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let hash = text.bytes().fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn the_mark_is_that_of_the_published_test_vectors() {
        assert_eq!(mark(""), "cbf29ce484222325");
        assert_eq!(mark("a"), "af63dc4c8601ec8c");
        assert_eq!(mark("foobar"), "85944171f73967e8");
    }
}
