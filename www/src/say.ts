import { texts, language } from './strings.ts';

export type Code = keyof typeof texts;
type Params = Record<string, string | number>;

const plural = new Intl.PluralRules(language);
const list = new Intl.ListFormat(language, { type: 'conjunction' });
const percentage = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });

/** A text with its `{name}`s filled in; `{count|one|other}` chooses the word by the number. */
export function say(code: Code, params: Params = {}): string {
  return pieces(code)
    .map((piece) => (typeof piece === 'string' ? piece : fill(piece, params)))
    .join('');
}

/** A slot of a text: its name, and the two words to choose from, if any. */
export interface Slot {
  name: string;
  words: string[];
}

/** A text cut at its slots, for sentences whose slots are controls. */
export function pieces(code: Code): (string | Slot)[] {
  return texts[code]
    .split(/(\{[^}]*\})/)
    .filter(Boolean)
    .map((piece) => {
      if (!piece.startsWith('{')) return piece;
      const [name = '', ...words] = piece.slice(1, -1).split('|');
      return { name, words };
    });
}

export function fill({ name, words: [one, other] }: Slot, params: Params): string {
  const value = params[name] ?? `{${name}}`;
  if (one !== undefined && other !== undefined) return plural.select(Number(value)) === 'one' ? one : other;
  return typeof value === 'number' ? decimal.format(value) : value;
}

export const percent = (share: number): string => percentage.format(share);
/** Whole percents, for measures that are read side by side. */
export const wholePercent = (share: number): string => percentage.format(Math.round(share * 100) / 100);
export const number = (value: number): string => decimal.format(value);
export const names = (all: string[]): string => list.format(all);
