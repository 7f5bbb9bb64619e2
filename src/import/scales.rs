//! Answers that have an order: agreement, frequency, degrees, bands of numbers, education.

use super::words::{Heading, fold};
use super::{bands, value};
use std::collections::BTreeSet;

/// Ordered answers and those of people who did not place themselves among them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Order {
    /// Lowest first, as they are written in the column.
    pub levels: Vec<String>,
    /// Answers off the scale, as they are written in the column.
    pub off: Vec<String>,
    /// The sentence that says why this is a scale.
    pub why: &'static str,
}

/// More levels than this make no scale that people answer.
const MOST_LEVELS: usize = 24;

/// Scales by their usual words, lowest first, folded; words for one level are separated by bars.
const KNOWN: [&[&str]; 14] = [
    &[
        "never|not at all|nunca|jamais",
        "less than once per year|less than once a year|less than yearly",
        "yearly|annually|once a year|once per year",
        "several times per year|several times a year|a few times a year|quarterly",
        "monthly|once a month|every month|mensualmente|mensuellement|mensalmente",
        "several times a month|a few times a month|several times per month",
        "weekly|once a week|every week|semanalmente|hebdomadaire",
        "several times a week|a few times a week|several times per week",
        "daily|every day|diariamente|a diario|quotidiennement",
        "several times a day|several times per day",
    ],
    &[
        "never|nunca|jamais",
        "rarely|seldom|hardly ever|almost never|rara vez|raramente|casi nunca|rarement",
        "sometimes|occasionally|a veces|parfois|as vezes",
        "often|frequently|regularly|a menudo|frecuentemente|souvent|frequentemente",
        "usually|very often|mostly|most of the time|almost always|casi siempre|tres souvent|quase sempre",
        "always|all the time|siempre|toujours|sempre",
    ],
    &[
        "none|no|ninguno|ninguna|aucun|aucune|nenhum|nenhuma",
        "very low|very little|muy bajo|muy baja|tres faible|muito baixo|muito baixa",
        "low|little|a little|bajo|baja|faible|bas|baixo|baixa|poco|pouco|peu",
        "medium|moderate|average|some|medio|media|moyen|moyenne|moderado",
        "high|a lot|much|alto|alta|eleve|elevee|haut|fort|forte|mucho|muito|beaucoup",
        "very high|very much|muy alto|muy alta|tres eleve|tres fort|muito alto|muito alta",
    ],
    &[
        "micro|very small|muy pequeno|muy pequena|tres petit|tres petite|muito pequeno|muito pequena",
        "small|pequeno|pequena|petit|petite",
        "medium|medium-sized|mid-size|mediano|mediana|moyen|moyenne|medio|media",
        "large|big|grande|grand",
        "very large|very big|muy grande|tres grand|tres grande|muito grande",
    ],
    &[
        "none|no experience|ninguna|aucune|nenhuma|sin experiencia|sem experiencia",
        "novice|beginner|basic|entry|principiante|basico|debutant|debutante|iniciante",
        "intermediate|some|competent|intermedio|intermediaire|intermediario",
        "advanced|proficient|avanzado|avance|avancado",
        "expert|fluent|experto|especialista",
    ],
    &[
        "very poor|very bad|terrible|muy malo|tres mauvais|muito ruim|pessimo",
        "poor|bad|malo|mauvais|ruim|mau",
        "fair|average|ok|okay|regular|passable|acceptable",
        "good|bueno|bon|bom|bien|bem",
        "very good|muy bueno|tres bon|tres bien|muito bom",
        "excellent|outstanding|excelente",
    ],
    &[
        "idea|concept|exploring|planning|planned|design|idee|ideia",
        "prototype|prototyping|prototipo",
        "pilot|piloting|testing|piloto|pilote",
        "launch|launched|early|implementing|implementation|implementacion|implementacao",
        "growth|growing|scaling|scale|expansion|crecimiento|croissance|crescimento|escala",
        "mature|established|national|sustained|consolidado|nacional",
    ],
    &[
        "intern|trainee|apprentice",
        "junior|entry level|entry-level",
        "mid|mid level|mid-level|middle|intermediate",
        "senior",
        "lead|principal|staff",
    ],
    &["a1", "a2", "b1", "b2", "c1", "c2|native"],
    &[
        "much less|much worse|much lower|mucho menos|beaucoup moins|muito menos",
        "less|worse|lower|fewer|menos|peor|moins|pior",
        "equally|same|the same|about the same|no change|unchanged|igual|igualmente|autant|aussi",
        "more|better|higher|mas|mejor|plus|mieux|mais|melhor",
        "much more|much better|much higher|mucho mas|beaucoup plus|muito mais",
    ],
    &["first|1st|primero|premier|primeiro", "second|2nd|segundo|deuxieme", "third|3rd|tercero|troisieme|terceiro"],
    &[
        "totalmente en desacuerdo|muy en desacuerdo",
        "en desacuerdo",
        "neutral|ni de acuerdo ni en desacuerdo|indiferente",
        "de acuerdo",
        "totalmente de acuerdo|muy de acuerdo",
    ],
    &[
        "pas du tout d'accord",
        "plutot pas d'accord|pas d'accord|en desaccord",
        "neutre|ni d'accord ni pas d'accord|ni en accord ni en desaccord",
        "plutot d'accord|d'accord",
        "tout a fait d'accord",
    ],
    &[
        "discordo totalmente",
        "discordo|discordo parcialmente",
        "neutro|nao concordo nem discordo|nem concordo nem discordo|indiferente",
        "concordo|concordo parcialmente",
        "concordo totalmente",
    ],
];

/// Headers of questions about education.
const EDUCATION_HEADERS: &str = "education|education level|degree|qualification|schooling|\
    educacion|nivel educativo|niveau d etudes|etudes|escolaridade|formacao";
/// Words in levels of education, the more specific first, with the level they mean.
const EDUCATION: [(&str, u8); 30] = [
    ("no formal", 0),
    ("less than high school", 1),
    ("some high school", 2),
    ("high school", 3),
    ("some college", 4),
    ("postdoc", 8),
    ("undergraduate", 5),
    ("graduate degree", 6),
    ("postgraduate", 6),
    ("primary", 1),
    ("primaria", 1),
    ("primaire", 1),
    ("secondary", 3),
    ("secundaria", 3),
    ("secundario", 3),
    ("secondaire", 3),
    ("baccalaureat", 3),
    ("associate", 4),
    ("vocational", 4),
    ("diploma", 4),
    ("bachelor", 5),
    ("licenciatura", 5),
    ("licence", 5),
    ("grado", 5),
    ("master", 6),
    ("mestrado", 6),
    ("maestria", 6),
    ("phd", 7),
    ("doctor", 7),
    ("doutor", 7),
];

/// Words that say how strongly, with their strength.
const STRENGTHS: [(&str, i32); 17] = [
    ("slightly", 1),
    ("somewhat", 2),
    ("rather", 2),
    ("a bit", 2),
    ("fairly", 3),
    ("moderately", 3),
    ("mostly", 3),
    ("tend to", 2),
    ("quite", 5),
    ("very", 6),
    ("highly", 6),
    ("strongly", 6),
    ("extremely", 7),
    ("completely", 7),
    ("totally", 7),
    ("fully", 7),
    ("definitely", 7),
];
/// The strength of an answer that does not say how strongly.
const PLAIN: i32 = 4;
/// The strength of "not at all": below everything else.
const NOT_AT_ALL: i32 = -8;
/// What can be felt more or less strongly; anything else needs three degrees to be believed.
const STEMS: [&str; 14] = [
    "agree",
    "satisfied",
    "likely",
    "important",
    "useful",
    "confident",
    "favorable",
    "favorably",
    "favourable",
    "favourably",
    "interested",
    "comfortable",
    "familiar",
    "relevant",
];

/// The order of a column's answers, when they form a scale.
pub(super) fn order(values: &[String], heading: &Heading) -> Option<Order> {
    let (off, on): (Vec<&String>, Vec<&String>) = values.iter().partition(|value| value::is_off_scale(&fold(value)));
    if on.len() < 2 || on.len() > MOST_LEVELS {
        return None;
    }
    let folded: Vec<String> = on.iter().map(|value| fold(value).trim_end_matches(['.', '!']).to_owned()).collect();
    let ranks = bands::ranks(&folded)
        .map(|ranks| (ranks, "import.why.bands"))
        .or_else(|| known(&folded).map(|ranks| (ranks, "import.why.scale")))
        .or_else(|| degrees(&folded).map(|ranks| (ranks, "import.why.scale")))
        .or_else(|| education(&folded, heading).map(|ranks| (ranks, "import.why.scale")));
    let (ranks, why) = ranks?;
    let mut levels: Vec<(usize, &String)> = ranks.into_iter().zip(on).collect();
    levels.sort();
    let off = off.into_iter().cloned().collect();
    Some(Order { levels: levels.into_iter().map(|(_, level)| level.clone()).collect(), off, why })
}

/// Positions in the order of keys; `None` when two are equal.
pub(super) fn ranks<K: PartialOrd + Copy>(keys: &[K]) -> Option<Vec<usize>> {
    let below = |key: &K| keys.iter().filter(|other| *other < key).count();
    let ranks: Vec<usize> = keys.iter().map(below).collect();
    let distinct: BTreeSet<usize> = ranks.iter().copied().collect();
    (distinct.len() == keys.len()).then_some(ranks)
}

fn known(values: &[String]) -> Option<Vec<usize>> {
    let bare = without_shared_words(values);
    let place = |scale: &[&str], value: &str| scale.iter().position(|level| level.split('|').any(|word| word == value));
    let never = |value: &str| {
        let starts = ["never ", "i have not ", "i had not ", "i do not ", "i haven't ", "i don't ", "not at all"];
        starts.iter().any(|start| value.starts_with(start))
    };
    let try_scale = |scale: &&[&str], values: &[String]| -> Option<Vec<usize>> {
        let starts_at_never = scale.first().is_some_and(|level| level.starts_with("never"));
        let rank = |value: &String| {
            place(scale, value).or_else(|| (starts_at_never && values.len() > 2 && never(value)).then_some(0))
        };
        ranks(&values.iter().map(rank).collect::<Option<Vec<_>>>()?)
    };
    KNOWN.iter().find_map(|scale| try_scale(scale, values).or_else(|| try_scale(scale, &bare)))
}

/// The values without the words with which all of them begin or end: `I'm more confident now` becomes `more`.
fn without_shared_words(values: &[String]) -> Vec<String> {
    let split: Vec<Vec<&str>> = values.iter().map(|value| value.split(' ').collect()).collect();
    let shortest = split.iter().map(Vec::len).min().unwrap_or(0);
    let shared = |word: &dyn Fn(&Vec<&str>, usize) -> String, most: usize| {
        let same = |at: &usize| {
            split.iter().all(|words| split.first().is_some_and(|first| word(words, *at) == word(first, *at)))
        };
        (0..most).take_while(same).count()
    };
    let from_left = |words: &Vec<&str>, at: usize| words.get(at).unwrap_or(&"").to_string();
    let from_right = |words: &Vec<&str>, at: usize| words.iter().rev().nth(at).unwrap_or(&"").to_string();
    let left = shared(&from_left, shortest.saturating_sub(1));
    let right = shared(&from_right, shortest.saturating_sub(1 + left));
    split.iter().map(|words| words.get(left..words.len() - right).unwrap_or_default().join(" ")).collect()
}

/// `Strongly agree`, `Somewhat unfavorably`, `Not at all confident`: how strongly, and which way.
fn degrees(values: &[String]) -> Option<Vec<usize>> {
    let mut stems = BTreeSet::new();
    let mut scores = Vec::new();
    for value in values {
        if is_neutral(value) {
            scores.push(0);
            continue;
        }
        let (stem, score) = degree(value);
        stems.insert(stem);
        scores.push(score);
    }
    let known = |stem: &String| STEMS.iter().any(|known| stem.split(' ').any(|word| word == *known));
    let believable = stems.len() == 1 && stems.iter().all(|stem| known(stem) || values.len() >= 3 && !stem.is_empty());
    if believable { ranks(&scores) } else { None }
}

fn is_neutral(value: &str) -> bool {
    value.starts_with("neither ") || matches!(value, "neutral" | "undecided" | "indifferent" | "neither")
}

fn degree(value: &str) -> (String, i32) {
    let (mut rest, mut sign) = (value.to_owned(), 1);
    let mut strength = PLAIN;
    if let Some(plain) = rest.strip_prefix("not at all ") {
        return (plain.to_owned(), NOT_AT_ALL);
    }
    if let Some(plain) = rest.strip_prefix("not ") {
        // "Not very confident" is a mild no, "not confident" a plain one.
        let (stem, strength) = degree(plain);
        return (stem, if strength > PLAIN { -1 } else { -PLAIN });
    }
    for (word, known) in STRENGTHS {
        if let Some(plain) = rest.strip_prefix(word).and_then(|plain| plain.strip_prefix(' ')) {
            (rest, strength) = (plain.to_owned(), known);
            break;
        }
    }
    for prefix in ["dis", "un", "in"] {
        if let Some(plain) = rest.strip_prefix(prefix)
            && STEMS.iter().any(|stem| plain.starts_with(stem))
        {
            (rest, sign) = (plain.to_owned(), -1);
            break;
        }
    }
    (rest, sign * strength)
}

fn education(values: &[String], heading: &Heading) -> Option<Vec<usize>> {
    if !heading.says(EDUCATION_HEADERS) {
        return None;
    }
    let level = |value: &String| EDUCATION.iter().find(|(word, _)| value.contains(word)).map(|(_, level)| *level);
    ranks(&values.iter().map(level).collect::<Option<Vec<_>>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(values: &[&str], header: &str) -> Option<Vec<String>> {
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        order(&values, &Heading::new(header)).map(|order| order.levels)
    }

    #[test]
    fn usual_scales_are_recognised_in_any_order() {
        for scale in [
            &["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"][..],
            &[
                "Very unfavorably",
                "Somewhat unfavorably",
                "Neither favorably nor unfavorably (neutral)",
                "Very favorably",
            ],
            &["Not at all confident", "Not very confident", "Somewhat confident", "Very confident"],
            &["I had not been using tools like these.", "Less than once per year.", "Monthly.", "Weekly.", "Daily."],
            &["I'm less confident now", "I'm equally confident now", "I'm more confident now"],
            &["Low priority", "Medium priority", "High priority"],
            &["Nunca", "A veces", "Siempre"],
            &["Discordo totalmente", "Discordo", "Concordo"],
            &["Pas du tout d'accord", "Plutôt d’accord", "Tout à fait d'accord"],
            &["pilot", "scaling", "national"],
            &["18-29", "30-44", "> 60"],
        ] {
            let mut shuffled = scale.to_vec();
            shuffled.rotate_left(1);
            assert_eq!(levels(&shuffled, "q").expect("a scale"), scale);
        }
    }

    #[test]
    fn education_is_ordered_under_its_own_header_only() {
        let scale = [
            "Less than high school degree",
            "High school degree",
            "Some college or Associate degree",
            "Bachelor degree",
        ];
        assert_eq!(levels(&scale, "Education").expect("a scale"), scale);
        assert_eq!(levels(&["Master key", "Primary colour"], "Favourite"), None);
    }

    #[test]
    fn answers_off_the_scale_stand_aside() {
        let values = ["Agree", "Don't know", "Disagree"].map(String::from);
        let order = order(&values, &Heading::new("q")).expect("a scale");
        assert_eq!((order.levels, order.off), (vec!["Disagree".into(), "Agree".into()], vec!["Don't know".into()]));
    }

    #[test]
    fn categories_are_not_taken_for_scales() {
        for values in [
            &["Yes", "No"][..],
            &["Yes", "Not sure", "No"],
            &["Red", "Green"],
            &["Male", "Female"],
            &["Often", "Frequently"],
        ] {
            assert_eq!(levels(values, "q"), None, "{values:?}");
        }
    }
}
