/**
 * Searches an instance of the maximally diverse grouping problem in WebAssembly, as `examples/mdgp.rs` does natively, and
 * prints one line of JSON: instance, value, seconds, iterations, feasible.
 *
 * `node pkg/bench/mdgp.mjs FILE[.gz] (--seconds S | --iterations I) [--seed N] [--groups OUT]`, after `cargo xtask build`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Iterations between two looks at the clock, and those a second with which a run begins to plan: those of a fast core. */
const SLICE = 4e6;
const USUAL = 2e9;

const USAGE = 'mdgp.mjs FILE[.gz] (--seconds S | --iterations I) [--seed N] [--groups OUT]';
const folder = new URL('../../target/bench/', import.meta.url);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string' },
    iterations: { type: 'string' },
    seed: { type: 'string', default: '1' },
    groups: { type: 'string' },
  },
});
const [file] = positionals;
if (!file || positionals.length > 1 || (values.seconds === undefined) === (values.iterations === undefined)) {
  throw new Error(USAGE);
}
if (!existsSync(new URL('bench_bg.wasm', folder))) throw new Error('build the module first: cargo xtask build');
const { initSync, MdgpBench } = await import(fileURLToPath(new URL('bench.js', folder)));
initSync({ module: readFileSync(new URL('bench_bg.wasm', folder)) });

const bytes = readFileSync(file);
const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString();
const began = performance.now();
const elapsed = () => (performance.now() - began) / 1000;
const seconds = values.seconds === undefined ? Infinity : Number(values.seconds);
const planned = values.iterations === undefined ? seconds * USUAL : Number(values.iterations);
const search = new MdgpBench(text, Number(values.seed), planned);
while (!search.isDone() && elapsed() < seconds) {
  // As many iterations as fit into what is left of the time at the speed so far.
  if (seconds < Infinity && search.done() > 10 * SLICE) {
    search.replan((search.done() * (seconds - elapsed())) / elapsed());
  }
  search.step(SLICE);
}
const taken = elapsed();
if (values.groups !== undefined) writeFileSync(values.groups, `${[...search.groups()].join('\n')}\n`);
console.log(
  JSON.stringify({
    feasible: search.isFeasible(),
    instance: basename(file).replace(/\.gz$/, '').replace(/\.txt$/, ''),
    iterations: search.done(),
    seconds: Math.round(taken * 1e3) / 1e3,
    value: search.value(),
  }),
);
