// Stand-in until `cargo xtask types` writes this file from the Rust types.
export interface Network { attributes?: Attribute[]; themes?: Theme[]; members: Member[]; ties?: Tie[]; scores?: Scores | null }
export type Kind = "category" | "set" | "ordinal" | "number" | "cyclic";
export interface Attribute { id: string; label?: string | null; kind: Kind; levels?: string[]; scale?: "linear" | "log" | null; range?: [number, number] | null; period?: number | null; idf?: boolean }
export interface Theme { id: string; label?: string | null }
export type Role = "learner" | "coach" | "facilitator" | "lead";
export type Answer = null | string | number | string[];
export interface Member { id: string; name?: string | null; roles?: Role[]; capacity?: number | null; values?: Record<string, Answer>; needs?: string[]; offers?: string[]; themes?: string[] | Record<string, number> }
export interface Tie { a: string; b: string; trust?: number | null; met?: string | null; conflict?: boolean; sameParent?: boolean }
export interface Scores { members?: string[] | null; matrix?: number[][] | null; pairs?: [string, string, number][] | null; default?: number | null }
export type Want = "common" | "different" | "exchange" | "known" | "new" | "preferred" | "high";
export interface Criterion { on: string; want: Want; weight?: number }
export interface Scenario { criteria?: Criterion[]; mix?: number; rules?: Rule[]; form: Form; keep?: Keep | null; pins?: Pin[]; effort?: Effort }
export type Rule =
  | { rule: "share"; attribute: string; atLeast?: number; among?: "all" | "each" | null; core?: number | null; penalty?: number | null }
  | { rule: "span"; attribute: string; atLeast: number; penalty?: number | null }
  | { rule: "cap"; attribute: string; atMost: number; penalty?: number | null }
  | { rule: "quota"; attribute: string; value: string; atLeast?: number | null; atMost?: number | null; penalty?: number | null }
  | { rule: "notAlone"; attribute: string; value?: string | null; atLeast?: number; penalty?: number | null }
  | { rule: "spread"; attribute: string; atMost: number; penalty?: number | null }
  | { rule: "differ"; attribute: string; penalty?: number | null }
  | { rule: "match"; attribute: string; penalty?: number | null }
  | { rule: "together"; members: string[]; penalty?: number | null }
  | { rule: "apart"; members: string[]; penalty?: number | null }
  | { rule: "noRepeat"; met?: string[] | null; penalty?: number | null }
  | { rule: "familiar"; atLeast: number; trust?: number | null; penalty?: number | null };
export type Form =
  | { form: "pairs"; rounds?: number; odd?: "trio" | "sitOut"; objective?: "total" | "worst" }
  | { form: "communities"; size?: [number, number] | null; count?: number | null; themes?: boolean; perMember?: number; objective?: "perMember" | "total" | "worst" }
  | { form: "coaching"; perLearner?: [number, number]; objective?: "total" };
export interface Keep { plan: Plan; moves: number }
export interface Pin { member: string; group: string }
export interface Effort { seconds?: number; iterations?: number | null; seed?: number }
export interface Input { network: Network; scenario: Scenario }
export interface Plan { form: string; status: "feasible" | "infeasible"; groups: Group[]; coaching: CoachingMatch[]; unplaced: Unplaced[]; score: Score; balance: Balance; rules: RuleReport[]; notes: string[]; effort: EffortReport }
export interface Group { id: string; round?: number | null; theme?: string | null; members: string[]; score: number; commonality?: number | null; diversity?: number | null; reasons: Reason[] }
export interface CoachingMatch { coach: string; learner: string; score: number; reasons: Reason[] }
export interface Reason { criterion: number; members: string[]; kind: string; value: string[]; share: number; text: string }
export interface Unplaced { member: string; round?: number | null; code: string; why: string; rules: number[] }
export interface Score { total: number; penalties: number; bound: number | null; gap: number | null; proof: "optimal" | "bounded" | "heuristic" }
export interface Balance { commonality: number | null; diversity: number | null; exchange: number | null; worst: Worst | null }
export interface Worst { member: string; score: number }
export interface RuleReport { rule: number; text: string; hard: boolean; held: boolean; broken: Broken[] }
export interface Broken { group: string; text: string }
export interface EffortReport { seconds: number; seed: number; iterations: number; endedBy: "solved" | "iterations" | "seconds" | "cancelled" }
export interface ErrorReport { code: string; path: string; why: string; help: string }
export interface ColumnReport { column: string; positions?: number[]; id: string | null; as: As; values: number; missing: number; separator?: string | null; levels?: string[]; scale?: 'linear' | 'log' | null; period?: number | null; examples: string[]; why: string; sure: boolean }
export type As = "id" | "name" | "roles" | "capacity" | "needs" | "offers" | "themes" | "category" | "set" | "ordinal" | "number" | "cyclic" | "ignore";
export interface ImportReport { delimiter: string | null; encoding: "utf8" | "utf16Le" | "utf16Be" | "windows1252"; rows: number; columns: ColumnReport[]; notes: string[] }
export interface ImportResult { network: Network; scenario: Scenario; report: ImportReport }
export interface ColumnUse { as: As; separator?: string; levels?: string[]; scale?: "linear" | "log"; period?: number }
export interface ImportOptions { delimiter?: string; columns?: Record<string, ColumnUse> }
export interface Sweep { sizes: [number, number][]; mixes: number[] }
export interface SweepInput { network: Network; scenario: Scenario; sweep: Sweep }
export interface SweepPoint { size: [number, number] | null; mix: number; status: "feasible" | "infeasible"; score: Score; reference: number; commonality: number | null; diversity: number | null; exchange: number | null; worst: Worst | null; groups: number; smallest: number; largest: number; rulesHeld: number; rulesBroken: number; dominated: boolean }
export interface SweepResult { points: SweepPoint[] }
export interface CheckInput { network: Network; scenario: Scenario; plan: Plan }
export interface CheckReport { ok: boolean; errors: ErrorReport[] }
