//! A finished plan, looked at from all sides: whom it serves how well, what its groups are made of, what they withstand,
//! whom it connects, and whose needs it meets.

mod connections;
mod demand;
mod envy;
mod fairness;
mod faultline;
mod ground;
mod measures;
mod model;
mod model_network;
mod resilience;

use crate::error::{Errors, fault};
use crate::network::{Column, Network, Table};
use crate::plan::{Case, Plan, placement_of};
use crate::scenario::{Form, Scenario, validate};
pub(super) use ground::Ground;
pub use model::{
    AttributeMeasures, CoreValue, Critical, Envy, Fairness, Familiarity, Faultline, GroupResilience, GroupReview, Loss,
    MemberScore, Resilience, Review, ReviewOptions, Shock, SizeChance, Swap, Token, Tokens, ValueLoss,
};
pub use model_network::{Connections, Demand, Join, NetworkShape, ThemeDemand, TopicDemand};

/// As large as sizes of groups may be.
const MOST_VIABLE: u32 = 100_000;

/// Reviews a plan, however it was made; also one that breaks rules.
///
/// # Errors
/// What is wrong with the network, the scenario or the options; and where the plan does not fit the network, under the
/// codes of [`crate::plan::check`]: `planOfOtherForm`, `unknownMember`, `unknownTheme`, `duplicateId`, `namedTwice`,
/// `unknownFacilitated`.
pub fn review(network: &Network, scenario: &Scenario, plan: &Plan, options: &ReviewOptions) -> Result<Review, Errors> {
    with(network, scenario, plan, (options, "options"), |_, review| review)
}

/// The same, with what it stands on; `options` come with the path at which they stand in the input.
pub(super) fn with<T>(
    network: &Network,
    scenario: &Scenario,
    plan: &Plan,
    (options, at): (&ReviewOptions, &str),
    then: impl FnOnce(&Ground, Review) -> T,
) -> Result<T, Errors> {
    validate(network, scenario)?;
    let table = Table::new(network);
    let mut case = Case::new(network, scenario, &table);
    let mut errors = Errors::default();
    let placement = placement_of(&case, plan, &mut errors);
    facilitators_fit(&case, plan, &mut errors);
    sound(network, &table, (options, at), &mut errors);
    errors.into_result()?;
    let pool = ground::pool(&case, &placement);
    // Who would rather have whom takes the affinities of any two, and nearly all else those of two who are together.
    if let Form::Pairs(_) | Form::Communities(_) = &scenario.form {
        case.affinity.remember(&pool);
    }
    let ground = Ground::new(&case, plan, placement, pool);
    let review = Review {
        fairness: fairness::fairness(&ground, options),
        groups: measures::groups(&ground),
        resilience: resilience::resilience(&ground, options),
        connections: connections::connections(&ground, options),
        demand: demand::demand(&ground, options),
    };
    Ok(then(&ground, review))
}

/// Whether each facilitator and group is known that a plan of facilitators names.
fn facilitators_fit(case: &Case, plan: &Plan, errors: &mut Errors) {
    let groups = case.groups_to_facilitate().len();
    for (at, found) in plan.facilitators.iter().enumerate() {
        let path = |key: &str| format!("plan.facilitators[{at}].{key}");
        if !(0..groups).any(|group| case.facilitated_id(group) == found.group) {
            let fault = fault("error.unknownFacilitated", "help.unknownFacilitated", path("group"));
            fault.with("id", &found.group).into(errors);
        }
        let people = [("facilitator", Some(&found.facilitator)), ("trainee", found.trainee.as_ref())];
        for (key, id) in people.into_iter().filter_map(|(key, id)| Some((key, id?))) {
            if case.table.member(id).is_none() {
                fault("error.unknownMember", "help.unknownMember", path(key)).with("id", id).into(errors);
            }
        }
    }
}

/// Whether the options name what there is.
fn sound(network: &Network, table: &Table, (options, outer): (&ReviewOptions, &str), errors: &mut Errors) {
    let named = |key: &str, list: &Option<Vec<String>>| -> Vec<(String, String)> {
        let entry = |(at, id): (usize, &String)| (format!("{outer}.{key}[{at}]"), id.clone());
        list.iter().flatten().enumerate().map(entry).collect()
    };
    let across = options.across.iter().map(|id| (format!("{outer}.across"), id.clone()));
    let all = named("tokens", &options.tokens).into_iter().chain(named("shocks", &options.shocks)).chain(across);
    for (path, id) in all {
        match table.column(&id) {
            None => {
                let mut known: Vec<String> = network.attributes.iter().map(|attribute| attribute.id.clone()).collect();
                known.extend(["needs", "offers", "themes", "roles"].map(String::from));
                let fault = fault("error.unknownAttribute", "help.unknownAttribute", path);
                fault.with("id", &id).with("known", known).into(errors);
            }
            Some(Column::Number { .. } | Column::Cyclic { .. }) => {
                fault("error.withoutValues", "help.withoutValues", path).with("id", &id).into(errors);
            }
            Some(_) => {}
        }
    }
    for (key, share) in [("departure", options.departure), ("wished", options.wished)] {
        if !(0.0..=1.0).contains(&share) {
            let fault = fault("error.notAShare", "help.notAShare", format!("{outer}.{key}"));
            fault.with("number", share).into(errors);
        }
    }
    if options.viable == Some(0) {
        fault("error.notPositive", "help.notPositive", format!("{outer}.viable")).with("key", "viable").into(errors);
    }
    if options.viable.is_some_and(|viable| viable > MOST_VIABLE) {
        let fault = fault("error.tooLarge", "help.tooLarge", format!("{outer}.viable")).with("key", "viable");
        fault.with("most", MOST_VIABLE).into(errors);
    }
}
