//! Plans and sweeps for JavaScript.

use super::{STEP, encode, read, thrown, value};
use crate::error::ErrorReport;
use crate::forms::{self, Pace, Progress};
#[cfg(feature = "pairs")]
use crate::study;
use crate::text::Language;
use crate::{Input, decode, plan, scenario};
#[cfg(feature = "pairs")]
use crate::{ProgrammeInput, SweepInput};
use js_sys::Date;
use wasm_bindgen::prelude::*;

/// Forms a plan.
#[wasm_bindgen]
pub fn solve(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: Input = read(input)?;
    encode(&solved(&input)?)
}

fn solved(input: &Input) -> Result<plan::Plan, JsValue> {
    let start = Date::now();
    let mut pace = |_: &Progress| Pace::after((Date::now() - start) / 1000.0, input.scenario.effort.seconds);
    forms::solve_while(&input.network, &input.scenario, &mut pace).map_err(|errors| thrown(&errors))
}

/// The plans of a programme's steps, each in its own time.
#[cfg(feature = "pairs")]
#[wasm_bindgen]
pub fn programme(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: ProgrammeInput = read(input)?;
    let (mut running, mut start) = (None, 0.0);
    let mut pace = |at: usize, _: &Progress| {
        if running != Some(at) {
            running = Some(at);
            start = Date::now();
        }
        let seconds = input.steps.get(at).map_or(0.0, |step| step.scenario.effort.seconds);
        Pace::after((Date::now() - start) / 1000.0, seconds)
    };
    let found = study::programme(&input.network, &input.steps, &mut pace);
    encode(&found.map_err(|errors| thrown(&errors))?)
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
        loop {
            self.run.step(STEP);
            let clock = Date::now();
            let finished = self.run.progress().finished;
            match Pace::after((clock - started) / 1000.0, self.seconds) {
                Pace::Within(used) => self.run.keep_time(used),
                _ => self.out_of_time |= !finished,
            }
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
