/** Commonground for Node: the same functions as in the worker, ready at once and without a worker. */
import { readFileSync } from 'node:fs';
import { initSync } from './wasm/engine.js';
import { initSync as initTables } from './wasm/tables.js';

/** @param {string} path */
const read = (path) => readFileSync(new URL(path, import.meta.url));

initSync({ module: read('./wasm/engine_bg.wasm') });
initTables({ module: read('./wasm/tables_bg.wasm') });

export { check, Run, solve, solveJson, SweepRun, validate } from './wasm/engine.js';
export { importTable } from './wasm/tables.js';

/**
 * A network that comes with the package.
 *
 * @param {import('./index.d.ts').SampleName} name
 * @returns {import('./types.d.ts').Input}
 */
export function sample(name) {
  return JSON.parse(read(`./samples/${name}.json`).toString());
}
