//! The user's word.

use super::{checked, import, list, told, uses};
use commonground::import::{As, ColumnUse, Options, table};
use commonground::network::Kind;
use std::collections::BTreeMap;

#[test]
fn the_user_overrules_every_guess() {
    let text = "Code,Team,Level,Month,Notes\na,x/y,basic,3,one\nb,y,top,12,two\nc,x,basic,1,other\n";
    let options: Options = serde_json::from_str(
        r#"{"delimiter":",","columns":{
            "Code":{"as":"name"},
            "Team":{"as":"set","separator":"/","label":"Teams"},
            "Level":{"as":"ordinal","levels":["basic","middle","top"]},
            "Month":{"as":"cyclic","period":12},
            "Notes":{"as":"ignore"}}}"#,
    )
    .unwrap();
    let imported = checked(table(text, &options).unwrap());
    assert_eq!(uses(&imported), [As::Name, As::Set, As::Ordinal, As::Cyclic, As::Ignore]);
    let attributes = &imported.network.attributes;
    assert_eq!(attributes[0].label.as_deref(), Some("Teams"));
    assert_eq!(list(&imported.network.members[0], "team"), ["x", "y"]);
    assert_eq!(attributes[1].levels, ["basic", "middle", "top"]);
    assert_eq!((attributes[2].kind, attributes[2].period), (Kind::Cyclic, Some(12.0)));
    assert!(imported.report.columns.iter().all(|column| column.sure));
}

#[test]
fn options_that_fit_nothing_are_errors() {
    let mut options = Options::default();
    options.columns.insert("Nowhere".into(), told(As::Set));
    options.columns.insert("a".into(), ColumnUse { period: Some(0.0), ..told(As::Cyclic) });
    let errors = table("a,b\n1,2\n", &options);
    // The header is not all numbers, so the table itself is fine.
    let errors = errors.unwrap_err();
    let codes: Vec<&str> = errors.iter().map(|error| error.code()).collect();
    assert_eq!(codes, ["unknownColumn", "badPeriod"]);
    let odd = Options { delimiter: Some('é'), ..Options::default() };
    assert_eq!(table("a,b\n1,2\n", &odd).unwrap_err().iter().next().unwrap().code(), "delimiterNotUsable");
    assert!(serde_json::from_str::<Options>(r#"{"delimeter":","}"#).is_err());
}

#[test]
fn any_column_can_be_taken_for_anything() {
    let text =
        "a,b,c,d,e,f,f,\n1,x;y,2025-01-01,yes,,Ana,,q\n2,\"x, y\",NA,no,,Ben,é,\n-3.5,None,UTC+3,maybe,,Ana,é,q\n";
    let plain = import(text);
    for used_as in [
        As::Id,
        As::Name,
        As::Roles,
        As::Capacity,
        As::Needs,
        As::Offers,
        As::Themes,
        As::Category,
        As::Set,
        As::Ordinal,
        As::Number,
        As::Cyclic,
        As::Ignore,
    ] {
        let all = plain.report.columns.iter().map(|column| (column.column.clone(), told(used_as)));
        let imported = checked(table(text, &Options { delimiter: None, columns: all.collect() }).unwrap());
        assert_eq!(imported.network.members.len(), 3);
        for column in &plain.report.columns {
            let one = BTreeMap::from([(column.column.clone(), told(used_as))]);
            checked(table(text, &Options { delimiter: None, columns: one }).unwrap());
        }
    }
}

#[test]
fn the_report_can_be_given_back_as_options() {
    let text = "Name;Languages;Age\nA;en, fr;18-29\nB;en;30-44\nC;fr;18-29\n";
    let first = import(text);
    let back = first.report.columns.iter().map(|column| {
        let told = ColumnUse {
            used_as: column.used_as,
            label: None,
            separator: column.separator.clone(),
            levels: Some(column.levels.clone()).filter(|levels| !levels.is_empty()),
            scale: column.scale,
            period: column.period,
        };
        (column.column.clone(), told)
    });
    let second = table(text, &Options { delimiter: first.report.delimiter, columns: back.collect() }).unwrap();
    assert_eq!(second.network, first.network);
}
