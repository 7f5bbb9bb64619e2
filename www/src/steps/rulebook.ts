/** The rules as the page offers them: which fields each has, and what a new one starts with. */
import type { Network, Rule } from 'commonground';
import { say } from '../say.ts';
import type { texts } from '../strings/rules.ts';

export type RuleName = Rule['rule'];

/** The fields of a rule; each is a slot of its sentence. */
export type Field =
  | 'attribute'
  | 'value'
  | 'anyValue'
  | 'atLeast'
  | 'atMost'
  | 'fewest'
  | 'most'
  | 'distance'
  | 'among'
  | 'members'
  | 'rounds'
  | 'trust'
  | 'tolerance'
  | 'measure'
  | 'limit'
  | 'groupmates'
  | 'fewestPercent'
  | 'mostPercent';

/** The kinds of attributes that a rule can speak of. */
type Kinds = keyof typeof KINDS;

const KINDS = {
  countable: ['category', 'set', 'ordinal'],
  measurable: ['ordinal', 'number', 'cyclic'],
  comparable: ['category', 'set', 'ordinal', 'number'],
  numbers: ['number'],
};

interface RuleForm {
  sentence: keyof typeof texts;
  /** Which attributes the rule can speak of. */
  attributes?: Kinds;
  /** A new rule on an attribute, and one of its values. Without it the page only shows a rule that a file brought. */
  start?: (attribute: string, value: string) => Rule;
}

export const RULEBOOK: Record<RuleName, RuleForm> = {
  share: {
    sentence: 'rule.share',
    attributes: 'countable',
    start: (attribute) => ({ rule: 'share', attribute, atLeast: 1 }),
  },
  span: {
    sentence: 'rule.span',
    attributes: 'countable',
    start: (attribute) => ({ rule: 'span', attribute, atLeast: 2 }),
  },
  cap: { sentence: 'rule.cap', attributes: 'countable', start: (attribute) => ({ rule: 'cap', attribute, atMost: 2 }) },
  quota: {
    sentence: 'rule.quota',
    attributes: 'countable',
    start: (attribute, value) => ({ rule: 'quota', attribute, value, atLeast: 1 }),
  },
  notAlone: {
    sentence: 'rule.notAlone',
    attributes: 'countable',
    start: (attribute) => ({ rule: 'notAlone', attribute, atLeast: 2 }),
  },
  spread: {
    sentence: 'rule.spread',
    attributes: 'measurable',
    start: (attribute) => ({ rule: 'spread', attribute, atMost: 1 }),
  },
  differ: { sentence: 'rule.differ', attributes: 'countable', start: (attribute) => ({ rule: 'differ', attribute }) },
  match: { sentence: 'rule.match', attributes: 'countable', start: (attribute) => ({ rule: 'match', attribute }) },
  together: { sentence: 'rule.together', start: () => ({ rule: 'together', members: [] }) },
  apart: { sentence: 'rule.apart', start: () => ({ rule: 'apart', members: [] }) },
  noRepeat: { sentence: 'rule.noRepeat', start: () => ({ rule: 'noRepeat' }) },
  familiar: { sentence: 'rule.familiar', start: () => ({ rule: 'familiar', atLeast: 1 }) },
  acquainted: { sentence: 'rule.acquainted', start: () => ({ rule: 'acquainted', atMost: 0.5 }) },
  balance: {
    sentence: 'rule.balance',
    attributes: 'comparable',
    start: (attribute) => ({ rule: 'balance', attribute, tolerance: 0.1 }),
  },
  disparity: {
    sentence: 'rule.disparity',
    attributes: 'numbers',
    start: (attribute) => ({ rule: 'disparity', attribute, measure: 'gini', atMost: 0.5 }),
  },
  survive: { sentence: 'rule.survive', start: () => ({ rule: 'survive' }) },
  // It speaks of another plan, of which the page knows none.
  groupmates: { sentence: 'rule.groupmates' },
};

/** The rules that can be added. */
export const RULE_NAMES = (Object.keys(RULEBOOK) as RuleName[]).filter((name) => RULEBOOK[name].start);

/** The penalty that a rule starts with when it is made soft. */
export const PENALTY = 1;

export interface Option {
  value: string;
  label: string;
}

/** The attributes that a rule can speak of, among those that members answered. */
export function attributesFor({ attributes = [], members }: Network, want: Kinds): Option[] {
  const fits = (kind: string) => KINDS[want].includes(kind);
  const own = attributes.filter(({ kind }) => fits(kind)).map(({ id, label }) => ({ value: id, label: label ?? id }));
  if (want === 'measurable' || want === 'numbers') return own;
  const held = {
    needs: members.some(({ needs }) => needs?.length),
    offers: members.some(({ offers }) => offers?.length),
    themes: members.some(({ themes }) => themes && Object.keys(themes).length),
    roles: true,
  };
  const special = (['needs', 'offers', 'themes', 'roles'] as const).filter((id) => held[id]);
  return [...own, ...special.map((id) => ({ value: id, label: say(`subject.${id}`) }))];
}

/** The values that occur in an attribute, for choosing one. */
export function valuesOf({ attributes = [], members, themes = [] }: Network, id: string): Option[] {
  if (id === 'roles')
    return (['learner', 'coach', 'facilitator', 'lead'] as const).map((role) => ({
      value: role,
      label: say(`role.${role}`),
    }));
  if (id === 'themes') return themes.map((theme) => ({ value: theme.id, label: theme.label ?? theme.id }));
  const levels = attributes.find((attribute) => attribute.id === id)?.levels;
  if (levels?.length) return levels.map((level) => ({ value: level, label: level }));
  const answers = members.flatMap(
    (member) => (id === 'needs' ? member.needs : id === 'offers' ? member.offers : member.values?.[id]) ?? [],
  );
  return [...new Set(answers.map(String))].sort((a, b) => a.localeCompare(b)).map((value) => ({ value, label: value }));
}

export const roundsOf = ({ ties = [] }: Network): string[] => [...new Set(ties.flatMap(({ met }) => met ?? []))].sort();
