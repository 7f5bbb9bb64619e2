//! What columns hold.

use super::{answer, column, has_note, import, uses};
use commonground::import::As;
use commonground::network::{Answer, Role, Scale};
use commonground::scenario::Form;

#[test]
fn ids_are_kept_and_made_unique() {
    let imported =
        import("ID,Country\na,Peru\nb,Chad\na,Mali\n,Mali\nm4,Peru\nc,Peru\nd,Peru\ne,Peru\nf,Peru\ng,Peru\nh,Peru\n");
    let ids: Vec<&str> = imported.network.members.iter().map(|member| member.id.as_str()).collect();
    assert_eq!(ids[..5], ["a", "b", "a-2", "m4-2", "m4"]);
    assert!(has_note(&imported, "“a”") && has_note(&imported, "line 5"));
}

#[test]
fn addresses_identify_at_most_and_never_compare() {
    let imported = import("Name,E-mail,Phone,Website\nAna,a@x.org,1,http://a.org\nBen,b@x.org,2,http://b.org\n");
    assert_eq!(uses(&imported), [As::Name, As::Id, As::Ignore, As::Ignore]);
    assert_eq!(imported.network.members[0].id, "a@x.org");
    let both = import("id,email,town\n1,a@x.org,Lima\n2,b@x.org,Lima\n");
    assert_eq!(uses(&both), [As::Id, As::Ignore, As::Category]);
    assert!(has_note(&both, "“email”"));
}

#[test]
fn prose_and_dates_are_left_out_with_a_note() {
    let imported = import(
        "Name,Timestamp,Why do you want to join?\nAna,2025-01-02 10:00,Because I want to learn how others run their reading clubs\n\
         Ben,2025-01-03 11:30,\"A friend told me about it, and it sounds like a good use of my time\"\n",
    );
    assert_eq!(uses(&imported), [As::Name, As::Ignore, As::Ignore]);
    assert!(has_note(&imported, "“Timestamp”") && has_note(&imported, "“Why do you want to join?”"));
}

#[test]
fn mentors_and_mentees_suggest_coaching() {
    let imported = import(
        "Name,I am a…,How many mentees?,Topics I need,Topics I offer\nAna,Mentor,3,,play\nBen,Mentee,,play,\nChi,Both,1,play,reading\n",
    );
    assert_eq!(uses(&imported), [As::Name, As::Roles, As::Capacity, As::Needs, As::Offers]);
    let members = &imported.network.members;
    assert_eq!((members[0].roles.as_slice(), members[0].capacity), (&[Role::Coach][..], Some(3)));
    assert_eq!(members[1].roles, [Role::Learner]);
    assert_eq!(members[2].roles, [Role::Learner, Role::Coach]);
    assert!(matches!(imported.scenario.form, Form::Coaching(_)));
}

#[test]
fn consent_to_mentoring_is_a_role() {
    let imported = import("Name,Would you like to be a mentor?\nAna,Yes\nBen,No\n");
    assert_eq!(imported.network.members[0].roles, [Role::Learner, Role::Coach]);
    assert_eq!(imported.network.members[1].roles, [Role::Learner]);
}

#[test]
fn interests_and_expertise_meet_only_where_both_sides_are_asked() {
    let both = import("Name,Interests,Offers\nAna,play; reading,Reading\nBen,reading,play;writing\n");
    assert_eq!(uses(&both), [As::Name, As::Needs, As::Offers]);
    // One spelling on both sides, or they would never meet.
    assert_eq!(both.network.members[1].needs, ["reading"]);
    assert_eq!(both.network.members[0].offers, ["reading"]);
    let alone = import("Name,Interests\nAna,play; reading\nBen,reading\n");
    assert_eq!(uses(&alone), [As::Name, As::Set]);
}

#[test]
fn needing_nothing_is_no_topic() {
    let imported = import("Name,Needs,Offers\nAna,none,play\nBen,play,Nothing\nChi,reading,play\n");
    assert_eq!(imported.network.members[1].needs, ["play"]);
    assert!(imported.network.members[0].needs.is_empty() && imported.network.members[1].offers.is_empty());
    assert!(
        has_note(&imported, "need nothing") && has_note(&imported, "offer nothing") && has_note(&imported, "“reading”")
    );
}

#[test]
fn numbers_scales_and_circles_are_told_apart() {
    let imported = import(
        "Name,Satisfaction,Students,How often?,Age,UTC offset,Zip code\n\
         A,5,12,Often,18-29,+2,01234\nB,3,\"9,000\",Never,30-44,-5:30,01235\nC,4,35,Sometimes,> 60,0,01234\n\
         D,5,20,Never,30-44,3,01234\nE,1,14,Often,18-29,-11,01234\n",
    );
    assert_eq!(
        uses(&imported),
        [As::Name, As::Ordinal, As::Number, As::Ordinal, As::Ordinal, As::Cyclic, As::Category]
    );
    assert_eq!(column(&imported, "Satisfaction").levels, ["1", "2", "3", "4", "5"]);
    assert_eq!(column(&imported, "Students").scale, Some(Scale::Log));
    assert_eq!(column(&imported, "How often?").levels, ["Never", "Sometimes", "Often"]);
    assert_eq!(column(&imported, "Age").levels, ["18-29", "30-44", "> 60"]);
    let second = &imported.network.members[1];
    assert_eq!(answer(second, "students"), Some(&Answer::Number(9000.0)));
    assert_eq!(answer(second, "utc_offset"), Some(&Answer::Number(-5.5)));
}

#[test]
fn answers_that_do_not_fit_are_named_and_count_as_not_given() {
    let rows: String = (1..=20).map(|n| format!("m{n},{}\n", n * 10)).collect();
    let imported = import(&format!("id,Budget\n{rows}m21,about ten\nm22,n/a\n"));
    let budget = column(&imported, "Budget");
    assert_eq!((budget.used_as, budget.missing), (As::Number, 2));
    assert!(has_note(&imported, "“about ten”") && has_note(&imported, "“n/a”"));
}

#[test]
fn spellings_are_unified_and_told() {
    let imported = import("Name,Country\nA,Côte d’Ivoire\nB,cote d'ivoire\nC,Côte d’Ivoire\nD,Mali\n");
    assert_eq!(column(&imported, "Country").values, 2);
    assert!(has_note(&imported, "“cote d'ivoire”"));
}

#[test]
fn a_constant_column_is_kept_but_guides_nothing() {
    let imported = import("Name,Country,Gender\nA,Peru,F\nB,Peru,M\nC,Peru,F\n");
    assert_eq!(imported.network.attributes.len(), 2);
    assert_eq!(imported.scenario.criteria.iter().map(|c| c.on.as_str()).collect::<Vec<_>>(), ["gender"]);
}

#[test]
fn headers_that_are_words_of_the_contract_get_another_id() {
    let imported = import("Name,Ties\nA,strong\nB,weak\nC,weak\n");
    assert_eq!(imported.network.attributes[0].id, "ties_2");
    assert_eq!(imported.network.attributes[0].label.as_deref(), Some("Ties"));
}

#[test]
fn a_capacity_that_is_no_whole_number_is_named() {
    let rows: String = (1..=12).map(|n| format!("m{n},2\n")).collect();
    let imported = import(&format!("id,Capacity\n{rows}m13,a few\n"));
    assert_eq!(uses(&imported), [As::Id, As::Capacity]);
    assert_eq!(imported.network.members[0].roles, [Role::Learner, Role::Coach]);
    assert_eq!(imported.network.members[12].roles, [Role::Learner]);
    assert!(has_note(&imported, "“a few”"));
}
