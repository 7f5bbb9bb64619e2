//! What became of a plan's matches: counts by their reasons, every row kept.

use commonground::study::{Compared, Outcome, outcomes, outcomes_from_csv};
use commonground::{Input, plan::Plan, solve};
use serde_json::json;

/// Three pairs: two speak the same tongue, one does not.
fn pairs() -> Plan {
    let member = |id: &str, tongue: &str, place: &str| json!({"id": id, "values": {"tongue": tongue, "place": place}});
    let input = json!({"network": {
        "attributes": [{"id": "tongue", "label": "Tongue", "kind": "category"}, {"id": "place", "kind": "category"}],
        "members": [member("a", "fr", "x"), member("b", "fr", "y"), member("c", "en", "x"), member("d", "en", "y"),
            member("e", "sw", "x"), member("f", "ln", "y")]},
        "scenario": {"criteria": [{"on": "tongue", "want": "common", "weight": 3}, {"on": "place", "want": "different"}],
            "form": {"form": "pairs"}}});
    let input = Input::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}"));
    solve(&input.network, &input.scenario).unwrap_or_else(|errors| panic!("{errors}"))
}

const TABLE: &str = "a;b;member;Met;useful;remark\nb;a;;yes;5;\"good; very\"\nc;d;;no;;\n;;e;y;2;\na;d;;yes;4;\nzoe;a;;yes;4;\n;;;yes;1;\nc;;;;3;\n";

#[test]
fn rows_are_counted_by_the_reasons_of_the_match_that_they_are_about() {
    let said = outcomes_from_csv(TABLE).expect("a table");
    assert_eq!(said.len(), 7);
    let found = outcomes(&pairs(), &said).expect("outcomes");
    assert_eq!((found.all.rows, found.all.met, found.all.not_met), (4, 2, 1));
    assert_eq!(found.all.useful, [0, 1, 1, 0, 1]);
    let codes: Vec<(usize, &str)> = found.unmatched.iter().map(|one| (one.row, one.code.as_str())).collect();
    assert_eq!(codes, [(4, "notTogether"), (5, "unknownName"), (6, "nobodyNamed")]);
    // The join keeps all rows.
    assert_eq!(found.all.rows as usize + found.unmatched.len(), said.len());
    let of = |list: &[Compared], what: &str| list.iter().find(|one| one.what == what).cloned().expect("a count");
    let common = of(&found.by_reason, "common");
    assert_eq!((common.with.rows, common.without.rows), (3, 1));
    assert_eq!((common.with.useful, common.without.useful), ([0, 0, 1, 0, 1], [0, 1, 0, 0, 0]));
    let tongue = of(&found.by_attribute, "Tongue");
    assert_eq!((tongue.kind.as_deref(), tongue.with.met, tongue.with.not_met), (Some("common"), 1, 1));
    assert_eq!(of(&found.by_criterion, "0").with, common.with);
    assert_eq!(of(&found.by_criterion, "1").with.rows, 4);
    assert!(found.silent.is_empty());
    assert!(
        found
            .text
            .starts_with("4 of 7 rows are about matches of the plan: 2 say that they met, 1 that they did not, 3")
    );
}

#[test]
fn each_way_of_counting_keeps_every_row_once() {
    let plan = pairs();
    let said: Vec<Outcome> = (0..40u32)
        .map(|at| Outcome {
            group: Some(format!("g{}", 1 + at % 3)),
            met: [None, Some(true), Some(false)][(at % 7 % 3) as usize],
            useful: (at % 2 == 0).then_some(1 + at % 5),
            ..Outcome::default()
        })
        .collect();
    let found = outcomes(&plan, &said).expect("outcomes");
    for one in found.by_reason.iter().chain(&found.by_criterion).chain(&found.by_attribute) {
        assert_eq!(one.with.rows + one.without.rows, 40, "{one:?}");
        assert_eq!(one.with.met + one.without.met, found.all.met);
        for grade in 0..5 {
            assert_eq!(one.with.useful[grade] + one.without.useful[grade], found.all.useful[grade]);
        }
    }
    let found = outcomes(&plan, &said[..1]).expect("outcomes");
    assert_eq!(found.silent, ["g2", "g3"]);
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    let first = |table: &str| {
        let errors = outcomes_from_csv(table).expect_err("a fault").report(Default::default());
        (errors[0].code.clone(), errors[0].path.clone())
    };
    assert_eq!(first("x,y\n1,2\n"), ("outcomeColumns".into(), "outcomes".into()));
    assert_eq!(first("a,b,met\nm,n,perhaps\n"), ("outcomeCell".into(), "outcomes[0].met".into()));
    assert_eq!(first("a,b,useful\nm,n,3\nm,n,very\n"), ("outcomeCell".into(), "outcomes[1].useful".into()));
    let said = outcomes_from_csv("a,b,useful\na,b,6\n").expect("a table");
    let errors = outcomes(&pairs(), &said).expect_err("no grade").report(Default::default());
    assert_eq!((errors[0].code.as_str(), errors[0].path.as_str()), ("outcomeGrade", "outcomes[0].useful"));
}
