//! The best panel, quotas that clash and their smallest change, against trying every panel.

use crate::milp::{PanelModel, PanelQuota};
use crate::random::Random;

fn any(random: &mut Random) -> PanelModel {
    let members = 4 + random.below(7);
    let holders = |random: &mut Random| (0..members).filter(|_| random.one_in(2)).collect::<Vec<u32>>();
    let quotas = (0..random.below(6)).map(|_| {
        let lo = random.below(4);
        PanelQuota { members: holders(random), lo, hi: lo + random.below(2) }
    });
    let quotas = quotas.collect();
    let mut some = |most: u32| (0..random.below(most)).map(|_| random.below(members)).collect::<Vec<u32>>();
    let (include, exclude) = (some(2), some(3));
    let exclude = exclude.into_iter().filter(|member| !include.contains(member)).collect();
    let apart = (0..random.below(3)).map(|_| [random.below(members), random.below(members)]);
    let apart = apart.filter(|[a, b]| a != b).collect();
    PanelModel { members, seats: 1 + random.below(5), quotas, include, exclude, apart }
}

/// All panels that keep everything but the quotas, as bits.
fn filled(model: &PanelModel) -> Vec<u32> {
    let on = |panel: u32, member: u32| panel >> member & 1 == 1;
    let all = (0..1u32 << model.members).filter(|panel| panel.count_ones() == model.seats);
    let all = all.filter(|&panel| model.include.iter().all(|&member| on(panel, member)));
    let all = all.filter(|&panel| !model.exclude.iter().any(|&member| on(panel, member)));
    all.filter(|&panel| !model.apart.iter().any(|&[a, b]| on(panel, a) && on(panel, b))).collect()
}

fn found(panel: u32, quota: &PanelQuota) -> u32 {
    quota.members.iter().map(|member| panel >> member & 1).sum()
}

fn bits(members: &[u32]) -> u32 {
    members.iter().map(|member| 1 << member).sum()
}

/// Whether some panel keeps these of the quotas.
fn possible(model: &PanelModel, keeps: &[usize]) -> bool {
    let within = |panel: u32, quota: &PanelQuota| (quota.lo..=quota.hi).contains(&found(panel, quota));
    filled(model).into_iter().any(|panel| keeps.iter().all(|&at| within(panel, &model.quotas[at])))
}

#[test]
fn the_best_panel_is_that_of_trying_all() {
    let mut random = Random::new(41);
    let (mut chosen, mut impossible) = (0, 0);
    for _ in 0..400 {
        let model = any(&mut random);
        let largest = [3, 1000, 1 << 40][random.below(3) as usize];
        let worth: Vec<i64> =
            (0..model.members).map(|_| i64::from(random.below(2001)) * largest / 1000 - largest).collect();
        let keeps: Vec<usize> = (0..model.quotas.len()).collect();
        let sum =
            |panel: u32| (0..model.members).filter(|m| panel >> m & 1 == 1).map(|m| worth[m as usize]).sum::<i64>();
        let all = filled(&model).into_iter();
        let all = all.filter(|&panel| {
            keeps.iter().all(|&at| {
                let quota = &model.quotas[at];
                (quota.lo..=quota.hi).contains(&found(panel, quota))
            })
        });
        match (model.best(&worth), all.map(sum).max()) {
            (Some(best), Some(right)) => {
                assert_eq!((best.worth, best.bound, best.optimal), (right, Some(right), true), "{model:?}");
                assert_eq!(sum(bits(&best.members)), right);
                chosen += 1;
            }
            (found, right) => {
                assert!(found.is_none() && right.is_none(), "{found:?} instead of {right:?}, {model:?}");
                impossible += 1;
            }
        }
    }
    assert!(chosen > 100 && impossible > 50, "{chosen} chosen, {impossible} impossible");
}

#[test]
fn quotas_that_clash_cannot_be_kept_together_and_can_without_any_one_of_them() {
    let mut random = Random::new(42);
    let mut clashes = 0;
    for _ in 0..400 {
        let model = any(&mut random);
        let all: Vec<usize> = (0..model.quotas.len()).collect();
        let clash = model.clash();
        if possible(&model, &all) || filled(&model).is_empty() {
            assert!(clash.is_empty(), "{clash:?} of {model:?}");
            continue;
        }
        assert!(!possible(&model, &clash), "{clash:?} of {model:?}");
        for without in &clash {
            let others: Vec<usize> = clash.iter().copied().filter(|at| at != without).collect();
            assert!(possible(&model, &others), "{clash:?} of {model:?}");
        }
        clashes += 1;
    }
    assert!(clashes > 50, "{clashes}");
}

#[test]
fn quotas_are_changed_by_no_more_than_the_panel_that_misses_them_least_needs() {
    let mut random = Random::new(43);
    let mut repaired = 0;
    for _ in 0..400 {
        let model = any(&mut random);
        let lacks = |panel: u32| {
            let lack = |quota: &PanelQuota| {
                let found = found(panel, quota);
                quota.lo.saturating_sub(found) + found.saturating_sub(quota.hi)
            };
            model.quotas.iter().map(lack).sum::<u32>()
        };
        let Some(least) = filled(&model).into_iter().map(lacks).min() else {
            assert_eq!(model.nearest(), None);
            continue;
        };
        let repair = model.nearest().expect("a panel");
        let panel = bits(&repair.members);
        assert!(filled(&model).contains(&panel) && repair.smallest);
        let mut change = 0;
        for (quota, &[lo, hi]) in model.quotas.iter().zip(&repair.ranges) {
            assert!((lo..=hi).contains(&found(panel, quota)), "{repair:?} of {model:?}");
            assert!(lo <= quota.lo && hi >= quota.hi);
            change += quota.lo - lo + hi - quota.hi;
        }
        assert_eq!(change, least, "{repair:?} of {model:?}");
        repaired += u32::from(least > 0);
    }
    assert!(repaired > 50, "{repaired}");
}
