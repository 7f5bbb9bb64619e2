//! Reports of plans: what stands in them is what the plan and its review say, whatever names there are.

mod empty;
mod escaping;
mod golden;
mod numbers;
mod page;
mod size;

use commonground::plan::Plan;
use commonground::study::{ReportFormat, ReportOptions, Review, ReviewOptions, report, review};
use commonground::{Input, solve};
use page::Page;
use serde_json::{Value as Json, json};

/// A plan with its input, and its reports.
struct Reported {
    input: Input,
    plan: Plan,
    review: Review,
    html: String,
    markdown: String,
    page: Page,
}

fn input(json: &Json) -> Input {
    Input::from_json(&json.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{json}"))
}

fn options(format: ReportFormat) -> ReportOptions {
    ReportOptions { format, ..ReportOptions::default() }
}

/// The reports of a plan; of every one the same must hold.
fn reported_as(input: Input, plan: Plan) -> Reported {
    let write = |format| {
        report(&input.network, &input.scenario, &plan, &options(format)).unwrap_or_else(|errors| panic!("{errors}"))
    };
    let (html, markdown) = (write(ReportFormat::Html), write(ReportFormat::Markdown));
    let page = page::read(&html);
    for text in [page.text(), markdown.clone()] {
        assert!(!text.contains("report.") && !text.contains("{count"), "a sentence without words: {text}");
    }
    let tags = html.to_lowercase();
    for foreign in ["<script", "<link", "<iframe", "<img", "@import", "url(", "http-equiv"] {
        assert!(!tags.contains(foreign), "{foreign}");
    }
    let review = review(&input.network, &input.scenario, &plan, &ReviewOptions::default()).expect("a review");
    Reported { input, plan, review, html, markdown, page }
}

fn reported(json: &Json) -> Reported {
    let input = input(json);
    let plan = solve(&input.network, &input.scenario).unwrap_or_else(|errors| panic!("{errors}"));
    reported_as(input, plan)
}

/// A sample network with a short search.
fn sample(text: &str) -> Json {
    let mut sample: Json = serde_json::from_str(text).expect("JSON");
    sample["scenario"]["effort"] = json!({"seconds": 60, "iterations": 20_000, "seed": 7});
    sample
}

fn education() -> Json {
    sample(include_str!("../../samples/education-24.json"))
}

fn programme() -> Json {
    sample(include_str!("../../samples/programme-120.json"))
}

/// The sample in another form, under the rules that suit any.
fn formed(mut sample: Json, form: Json) -> Json {
    sample["scenario"]["form"] = form;
    sample["scenario"]["rules"] = json!([]);
    sample
}

/// A number as a reader wants it.
fn n(value: f64) -> String {
    format!("{}", (value * 1000.0).round() / 1000.0 + 0.0)
}
