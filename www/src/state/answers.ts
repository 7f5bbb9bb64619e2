/** Asking for the best trades, and for which answers mattered. */
import { signal } from '@preact/signals';
import type { Answers, ErrorReport, FrontierResult, Input } from 'commonground';
import { speaker } from '../say.ts';
import { texts } from '../strings/answers.ts';
import { announce } from './announce.ts';
import { engine } from './engine.ts';
import { run, settle } from './plan.ts';
import type { Job } from './plan.ts';
import { network, scenario } from './settings.ts';

const { say } = speaker(texts);

/** What was found, and for which input. */
interface Found<T> {
  input: Input;
  result: T;
}

export const trading = signal<Job | null>(null);
export const traded = signal<Found<FrontierResult> | null>(null);
export const tradeProblems = signal<ErrorReport[]>([]);

export const weighing = signal<Job | null>(null);
export const weighed = signal<Found<Answers> | null>(null);
export const weighProblems = signal<ErrorReport[]>([]);

/** What was found for the network at hand: of another one nothing. */
export const here = <T>(found: Found<T> | null): Found<T> | null =>
  found?.input.network === network.value ? found : null;

/** Whether settings have changed since. */
export const stale = ({ input }: Found<unknown>): boolean =>
  JSON.stringify({ ...input.scenario, mix: 0 }) !== JSON.stringify({ ...scenario.value, mix: 0 });

export async function findTrades(): Promise<void> {
  announce(say('trades.started'));
  await settle();
  const input: Input = { network: network.value, scenario: scenario.value };
  const result = await run(trading, tradeProblems, ({ abort: { signal } }, onProgress) =>
    engine.frontier(input, { signal, onProgress }),
  );
  if (!result) return;
  traded.value = { input, result };
  announce(say('trades.finished', { count: result.points.length }));
}

export async function weighAnswers(): Promise<void> {
  announce(say('answers.started'));
  await settle();
  const input: Input = { network: network.value, scenario: scenario.value };
  const result = await run(weighing, weighProblems, ({ abort: { signal } }, onProgress) =>
    engine.answers(input, { signal, onProgress }),
  );
  if (!result) return;
  weighed.value = { input, result };
  announce(say('answers.finished'));
}
