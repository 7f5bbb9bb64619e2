/**
 * Commonground for the main thread of a page: every call runs in one module Worker, so that the page stays
 * usable, and returns a promise.
 *
 * @typedef {import('./index.d.ts').Progress} Progress
 * @typedef {import('./index.d.ts').CallOptions} CallOptions
 * @typedef {import('./types.d.ts').ErrorReport} ErrorReport
 */

/** What the engine says when an input cannot be worked with, or when it has stopped. */
export class CommongroundError extends Error {
  /** @param {ErrorReport[]} errors all that was found, at least one */
  constructor(errors) {
    super(errors[0]?.why ?? 'unknown error');
    this.name = 'CommongroundError';
    this.errors = errors;
  }
}

/** @returns {import('./index.d.ts').Engine} */
export function createEngine() {
  /** @type {Worker | null} */
  let worker = null;
  let lastId = 0;
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void, onProgress?: (p: Progress) => void }>} */
  const calls = new Map();

  function running() {
    if (worker) return worker;
    worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      stop(event.message || 'the worker could not be loaded');
    };
    return worker;
  }

  /** @param {{ id: number, kind: string, value?: any }} message */
  function receive({ id, kind, value }) {
    const call = calls.get(id);
    if (kind === 'stopped') return stop(value);
    if (!call) return;
    if (kind === 'progress') return call.onProgress?.(value);
    calls.delete(id);
    if (kind === 'done') call.resolve(value);
    else call.reject(new CommongroundError(value));
  }

  /**
   * After a panic the module's memory cannot be trusted: every open call fails, the next one gets a new worker.
   * @param {string} detail
   */
  function stop(detail) {
    worker?.terminate();
    worker = null;
    const error = new CommongroundError([
      {
        code: 'engineStopped',
        path: '',
        why: `The engine stopped unexpectedly (${detail}).`,
        help: 'Nothing you entered is lost. Try again; if it happens again, please report it with your settings.',
      },
    ]);
    for (const { reject } of calls.values()) reject(error);
    calls.clear();
  }

  /**
   * @param {string} method
   * @param {unknown[]} args
   * @param {CallOptions} [options]
   * @returns {Promise<any>}
   */
  function call(method, args, { signal, onProgress } = {}) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const id = ++lastId;
      const cancel = () => worker?.postMessage({ id, method: 'cancel' });
      const settle = (/** @type {(value: any) => void} */ settled) => (/** @type {any} */ value) => {
        signal?.removeEventListener('abort', cancel);
        settled(value);
      };
      calls.set(id, { resolve: settle(resolve), reject: settle(reject), onProgress });
      signal?.addEventListener('abort', cancel, { once: true });
      running().postMessage({ id, method, args });
    });
  }

  return {
    solve: (input, options) => call('solve', [input], options),
    sweep: (input, options) => call('sweep', [input], options),
    frontier: (input, options) => call('frontier', [input], options),
    answers: (input, options) => call('answers', [input], options),
    check: (input) => call('check', [input]),
    validate: (input) => call('validate', [input]),
    alternatives: (input) => call('alternatives', [input]),
    conflicts: (input) => call('conflicts', [input]),
    outcomes: (input) => call('outcomes', [input]),
    programme: (input) => call('programme', [input]),
    review: (input) => call('review', [input]),
    report: (input) => call('report', [input]),
    whyNot: (input) => call('whyNot', [input]),
    importTable: (bytes, options) => call('importTable', [bytes, options]),
    prepare: () => call('prepare', []),
    sample: (name) => call('sample', [name]),
    close: () => stop('closed by the page'),
  };
}
