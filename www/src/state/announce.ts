import { signal } from '@preact/signals';

/** What a screen reader is told; the page shows the same in its own place. */
export const announcement = signal('');
export const announce = (text: string): void => {
  announcement.value = text;
};
