/** Commonground for Node: the same functions as in the worker, ready at once and without a worker. */
import { readFileSync } from 'node:fs';
import { initSync, solve } from './wasm/engine.js';
import { initSync as initTools, parseJson } from './wasm/tools.js';

/** @param {string} path */
const read = (path) => readFileSync(new URL(path, import.meta.url));

initSync({ module: read('./wasm/engine_bg.wasm') });
initTools({ module: read('./wasm/tools_bg.wasm') });

export { Run, solve, SweepRun, validate, whyNot } from './wasm/engine.js';
export { check, importTable } from './wasm/tools.js';

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
