/**
 * The engine's worker: long runs advance in short slices, and between two slices the event loop gets a turn, so
 * that a request to cancel arrives.
 */
import init, * as first from './wasm/engine.js';
import { lacksReasons, needsMore } from './parts.js';

/** What forms plans of every kind, knows all rules and compares is fetched when it is first needed. */
async function pairs() {
  const module = await import('./wasm/pairs.js');
  await module.default();
  return module;
}

/** What answers questions about plans is fetched when the first is asked. */
async function study() {
  const module = await import('./wasm/study.js');
  await module.default();
  return module;
}

/** @param {unknown} input */
const engineFor = async (input) => (needsMore(input) ? pairs() : first);

/** What reads tables and verifies plans is fetched when it is first needed. */
async function tools() {
  const module = await import('./wasm/tools.js');
  await module.default();
  return module;
}

/** @type {Record<string, URL>} */
const samples = {
  'education-24': new URL('./samples/education-24.json', import.meta.url),
  'programme-120': new URL('./samples/programme-120.json', import.meta.url),
};

/**
 * An error of the caller's, not of the engine: the worker lives on.
 *
 * @param {string} name
 */
function unknownSample(name) {
  const why = `There is no sample network “${name}”.`;
  const help = `The samples are ${Object.keys(samples).join(' and ')}.`;
  const error = Object.assign(new Error(why), { errors: [{ code: 'unknownSample', path: '', why, help }] });
  error.name = 'CommongroundError';
  return error;
}

/** @param {string} name */
async function sample(name) {
  if (!Object.hasOwn(samples, name)) throw unknownSample(name);
  const response = await fetch(samples[name]);
  if (!response.ok) throw new Error(`the sample network could not be loaded (${response.status})`);
  return response.json();
}

/** How long a slice computes: short enough to cancel without delay, long enough that the turns cost little. */
const SLICE_MS = 30;

/** @type {Set<number>} */
const cancelled = new Set();

// A timer would wait at least 4 ms a turn; a message comes at once.
const { port1, port2 } = new MessageChannel();
/** @type {(() => void)[]} */
const waiting = [];
port1.onmessage = () => waiting.shift()?.();
/** @returns {Promise<void>} */
const turn = () =>
  new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });

/**
 * @template {{ step(milliseconds: number): { finished: boolean }, free(): void }} R
 * @param {number} id
 * @param {R} run
 * @param {(run: R, cancelled: boolean) => unknown} result
 */
async function finish(id, run, result) {
  for (;;) {
    const progress = run.step(SLICE_MS);
    post(id, 'progress', progress);
    if (!progress.finished) await turn();
    const early = !progress.finished && cancelled.has(id);
    if (!progress.finished && !early) continue;
    const value = result(run, early);
    // Not freed after a throw: after a panic the module may not be called again, and the worker ends anyway.
    run.free();
    return value;
  }
}

/** @type {Record<string, (id: number, ...args: any[]) => unknown>} */
const methods = {
  solve: async (id, input) => {
    const { Run } = await engineFor(input);
    /** @type {any} */
    const plan = await finish(id, new Run(input), (run, early) => run.plan(early));
    return lacksReasons(input, plan) ? { ...plan, notes: (await pairs()).explained(input, plan.notes) } : plan;
  },
  sweep: async (id, input) => {
    const { SweepRun } = await pairs();
    return finish(id, new SweepRun(input), (run) => run.result());
  },
  frontier: async (id, input) => {
    const { FrontierRun } = await study();
    return finish(id, new FrontierRun(input), (run) => run.result());
  },
  answers: async (id, input) => {
    const { AnswersRun } = await study();
    return finish(id, new AnswersRun(input), (run) => run.result());
  },
  // One after the other: a plan is more often asked for than what it means.
  prepare: async () => void ((await pairs()) && (await study())),
  check: async (_, input) => (await tools()).check(input),
  validate: async (_, input) => (await engineFor(input)).validate(input),
  alternatives: async (_, input) => (await study()).alternatives(input),
  conflicts: async (_, input) => (await study()).conflicts(input),
  drift: async (_, input) => (await study()).drift(input),
  outcomes: async (_, input) => (await study()).outcomes(input),
  pool: async (_, input) => (await study()).pool(input),
  programme: async (_, input) => (await pairs()).programme(input),
  review: async (_, input) => (await study()).review(input),
  report: async (_, input) => (await study()).report(input),
  whyNot: async (_, input) => (await study()).whyNot(input),
  importTable: async (_, bytes, options) => (await tools()).importTable(bytes, options),
  sample: (_, name) => sample(name),
};

/**
 * @param {number} id
 * @param {string} kind
 * @param {unknown} value
 */
const post = (id, kind, value) => self.postMessage({ id, kind, value });

const ready = init();

self.onmessage = async ({ data: { id, method, args } }) => {
  if (method === 'cancel') {
    cancelled.add(id);
    return;
  }
  try {
    await ready;
    post(id, 'done', await methods[method](id, ...args));
  } catch (error) {
    // Anything that is not the engine's own answer about the input is a panic or a module that did not load.
    if (error instanceof Error && error.name === 'CommongroundError')
      post(id, 'failed', /** @type {any} */ (error).errors);
    else post(id, 'stopped', error instanceof Error ? error.message : String(error));
  } finally {
    cancelled.delete(id);
  }
};
