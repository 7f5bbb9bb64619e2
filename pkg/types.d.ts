// Made from the Rust types by `cargo xtask types`: change those, not this file.

/**
 * The value of a parameter of a sentence.
 */
export type Param = string | number | string[];
/**
 * What ended a run.
 */
export type EndedBy = "solved" | "iterations" | "seconds" | "cancelled";
/**
 * What is proven about a plan.
 */
export type Proof = "optimal" | "bounded" | "heuristic";
/**
 * Whether a plan keeps what it must.
 */
export type Status = "feasible" | "infeasible";
/**
 * How the answers to an attribute compare.
 */
export type Kind = "category" | "set" | "ordinal" | "number" | "cyclic";
/**
 * How a number is compared.
 */
export type Scale = "linear" | "log";
/**
 * What a member may do in the network.
 */
export type Role = "learner" | "coach" | "facilitator" | "lead";
/**
 * A member's wishes among the themes.
 */
export type ThemeWishes =
  | string[]
  | {
      [k: string]: number;
    };
/**
 * A member's answer to one attribute.
 */
export type Answer = null | string | number | string[];
/**
 * What is wished of two members.
 */
export type Want = "common" | "different" | "exchange" | "known" | "new" | "preferred" | "high";
/**
 * What to form.
 */
export type Form =
  | {
      form: "pairs";
      /**
       * What is made as large as possible. Default `total`.
       */
      objective?: PairsObjective;
      /**
       * What becomes of the odd one out of pairs. Default `trio`.
       */
      odd?: Odd;
      /**
       * How many rounds, no two members meeting twice, nor those who met before by their ties. Each is formed as the best
       * given the ones before, then all are improved together. Default 1.
       */
      rounds?: number;
      /**
       * How many sit together: 2 for pairs. More make the rounds a table plan, with tables of that size and, where
       * the number of members asks for it, some of one less. Default 2.
       */
      size?: number;
    }
  | {
      /**
       * How many groups; as many as serve the objective best when absent or null.
       */
      count?: number | null;
      form: "communities";
      /**
       * A `number` attribute, 1 or more, such as the groups that members have time for: whoever answered is in at most so
       * many, though never in more than `perMember`.
       */
      limitedBy?: string | null;
      /**
       * What is made as large as possible. Default `perMember`.
       */
      objective?: CommunitiesObjective;
      /**
       * Nobody is in a group whose theme they do not wish for; members without any wish may be anywhere. Default false.
       */
      onlyChosen?: boolean;
      /**
       * In how many groups each member takes part. Default 1.
       */
      perMember?: number;
      /**
       * The fewest and the most groups that each theme is taken by. When absent, as members' wishes have it, from none
       * to all.
       *
       * @minItems 2
       * @maxItems 2
       */
      perTheme?: [number, number] | null;
      /**
       * Smallest and largest size of a group. When absent, `count` groups as even as can be.
       *
       * @minItems 2
       * @maxItems 2
       */
      size?: [number, number] | null;
      /**
       * Each group takes one of the network's themes; which are taken, and how often, follows from what members wish
       * for. Default false.
       */
      themes?: boolean;
    }
  | {
      /**
       * Each learner also gets a local anchor, who does not count as coach.
       */
      anchor?: Anchor | null;
      /**
       * Needs met are counted, up to this many, instead of taken as a share of the learner's needs; what is wanted common
       * in a set counts fully as soon as one value is shared, and an answer left out counts as nothing in common. Then no
       * learner's affinity with any coach rises by answering more narrowly. Shares when absent.
       */
      countNeeds?: number | null;
      /**
       * What each further learner of a coach costs more than the one before, 0 or more: with 0.1 the second costs 0.1 and
       * the third 0.2 of the total, so that loads come out more even. Default 0.
       */
      evenLoads?: number;
      form: "coaching";
      /**
       * The fewest and the most learners of a coach (groups of a facilitator), where its capacity allows as many. The fewest
       * come before any affinity, as far as there are learners for them. Default: up to its capacity.
       *
       * @minItems 2
       * @maxItems 2
       */
      load?: [number, number] | null;
      /**
       * What is made as large as possible. Default `total`.
       */
      objective?: CoachingObjective;
      /**
       * The fewest and the most coaches a learner (facilitators a group) gets; the fewest come first, before any affinity.
       * Default `[1, 1]`.
       *
       * @minItems 2
       * @maxItems 2
       */
      perLearner?: [number, number];
      /**
       * With `to` `groups`: the earlier plan whose groups are facilitated. Members who left since are passed over.
       */
      plan?: EarlierPlan | null;
      /**
       * With `to` `groups`: the ordinal or number attribute that tells how well someone facilitates.
       */
      skill?: string | null;
      /**
       * What a sponsor favours and funds among the learners: a term of the total that is shown by itself, and seats.
       */
      sponsor?: Sponsor | null;
      /**
       * Who is helped: members, each learner by coaches; or groups of an earlier plan, each by facilitators who are neutral
       * to all its members. Default `members`.
       */
      to?: CoachingTo;
      /**
       * With `to` `groups`: who learns to facilitate. They take no group by themselves; each group may have one beside its
       * facilitator.
       */
      trainee?: Trainee | null;
      /**
       * What each of the fewest coaches that a learner lacks costs, 0 or more. With it learners may be left out where
       * serving them costs the total more; without it serving as many as possible comes first.
       */
      unassigned?: number | null;
    }
  | {
      /**
       * What a member must reach to be on the panel.
       */
      eligible?: Requirement[];
      /**
       * Members who must not.
       */
      exclude?: string[];
      form: "panel";
      /**
       * Members who must be on the panel.
       */
      include?: string[];
      /**
       * How the panel is chosen. Default `equal`.
       */
      objective?: PanelObjective;
      /**
       * How many of them hold a value.
       */
      quotas?: SeatQuota[];
      /**
       * What reviewers gave the candidates; for `score`, and for requirements on `rating`.
       */
      ratings?: Rating[];
      /**
       * Only members with this role can be on the panel, for example `lead`. When absent, all who learn or lead.
       */
      role?: Role | null;
      /**
       * How many are on the panel.
       */
      seats: number;
    };
/**
 * What pairs make as large as possible. All come after placing as many members as can be placed.
 */
export type PairsObjective = "total" | "worst" | "stable";
/**
 * What becomes of the odd one out.
 */
export type Odd = "trio" | "sitOut";
/**
 * What communities make as large as possible. All come after the hard rules.
 */
export type CommunitiesObjective = "perMember" | "total" | "worst";
/**
 * What coaching makes as large as possible, after serving as many learners as can be served.
 */
export type CoachingObjective = "total" | "worst";
/**
 * Who is helped.
 */
export type CoachingTo = "members" | "groups";
/**
 * How a panel is chosen.
 */
export type PanelObjective = "equal" | "score";
/**
 * Something that must hold in every group (hard), or costs its `penalty` in each group that breaks it (soft).
 */
export type Rule =
  | {
      /**
       * Who has them in common. Default `all`.
       */
      among?: Among | null;
      /**
       * How many values, at least 1. Default 1.
       */
      atLeast?: number;
      /**
       * The attribute, or `needs`, `offers`, `themes`, `roles`.
       */
      attribute: string;
      /**
       * Instead of `among`: some value is held by at least this share of the group, above 0 and at most 1.
       */
      core?: number | null;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "share";
    }
  | {
      /**
       * How many distinct values, at least 1.
       */
      atLeast: number;
      /**
       * The attribute, or `needs`, `offers`, `themes`, `roles`.
       */
      attribute: string;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "span";
    }
  | {
      /**
       * How many members may hold the same value, at least 1.
       */
      atMost: number;
      /**
       * The attribute, or `needs`, `offers`, `themes`, `roles`.
       */
      attribute: string;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "cap";
    }
  | {
      /**
       * The fewest members that hold it. Default 0.
       */
      atLeast?: number | null;
      /**
       * The most members that hold it. No limit when absent.
       */
      atMost?: number | null;
      /**
       * The attribute, or `needs`, `offers`, `themes`, `roles`.
       */
      attribute: string;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "quota";
      /**
       * The value that is counted.
       */
      value: string;
    }
  | {
      /**
       * The fewest holders where there are any, at least 1. Default 2.
       */
      atLeast?: number;
      /**
       * The attribute, or `needs`, `offers`, `themes`, `roles`.
       */
      attribute: string;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "notAlone";
      /**
       * The value that the rule protects; every value when absent.
       */
      value?: string | null;
    }
  | {
      /**
       * The largest difference allowed, 0 or more, in the attribute's own unit.
       */
      atMost: number;
      /**
       * An `ordinal`, `number` or `cyclic` attribute.
       */
      attribute: string;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "spread";
    }
  | {
      /**
       * The attribute, or `needs`, `offers`, `themes`, `roles`.
       */
      attribute: string;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "differ";
    }
  | {
      /**
       * The attribute, or `needs`, `offers`, `themes`, `roles`.
       */
      attribute: string;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "match";
    }
  | {
      /**
       * Member ids, at least two.
       */
      members: string[];
      /**
       * What breaking it costs in each group that has only some of them; hard when absent.
       */
      penalty?: number | null;
      rule: "together";
    }
  | {
      /**
       * Member ids, at least two.
       */
      members: string[];
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "apart";
    }
  | {
      /**
       * The rounds that count; any when absent.
       */
      met?: string[] | null;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "noRepeat";
    }
  | {
      /**
       * How many others, at least 1.
       */
      atLeast: number;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "familiar";
      /**
       * The least trust of a tie that counts, 0..1; any tie by which they know each other when absent.
       */
      trust?: number | null;
    }
  | {
      /**
       * The attribute (not a `cyclic` one), or `needs`, `offers`, `themes`, `roles`. Levels count as values.
       */
      attribute: string;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "balance";
      /**
       * How far a share may be from that of the network, 0..1; how far a mean may be, 0 or more, in the attribute's unit.
       */
      tolerance: number;
    }
  | {
      /**
       * How many members may leave: 1, which is the default.
       */
      departures?: number;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "survive";
    }
  | {
      /**
       * The largest value allowed, 0 or more; for `gini` at most 1.
       */
      atMost: number;
      /**
       * A `number` attribute.
       */
      attribute: string;
      /**
       * How disparity is measured.
       */
      measure: DisparityMeasure;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "disparity";
    }
  | {
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      /**
       * The other plan. In a programme the plan of `step`.
       */
      plan?: EarlierPlan | null;
      rule: "groupmates";
      /**
       * In a programme: the earlier step whose plan it is.
       */
      step?: string | null;
      /**
       * Whether any two were in one group of that plan, or no two. Who was in none was with nobody.
       */
      want: GroupmatesWant;
    }
  | {
      /**
       * The smallest share of the pairs, 0..1. Default 0.
       */
      atLeast?: number | null;
      /**
       * The largest share of the pairs, 0..1. Default 1.
       */
      atMost?: number | null;
      /**
       * What breaking it costs in each group; hard when absent.
       */
      penalty?: number | null;
      rule: "acquainted";
      /**
       * The least trust of a tie that counts, 0..1; any tie by which they know each other when absent.
       */
      trust?: number | null;
    };
/**
 * Who has values in common.
 */
export type Among = "all" | "each";
/**
 * How disparity is measured.
 */
export type DisparityMeasure = "sd" | "gini";
/**
 * What is wished of those who were in one group.
 */
export type GroupmatesWant = "same" | "different";
/**
 * A new value.
 */
export type ChangeValue = number | [number, number] | string[];
/**
 * A way to mend a conflict.
 */
export type RelaxationKind = "drop" | "loosen" | "size" | "count" | "release";
/**
 * What can take part in a conflict.
 */
export type ConflictKind =
  | "rule"
  | "quota"
  | "size"
  | "count"
  | "pins"
  | "ties"
  | "sameParent"
  | "onlyChosen"
  | "perTheme"
  | "keep"
  | "rounds"
  | "include";
/**
 * How it is known that no plan keeps all of a set.
 */
export type ConflictProof = "contradiction" | "counting" | "matching" | "flow" | "program" | "exhaustive" | "none";
/**
 * What is known of the hard rules together.
 */
export type ConflictStatus = "feasible" | "conflict" | "unproven";
/**
 * Where a number of members goes.
 */
export type Trend = "rising" | "falling" | "steady";
/**
 * What a column of a table becomes.
 */
export type As =
  | "id"
  | "name"
  | "roles"
  | "capacity"
  | "needs"
  | "offers"
  | "themes"
  | "category"
  | "set"
  | "ordinal"
  | "number"
  | "cyclic"
  | "ignore";
/**
 * How the bytes of a table were read as text.
 */
export type Encoding = "utf8" | "utf16Le" | "utf16Be" | "windows1252";
/**
 * What was said of a plan's matches.
 */
export type Said = Outcome[] | string;
/**
 * In which format a report is written.
 */
export type ReportFormat = "html" | "markdown";

export interface Contract {
  Alternatives?: Alternatives;
  AlternativesInput?: AlternativesInput;
  Answers?: Answers;
  AnswersInput?: AnswersInput;
  CheckInput?: CheckInput;
  CheckReport?: CheckReport;
  ConflictReport?: ConflictReport;
  ConflictsInput?: ConflictsInput;
  Drift?: Drift;
  DriftInput?: DriftInput;
  ErrorReport?: ErrorReport;
  FrontierInput?: FrontierInput;
  FrontierResult?: FrontierResult;
  ImportOptions?: ImportOptions;
  ImportResult?: ImportResult;
  Input?: Input;
  Outcome?: Outcome;
  Outcomes?: Outcomes;
  OutcomesInput?: OutcomesInput;
  Plan?: Plan;
  PoolCurve?: PoolCurve;
  PoolInput?: PoolInput;
  Programme?: Programme;
  ProgrammeInput?: ProgrammeInput;
  Progress?: Progress;
  ReportInput?: ReportInput;
  Review?: Review;
  ReviewInput?: ReviewInput;
  SweepInput?: SweepInput;
  SweepProgress?: SweepProgress;
  SweepResult?: SweepResult;
  WhyNot?: WhyNot;
  WhyNotInput?: WhyNotInput;
  WhyNotThere?: WhyNotThere;
}
/**
 * A plan and others that are nearly as good.
 */
export interface Alternatives {
  /**
   * The others, the best first; fewer than were asked for where no more were found.
   */
  alternatives: Alternative[];
  /**
   * By how many members' places any two of these plans differ at least.
   */
  moves: number;
  /**
   * The plan that the others are alternatives to.
   */
  plan: Plan;
  /**
   * How many were found, as a sentence.
   */
  text: string;
}
/**
 * A plan that is nearly as good.
 */
export interface Alternative {
  /**
   * By how much its total is lower; under the objective `worst` by how much its lowest mean is. Below 0 where it is
   * higher.
   */
  loses: number;
  /**
   * Their ids, in the order of the network.
   */
  members: string[];
  /**
   * How many members' places differ from the first plan, groups being compared whatever their names.
   */
  moved: number;
  /**
   * The plan; it keeps every hard rule.
   */
  plan: Plan;
}
/**
 * What was formed, how good it is, which rules it keeps, and why each match was made.
 */
export interface Plan {
  /**
   * Of coaching with anchors: each learner's local contact.
   */
  anchors?: AnchorMatch[];
  /**
   * How commonality and diversity came out.
   */
  balance: Balance;
  /**
   * Coaches and their learners; empty for other forms.
   */
  coaching: CoachingMatch[];
  /**
   * The effort made.
   */
  effort: EffortReport;
  /**
   * Of coaching to groups: each group's facilitators.
   */
  facilitators?: Facilitated[];
  /**
   * What was formed: `pairs`, `communities`, `coaching` or `panel`.
   */
  form: string;
  /**
   * Pairs, communities, or the panel; empty for coaching.
   */
  groups: Group[];
  /**
   * What the reader should know besides, as sentences.
   */
  notes: string[];
  /**
   * How a panel was chosen; null for other forms.
   */
  panel?: PanelReport | null;
  /**
   * Each rule of the scenario, in its order, and whether it holds.
   */
  rules: RuleReport[];
  /**
   * What was reached and what is proven about it.
   */
  score: Score;
  /**
   * Of coaching with a sponsor: its share of the score, and the seats that it funds.
   */
  sponsor?: SponsorReport | null;
  /**
   * Whether every hard rule holds and everyone is placed who must be.
   */
  status: Status;
  /**
   * Of communities that take themes: each theme, in the order of the network, how many wish for it and what became
   * of their wishes. Empty for others.
   */
  themes?: ThemeReport[];
  /**
   * Who was not placed, and why.
   */
  unplaced: Unplaced[];
  /**
   * Of coaching to groups: the groups with fewer facilitators than wanted, and why.
   */
  unserved?: Unserved[];
}
/**
 * A learner and its local contact.
 */
export interface AnchorMatch {
  /**
   * The anchor's member id.
   */
  anchor: string;
  /**
   * The learner's member id.
   */
  learner: string;
  /**
   * Their affinity; no part of the total.
   */
  score: number;
}
/**
 * How the two sides of the trade came out over the whole plan.
 */
export interface Balance {
  /**
   * Of pairs: how many two would both rather have each other than whom they have, counted in each round; 0 when the
   * pairs are stable. Null for other forms and for tables.
   */
  blockingPairs: number | null;
  /**
   * The mean over all matched pairs of their commonality, 0..1; null without such criteria or answers.
   */
  commonality: number | null;
  /**
   * The mean over all matched pairs of their diversity, 0..1; likewise.
   */
  diversity: number | null;
  /**
   * The mean over all matched pairs of their exchange, 0..1; likewise.
   */
  exchange: number | null;
  /**
   * Of several rounds: how often two meet again, whom an earlier round or, by their ties, an earlier plan brought
   * together. Null for a single round.
   */
  repeats: number | null;
  /**
   * The member whose mean affinity to its partners is lowest; null when nobody is placed with another.
   */
  worst: Worst | null;
}
/**
 * The member that the plan serves least.
 */
export interface Worst {
  /**
   * The member's id.
   */
  member: string;
  /**
   * Its mean affinity to those it is matched with.
   */
  score: number;
}
/**
 * A coach and a learner.
 */
export interface CoachingMatch {
  /**
   * The coach's member id.
   */
  coach: string;
  /**
   * The learner's member id.
   */
  learner: string;
  /**
   * What brought them together, strongest first.
   */
  reasons: Reason[];
  /**
   * Their affinity.
   */
  score: number;
  /**
   * What the match gains by a sponsor's priorities, which are no part of the affinity; absent when nothing.
   */
  sponsor?: SponsorTerm | null;
}
/**
 * One thing that speaks for a match.
 */
export interface Reason {
  /**
   * The sentence's code, which does not change, for programs and other languages.
   */
  code: string;
  /**
   * The criterion of the scenario, by its position.
   */
  criterion: number;
  /**
   * What kind of reason: `common`, `different`, `gives` (offers what the other needs), `known`, `new`, `theme`, `score`;
   * `everyone`: the match has it in common, but so has everyone in the network; `nothing`: there is no other reason
   * than that; `broadOnly`: a theme is in common, and next to no need or offer.
   */
  kind: string;
  /**
   * The members it is about.
   */
  members: string[];
  /**
   * The sentence's parameters: words, numbers and lists, by name.
   */
  params?: {
    [k: string]: Param;
  };
  /**
   * Its share of the match's affinity, 0..1; of a theme, the mean wish of the members for it; 0 of `nothing` and
   * `broadOnly`.
   */
  share: number;
  /**
   * The reason as a sentence.
   */
  text: string;
  /**
   * The values it is about, at most four: what is shared, what differs, the topics taught; what few in the network have
   * first.
   */
  value: string[];
}
/**
 * What a match gains by the sponsor's priorities, beside its affinity.
 */
export interface SponsorTerm {
  /**
   * What it adds to the total: the weights of the learner's values, but no more than the cap.
   */
  score: number;
  /**
   * The same as a sentence.
   */
  text: string;
  /**
   * The values of the learner that the sponsor favours.
   */
  values: string[];
}
/**
 * The effort made: enough to repeat the run.
 */
export interface EffortReport {
  /**
   * What ended the run.
   */
  endedBy: EndedBy;
  /**
   * How many moves were tried; 0 for exact methods. Given as `effort.iterations`, it repeats a run that ended by
   * itself on any machine.
   */
  iterations: number;
  /**
   * The time that was allowed.
   */
  seconds: number;
  /**
   * The random seed.
   */
  seed: number;
}
/**
 * A group and one of its facilitators.
 */
export interface Facilitated {
  /**
   * The facilitator's member id.
   */
  facilitator: string;
  /**
   * The group's id in the earlier plan.
   */
  group: string;
  /**
   * The lower of technical fit and skill.
   */
  score: number;
  /**
   * How well the facilitator facilitates, 0..1; null when the scenario names no skill.
   */
  skill: number | null;
  /**
   * The mean affinity of the members to the facilitator; without criteria the mean share of their needs that the
   * facilitator offers; null when nothing is known.
   */
  technical: number | null;
  /**
   * The member who learns to facilitate beside them.
   */
  trainee?: string | null;
  /**
   * Both, as a sentence.
   */
  why: string;
}
/**
 * A pair, a trio or a community.
 */
export interface Group {
  /**
   * The mean similarity on what is wanted common, 0..1; null without such criteria or answers.
   */
  commonality: number | null;
  /**
   * The mean dissimilarity on what is wanted different, 0..1; null without such criteria or answers.
   */
  diversity: number | null;
  /**
   * `g1`, `g2`, …
   */
  id: string;
  /**
   * Member ids, in the order of the network.
   */
  members: string[];
  /**
   * What brought the members together, strongest first.
   */
  reasons: Reason[];
  /**
   * The round in which the group meets, from 1, when there are several.
   */
  round?: number | null;
  /**
   * The mean affinity of two of its members; 0 for a group of one.
   */
  score: number;
  /**
   * The theme that the group takes.
   */
  theme?: string | null;
}
/**
 * How a panel was chosen.
 */
export interface PanelReport {
  /**
   * For `equal`: everyone's chance, in the order of the network. They sum to the seats.
   */
  chances: Chance[];
  /**
   * The lottery from which the panel was drawn.
   */
  lottery?: PanelLottery | null;
  /**
   * For `score`: what was made of the ratings, best first, in the order of the waiting list.
   */
  ratings: Rated[];
}
/**
 * How likely a member is to be drawn.
 */
export interface Chance {
  /**
   * 0 to 1.
   */
  chance: number;
  /**
   * The member's id.
   */
  member: string;
}
/**
 * A lottery over panels. First a ticket is drawn, which says how many of each kind are on the panel; then those of each
 * kind are drawn by lot, each as likely as the others.
 */
export interface PanelLottery {
  /**
   * No lottery gives everyone who can be on the panel, and need not, a larger chance than this.
   */
  bound: number;
  /**
   * Members who are as good as each other for every quota, together.
   */
  kinds: string[][];
  /**
   * Who can be on no panel that keeps the quotas.
   */
  never: string[];
  /**
   * The panels, by what is on their tickets.
   */
  panels: PanelTickets[];
  /**
   * Whether not only the smallest chance is as large as can be, but each next smallest, too.
   */
  settled: boolean;
  /**
   * The proof of it: weights of 0 and more that sum to 1 over all members, such that those on any one panel weigh no
   * more than the bound together. Members of no weight are left out.
   */
  weights: Weight[];
}
/**
 * A make-up of the panel and how many tickets bear it.
 */
export interface PanelTickets {
  /**
   * How many of each kind.
   */
  seats: number[];
  /**
   * How many tickets, of 100,000,000 in all.
   */
  tickets: number;
}
/**
 * A member's weight in the proof of a lottery.
 */
export interface Weight {
  /**
   * The member's id.
   */
  member: string;
  /**
   * Its weight, above 0.
   */
  weight: number;
}
/**
 * A candidate's rating.
 */
export interface Rated {
  /**
   * The member's id.
   */
  member: string;
  /**
   * The mean over its reviewers of what each gave less that reviewer's mean; null without a review.
   */
  rating: number | null;
  /**
   * How many rated it.
   */
  reviews: number;
}
/**
 * One rule of the scenario and whether it holds.
 */
export interface RuleReport {
  /**
   * Where it does not.
   */
  broken: Broken[];
  /**
   * Whether it must hold; a soft one costs its penalty where it is broken.
   */
  hard: boolean;
  /**
   * Whether it holds everywhere.
   */
  held: boolean;
  /**
   * The rule, by its position in the scenario.
   */
  rule: number;
  /**
   * The rule as a sentence.
   */
  text: string;
}
/**
 * A group in which a rule does not hold.
 */
export interface Broken {
  /**
   * The group's id; for coaching `coach+learner`.
   */
  group: string;
  /**
   * What is wrong, as a sentence.
   */
  text: string;
}
/**
 * What was reached and what is proven about it.
 */
export interface Score {
  /**
   * No plan that keeps the hard rules can have a larger total; under the objective `worst`, none that serves the
   * least served as well; under `stable`, none in which nobody would rather have another. Null when nothing is proven.
   */
  bound: number | null;
  /**
   * Of coaching: what loads cost that should be even, and places left empty that have a price; already taken off the
   * total. Absent when nothing.
   */
  costs?: number;
  /**
   * (bound − total) / |bound|, or by |total| where the bound is 0; null when nothing is proven.
   */
  gap: number | null;
  /**
   * What the broken soft rules cost; already taken off the total.
   */
  penalties: number;
  /**
   * What is proven.
   */
  proof: Proof;
  /**
   * Of coaching with a sponsor: what its priorities add; part of the total. Absent when nothing.
   */
  sponsor?: number;
  /**
   * The value of the objective, less the penalties of soft rules.
   */
  total: number;
}
/**
 * What a sponsor's priorities came to.
 */
export interface SponsorReport {
  /**
   * The same of the learners with another value, where their seats are limited.
   */
  others?: SponsoredSeats | null;
  /**
   * The share of `score.sponsor` in it and the affinities of the matches together; null where these are not above 0.
   */
  share: number | null;
  /**
   * Each of the sponsor's values, in its order.
   */
  values: SponsoredSeats[];
}
/**
 * Who holds a value that a sponsor favours or funds, and how many of them have a coach.
 */
export interface SponsoredSeats {
  /**
   * The learners who hold it.
   */
  learners: number;
  /**
   * The seats funded; null where they are not limited.
   */
  seats: number | null;
  /**
   * Their matches: the seats used.
   */
  used: number;
  /**
   * The value; absent of the others.
   */
  value?: string | null;
}
/**
 * The demand for a theme and what met it, in members.
 */
export interface ThemeReport {
  /**
   * How many of those placed there wish for it.
   */
  chosen: number;
  /**
   * How many wish for no other theme more.
   */
  first: number;
  /**
   * How many communities take it.
   */
  groups: number;
  /**
   * How many places these have.
   */
  members: number;
  /**
   * The theme's id.
   */
  theme: string;
  /**
   * How many wish for it more than for any theme that they got: the demand that was not met.
   */
  unmet: number;
  /**
   * How many wish for it at all.
   */
  wished: number;
}
/**
 * A member that was not placed.
 */
export interface Unplaced {
  /**
   * Why, as a stable code: `oddOneOut`, `noPartner`, `partnersTaken`, `metEveryone`, `noCoach`, `coachesFull`, `fewerCoaches`,
   * `noGain`, `noSeat`; of panels `notDrawn`, `noPanel`, `waiting`, `excluded`, `notEligible`.
   */
  code: string;
  /**
   * The member's id.
   */
  member: string;
  /**
   * The round, from 1, when there are several.
   */
  round?: number | null;
  /**
   * The hard rules that exclude every candidate, by their position in the scenario.
   */
  rules: number[];
  /**
   * Why, as a sentence.
   */
  why: string;
}
/**
 * A group with fewer facilitators than wanted.
 */
export interface Unserved {
  /**
   * Why, as a stable code: `noFacilitator`, `facilitatorsFull`, `fewerFacilitators`, `noGain`.
   */
  code: string;
  /**
   * Where nobody may: what excludes each candidate.
   */
  excluded: Excluded[];
  /**
   * The group's id in the earlier plan.
   */
  group: string;
  /**
   * Why, as a sentence.
   */
  why: string;
}
/**
 * A candidate who may not facilitate a group.
 */
export interface Excluded {
  /**
   * The member's id.
   */
  member: string;
  /**
   * The hard rules that exclude them, by their position in the scenario.
   */
  rules: number[];
  /**
   * Why, in sentences.
   */
  why: string;
}
/**
 * An [`Input`] and what is asked of plans that are nearly as good.
 */
export interface AlternativesInput {
  /**
   * How many, 1 to 5. Default 3.
   */
  count?: number;
  /**
   * By how many members' places each differs from the plan and from the others at least. Default a tenth of all, but
   * at least 2.
   */
  moves?: number | null;
  /**
   * What is known.
   */
  network: Network;
  /**
   * The plan to which alternatives are asked for; it is formed when absent.
   */
  plan?: EarlierPlan | null;
  /**
   * What is wished: a scenario that forms communities.
   */
  scenario: Scenario;
  /**
   * The share of the score that may be lost, 0..1. Default 0.02.
   */
  within?: number;
}
/**
 * What is known: who takes part, what they answered, what they want to learn and can teach, whom they know.
 */
export interface Network {
  /**
   * The questions that members answered.
   */
  attributes?: Attribute[];
  /**
   * The people, teams or organisations that take part; at least one.
   */
  members: Member[];
  /**
   * The embedder's own scores of unordered pairs.
   */
  scores?: Scores | null;
  /**
   * The topics that a sub-community can form around.
   */
  themes?: Theme[];
  /**
   * Known relations between two members.
   */
  ties?: Tie[];
}
/**
 * A question that every member answered (or left open).
 */
export interface Attribute {
  /**
   * For `category` and `set`: names of one value, as lists of which the first name stands for all, such as
   * `["Italy", "Italia"]`.
   */
  aliases?: string[][];
  /**
   * Unique among attributes; not `needs`, `offers`, `themes`, `ties`, `scores` or `roles`.
   */
  id: string;
  /**
   * For `set`: shared values that few members hold count more (inverse document frequency). Default false.
   */
  idf?: boolean;
  /**
   * How answers compare.
   */
  kind: Kind;
  /**
   * The name shown to people; the id when absent.
   */
  label?: string | null;
  /**
   * For `ordinal`: the levels from lowest to highest, at least two.
   */
  levels?: string[];
  /**
   * For `cyclic`: the length of one turn, above 0 (24 for hours of the day).
   */
  period?: number | null;
  /**
   * For `number`: the smallest and largest value that the scale spans; that of the members when absent.
   *
   * @minItems 2
   * @maxItems 2
   */
  range?: [number, number] | null;
  /**
   * For `number`: compare the numbers themselves or, for sizes, their logarithms. Default `linear`.
   */
  scale?: Scale | null;
}
/**
 * A person, team or organisation that takes part.
 */
export interface Member {
  /**
   * How many learners the member can coach, or groups it can facilitate; takes part only with the role `coach` or
   * `facilitator`. Default 1.
   */
  capacity?: number | null;
  /**
   * Unique among members.
   */
  id: string;
  /**
   * The name shown to people; the id when absent.
   */
  name?: string | null;
  /**
   * Topics that the member wants to learn.
   */
  needs?: string[];
  /**
   * Topics that the member can teach.
   */
  offers?: string[];
  /**
   * What the member may do. Default: `["learner"]`.
   */
  roles?: Role[];
  /**
   * Themes that the member wishes for: ranked, best first, or scored.
   */
  themes?: ThemeWishes;
  /**
   * The answers, by attribute id. An attribute that is absent, null or an empty list was not answered.
   */
  values?: {
    [k: string]: Answer;
  };
}
/**
 * The embedder's own scores of unordered pairs: a full `matrix` over `members`, or sparse `pairs` with a `default`.
 */
export interface Scores {
  /**
   * The score of pairs that are not named. Default 0.
   */
  default?: number | null;
  /**
   * Symmetric, one row and one column a member; the diagonal is ignored.
   */
  matrix?: number[][] | null;
  /**
   * The member ids of the matrix's rows and columns.
   */
  members?: string[] | null;
  /**
   * Two member ids and their score.
   */
  pairs?: [unknown, unknown, unknown][] | null;
}
/**
 * A topic that a sub-community can form around.
 */
export interface Theme {
  /**
   * Unique among themes.
   */
  id: string;
  /**
   * The name shown to people; the id when absent.
   */
  label?: string | null;
}
/**
 * A known relation between two members; without direction.
 */
export interface Tie {
  /**
   * One member's id.
   */
  a: string;
  /**
   * The other member's id.
   */
  b: string;
  /**
   * They must not be brought together, in any form. Default false.
   */
  conflict?: boolean;
  /**
   * The round in which they met: the name of an earlier plan, for example `2025-pairs`.
   */
  met?: string | null;
  /**
   * They belong to the same parent organisation: never a pair, never coach and learner. Default false.
   */
  sameParent?: boolean;
  /**
   * How much they trust each other, 0..1; 1 when the tie says nothing else.
   */
  trust?: number | null;
}
/**
 * What is read of an earlier plan; a whole [`Plan`](crate::plan::Plan) as it was given back is welcome.
 */
export interface EarlierPlan {
  /**
   * What was formed: `communities`.
   */
  form: string;
  /**
   * Its groups.
   */
  groups?: EarlierGroup[];
}
/**
 * A group of an earlier plan.
 */
export interface EarlierGroup {
  /**
   * `g1`, `g2`, …
   */
  id: string;
  /**
   * Member ids.
   */
  members: string[];
  /**
   * The theme that the group took.
   */
  theme?: string | null;
}
/**
 * One way of asking for a plan; a what-if is another scenario over the same network.
 */
export interface Scenario {
  /**
   * Soft wishes about two members.
   */
  criteria?: Criterion[];
  /**
   * How long to look, and from which random seed.
   */
  effort?: Effort;
  /**
   * What to form.
   */
  form: Form;
  /**
   * Stay close to an earlier plan; for communities.
   */
  keep?: Keep | null;
  /**
   * The dial between commonality (0) and diversity (1). Default 0.5.
   */
  mix?: number;
  /**
   * Members whose group is settled; for communities.
   */
  pins?: Pin[];
  /**
   * What must hold, or costs a penalty when broken.
   */
  rules?: Rule[];
}
/**
 * A soft wish about two members.
 */
export interface Criterion {
  /**
   * What the wish is about: an attribute's id, or `needs`, `offers`, `themes`, `ties` or `scores`.
   */
  on: string;
  /**
   * What is wished.
   */
  want: Want;
  /**
   * How much the wish counts beside the others, 0 or more. Default 1.
   */
  weight?: number;
}
/**
 * How long to look, and from which random seed.
 */
export interface Effort {
  /**
   * How many moves a search tries. When absent, as many as a slow machine tries in `seconds`, so that the plan
   * does not depend on the machine.
   */
  iterations?: number | null;
  /**
   * The most time a search may take, above 0. Default 5. Ends a run; never decides what an iteration finds.
   */
  seconds?: number;
  /**
   * The random seed, 0 to 4,294,967,295. Default 1.
   */
  seed?: number;
}
/**
 * A local anchor for each learner: a contact who has a value of an attribute in common, such as the country.
 */
export interface Anchor {
  /**
   * The most learners of an anchor; no limit when absent.
   */
  atMost?: number | null;
  /**
   * The attribute of which anchor and learner have a value in common; `category`, `set` or `ordinal`.
   */
  attribute: string;
  /**
   * The role that an anchor must have; anyone but the learner and its coaches when absent.
   */
  role?: Role | null;
}
/**
 * What a sponsor favours and funds: a term of its own in the total, never part of an affinity, and seats.
 */
export interface Sponsor {
  /**
   * The learners' attribute that the sponsor looks at, such as the country; `category`, `set` or `ordinal`.
   */
  attribute: string;
  /**
   * The most that a match gains by the weights of its learner's values together, 0 or more, in the unit of affinities.
   */
  cap: number;
  /**
   * The seats of all learners with another value together; no limit when absent.
   */
  others?: number | null;
  /**
   * The values that are favoured or funded, each once.
   */
  values: SponsoredValue[];
}
/**
 * A value that a sponsor favours or funds.
 */
export interface SponsoredValue {
  /**
   * The most learners who hold it that get a coach: so many seats are funded. No limit when absent. Where anything has
   * such a limit, who did not answer has no seat, since nobody is to gain one by not answering.
   */
  seats?: number | null;
  /**
   * The value.
   */
  value: string;
  /**
   * What each match of a learner who holds it gains, 0 or more. Default 0.
   */
  weight?: number;
}
/**
 * Who learns to facilitate: facilitators with a value of an attribute.
 */
export interface Trainee {
  /**
   * The attribute; `category`, `set` or `ordinal`.
   */
  attribute: string;
  /**
   * The value by which trainees are known.
   */
  value: string;
}
/**
 * What a member must reach to be on the panel.
 */
export interface Requirement {
  /**
   * The least that will do. Who has no answer does not reach it.
   */
  atLeast: number;
  /**
   * A number or ordinal attribute (levels count from 1), `offers` (how many), or `rating` (the mean distance from
   * what the reviewers give otherwise: 0 is average).
   */
  on: string;
}
/**
 * How many of a panel's members hold a value.
 */
export interface SeatQuota {
  /**
   * The fewest members that hold it. Default 0.
   */
  atLeast?: number | null;
  /**
   * The most members that hold it. No limit when absent.
   */
  atMost?: number | null;
  /**
   * The attribute, or `needs`, `offers`, `themes`, `roles`.
   */
  attribute: string;
  /**
   * The value that is counted.
   */
  value: string;
}
/**
 * What one reviewer gave one candidate.
 */
export interface Rating {
  /**
   * The candidate's member id.
   */
  member: string;
  /**
   * The reviewer, by any name.
   */
  reviewer: string;
  /**
   * The number given, on the reviewer's own scale; the larger the better, at most 1e9 in size.
   */
  score: number;
}
/**
 * Stay close to an earlier plan.
 */
export interface Keep {
  /**
   * At most so many members may be in another group than in that plan.
   */
  moves: number;
  /**
   * The earlier plan. Members who left since are passed over; newcomers are placed freely.
   */
  plan: EarlierPlan;
}
/**
 * A member whose group is settled.
 */
export interface Pin {
  /**
   * The group: `g1`, `g2`, …, or a theme's id where groups take themes.
   */
  group: string;
  /**
   * The member's id.
   */
  member: string;
}
/**
 * Which answers mattered.
 */
export interface Answers {
  /**
   * Which questions could have been left out together.
   */
  droppable: Droppable;
  /**
   * By how much the worth of plans with all answers differs between seeds, at most: the noise of the search. 0 where
   * the method is exact.
   */
  noise: number;
  /**
   * Every question, those whose answers mattered most first.
   */
  questions: Question[];
  /**
   * How many seeds were used.
   */
  seeds: number;
  /**
   * Whether any plan with all answers keeps all hard rules.
   */
  status: Status;
  /**
   * What a plan with all answers is worth: the mean over the seeds whose plans keep all hard rules; null before the first.
   */
  worth: number | null;
}
/**
 * Questions that could have been left out together.
 */
export interface Droppable {
  /**
   * Their fields, in the order in which they were chosen: greedily, the one that matters least first.
   */
  fields: string[];
  /**
   * What plans without all of them lose, found by forming these plans; null where none were formed.
   */
  loss: number | null;
  /**
   * The same as a share of the worth.
   */
  share: number | null;
  /**
   * All of this as a sentence.
   */
  text: string;
}
/**
 * A question, and what the plan would lose without its answers.
 */
export interface Question {
  /**
   * The criteria that ask for it, by position; those without weight do not count.
   */
  criteria: number[];
  /**
   * An attribute's id, or `needs` (with the offers), `themes`, `ties` or `scores`.
   */
  field: string;
  /**
   * Whether the form needs it.
   */
  form: boolean;
  /**
   * Whether the loss is no larger than the noise of the search, though not nothing.
   */
  isNoise: boolean;
  /**
   * Its name.
   */
  label: string;
  /**
   * The least loss from a seed.
   */
  least: number | null;
  /**
   * How much of the worth, measured with all answers, a plan without these answers loses: the mean over the seeds;
   * null where that was not found out.
   */
  loss: number | null;
  /**
   * The largest loss from a seed.
   */
  most: number | null;
  /**
   * The rules that need it, by position: they stay when the answers are left out of the criteria.
   */
  rules: number[];
  /**
   * The loss as a share of the worth; null where the worth is not above 0.
   */
  share: number | null;
  /**
   * Whether any plan without these answers keeps all hard rules.
   */
  status: Status;
  /**
   * All of this as a sentence.
   */
  text: string;
}
/**
 * An [`Input`] and how to find out which answers mattered.
 */
export interface AnswersInput {
  /**
   * What is known.
   */
  network: Network;
  /**
   * What is wished.
   */
  scenario: Scenario;
  /**
   * How many plans are formed for each question left out, each from a seed of its own: 1 to 20. Default 3.
   */
  seeds?: number;
  /**
   * The share of the worth that may be lost by the questions that could be left out together, 0..1. Default 0.02.
   */
  within?: number;
}
/**
 * An [`Input`] and a plan to verify against it.
 */
export interface CheckInput {
  /**
   * What is known.
   */
  network: Network;
  /**
   * The plan, however it was made.
   */
  plan: Plan;
  /**
   * What is wished.
   */
  scenario: Scenario;
}
/**
 * What the check found, and the plan's numbers recomputed from network and scenario alone.
 */
export interface CheckReport {
  /**
   * The balance, recomputed.
   */
  balance: Balance;
  /**
   * What is wrong, with the path of the offending value; empty when the plan is sound.
   */
  errors: ErrorReport[];
  /**
   * Whether the plan is sound: everyone is accounted for, every hard rule holds, every number is right.
   */
  ok: boolean;
  /**
   * The penalties, recomputed.
   */
  penalties: number;
  /**
   * The rules, checked again.
   */
  rules: RuleReport[];
  /**
   * The value of the objective less the penalties, recomputed.
   */
  total: number;
}
/**
 * An [`Error`] as it crosses to JSON and JavaScript.
 */
export interface ErrorReport {
  /**
   * The stable code, for programs.
   */
  code: string;
  /**
   * What to do about it.
   */
  help: string;
  /**
   * Where the offending value stands, `network.members[3].values.region`; empty for the whole input.
   */
  path: string;
  /**
   * Why it cannot be accepted.
   */
  why: string;
}
/**
 * Whether all hard rules can hold together, which of them cannot, and what would mend it.
 */
export interface ConflictReport {
  /**
   * What ended the inquiry: `solved` unless it was cut short.
   */
  endedBy: EndedBy;
  /**
   * What to do next, which `text` ends with; empty where nothing needs to change.
   */
  next: string;
  /**
   * What the reader should know besides.
   */
  notes: string[];
  /**
   * What would mend it, the cheapest first: by the units that change, then by the members who are touched, then by the
   * score of the plan. Each was tried, and its plan passed the check.
   */
  relaxations: Relaxation[];
  /**
   * Sets that cannot hold together: the smallest first, then others without a rule in common with those before.
   */
  sets: ConflictSet[];
  /**
   * What is known.
   */
  status: ConflictStatus;
  /**
   * The whole in words: what cannot hold together, and what to do next.
   */
  text: string;
  /**
   * How many scenarios were tried.
   */
  tries: number;
}
/**
 * A change after which all other hard rules hold.
 */
export interface Relaxation {
  /**
   * The change in words.
   */
  change: string;
  /**
   * The change, to be applied to the input in this order.
   */
  changes: InputChange[];
  /**
   * What kind of change it is.
   */
  kind: RelaxationKind;
  /**
   * How many members are in groups that the change is about.
   */
  members: number;
  /**
   * Its groups or matches, as ids.
   */
  plan: Plan;
  /**
   * The rule that is dropped or loosened, by its position in the scenario; of a panel the quota. Null for others, and
   * where several are.
   */
  rule: number | null;
  /**
   * The score of a plan for the changed input.
   */
  score: number;
  /**
   * The change in words, with what it costs.
   */
  text: string;
  /**
   * How many units change: steps of a number, members released, and for each rule that is dropped one more than groups
   * break it.
   */
  units: number;
}
/**
 * A value of the input that is replaced, or taken out.
 */
export interface InputChange {
  /**
   * Where it stands, as one would reach it in JavaScript: `scenario.rules[3].atLeast`.
   */
  path: string;
  /**
   * The new value; null takes the key, or the entry of a list, out.
   */
  value: ChangeValue | null;
}
/**
 * Hard rules and demands of the form that cannot hold together, of which none can be left out.
 */
export interface ConflictSet {
  /**
   * Its members: rules in the order of the scenario, then demands of the form.
   */
  items: ConflictItem[];
  /**
   * How it is known; `none` where it is not proven.
   */
  proof: ConflictProof;
  /**
   * Whether no set has fewer rules.
   */
  smallest: boolean;
  /**
   * The set in words.
   */
  text: string;
  /**
   * The argument as sentences, where there is one.
   */
  why: string[];
}
/**
 * A rule or a demand of the form that takes part in a conflict.
 */
export interface ConflictItem {
  /**
   * What it is.
   */
  kind: ConflictKind;
  /**
   * Where it stands in the input.
   */
  path: string;
  /**
   * The rule, by its position in the scenario; of a panel the quota, by its position in the form. Null for others.
   */
  rule: number | null;
  /**
   * It in words.
   */
  text: string;
  /**
   * A plan that keeps all the others of the set: this one is necessary. Null where none was found.
   */
  witness: Witness | null;
}
/**
 * A plan for the same input with some changes; `check` confirms it.
 */
export interface Witness {
  /**
   * What was changed, to be applied in this order.
   */
  changes: InputChange[];
  /**
   * The plan.
   */
  plan: Plan;
}
/**
 * An [`Input`] of which to ask what cannot hold together in it.
 */
export interface ConflictsInput {
  /**
   * What is known.
   */
  network: Network;
  /**
   * What is wished.
   */
  scenario: Scenario;
  /**
   * The most time to take, above 0. Default 30; the scenario's own is for one plan. Ends the inquiry; never decides
   * what it finds until then.
   */
  seconds?: number;
}
/**
 * What changed between the waves of a network. The order of members in them changes nothing.
 */
export interface Drift {
  /**
   * The attribute of the E-I index; null when there is none.
   */
  across: string | null;
  /**
   * Each attribute with values (`category`, `set`, `ordinal`), in the order of the last wave that has it.
   */
  attributes: AttributeDrift[];
  /**
   * From each wave to the next.
   */
  changes: WaveChange[];
  /**
   * The most important of this in sentences.
   */
  notes: string[];
  /**
   * Each theme of any wave and who wishes for it, largest change first.
   */
  themes: ThemeDrift[];
  /**
   * Each topic of any wave, who needs it and who offers it, largest change of needs first.
   */
  topics: TopicDrift[];
  /**
   * Each wave.
   */
  waves: WaveShape[];
}
/**
 * An attribute over the waves.
 */
export interface AttributeDrift {
  /**
   * The attribute's id.
   */
  attribute: string;
  /**
   * Its name in the last wave that has it.
   */
  label: string;
  /**
   * Each value that anybody holds, largest change first. The aliases of the last wave that has the attribute stand for
   * all waves.
   */
  values: ValueDrift[];
}
/**
 * A value over the waves.
 */
export interface ValueDrift {
  /**
   * Who holds it.
   */
  held: Held;
  /**
   * The value.
   */
  value: string;
}
/**
 * How many members hold something, over the waves.
 */
export interface Held {
  /**
   * The last wave less the first; null counts 0.
   */
  change: number;
  /**
   * The same of the shares of all members.
   */
  shareChange: number;
  /**
   * The sign of `change`.
   */
  trend: Trend;
  /**
   * Members in each wave; null where the wave has no such theme or attribute.
   */
  waves: (number | null)[];
}
/**
 * What a wave changed in the one before it. Ids are in the order of the alphabet.
 */
export interface WaveChange {
  /**
   * Members who are in it and were not before.
   */
  joined: string[];
  /**
   * Members who were in the one before and are not in it.
   */
  left: string[];
  /**
   * Ties by which two knew each other before and do not now.
   */
  lostTies: number;
  /**
   * Ties by which two know each other now and did not before.
   */
  newTies: number;
  /**
   * Of those who stayed: who now needs, offers or wishes for something else. The order of wishes and how strong they are
   * are not looked at.
   */
  revised: string[];
  /**
   * Members who are in both.
   */
  stayed: string[];
}
/**
 * A theme over the waves.
 */
export interface ThemeDrift {
  /**
   * Its name in the last wave that has it.
   */
  label: string;
  /**
   * The theme's id.
   */
  theme: string;
  /**
   * Who wishes for it at all.
   */
  wished: Held;
}
/**
 * The demand for a topic and its supply over the waves.
 */
export interface TopicDrift {
  /**
   * In each wave how many more need it than offer it.
   */
  gap: number[];
  /**
   * What is lacking in the last wave: `offers`, `seekers`, `enoughOffers`, or null; null also where nobody needs or
   * offers it any more.
   */
  lacks: string | null;
  /**
   * Who needs it.
   */
  needs: Held;
  /**
   * Who offers it.
   */
  offers: Held;
  /**
   * The topic.
   */
  topic: string;
}
/**
 * A wave by itself.
 */
export interface WaveShape {
  /**
   * Its name.
   */
  label: string;
  /**
   * Needs: a member and a topic.
   */
  needs: number;
  /**
   * Offers, likewise.
   */
  offers: number;
  /**
   * The members and their ties.
   */
  shape: NetworkShape;
  /**
   * Topics that somebody needs and nobody offers.
   */
  unoffered: number;
}
/**
 * The shape of a network of members and of ties without direction.
 */
export interface NetworkShape {
  /**
   * Ties without which a part falls apart, as two ids.
   */
  bridges: [string, string][];
  /**
   * The mean over members of the share of their neighbours' pairs that are tied, 0 below two neighbours (networkx counts
   * alike); null without members.
   */
  clustering: number | null;
  /**
   * Members without whom a part falls apart.
   */
  cutMembers: string[];
  /**
   * Ties by all that there could be; null below two members.
   */
  density: number | null;
  /**
   * (E − I) / (E + I): ties between members who share no value and those who share one, −1 (only within) to 1 (only
   * across); null without such ties or without an attribute.
   */
  eiIndex: number | null;
  /**
   * Members without any tie.
   */
  isolated: number;
  /**
   * Members of the largest part.
   */
  largest: number;
  /**
   * The mean number of steps between two members who can reach each other; null when no two can.
   */
  meanPath: number | null;
  /**
   * Members.
   */
  members: number;
  /**
   * Parts between which there is no tie; a member without ties is a part of its own.
   */
  parts: number;
  /**
   * Ties.
   */
  ties: number;
  /**
   * Three times the triangles by the paths of two ties; null without such a path.
   */
  transitivity: number | null;
}
/**
 * The waves of a network, to see what changed between them.
 */
export interface DriftInput {
  /**
   * The attribute across which ties are counted (E-I index). Default: the first category of the last wave.
   */
  across?: string | null;
  /**
   * The waves, earliest first; at least two.
   */
  waves: Wave[];
}
/**
 * A network at one time. What an import writes, and what the page saves, is a wave as it is.
 */
export interface Wave {
  /**
   * Its name, such as `2025`; `wave 1` and so on when absent.
   */
  label?: string | null;
  /**
   * What was known then. Members are the same when their ids are; so are themes and attributes.
   */
  network: Network;
}
/**
 * An [`Input`] and which trades to look for.
 */
export interface FrontierInput {
  /**
   * What to try.
   */
  frontier?: Frontier;
  /**
   * What is known.
   */
  network: Network;
  /**
   * What is wished.
   */
  scenario: Scenario;
}
/**
 * What to try.
 */
export interface Frontier {
  /**
   * Whether each point comes with its plan. Default false.
   */
  plans?: boolean;
  /**
   * How many mixes to try for each, evenly from 0 to 1, where trades are found by search: 2 to 101. Default 11.
   */
  points?: number;
  /**
   * Smallest and largest group sizes to try, for communities; the scenario's own when empty.
   */
  sizes?: [number, number][];
}
/**
 * The trades of a form.
 */
export interface FrontierResult {
  /**
   * Whether these are proven to be all best trades.
   */
  complete: boolean;
  /**
   * Sizes in the order given, for each from most commonality, or the lowest mix, on.
   */
  points: FrontierPoint[];
  /**
   * Of exact trades: sums are compared after rounding each pair's sides to one in so many; null otherwise.
   */
  scale: number | null;
  /**
   * Of exact trades: each gap between neighbours. Empty where they were found by search.
   */
  segments: Segment[];
  /**
   * All of this as a sentence.
   */
  text: string;
}
/**
 * A plan as a trade between commonality and diversity.
 */
export interface FrontierPoint {
  /**
   * What the plan would be worth if commonality alone counted, as a mean, 0..1: over pairs; of communities that
   * count each member, over members. What is not known of two members adds nothing.
   */
  commonality: number;
  /**
   * The same of diversity.
   */
  diversity: number;
  /**
   * Whether another feasible point is at least as good on both sides and better on one.
   */
  dominated: boolean;
  /**
   * The mix under which it was formed. Of exact trades the middle of those mixes under which it is best, as far as
   * only commonality and diversity count; null where it is best under none.
   */
  mix: number | null;
  /**
   * The plan, where it was asked for: of the scenario with this point's size and the scenario's own mix.
   */
  plan?: Plan | null;
  /**
   * Rules, hard or soft, that are broken somewhere.
   */
  rulesBroken: number;
  /**
   * Rules that hold everywhere.
   */
  rulesHeld: number;
  /**
   * The total under the scenario's own mix: comparable between points of one size.
   */
  score: number;
  /**
   * The group sizes asked for; null where the form has none.
   *
   * @minItems 2
   * @maxItems 2
   */
  size: [number, number] | null;
  /**
   * Whether every hard rule holds.
   */
  status: Status;
  /**
   * Whether it is on the upper hull of all points: the best under some mix of the two sides.
   */
  supported: boolean;
  /**
   * The member whose mean affinity to its partners is lowest, under the scenario's own mix.
   */
  worst: Worst | null;
}
/**
 * The gap between two neighbouring trades.
 */
export interface Segment {
  /**
   * Whether it is proven that no other best trade lies between.
   */
  complete: boolean;
  /**
   * The position of the first among the points.
   */
  from: number;
  /**
   * The position of the second.
   */
  to: number;
}
/**
 * What the user knows better than the guesses.
 */
export interface ImportOptions {
  /**
   * What columns hold, by their name in the report; the others are guessed. Naming a single column of a block
   * of checkbox columns takes that block apart.
   */
  columns?: {
    [k: string]: ColumnUse;
  };
  /**
   * The character between cells; guessed when absent.
   */
  delimiter?: string | null;
}
/**
 * What a column holds, as the user says.
 */
export interface ColumnUse {
  /**
   * What the column becomes.
   */
  as: As;
  /**
   * The attribute's name; the column's header when absent.
   */
  label?: string | null;
  /**
   * For `ordinal`: the levels from lowest to highest; guessed when absent. Other answers count as not given.
   */
  levels?: string[] | null;
  /**
   * For `cyclic`: the length of one turn, above 0. Default 24.
   */
  period?: number | null;
  /**
   * For `number`: how numbers compare; guessed when absent.
   */
  scale?: Scale | null;
  /**
   * What separates several answers in a cell; empty when a cell is always one answer; guessed when absent.
   */
  separator?: string | null;
}
/**
 * A table as a network, a scenario to begin with, and what was guessed on the way.
 */
export interface ImportResult {
  /**
   * One member a row.
   */
  network: Network;
  /**
   * What was guessed, and why.
   */
  report: ImportReport;
  /**
   * A suggestion that can be solved as it is.
   */
  scenario: Scenario;
}
/**
 * What was guessed about a table.
 */
export interface ImportReport {
  /**
   * The columns in the order of the table; a block of checkbox columns counts as one.
   */
  columns: ColumnReport[];
  /**
   * The character between cells; null for a table of one column.
   */
  delimiter: string | null;
  /**
   * How the bytes were read.
   */
  encoding: Encoding;
  /**
   * How many rows at the top are headers.
   */
  headerRows: number;
  /**
   * What else the reader should know, as sentences.
   */
  notes: string[];
  /**
   * How many rows became members.
   */
  rows: number;
}
/**
 * What was guessed about a column.
 */
export interface ColumnReport {
  /**
   * What it became.
   */
  as: As;
  /**
   * Its name, by which [`Options`] speak of it.
   */
  column: string;
  /**
   * Up to three answers, the most frequent first.
   */
  examples: string[];
  /**
   * The attribute's id in the network; null for what is no attribute.
   */
  id: string | null;
  /**
   * For `ordinal`: the levels, lowest first.
   */
  levels?: string[];
  /**
   * How many rows have no answer.
   */
  missing: number;
  /**
   * For `cyclic`: the length of one turn.
   */
  period?: number | null;
  /**
   * Where it stands in the table: column numbers from 1, several for a block of checkbox columns.
   */
  positions: number[];
  /**
   * For `number`: how numbers compare.
   */
  scale?: Scale | null;
  /**
   * What separates several answers in a cell.
   */
  separator?: string | null;
  /**
   * Whether there is little doubt about it.
   */
  sure: boolean;
  /**
   * How many different answers there are.
   */
  values: number;
  /**
   * Why it became that, as a sentence.
   */
  why: string;
}
/**
 * A network and what is wished of it.
 */
export interface Input {
  /**
   * What is known.
   */
  network: Network;
  /**
   * What is wished.
   */
  scenario: Scenario;
}
/**
 * What someone says of a match: of two members (`a` and `b`, in coaching in any order), of a `member` and perhaps the
 * `group`, or of a whole `group`.
 */
export interface Outcome {
  /**
   * One member's id.
   */
  a?: string | null;
  /**
   * The other member's id.
   */
  b?: string | null;
  /**
   * The group's id in the plan.
   */
  group?: string | null;
  /**
   * The id of the member who says so.
   */
  member?: string | null;
  /**
   * Whether they met.
   */
  met?: boolean | null;
  /**
   * How useful it was, 1 to 5.
   */
  useful?: number | null;
}
/**
 * Outcomes beside the reasons of the matches.
 */
export interface Outcomes {
  /**
   * All rows about matches of the plan.
   */
  all: Tally;
  /**
   * By what is in common and what differs.
   */
  byAttribute: Compared[];
  /**
   * By the criterion of the scenario that is among the reasons, by its position.
   */
  byCriterion: Compared[];
  /**
   * By the kind of reason (`common`, `gives`, …).
   */
  byReason: Compared[];
  /**
   * Matches of the plan of which no row speaks: group ids, in coaching `coach+learner`.
   */
  silent: string[];
  /**
   * What was counted, as sentences.
   */
  text: string;
  /**
   * Rows that belong to no match; with those of `all` they are all rows there are.
   */
  unmatched: Unmatched[];
}
/**
 * How many rows say what.
 */
export interface Tally {
  /**
   * Rows that say that they met.
   */
  met: number;
  /**
   * Rows that say that they did not.
   */
  notMet: number;
  /**
   * Rows.
   */
  rows: number;
  /**
   * Rows with each grade of usefulness, 1 to 5.
   *
   * @minItems 5
   * @maxItems 5
   */
  useful: [number, number, number, number, number];
}
/**
 * The rows about matches that have something, and those about matches that do not.
 */
export interface Compared {
  /**
   * Of attributes: `common` or `different`; null for others.
   */
  kind: string | null;
  /**
   * What the matches have: a kind of reason, a criterion's position, or an attribute's name.
   */
  what: string;
  /**
   * Matches that have it.
   */
  with: Tally;
  /**
   * Matches that do not.
   */
  without: Tally;
}
/**
 * A row that belongs to no match of the plan.
 */
export interface Unmatched {
  /**
   * Why, as a stable code: `nobodyNamed`, `unknownName`, `notTogether`.
   */
  code: string;
  /**
   * The row, from 1.
   */
  row: number;
  /**
   * Why, as a sentence.
   */
  why: string;
}
/**
 * A finished plan and what was said of its matches.
 */
export interface OutcomesInput {
  /**
   * What was said: a list, or the text of a table.
   */
  outcomes: Said;
  /**
   * The plan.
   */
  plan: Plan;
}
/**
 * Members' best partners as the pool grows.
 */
export interface PoolCurve {
  /**
   * The curve in sentences.
   */
  notes: string[];
  /**
   * Each size, smallest first.
   */
  points: PoolPoint[];
  /**
   * How many samples were drawn.
   */
  samples: number;
}
/**
 * Members' best partners in pools of one size.
 */
export interface PoolPoint {
  /**
   * The mean over the pool of each member's affinity to its best partner, of those who have one; over the samples in
   * which somebody has. Null when nobody has in any.
   */
  best: Spread | null;
  /**
   * Of each sample, in the same order at every size, each member by its id; where asked for.
   */
  members?: PoolMember[][] | null;
  /**
   * Members of a pool.
   */
  size: number;
  /**
   * The share of the pool with nobody who may be their partner, 0..1; over all samples.
   */
  without: Spread;
}
/**
 * A number over the samples.
 */
export interface Spread {
  /**
   * The smallest.
   */
  least: number;
  /**
   * The lower quartile.
   */
  lower: number;
  /**
   * The mean.
   */
  mean: number;
  /**
   * The median.
   */
  median: number;
  /**
   * The largest.
   */
  most: number;
  /**
   * The upper quartile.
   */
  upper: number;
}
/**
 * A member of a pool.
 */
export interface PoolMember {
  /**
   * Its affinity to the best of those who may be its partner; null where nobody may.
   */
  best: number | null;
  /**
   * The member's id.
   */
  member: string;
}
/**
 * An [`Input`] and how its members' best partners are to be followed as the pool grows.
 */
export interface PoolInput {
  /**
   * What is known.
   */
  network: Network;
  /**
   * What to try.
   */
  pool?: Pool;
  /**
   * What is wished: a scenario that forms pairs, tables or communities. Its seed draws the samples.
   */
  scenario: Scenario;
}
/**
 * What to try.
 */
export interface Pool {
  /**
   * Whether each point comes with every member's best partner in every sample. Default false.
   */
  members?: boolean;
  /**
   * How many samples are drawn, 1 to 50. Default 20.
   */
  samples?: number;
  /**
   * How many members a pool has, each 2 to all; at most 20, in any order. Eight even steps up to all when empty.
   */
  sizes?: number[];
}
/**
 * The plans of a programme, and where they bring each member.
 */
export interface Programme {
  /**
   * Each member, in the order of the network, and what it takes part in.
   */
  members: MemberPlaces[];
  /**
   * Whether every step's plan keeps its hard rules.
   */
  status: Status;
  /**
   * The plan of each step, in their order.
   */
  steps: StepPlan[];
}
/**
 * What a member takes part in.
 */
export interface MemberPlaces {
  /**
   * The member's id.
   */
  member: string;
  /**
   * Each place, in the order of the steps.
   */
  places: Place[];
  /**
   * The steps that left it without a place.
   */
  without: string[];
}
/**
 * A member's place in a step's plan.
 */
export interface Place {
  /**
   * The group, where there are groups.
   */
  group?: string | null;
  /**
   * As what: `member` of a group, `learner`, `coach`, `anchor`, `facilitator` or `trainee`.
   */
  role: string;
  /**
   * The step's id.
   */
  step: string;
  /**
   * With whom: ids, in the order of the plan.
   */
  with: string[];
}
/**
 * A step's plan.
 */
export interface StepPlan {
  /**
   * Its plan.
   */
  plan: Plan;
  /**
   * The step's id.
   */
  step: string;
}
/**
 * A network and the steps of a programme over it.
 */
export interface ProgrammeInput {
  /**
   * What is known.
   */
  network: Network;
  /**
   * What is to be formed, one after the other.
   */
  steps: Step[];
}
/**
 * One step of a programme.
 */
export interface Step {
  /**
   * By what later steps know it; unique.
   */
  id: string;
  /**
   * Of coaching to groups: the earlier step whose groups are served.
   */
  of?: string | null;
  /**
   * What is wished. Its rules `groupmates` may name an earlier step.
   */
  scenario: Scenario;
}
/**
 * How far a run is.
 */
export interface Progress {
  /**
   * Steps done.
   */
  done: number;
  /**
   * Whether the run has come to its end.
   */
  finished: boolean;
  /**
   * By how much the best plan so far breaks hard rules; 0 when it keeps all.
   */
  hardBroken: number;
  /**
   * Steps in all.
   */
  of: number;
  /**
   * The score of the best plan so far; null before the first.
   */
  score: number | null;
}
/**
 * An [`Input`] with a finished plan, and how it is to be reported.
 */
export interface ReportInput {
  /**
   * What is known.
   */
  network: Network;
  /**
   * The format, and what else is to be on the page.
   */
  options?: ReportOptions;
  /**
   * The plan, however it was made.
   */
  plan: Plan;
  /**
   * What is wished.
   */
  scenario: Scenario;
}
/**
 * In which format a report is written, and what the user adds to it; all has a default.
 */
export interface ReportOptions {
  /**
   * The date as it is to be shown; no clock is looked at. None when absent.
   */
  date?: string | null;
  /**
   * The format. Default `html`.
   */
  format?: ReportFormat;
  /**
   * What the review looks at of which the report tells.
   */
  review?: ReviewOptions;
  /**
   * The title; what was formed when absent.
   */
  title?: string | null;
}
/**
 * What a review looks at; all has a default.
 */
export interface ReviewOptions {
  /**
   * The attribute across which ties are counted (E-I index). Default: the first category that a criterion wants
   * different, else the first category.
   */
  across?: string | null;
  /**
   * The chance that a member leaves, 0..1. Default 0.2.
   */
  departure?: number;
  /**
   * The attributes of which one value after the other is lost with all its members: a country, an organisation.
   * Default: those of the rules `cap`, `span`, `notAlone` and `differ` and of the category criteria wanted different;
   * without any every category that at least two members share a value of.
   */
  shocks?: string[] | null;
  /**
   * The attributes on which nobody should be the only one of their kind in a group. Default: those of the rules
   * `notAlone` (of a rule with a value only that value); without such a rule every category with at most 12 values.
   */
  tokens?: string[] | null;
  /**
   * The fewest members with whom a group goes on, 1 to 100,000. Default: 4, or the form's smallest size where that is less.
   */
  viable?: number | null;
  /**
   * The chance with which a group should go on, 0..1. Default 0.9.
   */
  wished?: number;
}
/**
 * What a finished plan means for its members, its groups and the network. All of it is computed from the network and who is
 * with whom; nothing that the plan says of itself is taken over.
 */
export interface Review {
  /**
   * Who knows whom before the plan, and after it.
   */
  connections: Connections;
  /**
   * What members need and offer, and what of it meets in the plan.
   */
  demand: Demand;
  /**
   * How evenly the plan serves its members.
   */
  fairness: Fairness;
  /**
   * Each group's measures, in the order of the plan. In coaching a group is a coach with its learners, or a group with
   * its facilitators.
   */
  groups: GroupReview[];
  /**
   * What becomes of the groups when members leave.
   */
  resilience: Resilience;
}
/**
 * Who knows whom before the plan, and after it, when all who are matched know each other too.
 */
export interface Connections {
  /**
   * The attribute of the E-I index; null when there is none.
   */
  across: string | null;
  /**
   * These, and all who are matched.
   */
  after: NetworkShape;
  /**
   * Ties by which members know each other.
   */
  before: NetworkShape;
  /**
   * Groups whose members come from separate parts of the network before, most parts first.
   */
  joins: Join[];
  /**
   * How many two the plan matches who did not know each other.
   */
  newTies: number;
  /**
   * All this in sentences.
   */
  notes: string[];
  /**
   * How communities hang together by members who are in several; null where nobody is, and for other forms.
   */
  overlap: Overlap | null;
}
/**
 * A group that joins parts of the network.
 */
export interface Join {
  /**
   * The group's id.
   */
  group: string;
  /**
   * How many parts its members come from.
   */
  parts: number;
}
/**
 * How groups hang together by the members they share.
 */
export interface Overlap {
  /**
   * The members who are in several groups, in the order of the network.
   */
  bridging: Bridging[];
  /**
   * Parts between which no member is shared; 1 where all groups hang together.
   */
  parts: number;
}
/**
 * A member of several groups.
 */
export interface Bridging {
  /**
   * The ids of its groups.
   */
  groups: string[];
  /**
   * The member's id.
   */
  member: string;
  /**
   * Whether the groups would fall into more parts without this member.
   */
  needed: boolean;
}
/**
 * What members need and offer, and what of it meets in the plan.
 */
export interface Demand {
  /**
   * How many the members could meet themselves, by their own offers.
   */
  alone: number;
  /**
   * How many more are covered with their matches than alone.
   */
  gain: number;
  /**
   * How many of them someone matched with the member offers.
   */
  met: number;
  /**
   * How many needs there are: a member and a topic. Of those who take part; in coaching of learners.
   */
  needs: number;
  /**
   * All this in sentences.
   */
  notes: string[];
  /**
   * Each theme, in the order of the network.
   */
  themes: ThemeDemand[];
  /**
   * Each topic, most seekers first.
   */
  topics: TopicDemand[];
  /**
   * The others.
   */
  unmet: number;
}
/**
 * The demand for a theme.
 */
export interface ThemeDemand {
  /**
   * Whether enough do.
   */
  enough: boolean;
  /**
   * How many a group needs.
   */
  fewest: number;
  /**
   * The theme's id.
   */
  theme: string;
  /**
   * How many wish for it.
   */
  wished: number;
}
/**
 * The demand for a topic.
 */
export interface TopicDemand {
  /**
   * What is lacking: `offers` (somebody needs it and nobody offers it), `seekers` (the other way round), `enoughOffers`
   * (fewer offers than seekers), or null.
   */
  lacks: string | null;
  /**
   * How many of the seekers are matched with someone who offers it.
   */
  met: number;
  /**
   * How many offer it.
   */
  offers: number;
  /**
   * How many need it.
   */
  seekers: number;
  /**
   * The topic.
   */
  topic: string;
}
/**
 * How evenly a plan serves its members.
 */
export interface Fairness {
  /**
   * Of pairs: how many two would both rather have each other than whom they have, counted in each round; null for others.
   */
  blockingPairs: number | null;
  /**
   * Who would rather have another's place; null for panels, facilitators, and above 3,000 members or
   * 6,000 places.
   */
  envy: Envy | null;
  /**
   * The Gini coefficient of the scores of all who are matched, 0 (all the same) to 1; null when nobody is, or a score is
   * below 0.
   */
  gini: number | null;
  /**
   * The mean of the scores; null when nobody is matched.
   */
  mean: number | null;
  /**
   * Everyone whom the plan is to serve, in the order of the network.
   */
  members: MemberScore[];
  /**
   * All this in sentences.
   */
  notes: string[];
  /**
   * Members alone of their kind in their group, for each attribute looked at.
   */
  tokens: Tokens[];
  /**
   * How many are matched with nobody; their scores are null and in no mean.
   */
  unmatched: number;
  /**
   * The member with the lowest score; the first of several. Null when nobody is matched.
   */
  worst: Worst | null;
}
/**
 * Who would rather have another's place.
 */
export interface Envy {
  /**
   * How many members would gain by taking the place of some other, who takes theirs.
   */
  members: number;
  /**
   * How many exchanges of two places would both gain by. Rules are not looked at.
   */
  mutual: number;
  /**
   * Up to five of these that keep the hard rules which hold now, those first by which the lesser gain is largest. Empty
   * in coaching.
   */
  swaps: Swap[];
  /**
   * How many such wishes there are: a member and a place.
   */
  wishes: number;
}
/**
 * Two members who would both gain by exchanging places.
 */
export interface Swap {
  /**
   * What each would gain in its own part of the objective.
   *
   * @minItems 2
   * @maxItems 2
   */
  gains: [number, number];
  /**
   * Their groups' ids.
   *
   * @minItems 2
   * @maxItems 2
   */
  groups: [string, string];
  /**
   * The two members' ids.
   *
   * @minItems 2
   * @maxItems 2
   */
  members: [string, string];
}
/**
 * What a plan is worth to one member.
 */
export interface MemberScore {
  /**
   * How many places of others would suit it better than its own; 0 where envy is null.
   */
  envies: number;
  /**
   * The member's id.
   */
  member: string;
  /**
   * The mean affinity to all it is matched with, over all its groups and rounds; in coaching that of a learner to its
   * coaches. Null when matched with nobody.
   */
  score: number | null;
  /**
   * Its part of the objective: these sum to the plan's total before penalties and costs. Null for panels and facilitators.
   */
  value: number | null;
}
/**
 * Members alone of their kind on one attribute.
 */
export interface Tokens {
  /**
   * Who, and where.
   */
  alone: Token[];
  /**
   * The attribute's id.
   */
  attribute: string;
  /**
   * How many are, a member in several groups counted in each.
   */
  count: number;
}
/**
 * A member alone of its kind in a group of three or more.
 */
export interface Token {
  /**
   * The group's id.
   */
  group: string;
  /**
   * The member's id.
   */
  member: string;
  /**
   * The values that nobody else there holds.
   */
  values: string[];
}
/**
 * What a group is made of.
 */
export interface GroupReview {
  /**
   * The measures of each attribute, in the order of the network.
   */
  attributes: AttributeMeasures[];
  /**
   * Rao's Q without pairs of a member with itself: the mean dissimilarity of two members over all attributes, 0..1.
   * Null when no two answered the same question.
   */
  diversity: number | null;
  /**
   * Who knows whom.
   */
  familiarity: Familiarity;
  /**
   * How far the group falls into two camps; null below 4 and above 12 members, and where two
   * answered no question in common.
   */
  faultline: Faultline | null;
  /**
   * The group's id; in coaching the coach's.
   */
  group: string;
  /**
   * The same over all categories, sets, needs and offers.
   */
  shared: CoreValue | null;
  /**
   * How many members it has.
   */
  size: number;
  /**
   * The theme that the most members wish for who are few elsewhere; null when no two share one that says anything.
   */
  theme: CoreValue | null;
  /**
   * The same over what the scenario wants different, with its weights; null without such criteria or answers.
   */
  wantedDiversity: number | null;
  /**
   * What to look out for, in sentences. None of it is a rule.
   */
  warnings: string[];
}
/**
 * How a group's members differ in one attribute. Who did not answer takes no part.
 */
export interface AttributeMeasures {
  /**
   * Of levels: van der Eijk's agreement, −1 (half at either end) over 0 (evenly spread) to 1 (all on one level); null for
   * others, below three levels and below four answers.
   */
  agreement: number | null;
  /**
   * How many answered.
   */
  answered: number;
  /**
   * The attribute's id.
   */
  attribute: string;
  /**
   * Of a category: Blau's index without bias, 0 (one value) to 1 (all different); null for others and below two answers.
   */
  blau: number | null;
  /**
   * Of levels and numbers: the standard deviation, in levels or in the attribute's own unit; null for others.
   */
  deviation: number | null;
  /**
   * The mean dissimilarity of two members, 0..1; null when fewer than two answered.
   */
  distance: number | null;
  /**
   * Of numbers from 0: the largest by the sum of all; null for others, and when the sum is 0.
   */
  dominance: number | null;
  /**
   * Of numbers from 0: their Gini coefficient; null for others.
   */
  gini: number | null;
  /**
   * The same on the attribute's scale as a share of the largest that the whole network's range allows, 0..1.
   */
  separation: number | null;
  /**
   * Of numbers from 0: standard deviation by mean; null for others, and when the mean is 0.
   */
  variation: number | null;
}
/**
 * Who knows whom in a group.
 */
export interface Familiarity {
  /**
   * Known by all; null in a group of one.
   */
  density: number | null;
  /**
   * How many of them know each other by a tie.
   */
  known: number;
  /**
   * How many two there are.
   */
  pairs: number;
  /**
   * The mean trust of those who know each other, a tie without trust counting 1; null when nobody does.
   */
  trust: number | null;
}
/**
 * How far a group falls into two camps.
 */
export interface Faultline {
  /**
   * The two camps' member ids, at least two in each; the first division of several. Empty when nobody differs.
   *
   * @minItems 2
   * @maxItems 2
   */
  camps: [string[], string[]];
  /**
   * The share of all that differs between members which lies between the camps, 0..1, of the division that makes it
   * largest; 0 when nobody differs.
   */
  strength: number;
}
/**
 * What a group's members share.
 */
export interface CoreValue {
  /**
   * The same as a share of the group.
   */
  coverage: number;
  /**
   * How many of the group hold it.
   */
  holders: number;
  /**
   * The attribute's id, or `themes`, `needs`, `offers`.
   */
  on: string;
  /**
   * Coverage × specificity.
   */
  score: number;
  /**
   * ln(N / df): of N who answered in the whole pool, df hold it. 0 is held by all, and never the core.
   */
  specificity: number;
  /**
   * The value, as it is called in the network; of a theme its id.
   */
  value: string;
}
/**
 * What becomes of the groups when members leave.
 */
export interface Resilience {
  /**
   * The chance that a member leaves, as asked.
   */
  departure: number;
  /**
   * Each group, in the order of the plan.
   */
  groups: GroupResilience[];
  /**
   * Values whose loss some group does not survive, most groups first.
   */
  losses: ValueLoss[];
  /**
   * All this in sentences.
   */
  notes: string[];
  /**
   * The chance to go on of each size from `viable` to the largest group's or the smallest that does, at most 24 of them.
   */
  sizes: SizeChance[];
  /**
   * The smallest size that goes on with the chance wished; null when none up to 1,000 does.
   */
  smallest: number | null;
  /**
   * The fewest members with whom a group goes on.
   */
  viable: number;
  /**
   * The chance with which a group should go on, as asked.
   */
  wished: number;
}
/**
 * What becomes of one group when members leave.
 */
export interface GroupResilience {
  /**
   * The chance that enough stay when each leaves with the chance asked, independently.
   */
  chance: number;
  /**
   * Members whom it cannot spare.
   */
  critical: Critical[];
  /**
   * The group's id.
   */
  group: string;
  /**
   * For each attribute looked at: what is left after the loss of a value.
   */
  shocks: Shock[];
}
/**
 * A member whom a group cannot spare.
 */
export interface Critical {
  /**
   * The member's id.
   */
  member: string;
  /**
   * The hard rules that hold with it and break without it, by their position in the scenario; of a panel its quotas.
   */
  rules: number[];
  /**
   * In coaching: who would be left without any coach or facilitator.
   */
  strands: string[];
}
/**
 * What the loss of one value of an attribute leaves of a group.
 */
export interface Shock {
  /**
   * The attribute's id.
   */
  attribute: string;
  /**
   * The losses after which fewer than viable are left or a hard rule breaks that holds now, by value.
   */
  fatal: Loss[];
  /**
   * The share of members left after the worst loss; 0 when all hold one value, 1 when nobody answered.
   */
  survival: number;
}
/**
 * The loss of all who hold a value.
 */
export interface Loss {
  /**
   * How many members are left.
   */
  left: number;
  /**
   * The hard rules that break, by their position in the scenario; of a panel its quotas.
   */
  rules: number[];
  /**
   * The value.
   */
  value: string;
}
/**
 * A value whose loss some groups do not survive.
 */
export interface ValueLoss {
  /**
   * The attribute's id.
   */
  attribute: string;
  /**
   * How many of these its loss is fatal to.
   */
  fatal: number;
  /**
   * How many groups have members with it.
   */
  groups: number;
  /**
   * The value.
   */
  value: string;
}
/**
 * How likely a group of some size goes on.
 */
export interface SizeChance {
  /**
   * P(Binomial(size, 1 − departure) ≥ viable).
   */
  chance: number;
  /**
   * Members.
   */
  size: number;
}
/**
 * An [`Input`] with a finished plan, and what to look at.
 */
export interface ReviewInput {
  /**
   * What is known.
   */
  network: Network;
  /**
   * What to look at.
   */
  options?: ReviewOptions;
  /**
   * The plan, however it was made.
   */
  plan: Plan;
  /**
   * What is wished.
   */
  scenario: Scenario;
}
/**
 * An [`Input`] and what to vary over it.
 */
export interface SweepInput {
  /**
   * What is known.
   */
  network: Network;
  /**
   * What is wished.
   */
  scenario: Scenario;
  /**
   * What to vary.
   */
  sweep?: Sweep;
}
/**
 * What to vary.
 */
export interface Sweep {
  /**
   * Mixes to try, each 0..1; the scenario's own when empty.
   */
  mixes?: number[];
  /**
   * Smallest and largest group sizes to try, for communities; the scenario's own when empty.
   */
  sizes?: [number, number][];
}
/**
 * How far a sweep is.
 */
export interface SweepProgress {
  /**
   * Thousandths of a plan done.
   */
  done: number;
  /**
   * Whether the sweep has come to its end.
   */
  finished: boolean;
  /**
   * Thousandths of a plan in all.
   */
  of: number;
}
/**
 * All plans of a sweep, sizes in the order given and for each the mixes.
 */
export interface SweepResult {
  /**
   * One point a size and mix.
   */
  points: SweepPoint[];
}
/**
 * One plan of a sweep: the same as solving the scenario with that size and mix.
 */
export interface SweepPoint {
  /**
   * The mean over matched pairs of their commonality; null without such criteria or answers.
   */
  commonality: number | null;
  /**
   * The mean over matched pairs of their diversity; likewise.
   */
  diversity: number | null;
  /**
   * Whether another feasible point is at least as good in commonality and in diversity and better in one.
   */
  dominated: boolean;
  /**
   * The mean over matched pairs of their exchange; likewise.
   */
  exchange: number | null;
  /**
   * How many groups, pairs or coaching matches there are.
   */
  groups: number;
  /**
   * The largest group's size; 0 without groups.
   */
  largest: number;
  /**
   * The mix asked for.
   */
  mix: number;
  /**
   * The total of the same groups under the scenario's mix: comparable between points of one size.
   */
  reference: number;
  /**
   * Rules, hard or soft, that are broken somewhere.
   */
  rulesBroken: number;
  /**
   * Rules that hold everywhere.
   */
  rulesHeld: number;
  /**
   * The score under this point's own mix, and what is proven about it.
   */
  score: Score;
  /**
   * The group sizes asked for; null where the form has none.
   *
   * @minItems 2
   * @maxItems 2
   */
  size: [number, number] | null;
  /**
   * The smallest group's size; 0 without groups.
   */
  smallest: number;
  /**
   * Whether every hard rule holds.
   */
  status: Status;
  /**
   * How many members were left out.
   */
  unplaced: number;
  /**
   * The member whose mean affinity to its partners is lowest.
   */
  worst: Worst | null;
}
/**
 * What it would take to pair two members.
 */
export interface WhyNot {
  /**
   * Their affinity.
   */
  affinity: number;
  /**
   * Whether rules, ties and the other rounds allow the pair.
   */
  allowed: boolean;
  /**
   * By how much the round's total falls at least, from the duals of its matching; null where it has none.
   */
  atLeast: number | null;
  /**
   * The other groups that would be formed instead of present ones, as member ids.
   */
  instead: string[][];
  /**
   * How many more members would be left out.
   */
  leftOut: number;
  /**
   * By how much the round's total falls exactly, everyone else being paired as well as possible; null where the
   * pair is not allowed, or when this was not asked for.
   */
  loses: number | null;
  /**
   * The two members' ids.
   */
  members: string[];
  /**
   * The round, from 1, when there are several.
   */
  round?: number | null;
  /**
   * All of this as a sentence.
   */
  text: string;
}
/**
 * An [`Input`] and whom to ask about: two `members` who are not paired; a `member` who is not in a `group`; a `member` who
 * does not have a `coach`; or a `group` that does not have a facilitator, as `coach`.
 */
export interface WhyNotInput {
  /**
   * The coach's or the facilitator's id.
   */
  coach?: string | null;
  /**
   * Whether to find what the total would lose exactly, which takes as long as forming the plan. Default true, but false
   * for a member and a group.
   */
  exact?: boolean | null;
  /**
   * The group's id in the plan.
   */
  group?: string | null;
  /**
   * The member's id, or the learner's.
   */
  member?: string | null;
  /**
   * Of pairs: the two members' ids.
   *
   * @minItems 2
   * @maxItems 2
   */
  members?: [string, string] | null;
  /**
   * What is known.
   */
  network: Network;
  /**
   * Of pairs: with whom the member might be paired; the same as two `members`.
   */
  partner?: string | null;
  /**
   * The plan that is asked about; it is formed when absent. Of two members always the best pairs, whatever is given.
   */
  plan?: PlanPlaces | null;
  /**
   * The round, from 1. Default 1.
   */
  round?: number;
  /**
   * What is wished.
   */
  scenario: Scenario;
}
/**
 * Who is where in a plan: what is read of one that is asked about. A whole [`Plan`] as it was given back is welcome.
 */
export interface PlanPlaces {
  /**
   * Its coaches and their learners.
   */
  coaching?: CoachPlace[];
  /**
   * Its facilitators and their groups.
   */
  facilitators?: FacilitatorPlace[];
  /**
   * What was formed.
   */
  form: string;
  /**
   * Its groups.
   */
  groups?: GroupPlaces[];
  /**
   * Who was left out.
   */
  unplaced?: LeftOutPlace[];
}
/**
 * A coach and a learner of a plan.
 */
export interface CoachPlace {
  /**
   * The coach's id.
   */
  coach: string;
  /**
   * The learner's id.
   */
  learner: string;
}
/**
 * A group and its facilitator in a plan.
 */
export interface FacilitatorPlace {
  /**
   * The facilitator's id.
   */
  facilitator: string;
  /**
   * The group's id.
   */
  group: string;
}
/**
 * A group of a plan.
 */
export interface GroupPlaces {
  /**
   * `g1`, `g2`, …
   */
  id: string;
  /**
   * Member ids.
   */
  members: string[];
  /**
   * Its round, when there are several.
   */
  round?: number | null;
  /**
   * The theme that it took.
   */
  theme?: string | null;
}
/**
 * Someone whom a plan leaves out.
 */
export interface LeftOutPlace {
  /**
   * The member's id.
   */
  member: string;
  /**
   * The round, when there are several.
   */
  round?: number | null;
}
/**
 * What it would take to have somebody elsewhere.
 */
export interface WhyNotThere {
  /**
   * Whether it is so already; then nothing else is said.
   */
  already: boolean;
  /**
   * Of coaching: by how much the total falls at least, by the prices of the best plan; null elsewhere.
   */
  atLeast: number | null;
  /**
   * The coach or facilitator asked about; null where a member's group is.
   */
  coach: string | null;
  /**
   * The best plan found in which it is so; null where this was not asked for, or no plan is.
   */
  exact: Change | null;
  /**
   * The group asked about; null where a learner's coach is.
   */
  group: string | null;
  /**
   * Whether no changes whatever make it so with every hard rule kept, everything else being as the plan has it.
   */
  impossible: boolean;
  /**
   * The member asked about; null where a group is.
   */
  member: string | null;
  /**
   * Where there is no smallest change: what alone stands in its way, or all that is wrong with doing just that.
   */
  obstacles: Breach[];
  /**
   * What doing just that would change.
   */
  plain: Change | null;
  /**
   * The fewest further changes after which every hard rule holds, and of these the best by the total; null where none
   * were found.
   */
  smallest: Change | null;
  /**
   * The best exchange with someone who is there; null where nobody is, or nobody may take the other's place.
   */
  swap: Change | null;
  /**
   * All of this in sentences.
   */
  text: string;
  /**
   * Up to so many further changes every set was looked at.
   */
  tried: number;
}
/**
 * Some changes to a plan and what they come to.
 */
export interface Change {
  /**
   * Whether everything that must hold then does, in all groups that are touched.
   */
  allowed: boolean;
  /**
   * What would newly be wrong, in the groups that are touched.
   */
  breaks: Breach[];
  /**
   * What would no longer be wrong.
   */
  mends: Breach[];
  /**
   * Who goes from where to where, whoever was asked about first.
   */
  moves: Move[];
  /**
   * What is added to the mean affinity that the member asked about has to those it is with; null where it was, or is
   * then, with nobody.
   */
  own: number | null;
  /**
   * What is added to the plan's total; below 0 what is lost.
   */
  total: number;
}
/**
 * Something that is wrong in a group.
 */
export interface Breach {
  /**
   * What kind of thing: `rule`, `size`, `conflict`, `sameParent`, `met`, `unchosenTheme`, `pin`, `trios`, `tooManyMoves`,
   * `full` (a coach without a free place), `ownGroup` (a facilitator who is a member), `themselves`.
   */
  code: string;
  /**
   * The group; in coaching `coach+learner`.
   */
  group: string | null;
  /**
   * Whether it must hold; a soft rule costs its penalty.
   */
  hard: boolean;
  /**
   * The rule, by its position in the scenario.
   */
  rule: number | null;
  /**
   * What is wrong, as a sentence.
   */
  text: string;
}
/**
 * One who changes places.
 */
export interface Move {
  /**
   * The group left; in coaching the coach or facilitator. Null where there was none.
   */
  from: string | null;
  /**
   * The group joined; in coaching the coach or facilitator. Null where there is none then.
   */
  to: string | null;
  /**
   * The member; of facilitators the group.
   */
  who: string;
}
