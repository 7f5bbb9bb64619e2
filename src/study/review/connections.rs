//! Who knows whom before a plan and after it. Bridges and cut members are found by petgraph; paths of all members at once,
//! 64 sources in a word (Then, Kaufmann, Chirigati and others 2014).

use super::ground::{Ground, say};
use super::model::ReviewOptions;
use super::model_network::{Bridging, Connections, Join, NetworkShape, Overlap};
use crate::affinity::Want;
use crate::network::{Column, Table};
use crate::order::ranked;
use crate::scenario::Form;
use crate::text::Text;
use petgraph::algo::articulation_points::articulation_points;
use petgraph::algo::bridges::bridges;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;

/// Members of the pool, by their place in it, and whom each knows, ascending.
struct Graph {
    near: Vec<Vec<u32>>,
}

pub(super) fn connections(ground: &Ground, options: &ReviewOptions) -> Connections {
    let mut place = vec![None; ground.case.table.len()];
    (0u32..).zip(&ground.pool).for_each(|(at, &member)| place[member] = Some(at));
    let among = |others: &mut dyn Iterator<Item = u32>| {
        let mut near: Vec<u32> = others.filter_map(|other| place[other as usize]).collect();
        near.sort_unstable();
        near.dedup();
        near
    };
    let table = ground.case.table;
    let before = Graph { near: ground.pool.iter().map(|&m| among(&mut known(table, m))).collect() };
    let matched = |member: usize| ground.partners[member].iter().copied();
    let after = Graph { near: ground.pool.iter().map(|&m| among(&mut known(table, m).chain(matched(m)))).collect() };
    let across = across(ground, options);
    let mut parts = before.parts();
    let mut connections = Connections {
        new_ties: after.ties() - before.ties(),
        before: before.shape(table, &ground.pool, across.as_deref()),
        after: after.shape(table, &ground.pool, across.as_deref()),
        across,
        joins: joins(ground, &place, &mut parts),
        overlap: overlap(ground),
        notes: Vec::new(),
    };
    connections.notes = notes(ground, &connections);
    connections
}

/// Whom a member knows by its ties, ascending.
pub(in crate::study) fn known(table: &Table, member: usize) -> impl Iterator<Item = u32> + '_ {
    table.ties[member].iter().filter(|(_, tie)| tie.known() > 0.0).map(|(&other, _)| other)
}

/// The shape of a whole network by its ties.
pub(in crate::study) fn shape(table: &Table, across: Option<&str>) -> NetworkShape {
    let everyone: Vec<usize> = (0..table.len()).collect();
    let graph = Graph { near: everyone.iter().map(|&member| known(table, member).collect()).collect() };
    graph.shape(table, &everyone, across)
}

/// The attribute across which ties are counted.
fn across(ground: &Ground, options: &ReviewOptions) -> Option<String> {
    let (scenario, table) = (ground.case.scenario, ground.case.table);
    let category = |id: &str| matches!(table.column(id), Some(Column::Category { .. }));
    let differing = scenario.criteria.iter().filter(|c| c.want == Want::Different && category(&c.on));
    let wanted = || differing.map(|criterion| criterion.on.clone()).next();
    let first = || table.attribute_ids().find(|id| category(id)).map(str::to_owned);
    options.across.clone().or_else(wanted).or_else(first)
}

/// Groups whose members come from several parts.
fn joins(ground: &Ground, place: &[Option<u32>], parts: &mut UnionFind<u32>) -> Vec<Join> {
    let mut joins = Vec::new();
    for circle in &ground.circles {
        let mut own: Vec<u32> =
            circle.members.iter().filter_map(|&member| place[member]).map(|at| parts.find_mut(at)).collect();
        own.sort_unstable();
        own.dedup();
        if own.len() > 1 {
            joins.push(Join { group: circle.id.clone(), parts: own.len() });
        }
    }
    joins.sort_by_key(|join| std::cmp::Reverse(join.parts));
    joins
}

/// How communities hang together by those who are in several: a graph of these members and of all groups, in which a member
/// is needed when it is a cut point.
fn overlap(ground: &Ground) -> Option<Overlap> {
    if !matches!(ground.case.scenario.form, Form::Communities(_)) {
        return None;
    }
    let mut groups_of = vec![Vec::new(); ground.case.table.len()];
    for (at, circle) in (0u32..).zip(&ground.circles) {
        circle.members.iter().for_each(|&member| groups_of[member].push(at));
    }
    let several = groups_of.iter().enumerate().filter(|(_, groups)| groups.len() > 1);
    let several: Vec<(usize, &Vec<u32>)> = several.collect();
    if several.is_empty() {
        return None;
    }
    let groups = ground.circles.len() as u32;
    let edges = (groups..).zip(&several).flat_map(|(node, (_, own))| own.iter().map(move |&group| (node, group)));
    let graph = UnGraph::<(), (), u32>::from_edges(edges);
    let needed = articulation_points(&graph);
    let mut parts: UnionFind<u32> = UnionFind::new(groups as usize);
    several.iter().for_each(|(_, own)| {
        own.windows(2).for_each(|two| {
            parts.union(two[0], two[1]);
        });
    });
    let bridging = (groups..).zip(&several).map(|(node, &(member, own))| Bridging {
        member: ground.case.table.ids[member].clone(),
        groups: own.iter().map(|&group| ground.circles[group as usize].id.clone()).collect(),
        needed: needed.contains(&NodeIndex::from(node)),
    });
    let roots = (0..groups).filter(|&group| parts.find_mut(group) == group).count();
    Some(Overlap { parts: roots, bridging: bridging.collect() })
}

impl Graph {
    fn ties(&self) -> usize {
        self.near.iter().map(Vec::len).sum::<usize>() / 2
    }

    /// Each tie once, as two places.
    fn edges(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0u32..).zip(&self.near).flat_map(|(a, near)| near.iter().filter(move |&&b| a < b).map(move |&b| (a, b)))
    }

    fn parts(&self) -> UnionFind<u32> {
        let mut parts = UnionFind::new(self.near.len());
        self.edges().for_each(|(a, b)| {
            parts.union(a, b);
        });
        parts
    }

    fn shape(&self, table: &Table, pool: &[usize], across: Option<&str>) -> NetworkShape {
        let n = self.near.len();
        let ties = self.ties();
        let mut sizes = vec![0usize; n];
        let mut parts = self.parts();
        (0..n as u32).for_each(|at| sizes[parts.find_mut(at) as usize] += 1);
        let (transitivity, clustering) = self.clustering();
        let graph = UnGraph::<(), (), u32>::from_edges(self.edges());
        let id = |at: usize| table.ids[pool[at]].clone();
        let pairs: Vec<[usize; 2]> =
            bridges(&graph).map(|edge| [edge.source().index(), edge.target().index()]).collect();
        let mut cuts: Vec<usize> = articulation_points(&graph).into_iter().map(|node| node.index()).collect();
        cuts.sort_unstable();
        NetworkShape {
            members: n,
            ties,
            density: (n > 1).then(|| ties as f64 / (n as f64 * (n as f64 - 1.0) / 2.0)),
            parts: sizes.iter().filter(|&&size| size > 0).count(),
            largest: sizes.iter().copied().max().unwrap_or(0),
            isolated: self.near.iter().filter(|near| near.is_empty()).count(),
            mean_path: self.mean_path(),
            transitivity,
            clustering,
            ei_index: across.and_then(|id| self.ei_index(table, pool, id)),
            bridges: pairs.into_iter().map(|pair| pair.map(id)).collect(),
            cut_members: cuts.into_iter().map(id).collect(),
        }
    }

    /// The mean number of steps between two who can reach each other.
    fn mean_path(&self) -> Option<f64> {
        let n = self.near.len();
        let (mut steps, mut reached) = (0u64, 0u64);
        for first in (0..n).step_by(64) {
            // A bit for each source of this round: where it has been, and where it has just come to.
            let (mut seen, mut now, mut next) = (vec![0u64; n], vec![0u64; n], vec![0u64; n]);
            for source in first..n.min(first + 64) {
                seen[source] |= 1 << (source - first);
                now[source] |= 1 << (source - first);
            }
            for length in 1.. {
                next.fill(0);
                for (near, &here) in self.near.iter().zip(&now).filter(|(_, here)| **here != 0) {
                    near.iter().for_each(|&other| next[other as usize] |= here);
                }
                let mut found = 0;
                for (next, seen) in next.iter_mut().zip(&mut seen) {
                    *next &= !*seen;
                    *seen |= *next;
                    found += u64::from(next.count_ones());
                }
                if found == 0 {
                    break;
                }
                (steps, reached) = (steps + length * found, reached + found);
                std::mem::swap(&mut now, &mut next);
            }
        }
        (reached > 0).then(|| steps as f64 / reached as f64)
    }

    /// The share of closed paths of two ties, over all and as a mean over members.
    fn clustering(&self) -> (Option<f64>, Option<f64>) {
        let n = self.near.len();
        // Whom each knows, as bits: what two neighbours have in common is then counted in words.
        let words = n.div_ceil(64);
        let mut bits = vec![0u64; n * words];
        for (at, near) in self.near.iter().enumerate() {
            near.iter().for_each(|&other| bits[at * words + other as usize / 64] |= 1 << (other % 64));
        }
        let of = |at: usize| &bits[at * words..(at + 1) * words];
        let common = |a: usize, b: usize| {
            of(a).iter().zip(of(b)).map(|(one, other)| u64::from((one & other).count_ones())).sum::<u64>()
        };
        let (mut closed, mut paths, mut local) = (0u64, 0u64, 0.0);
        for (at, near) in self.near.iter().enumerate() {
            // Each two neighbours who know each other are counted from both.
            let own = near.iter().map(|&other| common(at, other as usize)).sum::<u64>() / 2;
            let all = near.len() as u64 * (near.len() as u64).saturating_sub(1) / 2;
            (closed, paths) = (closed + own, paths + all);
            local += if all > 0 { own as f64 / all as f64 } else { 0.0 };
        }
        ((paths > 0).then(|| closed as f64 / paths as f64), (n > 0).then(|| local / n as f64))
    }

    /// (E − I) / (E + I) over ties of which both ends answered (Krackhardt and Stern 1988).
    fn ei_index(&self, table: &Table, pool: &[usize], attribute: &str) -> Option<f64> {
        let column = table.column(attribute)?;
        let (mut inside, mut outside) = (0u32, 0u32);
        for (a, b) in self.edges() {
            let [a, b] = [a, b].map(|at| column.values(pool[at as usize]));
            if !a.is_empty() && !b.is_empty() {
                *(if crate::rules::common(a, b) > 0 { &mut inside } else { &mut outside }) += 1;
            }
        }
        let all = f64::from(inside) + f64::from(outside);
        (all > 0.0).then(|| (f64::from(outside) - f64::from(inside)) / all)
    }
}

fn notes(ground: &Ground, connections: &Connections) -> Vec<String> {
    let (before, after) = (&connections.before, &connections.after);
    let mut notes = Vec::new();
    let text = Text::new("review.ties").with("new", connections.new_ties).with("before", before.ties);
    notes.push(say(&text.with("after", after.ties)));
    let text = Text::new(if after.parts < before.parts { "review.parts" } else { "review.parts.same" });
    notes.push(say(&text.with("before", before.parts).with("after", after.parts).with("largest", after.largest)));
    if let Some(first) = connections.joins.first() {
        let best = ranked(&connections.joins, |a, b| b.parts.cmp(&a.parts));
        let most = best.first().map_or(0, |join| join.parts);
        let text = Text::new("review.joins").with("count", connections.joins.len()).with("group", &first.group);
        notes.push(say(&text.with("parts", most)));
    }
    if let Some(overlap) = &connections.overlap {
        let code = if overlap.parts > 1 { "review.overlap.parts" } else { "review.overlap" };
        let text = Text::new(code).with("count", overlap.bridging.len()).with("groups", ground.circles.len());
        notes.push(say(&text.with("parts", overlap.parts)));
        let needed = overlap.bridging.iter().filter(|bridging| bridging.needed).count();
        if needed > 0 {
            notes.push(say(&Text::new("review.overlap.needed").with("count", needed)));
        }
    }
    if let (Some(one), Some(other)) = (before.mean_path, after.mean_path) {
        notes.push(say(&Text::new("review.path").with("before", one).with("after", other)));
    }
    if let (Some(id), Some(one), Some(other)) = (&connections.across, before.ei_index, after.ei_index) {
        let attribute = ground.case.table.label(id);
        notes.push(say(&Text::new("review.across")
            .with("attribute", attribute)
            .with("before", one)
            .with("after", other)));
    }
    notes
}
