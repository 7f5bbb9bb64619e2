/**
 * Which part of the engine a scenario needs. Most need the one that a page loads first; pairs of other kinds than the
 * simplest take code that few ask for, as do comparing many plans and asking about one.
 */

/**
 * The value of a key of plain data, which may also be a `Map`.
 *
 * @param {any} data
 * @param {string} key
 */
const at = (data, key) => (data instanceof Map ? data.get(key) : data?.[key]);

/** @type {[string, unknown][]} */
const SIMPLEST = [
  ['rounds', 1],
  ['size', 2],
  ['odd', 'trio'],
  ['objective', 'total'],
];

/**
 * Why hard rules cannot be kept takes sentences that few ask for, too: a plan of the first part that breaks one is handed
 * to the other.
 *
 * @param {import('./types.d.ts').Plan} plan
 */
export const lacksReasons = (plan) => plan.form === 'communities' && plan.status === 'infeasible';

/** @param {unknown} input as it was given: whether it is sound is found out later */
export function needsPairs(input) {
  const form = at(at(input, 'scenario'), 'form');
  return at(form, 'form') === 'pairs' && SIMPLEST.some(([key, value]) => (at(form, key) ?? value) !== value);
}
