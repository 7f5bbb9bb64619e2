import { language, texts } from './strings.ts';

export type Code = keyof typeof texts;
type Params = Record<string, string | number>;

const plural = new Intl.PluralRules(language);
const list = new Intl.ListFormat(language, { type: 'conjunction' });
const percentage = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });

/** A slot of a text: its name, and the two words to choose from, if any. */
export interface Slot {
  name: string;
  words: string[];
}

/** Says what the page can say from the start, and the texts that a part of it brings. */
export function speaker<More extends Record<string, string>>(more: More) {
  const all: Record<string, string> = { ...texts, ...more };

  /** A text cut at its slots, for sentences whose slots are controls. */
  const pieces = (code: Code | (keyof More & string)): (string | Slot)[] =>
    (all[code] ?? code)
      .split(/(\{[^}]*\})/)
      .filter(Boolean)
      .map((piece) => {
        if (!piece.startsWith('{')) return piece;
        const [name = '', ...words] = piece.slice(1, -1).split('|');
        return { name, words };
      });

  /** A text with its `{name}`s filled in; `{count|one|other}` chooses the word by the number. */
  const say = (code: Code | (keyof More & string), params: Params = {}): string =>
    pieces(code)
      .map((piece) => (typeof piece === 'string' ? piece : fill(piece, params)))
      .join('');

  return { say, pieces };
}

export const { say } = speaker({});

function fill({ name, words: [one, other] }: Slot, params: Params): string {
  const value = params[name] ?? `{${name}}`;
  if (one !== undefined && other !== undefined) return plural.select(Number(value)) === 'one' ? one : other;
  return typeof value === 'number' ? decimal.format(value) : value;
}

export const percent = (share: number): string => percentage.format(share);
/** Never up, save for what drawing by numbered tickets loses: whole percents, tenths where these say too little. */
export function atLeastPercent(share: number): string {
  const steps = share < 0.1 ? 1000 : 100;
  return percent(Math.floor(share * steps + 1e-4) / steps);
}
/** Whole percents, for measures that are read side by side. */
export const wholePercent = (share: number): string => percentage.format(Math.round(share * 100) / 100);
export const number = (value: number): string => decimal.format(value);
export const names = (all: string[]): string => list.format(all);
