/** While the dial moves, a plan of pairs follows it: matching some hundred members anew takes no longer than a blink. */
import { computed, effect, signal, untracked } from '@preact/signals';
import type { Plan, Scenario } from 'commonground';
import { number, say } from '../say.ts';
import { announce } from './announce.ts';
import { engine } from './engine.ts';
import { changed, formed, forming } from './plan.ts';
import { network, scenario, tableSize } from './settings.ts';

/** Members times rounds that are matched within a tenth of a second, give or take, on a small laptop. */
const LARGEST = 300;
/** How long the dial stands still before the plan is announced: a screen reader shall not tell every step. */
const REST_MS = 700;

/** What the last move of the dial changed, in words, about the plan it ended with. */
export const followed = signal<{ plan: Plan; text: string } | null>(null);

/** Settings that no plan could be formed with; the reader sees that the plan is out of date. */
const hopeless = signal<Scenario | null>(null);

/** Whether the plan shown is one that can follow the dial. */
export const follows = computed(() => {
  const form = formed.value?.input.scenario.form;
  return form?.form === 'pairs' && !tableSize(form) && network.value.members.length * (form.rounds ?? 1) <= LARGEST;
});

/** Whether the plan shown is on its way to where the dial stands: only the mix was changed since. */
export const following = computed(
  () =>
    follows.value &&
    changed.value &&
    !forming.value &&
    hopeless.value !== scenario.value &&
    butMix(formed.value?.input.scenario) === butMix(scenario.value),
);

const butMix = (scenario: Scenario | undefined): string => JSON.stringify({ ...scenario, mix: null });

/** Keeps the plan at the dial. */
export function followDial(): void {
  let under: AbortController | null = null;
  effect(() => {
    // Read for the effect's sake: it runs again with every move of the dial.
    scenario.value;
    const wanted = following.value;
    // Never more than one at a time: what is under way ends early, and the newest settings are next.
    if (under) under.abort();
    else if (wanted) untracked(() => void follow());
  });

  async function follow(): Promise<void> {
    const before = formed.value?.plan;
    while (following.value) {
      const input = { network: network.value, scenario: scenario.value };
      under = new AbortController();
      try {
        const plan = await engine.solve(input, { signal: under.signal });
        // An answer to where the dial stood before is of no use any more.
        if (!under.signal.aborted) formed.value = { input, plan };
      } catch {
        hopeless.value = input.scenario;
      }
    }
    under = null;
    rest(before);
  }
}

let begun: Plan | undefined;
let timer = 0;

/** Once the dial stands still, tells what became of the plan with which its move began. */
function rest(before: Plan | undefined): void {
  begun ??= before;
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    const [from, plan] = [begun, formed.value?.plan];
    begun = undefined;
    if (!from || !plan || !follows.value || changed.value) return;
    const known = new Set(from.groups.map(key));
    const count = plan.groups.filter((group) => !known.has(key(group))).length;
    const text = say(count > 0 ? 'follow.some' : 'follow.none', {
      count,
      all: plan.groups.length,
      score: number(plan.score.total),
    });
    followed.value = { plan, text };
    announce(text);
  }, REST_MS);
}

const key = ({ round, members }: Plan['groups'][number]): string => JSON.stringify([round, members]);
