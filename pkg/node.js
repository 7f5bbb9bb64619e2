/** Commonground for Node: the same functions as in the worker, ready at once and without a worker. */
import { readFileSync } from 'node:fs';
import * as first from './wasm/engine.js';
import * as pairs from './wasm/pairs.js';
import { initSync as initStudy } from './wasm/study.js';
import { initSync as initTools, parseJson } from './wasm/tools.js';
import { lacksReasons, needsMore } from './parts.js';

/** @param {string} path */
const read = (path) => readFileSync(new URL(path, import.meta.url));

first.initSync({ module: read('./wasm/engine_bg.wasm') });
pairs.initSync({ module: read('./wasm/pairs_bg.wasm') });
initStudy({ module: read('./wasm/study_bg.wasm') });
initTools({ module: read('./wasm/tools_bg.wasm') });

/** @param {unknown} input */
const engineFor = (input) => (needsMore(input) ? pairs : first);

/**
 * @param {unknown} input
 * @param {import('./types.d.ts').Plan} plan
 */
const explained = (input, plan) =>
  lacksReasons(input, plan) ? { ...plan, notes: pairs.explained(input, plan.notes) } : plan;

export { SweepRun, programme } from './wasm/pairs.js';
export {
  AnswersRun, FrontierRun, alternatives, conflicts, drift, outcomes, pool, report, review, whyNot,
} from './wasm/study.js';
export { check, importTable } from './wasm/tools.js';

/** @param {import('./types.d.ts').Input} input */
export const solve = (input) => explained(input, engineFor(input).solve(input));

/** @param {unknown} input */
export const validate = (input) => engineFor(input).validate(input);

/** A run in slices, of the part that its scenario needs. */
export class Run {
  /** @param {import('./types.d.ts').Input} input */
  constructor(input) {
    const run = new (engineFor(input).Run)(input);
    const plan = run.plan.bind(run);
    run.plan = (cancelled) => explained(input, plan(cancelled));
    return run;
  }
}


/**
 * A network that comes with the package.
 *
 * @param {import('./index.d.ts').SampleName} name
 * @returns {import('./types.d.ts').Input}
 */
export function sample(name) {
  return JSON.parse(read(`./samples/${name}.json`).toString());
}

/**
 * Forms a plan from JSON text, and writes it as the command line does, byte for byte.
 *
 * @param {string} text
 */
export function solveJson(text) {
  return JSON.stringify(solve(parseJson(text)));
}
