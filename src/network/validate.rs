//! Whether a network can be worked with: one function a check, one code an error.

use super::model::{Answer, Attribute, Kind, Network, Scale, ThemeWishes};
use super::table::name_of;
use crate::error::{Errors, fault};
use crate::text::Text;
use std::collections::BTreeMap;

/// Names that criteria and rules use for what is not an attribute.
pub const RESERVED: [&str; 6] = ["needs", "offers", "themes", "ties", "scores", "roles"];

/// The largest network that a plan is made for; a square of it still fits 32-bit indices.
pub const MOST_MEMBERS: usize = 20_000;

/// Checks everything about a network that its types cannot say.
///
/// # Errors
/// All that was found, in the order of the input.
pub fn validate(network: &Network) -> Result<(), Errors> {
    let mut errors = Errors::default();
    members_exist(network, &mut errors);
    attribute_ids_are_unique(network, &mut errors);
    for (at, attribute) in network.attributes.iter().enumerate() {
        attribute_is_complete(attribute, &format!("network.attributes[{at}]"), &mut errors);
    }
    theme_ids_are_unique(network, &mut errors);
    member_ids_are_unique(network, &mut errors);
    answers_fit_their_attributes(network, &mut errors);
    wishes_name_themes(network, &mut errors);
    ties_join_two_members(network, &mut errors);
    trust_is_a_share(network, &mut errors);
    scores_have_one_shape(network, &mut errors);
    scores_name_members(network, &mut errors);
    scores_are_finite(network, &mut errors);
    matrix_is_square_and_symmetric(network, &mut errors);
    errors.into_result()
}

fn members_exist(network: &Network, errors: &mut Errors) {
    if network.members.is_empty() {
        fault("error.emptyNetwork", "help.emptyNetwork", "network.members").into(errors);
    }
    if network.members.len() > MOST_MEMBERS {
        fault("error.tooManyMembers", "help.tooManyMembers", "network.members")
            .with("count", network.members.len())
            .with("most", MOST_MEMBERS)
            .into(errors);
    }
}

/// Where each of some names stands.
fn index<'a>(names: impl Iterator<Item = &'a String>) -> BTreeMap<&'a String, usize> {
    crate::order::map(names.enumerate().map(|(at, name)| (name, at)))
}

fn ids_are_unique<'a>(ids: impl Iterator<Item = &'a String>, path: &str, errors: &mut Errors) {
    let mut seen = BTreeMap::new();
    for (at, id) in ids.enumerate() {
        if id.is_empty() {
            fault("error.emptyId", "help.emptyId", format!("{path}[{at}].id")).into(errors);
        } else if let Some(first) = seen.insert(id, at) {
            fault("error.duplicateId", "help.duplicateId", format!("{path}[{at}].id"))
                .with("id", id)
                .with("first", format!("{path}[{first}]"))
                .into(errors);
        }
    }
}

fn attribute_ids_are_unique(network: &Network, errors: &mut Errors) {
    ids_are_unique(network.attributes.iter().map(|a| &a.id), "network.attributes", errors);
    for (at, attribute) in network.attributes.iter().enumerate() {
        if RESERVED.contains(&attribute.id.as_str()) {
            fault("error.reservedId", "help.reservedId", format!("network.attributes[{at}].id"))
                .with("id", &attribute.id)
                .with("reserved", RESERVED.map(String::from).to_vec())
                .into(errors);
        }
    }
}

fn theme_ids_are_unique(network: &Network, errors: &mut Errors) {
    ids_are_unique(network.themes.iter().map(|t| &t.id), "network.themes", errors);
}

fn member_ids_are_unique(network: &Network, errors: &mut Errors) {
    ids_are_unique(network.members.iter().map(|m| &m.id), "network.members", errors);
}

fn attribute_is_complete(attribute: &Attribute, path: &str, errors: &mut Errors) {
    let kind = attribute.kind;
    if kind == Kind::Ordinal {
        if attribute.levels.len() < 2 {
            fault("error.levelsMissing", "help.levelsMissing", format!("{path}.levels"))
                .with("id", &attribute.id)
                .into(errors);
        }
        if index(attribute.levels.iter()).len() < attribute.levels.len() {
            fault("error.duplicateLevel", "help.duplicateLevel", format!("{path}.levels"))
                .with("id", &attribute.id)
                .into(errors);
        }
    }
    if kind == Kind::Cyclic && attribute.period.is_none_or(|p| !(p.is_finite() && p > 0.0)) {
        fault("error.periodMissing", "help.periodMissing", format!("{path}.period"))
            .with("id", &attribute.id)
            .into(errors);
    }
    let foreign = [
        ("levels", !attribute.levels.is_empty() && kind != Kind::Ordinal, "ordinal"),
        ("scale", attribute.scale.is_some() && kind != Kind::Number, "number"),
        ("range", attribute.range.is_some() && kind != Kind::Number, "number"),
        ("period", attribute.period.is_some() && kind != Kind::Cyclic, "cyclic"),
        ("idf", attribute.idf && kind != Kind::Set, "set"),
        ("aliases", !attribute.aliases.is_empty() && !matches!(kind, Kind::Category | Kind::Set), "category or set"),
    ];
    for (key, given, belongs) in foreign {
        if given {
            fault("error.keyNotForKind", "help.keyNotForKind", format!("{path}.{key}"))
                .with("key", key)
                .with("kind", belongs)
                .into(errors);
        }
    }
    if let Some([lo, hi]) = attribute.range {
        let fits_log = attribute.scale != Some(Scale::Log) || lo > 0.0;
        if !(lo.is_finite() && hi.is_finite() && lo < hi && fits_log) {
            fault("error.rangeUpsideDown", "help.rangeUpsideDown", format!("{path}.range")).into(errors);
        }
    }
}

fn answers_fit_their_attributes(network: &Network, errors: &mut Errors) {
    let attributes = index(network.attributes.iter().map(|attribute| &attribute.id));
    for (at, member) in network.members.iter().enumerate() {
        for (id, answer) in &member.values {
            let path = format!("network.members[{at}].values.{id}");
            match attributes.get(id) {
                Some(&at) => answer_fits(&network.attributes[at], answer, &path, errors),
                None => fault("error.unknownAttribute", "help.unknownAttribute", path)
                    .with("id", id)
                    .with("known", network.attributes.iter().map(|a| a.id.clone()).collect::<Vec<_>>())
                    .into(errors),
            }
        }
    }
}

fn answer_fits(attribute: &Attribute, answer: &Answer, path: &str, errors: &mut Errors) {
    let wrong = |expected: &'static str, errors: &mut Errors| {
        fault("error.answerOfWrongKind", "help.answerOfWrongKind", path)
            .with("label", attribute.label.as_ref().unwrap_or(&attribute.id))
            .with("expected", Text::new(expected).render(crate::text::Language::English))
            .into(errors);
    };
    if let Answer::Number(number) = answer
        && !number.is_finite()
    {
        return fault("error.notFinite", "help.notFinite", path).into(errors);
    }
    match (attribute.kind, answer) {
        (_, Answer::Missing) | (Kind::Set, _) => {}
        (Kind::Category, Answer::List(_)) => wrong("expected.category", errors),
        (Kind::Ordinal, Answer::List(_)) => wrong("expected.level", errors),
        (Kind::Number | Kind::Cyclic, Answer::Text(_) | Answer::List(_)) => wrong("expected.number", errors),
        (Kind::Number, Answer::Number(number)) => {
            if attribute.scale == Some(Scale::Log) && *number <= 0.0 {
                fault("error.logOfNothing", "help.logOfNothing", path).with("number", *number).into(errors);
            }
        }
        (Kind::Ordinal, _) => {
            if let Some(level) = name_of(answer)
                && !attribute.levels.contains(&level)
            {
                fault("error.unknownLevel", "help.unknownLevel", path)
                    .with("level", level)
                    .with("levels", attribute.levels.clone())
                    .into(errors);
            }
        }
        (Kind::Category | Kind::Cyclic, _) => {}
    }
}

fn wishes_name_themes(network: &Network, errors: &mut Errors) {
    let themes = index(network.themes.iter().map(|theme| &theme.id));
    let known = || network.themes.iter().map(|t| t.id.clone()).collect::<Vec<_>>();
    for (at, member) in network.members.iter().enumerate() {
        let unknown = |id: &String, path: String, errors: &mut Errors| {
            if !themes.contains_key(id) {
                fault("error.unknownTheme", "help.unknownTheme", path)
                    .with("id", id)
                    .with("known", known())
                    .into(errors);
            }
        };
        match &member.themes {
            ThemeWishes::Ranked(list) => {
                let mut seen = BTreeMap::new();
                for (rank, id) in list.iter().enumerate() {
                    let path = format!("network.members[{at}].themes[{rank}]");
                    unknown(id, path.clone(), errors);
                    if seen.insert(id, rank).is_some() {
                        fault("error.rankedTwice", "help.rankedTwice", path).with("id", id).into(errors);
                    }
                }
            }
            ThemeWishes::Scored(map) => {
                for (id, wish) in map {
                    let path = format!("network.members[{at}].themes.{id}");
                    unknown(id, path.clone(), errors);
                    share(*wish, path, errors);
                }
            }
        }
    }
}

/// Whether a number is in 0..1.
fn share(number: f64, path: String, errors: &mut Errors) {
    if !number.is_finite() {
        fault("error.notFinite", "help.notFinite", path).into(errors);
    } else if !(0.0..=1.0).contains(&number) {
        fault("error.notAShare", "help.notAShare", path).with("number", number).into(errors);
    }
}

fn names_member(network: &Network) -> impl Fn(&String, &dyn Fn() -> String, &mut Errors) {
    let members = index(network.members.iter().map(|member| &member.id));
    move |id, path, errors| {
        if !members.contains_key(id) {
            fault("error.unknownMember", "help.unknownMember", path()).with("id", id).into(errors);
        }
    }
}

fn ties_join_two_members(network: &Network, errors: &mut Errors) {
    let known = names_member(network);
    for (at, tie) in network.ties.iter().enumerate() {
        known(&tie.a, &|| format!("network.ties[{at}].a"), errors);
        known(&tie.b, &|| format!("network.ties[{at}].b"), errors);
        if tie.a == tie.b {
            fault("error.tieToSelf", "help.tieToSelf", format!("network.ties[{at}]")).with("id", &tie.a).into(errors);
        }
    }
}

fn trust_is_a_share(network: &Network, errors: &mut Errors) {
    for (at, tie) in network.ties.iter().enumerate() {
        if let Some(trust) = tie.trust {
            share(trust, format!("network.ties[{at}].trust"), errors);
        }
    }
}

fn scores_have_one_shape(network: &Network, errors: &mut Errors) {
    let Some(scores) = &network.scores else { return };
    let shapes = (scores.matrix.is_some(), scores.members.is_some(), scores.pairs.is_some());
    if !matches!(shapes, (true, true, false) | (false, false, true)) {
        fault("error.scoresShape", "help.scoresShape", "network.scores").into(errors);
    }
}

fn scores_name_members(network: &Network, errors: &mut Errors) {
    let Some(scores) = &network.scores else { return };
    let known = names_member(network);
    let mut seen = BTreeMap::new();
    for (at, id) in scores.members.iter().flatten().enumerate() {
        let path = format!("network.scores.members[{at}]");
        known(id, &|| path.clone(), errors);
        if let Some(first) = seen.insert(id, at) {
            fault("error.duplicateId", "help.duplicateId", path)
                .with("id", id)
                .with("first", format!("network.scores.members[{first}]"))
                .into(errors);
        }
    }
    // There may be millions: numbers are compared faster than names.
    let places = index(network.members.iter().map(|member| &member.id));
    let mut pairs = BTreeMap::new();
    for (at, (a, b, _)) in scores.pairs.iter().flatten().enumerate() {
        let path = || format!("network.scores.pairs[{at}]");
        let (first, second) = (places.get(a), places.get(b));
        let (Some(first), Some(second)) = (first, second) else {
            known(a, &|| format!("{}[0]", path()), errors);
            known(b, &|| format!("{}[1]", path()), errors);
            continue;
        };
        if first == second {
            fault("error.tieToSelf", "help.tieToSelf", path()).with("id", a).into(errors);
        } else if let Some(before) = pairs.insert((first.min(second), first.max(second)), at) {
            fault("error.scoredTwice", "help.scoredTwice", path())
                .with("a", a)
                .with("b", b)
                .with("first", format!("network.scores.pairs[{before}]"))
                .into(errors);
        }
    }
}

fn scores_are_finite(network: &Network, errors: &mut Errors) {
    let Some(scores) = &network.scores else { return };
    // Sums of ten thousand of these still keep the digits that tell two plans apart.
    const LARGEST: f64 = 1e12;
    // There may be millions: only a wrong one's path is put into words.
    let check = |score: f64, path: &dyn Fn() -> String, errors: &mut Errors| {
        if !score.is_finite() {
            fault("error.notFinite", "help.notFinite", path()).into(errors);
        } else if libm::fabs(score) > LARGEST {
            fault("error.scoreTooLarge", "help.scoreTooLarge", path()).with("most", LARGEST).into(errors);
        }
    };
    if let Some(default) = scores.default {
        check(default, &|| "network.scores.default".to_owned(), errors);
    }
    for (at, (_, _, score)) in scores.pairs.iter().flatten().enumerate() {
        check(*score, &|| format!("network.scores.pairs[{at}][2]"), errors);
    }
    for (i, row) in scores.matrix.iter().flatten().enumerate() {
        for (j, score) in row.iter().enumerate() {
            check(*score, &|| format!("network.scores.matrix[{i}][{j}]"), errors);
        }
    }
}

fn matrix_is_square_and_symmetric(network: &Network, errors: &mut Errors) {
    let Some((members, matrix)) = network.scores.as_ref().and_then(|s| s.members.as_ref().zip(s.matrix.as_ref()))
    else {
        return;
    };
    let n = members.len();
    let uneven = matrix.iter().position(|row| row.len() != n);
    if matrix.len() != n || uneven.is_some() {
        let path = uneven.map_or("network.scores.matrix".to_owned(), |at| format!("network.scores.matrix[{at}]"));
        let found = uneven.map_or(matrix.len(), |at| matrix[at].len());
        fault("error.matrixNotSquare", "help.matrixNotSquare", path).with("found", found).with("count", n).into(errors);
        return;
    }
    for (i, row) in matrix.iter().enumerate() {
        for (j, &one) in row[..i].iter().enumerate() {
            let other = matrix[j][i];
            if one != other && !(one.is_nan() || other.is_nan()) {
                fault(
                    "error.matrixNotSymmetric",
                    "help.matrixNotSymmetric",
                    format!("network.scores.matrix[{i}][{j}]"),
                )
                .with("one", one)
                .with("other", other)
                .into(errors);
                // One is enough: a matrix of ordered scores would yield thousands.
                return;
            }
        }
    }
}
