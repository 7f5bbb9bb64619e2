import type {
  Alternatives,
  AlternativesInput,
  Answers,
  AnswersInput,
  CheckInput,
  CheckReport,
  ErrorReport,
  FrontierInput,
  FrontierResult,
  ImportOptions,
  ImportResult,
  Input,
  Plan,
  ConflictReport,
  ConflictsInput,
  Outcomes,
  OutcomesInput,
  Programme,
  ProgrammeInput,
  ReportInput,
  Review,
  ReviewInput,
  SweepInput,
  SweepResult,
  WhyNot,
  WhyNotInput,
  WhyNotThere,
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

/** The names of the networks that come with the engine. */
export type SampleName = 'education-24' | 'programme-120';

/** Every method rejects with a {@link CommongroundError} when its input cannot be worked with. */
export interface Engine {
  /** Forms a plan. */
  solve(input: Input, options?: CallOptions): Promise<Plan>;
  /** Forms a plan for each group size and mix, for comparison. */
  sweep(input: SweepInput, options?: CallOptions): Promise<SweepResult>;
  /** Finds the best trades between commonality and diversity; for one round of pairs all of them. */
  frontier(input: FrontierInput, options?: CallOptions): Promise<FrontierResult>;
  /** Says what a plan would lose without the answers to each question, and which could be left out together. */
  answers(input: AnswersInput, options?: CallOptions): Promise<Answers>;
  /** Verifies a plan, however it was made, and recomputes its score. */
  check(input: CheckInput): Promise<CheckReport>;
  /** Says what is wrong with an input, without solving it; empty when nothing is. */
  validate(input: Input): Promise<ErrorReport[]>;
  /** Forms communities that are nearly as good as a plan's, and differ from it and from each other. */
  alternatives(input: AlternativesInput): Promise<Alternatives>;
  /** Which hard rules cannot hold together, and what would mend it. */
  conflicts(input: ConflictsInput): Promise<ConflictReport>;
  /** Counts what became of a plan's matches, beside the reasons for which they were made. */
  outcomes(input: OutcomesInput): Promise<Outcomes>;
  /** Several plans, later ones seeing earlier ones. */
  programme(input: ProgrammeInput): Promise<Programme>;
  /** A finished plan from all sides: whom it serves how well, what its groups are, withstand and connect. */
  review(input: ReviewInput): Promise<Review>;
  /** A finished plan as one page to read, in HTML or Markdown. */
  report(input: ReportInput): Promise<string>;
  /** Says what would become of a plan of pairs if two members who are apart were paired. */
  whyNot(input: WhyNotInput & { members: [string, string] }): Promise<WhyNot>;
  /** Says what it would take for a member to be in another group, or to have another coach. */
  whyNot(input: WhyNotInput): Promise<WhyNotThere>;
  /** Reads a table (CSV, TSV) into a network, and reports every guess made about its columns. */
  importTable(bytes: Uint8Array, options?: ImportOptions): Promise<ImportResult>;
  /** Fetches the parts of the engine that plans may need later, so that they are there without a network. */
  prepare(): Promise<void>;
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
