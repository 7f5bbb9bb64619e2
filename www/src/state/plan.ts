/** Forming a plan; and what is kept of plans that are compared. */
import { computed, effect, signal } from '@preact/signals';
import type { ErrorReport, Input, Plan, Progress, SweepResult } from 'commonground';
import { say } from '../say.ts';
import { announce } from './announce.ts';
import { engine, reports } from './engine.ts';
import { problems, setAside } from './problems.ts';
import { network, scenario } from './settings.ts';

export interface Job {
  progress: Progress | null;
  abort: AbortController;
  /** Cancelled, but the slice under way has not ended yet. */
  stopping: boolean;
}

export interface Formed {
  input: Input;
  plan: Plan;
}

export interface Tried {
  input: Input;
  result: SweepResult;
  complete: boolean;
}

export const forming = signal<Job | null>(null);
export const formed = signal<Formed | null>(null);
export const formProblems = signal<ErrorReport[]>([]);

export const trying = signal<Job | null>(null);
export const tried = signal<Tried | null>(null);
export const tryProblems = signal<ErrorReport[]>([]);

/** Whether the settings have changed since the plan was formed. */
export const changed = computed(
  () => formed.value !== null && JSON.stringify(formed.value.input.scenario) !== JSON.stringify(scenario.value),
);

// What was wrong with other settings says nothing about these.
effect(() => {
  scenario.value;
  formProblems.value = [];
});

/** Forgets what belongs to another network. */
export function forget(): void {
  forming.value?.abort.abort();
  trying.value?.abort.abort();
  formed.value = tried.value = null;
  formProblems.value = tryProblems.value = problems.value = [];
}

export function stop(job: typeof forming): void {
  if (!job.value) return;
  job.value.abort.abort();
  job.value = { ...job.value, stopping: true };
}

/** Runs `work` as the one `job` of its kind; nothing comes of it when the network has changed meanwhile. */
export async function run<T>(
  job: typeof forming,
  faults: typeof formProblems,
  work: (job: Job, onProgress: (p: Progress) => void) => Promise<T>,
): Promise<T | undefined> {
  if (job.value) return undefined;
  const mine: Job = { progress: null, abort: new AbortController(), stopping: false };
  const from = network.value;
  job.value = mine;
  faults.value = [];
  const current = () => job.value?.abort === mine.abort;
  try {
    const value = await work(mine, (progress) => {
      if (current() && job.value) job.value = { ...job.value, progress };
    });
    return network.value === from ? value : undefined;
  } catch (error) {
    if (network.value === from) faults.value = reports(error);
    return undefined;
  } finally {
    if (current()) job.value = null;
  }
}

/** Settings changed a moment ago may not have been checked yet: sets aside what does not suit the form. */
export async function settle(): Promise<void> {
  setAside(await engine.validate({ network: network.value, scenario: scenario.value }).catch(() => []));
}

/** Whether a plan is there now. */
export async function formPlan(): Promise<boolean> {
  announce(say('forming.started'));
  await settle();
  const input: Input = { network: network.value, scenario: scenario.value };
  const plan = await run(forming, formProblems, ({ abort: { signal } }, onProgress) =>
    engine.solve(input, { signal, onProgress }),
  );
  if (!plan) return false;
  formed.value = { input, plan };
  return true;
}
