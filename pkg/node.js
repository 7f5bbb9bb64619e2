/** Commonground for Node: the same functions as in the worker, ready at once and without a worker. */
import { readFileSync } from 'node:fs';
import { initSync } from './wasm/commonground.js';

initSync({ module: readFileSync(new URL('./wasm/commonground_bg.wasm', import.meta.url)) });

export { check, importTable, Run, sample, solve, solveJson, SweepRun, validate } from './wasm/commonground.js';
