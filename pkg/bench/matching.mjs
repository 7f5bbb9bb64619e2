/**
 * Times the matching in WebAssembly on the graphs of `optim/examples/matching_bench.rs`: a table for people, then the
 * same as one line of JSON.
 *
 * The first argument is the folder with the module that `cargo xtask bench` builds for this. Every case runs in a
 * process of its own, which two more arguments ask for: a cold start each, and the peak of its own memory.
 */
import { inOwnProcess, timed } from './cases.mjs';

const KINDS = ['random', 'far', 'near', 'hub', 'ties', 'affinity'];
const SIZES = [1000, 2000, 5000];
const SEED = 1;

/** @typedef {{ seconds: number, total: number, certified: boolean, megabytes: number }} Outcome */

/**
 * @param {string} folder
 * @param {string} kind
 * @param {number} n
 * @returns {Promise<Outcome>}
 */
async function oneCase(folder, kind, n) {
  const { bench, seconds, total, megabytes } = await timed(folder, ({ MatchingBench }) => new MatchingBench(kind, n, SEED));
  return { seconds, total, certified: bench.certified(), megabytes };
}

const [folder, kind, n] = process.argv.slice(2);
if (!folder) throw new Error('name the folder of the module');
if (kind && n) {
  console.log(JSON.stringify(await oneCase(folder, kind, Number(n))));
} else {
  console.log(`${''.padEnd(10)}${'n'.padStart(6)}${'seconds'.padStart(10)}  certified ${'MB'.padStart(6)}`);
  const rows = [];
  for (const n of SIZES) {
    for (const kind of KINDS) {
      const outcome = inOwnProcess(import.meta.url, folder, kind, n);
      const { seconds, certified, megabytes } = outcome;
      const [proven, size] = [certified ? 'yes' : 'no', String(megabytes)];
      console.log(
        `${kind.padEnd(10)}${String(n).padStart(6)}${seconds.toFixed(3).padStart(10)}  ${proven.padEnd(10)}${size.padStart(6)}`,
      );
      rows.push({ kind, n, ...outcome });
    }
  }
  console.log(JSON.stringify({ bench: 'matching-wasm', node: process.version, rows }));
  if (!rows.every(({ certified }) => certified)) throw new Error('a result is not certified');
}
