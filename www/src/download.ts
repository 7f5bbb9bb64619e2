/** What the page hands out: a table with one row a member, and everything as JSON. */
import type { Input, Network, Plan } from 'commonground';
import { number, percent, speaker } from './say.ts';
import { texts } from './strings/downloads.ts';

const { say } = speaker(texts);

/** Between several entries of a cell. */
const AND = '; ';

/** A table with one row for each member of the network, in its order. */
export function toCsv({ network }: Input, plan: Plan): string {
  const name = new Map(network.members.map((member) => [member.id, member.name ?? member.id]));
  const named = (ids: string[]) => ids.map((id) => name.get(id) ?? id).join(AND);
  const columns =
    plan.form === 'panel'
      ? panelColumns(plan)
      : plan.form === 'coaching'
        ? coachingColumns(plan, named)
        : groupColumns(network, plan, named);
  const why = (member: string) =>
    plan.unplaced
      .filter((one) => one.member === member)
      .map((one) => one.why)
      .join(' ');
  return csvTable([
    [say('csv.id'), say('csv.name'), ...columns.map(([title]) => title), say('csv.unplaced')],
    ...network.members.map(({ id }) => [id, name.get(id) ?? id, ...columns.map(([, cell]) => cell(id)), why(id)]),
  ]);
}

/** Rows as CSV. Spreadsheets take a file for UTF-8 only when it begins with a byte order mark. */
export const csvTable = (rows: string[][]): string =>
  `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;

type Column = [title: string, cell: (member: string) => string];

function groupColumns(network: Network, plan: Plan, named: (ids: string[]) => string): Column[] {
  const theme = new Map(network.themes?.map(({ id, label }) => [id, label ?? id]));
  const rounds = [...new Set(plan.groups.map(({ round }) => round ?? null))];
  return rounds.flatMap((round): Column[] => {
    const title = (text: string) => (round === null ? text : say('csv.round', { title: text, round }));
    const groupsOf = (member: string) =>
      plan.groups.filter((group) => (group.round ?? null) === round && group.members.includes(member));
    const themes: Column[] = plan.groups.some((group) => group.theme != null)
      ? [
          [
            title(say('csv.theme')),
            (member) =>
              groupsOf(member)
                .map((group) => theme.get(group.theme ?? '') ?? '')
                .join(AND),
          ],
        ]
      : [];
    return [
      [
        title(say('csv.group')),
        (member) =>
          groupsOf(member)
            .map(({ id }) => id)
            .join(AND),
      ],
      ...themes,
      [
        title(say('csv.with')),
        (member) =>
          named([...new Set(groupsOf(member).flatMap(({ members }) => members))].filter((other) => other !== member)),
      ],
    ];
  });
}

function panelColumns({ groups, panel }: Plan): Column[] {
  const drawn = new Set(groups.flatMap(({ members }) => members));
  const { chances = [], ratings = [] } = panel ?? {};
  const chanceOf = new Map(chances.map(({ member, chance }) => [member, percent(chance)]));
  const ratingOf = new Map(ratings.map(({ member, rating }) => [member, rating == null ? '' : number(rating)]));
  const cells = (title: string, of: Map<string, string>): Column => [title, (member) => of.get(member) ?? ''];
  return [
    [say('csv.panel'), (member) => (drawn.has(member) ? say('csv.yes') : '')],
    ...(chances.length > 0 ? [cells(say('csv.chance'), chanceOf)] : []),
    ...(ratings.length > 0 ? [cells(say('csv.rating'), ratingOf)] : []),
  ];
}

function coachingColumns({ coaching }: Plan, named: (ids: string[]) => string): Column[] {
  return [
    [
      say('csv.coaches'),
      (member) => named(coaching.filter(({ learner }) => learner === member).map(({ coach }) => coach)),
    ],
    [
      say('csv.learners'),
      (member) => named(coaching.filter(({ coach }) => coach === member).map(({ learner }) => learner)),
    ],
  ];
}

/** Quoted where CSV needs it; what a spreadsheet would run as a formula is marked as text. */
export function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The input and its plan; the page opens the file again, and `input` suits the command line. */
export const toJson = (input: Input, plan: Plan): string => `${JSON.stringify({ ...input, plan }, null, 2)}\n`;

export const saveName = ({ form }: Plan, ending: string): string => `commonground-${form}.${ending}`;

export function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
