import type {
  CheckInput,
  CheckReport,
  ErrorReport,
  Form,
  ImportOptions,
  ImportResult,
  Input,
  Network,
  Plan,
  Scenario,
  SweepInput,
  SweepResult,
} from './types.d.ts';

export type * from './types.d.ts';

/** How far a run is. */
export interface Progress {
  /** Steps done. */
  done: number;
  /** Steps in all; the run may end earlier. */
  of: number;
  /** Whether the run has come to its end. */
  finished: boolean;
  /** The score of the best plan so far; absent in a sweep, null before the first plan. */
  score?: number | null;
  /** By how much that plan breaks hard rules, 0 when it keeps all; absent in a sweep. */
  hardBroken?: number;
}

export interface CallOptions {
  /** Ends the run early: the promise then resolves with the best found so far. Aborted before the start, it rejects. */
  signal?: AbortSignal;
  /** Called about thirty times a second while a run lasts. */
  onProgress?: (progress: Progress) => void;
}

/** Two members of a network, and the pairs that a scenario over it asks for. */
export interface WhyNotInput {
  network: Network;
  scenario: Scenario;
  /** The ids of the two. */
  members: [string, string];
  /** The round that is meant, from 1; the first when absent. */
  round?: number;
}

/** What pairing two members would mean. */
export interface WhyNot {
  /** The ids of the two. */
  members: string[];
  /** Their affinity. */
  affinity: number;
  /** Whether the hard rules allow the two in one pair. */
  allowed: boolean;
  /** By how much the plan with the two paired falls short of the best; null when nothing is proven, or no such plan is. */
  loses: number | null;
  /** By how much it falls short at least, where that alone is proven. */
  atLeast: number | null;
  /** The groups, as member ids, that would differ. */
  instead: string[][];
  /** All of it as a sentence. */
  text: string;
}

/** The form of pairs, and of tables where more than two sit together. */
export type PairsForm = Omit<Extract<Form, { form: 'pairs' }>, 'objective' | 'size'> & {
  /** What is made as large as possible. Default `total`. */
  objective?: 'total' | 'worst' | 'stable';
  /** How many sit together: 2 are pairs, 3 and more the tables of an event. Default 2. */
  size?: number;
};

declare module './types.d.ts' {
  interface Balance {
    /** Of pairs: how many two who are apart would both rather have each other. Null for other forms and for tables. */
    blockingPairs: number | null;
    /** Of several rounds: how often two meet again. Null for a single round. */
    repeats: number | null;
  }
}

declare module './wasm/engine.js' {
  export function whyNot(input: any): any;
}

/** The names of the networks that come with the engine. */
export type SampleName = 'education-24' | 'programme-120';

/** Every method rejects with a {@link CommongroundError} when its input cannot be worked with. */
export interface Engine {
  /** Forms a plan. */
  solve(input: Input, options?: CallOptions): Promise<Plan>;
  /** Forms a plan for each group size and mix, for comparison. */
  sweep(input: SweepInput, options?: CallOptions): Promise<SweepResult>;
  /** Verifies a plan, however it was made, and recomputes its score. */
  check(input: CheckInput): Promise<CheckReport>;
  /** Says what is wrong with an input, without solving it; empty when nothing is. */
  validate(input: Input): Promise<ErrorReport[]>;
  /** Says what would become of a plan of pairs if two members who are apart were paired. */
  whyNot(input: WhyNotInput): Promise<WhyNot>;
  /** Reads a table (CSV, TSV) into a network, and reports every guess made about its columns. */
  importTable(bytes: Uint8Array, options?: ImportOptions): Promise<ImportResult>;
  /** A sample network with a scenario that suits it. */
  sample(name: SampleName): Promise<Input>;
  /** Ends the worker; open calls reject. A later call starts a new one. */
  close(): void;
}

/** Starts no worker yet: the first call does. */
export function createEngine(): Engine;

/** What is wrong with an input. The message is the first reason. */
export class CommongroundError extends Error {
  constructor(errors: ErrorReport[]);
  /** All that was found, in the order of the input. */
  errors: ErrorReport[];
}
