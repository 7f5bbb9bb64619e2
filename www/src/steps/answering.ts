/** Asking the engine what one chooses to know, as one chooses it. */
import { useEffect, useState } from 'preact/hooks';
import type { ErrorReport } from 'commonground';
import { reports } from '../state/engine.ts';

/** Choosing with arrow keys passes many; only what is stayed at is asked about. */
const PAUSE_MS = 200;

/** The answer to what is asked now, and what is wrong with the question; neither while it is looked for. */
export function useAnswer<Answer>(asks: boolean, ask: () => Promise<Answer>, about: unknown[]) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [faults, setFaults] = useState<ErrorReport[]>([]);

  useEffect(() => {
    setAnswer(null);
    setFaults([]);
    if (!asks) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      ask().then(
        (found) => current && setAnswer(found),
        (error) => current && setFaults(reports(error)),
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asks, ...about]);

  return { answer, faults };
}
