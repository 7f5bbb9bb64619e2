/** The settings are checked by the engine while they are edited, so that each problem shows next to its cause. */
import { effect, signal } from '@preact/signals';
import type { ErrorReport } from 'commonground';
import { engine, reports } from './engine.ts';
import { drafts, network, scenario, usedDrafts, usedWishes, wishes } from './settings.ts';

/** Long enough not to check every keystroke, short enough to feel immediate. */
const PAUSE_MS = 250;

export const problems = signal<ErrorReport[]>([]);

/** The problems whose path lies under one of these. */
export const problemsAt = (...paths: string[]): ErrorReport[] =>
  problems.value.filter(({ path }) =>
    paths.some((under) => path === under || path.startsWith(`${under}.`) || path.startsWith(`${under}[`)),
  );

export function watchSettings(): void {
  let latest = 0;
  effect(() => {
    const input = { network: network.value, scenario: scenario.value };
    const turn = ++latest;
    if (input.network.members.length === 0) return;
    setTimeout(async () => {
      if (turn !== latest) return;
      const found = await engine.validate(input).catch(reports);
      if (turn === latest && !setAside(found)) problems.value = found;
    }, PAUSE_MS);
  });
}

/** Sets aside what cannot apply to the chosen form. Whether anything was. */
export function setAside(found: ErrorReport[]): boolean {
  const unsuited = (list: string, at: number) =>
    found.find(
      ({ code, path }) =>
        /NotFor(Form|Panel)$/.test(code) &&
        (path === `scenario.${list}[${at}]` || path.startsWith(`scenario.${list}[${at}].`)),
    );
  const [rules, criteria] = [usedDrafts.value, usedWishes.value];
  const rulesOut = new Map(rules.map((draft, at) => [draft, unsuited('rules', at)]));
  const criteriaOut = new Map(criteria.map((wish, at) => [wish, unsuited('criteria', at)]));
  if (![...rulesOut.values(), ...criteriaOut.values()].some(Boolean)) return false;
  drafts.value = drafts.value.map((draft) => withAside(draft, rulesOut.get(draft)));
  wishes.value = wishes.value.map((wish) => withAside(wish, criteriaOut.get(wish)));
  return true;
}

const withAside = <T extends object>(item: T, aside: ErrorReport | undefined): T => (aside ? { ...item, aside } : item);
