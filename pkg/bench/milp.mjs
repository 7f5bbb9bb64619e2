/**
 * Times theme models and lotteries over panels in WebAssembly on the problems of `optim/examples/milp_bench.rs`: a table for
 * people, then the same as one line of JSON.
 *
 * The first argument is the folder with the module that `cargo xtask bench` builds for this. Every case runs in a
 * process of its own, which one more argument asks for: a cold start each, and the peak of its own memory.
 */
import { inOwnProcess, timed } from './cases.mjs';

const PROGRAMS = [
  'themes 150 8',
  'themes 300 12',
  'themes 1000 10',
  'smallest 200 20',
  'smallest 400 20',
  'smallest 400 30',
  'panel 200 20',
  'panel 400 20',
  'panel 400 30',
];
const SEED = 1;

/** @typedef {{ seconds: number, total: number, gap: number, proven: boolean, megabytes: number }} Outcome */

/**
 * @param {string} folder
 * @param {string} kind
 * @returns {Promise<Outcome>}
 */
async function oneCase(folder, kind) {
  const { bench, seconds, total, megabytes } = await timed(folder, ({ MilpBench }) => new MilpBench(kind, SEED));
  return { seconds, total, gap: bench.gap(), proven: bench.certified(), megabytes };
}

const [folder, kind] = process.argv.slice(2);
if (!folder) throw new Error('name the folder of the module');
if (kind) {
  console.log(JSON.stringify(await oneCase(folder, kind)));
} else {
  console.log(`${''.padEnd(18)}${'seconds'.padStart(10)}${'gap'.padStart(10)}  proven ${'MB'.padStart(6)}`);
  const rows = [];
  for (const kind of PROGRAMS) {
    const outcome = inOwnProcess(import.meta.url, folder, kind);
    const { seconds, gap, proven, megabytes } = outcome;
    const [yes, size] = [proven ? 'yes' : 'no', String(megabytes)];
    console.log(`${kind.padEnd(18)}${seconds.toFixed(3).padStart(10)}${gap.toFixed(6).padStart(10)}  ${yes.padEnd(7)}${size.padStart(6)}`);
    rows.push({ kind, ...outcome });
  }
  console.log(JSON.stringify({ bench: 'milp-wasm', node: process.version, rows }));
  if (!rows.every(({ proven }) => proven)) throw new Error('an optimum is not proven');
}
