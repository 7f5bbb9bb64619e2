//! Small drawings in SVG. Their colours are those of the page around them.

use super::document::{Bar, Chart, Drawing};
use super::html::escaped;
use crate::text::number;

/// Wide enough for a label, and on a telephone still large enough to read.
const WIDTH: f64 = 420.0;

/// Room at the left for the numbers of an axis, and below for its labels or only for its line.
const LEFT: f64 = 34.0;
const LABELS: f64 = 22.0;
const FOOT: f64 = 6.0;

/// The height of what is drawn above an axis.
const PLOT: f64 = 150.0;

/// Above it, so that the highest number is not cut off.
const TOP: f64 = 12.0;

/// Of more members only so many are drawn, evenly over the ranks.
const MOST_RANKS: usize = 400;

/// Columns closer than this would run into each other's labels: then only every second has one, or every third.
const LABEL: f64 = 34.0;

/// Few columns are no wider than this.
const WIDEST: f64 = 56.0;

/// Longer labels are cut: the table beside the drawing has them in full.
const MOST_LETTERS: usize = 52;

const BAR: f64 = 11.0;
const ROW: f64 = 50.0;
const LEGEND: f64 = 24.0;

/// Room at the right for what is written beside a bar.
const BESIDE: f64 = 60.0;

pub(super) fn draw(out: &mut String, chart: &Chart, id: &str) {
    let (height, inner) = match &chart.kind {
        Drawing::Ranks { numbers, mean } => (TOP + PLOT + FOOT, ranks(numbers, *mean)),
        Drawing::Dots { points, axes } => dots(points, axes),
        Drawing::Bars { rows, series } => (LEGEND + ROW * rows.len() as f64, bars(rows, series)),
        Drawing::Columns { columns } => (TOP + PLOT + LABELS, bar_columns(columns)),
    };
    let (title, description) = (escaped(&chart.title), escaped(&chart.description));
    out.push_str(&format!(
        "<figure>\n<figcaption>{title}</figcaption>\n\
         <svg viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n{inner}</svg>\n</figure>\n",
        at(WIDTH),
        at(height),
    ));
}

/// A place in the drawing, to a tenth.
fn at(place: f64) -> String {
    number(libm::round(place * 10.0) / 10.0)
}

fn text(x: f64, y: f64, attributes: &str, words: &str) -> String {
    format!("<text x=\"{}\" y=\"{}\"{attributes}>{}</text>\n", at(x), at(y), escaped(words))
}

fn bar(class: &str, x: f64, y: f64, width: f64, height: f64) -> String {
    let (x, y, width, height) = (at(x), at(y), at(width), at(height));
    format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>\n")
}

fn line(class: &str, from: [f64; 2], to: [f64; 2]) -> String {
    let [x1, y1, x2, y2] = [from[0], from[1], to[0], to[1]].map(at);
    format!("<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>\n")
}

const MIDDLE: &str = " text-anchor=\"middle\"";
const END: &str = " text-anchor=\"end\" class=\"soft\"";

/// The ends of an axis that holds all numbers and 0.
fn ends(numbers: &[f64]) -> [f64; 2] {
    let low = numbers.iter().copied().fold(0.0, f64::min);
    let high = numbers.iter().copied().fold(0.0, f64::max);
    if low < high { [low, high] } else { [0.0, 1.0] }
}

fn ranks(numbers: &[f64], mean: f64) -> String {
    let [low, high] = ends(numbers);
    let y = |value: f64| TOP + PLOT * (high - value) / (high - low);
    let shown = numbers.len().min(MOST_RANKS);
    let step = (WIDTH - LEFT) / shown as f64;
    // One shape for all, since a thousand rectangles are no small drawing; thin gaps show single members where there is
    // room for them.
    let gap = if step > 4.0 { 1.0 } else { 0.0 };
    let mut path = String::new();
    for place in 0..shown {
        let rank = if shown > 1 { place * (numbers.len() - 1) / (shown - 1) } else { 0 };
        let Some(&value) = numbers.get(rank) else { continue };
        let (from, to) = (LEFT + step * place as f64, LEFT + step * (place as f64 + 1.0) - gap);
        path.push_str(&format!("M{} {}V{}H{}V{}z", at(from), at(y(0.0)), at(y(value)), at(to), at(y(0.0))));
    }
    let mut out = format!("<path class=\"one\" d=\"{path}\"/>\n");
    out += &line("axis", [LEFT, y(0.0)], [WIDTH, y(0.0)]);
    out += &line("halo", [LEFT, y(mean)], [WIDTH, y(mean)]);
    out += &line("mean", [LEFT, y(mean)], [WIDTH, y(mean)]);
    out += &text(LEFT - 5.0, y(high) + 4.0, END, &short(high));
    if low < 0.0 {
        out += &text(LEFT - 5.0, y(low) + 4.0, END, &short(low));
    }
    out += &text(LEFT - 5.0, y(0.0) + 4.0, END, "0");
    out
}

/// Two digits are enough beside an axis.
fn short(value: f64) -> String {
    number(libm::round(value * 100.0) / 100.0)
}

fn dots(points: &[[f64; 2]], axes: &[String; 2]) -> (f64, String) {
    const SIDE: f64 = 230.0;
    const RADIUS: f64 = 4.5;
    // The name of the upright axis stands above it.
    const ABOVE: f64 = 24.0;
    let (x, y) = (|value: f64| LEFT + SIDE * value, |value: f64| ABOVE + SIDE * (1.0 - value));
    let mut out = line("axis", [x(0.0), y(0.0)], [x(1.0), y(0.0)]) + &line("axis", [x(0.0), y(0.0)], [x(0.0), y(1.0)]);
    // Groups at one place are one dot.
    let mut places: Vec<[String; 2]> = points.iter().map(|&[a, b]| [at(x(a)), at(y(b))]).collect();
    places.sort_unstable();
    places.dedup();
    for [x, y] in places {
        out += &format!("<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"{}\"/>\n", at(RADIUS));
    }
    for value in [0.0, 0.5, 1.0] {
        out += &text(x(0.0) - 5.0, y(value) + 4.0, END, &short(value));
        out += &text(x(value), y(0.0) + 16.0, " text-anchor=\"middle\" class=\"soft\"", &short(value));
    }
    out += &text(x(1.0) + 12.0, y(0.0) + 4.0, "", &axes[0]);
    out += &text(0.0, 12.0, "", &axes[1]);
    (ABOVE + SIDE + LABELS, out)
}

fn bars(rows: &[Bar], series: &[String; 2]) -> String {
    let most = rows.iter().flat_map(|row| row.numbers).fold(0.0, f64::max);
    let width = |value: f64| if most > 0.0 { (WIDTH - BESIDE) * f64::max(value, 0.0) / most } else { 0.0 };
    let mut out = String::new();
    for (place, (name, class)) in series.iter().zip(["two", "one"]).enumerate() {
        let x = WIDTH / 2.0 * place as f64;
        out += &bar(class, x, 2.0, BAR, BAR);
        out += &text(x + BAR + 6.0, 12.0, "", name);
    }
    for (place, row) in rows.iter().enumerate() {
        let top = LEGEND + ROW * place as f64;
        out += &text(0.0, top + 14.0, "", &cut(&row.label));
        for (which, class) in ["two", "one"].into_iter().enumerate() {
            let y = top + 20.0 + (BAR + 1.0) * which as f64;
            let value = width(row.numbers[which]);
            out += &bar(class, 0.0, y, f64::max(value, 1.0), BAR);
            out += &text(value + 6.0, y + BAR - 1.0, " class=\"soft\"", &row.shown[which]);
        }
    }
    out
}

fn cut(label: &str) -> String {
    if label.chars().count() <= MOST_LETTERS {
        return label.to_owned();
    }
    label.chars().take(MOST_LETTERS - 1).chain(['…']).collect()
}

fn bar_columns(columns: &[(String, usize)]) -> String {
    let most = columns.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1) as f64;
    let step = f64::min((WIDTH - LEFT) / columns.len().max(1) as f64, WIDEST);
    let every = (LABEL / step) as usize + 1;
    let mut out = String::new();
    for (place, (label, count)) in columns.iter().enumerate() {
        let height = PLOT * *count as f64 / most;
        let x = LEFT + step * place as f64;
        out += &bar("one", x + step * 0.1, TOP + PLOT - height, step * 0.8, height);
        if place % every == 0 {
            out += &text(x + step / 2.0, TOP + PLOT + 16.0, MIDDLE, label);
        }
        if step >= LABEL / 2.0 && *count > 0 {
            out += &text(x + step / 2.0, TOP + PLOT - height - 3.0, MIDDLE, &number(*count as f64));
        }
    }
    out += &line("axis", [LEFT, TOP + PLOT], [LEFT + step * columns.len() as f64, TOP + PLOT]);
    out
}
