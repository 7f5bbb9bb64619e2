import { CommongroundError, createEngine } from 'commonground';
import type { ErrorReport } from 'commonground';
import { say } from '../say.ts';

export const engine = createEngine();

/** What went wrong, as the engine reports it; a fault of the page itself in the same shape. */
export function reports(error: unknown): ErrorReport[] {
  if (error instanceof CommongroundError) return error.errors;
  const why = error instanceof Error ? error.message : String(error);
  return [{ code: 'page', path: '', why, help: say('error.page.help') }];
}
