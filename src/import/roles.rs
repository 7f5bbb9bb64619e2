//! Who learns, coaches, facilitates or leads, read off answers such as `Mentor`, `both`, `yes`.

use super::facts::Facts;
use super::value;
use super::vocabulary as words;
use super::words::fold;
use crate::network::Role;
use std::collections::BTreeSet;

/// The share of answers that must name a role.
const MOSTLY: f64 = 0.9;
/// A column that does not ask for roles may have so many different answers and still be one of roles.
const FEW: usize = 6;

const COACH: [&str; 22] = [
    "mentor",
    "mentors",
    "mentora",
    "mentore",
    "coach",
    "coaches",
    "expert",
    "experts",
    "experte",
    "advisor",
    "adviser",
    "tutor",
    "tutora",
    "tuteur",
    "tutrice",
    "experto",
    "experta",
    "especialista",
    "asesor",
    "asesora",
    "formateur",
    "orientador",
];
const LEARNER: [&str; 23] = [
    "learner",
    "learners",
    "mentee",
    "mentees",
    "participant",
    "participants",
    "member",
    "student",
    "apprentice",
    "peer",
    "apprenant",
    "apprenante",
    "aprendiz",
    "aprendiente",
    "mentorado",
    "mentorada",
    "mentorando",
    "mentoree",
    "participante",
    "estudiante",
    "estudante",
    "etudiant",
    "membre",
];
const FACILITATOR: [&str; 6] =
    ["facilitator", "facilitators", "facilitador", "facilitadora", "facilitateur", "facilitatrice"];
const LEAD: [&str; 9] =
    ["lead", "leader", "chair", "convenor", "convener", "lider", "responsable", "lead facilitator", "coordinator"];
const BOTH: [&str; 7] = ["both", "ambos", "ambas", "les deux", "either", "cualquiera", "qualquer"];
const YES: [&str; 8] = ["yes", "y", "true", "1", "x", "si", "oui", "sim"];
/// Who hesitates is not counted on as a coach.
const NO: [&str; 14] = [
    "no",
    "n",
    "false",
    "0",
    "non",
    "nao",
    "not yet",
    "maybe",
    "perhaps",
    "not sure",
    "quiza",
    "quizas",
    "peut-etre",
    "talvez",
];

/// The roles that an answer names; none when it names none.
pub(super) fn named(answer: &str) -> BTreeSet<Role> {
    let folded = fold(answer);
    let mut roles = BTreeSet::new();
    if BOTH.iter().any(|both| folded.split(|c: char| !c.is_alphanumeric() && c != ' ').any(|part| part.trim() == *both))
    {
        roles.extend([Role::Learner, Role::Coach]);
    }
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        let role = match word {
            word if COACH.contains(&word) => Role::Coach,
            word if LEARNER.contains(&word) => Role::Learner,
            word if FACILITATOR.contains(&word) => Role::Facilitator,
            word if LEAD.contains(&word) => Role::Lead,
            _ => continue,
        };
        roles.insert(role);
    }
    roles
}

/// The roles of someone who says yes or no to coaching.
pub(super) fn of_consent(answer: &str) -> Option<BTreeSet<Role>> {
    let folded = fold(answer);
    let first = folded.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if YES.contains(&first) {
        Some([Role::Learner, Role::Coach].into())
    } else if NO.contains(&first) || NO.contains(&folded.as_str()) {
        Some([Role::Learner].into())
    } else {
        None
    }
}

/// Whether a column asks for coaching with yes or no.
pub(super) fn asks_consent(facts: &Facts) -> bool {
    let asks = facts.heading.says(words::COACHES) || facts.heading.is(words::COACH);
    asks && facts.share(|text| of_consent(text).is_some()) >= MOSTLY
}

/// Whether a column holds roles, and whether that is beyond doubt.
pub(super) fn speaks_of_roles(facts: &Facts) -> Option<bool> {
    if asks_consent(facts) {
        return Some(false);
    }
    let all: BTreeSet<Role> = facts.distinct.iter().flat_map(|(text, _)| named(text)).collect();
    let special = all.contains(&Role::Coach) || all.contains(&Role::Facilitator);
    let mostly = facts.share(|text| !named(text).is_empty()) >= MOSTLY;
    let short = facts.words() <= 4.0;
    if !special || !mostly || !short {
        None
    } else if facts.heading.says(words::ROLE) {
        Some(true)
    } else {
        // Whatever the header says, "mentor" and "mentee" as the only answers are roles.
        (all.contains(&Role::Coach) && all.contains(&Role::Learner) && facts.distinct.len() <= FEW).then_some(false)
    }
}

/// How many learners a coach can take: a whole number.
pub(super) fn capacity(text: &str) -> Option<u32> {
    let number = value::number(text)?;
    (number.fract() == 0.0 && (0.0..=10_000.0).contains(&number)).then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_name_roles_in_four_languages() {
        for (answer, roles) in [
            ("Mentor", vec![Role::Coach]),
            ("mentee", vec![Role::Learner]),
            ("Mentor & Mentee", vec![Role::Learner, Role::Coach]),
            ("Both", vec![Role::Learner, Role::Coach]),
            ("Les deux", vec![Role::Learner, Role::Coach]),
            ("Facilitador", vec![Role::Facilitator]),
            ("group leader", vec![Role::Lead]),
            ("Aprendiz", vec![Role::Learner]),
            ("Baker", vec![]),
        ] {
            assert_eq!(named(answer).into_iter().collect::<Vec<_>>(), roles, "{answer}");
        }
    }

    #[test]
    fn consent_to_coaching_adds_a_role() {
        assert_eq!(of_consent("Yes, gladly").map(|roles| roles.len()), Some(2));
        assert_eq!(of_consent("Não").map(|roles| roles.len()), Some(1));
        assert_eq!(of_consent("Maybe").map(|roles| roles.len()), Some(1));
        assert_eq!(of_consent("on Tuesdays"), None);
    }

    #[test]
    fn a_capacity_is_a_whole_number() {
        assert_eq!((capacity("3"), capacity("2.5"), capacity("-1"), capacity("two")), (Some(3), None, None, None));
    }
}
