/**
 * Which part of the engine a scenario needs. The one that a page loads first forms communities; pairs, tables, coaching,
 * panels and some rules take code that would make that larger, as does comparing many plans. What is asked about plans
 * has a part of its own, whatever the scenario.
 */

/**
 * The value of a key of plain data, which may also be a `Map`.
 *
 * @param {any} data
 * @param {string} key
 */
const at = (data, key) => (data instanceof Map ? data.get(key) : data?.[key]);

const RARER_RULES = ['balance', 'survive', 'disparity', 'acquainted', 'groupmates'];

/**
 * Why hard rules cannot be kept takes sentences that few ask for, too: a plan of the first part that breaks one is handed
 * to the other.
 *
 * @param {unknown} input
 * @param {import('./types.d.ts').Plan} plan
 */
export const lacksReasons = (input, plan) => plan.status === 'infeasible' && !needsMore(input);

/**
 * Whether members' wishes for themes are all there is to go by: what is proven of them takes a solver of its own.
 *
 * @param {unknown} scenario
 * @param {unknown} form
 */
function wishesAlone(scenario, form) {
  const criteria = at(scenario, 'criteria') ?? [];
  const silent = (/** @type {unknown} */ one) => at(one, 'want') === 'preferred' || at(one, 'weight') === 0;
  return at(form, 'themes') === true && Array.isArray(criteria) && criteria.every(silent);
}

/** @param {unknown} input as it was given: whether it is sound is found out later */
export function needsMore(input) {
  const scenario = at(input, 'scenario');
  const [form, rules] = [at(scenario, 'form'), at(scenario, 'rules')];
  if (Array.isArray(rules) && rules.some((rule) => RARER_RULES.includes(at(rule, 'rule')))) return true;
  if (wishesAlone(scenario, form)) return true;
  return ['pairs', 'coaching', 'panel'].includes(at(form, 'form'));
}
