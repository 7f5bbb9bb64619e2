//! Why a member is not in another group.

use super::board::{Board, Lifted, Step, settled};
use super::repair::{Repaired, obstacles, repair};
use super::{Breach, Change, GroupPlaces, PlanPlaces, Question, WhyNotThere, known, placed};
use crate::error::{Errors, fault};
use crate::plan::{Case, Status};
use crate::scenario::{Form, Keep, Pin, Scenario};
use crate::text::{Language, Text};
use std::cmp::Ordering;

/// Further moves are looked for up to as many as there are; the time that they may take is bounded elsewhere.
const ANY: u32 = u32::MAX;

/// The best plan with the member there may move a tenth of all, and at least so many.
const FEWEST_MOVES: u32 = 4;

pub(super) fn answer(case: &Case, plan: &PlanPlaces, question: &Question) -> Result<WhyNotThere, Errors> {
    let table = case.table;
    let mut errors = Errors::default();
    let round = matches!(&case.scenario.form, Form::Pairs(form) if form.rounds > 1).then_some(question.round);
    let (id, wanted) = (question.member.as_deref().unwrap_or_default(), question.group.as_deref().unwrap_or_default());
    let member = known(table, id, "member".to_owned(), &mut errors);
    if member.is_some_and(|member| !table.takes_part(member)) {
        fault("error.takesNoPart", "help.takesNoPart", "member").with("id", id).into(&mut errors);
    }
    let groups = placed(table, plan, &mut errors);
    let left_out =
        plan.unplaced.iter().filter(|left| left.round == round).filter_map(|left| table.member(&left.member));
    let mut left_out: Vec<usize> = left_out.collect();
    left_out.sort_unstable();
    let mut board = Board::new(case, plan, groups, &left_out, round);
    let to = board.ids.iter().position(|id| id == wanted);
    if to.is_none() {
        fault("error.noSuchGroup", "help.noSuchGroup", "group")
            .with("id", wanted)
            .with("known", board.ids.clone())
            .into(&mut errors);
    }
    errors.into_result()?;
    let (Some(member), Some(to)) = (member, to) else { return Ok(WhyNotThere::default()) };
    let mut answer = WhyNotThere {
        member: Some(id.to_owned()),
        group: Some(wanted.to_owned()),
        already: board.holds(to, member),
        ..WhyNotThere::default()
    };
    if !answer.already {
        let mut from: Vec<usize> = (0..board.groups.len()).filter(|&at| board.holds(at, member)).collect();
        if from.is_empty() {
            // A plan made by hand may have forgotten a member.
            let bench = board.bench();
            board.groups[bench].members.push(member);
            board.groups[bench].members.sort_unstable();
            from.push(bench);
        }
        fill(&board, member, &from, to, &mut answer);
        if question.exact {
            answer.exact = best(case, &board, plan, member, to, &answer)?;
        }
    }
    answer.text = text(&board, member, to, &answer);
    Ok(answer)
}

/// What there is to say at once; where the member has several seats, of the one that is given up most easily.
fn fill(board: &Board, member: usize, from: &[usize], to: usize, answer: &mut WhyNotThere) {
    let tried: Vec<(Step, Repaired)> =
        from.iter().map(|&from| Step { member, from, to }).map(|first| (first, repair(board, first, ANY))).collect();
    let changes = |(first, found): &(Step, Repaired)| {
        let steps = found.steps.as_deref().unwrap_or(std::slice::from_ref(first));
        (found.steps.is_some(), steps.len(), board.change(steps))
    };
    let better = |(found, count, change): &(bool, usize, Change), than: &(bool, usize, Change)| match found.cmp(&than.0)
    {
        Ordering::Equal => count.cmp(&than.1).reverse().then(change.total.total_cmp(&than.2.total)),
        order => order,
    };
    let Some(mut best) = tried.first().map(|first| (first, changes(first))) else { return };
    for other in &tried[1..] {
        let change = changes(other);
        if better(&change, &best.1) == Ordering::Greater {
            best = (other, change);
        }
    }
    let (&(first, ref found), (is_found, _, change)) = best;
    answer.tried = tried.iter().map(|(_, found)| found.tried).min().unwrap_or(0);
    answer.impossible = tried.iter().all(|(_, found)| found.impossible);
    answer.plain = Some(board.change(&[first]));
    answer.swap = swap(board, first);
    if is_found {
        answer.smallest = Some(change);
    } else {
        answer.obstacles = in_the_way(board, first, answer.plain.as_ref().map_or(&[], |plain| &plain.breaks));
    }
    debug_assert!(found.steps.is_some() == answer.smallest.is_some());
}

/// The best exchange with someone who is there.
fn swap(board: &Board, first: Step) -> Option<Change> {
    let others = board.groups[first.to].members.iter().filter(|&&other| !board.holds(first.from, other));
    let changes = others.map(|&member| board.change(&[first, Step { member, from: first.to, to: first.from }]));
    let hard = |change: &Change| change.breaks.iter().filter(|breach| breach.hard).count();
    let order = |a: &Change, b: &Change| {
        let allowed = a.allowed.cmp(&b.allowed).then(hard(b).cmp(&hard(a)));
        allowed.then(a.total.total_cmp(&b.total))
    };
    // Of equally good ones the first.
    changes.reduce(|best, other| if order(&other, &best) == Ordering::Greater { other } else { best })
}

/// What alone stands in the way; or, where several things do, all that is wrong with the plain move.
fn in_the_way(board: &Board, first: Step, plain: &[Breach]) -> Vec<Breach> {
    let alone = obstacles(board, first);
    let hard: Vec<Breach> = plain.iter().filter(|breach| breach.hard).cloned().collect();
    let stands = |breach: &Breach| {
        alone.iter().any(|lifted| match lifted {
            Lifted::Rule(at) => breach.rule == Some(*at),
            Lifted::Sizes => ["size", "trios"].contains(&breach.code.as_str()),
            Lifted::Ties => ["conflict", "sameParent", "met"].contains(&breach.code.as_str()),
            Lifted::Themes => breach.code == "unchosenTheme",
            Lifted::Pins => breach.code == "pin",
            Lifted::Moves => breach.code == "tooManyMoves",
            Lifted::Nothing => false,
        })
    };
    let told: Vec<Breach> = hard.iter().filter(|breach| stands(breach)).cloned().collect();
    if told.is_empty() { hard } else { told }
}

/// The best plan found with the member pinned there, few others having moved.
fn best(
    case: &Case,
    board: &Board,
    plan: &PlanPlaces,
    member: usize,
    to: usize,
    answer: &WhyNotThere,
) -> Result<Option<Change>, Errors> {
    if !matches!(case.scenario.form, Form::Communities(_)) {
        return Ok(None);
    }
    let mut scenario: Scenario = case.scenario.clone();
    let id = &case.table.ids[member];
    scenario.pins.retain(|pin| pin.member != *id);
    scenario.pins.push(Pin { member: id.clone(), group: board.ids[to].clone() });
    if scenario.keep.is_none() {
        let known = answer.smallest.as_ref().map_or(0, |change| change.moves.len() as u32);
        let moves = FEWEST_MOVES.max(case.table.len() as u32 / 10).max(2 * known);
        scenario.keep = Some(Keep { plan: earlier(plan), moves });
    }
    // Pins and what is kept may be of no use together: that is no fault of the question.
    let Ok(found) = crate::forms::run::solve(case.network, &scenario) else { return Ok(None) };
    if found.status == Status::Infeasible {
        return Ok(None);
    }
    let mut errors = Errors::default();
    let score = found.score.total;
    let found = PlanPlaces::from(&found);
    let groups = placed(case.table, &found, &mut errors);
    let at = |id: &str| board.ids.iter().position(|known| known == id);
    let mut steps = Vec::new();
    for (group, placed) in found.groups.iter().zip(&groups) {
        let Some(to) = at(&group.id) else { continue };
        let new = placed.members.iter().filter(|&&one| !board.holds(to, one));
        steps.extend(new.map(|&member| Step { member, from: usize::MAX, to }));
    }
    for step in &mut steps {
        let stays = |at: usize| {
            found.groups.iter().zip(&groups).any(|(g, p)| g.id == board.ids[at] && p.members.contains(&step.member))
        };
        let left = (0..board.bench()).find(|&at| board.holds(at, step.member) && !stays(at));
        step.from = left.unwrap_or(board.bench());
    }
    steps.sort_by_key(|step| (step.member != member, step.member));
    let whole = (0..board.bench()).map(|at| board.worth(at)).sum::<f64>();
    let mut change =
        board.change(&steps.into_iter().filter(|step| board.holds(step.from, step.member)).collect::<Vec<_>>());
    change.total = settled(score - whole, whole);
    Ok(Some(change))
}

fn earlier(plan: &PlanPlaces) -> crate::scenario::EarlierPlan {
    let group = |group: &GroupPlaces| crate::network::EarlierGroup {
        id: group.id.clone(),
        theme: group.theme.clone(),
        members: group.members.clone(),
    };
    crate::scenario::EarlierPlan { form: plan.form.clone(), groups: plan.groups.iter().map(group).collect() }
}

fn text(board: &Board, member: usize, to: usize, answer: &WhyNotThere) -> String {
    let name = &board.case.table.names[member];
    let about = |code: &'static str| Text::new(code).with("name", name).with("group", board.name(to));
    let say = |text: Text| text.render(Language::English);
    if answer.already {
        return say(about("whyNot.there"));
    }
    let mut said = Vec::new();
    let place = |id: &Option<String>| {
        let at = id.as_ref().and_then(|id| board.ids.iter().position(|known| known == id));
        board.name(at.unwrap_or(board.bench()))
    };
    let further = |change: &Change| {
        let one = |m: &super::Move| {
            let who = board.case.table.member(&m.who).map_or(m.who.clone(), |at| board.case.table.names[at].clone());
            say(Text::new("whyNot.move").with("name", who).with("from", place(&m.from)).with("to", place(&m.to)))
        };
        change.moves.iter().skip(1).map(one).collect::<Vec<String>>()
    };
    match &answer.smallest {
        Some(change) if change.moves.len() == 1 => said.push(say(worth(about("whyNot.free"), change))),
        Some(change) => {
            let moves = further(change);
            said.push(say(worth(about("whyNot.further"), change).with("count", moves.len()).with("moves", moves)));
        }
        None => {
            let code = if answer.impossible { "whyNot.never" } else { "whyNot.unknown" };
            said.push(say(about(code).with("count", answer.tried)));
            let texts = sentences(&answer.obstacles);
            if !texts.is_empty() {
                said.push(say(Text::new("whyNot.because").with("texts", texts)));
            }
        }
    }
    if let Some(plain) = answer.plain.as_ref().filter(|_| answer.smallest.as_ref().is_some_and(|c| c.moves.len() > 1)) {
        let hard: Vec<Breach> = plain.breaks.iter().filter(|breach| breach.hard).cloned().collect();
        said.push(say(Text::new("whyNot.alone").with("texts", sentences(&hard))));
    }
    if let Some(soft) = answer.smallest.as_ref().map(|change| &change.breaks).filter(|breaks| !breaks.is_empty()) {
        said.push(say(Text::new("whyNot.soft").with("texts", sentences(soft))));
    }
    if let Some(exact) = &answer.exact {
        said.push(say(worth(Text::new("whyNot.best"), exact).with("count", exact.moves.len())));
    }
    said.join(" ")
}

/// Sentences after each other, none twice.
fn sentences(breaches: &[Breach]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for breach in breaches.iter().filter(|breach| !breach.text.is_empty()) {
        if !texts.contains(&breach.text.as_str()) {
            texts.push(&breach.text);
        }
    }
    texts.join(" ")
}

/// How the total changes, in words.
pub(super) fn worth(text: Text, change: &Change) -> Text {
    let code = match change.total {
        total if total > 0.0 => "whyNot.rises",
        total if total < 0.0 => "whyNot.falls",
        _ => "whyNot.stays",
    };
    let total = Text::new(code).with("total", libm::fabs(change.total)).render(Language::English);
    text.with("total", total)
}
