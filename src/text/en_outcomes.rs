//! English: what was said of a plan's matches.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "outcomes.text",
        "{rows} of {count} {count|row is|rows are} about matches of the plan: {met} say that they met, {notMet} that they did not, {graded} say how useful it was. Of {silent} {silent|match|matches} nobody says anything. These are counts: why it was so they do not say.",
    ),
    ("outcomes.nobodyNamed", "The row names neither members nor a group."),
    ("outcomes.unknownName", "The row names someone, or a group, that the plan does not match."),
    ("outcomes.notTogether", "Those named are not together in the plan."),
    ("error.outcomeGrade", "How useful it was is no grade from 1 to 5."),
    ("help.outcomeGrade", "Give a whole number from 1 to 5, or leave it empty."),
    ("error.outcomeColumns", "The table's first line names no column that says about whom a row is."),
    ("help.outcomeColumns", "Name columns “a” and “b”, “member”, or “group”; and “met” and “useful”."),
    ("error.outcomeCell", "“{cell}” is not what the column “{column}” holds."),
    ("help.outcomeCell", "Give yes or no for “met”, a whole number from 1 to 5 for “useful”; or leave the cell empty."),
];
