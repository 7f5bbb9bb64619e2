import type {
  Progress,
  SampleName,
} from './index.d.ts';
import type {
  Alternatives,
  AlternativesInput,
  CheckInput,
  CheckReport,
  ErrorReport,
  ImportOptions,
  ImportResult,
  Input,
  Plan,
  Programme,
  ProgrammeInput,
  Review,
  ReportInput,
  ReviewInput,
  SweepInput,
  SweepResult,
  WhyNot,
  WhyNotInput,
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
/** Several plans, later ones seeing earlier ones. */
export function programme(input: ProgrammeInput): Programme;
/** A finished plan from all sides: whom it serves how well, what its groups are, withstand and connect. */
export function review(input: ReviewInput): Review;
/** A finished plan as one page to read, in HTML or Markdown. */
export function report(input: ReportInput): string;
/** What it would take to pair two members whom the pairs of the plan do not. */
export function whyNot(input: WhyNotInput): WhyNot;
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
