/** Which rules cannot hold together, and the change that was made to mend it. */
import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { createEngine } from 'commonground';
import type { ConflictReport, ErrorReport, Input, Network, Progress, Relaxation, Scenario } from 'commonground';
import { speaker } from '../say.ts';
import { texts } from '../strings/conflicts.ts';
import { announce } from './announce.ts';
import { engine, reports } from './engine.ts';
import { formPlan, formed, forming, run, settle } from './plan.ts';
import type { Job } from './plan.ts';
import { problems } from './problems.ts';
import { drafts, formName, forms, network, rest, scenario, usedDrafts } from './settings.ts';

const { say } = speaker(texts);

/**
 * An inquiry cannot be asked what it knows while it runs. So it is asked in turns that last longer each, and whoever
 * cancels one has the answer of the turn before. Seconds.
 */
const TURNS = [2, 8, 30];
const ALL = TURNS.reduce((sum, seconds) => sum + seconds, 0);
/** The bar moves so often. */
const TICK_MS = 200;

export const inquiring = signal<Job | null>(null);
export const inquiryProblems = signal<ErrorReport[]>([]);

/** What was found, for which input, and whether it was cancelled. Without a report it was cancelled too soon. */
export const inquired = signal<{ input: Input; report: ConflictReport | null; early: boolean } | null>(null);

/** What was found for the network at hand. */
export const found = computed(() => (inquired.value?.input.network === network.value ? inquired.value : null));

/** Settings that contradict each other as they stand: no plan is formed with these. */
const CONTRADICTIONS = new Set([
  'contradictoryRules',
  'togetherInConflict',
  'togetherTooLarge',
  'pinnedToTwo',
  'pinnedTooOften',
  'pinsTearTogether',
  'pinsForceApart',
  'tooManyPins',
  'tooFewMoves',
  'countDoesNotAddUp',
  'sizesDoNotAddUp',
  'tooManyGroups',
  'perMemberTooLarge',
  'themesDoNotAddUp',
  'tooManyRounds',
]);

/** In pairs and coaching no rule is broken: somebody is left without a place instead. */
const LEFT_OUT = new Set(['noPartner', 'partnersTaken', 'metEveryone', 'noCoach']);

/** Whether there is reason to ask. */
export const inDoubt = computed(
  () =>
    formed.value?.plan.status === 'infeasible' ||
    formed.value?.plan.unplaced.some(({ code }) => LEFT_OUT.has(code)) ||
    (problems.value.length > 0 && problems.value.every(({ code }) => CONTRADICTIONS.has(code))),
);

// Of another network nobody waits for the answer.
effect(() => {
  network.value;
  untracked(() => inquiring.value?.abort.abort());
});

const sameSettings = (one: Scenario, other: Scenario): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether settings have changed since. */
export const inquiredStale = computed(() => found.value !== null && !sameSettings(found.value.input.scenario, scenario.value));

export async function findConflicts(): Promise<void> {
  announce(say('conflicts.started'));
  await settle();
  const input: Input = { network: network.value, scenario: scenario.value };
  const answer = await run(inquiring, inquiryProblems, ({ abort: { signal } }, onProgress) =>
    inTurns(input, signal, onProgress),
  );
  if (!answer) return;
  inquired.value = { input, ...answer };
  const { report } = answer;
  announce(report ? say('conflicts.finished', { count: report.relaxations.length }) : say('conflicts.nothing'));
}

async function inTurns(input: Input, signal: AbortSignal, onProgress: (progress: Progress) => void) {
  // With a worker of its own the page's other questions are answered meanwhile, and cancelling takes no time.
  const own = createEngine();
  const close = () => own.close();
  signal.addEventListener('abort', close, { once: true });
  const start = Date.now();
  const tick = () => {
    const done = Math.min((Date.now() - start) / 1000, ALL);
    onProgress({ done, of: ALL, score: null, hardBroken: 0, finished: false });
  };
  const timer = setInterval(tick, TICK_MS);
  let report: ConflictReport | null = null;
  try {
    for (const seconds of TURNS) {
      const asked = { ...input, seconds };
      const answer = own.conflicts(asked).catch((error) => {
        // Without a network there is no second worker.
        if (signal.aborted || reports(error)[0]?.code !== 'engineStopped') throw error;
        return engine.conflicts(asked);
      });
      report = await untilAborted(answer, signal);
      if (report.endedBy !== 'seconds') return { report, early: false };
    }
    return { report, early: false };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { report, early: true };
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', close);
    own.close();
  }
}

const untilAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', reject, { once: true });
    work.then(resolve, reject);
  });

/** What the page holds, before a change and after it. */
interface Held {
  network: Network;
  drafts: typeof drafts.value;
  forms: typeof forms.value;
  rest: typeof rest.value;
}

const held = (): Held => ({ network: network.value, drafts: drafts.value, forms: forms.value, rest: rest.value });

const hold = (state: Held): void => {
  network.value = state.network;
  drafts.value = state.drafts;
  forms.value = state.forms;
  rest.value = state.rest;
};

/** The change made last, with what it was made to. */
const made = signal<{ change: string; before: Held; plan: typeof formed.value; network: Network; after: Scenario } | null>(
  null,
);

/** The change that can be undone: nothing else has been changed since. */
export const undoable = computed(() => {
  const last = made.value;
  return last && last.network === network.value && sameSettings(last.after, scenario.value) ? last : null;
});

/** Changes the settings as proposed, and forms the plan. Whether there is one. */
export async function make({ change, changes }: Relaxation): Promise<boolean> {
  const from = found.value;
  if (!from || inquiredStale.value || forming.value) return false;
  const [before, plan] = [held(), formed.value];
  const asked = structuredClone({ network: network.value, scenario: scenario.value });
  const rules = asked.scenario.rules ?? [];
  const places = new Map(usedDrafts.value.map((draft, at) => [draft, rules[at]]));
  for (const one of changes) put(asked, one.path, one.value);
  batch(() => {
    if (changes.some(({ path }) => path.startsWith('network.'))) {
      // Of the network nothing but a tie changes: what is known of its members goes on being about them.
      network.value = { ...network.value, ties: asked.network.ties ?? [] };
      inquired.value = { ...from, input: { ...from.input, network: network.value } };
    }
    drafts.value = drafts.value.flatMap((draft) => {
      if (!places.has(draft)) return [draft];
      const rule = places.get(draft);
      return rule && rules.includes(rule) ? [{ key: draft.key, rule }] : [];
    });
    const name = formName.value;
    forms.value = { ...forms.value, [name]: { ...forms.value[name], ...asked.scenario.form } };
    const { keep, pins = [] } = asked.scenario;
    rest.value = { ...(keep && { keep }), ...(pins.length > 0 && { pins }) };
  });
  made.value = { change, before, plan, network: network.value, after: scenario.value };
  return formPlan();
}

/** Brings back the settings and the plan as they were. */
export function undo(): void {
  const last = undoable.value;
  if (!last || forming.value) return;
  batch(() => {
    hold(last.before);
    if (inquired.value) inquired.value = { ...inquired.value, input: { ...inquired.value.input, network: network.value } };
    formed.value = last.plan;
    made.value = null;
  });
  announce(say('conflicts.undone'));
}

/** Puts a value at a path such as `scenario.rules[3].atLeast`, or takes out what is there. */
function put(input: Input, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  const last = steps.pop() ?? '';
  const place = steps.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, { ...input });
  if (value != null) place[last] = value;
  else if (Array.isArray(place)) place.splice(Number(last), 1);
  else delete place[last];
}
