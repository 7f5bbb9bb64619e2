/** The two members about whom the reader asks why they are not together. */
import { signal } from '@preact/signals';

export const asking = signal({ first: '', second: '', round: 1, turn: 0 });

/** Asks about a member from its place in the plan; `turn` tells the panel that the reader is on the way to it. */
export function askAbout(first: string, round: number): void {
  asking.value = { first, second: '', round, turn: asking.value.turn + 1 };
}

/** Of whom, and about which group or coach, the reader asks why they are not there. */
export const where = signal({ who: '', there: '', turn: 0 });

/** Asks about a group from its card. */
export function askWhere(there: string): void {
  where.value = { who: '', there, turn: where.value.turn + 1 };
}
