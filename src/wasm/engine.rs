//! Plans and sweeps for JavaScript.

use super::{encode, read, thrown, value};
use crate::error::ErrorReport;
#[cfg(feature = "pairs")]
use crate::error::Errors;
use crate::forms::{self, Pace, Progress};
#[cfg(feature = "pairs")]
use crate::study;
use crate::text::Language;
#[cfg(feature = "pairs")]
use crate::{
    AlternativesInput, AnswersInput, ConflictsInput, FrontierInput, ProgrammeInput, ReportInput, ReviewInput,
    SweepInput, WhyNotInput,
};
use crate::{Input, decode, plan, scenario};
use js_sys::Date;
use wasm_bindgen::prelude::*;

/// Iterations between two looks at the clock.
const STEP: u64 = 20_000;

/// Forms a plan.
#[wasm_bindgen]
pub fn solve(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: Input = read(input)?;
    encode(&solved(&input)?)
}

fn solved(input: &Input) -> Result<plan::Plan, JsValue> {
    let end = Date::now() + 1000.0 * input.scenario.effort.seconds;
    let mut pace = |_: &Progress| if Date::now() < end { Pace::On } else { Pace::OutOfTime };
    forms::solve_while(&input.network, &input.scenario, &mut pace).map_err(|errors| thrown(&errors))
}

/// What it would take to have somebody elsewhere.
#[cfg(feature = "pairs")]
#[wasm_bindgen(js_name = whyNot)]
pub fn why_not(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: WhyNotInput = read(input)?;
    encode(&input.answer().map_err(|errors| thrown(&errors))?)
}

/// Communities that are nearly as good as a plan's.
#[cfg(feature = "pairs")]
#[wasm_bindgen]
pub fn alternatives(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: AlternativesInput = read(input)?;
    let wanted = forms::Wanted { count: input.count, moves: input.moves, within: input.within };
    let found = forms::alternatives(&input.network, &input.scenario, input.plan.as_ref(), &wanted);
    encode(&found.map_err(|errors| thrown(&errors))?)
}

/// Which hard rules cannot hold together, and what would mend it.
#[cfg(feature = "pairs")]
#[wasm_bindgen]
pub fn conflicts(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: ConflictsInput = read(input)?;
    study::seconds_allowed(input.seconds).map_err(|errors| thrown(&errors))?;
    let end = Date::now() + 1000.0 * input.seconds;
    let mut pace = |_: &Progress| if Date::now() < end { Pace::On } else { Pace::OutOfTime };
    let found = study::conflicts(&input.network, &input.scenario, &mut pace);
    encode(&found.map_err(|errors| thrown(&errors))?)
}

/// The plans of a programme's steps, each in its own time.
#[cfg(feature = "pairs")]
#[wasm_bindgen]
pub fn programme(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: ProgrammeInput = read(input)?;
    let (mut running, mut end) = (None, 0.0);
    let mut pace = |at: usize, _: &Progress| {
        if running != Some(at) {
            running = Some(at);
            end = Date::now() + 1000.0 * input.steps.get(at).map_or(0.0, |step| step.scenario.effort.seconds);
        }
        if Date::now() < end { Pace::On } else { Pace::OutOfTime }
    };
    let found = study::programme(&input.network, &input.steps, &mut pace);
    encode(&found.map_err(|errors| thrown(&errors))?)
}

/// A finished plan from all sides.
#[cfg(feature = "pairs")]
#[wasm_bindgen]
pub fn review(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: ReviewInput = read(input)?;
    let found = study::review(&input.network, &input.scenario, &input.plan, &input.options);
    encode(&found.map_err(|errors| thrown(&errors))?)
}

/// A finished plan as one page.
#[cfg(feature = "pairs")]
#[wasm_bindgen]
pub fn report(input: &JsValue) -> Result<String, JsValue> {
    let input: ReportInput = read(input)?;
    let found = study::report(&input.network, &input.scenario, &input.plan, &input.options);
    found.map_err(|errors| thrown(&errors))
}

/// The notes of a plan with the reasons why none keeps all hard rules, which the module `engine` goes without.
#[cfg(feature = "pairs")]
#[wasm_bindgen]
pub fn explained(input: &JsValue, notes: &JsValue) -> Result<JsValue, JsValue> {
    let (input, notes): (Input, Vec<String>) = (read(input)?, read(notes)?);
    encode(&forms::explained(&input.network, &input.scenario, notes).map_err(|errors| thrown(&errors))?)
}

/// What is wrong with an input; an empty list when nothing is.
#[wasm_bindgen]
pub fn validate(input: &JsValue) -> Result<JsValue, JsValue> {
    let found = decode::from_value::<Input>(&value(input)?)
        .and_then(|input| scenario::validate(&input.network, &input.scenario));
    let reports: Vec<ErrorReport> = found.err().map(|errors| errors.report(Language::English)).unwrap_or_default();
    encode(&reports)
}

/// A run that advances in slices of time, so that its worker can listen in between.
#[wasm_bindgen]
pub struct Run {
    run: forms::Run,
    seconds: f64,
    started: Option<f64>,
    out_of_time: bool,
}

#[wasm_bindgen]
impl Run {
    /// Checks the input and makes ready.
    #[wasm_bindgen(constructor)]
    pub fn new(input: &JsValue) -> Result<Run, JsValue> {
        let input: Input = read(input)?;
        let run = forms::Run::new(&input.network, &input.scenario).map_err(|errors| thrown(&errors))?;
        Ok(Run { run, seconds: input.scenario.effort.seconds, started: None, out_of_time: false })
    }

    /// Goes on for about so many milliseconds and says how far it is.
    pub fn step(&mut self, milliseconds: f64) -> Result<JsValue, JsValue> {
        let now = Date::now();
        let started = *self.started.get_or_insert(now);
        let last = started + 1000.0 * self.seconds;
        loop {
            self.run.step(STEP);
            let clock = Date::now();
            let finished = self.run.progress().finished;
            self.out_of_time |= clock >= last && !finished;
            if finished || self.out_of_time || clock - now >= milliseconds {
                break;
            }
        }
        let mut progress = self.run.progress();
        progress.finished |= self.out_of_time;
        encode(&progress)
    }

    /// The best plan so far; `cancelled` says why there is no more.
    pub fn plan(&self, cancelled: bool) -> Result<JsValue, JsValue> {
        encode(&self.run.plan(if cancelled { Pace::Cancelled } else { Pace::OutOfTime }))
    }
}

/// A sweep that advances in slices of time.
#[cfg(feature = "pairs")]
#[wasm_bindgen]
pub struct SweepRun {
    run: study::SweepRun,
    started: f64,
}

#[cfg(feature = "pairs")]
#[wasm_bindgen]
impl SweepRun {
    /// Checks the input and every variant of it.
    #[wasm_bindgen(constructor)]
    pub fn new(input: &JsValue) -> Result<SweepRun, JsValue> {
        let input: SweepInput = read(input)?;
        let run = study::SweepRun::new(&input.network, &input.scenario, &input.sweep);
        Ok(SweepRun { run: run.map_err(|errors| thrown(&errors))?, started: 0.0 })
    }

    /// Goes on for about so many milliseconds and says how far it is.
    pub fn step(&mut self, milliseconds: f64) -> Result<JsValue, JsValue> {
        let now = Date::now();
        loop {
            if self.run.between_plans() {
                self.started = Date::now();
            }
            self.run.step(STEP).map_err(|errors| thrown(&errors))?;
            let clock = Date::now();
            if clock >= self.started + 1000.0 * self.run.seconds_each() {
                self.run.skip();
            }
            if self.run.progress().finished || clock - now >= milliseconds {
                return encode(&self.run.progress());
            }
        }
    }

    /// The points so far.
    pub fn result(&self) -> Result<JsValue, JsValue> {
        encode(&self.run.result())
    }
}

/// The trades of a form, in slices of time.
#[cfg(feature = "pairs")]
#[wasm_bindgen]
pub struct FrontierRun {
    run: study::FrontierRun,
    started: Option<f64>,
}

#[cfg(feature = "pairs")]
#[wasm_bindgen]
impl FrontierRun {
    /// Checks the input and every variant of it.
    #[wasm_bindgen(constructor)]
    pub fn new(input: &JsValue) -> Result<FrontierRun, JsValue> {
        let input: FrontierInput = read(input)?;
        let run = study::FrontierRun::new(&input.network, &input.scenario, &input.frontier);
        Ok(FrontierRun { run: run.map_err(|errors| thrown(&errors))?, started: None })
    }

    /// Goes on for about so many milliseconds and says how far it is.
    pub fn step(&mut self, milliseconds: f64) -> Result<JsValue, JsValue> {
        let end = 1000.0 * self.run.seconds();
        slice(milliseconds, &mut self.started, end, &mut || {
            self.run.step(STEP)?;
            Ok(self.run.progress())
        })
    }

    /// The points so far.
    pub fn result(&self) -> Result<JsValue, JsValue> {
        encode(&self.run.result())
    }
}

/// Which answers mattered, in slices of time.
#[cfg(feature = "pairs")]
#[wasm_bindgen]
pub struct AnswersRun {
    run: study::AnswersRun,
    started: Option<f64>,
}

#[cfg(feature = "pairs")]
#[wasm_bindgen]
impl AnswersRun {
    /// Checks the input and finds what is asked.
    #[wasm_bindgen(constructor)]
    pub fn new(input: &JsValue) -> Result<AnswersRun, JsValue> {
        let input: AnswersInput = read(input)?;
        let asked = study::Asked { seeds: input.seeds, within: input.within };
        let run = study::AnswersRun::new(&input.network, &input.scenario, &asked);
        Ok(AnswersRun { run: run.map_err(|errors| thrown(&errors))?, started: None })
    }

    /// Goes on for about so many milliseconds and says how far it is.
    pub fn step(&mut self, milliseconds: f64) -> Result<JsValue, JsValue> {
        let end = 1000.0 * self.run.seconds();
        slice(milliseconds, &mut self.started, end, &mut || {
            self.run.step(STEP)?;
            Ok(self.run.progress())
        })
    }

    /// What is known so far.
    pub fn result(&self) -> Result<JsValue, JsValue> {
        encode(&self.run.result())
    }
}

/// Goes on for about so many milliseconds, and not beyond the last one of the run.
#[cfg(feature = "pairs")]
fn slice(
    milliseconds: f64,
    started: &mut Option<f64>,
    last: f64,
    step: &mut dyn FnMut() -> Result<study::SweepProgress, Errors>,
) -> Result<JsValue, JsValue> {
    let now = Date::now();
    let last = *started.get_or_insert(now) + last;
    loop {
        let mut progress = step().map_err(|errors| thrown(&errors))?;
        let clock = Date::now();
        progress.finished |= clock >= last;
        if progress.finished || clock - now >= milliseconds {
            return encode(&progress);
        }
    }
}
