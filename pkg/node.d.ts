import type {
  Progress,
  SampleName,
} from './index.d.ts';
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
  Review,
  ReportInput,
  ReviewInput,
  SweepInput,
  SweepResult,
  WhyNot,
  WhyNotInput,
  WhyNotThere,
} from './types.d.ts';

export type * from './types.d.ts';
export type { Progress, SampleName } from './index.d.ts';

/** Each throws an `Error` named `CommongroundError`, with `errors`, when its input cannot be worked with. */
export function solve(input: Input): Plan;
/** As `solve`, from and to JSON text: the same bytes as the command line. */
export function solveJson(input: string): string;
export function check(input: CheckInput): CheckReport;
export function validate(input: Input): ErrorReport[];
/** Communities that are nearly as good as a plan's, and differ from it and from each other. */
export function alternatives(input: AlternativesInput): Alternatives;
/** Which hard rules cannot hold together, and what would mend it. */
export function conflicts(input: ConflictsInput): ConflictReport;
/** Counts what became of a plan's matches, beside the reasons for which they were made. */
export function outcomes(input: OutcomesInput): Outcomes;
/** Several plans, later ones seeing earlier ones. */
export function programme(input: ProgrammeInput): Programme;
/** A finished plan from all sides: whom it serves how well, what its groups are, withstand and connect. */
export function review(input: ReviewInput): Review;
/** A finished plan as one page to read, in HTML or Markdown. */
export function report(input: ReportInput): string;
/** What it would take to pair two members whom the pairs of the plan do not. */
export function whyNot(input: WhyNotInput & { members: [string, string] }): WhyNot;
/** What it would take for a member to be in another group, or to have another coach. */
export function whyNot(input: WhyNotInput): WhyNotThere;
export function importTable(bytes: Uint8Array, options?: ImportOptions): ImportResult;
export function sample(name: SampleName): Input;

/** A run in slices. */
export class Run {
  constructor(input: Input);
  /** Works for about so many milliseconds. */
  step(milliseconds: number): Progress;
  /** The best plan so far, or the final one. */
  plan(cancelled: boolean): Plan;
  free(): void;
}

/** A sweep in slices. */
export class SweepRun {
  constructor(input: SweepInput);
  step(milliseconds: number): Progress;
  /** The points computed so far. */
  result(): SweepResult;
  free(): void;
}

/** The best trades between commonality and diversity, in slices. */
export class FrontierRun {
  constructor(input: FrontierInput);
  step(milliseconds: number): Progress;
  /** The points found so far. */
  result(): FrontierResult;
  free(): void;
}

/** Which answers mattered, in slices. */
export class AnswersRun {
  constructor(input: AnswersInput);
  step(milliseconds: number): Progress;
  /** What is known so far. */
  result(): Answers;
  free(): void;
}
