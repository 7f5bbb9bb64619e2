/** Times the engine in WebAssembly on 1,000 members: a table for people, then the same as one line of JSON. */
import { Run } from '../node.js';
import { network, scenario } from './network.mjs';

const MEMBERS = 1000;
/** As in the worker. */
const SLICE_MS = 30;

/** @type {{ name: string, form: import('../types.d.ts').Form }[]} */
const CASES = [
  { name: 'pairs', form: { form: 'pairs' } },
  { name: 'communities of 6', form: { form: 'communities', size: [6, 7] } },
  { name: 'coaching, 100 coaches', form: { form: 'coaching' } },
];

/** @param {(typeof CASES)[number]} wanted */
function time({ name, form }) {
  const input = { network: network(MEMBERS), scenario: scenario(form) };
  const start = performance.now();
  const seconds = () => Number(((performance.now() - start) / 1000).toFixed(3));
  const run = new Run(input);
  let feasible = null;
  for (;;) {
    const { finished, score, hardBroken } = run.step(SLICE_MS);
    if (feasible === null && score != null && hardBroken === 0) feasible = seconds();
    if (finished) break;
  }
  const plan = run.plan(false);
  const total = seconds();
  run.free();
  const { status, score, unplaced } = plan;
  return {
    name,
    members: MEMBERS,
    seconds: total,
    feasible: feasible ?? total,
    status,
    score: score.total,
    gap: score.gap,
    proof: score.proof,
    unplaced: unplaced.length,
  };
}

const rows = CASES.map(time);
console.table(Object.fromEntries(rows.map(({ name, ...figures }) => [name, figures])));
console.log(JSON.stringify({ bench: 'wasm', node: process.version, rows }));
