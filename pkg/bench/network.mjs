/**
 * The network of the benchmark, made from a seed, member for member the same as the native benchmark's.
 *
 * Random numbers come from the linear congruential generator x ← 1664525·x + 1013904223 modulo 2³² (Numerical
 * Recipes), begun at `SEED`; `below(n)` steps it once and returns ⌊x / 2¹⁶⌋ modulo n. Each member draws, in this
 * order: region, number of languages, languages (drawn again while already held), stage, years, time zone, number
 * of needs, needs, number of offers, offers (likewise).
 *
 * @typedef {import('../types.d.ts').Network} Network
 * @typedef {import('../types.d.ts').Scenario} Scenario
 */
const SEED = 2025;
const REGIONS = 12;
const LANGUAGES = 6;
const MOST_LANGUAGES = 3;
const STAGES = ['pilot', 'growing', 'scaling', 'national'];
const MOST_YEARS = 40;
/** Time zones −11 to 12. */
const ZONES = { count: 24, first: -11 };
const TOPICS = 15;
const MOST_TOPICS = 3;
/** Every tenth member coaches as well, with half as many places again as an even share of the learners. */
const COACHES = { every: 10, capacity: 15 };

/**
 * @param {number} size how many members
 * @returns {Network}
 */
export function network(size) {
  let x = SEED;
  const below = (/** @type {number} */ n) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return (x >>> 16) % n;
  };
  const several = (/** @type {string} */ prefix, /** @type {number} */ kinds, /** @type {number} */ most) => {
    const count = 1 + below(most);
    /** @type {string[]} */
    const chosen = [];
    while (chosen.length < count) {
      const value = `${prefix}${1 + below(kinds)}`;
      if (!chosen.includes(value)) chosen.push(value);
    }
    return chosen;
  };
  return {
    attributes: [
      { id: 'region', kind: 'category' },
      { id: 'languages', kind: 'set' },
      { id: 'stage', kind: 'ordinal', levels: STAGES },
      { id: 'years', kind: 'number' },
      { id: 'utc', kind: 'cyclic', period: 24 },
    ],
    members: Array.from({ length: size }, (_, at) => ({
      id: `m${at + 1}`,
      ...(at % COACHES.every === 0 ? { roles: ['learner', 'coach'], capacity: COACHES.capacity } : {}),
      values: {
        region: `r${1 + below(REGIONS)}`,
        languages: several('l', LANGUAGES, MOST_LANGUAGES),
        stage: /** @type {string} */ (STAGES[below(STAGES.length)]),
        years: below(MOST_YEARS + 1),
        utc: ZONES.first + below(ZONES.count),
      },
      needs: several('t', TOPICS, MOST_TOPICS),
      offers: several('t', TOPICS, MOST_TOPICS),
    })),
  };
}

/**
 * The same wishes for every form, and rules that hold in communities.
 *
 * @param {Scenario['form']} form
 * @returns {Scenario}
 */
export const scenario = (form) => ({
  criteria: [
    { on: 'region', want: 'different', weight: 2 },
    { on: 'languages', want: 'common', weight: 3 },
    { on: 'stage', want: 'common', weight: 1 },
    { on: 'years', want: 'different', weight: 1 },
    { on: 'utc', want: 'common', weight: 1 },
    { on: 'needs', want: 'exchange', weight: 2 },
  ],
  mix: 0.5,
  rules:
    form.form === 'communities'
      ? [
          { rule: 'share', attribute: 'languages', atLeast: 1 },
          { rule: 'span', attribute: 'region', atLeast: 3 },
        ]
      : [],
  form,
  effort: { seconds: 2, seed: 1 },
});
