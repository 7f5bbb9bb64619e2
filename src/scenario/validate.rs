//! Whether a scenario can be asked of a network: one function a check.

use super::contradictions::{pins_agree, rules_agree};
use super::{Communities, Form, Pairs, PairsObjective, Scenario, group_counts, group_number, theme_counts};
use crate::affinity::{Criterion, Want};
use crate::error::{Errors, fault};
use crate::network::{Column, Network, Table};
use crate::optim::tables;
use crate::rules::{Review, Setting};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// More rounds, seats or groups than anyone asks for, and far fewer than numbers can hold.
pub(super) const MOST: u32 = 100_000;

/// As many places as the largest network has members.
const MOST_SEATS: u64 = crate::network::MOST_MEMBERS as u64;

/// Checks a network and everything about a scenario over it that their types cannot say.
///
/// # Errors
/// All that was found: first the network's, then the scenario's, each in the order of the input.
pub fn validate(network: &Network, scenario: &Scenario) -> Result<(), Errors> {
    let mut errors = Errors::default();
    if let Err(found) = crate::network::validate(network) {
        errors.append(found);
    }
    // What the network got wrong counts as not answered here, so that its errors are not told twice.
    let table = Table::new(network);
    for (at, criterion) in scenario.criteria.iter().enumerate() {
        criterion_fits(network, &table, criterion, &format!("scenario.criteria[{at}]"), &mut errors);
    }
    mix_is_a_share(scenario, &mut errors);
    rules_fit(network, &table, scenario, &mut errors);
    if !network.members.is_empty() {
        match &scenario.form {
            Form::Pairs(form) => pairs_can_be_formed(&table, scenario, form, &mut errors),
            Form::Communities(form) => communities_can_be_formed(network, &table, form, &mut errors),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Form::Coaching(form) => super::coaching_checks::coaching_can_be_formed(&table, form, &mut errors),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Form::Panel(form) => super::panel::can_be_chosen(network, &table, scenario, form, &mut errors),
        }
        rules_agree(&table, scenario, &mut errors);
    }
    pins_can_be_kept(network, &table, scenario, &mut errors);
    keep_is_of_the_same_form(scenario, &mut errors);
    effort_is_positive(scenario, &mut errors);
    errors.into_result()
}

/// The setting in which a form's rules are to hold.
impl From<&Form> for Setting {
    fn from(form: &Form) -> Self {
        match form {
            Form::Pairs(form) if form.size > 2 => Setting::Tables,
            Form::Pairs(_) => Setting::Pairs,
            Form::Communities(_) => Setting::Communities,
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Form::Coaching(_) => Setting::Coaching,
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Form::Panel(_) => Setting::Panel,
        }
    }
}

fn criterion_fits(network: &Network, table: &Table, criterion: &Criterion, path: &str, errors: &mut Errors) {
    const SUBJECTS: [&str; 5] = ["needs", "offers", "themes", "ties", "scores"];
    let on = criterion.on.as_str();
    if !SUBJECTS.contains(&on) && !table.attribute_ids().any(|id| id == on) {
        let known: Vec<String> = table.attribute_ids().chain(SUBJECTS).map(str::to_owned).collect();
        return fault("error.unknownAttribute", "help.unknownAttribute", format!("{path}.on"))
            .with("id", on)
            .with("known", known)
            .into(errors);
    }
    let sensible = Want::for_subject(on);
    if !sensible.contains(&criterion.want) {
        fault("error.wantNotForSubject", "help.wantNotForSubject", format!("{path}.want"))
            .with("on", on)
            .with("want", criterion.want.word())
            .with("known", sensible.iter().map(|want| want.word().to_owned()).collect::<Vec<_>>())
            .into(errors);
    }
    if on == "scores" && network.scores.is_none() {
        fault("error.scoresMissing", "help.scoresMissing", format!("{path}.on")).into(errors);
    }
    not_negative(criterion.weight, "weight", format!("{path}.weight"), errors);
}

/// A finite number, 0 or more, that is not beyond what sums can hold.
pub(super) fn not_negative(number: f64, key: &'static str, path: String, errors: &mut Errors) {
    const LARGEST: f64 = 1e9;
    if !number.is_finite() {
        fault("error.notFinite", "help.notFinite", path).into(errors);
    } else if number < 0.0 {
        fault("error.negative", "help.negative", path).with("key", key).into(errors);
    } else if number > LARGEST {
        fault("error.tooLarge", "help.tooLarge", path).with("key", key).with("most", LARGEST).into(errors);
    }
}

/// The answers to what is named; reported where there is no such attribute.
pub(super) fn known<'t>(table: &'t Table, id: &str, path: &str, errors: &mut Errors) -> Option<&'t Column> {
    let column = table.column(id);
    if column.is_none() {
        let known = table.attribute_ids().chain(["needs", "offers", "themes", "roles"]).map(str::to_owned);
        fault("error.unknownAttribute", "help.unknownAttribute", path)
            .with("id", id)
            .with("known", known.collect::<Vec<_>>())
            .into(errors);
    }
    column
}

fn mix_is_a_share(scenario: &Scenario, errors: &mut Errors) {
    if !scenario.mix.is_finite() {
        fault("error.notFinite", "help.notFinite", "scenario.mix").into(errors);
    } else if !(0.0..=1.0).contains(&scenario.mix) {
        fault("error.notAShare", "help.notAShare", "scenario.mix").with("number", scenario.mix).into(errors);
    }
}

fn rules_fit(network: &Network, table: &Table, scenario: &Scenario, errors: &mut Errors) {
    let setting = Setting::from(&scenario.form);
    for (at, rule) in scenario.rules.iter().enumerate() {
        let path = format!("scenario.rules[{at}]");
        if let Some(penalty) = rule.kind().penalty() {
            not_negative(penalty, "penalty", format!("{path}.penalty"), errors);
        }
        let mut review = Review { path, rule: rule.word(), errors };
        rule.kind().review(network, table, setting, &mut review);
    }
}

fn at_least_one(number: u32, key: &'static str, errors: &mut Errors) -> bool {
    if number == 0 {
        fault("error.notPositive", "help.notPositive", format!("scenario.form.{key}")).with("key", key).into(errors);
    } else if number > MOST {
        let path = format!("scenario.form.{key}");
        fault("error.tooLarge", "help.tooLarge", path).with("key", key).with("most", MOST).into(errors);
    }
    (1..=MOST).contains(&number)
}

fn participants(table: &Table) -> u32 {
    table.participants().len() as u32
}

fn pairs_can_be_formed(table: &Table, scenario: &Scenario, form: &Pairs, errors: &mut Errors) {
    let members = participants(table);
    if members < 2 {
        return fault("error.tooFewParticipants", "help.tooFewParticipants", "network.members")
            .with("count", members)
            .into(errors);
    }
    if form.size < 2 {
        return fault("error.tableTooSmall", "help.tableTooSmall", "scenario.form.size")
            .with("size", form.size)
            .into(errors);
    }
    if form.size > 2 {
        return tables_can_be_formed(members, scenario, form, errors);
    }
    // After a round with everyone, nobody is left to meet.
    let most = if members.is_multiple_of(2) { members - 1 } else { members };
    if at_least_one(form.rounds, "rounds", errors) && form.rounds > most {
        fault("error.tooManyRounds", "help.tooManyRounds", "scenario.form.rounds")
            .with("rounds", form.rounds)
            .with("count", members)
            .with("most", most)
            .into(errors);
    }
}

/// At tables members may meet again: any number of rounds will do, as long as there are not too many seats.
fn tables_can_be_formed(members: u32, scenario: &Scenario, form: &Pairs, errors: &mut Errors) {
    let seats = u64::from(members) * u64::from(form.rounds);
    if form.rounds > tables::MAX_ROUNDS {
        fault("error.tooLarge", "help.tooLarge", "scenario.form.rounds")
            .with("key", "rounds")
            .with("most", tables::MAX_ROUNDS)
            .into(errors);
    } else if at_least_one(form.rounds, "rounds", errors) && (seats > MOST_SEATS || members > tables::MAX_MEMBERS) {
        let most = MOST_SEATS.min(u64::from(tables::MAX_MEMBERS) * u64::from(form.rounds));
        fault("error.tooManySeats", "help.tooManySeats", "scenario.form.rounds")
            .with("seats", seats.to_string())
            .with("most", most.to_string())
            .into(errors);
    }
    for (at, _) in scenario.rules.iter().enumerate().filter(|(_, rule)| !rule.is_hard()) {
        let path = format!("scenario.rules[{at}].penalty");
        fault("error.penaltyNotForForm", "help.penaltyNotForForm", path).into(errors);
    }
    if form.objective != PairsObjective::Total {
        fault("error.objectiveNotForTables", "help.objectiveNotForTables", "scenario.form.objective").into(errors);
    }
}

fn communities_can_be_formed(network: &Network, table: &Table, form: &Communities, errors: &mut Errors) {
    let members = participants(table);
    if members == 0 {
        return fault("error.tooFewParticipants", "help.tooFewParticipants", "network.members")
            .with("count", members)
            .into(errors);
    }
    if form.themes && network.themes.is_empty() {
        fault("error.themesMissing", "help.themesMissing", "scenario.form.themes").into(errors);
    }
    for (key, asked) in [("perTheme", form.per_theme.is_some()), ("onlyChosen", form.only_chosen)] {
        if asked && !form.themes {
            fault("error.takesNoThemes", "help.takesNoThemes", format!("scenario.form.{key}"))
                .with("key", key)
                .into(errors);
        }
    }
    if let Some([lo, hi]) = form.per_theme.filter(|&[lo, hi]| lo > hi || hi == 0) {
        return fault("error.perThemeUpsideDown", "help.perThemeUpsideDown", "scenario.form.perTheme")
            .with("lo", lo)
            .with("hi", hi)
            .into(errors);
    }
    if let Some(id) = &form.limited_by {
        limits_are_numbers(table, id, errors);
    }
    let seats = form.all_places(table);
    if seats > MOST_SEATS {
        return fault("error.tooManySeats", "help.tooManySeats", "scenario.form.perMember")
            .with("seats", seats.to_string())
            .with("most", MOST_SEATS.to_string())
            .into(errors);
    }
    let seats = seats as u32;
    let whole = [
        form.count.is_none_or(|count| at_least_one(count, "count", errors)),
        at_least_one(form.per_member, "perMember", errors),
    ];
    let Some([lo, hi]) = form.size else {
        match form.count {
            None => fault("error.sizeMissing", "help.sizeMissing", "scenario.form.size").into(errors),
            Some(count) => {
                if whole == [true; 2] && count > seats {
                    fault("error.tooManyGroups", "help.tooManyGroups", "scenario.form.count")
                        .with("count", count)
                        .with("seats", seats)
                        .into(errors);
                } else {
                    seats_fit_groups(table, form, count, errors);
                    themes_fit_groups(network, form, count..=count, errors);
                }
            }
        }
        return;
    };
    if lo == 0 || lo > hi || hi > MOST {
        return fault("error.sizeUpsideDown", "help.sizeUpsideDown", "scenario.form.size")
            .with("lo", lo)
            .with("hi", hi)
            .into(errors);
    }
    if whole != [true; 2] {
        return;
    }
    match group_counts(form, seats) {
        Some(counts) => {
            seats_fit_groups(table, form, *counts.end(), errors);
            themes_fit_groups(network, form, counts, errors);
        }
        None => sizes_do_not_add_up(form, [lo, hi], seats, errors),
    }
}

/// Limits on the groups of a member are numbers, and let everyone be in one.
fn limits_are_numbers(table: &Table, id: &str, errors: &mut Errors) {
    let path = "scenario.form.limitedBy";
    let Some(Column::Number { plain, .. }) = known(table, id, path, errors) else {
        if table.column(id).is_some() {
            fault("error.notALimit", "help.notALimit", path).with("id", id).into(errors);
        }
        return;
    };
    let short = table.participants().into_iter().filter(|&member| plain[member].is_some_and(|limit| limit < 1.0));
    let names: Vec<String> = short.map(|member| table.names[member].clone()).collect();
    if !names.is_empty() {
        fault("error.limitBelowOne", "help.limitBelowOne", path)
            .with("attribute", table.label(id))
            .with("members", names)
            .into(errors);
    }
}

/// A member cannot be in more groups than there are.
fn seats_fit_groups(table: &Table, form: &Communities, most_groups: u32, errors: &mut Errors) {
    let most_places = form.most_places(table);
    if most_places > most_groups && most_groups > 0 {
        fault("error.perMemberTooLarge", "help.perMemberTooLarge", "scenario.form.perMember")
            .with("count", most_places)
            .with("groups", most_groups)
            .into(errors);
    }
}

/// Some number of groups gives each theme as many as are asked for.
fn themes_fit_groups(network: &Network, form: &Communities, counts: RangeInclusive<u32>, errors: &mut Errors) {
    let themes = network.themes.len() as u32;
    let wanted = theme_counts(form, themes);
    if let Some([lo, hi]) = form.per_theme
        && themes > 0
        && (counts.start() > wanted.end() || wanted.start() > counts.end())
    {
        fault("error.themesDoNotAddUp", "help.themesDoNotAddUp", "scenario.form.perTheme")
            .with("themes", themes)
            .with("lo", lo)
            .with("hi", hi)
            .with("least", *wanted.start())
            .with("most", *wanted.end())
            .with("fewest", *counts.start())
            .with("largest", *counts.end())
            .into(errors);
    }
}

fn sizes_do_not_add_up(form: &Communities, [lo, hi]: [u32; 2], seats: u32, errors: &mut Errors) {
    let path = if form.count.is_some() { "scenario.form.count" } else { "scenario.form.size" };
    let error = match form.count {
        Some(count) => fault("error.countDoesNotAddUp", "help.countDoesNotAddUp", path)
            .with("count", count)
            .with("least", u64_word(u64::from(count) * u64::from(lo)))
            .with("most", u64_word(u64::from(count) * u64::from(hi))),
        None => fault("error.sizesDoNotAddUp", "help.sizesDoNotAddUp", path),
    };
    // The nearest range that works: as many groups as fit the largest size.
    let groups = seats.div_ceil(hi).max(1);
    error
        .with("lo", lo)
        .with("hi", hi)
        .with("seats", seats)
        .with("fitLo", (seats / groups).min(lo))
        .with("fitHi", seats.div_ceil(groups).max(hi))
        .into(errors);
}

fn u64_word(number: u64) -> String {
    number.to_string()
}

fn pins_can_be_kept(network: &Network, table: &Table, scenario: &Scenario, errors: &mut Errors) {
    if scenario.pins.is_empty() {
        return;
    }
    let Form::Communities(form) = &scenario.form else {
        return fault("error.pinsNotForForm", "help.pinsNotForForm", "scenario.pins").into(errors);
    };
    let groups = group_counts(form, form.places(table)).map_or(MOST, |counts| *counts.end());
    let theme = |id: &str| form.themes && network.themes.iter().any(|theme| theme.id == id);
    let mut seen = BTreeSet::new();
    for (at, pin) in scenario.pins.iter().enumerate() {
        let path = format!("scenario.pins[{at}].member");
        match table.member(&pin.member) {
            None => fault("error.unknownMember", "help.unknownMember", path).with("id", &pin.member).into(errors),
            Some(member) if !table.takes_part(member) => {
                fault("error.takesNoPart", "help.takesNoPart", path).with("id", &pin.member).into(errors);
            }
            Some(_) if !seen.insert((&pin.member, &pin.group)) => {
                fault("error.pinnedTwice", "help.pinnedTwice", path).with("id", &pin.member).into(errors);
            }
            Some(_) => {}
        }
        let by_number = group_number(&pin.group).is_some_and(|number| number <= groups);
        if !by_number && !theme(&pin.group) {
            fault("error.unknownGroup", "help.unknownGroup", format!("scenario.pins[{at}].group"))
                .with("id", &pin.group)
                .with("groups", groups)
                .into(errors);
        }
    }
    pins_agree(table, scenario, form, errors);
}

fn keep_is_of_the_same_form(scenario: &Scenario, errors: &mut Errors) {
    let Some(keep) = &scenario.keep else { return };
    match &scenario.form {
        Form::Communities(form) if form.per_member > 1 => {
            fault("error.keepWithSeveral", "help.keepWithSeveral", "scenario.keep").into(errors);
        }
        Form::Communities(_) if keep.plan.form == scenario.form.word() => {}
        Form::Communities(_) => {
            fault("error.keepOtherForm", "help.keepOtherForm", "scenario.keep.plan.form")
                .with("found", &keep.plan.form)
                .into(errors);
        }
        _ => fault("error.keepNotForForm", "help.keepNotForForm", "scenario.keep").into(errors),
    }
}

fn effort_is_positive(scenario: &Scenario, errors: &mut Errors) {
    let seconds = scenario.effort.seconds;
    // A week: beyond it a slip of the pen is likelier than a wish.
    const LONGEST: f64 = 604_800.0;
    if !seconds.is_finite() {
        fault("error.notFinite", "help.notFinite", "scenario.effort.seconds").into(errors);
    } else if !(seconds > 0.0 && seconds <= LONGEST) {
        fault("error.secondsOutOfRange", "help.secondsOutOfRange", "scenario.effort.seconds")
            .with("most", LONGEST)
            .into(errors);
    }
}
