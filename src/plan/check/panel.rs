//! Whether a panel is one, and whether its lottery is what the plan says of it.

use crate::error::{Errors, fault};
use crate::plan::{Case, PanelLottery, Placement, Plan, broken_quotas, panel_worth};
use crate::scenario::{Panel, PanelObjective};

/// Chances, weights and bounds may be off by so much: they were rounded to tickets, or solved for in floating point.
const ROUNDING: f64 = 1e-6;

/// All tickets of a lottery.
const TICKETS: u64 = 100_000_000;

/// What the panel counts, by what the plan says of it.
pub(super) fn worth(case: &Case, form: &Panel, plan: &Plan, placement: &Placement) -> f64 {
    panel_worth(case, form, plan.panel.as_ref(), members(placement))
}

fn members(placement: &Placement) -> &[usize] {
    placement.groups.first().map_or(&[], |group| &group.members)
}

/// Seats, quotas, who must and must not be on it; the same of each panel of the lottery, and what follows from it.
pub(super) fn panel(case: &Case, form: &Panel, plan: &Plan, placement: &Placement, errors: &mut Errors) {
    let table = case.table;
    let chosen = members(placement);
    if placement.groups.len() > 1 {
        fault("error.groupCount", "help.groupCount", "plan.groups")
            .with("found", placement.groups.len())
            .with("count", 1u32)
            .into(errors);
    }
    keeps_all(case, form, chosen, "plan.groups[0].members", errors);
    let rated = form.rated(table);
    for (member, (rating, _)) in rated.into_iter().enumerate() {
        let on = chosen.contains(&member);
        let listed = plan.unplaced.iter().any(|left| left.member == table.ids[member]);
        let able = form.asks_for(table, member)
            && form.misses(table, rating, member).is_empty()
            && !form.exclude.contains(&table.ids[member]);
        let mut say = |why, help, path: &str| {
            let text = fault(why, help, path).with("id", &table.ids[member]).with("name", &table.names[member]);
            text.with("found", 0u32).with("count", 1u32).into(errors);
        };
        if on && !able {
            say("error.notOnPanel", "help.notOnPanel", "plan.groups[0].members");
        }
        if on && listed {
            say("error.placedAndUnplaced", "help.placedAndUnplaced", "plan.unplaced");
        }
        if form.asks_for(table, member) && !on && !listed {
            say("error.notPlaced", "help.notPlaced", "plan.unplaced");
        }
    }
    let lottery = plan.panel.as_ref().and_then(|panel| panel.lottery.as_ref());
    match lottery {
        Some(lottery) => lottery_is_fair(case, form, plan, lottery, errors),
        None if form.objective == PanelObjective::Equal && plan.status == crate::plan::Status::Feasible => {
            fault("error.lotteryWrong", "help.lotteryWrong", "plan.panel.lottery").into(errors);
        }
        None => {}
    }
}

fn keeps_all(case: &Case, form: &Panel, chosen: &[usize], path: &str, errors: &mut Errors) {
    if chosen.len() != form.seats as usize {
        fault("error.groupSize", "help.groupSize", path)
            .with("found", chosen.len())
            .with("lo", form.seats)
            .with("hi", form.seats)
            .into(errors);
    }
    // Of a panel of nobody it is said already that its seats are empty.
    let broken = if chosen.is_empty() { Vec::new() } else { broken_quotas(case, form, chosen) };
    for at in broken {
        let quota = crate::rules::Rule::Quota(form.quotas[at].rule());
        let say = |text: Option<crate::text::Text>| {
            text.map_or(String::new(), |text| text.render(crate::text::Language::English))
        };
        fault("error.brokenRule", "help.brokenRule", format!("scenario.form.quotas[{at}]"))
            .with("group", path)
            .with("text", say(quota.kind().broken(case.table, chosen)))
            .with("rule", say(Some(quota.kind().sentence(case.table, case.setting))))
            .into(errors);
    }
    for (at, id) in form.include.iter().enumerate() {
        if !case.table.member(id).is_some_and(|member| chosen.contains(&member)) {
            fault("error.notIncluded", "help.notIncluded", format!("scenario.form.include[{at}]"))
                .with("id", id)
                .into(errors);
        }
    }
}

fn lottery_is_fair(case: &Case, form: &Panel, plan: &Plan, lottery: &PanelLottery, errors: &mut Errors) {
    let wrong = |path: String, errors: &mut Errors| {
        fault("error.lotteryWrong", "help.lotteryWrong", path).into(errors);
    };
    let position = |ids: &Vec<String>| ids.iter().map(|id| case.table.member(id)).collect::<Option<Vec<usize>>>();
    let Some(kinds) = lottery.kinds.iter().map(position).collect::<Option<Vec<_>>>() else {
        return wrong("plan.panel.lottery.kinds".to_owned(), errors);
    };
    let alike = |kind: &Vec<usize>| {
        form.quotas.iter().all(|quota| {
            let holders = quota.holders(case.table);
            kind.iter().filter(|member| holders.contains(member)).count() % kind.len().max(1) == 0
        })
    };
    let mut seen = vec![false; case.table.len()];
    for (at, kind) in kinds.iter().enumerate() {
        let twice = kind.iter().any(|&member| std::mem::replace(&mut seen[member], true));
        if twice || !alike(kind) {
            wrong(format!("plan.panel.lottery.kinds[{at}]"), errors);
        }
    }
    let mut weight = vec![0.0; case.table.len()];
    for (at, one) in lottery.weights.iter().enumerate() {
        match case.table.member(&one.member) {
            Some(member) if one.weight >= 0.0 => weight[member] += one.weight,
            _ => wrong(format!("plan.panel.lottery.weights[{at}]"), errors),
        }
    }
    let mut chance = vec![0.0; case.table.len()];
    let mut tickets = 0;
    for (at, panel) in lottery.panels.iter().enumerate() {
        let path = format!("plan.panel.lottery.panels[{at}].seats");
        tickets += u64::from(panel.tickets);
        let fits = panel.seats.len() == kinds.len()
            && panel.seats.iter().zip(&kinds).all(|(&seats, kind)| seats as usize <= kind.len());
        if !fits {
            wrong(path, errors);
            continue;
        }
        let pairs = || panel.seats.iter().zip(&kinds);
        // Which of a kind are on it makes no difference to the quotas.
        let some: Vec<usize> = pairs().flat_map(|(&seats, kind)| kind.iter().copied().take(seats as usize)).collect();
        keeps_all(case, form, &some, &path, errors);
        let mut weighs = 0.0;
        for (&seats, kind) in pairs() {
            let share = f64::from(seats) / kind.len().max(1) as f64;
            kind.iter().for_each(|&member| chance[member] += share * f64::from(panel.tickets) / TICKETS as f64);
            weighs += share * kind.iter().map(|&member| weight[member]).sum::<f64>();
        }
        if weighs > lottery.bound + ROUNDING {
            wrong("plan.panel.lottery.bound".to_owned(), errors);
        }
    }
    if tickets != TICKETS {
        wrong("plan.panel.lottery.panels".to_owned(), errors);
    }
    let open = lottery.weights.iter().map(|one| one.weight).sum::<f64>();
    if !lottery.weights.is_empty() && libm::fabs(open - 1.0) > ROUNDING {
        wrong("plan.panel.lottery.weights".to_owned(), errors);
    }
    for (at, stated) in plan.panel.iter().flat_map(|panel| &panel.chances).enumerate() {
        let right = case.table.member(&stated.member).map(|member| chance[member]);
        if !right.is_some_and(|right| libm::fabs(right - stated.chance) <= ROUNDING) {
            fault("error.numberDiffers", "help.numberDiffers", format!("plan.panel.chances[{at}].chance"))
                .with("stated", stated.chance.to_string())
                .with("right", right.map_or("null".to_owned(), |right| right.to_string()))
                .into(errors);
        }
    }
}
