/** Times the engine in WebAssembly on 1,000 members: a table for people, then the same as one line of JSON. */
import { Run } from '../node.js';
import { network, scenario } from './network.mjs';

const MEMBERS = 1000;
/** Of a network whose pairs follow the dial. */
const FEW = 200;
/** How often the quickest case is run: the median counts, since the first run pays for what all share. */
const TIMES = 9;
/** As in the worker. */
const SLICE_MS = 30;

/** @type {{ name: string, form: import('../types.d.ts').Form, members?: number }[]} */
const CASES = [
  { name: 'pairs', form: { form: 'pairs' } },
  { name: 'pairs of 200', form: { form: 'pairs' }, members: FEW },
  { name: 'pairs, the lowest first', form: { form: 'pairs', objective: 'worst' } },
  { name: 'pairs, stable', form: { form: 'pairs', objective: 'stable' } },
  { name: 'pairs in three rounds', form: { form: 'pairs', rounds: 3 } },
  { name: 'communities of 6', form: { form: 'communities', size: [6, 7] } },
  { name: 'coaching, 100 coaches', form: { form: 'coaching' } },
];

/** @param {(typeof CASES)[number]} wanted */
function time({ name, form, members = MEMBERS }) {
  const input = { network: network(members), scenario: scenario(form) };
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
    members,
    seconds: total,
    feasible: feasible ?? total,
    status,
    score: score.total,
    gap: score.gap,
    proof: score.proof,
    unplaced: unplaced.length,
  };
}

/** @param {(typeof CASES)[number]} wanted */
function median(wanted) {
  const times = wanted.members === FEW ? TIMES : 1;
  const rows = Array.from({ length: times }, () => time(wanted)).sort((a, b) => a.seconds - b.seconds);
  return rows[Math.floor(times / 2)];
}

const rows = CASES.map(median);
console.table(Object.fromEntries(rows.map(({ name, ...figures }) => [name, figures])));
console.log(JSON.stringify({ bench: 'wasm', node: process.version, rows }));
