//! Questions about plans, for JavaScript.

use super::{STEP, encode, read, thrown};
use crate::error::Errors;
use crate::forms::{self, Pace, Progress};
use crate::study;
use crate::{
    AlternativesInput, AnswersInput, ConflictsInput, DriftInput, FrontierInput, OutcomesInput, PoolInput, ReportInput,
    ReviewInput, WhyNotInput,
};
use js_sys::Date;
use wasm_bindgen::prelude::*;

/// What it would take to have somebody elsewhere.
#[wasm_bindgen(js_name = whyNot)]
pub fn why_not(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: WhyNotInput = read(input)?;
    encode(&input.answer().map_err(|errors| thrown(&errors))?)
}

/// Communities that are nearly as good as a plan's.
#[wasm_bindgen]
pub fn alternatives(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: AlternativesInput = read(input)?;
    let wanted = forms::Wanted { count: input.count, moves: input.moves, within: input.within };
    let found = forms::alternatives(&input.network, &input.scenario, input.plan.as_ref(), &wanted);
    encode(&found.map_err(|errors| thrown(&errors))?)
}

/// Which hard rules cannot hold together, and what would mend it.
#[wasm_bindgen]
pub fn conflicts(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: ConflictsInput = read(input)?;
    study::seconds_allowed(input.seconds).map_err(|errors| thrown(&errors))?;
    let start = Date::now();
    let mut pace = |_: &Progress| Pace::after((Date::now() - start) / 1000.0, input.seconds);
    let found = study::conflicts(&input.network, &input.scenario, &mut pace);
    encode(&found.map_err(|errors| thrown(&errors))?)
}

/// A finished plan from all sides.
#[wasm_bindgen]
pub fn review(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: ReviewInput = read(input)?;
    let found = study::review(&input.network, &input.scenario, &input.plan, &input.options);
    encode(&found.map_err(|errors| thrown(&errors))?)
}

/// A finished plan as one page.
#[wasm_bindgen]
pub fn report(input: &JsValue) -> Result<String, JsValue> {
    let input: ReportInput = read(input)?;
    let found = study::report(&input.network, &input.scenario, &input.plan, &input.options);
    found.map_err(|errors| thrown(&errors))
}

/// What became of a plan's matches, beside the reasons for which they were made.
#[wasm_bindgen]
pub fn outcomes(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: OutcomesInput = read(input)?;
    encode(&input.count().map_err(|errors| thrown(&errors))?)
}

/// What changed between waves of a network.
#[wasm_bindgen]
pub fn drift(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: DriftInput = read(input)?;
    encode(&study::drift(&input.waves, input.across.as_deref()).map_err(|errors| thrown(&errors))?)
}

/// How easily matches are found as the pool grows.
#[wasm_bindgen]
pub fn pool(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: PoolInput = read(input)?;
    encode(&study::pool(&input.network, &input.scenario, &input.pool).map_err(|errors| thrown(&errors))?)
}

/// The trades of a form, in slices of time.
#[wasm_bindgen]
pub struct FrontierRun {
    run: study::FrontierRun,
    started: Option<f64>,
}

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
#[wasm_bindgen]
pub struct AnswersRun {
    run: study::AnswersRun,
    started: Option<f64>,
}

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
