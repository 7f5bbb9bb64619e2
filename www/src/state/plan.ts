/** Forming a plan, and trying out many. */
import { computed, effect, signal } from '@preact/signals';
import type { ErrorReport, Input, Plan, Progress, Scenario, SweepPoint, SweepResult } from 'commonground';
import { say } from '../say.ts';
import { announce } from './announce.ts';
import { engine, reports } from './engine.ts';
import { problems, setAside } from './problems.ts';
import { changeForm, effort, form, formName, mix, network, scenario } from './settings.ts';

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
export const stale = computed(
  () => formed.value !== null && JSON.stringify(formed.value.input.scenario) !== JSON.stringify(scenario.value),
);

/** Whether more has changed since the sweep than what the sweep itself varies. */
export const triedStale = computed(
  () => tried.value !== null && fixed(tried.value.input.scenario) !== fixed(scenario.value),
);

const fixed = ({ form, criteria, rules }: Scenario): string =>
  JSON.stringify([criteria, rules, form.form === 'communities' ? { ...form, size: null, count: null } : form]);

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

async function run<T>(
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
async function settle(): Promise<void> {
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

export async function tryOut(sizes: [number, number][], mixes: number[], seconds: number): Promise<void> {
  announce(say('tryout.started'));
  await settle();
  const input: Input = {
    network: network.value,
    scenario: { ...scenario.value, effort: { ...effort.value, seconds } },
  };
  const result = await run(trying, tryProblems, ({ abort: { signal } }, onProgress) =>
    engine.sweep({ ...input, sweep: { sizes, mixes } }, { signal, onProgress }),
  );
  if (!result) return;
  tried.value = { input, result, complete: result.points.length === Math.max(1, sizes.length) * mixes.length };
  announce(say('tryout.finished', { count: result.points.length }));
}

/** Takes the settings of a point of the sweep. */
export function adopt(point: SweepPoint): void {
  mix.value = point.mix;
  if (point.size && formName.value === 'communities') changeForm('communities', { size: point.size, count: null });
  announce(say('tryout.adopted'));
}

export const adopted = (point: SweepPoint): boolean => {
  const now = form.value;
  const size = now.form === 'communities' && now.count == null ? now.size : null;
  return mix.value === point.mix && String(size ?? '') === String(point.size ?? '');
};
