//! Members with ranked wishes among themes of unlike popularity, under quotas of regions and of those who would lead.

use super::Random;
use crate::milp::{ThemeModel, ThemeQuota};

/// Points of the first, second and third wish.
const WISHES: [i64; 3] = [3, 2, 1];
const REGIONS: u32 = 5;
/// One member in so many would lead, and every theme needs this many of them.
const LEAD_ONE_IN: u32 = 4;
const LEADS: u32 = 3;

/// A theme model of a seed: three quarters of the themes are opened, or one fewer; without quotas, only sizes bind.
pub fn themes(seed: u64, members: u32, themes: u32, quotas: bool) -> ThemeModel {
    let mut random = Random::new(seed);
    let popular: Vec<u32> = (0..themes).map(|_| 1 + random.below(6)).collect();
    let regions: Vec<u32> = random.column(members, REGIONS);
    let leads: Vec<u32> = random.column(members, LEAD_ONE_IN);
    let row = |random: &mut Random| {
        let mut row = vec![Some(0); themes as usize];
        for wish in WISHES.iter().take(themes as usize) {
            // A theme is taken as a wish the likelier the more popular it is; after many tries any will do.
            let mut at = row.iter().position(|points| *points == Some(0)).unwrap_or(0);
            for _ in 0..100 {
                let theme = random.below(themes) as usize;
                if random.below(7) <= popular[theme] && row[theme] == Some(0) {
                    at = theme;
                    break;
                }
            }
            row[at] = Some(*wish);
        }
        row
    };
    let points = (0..members).map(|_| row(&mut random)).collect();
    let open = (themes * 3 / 4).max(1);
    let [lo, hi] = [members * 4 / (open * 5), (members * 5).div_ceil(open * 4)];
    let holding =
        |column: &[u32], value: u32| (0..members).filter(|&m| column[m as usize] == value).collect::<Vec<u32>>();
    let mut model = ThemeModel {
        points,
        sizes: vec![[lo, hi]; themes as usize],
        groups: Vec::new(),
        opened: [open.saturating_sub(1).max(1), open],
        quotas: Vec::new(),
    };
    for theme in (0..themes).filter(|_| quotas) {
        for region in 0..REGIONS {
            let hi = (hi * 3).div_ceil(10);
            model.quotas.push(ThemeQuota { theme, members: holding(&regions, region), lo: 1.min(lo), hi });
        }
        model.quotas.push(ThemeQuota { theme, members: holding(&leads, 0), lo: LEADS.min(lo), hi: members });
    }
    model
}
