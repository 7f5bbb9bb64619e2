/** Parts whose code is no part of the first load: it comes when they are first shown, or once the page is idle. */
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { say } from './say.ts';
import { engine } from './state/engine.ts';

/** How long a busy browser may put off what it is asked to do when idle. */
const PATIENCE_MS = 2000;

/** Whether the page stands, has opened a network, and has had a moment without work. */
export const idle = signal(false);

const parts: (() => Promise<void>)[] = [];

/** The component once its code is there; until then nothing, or a way to ask for it again. */
export function later<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  const part = signal<FunctionComponent<P> | null>(null);
  const failed = signal(false);
  let under: Promise<void> | null = null;
  const fetchPart = async () => {
    try {
      part.value = await load();
      failed.value = false;
    } catch {
      failed.value = true;
      under = null;
    }
  };
  const get = () => (under ??= fetchPart());
  parts.push(get);

  return function Later(props) {
    useEffect(() => void get(), []);
    const Part = part.value;
    if (Part) return <Part {...props} />;
    return (
      failed.value && (
        <p class="warn" role="alert">
          {say('part.failed')}{' '}
          <button type="button" onClick={() => void get()}>
            {say('part.again')}
          </button>
        </p>
      )
    );
  };
}

/** Fetches every part in the first idle moment, so that the page then works without a network. */
export function whenIdle(): void {
  const rest = async () => {
    idle.value = true;
    // A part may bring further ones, which this loop then comes to.
    for (const get of parts) await get();
    // Without it what it is for will be fetched when asked for, or say that it cannot be.
    await engine.prepare().catch(() => undefined);
  };
  // Safari has no such call.
  if ('requestIdleCallback' in window) requestIdleCallback(() => void rest(), { timeout: PATIENCE_MS });
  else setTimeout(() => void rest(), PATIENCE_MS);
}

const sheets = new Map<string, Promise<unknown>>();

/** Resolves when the style sheet of a part is there, or is known not to come: unstyled a part is still of use. */
export function styled(address: string): Promise<unknown> {
  const sheet = sheets.get(address) ?? new Promise((settled) => {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href: address, onload: settled, onerror: settled });
    document.head.append(link);
  });
  sheets.set(address, sheet);
  return sheet;
}
