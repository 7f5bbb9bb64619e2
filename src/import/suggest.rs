//! A scenario to begin with: what the columns' headers suggest to want common or different, and what to form.

use super::As;
use super::guess::Guess;
use super::vocabulary as words;
use crate::affinity::{Criterion, Want};
use crate::network::{Network, Role};
use crate::scenario::{Communities, Effort, Form, Scenario};

/// Sizes of communities in which everyone still speaks.
const SIZES: [u32; 2] = [5, 7];
/// More criteria than this no longer say what matters.
const MOST_CRITERIA: usize = 8;
/// The first columns of a concept (country, region, sub-region, …) say enough.
const MOST_OF_A_CONCEPT: usize = 2;
/// A column that fewer of the members answered cannot guide a plan.
const ANSWERED: f64 = 0.4;
/// A category of which most answers occur once tells everyone apart and guides nothing, …
const RECURRING: f64 = 0.5;
/// … which shows from so many answers on.
const ENOUGH_TO_TELL: usize = 20;
/// Talking needs a common language: it counts twice.
const LANGUAGE_WEIGHT: f64 = 2.0;
/// What a programme is for counts twice as well.
const EXCHANGE_WEIGHT: f64 = 2.0;

/// Headers of one concept, the kinds it may have, and what is usually wanted of it.
struct Concept {
    words: &'static str,
    /// Whether they must be the whole header.
    whole: bool,
    kinds: &'static [As],
    want: Want,
    weight: f64,
}

const TEXTS: &[As] = &[As::Category, As::Set];
const ANY: &[As] = &[As::Category, As::Set, As::Ordinal, As::Number];

const CONCEPTS: [Concept; 9] = [
    Concept { words: words::LANGUAGE, whole: false, kinds: TEXTS, want: Want::Common, weight: LANGUAGE_WEIGHT },
    Concept { words: words::TIME_ZONE, whole: false, kinds: &[As::Cyclic], want: Want::Common, weight: 1.0 },
    Concept { words: words::PLACE, whole: false, kinds: TEXTS, want: Want::Different, weight: 1.0 },
    Concept { words: words::GENDER, whole: false, kinds: TEXTS, want: Want::Different, weight: 1.0 },
    Concept { words: words::OCCUPATION, whole: false, kinds: TEXTS, want: Want::Different, weight: 1.0 },
    Concept { words: words::ORGANISATION, whole: false, kinds: TEXTS, want: Want::Different, weight: 1.0 },
    Concept { words: words::FIELD, whole: false, kinds: TEXTS, want: Want::Common, weight: 1.0 },
    Concept { words: words::STAGE, whole: false, kinds: ANY, want: Want::Common, weight: 1.0 },
    Concept { words: words::AGE, whole: true, kinds: ANY, want: Want::Different, weight: 1.0 },
];

/// A scenario that can be solved as it is; `ids` are the attributes that the columns became.
pub(super) fn scenario(network: &Network, guesses: &[Guess], ids: &[Option<String>]) -> Scenario {
    Scenario {
        criteria: criteria(network, guesses, ids),
        mix: 0.5,
        rules: Vec::new(),
        form: form(network, guesses),
        keep: None,
        pins: Vec::new(),
        effort: Effort::default(),
    }
}

fn criteria(network: &Network, guesses: &[Guess], ids: &[Option<String>]) -> Vec<Criterion> {
    let criterion = |on: &str, want: Want, weight: f64| Criterion { on: on.to_owned(), want, weight };
    let needs = network.members.iter().any(|member| !member.needs.is_empty());
    let offers = network.members.iter().any(|member| !member.offers.is_empty());
    let mut out = Vec::new();
    match (needs, offers) {
        (true, true) => out.push(criterion("needs", Want::Exchange, EXCHANGE_WEIGHT)),
        (true, false) => out.push(criterion("needs", Want::Common, 1.0)),
        (false, true) => out.push(criterion("offers", Want::Common, 1.0)),
        (false, false) => {}
    }
    if !network.themes.is_empty() {
        out.push(criterion("themes", Want::Preferred, 1.0));
    }
    let columns: Vec<(&Guess, &String)> = guesses
        .iter()
        .zip(ids)
        .filter_map(|(guess, id)| Some((guess, id.as_ref()?)))
        .filter(|(g, _)| can_guide(g))
        .collect();
    let mut used: Vec<&String> = Vec::new();
    for concept in &CONCEPTS {
        let of = columns.iter().filter(|(guess, id)| {
            let heading = &guess.facts.heading;
            let named = if concept.whole { heading.is(concept.words) } else { heading.says(concept.words) };
            let named = named || guess.used == As::Cyclic;
            named && concept.kinds.contains(&guess.used) && !used.contains(id)
        });
        let found: Vec<&String> = of.take(MOST_OF_A_CONCEPT).map(|(_, id)| *id).collect();
        out.extend(found.iter().map(|id| criterion(id, concept.want, concept.weight)));
        used.extend(found);
    }
    if used.is_empty() {
        // Headers that say nothing: what is several answers is wanted common, what is one is wanted different.
        let first = |used: As, count: usize| columns.iter().filter(move |(guess, _)| guess.used == used).take(count);
        out.extend(first(As::Set, 1).map(|(_, id)| criterion(id, Want::Common, 1.0)));
        out.extend(first(As::Category, 2).map(|(_, id)| criterion(id, Want::Different, 1.0)));
    }
    if out.is_empty() {
        out.extend(columns.first().map(|(_, id)| criterion(id, Want::Different, 1.0)));
    }
    out.truncate(MOST_CRITERIA);
    out
}

/// Whether a column has different answers, and enough of them.
fn can_guide(guess: &Guess) -> bool {
    let (values, missing, _) = guess.reading.summary();
    let rows = guess.facts.raw.len();
    let answered = rows.saturating_sub(missing);
    let recurs =
        answered < ENOUGH_TO_TELL || values as f64 <= RECURRING * answered as f64 || guess.used != As::Category;
    let is_code = guess.why.code() == "import.why.code";
    values > 1 && recurs && !is_code && answered as f64 >= ANSWERED * rows as f64
}

/// The module that a page loads first knows no coaching.
fn coaching() -> Option<Form> {
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    return Some(Form::Coaching(crate::scenario::Coaching::default()));
    #[cfg(not(any(feature = "pairs", not(feature = "engine"))))]
    None
}

/// Coaching where the table tells learners from coaches, communities otherwise.
fn form(network: &Network, guesses: &[Guess]) -> Form {
    let asked = guesses.iter().any(|guess| guess.used == As::Roles);
    let only = |role: Role, other: Role| {
        network.members.iter().any(|member| member.roles.contains(&role) && !member.roles.contains(&other))
    };
    if asked
        && only(Role::Learner, Role::Coach)
        && only(Role::Coach, Role::Learner)
        && let Some(form) = coaching()
    {
        return form;
    }
    let takes_part = |roles: &[Role]| roles.contains(&Role::Learner) || roles.contains(&Role::Lead);
    let count = network.members.iter().filter(|member| takes_part(&member.roles)).count();
    Form::Communities(Communities {
        size: Some(sizes(count)),
        themes: !network.themes.is_empty(),
        ..Communities::default()
    })
}

/// Sizes near the usual ones into which so many members can be divided.
fn sizes(members: usize) -> [u32; 2] {
    let [lo, hi] = SIZES;
    let members = u32::try_from(members).unwrap_or(u32::MAX);
    let fits = |lo: u32, hi: u32| members.div_ceil(hi) <= members / lo;
    if members <= 3 {
        [members.max(1); 2]
    } else if members < lo {
        [2, members]
    } else {
        // Between one group and two there is a gap: 8 and 9 are neither 5 to 7 nor twice that.
        let lo = (2..=lo).rev().find(|lo| fits(*lo, hi)).unwrap_or(2);
        [lo, hi]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggested_sizes_add_up_for_any_number_of_members() {
        for members in 1..400_usize {
            let [lo, hi] = sizes(members).map(|size| size as usize);
            let can = (1..=members).any(|groups| lo * groups <= members && members <= hi * groups);
            assert!(can && lo >= 1 && lo <= hi, "{members}: {lo} to {hi}");
        }
        assert_eq!((sizes(24), sizes(2231), sizes(8)), ([5, 7], [5, 7], [4, 7]));
    }
}
