//! The grouping search alone, on MDGPLIB's instances. Built for benchmarks, in no package.

use crate::optim::instances::Mdgp;
use crate::optim::partition::Search;
use wasm_bindgen::prelude::*;

/// A search on an instance.
#[wasm_bindgen]
pub struct MdgpBench {
    instance: Mdgp,
    search: Search,
}

#[wasm_bindgen]
impl MdgpBench {
    /// Reads an instance and plans so many iterations.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, seed: u32, iterations: f64) -> Result<Self, JsError> {
        let instance = Mdgp::read(text).map_err(|why| JsError::new(&why))?;
        let search = Search::new(instance.problem(), u64::from(seed), iterations as u64)?;
        Ok(Self { instance, search })
    }

    /// Plans so many more iterations instead of those that are left.
    pub fn replan(&mut self, iterations: f64) {
        self.search.replan(iterations as u64);
    }

    /// Goes on by so many iterations.
    pub fn step(&mut self, iterations: f64) {
        self.search.step(iterations as u64);
    }

    /// Iterations done.
    pub fn done(&self) -> f64 {
        self.search.progress().done as f64
    }

    /// Whether all that were planned are.
    #[wasm_bindgen(js_name = isDone)]
    pub fn is_done(&self) -> bool {
        self.search.is_done()
    }

    /// The group of every element in the best plan so far.
    pub fn groups(&self) -> Vec<u32> {
        self.search.best().slot_of_unit.clone()
    }

    /// Its value in the file's own numbers.
    pub fn value(&self) -> f64 {
        self.instance.value(&self.search.best().slot_of_unit)
    }

    /// Whether it keeps all sizes.
    #[wasm_bindgen(js_name = isFeasible)]
    pub fn is_feasible(&self) -> bool {
        self.instance.is_feasible(&self.search.best().slot_of_unit)
    }
}
