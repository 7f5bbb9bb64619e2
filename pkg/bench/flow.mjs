/**
 * Times the assignment of learners to coaches in WebAssembly on the problems of `optim/examples/flow_bench.rs`: a table for
 * people, then the same as one line of JSON.
 *
 * The first argument is the folder with the module that `cargo xtask bench` builds for this. Every case runs in a
 * process of its own, which one more argument asks for: a cold start each, and the peak of its own memory.
 */
import { inOwnProcess, timed } from './cases.mjs';

const KINDS = ['random', 'far', 'near', 'hub', 'ties', 'affinity', 'sparse'];
const LEARNERS = 5000;
const COACHES = 500;
const SEED = 1;

/** @typedef {{ seconds: number, total: number, certified: boolean, megabytes: number }} Outcome */

/**
 * @param {string} folder
 * @param {string} kind
 * @returns {Promise<Outcome>}
 */
async function oneCase(folder, kind) {
  const { bench, seconds, total, megabytes } = await timed(folder, ({ FlowBench }) => new FlowBench(kind, LEARNERS, COACHES, SEED));
  return { seconds, total, certified: bench.certified(), megabytes };
}

const [folder, kind] = process.argv.slice(2);
if (!folder) throw new Error('name the folder of the module');
if (kind) {
  console.log(JSON.stringify(await oneCase(folder, kind)));
} else {
  console.log(`${''.padEnd(10)}${'seconds'.padStart(10)}  certified ${'MB'.padStart(6)}`);
  const rows = [];
  for (const kind of KINDS) {
    const outcome = inOwnProcess(import.meta.url, folder, kind);
    const { seconds, certified, megabytes } = outcome;
    const [proven, size] = [certified ? 'yes' : 'no', String(megabytes)];
    console.log(`${kind.padEnd(10)}${seconds.toFixed(3).padStart(10)}  ${proven.padEnd(10)}${size.padStart(6)}`);
    rows.push({ kind, ...outcome });
  }
  console.log(JSON.stringify({ bench: 'flow-wasm', node: process.version, rows }));
  if (!rows.every(({ certified }) => certified)) throw new Error('a result is not certified');
}
