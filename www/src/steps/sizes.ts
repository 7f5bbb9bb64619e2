/** How group sizes are written. */
import type { SweepPoint } from 'commonground';
import { speaker } from '../say.ts';
import { form, formName, tableSize } from '../state/settings.ts';
import { texts } from '../strings/tryout.ts';

const { say } = speaker(texts);

/** `4–6`, or `5` where the range is one size. */
export const rangeText = ([low, high]: [number, number]): string => (low === high ? String(low) : `${low}–${high}`);

export const sizeText = (size: SweepPoint['size']): string =>
  size
    ? size[0] === size[1]
      ? say('tryout.size', { size: size[0] })
      : say('tryout.sizes', { low: size[0], high: size[1] })
    : say(`group.many.${tableSize(form.value) ? 'tables' : formName.value}`);
