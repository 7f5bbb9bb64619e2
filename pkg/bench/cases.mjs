/**
 * One case of a benchmark in WebAssembly: in a process of its own, a cold start each, and the peak of its own memory.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Seconds of processor time that a benchmark takes, as for the native one; what V8 compiles meanwhile in other threads
 * counts too.
 *
 * @template {{ solve(): number }} Bench
 * @param {string} folder with the module
 * @param {(module: any) => Bench} make
 * @returns {Promise<{ bench: Bench, seconds: number, total: number, megabytes: number }>}
 */
export async function timed(folder, make) {
  const module = await import(pathToFileURL(join(folder, 'bench.js')).href);
  const { memory } = module.initSync({ module: readFileSync(join(folder, 'bench_bg.wasm')) });
  const bench = make(module);
  const start = process.cpuUsage();
  const total = bench.solve();
  const { user, system } = process.cpuUsage(start);
  const megabytes = Math.round(memory.buffer.byteLength / 2 ** 20);
  return { bench, seconds: (user + system) / 1e6, total, megabytes };
}

/**
 * What the script prints when it is asked for one case.
 *
 * @param {string} script its `import.meta.url`
 * @param {string} folder with the module
 * @param {(string | number)[]} words that name the case
 * @returns {any}
 */
export function inOwnProcess(script, folder, ...words) {
  const given = [fileURLToPath(script), folder, ...words.map(String)];
  const child = spawnSync(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.status !== 0) throw new Error(`${words.join(' ')} ended early`);
  return JSON.parse(child.stdout.toString());
}
