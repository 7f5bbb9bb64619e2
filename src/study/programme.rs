//! Several plans over one network, later ones seeing earlier ones: communities, then their facilitators, then pairs across
//! them.

use crate::error::{Errors, fault};
use crate::forms::{Pace, Progress, solve_while};
use crate::network::Network;
use crate::order::map;
use crate::plan::{Plan, Status};
use crate::rules::Rule;
use crate::scenario::{CoachingTo, EarlierGroup, EarlierPlan, Form, Scenario, validate};
use serde::{Deserialize, Serialize};

/// More steps than any programme has.
const MOST_STEPS: usize = 50;

/// One step of a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// By what later steps know it; unique.
    pub id: String,
    /// What is wished. Its rules `groupmates` may name an earlier step.
    pub scenario: Scenario,
    /// Of coaching to groups: the earlier step whose groups are served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// The plans of a programme, and where they bring each member.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Programme {
    /// Whether every step's plan keeps its hard rules.
    pub status: Status,
    /// The plan of each step, in their order.
    pub steps: Vec<StepPlan>,
    /// Each member, in the order of the network, and what it takes part in.
    pub members: Vec<MemberPlaces>,
}

/// A step's plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StepPlan {
    /// The step's id.
    pub step: String,
    /// Its plan.
    pub plan: Plan,
}

/// What a member takes part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MemberPlaces {
    /// The member's id.
    pub member: String,
    /// Each place, in the order of the steps.
    pub places: Vec<Place>,
    /// The steps that left it without a place.
    pub without: Vec<String>,
}

/// A member's place in a step's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The step's id.
    pub step: String,
    /// As what: `member` of a group, `learner`, `coach`, `anchor`, `facilitator` or `trainee`.
    pub role: String,
    /// The group, where there are groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// With whom: ids, in the order of the plan.
    pub with: Vec<String>,
}

/// Forms the plans of all steps, in their order. `pace` is told the number of the step, from 0; a step that it ends keeps its
/// best plan, and the next begins.
///
/// # Errors
/// What is wrong with the network, a step's scenario or what it says of other steps, before anything is formed as far as
/// that can be known.
pub fn programme(
    network: &Network,
    steps: &[Step],
    pace: &mut dyn FnMut(usize, &Progress) -> Pace,
) -> Result<Programme, Errors> {
    let mut errors = Errors::default();
    if steps.is_empty() || steps.len() > MOST_STEPS {
        fault("error.stepCount", "help.stepCount", "steps").with("most", MOST_STEPS).into(&mut errors);
    }
    for (at, step) in steps.iter().enumerate() {
        refer(steps, at, &mut errors);
        // The groups of plans that are still to be formed cannot be asked about.
        if step.of.is_none() {
            let empty = |_: &str| Some(EarlierPlan { form: String::new(), groups: Vec::new() });
            let found = validate(network, &resolved(step, &empty)).err();
            errors.append(found.unwrap_or_default().inside_step(at));
        }
    }
    errors.into_result()?;
    let mut plans: Vec<StepPlan> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let earlier = |id: &str| plans.iter().find(|plan| plan.step == id).map(|plan| groups_of(&plan.plan));
        let scenario = resolved(step, &earlier);
        let plan = solve_while(network, &scenario, &mut |progress| pace(at, progress));
        let plan = plan.map_err(|errors| errors.inside_step(at))?;
        plans.push(StepPlan { step: step.id.clone(), plan });
    }
    let feasible = plans.iter().all(|plan| plan.plan.status == Status::Feasible);
    let members = places(network, steps, &plans);
    let status = if feasible { Status::Feasible } else { Status::Infeasible };
    Ok(Programme { status, steps: plans, members })
}

/// Whether a step and what it refers to are known.
fn refer(steps: &[Step], at: usize, errors: &mut Errors) {
    let (step, before) = (&steps[at], &steps[..at]);
    if step.id.is_empty() {
        fault("error.emptyId", "help.emptyId", format!("steps[{at}].id")).into(errors);
    }
    if let Some(first) = before.iter().position(|other| other.id == step.id) {
        fault("error.duplicateId", "help.duplicateId", format!("steps[{at}].id"))
            .with("id", &step.id)
            .with("first", format!("steps[{first}]"))
            .into(errors);
    }
    let known: Vec<String> = before.iter().map(|step| step.id.clone()).collect();
    let mut named = |id: &str, path: String| {
        if !known.iter().any(|known| known == id) {
            fault("error.unknownStep", "help.unknownStep", path)
                .with("id", id)
                .with("known", known.clone())
                .into(errors);
        }
    };
    for (rule_at, rule) in step.scenario.rules.iter().enumerate() {
        if let Rule::Groupmates(rule) = rule
            && let Some(id) = &rule.step
        {
            named(id, format!("steps[{at}].scenario.rules[{rule_at}].step"));
        }
    }
    if let Some(id) = &step.of {
        named(id, format!("steps[{at}].of"));
        if !matches!(&step.scenario.form, Form::Coaching(form) if form.to == CoachingTo::Groups) {
            fault("error.ofNotForForm", "help.ofNotForForm", format!("steps[{at}].of")).into(errors);
        }
    }
}

/// The scenario with the plans that it names.
fn resolved(step: &Step, earlier: &dyn Fn(&str) -> Option<EarlierPlan>) -> Scenario {
    let mut scenario = step.scenario.clone();
    for rule in &mut scenario.rules {
        if let Rule::Groupmates(rule) = rule
            && let Some(plan) = rule.step.as_deref().and_then(earlier)
        {
            *rule = rule.over(plan);
        }
    }
    if let Form::Coaching(form) = &mut scenario.form
        && let Some(plan) = step.of.as_deref().and_then(earlier)
    {
        form.plan = Some(plan);
    }
    scenario
}

/// Who is with whom in a plan: its groups; of coaching each coach with its learners.
fn groups_of(plan: &Plan) -> EarlierPlan {
    let group = |group: &crate::plan::Group| EarlierGroup {
        id: group.id.clone(),
        theme: group.theme.clone(),
        members: group.members.clone(),
    };
    let mut groups: Vec<EarlierGroup> = plan.groups.iter().map(group).collect();
    for found in &plan.coaching {
        match groups.iter_mut().find(|group| group.id == found.coach) {
            Some(group) => group.members.push(found.learner.clone()),
            None => groups.push(EarlierGroup {
                id: found.coach.clone(),
                theme: None,
                members: vec![found.coach.clone(), found.learner.clone()],
            }),
        }
    }
    EarlierPlan { form: plan.form.clone(), groups }
}

/// Where the plans bring each member.
fn places(network: &Network, steps: &[Step], plans: &[StepPlan]) -> Vec<MemberPlaces> {
    let position = map(network.members.iter().map(|member| &member.id).zip(0usize..));
    let nowhere = |id: &String| MemberPlaces { member: id.clone(), places: Vec::new(), without: Vec::new() };
    let mut found: Vec<MemberPlaces> = network.members.iter().map(|member| nowhere(&member.id)).collect();
    for (step, StepPlan { plan, .. }) in steps.iter().zip(plans) {
        let mut of = |member: &String, then: &mut dyn FnMut(&mut MemberPlaces)| {
            if let Some(&at) = position.get(member) {
                then(&mut found[at]);
            }
        };
        let place = |role: &str, group: Option<&String>, with: Vec<String>| Place {
            step: step.id.clone(),
            role: role.to_owned(),
            group: group.cloned(),
            with,
        };
        for group in &plan.groups {
            for member in &group.members {
                let others: Vec<String> = group.members.iter().filter(|other| *other != member).cloned().collect();
                of(member, &mut |own| own.places.push(place("member", Some(&group.id), others.clone())));
            }
        }
        let coaching = || plan.coaching.iter().map(|one| (&one.learner, &one.coach));
        let anchors = || plan.anchors.iter().map(|one| (&one.learner, &one.anchor));
        let learning = coaching().chain(anchors()).map(|(learner, helper)| ("learner", learner, helper));
        let coached = coaching().map(|(learner, coach)| ("coach", coach, learner));
        let anchored = anchors().map(|(learner, anchor)| ("anchor", anchor, learner));
        for (role, member, other) in learning.chain(coached).chain(anchored) {
            // All whom a member is with in one role are one place.
            of(member, &mut |own| match own.places.last_mut() {
                Some(last) if last.step == step.id && last.role == role => last.with.push(other.clone()),
                _ => own.places.push(place(role, None, vec![other.clone()])),
            });
        }
        let served = step.of.as_ref().and_then(|of| plans.iter().find(|plan| plan.step == *of));
        let served = served.map_or(Vec::new(), |served| groups_of(&served.plan).groups);
        for one in &plan.facilitators {
            let group = served.iter().find(|group| group.id == one.group);
            let members = group.map(|group| group.members.clone()).unwrap_or_default();
            let trainee = one.trainee.iter().map(|trainee| (trainee, "trainee"));
            for (member, role) in std::iter::once((&one.facilitator, "facilitator")).chain(trainee) {
                of(member, &mut |own| own.places.push(place(role, Some(&one.group), members.clone())));
            }
        }
        for left in &plan.unplaced {
            of(&left.member, &mut |own| {
                if own.without.last() != Some(&step.id) {
                    own.without.push(step.id.clone());
                }
            });
        }
    }
    found
}
