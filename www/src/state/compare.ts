/** Comparing plans over mixes and group sizes. */
import { computed } from '@preact/signals';
import type { Input, Scenario, SweepPoint } from 'commonground';
import { speaker } from '../say.ts';
import { texts } from '../strings/tryout.ts';
import { announce } from './announce.ts';
import { engine } from './engine.ts';
import { run, settle, tried, trying, tryProblems } from './plan.ts';
import { changeForm, effort, form, formName, mix, network, scenario } from './settings.ts';

const { say } = speaker(texts);

/** Whether more has changed since the sweep than what the sweep itself varies. */
export const triedStale = computed(
  () => tried.value !== null && fixed(tried.value.input.scenario) !== fixed(scenario.value),
);

const fixed = ({ form, criteria, rules }: Scenario): string =>
  JSON.stringify([criteria, rules, form.form === 'communities' ? { ...form, size: null, count: null } : form]);

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

type Settings = Pick<SweepPoint, 'size'> & { mix: number | null };

/** Takes the settings of a point; one that no mix gives has none to take. */
export function adopt(point: Settings): void {
  if (point.mix === null) return;
  mix.value = point.mix;
  if (point.size && formName.value === 'communities') changeForm('communities', { size: point.size, count: null });
  announce(say('tryout.adopted'));
}

export const adopted = (point: Settings): boolean => {
  const now = form.value;
  const size = now.form === 'communities' && now.count == null ? now.size : null;
  return mix.value === point.mix && String(size ?? '') === String(point.size ?? '');
};
