/** Where the network comes from: a sample, a table, or a file saved earlier. */
import { batch, signal } from '@preact/signals';
import { CommongroundError } from 'commonground';
import type {
  ErrorReport,
  ImportOptions,
  ImportReport,
  Input,
  Plan,
  SampleName,
  Scenario,
} from 'commonground';
import { say } from '../say.ts';
import { announce } from './announce.ts';
import { engine, reports } from './engine.ts';
import { forget, formed } from './plan.ts';
import { network, scenario, useScenario } from './settings.ts';

export type Source =
  | { kind: 'sample'; name: SampleName }
  | { kind: 'saved'; name: string }
  | { kind: 'table'; name: string; bytes: Uint8Array; options: ImportOptions; report: ImportReport };

export const source = signal<Source | null>(null);
export const opening = signal(false);
export const openProblems = signal<ErrorReport[]>([]);

function show(from: Source, input: Input): void {
  batch(() => {
    forget();
    network.value = input.network;
    useScenario(input.scenario);
    source.value = from;
  });
  announce(say('members.opened', { count: input.network.members.length }));
}

async function attempt(work: () => Promise<void>): Promise<void> {
  opening.value = true;
  openProblems.value = [];
  try {
    await work();
  } catch (error) {
    openProblems.value = reports(error);
  } finally {
    opening.value = false;
  }
}

export const openSample = (name: SampleName): Promise<void> =>
  attempt(async () => show({ kind: 'sample', name }, await engine.sample(name)));

/** Opens a table; `scenarioFor` makes the scenario from what the import suggests. */
export const readTable = (
  name: string,
  bytes: Uint8Array,
  options: ImportOptions,
  scenarioFor = (fresh: Input): Scenario => fresh.scenario,
): Promise<void> =>
  attempt(async () => {
    const { report, ...fresh } = await engine.importTable(bytes, options);
    show({ kind: 'table', name, bytes, options, report }, { network: fresh.network, scenario: scenarioFor(fresh) });
  });

export async function openFile(file: File): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (/\.json$/i.test(file.name)) await attempt(() => readSaved(file.name, new TextDecoder().decode(bytes)));
  else await readTable(file.name, bytes, {});
}

export const openText = (text: string): Promise<void> =>
  readTable(say('members.pasted'), new TextEncoder().encode(text), {});

/** A file that the page saved (input and plan), or an input for the command line. */
async function readSaved(name: string, text: string): Promise<void> {
  const saved = parse(text);
  const input = saved.input ?? (saved as Input);
  const found = await engine.validate(input);
  if (found.length > 0) throw new CommongroundError(found);
  show({ kind: 'saved', name }, input);
  if (!saved.plan) return;
  const { ok } = await engine.check({ ...input, plan: saved.plan });
  if (ok) formed.value = { input: { network: input.network, scenario: scenario.value }, plan: saved.plan };
  else openProblems.value = [{ code: 'planUnfit', path: 'plan', why: say('error.plan'), help: say('error.plan.help') }];
}

function parse(text: string): { input?: Input; plan?: Plan } {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommongroundError([{ code: 'notJson', path: '', why: say('error.json'), help: say('error.json.help') }]);
  }
}
