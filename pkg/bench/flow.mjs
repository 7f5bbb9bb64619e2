/**
 * Times the assignment of learners to coaches in WebAssembly on the problems of `optim/examples/flow_bench.rs`: a table for
 * people, then the same as one line of JSON.
 *
 * The first argument is the folder with the module that `cargo xtask bench` builds for this. Every case runs in a
 * process of its own, which one more argument asks for: a cold start each, and the peak of its own memory.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const KINDS = ['random', 'far', 'near', 'hub', 'ties', 'affinity', 'sparse'];
const LEARNERS = 5000;
const COACHES = 500;
const SEED = 1;

/** @typedef {{ seconds: number, total: number, certified: boolean, megabytes: number }} Outcome */

/**
 * Seconds of processor time, as for the native benchmark; what V8 compiles meanwhile in other threads counts too.
 *
 * @param {string} folder
 * @param {string} kind
 * @returns {Promise<Outcome>}
 */
async function oneCase(folder, kind) {
  const { initSync, FlowBench } = await import(pathToFileURL(join(folder, 'bench.js')).href);
  const { memory } = initSync({ module: readFileSync(join(folder, 'bench_bg.wasm')) });
  const bench = new FlowBench(kind, LEARNERS, COACHES, SEED);
  const start = process.cpuUsage();
  const total = bench.solve();
  const { user, system } = process.cpuUsage(start);
  const megabytes = Math.round(memory.buffer.byteLength / 2 ** 20);
  return { seconds: (user + system) / 1e6, total, certified: bench.certified(), megabytes };
}

/**
 * @param {string} folder
 * @param {string} kind
 * @returns {Outcome}
 */
function inOwnProcess(folder, kind) {
  const file = fileURLToPath(import.meta.url);
  const child = spawnSync(process.execPath, [file, folder, kind], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.status !== 0) throw new Error(`${kind} ended early`);
  return JSON.parse(child.stdout.toString());
}

const [folder, kind] = process.argv.slice(2);
if (!folder) throw new Error('name the folder of the module');
if (kind) {
  console.log(JSON.stringify(await oneCase(folder, kind)));
} else {
  console.log(`${''.padEnd(10)}${'seconds'.padStart(10)}  certified ${'MB'.padStart(6)}`);
  const rows = [];
  for (const kind of KINDS) {
    const outcome = inOwnProcess(folder, kind);
    const { seconds, certified, megabytes } = outcome;
    const [proven, size] = [certified ? 'yes' : 'no', String(megabytes)];
    console.log(`${kind.padEnd(10)}${seconds.toFixed(3).padStart(10)}  ${proven.padEnd(10)}${size.padStart(6)}`);
    rows.push({ kind, ...outcome });
  }
  console.log(JSON.stringify({ bench: 'flow-wasm', node: process.version, rows }));
  if (!rows.every(({ certified }) => certified)) throw new Error('a result is not certified');
}
