/**
 * Which part of the engine a scenario needs. Most need the one that a page loads first; some kinds of pairs take code
 * that few ask for.
 *
 * @param {unknown} input as it was given: whether it is sound is found out later
 */
export function needsPairs(input) {
  const form = /** @type {any} */ (input)?.scenario?.form;
  if (form?.form !== 'pairs') return false;
  return form.rounds > 1 || form.size > 2 || (form.objective ?? 'total') !== 'total';
}
