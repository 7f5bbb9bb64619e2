/**
 * Times the review of a plan of 1,000 members in WebAssembly, all measures included: what is given is read and what is
 * found is written within the time, as when a page asks. Milliseconds of processor time, of the first call in its own
 * process (what V8 compiles meanwhile in other threads counts too) and of the best of several later ones.
 *
 * `node pkg/bench/review.mjs`, after `cargo xtask build`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { review, solve } from '../node.js';
import { network, scenario } from './network.mjs';

const MEMBERS = 1000;
/** How often each is reviewed after the first time, the first few of which only warm up. */
const TIMES = 25;
const WARM_UP = 5;
/** Ties for each member, which what is said of connections takes time for. */
const TIES = 2;

/** @type {Record<string, import('../types.d.ts').Form>} */
const FORMS = {
  pairs: { form: 'pairs' },
  'communities of 5 to 8': { form: 'communities', size: [5, 8] },
  coaching: { form: 'coaching' },
};

/**
 * A network with ties between members that a plan does not look at.
 *
 * @returns {import('../types.d.ts').Network}
 */
function tied() {
  const plain = network(MEMBERS);
  const id = (/** @type {number} */ at) => `m${1 + (at % MEMBERS)}`;
  // Steps without a divisor in common with the number of members: no two the same tie, and no small worlds of their own.
  const tie = (/** @type {number} */ at) => ({ a: id(at), b: id(at * 7 + 13 + 101 * Math.floor(at / MEMBERS)), trust: 0.5 });
  const ties = Array.from({ length: TIES * MEMBERS }, (_, at) => tie(at)).filter(({ a, b }) => a !== b);
  return { ...plain, ties };
}

/** @param {string} name */
function time(name) {
  const wishes = scenario(FORMS[name]);
  const input = { network: tied(), scenario: { ...wishes, effort: { seconds: 600, iterations: 200_000, seed: 1 } } };
  const asked = { ...input, plan: solve(input) };
  const once = () => {
    const start = process.cpuUsage();
    const { fairness } = review(asked);
    const { user, system } = process.cpuUsage(start);
    if (fairness.members.length !== MEMBERS) throw new Error(`${fairness.members.length} members were looked at`);
    return (user + system) / 1000;
  };
  const first = once();
  const later = Array.from({ length: TIMES }, once).slice(WARM_UP);
  later.sort((a, b) => a - b);
  const round = Math.round;
  return { name, first: round(first), best: round(later[0]), median: round(later[Math.floor(later.length / 2)]) };
}

const [, , named] = process.argv;
if (named) {
  console.log(JSON.stringify(time(named)));
} else {
  const rows = Object.keys(FORMS).map((name) => {
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (child.status !== 0) throw new Error(`${name} ended early`);
    return JSON.parse(child.stdout.toString());
  });
  console.table(Object.fromEntries(rows.map(({ name, ...figures }) => [name, figures])));
  console.log(JSON.stringify({ bench: 'review', node: process.version, members: MEMBERS, rows }));
}
