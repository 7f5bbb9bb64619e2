//! English: several plans over one network.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("rule.groupmates.same", "Any two in a {group} were in one group of the other plan."),
    ("rule.groupmates.different", "No two in a {group} were in one group of the other plan."),
    ("rule.groupmates.same.step", "Any two in a {group} are in one group of “{step}”."),
    ("rule.groupmates.different.step", "No two in a {group} are in one group of “{step}”."),
    ("broken.groupmates.same", "{members} are in no group of it together."),
    ("broken.groupmates.different", "{members} are in one group of it."),
];

pub(super) const PROGRAMME: &[(&str, &str)] = &[
    ("error.stepCount", "A programme has 1 to {most} steps."),
    ("help.stepCount", "Give at least one step, each with an “id” and a “scenario”."),
    ("error.unknownStep", "No earlier step is called “{id}”."),
    ("help.unknownStep", "Earlier steps are {known}; a step sees only those before it."),
    ("error.ofNotForForm", "Only coaching to groups is of another step."),
    ("help.ofNotForForm", "Remove “of”, or set the form to coaching with “to” “groups”."),
    ("error.stepOutside", "The step “{step}” is only known inside a programme."),
    ("help.stepOutside", "Give the other plan as “plan”, or run the steps as a programme."),
    ("error.planMissing", "The rule needs another plan."),
    ("help.planMissing", "Give it as “plan”, or in a programme as “step”."),
];
