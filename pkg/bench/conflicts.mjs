/**
 * Times how long it takes in WebAssembly to say which rules cannot hold together, on networks in which a conflict was
 * planted. Seconds of processor time, reading and writing included, one process for all.
 *
 * `cargo run --release --example conflicts -- 100 0 --inputs | node pkg/bench/conflicts.mjs`, after `cargo xtask build`.
 */
import { readFileSync } from 'node:fs';
import { conflicts } from '../node.js';

const lines = readFileSync(0, 'utf8').trim().split('\n');
const times = [];
let exact = 0;
for (const [at, line] of lines.entries()) {
  /** @type {{ input: import('../types.d.ts').ConflictsInput, members: number, name: string, rules: number[] }} */
  const { input, members, name, rules } = JSON.parse(line);
  const start = process.cpuUsage();
  const { sets, status } = conflicts(input);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  const [set] = sets;
  const found = set?.items.flatMap(({ rule }) => rule ?? []) ?? [];
  // The other rules of a network may conflict too, in a set that is no larger than the one that was planted.
  const shown = set?.smallest && set.items.every(({ witness }) => witness);
  const right = status === 'conflict' && shown && found.length <= rules.length;
  exact += Number(right);
  times.push(seconds);
  console.log(`${at} ${members} members, ${name}: ${right ? 'found' : 'NOT FOUND'}, ${seconds.toFixed(2)} s`);
}
times.sort((a, b) => a - b);
const of = { median: times[Math.floor(times.length / 2)], longest: times.at(-1) };
console.log(JSON.stringify({ bench: 'conflicts', node: process.version, networks: lines.length, exact, ...of }));
