//! The best communities of few, by trying every division.

use crate::rulebook::{allowed, penalty};
use crate::world::World;

/// What is asked: sizes, numbers of groups, groups a member, themes, objective.
#[derive(Debug, Clone)]
pub struct Ask {
    pub size: [usize; 2],
    pub count: Option<usize>,
    pub per_member: usize,
    pub themes: bool,
    pub per_theme: Option<[usize; 2]>,
    pub only_chosen: bool,
    pub objective: &'static str,
}

impl Ask {
    pub fn new(size: [usize; 2], objective: &'static str) -> Ask {
        Ask { size, count: None, per_member: 1, themes: false, per_theme: None, only_chosen: false, objective }
    }

    pub fn form(&self) -> serde_json::Value {
        let mut form = serde_json::json!({
            "form": "communities", "size": self.size, "count": self.count, "perMember": self.per_member,
            "themes": self.themes, "objective": self.objective, "onlyChosen": self.only_chosen,
        });
        if let Some(range) = self.per_theme {
            form["perTheme"] = serde_json::json!(range);
        }
        form
    }
}

/// Every list of groups of the sizes asked for in which each member is in so many groups.
pub fn divisions(members: &[usize], ask: &Ask) -> Vec<Vec<Vec<usize>>> {
    let n = members.len();
    let sizes = ask.size[0]..=ask.size[1];
    let masks: Vec<u32> = (1u32..1 << n).filter(|mask| sizes.contains(&(mask.count_ones() as usize))).collect();
    let mut out = Vec::new();
    go(&masks, &mut vec![ask.per_member; n], &mut Vec::new(), &mut out);
    let group = |mask: &u32| (0..n).filter(|i| mask >> i & 1 == 1).map(|i| members[i]).collect::<Vec<usize>>();
    let divisions = out.iter().map(|division: &Vec<u32>| division.iter().map(group).collect::<Vec<_>>());
    divisions.filter(|groups: &Vec<Vec<usize>>| ask.count.is_none_or(|count| count == groups.len())).collect()
}

/// Groups in the order of their first member who still has a place; equal first members in the order of the masks.
fn go(masks: &[u32], left: &mut Vec<usize>, so_far: &mut Vec<u32>, out: &mut Vec<Vec<u32>>) {
    let Some(first) = left.iter().position(|&places| places > 0) else {
        out.push(so_far.clone());
        return;
    };
    let fits = |mask: u32, left: &[usize]| (0..left.len()).all(|i| mask >> i & 1 == 0 || left[i] > 0);
    for &mask in masks.iter().filter(|&&mask| mask.trailing_zeros() as usize == first) {
        let in_order = so_far.last().is_none_or(|&last| last.trailing_zeros() != mask.trailing_zeros() || last <= mask);
        if in_order && fits(mask, left) {
            (0..left.len()).filter(|i| mask >> i & 1 == 1).for_each(|i| left[i] -= 1);
            so_far.push(mask);
            go(masks, left, so_far, out);
            so_far.pop();
            (0..left.len()).filter(|i| mask >> i & 1 == 1).for_each(|i| left[i] += 1);
        }
    }
}

/// A member's mean affinity to the others of a group; 0 alone.
fn mean(world: &World, member: usize, group: &[usize]) -> f64 {
    let sum: f64 = group.iter().filter(|&&other| other != member).map(|&other| world.affinity(member, other)).sum();
    if group.len() < 2 { 0.0 } else { sum / (group.len() - 1) as f64 }
}

/// The best theme for each group, within what is asked: the largest sum of wishes, below all numbers where there is none.
fn wishes(world: &World, groups: &[Vec<usize>], ask: &Ask) -> f64 {
    fn best(world: &World, groups: &[Vec<usize>], taken: &mut Vec<usize>, ask: &Ask) -> f64 {
        let [least, most] = ask.per_theme.unwrap_or([0, usize::MAX]);
        let Some((group, others)) = groups.split_first() else {
            return if taken.iter().all(|&often| often >= least) { 0.0 } else { f64::NEG_INFINITY };
        };
        let mut found = f64::NEG_INFINITY;
        for theme in 0..world.themes {
            let wish = |m: usize| world.people[m].wishes.get(theme).copied().unwrap_or(0.0);
            let declined = |m: usize| wish(m) == 0.0 && world.people[m].wishes.iter().any(|&other| other > 0.0);
            let barred = ask.only_chosen && group.iter().any(|&m| declined(m));
            if taken[theme] < most && !barred {
                taken[theme] += 1;
                let own: f64 = group.iter().map(|&m| wish(m)).sum();
                found = f64::max(found, own + best(world, others, taken, ask));
                taken[theme] -= 1;
            }
        }
        found
    }
    let preferred = world.criteria.iter().filter(|criterion| criterion.1 == "preferred");
    let weights: Vec<f64> = preferred.map(|criterion| criterion.2).collect();
    let weight: f64 = if weights.is_empty() { 1.0 } else { weights.iter().sum() };
    let most = best(world, groups, &mut vec![0; world.themes], ask);
    if most.is_finite() { weight * most } else { most }
}

/// The smallest mean of a member and the score of a division.
pub fn value(world: &World, groups: &[Vec<usize>], ask: &Ask) -> (f64, f64) {
    let means = || groups.iter().flat_map(|group| group.iter().map(move |&member| mean(world, member, group)));
    let pairs =
        |group: &Vec<usize>| group.iter().map(|&m| mean(world, m, group) * (group.len() - 1) as f64).sum::<f64>();
    let affinities: f64 = match ask.objective {
        "total" => groups.iter().map(|group| pairs(group) / 2.0).sum(),
        _ => means().sum(),
    };
    let preferred = if ask.themes { wishes(world, groups, ask) } else { 0.0 };
    let lost: f64 = groups.iter().map(|group| penalty(world, group)).sum();
    (means().fold(f64::INFINITY, f64::min), affinities + preferred - lost)
}

/// The means of all members of a division, lowest first.
pub fn means(world: &World, groups: &[Vec<usize>]) -> Vec<f64> {
    let of = |group: &Vec<usize>| group.iter().map(|&member| mean(world, member, group)).collect::<Vec<f64>>();
    let mut means: Vec<f64> = groups.iter().flat_map(of).collect();
    means.sort_by(f64::total_cmp);
    means
}

/// The means of the division that keeps all hard rules and is best when they are compared from the lowest upwards.
pub fn fairest(world: &World, ask: &Ask) -> Option<Vec<f64>> {
    let kept =
        divisions(&world.taking_part(), ask).into_iter().filter(|groups| groups.iter().all(|g| allowed(world, g)));
    kept.map(|groups| means(world, &groups)).reduce(|best, other| {
        let differs = best.iter().zip(&other).find(|(a, b)| (*a - *b).abs() > 1e-8);
        if differs.is_some_and(|(a, b)| b > a) { other } else { best }
    })
}

/// The smallest mean and the score of the best division that keeps all hard rules; `None` when there is none.
pub fn best(world: &World, ask: &Ask) -> Option<(f64, f64)> {
    best_where(world, ask, |_| true)
}

/// The same among some divisions.
pub fn best_where(world: &World, ask: &Ask, also: impl Fn(&[Vec<usize>]) -> bool) -> Option<(f64, f64)> {
    let kept = divisions(&world.taking_part(), ask)
        .into_iter()
        .filter(|groups| groups.iter().all(|g| allowed(world, g)) && also(groups));
    let values = kept.map(|groups| value(world, &groups, ask)).filter(|value| value.1.is_finite());
    let values: Vec<(f64, f64)> = values.collect();
    let lowest = values.iter().map(|value| value.0).fold(f64::NEG_INFINITY, f64::max);
    let counts = |value: &&(f64, f64)| ask.objective != "worst" || value.0 >= lowest - 1e-9;
    values.iter().filter(counts).map(|value| value.1).reduce(f64::max).map(|score| (lowest, score))
}
